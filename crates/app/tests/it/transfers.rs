//! Exports and imports of everything, and imports of the exports of other programs.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::engine::Google;
use crate::person::{Person, html, turn_in, until};
use crate::talking::{FLASH, script};

/// A person with an answered question.
pub(crate) struct AnsweredQuestion {
    pub(crate) folder: TempDir,
    google: Google,
    pub(crate) person: Person,
    pub(crate) sent: Value,
}

impl AnsweredQuestion {
    pub(crate) async fn what_basalt_is(question: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let google = Google::start(folder.path(), &script());
        let person = Person::start(folder.path()).await;
        person.connects(&google).await;
        let sent = person.sends(FLASH, question).await;
        person.sees(&sent, "done").await;
        Self {
            folder,
            google,
            person,
            sent,
        }
    }

    pub(crate) async fn exported(&self, form: &str) -> String {
        self.person.chooses(self.folder.path());
        let request = json!({"conversation": self.sent["conversation"], "form": form});
        let path = self.person.does("export_conversation", request).await;
        std::fs::read_to_string(path.as_str().unwrap()).unwrap()
    }
}

/// Makes a person with an empty data folder.
pub(crate) async fn heir() -> (TempDir, Person) {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    (folder, person)
}

impl Person {
    /// Sets what the person picks in the next dialog.
    pub(crate) fn chooses(&self, path: &Path) {
        self.desktop.chosen.lock().unwrap().push(path.to_owned());
    }

    /// Waits until the work in progress has ended.
    pub(crate) async fn ended(&self) -> Value {
        until("the work has ended", async || {
            let transfer = self.does("transfer_state", Value::Null).await;
            (!transfer["end"].is_null()).then(|| transfer["end"].clone())
        })
        .await
    }

    /// Exports everything; returns the path and the final state.
    pub(crate) async fn exports_everything(&self, folder: &Path) -> (PathBuf, Value) {
        self.chooses(folder);
        assert_eq!(self.does("export_everything", Value::Null).await, true);
        let end = self.ended().await;
        assert_eq!(end["ended"], "written", "{end}");
        (end["path"].as_str().unwrap().into(), end)
    }

    pub(crate) async fn imports(&self, file: &Path) -> Value {
        self.takes_in(file, false).await
    }

    async fn takes_in(&self, file: &Path, with_settings: bool) -> Value {
        self.chooses(file);
        let request = json!({"with_settings": with_settings});
        assert_eq!(self.does("import_files", request).await, true);
        self.ended().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_to_another_computer_and_on_from_there() {
    let AnsweredQuestion {
        folder,
        google,
        person,
        sent,
    } = AnsweredQuestion::what_basalt_is("What is basalt?").await;
    let (archive, end) = person.exports_everything(folder.path()).await;
    assert_eq!(end["conversations"], 1);

    let (other, heir) = heir().await;
    let end = heir.imports(&archive).await;
    assert_eq!(end["ended"], "imported");
    assert_eq!(end["from"], json!(["Errand"]));
    assert_eq!(
        (&end["conversations"], &end["turns"]),
        (&json!(1), &json!(1))
    );
    heir.patch(|patch| matches!(patch, Patch::Imported).then_some(()))
        .await;
    let seen = heir.looks_at(&sent).await;
    let shown = turn_in(&seen, &sent);
    assert!(html(shown).contains("<strong>Basalt</strong>"));
    assert_eq!(shown["standing"], "done");
    let hits = heir.searches("volcanic").await;
    assert_eq!(hits[0]["conversation"], sent["conversation"]);

    // The conversation continues from the ledger, not from the server's state.
    heir.connects(&google).await;
    let mut request = crate::person::turn(FLASH, "Now shorter");
    request["conversation"] = sent["conversation"].clone();
    request["parent"] = sent["turn"].clone();
    request["leaving"] = json!(google.base_url);
    let more = heir.does("send", request).await;
    heir.sees(&more, "done").await;
    let seen = heir.looks_at(&more).await;
    let shown = turn_in(&seen, &more);
    assert_eq!(shown["carried"]["why"], "other_place");
    assert_eq!(shown["carried"]["turns"], 1);

    let again = heir.imports(&archive).await;
    assert_eq!((&again["turns"], &again["known"]), (&json!(0), &json!(1)));
    // A file that is no archive is an error, and changes nothing.
    let wrong = other.path().join("wrong.zip");
    std::fs::write(&wrong, "no archive").unwrap();
    let end = heir.imports(&wrong).await;
    assert_eq!(end["ended"], "failed");
    assert_eq!(end["error"]["code"], "file");
}

/// Returns the entries of an archive by name; of the manifest everything but the date.
fn entries(archive: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(archive).unwrap()).unwrap();
    let mut entries = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == "manifest.json" {
            let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
            manifest["made_at"] = Value::Null;
            bytes = manifest.to_string().into_bytes();
        }
        entries.insert(name, bytes);
    }
    entries
}

