//! Conversations and everything out as files, and in again; backups; what happened in a turn.

use std::path::Path;

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, turn_in, until};
use crate::talking::{FLASH, script};

async fn exported(person: &Person, sent: &Value, form: &str, folder: &Path) -> String {
    person
        .desktop
        .chosen
        .lock()
        .unwrap()
        .push(folder.to_owned());
    let request = json!({"conversation": sent["conversation"], "form": form});
    let path = person.does("export_conversation", request).await;
    std::fs::read_to_string(path.as_str().unwrap()).unwrap()
}

/// Waits until the work that goes on has ended.
async fn ended(person: &Person) -> Value {
    until("the work has ended", async || {
        let keeping = person.does("keeping", Value::Null).await;
        (!keeping["end"].is_null()).then(|| keeping["end"].clone())
    })
    .await
}

async fn exports_everything(person: &Person, folder: &Path) -> Value {
    person
        .desktop
        .chosen
        .lock()
        .unwrap()
        .push(folder.to_owned());
    assert_eq!(person.does("export_everything", Value::Null).await, true);
    ended(person).await
}

async fn imports(person: &Person, file: &Path) -> Value {
    person.desktop.chosen.lock().unwrap().push(file.to_owned());
    let request = json!({"with_settings": false});
    assert_eq!(person.does("import_files", request).await, true);
    ended(person).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_is_exported_as_text_as_a_page_and_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person
        .sends(FLASH, "What is basalt? <script>alert(1)</script>")
        .await;
    person.sees(&sent, "done").await;
    let more = person.follows_up(&sent, FLASH, "shorter").await;
    person.sees(&more, "done").await;
    let refused = person.follows_up(&more, FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;

    let text = exported(&person, &sent, "markdown", folder.path()).await;
    assert!(text.contains("> What is basalt? <script>"), "{text}");
    assert!(
        text.contains("**Basalt** is a dark volcanic rock."),
        "as it came: {text}"
    );
    assert!(text.contains("Thought: Rocks."), "{text}");
    assert!(text.contains("## 3. Question"), "{text}");
    assert!(text.contains("withheld"), "why it failed: {text}");

    let page = exported(&person, &sent, "page", folder.path()).await;
    assert!(page.contains("default-src 'none'; img-src data:"), "{page}");
    assert!(page.contains("<strong>Basalt</strong>"), "{page}");
    assert!(
        !page.contains("<script"),
        "what the person wrote is text: {page}"
    );
    assert!(page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("@media print"));

    let text = exported(&person, &sent, "json", folder.path()).await;
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
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let end = exports_everything(&person, folder.path()).await;
    assert_eq!(
        (&end["ended"], &end["conversations"]),
        (&json!("written"), &json!(1))
    );
    let archive = Path::new(end["path"].as_str().unwrap()).to_owned();

    let other = tempfile::tempdir().unwrap();
    let heir = Person::start(other.path()).await;
    let end = imports(&heir, &archive).await;
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

    // It goes on by what is recorded, not by what the server has.
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

    let again = imports(&heir, &archive).await;
    assert_eq!((&again["turns"], &again["known"]), (&json!(0), &json!(1)));
    // What is no archive is said, and changes nothing.
    let wrong = other.path().join("wrong.zip");
    std::fs::write(&wrong, "no archive").unwrap();
    let end = imports(&heir, &wrong).await;
    assert_eq!(end["ended"], "failed");
    assert_eq!(end["error"]["code"], "file");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_of_another_program_is_imported_and_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../archive/tests/fixtures");
    let end = imports(&person, &fixtures.join("claude.json")).await;
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

    // What was said elsewhere does not go to a server without a question.
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
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let backups = folder.path().join("backups");
    std::fs::create_dir(&backups).unwrap();
    std::fs::write(
        backups.join("errand-backup-2020-01-01.zip"),
        "of somebody else",
    )
    .unwrap();

    // No folder was picked, so it stays off.
    person.does("set_backup", json!(true)).await;
    let keeping = person.does("keeping", Value::Null).await;
    assert_eq!(keeping["backup"]["on"], false);
    person.desktop.chosen.lock().unwrap().push(backups.clone());
    person.does("set_backup", json!(true)).await;
    let keeping = person.does("keeping", Value::Null).await;
    assert_eq!(keeping["backup"]["on"], true);
    // The first is made at once.
    let end = ended(&person).await;
    assert_eq!(end["ended"], "written", "{end}");
    for _ in 0..3 {
        assert_eq!(person.does("back_up_now", Value::Null).await, true);
        assert_eq!(ended(&person).await["ended"], "written");
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

    // A backup is worth what it restores.
    let newest = backups.join(names().last().unwrap());
    let other = tempfile::tempdir().unwrap();
    let heir = Person::start(other.path()).await;
    assert_eq!(imports(&heir, &newest).await["turns"], 1);
    assert!(html(turn_in(&heir.looks_at(&sent).await, &sent)).contains("Basalt"));

    std::fs::remove_dir_all(&backups).unwrap();
    assert_eq!(person.does("back_up_now", Value::Null).await, true);
    let end = ended(&person).await;
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
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let record = async |kinds: Value, text: &str, after: i64| {
        let request = json!({"turn": sent["turn"], "after": after, "kinds": kinds, "text": text});
        person.does("turn_record", request).await
    };
    let all = record(json!([]), "", 0).await;
    let events = all["events"].as_array().unwrap();
    assert_eq!(all["count"], events.len());
    assert_eq!(events[0]["name"], "interaction.created");
    assert!(all["next"].is_null());
    let thoughts = record(json!(["thought"]), "", 0).await;
    let thoughts = thoughts["events"].as_array().unwrap();
    assert!(
        thoughts.iter().any(|event| event["words"] == "Rocks."),
        "{thoughts:?}"
    );
    let found = record(json!([]), "COOLS", 0).await;
    assert_eq!(found["events"].as_array().unwrap().len(), 1, "{found}");
    let number = found["events"][0]["number"].as_i64().unwrap();
    let json = person
        .does("event_json", json!({"turn": sent["turn"], "event": number}))
        .await;
    assert!(json.as_str().unwrap().contains("It cools"));

    let at = async |event: i64| {
        person
            .does("turn_at", json!({"turn": sent["turn"], "event": event}))
            .await
    };
    let (before, then) = (at(number - 1).await, at(number).await);
    assert!(!html(&before).contains("It cools"), "{before}");
    assert!(html(&then).contains("It cools"), "{then}");
    assert_eq!(then["standing"], "running");
    assert!(
        then["tokens"].is_null(),
        "what it used was not known then: {then}"
    );
    // Back again, and to the end.
    assert_eq!(html(&at(number - 1).await), html(&before));
    assert!(at(0).await["parts"].as_array().unwrap().is_empty());
    let end = at(all["last"].as_i64().unwrap()).await;
    let seen = person.looks_at(&sent).await;
    assert_eq!(html(&end), html(turn_in(&seen, &sent)));
    assert_eq!(end["standing"], "done");

    // In any state: also of what failed.
    let refused = person.sends(FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;
    let request = json!({"turn": refused["turn"], "after": 0, "kinds": [], "text": ""});
    let record = person.does("turn_record", request).await;
    assert!(record["count"].as_u64().unwrap() > 0, "{record}");
}
