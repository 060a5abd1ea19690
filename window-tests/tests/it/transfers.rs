//! Export and import: a conversation as a page, everything as an archive, and the record of a turn.

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Result, wait_until};

use crate::scene::{MODEL, Scene, at_once};

#[tokio::test]
async fn a_conversation_is_saved_as_a_page_and_everything_moves_to_an_empty_data_folder() -> Result
{
    let script = json!({"turns": [at_once("basalt", "**Basalt** is a dark rock.")]});
    let (scene, window) = Scene::connected(&script).await?;
    window.choose_who(MODEL).await?;
    window.ask("What is basalt?").await?;
    window.answer(1, LONG).await?;
    let conversation = window.open_conversation().await?;

    window.click("record").await?;
    window.see("The server took it", LONG).await?;
    window.find("record-slider").await?;
    scene.desktop.press("Escape")?;

    // The dialog keeps the extension of the name that it proposes.
    let page = scene.desktop.home().join("basalt");
    window.click("conversation-menu").await?;
    window.click("export").await?;
    window.click("export-page").await?;
    window.answers_dialog(&scene.desktop, &page).await?;
    let html = wait_until("the page", LONG, async || {
        Ok(std::fs::read_to_string(page.with_extension("html")).map_err(|error| error.to_string()))
    })
    .await?;
    assert!(
        html.contains("<strong>Basalt</strong> is a dark rock."),
        "{html}"
    );

    let archive = scene.desktop.home().join("everything");
    window.click("nav-settings").await?;
    window.click("export-everything").await?;
    window.answers_dialog(&scene.desktop, &archive).await?;
    window
        .find_css("[data-testid=transfer-end][data-ended=written]", LONG)
        .await?;
    window.close(&scene.desktop).await?;

    let data = scene.desktop.data_dir();
    std::fs::rename(&data, data.with_extension("before")).expect("the data folder moves away");
    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.click("door-local").await?;
    window.click("nav-settings").await?;
    window.click("import-files").await?;
    window
        .answers_dialog(&scene.desktop, &archive.with_extension("zip"))
        .await?;
    window
        .find_css("[data-testid=transfer-end][data-ended=imported]", LONG)
        .await?;
    window.open_from_list(&conversation).await?;
    window.see("is a dark rock.", LONG).await
}
