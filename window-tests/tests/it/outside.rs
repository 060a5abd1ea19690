//! External helpers of the engine on this computer: a search server and an MCP program, configured in the settings.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{Desktop, Equipment, ErrandWindow, Result, Start, answer_dialog, notes};

use crate::hands::{By, Hands};
use crate::scene::{AGENT, Scene};

/// A search server like SearXNG; it runs until the process exits.
struct Searx {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Searx {
    fn start() -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = format!("http://{}", listener.local_addr()?);
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                // A client that disconnects is not an error of the server.
                drop(answer(connection, &heard));
            }
        });
        Ok(Self { address, asked })
    }

    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.clone()
    }
}

fn answer(mut connection: TcpStream, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut heard = asked.lock().unwrap_or_else(PoisonError::into_inner);
    heard.push(first);
    let found = json!({"url": "https://tides.example/today", "title": "Tides today", "content": "High water at noon."});
    let body = json!({"results": [found]}).to_string();
    let length = body.len();
    write!(
        connection,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// Adds the program in the settings, by its file.
async fn add(
    hands: &Hands<'_>,
    window: &ErrandWindow,
    desktop: &Desktop,
    program: &Path,
) -> Result {
    hands.press("nav-settings").await?;
    hands.press("add-tool-program").await?;
    hands.press("tool-program-choose").await?;
    answer_dialog(desktop, program).await?;
    hands.write("tool-program-name", "Notes").await?;
    hands.press("tool-program-keep").await?;
    let tool = "[data-testid=server-tool][data-name=read_note]";
    window.find_css(tool, LONG).await.map(drop)
}

#[tokio::test]
async fn a_question_on_this_computer_uses_the_search_server_and_the_program_that_were_named()
-> Result {
    let desktop = Desktop::start(Equipment::Full).await?;
    let says = json!({
        "models": ["errand-starter"],
        "agents": ["errand-agent"],
        "turns": [{"match": "tide", "say": [
            {"call": "google_search", "arguments": {"queries": ["tides today"]}},
            {"call": "notes_read_note", "arguments": {}},
            "High water is at noon, and the fern wants water.",
        ]}],
    });
    let script = desktop.folder().join("here.json");
    std::fs::write(&script, says.to_string()).expect("a file can be written");
    let brain = format!("script:{}", script.display());
    let start = Start::usual()?.with("ERRAND_ENGINE_BRAIN", brain);
    let window = ErrandWindow::open(&desktop, &start).await?;
    window.click("door-local").await?;
    window.find("composer").await?;

    let hands = Hands::on(&window, &desktop, By::Mouse).await?;
    add(&hands, &window, &desktop, &notes(&desktop)?).await?;
    window.see("read-only.", LONG).await?;
    let server = Searx::start().expect("a server listens");
    window.click("search-server-name").await?;
    window
        .type_into("search-server-address", "http://127.0.0.1:1")
        .await?;
    window.click("search-server-keep").await?;
    window.see("It cannot be reached", LONG).await?;
    window.find("search-server-address").await?.clear().await?;
    window
        .type_into("search-server-address", &server.address)
        .await?;
    window.click("search-server-keep").await?;
    window.find("search-server-state").await?;

    window.click("nav-new").await?;
    window.choose_who("errand-starter").await?;
    window.click("tools-open").await?;
    window
        .click_css("[data-testid=tool][data-kind=search]")
        .await?;
    window
        .click_css("[data-testid=tool-server-use][data-server=notes]")
        .await?;
    // The program runs in the sandbox, so it may be called without asking.
    window.click("tool-server-asks").await?;
    window.ask("When is the tide high?").await?;
    let answer = window.answer(1, LONG).await?;
    assert!(answer.contains("the fern wants water"), "{answer}");
    let asked = server.asked();
    assert!(
        asked.iter().any(|line| line.contains("q=tides+today")),
        "{asked:?}"
    );
    window.see("tides today", LONG).await?;
    window.close(&desktop).await
}

/// Scrolls to the end of a form that is longer than the window, and sends it.
async fn sends(hands: &Hands<'_>, window: &ErrandWindow) -> Result {
    let script = "document.querySelector('[data-testid=answer-actions]').scrollIntoView({ block: 'center' })";
    window.client().execute(script, Vec::new()).await?;
    hands.press("answer-actions").await
}

/// The job calls a function with nested fields and lists of them, which is answered in its form after the next start.
async fn fields_in_fields_are_answered(by: By) -> Result {
    let said = "{\"to\":{\"room\":\"kitchen\",\"shelf\":{\"number\":3},\"care\":[{\"day\":\"Monday\",\"litres\":2}]}";
    let script: Value = json!({"turns": [
        {"match": said, "say": ["It stands in the kitchen."]},
        {"match": "Result of", "say": ["Not understood."]},
        {"match": "plant", "say": [{"call": "notes_move_plant", "arguments": {}}]},
    ]});
    let (scene, window) = Scene::connected(&script).await?;
    let desktop = &scene.desktop;
    let hands = Hands::on(&window, desktop, by).await?;
    add(&hands, &window, desktop, &notes(desktop)?).await?;
    hands.press("nav-new").await?;
    hands.choose_who(AGENT).await?;
    hands.press("tools-open").await?;
    hands.tick("[data-testid=tool-server-use]").await?;
    hands.ask("Move the plant").await?;
    window.ended(1, "needs_you", LONG).await?;
    let conversation = window.open_conversation().await?;
    window.standing(&conversation, "needs_you", LONG).await?;
    // Without its program only the person can answer the question.
    hands.press("nav-settings").await?;
    hands.press("tool-server-remove").await?;
    hands.press("tool-server-remove-yes").await?;
    window.close(desktop).await?;

    let window = ErrandWindow::open(desktop, &scene.start).await?;
    let hands = Hands::on(&window, desktop, by).await?;
    hands.open_from_list(&conversation).await?;
    let room = "[data-testid=action-group][data-name=to] [data-name=room]";
    hands.write_css(room, "kitchen").await?;
    let shelf = "[data-testid=action-group][data-name=shelf] [data-name=number]";
    hands.write_css(shelf, "three").await?;
    hands.press("add-item").await?;
    let care = "[data-testid=action-list][data-name=care]";
    hands
        .write_css(&format!("{care} [data-name=day]"), "Monday")
        .await?;
    hands
        .write_css(&format!("{care} [data-name=litres]"), "2")
        .await?;
    sends(&hands, &window).await?;
    window.find_css("[aria-invalid=true]", LONG).await?;
    hands.write_css(shelf, "3").await?;
    sends(&hands, &window).await?;
    window.ended(2, "done", LONG).await?;
    window.see("It stands in the kitchen.", LONG).await?;
    window.close(desktop).await
}

#[tokio::test]
async fn a_form_with_fields_in_fields_is_answered_after_the_next_start() -> Result {
    fields_in_fields_are_answered(By::Mouse).await
}

#[tokio::test]
async fn a_form_with_fields_in_fields_is_answered_with_the_keyboard_alone() -> Result {
    fields_in_fields_are_answered(By::Keyboard).await
}
