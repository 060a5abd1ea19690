//! Errors as the window sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::{Language, Sentence};

/// What the window decides by. A code is added only when the window must act on it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request itself makes no sense: a missing text, an unknown id.
    Invalid,
    /// The row that the request names is gone.
    NotFound,
    /// No key is known for Gemini; the window opens the first door again.
    NoKey,
    /// The server refuses the key.
    WrongKey,
    /// The key is right but may not do this.
    NoPermission,
    /// The service is not offered where this computer is.
    Region,
    /// The server cannot be reached.
    Offline,
    /// The proxy on the way cannot be reached or lets nothing through; the message names it.
    Proxy,
    /// This computer does not trust the server's certificate.
    Certificate,
    /// The server asks to wait.
    RateLimited,
    /// The daily or project quota is used up.
    Quota,
    /// The server failed.
    Server,
    /// The answer was withheld by the server's safety rules.
    Refused,
    /// There is no system keychain; the window offers to keep the key for this session.
    NoKeychain,
    /// The local engine could not start.
    Engine,
    /// The starter model's file is missing or unreadable.
    NoModel,
    /// The disk is full.
    DiskFull,
    /// The ledger is locked by another program.
    LedgerLocked,
    /// The ledger is damaged.
    LedgerCorrupt,
    /// The ledger was written by a newer Errand.
    LedgerNewer,
    /// A file could not be read or written.
    File,
    /// A file opens with a password only; the window asks for it.
    Locked,
    /// The sandbox is gone, and the files in it that were not fetched.
    SandboxGone,
    /// The server no longer knows the job.
    Lost,
    /// The server may or may not have received the request.
    Unconfirmed,
    /// What was said so far would go to a place that the person was not told of.
    Leaving,
    /// The month's limit is used up; the window asks whether to send all the same.
    MonthLimit,
    /// Anything else.
    Internal,
}

/// What happened, to what, and what the person can do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct BridgeError {
    /// What the window decides by; it never reads the text.
    pub code: ErrorCode,
    /// What happened, in one or two short sentences.
    #[ts(as = "String")]
    pub message: Sentence,
    /// What to do next, if anything.
    #[ts(as = "Option<String>")]
    pub hint: Option<Sentence>,
}

impl BridgeError {
    /// The error in words of a language, as it crosses.
    #[must_use]
    pub fn said(self, language: Language) -> Self {
        Self {
            code: self.code,
            message: self.message.said(language),
            hint: self.hint.map(|hint| hint.said(language)),
        }
    }
}
