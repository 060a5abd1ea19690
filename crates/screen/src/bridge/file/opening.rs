//! Opening files in other programs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Request to open a file in another program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenFile {
    /// `ArtifactView::id` of the file.
    pub file: String,
    /// True to open it even if that may run code, because the person was asked.
    pub is_sure: bool,
}

/// Request to open a file that was sent with a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenAttachment {
    /// Id of the turn.
    pub turn: String,
    /// `Attachment::sha256`.
    pub sha256: String,
    /// True to open it even if that may run code, because the person was asked.
    pub is_sure: bool,
}

/// Result of opening a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum OpenOutcome {
    /// The file was opened.
    Opened,
    /// The file was not opened: the person has to be asked first, because opening it may run code.
    Asks {
        /// The code that may run.
        runs: OpenRisk,
    },
}

/// Code that may run when a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpenRisk {
    /// A program, a script, or macros of a document.
    Program,
    /// Scripts of a web page, in the browser.
    Page,
}
