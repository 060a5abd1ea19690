//! The engine on this computer: started on demand, restarted when it dies, and a question when quitting.

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, turn, turn_in, until};

const STARTER: &str = "local:model:errand-starter";
const AGENT: &str = "local:agent:errand-agent";

fn script() -> Value {
    json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [
            {"match": "sea", "say": [{"text": "The sea ", "delay_ms": 20}, {"text": "is salt.", "delay_ms": 20}]},
            {"match": "long job", "say": [{"text": "Working. ", "delay_ms": 10}, {"wait_ms": 3_000}, {"text": "Done.", "delay_ms": 0}]},
        ],
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_model_on_this_computer_needs_no_account() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    assert_eq!(
        person.does("start_local", Value::Null).await["state"],
        "ready"
    );
    let sent = person.sends(STARTER, "Tell me about the sea").await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    assert!(html(turn_in(&conversation, &sent)).contains("The sea is salt."));
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_moves_from_one_engine_to_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut google = script();
    google["models"] = json!(["gemini-3.8-flash"]);
    let google = Google::start(&folder.path().join("g"), &google);
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.connects(&google).await;
    let first = person
        .sends("gemini:model:gemini-3.8-flash", "The sea?")
        .await;
    person.sees(&first, "done").await;
    let second = person
        .follows_up(&first, STARTER, "And the sea again?")
        .await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    assert_eq!(turn_in(&conversation, &second)["engine"], "local");
    assert!(html(turn_in(&conversation, &second)).contains("The sea is salt."));
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_asks_about_jobs_of_this_computer_and_they_go_on_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let sent = person.does("send", turn(AGENT, "A long job")).await;
    until("the job works", async || {
        let conversation = person.looks_at(&sent).await;
        html(turn_in(&conversation, &sent))
            .contains("Working")
            .then_some(())
    })
    .await;
    person.app.quit_requested().await;
    until("the window asks", async || {
        let asks = |patch: &Patch| matches!(patch, Patch::AskQuit { running: 1 });
        person.desktop.patches().iter().any(asks).then_some(())
    })
    .await;
    assert_eq!(person.desktop.quits(), 0);
    person.does("answer_quit", json!(false)).await;
    assert_eq!(person.desktop.quits(), 0);
    person.does("answer_quit", json!(true)).await;
    assert_eq!(person.desktop.quits(), 1);

    let person = person.restart().await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    assert!(html(turn_in(&conversation, &sent)).contains("Done."));
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_or_a_model_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    assert_eq!(
        person.fails("start_local", Value::Null).await,
        ErrorCode::NoModel
    );

    let model = folder.path().join("some.gguf");
    std::fs::write(&model, "GGUF").unwrap();
    person.desktop.chosen.lock().unwrap().push(model);
    person.does("choose_model_file", Value::Null).await;
    assert_eq!(
        person.fails("start_local", Value::Null).await,
        ErrorCode::Engine
    );
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["local"]["state"], "failed");
    assert_eq!(overview["has_model"], true);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sandbox_is_told_before_a_job_with_the_command_that_helps() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let told = json!({"ready": false, "reason": "It is refused.", "command": "sudo allow it"});
    std::fs::write(
        folder.path().join("engine.sh"),
        format!("#!/bin/sh\n[ \"$1\" = sandbox ] && echo '{told}'\n"),
    )
    .unwrap();
    assert_eq!(person.does("sandbox_status", Value::Null).await, told);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn the_engine_itself_says_whether_it_can_run_programs() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let told = person.does("sandbox_status", Value::Null).await;
    let is_ready = told["ready"].as_bool().unwrap();
    assert_eq!(told["reason"].is_null(), is_ready, "{told}");
}
