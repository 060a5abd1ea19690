//! The journey after the main job: connects a model, makes an agent, looks at the costs, and looks at everything in
//! the dark theme.

use std::fs;
use std::path::{Path, PathBuf};

use crate::journey::LONG;
use crate::patience::wait_until;
use crate::person::answer_dialog;
use crate::window::SOON;
use crate::{Desktop, ErrandWindow, Error, ModelServer, Result, Start, Steps, notes};

/// The key of [`model_server`].
pub const MODEL_KEY: &str = "sk-a-key-of-the-tour";

/// A model server such as a person may run on the same computer.
///
/// # Errors
/// If there is no free port.
pub fn model_server() -> Result<ModelServer> {
    let answer = [
        "Copper kettles ",
        "conduct heat best; ",
        "steel ones last longest.",
    ];
    let tool = Some("notes_read_note");
    ModelServer::start_calling(tool, MODEL_KEY, &["tide-1", "tide-2"], &answer)
}

/// Plays everything after the main job, on the same desktop. Stops at the first failing step.
///
/// # Errors
/// The error of the failing step.
pub async fn later(desktop: &Desktop, start: &Start, steps: &mut Steps) -> Result {
    let server = model_server()?;
    let window = ErrandWindow::open(desktop, start).await?;
    models(desktop, &window, &server, steps).await?;
    let shared = agent(desktop, &window, &Agent::usual(), steps).await?;
    shared_agent(desktop, &window, &shared, steps).await?;
    tools(desktop, &window, steps).await?;
    schedule(desktop, &window, steps).await?;
    spending(desktop, &window, steps).await?;
    in_the_dark(desktop, &window, steps).await?;
    window.close(desktop).await
}

/// Connects a model server, finds its models in the picker, and asks one.
///
/// # Errors
/// The error of the failing step.
pub async fn models(
    desktop: &Desktop,
    window: &ErrandWindow,
    server: &ModelServer,
    steps: &mut Steps,
) -> Result {
    steps
        .step(
            desktop,
            "A server of models on this computer is connected",
            async || {
                window.click("nav-settings").await?;
                window.click("add-models").await?;
                window
                    .click_css("[data-testid=preset][data-preset='']")
                    .await?;
                window
                    .type_into("provider-address", &server.base_url)
                    .await?;
                window.type_into("provider-key", MODEL_KEY).await?;
                window.click("provider-connect").await?;
                window
                    .find_css("[data-testid=provider]", LONG)
                    .await
                    .map(drop)
            },
        )
        .await?;
    steps
        .step(desktop, "Its models are found in the picker", async || {
            window.click("nav-new").await?;
            window.click("who").await?;
            window.type_into("who-find", "tide").await?;
            wait_until("nothing but its models", SOON, async || {
                let shown = window.texts("[data-testid=who-option]").await?;
                let its = shown.iter().filter(|one| one.contains("tide")).count();
                Ok(if its >= 2 && its == shown.len() {
                    Ok(())
                } else {
                    Err(shown.join(", "))
                })
            })
            .await
        })
        .await?;
    steps
        .step(desktop, "One of them answers", async || {
            // The picker must be closed first.
            window.click("who").await?;
            window.choose_who("tide-2").await?;
            window.ask("Which kettle should I buy?").await?;
            let answer = window.answer(1, LONG).await?;
            if answer.contains("Copper kettles") {
                Ok(())
            } else {
                Err(Error::Unexpected(answer))
            }
        })
        .await?;
    steps
        .step(desktop, "What else can be chosen for it", async || {
            window.click("options-open").await?;
            window.find("options").await.map(drop)
        })
        .await?;
    window.click("options-open").await
}

/// An agent that the person makes.
#[derive(Debug, Clone)]
pub struct Agent {
    /// Its name.
    pub name: String,
    /// Where it is tried out: `local` or `gemini`.
    pub engine: &'static str,
    /// The prompt it is tried out with.
    pub wish: String,
}

impl Agent {
    /// An agent that works on this computer.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            name: "Kettle desk".to_owned(),
            engine: "local",
            wish: "Write one sentence on each kettle.".to_owned(),
        }
    }
}

