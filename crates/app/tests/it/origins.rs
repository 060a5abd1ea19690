//! A key belongs to an origin, and no other server ever gets it.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, html, key, turn, turn_in, until};
use crate::recorder::Recorder;

const MODEL: &str = "gemini:model:gemini-3.8-flash";
const AGENT: &str = "gemini:agent:antigravity-preview-09-2026";

/// Points the settings to another server, as a compromised page could.
async fn points_to(person: &Person, base_url: &str) {
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["base_url"] = json!(base_url);
    person.does("set_settings", settings).await;
}

fn greeting(text: &str) -> Value {
    json!({"turns": [{"match": "Hi", "say": [{"text": text, "delay_ms": 0}]}]})
}

#[tokio::test(flavor = "multi_thread")]
async fn another_base_url_gets_no_key_until_it_is_given_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("a"), &greeting("Good day."));
    let other = Recorder::answering("200 OK");
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;

    points_to(&person, &other.url()).await;
    assert_eq!(person.does("overview", Value::Null).await["key"], "none");
    person.does("refresh_who", Value::Null).await;
    let refused = person
        .app
        .call("send", turn(MODEL, "Hi"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoKey);
    assert!(
        refused.message.to_string().contains(&other.address()),
        "{refused}"
    );
    let seen = other.requests();
    assert!(seen.is_empty(), "it was asked: {seen:?}");

    // The other server gets its own key, and the first key stays stored.
    let own = "AIza-the-other-key";
    let connected = person
        .app
        .call("connect_gemini", key(own, &other.url()))
        .await;
    assert!(other.requests().concat().contains(own), "{connected:?}");
    points_to(&person, &google.base_url).await;
    assert_eq!(person.does("overview", Value::Null).await["key"], "session");
    let sent = person.sends(MODEL, "Hi").await;
    person.sees(&sent, "done").await;
    assert!(!other.requests().concat().contains(KEY));
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_go_to_the_server_that_asked_and_to_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"turns": [
        {"match": "Result of book_table: Unclear", "say": [{"error": {"code": "internal", "message": "What?"}}]},
        {"match": "Result of book_table", "say": ["Booked."]},
        {"match": "Result of errand_look_in_folder", "say": ["I have seen it."]},
        {"match": "table", "say": [{"call": "book_table", "arguments": {"guests": 4}}]},
        {"match": "look", "say": [{"wait_ms": 2_000}, {"call": "errand_look_in_folder", "arguments": {}}]},
    ]});
    let google = Google::start(&folder.path().join("a"), &script);
    let other = Recorder::answering("200 OK");
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let looked_in = folder.path().join("looked-in");
    std::fs::create_dir(&looked_in).unwrap();
    person
        .desktop
        .chosen
        .lock()
        .unwrap()
        .push(looked_in.clone());
    person.does("choose_tool_folder", Value::Null).await;

    let table = person.sends(MODEL, "A table").await;
    person.sees(&table, "needs_you").await;
    let mut question = turn(MODEL, "look");
    question["tools"] = json!({"programs": ["look"], "folder": looked_in});
    let looks = person.does("send", question.clone()).await;
    person.sees(&looks, "needs_you").await;
    let always = answer(
        &person,
        &looks,
        json!({"reply": "approved", "always": true}),
    )
    .await;
    let first = person.does("answer_action", always).await;
    person.sees(&first, "done").await;
    question["conversation"] = looks["conversation"].clone();
    question["parent"] = first["turn"].clone();
    let allowed = person.does("send", question).await;

    // The other server has a key of its own, so only the origin of the turn keeps the answer from going there.
    let own = key("AIza-the-other-key", &other.url());
    drop(person.app.call("connect_gemini", own).await);
    points_to(&person, &other.url()).await;
    assert_ne!(person.does("overview", Value::Null).await["key"], "none");
    let before = other.requests().len();

    let given = json!({"reply": "given", "values": [], "words": "Unclear"});
    let unclear = answer(&person, &table, given).await;
    let unclear = person.does("answer_action", unclear).await;
    person.sees(&unclear, "failed").await;
    person.does("send_again", unclear["turn"].clone()).await;
    until("it was sent again", async || {
        let conversation = person.looks_at(&table).await;
        let turns = conversation["turns"].as_array().unwrap();
        (turns.len() == 3 && turns[2]["error"] != Value::Null).then_some(())
    })
    .await;
    // An allowed call is carried out and answered without the person.
    until("what was allowed was answered", async || {
        let conversation = person.looks_at(&allowed).await;
        let turns = conversation["turns"].as_array().unwrap();
        (turns.len() == 4 && html(&turns[3]).contains("I have seen it.")).then_some(())
    })
    .await;
    let heard = other.requests().split_off(before);
    assert!(
        !heard.iter().any(|request| request.starts_with("POST")),
        "it was told: {heard:?}"
    );
    person.app.shutdown().await;
}

/// Gives the same reply to all calls of a turn.
async fn answer(person: &Person, sent: &Value, reply: Value) -> Value {
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let actions = asked["actions"].as_array().unwrap().iter();
    let answers = actions.map(|action| json!({"call": action["call"], "reply": reply}));
    json!({"turn": sent["turn"], "answers": answers.collect::<Vec<_>>()})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_stays_with_its_server_when_the_settings_point_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({
        "turns": [{"match": "long job", "say": [
            {"text": "Working. ", "delay_ms": 10}, {"wait_ms": 8_000}, {"text": "Done.", "delay_ms": 0},
        ]}],
    });
    let google = Google::start(&folder.path().join("a"), &script);
    let other = Recorder::answering("200 OK");
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.does("send", turn(AGENT, "A long job")).await;
    until("the job works", async || {
        let conversation = person.looks_at(&sent).await;
        html(turn_in(&conversation, &sent))
            .contains("Working")
            .then_some(())
    })
    .await;
    points_to(&person, &other.url()).await;
    // The same after a restart.
    let person = person.restart().await;
    assert!(other.requests().is_empty());
    // Its key was only kept for the session, so the run waits for the key and asks no other server.
    person.sees(&sent, "needs_you").await;
    // The run checks for the key from time to time, without telling the person each time.
    let message = until("it says what it waits for", async || {
        let conversation = person.looks_at(&sent).await;
        let message = &turn_in(&conversation, &sent)["error"]["message"];
        message.as_str().map(str::to_owned)
    })
    .await;
    let place = google.base_url.trim_start_matches("http://");
    assert!(message.contains(place), "{message}");
    person.connects(&google).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    assert!(html(turn_in(&conversation, &sent)).contains("Done."));
    assert!(other.requests().is_empty(), "{:?}", other.requests());
    person.app.shutdown().await;
}
