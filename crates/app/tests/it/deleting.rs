//! Deletion of conversations: undone within ten seconds, else complete here and at the servers, whatever happens in
//! between.

use std::path::Path;
use std::time::Duration;

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, html, turn_in, until};

pub(crate) const CHAT: &str = "gemini:model:gemini-3.8-flash";

pub(crate) const JOB: &str = "gemini:agent:errand-agent";

pub(crate) const HERE: &str = "local:agent:errand-agent";

/// Size in bytes of a file whose interrupted download is resumed.
const LARGE: usize = 40 << 20;

/// A word that only deleted content has.
pub(crate) const WORD: &str = "Quittenmus";

pub(crate) fn script() -> Value {
    let large = format!("yes {WORD} | head -c {LARGE} > large.txt");
    let packages = format!(
        "mkdir node_modules; for n in $(seq 60); do echo {WORD} $n > node_modules/$n.js; done"
    );
    json!({
        "models": ["gemini-3.8-flash"],
        "agents": ["errand-agent"],
        "turns": [
            {"match": "slow", "say": [{"text": format!("{WORD} "), "delay_ms": 10}, {"wait_ms": 60_000}, "Never said."]},
            {"match": "large", "say": [{"code": large, "language": "bash"}, "It is large."]},
            {"match": "packages", "say": [{"code": packages, "language": "bash"}, "They are many."]},
            {"match": "job", "say": [{"file": format!("{WORD}.csv"), "content": format!("{WORD},1")}, format!("{WORD} is saved.")]},
            {"say": [format!("{WORD} is tart.")]},
        ],
    })
}

/// Returns the files below `folder` that contain the word.
pub(crate) fn files_with_word(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with_word(&path));
        } else if let Ok(bytes) = std::fs::read(&path)
            && [WORD, "quittenmus"].iter().any(|word| {
                bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes())
            })
        {
            found.push(path.display().to_string());
        }
    }
    found
}

pub(crate) async fn no_file_has_the_word(folder: &Path) {
    until("no file has the word", async || {
        files_with_word(folder).is_empty().then_some(())
    })
    .await;
}

