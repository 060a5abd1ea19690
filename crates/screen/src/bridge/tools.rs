//! The tools of a conversation, the tool servers (MCP) that the person added, and the search server.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{BridgeError, Key, KeyStatus};

/// Tools that a conversation may use. Stored with the conversation and sent with every turn.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Tools {
    /// True for web search.
    pub search: bool,
    /// True for searching pictures on the web.
    pub pictures: bool,
    /// True for reading web pages.
    pub pages: bool,
    /// True for looking up places on a map.
    pub maps: bool,
    /// True for running programs at the server of the model.
    pub code: bool,
    /// `FileStore::id` of each file store to search.
    pub stores: Vec<String>,
    /// Tool servers.
    pub servers: Vec<UsedServer>,
    /// Programs of this computer.
    pub programs: Vec<Program>,
    /// Path of the folder for the programs `Look` and `Put`, which the person chose; null if none was chosen.
    pub folder: Option<String>,
}

/// A tool server used in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsedServer {
    /// `ToolServer::id`.
    pub server: String,
    /// True if the person is asked before each call, and Errand makes the calls. False if the server of the model or
    /// agent makes them without asking.
    pub asks: bool,
}

/// A program of this computer that a conversation may use. Each use has to be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Program {
    /// Lists the chosen folder and reads text files in it.
    Look,
    /// Writes a new text file into the chosen folder.
    Put,
    /// Opens a web page in the browser.
    Page,
    /// Makes a calendar entry, as an `.ics` file.
    Calendar,
    /// Begins a message in the mail program.
    Mail,
}

/// Request for the tools of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolsRequest {
    /// Id of the conversation; null for one that has not begun.
    pub conversation: Option<String>,
    /// `Who::id` of the model or agent that will use them.
    pub who: String,
}

/// The tools of a conversation, for the model or agent that is asked next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolsView {
    /// The tools chosen for the conversation, as far as this model or agent can use them; null if none were chosen, so
    /// that `usual` applies. Tool servers and file stores may be among them that are not here (any more); requests are
    /// sent without those.
    pub chosen: Option<Tools>,
    /// The default tools of this model or agent; of a person's own agent as in `chosen`.
    pub usual: Tools,
    /// Every kind of tool, and whether this model or agent can use it.
    pub offers: Vec<ToolOffer>,
    /// Tool servers that it can only use if the person is asked before each call.
    pub bound: Vec<BoundServer>,
    /// Functions that are carried out in this conversation without asking, by their names in plain words.
    #[ts(as = "Vec<String>")]
    pub allowed: Vec<Sentence>,
}

/// A kind of tool, and whether it can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolOffer {
    /// Kind of the tool.
    pub kind: ToolKind,
    /// Whether it can be used.
    pub state: OfferState,
}

/// A tool server that can only be used if the person is asked before each call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoundServer {
    /// `ToolServer::id`.
    pub server: String,
    /// The reason, in a sentence.
    #[ts(as = "String")]
    pub why: Sentence,
}

/// Kind of tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ToolKind {
    /// Web search.
    Search,
    /// Searching pictures on the web.
    Pictures,
    /// Reading web pages.
    Pages,
    /// Looking up places on a map.
    Maps,
    /// Running programs at the server of the model.
    Code,
    /// Searching file stores.
    Stores,
    /// Tool servers that ask before each call.
    Servers,
    /// Tool servers that are called without asking.
    ServersUnasked,
    /// Programs of this computer.
    Programs,
}

/// Whether a kind of tool can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OfferState {
    /// It can be switched on and off.
    Offered,
    /// It is always on.
    Always,
    /// It cannot be used.
    Refused {
        /// The reason, in a sentence.
        #[ts(as = "String")]
        why: Sentence,
    },
}

/// Request to store the tools of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SetTools {
    /// Id of the conversation.
    pub conversation: String,
    /// The chosen tools; null for the default ones.
    pub tools: Option<Tools>,
}

/// A tool server (MCP) that the person added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolServer {
    /// Id of the server; opaque.
    pub id: String,
    /// The person's name for it.
    pub name: String,
    /// Its name in requests: lower-case letters, digits and `-`, unique among the servers.
    pub word: String,
    /// Its URL; of a program `stdio:` and an id.
    pub address: String,
    /// Host and port of the URL; empty for a program.
    pub host: String,
    /// True if it is on this computer.
    pub is_here: bool,
    /// The program to start; null for a server that is reached over HTTP.
    pub program: Option<ToolProgram>,
    /// Names of the HTTP headers that it is sent.
    pub headers: Vec<String>,
    /// Where the values of the headers are stored.
    pub key: KeyStatus,
    /// Its tools, as it last listed them.
    pub tools: Vec<ServerTool>,
    /// Time of its last answer, in milliseconds since the Unix epoch.
    pub answered_at: i64,
    /// Error of the last request in this session; null if it succeeded.
    pub failure: Option<BridgeError>,
}

/// A tool of a tool server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServerTool {
    /// Name of the tool at the server.
    pub name: String,
    /// Its name in plain words.
    pub title: String,
    /// The server's description; null if it gives none.
    pub about: Option<String>,
    /// True if conversations may use it.
    pub allowed: bool,
}

/// A tool server to check and, if it answers, to store.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConnectToolServer {
    /// `ToolServer::id` of the server to replace; null for a new one.
    pub id: Option<String>,
    /// The person's name for it; empty for its host.
    pub name: String,
    /// Its URL.
    pub address: String,
    /// HTTP headers to send. An empty value stands for the stored value of that name.
    pub headers: Vec<TypedHeader>,
    /// True to keep the values for this session only.
    pub session_only: bool,
}

/// The command line of a program with tools (MCP over stdio), which is started in the sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToolProgram {
    /// Name or path of the program.
    pub command: String,
    /// Its arguments, one by one.
    pub arguments: Vec<String>,
    /// Path of a folder, chosen by the person, that the program can read and not write; null for none.
    pub folder: Option<String>,
}

/// A program with tools to check and, if it serves, to store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConnectToolProgram {
    /// `ToolServer::id` of the program to replace; null for a new one.
    pub id: Option<String>,
    /// The person's name for it; empty for the program's own name.
    pub name: String,
    /// The command line.
    pub program: ToolProgram,
}

/// The search server (SearXNG) for web searches of models and agents on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchServer {
    /// Its URL.
    pub address: String,
    /// Host and port of the URL.
    pub host: String,
    /// True if it is on this computer.
    pub is_here: bool,
    /// True if searches cross a network unencrypted.
    pub is_unencrypted: bool,
    /// Time of its last answer, in milliseconds since the Unix epoch.
    pub answered_at: i64,
    /// Error of the last request in this session; null if it succeeded.
    pub failure: Option<BridgeError>,
}

/// An HTTP header as typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TypedHeader {
    /// Name of the header.
    pub name: String,
    /// Value of the header. It is stored in the keychain or, with `session_only`, in memory, and never sent back.
    #[ts(type = "string")]
    pub value: Key,
}

/// Request to choose the tools of a server that conversations may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChooseServerTools {
    /// `ToolServer::id`.
    pub server: String,
    /// `ServerTool::name` of each chosen tool.
    pub tools: Vec<String>,
}
