//! The state that answers the commands: the core and the live runs.

use std::sync::Arc;

use runs::Runs;
use screen::lock;
use screen::view::{activity, conversation};
use tokio::task::JoinHandle;

use words::say;

use crate::bridge::{ActionAnswer, ActionAnswers, ActionReply, Engine, Patch, Standing};
use crate::core::{Core, blocking};
use crate::errors::Result;
use crate::notices::{Action, News, Notification};
use crate::page_news::PageNews;

/// Maximum time that quitting waits for the runs and the engine on this computer to stop.
const SHUTDOWN_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(8);

/// The state that the commands work with.
pub(crate) struct Backend {
    /// The ledger and everything around it.
    pub(crate) core: Arc<Core>,
    /// The live runs.
    pub(crate) runs: Runs,
    /// The background tasks.
    pub(crate) tasks: Tasks,
}

/// Tasks that are aborted when this is dropped or told to end.
pub(crate) struct Tasks(pub(crate) Vec<JoinHandle<()>>);

impl Tasks {
    fn end(&self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.end();
    }
}

impl Backend {
    /// Handles the person's action on a notification.
    pub(crate) async fn notification_answered(
        &self,
        conversation: Option<String>,
        turn: Option<String>,
        action: Action,
    ) {
        if let (Action::Approve | Action::Decline, Some(turn)) = (action, &turn) {
            let answered = self.answer_from_notification(turn, action).await;
            let Err(error) = answered else { return };
            // The person can answer in the window instead.
            self.core.screen.tell(Patch::Notice { error });
        }
        self.core.host.raise();
        let Some(id) = conversation else { return };
        self.core.screen.tell(Patch::Open {
            conversation: id.clone(),
        });
        if action == Action::SaveFiles
            && let Err(error) = self.save_newest(&id).await
        {
            self.core.screen.tell(Patch::Notice { error });
        }
    }

    /// Approves or declines all that a turn asks for, unless it was answered meanwhile.
    async fn answer_from_notification(&self, turn: &str, action: Action) -> Result<()> {
        let asked = self.requested_actions(turn.to_owned()).await?;
        if asked.answered_by.is_some() {
            return Ok(());
        }
        let reply = || match action {
            Action::Approve => ActionReply::Approved { always: false },
            _ => ActionReply::Declined {
                reason: String::new(),
            },
        };
        let calls = asked.actions.into_iter().map(|asked| asked.call);
        let answers = calls.map(|call| ActionAnswer {
            call,
            reply: reply(),
        });
        let answers = ActionAnswers {
            turn: turn.to_owned(),
            answers: answers.collect(),
        };
        self.answer_action(answers).await.map(drop)
    }

    /// Handles that the window's page listens from now on.
    pub(crate) fn page_listens(&self, news: Vec<PageNews>) {
        let screen = &self.core.screen;
        if let Some(opened) = screen.opened() {
            screen.tell(Patch::Open {
                conversation: opened.to_string(),
            });
        }
        for news in news {
            screen.tell(Patch::Notice {
                error: news.notice(),
            });
        }
    }

    /// Handles that the window has the focus again: marks the open conversation read.
    pub(crate) async fn came_to_front(&self) {
        let Some(conversation) = self.core.screen.opened() else {
            return;
        };
        if let Err(error) = self.core.mark_read(conversation).await {
            tracing::warn!(%error, "a conversation cannot be marked read");
        }
    }

    /// Handles that the window was hidden: tells the person once where it is. The open conversation stays open, so
    /// that it is up to date when the window comes back.
    pub(crate) async fn hidden_to_tray(&self) {
        if self.core.settings().told_about_tray {
            return;
        }
        if let Err(error) = self
            .core
            .change_settings(|settings| settings.told_about_tray = true)
            .await
        {
            tracing::warn!(%error, "it cannot be noted that the tray was explained");
        }
        let language = self.core.language();
        let notification = Notification {
            news: News::Done,
            title: language.say(&say::notice_in_tray()),
            body: language.say(&say::notice_in_tray_body()),
            actions: vec![Action::Open],
            conversation: None,
            turn: None,
        };
        let host = Arc::clone(&self.core.host);
        if let Ok(Err(reason)) = blocking(move || host.notify(notification)).await {
            tracing::warn!(reason, "no notification could be shown");
        }
    }

    /// Handles a request to quit.
    pub(crate) async fn quit_requested(&self) {
        let running = self.running_here();
        if running > 0 {
            self.core.host.raise();
            self.core.screen.tell(Patch::AskQuit { running });
        } else {
            self.quit().await;
        }
    }

    /// Stores everything and ends the program.
    pub(crate) async fn quit(&self) {
        self.core.keep_drafts().await;
        self.shutdown().await;
        self.core.host.quit();
    }

    /// Stores everything and stops the runs and the engine.
    pub(crate) async fn shutdown(&self) {
        // The stored state is enough to go on from, and the engine ends when this program does, so neither may delay
        // quitting for long.
        let goodbye = async {
            let runs = async {
                self.runs.shutdown().await;
                self.core.connections.local.close().await;
            };
            // An unfinished export is removed by the task that writes it.
            tokio::join!(runs, self.core.transfers.pause())
        };
        if tokio::time::timeout(SHUTDOWN_TIMEOUT, goodbye)
            .await
            .is_err()
        {
            tracing::warn!("not everything came to rest in time; it goes on from its record");
        }
        let patches = self.core.screen.take_queued();
        if !patches.is_empty() {
            // The window need not confirm this batch.
            drop(self.core.host.send(patches));
        }
        self.tasks.end();
        // Nothing is dropped when the program exits.
        self.core.close_files();
    }

    /// Returns how many jobs on this computer quitting would pause.
    pub(crate) fn running_here(&self) -> u32 {
        let is_running = |live: &Arc<std::sync::Mutex<screen::LiveRun>>| {
            let live = lock(live);
            conversation::engine(live.row.engine) == Engine::Local
                && activity::standing(&live.state) == Standing::Running
        };
        let count = self
            .core
            .screen
            .live_runs()
            .all()
            .iter()
            .filter(|live| is_running(live))
            .count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
