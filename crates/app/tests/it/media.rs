//! Pictures in answers are stored once, as a file; the ledger names the file, and readers get the bytes from there.

use std::path::{Path, PathBuf};

use app::bridge::ErrorCode;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::jobs::client;
use crate::person::{Person, turn, turn_in, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";

/// A picture whose bytes occur in no other file.
fn picture() -> Vec<u8> {
    let mut chance = fastrand::Rng::with_seed(7);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(std::iter::repeat_with(|| chance.u8(..)).take(1_500_000));
    bytes
}

fn base64() -> String {
    BASE64_STANDARD.encode(picture())
}

fn script() -> Value {
    json!({
        "models": ["gemini-3.8-flash"],
        "turns": [
            {"match": "draw", "say": ["Here it is.", {"image": base64(), "mime_type": "image/png"}]},
            {"say": ["It is dark."]},
        ],
    })
}

/// Returns the ledger's files that contain a piece of the picture's base64 longer than the remains that a SQLite page
/// may keep of a moved row.
fn records_with_base64(folder: &Path) -> Vec<PathBuf> {
    let base64 = base64();
    let middles: Vec<_> = (1..10).map(|at| at * base64.len() / 10).collect();
    let entries = std::fs::read_dir(folder.join("data")).unwrap().flatten();
    let records = entries
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().contains("ledger.db"));
    records
        .filter(|path| {
            let bytes = std::fs::read(path).unwrap_or_default();
            let has = |at: &usize| {
                memchr::memmem::find(&bytes, &base64.as_bytes()[*at..at + 1_000]).is_some()
            };
            middles.iter().any(has)
        })
        .collect()
}

/// Waits until the ledger has only the picture's name, and its free space is given back.
async fn is_named(folder: &Path) {
    until("the record has the picture's name only", async || {
        records_with_base64(folder).is_empty().then_some(())
    })
    .await;
    until("the record is small again", async || {
        let record = std::fs::metadata(folder.join("data/ledger.db")).unwrap();
        (record.len() < 1 << 20).then_some(())
    })
    .await;
}

async fn draws(folder: &Path, google: &Google) -> (Person, Value) {
    let person = Person::start(folder).await;
    person.connects(google).await;
    let sent = person.sends(FLASH, "Draw basalt").await;
    person.sees(&sent, "done").await;
    (person, sent)
}

/// Returns the id of the picture's file in the answer.
async fn shown(person: &Person, sent: &Value) -> String {
    let conversation = person.looks_at(sent).await;
    let parts = turn_in(&conversation, sent)["parts"].clone();
    let parts = parts.as_array().unwrap();
    let media: Vec<_> = parts.iter().filter(|it| it["type"] == "media").collect();
    let [part] = media.as_slice() else {
        panic!("not one picture: {parts:?}");
    };
    part["artifact"].as_str().unwrap().to_owned()
}

/// Returns the path of the picture's file in the store.
async fn file_of(person: &Person, sent: &Value) -> PathBuf {
    let id = shown(person, sent).await;
    let preview = person.does("preview_file", json!(id)).await;
    assert_eq!(
        preview,
        json!({"type": "image"}),
        "no byte crosses to the page"
    );
    let medium = person.app.medium(&id).await.unwrap();
    assert_eq!(medium.mime, "image/png");
    assert!(std::fs::read(&medium.path).unwrap() == picture());
    medium.path
}

