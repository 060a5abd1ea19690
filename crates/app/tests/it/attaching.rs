//! Attachments that a person chooses, pastes or drops; and drafts.

use app::PastedContent;
use app::bridge::Patch;
use app::words::Language;
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, html, stands_in, turn, turn_in};
use crate::talking::{FLASH, script};

fn names(files: &Value) -> Vec<&str> {
    let files = files.as_array().unwrap();
    files
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect()
}

fn reasons(attaching: &Value) -> Vec<&str> {
    let refused = attaching["refused"].as_array().unwrap();
    refused
        .iter()
        .map(|error| error["message"].as_str().unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_file_of_a_selection_keeps_none_of_the_others_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let inner = folder.path().join("offers");
    std::fs::create_dir(&inner).unwrap();
    let selection = vec![
        put("first.txt", b"one"),
        put("film.mov", &vec![0; (20 << 20) + 1]),
        inner,
        folder.path().join("gone.txt"),
        put("last.txt", b"two"),
    ];
    person.desktop.chosen.lock().unwrap().clone_from(&selection);

    let attaching = person.does("choose_attachments", Value::Null).await;

    assert_eq!(names(&attaching["files"]), ["first.txt", "last.txt"]);
    assert_eq!(
        reasons(&attaching),
        [
            "film.mov is too large: at most 20 MB can be sent.",
            "offers is a folder, and only files can be attached.",
            "gone.txt could not be read: it is not there.",
        ]
    );

    *person.desktop.pasted.lock().unwrap() = Some(PastedContent::Files(selection.clone()));
    let pasted = person.does("paste_files", Value::Null).await;
    assert_eq!(pasted["attaching"], attaching);

    person.app.dropped(selection).await;
    let dropped = person
        .patch(|patch| match patch {
            Patch::Dropped { attaching } => Some(Language::english().speak(|| json!(attaching))),
            _ => None,
        })
        .await;
    assert_eq!(dropped, attaching);
    assert!(
        !dropped
            .to_string()
            .contains(&*folder.path().to_string_lossy())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_picture_is_attached_and_pasted_text_is_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let paste = async |what: PastedContent| {
        *person.desktop.pasted.lock().unwrap() = Some(what);
        person.does("paste_files", Value::Null).await
    };
    let picture = PastedContent::Picture {
        bytes: b"\x89PNG\r\n\x1a\n".to_vec(),
        mime: "image/png".to_owned(),
    };
    let pasted = paste(picture).await;
    assert_eq!(names(&pasted["attaching"]["files"]), ["picture.png"]);
    assert_eq!(pasted["attaching"]["files"][0]["mime"], "image/png");
    let pasted = paste(PastedContent::Text("https://example.org/".to_owned())).await;
    assert_eq!(pasted["text"], "https://example.org/");
    assert_eq!(names(&pasted["attaching"]["files"]), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_outlives_what_is_sent_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(FLASH, "What is basalt?").await;
    person.sees(&sent, "done").await;
    let draft =
        |key: &str, text: &str| json!({"key": key, "text": text, "attachments": [], "who": null});
    let half = draft(sent["conversation"].as_str().unwrap(), "half a message");
    let edit = draft(
        &format!("edit:{}", sent["turn"].as_str().unwrap()),
        "What is basalt? ",
    );
    for kept in [&half, &edit] {
        person.does("save_draft", kept.clone()).await;
    }

    person.does("send_again", sent["turn"].clone()).await;
    assert_eq!(person.does("draft", half["key"].clone()).await, half);
    assert_eq!(person.does("draft", edit["key"].clone()).await, edit);

    let request = json!({
        "conversation": sent["conversation"], "parent": null, "who": FLASH, "text": "What is basalt?",
        "attachments": [], "network": {"reach": "off"}, "draft": edit["key"],
    });
    person.does("send", request).await;
    assert_eq!(person.does("draft", half["key"].clone()).await, half);
    assert_eq!(person.does("draft", edit["key"].clone()).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_waits_for_the_page_to_save_what_is_unsent() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let app = person.app.clone();
    let quitting = tokio::spawn(async move { app.quit_requested().await });
    let number = person
        .patch(|patch| match patch {
            Patch::KeepDrafts { number } => Some(*number),
            _ => None,
        })
        .await;
    assert_eq!(person.desktop.quits(), 0);
    let draft = json!({"key": "new", "text": "to the last letter", "attachments": [], "who": null});
    person.does("save_draft", draft.clone()).await;
    person.does("drafts_kept", json!(number)).await;
    quitting.await.unwrap();
    assert_eq!(person.desktop.quits(), 1);
    let person = person.restart().await;
    assert_eq!(person.does("draft", json!("new")).await, draft);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_is_read_to_a_model_that_cannot_open_it() {
    let workbook = include_bytes!("../../../office/tests/files/openpyxl.xlsx");
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let told = "| Paper | 2.00 € | 50.0% | 2026-03-01 14:30 |";
    is_read_to_a_model("sales.xlsx", mime, workbook, told).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_in_columns_is_read_to_a_model_also_without_an_ending() {
    let table = include_bytes!("../../../office/tests/files/pyarrow-long.parquet");
    is_read_to_a_model("part-00000", "", table, "3000 rows\n\n| n | t |").await;
}

/// Sends a file, and checks that these words of it reach the model.
async fn is_read_to_a_model(name: &str, mime: &str, bytes: &[u8], told: &str) {
    use base64::{Engine as _, prelude::BASE64_STANDARD};
    let script = json!({"turns": [
        {"match": told, "say": ["I read it."]},
        {"say": ["I see no table."]},
    ]});
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let request = json!({
        "name": name,
        "mime": mime,
        "base64": BASE64_STANDARD.encode(bytes),
    });
    let file = person.does("attach_bytes", request).await;
    let mut request = turn(FLASH, "What is in it?");
    request["attachments"] = json!([file]);
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    let conversation = person.looks_at(&sent).await;
    let answer = html(turn_in(&conversation, &sent));
    assert!(answer.contains("I read it."), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_waits_for_the_network_is_on_the_disk_once_and_goes_out_whole() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    // Its base64 repeats the same twelve letters, so it looks alike wherever a database page begins.
    let picture = [b"\x89PNG\r\n\x1a\n ", &b"picture! ".repeat(10_000)[..]].concat();
    let base64 = "cGljdHVyZSEg".repeat(10);
    let path = folder.path().join("a.png");
    std::fs::write(&path, picture).unwrap();
    *person.desktop.chosen.lock().unwrap() = vec![path];
    let attaching = person.does("choose_attachments", Value::Null).await;
    let base_url = google.base_url.clone();
    drop(google);

    let mut request = turn(FLASH, "What is this?");
    request["attachments"] = attaching["files"].clone();
    let sent = person.does("send", request).await;
    person.sees(&sent, "running").await;
    assert!(!stands_in(&folder.path().join("data"), &base64));

    let person = person.restart().await;
    let google = Google::start_at(folder.path(), &script(), &base_url);
    person.connects(&google).await;
    person.sees(&sent, "done").await;
    assert!(stands_in(&folder.path().join("google"), &base64));
    assert!(!stands_in(&folder.path().join("data"), &base64));
}
