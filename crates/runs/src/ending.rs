//! How a run ended and with which error, in the form that is stored.

use serde::{Deserialize, Serialize};

use crate::own_fault::OwnFault;

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The kind of ending.
    pub outcome: Outcome,
    /// The error that it ended with, if any.
    pub fault: Option<Fault>,
    /// True if the person stopped the run; they are then not notified.
    pub stopped: bool,
}

/// The kind of ending of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The server finished the whole answer.
    Completed,
    /// The server stopped early, at a limit.
    Incomplete,
    /// The server waits for results that only this side can give.
    NeedsYou,
    /// The person stopped it; what came until then is kept.
    Cancelled,
    /// It ended with an error.
    Failed,
    /// The server no longer knows the interaction; what came until then is kept.
    Lost,
}

/// An error in the form that is stored: HTTP status, the API's code, and its message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The HTTP status; `None` when the server did not answer with one.
    pub http: Option<u16>,
    /// The API's code (contract 1.4), or the word of an [`OwnFault`].
    pub code: String,
    /// The error's message, from the server or from Errand.
    pub message: String,
    /// The message in words for a person, in the form of the crate that made the fault; this crate does not read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

impl Fault {
    /// Makes an error of Errand's own.
    #[must_use]
    pub fn own(own: OwnFault, message: &str) -> Fault {
        Fault::of_server(&own.word(), message)
    }

    /// Makes an error with a code of the API that came without an HTTP status (contract 1.4).
    #[must_use]
    pub fn of_server(code: &str, message: &str) -> Fault {
        Fault {
            http: None,
            code: code.to_owned(),
            message: message.to_owned(),
            says: None,
        }
    }

    /// Returns which of Errand's own errors this is; `None` for an error of the server.
    #[must_use]
    pub fn own_code(&self) -> Option<OwnFault> {
        OwnFault::of(&self.code)
    }
}

/// Returns true if this code of the API means that the server refused the request or its own answer (contract 1.4,
/// "blocked generation"). Such an interaction is not kept by the server (contract 16.1).
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
