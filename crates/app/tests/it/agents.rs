//! The person's own agents: created where they are first used, and changed without a gap.

use std::path::Path;

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::model_server::ModelServer;
use crate::person::{Person, turn, turn_in, until};

pub(crate) const BASE: &str = "antigravity-preview-09-2026";

pub(crate) fn script(agent: &str) -> Value {
    json!({
        "models": ["gemini-3.8-flash"],
        "agents": [agent],
        "turns": [{"say": ["Done as you like it."]}],
    })
}

/// Fills in the form of an agent, with a skill's folder and two files that the person chose.
pub(crate) async fn filled_in(person: &Person, folder: &Path) -> Value {
    let skill = folder.join("checks");
    std::fs::create_dir_all(skill.join("scripts")).unwrap();
    let text = "---\nname: invoice-check\ndescription: Compares.\n---\nRead the lines.";
    std::fs::write(skill.join("SKILL.md"), text).unwrap();
    std::fs::write(skill.join("scripts/sum.py"), "print(1)").unwrap();
    let files = ["prices.csv", "terms.txt"].map(|name| folder.join(name));
    for file in &files {
        std::fs::write(file, "a,1\n").unwrap();
    }
    *person.desktop.chosen.lock().unwrap() = vec![skill];
    let read = json!({"from": "folder", "skills": true});
    let skills = person.does("read_for_agent", read).await["skills"].clone();
    *person.desktop.chosen.lock().unwrap() = files.to_vec();
    let read = json!({"from": "files", "skills": false});
    let read = person.does("read_for_agent", read).await["files"].clone();
    let data = read.as_array().unwrap().iter();
    let data: Vec<Value> = data
        .map(|file| json!({"is": "file", "file": file}))
        .collect();
    json!({
        "name": "Invoice checker",
        "letter": "",
        "colour": "amber",
        "about": "Checks invoices",
        "instructions": "Be exact.",
        "skills": skills,
        "data": data,
        "tools": {"code": true, "search": false, "pages": false, "servers": []},
        "network": {"reach": "off"},
        "model": null,
        "max_tokens": 50_000,
    })
}

pub(crate) async fn save(person: &Person, id: Value, draft: &Value) -> Value {
    person
        .does("save_agent", json!({"id": id, "draft": draft}))
        .await
}

/// Returns the entry for a name in the list of models and agents at an engine.
pub(crate) async fn who(person: &Person, engine: &str, name: &str) -> Value {
    let list = person.does("overview", Value::Null).await["who"]["everyone"].clone();
    let found = list.as_array().unwrap().iter().find(|who| {
        who["engine"] == engine && who["display_name"] == name && who["is_agent"] == true
    });
    found.unwrap_or(&Value::Null).clone()
}

