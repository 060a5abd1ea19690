//! Agents and environments at a server that other programs made.

use serde_json::{Value, json};

use crate::agents::{BASE, script, who};
use crate::engine::{Google, KEY};
use crate::person::{Person, turn};

/// Creates something at a server, as another program would.
async fn makes(google: &Google, path: &str, body: &Value) -> Value {
    let asked = reqwest::Client::new()
        .post(format!("{}/v1beta/{path}", google.base_url))
        .header("x-goog-api-key", KEY)
        .header("content-type", "application/json")
        .body(body.to_string());
    let answer = asked.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_of_an_agent_made_elsewhere_is_a_form_and_nothing_is_done_for_it_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({
        "agents": [BASE],
        "turns": [
            {"match": "Result of book_table", "say": ["Booked."]},
            {"match": "table", "say": [{"call": "book_table", "arguments": {}}]},
            {"match": "look", "say": [{"call": "errand_look_in_folder", "arguments": {}}]},
        ],
    });
    let google = Google::start(folder.path(), &script);
    let function = |name: &str| {
        json!({"type": "function", "name": name, "description": "For its maker.", "parameters": {
            "type": "object", "required": ["guests"], "properties": {"guests": {"type": "integer"}},
        }})
    };
    let agent = json!({
        "id": "table-finder", "base_agent": BASE,
        "tools": [function("book_table"), function("errand_look_in_folder")],
    });
    makes(&google, "agents", &agent).await;
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let asked = who(&person, "gemini", "table-finder").await;
    let name = asked["id"].as_str().unwrap();
    let sent = person.sends(name, "A table").await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let action = &asked["actions"][0];
    assert_eq!(action["about"], "For its maker.");
    assert_eq!(action["fields"][0]["name"], "guests");
    let given = json!({"reply": "given", "values": [["guests", "4"]], "words": ""});
    let answer =
        json!({"turn": sent["turn"], "answers": [{"call": action["call"], "reply": given}]});
    let follow = person.does("answer_action", answer).await;
    person.sees(&follow, "done").await;

    let sent = person.sends(name, "Please look").await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    // A name of one of Errand's own functions has no special meaning there.
    assert_eq!(asked["actions"][0]["deed"], Value::Null);
    assert_eq!(asked["actions"][0]["fields"][0]["name"], "guests");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_whose_programs_run_elsewhere_is_listed_and_nobody_is_asked_there() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let hosted = makes(&google, "environments", &json!({"mode": "self_hosted"})).await;
    makes(&google, "environments", &json!({})).await;
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(
        agents["self_hosted"],
        json!([{"engine": "gemini", "api_id": hosted["id"]}])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_whose_programs_run_elsewhere_is_found_behind_a_thousand_others() {
    let folder = tempfile::tempdir().unwrap();
    let others = (0..1_000).map(|n| json!({"id": format!("env-{n}"), "mode": "on_demand"}));
    let hosted = json!({"id": "env-office", "mode": "self_hosted"});
    let all: Vec<_> = others.chain([hosted]).collect();
    let mut script = script(BASE);
    // A server that does not know the filter by mode.
    script["faults"] = json!([
        {"on": "environments", "answer": {"status": 200, "body": {"environments": all}}},
    ]);
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(
        agents["self_hosted"],
        json!([{"engine": "gemini", "api_id": "env-office"}])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_that_was_made_elsewhere_is_called_as_its_maker_called_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let agent = json!({
        "id": "report-writer", "base_agent": BASE, "description": "Writes weekly reports.",
        "system_instruction": "Be plain.", "tools": [{"type": "code_execution"}],
    });
    makes(&google, "agents", &agent).await;
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let asked = who(&person, "gemini", "report-writer").await;
    assert_eq!(asked["role"], "own");
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(
        agents["foreign"],
        json!([{
            "engine": "gemini", "api_id": "report-writer", "about": "Writes weekly reports.", "base": BASE,
            "instructions": "Be plain.", "tools": ["code_execution"], "self_hosted": false,
        }])
    );
    let mut request = turn(asked["id"].as_str().unwrap(), "Report");
    request["draft"] = Value::Null;
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
}
