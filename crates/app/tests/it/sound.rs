//! An answer that is spoken: raw sound in pieces becomes one file that can be played.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::engine::Google;
use crate::person::{Person, turn_in, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const VOICE: &str = "gemini:model:gemini-3.8-flash-tts";

/// A stream delivers samples without a header, each piece in base64 of its own.
fn script() -> Value {
    let piece = |samples: &[u8]| json!({"audio": BASE64_STANDARD.encode(samples), "mime_type": "audio/l16", "delay_ms": 20});
    json!({
        "models": ["gemini-3.8-flash", "gemini-3.8-flash-tts"],
        "turns": [
            {"match": "good morning", "say": [piece(&[1, 0]), piece(&[2, 0, 3, 0]), piece(&[4, 0])]},
            {"say": ["Good morning."]},
        ],
    })
}

/// Returns the bytes that the window plays for a turn whose only part is a sound.
async fn played(person: &Person, turn: &Value) -> Vec<u8> {
    let [part] = turn["parts"].as_array().unwrap().as_slice() else {
        panic!("not one part: {turn}");
    };
    assert_eq!(part["type"], "media");
    let preview = person.does("preview_file", part["artifact"].clone()).await;
    assert_eq!(preview["type"], "audio", "{preview}");
    let medium = person.app.medium(part["artifact"].as_str().unwrap()).await;
    let medium = medium.unwrap();
    assert_eq!(medium.mime, "audio/wav");
    let bytes = std::fs::read(&medium.path).unwrap();
    assert_eq!(bytes.len() as u64, medium.size);
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoken_answer_is_one_sound_that_plays_also_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends(VOICE, "Good morning").await;
    person.sees(&sent, "done").await;

    let conversation = person.looks_at(&sent).await;
    let sound = played(&person, turn_in(&conversation, &sent)).await;
    assert_eq!(&sound[..4], b"RIFF");
    assert!(sound.ends_with(&[1, 0, 2, 0, 3, 0, 4, 0]), "{sound:?}");
    let files = conversation["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{files:?}");
    let name = files[0]["name"].as_str().unwrap();
    assert!(name.ends_with(".wav"), "{name}");

    // Its pieces are stored by the name of that file, and are still one sound.
    let sha256 = files[0]["sha256"].as_str().unwrap().to_owned();
    until("the pieces are named", async || {
        let raw = person.does("raw_events", sent["turn"].clone()).await;
        let raw = raw.as_str().unwrap();
        (raw.matches(&format!("\"part-of-sha256:{sha256}\"")).count() >= 3).then_some(())
    })
    .await;
    let person = person.restart().await;
    let conversation = person.looks_at(&sent).await;
    let turn = turn_in(&conversation, &sent);
    assert_eq!(played(&person, turn).await, sound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_goes_on_from_before_what_was_read_out() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script());
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let asked = person.sends(FLASH, "How does one greet?").await;
    person.sees(&asked, "done").await;
    let spoken = person.follows_up(&asked, VOICE, "Good morning").await;
    person.sees(&spoken, "done").await;
    let goes_on = person.follows_up(&spoken, FLASH, "And at night?").await;
    person.sees(&goes_on, "done").await;

    let conversation = person.looks_at(&asked).await;
    let previous = async |sent: &Value| -> Value {
        let raw = person.does("raw_events", sent["turn"].clone()).await;
        let events: Value = serde_json::from_str(raw.as_str().unwrap()).unwrap();
        events[0]["interaction"]["previous_interaction_id"].clone()
    };
    let first = &turn_in(&conversation, &asked)["interaction_id"];
    assert!(first.is_string());
    assert_eq!(previous(&spoken).await, Value::Null, "it is read out alone");
    assert_eq!(previous(&goes_on).await, *first);
}
