//! Files that other programs open.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which file to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenFile {
    /// The artifact's id.
    pub file: String,
    /// The person was asked, or need not be.
    pub is_sure: bool,
}

/// Which file that went along with a turn to open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenAttachment {
    /// The turn.
    pub turn: String,
    /// `Attachment::sha256`.
    pub sha256: String,
    /// The person was asked, or need not be.
    pub is_sure: bool,
}

/// What became of opening a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OpenOutcome {
    /// It is open.
    Opened,
    /// It is not, before the person says that they want it.
    Asks {
        /// What may run then.
        runs: OpenRisk,
    },
}

/// What may run when a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpenRisk {
    /// A program, a script, or macros of a document.
    Program,
    /// Scripts of a page, in the browser.
    Page,
}
