//! What leaves the record as a file and comes into it from one, backups, and what happened in a turn.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, ScheduleDraft};

/// As what a conversation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConversationForm {
    /// Markdown.
    Markdown,
    /// One HTML page that needs nothing else.
    Page,
    /// JSON, all that is recorded.
    Json,
}

/// A conversation to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportRequest {
    /// The conversation.
    pub conversation: String,
    /// As what.
    pub form: ConversationForm,
}

/// What to import; the person picks the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportRequest {
    /// Whether settings and addresses of servers in an archive of Errand take the place of those here.
    pub with_settings: bool,
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeepingWork {
    /// Everything is written into an archive.
    Export,
    /// The same, by itself or by the button beside it, into the backup folder.
    Backup,
    /// An archive or an export of another program is read.
    Import,
}

/// Something of an export that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// A conversation that cannot be read.
    Conversation,
    /// A conversation in which nothing was said.
    Empty,
    /// What was done with a tool.
    Tool,
    /// A file whose bytes are not there.
    File,
    /// Something else that is not known.
    Other,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "ended", rename_all = "snake_case")]
pub enum KeepingEnd {
    /// The archive is there.
    Written {
        /// Where.
        path: String,
        /// Bytes.
        size: u64,
        /// Conversations in it.
        conversations: u64,
        /// Files in it.
        files: u64,
        /// Files that something names and whose bytes are not here.
        missing: u64,
    },
    /// It is imported.
    Imported {
        /// The programs that it came from; Errand's own name for an archive.
        from: Vec<String>,
        /// Conversations that are new.
        conversations: u64,
        /// Turns that are new.
        turns: u64,
        /// Turns that were here already.
        known: u64,
        /// Agents that are new.
        agents: u64,
        /// Schedules whose text is new. They do not run.
        schedules: u64,
        /// What was left out, and how much of it.
        left_out: Vec<(LeftOut, u64)>,
        /// The person stopped it before its end.
        stopped: bool,
    },
    /// The person stopped it, and nothing is left of it.
    Stopped,
    /// It failed, and nothing is left of it but what the message says.
    Failed {
        /// Why.
        error: BridgeError,
    },
}

/// The backup by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backup {
    /// Whether there is one each week.
    pub on: bool,
    /// The folder that the person picked.
    pub folder: Option<String>,
    /// When the last one was made.
    pub last: Option<i64>,
    /// Why the last try failed, if it did.
    pub problem: Option<BridgeError>,
}

/// A schedule whose text came with an archive. It does not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArchivedSchedule {
    /// Its id.
    pub id: String,
    /// Its name, or what is to be done.
    pub text: String,
    /// When, in the words of the person.
    pub when: String,
    /// All of it, to make it anew from, with the files that are here; `None` when this version cannot read it.
    pub draft: Option<ScheduleDraft>,
}

/// Exports, imports and backups.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Keeping {
    /// What goes on, or went on last.
    pub work: Option<KeepingWork>,
    /// How much is done.
    pub done: u64,
    /// Of so much; 0 while nobody knows.
    pub total: u64,
    /// How it ended; `None` while it goes on.
    pub end: Option<KeepingEnd>,
    /// The backup by itself.
    pub backup: Backup,
    /// Schedules that came with an archive.
    pub schedules: Vec<ArchivedSchedule>,
}

/// What of a turn's events is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// How it stands: begun, queued, over.
    State,
    /// Words of the answer, and media in it.
    Answer,
    /// Thoughts.
    Thought,
    /// Programs, searches, pages, tools.
    Tool,
    /// Errors.
    Error,
    /// What this version does not know.
    Other,
}

/// A page of a turn's events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordRequest {
    /// The turn.
    pub turn: String,
    /// Only those after this number; 0 for the first page.
    pub after: i64,
    /// Only those of these kinds; all when there are none.
    pub kinds: Vec<EventKind>,
    /// Only those whose JSON holds this text; case does not matter.
    pub text: String,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordedEvent {
    /// Its number in the turn, from 1.
    pub number: i64,
    /// When it came.
    pub at: i64,
    /// Milliseconds after the event before it, whatever kind that is of.
    pub after_ms: i64,
    /// Bytes of its JSON.
    pub size: u64,
    /// All tokens so far, when it says so.
    pub tokens: Option<u64>,
    /// What it is about.
    pub kind: EventKind,
    /// Its type on the wire.
    pub name: String,
    /// The step that it is about, from 0.
    pub step: Option<u32>,
    /// Its type, when it begins one.
    pub step_type: Option<String>,
    /// What it adds or says, cut short.
    pub words: String,
}

/// Events of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordPage {
    /// In their order.
    pub events: Vec<RecordedEvent>,
    /// The number to go on after; `None` at the end.
    pub next: Option<i64>,
    /// How many events the turn has.
    pub count: u64,
    /// The number of the last of them.
    pub last: i64,
    /// Bytes of all of them.
    pub size: u64,
}

/// A moment of a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MomentRequest {
    /// The turn.
    pub turn: String,
    /// The number of an event.
    pub event: i64,
}
