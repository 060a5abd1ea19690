//! A second start, a missing keychain, and a missing model.

use std::time::Duration;

use serde_json::json;

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, ScriptedGoogle, Start};

use crate::scene::{KEY, MODEL, at_once};

const SOON: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_second_start_raises_the_first_window_and_ends() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::usual()?;
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.focus(&desktop).await?;
    desktop.minimise_focused()?;
    assert!(!desktop.shows_window("Errand"));

    start.second_start(&desktop).await?;

    window.focus(&desktop).await?;
    assert!(desktop.shows_window("Errand"));
    window.find("door-local").await?;
    Ok(())
}

#[tokio::test]
async fn without_a_keychain_the_key_can_stay_for_this_session() -> Result {
    let script = json!({"turns": [at_once("hello", "Good day.")]});
    let desktop = Desktop::start(Equipment::NoKeychain).await?;
    let google = ScriptedGoogle::start(&desktop, KEY, &script).await?;
    let start = Start::without_model().against(&google.base_url);
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-gemini").await?;
    window.try_key(KEY).await?;
    window.key_outcome("no_keychain").await?;

    window.find("key-session").await?;
    window.click("key-connect").await?;
    window.find("composer").await?;
    window.choose_who(MODEL).await?;
    window.ask("hello").await?;
    assert_eq!(window.answer(1, LONG).await?, "Good day.");
    window.close(&desktop).await?;

    let window = ErrandWindow::open(&desktop, &start).await?;
    window.find("nav-settings").await?;
    window.click("nav-chats").await?;
    window.click("conversation-item").await?;
    assert_eq!(window.answer(1, SOON).await?, "Good day.");
    let found = window_tests::files_with(desktop.folder(), KEY.as_bytes())?;
    assert!(found.is_empty(), "the key lies in {found:?}");
    Ok(())
}

#[tokio::test]
async fn without_a_model_file_the_second_door_says_so() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let window = ErrandWindow::open(&desktop, &Start::without_model()).await?;
    window.click("door-local").await?;
    window
        .find_css("[data-testid=error][data-code=no_model]", SOON)
        .await?;
    window.find("choose-model").await?;
    Ok(())
}

#[tokio::test]
async fn without_bubblewrap_a_job_says_that_its_code_could_not_run() -> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let script = json!({"turns": [{"say": [
        "I run it.\n\n",
        {"code": "print(1 + 1)"},
        "\n\nThat is all."
    ]}]});
    let google = ScriptedGoogle::start_without_bubblewrap(&desktop, KEY, &script).await?;
    let start = Start::without_model().against(&google.base_url);
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-gemini").await?;
    window.try_key(KEY).await?;
    window.choose_who(crate::scene::AGENT).await?;
    window.ask("Add one and one.").await?;
    // So short a job is over before its log is seen, and the log and its failed steps are then collapsed.
    window.see("What was done", LONG).await?;
    window.click_css("[data-testid=timeline] > summary").await?;
    window
        .click_css("[data-testid=timeline] .timeline summary:has(.trouble)")
        .await?;
    window.see("bubblewrap", SOON).await
}
