//! One conversation that moves between brains: the local starter model, servers with OpenAI's and Anthropic's
//! protocols, and Gemini. Each receives the file of the first turn.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, Error, ModelServer, Result};

use crate::scene::{MODEL, Scene, at_once};

const SOON: Duration = Duration::from_secs(30);
/// The key of both model servers.
const KEY: &str = "sk-RIGHT-moving-5b0c2d77e1a94f36-key";
/// Content of the first turn's file, which occurs nowhere else.
const FACT: &str = "The green suitcase weighs 23.7 kg.";

/// Connects a model server in the settings.
async fn connect(window: &ErrandWindow, server: &ModelServer, dialect: &str) -> Result {
    window.click("nav-settings").await?;
    window.click("add-models").await?;
    window
        .click_css("[data-testid=preset][data-preset='']")
        .await?;
    window
        .type_into("provider-address", &server.base_url)
        .await?;
    window
        .click_css(&format!(
            "[data-testid=provider-form] option[value={dialect}]"
        ))
        .await?;
    window.type_into("provider-key", KEY).await?;
    window.click("provider-connect").await?;
    let connected = format!("{} is connected", server.address);
    window.see(&connected, LONG).await
}

/// Returns true if the last chat request to a server contains these words.
fn was_told(server: &ModelServer, words: &str) -> bool {
    let asked = server.asked();
    let last = asked.last().map(Value::to_string).unwrap_or_default();
    last.contains(words)
}

#[tokio::test]
async fn a_conversation_goes_through_four_brains_and_each_knows_the_file_of_its_first_turn()
-> Result {
    let open = ModelServer::start(KEY, &["tide-1"], &["The suitcase ", "is green."])?;
    let messages = ModelServer::start(KEY, &["heron-1"], &["It is ", "heavy."])?;
    let script = json!({"turns": [at_once("And now", "It weighs 23.7 kg.")]});
    let (scene, window) = Scene::connected(&script).await?;
    connect(&window, &open, "openai").await?;
    connect(&window, &messages, "anthropic").await?;

    let file = scene.desktop.home().join("luggage.txt");
    fs::write(&file, FACT).map_err(|error| Error::Unexpected(error.to_string()))?;
    window.click("nav-new").await?;
    window.choose_who("errand-starter").await?;
    window.attach(&scene.desktop, &file).await?;
    window.ask("What does the note say?").await?;
    let first = window.answer(1, LONG).await?;

    window.choose_who("tide-1").await?;
    window.ask("Which colour has it?").await?;
    assert_eq!(window.answer(2, LONG).await?, "The suitcase is green.");
    assert!(was_told(&open, FACT), "{:?}", open.asked());
    let beginning: String = first.chars().take(12).collect();
    assert!(was_told(&open, &beginning), "the starter's answer: {first}");

    window.choose_who("heron-1").await?;
    window.ask("Is it heavy?").await?;
    assert_eq!(window.answer(3, LONG).await?, "It is heavy.");
    assert!(was_told(&messages, FACT), "{:?}", messages.asked());
    assert!(was_told(&messages, "The suitcase is green."));

    // Before it goes to Gemini, the person is told so.
    window.choose_who(MODEL).await?;
    window.find("leaving").await?;
    window.ask("And now, what does it weigh?").await?;
    assert_eq!(window.answer(4, LONG).await?, "It weighs 23.7 kg.");
    for words in [FACT, "The suitcase is green.", "It is heavy."] {
        assert!(scene.google.was_told(words)?, "{words}");
    }
    window
        .see("it was told from the history here", SOON)
        .await?;
    window.close(&scene.desktop).await
}
