//! Connecting a key: it is checked at the server, and each outcome has an error code.

use std::path::Path;

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, key};

async fn outcome(script: Value, typed: &str) -> ErrorCode {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    let code = person
        .fails("connect_gemini", key(typed, &google.base_url))
        .await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(
        overview["key"], "none",
        "a key that does not work is not kept"
    );
    code
}

fn answers(status: u16, error: Value) -> Value {
    json!({"faults": [{"on": "models", "answer": {"status": status, "body": {"error": error}}}]})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_named() {
    assert_eq!(outcome(json!({}), "AIza-wrong").await, ErrorCode::WrongKey);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_without_permission_is_named() {
    let denied =
        json!({"code": 403, "status": "PERMISSION_DENIED", "message": "The API is not enabled."});
    assert_eq!(
        outcome(answers(403, denied), KEY).await,
        ErrorCode::NoPermission
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_without_the_service_is_named() {
    let region = json!({
        "code": 400,
        "status": "FAILED_PRECONDITION",
        "message": "User location is not supported for the API use.",
    });
    assert_eq!(outcome(answers(400, region), KEY).await, ErrorCode::Region);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_requests_are_named() {
    let busy = json!({"code": "too_many_requests", "message": "Slow down."});
    assert_eq!(
        outcome(answers(429, busy), KEY).await,
        ErrorCode::RateLimited
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_network_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    // Nothing listens on the discard port.
    let code = person
        .fails("connect_gemini", key(KEY, "http://127.0.0.1:9"))
        .await;
    assert_eq!(code, ErrorCode::Offline);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_does_not_leave_this_computer_unencrypted() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let code = person
        .fails("connect_gemini", key(KEY, "http://example.org"))
        .await;
    assert_eq!(code, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_works_is_kept_and_shows_who_can_be_asked_until_it_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &json!({}));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;

    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["key"], "session");
    assert_eq!(overview["base_url"], google.base_url.as_str());
    assert_eq!(overview["who"]["for_chat"], "gemini:model:gemini-3.8-flash");
    assert_eq!(
        overview["who"]["for_job"],
        "gemini:agent:antigravity-preview-09-2026"
    );

    assert_eq!(person.does("forget_key", Value::Null).await, "none");
    let who = person.does("overview", Value::Null).await["who"].clone();
    assert!(!who.to_string().contains("gemini"), "{who}");
    let code = person
        .fails(
            "send",
            crate::person::turn("gemini:model:gemini-3.8-flash", "Hi"),
        )
        .await;
    assert_eq!(code, ErrorCode::NoKey);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_can_be_asked_is_shown_also_where_environments_are_listed_without_end() {
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<Value> = (0..50).map(|n| json!({"id": format!("env-{n}")})).collect();
    let page = json!({"environments": all, "next_page_token": "more"});
    let script = json!({"faults": [
        {"on": "environments", "answer": {"status": 200, "body": page}},
    ]});
    let google = Google::start(folder.path(), &script);
    let person = Person::start(folder.path()).await;
    let connects = person.connects(&google);
    let connected = tokio::time::timeout(std::time::Duration::from_secs(60), connects).await;
    assert!(connected.is_ok(), "it goes through pages without end");
    let who = person.does("overview", Value::Null).await["who"].clone();
    assert_eq!(who["for_chat"], "gemini:model:gemini-3.8-flash");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_is_in_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("elsewhere"), &json!({}));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let sent = person.sends("gemini:model:gemini-3.8-flash", "Hi").await;
    person.sees(&sent, "done").await;
    person.app.shutdown().await;
    assert!(!is_in_a_file(&folder.path().join("data"), KEY));
}

/// Returns true if any file below this folder contains this text.
pub(crate) fn is_in_a_file(folder: &Path, text: &str) -> bool {
    let mut folders = vec![folder.to_owned()];
    let (mut found, mut looked_at) = (false, 0);
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            found |= bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes());
            looked_at += 1;
        }
    }
    assert!(looked_at > 0, "there is no file");
    found
}
