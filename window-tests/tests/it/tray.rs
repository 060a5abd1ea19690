//! Closing to the tray and coming back: what is open continues.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Tray, wait_until};

use crate::languages::speak;
use crate::scene::{MODEL, Scene, at_once, slowly};

const POEM: [&str; 5] = [
    "One is the lamp. ",
    "Two is the door. ",
    "Three is the bread. ",
    "Four is the floor. ",
    "Five is the well.",
];

#[tokio::test]
async fn back_from_the_tray_the_open_conversation_goes_on() -> Result {
    let script = json!({"turns": [slowly("count", &POEM, 700), at_once("more", "That was all.")]});
    let desktop = Desktop::start(Equipment::Full).await?;
    let tray = Tray::start(&desktop).await?;
    let (scene, window) = Scene::connected_on(desktop, &script).await?;
    let desktop = &scene.desktop;
    window.choose_who(MODEL).await?;
    let mut turns = 0;
    // The first time that the window hides, a notification says where it is.
    let mut told = 1;

    for way in ["menu", "second start", "notification"] {
        window.ask("Please count.").await?;
        turns += 1;
        begins(&window, turns).await?;
        hide(&window, desktop).await?;
        told += 1;
        desktop.notifications().expect(told, LONG).await?;
        match way {
            "menu" => tray.choose("Open Errand").await?,
            "second start" => scene.start.second_start(desktop).await?,
            _ => desktop.notifications().click_newest()?,
        }
        window.focus(desktop).await?;
        assert_eq!(window.answer(turns, LONG).await?, POEM.concat(), "{way}");

        window.ask("Say more.").await?;
        turns += 1;
        assert_eq!(window.answer(turns, LONG).await?, "That was all.", "{way}");
        desktop.notifications().clear_screen()?;
    }

    // The tray and notifications use the chosen language at once.
    let conversation = window.open_conversation().await?;
    speak(&window, "de").await?;
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    window.ask("Please count.").await?;
    begins(&window, turns + 1).await?;
    hide(&window, desktop).await?;
    let notifications = desktop.notifications().expect(told + 1, LONG).await?;
    let newest = notifications.last().map(|newest| newest.body.as_str());
    assert_eq!(newest, Some("Antwort ist da"));
    tray.choose("Errand öffnen").await?;
    window.focus(desktop).await
}

async fn begins(window: &ErrandWindow, turn: usize) -> Result {
    wait_until("the answer to begin", LONG, async || {
        let script = "const turns = document.querySelectorAll('[data-testid=turn]');\
                      return turns[arguments[0]]?.querySelector('[data-testid=answer]')?.textContent ?? ''";
        let text = window
            .client()
            .execute(script, vec![json!(turn - 1)])
            .await?;
        let text = text.as_str().unwrap_or_default();
        Ok(if text.contains("One is the lamp.") {
            Ok(())
        } else {
            Err(text.to_owned())
        })
    })
    .await
}

async fn hide(window: &ErrandWindow, desktop: &Desktop) -> Result {
    window.focus(desktop).await?;
    desktop.close_focused()?;
    wait_until("the window to hide", Duration::from_secs(30), async || {
        Ok(if desktop.shows_window("^Errand$") {
            Err("it is there".to_owned())
        } else {
            Ok(())
        })
    })
    .await
}
