//! Chat Completions: other programs use the engine's brains through OpenAI's API.

use serde_json::{Value, json};

use crate::support::{KEY, Local, serve};
use crate::vendor::{Vendor, calls, says};

const MODEL: &str = "gemini-3.8-flash";

fn lamp() -> Value {
    json!([{"type": "function", "function": {"name": "set_lamp", "parameters": {"type": "object"}}}])
}

async fn engine() -> Local {
    serve(json!({"turns": [
        {"match": "Result of set_lamp", "say": ["It is on."]},
        {"match": "lamp", "say": [{"call": "set_lamp", "pieces": ["{\"on\":", "true}"], "id": "call_7"}]},
        {"match": "json", "say": ["```json\n{\"a\": 1}\n```"]},
        {"match": "long", "say": ["cut o", {"end": "limit"}]},
        {"match": "fail", "say": ["so ", {"error": {"code": "service_unavailable", "message": "Come back later."}}]},
        {"say": [{"thought": "Hm."}, "Hello ", {"text": "world.", "delay_ms": 40}]}
    ]}))
    .await
}

async fn ask(local: &Local, body: &Value) -> (u16, String) {
    let url = format!("{}/v1/chat/completions", local.api.base);
    let request = local.api.http.post(url).bearer_auth(KEY).json(body);
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.text().await.unwrap())
}

async fn answer(local: &Local, body: Value) -> Value {
    let (status, text) = ask(local, &body).await;
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The chunks of a stream; asserts that it ends with `[DONE]`.
async fn chunks(local: &Local, mut body: Value) -> Vec<Value> {
    body["stream"] = json!(true);
    let (status, text) = ask(local, &body).await;
    assert_eq!(status, 200, "{text}");
    let mut lines: Vec<&str> = text
        .split("\n\n")
        .filter_map(|line| line.strip_prefix("data: "))
        .collect();
    assert_eq!(lines.pop(), Some("[DONE]"), "{text}");
    lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn user(words: &str) -> Value {
    json!({"model": MODEL, "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": words}]})
}

#[tokio::test]
async fn an_answer_has_words_thoughts_and_counts_whole_and_in_a_stream() {
    let local = engine().await;
    let whole = answer(&local, user("Hi")).await;
    let choice = &whole["choices"][0];
    assert_eq!(whole["object"], "chat.completion");
    assert_eq!(choice["message"]["content"], "Hello world.");
    assert_eq!(choice["message"]["reasoning_content"], "Hm.");
    assert_eq!(choice["finish_reason"], "stop");
    let usage = &whole["usage"];
    assert_eq!(
        usage["total_tokens"].as_u64().unwrap(),
        usage["prompt_tokens"].as_u64().unwrap() + usage["completion_tokens"].as_u64().unwrap()
    );
    let mut body = user("Hi");
    body["stream_options"] = json!({"include_usage": true});
    let chunks = chunks(&local, body).await;
    let words: String = chunks
        .iter()
        .filter_map(|chunk| chunk["choices"][0]["delta"]["content"].as_str())
        .collect();
    assert_eq!(words, "Hello world.");
    assert_eq!(chunks[0]["choices"][0]["delta"]["role"], "assistant");
    let [.., end, counts] = &chunks[..] else {
        panic!("{chunks:?}")
    };
    assert_eq!(end["choices"][0]["finish_reason"], "stop");
    assert_eq!((&counts["choices"], &counts["usage"]), (&json!([]), usage));
}

#[tokio::test]
async fn functions_are_called_and_answered() {
    let local = engine().await;
    let mut body = user("lamp");
    body["tools"] = lamp();
    let whole = answer(&local, body.clone()).await;
    let message = &whole["choices"][0]["message"];
    assert_eq!(whole["choices"][0]["finish_reason"], "tool_calls");
    assert_eq!(message["content"], Value::Null);
    let function = json!({"name": "set_lamp", "arguments": "{\"on\":true}"});
    assert_eq!(
        message["tool_calls"],
        json!([{"id": "call_7", "type": "function", "function": function}])
    );
    let arguments: Vec<String> = chunks(&local, body.clone())
        .await
        .iter()
        .filter_map(|chunk| {
            let call = &chunk["choices"][0]["delta"]["tool_calls"][0];
            Some(call["function"]["arguments"].as_str()?.to_owned())
        })
        .collect();
    assert_eq!(arguments, ["", "{\"on\":", "true}"]);
    let messages = body["messages"].as_array_mut().unwrap();
    messages.push(message.clone());
    messages.push(json!({"role": "tool", "tool_call_id": "call_7", "content": "ok"}));
    let second = answer(&local, body).await;
    assert_eq!(second["choices"][0]["message"]["content"], "It is on.");
}

