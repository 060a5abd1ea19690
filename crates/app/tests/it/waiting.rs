//! A waiting turn says so at once, and does not wait for the work of others.

use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::hands_over;
use crate::person::{Person, turn_in, until};

const GEMINI: &str = "gemini:model:gemini-3.8-flash";

async fn activity(person: &Person, sent: &Value) -> Value {
    let conversation = person.looks_at(sent).await;
    turn_in(&conversation, sent)["activity"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_is_shown_with_its_time_and_not_asked_behind_the_back() {
    let folder = tempfile::tempdir().unwrap();
    // If the client retried by itself, the wait would only be shown after four times this period.
    let busy = json!({"status": 429, "headers": {"Retry-After": "50"},
        "body": {"error": {"code": "too_many_requests", "message": "Slow down."}}});
    let script = json!({
        "turns": [{"say": [{"wait_ms": 600_000}]}],
        "faults": [{"on": "stream", "answer": busy}, {"on": "get", "answer": busy}],
    });
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person).await;
    let shown = until("the wait is shown", async || {
        let activity = activity(&person, &sent).await;
        (activity["doing"] == "waiting_for_server").then_some(activity)
    })
    .await;
    assert!(shown["until"].as_i64().unwrap() > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_does_not_wait_for_the_engine_on_this_computer() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [{"say": ["The sea is salt."]}], "faults": [{"on": "create", "times": 1,
        "refuse": {"code": "invalid_request", "message": "Not like this."}}]});
    let google = Google::start(&folder.path().join("g"), &script);
    let person = Person::start_with_engine(folder.path(), &json!({})).await;
    // An engine that never becomes ready, and ends with its standard input.
    std::fs::write(
        folder.path().join("engine.sh"),
        "#!/bin/bash\ncat > /dev/null\n",
    )
    .unwrap();
    person.connects(&google).await;
    let refused = person.sends(GEMINI, "Is the sea salt?").await;
    person.sees(&refused, "failed").await;
    person
        .sends("local:model:errand-starter", "And is it deep?")
        .await;
    until("the engine starts", async || {
        let overview = person.does("overview", Value::Null).await;
        (overview["local"]["state"] == "starting").then_some(())
    })
    .await;
    person.does("check_again", refused["turn"].clone()).await;
    person.does("send_again", refused["turn"].clone()).await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(
        overview["local"]["state"], "starting",
        "both were done before the engine's start ended"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_do_not_come_can_be_left_where_they_are_and_the_job_is_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = crate::jobs::script();
    script["faults"] = json!([{"on": "download", "delay_ms": 600_000, "drop_after_bytes": 1}]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    // The job has no files, so nothing has to be compared first.
    let worker = "gemini:agent:antigravity-preview-09-2026";
    let sent = person.sends(worker, "Compare these suppliers").await;
    until("the files are on their way", async || {
        let activity = activity(&person, &sent).await;
        (activity["doing"] == "fetching" && activity["total"] != 0).then_some(())
    })
    .await;
    let line = until("the job is done", async || {
        person.does("stop_files", sent["turn"].clone()).await;
        let line = person.line(&sent).await;
        (line["standing"] == "done").then_some(line)
    })
    .await;
    assert_eq!(line["standing"], "done");
    let conversation = person.looks_at(&sent).await;
    let files = conversation["files"].as_array().unwrap();
    assert!(!files.is_empty(), "they are listed all the same");
    for file in files {
        assert_eq!(file["state"]["state"], "listed");
    }
}
