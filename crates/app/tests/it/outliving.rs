//! Conversations outlive the server: forgotten turns are sent again as history, once, with their files; nothing is
//! sent anywhere without the person's knowledge.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::{attach, client, hands_over, sandbox_of, script as jobs};
use crate::person::{Person, html, turn, turn_in};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const WORKER: &str = "gemini:agent:antigravity-preview-09-2026";
const STARTER: &str = "local:model:errand-starter";

fn script() -> Value {
    let mut script = jobs();
    let turns = script["turns"].as_array_mut().unwrap();
    turns.push(json!({"match": "what is in", "say": ["Two prices."]}));
    turns.push(json!({"match": "and now", "say": ["It goes on."]}));
    turns.push(json!({"match": "second version", "say": [
        {"file": "second.txt", "content": "two"}, "Written."
    ]}));
    script
}

fn not_found() -> Value {
    json!({"status": 404, "body": {"error": {"code": "not_found", "message": "Not known."}}})
}

/// Sends a chat whose first turn has a file.
async fn asks_about_a_file(person: &Person) -> Value {
    let mut request = turn(FLASH, "What is in it?");
    request["attachments"] = json!([attach(person, "prices.csv", "Basalt,4.20\n").await]);
    let first = person.does("send", request).await;
    person.sees(&first, "done").await;
    first
}

