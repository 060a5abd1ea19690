//! Export and import of whole conversations, record by record, so that none has to fit into memory.
//!
//! Deliberately left out: what a conversation may do without asking, and the folders it may read. Those are
//! permissions, which must not be granted by handing over a file. Derived data, such as the search index, is left out
//! as well.

mod importing;
mod reading;
mod rest;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use importing::ImportResult;
pub use rest::{ArchivedSchedule, WholeRunUsage};

use crate::{
    ArtifactId, ArtifactState, ConversationId, Engine, FolderId, Kind, ListedFile, RunId, Source,
    Target,
};

pub(crate) const V8: &str = include_str!("8.sql");
pub(crate) const V9: &str = include_str!("9.sql");

/// One record of a conversation. The conversation comes first; each turn comes after its parent and is followed by the
/// records that belong to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// The conversation itself.
    Conversation(Box<WholeConversation>),
    /// A turn.
    Turn(Box<WholeTurn>),
    /// An event of the preceding turn.
    Event(WholeEvent),
    /// A step of the preceding turn.
    Step(WholeStep),
    /// A file of the preceding turn.
    File(Box<WholeFile>),
    /// The target of a redirect cited in the preceding turn.
    Address(WholeAddress),
    /// A file that was in the sandbox of the preceding turn at its end.
    Listed(ListedFile),
}

/// A conversation without its turns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeConversation {
    /// Its id.
    pub id: ConversationId,
    /// Its kind: chat or job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Time of creation.
    pub created_at: i64,
    /// Time of the last event that moved it up in its list.
    pub updated_at: i64,
    /// True if it was not opened since a run last ended.
    pub unread: bool,
    /// The program it was imported from, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_from: Option<String>,
    /// Its folder, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
    /// Its tools; opaque JSON, written and read by the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tools: Option<Value>,
    /// Its other columns, by name.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub more: serde_json::Map<String, Value>,
}

/// A turn with its request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeTurn {
    /// Its id.
    pub id: RunId,
    /// The preceding turn, if any.
    pub parent: Option<RunId>,
    /// The engine that served it.
    pub engine: Engine,
    /// Base URL of its server.
    pub origin: Option<String>,
    /// True if the server reported that it no longer has this interaction.
    pub forgotten: bool,
    /// The server's id.
    pub api_id: Option<String>,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// The person's message.
    pub prompt: String,
    /// Attachments: an array of objects; the field `sha256` of one names its bytes.
    pub attachments: Value,
    /// The create request as JSON, as it was sent.
    pub request: String,
    /// The part of earlier turns that the request repeated.
    pub carried: Option<Value>,
    /// The last status reported by the server.
    pub status: Option<String>,
    /// State of the run, as serialised by the state machine of the crate `runs`.
    pub phase: Value,
    /// Why it failed.
    pub error: Option<Value>,
    /// The sandbox that it worked in.
    pub environment_id: Option<String>,
    /// Token usage as reported by the server.
    pub usage: Option<Value>,
    /// The model named in the answer.
    pub answered_by: Option<String>,
    /// The spending limit, in millionths of a dollar, at which it was stopped.
    pub limit_reached: Option<i64>,
    /// Time at which the person pressed Send.
    pub created_at: i64,
    /// Time at which the server accepted the request.
    pub submitted_at: Option<i64>,
    /// Time of the last event from the server.
    pub last_event_at: Option<i64>,
    /// Time at which it ended.
    pub finished_at: Option<i64>,
    /// The plain text of the answer, as indexed for search.
    pub answer: Option<String>,
    /// True if its sandbox was listed at its end.
    #[serde(default, skip_serializing_if = "is_false")]
    pub listed: bool,
    /// True if the turn is settled. Not serialised: an exported turn is always settled.
    #[serde(skip, default = "settled")]
    pub settled: bool,
}

fn settled() -> bool {
    true
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde gives a reference to whoever it asks"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// An event, stored verbatim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeEvent {
    /// Sequence number within the turn, from 1.
    pub seq: i64,
    /// The server's event id.
    pub event_id: Option<String>,
    /// Time of arrival.
    pub received_at: i64,
    /// The JSON of its data line, byte for byte.
    pub raw: String,
}

/// A step, folded from the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeStep {
    /// Position in the turn, from 0.
    pub index: u32,
    /// Step type as named in the contract.
    pub kind: String,
    /// The whole step as JSON.
    pub json: String,
}

/// A file that a turn made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeFile {
    /// Its id.
    pub id: ArtifactId,
    /// Its name.
    pub name: String,
    /// Its path in the sandbox.
    pub path: Option<String>,
    /// The folder shown as one row that contains it, if any.
    pub folder: Option<ArtifactId>,
    /// Number of files in it, if it is such a folder itself.
    pub files: Option<i64>,
    /// Origin: sandbox or output media.
    pub source: Source,
    /// Its MIME type.
    pub mime: String,
    /// Size in bytes.
    pub size: Option<i64>,
    /// SHA-256 of its bytes in hex, if they are stored.
    pub sha256: Option<String>,
    /// State of the download.
    pub state: ArtifactState,
    /// Why the download failed.
    pub error: Option<Value>,
    /// Time at which it was found.
    pub created_at: i64,
    /// The step that made it.
    pub step_index: Option<u32>,
}

/// The target of a redirect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeAddress {
    /// The URL in the answer.
    pub redirect: String,
    /// The URL it redirects to.
    pub target: String,
}
