//! Answers, calls and refusals of a connected server's models.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ABLE, BLIND, ask, engine};
use crate::support::{output, step_kinds};
use crate::vendor::{Answer, Vendor, calls, deltas, says};

#[tokio::test]
async fn connected_models_are_listed_with_what_they_can_do_and_go_when_they_are_disconnected() {
    let local = engine().await;
    let vendor = Vendor::start([]).await;
    vendor.connect(&local);
    for path in [
        "models/acme/able/one",
        "models/acme%2Fable%2Fone",
        "models/models/acme/able/one",
    ] {
        let model = local.api.get(path).await;
        assert_eq!(model["name"], "models/acme/able/one", "{path}");
        assert_eq!(model["displayName"], "Able One");
        assert_eq!(model["inputTokenLimit"], 64000);
        assert_eq!(model["thinking"], true);
        assert_eq!(
            model["abilities"],
            json!({"functions": true, "images": true})
        );
    }
    let list = local.api.get("models").await;
    let models = list["models"].as_array().unwrap().iter();
    let connected: Vec<_> = models
        .filter_map(|model| model["name"].as_str()?.strip_prefix("models/acme/"))
        .collect();
    assert_eq!(connected, ["able/one", "blind", "near"]);
    local.engine.connector().take(b"{\"providers\":[]}");
    let (status, code, _) = local
        .api
        .refused(Method::POST, "interactions", Some(ask(ABLE, "x")))
        .await;
    assert_eq!((status, code), (404, json!("model_not_found")));
}

#[tokio::test]
async fn an_answer_has_the_servers_words_thoughts_and_counts() {
    let local = engine().await;
    let vendor = Vendor::start([deltas(
        &[
            json!({"reasoning_content": "Let me "}),
            json!({"reasoning_content": "see."}),
            json!({"content": "Basalt is "}),
            json!({"content": "a rock."}),
        ],
        "stop",
    )])
    .await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "What is basalt?");
    body["system_instruction"] = json!("Be short.");
    body["generation_config"] = json!({"max_output_tokens": 99, "stop_sequences": ["END"]});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(answer["model"], ABLE);
    assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    assert_eq!(answer["steps"][0]["summary"][0]["text"], "Let me see.");
    assert_eq!(output(&answer), "Basalt is a rock.");
    let usage = &answer["usage"];
    assert_eq!(
        (
            &usage["total_input_tokens"],
            &usage["total_cached_tokens"],
            &usage["total_output_tokens"],
            &usage["total_thought_tokens"]
        ),
        (&json!(20), &json!(8), &json!(4), &json!(3))
    );
    let asked = &vendor.asked()[0];
    assert_eq!(asked.key.as_deref(), Some("Bearer acme-key"));
    assert_eq!(asked.body["model"], "able/one");
    assert_eq!(asked.body["messages"][0]["content"], "Be short.");
}

#[tokio::test]
async fn a_function_is_called_answered_and_told_to_the_server_as_such() {
    let local = engine().await;
    let vendor = Vendor::start([
        calls("call_9", "set_lamp", &["{\"on\"", ": true}"]),
        says(&["It is on."]),
    ])
    .await;
    vendor.connect(&local);
    let tools = json!([{"type": "function", "name": "set_lamp", "description": "Switches.", "parameters": {"type": "object"}}]);
    let mut body = ask(ABLE, "lamp on");
    body["tools"] = tools.clone();
    let first = local.api.create(body).await;
    assert_eq!(first["status"], "requires_action", "{first}");
    assert_eq!(first["steps"][0]["arguments"], json!({"on": true}));
    let result = json!([{"type": "function_result", "call_id": "call_9", "name": "set_lamp", "result": {"now": "on"}}]);
    let mut body = ask(ABLE, result);
    body["tools"] = tools;
    body["previous_interaction_id"] = first["id"].clone();
    let second = local.api.create(body).await;
    assert_eq!(output(&second), "It is on.");
    let messages = vendor.last_messages();
    assert_eq!(messages.len(), 3);
    let call = &messages[1]["tool_calls"][0];
    assert_eq!(
        (&call["id"], &call["function"]["name"]),
        (&json!("call_9"), &json!("set_lamp"))
    );
    assert_eq!(messages[2]["tool_call_id"], "call_9");
    assert!(messages[2].to_string().contains("on"));
}

