//! Tool programs: tried in the sandbox, used by the engine on this computer, and by Gemini when the person approves.

use std::path::{Path, PathBuf};

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, turn, turn_in};

const STARTER: &str = "local:model:errand-starter";
const FLASH: &str = "gemini:model:gemini-3.8-flash";

/// An MCP server that reads a note beside it.
const NOTES: &str = r#"
import json, sys
TOOL = {"name": "read_note", "title": "Read the note", "description": "Reads the note.", "inputSchema": {"type": "object"}}
for line in sys.stdin:
    message = json.loads(line)
    if "id" not in message:
        continue
    answers = {
        "initialize": lambda: {"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "notes", "version": "1"}},
        "tools/list": lambda: {"tools": [TOOL, dict(TOOL, name="burn_note", title="Burn it")]},
        "tools/call": lambda: {"content": [{"type": "text", "text": open(sys.argv[1]).read()}]},
    }
    answer = {"jsonrpc": "2.0", "id": message["id"]}
    try:
        answer["result"] = answers[message["method"]]()
    except KeyError:
        answer["error"] = {"code": -32601, "message": "no such method"}
    print(json.dumps(answer), flush=True)
"#;

/// Makes the program's folder, which the person picks; returns it and the request to connect the program.
pub(crate) fn notes(folder: &Path) -> (PathBuf, Value) {
    let folder = folder.join("notes");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("notes.py"), NOTES).unwrap();
    std::fs::write(folder.join("note.txt"), "Water the fern.").unwrap();
    let program = json!({
        "command": "python3",
        "arguments": [folder.join("notes.py"), folder.join("note.txt")],
        "folder": folder,
    });
    (
        folder,
        json!({"id": null, "name": "Notes", "program": program}),
    )
}

fn script() -> Value {
    json!({
        "models": ["errand-starter", "gemini-3.8-flash"],
        "turns": [
            {"match": "Result of notes_read_note: Water the fern.", "say": ["The fern wants water."]},
            {"match": "note", "say": [{"call": "notes_read_note", "arguments": {}}, "The fern is thirsty."]},
        ],
    })
}

async fn picks(person: &Person, folder: &Path) {
    let picked = folder.to_owned();
    person.desktop.chosen.lock().unwrap().push(picked);
    person.does("choose_tool_folder", Value::Null).await;
}

fn asking(who: &str, server: &Value, asks: bool) -> Value {
    let mut question = turn(who, "What does the note say?");
    question["tools"] = json!({"servers": [{"server": server, "asks": asks}]});
    question
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_with_tools_serves_this_computer_and_gemini_only_when_it_is_approved() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.connects(&google).await;
    let (program, request) = notes(folder.path());
    // A folder is only accepted if the person picked it in a dialog of the desktop.
    let refused = person.fails("connect_tool_program", request.clone()).await;
    assert_eq!(refused, ErrorCode::Invalid);
    picks(&person, &program).await;
    let added = person.does("connect_tool_program", request).await;
    assert_eq!(
        (&added["name"], &added["word"]),
        (&json!("Notes"), &json!("notes"))
    );
    assert_eq!(added["program"]["folder"], json!(program));
    let names: Vec<_> = added["tools"].as_array().unwrap().iter().collect();
    assert_eq!(names.len(), 2, "{added}");
    assert_eq!(names[0]["title"], "Read the note");
    let only = json!({"server": added["id"], "tools": ["read_note"]});
    person.does("choose_server_tools", only).await;

    // The engine on this computer calls it without asking.
    let sent = person
        .does("send", asking(STARTER, &added["id"], false))
        .await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let answer = turn_in(&conversation, &sent);
    assert!(html(answer).contains("The fern is thirsty."), "{answer}");
    let events = person.does("raw_events", sent["turn"].clone()).await;
    assert!(
        events.as_str().unwrap().contains("Water the fern."),
        "{events}"
    );

    // Gemini cannot: Errand starts the program here, after the person approved.
    let view = json!({"conversation": null, "who": FLASH});
    let view = person.does("tools", view).await;
    assert_eq!(view["bound"][0]["server"], added["id"]);
    let sent = person
        .does("send", asking(FLASH, &added["id"], false))
        .await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let action = &asked["actions"][0];
    assert_eq!(action["deed"]["says"], "Use “Read the note” of Notes.");
    let approval = json!({"reply": "approved", "always": false});
    let answers = json!([{"call": action["call"], "reply": approval}]);
    let answers = json!({"turn": sent["turn"], "answers": answers});
    let follow = person.does("answer_action", answers).await;
    person.sees(&follow, "done").await;
    let conversation = person.looks_at(&follow).await;
    let answer = turn_in(&conversation, &follow);
    assert!(html(answer).contains("The fern wants water."), "{answer}");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_serve_is_told_of_with_its_last_words_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let broken = json!({"command": "python3", "arguments": ["-c", "raise SystemExit('no such database')"], "folder": null});
    let request = json!({"id": null, "name": "", "program": broken});
    let error = person.app.call("connect_tool_program", request).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::Server);
    assert!(
        error.message.to_string().contains("no such database"),
        "{error:?}"
    );
    let outside = json!({"command": folder.path().join("notes"), "arguments": [], "folder": null});
    let request = json!({"id": null, "name": "", "program": outside});
    let refused = person.fails("connect_tool_program", request).await;
    assert_eq!(refused, ErrorCode::Invalid);
    let kept = person.does("tool_servers", Value::Null).await;
    assert_eq!(kept, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chosen_file_becomes_a_program_with_the_folder_that_it_lies_in() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let (program, _) = notes(folder.path());
    let file = program.join("notes.py");
    person.desktop.chosen.lock().unwrap().push(file.clone());
    let mut chosen = person.does("choose_tool_program", Value::Null).await;
    assert_eq!(
        chosen,
        json!({"command": "python3", "arguments": [file], "folder": program})
    );
    chosen["arguments"] = json!([file, program.join("note.txt")]);
    let request = json!({"id": null, "name": "", "program": chosen});
    let added = person.does("connect_tool_program", request).await;
    assert_eq!(added["tools"][0]["name"], "read_note");
    person.does("remove_tool_server", added["id"].clone()).await;
    let kept = person.does("tool_servers", Value::Null).await;
    assert_eq!(kept, json!([]));
}
