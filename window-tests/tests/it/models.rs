//! A model server is connected in the settings, its model chosen in the picker, and a question answered by it.

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, ModelServer, Result, Start, files_with};

/// A key that no other bytes resemble.
const KEY: &str = "sk-RIGHT-4d1c7e90b2a8f356-key";

#[tokio::test]
async fn a_connected_model_answers_and_its_key_is_in_the_keychain_alone() -> Result {
    let server = ModelServer::start(KEY, &["tide-1", "tide-2"], &["The sea ", "is salt."])?;
    let desktop = Desktop::start(Equipment::Full).await?;
    let start = Start::usual()?;
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-local").await?;
    window.find("composer").await?;

    window.click("nav-settings").await?;
    window.click("add-models").await?;
    window
        .click_css("[data-testid=preset][data-preset='']")
        .await?;
    window
        .type_into("provider-address", &server.base_url)
        .await?;
    window.type_into("provider-key", "sk-wrong").await?;
    window.click("provider-connect").await?;
    let named = "[data-testid=provider-outcome][data-code=wrong_key]";
    window.find_css(named, LONG).await?;
    // The wrong key is still in the field, to be corrected.
    window.find("provider-key").await?.clear().await?;
    window.type_into("provider-key", KEY).await?;
    window.click("provider-connect").await?;
    window.find_css("[data-testid=provider]", LONG).await?;
    window
        .see("What you write stays on this computer.", LONG)
        .await?;

    window.click("nav-new").await?;
    window.choose_who("tide-2").await?;
    window.ask("Tell me about the sea").await?;
    let answer = window.answer(1, LONG).await?;
    assert!(answer.contains("The sea is salt."), "{answer}");
    let asked = server.asked();
    assert!(
        asked.iter().any(|chat| chat["model"] == "tide-2"),
        "{asked:?}"
    );
    window.close(&desktop).await?;

    // It is there at the next start with its key, which is only in the keychain.
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.choose_who("tide-1").await?;
    window.ask("And the lake?").await?;
    window.answer(1, LONG).await?;
    let found = files_with(&desktop.data_dir(), KEY.as_bytes())?;
    assert!(found.is_empty(), "the key is in {found:?}");
    let log = files_with(&desktop.log(""), KEY.as_bytes())?;
    assert!(log.is_empty(), "the key is in {log:?}");
    window.close(&desktop).await
}