/// Makes an agent with a skill and data, tries it out beside its form, saves it, and shares it; returns the file.
///
/// # Errors
/// The error of the failing step.
pub async fn agent(
    desktop: &Desktop,
    window: &ErrandWindow,
    agent: &Agent,
    steps: &mut Steps,
) -> Result<PathBuf> {
    let row = format!("[data-testid=agent-row][data-name='{}']", agent.name);
    steps
        .step(
            desktop,
            "An agent gets a name, instructions, a skill and data",
            async || {
                window.click("nav-agents").await?;
                window.click("new-agent").await?;
                window.type_into("agent-name", &agent.name).await?;
                window
                    .type_into("agent-about", "Compares kettles for the shop")
                    .await?;
                window.click("agent-example").await?;
                window.click("write-skill").await?;
                window.type_into("skill-name", "Prices").await?;
                window
                    .type_into("skill-about", "How this shop writes prices")
                    .await?;
                window
                    .type_into("skill-text", "Write prices with two decimals and EUR.")
                    .await?;
                window.click("skill-done").await?;
                window.find("skill").await?;
                window.click("data-text").await?;
                window.type_into("text-name", "kettles.txt").await?;
                window
                    .type_into(
                        "text-text",
                        "Copper kettle: 39.90 EUR. Steel kettle: 24.50 EUR.",
                    )
                    .await?;
                window.click("data-done").await?;
                window.find("agent-data").await.map(drop)
            },
        )
        .await?;
    steps
        .step(desktop, "It is tried beside its form", async || {
            window.type_into("try-text", &agent.wish).await?;
            let where_ = format!("try-{}", agent.engine);
            if window.has(&where_).await? {
                window.click(&where_).await?;
            }
            window.click("try-go").await?;
            let done = "[data-testid=tried] [data-standing=done]";
            window.find_css(done, LONG).await.map(drop)
        })
        .await?;
    steps
        .step(desktop, "It is kept, and asked from the list", async || {
            window.click("save-agent").await?;
            window.find_css(&row, SOON).await?;
            window
                .click_css(&format!("{row} [data-testid=ask-agent]"))
                .await?;
            window.find("composer").await.map(drop)
        })
        .await?;
    let folder = desktop.home().join("Agents");
    steps
        .step(desktop, "It is shared as a file", async || {
            fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
            window.click("nav-agents").await?;
            window
                .click_css(&format!("{row} [data-testid=edit-agent]"))
                .await?;
            window.click("share-agent").await?;
            answer_dialog(desktop, &folder).await?;
            let file = wait_until("the agent's file", SOON, async || {
                Ok(only_file(&folder).ok_or_else(|| "no file yet".to_owned()))
            })
            .await?;
            window.click("leave-agent").await?;
            Ok(file)
        })
        .await
}

/// Imports an agent from a file and saves it.
///
/// # Errors
/// The error of the failing step.
pub async fn shared_agent(
    desktop: &Desktop,
    window: &ErrandWindow,
    file: &Path,
    steps: &mut Steps,
) -> Result {
    steps
        .step(
            desktop,
            "An agent from a file is read before it is kept",
            async || {
                window.click("nav-agents").await?;
                window.click("open-agent").await?;
                answer_dialog(desktop, file).await?;
                window.find_css("[data-testid=agent-form]", SOON).await?;
                window.find("skill").await?;
                window.find("agent-data").await.map(drop)
            },
        )
        .await?;
    steps
        .step(desktop, "It is one of the agents", async || {
            let before = window.texts("[data-testid=agent-row]").await?.len();
            window.click("save-agent").await?;
            wait_until("one agent more", SOON, async || {
                let rows = window.texts("[data-testid=agent-row]").await?;
                Ok(if rows.len() > before {
                    Ok(())
                } else {
                    Err(rows.join(", "))
                })
            })
            .await
        })
        .await
}

