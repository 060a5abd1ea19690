//! Errors as the window sees them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::{Language, Sentence};

/// Code of an error, by which the window decides. A code is added only when the window must act on it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request is invalid, for example because of a missing text.
    Invalid,
    /// The row that the request names does not exist.
    NotFound,
    /// No key is known for the server; the window offers to enter one.
    NoKey,
    /// The server rejects the key.
    WrongKey,
    /// The key is valid but lacks the permission.
    NoPermission,
    /// The service is not available in this computer's region.
    Region,
    /// The server cannot be reached.
    Offline,
    /// The proxy cannot be reached or rejects the request; the message names it.
    Proxy,
    /// This computer does not trust the server's certificate.
    Certificate,
    /// The server asks to wait (rate limit).
    RateLimited,
    /// The daily or project quota is used up.
    Quota,
    /// The server reported an error of its own.
    Server,
    /// The answer was withheld by the server's safety rules.
    Refused,
    /// There is no system keychain; the window offers to keep the key for this session.
    NoKeychain,
    /// The engine on this computer could not start.
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
    /// A file needs a password; the window asks for it.
    Locked,
    /// The sandbox no longer exists, nor do its files that were not fetched.
    SandboxGone,
    /// The server no longer knows the interaction.
    Lost,
    /// It is not known whether the server received the request.
    Unconfirmed,
    /// The earlier turns would be sent to a place that the person was not told of; the window asks first (command
    /// `leaving`).
    Leaving,
    /// The month's limit is used up; the window asks whether to send anyway.
    MonthLimit,
    /// Any other error.
    Internal,
}

/// An error as it crosses the bridge: what happened, to what, and what the person can do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct BridgeError {
    /// Code by which the window decides; it never interprets the message.
    pub code: ErrorCode,
    /// What happened, in one or two short sentences.
    #[ts(as = "String")]
    pub message: Sentence,
    /// What the person can do next; null if there is nothing.
    #[ts(as = "Option<String>")]
    pub hint: Option<Sentence>,
}

impl BridgeError {
    /// Returns the error with its sentences in this language, as it crosses the bridge.
    #[must_use]
    pub fn said(self, language: Language) -> Self {
        Self {
            code: self.code,
            message: self.message.said(language),
            hint: self.hint.map(|hint| hint.said(language)),
        }
    }
}
