//! Deleting in the real window: undone, and then final, with no trace in any file here or at the server.

use std::path::Path;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result, files_with, wait_until};

use crate::scene::{MODEL, Scene, at_once};

/// A word that only the person's message contains; the index keeps it unchanged.
const WORD: &str = "quittengelee";

async fn asked(scene: &Scene, window: &ErrandWindow) -> Result<String> {
    window.choose_who(MODEL).await?;
    window.ask(&format!("How is {WORD} made?")).await?;
    assert_eq!(window.answer(1, LONG).await?, "By boiling it.");
    let conversation = window.open_conversation().await?;
    assert!(!files_with(scene.desktop.folder(), WORD.as_bytes())?.is_empty());
    Ok(conversation)
}

async fn delete(window: &ErrandWindow) -> Result {
    window.click("conversation-menu").await?;
    window.click("delete").await?;
    window.click("delete-yes").await?;
    window.find("undo-delete").await?;
    Ok(())
}

/// Waits until no file contains the word: the record with its WAL and backups, the page's own folder, the server's
/// data.
async fn no_file_has_the_word(folder: &Path) -> Result {
    wait_until("no file has the word", LONG, async || {
        let found = files_with(folder, WORD.as_bytes())?;
        Ok(if found.is_empty() {
            Ok(())
        } else {
            Err(format!("{found:?}"))
        })
    })
    .await
}

#[tokio::test]
async fn a_deleted_chat_comes_back_and_then_is_in_no_file() -> Result {
    let script = json!({"turns": [at_once("made", "By boiling it.")]});
    let (scene, window) = Scene::connected(&script).await?;
    let conversation = asked(&scene, &window).await?;

    delete(&window).await?;
    assert!(!window.has("conversation-item").await?);
    window.click("undo-delete").await?;
    window.shows_conversation(&conversation).await?;
    assert_eq!(window.answer(1, LONG).await?, "By boiling it.");

    delete(&window).await?;
    no_file_has_the_word(scene.desktop.folder()).await?;
    assert!(!window.has("undo-delete").await?);
    window.close(&scene.desktop).await?;
    let left = files_with(scene.desktop.folder(), WORD.as_bytes())?;
    assert!(left.is_empty(), "closing wrote {left:?}");
    Ok(())
}

#[tokio::test]
async fn a_chat_that_was_deleted_just_before_a_crash_goes_all_the_same() -> Result {
    let script = json!({"turns": [at_once("made", "By boiling it.")]});
    let (scene, window) = Scene::connected(&script).await?;
    asked(&scene, &window).await?;
    delete(&window).await?;
    window.kill()?;

    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.find("nav-settings").await?;
    no_file_has_the_word(scene.desktop.folder()).await?;
    assert!(!window.has("conversation-item").await?);
    Ok(())
}
