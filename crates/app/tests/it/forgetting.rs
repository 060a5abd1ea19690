//! Deletion of everything at once, here and at the servers.

use serde_json::{Value, json};

use crate::deleting::{
    CHAT, HERE, JOB, WORD, files_with_word, ids, is_gone_at, is_listed, no_file_has_the_word,
    script, with_broken_download,
};
use crate::engine::Google;
use crate::person::{Person, until};

#[tokio::test(flavor = "multi_thread")]
async fn the_engine_on_this_computer_forgets_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let sent = person.sends(HERE, &format!("A job on {WORD}")).await;
    person.sees(&sent, "done").await;
    let data = folder.path().join("data");
    let found = files_with_word(&data);
    assert!(
        found.iter().any(|path| path.contains("engine.db")),
        "{found:?}"
    );
    person
        .does("delete_conversations", json!([sent["conversation"]]))
        .await;
    no_file_has_the_word(&data).await;
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_forgotten_everywhere_and_told_item_by_item() {
    let folder = tempfile::tempdir().unwrap();
    let google = Google::start(&folder.path().join("g"), &script());
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.connects(&google).await;
    let chat = person.sends(CHAT, "Is it tart?").await;
    let job = person.sends(JOB, &format!("A job on {WORD}")).await;
    let here = person.sends(HERE, &format!("A job on {WORD}")).await;
    for sent in [&chat, &job, &here] {
        person.sees(sent, "done").await;
    }
    let mut paths = ids(folder.path(), &chat);
    paths.extend(ids(folder.path(), &job));
    let draft = json!({"key": "new", "text": WORD, "attachments": [], "who": null});
    person.does("save_draft", draft).await;

    person.does("forget_everything", Value::Null).await;
    assert!(!is_listed(&person, &job).await);
    let data = folder.path().join("data");
    assert_eq!(files_with_word(&data), [] as [&str; 0]);
    is_gone_at(&google, &paths).await;
    let removals = until("all of it is done", async || {
        let removals = person.does("removals", Value::Null).await;
        (removals["waiting"] == 0).then_some(removals)
    })
    .await;
    assert_eq!(
        (&removals["done"], &removals["refused"]),
        (&json!(5), &json!(0))
    );
    let here = |item: &&Value| item["place"].is_null();
    assert_eq!(
        removals["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(here)
            .count(),
        2
    );
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_else_is_forgotten_when_one_file_cannot_be_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, _) = with_broken_download(folder.path()).await;
    let other = person.sends(JOB, &format!("A job on {WORD}")).await;
    person.sees(&other, "done").await;
    let files = folder.path().join("data/files");
    let part = files_with_word(&files.join("incoming")).remove(0);
    std::fs::remove_file(&part).unwrap();
    std::fs::create_dir(&part).unwrap();
    assert!(
        !files_with_word(&files).is_empty(),
        "those of the other job"
    );

    let problem = person.does("forget_everything", Value::Null).await;
    assert_ne!(problem["message"], Value::Null, "{problem}");
    assert_eq!(files_with_word(&files), [] as [&str; 0]);

    std::fs::remove_dir(&part).unwrap();
    let problem = person.does("forget_everything", Value::Null).await;
    assert_eq!(problem, Value::Null);
    let data = folder.path().join("data");
    assert_eq!(files_with_word(&data), [] as [&str; 0]);
    person.app.shutdown().await;
}
