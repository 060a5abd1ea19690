//! Deleted conversations, deletions at servers, and disk space.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Engine, Kind};

/// A deleted conversation that can still be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Deletion {
    /// Id of the conversation.
    pub id: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Time until which it can be restored, in milliseconds since the Unix epoch.
    pub until: i64,
}

/// The servers that have turns of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationServers {
    /// Engines that serve the turns; the turns are deleted there with the conversation.
    pub engines: Vec<Engine>,
    /// Model servers, by host and port, that received the turns and at which nothing can be deleted.
    pub told: Vec<String>,
}

/// Kind of a record at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemovalKind {
    /// The stored interaction of an answer or a job.
    Interaction,
    /// A sandbox with its files.
    Environment,
    /// A version of one of the person's own agents.
    Agent,
    /// A trigger: one of the person's schedules.
    Trigger,
}

/// State of a deletion at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemovalState {
    /// It is retried until it succeeds.
    Waiting,
    /// The record is no longer there.
    Done,
    /// The server refuses to delete it.
    Refused,
}

/// A deletion at a server, pending or finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Removal {
    /// Name of the server for people; null for this computer.
    pub place: Option<String>,
    /// Kind of the record.
    pub kind: RemovalKind,
    /// Id of the record at the server.
    pub id: String,
    /// State of the deletion.
    pub state: RemovalState,
    /// Why it waits or was refused; null if there is no reason yet.
    pub problem: Option<BridgeError>,
}

/// All pending deletions at servers, and those finished since the last start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Removals {
    /// Number of deletions that are still retried.
    pub waiting: u32,
    /// Number of finished deletions.
    pub done: u32,
    /// Number of deletions that a server refuses.
    pub refused: u32,
    /// The first few hundred deletions: refused ones first, then waiting ones, then finished ones.
    pub items: Vec<Removal>,
}

/// Disk space used on this computer, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Storage {
    /// Size of the ledger, with the backups made before migrations.
    pub record: u64,
    /// Part of `record` that is free pages or such backups.
    pub record_free: u64,
    /// Size of the stored files: made by turns, or sent with them.
    pub files: u64,
    /// Part of `files` that no record names, or that is left of interrupted downloads.
    pub files_free: u64,
    /// Size of the sandboxes on this computer, and of the engine's own records.
    pub sandboxes: u64,
    /// Part of `sandboxes` that belongs to jobs that have ended and whose files are all stored in `files`.
    pub sandboxes_free: u64,
    /// Size of the model files.
    pub model: u64,
}

/// Kind of disk space that can be freed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Freeable {
    /// `Storage::record_free`.
    Record,
    /// `Storage::files_free`.
    Files,
    /// `Storage::sandboxes_free`.
    Sandboxes,
}
