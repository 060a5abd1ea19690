//! Unsent text is never lost: one test for each way in which it once was.

use std::time::Duration;

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{AnotherProgram, ErrandWindow, Result, wait_until};

use crate::scene::{MODEL, Scene};

const HALF: &str = "half a message";

fn script() -> Value {
    json!({"turns": [{"say": ["Good day."]}]})
}

/// Starts a chat with one turn, with a half-written message in the composer.
async fn chat() -> Result<(Scene, ErrandWindow)> {
    let (scene, window) = Scene::connected(&script()).await?;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window.type_into("composer", HALF).await?;
    Ok((scene, window))
}

/// Returns the same conversation after the app was killed.
async fn after_a_crash(scene: &Scene, window: ErrandWindow) -> Result<ErrandWindow> {
    let conversation = window.open_conversation().await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    window.kill()?;
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    Ok(window)
}

#[tokio::test]
async fn half_a_message_outlives_an_edit_that_is_sent() -> Result {
    let (scene, window) = chat().await?;
    // Immediately: an earlier timer must not store the edit in place of the message.
    window.click("edit").await?;
    window.sees_unsent("hello").await?;
    window.type_into("composer", " there").await?;
    let window = after_a_crash(&scene, window).await?;
    window.sees_unsent(HALF).await?;
    window.click("edit").await?;
    window.sees_unsent("hello there").await?;
    window.click("send").await?;
    window.sees_unsent(HALF).await?;
    window.answer(1, LONG).await?;
    let window = after_a_crash(&scene, window).await?;
    window.sees_unsent(HALF).await
}

#[tokio::test]
async fn half_a_message_outlives_another_answer() -> Result {
    let (scene, window) = chat().await?;
    window.click("again").await?;
    window.find("branches").await?;
    window.answer(1, LONG).await?;
    window.sees_unsent(HALF).await?;
    let window = after_a_crash(&scene, window).await?;
    window.sees_unsent(HALF).await
}

#[tokio::test]
async fn own_words_outlive_a_thing_to_try() -> Result {
    let (_scene, window) = Scene::connected(&script()).await?;
    window.type_into("composer", HALF).await?;
    window.click("try").await?;
    let script = "return document.querySelector('[data-testid=composer]').value";
    wait_until("the thing to try below the own words", LONG, async || {
        let text = window.client().execute(script, Vec::new()).await?;
        let text = text.as_str().unwrap_or_default();
        Ok(if text.starts_with(&format!("{HALF}\n\nExplain")) {
            Ok(())
        } else {
            Err(text.to_owned())
        })
    })
    .await
}

#[tokio::test]
async fn every_letter_typed_while_files_are_sent_is_there() -> Result {
    let (scene, window) = Scene::connected(&script()).await?;
    window.choose_who(MODEL).await?;
    let home = scene.desktop.home();
    let mut list = String::new();
    for number in 0..8_u8 {
        let name = format!("part-{number}.txt");
        let text = format!("{number} ").repeat(200_000);
        std::fs::write(home.join(&name), text).expect("a file");
        list.push_str(&format!("file://{}/{name}\r\n", home.display()));
    }
    window.click("composer").await?;
    window.focus(&scene.desktop).await?;
    let kinds: &[(&str, &[u8])] = &[("text/uri-list", list.as_bytes())];
    let _files = AnotherProgram::copied(&scene.desktop, kinds).await?;
    scene.desktop.press("ctrl+v")?;
    window
        .find_css("[data-testid=chip]:nth-of-type(8)", LONG)
        .await?;
    scene.desktop.type_text("look at these")?;
    scene.desktop.press("Return")?;
    scene
        .desktop
        .type_text("and then, when that is done, tell me more")?;
    // The composer's text moves from the first page into the conversation, which may take longer than the typing.
    window.find_css("[data-testid=turn] .text", LONG).await?;
    window
        .sees_unsent("and then, when that is done, tell me more")
        .await?;
    let asked = window.texts("[data-testid=turn] .text").await?;
    assert_eq!(asked, ["look at these"]);
    Ok(())
}

#[tokio::test]
async fn the_last_letter_is_on_the_disk_when_the_window_is_loaded_again_or_closed() -> Result {
    let (scene, window) = Scene::connected(&script()).await?;
    window.type_into("composer", "one").await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    window.client().refresh().await?;
    window.sees_unsent("one").await?;
    window.click("composer").await?;
    window.focus(&scene.desktop).await?;
    scene.desktop.type_text(" two")?;
    window.close(&scene.desktop).await?;
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.sees_unsent("one two").await
}
