//! An agent with a skill folder and two files: made, tried out, used in a job, shared as a file, and imported into an
//! empty data folder; at the scripted Google and on this computer, each with the mouse and with the keyboard only.

use std::path::PathBuf;

use serde_json::{Value, json};

use window_tests::journey::LONG;
use window_tests::{
    Desktop, Equipment, ErrandWindow, Error, Result, ScriptedGoogle, Start, answer_dialog,
    files_with, wait_until,
};

use crate::hands::{By, Hands};
use crate::scene::Scene;

const ROW: &str = "[data-testid=agent-row][data-name='Kettle desk']";

/// What the job's program makes of the agent's two files and its skill.
const COUNTED: &str = "Copper 39.90\nSteel 24.50\nWrite prices with two decimals.\n";

fn script() -> Value {
    let program = "cat copper.txt steel.txt > kettles.csv\n\
        grep -h decimals /.agents/skills/*/SKILL.md >> kettles.csv";
    json!({
        "models": ["errand-starter", "gemini-3.8-flash"],
        "turns": [
            {"match": "kettle", "say": [{"code": program, "language": "bash"}, "The kettles are counted."]},
            {"say": ["What now?"]},
        ],
    })
}

/// The agent's sources on the person's disk.
struct Things {
    skill: PathBuf,
    files: [PathBuf; 2],
    /// The folder it is shared to.
    shared: PathBuf,
}

impl Things {
    fn on(desktop: &Desktop) -> std::io::Result<Self> {
        let home = desktop.home();
        let skill = home.join("prices");
        std::fs::create_dir_all(&skill)?;
        let text = "---\nname: prices\ndescription: How this shop writes prices\n---\n\nWrite prices with two decimals.\n";
        std::fs::write(skill.join("SKILL.md"), text)?;
        let files = [home.join("copper.txt"), home.join("steel.txt")];
        std::fs::write(&files[0], "Copper 39.90\n")?;
        std::fs::write(&files[1], "Steel 24.50\n")?;
        let shared = home.join("Shared");
        std::fs::create_dir_all(&shared)?;
        Ok(Self {
            skill,
            files,
            shared,
        })
    }

    /// Waits for the file that it was shared as.
    async fn file(&self) -> Result<PathBuf> {
        wait_until("the agent's file", LONG, async || {
            let mut there = std::fs::read_dir(&self.shared).expect("the folder can be read");
            let file = there.find_map(|entry| entry.ok().map(|entry| entry.path()));
            let is_agent = |file: &PathBuf| file.extension().is_some_and(|it| it == "errand-agent");
            Ok(file.filter(is_agent).ok_or_else(|| "no file".to_owned()))
        })
        .await
    }
}

/// Checks that the job's file contains what the agent was given.
fn counted(desktop: &Desktop, times: usize) -> Result {
    let found = files_with(&desktop.data_dir().join("files"), COUNTED.as_bytes())?;
    // Identical bytes are stored once.
    match found.len() == times {
        true => Ok(()),
        false => Err(Error::Unexpected(format!("{COUNTED:?} is in {found:?}"))),
    }
}

/// Opens Errand with an empty data folder, and passes the first page if it is shown.
async fn elsewhere(desktop: &Desktop, start: &Start) -> Result<ErrandWindow> {
    let empty = desktop.folder().join("another-data");
    let start = start.clone().with("ERRAND_DATA_DIR", empty);
    let window = ErrandWindow::open(desktop, &start).await?;
    let css = "[data-testid=door-local], [data-testid=composer]";
    window.find_css(css, LONG).await?;
    if window.has("door-local").await? {
        window.click("door-local").await?;
    }
    window.find("composer").await?;
    Ok(window)
}

async fn sees_the_whole_agent(window: &ErrandWindow) -> Result {
    window
        .find_css("[data-testid=agent-data] ~ [data-testid=agent-data]", LONG)
        .await?;
    window.find("skill").await?;
    let css = "[data-testid=agent-name]";
    let script = "return document.querySelector(arguments[0]).value";
    let name = window.client().execute(script, vec![json!(css)]).await?;
    assert_eq!(name, "Kettle desk");
    Ok(())
}

