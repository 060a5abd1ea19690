//! Settings that this version cannot read, such as those of a newer one: Errand starts, and nothing of them is lost.

use std::path::Path;

use app::bridge::ErrorCode;
use ledger::Ledger;
use serde_json::{Value, json};

use crate::person::{Person, until};

/// Each with one field of another type, and the rest as it was.
fn unreadable() -> [(&'static str, Value); 6] {
    [
        (
            "settings",
            json!({"welcomed": true, "private_notifications": "at night", "theme": "dark"}),
        ),
        (
            "tool_servers",
            json!([{"id": "a", "name": "Orders", "answered_at": "yesterday"}]),
        ),
        (
            "file_stores",
            json!([{"id": "b", "title": "Letters", "pending": "two"}]),
        ),
        (
            "providers",
            json!({"servers": [{"id": "ollama"}], "ids": {"ollama": "http://localhost:11434/v1"}}),
        ),
        ("search_server", json!({"address": ["https://a.example"]})),
        ("backup", json!({"on": "weekly", "folder": "/backups"})),
    ]
}

fn ledger(folder: &Path) -> Ledger {
    Ledger::open(folder.join("data/ledger.db")).unwrap()
}

#[tokio::test]
async fn settings_that_cannot_be_read_are_still_there_after_others_were_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for (key, value) in unreadable() {
        ledger(folder.path()).set_setting(key, &value).unwrap();
    }

    let person = Person::start(folder.path()).await;
    let mut settings = person.does("overview", json!(null)).await["settings"].take();
    settings["theme"] = json!("light");
    person.does("set_settings", settings).await;
    person.does("set_backup", json!(false)).await;
    person.does("remove_search_server", json!(null)).await;
    // There is no such server; the list is written all the same.
    let choice = json!({"server": "a", "tools": []});
    let code = person.fails("choose_server_tools", choice).await;
    assert_eq!(code, ErrorCode::NotFound);
    let person = person.restart().await;
    let overview = person.does("overview", json!(null)).await;
    assert_eq!(overview["settings"]["theme"], "light");
    person.app.shutdown().await;
    drop(person);

    let record = folder.path().join("data/ledger.db");
    let ledger = until("the record is let go", async || Ledger::open(&record).ok()).await;
    for (key, value) in unreadable() {
        let kept = ledger.setting(&format!("unreadable:{key}")).unwrap();
        assert_eq!(kept, Some(value), "{key}");
    }
    assert_eq!(ledger.setting("tool_servers").unwrap(), Some(json!([])));
}
