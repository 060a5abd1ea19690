//! An MCP server is added in the settings, ticked for a job, called, and the call approved after the next start.

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{ErrandWindow, EverythingServer, Result};

use crate::hands::{By, Hands};
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

/// The server is added, one of its tools is called by a job, and the call is approved after the next start.
async fn is_added_called_and_approved(by: By) -> Result {
    let server = EverythingServer::start()?;
    let (scene, window) = Scene::connected(&script()).await?;
    let desktop = &scene.desktop;
    let hands = Hands::on(&window, desktop, by).await?;
    hands.press("nav-settings").await?;
    hands.press("add-tool-server").await?;
    hands.write("tool-server-address", &server.address).await?;
    hands.write("tool-server-name", "Everything").await?;
    hands.press("tool-server-keep").await?;
    let echo = "[data-testid=server-tool][data-name=echo]";
    window.find_css(echo, LONG).await?;

    hands.press("nav-new").await?;
    hands.choose_who(AGENT).await?;
    hands.press("tools-open").await?;
    hands.tick("[data-testid=tool-server-use]").await?;
    let said = "Errand makes the calls itself, and shows you each one before.";
    window.see(said, LONG).await?;
    hands.ask("Let the server echo hello").await?;
    window.ended(1, "needs_you", LONG).await?;
    let conversation = window.open_conversation().await?;
    window.standing(&conversation, "needs_you", LONG).await?;
    window.close(desktop).await?;

    let window = ErrandWindow::open(desktop, &scene.start).await?;
    let hands = Hands::on(&window, desktop, by).await?;
    hands.open_from_list(&conversation).await?;
    let deed = window.find_css("[data-testid=deed]", LONG).await?;
    assert!(deed.text().await?.contains("of Everything."));
    window.see("hello", LONG).await?;
    hands.press("answer-actions").await?;
    window.ended(2, "done", LONG).await?;
    window.see("The server said hello.", LONG).await?;
    window.see("approved and done", LONG).await?;
    window.close(desktop).await
}

#[tokio::test]
async fn a_tool_of_a_server_is_used_when_its_call_is_approved() -> Result {
    is_added_called_and_approved(By::Mouse).await
}

#[tokio::test]
async fn a_tool_of_a_server_is_approved_with_the_keyboard_alone() -> Result {
    is_added_called_and_approved(By::Keyboard).await
}