#[tokio::test]
async fn forms_limits_and_failures_are_told_in_the_dialects_words() {
    let local = engine().await;
    let mut body = user("json");
    body["response_format"] = json!({"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object", "required": ["a"]}}});
    let whole = answer(&local, body.clone()).await;
    assert_eq!(whole["choices"][0]["message"]["content"], "{\"a\": 1}");
    let streamed = chunks(&local, body).await;
    assert_eq!(streamed[0]["choices"][0]["delta"]["content"], "{\"a\": 1}");
    let cut = answer(&local, user("long")).await;
    assert_eq!(cut["choices"][0]["finish_reason"], "length");
    let (status, text) = ask(&local, &user("fail")).await;
    let error: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (status, &error["error"]["message"]),
        (503, &json!("Come back later."))
    );
    let mut body = user("fail");
    body["stream"] = json!(true);
    let (status, text) = ask(&local, &body).await;
    assert_eq!(status, 200);
    assert!(
        text.contains("Come back later.") && !text.contains("[DONE]"),
        "{text}"
    );
}

#[tokio::test]
async fn what_is_not_served_is_refused_by_its_name() {
    let local = engine().await;
    for (field, value) in [
        ("n", json!(2)),
        ("logprobs", json!(true)),
        ("frequency_penalty", json!(0.5)),
        ("audio", json!({"voice": "x"})),
        ("tool_choice", json!("required")),
        ("reasoning_effort", json!("huge")),
        ("response_format", json!({"type": "grammar"})),
        ("messages", json!("hi")),
        ("tools", json!([{"type": "web_search"}])),
    ] {
        let mut body = user("Hi");
        body[field] = value;
        let (status, text) = ask(&local, &body).await;
        assert_eq!(status, 400, "{field}: {text}");
        assert!(text.contains(field), "{field}: {text}");
    }
    let mut body = user("Hi");
    body["model"] = json!("none");
    assert_eq!(ask(&local, &body).await.0, 404);
    for (name, value) in [
        ("n", json!(1)),
        ("user", json!("me")),
        ("stop", Value::Null),
    ] {
        let mut body = user("Hi");
        body[name] = value;
        assert_eq!(ask(&local, &body).await.0, 200, "{name}");
    }
}

#[tokio::test]
async fn the_models_list_is_in_the_dialect_of_who_asks() {
    let local = engine().await;
    Vendor::start([]).await.connect(&local);
    let url = format!("{}/v1/models", local.api.base);
    let request = local.api.http.get(&url).bearer_auth(KEY);
    let list: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(list["object"], "list");
    let ids: Vec<&str> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|model| model["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&MODEL) && ids.contains(&"acme/able/one"),
        "{ids:?}"
    );
    let request = local.api.http.get(&url).header("x-goog-api-key", KEY);
    let list: Value = request.send().await.unwrap().json().await.unwrap();
    assert!(list["models"].is_array());
}

/// Connects the engine to itself: its own client of the dialect has to understand its responses.
#[tokio::test]
async fn a_connected_server_is_reached_through_it_with_pictures_and_calls() {
    let local = engine().await;
    let vendor = Vendor::start([says(&["A dog."]), calls("call_1", "set_lamp", &["{}"])]).await;
    vendor.connect(&local);
    let picture = json!({"type": "image_url", "image_url": {"url": "data:image/png;base64,aGk="}});
    let mut body = json!({"model": "acme/able/one", "messages": [
        {"role": "user", "content": [{"type": "text", "text": "What is it?"}, picture]}]});
    let whole = answer(&local, body.clone()).await;
    assert_eq!(whole["choices"][0]["message"]["content"], "A dog.");
    assert!(vendor.last_messages()[0].to_string().contains("aGk="));
    body["tools"] = lamp();
    let whole = answer(&local, body.clone()).await;
    let call = &whole["choices"][0]["message"]["tool_calls"][0];
    assert_eq!(
        (&call["id"], &call["function"]["arguments"]),
        (&json!("call_1"), &json!("{}"))
    );
    body["model"] = json!("acme/blind");
    let (status, text) = ask(&local, &body).await;
    assert_eq!(status, 400, "{text}");
}
