//! Search over everything.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;

/// One place where the words occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// The conversation.
    pub conversation: String,
    /// A chat or a job.
    pub kind: Kind,
    /// The turn, if the hit is inside one.
    pub turn: Option<String>,
    /// The file that the words are in, if they are in one.
    pub file: Option<FoundFile>,
    /// Title of the conversation.
    pub title: String,
    /// The words around it: plain and matched pieces in turn, the first one plain.
    pub snippet: Vec<String>,
    /// When it was written.
    pub at: i64,
}

/// A file that holds the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundFile {
    /// Its id, when a run made it; `None` for one that the person sent along.
    pub id: Option<String>,
    /// Its path from the folder that the job worked in, or its name.
    pub name: String,
}
