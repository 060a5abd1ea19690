//! What a job changes, renames or deletes in its sandbox: the attached file stays what it was, and a new sandbox gets
//! the files as the last turn left them.

use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::{attach, client, sandbox_of};
use crate::person::{Person, turn, turn_in};

const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";

fn bash(code: &str) -> Value {
    json!({"code": code, "language": "bash"})
}

/// Sends a job with a file, deletes its sandbox, and sends a second one.
async fn goes_on_in_a_new_sandbox(person: &Person, google: &Google) -> (Value, Value, Value) {
    let mut request = turn(WORKER, "First");
    let attached = attach(person, "prices.csv", "Nordwerk,4.20\n").await;
    request["attachments"] = json!([attached]);
    let first = person.does("send", request).await;
    person.sees(&first, "done").await;
    let conversation = person.looks_at(&first).await;
    let old = turn_in(&conversation, &first)["environment_id"].clone();
    let environment = old.as_str().unwrap().into();
    let environments = client(google);
    let environments = environments.environments();
    environments.delete(&environment).await.unwrap();
    let second = person.follows_up(&first, WORKER, "Second").await;
    person.sees(&second, "done").await;
    (attached, first, second)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attached_file_that_the_job_overwrote_is_a_file_of_the_job_and_the_original_stays() {
    for prices in ["Nordwerk,9.99\\n", "Nordwerk,4.20\\nBasalt,1.00\\n"] {
        let folder = tempfile::tempdir().unwrap();
        let script = json!({"turns": [
            {"match": "First", "say": [bash(&format!("printf '{prices}' > prices.csv")), "Changed."]},
            {"match": "Second", "say": [bash("cat prices.csv"), "Read."]},
        ]});
        let google = Google::start(folder.path(), &script);
        let person = Person::start(folder.path()).await;
        person.connects(&google).await;
        let (attached, first, second) = goes_on_in_a_new_sandbox(&person, &google).await;
        let conversation = person.looks_at(&first).await;
        assert_eq!(
            turn_in(&conversation, &first)["attachments"],
            json!([attached])
        );
        let made = conversation["files"].as_array().unwrap().iter();
        let made: Vec<_> = made.filter(|file| file["name"] == "prices.csv").collect();
        assert_eq!(made.len(), 1, "the changed file is recorded once");
        assert_eq!(made[0]["turn"], first["turn"]);
        assert_ne!(made[0]["sha256"], attached["sha256"]);
        let read = turn_in(&conversation, &second)["parts"][0]["output"].clone();
        assert_eq!(
            read,
            prices.replace("\\n", "\n"),
            "the new sandbox has the changed file"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_job_renamed_does_not_come_back_under_its_old_name() {
    for rename in [
        "mv prices.csv offers.csv",
        "tr 4 5 < prices.csv > offers.csv; rm prices.csv",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let script = json!({"turns": [
            {"match": "First", "say": [bash(rename), "Renamed."]},
            {"match": "Second", "say": ["It goes on."]},
        ]});
        let google = Google::start(folder.path(), &script);
        let person = Person::start(folder.path()).await;
        person.connects(&google).await;
        let (_, first, second) = goes_on_in_a_new_sandbox(&person, &google).await;
        let conversation = person.looks_at(&first).await;
        let files = sandbox_of(turn_in(&conversation, &second), &google).await;
        assert!(files.contains_key("workspace/offers.csv"), "{files:?}");
        assert!(!files.contains_key("workspace/prices.csv"), "{files:?}");
    }
}
