//! Plain answers, polling, chaining, cancelling, deleting, failing, functions.

use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::support::{id_of, kinds, output, serve, step_kinds};

const MODEL: &str = "gemini-3.8-flash";

#[tokio::test]
async fn a_plain_answer_has_the_output_and_a_get_the_whole_timeline() {
    let local = serve(json!({"turns": [{"say": [{"thought": "Hm."}, "Hello ", "world."]}]})).await;
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": "Hi", "labels": {"a": "b"}}))
        .await;
    assert_eq!(answer["status"], "completed");
    assert_eq!(answer["object"], "interaction");
    assert_eq!(answer["labels"], json!({"a": "b"}));
    assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    assert_eq!(output(&answer), "Hello world.");
    let usage = &answer["usage"];
    let parts = [
        "total_input_tokens",
        "total_output_tokens",
        "total_thought_tokens",
    ];
    let sum: u64 = parts.iter().map(|part| usage[part].as_u64().unwrap()).sum();
    assert_eq!(usage["total_tokens"].as_u64().unwrap(), sum);
    let whole = local
        .api
        .get(&format!("interactions/{}?stream=false", id_of(&answer)))
        .await;
    assert_eq!(
        step_kinds(&whole),
        ["user_input", "thought", "model_output"]
    );
    assert!(whole.get("input").is_none());
}

#[tokio::test]
async fn a_follow_up_knows_the_talk_before_it() {
    let local =
        serve(json!({"turns": [{"match": "colour", "say": ["Blue."]}, {"say": ["Yes."]}]})).await;
    let first = local
        .api
        .create(json!({"model": MODEL, "input": "Which colour?"}))
        .await;
    let body = json!({"model": MODEL, "input": "Sure?", "previous_interaction_id": first["id"]});
    let second = local.api.create(body).await;
    assert_eq!(second["previous_interaction_id"], first["id"]);
    let alone = local
        .api
        .create(json!({"model": MODEL, "input": "Sure?"}))
        .await;
    let input =
        |answer: &serde_json::Value| answer["usage"]["total_input_tokens"].as_u64().unwrap();
    assert!(
        input(&second) > input(&alone),
        "the history is not part of the prompt"
    );
}

#[tokio::test]
async fn a_background_run_answers_at_once_and_is_polled_to_its_end() {
    let local = serve(json!({"turns": [{"say": ["a", {"text": "b", "delay_ms": 400}]}]})).await;
    let begun = local
        .api
        .create(json!({"model": MODEL, "input": "x", "background": true}))
        .await;
    assert_eq!(begun["status"], "in_progress");
    assert_eq!(output(&local.api.wait(&id_of(&begun)).await), "ab");
}

#[tokio::test]
async fn a_running_interaction_can_be_cancelled_and_keeps_what_it_said() {
    let local = serve(
        json!({"turns": [{"say": ["said", {"wait_ms": 60000}, {"text": "x", "delay_ms": 60000}]}]}),
    )
    .await;
    let begun = local
        .api
        .create(json!({"model": MODEL, "input": "x", "background": true}))
        .await;
    let path = format!("interactions/{}", id_of(&begun));
    while output(&local.api.get(&path).await).is_empty() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let cancelled = local.api.post(&format!("{path}/cancel"), json!({})).await;
    assert_eq!(
        (cancelled["status"].as_str(), output(&cancelled).as_str()),
        (Some("cancelled"), "said")
    );
    let (events, done) = local.api.events(&format!("{path}?stream=true")).await;
    assert!(done);
    assert_eq!(
        kinds(&events)[events.len() - 2..],
        ["step.stop", "interaction.completed"]
    );
    let again = local.api.post(&format!("{path}/cancel"), json!({})).await;
    assert_eq!(again["status"], "cancelled");
}

#[tokio::test]
async fn a_deleted_interaction_is_gone_and_a_running_one_is_stopped_first() {
    let local = serve(json!({"turns": [{"say": [{"text": "x", "delay_ms": 60000}]}]})).await;
    let begun = local
        .api
        .create(json!({"model": MODEL, "input": "x", "background": true}))
        .await;
    let path = format!("interactions/{}", id_of(&begun));
    assert_eq!(
        local.api.call(Method::DELETE, &path, None).await,
        (200, json!({}))
    );
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::POST, format!("{path}/cancel")),
    ] {
        let (status, code, _) = local.api.refused(method, &path, None).await;
        assert_eq!((status, code), (404, json!("not_found")));
    }
}