/// Returns the request of a turn, as JSON text.
async fn told(turn: &Value, google: &Google) -> String {
    let id = turn["interaction_id"].as_str().unwrap().into();
    let stored = client(google).get_with_input(&id).await.unwrap();
    serde_json::to_string(&stored).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_goes_on_after_the_server_lost_everything_and_knows_the_file_of_its_first_turn() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = asks_about_a_file(&person).await;
    let google = google.forgets_everything(folder.path(), &script());

    let second = person.follows_up(&first, FLASH, "And now?").await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let shown = turn_in(&conversation, &second);
    assert!(html(shown).contains("It goes on."));
    assert_eq!(shown["carried"]["why"], "forgotten");
    assert_eq!(shown["carried"]["turns"], 1);
    assert_eq!(shown["carried"]["files_left_out"], json!([]));
    let told = told(shown, &google).await;
    for words in ["Basalt,4.20", "What is in it?", "Two prices.", "And now?"] {
        assert!(told.contains(words), "{words} is not in {told}");
    }
    // The next turn follows the new root.
    let third = person.follows_up(&second, FLASH, "And now again?").await;
    person.sees(&third, "done").await;
    let conversation = person.looks_at(&first).await;
    assert_eq!(turn_in(&conversation, &third)["carried"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_the_server_forgot_is_sent_once_and_never_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    let names_another = "\"previous_interaction_id\":\"v1_";
    script["faults"] = json!([
        {"on": "create", "match": names_another, "times": 1, "answer": not_found()},
        // A second request that names it fails for good.
        {"on": "create", "match": names_another, "answer": {"status": 402, "body": {}}},
    ]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = asks_about_a_file(&person).await;
    let second = person.follows_up(&first, FLASH, "And now?").await;
    person.sees(&second, "done").await;
    person.does("send_again", second["turn"].clone()).await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let turns = conversation["turns"].as_array().unwrap();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[2]["standing"], "done");
    assert_eq!(turns[2]["carried"]["why"], "forgotten");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rebuilt_request_that_is_not_found_either_ends_with_a_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    script["faults"] = json!([{"on": "create", "match": "and now", "answer": not_found()}]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = asks_about_a_file(&person).await;
    let second = person.follows_up(&first, FLASH, "And now?").await;
    person.sees(&second, "failed").await;
    let conversation = person.looks_at(&first).await;
    assert_eq!(turn_in(&conversation, &second)["error"]["code"], "lost");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_sandbox_is_gone_goes_on_in_a_new_one_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let large = "supplier,price\n".repeat(100_000);
    let mut request = turn(WORKER, "Compare these suppliers and write comparison.csv");
    request["attachments"] = json!([
        attach(&person, "suppliers.csv", "Nordwerk,4.20\n").await,
        attach(&person, "large.csv", &large).await,
    ]);
    let first = person.does("send", request).await;
    person.sees(&first, "done").await;
    let conversation = person.looks_at(&first).await;
    let old = turn_in(&conversation, &first)["environment_id"].clone();
    let environment = old.as_str().unwrap().into();
    client(&google)
        .environments()
        .delete(&environment)
        .await
        .unwrap();

    let second = person
        .follows_up(&first, WORKER, "Which is the cheapest?")
        .await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let shown = turn_in(&conversation, &second);
    assert_ne!(shown["environment_id"], old);
    assert_eq!(shown["carried"]["why"], "forgotten");
    let files = sandbox_of(shown, &google).await;
    assert_eq!(
        files["workspace/large.csv"],
        i64::try_from(large.len()).unwrap()
    );
    assert_eq!(files["workspace/suppliers.csv"], 14);
    assert!(files.contains_key("workspace/comparison.csv"), "{files:?}");
    let made = conversation["files"].as_array().unwrap().iter();
    let of_second: Vec<&Value> = made
        .filter(|file| file["turn"] == second["turn"] && file["name"] != "report.md")
        .collect();
    assert!(
        of_second.is_empty(),
        "what was put back is not new: {of_second:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_job_deleted_does_not_come_back_in_a_new_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [
        {"match": "What is left", "say": ["One table."]},
        {"match": "Tidy up", "say": [
            {"code": "import os\nfor name in ('draft.csv', 'suppliers.csv'): os.remove(name)"}, "Tidied."
        ]},
        {"match": "Compare", "say": [
            {"file": "draft.csv", "content": "supplier\n"},
            {"file": "comparison.csv", "content": "supplier,price\n"},
            "Compared.",
        ]},
    ]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let mut request = turn(WORKER, "Compare these suppliers");
    request["attachments"] = json!([attach(&person, "suppliers.csv", "Nordwerk,4.20\n").await]);
    let first = person.does("send", request).await;
    person.sees(&first, "done").await;
    let second = person.follows_up(&first, WORKER, "Tidy up").await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let old = turn_in(&conversation, &second)["environment_id"].clone();
    let environments = client(&google);
    let environments = environments.environments();
    let environment = old.as_str().unwrap().into();
    environments.delete(&environment).await.unwrap();

    let third = person.follows_up(&second, WORKER, "What is left?").await;
    person.sees(&third, "done").await;
    let conversation = person.looks_at(&first).await;
    let files = sandbox_of(turn_in(&conversation, &third), &google).await;
    assert!(files.contains_key("workspace/comparison.csv"), "{files:?}");
    for deleted in ["workspace/draft.csv", "workspace/suppliers.csv"] {
        assert!(!files.contains_key(deleted), "{files:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_in_a_sandbox_that_its_server_emptied_comes_back_in_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut script = script();
    script["faults"] = json!([
        {"on": "files", "match": "/workspace", "after": 1, "times": 1, "answer": not_found()},
        {"on": "files", "after": 1, "times": 1, "answer": {"status": 200, "body": {}}},
    ]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = hands_over(&person).await;
    person.sees(&first, "done").await;
    let second = person.follows_up(&first, WORKER, "What is in it?").await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let old = turn_in(&conversation, &second)["environment_id"].clone();
    let environment = old.as_str().unwrap().into();
    let client = client(&google);
    client.environments().delete(&environment).await.unwrap();

    let third = person.follows_up(&second, WORKER, "And now?").await;
    person.sees(&third, "done").await;
    let conversation = person.looks_at(&first).await;
    let files = sandbox_of(turn_in(&conversation, &third), &google).await;
    assert!(files.contains_key("workspace/comparison.csv"), "{files:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn branches_of_a_job_do_not_share_a_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let first = hands_over(&person).await;
    person.sees(&first, "done").await;
    let second = person
        .follows_up(&first, WORKER, "Write a second version")
        .await;
    person.sees(&second, "done").await;
    let edited = person
        .follows_up(&first, WORKER, "Which is the cheapest?")
        .await;
    person.sees(&edited, "done").await;
    let conversation = person.looks_at(&first).await;
    let (one, two) = (
        turn_in(&conversation, &second),
        turn_in(&conversation, &edited),
    );
    assert_eq!(
        one["carried"],
        Value::Null,
        "the first branch goes on in the sandbox"
    );
    assert_ne!(one["environment_id"], two["environment_id"]);
    assert_eq!(two["carried"]["why"], "branch");
    let files = sandbox_of(two, &google).await;
    assert!(files.contains_key("workspace/comparison.csv"), "{files:?}");
    assert!(!files.contains_key("workspace/second.txt"), "{files:?}");
    assert!(
        sandbox_of(one, &google)
            .await
            .contains_key("workspace/second.txt")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_said_on_this_computer_goes_elsewhere_unseen() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let here = json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [{"say": ["Two prices."]}],
    });
    let person = Person::start_with_engine(folder.path(), &here).await;
    person.connects(&google).await;
    let mut request = turn(STARTER, "What is in it?");
    request["attachments"] = json!([attach(&person, "prices.csv", "Basalt,4.20\n").await]);
    let first = person.does("send", request).await;
    person.sees(&first, "done").await;

    let mut request = turn(FLASH, "And now?");
    request["conversation"] = first["conversation"].clone();
    request["parent"] = first["turn"].clone();
    assert_eq!(
        person.fails("send", request.clone()).await,
        ErrorCode::Leaving
    );
    request["leaving"] = json!("https://generativelanguage.googleapis.com");
    assert_eq!(
        person.fails("send", request.clone()).await,
        ErrorCode::Leaving
    );

    let ask = json!({"conversation": first["conversation"], "parent": first["turn"], "who": FLASH});
    let leaving = person.does("leaving", ask.clone()).await;
    assert_eq!(leaving["place"], google.base_url.as_str());
    assert_eq!(
        leaving["host"],
        google.base_url.trim_start_matches("http://")
    );
    assert_eq!(
        (&leaving["turns"], &leaving["files"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(leaving["is_google"], false);
    request["leaving"] = leaving["place"].clone();
    let second = person.does("send", request).await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(&first).await;
    let shown = turn_in(&conversation, &second);
    assert_eq!(shown["carried"]["why"], "other_place");
    assert!(told(shown, &google).await.contains("Basalt,4.20"));

    // From here on the server has the conversation; going back to this computer sends nothing to another server.
    let mut ask = ask;
    ask["parent"] = second["turn"].clone();
    assert_eq!(person.does("leaving", ask.clone()).await, Value::Null);
    ask["who"] = json!(STARTER);
    assert_eq!(person.does("leaving", ask).await, Value::Null);
    person.does("send_again", second["turn"].clone()).await;
    person.sees(&second, "done").await;
    person.app.shutdown().await;
}
