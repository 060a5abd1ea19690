//! The form of an agent: checked before anything is stored, tried, and shared as one file.

use app::bridge::ErrorCode;
use serde_json::{Value, json};

use crate::agents::{BASE, filled_in, save, script};
use crate::engine::Google;
use crate::person::Person;

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_is_tried_before_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(folder.path(), &script(BASE));
    let person = Person::start(folder.path()).await;
    person.connects(&google).await;
    let draft = filled_in(&person, folder.path()).await;
    let request = json!({"draft": draft, "engine": "gemini", "text": "Check it"});
    let sent = person.does("try_agent", request).await;
    person.sees(&sent, "done").await;
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(agents["own"], json!([]));
    assert_eq!(agents["foreign"], json!([]), "the trial is nobody's agent");
    let overview = person.does("overview", Value::Null).await;
    assert_eq!(overview["settings"]["last_job_who"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_agent_is_read_in_another_errand_and_kept_only_when_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (mine, theirs) = (folder.path().join("mine"), folder.path().join("theirs"));
    std::fs::create_dir_all(&mine).unwrap();
    let person = Person::start(&mine).await;
    let draft = filled_in(&person, &mine).await;
    let line = save(&person, Value::Null, &draft).await;
    *person.desktop.chosen.lock().unwrap() = vec![mine.clone()];
    let saved = person.does("share_agent", line["id"].clone()).await;
    let path = saved["paths"][0].as_str().unwrap().to_owned();
    assert!(path.ends_with("Invoice checker.errand-agent"), "{path}");

    let other = Person::start(&theirs).await;
    *other.desktop.chosen.lock().unwrap() = vec![path.into()];
    let opened = other.does("open_agent", Value::Null).await;
    assert_eq!(opened, json!({"draft": draft, "missing": []}));
    let opened = opened["draft"].clone();
    let agents = other.does("agents", Value::Null).await;
    assert_eq!(agents["own"], json!([]), "nothing is kept before a yes");
    let kept = save(&other, Value::Null, &opened).await;
    let again = other.does("agent", kept["id"].clone()).await;
    assert_eq!(again, draft);

    let broken = mine.join("broken.errand-agent");
    std::fs::write(&broken, "{\"errand_agent\": 1}").unwrap();
    *other.desktop.chosen.lock().unwrap() = vec![broken];
    let failed = other.fails("open_agent", Value::Null).await;
    assert_eq!(failed, ErrorCode::Invalid);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_something_missing_or_too_large_is_refused_before_anything_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let draft = filled_in(&person, folder.path()).await;
    let change = |path: &str, value: Value| {
        let mut changed = draft.clone();
        *changed.pointer_mut(path).unwrap() = value;
        json!({"id": null, "draft": changed})
    };
    for (path, value) in [
        ("/name", json!(" ")),
        ("/max_tokens", json!(3)),
        ("/network", json!({"reach": "sites", "domains": [" "]})),
        ("/data/1/file/path", json!("prices.csv")),
        (
            "/data/0",
            json!({"is": "text", "name": "long.txt", "text": "x".repeat(2 << 20)}),
        ),
        (
            "/data/0",
            json!({"is": "repository", "address": "http://example.org/x"}),
        ),
        ("/skills/0/text", json!("")),
        ("/model", json!("nobody")),
        ("/model", json!("local:agent:errand-agent")),
    ] {
        let failed = person.fails("save_agent", change(path, value)).await;
        assert_eq!(failed, ErrorCode::Invalid, "{path}");
    }
    let agents = person.does("agents", Value::Null).await;
    assert_eq!(agents["own"], json!([]));
}
