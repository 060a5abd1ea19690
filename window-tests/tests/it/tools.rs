//! A server of tools is added in the settings, ticked for a job, asked for, and approved after the next start.

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, EverythingServer, Result};

use crate::scene::{AGENT, Scene};

fn script() -> Value {
    json!({"turns": [
        {"match": "Result of everything_echo: Echo: hello", "say": ["The server said hello."]},
        {"match": "echo", "say": [
            "I ask the server. ",
            {"call": "everything_echo", "arguments": {"message": "hello"}},
        ]},
        {"say": ["What now?"]},
    ]})
}

/// Ticks the server in the panel of the next turn.
async fn tick(window: &ErrandWindow) -> Result {
    window.click("tools-open").await?;
    window.click_css("[data-testid=tool-server-use]").await?;
    window
        .see(
            "Errand makes the calls itself, and shows you each one before.",
            LONG,
        )
        .await
}

#[tokio::test]
async fn a_tool_of_a_server_is_used_when_its_call_is_approved() -> Result {
    let server = EverythingServer::start()?;
    let (scene, window) = Scene::connected(&script()).await?;
    window.click("nav-settings").await?;
    window.click("add-tool-server").await?;
    window
        .type_into("tool-server-address", &server.address)
        .await?;
    window.type_into("tool-server-name", "Everything").await?;
    window.click("tool-server-keep").await?;
    let echo = "[data-testid=server-tool][data-name=echo]";
    window.find_css(echo, LONG).await?;

    window.click("nav-new").await?;
    window.choose_who(AGENT).await?;
    tick(&window).await?;
    window.ask("Let the server echo hello").await?;
    window.ended(1, "needs_you", LONG).await?;
    let conversation = window.open_conversation().await?;
    window.standing(&conversation, "needs_you", LONG).await?;
    window.close(&scene.desktop).await?;

    let window = ErrandWindow::open(&scene.desktop, &scene.start).await?;
    window.open_from_list(&conversation).await?;
    let deed = window.find_css("[data-testid=deed]", LONG).await?;
    assert!(deed.text().await?.contains("of Everything."));
    window.see("hello", LONG).await?;
    window.click("answer-actions").await?;
    window.ended(2, "done", LONG).await?;
    window.see("The server said hello.", LONG).await?;
    window.see("approved and done", LONG).await?;
    window.close(&scene.desktop).await
}
