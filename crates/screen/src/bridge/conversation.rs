//! Conversations: their lines in lists, the open one, drafts and attachments, and sending a turn.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BridgeError, Cost, Engine, FilePage, Options, Tools, TurnPage};

/// Kind of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A chat: questions and answers.
    Chat,
    /// A job: work handed over to an agent.
    Job,
}

/// State of a turn; shown as icon and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In progress.
    Running,
    /// Waits for the person: it is unconfirmed, asks for one of their functions, or needs a key or a proxy setting.
    NeedsYou,
    /// Finished.
    Done,
    /// Failed, or the server forgot it.
    Failed,
    /// Stopped by the person, or by their spending limit.
    Stopped,
}

/// A conversation as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationSummary {
    /// Id of the conversation; opaque.
    pub id: String,
    /// A chat or a job.
    pub kind: Kind,
    /// Its title: made from the first words, or set by the person.
    pub title: String,
    /// What was said last, on one line.
    pub line: String,
    /// State of the newest turn.
    pub standing: Standing,
    /// What the newest turn is doing; null once it has ended.
    pub activity: Option<Activity>,
    /// Time at which the newest turn was submitted, in milliseconds since the Unix epoch.
    pub started_at: i64,
    /// Time of the last change, in milliseconds since the Unix epoch.
    pub updated_at: i64,
    /// True if the person has not looked at it since it ended, or marked it as unread.
    pub unread: bool,
    /// True if it is at the top of its list.
    pub pinned: bool,
    /// True if it is only in the list of archived conversations.
    pub archived: bool,
    /// `Folder::id` of its folder; null if it is in none.
    pub folder: Option<String>,
    /// Engine that serves the newest turn.
    pub engine: Engine,
    /// Number of files.
    pub files: u32,
    /// Id of the newest turn, so that it can be stopped from the list.
    pub turn: Option<String>,
    /// Time of the last event from the server about the newest turn, in milliseconds since the Unix epoch; null if
    /// there was none.
    pub last_sign_of_life: Option<i64>,
    /// Total number of tokens of the newest turn so far; null if unknown.
    pub tokens: Option<u64>,
    /// Approximate cost of the newest turn so far; null if unknown.
    pub cost: Option<Cost>,
    /// Name of the program that it was imported from; null if it was made here.
    pub imported_from: Option<String>,
}

/// What a running turn is doing, in technical terms; the page has the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "doing", rename_all = "snake_case")]
pub enum Activity {
    /// The request is being prepared or sent.
    Sending,
    /// The server has accepted it and not started it.
    Queued,
    /// The sandbox or the model is starting.
    Starting,
    /// Thinking.
    Thinking,
    /// Writing the answer.
    Writing,
    /// Running code.
    RunningCode {
        /// The programming language, such as `python` or `bash`; empty if unknown.
        language: String,
    },
    /// Searching: the web, a map or files.
    Searching {
        /// The search queries.
        queries: Vec<String>,
    },
    /// Reading web pages.
    Reading {
        /// Addresses of the pages.
        urls: Vec<String>,
    },
    /// Calling a tool.
    UsingTool {
        /// Name of the tool.
        name: String,
    },
    /// There is no network; it continues by itself.
    WaitingForNetwork,
    /// The server asked to wait.
    WaitingForServer {
        /// Time of the next attempt, in milliseconds since the Unix epoch.
        until: i64,
    },
    /// A temporary error occurred; it is retried by itself.
    TryingAgain {
        /// Time of the next attempt, in milliseconds since the Unix epoch.
        until: i64,
    },
    /// It cannot continue before the person does something.
    WaitingForYou,
    /// Reconnecting to the event stream.
    Reconnecting,
    /// Polling the server for the state.
    Checking,
    /// There was no event from the server for a long time.
    Silent {
        /// Time of the last event, in milliseconds since the Unix epoch.
        since: i64,
    },
    /// Being stopped.
    Stopping,
    /// Fetching its files.
    Fetching {
        /// Number of files fetched.
        done: u32,
        /// Total number of files.
        total: u32,
    },
    /// The create call ended without an answer, or the state at the server is unknown.
    Unconfirmed,
}

