//! Deleting leaves no trace: not in the record, its WAL or a folder, even if the engine is killed.

use std::path::Path;
use std::time::{Duration, Instant};

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Program, id_of};

/// A word that occurs only in deleted data.
const WORD: &str = "Quittenmarmelade";

/// Paths of the files below `folder` that contain the word.
fn files_with_word(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with_word(&path));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes
                .windows(WORD.len())
                .any(|part| part == WORD.as_bytes())
        {
            found.push(path.display().to_string());
        }
    }
    found
}

async fn no_file_has_the_word(folder: &Path) {
    let begun = Instant::now();
    loop {
        let found = files_with_word(folder);
        if found.is_empty() && !folder.join("untidy").exists() {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "{found:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn started(folder: &Path) -> Program {
    let script = json!({"turns": [
        {"match": "job", "say": [{"file": "list.csv", "content": WORD}, format!("{WORD} is saved.")]},
        {"say": [format!("{WORD} ").repeat(400)]},
    ]});
    std::fs::write(folder.join("script.json"), script.to_string()).unwrap();
    Program::start(folder)
}

/// Makes answers and a job with the word, and others without it in between.
async fn talked(program: &Program) -> Vec<Value> {
    let mut made = Vec::new();
    for n in 0..6 {
        let body = json!({"model": "gemini-3.8-flash", "input": format!("{WORD} {n}?")});
        made.push(program.api.create(body).await);
    }
    let body = json!({"agent": "errand-agent", "input": format!("a job on {WORD}"), "environment": "remote",
                      "background": true});
    let job = program.api.create(body).await;
    made.push(program.api.wait(&id_of(&job)).await);
    made
}

async fn delete_all(program: &Program, made: &[Value]) {
    for interaction in made {
        let id = id_of(interaction);
        program.api.delete(&format!("interactions/{id}")).await;
        if let Some(environment) = interaction["environment_id"].as_str() {
            program
                .api
                .delete(&format!("environments/{environment}"))
                .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_deleted_is_in_no_file_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("engine");
    let program = started(folder.path());
    let made = talked(&program).await;
    assert!(files_with_word(&data).len() > 1);
    delete_all(&program, &made).await;
    no_file_has_the_word(&data).await;
    let id = id_of(&made[0]);
    program
        .api
        .refused(Method::GET, &format!("interactions/{id}"), None)
        .await;
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_was_killed_right_after_deleting_tidies_up_at_its_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("engine");
    let program = started(folder.path());
    let made = talked(&program).await;
    delete_all(&program, &made).await;
    program.kill();
    let program = Program::start(folder.path());
    no_file_has_the_word(&data).await;
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_goes_seven_days_after_its_last_use_and_a_younger_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("engine");
    let program = started(folder.path());
    let made = talked(&program).await;
    let used = made[6]["environment_id"].as_str().unwrap().to_owned();
    let mut sandboxes = Vec::new();
    for _ in 0..2 {
        let made = program.api.post("environments", json!({})).await;
        sandboxes.push(made["id"].as_str().unwrap().to_owned());
    }
    program.kill();
    let aged = Connection::open(data.join("engine.db")).unwrap();
    aged.execute(
        "UPDATE environments SET last_accessed = '2020-01-01T00:00:00Z' WHERE id <> ?1",
        [&sandboxes[1]],
    )
    .unwrap();
    drop(aged);

    let program = Program::start(folder.path());
    let gone = data.join("environments").join(&sandboxes[0]);
    let begun = Instant::now();
    while gone.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // Including one that an interaction worked in, as at the service (contract section 9.3).
    let path = format!("environments/{used}");
    program.api.refused(Method::GET, &path, None).await;
    let kept = program
        .api
        .get(&format!("environments/{}", sandboxes[1]))
        .await;
    assert_eq!(kept["status"], "active", "{kept}");
    program.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_whose_folder_is_gone_can_still_be_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let program = started(folder.path());
    let made = program.api.post("environments", json!({})).await;
    let id = made["id"].as_str().unwrap();
    std::fs::remove_dir_all(folder.path().join("engine/environments").join(id)).unwrap();
    program.api.delete(&format!("environments/{id}")).await;
    let path = format!("environments/{id}");
    program.api.refused(Method::DELETE, &path, None).await;
    program.kill();
}
