//! Tools of schedules, at both engines: chosen, used by runs, approved, and changed afterwards.

use std::path::Path;

use app::notices::News;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::imported::path_of;
use crate::jobs::attach;
use crate::person::{Person, until};
use crate::schedules::{GOOGLE, HERE, draft, runs, saves, triggers};
use crate::tool_programs::notes;
use crate::tool_server::{SECRET, ToolServer};
use crate::tools::{adds, approval, asked, holding, picks, reply};

/// Scripted turns of an agent at Google and of the one on this computer.
fn script() -> Value {
    let mut script = crate::tools::script();
    script["models"] = json!(["gemini-3.8-flash"]);
    script["agents"] = json!(["antigravity-preview-09-2026", "errand-agent"]);
    let breaks = json!({"match": "break", "say": [{"error": {"code": "api_error", "message": "The model broke."}}]});
    script["turns"].as_array_mut().unwrap().insert(0, breaks);
    script
}

/// Starts the stand-in for Google, and a person who has its key.
async fn connected(folder: &Path) -> (Google, Person) {
    let google = Google::start(&folder.join("g"), &script());
    let person = Person::start(folder).await;
    person.connects(&google).await;
    (google, person)
}

fn with_tools(who: &str, text: &str, tools: Value) -> Value {
    let mut draft = draft(who, "every Monday at 7");
    draft["text"] = json!(text);
    draft["tools"] = tools;
    draft
}

/// Runs a schedule now, and returns the job with the action that it asks for.
async fn run_that_asks(person: &Person, schedule: &Value) -> (Value, Value) {
    let sent = person.does("run_schedule", schedule["id"].clone()).await;
    let action = asked(person, &sent).await;
    (sent, action)
}

