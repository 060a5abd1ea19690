//! Conversations that are longer than the context of a connected model.

use serde_json::{Value, json};

use crate::support::{output, serve, step_kinds};
use crate::vendor::{Vendor, calls, says};

/// A model with a context of 64,000 tokens.
const MODEL: &str = "acme/able/one";

fn ask(input: &str, after: Option<&Value>) -> Value {
    let mut body = json!({"model": MODEL, "input": input});
    if let Some(after) = after {
        body["previous_interaction_id"] = after["id"].clone();
    }
    body
}

#[tokio::test]
async fn the_newest_is_told_and_the_answer_says_that_the_oldest_was_left_out() {
    let local = serve(json!({})).await;
    let vendor = Vendor::start([says(&["One."]), says(&["Two."]), says(&["Three."])]).await;
    vendor.connect(&local);
    let long = |word: &str| format!("{word} {}", "and so on ".repeat(8_000));
    let first = local.api.create(ask(&long("granite"), None)).await;
    assert_eq!(step_kinds(&first), ["model_output"]);
    let second = local.api.create(ask(&long("basalt"), Some(&first))).await;
    assert_eq!(step_kinds(&second), ["thought", "model_output"], "{second}");
    assert_eq!(output(&second), "Two.");
    let notice = &second["steps"][0]["summary"][0]["text"];
    assert!(
        notice.as_str().unwrap().contains("was left out"),
        "{notice}"
    );
    let told = serde_json::to_string(&vendor.last_messages()).unwrap();
    assert!(told.contains("basalt") && !told.contains("granite"));
    assert!(told.contains("It was left out"), "the model knows it");
    // A notice of this computer for the person is not sent as a thought of the model.
    let third = local.api.create(ask("And now?", Some(&second))).await;
    assert_eq!(output(&third), "Three.");
    let told = serde_json::to_string(&vendor.last_messages()).unwrap();
    assert!(
        !told.contains("longer than what the model can take"),
        "{told}"
    );
}

#[tokio::test]
async fn a_long_job_keeps_what_was_asked_and_its_newest_results() {
    let local = serve(json!({})).await;
    let call = |number: usize| calls(&format!("call_{number}"), "dig", &["{}"]);
    let vendor = Vendor::start([call(0), call(1), call(2), says(&["Done."])]).await;
    vendor.connect(&local);
    let tools = json!([{"type": "function", "name": "dig"}]);
    let mut body = ask("Dig for basalt.", None);
    body["tools"] = tools.clone();
    let mut answer = local.api.create(body).await;
    for number in 0..3 {
        let result = format!("layer {number} {}", "stones ".repeat(7_000));
        let mut body = ask("", Some(&answer));
        body["tools"] = tools.clone();
        body["input"] = json!([{"type": "function_result", "call_id": format!("call_{number}"), "name": "dig", "result": result}]);
        answer = local.api.create(body).await;
    }
    assert_eq!(output(&answer), "Done.");
    assert_eq!(answer["steps"][0]["type"], "thought", "{answer}");
    let messages = vendor.last_messages();
    let told = serde_json::to_string(&messages).unwrap();
    assert!(told.contains("layer 2") && !told.contains("layer 0"));
    // Each result follows its call.
    for (at, message) in messages.iter().enumerate() {
        if message["role"] == "tool" {
            assert_eq!(
                messages[at - 1]["tool_calls"][0]["id"],
                message["tool_call_id"]
            );
        }
    }
}

/// A model of a server that silently truncates what is too long, as Ollama does.
const NEAR: &str = "acme/near";

async fn talks_at_length(running: Option<Value>) -> (Value, String) {
    let local = serve(json!({})).await;
    let vendor = Vendor::start([says(&["One."]), says(&["Two."])]).await;
    vendor.connect(&local);
    if let Some(running) = running {
        vendor.runs(running);
    }
    let long = |word: &str| format!("{word} {}", "and so on ".repeat(700));
    let mut body = ask(&long("granite"), None);
    body["model"] = json!(NEAR);
    let first = local.api.create(body).await;
    assert_eq!(step_kinds(&first), ["model_output"]);
    let mut body = ask(&long("basalt"), Some(&first));
    body["model"] = json!(NEAR);
    let second = local.api.create(body).await;
    assert_eq!(output(&second), "Two.");
    let told = serde_json::to_string(&vendor.last_messages()).unwrap();
    (second, told)
}

#[tokio::test]
async fn a_server_that_cuts_silently_is_asked_how_much_it_takes_and_the_talk_is_cut_here() {
    let running = json!([{"name": "near:latest", "model": "near:latest", "context_length": 8192}]);
    let (answer, told) = talks_at_length(Some(running)).await;
    assert_eq!(step_kinds(&answer), ["thought", "model_output"], "{answer}");
    let notice = answer["steps"][0]["summary"][0]["text"].as_str().unwrap();
    assert!(notice.contains("was left out"), "{notice}");
    assert!(told.contains("basalt") && !told.contains("granite"));
}

#[tokio::test]
async fn where_a_server_that_cuts_silently_does_not_tell_how_much_it_takes_the_doubt_is_said() {
    let running = json!([{"name": "near:latest", "model": "near:latest"}]);
    for running in [None, Some(running)] {
        let (answer, told) = talks_at_length(running).await;
        assert_eq!(step_kinds(&answer), ["thought", "model_output"], "{answer}");
        let notice = answer["steps"][0]["summary"][0]["text"].as_str().unwrap();
        assert!(notice.contains("may not get to read"), "{notice}");
        assert!(told.contains("basalt") && told.contains("granite"));
    }
}