/// Writes servers as an earlier Errand stored them into a person's data folder; returns the id of the tool server.
fn kept_before(folder: &Path) -> String {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).unwrap();
    let ledger = ledger::Ledger::open(data.join("ledger.db")).unwrap();
    let base_url = "https://vendor.example/v1";
    let (orders, program) = (
        uuid::Uuid::new_v4().to_string(),
        uuid::Uuid::new_v4().to_string(),
    );
    for (key, kept) in [
        (
            "providers",
            json!({
                "servers": [{
                    "id": "vendor", "name": "Vendor", "preset": null, "dialect": "openai", "base_url": base_url,
                    "has_key": true, "models": [{"id": "big"}], "chosen": null, "answered_at": 7,
                }],
                "ids": {"vendor": base_url},
            }),
        ),
        (
            "tool_servers",
            json!([
                {"id": orders, "name": "Orders", "word": "orders", "address": "https://orders.example/mcp",
                 "headers": ["authorization"], "tools": [{"name": "find_order", "is_allowed": true}]},
                {"id": program, "name": "Notes", "word": "notes",
                 "program": {"command": "node", "arguments": ["notes.js", "--token=t0p-secret"]}},
            ]),
        ),
        (
            "search_server",
            json!({"address": "https://search.example", "answered_at": 7}),
        ),
        (
            "file_stores",
            json!([{"id": uuid::Uuid::new_v4().to_string(), "name": "fileSearchStores/rocks", "title": "Rocks",
                    "base_url": "https://store.example", "files": [{"name": "a.pdf", "size": 3}]}]),
        ),
    ] {
        ledger.set_setting(key, &kept).unwrap();
    }
    std::fs::write(
        data.join("prices.toml"),
        "# Mine.\n[searches]\nper_thousand = 7.00\nfree_in_a_month = 10\n",
    )
    .unwrap();
    orders
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_through_an_empty_data_folder_and_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let orders = kept_before(folder.path());
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let rocks = json!({"id": null, "name": "Rocks"});
    let rocks = person.does("save_folder", rocks).await;
    for change in [
        json!({"what": "folder", "id": rocks["id"]}),
        json!({"what": "pinned", "is": true}),
    ] {
        let request = json!({"conversations": [sent["conversation"]], "change": change});
        person.does("change_conversations", request).await;
    }
    let tools =
        json!({"search": true, "servers": [{"server": orders, "asks": false}], "folder": null});
    let request = json!({"conversation": sent["conversation"], "tools": tools});
    person.does("set_tools", request).await;
    let (first, _) = person.exports_everything(folder.path()).await;
    let first = (entries(&first), first);
    let all: String = first
        .0
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes))
        .collect();
    for secret in ["t0p-secret", crate::engine::KEY, "\"asks\":false"] {
        assert!(!all.contains(secret), "{secret} is in the archive");
    }

    let (other, heir) = heir().await;
    let end = heir.takes_in(&first.1, true).await;
    assert_eq!(end["ended"], "imported", "{end}");
    heir.patch(|patch| match patch {
        Patch::Folders { folders } => folders.iter().any(|it| it.name == "Rocks").then_some(()),
        _ => None,
    })
    .await;
    let servers = heir.does("tool_servers", Value::Null).await;
    assert_eq!(servers.as_array().unwrap().len(), 1, "{servers}");
    assert_eq!(servers[0]["name"], "Orders");
    let search = heir.does("search_server", Value::Null).await;
    assert_eq!(search["host"], "search.example");
    let prices = std::fs::read_to_string(other.path().join("data/prices.toml")).unwrap();
    assert!(prices.starts_with("# Mine."), "{prices}");

    let (second, _) = heir.exports_everything(other.path()).await;
    for (name, bytes) in &first.0 {
        // The first record was written by hand, so these entries differ.
        if name == "settings.json" || name == "manifest.json" {
            continue;
        }
        let same = entries(&second).get(name) == Some(bytes);
        assert!(same, "{name} is another one");
    }
    let (last, third) = self::heir().await;
    third.takes_in(&second, true).await;
    // Existing content stays unchanged, however often it is imported.
    third.takes_in(&second, true).await;
    let (third, _) = third.exports_everything(last.path()).await;
    let (second, third) = (entries(&second), entries(&third));
    assert_eq!(
        second.keys().collect::<Vec<_>>(),
        third.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &second {
        assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&third[name]),
            "{name}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_of_another_program_is_imported_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../archive/tests/fixtures");
    let end = person.imports(&fixtures.join("claude.json")).await;
    assert_eq!(
        (&end["conversations"], &end["turns"]),
        (&json!(2), &json!(4))
    );
    assert_eq!(end["left_out"], json!([["tool", 2], ["file", 1]]));
    let list = person
        .does(
            "list_conversations",
            json!({"list": {"of": "chat"}, "after": null}),
        )
        .await;
    let line = &list["conversations"][0];
    assert_eq!(line["title"], "Names for a boat");
    assert_eq!(line["imported_from"], "Claude");
    assert_eq!(line["line"], "Auk.");

    // Turns from elsewhere do not go to a server without a question.
    let before = json!({"conversation": line["id"], "turn": line["turn"]});
    let leaving = person
        .does(
            "leaving",
            json!({"conversation": line["id"], "parent": line["turn"], "who": FLASH}),
        )
        .await;
    assert_eq!(
        (&leaving["turns"], &leaving["files"]),
        (&json!(2), &json!(1))
    );
    let mut request = crate::person::turn(FLASH, "Which is shorter?");
    request["conversation"] = before["conversation"].clone();
    request["parent"] = before["turn"].clone();
    assert_eq!(
        person.fails("send", request.clone()).await,
        ErrorCode::Leaving
    );
    request["leaving"] = leaving["place"].clone();
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let seen = person.looks_at(&sent).await;
    assert_eq!(turn_in(&seen, &sent)["carried"]["turns"], 2);
}
