//! Imported content may come from others: none of it is sent anywhere without a question.

use std::path::{Path, PathBuf};

use app::bridge::{ErrorCode, Patch};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, turn, turn_in, until};
use crate::talking::{FLASH, script};

/// Waits until the work in progress has ended.
async fn ended(person: &Person) -> Value {
    until("the work has ended", async || {
        let transfer = person.does("transfer_state", Value::Null).await;
        (!transfer["end"].is_null()).then(|| transfer["end"].clone())
    })
    .await
}

async fn archive_of(person: &Person, folder: &Path) -> PathBuf {
    let chosen = &person.desktop.chosen;
    chosen.lock().unwrap().push(folder.to_owned());
    assert_eq!(person.does("export_everything", Value::Null).await, true);
    let end = ended(person).await;
    PathBuf::from(end["path"].as_str().unwrap())
}

/// Makes another person who imported everything of this one.
async fn heir_of(person: &Person, folder: &Path, own: &Path) -> Person {
    let archive = archive_of(person, folder).await;
    let heir = Person::start(own).await;
    imports(&heir, archive).await;
    heir
}

async fn imports(person: &Person, archive: PathBuf) {
    person.desktop.chosen.lock().unwrap().push(archive);
    let request = json!({"with_settings": false});
    assert_eq!(person.does("import_files", request).await, true);
    assert_eq!(ended(person).await["ended"], "imported");
}

#[tokio::test(flavor = "multi_thread")]
async fn going_on_with_an_imported_conversation_says_first_what_leaves() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let refused = person.sends(FLASH, "forbidden").await;
    person.sees(&refused, "failed").await;
    let heir = heir_of(&person, folder.path(), other.path()).await;
    heir.connects(&google).await;

    let asked = json!({"conversation": sent["conversation"], "parent": sent["turn"], "who": FLASH});
    let leaving = heir.does("leaving", asked).await;
    assert_eq!(leaving["turns"], 1, "{leaving}");
    let mut request = turn(FLASH, "Now shorter");
    request["conversation"] = sent["conversation"].clone();
    request["parent"] = sent["turn"].clone();
    assert_eq!(
        heir.fails("send", request.clone()).await,
        ErrorCode::Leaving
    );
    request["leaving"] = leaving["place"].clone();
    let more = heir.does("send", request).await;
    heir.sees(&more, "done").await;

    // From here on this person has sent it there.
    let again = heir.follows_up(&more, FLASH, "And shorter").await;
    heir.sees(&again, "done").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_turn_is_sent_again_as_words_and_with_nothing_that_its_request_allowed() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let mut request = turn(FLASH, "forbidden");
    request["options"] = json!({"thinking": null, "length": null, "temperature": 50, "instructions": null, "voice": null, "shape": null, "size": null});
    let refused = person.does("send", request).await;
    person.sees(&refused, "failed").await;
    let after = person.follows_up(&refused, FLASH, "forbidden").await;
    person.sees(&after, "failed").await;
    let heir = heir_of(&person, folder.path(), other.path()).await;
    heir.connects(&google).await;

    // This person has never sent the earlier turns there.
    let failed = heir.fails("send_again", after["turn"].clone()).await;
    assert_eq!(failed, ErrorCode::Leaving);
    // The first turn has no earlier ones.
    heir.does("send_again", refused["turn"].clone()).await;
    let seen = heir.looks_at(&refused).await;
    let turns = seen["turns"].as_array().unwrap();
    let again = turns.iter().find(|it| {
        it["parent"].is_null() && it["id"] != refused["turn"] && it["prompt"] == "forbidden"
    });
    let again = again.unwrap()["id"].clone();
    let options = heir.does("options_of", again).await;
    assert_eq!(options["temperature"], Value::Null, "{options}");
    let options = heir.does("options_of", refused["turn"].clone()).await;
    assert_eq!(options["temperature"], 50, "{options}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_imported_answer_to_a_function_is_never_sent_again() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let script = json!({"turns": [
        {"match": "Result of", "say": [{"error": {"code": "internal", "message": "Not understood."}}]},
        {"match": "table", "say": [{"call": "book_table", "arguments": {"guests": 4}}]},
    ]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "A table").await;
    person.sees(&sent, "needs_you").await;
    let asked = person.does("requested_actions", sent["turn"].clone()).await;
    let call = &asked["actions"][0]["call"];
    let reply = json!({"reply": "given", "values": [], "words": "For four"});
    let answer = json!({"turn": sent["turn"], "answers": [{"call": call, "reply": reply}]});
    let follow = person.does("answer_action", answer).await;
    person.sees(&follow, "failed").await;
    let heir = heir_of(&person, folder.path(), other.path()).await;
    heir.connects(&google).await;

    let failed = heir.fails("send_again", follow["turn"].clone()).await;
    assert_eq!(failed, ErrorCode::Invalid);
    let seen = heir.looks_at(&follow).await;
    assert_eq!(seen["turns"].as_array().unwrap().len(), 2);
    assert_eq!(turn_in(&seen, &follow)["standing"], "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_that_is_gone_does_not_keep_other_files_from_being_found() {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let attach = async |name: &str, bytes: &[u8]| {
        let base64 = BASE64_STANDARD.encode(bytes);
        let request = json!({"name": name, "mime": "", "base64": base64});
        person.does("attach_bytes", request).await
    };
    let workbook = include_bytes!("../../../office/tests/files/openpyxl.xlsx");
    let gone = attach("sales.xlsx", workbook).await;
    let there = attach("notes.txt", b"zirconium").await;
    let mut request = turn(FLASH, "What is basalt?");
    request["attachments"] = json!([gone, there]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let stored = path_of(
        &folder.path().join("data"),
        gone["sha256"].as_str().unwrap(),
    );
    std::fs::remove_file(stored.unwrap()).unwrap();

    let heir = heir_of(&person, folder.path(), other.path()).await;
    until("the other one is found", async || {
        let hits = heir.searches("zirconium").await;
        (!hits.as_array().unwrap().is_empty()).then_some(())
    })
    .await;
}

