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
    /// Title of the conversation.
    pub title: String,
    /// The words around it: plain and matched pieces in turn, the first one plain.
    pub snippet: Vec<String>,
    /// When it was written.
    pub at: i64,
}
