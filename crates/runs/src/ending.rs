//! How a run ended, and what went wrong, as it is kept.

use serde::{Deserialize, Serialize};

use crate::own_fault::OwnFault;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// In one word.
    pub outcome: Outcome,
    /// What went wrong, if anything.
    pub fault: Option<Fault>,
    /// The person stopped it, so they need not be told.
    pub stopped: bool,
}

/// How a run ended, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it.
    Completed,
    /// The server stopped early, at a limit.
    Incomplete,
    /// The server waits for results that only this side can give.
    NeedsYou,
    /// Stopped by the person; what came until then is kept.
    Cancelled,
    /// It went wrong.
    Failed,
    /// The server no longer knows it; what came until then is kept.
    Lost,
}

/// An error as it is kept: HTTP status, the API's code, and its message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The HTTP status, when the server answered with one.
    pub http: Option<u16>,
    /// The API's code (contract 1.4), or the word of an [`OwnFault`].
    pub code: String,
    /// What was said about it.
    pub message: String,
    /// The same for a person, as whoever made the fault keeps it; not read here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

impl Fault {
    /// An error of Errand's own.
    #[must_use]
    pub fn own(own: OwnFault, message: &str) -> Fault {
        Fault::of_server(&own.word(), message)
    }

    /// An error in the words of the API, which came without an HTTP status of its own (contract 1.4).
    #[must_use]
    pub fn of_server(code: &str, message: &str) -> Fault {
        Fault {
            http: None,
            code: code.to_owned(),
            message: message.to_owned(),
            says: None,
        }
    }

    /// Which error of Errand's own it is; `None` for the server's.
    #[must_use]
    pub fn own_code(&self) -> Option<OwnFault> {
        OwnFault::of(&self.code)
    }
}

/// Whether a code of the API says that the server refused what was asked or what it was about to say (contract 1.4,
/// "blocked generation"). Such an interaction is not kept (contract 16.1).
#[must_use]
pub fn is_refusal(code: &str) -> bool {
    matches!(
        code,
        "safety"
            | "recitation"
            | "language"
            | "prohibited_content"
            | "spii"
            | "blocklist"
            | "content_blocked"
            | "image_safety"
            | "image_prohibited_content"
            | "image_recitation"
            | "image_other"
    )
}
