//! Search over everything.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;

/// What is looked for, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchRequest {
    /// Any text: each word must occur; words between quotes are one.
    pub words: String,
    /// Only chats, or only jobs.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// Only files: their words and their names.
    #[serde(default)]
    pub files: bool,
    /// Only what one of these models or agents was asked, by the ids that their server gives them; empty for anybody. An
    /// agent of the person's own has one for each of its versions.
    #[serde(default)]
    pub who: Vec<String>,
    /// Only what was begun at this time or after it, in milliseconds since 1970.
    #[serde(default)]
    pub from: Option<i64>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchFound {
    /// The places, best first.
    pub hits: Vec<Hit>,
    /// Whether all there is was searched; what an older Errand kept may still be read for it, the newest first.
    pub complete: bool,
}

/// One place where the words occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// The conversation.
    pub conversation: String,
    /// A chat or a job.
    pub kind: Kind,
    /// The turn, if the hit is inside one.
    pub turn: Option<String>,
    /// The step that the words are in, if they are in one on the way to the answer.
    pub step: Option<u32>,
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
