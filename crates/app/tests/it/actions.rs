//! A turn that needs the person: its question, their answer, and the result.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, turn_in};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const AGENT: &str = "gemini:agent:antigravity-preview-09-2026";

fn script() -> Value {
    json!({
        "turns": [
            {"match": "Result of book_table: For four", "say": ["Booked for four."]},
            {"match": "Result of call_taxi: It comes at eight.", "say": ["Then not."]},
            {"match": "Result of", "say": [{"error": {"code": "internal", "message": "Not understood."}}]},
            {"match": "both", "say": [
                "I must ask. ",
                {"call": "book_table", "arguments": {"guests": 4, "where": "Ghent"}},
                {"call": "call_taxi", "arguments": {}},
            ]},
            {"match": "table", "say": ["I must ask. ", {"call": "book_table", "arguments": {"guests": 4, "where": "Ghent"}}]},
        ],
    })
}

/// Makes answers in words to these calls.
fn answers(sent: &Value, calls: &[(&Value, &str)]) -> Value {
    let given = |(call, words): &(&Value, &str)| json!({"call": call, "reply": {"reply": "given", "values": [], "words": words}});
    json!({"turn": sent["turn"], "answers": calls.iter().map(given).collect::<Vec<_>>()})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_asks_is_answered_after_a_restart_and_goes_on_in_its_sandbox() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(AGENT, "Find a table").await;
    let line = person.sees(&sent, "needs_you").await;
    assert_eq!(line["activity"], Value::Null);

    let person = person.restart().await;
    person.connects(&google).await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let action = &asked["actions"][0];
    assert_eq!(asked["actions"].as_array().unwrap().len(), 1);
    assert_eq!(action["title"], "Book table");
    assert_eq!(
        action["given"],
        json!([["Guests", "4"], ["Where", "Ghent"]])
    );
    assert_eq!(action["free_text"], "required");
    assert_eq!(asked["answered_by"], Value::Null);

    let draft = json!({"key": sent["conversation"], "text": "half a thought", "attachments": [], "who": null});
    person.does("save_draft", draft).await;
    let answer = answers(&sent, &[(&action["call"], "For four")]);
    let follow = person.does("answer_action", answer).await;
    assert_eq!(follow["conversation"], sent["conversation"]);
    person.sees(&follow, "done").await;
    let conversation = person.looks_at(&follow).await;
    let turn = turn_in(&conversation, &follow);
    assert_eq!(turn["parent"], sent["turn"]);
    assert_eq!(turn["prompt"], "Book table: For four");
    assert!(html(turn).contains("Booked for four."), "{turn}");
    let asking = turn_in(&conversation, &sent);
    assert_eq!(turn["environment_id"], asking["environment_id"]);
    assert!(asking["environment_id"].is_string());
    assert_eq!(conversation["draft"]["text"], "half a thought");

    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    assert_eq!(asked["answered_by"], follow["turn"]);
    let nothing = person
        .does("requested_actions", follow["turn"].clone())
        .await;
    assert_eq!(nothing["actions"], json!([]));
    let answer = answers(&follow, &[]);
    assert_eq!(
        person.fails("answer_action", answer).await,
        ErrorCode::Invalid
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_questions_of_a_chat_are_answered_at_once_and_not_by_half() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "I want both").await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let call = |at: usize| &asked["actions"][at]["call"];

    let half = answers(&sent, &[(call(0), "For four")]);
    assert_eq!(
        person.fails("answer_action", half).await,
        ErrorCode::Invalid
    );
    let mut whole = answers(
        &sent,
        &[(call(0), "For four"), (call(1), "It comes at eight.")],
    );
    whole["answers"][0]["reply"] = json!({"reply": "declined", "reason": "Too late."});
    let follow = person.does("answer_action", whole).await;
    person.sees(&follow, "done").await;
    let conversation = person.looks_at(&follow).await;
    let turn = turn_in(&conversation, &follow);
    assert_eq!(
        turn["prompt"],
        "Book table: declined. Too late.\nCall taxi: It comes at eight."
    );
    assert!(html(turn).contains("Then not."), "{turn}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_failed_is_sent_again_as_an_answer() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "A table").await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let answer = answers(&sent, &[(&asked["actions"][0]["call"], "Unclear")]);
    let follow = person.does("answer_action", answer).await;
    person.sees(&follow, "failed").await;

    person.does("send_again", follow["turn"].clone()).await;
    let conversation = person.looks_at(&follow).await;
    let turns = conversation["turns"].as_array().unwrap();
    assert_eq!(turns.len(), 3);
    let again = json!({"conversation": sent["conversation"], "turn": turns[2]["id"]});
    person.sees(&again, "failed").await;
    let conversation = person.looks_at(&again).await;
    let turn = turn_in(&conversation, &again);
    // If it were sent as a new question, the script would have answered with another question.
    assert_eq!(turn["parent"], sent["turn"]);
    assert_eq!(turn["prompt"], "Book table: Unclear");
    assert_eq!(
        turn["error"]["message"],
        conversation["turns"][1]["error"]["message"]
    );
}
