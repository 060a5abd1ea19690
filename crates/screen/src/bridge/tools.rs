//! The tools of a conversation, the servers of tools (MCP) that the person added, and the search server of this computer.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{BridgeError, Key, KeyStatus};

/// What a conversation may use beside what it is told. Kept with it and sent with every turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Tools {
    /// The web is searched.
    pub search: bool,
    /// Pages are read.
    pub pages: bool,
    /// Places are looked up on a map.
    pub maps: bool,
    /// Programs are run where the model is.
    pub code: bool,
    /// Stores of files that are searched: `FileStore::id` of each.
    pub stores: Vec<String>,
    /// Servers of tools.
    pub servers: Vec<UsedServer>,
    /// Programs of this computer.
    pub programs: Vec<Program>,
    /// The folder that [`Program::Look`] and [`Program::Put`] work in; one that the person picked.
    pub folder: Option<String>,
}

/// A server of tools in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsedServer {
    /// `ToolServer::id`.
    pub server: String,
    /// Whether the person is asked before each use: Errand then makes the calls itself. Else whoever does the work makes
    /// them, and nobody is asked.
    pub asks: bool,
}

/// A program of this computer that a conversation may ask for. Each use is asked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// Looks into the picked folder: lists it, reads a text file in it.
    Look,
    /// Puts a new text file into the picked folder.
    Put,
    /// Opens a page in the browser.
    Page,
    /// Makes an entry for the calendar, as an `.ics` file.
    Calendar,
    /// Begins a mail in the mail program.
    Mail,
}

/// Whose tools are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolsRequest {
    /// The conversation; nothing for one that is not begun.
    pub conversation: Option<String>,
    /// `Who::id` of the one who is to use them.
    pub who: String,
}

/// The tools of a conversation, for the one who is asked next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolsView {
    /// What was chosen for the conversation; nothing when nothing was, and the usual ones hold.
    pub chosen: Option<Tools>,
    /// What this one has when nothing is chosen.
    pub usual: Tools,
    /// What can be chosen for this one, and what not and why.
    pub offers: Vec<ToolOffer>,
    /// Servers of tools that this one can use only when the person is asked before each use.
    pub bound: Vec<BoundServer>,
    /// Functions that are carried out in this conversation without asking, as a person would write them.
    #[ts(as = "Vec<String>")]
    pub allowed: Vec<Sentence>,
}

/// One kind of tool, and whether it can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolOffer {
    /// The kind.
    pub kind: ToolKind,
    /// Whether it can be had.
    pub state: OfferState,
}

/// A server of tools that can be used only when the person is asked before each use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoundServer {
    /// `ToolServer::id`.
    pub server: String,
    /// Why, in a sentence.
    #[ts(as = "String")]
    pub why: Sentence,
}

/// Kinds of tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ToolKind {
    /// Web search.
    Search,
    /// Reading of pages.
    Pages,
    /// The map.
    Maps,
    /// Code.
    Code,
    /// Stores of files.
    Stores,
    /// Servers of tools, asked before each use.
    Servers,
    /// Servers of tools that whoever does the work calls by itself.
    ServersUnasked,
    /// Programs of this computer.
    Programs,
}

/// Whether a kind of tool can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OfferState {
    /// It can be switched.
    Offered,
    /// It is always there.
    Always,
    /// It cannot be had.
    Refused {
        /// Why, in a sentence.
        #[ts(as = "String")]
        why: Sentence,
    },
}

/// Tools to keep for a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetTools {
    /// The conversation.
    pub conversation: String,
    /// What is chosen; nothing for the usual ones.
    pub tools: Option<Tools>,
}

/// A server of tools (MCP) that the person added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolServer {
    /// Opaque.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// The name that requests have for it.
    pub word: String,
    /// Its address; of a program `stdio:` and its name.
    pub address: String,
    /// Host and port; of a program nothing.
    pub host: String,
    /// Whether it is on this computer.
    pub is_here: bool,
    /// What is started, when it is a program of this computer.
    pub program: Option<ToolProgram>,
    /// Names of the headers that it is sent.
    pub headers: Vec<String>,
    /// Where the values of the headers are.
    pub key: KeyStatus,
    /// Its tools as it listed them last.
    pub tools: Vec<ServerTool>,
    /// When it answered last.
    pub answered_at: i64,
    /// Why it did not when it was asked last in this session.
    pub failure: Option<BridgeError>,
}

/// A tool of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerTool {
    /// The server's own name for it.
    pub name: String,
    /// The same as a person would write it.
    pub title: String,
    /// What it does, in the server's words.
    pub about: Option<String>,
    /// Whether conversations may use it.
    pub allowed: bool,
}

/// A server of tools to try and, if it answers, to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConnectToolServer {
    /// The server that is changed; nothing for a new one.
    pub id: Option<String>,
    /// What the person calls it; empty for its host.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Headers to send. An empty value keeps the one that was kept under that name.
    pub headers: Vec<TypedHeader>,
    /// Keep the values for this session only.
    pub session_only: bool,
}

/// A program of this computer that has tools. It is started in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolProgram {
    /// Its name, or its path.
    pub command: String,
    /// Its arguments, one by one.
    pub arguments: Vec<String>,
    /// The folder that it sees and cannot write to; one that the person picked.
    pub folder: Option<String>,
}

/// A program with tools to try and, if it serves, to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConnectToolProgram {
    /// The one that is changed (`ToolServer::id`); nothing for a new one.
    pub id: Option<String>,
    /// What the person calls it; empty for the program's own name.
    pub name: String,
    /// What is started.
    pub program: ToolProgram,
}

/// The search server (SearXNG) that searches are made at for whoever is asked on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchServer {
    /// Its address.
    pub address: String,
    /// Host and port.
    pub host: String,
    /// Whether it is on this computer.
    pub is_here: bool,
    /// Whether what is searched for crosses a network without being encrypted.
    pub is_unencrypted: bool,
    /// When it answered last.
    pub answered_at: i64,
    /// Why it did not when it was asked last in this session.
    pub failure: Option<BridgeError>,
}

/// A header as it was typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedHeader {
    /// Its name.
    pub name: String,
    /// Its value. Never stored here, never sent back.
    #[ts(type = "string")]
    pub value: Key,
}

/// Which tools of a server conversations may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseServerTools {
    /// `ToolServer::id`.
    pub server: String,
    /// `ServerTool::name` of each.
    pub tools: Vec<String>,
}
