//! Deleting, what is still to be deleted elsewhere, and the room that everything takes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Engine, Kind};

/// A conversation that was deleted and can still be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Deletion {
    /// The conversation.
    pub id: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Until when it can be brought back.
    pub until: i64,
}

/// Who has to do with the turns of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Served {
    /// Who serves them, and deletes them with the conversation.
    pub engines: Vec<Engine>,
    /// Servers of models, by host and port, that were told of them and that nothing can be deleted at.
    pub told: Vec<String>,
}

/// What lies at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemovalKind {
    /// The stored record of an answer or a job.
    Interaction,
    /// A sandbox with the files in it.
    Environment,
    /// A version of an agent of the person's own.
    Agent,
    /// A trigger: a schedule of the person's.
    Trigger,
}

/// What became of something to be deleted at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RemovalState {
    /// It is tried until it works.
    Waiting,
    /// It is no longer there.
    Done,
    /// The server does not do it.
    Refused,
}

/// Something to be deleted at a server, or that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Removal {
    /// What a person calls the server; `None` is this computer.
    pub place: Option<String>,
    /// What it is.
    pub kind: RemovalKind,
    /// The server's id.
    pub id: String,
    /// What became of it.
    pub state: RemovalState,
    /// Why it waits or was refused.
    pub problem: Option<BridgeError>,
}

/// Everything to be deleted at servers, and what became of it since the last start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Removals {
    /// How many are still tried.
    pub waiting: u32,
    /// How many are done.
    pub done: u32,
    /// How many a server refuses.
    pub refused: u32,
    /// The first few hundred: refused ones first, then those that wait, then those that are done.
    pub items: Vec<Removal>,
}

/// How much room everything takes on this computer, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Storage {
    /// The record of conversations, with the copies made before updates.
    pub record: u64,
    /// What of it is empty, or such a copy.
    pub record_free: u64,
    /// Files that were made and files that were sent along.
    pub files: u64,
    /// What of them nothing names any more.
    pub files_free: u64,
    /// The sandboxes of jobs on this computer, and that engine's own record.
    pub sandboxes: u64,
    /// What of them belongs to jobs that are over and whose files are all kept above.
    pub sandboxes_free: u64,
    /// The model's file.
    pub model: u64,
}

/// What can be freed.
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
