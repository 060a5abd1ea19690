//! Jobs: sent with files, they outlive Errand and end with one notification.

use std::collections::HashMap;
use std::time::Duration;

use app::notices::Action;
use futures::TryStreamExt as _;
use interactions::{Client, EnvironmentFile};
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, html, turn, turn_in, until};

const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";

pub(crate) fn script() -> Value {
    json!({"turns": [
        {"match": "cheapest", "say": ["Primaplast is the cheapest."]},
        {"match": "suppliers", "say": [
            {"thought": "Three of them.", "delay_ms": 30},
            {"text": "I compare them.\n", "delay_ms": 300},
            {"file": "comparison.csv", "content": "supplier,price\nPrimaplast,3.90\nNordwerk,4.20\n"},
            {"text": "Primaplast costs least.", "delay_ms": 300},
        ]},
    ]})
}

/// Attaches a file, as a drop would.
pub(crate) async fn attach(person: &Person, name: &str, text: &str) -> Value {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let request = json!({"name": name, "mime": "text/csv", "base64": BASE64_STANDARD.encode(text)});
    person.does("attach_bytes", request).await
}

/// Sends a job with one file.
pub(crate) async fn hands_over(person: &Person) -> Value {
    let file = attach(
        person,
        "suppliers.csv",
        "supplier,price\nNordwerk,4.20\nPrimaplast,3.90\n",
    )
    .await;
    let mut request = turn(WORKER, "Compare these suppliers and write comparison.csv");
    request["attachments"] = json!([file]);
    person.does("send", request).await
}