/// Returns the trigger that takes the place of another at the stand-in for Google.
async fn made_anew(google: &Google, before: &Value) -> Value {
    until("it is made anew", async || {
        let triggers = triggers(google).await;
        let made = triggers.iter().find(|it| it["id"] != before["id"]);
        made.filter(|_| triggers.len() == 1).cloned()
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_run_that_asks_waits_as_needs_you_and_the_schedule_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let tools = json!({"servers": [{"server": adds(&person, &server).await, "asks": true}]});
    let wanted = with_tools(GOOGLE, "Where is my order?", tools);
    let saved = saves(&person, &Value::Null, &wanted).await;
    let open = person.does("schedule", saved["id"].clone()).await;
    assert_eq!(
        open["draft"]["tools"]["servers"],
        wanted["tools"]["servers"]
    );

    let (sent, action) = run_that_asks(&person, &saved).await;
    assert_eq!(action["deed"]["says"], "Use “Find an order” of Orders.");
    let told = until("it is told", async || person.desktop.notifications().pop()).await;
    assert_eq!(told.news, News::NeedsYou);
    until("the list says so", async || {
        let run = &runs(&person, &saved, 1).await[0];
        (run["outcome"] == "needs_you").then_some(())
    })
    .await;
    let done = person
        .does("answer_action", reply(&sent, &action, approval(false)))
        .await;
    person.sees(&done, "done").await;
    assert_eq!(server.calls(), [json!({"number": "17"})]);
    assert_eq!(runs(&person, &saved, 1).await[0]["outcome"], "done");
    for count in 2..=6 {
        run_that_asks(&person, &saved).await;
        runs(&person, &saved, count).await;
    }
    assert_eq!(triggers(&google).await[0]["status"], "active");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheduled_run_here_puts_a_file_into_the_picked_folder_when_that_is_approved() {
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("Holidays");
    std::fs::create_dir(&picked).unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    picks(&person, &picked).await;
    let tools = json!({"programs": ["put"], "folder": picked});
    let wanted = with_tools(HERE, "write the plan", tools);
    let saved = saves(&person, &Value::Null, &wanted).await;
    let (sent, action) = run_that_asks(&person, &saved).await;
    assert_eq!(
        action["deed"]["says"],
        "Write the new file “trip/plan.md” into “Holidays”."
    );
    let done = person
        .does("answer_action", reply(&sent, &action, approval(false)))
        .await;
    person.sees(&done, "done").await;
    assert!(picked.join("trip/plan.md").exists());
    let sent = person.does("run_schedule", saved["id"].clone()).await;
    let action = asked(&person, &sent).await;
    assert_eq!(action["deed"]["refused"], Value::Null);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_called_unasked_gets_its_headers_and_is_followed_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let tools = json!({"search": true, "servers": [{"server": id, "asks": false}]});
    let saved = saves(
        &person,
        &Value::Null,
        &with_tools(GOOGLE, "track it", tools),
    )
    .await;
    let sent = person.does("run_schedule", saved["id"].clone()).await;
    person.sees(&sent, "done").await;
    assert_eq!(server.calls(), [json!({"number": "17"})]);

    let kinds = |trigger: &Value| {
        let tools = trigger["interaction"]["tools"].as_array().unwrap();
        let kinds = tools.iter().map(|tool| tool["type"].as_str().unwrap());
        kinds.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = triggers(&google).await.remove(0);
    assert_eq!(
        kinds(&first),
        ["google_search", "code_execution", "mcp_server"]
    );
    let again = json!({
        "id": id, "name": "Orders", "address": server.address, "session_only": true,
        "headers": [{"name": "Authorization", "value": SECRET}],
    });
    person.does("connect_tool_server", again).await;
    let second = made_anew(&google, &first).await;
    let pause = json!({"id": saved["id"], "paused": true});
    person.does("pause_schedule", pause).await;
    person.does("remove_tool_server", id).await;
    let third = made_anew(&google, &second).await;
    assert_eq!(third["status"], "paused");
    assert_eq!(kinds(&third), ["google_search", "code_execution"]);
    person.app.shutdown().await;
    let found = holding(&folder.path().join("data"), b"s3cret");
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_that_failures_stopped_loses_removed_headers_and_stays_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let (google, person) = connected(folder.path()).await;
    let server = ToolServer::start().await;
    let id = adds(&person, &server).await;
    let tools = json!({"servers": [{"server": id, "asks": false}]});
    let wanted = with_tools(GOOGLE, "Please break.", tools);
    let saved = saves(&person, &Value::Null, &wanted).await;
    for count in 1..=5 {
        let sent = person.does("run_schedule", saved["id"].clone()).await;
        person.sees(&sent, "failed").await;
        runs(&person, &saved, count).await;
    }
    let state = async || {
        let open = person.does("schedule", saved["id"].clone()).await;
        open["line"]["state"].clone()
    };
    let stopped = json!({"is": "failing", "failures": 5, "reason": "The model broke."});
    until("it is stopped", async || {
        (state().await == stopped).then_some(())
    })
    .await;
    let first = triggers(&google).await.remove(0);
    assert!(first.to_string().contains("mcp_server"), "{first}");

    person.does("remove_tool_server", id).await;
    let second = made_anew(&google, &first).await;
    assert!(!second.to_string().contains("mcp_server"), "{second}");
    assert_eq!(second["status"], "paused");
    assert_eq!(state().await, stopped);

    // A change by the person begins anew.
    let mut changed = wanted;
    changed["words"] = json!("weekdays at 18:30");
    saves(&person, &saved["id"], &changed).await;
    assert_eq!(state().await["is"], "active");
    assert_eq!(made_anew(&google, &second).await["status"], "active");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_followed_at_once_when_a_program_that_it_uses_changes() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.connects(&google).await;
    let (program, mut request) = notes(folder.path());
    picks(&person, &program).await;
    let added = person.does("connect_tool_program", request.clone()).await;
    let tools = json!({"servers": [{"server": added["id"], "asks": true}]});
    let wanted = with_tools(GOOGLE, "Read the note.", tools);
    let saved = saves(&person, &Value::Null, &wanted).await;
    assert_eq!(saved["tools"]["servers"], wanted["tools"]["servers"]);
    let first = triggers(&google).await.remove(0);
    assert!(first.to_string().contains("notes_burn_note"), "{first}");

    let file = program.join("notes.py");
    let text = std::fs::read_to_string(&file).unwrap();
    let fewer = text.replace(r#", dict(TOOL, name="burn_note", title="Burn it")"#, "");
    std::fs::write(&file, fewer).unwrap();
    request["id"] = added["id"].clone();
    person.does("connect_tool_program", request).await;
    // Without being told, Google is polled once a minute.
    let soon = std::time::Duration::from_secs(30);
    let second = tokio::time::timeout(soon, made_anew(&google, &first)).await;
    let second = second.expect("it is made anew before the next poll is due");
    assert!(!second.to_string().contains("notes_burn_note"), "{second}");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_of_a_schedule_with_tools_are_not_read_at_each_poll() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let file = attach(&person, "prices.csv", "a,1\n").await;
    let mut wanted = with_tools(HERE, "Count them.", json!({"pages": true}));
    wanted["files"] = json!([file]);
    let saved = saves(&person, &Value::Null, &wanted).await;
    let stored = path_of(
        &folder.path().join("data"),
        file["sha256"].as_str().unwrap(),
    );
    std::fs::remove_file(stored.unwrap()).unwrap();
    // An active schedule of this computer is polled every three seconds.
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    let line = person.does("schedules", Value::Null).await["list"][0].clone();
    assert_eq!(line["id"], saved["id"]);
    assert_eq!(line["problem"], Value::Null);
    person.app.shutdown().await;
}