/// Returns the path of the file with this name below a folder.
pub(crate) fn path_of(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).find_map(|path| {
        if path.is_dir() {
            return path_of(&path, name);
        }
        path.ends_with(name).then_some(path)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_url_of_an_archive_is_asked_at_once() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut models = script();
    models["models"] = json!(["gemini-of-the-first"]);
    let first = Google::start(&folder.path().join("first"), &models);
    models["models"] = json!(["gemini-of-the-second"]);
    let second = Google::start(&folder.path().join("second"), &models);
    let person = Person::start(folder.path()).await;
    person.connects(&first).await;
    let archive = archive_of(&person, folder.path()).await;

    let heir = Person::start(other.path()).await;
    heir.connects(&first).await;
    heir.connects(&second).await;
    let listed = async || heir.does("overview", Value::Null).await["who"].to_string();
    assert!(listed().await.contains("gemini-of-the-second"));
    heir.desktop.chosen.lock().unwrap().push(archive);
    let request = json!({"with_settings": true});
    assert_eq!(heir.does("import_files", request).await, true);
    assert_eq!(ended(&heir).await["ended"], "imported");
    until("the first one is asked", async || {
        let listed = listed().await;
        let is_first = listed.contains("gemini-of-the-first");
        (is_first && !listed.contains("gemini-of-the-second")).then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_that_come_in_are_in_the_line_and_on_the_screen_of_a_conversation_that_was_here() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let heir = heir_of(&person, folder.path(), other.path()).await;
    heir.connects(&google).await;
    let mut request = turn(FLASH, "Now shorter");
    request["conversation"] = sent["conversation"].clone();
    request["parent"] = sent["turn"].clone();
    request["leaving"] = json!(google.base_url);
    let more = heir.does("send", request).await;
    heir.sees(&more, "done").await;

    let back = archive_of(&heir, other.path()).await;
    person.opens(&sent).await;
    let before = person.desktop.patches().len();
    imports(&person, back).await;
    until(
        "the line and the page are those with the new turn",
        async || {
            let told = person.desktop.patches();
            let told = || told.iter().skip(before);
            let line = told().any(|patch| {
            matches!(patch, Patch::Conversation { summary } if more["turn"] == json!(summary.turn))
        });
            let page = told().any(|patch| match patch {
                Patch::Opened { conversation } => {
                    let mut turns = conversation.page.turns.iter();
                    turns.any(|turn| more["turn"] == turn.id.as_str())
                }
                _ => false,
            });
            (line && page).then_some(())
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_of_an_archive_can_be_asked_at_once() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let person = Person::start(folder.path()).await;
    let draft = json!({
        "name": "Invoice checker", "letter": "", "colour": "amber", "about": "Checks invoices",
        "instructions": "Be exact.", "skills": [], "data": [],
        "tools": {"code": true, "search": false, "pages": false},
        "network": {"reach": "off"}, "model": null, "max_tokens": null,
    });
    person
        .does("save_agent", json!({"id": null, "draft": draft}))
        .await;
    let heir = heir_of(&person, folder.path(), other.path()).await;
    heir.patch(|patch| match patch {
        Patch::Engines { who, .. } => who
            .everyone
            .iter()
            .any(|who| who.display_name.as_deref() == Some("Invoice checker"))
            .then_some(()),
        _ => None,
    })
    .await;
}