/// Sends a GET to a server and returns its answer.
async fn asks(google: &Google, path: &str) -> Value {
    let url = format!("{}/v1beta/{path}", google.base_url);
    let asked = reqwest::Client::new()
        .get(url)
        .header("x-goog-api-key", KEY);
    let text = asked.send().await.unwrap().text().await.unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Returns the person's own agents at a server.
pub(crate) async fn made(google: &Google) -> Vec<Value> {
    let agents = asks(google, "agents").await["agents"].clone();
    let is_mine = |agent: &&Value| agent["id"].as_str().unwrap().starts_with("my-");
    agents
        .as_array()
        .unwrap()
        .iter()
        .filter(is_mine)
        .cloned()
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_made_where_it_is_first_asked_and_works_with_what_it_knows() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let draft = filled_in(&person, folder.path()).await;
    let line = save(&person, Value::Null, &draft).await;
    assert_eq!(line["skills"], json!(["invoice-check"]));
    assert!(made(&google).await.is_empty(), "nobody has asked it yet");

    let asked = who(&person, "gemini", "Invoice checker").await;
    assert_eq!(asked["role"], "own");
    assert_eq!(asked["own"]["agent"], line["id"]);
    let sent = person
        .sends(asked["id"].as_str().unwrap(), "Check it")
        .await;
    person.sees(&sent, "done").await;

    let made = made(&google).await;
    assert_eq!(made.len(), 1);
    assert_eq!(made[0]["base_agent"], BASE);
    assert_eq!(made[0]["system_instruction"], "Be exact.");
    let conversation = person.looks_at(&sent).await;
    let seen = turn_in(&conversation, &sent);
    assert_eq!(seen["api_id"], made[0]["id"]);
    assert_eq!(seen["is_job"], true);
    let environment = seen["environment_id"].as_str().unwrap();
    let path = format!("environments/{environment}/files?recursive=true");
    let files = asks(&google, &path).await["files"].clone();
    let paths: Vec<&str> = files
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|file| file["path"].as_str())
        .collect();
    for path in [
        "workspace/prices.csv",
        "workspace/terms.txt",
        ".agents/skills/invoice-check/SKILL.md",
        ".agents/skills/invoice-check/scripts/sum.py",
    ] {
        let is_there = paths
            .iter()
            .any(|there| there.trim_start_matches('/') == path);
        assert!(is_there, "{path}: {paths:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_agent_is_another_at_its_server_and_the_same_for_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let mut draft = filled_in(&person, folder.path()).await;
    let line = save(&person, Value::Null, &draft).await;
    let before = who(&person, "gemini", "Invoice checker").await;
    let name = before["id"].as_str().unwrap();
    let first = person.sends(name, "Check it").await;
    person.sees(&first, "done").await;
    let old = made(&google).await[0]["id"].clone();

    let instructions = std::mem::replace(&mut draft["instructions"], json!("Be kind."));
    save(&person, line["id"].clone(), &draft).await;
    let second = person.follows_up(&first, name, "And again").await;
    person.sees(&second, "done").await;
    let all = made(&google).await;
    let new = all.iter().find(|agent| agent["id"] != old).unwrap();
    assert_eq!(new["system_instruction"], "Be kind.");
    let conversation = person.looks_at(&second).await;
    let (earlier, later) = (
        turn_in(&conversation, &first),
        turn_in(&conversation, &second),
    );
    assert_eq!((&earlier["api_id"], &later["api_id"]), (&old, &new["id"]));
    assert_eq!(earlier["environment_id"], later["environment_id"]);

    let after = who(&person, "gemini", "Invoice checker").await;
    assert_eq!(after["id"], before["id"], "who was chosen stays chosen");
    assert_eq!(after["own"]["ids"], json!([new["id"], old]));
    // A turn of the old version is sent again to the current one.
    let again = person
        .follows_up(
            &second,
            &format!("gemini:agent:{}", old.as_str().unwrap()),
            "Once more",
        )
        .await;
    person.sees(&again, "done").await;
    let conversation = person.looks_at(&again).await;
    assert_eq!(turn_in(&conversation, &again)["api_id"], new["id"]);

    // Changed back, the first version is in use again and stays at its server.
    draft["instructions"] = instructions;
    save(&person, line["id"].clone(), &draft).await;
    let back = person.follows_up(&again, name, "As before").await;
    person.sees(&back, "done").await;
    let conversation = person.looks_at(&back).await;
    assert_eq!(turn_in(&conversation, &back)["api_id"], old);
    person.app.shutdown().await;
    drop(person);
    let record = folder.path().join("data/ledger.db");
    let ledger = until("the record is let go", async || {
        ledger::Ledger::open(&record).ok()
    })
    .await;
    let in_use: Vec<Value> = ledger
        .agent_versions()
        .unwrap()
        .into_iter()
        .filter(|version| !version.retired)
        .map(|version| json!(version.api_id))
        .collect();
    assert_eq!(in_use, [old]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_agent_works_on_this_computer_with_the_pages_and_the_internet_that_it_may_use() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing answers there; the test only needs the call.
    let page = json!({"call": "url_context", "arguments": {"urls": ["http://127.0.0.1:9/"]}});
    // The engine's proxy for programs is in their environment.
    let way = json!({"code": "env | grep -qi '^https_proxy=' && echo a way out || echo no way", "language": "bash"});
    let script = json!({
        "agents": ["errand-agent"],
        "turns": [{"match": "page", "say": [page, "Read."]}, {"match": "way", "say": [way, "Looked."]}],
    });
    let person = Person::start_with_engine(folder.path(), &script).await;
    let mut draft = filled_in(&person, folder.path()).await;
    draft["tools"]["search"] = json!(true);
    draft["tools"]["pages"] = json!(true);
    draft["network"] = json!({"reach": "open"});
    save(&person, Value::Null, &draft).await;
    let asked = who(&person, "local", "Invoice checker").await;
    assert_eq!(asked["own"]["network"], json!({"reach": "open"}));
    let name = asked["id"].as_str().unwrap();
    let view = json!({"conversation": null, "who": name});
    let usual = person.does("tools", view).await["usual"].clone();
    // No search server is named.
    assert_eq!(
        (&usual["pages"], &usual["search"]),
        (&json!(true), &json!(false))
    );
    let read = person.sends(name, "Read the page").await;
    person.sees(&read, "done").await;
    let events = person.does("raw_events", read["turn"].clone()).await;
    assert!(
        events.as_str().unwrap().contains("url_context_call"),
        "{events}"
    );

    for (network, words) in [
        (json!({"reach": "off"}), "no way"),
        (json!({"reach": "open"}), "a way out"),
        (
            json!({"reach": "sites", "domains": ["example.org"]}),
            "a way out",
        ),
    ] {
        for name in [name, "local:agent:errand-agent"] {
            let mut request = turn(name, "Which way?");
            request["network"] = network.clone();
            let sent = person.does("send", request).await;
            person.sees(&sent, "done").await;
            let events = person.does("raw_events", sent["turn"].clone()).await;
            let result = format!("{words}\\n");
            assert!(
                events.as_str().unwrap().contains(&result),
                "{network}: {events}"
            );
        }
    }
    let sent = read;
    let conversation = person.looks_at(&sent).await;
    let seen = turn_in(&conversation, &sent);
    assert!(
        seen["api_id"]
            .as_str()
            .unwrap()
            .starts_with("my-invoice-checker-")
    );
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_thinks_with_a_connected_model_as_long_as_it_is_connected() {
    let folder = tempfile::tempdir().unwrap();
    let script = json!({"agents": ["errand-agent"], "turns": [{"say": ["Two prices."]}]});
    let person = Person::start_with_engine(folder.path(), &script).await;
    // A proxy that answers requests itself stands in for a server on another computer.
    let models = ModelServer::open(&["qwen3"]).await;
    let proxy = models.base_url.trim_end_matches("/v1");
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["proxy"] = json!({"by": "at", "address": proxy});
    person.does("set_settings", settings).await;
    let far = "http://10.99.0.1:11434/v1";
    let request =
        json!({"preset": null, "base_url": far, "dialect": null, "key": "", "session_only": true});
    let server = person.does("connect_provider", request).await["id"].clone();
    let id = server.as_str().unwrap();

    let mut draft = filled_in(&person, folder.path()).await;
    draft["model"] = json!(format!("local:model:{id}/qwen3"));
    save(&person, Value::Null, &draft).await;
    let asked = who(&person, "local", "Invoice checker").await;
    assert_eq!(asked["goes_to"], "10.99.0.1:11434");
    assert_eq!(asked["thinks_with"], format!("{id}/qwen3"));
    assert_eq!(asked["provider"]["id"], server);
    let name = asked["id"].as_str().unwrap();

    // Earlier turns are sent there only when the person has seen that.
    let first = person.sends("local:agent:errand-agent", "Look").await;
    person.sees(&first, "done").await;
    let ask = json!({"conversation": first["conversation"], "parent": first["turn"], "who": name});
    let leaving = person.does("leaving", ask).await;
    assert_eq!(leaving["host"], "10.99.0.1:11434");
    let mut request = turn(name, "And check");
    request["conversation"] = first["conversation"].clone();
    request["parent"] = first["turn"].clone();
    let refused = person.fails("send", request.clone()).await;
    assert_eq!(refused, ErrorCode::Leaving);
    assert!(models.chats().is_empty());
    request["leaving"] = leaving["place"].clone();
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let chat = models.chats().pop().unwrap();
    assert_eq!(chat["model"], "qwen3");
    assert!(chat.to_string().contains("Be exact."), "{chat}");

    // Trying the agent uses that model too.
    let tried = json!({"draft": draft, "engine": "local", "text": "Check it"});
    let tried = person.does("try_agent", tried).await;
    person.sees(&tried, "done").await;
    let asked = models.chats().len();
    assert!(asked > 1);
    person.does("remove_provider", server).await;
    let mut again = turn(name, "Once more");
    again["leaving"] = leaving["place"].clone();
    assert_eq!(person.fails("send", again).await, ErrorCode::Invalid);
    assert_eq!(models.chats().len(), asked);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_agent_is_gone_from_the_list_and_what_it_did_stays() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let draft = filled_in(&person, folder.path()).await;
    let line = save(&person, Value::Null, &draft).await;
    let asked = who(&person, "gemini", "Invoice checker").await;
    let sent = person
        .sends(asked["id"].as_str().unwrap(), "Check it")
        .await;
    person.sees(&sent, "done").await;
    person.does("delete_agent", line["id"].clone()).await;
    assert_eq!(
        person.fails("agent", line["id"].clone()).await,
        ErrorCode::NotFound
    );
    assert_eq!(
        person.fails("delete_agent", line["id"].clone()).await,
        ErrorCode::NotFound
    );
    assert_eq!(who(&person, "gemini", "Invoice checker").await, Value::Null);
    until("the window is told", async || {
        let patches = person.desktop.patches();
        let newest = patches.iter().rev().find_map(|patch| match patch {
            Patch::Engines { who, .. } => Some(who.everyone.iter().all(|who| who.own.is_none())),
            _ => None,
        });
        newest.unwrap_or(false).then_some(())
    })
    .await;
    let conversation = person.looks_at(&sent).await;
    assert_eq!(turn_in(&conversation, &sent)["standing"], "done");
}
