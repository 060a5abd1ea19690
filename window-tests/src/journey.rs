//! The main journey of a person with Errand, from the first minute to the second start.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::patience::wait_until;
use crate::person::item;
use crate::window::{SOON, by_id};
use crate::{Desktop, ErrandWindow, Error, Result, Start, Steps};

/// Time limit for answers of a small model on a busy machine.
pub const LONG: Duration = Duration::from_secs(600);

/// The parameters of the journey: the door taken, and what is asked.
#[derive(Debug, Clone)]
pub struct Cast {
    /// The door taken on the first page.
    pub door: Door,
    /// Id of the model that answers.
    pub model: String,
    /// Id of the agent that does the job.
    pub agent: String,
    /// The question.
    pub question: String,
    /// The job.
    pub job: String,
    /// Names of the files that the job must produce.
    pub files: Vec<String>,
    /// The follow-up message in the job.
    pub more_of_the_job: String,
}

/// The two choices on the first page.
#[derive(Debug, Clone)]
pub enum Door {
    /// The engine on this computer.
    Local,
    /// Gemini; a wrong key is tried first.
    Gemini {
        /// The valid key.
        key: String,
        /// A key that the server rejects.
        wrong: String,
    },
}

impl Cast {
    /// The starter model and its agent, without an account.
    pub fn this_computer() -> Self {
        Self {
            door: Door::Local,
            model: "errand-starter".to_owned(),
            agent: "errand-agent".to_owned(),
            question: "Tell me a story about a lighthouse and the keeper's dog.".to_owned(),
            job: "Write a detailed report that compares the three suppliers in the file: one \
                  paragraph on each, then a recommendation. Write comparison.csv."
                .to_owned(),
            files: vec!["report.md".to_owned()],
            more_of_the_job: "Which of them would you take?".to_owned(),
        }
    }
}

/// Content of the attached file.
pub const SUPPLIERS: &str = "\
supplier,price per piece,delivery,minimum
Nordwerk,4.20,14 days,500
Halden & Co,4.65,5 days,100
Primaplast,3.90,30 days,2000
";

/// Plays the main job end to end: the first page, a question, a job that outlives its process, its notification and
/// its files, follow-ups, and the next start. Stops at the first failing step.
pub async fn main_job(desktop: &Desktop, start: &Start, cast: &Cast, steps: &mut Steps) -> Result {
    let window = steps
        .step(desktop, "The window opens on two doors", async || {
            let window = ErrandWindow::open(desktop, start).await?;
            window.find("door-gemini").await?;
            window.find("door-local").await?;
            Ok(window)
        })
        .await?;
    go_through(desktop, &window, &cast.door, steps).await?;
    let answer = ask(desktop, &window, cast, steps).await?;
    let job = hand_over(desktop, &window, cast, steps).await?;
    let window = outlive_the_process(desktop, start, window, &job, steps).await?;
    files(desktop, &window, cast, steps).await?;
    steps
        .step(desktop, "A follow-up in the job", async || {
            window.ask(&cast.more_of_the_job).await?;
            window.answer(2, LONG).await?;
            window.sees_the_result().await
        })
        .await?;
    let chat = steps
        .step(desktop, "A follow-up in the chat", async || {
            window.click("nav-chats").await?;
            window.click("conversation-item").await?;
            window.answer(1, SOON).await?;
            window.ask("Say it in fewer words.").await?;
            window.answer(2, LONG).await?;
            window.sees_the_end().await?;
            window.open_conversation().await
        })
        .await?;
    steps
        .step(
            desktop,
            "After quitting and starting again everything is there",
            async || {
                window.close(desktop).await?;
                let window = ErrandWindow::open(desktop, start).await?;
                everything_is_there(&window, &chat, &job, &answer).await?;
                window.click("nav-search").await?;
                let word = longest_word(&answer);
                window.type_into("search-field", &word).await?;
                let hit = format!("[data-testid=\"search-hit\"][data-conversation=\"{chat}\"]");
                window.find_css(&hit, SOON).await?;
                // The screenshot of this step shows the open window; its effects are checked after closing it.
                Ok(window)
            },
        )
        .await?
        .close(desktop)
        .await
}

/// Asks the first question; returns the answer.
async fn ask(
    desktop: &Desktop,
    window: &ErrandWindow,
    cast: &Cast,
    steps: &mut Steps,
) -> Result<String> {
    steps
        .step(desktop, "The answer streams in", async || {
            window.choose_who(&cast.model).await?;
            window.ask_and_see_it_stream(&cast.question).await
        })
        .await?;
    steps
        .step(desktop, "The answer is complete", async || {
            window.answer(1, LONG).await
        })
        .await
}

/// Describes a job with a file and hands it over; returns the id of its conversation.
async fn hand_over(
    desktop: &Desktop,
    window: &ErrandWindow,
    cast: &Cast,
    steps: &mut Steps,
) -> Result<String> {
    steps
        .step(
            desktop,
            "A job is described and a file goes with it",
            async || {
                let file = desktop.home().join("suppliers.csv");
                fs::write(&file, SUPPLIERS).map_err(Error::io(&file))?;
                window.click("nav-new").await?;
                window.choose_who(&cast.agent).await?;
                window.attach(desktop, &file).await?;
                window.type_into("composer", &cast.job).await
            },
        )
        .await?;
    steps
        .step(
            desktop,
            "It is handed over and the Jobs list says what it does now",
            async || {
                window.send().await?;
                window.click("nav-jobs").await?;
                window.see_job_at_work().await
            },
        )
        .await
}