#[tokio::test]
async fn a_call_of_a_function_that_was_not_offered_is_refused_and_the_model_asked_again() {
    let local = engine().await;
    let vendor = Vendor::start([calls("call_1", "open_door", &["{}"]), says(&["Then not."])]).await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "go");
    body["tools"] = json!([{"type": "function", "name": "set_lamp"}]);
    let answer = local.api.create(body).await;
    assert_eq!(
        step_kinds(&answer),
        ["function_call", "function_result", "model_output"]
    );
    assert_eq!(
        (answer["status"].as_str(), output(&answer).as_str()),
        (Some("completed"), "Then not.")
    );
    assert!(
        vendor
            .last_messages()
            .last()
            .unwrap()
            .to_string()
            .contains("no function 'open_door'")
    );
}

#[tokio::test]
async fn an_answer_that_has_not_its_form_is_mended_once() {
    let local = engine().await;
    let vendor = Vendor::start([says(&["{\"nom\": 1}"]), says(&["{\"name\": \"basalt\"}"])]).await;
    vendor.connect(&local);
    let mut body = ask(ABLE, "Which rock?");
    body["response_format"] =
        json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(output(&answer), "{\"name\": \"basalt\"}");
    let messages = vendor.last_messages();
    assert!(messages[messages.len() - 1].to_string().contains("name"));
    assert_eq!(
        answer["usage"]["total_input_tokens"], 40,
        "both answers count"
    );
}

#[tokio::test]
async fn what_a_model_cannot_do_is_refused_by_the_name_of_the_field() {
    let local = engine().await;
    Vendor::start([]).await.connect(&local);
    let picture = json!([{"type": "image", "mime_type": "image/png", "data": "aGk="}]);
    let with = |field: &str, value: Value| {
        let mut body = ask(BLIND, "x");
        body[field] = value;
        body
    };
    for (body, words) in [
        (ask(BLIND, picture), "takes no pictures"),
        (
            with("tools", json!([{"type": "function", "name": "f"}])),
            "functions",
        ),
        (
            with("tools", json!([{"type": "google_search"}])),
            "google_search",
        ),
        (
            with("generation_config", json!({"thinking_level": "high"})),
            "thinking_level",
        ),
        (
            with("generation_config", json!({"speech_config": []})),
            "speech_config",
        ),
        (
            with("response_format", json!({"type": "image"})),
            "response_format",
        ),
        (
            with("response_modalities", json!(["audio"])),
            "response_modalities",
        ),
    ] {
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body.clone()))
            .await;
        assert_eq!(status, 400, "{body}");
        assert!(message.contains(words), "{body}: {message}");
    }
}

#[tokio::test]
async fn a_server_that_fails_says_so_in_the_contracts_words() {
    let local = engine().await;
    let refusal = |status: u16, message: &str| Answer {
        status,
        pieces: vec![
            json!({"error": {"message": message, "code": status.to_string()}}).to_string(),
        ],
        hangs: false,
    };
    let mut cut = says(&["Half an ans"]);
    cut.pieces.truncate(1);
    let vendor = Vendor::start([
        refusal(401, "bad key"),
        refusal(404, "no such model"),
        refusal(500, "broken"),
        cut,
    ])
    .await;
    vendor.connect(&local);
    for code in [
        "authentication",
        "model_not_found",
        "api_error",
        "api_error",
    ] {
        let answer = local.api.create(ask(ABLE, "x")).await;
        assert_eq!(answer["status"], "failed", "{answer}");
        assert_eq!(answer["errors"][0]["code"], code, "{answer}");
    }
}