fn names(conversation: &Value) -> Vec<String> {
    let files = conversation["files"].as_array().unwrap();
    let mut names: Vec<_> = files
        .iter()
        .map(|file| file["name"].as_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_makes_files_and_is_announced_once() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person).await;
    person.sees(&sent, "done").await;
    until("the person is told", async || {
        (!person.desktop.notifications().is_empty()).then_some(())
    })
    .await;
    let told = person.desktop.notifications();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].actions, [Action::Open, Action::SaveFiles]);

    let conversation = person.looks_at(&sent).await;
    let (line, turn) = (person.line(&sent).await, turn_in(&conversation, &sent));
    assert_eq!(line["turn"], turn["id"]);
    assert!(line["last_sign_of_life"].is_i64(), "{line}");
    assert_eq!(line["last_sign_of_life"], turn["last_sign_of_life"]);
    assert!(line["tokens"].is_u64(), "{line}");
    assert_eq!(line["tokens"], turn["tokens"]["total"]);
    assert_eq!(
        names(&conversation),
        ["comparison.csv", "report.md"],
        "what was sent along is not new"
    );
    for file in conversation["files"].as_array().unwrap() {
        assert_eq!(file["state"]["state"], "saved", "{file}");
        let steps = turn["steps"].as_array().unwrap();
        assert_eq!(steps.len(), turn["parts"].as_array().unwrap().len());
        let position = steps.iter().position(|step| *step == file["step"]);
        let position = position.unwrap_or_else(|| panic!("no part made {file}: {turn}"));
        assert_eq!(turn["parts"][position]["name"], "write_file", "{file}");
    }
    assert!(html(turn_in(&conversation, &sent)).contains("Primaplast costs least."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_works_in_the_same_sandbox_and_shows_only_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = hands_over(&person).await;
    person.sees(&first, "done").await;
    let second = person
        .follows_up(&first, WORKER, "Which is the cheapest?")
        .await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let (one, two) = (
        turn_in(&conversation, &first),
        turn_in(&conversation, &second),
    );
    assert_eq!(one["environment_id"], two["environment_id"]);
    let of_second: Vec<&Value> = conversation["files"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|file| file["turn"] == second["turn"] && file["name"] != "report.md")
        .collect();
    assert!(of_second.is_empty(), "{of_second:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_too_large_for_a_request_is_in_the_sandbox_before_the_job_begins() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    // The first upload fails.
    script["faults"] =
        json!([{"on": "environments", "times": 1, "answer": {"status": 503, "body": {}}}]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let large = "supplier,price\n".repeat(100_000);
    let mut request = turn(WORKER, "Compare these suppliers and write comparison.csv");
    request["attachments"] = json!([
        attach(&person, "large.csv", &large).await,
        attach(&person, "small.csv", "supplier,price\n").await,
    ]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;

    let conversation = person.looks_at(&sent).await;
    assert_eq!(
        names(&conversation),
        ["comparison.csv", "report.md"],
        "what was sent along is not new"
    );
    let sizes = sandbox_of(turn_in(&conversation, &sent), &google).await;
    assert_eq!(sizes["workspace/large.csv"], large.len() as i64);
    assert_eq!(sizes["workspace/small.csv"], 15);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_goes_into_a_sandbox_with_what_ones_own_agent_has() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let clerk = json!({
        "id": "clerk",
        "base_agent": "antigravity-preview-09-2026",
        "base_environment": {"type": "remote", "sources": [
            {"type": "inline", "target": "/.agents/skills/add/SKILL.md", "content": "Add."},
        ]},
    });
    let clerk = serde_json::from_value(clerk).unwrap();
    client(&google).agents().create(&clerk).await.unwrap();

    let mut request = turn("gemini:agent:clerk", "Compare these suppliers");
    let large = "supplier,price\n".repeat(100_000);
    request["attachments"] = json!([attach(&person, "large.csv", &large).await]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let sizes = sandbox_of(turn_in(&conversation, &sent), &google).await;
    assert_eq!(sizes["workspace/large.csv"], large.len() as i64);
    assert_eq!(sizes[".agents/skills/add/SKILL.md"], 4);
}

pub(crate) fn client(google: &Google) -> Client {
    Client::builder(&google.base_url)
        .key(KEY.to_owned().into())
        .build()
        .unwrap()
}

/// Returns the sizes of the files in a turn's sandbox, by path.
pub(crate) async fn sandbox_of(turn: &Value, google: &Google) -> HashMap<String, i64> {
    let environment = turn["environment_id"].as_str().unwrap().into();
    let client = client(google);
    let listed: Vec<EnvironmentFile> = client
        .environments()
        .files(&environment, "", true)
        .try_collect()
        .await
        .unwrap();
    let sizes = listed.into_iter();
    sizes
        .filter_map(|file| Some((file.path?, file.size_bytes?.0)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_last_jobs_took_is_known_before_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let usual = async |who: &str| person.does("usual_cost", json!(who)).await["usual"].clone();
    assert_eq!(
        usual(WORKER).await,
        Value::Null,
        "nothing is said of jobs that there were none of"
    );
    let sent = hands_over(&person).await;
    person.sees(&sent, "done").await;
    let last = usual(WORKER).await;
    let conversation = person.looks_at(&sent).await;
    let job = turn_in(&conversation, &sent);
    let took = job["finished_at"].as_i64().unwrap() - job["started_at"].as_i64().unwrap();
    assert_eq!(
        last,
        json!({"jobs": 1, "ms": took, "tokens": job["tokens"]["total"], "cost": job["cost"]})
    );
    let other = "gemini:agent:deep-research-preview-04-2026";
    assert_eq!(usual(other).await, Value::Null);
}

/// Returns the names of a turn's files, without the report that the script's agent always writes anew.
fn names_of(conversation: &Value, sent: &Value) -> Vec<String> {
    let files = conversation["files"].as_array().unwrap();
    files
        .iter()
        .filter(|file| file["turn"] == sent["turn"] && file["name"] != "report.md")
        .map(|file| file["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_could_not_be_listed_or_fetched_are_not_the_work_of_the_next_turn() {
    for (call, place) in [("files", "workspace"), ("download", "comparison.csv")] {
        let folder = tempfile::tempdir().unwrap();
        let mut script = script();
        script["faults"] = json!([
            {"on": call, "match": place, "times": 1, "answer": {"status": 403, "body": {"error": {"message": "no"}}}},
        ]);
        let google = Google::start(folder.path(), &script);
        let person = Person::start(folder.path()).await;
        person.connects(&google).await;
        let first = hands_over(&person).await;
        person.sees(&first, "done").await;
        let second = person
            .follows_up(&first, WORKER, "Which is the cheapest?")
            .await;
        person.sees(&second, "done").await;
        let conversation = person.looks_at(&first).await;
        assert_eq!(
            names_of(&conversation, &first),
            ["comparison.csv"],
            "{call}"
        );
        assert!(names_of(&conversation, &second).is_empty(), "{call}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_connection_breaks_again_and_again_is_told_whole_and_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    script["faults"] = json!([
        {"on": "create", "drop_after_events": 3},
        {"on": "stream", "times": 2, "drop_after_events": 2},
        {"on": "get", "times": 1, "answer": {"status": 504, "text": "<html>gateway</html>"}},
    ]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = hands_over(&person).await;
    person.opens(&sent).await;
    person.sees(&sent, "done").await;
    until("the person is told", async || {
        (!person.desktop.notifications().is_empty()).then_some(())
    })
    .await;
    let conversation = person.looks_at(&sent).await;
    let answer = html(turn_in(&conversation, &sent));
    assert_eq!(answer.matches("I compare them.").count(), 1, "{answer}");
    assert_eq!(
        answer.matches("Primaplast costs least.").count(),
        1,
        "{answer}"
    );
    let shown = last_picture(&person, &sent);
    assert_eq!(shown, answer, "the window saw the same by its patches");
    assert_eq!(person.desktop.notifications().len(), 1);
}

/// Returns a turn's texts as a window that was open all the time has them at the end.
fn last_picture(person: &Person, sent: &Value) -> String {
    use app::bridge::{Part, Patch};
    let id = sent["turn"].as_str().unwrap();
    let mut parts: Vec<Part> = Vec::new();
    for patch in person.desktop.patches() {
        match patch {
            Patch::Turn { turn } if turn.id == id => parts = turn.parts,
            Patch::Part {
                turn,
                position,
                part,
            } if turn == id => match parts.get_mut(position as usize) {
                Some(old) => *old = part,
                None => parts.push(part),
            },
            Patch::Blocks {
                turn,
                position,
                update,
                ..
            } if turn == id => match &mut parts[position as usize] {
                Part::Text { blocks, .. } | Part::Thought { blocks, .. } => {
                    assert!(update.from <= blocks.len(), "nothing is skipped");
                    update.apply(blocks);
                }
                other => panic!("{other:?}"),
            },
            _ => {}
        }
    }
    let texts = parts.iter().filter_map(|part| match part {
        Part::Text { blocks, .. } => Some(blocks),
        _ => None,
    });
    texts.flatten().map(render::Block::to_html).collect()
}

#[test]
fn a_job_outlives_a_crash_of_errand_at_any_moment_with_one_notification() {
    for crash_after in [0, 50, 200, 400, 700, 1_200] {
        let folder = tempfile::tempdir().unwrap();
        let google = Google::start(folder.path(), &script());
        let before = runtime();
        let (sent, told_before) = before.block_on(async {
            let person = Person::start(folder.path()).await;
            person.connects(&google).await;
            let sent = hands_over(&person).await;
            tokio::time::sleep(Duration::from_millis(crash_after)).await;
            (sent, person.desktop.notifications().len())
        });
        // Dropping the runtime stops every task where it is, as a kill would.
        before.shutdown_timeout(Duration::from_secs(10));

        runtime().block_on(async {
            let person = Person::start(folder.path()).await;
            person.connects(&google).await;
            let line = until("the job stands still", async || {
                let line = person.line(&sent).await;
                (line["standing"] != "running").then_some(line)
            })
            .await;
            let unconfirmed = line["standing"] == "needs_you";
            if unconfirmed {
                // After a crash before the server's answer, the create is not sent again without the person.
                person.does("send_again", sent["turn"].clone()).await;
                person.sees(&sent, "done").await;
            } else {
                assert_eq!(line["standing"], "done", "{crash_after} ms: {line}");
            }
            let told = until("the person is told", async || {
                let told = told_before + person.desktop.notifications().len();
                (told > 0).then_some(told)
            })
            .await;
            tokio::time::sleep(Duration::from_millis(800)).await;
            assert_eq!(told_before + person.desktop.notifications().len(), told);
            assert_eq!(told, 1, "{crash_after} ms");
            let conversation = person.looks_at(&sent).await;
            assert_eq!(names(&conversation), ["comparison.csv", "report.md"]);
            assert!(html(turn_in(&conversation, &sent)).contains("Primaplast costs least."));
        });
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}
