//! The tour without a mouse: the pointer never moves, and the focus is always visible.

use std::fs;
use std::time::Duration;

use serde_json::json;

use window_tests::journey::{LONG, SUPPLIERS};
use window_tests::later::{MODEL_KEY, model_server};
use window_tests::{ErrandWindow, Result, answer_dialog, wait_until};

use crate::keys::Keys;
use crate::scene::{AGENT, KEY, MODEL, Scene, at_once};

const SOON: Duration = Duration::from_secs(30);

/// Chooses a model or agent from the composer, and returns to it.
async fn choose(keys: &Keys<'_>, who: &str) -> Result {
    keys.press("who", "Return").await?;
    keys.are_on("who-find").await?;
    keys.type_here(who)?;
    keys.hit(&["Return"])?;
    keys.are_on("composer").await
}

/// Waits until there is no element with this `data-testid`.
async fn is_gone(window: &ErrandWindow, id: &str) -> Result {
    wait_until(&format!("{id} to be gone"), SOON, async || {
        Ok(match window.has(id).await? {
            true => Err("it is there".to_owned()),
            false => Ok(()),
        })
    })
    .await
}

#[tokio::test]
async fn asking_handing_over_answering_and_tidying_up_need_no_mouse() -> Result {
    let script = json!({"turns": [
        {"match": "Result of choose_one", "say": [
            {"code": "open('offer.md', 'w').write('# Nordwerk')"}, "Nordwerk it is."
        ]},
        {"match": "suppliers", "say": [
            "I must ask. ", {"call": "choose_one", "arguments": {"question": "Price or speed?"}}
        ]},
        at_once("basalt", "A dark rock."),
    ]});
    let (scene, window) = Scene::at_the_doors(&script).await?;
    let desktop = &scene.desktop;
    let keys = Keys::of(desktop, &window).await?;

    // The first page: connect to Gemini.
    keys.press("door-gemini", "Return").await?;
    keys.write("key-field", KEY).await?;
    keys.press("key-connect", "Return").await?;
    keys.are_on("composer").await?;

    // Asking: choose a model, type a question.
    choose(&keys, MODEL).await?;
    keys.type_here("What is basalt?")?;
    keys.hit(&["Return"])?;
    assert_eq!(window.answer(1, LONG).await?, "A dark rock.");
    keys.are_on("composer").await?;
    keys.hit(&["ctrl+f"])?;
    keys.are_on("find-field").await?;
    keys.type_here("rock")?;
    window.see("1 of 1", SOON).await?;
    keys.hit(&["Escape"])?;
    keys.are_on("composer").await?;
    let chat = window.open_conversation().await?;

    // A job with a file, by the palette; its question is answered, and its file is saved.
    keys.hit(&["ctrl+k"])?;
    keys.are_on("palette-field").await?;
    keys.hit(&["Escape"])?;
    keys.are_on("composer").await?;
    keys.hit(&["ctrl+k"])?;
    keys.are_on("palette-field").await?;
    keys.type_here("New")?;
    keys.hit(&["Return"])?;
    window.find("try").await?;
    keys.are_on("composer").await?;
    keys.hit(&["shift+Tab", "Tab"])?;
    keys.are_on("composer").await?;
    choose(&keys, AGENT).await?;
    let file = desktop.home().join("suppliers.csv");
    fs::write(&file, SUPPLIERS).expect("a file can be written");
    keys.press("attach", "Return").await?;
    answer_dialog(desktop, &file).await?;
    window.find("chip").await?;
    keys.are_on("composer").await?;
    keys.type_here("Compare three suppliers")?;
    keys.hit(&["Return"])?;
    window.ended(1, "needs_you", LONG).await?;
    window.find("action-words").await?;
    keys.go("action-words", "shift+Tab").await?;
    keys.type_here("Price")?;
    keys.press("answer-actions", "Return").await?;
    window.ended(2, "done", LONG).await?;
    window.find("file-panel").await?;
    keys.press_css("[data-testid=file-item] button", "Return")
        .await?;
    window.find("file-preview").await?;
    keys.press("save-all", "Return").await?;
    let saved = desktop.home().join("Downloads/offer.md");
    wait_until("the saved file", SOON, async || {
        Ok(fs::read_to_string(&saved).map_err(|error| error.to_string()))
    })
    .await?;
    keys.hit(&["ctrl+period"])?;
    is_gone(&window, "file-panel").await?;

    // The list: navigate, rename, archive, find again.
    keys.hit(&["shift+Tab"])?;
    keys.go("conversation-item", "Tab").await?;
    keys.hit(&["Down", "F2"])?;
    keys.are_on("rename-field").await?;
    keys.hit(&["ctrl+a"])?;
    keys.type_here("Rocks")?;
    keys.hit(&["Return"])?;
    window.see("Rocks", LONG).await?;
    keys.are_on("conversation-item").await?;
    keys.hit(&["shift+F10"])?;
    keys.are_on("line-pin").await?;
    keys.hit(&["Escape"])?;
    keys.are_on("conversation-item").await?;
    keys.hit(&["shift+F10"])?;
    keys.are_on("line-pin").await?;
    keys.hit(&["a", "Return"])?;
    window.see("“Rocks” is archived.", LONG).await?;
    keys.are_on("conversation-item").await?;
    keys.hit(&["ctrl+shift+f"])?;
    keys.are_on("search-field").await?;
    keys.type_here("basalt")?;
    window.find("search-hit").await?;
    keys.press("search-hit", "Return").await?;
    keys.are_on("composer").await?;
    assert_eq!(
        window.texts("h1").await?,
        ["Rocks"],
        "{chat} is found in the archive"
    );

    // The list: select several, and deselect.
    keys.go("conversation-item", "shift+Tab").await?;
    keys.hit(&["ctrl+space"])?;
    keys.go("selected-line-pin", "Tab").await?;
    keys.hit(&["Right", "Escape"])?;
    is_gone(&window, "selected-line-pin").await?;
    keys.are_on("conversation-item").await?;
    keys.hit(&["Delete"])?;
    window.find("delete-yes").await?;
    keys.press("delete-yes", "Return").await?;
    keys.press("undo-delete", "Return").await?;
    is_gone(&window, "undo-delete").await?;
    window.see("suppliers", SOON).await
}

