//! The window's page: it is restored after its process dies, starts safely after a start that painted nothing, and no
//! menu leaves it.

use std::fs;
use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, wait_until};

use crate::scene::{MODEL, Scene, at_once, slowly};

const SOON: Duration = Duration::from_secs(60);
/// Time after which typed text is on disk, which takes a second.
const KEPT: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_page_whose_process_dies_comes_back_with_what_was_open_and_typed() -> Result {
    let slow = slowly("half a thought", &["The other ", "half."], 2_000);
    let script = json!({"turns": [slow, at_once("hello", "Good day.")]});
    let (scene, window) = Scene::connected(&script).await?;
    let desktop = &scene.desktop;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window.type_into("composer", "half a thought").await?;
    tokio::time::sleep(KEPT).await;
    window.focus(desktop).await?;
    let composer = window.place(desktop, "[data-testid=composer]").await?;
    let before = window.processes("WebKitWebProcess");

    window.kill_page()?;

    let record = desktop.data_dir().join("renderer.json");
    wait_until("the page to be drawn again", SOON, async || {
        let now = window.processes("WebKitWebProcess");
        let text = fs::read_to_string(&record).unwrap_or_default();
        let is_new = !now.is_empty() && now.iter().all(|pid| !before.contains(pid));
        Ok(if is_new && text.contains("\"loading\":false") {
            Ok(())
        } else {
            Err(format!("{now:?} {text}"))
        })
    })
    .await?;
    // The driver's session ended with the process: from here on there are only the mouse, the keyboard, and the
    // system's output. Only the text in the box can be sent, and only if it is in the same place.
    tokio::time::sleep(KEPT).await;
    desktop.click_at(composer.0, composer.1)?;
    desktop.press("Return")?;
    desktop.minimise_focused()?;
    let told = desktop.notifications().expect(1, LONG).await?;
    assert_eq!(
        (told[0].summary.as_str(), told[0].body.as_str()),
        ("hello", "Answer ready")
    );
    Ok(())
}

#[tokio::test]
async fn after_a_start_that_drew_nothing_the_window_is_drawn_without_the_graphics_card() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::without_model();
    let record = desktop.data_dir().join("renderer.json");
    start
        .killed_before_its_first_frame(&desktop, &record)
        .await?;

    let window = ErrandWindow::open(&desktop, &start).await?;
    window.see("drawn without the graphics card", SOON).await?;
    let variables = fs::read(format!("/proc/{}/environ", window.pid())).unwrap_or_default();
    let variables = String::from_utf8_lossy(&variables).into_owned();
    assert!(
        variables.contains("WEBKIT_DISABLE_DMABUF_RENDERER=1"),
        "{variables}"
    );
    wait_until("the first frame to be noted", SOON, async || {
        let text = fs::read_to_string(&record).unwrap_or_default();
        Ok(if text.contains("\"loading\":false") {
            Ok(())
        } else {
            Err(text)
        })
    })
    .await?;
    window.close(&desktop).await?;

    let window = ErrandWindow::open(&desktop, &start).await?;
    window.find("door-local").await?;
    let text = window.all_text().await?;
    assert!(!text.contains("graphics card"), "{text}");
    Ok(())
}

#[tokio::test]
async fn no_menu_of_the_mouse_leaves_the_page() -> Result {
    let script = json!({"turns": [at_once("hello", "Good day.")]});
    let (scene, window) = Scene::connected(&script).await?;
    let desktop = &scene.desktop;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window
        .client()
        .execute("window.stays = true; return true", Vec::new())
        .await?;
    window.focus(desktop).await?;
    // Below the last answer there is nothing clickable. The last entry of WebKit's own menu reloads the page.
    let answer = window.place(desktop, "[data-testid=answer]").await?;
    desktop.right_click_at(answer.0, answer.1 + 60)?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    desktop.press("Up")?;
    desktop.press("Return")?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let stays = window
        .client()
        .execute("return window.stays === true", Vec::new())
        .await?;
    assert_eq!(stays, json!(true), "the page was loaded again");
    Ok(())
}

#[tokio::test]
async fn choosing_a_theme_far_down_leaves_the_page_in_sight() -> Result {
    let (_scene, window) = Scene::connected(&json!({"turns": []})).await?;
    window.click("nav-settings").await?;
    window.click("theme-dark").await?;
    window.find_css("[data-theme=dark]", SOON).await?;
    // The focused element is inside its box, and neither the document nor the app scrolled towards it.
    let moved = window
        .client()
        .execute(
            "const chosen = document.activeElement.closest('label').getBoundingClientRect(); \
             return [document.scrollingElement.scrollTop, document.getElementById('app').scrollTop, \
             document.querySelector('.page').getBoundingClientRect().top < 0, \
             chosen.top < 0 || chosen.bottom > window.innerHeight]",
            Vec::new(),
        )
        .await?;
    assert_eq!(moved, json!([0, 0, false, false]));
    Ok(())
}
