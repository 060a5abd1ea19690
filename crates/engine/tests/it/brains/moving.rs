//! A conversation that changes its model, and one whose engine or server goes away and comes back.

use std::io::Write as _;

use reqwest::Method;
use serde_json::{Value, json};

use super::{ABLE, BLIND, OWN, ask, engine};
use crate::support::{Program, id_of, output, step_kinds};
use crate::vendor::{Vendor, calls, deltas, says};

#[tokio::test]
async fn a_conversation_moves_between_models_with_its_words_pictures_and_results() {
    let local = engine().await;
    let vendor = Vendor::start([
        says(&["A dog."]),
        calls("call_1", "weigh", &["{}"]),
        says(&["It weighs 4."]),
        says(&["You showed a picture."]),
    ])
    .await;
    vendor.connect(&local);
    let picture = json!([{"type": "text", "text": "What is it?"},
        {"type": "image", "mime_type": "image/png", "data": "aGk="},
        {"type": "document", "mime_type": "text/plain", "data": "bm90ZXM="}]);
    let follow = |model: &str, input: Value, after: &Value| {
        let mut body = ask(model, input);
        body["previous_interaction_id"] = after["id"].clone();
        body
    };
    let first = local.api.create(ask(ABLE, picture)).await;
    assert!(vendor.last_messages()[0].to_string().contains("aGk="));
    let second = local.api.create(follow(OWN, json!("Sure?"), &first)).await;
    assert_eq!(output(&second), "I am the script.");
    let mut body = follow(ABLE, json!("Weigh it."), &second);
    body["tools"] = json!([{"type": "function", "name": "weigh"}]);
    let third = local.api.create(body).await;
    assert_eq!(third["status"], "requires_action");
    let result = json!([{"type": "function_result", "call_id": "call_1", "name": "weigh", "result": "4 kg"}]);
    let fourth = local.api.create(follow(ABLE, result, &third)).await;
    assert_eq!(output(&fourth), "It weighs 4.");
    local
        .api
        .create(follow(BLIND, json!("What did I show?"), &fourth))
        .await;
    let told = serde_json::to_string(&vendor.last_messages()).unwrap();
    for words in [
        "What is it?",
        "[a picture that this model cannot see: image/png]",
        "notes",
        "A dog.",
        "I am the script.",
        "Result of weigh: 4 kg",
        "It weighs 4.",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("aGk="), "{told}");
}

#[tokio::test]
async fn a_thought_goes_back_to_the_server_that_had_it_and_to_no_other() {
    let local = engine().await;
    let call = json!([{"index": 0, "id": "call_1", "type": "function", "function": {"name": "look", "arguments": "{}"}}]);
    let thinks = deltas(
        &[
            json!({"reasoning_content": "A secret."}),
            json!({"tool_calls": call}),
        ],
        "tool_calls",
    );
    let (one, two) = (
        Vendor::start([thinks, says(&["Yes."])]).await,
        Vendor::start([says(&["No."])]).await,
    );
    let mut line: Value = serde_json::from_str(&one.line()).unwrap();
    let other: Value = serde_json::from_str(&two.line()).unwrap();
    let mut other = other["providers"][0].clone();
    other["id"] = json!("other");
    line["providers"].as_array_mut().unwrap().push(other);
    local.engine.connector().take(line.to_string().as_bytes());
    let with_tools = |mut body: Value| {
        body["tools"] = json!([{"type": "function", "name": "look"}]);
        body
    };
    let first = local.api.create(with_tools(ask(ABLE, "Look."))).await;
    assert!(first["steps"][0]["signature"].is_string(), "{first}");
    let follow = |model: &str| {
        let result = json!([{"type": "function_result", "call_id": "call_1", "name": "look", "result": "seen"}]);
        let mut body = with_tools(ask(model, result));
        body["previous_interaction_id"] = first["id"].clone();
        body
    };
    local.api.create(follow(ABLE)).await;
    let told = serde_json::to_string(&one.last_messages()).unwrap();
    assert!(told.contains("A secret."), "{told}");
    local.api.create(follow("other/able/one")).await;
    let told = serde_json::to_string(&two.last_messages()).unwrap();
    assert!(told.contains("seen") && !told.contains("secret"), "{told}");
}

/// Starts the program, connects the server, and begins an interaction whose answer stays incomplete.
fn unfinished(folder: &std::path::Path) -> Program {
    std::fs::write(folder.join("script.json"), "{}").unwrap();
    Program::start(folder)
}

fn connect(program: &mut Program, vendor: &Vendor) {
    let stdin = program.child.stdin.as_mut().unwrap();
    writeln!(stdin, "{}", vendor.line()).unwrap();
}

async fn listed(program: &Program) {
    while program
        .api
        .call(Method::GET, &format!("models/{ABLE}"), None)
        .await
        .0
        != 200
    {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_answer_goes_on_where_it_was_when_its_server_is_connected_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut half = deltas(
        &[
            json!({"reasoning_content": "Hm."}),
            json!({"content": "One, two, "}),
        ],
        "stop",
    );
    half.pieces.truncate(2);
    half.hangs = true;
    let vendor = Vendor::start([half, says(&["three."])]).await;
    let mut program = unfinished(folder.path());
    connect(&mut program, &vendor);
    listed(&program).await;
    let mut body = ask(ABLE, "Count.");
    body["background"] = json!(true);
    let begun = program.api.create(body).await;
    let path = format!("interactions/{}", id_of(&begun));
    while !output(&program.api.get(&path).await).contains("two") {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    program.kill();
    let mut program = Program::start(folder.path());
    assert_eq!(program.api.get(&path).await["status"], "in_progress");
    connect(&mut program, &vendor);
    let whole = program.api.wait(&id_of(&begun)).await;
    assert_eq!(
        (whole["status"].as_str(), output(&whole).as_str()),
        (Some("completed"), "One, two, three.")
    );
    assert_eq!(
        step_kinds(&whole),
        ["user_input", "thought", "model_output"]
    );
    let messages = vendor.last_messages();
    assert_eq!(messages[1]["content"], "One, two, ");
    assert!(messages[2].to_string().contains("interrupted"));
    let kept = std::fs::read(folder.path().join("engine/engine.db")).unwrap();
    let key = b"acme-key";
    assert!(!kept.windows(key.len()).any(|bytes| bytes == key));
    program.kill();
}