/// Returns the paths of the interaction and the sandbox of a turn, from the ledger.
pub(crate) fn ids(folder: &Path, sent: &Value) -> Vec<String> {
    let record = rusqlite::Connection::open(folder.join("data/ledger.db")).unwrap();
    let (interaction, environment): (Option<String>, Option<String>) = record
        .query_row(
            "SELECT api_id, environment_id FROM interactions WHERE id = ?1",
            [sent["turn"].as_str().unwrap()],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    let interaction = interaction.map(|id| format!("interactions/{id}"));
    let environment = environment.map(|id| format!("environments/{id}"));
    interaction.into_iter().chain(environment).collect()
}

/// Returns the HTTP statuses of the stand-in for Google for these paths.
async fn statuses(google: &Google, paths: &[String]) -> Vec<u16> {
    let http = reqwest::Client::new();
    let mut found = Vec::new();
    for path in paths {
        let url = format!("{}/v1beta/{path}", google.base_url);
        let answer = http.get(url).header("x-goog-api-key", KEY).send().await;
        found.push(answer.unwrap().status().as_u16());
    }
    found
}

pub(crate) async fn is_gone_at(google: &Google, paths: &[String]) {
    until("the server has nothing of it", async || {
        let found = statuses(google, paths).await;
        found.iter().all(|status| *status == 404).then_some(())
    })
    .await;
}

/// Returns true if the conversation is in a list.
pub(crate) async fn is_listed(person: &Person, sent: &Value) -> bool {
    for kind in ["chat", "job"] {
        let list = person
            .does(
                "list_conversations",
                json!({"list": {"of": kind}, "after": null}),
            )
            .await;
        let lines = list["conversations"].as_array().unwrap();
        if lines.iter().any(|line| line["id"] == sent["conversation"]) {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_job_is_in_no_file_and_not_at_the_server_after_ten_seconds() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(JOB, &format!("A job on {WORD}")).await;
    person.sees(&sent, "done").await;
    let paths = ids(folder.path(), &sent);
    assert_eq!(paths.len(), 2);
    assert_eq!(statuses(&google, &paths).await, [200, 200]);
    let data = folder.path().join("data");
    assert!(!files_with_word(&data).is_empty());

    let gone = "01890000-0000-7000-8000-000000000000";
    let deleted = person
        .does("delete_conversations", json!([sent["conversation"], gone]))
        .await;
    assert_eq!(
        deleted.as_array().unwrap().len(),
        1,
        "the other is not there"
    );
    let deletion = &deleted[0];
    assert_eq!(
        deletion["title"].as_str().unwrap(),
        format!("A job on {WORD}")
    );
    assert!(!is_listed(&person, &sent).await);
    assert_eq!(person.searches(WORD).await, json!([]));
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["deletions"], json!([deletion]));
    assert_eq!(
        statuses(&google, &paths).await,
        [200, 200],
        "nothing is touched while it can be brought back"
    );

    is_gone_at(&google, &paths).await;
    no_file_has_the_word(&data).await;
    let code = person
        .fails("undo_delete", sent["conversation"].clone())
        .await;
    assert_eq!(code, ErrorCode::NotFound);
    let removals = person.does("removals", Value::Null).await;
    assert_eq!(
        (&removals["done"], &removals["waiting"]),
        (&json!(2), &json!(0))
    );
    person.app.shutdown().await;
    assert_eq!(files_with_word(&data), [] as [&str; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_brought_back_whole_and_its_run_went_on() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(CHAT, "Is it tart?").await;
    person.sees(&sent, "done").await;
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    let mut late = crate::person::turn(CHAT, "One more thing");
    late["conversation"] = sent["conversation"].clone();
    late["parent"] = sent["turn"].clone();
    assert_eq!(person.fails("send", late).await, ErrorCode::NotFound);

    let line = person
        .does("undo_delete", sent["conversation"].clone())
        .await;
    assert_eq!(line["id"], sent["conversation"]);
    assert!(is_listed(&person, &sent).await);
    let conversation = person.looks_at(&sent).await;
    assert!(html(turn_in(&conversation, &sent)).contains("is tart."));
    // After the ten seconds it is still there.
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert!(is_listed(&person, &sent).await);
    assert_eq!(statuses(&google, &ids(folder.path(), &sent)).await, [200]);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_within_the_ten_seconds_neither_loses_nor_revives_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let kept = person.sends(CHAT, "Is it sweet?").await;
    let lost = person.sends(CHAT, "Is it tart?").await;
    for sent in [&kept, &lost] {
        person.sees(sent, "done").await;
    }
    let paths = ids(folder.path(), &lost);
    for sent in [&kept, &lost] {
        person
            .does("delete_conversations", json!([sent["conversation"]]))
            .await;
    }
    let person = person.restart().await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["deletions"].as_array().unwrap().len(), 2);
    person
        .does("undo_delete", kept["conversation"].clone())
        .await;
    person.connects(&google).await;

    is_gone_at(&google, &paths).await;
    assert!(is_listed(&person, &kept).await);
    assert!(!is_listed(&person, &lost).await);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_job_is_cancelled_at_the_server_and_leaves_no_task() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(JOB, "A slow one").await;
    person.sees(&sent, "running").await;
    let paths = until("the server named it", async || {
        let paths = ids(folder.path(), &sent);
        (paths.len() == 2).then_some(paths)
    })
    .await;
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    is_gone_at(&google, &paths).await;
    no_file_has_the_word(&folder.path().join("data")).await;
    no_file_has_the_word(&folder.path().join("g/google")).await;
    let code = person.fails("stop", sent["turn"].clone()).await;
    assert_eq!(code, ErrorCode::NotFound);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_at_an_unreachable_server_is_done_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(JOB, "A job").await;
    person.sees(&sent, "done").await;
    let paths = ids(folder.path(), &sent);
    let address = google.base_url.clone();
    drop(google);
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    until("it is tried in vain", async || {
        let removals = person.does("removals", Value::Null).await;
        let item = removals["items"].get(0)?;
        (removals["waiting"] == 2 && item["problem"]["code"] == "offline").then_some(())
    })
    .await;
    no_file_has_the_word(&folder.path().join("data")).await;

    let person = person.restart().await;
    let removals = person.does("removals", Value::Null).await;
    assert_eq!(removals["waiting"], 2, "{removals}");
    let google = Google::start_at(&folder.path().join("g"), &script(), &address);
    person.connects(&google).await;
    is_gone_at(&google, &paths).await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_is_named_and_one_that_knows_nothing_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    script["faults"] = json!([
        {"on": "delete", "times": 1, "answer": {"status": 403, "body": {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "No."}}}},
    ]);
    let google = Google::start(&folder.path().join("g"), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(CHAT, "Is it tart?").await;
    person.sees(&sent, "done").await;
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    let refused = until("the server refuses", async || {
        let removals = person.does("removals", Value::Null).await;
        (removals["refused"] == 1).then_some(removals)
    })
    .await;
    assert_eq!(refused["items"][0]["problem"]["code"], "no_permission");
    assert_eq!(refused["items"][0]["kind"], "interaction");

    person.does("retry_removals", Value::Null).await;
    until("it is done", async || {
        let removals = person.does("removals", Value::Null).await;
        (removals["done"] == 1 && removals["refused"] == 0).then_some(())
    })
    .await;
    person.app.shutdown().await;
}

/// Makes a job whose large file was only downloaded in part.
pub(crate) async fn with_broken_download(folder: &Path) -> (Google, Person, Value) {
    let mut script = script();
    let broken = json!({"error": {"code": "api_error", "message": "It broke."}});
    script["faults"] = json!([
        {"on": "download", "match": "large.txt", "times": 1, "drop_after_bytes": 20 << 20},
        {"on": "download", "match": "large.txt", "answer": {"status": 500, "body": broken}},
    ]);
    let google = Google::start(&folder.join("g"), &script);
    let person = Person::start(folder).await;
    person.connects(&google).await;
    let sent = person.sends(JOB, "A large one").await;
    until("the download is broken off", async || {
        let shown = person.looks_at(&sent).await;
        let files = shown["files"].as_array()?;
        let large = files.iter().find(|file| file["name"] == "large.txt")?;
        (large["state"]["state"] == "failed").then_some(())
    })
    .await;
    let found = files_with_word(&folder.join("data/files/incoming"));
    assert_eq!(found.len(), 1, "{found:?}");
    (google, person, sent)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_download_is_deleted_with_its_job() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, sent) = with_broken_download(folder.path()).await;
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    no_file_has_the_word(&folder.path().join("data")).await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_deleted_job_is_fetched_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    // Sixty files, four at a time: the fetch would last well over the ten seconds.
    script["faults"] = json!([{"on": "download", "match": "node_modules", "delay_ms": 1_500}]);
    let google = Google::start(&folder.path().join("g"), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(JOB, "Many packages").await;
    person.sees(&sent, "done").await;
    let shown = person.looks_at(&sent).await;
    let files = shown["files"].as_array().unwrap();
    let packages = files.iter().find(|file| file["name"] == "node_modules");
    person
        .does("fetch_file", packages.unwrap()["id"].clone())
        .await;
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    let data = folder.path().join("data");
    until("some are here", async || {
        (!files_with_word(&data.join("files")).is_empty()).then_some(())
    })
    .await;
    no_file_has_the_word(&data).await;
    // Files requested before would have arrived by now.
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(files_with_word(&data), [] as [&str; 0]);
    person.app.shutdown().await;
}
