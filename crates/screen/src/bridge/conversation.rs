//! Conversations: the two lists on the left, and one opened in the centre.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Cost, Engine, FilePage, Options, Tools, TurnPage};

/// A chat or a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Questions and answers.
    Chat,
    /// Work handed over.
    Job,
}

/// How the newest turn stands; shown as icon and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Under way.
    Running,
    /// Waits for the person: unconfirmed, or a tool of theirs is asked for.
    NeedsYou,
    /// Finished.
    Done,
    /// Failed, or the server forgot it.
    Failed,
    /// The person stopped it.
    Stopped,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationSummary {
    /// Opaque.
    pub id: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Made from the first words, or given by the person.
    pub title: String,
    /// One line of what was said last.
    pub line: String,
    /// How its newest turn stands.
    pub standing: Standing,
    /// What it does now, while it runs.
    pub activity: Option<Activity>,
    /// When the newest turn was submitted.
    pub started_at: i64,
    /// When something last changed.
    pub updated_at: i64,
    /// Not looked at since it ended, or marked so by the person.
    pub unread: bool,
    /// Stands first in its list.
    pub pinned: bool,
    /// Only in the list of the archive.
    pub archived: bool,
    /// `Folder::id` of the folder that it is in.
    pub folder: Option<String>,
    /// Who serves the newest turn.
    pub engine: Engine,
    /// Number of files.
    pub files: u32,
    /// Its newest turn, so that it can be stopped from the list.
    pub turn: Option<String>,
    /// When the server last said something about the newest turn.
    pub last_sign_of_life: Option<i64>,
    /// All tokens of the newest turn so far, if they are known.
    pub tokens: Option<u64>,
    /// About what the newest turn has cost so far.
    pub cost: Option<Cost>,
    /// The program that it was taken over from.
    pub imported_from: Option<String>,
}

/// What a running turn does now, in the terms of the machine; the window has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "doing", rename_all = "snake_case")]
pub enum Activity {
    /// Being sent.
    Sending,
    /// Accepted, not started.
    Queued,
    /// The sandbox or the model starts.
    Starting,
    /// Thinking.
    Thinking,
    /// Writing the answer.
    Writing,
    /// Running code.
    RunningCode {
        /// `python`, `bash` …
        language: String,
    },
    /// Searching the web.
    Searching {
        /// The queries.
        queries: Vec<String>,
    },
    /// Reading pages.
    Reading {
        /// Their addresses.
        urls: Vec<String>,
    },
    /// Using a tool.
    UsingTool {
        /// The tool's name.
        name: String,
    },
    /// No network; goes on by itself.
    WaitingForNetwork,
    /// The server asked to wait.
    WaitingForServer {
        /// When it is asked again.
        until: i64,
    },
    /// Something went wrong that may pass; it is tried again by itself.
    TryingAgain {
        /// When.
        until: i64,
    },
    /// It cannot go on before the person does something.
    WaitingForYou,
    /// Reconnecting to the stream.
    Reconnecting,
    /// Asking from time to time.
    Checking,
    /// No sign of life for long.
    Silent {
        /// Since when.
        since: i64,
    },
    /// Being stopped.
    Stopping,
    /// Fetching its files.
    Fetching {
        /// How many are here.
        done: u32,
        /// How many there are.
        total: u32,
    },
    /// The create call ended without an answer.
    Unconfirmed,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationPage {
    /// Newest first.
    pub conversations: Vec<ConversationSummary>,
    /// Pass it to get the next page; `None` at the end.
    pub next: Option<String>,
}

/// A conversation opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conversation {
    /// Its line in the list.
    pub summary: ConversationSummary,
    /// The turns to begin with.
    pub page: TurnPage,
    /// Its newest files.
    pub files: FilePage,
    /// The unsent text.
    pub draft: Option<Draft>,
}

/// Which conversation to open, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenRequest {
    /// The conversation.
    pub id: String,
    /// The turn to open it at; its newest one if there is none.
    pub turn: Option<String>,
}

/// What to look for in the turns of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindRequest {
    /// The conversation.
    pub conversation: String,
    /// A turn of the way that is looked through.
    pub turn: String,
    /// What to look for; case does not matter.
    pub text: String,
}

/// An unsent text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// `new`, a conversation's id for its next turn, or the id of a turn after `edit:`, which is changed,
    /// or after `answers:`, whose question is answered.
    pub key: String,
    /// The text.
    pub text: String,
    /// The files attached.
    pub attachments: Vec<Attachment>,
    /// `Who::id`.
    pub who: Option<String>,
}

/// A file that the person attached; its bytes are already safe on disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// The file's name.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// Bytes.
    pub size: u64,
}

/// What became of the files that the person wants to attach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attaching {
    /// Those that are attached.
    pub files: Vec<Attachment>,
    /// Why each of the others is not; every message names its file.
    pub refused: Vec<BridgeError>,
}

impl Attaching {
    /// Notes what became of one of them.
    pub fn take(&mut self, outcome: Result<Attachment, BridgeError>) {
        match outcome {
            Ok(file) => self.files.push(file),
            Err(error) => self.refused.push(error),
        }
    }
}

/// What the person pasted, as far as the page is not given it by its browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PastedFiles {
    /// The files, or the picture.
    pub attaching: Attaching,
    /// The text, when there are neither.
    pub text: Option<String>,
}

/// Bytes pasted or dropped into the composer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachBytes {
    /// The file's name.
    pub name: String,
    /// MIME type as the browser says.
    pub mime: String,
    /// The bytes in base64.
    pub base64: String,
}

/// Whether the sandbox may reach the internet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reach", rename_all = "snake_case")]
pub enum Network {
    /// Not at all.
    Off,
    /// These sites.
    Sites {
        /// Domain names, `*.example.com` allowed.
        domains: Vec<String>,
    },
    /// Everything.
    Open,
}

/// A turn to submit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendRequest {
    /// `None` starts a conversation.
    pub conversation: Option<String>,
    /// The turn to follow; `None` at the start of a conversation. Another child of the same
    /// parent makes a branch.
    pub parent: Option<String>,
    /// `Who::id`.
    pub who: String,
    /// What the person wrote.
    pub text: String,
    /// Files that go along.
    pub attachments: Vec<Attachment>,
    /// For jobs: whether the sandbox may reach the internet.
    pub network: Network,
    /// `Draft::key` of what was typed. That draft is forgotten if it holds exactly what is sent. `None`
    /// when nothing was typed for it.
    pub draft: Option<String>,
    /// `Leaving::place` of what the person was shown, when something of the turns before goes to a place that does not
    /// have it.
    pub leaving: Option<String>,
    /// What was chosen beside the words.
    #[serde(default)]
    pub options: Options,
    /// The tools of a conversation that begins with this; nothing for the usual ones. One that is there keeps those that
    /// were chosen for it (`set_tools`).
    #[serde(default)]
    pub tools: Option<Tools>,
}

/// What was made of it, by id; patches bring the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sent {
    /// The conversation, now with the turn in it.
    pub conversation: String,
    /// The new turn.
    pub turn: String,
}

/// A new title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenameRequest {
    /// The conversation.
    pub id: String,
    /// Its new title.
    pub title: String,
}