/// A page of a list of conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConversationPage {
    /// The lines, newest first.
    pub conversations: Vec<ConversationSummary>,
    /// Cursor of the next page (`ListRequest::after`); null at the end.
    pub next: Option<String>,
}

/// An open conversation, as it is shown first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Conversation {
    /// Its line in the lists.
    pub summary: ConversationSummary,
    /// The first page of turns.
    pub page: TurnPage,
    /// Its newest files.
    pub files: FilePage,
    /// The unsent text for its next turn; null if there is none.
    pub draft: Option<Draft>,
}

/// Request to open a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenRequest {
    /// Id of the conversation.
    pub id: String,
    /// Id of the turn to show; null for the newest one.
    pub turn: Option<String>,
}

/// Request to search the turns of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindRequest {
    /// Id of the conversation.
    pub conversation: String,
    /// Id of a turn on the branch that is searched.
    pub turn: String,
    /// The text to find; case and accents are ignored.
    pub text: String,
}

/// An unsent text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Draft {
    /// `new`; the id of a conversation, for its next turn; `edit:` and the id of a turn that is being changed; or
    /// `answers:` and the id of a turn whose question is being answered.
    pub key: String,
    /// The text.
    pub text: String,
    /// The attached files.
    pub attachments: Vec<Attachment>,
    /// `Who::id` of the chosen model or agent; null if none was chosen.
    pub who: Option<String>,
}

/// A file that the person attached; its bytes are stored already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Name of the file.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// Size in bytes.
    pub size: u64,
}

/// Result of attaching several files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachResult {
    /// The files that are attached.
    pub files: Vec<Attachment>,
    /// For each file that could not be attached, the reason; every message names its file.
    pub refused: Vec<BridgeError>,
}

impl AttachResult {
    /// Adds the result of one file.
    pub fn take(&mut self, outcome: Result<Attachment, BridgeError>) {
        match outcome {
            Ok(file) => self.files.push(file),
            Err(error) => self.refused.push(error),
        }
    }
}

/// Content that the person pasted, where the webview does not give it to the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PastedFiles {
    /// The attached files, or the attached picture.
    pub attaching: AttachResult,
    /// The pasted text, if there were neither files nor a picture; else null.
    pub text: Option<String>,
}

/// Bytes that were pasted or dropped into the message box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AttachBytes {
    /// Name of the file.
    pub name: String,
    /// MIME type as the webview reports it; may be empty.
    pub mime: String,
    /// The bytes in base64.
    pub base64: String,
}

/// Internet access of a sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reach", rename_all = "snake_case")]
pub enum Network {
    /// No access.
    Off,
    /// Access to these sites only.
    Sites {
        /// Domain names; `*.example.com` is allowed.
        domains: Vec<String>,
    },
    /// Access to everything.
    Open,
}

/// Request to submit a turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendRequest {
    /// Id of the conversation; null begins a new one.
    pub conversation: Option<String>,
    /// Id of the turn to follow; null at the start of a conversation. A further child of the same parent makes a
    /// branch.
    pub parent: Option<String>,
    /// `Who::id` of the model or agent.
    pub who: String,
    /// The person's prompt.
    pub text: String,
    /// Files that are sent with it.
    pub attachments: Vec<Attachment>,
    /// For jobs: internet access of the sandbox.
    pub network: Network,
    /// `Draft::key` of the unsent text; that draft is deleted if it is exactly what is sent. Null if there is none.
    pub draft: Option<String>,
    /// `Leaving::place` that the person was shown, if earlier turns go to a place that does not have them yet; else
    /// null.
    pub leaving: Option<String>,
    /// The options chosen for this turn.
    #[serde(default)]
    pub options: Options,
    /// For a new conversation: its tools; null for the default ones. An existing conversation keeps the tools set with
    /// `set_tools`.
    #[serde(default)]
    pub tools: Option<Tools>,
}

/// Ids of what a sent turn created; patches bring the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SendResult {
    /// Id of the conversation, which contains the turn.
    pub conversation: String,
    /// Id of the new turn.
    pub turn: String,
}

/// Request to change a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenameRequest {
    /// Id of the conversation.
    pub id: String,
    /// The new title; must not be empty.
    pub title: String,
}
