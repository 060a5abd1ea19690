//! Crashes of the engine on this computer: it is restarted and its runs continue, or the window says that it keeps
//! ending.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use app::bridge::{ErrorCode, LocalEngine, Patch};
use serde_json::{Value, json};

use crate::person::{Person, html, turn, turn_in, until};

fn pid(folder: &Path) -> String {
    let text = std::fs::read_to_string(folder.join("engine-pid")).unwrap();
    text.trim().to_owned()
}

fn was(person: &Person, state: fn(&LocalEngine) -> bool) -> bool {
    let patches = person.desktop.patches();
    let mut states = patches.iter().filter_map(|patch| match patch {
        Patch::Engines { local, .. } => Some(local),
        _ => None,
    });
    states.any(state)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_engine_is_started_again_and_its_job_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [{"match": "long job", "say": [
            {"text": "Working. ", "delay_ms": 10}, {"wait_ms": 3_000}, {"text": "Done.", "delay_ms": 0},
        ]}],
    });
    let person = Person::start_with_engine(folder.path(), &script).await;
    let sent = person
        .does("send", turn("local:agent:errand-agent", "A long job"))
        .await;
    until("the job works", async || {
        let conversation = person.looks_at(&sent).await;
        html(turn_in(&conversation, &sent))
            .contains("Working")
            .then_some(())
    })
    .await;
    let first = pid(folder.path());
    let killed = Command::new("kill").args(["-9", &first]).status().unwrap();
    assert!(killed.success());

    until("it is said", async || {
        was(&person, |local| *local == LocalEngine::Restarting).then_some(())
    })
    .await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let answer = html(turn_in(&conversation, &sent));
    assert_eq!(answer.matches("Working.").count(), 1, "{answer}");
    assert_eq!(answer.matches("Done.").count(), 1, "{answer}");
    assert_ne!(pid(folder.path()), first);
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["local"]["state"], "ready");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_nobody_waits_for_is_started_again_too() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"models": ["errand-starter"], "turns": []});
    let person = Person::start_with_engine(folder.path(), &script).await;
    person.does("start_local", Value::Null).await;
    let first = pid(folder.path());
    let killed = Command::new("kill").args(["-9", &first]).status().unwrap();
    assert!(killed.success());
    until("another one runs", async || {
        let overview = person.does("overview", Value::Null).await;
        (pid(folder.path()) != first && overview["local"]["state"] == "ready").then_some(())
    })
    .await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_keeps_ending_is_given_up_until_a_person_asks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("engine.sh");
    let starts = folder.path().join("starts");
    let text = format!(
        "#!/bin/sh\necho x >> '{}'\necho '{{\"base_url\":\"http://127.0.0.1:9\"}}'\nexec sleep 0.05\n",
        starts.display()
    );
    std::fs::write(&program, text).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let count = || std::fs::read_to_string(&starts).unwrap().lines().count();
    let person = Person::start_with_program(folder.path(), program.clone()).await;
    person.does("start_local", Value::Null).await;
    let error = until("it is given up", async || {
        let local = person.does("overview", Value::Null).await["local"].clone();
        (local["state"] == "failed").then(|| local["error"].clone())
    })
    .await;
    assert!(error["message"].as_str().unwrap().contains("keeps ending"));
    assert_eq!(error["code"], json!(ErrorCode::Engine));
    assert_eq!(count(), 4);

    // A run does not restart it; the button does.
    let sent = person
        .does("send", turn("local:model:errand-starter", "Hello"))
        .await;
    until("the turn says why it waits", async || {
        let conversation = person.looks_at(&sent).await;
        let code = turn_in(&conversation, &sent)["error"]["code"].clone();
        (code == json!(ErrorCode::Engine)).then_some(())
    })
    .await;
    assert_eq!(count(), 4);
    person.does("start_local", Value::Null).await;
    assert!(count() > 4);
    person.app.shutdown().await;
}
