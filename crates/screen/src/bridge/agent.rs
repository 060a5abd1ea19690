//! Agents: the person's own, and those made elsewhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attachment, BridgeError, Engine, Network, UsedServer};

/// Background colour of an agent's letter; the page has the values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgentColour {
    /// Green.
    #[default]
    Green,
    /// Blue.
    Blue,
    /// Amber.
    Amber,
    /// Red.
    Red,
    /// Grey.
    Grey,
}

/// A file of an agent, with its path relative to the agent's other files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentFile {
    /// Folders and name, separated by `/`; safe to write below any folder.
    pub path: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
}

/// A skill of an agent: a folder with a `SKILL.md` (contract section 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Skill {
    /// Name of the skill; the name of its folder is derived from it.
    pub name: String,
    /// Description of the purpose of the skill.
    pub about: String,
    /// Instructions: the text of its `SKILL.md` below the front matter.
    pub text: String,
    /// The other entries of the front matter of its `SKILL.md`, unchanged.
    pub head: String,
    /// The other files in its folder.
    pub files: Vec<AgentFile>,
}

/// Data that an agent has in each of its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AgentData {
    /// A file from the person's disk.
    File {
        /// The file.
        file: AgentFile,
    },
    /// A text that the person pasted.
    Text {
        /// Name of the file that the text is written to.
        name: String,
        /// The text.
        text: String,
    },
    /// A repository that is fetched when a job begins.
    Repository {
        /// Its `https` address.
        address: String,
    },
}

/// Tools that an agent may use in addition to the files of its sandbox.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentTools {
    /// True if it may run programs.
    pub code: bool,
    /// True if it may search the web.
    pub search: bool,
    /// True if it may read web pages.
    pub pages: bool,
    /// Tool servers.
    #[serde(default)]
    pub servers: Vec<UsedServer>,
}

/// The whole of one of the person's own agents, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentDraft {
    /// Name of the agent.
    pub name: String,
    /// Short symbol shown with the name: a letter or two, or an emoji. Empty for the first letter of the name.
    pub letter: String,
    /// Background colour of the letter.
    pub colour: AgentColour,
    /// Description of the purpose of the agent.
    pub about: String,
    /// Instructions for how it works.
    pub instructions: String,
    /// Its skills.
    pub skills: Vec<Skill>,
    /// Files, texts and repositories that it has in each job.
    pub data: Vec<AgentData>,
    /// Tools that it may use.
    pub tools: AgentTools,
    /// Internet access of its sandbox, unless a job says otherwise.
    pub network: Network,
    /// `Who::id` of the model that it uses; null for the default one.
    pub model: Option<String>,
    /// Maximum number of tokens of one of its jobs; null for no limit.
    pub max_tokens: Option<u64>,
}

/// One of the person's own agents, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentLine {
    /// Id of the agent; opaque.
    pub id: String,
    /// Name of the agent.
    pub name: String,
    /// Short symbol shown with the name; see `AgentDraft::letter`.
    pub letter: String,
    /// Background colour of the letter.
    pub colour: AgentColour,
    /// Description of the purpose of the agent.
    pub about: String,
    /// Names of its skills.
    pub skills: Vec<String>,
    /// Number of files, texts and repositories that it has in each job.
    pub data: u32,
    /// Time of the last change, in milliseconds since the Unix epoch.
    pub changed_at: i64,
}

/// An agent that was not made here, as its server describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForeignAgent {
    /// Engine that serves it.
    pub engine: Engine,
    /// Its id at the server, chosen by its maker.
    pub api_id: String,
    /// Its description; null if it has none.
    pub about: Option<String>,
    /// Id of the agent that it is based on; null if the server names none.
    pub base: Option<String>,
    /// Its instructions; null if it has none.
    pub instructions: Option<String>,
    /// Its tools, by the names of the API.
    pub tools: Vec<String>,
    /// True if its programs run on another computer, as in a `SelfHosted` environment. It cannot be used from here.
    pub self_hosted: bool,
}

/// An environment whose programs run on another computer, with a worker of its owner (contract section 9.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SelfHosted {
    /// Engine that serves it.
    pub engine: Engine,
    /// Its id at the server; it has no other name.
    pub api_id: String,
}

/// Every agent that is not built in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agents {
    /// The person's own agents, the last changed first.
    pub own: Vec<AgentLine>,
    /// Agents made elsewhere with the same key, or at the engine on this computer.
    pub foreign: Vec<ForeignAgent>,
    /// Environments made elsewhere whose programs run on another computer.
    pub self_hosted: Vec<SelfHosted>,
}

/// An agent that was read from a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenedAgent {
    /// The whole agent, with those of its tool servers that are here. Each of them asks before each call.
    pub draft: AgentDraft,
    /// The tool servers of the agent that are not here.
    pub missing: Vec<MissingServer>,
}

/// A tool server that an agent from a file uses, and that is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MissingServer {
    /// Its name where the file was written.
    pub name: String,
    /// Host and port of its URL; empty for a program.
    pub host: String,
}

/// Request to store an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveAgent {
    /// `AgentLine::id` of the agent to replace; null for a new one.
    pub id: Option<String>,
    /// The whole agent.
    pub draft: AgentDraft,
}

/// Request for a job with an agent that is not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TryAgent {
    /// The whole agent.
    pub draft: AgentDraft,
    /// Engine that serves the job.
    pub engine: Engine,
    /// The person's prompt for the job.
    pub text: String,
}

/// Skills and files that were read for an agent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadForAgent {
    /// The skills that were found.
    pub skills: Vec<Skill>,
    /// Files that are not skills.
    pub files: Vec<AgentFile>,
    /// Reasons why something could not be read; empty if all was.
    pub refused: Vec<BridgeError>,
}

/// Which skills or files to read for an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum ReadRequest {
    /// Files that the person chooses in a dialog.
    Files {
        /// True to read Markdown files and archives as skills.
        skills: bool,
    },
    /// A folder that the person chooses in a dialog.
    Folder {
        /// True to read each folder in it that has a `SKILL.md` as a skill.
        skills: bool,
    },
    /// Files that were dropped or pasted, and are stored already.
    Kept {
        /// The files.
        files: Vec<Attachment>,
        /// True to read Markdown files and archives as skills.
        skills: bool,
    },
}
