//! Documents that go to the agent and the model of this computer, which cannot open them.

use serde_json::{Value, json};

use crate::jobs::attach;
use crate::listing::LETTER;
use crate::model_server::ModelServer;
use crate::person::{Person, html, turn, turn_in};

const STARTER: &str = "local:model:errand-starter";
const AGENT: &str = "local:agent:errand-agent";

/// Sends a question with a letter as PDF. Returns the conversation and its turn.
async fn asks(person: &Person, who: &str) -> (Value, Value) {
    let mut request = turn(who, "What does the letter say?");
    request["attachments"] = json!([attach(person, "letter.pdf", LETTER).await]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let shown = turn_in(&conversation, &sent).clone();
    (conversation, shown)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_on_this_computer_reads_the_text_of_a_pdf_which_is_no_file_of_the_job() {
    let folder = tempfile::tempdir().unwrap();
    let read = "cat /.agents/texts/letter.pdf.txt; ls /workspace";
    let script = json!({"agents": ["errand-agent"], "turns": [
        {"match": "greetings rhenium", "say": [{"code": read, "language": "bash"}, "It greets."]},
    ]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    let (conversation, shown) = asks(&person, AGENT).await;
    let output = shown["parts"][0]["output"].as_str().unwrap();
    assert_eq!(
        output.trim(),
        "[Page 1 of 1]\nGreetings rhenium\n\nletter.pdf"
    );
    let files = conversation["files"].as_array().unwrap();
    assert!(
        files.iter().all(|file| file["name"] == "report.md"),
        "{files:?}"
    );
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_on_this_computer_is_told_the_text_of_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"models": ["errand-starter"], "turns": [
        {"match": "greetings rhenium", "say": ["It greets."]},
    ]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    let (_, shown) = asks(&person, STARTER).await;
    assert!(html(&shown).contains("It greets."), "{shown}");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_whose_model_sees_is_shown_the_pages_of_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = ModelServer::open(&["m", "sees-m"]).await;
    let person = Person::start_with_engine(folder.path(), &json!({})).await;
    let server = json!({
        "preset": null, "base_url": vendor.base_url, "dialect": null, "key": "", "session_only": true,
    });
    let view = person.does("connect_provider", server).await;
    let id = view["id"].as_str().unwrap();
    for (model, pictures) in [("sees-m", 1), ("m", 0)] {
        asks(&person, &format!("local:agent:errand-agent/{id}/{model}")).await;
        let told = vendor.chats().last().unwrap()["messages"].to_string();
        assert!(told.contains("Greetings rhenium"), "{told}");
        let found = told.matches("data:image/png;base64,").count();
        assert_eq!(found, pictures, "{model}");
    }
    person.app.shutdown().await;
}
