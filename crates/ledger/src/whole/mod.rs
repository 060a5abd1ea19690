//! Whole conversations on their way out of a ledger and into one: record by record, so that none has to be in
//! memory at once.
//!
//! What is not here on purpose: what a conversation may do without asking, and the folders it may read. They are
//! permissions, which nobody gives by handing over a file. And what can be made anew: the words for search.

mod reading;
mod rest;
mod taking_in;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use rest::{KeptSchedule, WholeSpent};
pub use taking_in::TakenIn;

use crate::{
    ArtifactId, ArtifactState, ConversationId, Engine, FolderId, Kind, ListedFile, RunId, Source,
    Target,
};

pub(crate) const V8: &str = include_str!("8.sql");
pub(crate) const V9: &str = include_str!("9.sql");

/// One record of a conversation. The conversation comes first; each turn comes after the one that it follows, and
/// is itself followed by what belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// The conversation itself.
    Conversation(Box<WholeConversation>),
    /// A turn.
    Turn(Box<WholeTurn>),
    /// An event of the turn before.
    Event(WholeEvent),
    /// A step of the turn before.
    Step(WholeStep),
    /// A file of the turn before.
    File(Box<WholeFile>),
    /// Where a redirect leads that the turn before cites.
    Address(WholeAddress),
    /// A file that was in the sandbox of the turn before when it was over, which is listed.
    Listed(ListedFile),
}

/// A conversation without its turns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeConversation {
    /// Its id.
    pub id: ConversationId,
    /// A chat or a job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When it was begun.
    pub created_at: i64,
    /// When something last happened that moves it up in its list.
    pub updated_at: i64,
    /// Not looked at since it last ended.
    pub unread: bool,
    /// The program that it was taken over from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub imported_from: Option<String>,
    /// The folder that it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<FolderId>,
    /// What it may use beside what it is told, in the words of whoever wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tools: Option<Value>,
    /// What else its row has, by the names of the columns.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub more: serde_json::Map<String, Value>,
}

/// A turn with its request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeTurn {
    /// Its id.
    pub id: RunId,
    /// The turn that it follows.
    pub parent: Option<RunId>,
    /// Who served it.
    pub engine: Engine,
    /// The base URL of its server.
    pub origin: Option<String>,
    /// The server has said that it does not know it any more.
    pub forgotten: bool,
    /// The server's id of it.
    pub api_id: Option<String>,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// What the person wrote.
    pub prompt: String,
    /// What went along: an array of objects; `sha256` in one names its bytes.
    pub attachments: Value,
    /// The create request as JSON, as it was sent.
    pub request: String,
    /// What the request carried of the turns before it.
    pub carried: Option<Value>,
    /// The server's last status word.
    pub status: Option<String>,
    /// Where the run is, in the words of the state machine.
    pub phase: Value,
    /// Why it failed.
    pub error: Option<Value>,
    /// The sandbox that it worked in.
    pub environment_id: Option<String>,
    /// Tokens used, as the server said it.
    pub usage: Option<Value>,
    /// The model that the answer named.
    pub answered_by: Option<String>,
    /// The limit, in millionths of a dollar, at which it was stopped.
    pub limit_reached: Option<i64>,
    /// When the person pressed Send.
    pub created_at: i64,
    /// When the server took it.
    pub submitted_at: Option<i64>,
    /// When the server last said something.
    pub last_event_at: Option<i64>,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// The words of the answer, as search has them.
    pub answer: Option<String>,
    /// Whether its sandbox was listed when it was over.
    #[serde(default, skip_serializing_if = "is_false")]
    pub listed: bool,
    /// Whether nothing more happens to it. Not written: what is kept outside of a ledger is over.
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

/// An event as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeEvent {
    /// Its number in the turn, from 1.
    pub seq: i64,
    /// The server's id of it.
    pub event_id: Option<String>,
    /// When it came.
    pub received_at: i64,
    /// The JSON of its data line, byte for byte.
    pub raw: String,
}

/// A step as folded from the events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeStep {
    /// Its place in the turn, from 0.
    pub index: u32,
    /// Its type, in the contract's word.
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
    /// The folder that is one line and has it.
    pub folder: Option<ArtifactId>,
    /// How many files it has, when it is such a folder itself.
    pub files: Option<i64>,
    /// Where it came from.
    pub source: Source,
    /// Its MIME type.
    pub mime: String,
    /// Bytes.
    pub size: Option<i64>,
    /// SHA-256 of its bytes in hex, when they are kept.
    pub sha256: Option<String>,
    /// Where its bytes are.
    pub state: ArtifactState,
    /// Why it could not be fetched.
    pub error: Option<Value>,
    /// When it became known.
    pub created_at: i64,
    /// The step that made it.
    pub step_index: Option<u32>,
}

/// Where a redirect leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeAddress {
    /// The address in the answer.
    pub redirect: String,
    /// Where it leads.
    pub target: String,
}