#[tokio::test]
async fn a_brain_that_fails_makes_the_interaction_failed_with_its_words() {
    let error = json!({"code": "service_unavailable", "message": "Overloaded. Try later."});
    let local = serve(json!({"turns": [{"say": ["so far ", {"error": error}]}]})).await;
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": "x"}))
        .await;
    assert_eq!(
        (&answer["status"], &answer["errors"]),
        (&json!("failed"), &json!([error]))
    );
    assert_eq!(output(&answer), "so far ");
    let (events, done) = local
        .api
        .create_stream(json!({"model": MODEL, "input": "x"}))
        .await;
    assert!(done);
    assert_eq!(events.last().unwrap()["event_type"], "error");
    assert_eq!(events.last().unwrap()["error"], error);
}

#[tokio::test]
async fn functions_wait_for_the_client_and_their_results_go_on_in_a_new_interaction() {
    let local = serve(json!({"turns": [
        {"match": "Result of set_lamp", "say": ["The lamp is on."]},
        {"match": "lamp", "say": ["I will. ", {"call": "set_lamp", "arguments": {"on": true}}]}
    ]}))
    .await;
    let tools = json!([{"type": "function", "name": "set_lamp", "parameters": {"type": "object"}}]);
    let first = local
        .api
        .create(json!({"model": MODEL, "input": "lamp on", "tools": tools}))
        .await;
    assert_eq!(first["status"], "requires_action");
    assert_eq!(step_kinds(&first), ["model_output", "function_call"]);
    let call = &first["steps"][1];
    assert_eq!(call["arguments"], json!({"on": true}));
    let result = |id: &str| json!([{"type": "function_result", "call_id": id, "name": "set_lamp", "result": "ok"}]);
    let body = |id: &str| json!({"model": MODEL, "previous_interaction_id": first["id"], "input": result(id), "tools": tools});
    let (status, ..) = local
        .api
        .refused(Method::POST, "interactions", Some(body("other")))
        .await;
    assert_eq!(status, 400);
    let second = local.api.create(body(call["id"].as_str().unwrap())).await;
    assert_eq!(
        (second["status"].as_str(), output(&second).as_str()),
        (Some("completed"), "The lamp is on.")
    );
}

#[tokio::test]
async fn an_unstored_interaction_leaves_no_trace_and_stops_with_its_connection() {
    let local = serve(json!({"turns": [{"match": "slow", "say": ["a", {"text": "b", "delay_ms": 60000}]}, {"say": ["hello"]}]})).await;
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": "x", "store": false}))
        .await;
    assert_eq!(
        (answer["status"].as_str(), output(&answer).as_str()),
        (Some("completed"), "hello")
    );
    assert!(answer.get("id").is_none());
    let (events, done) = local
        .api
        .create_stream(json!({"model": MODEL, "input": "x", "store": false}))
        .await;
    assert!(done && events.len() > 4);
    let body = json!({"model": MODEL, "input": "slow", "store": false, "stream": true});
    let mut response = local
        .api
        .request(Method::POST, "interactions")
        .json(&body)
        .send()
        .await
        .unwrap();
    response.chunk().await.unwrap();
    drop(response);
    // Stopping the engine waits for its runs: one that had not stopped would block it.
    tokio::time::timeout(Duration::from_secs(10), local.engine.stop())
        .await
        .expect("the run went on");
}

#[tokio::test]
async fn media_in_an_answer_arrive_whole() {
    let local = serve(json!({"turns": [{"say": ["Look: ", {"image": "aGk=", "mime_type": "image/png"}, "nice."]}]})).await;
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": "x"}))
        .await;
    let content = &answer["steps"][0]["content"];
    assert_eq!(
        content[1],
        json!({"type": "image", "data": "aGk=", "mime_type": "image/png"})
    );
    assert_eq!(content[2]["text"], "nice.");
}
