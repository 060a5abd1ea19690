//! Actions of a person in the window: choose, write, attach, read, wait.

use std::path::Path;
use std::time::Duration;

use fantoccini::Locator;

use crate::patience::wait_until;
use crate::window::{SOON, by_id};
use crate::{Desktop, ErrandWindow, Error, Result, journey::LONG};

pub(crate) fn item(conversation: &str) -> String {
    format!("[data-testid=\"conversation-item\"][data-conversation=\"{conversation}\"]")
}

impl ErrandWindow {
    /// Chooses a model or agent by its id, using the search field of the list.
    pub async fn choose_who(&self, api_id: &str) -> Result {
        self.click("who").await?;
        self.type_into("who-find", api_id).await?;
        let option = format!("//*[@data-testid='who-option'][contains(., '{api_id}')]");
        wait_until(api_id, SOON, async || {
            let clicked = match self.client().find(Locator::XPath(&option)).await {
                Ok(element) => element.click().await,
                Err(error) => Err(error),
            };
            match clicked {
                Ok(()) => Ok(Ok(())),
                Err(error) => {
                    let shown = self.texts(&by_id("who-option")).await?.join(", ");
                    Ok(Err(format!("{error}: {shown}")))
                }
            }
        })
        .await
    }

    /// Types into the composer and sends it.
    pub async fn ask(&self, text: &str) -> Result {
        self.type_into("composer", text).await?;
        self.send().await
    }

    /// Waits until the composer contains exactly this text.
    pub async fn sees_unsent(&self, text: &str) -> Result {
        let script = "return document.querySelector('[data-testid=composer]')?.value ?? null";
        wait_until(&format!("\"{text}\" in the composer"), SOON, async || {
            let now = self.client().execute(script, Vec::new()).await?;
            Ok(if now.as_str() == Some(text) {
                Ok(())
            } else {
                Err(now.to_string())
            })
        })
        .await
    }

    /// Sends the content of the composer.
    pub async fn send(&self) -> Result {
        self.click("send").await?;
        wait_until("a turn", SOON, async || {
            let there = self.has("turn").await?;
            Ok(if there {
                Ok(())
            } else {
                Err(self.all_text().await?)
            })
        })
        .await
    }

    /// Attaches a file through the system's dialog.
    pub async fn attach(&self, desktop: &Desktop, file: &Path) -> Result {
        self.click("attach").await?;
        answer_dialog(desktop, file).await?;
        self.find("chip").await.map(drop)
    }

    /// Saves the displayed file to a folder chosen in the system's dialog.
    pub async fn save_to(&self, desktop: &Desktop, folder: &Path) -> Result {
        self.click("save-to").await?;
        answer_dialog(desktop, folder).await
    }

    /// Chooses a path in the system's dialog that is open.
    pub async fn answers_dialog(&self, desktop: &Desktop, path: &Path) -> Result {
        answer_dialog(desktop, path).await
    }

    /// Enters a key on the first page and connects.
    pub async fn try_key(&self, key: &str) -> Result {
        self.type_into("key-field", key).await?;
        self.click("key-connect").await
    }

    /// Waits until the outcome of trying a key has this code.
    pub async fn key_outcome(&self, code: &str) -> Result {
        let css = format!("[data-testid=\"key-outcome\"][data-code=\"{code}\"]");
        self.find_css(&css, SOON).await.map(drop)
    }

    /// Waits until the preview in the file panel contains this text.
    pub async fn sees_in_file(&self, words: &str) -> Result {
        wait_until("the file's preview", LONG, async || {
            let shown = self.texts("[data-testid=file-preview]").await?.concat();
            Ok(if shown.contains(words) {
                Ok(())
            } else {
                Err(shown)
            })
        })
        .await
    }

