//! Exports and imports of conversations and of everything; backups; the record of a turn.

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
struct Answered {
    folder: TempDir,
    google: Google,
    person: Person,
    sent: Value,
}

impl Answered {
    async fn what_basalt_is(question: &str) -> Self {
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

    async fn exported(&self, form: &str) -> String {
        self.person.chooses(self.folder.path());
        let request = json!({"conversation": self.sent["conversation"], "form": form});
        let path = self.person.does("export_conversation", request).await;
        std::fs::read_to_string(path.as_str().unwrap()).unwrap()
    }
}

/// Makes a person with an empty data folder.
async fn heir() -> (TempDir, Person) {
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
            let keeping = self.does("keeping", Value::Null).await;
            (!keeping["end"].is_null()).then(|| keeping["end"].clone())
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

    /// Returns the record of a turn, filtered by kinds and text.
    async fn record(&self, sent: &Value, kinds: Value, text: &str) -> Value {
        let request = json!({"turn": sent["turn"], "after": 0, "kinds": kinds, "text": text});
        self.does("turn_record", request).await
    }

    async fn at(&self, sent: &Value, event: &Value) -> Value {
        self.does("turn_at", json!({"turn": sent["turn"], "event": event}))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_exported_as_text_as_a_page_and_as_json() {
    let asked = Answered::what_basalt_is("What is basalt? <script>alert(1)</script>").await;
    let (person, sent) = (&asked.person, &asked.sent);
    let more = person.follows_up(sent, FLASH, "shorter").await;
    person.sees(&more, "done").await;
    let refused = person.follows_up(&more, FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;

    let text = asked.exported("markdown").await;
    assert!(text.contains("> What is basalt? <script>"), "{text}");
    assert!(
        text.contains("**Basalt** is a dark volcanic rock."),
        "as it came: {text}"
    );
    assert!(text.contains("Thought: Rocks."), "{text}");
    assert!(text.contains("## 3. Question"), "{text}");
    assert!(text.contains("withheld"), "why it failed: {text}");

    let page = asked.exported("page").await;
    assert!(page.contains("default-src 'none'; img-src data:"), "{page}");
    assert!(page.contains("<strong>Basalt</strong>"), "{page}");
    assert!(
        !page.contains("<script"),
        "what the person wrote is text: {page}"
    );
    assert!(page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("@media print"));

    let text = asked.exported("json").await;
    let all: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(all["kind"], "errand-conversation");
    let turns = all["turns"].as_array().unwrap();
    assert_eq!(turns.len(), 3);
    assert_eq!(turns[0]["request"]["model"], "gemini-3.8-flash");
    assert!(turns[0]["events"].as_array().unwrap().len() > 4);
    assert_eq!(
        turns[0]["events"][0]["raw"]["event_type"],
        "interaction.created"
    );
    assert_eq!(turns[1]["parent"], turns[0]["id"]);

    // The dialog was closed.
    let request = json!({"conversation": sent["conversation"], "form": "page"});
    assert!(person.does("export_conversation", request).await.is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_to_another_computer_and_on_from_there() {
    let Answered {
        folder,
        google,
        person,
        sent,
    } = Answered::what_basalt_is("What is basalt?").await;
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

#[tokio::test(flavor = "multi_thread")]
async fn backups_are_kept_three_deep_restore_and_say_when_they_fail() {
    let Answered {
        folder,
        person,
        sent,
        ..
    } = Answered::what_basalt_is("What is basalt?").await;
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    std::fs::write(
        backups.join("errand-backup-2020-01-01.zip"),
        "of somebody else",
    )
    .unwrap();

    // No folder was picked, so backups stay off.
    person.does("set_backup", json!(true)).await;
    let keeping = person.does("keeping", Value::Null).await;
    assert_eq!(keeping["backup"]["on"], false);
    person.chooses(&backups);
    person.does("set_backup", json!(true)).await;
    let keeping = person.does("keeping", Value::Null).await;
    assert_eq!(keeping["backup"]["on"], true);
    // The first backup is made at once.
    let end = person.ended().await;
    assert_eq!(end["ended"], "written", "{end}");
    for _ in 0..3 {
        assert_eq!(person.does("back_up_now", Value::Null).await, true);
        assert_eq!(person.ended().await["ended"], "written");
    }
    let names = || {
        let entries = std::fs::read_dir(&backups).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names().len(),
        4,
        "three, and the one of somebody else: {:?}",
        names()
    );

    // Checks that the backup can be restored.
    let newest = backups.join(names().last().unwrap());
    let (_other, heir) = heir().await;
    assert_eq!(heir.imports(&newest).await["turns"], 1);
    assert!(html(turn_in(&heir.looks_at(&sent).await, &sent)).contains("Basalt"));

    std::fs::remove_dir_all(&backups).unwrap();
    assert_eq!(person.does("back_up_now", Value::Null).await, true);
    let end = person.ended().await;
    assert_eq!(end["ended"], "failed", "{end}");
    person
        .patch(|patch| match patch {
            Patch::Notice { error }
                if error.message.to_string().contains("backup was not made") =>
            {
                Some(())
            }
            _ => None,
        })
        .await;
    let keeping = person.does("keeping", Value::Null).await;
    assert!(
        keeping["backup"]["problem"]["message"]
            .as_str()
            .unwrap()
            .contains("is not there")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_told_event_by_event_and_gone_through() {
    let Answered {
        folder,
        person,
        sent,
        ..
    } = Answered::what_basalt_is("What is basalt?").await;
    let all = person.record(&sent, json!([]), "").await;
    let events = all["events"].as_array().unwrap();
    assert_eq!(all["count"], events.len());
    assert_eq!(events[0]["name"], "interaction.created");
    assert!(all["next"].is_null());
    let thoughts = person.record(&sent, json!(["thought"]), "").await;
    let thoughts = thoughts["events"].as_array().unwrap();
    assert!(
        thoughts.iter().any(|event| event["words"] == "Rocks."),
        "{thoughts:?}"
    );
    let found = person.record(&sent, json!([]), "COOLS").await;
    assert_eq!(found["events"].as_array().unwrap().len(), 1, "{found}");
    let number = found["events"][0]["number"].as_i64().unwrap();
    let json = person
        .does("event_json", json!({"turn": sent["turn"], "event": number}))
        .await;
    assert!(json.as_str().unwrap().contains("It cools"));

    let before = person.at(&sent, &json!(number - 1)).await;
    let then = person.at(&sent, &json!(number)).await;
    assert!(!html(&before).contains("It cools"), "{before}");
    assert!(html(&then).contains("It cools"), "{then}");
    assert_eq!(then["standing"], "running");
    assert!(
        then["tokens"].is_null(),
        "what it used was not known then: {then}"
    );
    // Backwards, and then to the end.
    let back = person.at(&sent, &json!(number - 1)).await;
    assert_eq!(html(&back), html(&before));
    let nothing = person.at(&sent, &json!(0)).await;
    assert!(nothing["parts"].as_array().unwrap().is_empty());
    let end = person.at(&sent, &all["last"]).await;
    let seen = person.looks_at(&sent).await;
    assert_eq!(html(&end), html(turn_in(&seen, &sent)));
    assert_eq!(end["standing"], "done");

    // The record is complete after an import, too.
    let (archive, _) = person.exports_everything(folder.path()).await;
    let (_other, heir) = heir().await;
    heir.imports(&archive).await;
    assert_eq!(heir.record(&sent, json!([]), "").await, all);
    assert_eq!(html(&heir.at(&sent, &json!(number)).await), html(&then));
    let last = heir.at(&sent, &all["last"]).await;
    assert_eq!(html(&last), html(&end));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_told_of_what_failed_was_stopped_and_still_runs() {
    let asked = Answered::what_basalt_is("What is basalt?").await;
    let person = &asked.person;
    let refused = person.sends(FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;
    let record = person.record(&refused, json!(["error"]), "").await;
    assert_eq!(
        record["events"].as_array().unwrap().len(),
        1,
        "why it failed is an event: {record}"
    );
    let end = person.at(&refused, &record["last"]).await;
    assert_eq!(end["standing"], "failed", "{end}");

    let sent = person.sends(FLASH, "Count slowly").await;
    let running = until("the first word is recorded", async || {
        let record = person.record(&sent, json!(["answer"]), "One").await;
        let is_there = !record["events"].as_array().unwrap().is_empty();
        is_there.then_some(record)
    })
    .await;
    let word = &running["events"][0]["number"];
    let then = person.at(&sent, word).await;
    assert!(html(&then).contains("One"), "{then}");
    assert_eq!(then["standing"], "running");

    person.does("stop", sent["turn"].clone()).await;
    person.sees(&sent, "stopped").await;
    let stopped = person.record(&sent, json!([]), "").await;
    assert!(stopped["count"].as_i64() >= running["count"].as_i64());
    let end = person.at(&sent, &stopped["last"]).await;
    assert!(html(&end).contains("One"), "what came is kept: {end}");
    assert_eq!(end["standing"], "stopped", "{end}");
}
