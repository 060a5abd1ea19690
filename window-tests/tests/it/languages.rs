//! The page in other languages: chosen without a restart, from right to left, and no word forgotten.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result, wait_until};

use crate::scene::{MODEL, Scene};

const SOON: Duration = Duration::from_secs(30);
const HALF: &str = "half a message";
/// The places of the list at the side.
const PLACES: [&str; 8] = [
    "new",
    "chats",
    "jobs",
    "files",
    "agents",
    "schedules",
    "search",
    "settings",
];

fn script() -> Value {
    json!({"turns": [{"say": ["Good day."]}]})
}

/// What the page says of itself.
async fn page(window: &ErrandWindow, script: &str) -> Result<Value> {
    Ok(window.client().execute(script, Vec::new()).await?)
}

/// Chooses a language in the settings and waits until the page speaks it.
pub(crate) async fn speak(window: &ErrandWindow, tag: &str) -> Result {
    window.click("nav-settings").await?;
    let choice = window.find("settings-language").await?;
    choice
        .select_by(Locator::Css(&format!("option[value='{tag}']")))
        .await?;
    wait_until(&format!("the page in {tag}"), SOON, async || {
        let now = page(window, "return document.documentElement.lang").await?;
        Ok(if now == tag {
            Ok(())
        } else {
            Err(now.to_string())
        })
    })
    .await
}

#[tokio::test]
async fn a_language_is_chosen_without_a_restart_and_arabic_runs_from_right_to_left() -> Result {
    let (_scene, window) = Scene::connected(&script()).await?;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    window.answer(1, LONG).await?;
    window.type_into("composer", HALF).await?;
    let conversation = window.open_conversation().await?;

    speak(&window, "de").await?;
    window.see("Einstellungen", SOON).await?;
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    window.sees_unsent(HALF).await?;
    let names = window
        .attributes("[data-testid=composer]", "aria-label")
        .await?;
    assert_eq!(names, ["Ihre Nachricht"]);

    speak(&window, "ar").await?;
    let pictures = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("arabic");
    std::fs::create_dir_all(&pictures).expect("a folder for pictures");
    for place in PLACES {
        window.click(&format!("nav-{place}")).await?;
        if place == "chats" {
            window.open_from_list(&conversation).await?;
            window.sees_unsent(HALF).await?;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        let picture = window.client().screenshot().await?;
        std::fs::write(pictures.join(format!("{place}.png")), picture).expect("a picture");
        let side = "const html = document.documentElement;\
                    const list = document.querySelector('[data-testid=nav-new]').getBoundingClientRect();\
                    return [html.dir, list.left > innerWidth / 2, html.scrollWidth <= innerWidth]";
        assert_eq!(
            page(&window, side).await?,
            json!(["rtl", true, true]),
            "{place}"
        );
    }

    speak(&window, "en").await?;
    window.see("Settings", SOON).await?;
    assert_eq!(
        page(&window, "return document.documentElement.dir").await?,
        "ltr"
    );
    window.click("nav-chats").await?;
    window.open_from_list(&conversation).await?;
    window.sees_unsent(HALF).await
}