    /// Waits until turn `number` (from 1) is done and returns its answer.
    pub async fn answer(&self, number: usize, at_most: Duration) -> Result<String> {
        self.ended(number, "done", at_most).await?;
        let script = "const turns = document.querySelectorAll('[data-testid=turn]');\
                      return [...turns[arguments[0]].querySelectorAll('[data-testid=answer]')]\
                        .map(e => e.textContent).join('\\n')";
        let text = self
            .client()
            .execute(script, vec![serde_json::json!(number - 1)])
            .await?;
        let text = text.as_str().unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            return Err(Error::Unexpected(format!(
                "turn {number} is done but says nothing"
            )));
        }
        Ok(text)
    }

    /// Waits until the end of the conversation is visible, as it must be after sending.
    pub async fn sees_the_end(&self) -> Result {
        let script = "const page = document.querySelector('.page-scroll');\
                      return page.scrollHeight - page.clientHeight - page.scrollTop";
        wait_until("the end of the conversation", SOON, async || {
            let below = self.client().execute(script, Vec::new()).await?;
            let below = below.as_f64().unwrap_or(f64::MAX);
            Ok(if below < 1.0 {
                Ok(())
            } else {
                Err(format!("{below} pixels below what is seen"))
            })
        })
        .await
    }

    /// Waits until the beginning of the last result is visible, as it must be while a job is watched.
    pub async fn sees_the_result(&self) -> Result {
        let script = "const page = document.querySelector('.page-scroll').getBoundingClientRect();\
                      const result = [...document.querySelectorAll('[data-testid=answer]')].at(-1).getBoundingClientRect();\
                      return result.top >= page.top && result.top < page.bottom ? '' : `${result.top} in ${page.top} to ${page.bottom}`";
        wait_until("the result of the job", SOON, async || {
            let off = self.client().execute(script, Vec::new()).await?;
            let off = off.as_str().unwrap_or("no result").to_owned();
            Ok(if off.is_empty() { Ok(()) } else { Err(off) })
        })
        .await
    }

    /// Waits until turn `number` (from 1) has this standing.
    pub async fn ended(&self, number: usize, standing: &str, at_most: Duration) -> Result {
        wait_until(
            &format!("turn {number} to be {standing}"),
            at_most,
            async || {
                let all = self.attributes(&by_id("turn"), "data-standing").await?;
                if all.get(number - 1).is_some_and(|now| now == standing) {
                    Ok(Ok(()))
                } else {
                    Ok(Err(format!("{all:?}: {}", self.all_text().await?)))
                }
            },
        )
        .await
    }

    /// Asks, and waits until the answer was observed at three lengths or more: it streams. A short answer grows faster
    /// than WebDriver can poll, so the page itself records the lengths.
    pub async fn ask_and_see_it_stream(&self, question: &str) -> Result {
        let watch = "window.lengths = new Set();\
            new MutationObserver(() => {\
              const answer = [...document.querySelectorAll('[data-testid=answer]')];\
              window.lengths.add(answer.map(e => e.textContent).join('').length);\
            }).observe(document, {subtree: true, childList: true, characterData: true})";
        self.client().execute(watch, Vec::new()).await?;
        self.ask(question).await?;
        wait_until("an answer that grows", LONG, async || {
            let seen = "return [...window.lengths].filter(length => length > 0)";
            let lengths = self.client().execute(seen, Vec::new()).await?;
            let grew = lengths.as_array().is_some_and(|lengths| lengths.len() >= 3);
            Ok(if grew {
                Ok(())
            } else {
                Err(lengths.to_string())
            })
        })
        .await
    }

    /// Waits until the list shows a running job with its current activity; returns its id.
    pub async fn see_job_at_work(&self) -> Result<String> {
        let css = "[data-testid=\"conversation-item\"][data-standing=\"running\"]";
        let words = [
            "Sending",
            "Waiting",
            "Getting ready",
            "Thinking",
            "Writing",
            "Running Python",
            "Running a shell",
            "Running code",
            "Using",
            "Reading",
        ];
        wait_until("a running job that says what it does", SOON, async || {
            let lines = self.texts(css).await?;
            let told = lines
                .iter()
                .any(|line| words.iter().any(|word| line.contains(word)));
            let ids = self.attributes(css, "data-conversation").await?;
            match ids.into_iter().next() {
                Some(id) if told => Ok(Ok(id)),
                _ => Ok(Err(format!("{lines:?}"))),
            }
        })
        .await
    }

    /// Waits until a conversation in the list has this standing.
    pub async fn standing(&self, conversation: &str, standing: &str, at_most: Duration) -> Result {
        let css = item(conversation);
        wait_until(
            &format!("{conversation} to be {standing}"),
            at_most,
            async || {
                let now = self.attributes(&css, "data-standing").await?;
                if now.iter().any(|one| one == standing) {
                    Ok(Ok(()))
                } else {
                    Ok(Err(format!("{now:?}: {}", self.all_text().await?)))
                }
            },
        )
        .await
    }

    /// Opens a conversation from the list.
    pub async fn open_from_list(&self, conversation: &str) -> Result {
        self.click_css(&item(conversation)).await?;
        self.shows_conversation(conversation).await
    }

    /// Returns the id of the open conversation.
    pub async fn open_conversation(&self) -> Result<String> {
        let css = "[data-testid=\"conversation-item\"][aria-current]";
        self.attributes(css, "data-conversation")
            .await?
            .into_iter()
            .next()
            .ok_or_else(|| Error::Unexpected("no conversation is open".to_owned()))
    }

    /// Waits until this conversation is the open one.
    pub async fn shows_conversation(&self, conversation: &str) -> Result {
        wait_until("the conversation in the centre", SOON, async || {
            let open = self.open_conversation().await?;
            let turns = self.has("turn").await?;
            Ok(if open == conversation && turns {
                Ok(())
            } else {
                Err(open)
            })
        })
        .await
    }
}

/// Types a path into the system's file dialog and confirms it.
pub async fn answer_dialog(desktop: &Desktop, path: &Path) -> Result {
    wait_until("the file dialog", SOON, async || {
        let title = desktop.focused_title()?;
        Ok(if title.trim() == "Errand" {
            Err(title)
        } else {
            Ok(())
        })
    })
    .await?;
    // A slash opens the path field; the dialog needs a moment to show it.
    desktop.type_text("/")?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    desktop.type_text(path.to_string_lossy().trim_start_matches('/'))?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    desktop.press("Return")?;
    wait_until("the file dialog to close", SOON, async || {
        let title = desktop.focused_title()?;
        if title.trim() == "Errand" {
            return Ok(Ok(()));
        }
        // In a folder dialog the first Return only navigates to the folder.
        desktop.press("Return")?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(Err(title))
    })
    .await
}