/// The server of the agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AgentServer {
    Google,
    ThisComputer,
}

/// Returns a desktop with a window past the first page; keep the returned server as long as it is needed.
async fn at_work(
    at: AgentServer,
    by: By,
) -> Result<(Desktop, Start, Option<ScriptedGoogle>, ErrandWindow)> {
    if at == AgentServer::Google {
        let (scene, window) = Scene::connected(&script()).await?;
        let Scene {
            google,
            start,
            desktop,
        } = scene;
        return Ok((desktop, start, Some(google), window));
    }
    let desktop = Desktop::start(Equipment::Full).await?;
    let file = desktop.folder().join("here.json");
    std::fs::write(&file, script().to_string()).expect("a file can be written");
    let brain = format!("script:{}", file.display());
    let start = Start::usual()?.with("ERRAND_ENGINE_BRAIN", brain);
    let window = ErrandWindow::open(&desktop, &start).await?;
    let hands = Hands::on(&window, &desktop, by).await?;
    hands.press("door-local").await?;
    window.find("composer").await?;
    Ok((desktop, start, None, window))
}

async fn is_made_tried_used_shared_and_imported(at: AgentServer, by: By) -> Result {
    let (desktop, start, _google, window) = at_work(at, by).await?;
    let desktop = &desktop;
    let things = Things::on(desktop).expect("files can be written");
    let hands = Hands::on(&window, desktop, by).await?;
    hands.press("nav-agents").await?;
    hands.press("new-agent").await?;
    hands.write("agent-name", "Kettle desk").await?;
    let instructions = "Compare kettles for the shop.";
    hands.write("agent-instructions", instructions).await?;
    hands.press("skill-folder").await?;
    answer_dialog(desktop, &things.skill).await?;
    window.find("skill").await?;
    for file in &things.files {
        hands.press("data-files").await?;
        answer_dialog(desktop, file).await?;
    }
    sees_the_whole_agent(&window).await?;
    hands.write("try-text", "Count each kettle").await?;
    if at == AgentServer::Google && window.has("try-gemini").await? {
        hands.tick("[data-testid=try-gemini]").await?;
    }
    hands.press("try-go").await?;
    let done = "[data-testid=tried] [data-standing=done]";
    window.find_css(done, LONG).await?;
    counted(desktop, 1)?;
    hands.press("save-agent").await?;

    window.find_css(ROW, LONG).await?;
    let ask = format!("{ROW} [data-testid=ask-agent]");
    hands.press_css(&ask).await?;
    hands.ask("Count every kettle").await?;
    window.ended(1, "done", LONG).await?;
    window.see("The kettles are counted.", LONG).await?;
    window.see("kettles.csv", LONG).await?;

    hands.press("nav-agents").await?;
    let edit = format!("{ROW} [data-testid=edit-agent]");
    hands.press_css(&edit).await?;
    hands.press("share-agent").await?;
    answer_dialog(desktop, &things.shared).await?;
    let file = things.file().await?;
    window.close(desktop).await?;

    let window = elsewhere(desktop, &start).await?;
    let hands = Hands::on(&window, desktop, by).await?;
    hands.press("nav-agents").await?;
    hands.press("open-agent").await?;
    answer_dialog(desktop, &file).await?;
    sees_the_whole_agent(&window).await?;
    hands.press("save-agent").await?;
    window.find_css(ROW, LONG).await?;
    window.close(desktop).await
}

#[tokio::test]
async fn an_agent_is_made_tried_used_at_google_shared_and_imported() -> Result {
    is_made_tried_used_shared_and_imported(AgentServer::Google, By::Mouse).await
}

#[tokio::test]
async fn the_same_is_done_at_google_with_the_keyboard_alone() -> Result {
    is_made_tried_used_shared_and_imported(AgentServer::Google, By::Keyboard).await
}

#[tokio::test]
async fn the_same_is_done_on_this_computer() -> Result {
    is_made_tried_used_shared_and_imported(AgentServer::ThisComputer, By::Mouse).await
}

#[tokio::test]
async fn the_same_is_done_on_this_computer_with_the_keyboard_alone() -> Result {
    is_made_tried_used_shared_and_imported(AgentServer::ThisComputer, By::Keyboard).await
}
