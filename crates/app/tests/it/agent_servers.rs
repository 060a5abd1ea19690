//! Servers with tools of the person's own agents: at both engines, on trial, and in a shared file.

use std::path::Path;

use serde_json::{Value, json};

use crate::agents::{BASE, made, save, who};
use crate::engine::Google;
use crate::person::Person;
use crate::tool_server::ToolServer;
use crate::tools::{adds, approval, asked, holding, reply};

fn script() -> Value {
    let mut script = crate::tools::script();
    script["models"] = json!(["gemini-3.8-flash"]);
    script["agents"] = json!([BASE, "errand-agent"]);
    script
}

fn clerk(server: &Value, asks: bool) -> Value {
    json!({
        "name": "Clerk", "letter": "", "colour": "amber", "about": "", "instructions": "Be exact.",
        "skills": [], "data": [], "network": {"reach": "off"}, "model": null, "max_tokens": null,
        "tools": {
            "code": true, "search": false, "pages": false,
            "servers": [{"server": server, "asks": asks}],
        },
    })
}

/// Asks the agent for an order, approves what it asks, and waits for the end.
async fn approves(person: &Person, engine: &str) {
    let asked_of = who(person, engine, "Clerk").await;
    let sent = person
        .sends(asked_of["id"].as_str().unwrap(), "Where is my order?")
        .await;
    let action = asked(person, &sent).await;
    assert_eq!(action["deed"]["says"], "Use “Find an order” of Orders.");
    let done = person
        .does("answer_action", reply(&sent, &action, approval(false)))
        .await;
    person.sees(&done, "done").await;
}

async fn connected(folder: &Path) -> (Google, Person) {
    let google = Google::start(&folder.join("g"), &script());
    let person = Person::start(folder).await;
    person.connects(&google).await;
    (google, person)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_at_google_calls_its_server_by_itself_or_asks_first_and_no_header_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let line = save(&person, Value::Null, &clerk(&id, false)).await;
    let asked_of = who(&person, "gemini", "Clerk").await;
    let sent = person
        .sends(asked_of["id"].as_str().unwrap(), "track it")
        .await;
    person.sees(&sent, "done").await;
    assert_eq!(server.calls().len(), 1);
    let tools = made(&google).await[0]["tools"].clone();
    let orders = json!({
        "type": "mcp_server", "name": "orders", "url": server.address,
        "allowed_tools": [{"mode": "auto", "tools": ["find_order", "change_address"]}],
    });
    assert_eq!(tools, json!([{"type": "code_execution"}, orders]));

    let tried = json!({"draft": clerk(&id, false), "engine": "gemini", "text": "track it"});
    let sent = person.does("try_agent", tried).await;
    person.sees(&sent, "done").await;
    assert_eq!(server.calls().len(), 2);

    save(&person, line["id"].clone(), &clerk(&id, true)).await;
    approves(&person, "gemini").await;
    assert_eq!(server.calls().len(), 3);
    person.does("remove_tool_server", id).await;
    let asked_of = who(&person, "gemini", "Clerk").await;
    let sent = person
        .sends(asked_of["id"].as_str().unwrap(), "Hello")
        .await;
    person.sees(&sent, "done").await;
    let without = json!([{"type": "code_execution"}]);
    let made = made(&google).await;
    assert!(
        made.iter().any(|agent| agent["tools"] == without),
        "{made:?}"
    );
    person.app.shutdown().await;
    let found = holding(&folder.path().join("data"), b"s3cret");
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_agent_on_this_computer_asks_before_it_uses_a_server_with_headers() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    save(&person, Value::Null, &clerk(&id, false)).await;
    let asked_of = who(&person, "local", "Clerk").await;
    let view = json!({"conversation": null, "who": asked_of["id"]});
    let usual = person.does("tools", view).await["usual"].clone();
    assert_eq!(usual["servers"], json!([{"server": id, "asks": true}]));
    approves(&person, "local").await;
    assert_eq!(server.calls().len(), 1);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_agent_names_its_servers_and_says_which_are_missing_where_it_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (mine, theirs) = (folder.path().join("mine"), folder.path().join("theirs"));
    std::fs::create_dir_all(&mine).unwrap();
    let person = Person::start(&mine).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let line = save(&person, Value::Null, &clerk(&id, false)).await;
    *person.desktop.chosen.lock().unwrap() = vec![mine.clone()];
    let saved = person.does("share_agent", line["id"].clone()).await;
    let path = saved["paths"][0].as_str().unwrap().to_owned();
    assert!(holding(&mine, b"s3cret").is_empty());

    let other = Person::start(&theirs).await;
    let opens = async || {
        *other.desktop.chosen.lock().unwrap() = vec![path.clone().into()];
        other.does("open_agent", Value::Null).await
    };
    let opened = opens().await;
    let host = server.address.trim_start_matches("http://");
    let host = host.trim_end_matches("/mcp");
    assert_eq!(opened["missing"], json!([{"name": "Orders", "host": host}]));
    assert_eq!(opened["draft"]["tools"]["servers"], json!([]));
    let theirs = adds(&other, &server).await;
    let opened = opens().await;
    assert_eq!(opened["missing"], json!([]));
    assert_eq!(
        opened["draft"]["tools"]["servers"],
        json!([{"server": theirs, "asks": true}])
    );
}
