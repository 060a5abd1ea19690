//! Exports, imports and backups, and the recorded events of a turn.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, ScheduleDraft};

/// File format of an exported conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationForm {
    /// Markdown.
    Markdown,
    /// One self-contained HTML page.
    Page,
    /// JSON with everything that is recorded.
    Json,
}

/// Request to export a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// Id of the conversation.
    pub conversation: String,
    /// File format.
    pub form: ConversationForm,
}

/// Options of an import; the person chooses the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRequest {
    /// True if the settings and server addresses in an archive of Errand replace those here.
    pub with_settings: bool,
}

/// Kind of an operation on the whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TransferKind {
    /// Everything is written to an archive.
    Export,
    /// Everything is written to an archive in the backup folder, by itself each week or because the person asked.
    Backup,
    /// An archive or an export of another program is read.
    Import,
}

/// Kind of content that an import left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// A conversation that cannot be read.
    Conversation,
    /// A conversation without any content.
    Empty,
    /// A tool call or its result.
    Tool,
    /// A file whose bytes are missing.
    File,
    /// Other content of an unknown kind.
    Other,
}

/// Result of an export, import or backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "ended", rename_all = "snake_case")]
pub enum TransferResult {
    /// The archive was written.
    Written {
        /// Path of the archive.
        path: String,
        /// Size in bytes.
        size: u64,
        /// Number of conversations in it.
        conversations: u64,
        /// Number of files in it.
        files: u64,
        /// Number of recorded files whose bytes are not on this computer.
        missing: u64,
    },
    /// The import has ended.
    Imported {
        /// Names of the programs that the data came from; `Errand` for an archive.
        from: Vec<String>,
        /// Number of new conversations.
        conversations: u64,
        /// Number of new turns.
        turns: u64,
        /// Number of turns that were here already.
        known: u64,
        /// Number of new agents.
        agents: u64,
        /// Number of schedules whose text is new. They do not run.
        schedules: u64,
        /// Pairs of what was left out and its number.
        left_out: Vec<(LeftOut, u64)>,
        /// True if the person stopped the import before its end.
        stopped: bool,
    },
    /// The person stopped it; nothing was written or imported.
    Stopped,
    /// It failed; nothing of it was written or imported, except as the message says.
    Failed {
        /// The error.
        error: BridgeError,
    },
}

/// The weekly backup.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// True if a backup is made each week.
    pub on: bool,
    /// Path of the folder that the person chose; null if none was chosen.
    pub folder: Option<String>,
    /// Time of the last backup, in milliseconds since the Unix epoch; null if there was none.
    pub last: Option<i64>,
    /// Why the last attempt failed; null if it did not.
    pub problem: Option<BridgeError>,
}

/// A schedule whose text came with an archive. It does not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchivedSchedule {
    /// Id of the schedule; opaque.
    pub id: String,
    /// Its name, or the prompt of its job.
    pub text: String,
    /// Its times, in the person's words.
    pub when: String,
    /// The whole schedule, to create it again, with those of its files that are here; null when this version cannot
    /// read it.
    pub draft: Option<ScheduleDraft>,
}

/// State of exports, imports and backups. One is in progress at a time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TransferView {
    /// The operation in progress, or the last one; null if there was none since the start.
    pub work: Option<TransferKind>,
    /// Amount of work done, in a unit of the operation.
    pub done: u64,
    /// Total amount of work in the same unit; 0 while unknown.
    pub total: u64,
    /// Result of the operation; null while it is in progress.
    pub end: Option<TransferResult>,
    /// The weekly backup.
    pub backup: Backup,
    /// Schedules that came with an archive.
    pub schedules: Vec<ArchivedSchedule>,
}

/// Kind of an event of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// State of the turn: started, queued, ended.
    State,
    /// Text and media of the answer.
    Answer,
    /// Thoughts.
    Thought,
    /// Code, searches, pages and other tools.
    Tool,
    /// Errors.
    Error,
    /// An event that this version does not know.
    Other,
}

/// Request for a page of a turn's events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordRequest {
    /// Id of the turn.
    pub turn: String,
    /// Only events after this number (`RecordPage::next`); 0 for the first page.
    pub after: i64,
    /// Only events of these kinds; empty for all.
    pub kinds: Vec<EventKind>,
    /// Only events whose JSON contains this text, ignoring case; empty for all.
    pub text: String,
}

/// An event of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordedEvent {
    /// Number of the event in its turn, from 1.
    pub number: i64,
    /// Time at which it arrived, in milliseconds since the Unix epoch.
    pub at: i64,
    /// Milliseconds since the previous event of any kind; 0 for the first.
    pub after_ms: i64,
    /// Size of its JSON in bytes.
    pub size: u64,
    /// Total number of tokens so far; null if the event does not say.
    pub tokens: Option<u64>,
    /// Kind of the event.
    pub kind: EventKind,
    /// Its type on the wire; empty if it cannot be parsed.
    pub name: String,
    /// Index of its step, from 0; null if it belongs to none.
    pub step: Option<u32>,
    /// Type of the step that the event begins; null for other events.
    pub step_type: Option<String>,
    /// The text that it adds or reports, truncated and on one line.
    pub words: String,
}

/// A page of a turn's events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordPage {
    /// The events, in order.
    pub events: Vec<RecordedEvent>,
    /// Number for `RecordRequest::after` to get the next page; null at the end.
    pub next: Option<i64>,
    /// Number of all events of the turn.
    pub count: u64,
    /// Number of the last event of the turn.
    pub last: i64,
    /// Size of the JSON of all events in bytes.
    pub size: u64,
}

/// An event of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnEventRequest {
    /// Id of the turn.
    pub turn: String,
    /// Number of the event.
    pub event: i64,
}