#[tokio::test]
async fn models_schedules_spending_and_the_settings_need_no_mouse() -> Result {
    let server = model_server()?;
    let (scene, window) = Scene::at_the_doors(&json!({"turns": []})).await?;
    let desktop = &scene.desktop;
    let keys = Keys::of(desktop, &window).await?;
    keys.press("door-local", "Return").await?;
    keys.are_on("composer").await?;

    // Connect a model server, and ask it.
    keys.hit(&["ctrl+comma"])?;
    keys.press("add-models", "Return").await?;
    keys.press_css("[data-testid=preset][data-preset='']", "Return")
        .await?;
    keys.write("provider-address", &server.base_url).await?;
    keys.write("provider-key", MODEL_KEY).await?;
    keys.press("provider-connect", "Return").await?;
    window.find_css("[data-testid=provider]", LONG).await?;
    keys.hit(&["ctrl+n"])?;
    keys.are_on("composer").await?;
    choose(&keys, "tide-2").await?;
    keys.type_here("Which kettle should I buy?")?;
    keys.hit(&["Return"])?;
    window.answer(1, LONG).await?;
    keys.press("options-open", "Return").await?;
    window.find("options").await?;
    keys.go("composer", "shift+Tab").await?;
    keys.go("options-open", "Tab").await?;
    keys.hit(&["Escape"])?;
    is_gone(&window, "options").await?;
    keys.are_on("options-open").await?;

    // A schedule is described, read back and saved.
    keys.press("nav-schedules", "Return").await?;
    keys.press("new-schedule", "Return").await?;
    keys.write("schedule-text", "Write the weekly report.")
        .await?;
    keys.go("schedule-words", "Tab").await?;
    keys.hit(&["ctrl+a"])?;
    keys.type_here("every Monday at 7")?;
    window.see("Runs every Monday at 7:00", SOON).await?;
    keys.press("save-schedule", "Return").await?;
    keys.press("autostart-no", "Return").await?;
    keys.press("open-schedule", "Return").await?;
    window.find("schedule-form").await?;
    keys.press("leave-schedule", "Return").await?;
    window.find("new-schedule").await?;

    // The costs, and another theme.
    keys.press("nav-settings", "Return").await?;
    keys.press("settings-spending", "Return").await?;
    window.find("month").await?;
    keys.press("nav-settings", "Return").await?;
    keys.press_css("[data-testid^=theme-] input:checked", "Right")
        .await?;
    keys.hit(&["Right"])?;
    window.find_css("[data-theme=dark]", SOON).await?;
    keys.hit(&["question"])?;
    window.find_css("dialog[open]", SOON).await?;
    keys.hit(&["Escape"])?;
    let is_back = "[data-testid^=theme-] input:checked:focus";
    window.find_css(is_back, SOON).await.map(drop)
}
