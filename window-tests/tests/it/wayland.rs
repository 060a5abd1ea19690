//! The window on Wayland: its size over several starts and at each scale, the focus that a notification's click gives
//! it, and a start without the graphics card.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{
    AnotherProgram, Desktop, ErrandWindow, Keyboard, Notifier, Result, Start, Tray, is_alive,
    wait_until,
};

use crate::scene::{MODEL, Scene, slowly};

const SOON: Duration = Duration::from_secs(60);
/// Time until a busy computer has handled a key.
const PRESSED: Duration = Duration::from_secs(10);
/// Time after which a size counts as chosen.
const SETTLED: Duration = Duration::from_secs(1);

/// Returns width, height and pixel ratio of the page.
async fn size(window: &ErrandWindow) -> Result<String> {
    let script = "return `${innerWidth} × ${innerHeight} at ${devicePixelRatio}`";
    let size = window.client().execute(script, Vec::new()).await?;
    Ok(size.as_str().unwrap_or_default().to_owned())
}

/// Quits from the tray, which keeps the size, and waits until the program has ended.
async fn quit(window: ErrandWindow, tray: &Tray) -> Result {
    tokio::time::sleep(SETTLED).await;
    tray.choose("Quit").await?;
    wait_until("the program to end", SOON, async || {
        Ok(if is_alive(window.pid()) {
            Err("it runs".to_owned())
        } else {
            Ok(())
        })
    })
    .await
}

/// Starts three times and returns the sizes.
async fn sizes_of_three_starts(desktop: &Desktop) -> Result<Vec<String>> {
    let tray = Tray::start(desktop).await?;
    let start = Start::without_model();
    let mut sizes = Vec::new();
    for _ in 0..3 {
        let window = ErrandWindow::open(desktop, &start).await?;
        window.find("door-local").await?;
        sizes.push(size(&window).await?);
        quit(window, &tray).await?;
    }
    Ok(sizes)
}

#[tokio::test]
async fn the_window_does_not_grow_from_start_to_start() -> Result {
    let desktop = Desktop::start_on_wayland(1840, 1000, 1.0).await?;
    let sizes = sizes_of_three_starts(&desktop).await?;
    assert_eq!(sizes, ["1120 × 760 at 1"; 3]);
    Ok(())
}

#[tokio::test]
async fn at_a_scale_of_one_and_a_half_the_window_is_sharp_and_does_not_grow() -> Result {
    let desktop = Desktop::start_on_wayland(2880, 1620, 1.5).await?;
    let sizes = sizes_of_three_starts(&desktop).await?;
    // GTK draws for the next whole scale, and the desktop shrinks that.
    assert_eq!(sizes, ["1120 × 760 at 2"; 3]);
    Ok(())
}

async fn has_focus(window: &ErrandWindow, wanted: bool) -> Result {
    wait_until("the focus to change", SOON, async || {
        let now = window
            .client()
            .execute("return document.hasFocus()", Vec::new())
            .await?;
        Ok(if now.as_bool() == Some(wanted) {
            Ok(())
        } else {
            Err(now.to_string())
        })
    })
    .await
}

/// Returns the activation token that the program in front hands out at a key. Each press has its time: a token is too
/// old once a key was pressed after it.
async fn token(keyboard: &Keyboard, desktop: &Desktop) -> Result<String> {
    wait_until("an activation token", SOON, async || {
        keyboard.press_shift().await?;
        wait_until("the token of this press", PRESSED, async || {
            Ok(AnotherProgram::token(desktop).ok_or_else(|| "none".to_owned()))
        })
        .await
        .map(Ok)
    })
    .await
}

#[tokio::test]
async fn a_click_on_a_notification_brings_the_window_in_front_of_another_program() -> Result {
    let script = json!({"turns": [slowly("count", &["One. ", "Two. ", "Three."], 5_000)]});
    let desktop = Desktop::start_on_wayland(1840, 1000, 1.0).await?;
    let notifier = Notifier::start(&desktop).await?;
    let keyboard = Keyboard::connect(&desktop).await?;
    let (scene, window) = Scene::connected_on(desktop, &script).await?;
    let desktop = &scene.desktop;
    window.choose_who(MODEL).await?;
    has_focus(&window, true).await?;
    window.ask("Please count.").await?;
    let _other = AnotherProgram::in_front(desktop).await?;
    has_focus(&window, false).await?;
    window.answer(1, LONG).await?;
    let id = notifier.expect("Please count.").await?;
    let token = token(&keyboard, desktop).await?;

    notifier.click(id, Some(&token)).await?;

    has_focus(&window, true).await
}

#[tokio::test]
async fn a_second_start_brings_the_window_in_front_of_another_program() -> Result {
    let desktop = Desktop::start_on_wayland(1840, 1000, 1.0).await?;
    let keyboard = Keyboard::connect(&desktop).await?;
    let start = Start::without_model();
    let window = ErrandWindow::open(&desktop, &start).await?;
    has_focus(&window, true).await?;
    let _other = AnotherProgram::in_front(&desktop).await?;
    has_focus(&window, false).await?;
    let token = token(&keyboard, &desktop).await?;

    let from_menu = start.with("XDG_ACTIVATION_TOKEN", token);
    from_menu.second_start(&desktop).await?;

    has_focus(&window, true).await
}

#[tokio::test]
async fn after_a_start_that_drew_nothing_the_next_one_draws_without_the_graphics_card() -> Result {
    let desktop = Desktop::start_on_wayland(1840, 1000, 2.0).await?;
    let start = Start::without_model();
    let record = desktop.data_dir().join("renderer.json");
    start
        .killed_before_its_first_frame(&desktop, &record)
        .await?;

    let window = ErrandWindow::open(&desktop, &start).await?;

    window.find("door-local").await?;
    let text = std::fs::read_to_string(&record).unwrap_or_default();
    assert!(text.contains("\"safely\":true"), "{text}");
    wait_until("its first frame", SOON, async || {
        let text = std::fs::read_to_string(&record).unwrap_or_default();
        Ok(if text.contains("\"loading\":false") {
            Ok(())
        } else {
            Err(text)
        })
    })
    .await
}
