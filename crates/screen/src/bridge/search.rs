//! Full-text search: request and hits.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;

/// A search, with its filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchRequest {
    /// The search text: each word must occur; words between quotes are a phrase.
    pub words: String,
    /// Only chats, or only jobs; null for both.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// True to search only files: their text and names.
    #[serde(default)]
    pub files: bool,
    /// Only turns of these models or agents, by their ids at the API; empty for any. One of the person's own agents has
    /// one id for each of its versions.
    #[serde(default)]
    pub who: Vec<String>,
    /// Only what was begun at this time or later, in milliseconds since the Unix epoch; null for any time.
    #[serde(default)]
    pub from: Option<i64>,
}

/// Result of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchResult {
    /// The hits, best first; at most 60.
    pub hits: Vec<Hit>,
    /// True if everything except files is indexed; false while content that an older Errand stored is still being
    /// indexed, newest first.
    pub complete: bool,
}

/// A hit of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Hit {
    /// Id of the conversation.
    pub conversation: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Id of the turn; null if the hit is not inside a turn.
    pub turn: Option<String>,
    /// Index of the step that contains the words, if it is one on the way to the answer; else null.
    pub step: Option<u32>,
    /// The file that contains the words; null if they are not in a file.
    pub file: Option<FoundFile>,
    /// Title of the conversation.
    pub title: String,
    /// The text around the words: plain and matched pieces alternate, beginning with a plain one.
    pub snippet: Vec<String>,
    /// Time at which the text was written, in milliseconds since the Unix epoch.
    pub at: i64,
}

/// A file of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundFile {
    /// `ArtifactView::id` of a file that a turn made; null for an attachment.
    pub id: Option<String>,
    /// Its path relative to the job's working folder, or its name.
    pub name: String,
}
