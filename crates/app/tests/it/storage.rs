//! The disk space used on this computer, and what of it can be freed.

use serde_json::{Value, json};

use crate::deleting::{HERE, files_with_word, script, with_broken_download};
use crate::person::{Person, until};

#[tokio::test(flavor = "multi_thread")]
async fn the_disk_space_in_use_is_counted_and_freed() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    let sent = person.sends(HERE, "A job").await;
    person.sees(&sent, "done").await;
    std::fs::write(folder.path().join("data/ledger.db.backup-1"), [0; 5_000]).unwrap();
    let before = person.does("storage", Value::Null).await;
    let bytes = |storage: &Value, what: &str| storage[what].as_u64().unwrap();
    assert!(bytes(&before, "record_free") >= 5_000, "{before}");
    assert!(bytes(&before, "record") > bytes(&before, "record_free"));
    assert!(bytes(&before, "files") > 0 && bytes(&before, "model") > 0);
    let sandbox = bytes(&before, "sandboxes_free");
    assert!(
        sandbox > 0 && bytes(&before, "sandboxes") > sandbox,
        "{before}"
    );

    let after = person.does("free_storage", json!("sandboxes")).await;
    assert_eq!(bytes(&after, "sandboxes_free"), 0, "{after}");
    let after = person.does("free_storage", json!("record")).await;
    assert_eq!(bytes(&after, "record_free"), 0, "{after}");
    assert!(!folder.path().join("data/ledger.db.backup-1").exists());
    let files = person.looks_at(&sent).await;
    assert_eq!(
        files["files"][0]["state"]["state"], "saved",
        "its files stay"
    );
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn interrupted_downloads_are_counted_and_freed() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, person, _) = with_broken_download(folder.path()).await;
    // The download says that it failed before it lets go of its file.
    until("the download can be freed", async || {
        let storage = person.does("storage", Value::Null).await;
        (storage["files_free"].as_u64()? >= 16 << 20).then_some(())
    })
    .await;
    let after = person.does("free_storage", json!("files")).await;
    assert_eq!(after["files_free"], 0);
    let incoming = folder.path().join("data/files/incoming");
    assert_eq!(files_with_word(&incoming), [] as [&str; 0]);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_in_the_engines_folder_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let before = person.does("storage", Value::Null).await;
    let models = folder.path().join("data/engine/models");
    std::fs::create_dir_all(&models).unwrap();
    std::fs::write(models.join("own.gguf"), [0; 5_000]).unwrap();
    let after = person.does("storage", Value::Null).await;
    let grown = |what: &str| after[what].as_u64().unwrap() - before[what].as_u64().unwrap();
    assert_eq!((grown("model"), grown("sandboxes")), (5_000, 0));
    person.app.shutdown().await;
}
