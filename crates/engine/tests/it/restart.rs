//! The real program, killed at random moments and started again on the same data.

use std::path::Path;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, Program, id_of, kinds, output, parse_events, text_of};

fn script(folder: &Path) -> String {
    let mut say = vec![json!({"thought": "Thinking first."})];
    let mut text = String::new();
    for number in 0..60 {
        let words = format!("wörd-{number} ");
        text.push_str(&words);
        say.push(json!({"text": words, "delay_ms": 20}));
    }
    say.extend([
        json!({"code": "print('ran')"}),
        json!({"file": "comparison.csv", "content": "a,b"}),
    ]);
    for number in 60..90 {
        let words = format!("wörd-{number} ");
        text.push_str(&words);
        say.push(json!({"text": words, "delay_ms": 20}));
    }
    std::fs::write(
        folder.join("script.json"),
        json!({"turns": [{"say": say}]}).to_string(),
    )
    .unwrap();
    text
}

/// Asserts that events are complete, in order, and without duplicates.
fn check(events: &[Value], text: &str) {
    let kinds = kinds(events);
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == "interaction.created")
            .count(),
        1
    );
    assert_eq!(
        kinds
            .iter()
            .filter(|kind| **kind == "interaction.completed")
            .count(),
        1
    );
    assert_eq!(
        kinds.iter().filter(|kind| **kind == "step.start").count(),
        kinds.iter().filter(|kind| **kind == "step.stop").count()
    );
    let ids: std::collections::BTreeSet<&str> = events
        .iter()
        .map(|event| event["event_id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), events.len());
    assert_eq!(
        text_of(events)
            .replace("wörd", "\nwörd")
            .split_whitespace()
            .collect::<Vec<_>>(),
        text.split_whitespace().collect::<Vec<_>>()
    );
}

/// The text of a stream until it ends or breaks.
async fn listen(api: Api, path: String) -> String {
    let mut text = String::new();
    if let Ok(mut response) = api.request(Method::GET, &path).send().await {
        while let Ok(Some(bytes)) = response.chunk().await {
            text.push_str(std::str::from_utf8(&bytes).unwrap());
        }
    }
    text
}

/// Kills the program `times` times while `body` runs, listening all the time; returns the received events.
async fn killed(folder: &Path, body: Value, times: usize, seed: u64) -> (Vec<Value>, Value) {
    let mut program = Program::start(folder);
    let begun = program.api.create(body).await;
    let id = id_of(&begun);
    let mut heard: Vec<Value> = Vec::new();
    for kill in 0..=times {
        let after = heard.last().map_or(String::new(), |event| {
            format!("&last_event_id={}", event["event_id"].as_str().unwrap())
        });
        let path = format!("interactions/{id}?stream=true{after}");
        let listening = tokio::spawn(listen(program.api.clone(), path));
        if kill == times {
            heard.extend(parse_events(&listening.await.unwrap()).0);
            break;
        }
        // Pseudo-random times: different for every seed, the same in every run.
        let pause = Duration::from_millis((seed * 7919 + kill as u64 * 104_729) % 700);
        tokio::time::sleep(pause).await;
        program.kill();
        // A partially received event is not an event.
        let text = listening.await.unwrap();
        let whole = text.rfind("\n\n").map_or("", |end| &text[..end + 2]);
        heard.extend(parse_events(whole).0);
        program = Program::start(folder);
    }
    let whole = program.api.wait(&id).await;
    let (replayed, done) = program
        .api
        .events(&format!("interactions/{id}?stream=true"))
        .await;
    assert!(done);
    assert_eq!(heard, replayed, "what was heard is not what is kept");
    program.kill();
    (heard, whole)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_survives_kills_with_every_event_once() {
    for seed in 1..=3 {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("script.json"),
            json!({"turns": [{"say": (0..80).map(|n| json!({"text": format!("wörd-{n} "), "delay_ms": 20})).collect::<Vec<_>>()}]}).to_string(),
        )
        .unwrap();
        let text: String = (0..80).map(|n| format!("wörd-{n} ")).collect();
        let body = json!({"model": "gemini-3.8-flash", "input": "x", "background": true});
        let (events, whole) = killed(folder.path(), body, 3, seed).await;
        assert_eq!(
            (whole["status"].as_str(), output(&whole)),
            (Some("completed"), text.clone())
        );
        check(&events, &text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_survives_kills_with_its_program_its_files_and_its_report() {
    for seed in 1..=3 {
        let folder = tempfile::tempdir().unwrap();
        let text = script(folder.path());
        let body = json!({"agent": "errand-agent", "input": "x", "environment": "remote", "background": true});
        let (events, whole) = killed(folder.path(), body, 4, seed).await;
        assert_eq!(whole["status"], "completed");
        check(&events, &text);
        let kinds: Vec<&str> = whole["steps"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| step["type"].as_str().unwrap())
            .collect();
        for (kind, times) in [
            ("code_execution_call", 1),
            ("code_execution_result", 1),
            ("function_call", 2),
            ("function_result", 2),
        ] {
            assert_eq!(
                kinds.iter().filter(|found| **found == kind).count(),
                times,
                "{kinds:?}"
            );
        }
        let program = Program::start(folder.path());
        let path = format!(
            "environments/{}/files/workspace",
            whole["environment_id"].as_str().unwrap()
        );
        let list = program.api.get(&path).await;
        let names: Vec<&str> = list["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["comparison.csv", "report.md"]);
        program.kill();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_standard_input_stops_the_program_and_its_runs_go_on_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path());
    let mut program = Program::start(folder.path());
    let body =
        json!({"agent": "errand-agent", "input": "x", "environment": "remote", "background": true});
    let begun = program.api.create(body).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    drop(program.child.stdin.take());
    let status = tokio::task::spawn_blocking(move || program.child.wait())
        .await
        .unwrap()
        .unwrap();
    assert!(status.success(), "{status}");
    let program = Program::start(folder.path());
    assert_eq!(
        program.api.wait(&id_of(&begun)).await["status"],
        "completed"
    );
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_engine_on_the_same_data_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path());
    let program = Program::start(folder.path());
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_errand-engine"))
        .args(["serve", "--data"])
        .arg(folder.path().join("engine"))
        .output()
        .unwrap();
    assert!(!second.status.success());
    assert!(String::from_utf8_lossy(&second.stderr).contains("another engine is using"));
    program.kill();
}
