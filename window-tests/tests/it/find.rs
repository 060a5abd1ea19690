//! Finding words in a conversation with real key presses: only a real window shows where the focus goes.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result, wait_until};

use crate::scene::{MODEL, Scene, at_once};

const SOON: Duration = Duration::from_secs(30);

/// Waits until the focused find bar contains exactly these words, or is closed.
async fn bar(window: &ErrandWindow, words: Option<&str>) -> Result {
    let script = "const field = document.querySelector('[data-testid=find-field]');\
        return field && (field === document.activeElement ? field.value : `without focus: ${field.value}`)";
    wait_until("the find bar", SOON, async || {
        let now = window.client().execute(script, Vec::new()).await?;
        Ok(if now.as_str() == words {
            Ok(())
        } else {
            Err(format!("{now} instead of {words:?}"))
        })
    })
    .await
}

#[tokio::test]
async fn the_find_bar_takes_the_keys_every_time() -> Result {
    let script = json!({"turns": [at_once("basalt", "A dark rock, now and then.")]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(MODEL).await?;
    window.ask("What is basalt?").await?;
    window.answer(1, LONG).await?;
    window.focus(&scene.desktop).await?;
    for _ in 0..2 {
        scene.desktop.press("ctrl+f")?;
        bar(&window, Some("")).await?;
        scene.desktop.type_text("now")?;
        bar(&window, Some("now")).await?;
        // The shortcut focuses the bar even if it is open already.
        window.click("composer").await?;
        scene.desktop.press("ctrl+f")?;
        bar(&window, Some("now")).await?;
        scene.desktop.press("Escape")?;
        bar(&window, None).await?;
    }
    window.click_css("[aria-label=\"Find here\"]").await?;
    bar(&window, Some("")).await?;
    scene.desktop.type_text("n")?;
    bar(&window, Some("n")).await?;
    scene.desktop.press("Escape")?;
    bar(&window, None).await?;
    assert!(window.has("turn").await?, "a letter left the page");
    Ok(())
}