async fn tools(desktop: &Desktop, window: &ErrandWindow, steps: &mut Steps) -> Result {
    steps
        .step(desktop, "What a job may use is chosen", async || {
            window.click("nav-new").await?;
            window.choose_who("errand-agent").await?;
            window.click("tools-open").await?;
            window.find("tools").await.map(drop)
        })
        .await?;
    window.click("tools-open").await?;
    steps
        .step(desktop, "A program with tools is added", async || {
            let program = notes(desktop)?;
            window.click("nav-settings").await?;
            window.click("add-tool-program").await?;
            window.click("tool-program-choose").await?;
            answer_dialog(desktop, &program).await?;
            window.type_into("tool-program-name", "Notes").await?;
            window.click("tool-program-keep").await?;
            let tool = "[data-testid=server-tool][data-name=read_note]";
            window.find_css(tool, LONG).await.map(drop)
        })
        .await?;
    steps
        .step(
            desktop,
            "A call of it is shown before it is made",
            async || {
                window.click("nav-new").await?;
                window.choose_who("tide-2").await?;
                window.click("tools-open").await?;
                window.click("tool-server-use").await?;
                window.ask("What does my note say?").await?;
                window.ended(1, "needs_you", LONG).await?;
                window.find("deed").await.map(drop)
            },
        )
        .await?;
    steps
        .step(desktop, "It is approved and done", async || {
            window.click("answer-actions").await?;
            window.ended(2, "done", LONG).await
        })
        .await
}

/// Describes a schedule in words and saves it.
async fn schedule(desktop: &Desktop, window: &ErrandWindow, steps: &mut Steps) -> Result {
    steps
        .step(
            desktop,
            "A schedule in words is read back with its dates",
            async || {
                window.click("nav-schedules").await?;
                window.click("new-schedule").await?;
                window
                    .type_into("schedule-text", "Write the weekly report.")
                    .await?;
                window.find("schedule-words").await?.clear().await?;
                window
                    .type_into("schedule-words", "every Monday at 7")
                    .await?;
                window.see("Runs every Monday at 7:00", SOON).await
            },
        )
        .await?;
    steps
        .step(desktop, "It is kept and runs by itself", async || {
            window.click("save-schedule").await?;
            window.click("autostart-no").await?;
            window.find("schedule-row").await.map(drop)
        })
        .await
}

async fn spending(desktop: &Desktop, window: &ErrandWindow, steps: &mut Steps) -> Result {
    steps
        .step(desktop, "What it cost", async || {
            window.click("nav-settings").await?;
            window.click("settings-spending").await?;
            window.find("month").await.map(drop)
        })
        .await
}

/// Opens every page in the dark theme.
async fn in_the_dark(desktop: &Desktop, window: &ErrandWindow, steps: &mut Steps) -> Result {
    steps
        .step(desktop, "The settings in the dark", async || {
            window.click("nav-settings").await?;
            window.click("theme-dark").await?;
            window.find_css("[data-theme=dark]", SOON).await.map(drop)
        })
        .await?;
    for (name, place, there) in [
        ("A new message in the dark", "nav-new", "composer"),
        ("The agents in the dark", "nav-agents", "agent-row"),
        ("The schedules in the dark", "nav-schedules", "schedule-row"),
        ("The search in the dark", "nav-search", "search-field"),
    ] {
        steps
            .step(desktop, name, async || {
                window.click(place).await?;
                window.find(there).await.map(drop)
            })
            .await?;
    }
    for (name, place, press, there, leave) in [
        (
            "An agent's form in the dark",
            "nav-agents",
            "new-agent",
            "agent-form",
            "leave-agent",
        ),
        (
            "A schedule's form in the dark",
            "nav-schedules",
            "new-schedule",
            "schedule-form",
            "leave-schedule",
        ),
    ] {
        steps
            .step(desktop, name, async || {
                window.click(place).await?;
                window.click(press).await?;
                window.find(there).await.map(drop)
            })
            .await?;
        window.click(leave).await?;
    }
    for (name, list) in [
        ("A chat in the dark", "nav-chats"),
        ("A job and its files in the dark", "nav-jobs"),
    ] {
        steps
            .step(desktop, name, async || {
                window.click(list).await?;
                window.click("conversation-item").await?;
                window.find("turn").await.map(drop)
            })
            .await?;
    }
    steps
        .step(desktop, "The spending in the dark", async || {
            window.click("nav-settings").await?;
            window.click("settings-spending").await?;
            window.find("chart").await.map(drop)
        })
        .await
}

fn only_file(folder: &Path) -> Option<PathBuf> {
    let mut files = fs::read_dir(folder).ok()?.flatten();
    files.find_map(|entry| {
        let path = entry.path();
        let named = path
            .extension()
            .is_some_and(|ending| ending == "errand-agent");
        named.then_some(path)
    })
}
