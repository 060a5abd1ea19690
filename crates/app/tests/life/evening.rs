//! The evening: the program may finish its work, and its whole content is written to the journal.

use std::path::Path;
use std::time::{Duration, Instant};

use app::App;
use serde_json::{Value, json};

use crate::desktop::{self, Desktop};
use crate::journal::{Entry, FinalContent};

/// Timeout for finishing what the day left.
const PATIENCE: Duration = Duration::from_secs(180);
/// Wait for the period of undo, and for the gathering of notices.
const AFTERWARDS: Duration = Duration::from_secs(15);

/// Wait for the compaction of both databases after the last deletion.
const REWRITTEN: Duration = Duration::from_secs(5);

/// Runs until everything has ended, then records the content.
#[tokio::main(worker_threads = 2)]
pub(crate) async fn live(folder: &Path, base_url: &str) {
    let (app, desktop) = desktop::open(folder, base_url).await;
    let begun = Instant::now();
    let mut found = FinalContent::default();
    loop {
        found.unended = finish(&app, &desktop).await;
        if found.unended.is_empty() || begun.elapsed() > PATIENCE {
            break;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    tokio::time::sleep(AFTERWARDS).await;
    while app.call("removals", Value::Null).await.unwrap()["waiting"] != 0
        && begun.elapsed() < PATIENCE + AFTERWARDS
    {
        // Deletions that a server refused for a while are tried again at once.
        let _ = app.call("retry_removals", Value::Null).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    tokio::time::sleep(REWRITTEN).await;
    for line in desktop::lines(&app).await {
        let conversation = desktop.looks_at(&app, &line["id"]).await;
        found.conversations.push(conversation.unwrap());
    }
    let draft = app.call("draft", json!("new")).await.unwrap();
    found.drafts.push(draft);
    desktop.journal.note(&Entry::Ended(found));
    app.shutdown().await;
}

/// Checks every turn that has not ended. If only the person can decide, the turn is sent again. Returns those that
/// have not ended yet.
async fn finish(app: &App, desktop: &Desktop) -> Vec<String> {
    let mut unended = Vec::new();
    for line in desktop::lines(app).await {
        let conversation = desktop.looks_at(app, &line["id"]).await.unwrap();
        for turn in conversation["turns"].as_array().unwrap() {
            let is_unconfirmed = turn["activity"]["doing"] == "unconfirmed";
            if is_unconfirmed {
                // One of the two commands applies; the other is refused and changes nothing.
                let _ = app.call("check_again", turn["id"].clone()).await;
                let _ = app.call("send_again", turn["id"].clone()).await;
            }
            if is_unconfirmed || turn["standing"] == "running" {
                unended.push(turn["id"].as_str().unwrap().to_owned());
            }
        }
    }
    unended
}
