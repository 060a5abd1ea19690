//! Notifications: each run that ended or needs the person is announced once.

mod notifier;
mod plan;
mod text;

pub(crate) use notifier::{Notifier, announce};
pub use plan::{DueRun, HaltReason, Plan, PlanContext, plan};
pub use text::{TitleVisibility, write};
use words::{Sentence, say};

/// The kind of news in a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum News {
    /// A turn is done.
    Done,
    /// A turn failed.
    Failed,
    /// A turn waits for the person.
    NeedsYou,
}

/// A notification of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The kind of news.
    pub news: News,
    /// The first line.
    pub title: String,
    /// The text under it.
    pub body: String,
    /// The buttons, from left to right.
    pub actions: Vec<Action>,
    /// The conversation that a click opens; `None` opens the window as it is.
    pub conversation: Option<String>,
    /// The turn that [`Action::Approve`] and [`Action::Decline`] answer.
    pub turn: Option<String>,
}

/// A button of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Opens the conversation. A click on the notification itself does the same.
    Open,
    /// Saves the files of the newest turn.
    SaveFiles,
    /// Approves what the turn asks for, this time only.
    Approve,
    /// Declines what the turn asks for.
    Decline,
}

impl Action {
    /// Returns the identifier that the notification service hands back.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Action::Open => "open",
            Action::SaveFiles => "save-files",
            Action::Approve => "approve",
            Action::Decline => "decline",
        }
    }

    /// Returns the action for an identifier. A click on the notification itself is `default`.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Action> {
        match id {
            "open" | "default" => Some(Action::Open),
            "save-files" => Some(Action::SaveFiles),
            "approve" => Some(Action::Approve),
            "decline" => Some(Action::Decline),
            _ => None,
        }
    }

    /// Returns the label of the button.
    #[must_use]
    pub fn label(self) -> Sentence {
        match self {
            Action::Open => say::action_open(),
            Action::SaveFiles => say::action_save_files(),
            Action::Approve => say::action_approve(),
            Action::Decline => say::action_decline(),
        }
    }
}
