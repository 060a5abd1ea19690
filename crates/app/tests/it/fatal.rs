//! A ledger that cannot be opened: the window says so, nothing is lost, and no other command works.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::person::Person;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_errand_over_the_same_data_says_that_it_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let first = Person::start(folder.path()).await;
    let second = Person::start(folder.path()).await;
    let overview = second.does("overview", Value::Null).await;
    assert_eq!(overview["fatal"]["code"], "ledger_locked");
    assert!(overview["fatal"]["hint"].is_string());
    assert_eq!(
        second.fails("search", json!({"words": "x"})).await,
        ErrorCode::LedgerLocked
    );
    let overview = first.does("overview", Value::Null).await;
    assert_eq!(overview["fatal"], Value::Null);
    second.app.quit_requested().await;
    assert_eq!(second.desktop.quits(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_ledger_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(
        data.join("ledger.db"),
        "not a database, but somebody's bytes",
    )
    .unwrap();
    let person = Person::start(folder.path()).await;
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["fatal"]["code"], "ledger_corrupt");
    let bytes = std::fs::read_to_string(data.join("ledger.db")).unwrap();
    assert_eq!(bytes, "not a database, but somebody's bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_makes_no_sense_is_refused_without_quoting_it() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let error = person
        .app
        .call("connect_gemini", json!({"key": 7, "secret": "s3cret"}))
        .await
        .unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert!(!error.message.to_string().contains("s3cret"));
    assert_eq!(
        person.fails("no_such_command", Value::Null).await,
        ErrorCode::Invalid
    );
    assert_eq!(
        person
            .fails(
                "open_conversation",
                json!({"id": "../../etc", "turn": null})
            )
            .await,
        ErrorCode::NotFound
    );
}