/// Kills the process during the job, starts it again, and waits for the end of the job and its notification; returns
/// the new window.
async fn outlive_the_process(
    desktop: &Desktop,
    start: &Start,
    window: ErrandWindow,
    job: &str,
    steps: &mut Steps,
) -> Result<ErrandWindow> {
    let window = steps
        .step(
            desktop,
            "The process is killed and started again",
            async || {
                window.kill()?;
                ErrandWindow::open(desktop, start).await
            },
        )
        .await?;
    steps
        .step(
            desktop,
            "The job goes on and one notification comes",
            async || {
                window.click("nav-jobs").await?;
                window.standing(job, "done", LONG).await?;
                desktop.notifications().expect(1, SOON).await
            },
        )
        .await?;
    steps
        .step(desktop, "A click on it opens that job", async || {
            window.click("nav-new").await?;
            desktop.notifications().click_newest()?;
            window.shows_conversation(job).await?;
            desktop.notifications().clear_screen()
        })
        .await?;
    Ok(window)
}

async fn go_through(
    desktop: &Desktop,
    window: &ErrandWindow,
    door: &Door,
    steps: &mut Steps,
) -> Result {
    match door {
        Door::Local => {
            steps
                .step(
                    desktop,
                    "The second door leads to the first question",
                    async || {
                        window.click("door-local").await?;
                        window.find("composer").await
                    },
                )
                .await?;
        }
        Door::Gemini { key, wrong } => {
            steps
                .step(desktop, "A wrong key is named", async || {
                    window.click("door-gemini").await?;
                    window.try_key(wrong).await?;
                    window.key_outcome("wrong_key").await
                })
                .await?;
            steps
                .step(desktop, "The right key opens the first door", async || {
                    window.find("key-field").await?.clear().await?;
                    window.try_key(key).await?;
                    window.find("composer").await
                })
                .await?;
        }
    }
    Ok(())
}

async fn files(desktop: &Desktop, window: &ErrandWindow, cast: &Cast, steps: &mut Steps) -> Result {
    steps
        .step(desktop, "Its files are listed and previewed", async || {
            for name in &cast.files {
                window.click_css(&file(name)).await?;
                wait_until("a preview", SOON, async || {
                    let shown = window.texts(&by_id("file-preview")).await?.concat();
                    Ok(if shown.trim().is_empty() {
                        Err(shown)
                    } else {
                        Ok(())
                    })
                })
                .await?;
            }
            Ok(())
        })
        .await?;
    steps
        .step(
            desktop,
            "They are saved to Downloads, and to a folder of one's choice, byte for byte",
            async || {
                window.click("save-all").await?;
                let downloads = desktop.home().join("Downloads");
                for name in &cast.files {
                    saved_as_kept(desktop, &downloads.join(name)).await?;
                }
                let folder = desktop.home().join("Saved by me");
                fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
                window.save_to(desktop, &folder).await?;
                match cast.files.last() {
                    Some(shown) => saved_as_kept(desktop, &folder.join(shown)).await,
                    None => Ok(()),
                }
            },
        )
        .await
}

async fn everything_is_there(window: &ErrandWindow, chat: &str, job: &str, answer: &str) -> Result {
    window.click("nav-jobs").await?;
    window.click_css(&item(job)).await?;
    window.answer(2, SOON).await?;
    window.click("nav-chats").await?;
    window.click_css(&item(chat)).await?;
    window.answer(2, SOON).await?;
    let now = window.answer(1, SOON).await?;
    if now == answer {
        Ok(())
    } else {
        Err(Error::Unexpected(format!(
            "the answer was {answer:?} and is {now:?}"
        )))
    }
}

/// Waits until the file exists, and compares it with the copy that Errand stores under its SHA-256.
async fn saved_as_kept(desktop: &Desktop, saved: &Path) -> Result {
    let bytes = wait_until("the saved file", SOON, async || {
        Ok(fs::read(saved).map_err(|error| format!("{}: {error}", saved.display())))
    })
    .await?;
    let kept = crate::files_with(&desktop.data_dir().join("files"), &bytes)?;
    let same = kept
        .iter()
        .any(|path| fs::metadata(path).is_ok_and(|file| file.len() == bytes.len() as u64));
    if same {
        Ok(())
    } else {
        Err(Error::Unexpected(format!(
            "{} with its {} bytes is not what Errand keeps",
            saved.display(),
            bytes.len()
        )))
    }
}

fn file(name: &str) -> String {
    format!("[data-testid=\"file-item\"][data-name=\"{name}\"]")
}

fn longest_word(text: &str) -> String {
    text.split(|c: char| !c.is_alphabetic())
        .max_by_key(|word| word.len())
        .unwrap_or_default()
        .to_owned()
}
