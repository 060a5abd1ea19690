//! The evening: the program may finish what it has, and everything that it holds is written down.

use std::path::Path;
use std::time::{Duration, Instant};

use app::App;
use serde_json::{Value, json};

use crate::desktop::{self, Desktop};
use crate::journal::{Entry, Found};

/// How long the program may take to finish what the day left.
const PATIENCE: Duration = Duration::from_secs(180);
/// Deletions can be undone for a while, and notices of what ended meanwhile are gathered.
const AFTERWARDS: Duration = Duration::from_secs(15);

/// The record, and the server's, is written anew a moment after the last deletion.
const REWRITTEN: Duration = Duration::from_secs(5);

/// Lives until everything has ended, then notes what there is.
#[tokio::main(worker_threads = 2)]
pub(crate) async fn live(folder: &Path, base_url: &str) {
    let (app, desktop) = desktop::open(folder, base_url).await;
    let begun = Instant::now();
    let mut found = Found::default();
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
        // What a server refused for a while is asked for again at once.
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
    desktop.journal.note(&Entry::Found(found));
    app.shutdown().await;
}

/// Looks at every turn that has not ended. Where only the person can say how to go on, they say: send it again.
/// Gives those that are still to end.
async fn finish(app: &App, desktop: &Desktop) -> Vec<String> {
    let mut unended = Vec::new();
    for line in desktop::lines(app).await {
        let conversation = desktop.looks_at(app, &line["id"]).await.unwrap();
        for turn in conversation["turns"].as_array().unwrap() {
            let is_unconfirmed = turn["activity"]["doing"] == "unconfirmed";
            if is_unconfirmed {
                // One of them fits what is not known; the other is refused and changes nothing.
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