/// Sends a follow-up to a server that does not have the conversation; returns the request.
async fn goes_on_elsewhere(person: &Person, sent: &Value, other: &Google) -> (Value, String) {
    person.connects(other).await;
    let mut request = turn(FLASH, "What colour is it?");
    request["conversation"] = sent["conversation"].clone();
    request["parent"] = sent["turn"].clone();
    request["leaving"] = json!(other.base_url);
    let second = person.does("send", request).await;
    person.sees(&second, "done").await;
    let conversation = person.looks_at(sent).await;
    let second = turn_in(&conversation, &second).clone();
    let id = second["interaction_id"].as_str().unwrap().into();
    let told = client(other).get_with_input(&id).await.unwrap();
    (second, serde_json::to_string(&told).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_kept_once_and_goes_along_and_goes_away_with_its_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("one"), &script());
    let other = Google::start(&folder.path().join("other"), &script());
    let (person, sent) = draws(folder.path(), &google).await;
    is_named(folder.path()).await;
    let path = file_of(&person, &sent).await;
    let mark = format!("\"sha256:{}\"", path.file_name().unwrap().display());
    let raw = person.does("raw_events", sent["turn"].clone()).await;
    assert!(raw.as_str().unwrap().contains(&mark));

    let person = person.restart().await;
    assert_eq!(file_of(&person, &sent).await, path);
    let found = person.searches("basalt").await;
    assert_eq!(found[0]["conversation"], sent["conversation"]);
    let (second, told) = goes_on_elsewhere(&person, &sent, &other).await;
    assert_eq!(second["carried"]["files_left_out"], json!([]));
    assert!(
        told.contains(&base64()),
        "the other server sees the picture"
    );
    assert!(!told.contains("sha256:"));

    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    until("the file is gone", async || (!path.exists()).then_some(())).await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_whose_file_was_deleted_by_hand_is_said_to_be_gone() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("one"), &script());
    let other = Google::start(&folder.path().join("other"), &script());
    let (person, sent) = draws(folder.path(), &google).await;
    is_named(folder.path()).await;
    std::fs::remove_file(file_of(&person, &sent).await).unwrap();

    let person = person.restart().await;
    let id = json!(shown(&person, &sent).await);
    assert_eq!(
        person.fails("preview_file", id.clone()).await,
        ErrorCode::File
    );
    assert_eq!(person.app.medium(id.as_str().unwrap()).await, None);
    let (second, told) = goes_on_elsewhere(&person, &sent, &other).await;
    let left_out = second["carried"]["files_left_out"].as_array().unwrap();
    assert_eq!(left_out.len(), 1);
    assert!(!told.contains("sha256:"), "{told}");
    assert_eq!(
        person.fails("fetch_file", id.clone()).await,
        ErrorCode::File
    );
    assert_eq!(json!(shown(&person, &sent).await), id, "it keeps its place");
}

/// Makes the ledger look as an older Errand wrote it, with media inside.
fn as_it_was_before(folder: &Path, sha256: &str) {
    let record = rusqlite::Connection::open(folder.join("data/ledger.db")).unwrap();
    for (table, column) in [("events", "raw"), ("steps", "json")] {
        let sql = format!("UPDATE {table} SET {column} = replace({column}, ?1, ?2)");
        let changed = record.execute(&sql, (format!("sha256:{sha256}"), base64()));
        assert!(changed.unwrap() > 0);
    }
    let again = "INSERT INTO unnamed_media (run_id) SELECT id FROM interactions";
    record.execute(again, []).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_of_an_older_record_are_named_however_often_that_is_interrupted() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("one"), &script());
    let (person, sent) = draws(folder.path(), &google).await;
    is_named(folder.path()).await;
    let path = file_of(&person, &sent).await;
    person.app.shutdown().await;
    drop(person);
    let sha256 = path.file_name().unwrap().to_str().unwrap();
    as_it_was_before(folder.path(), sha256);
    // Its only copy is the one in the ledger.
    std::fs::remove_file(&path).unwrap();
    assert!(!records_with_base64(folder.path()).is_empty());

    for pause in [0, 1_900, 2_000, 2_100] {
        let person = Person::start(folder.path()).await;
        tokio::time::sleep(std::time::Duration::from_millis(pause)).await;
        person.app.shutdown().await;
    }
    let person = Person::start(folder.path()).await;
    is_named(folder.path()).await;
    assert_eq!(file_of(&person, &sent).await, path);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_names_a_file_gets_none() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("one"), &script());
    let (person, sent) = draws(folder.path(), &google).await;
    is_named(folder.path()).await;
    let path = file_of(&person, &sent).await;
    let mark = format!("sha256:{}", path.file_name().unwrap().display());
    let thief = json!({"turns": [{"say": [{"image": mark, "mime_type": "image/png"}]}]});
    let thief = Google::start(&folder.path().join("thief"), &thief);
    person.connects(&thief).await;
    let sent = person.sends(FLASH, "Now you").await;
    until("the turn is over", async || {
        let line = person.line(&sent).await;
        (line["standing"] != "running").then_some(())
    })
    .await;
    let id = shown(&person, &sent).await;
    assert_eq!(
        person.fails("preview_file", json!(id)).await,
        ErrorCode::File
    );
    assert_eq!(person.app.medium(&id).await, None);
}
