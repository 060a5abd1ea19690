//! Agents: those of the person's own making, and what is known of others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attachment, BridgeError, Engine, Network};

/// The colour behind an agent's letter; the window has the values.
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

/// A file that an agent has, with its path among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentFile {
    /// Folders and name, with `/` between them; safe to write below any folder.
    pub path: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// Something that an agent knows how to do: a folder with a `SKILL.md` (contract section 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Skill {
    /// Its name, of which its folder is made.
    pub name: String,
    /// What it is for.
    pub about: String,
    /// How it is done: the text of its `SKILL.md` below its head.
    pub text: String,
    /// What else stands in the head of its `SKILL.md`, as it came.
    pub head: String,
    /// What else is in its folder.
    pub files: Vec<AgentFile>,
}

/// Something that an agent has at hand in each of its jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AgentData {
    /// A file from the person's disk.
    File {
        /// The file.
        file: AgentFile,
    },
    /// A text that was pasted.
    Text {
        /// The name of the file that it becomes.
        name: String,
        /// The text.
        text: String,
    },
    /// A repository that is fetched when a job begins.
    Repository {
        /// Its address, `https`.
        address: String,
    },
}

/// What an agent may use besides its sandbox's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentTools {
    /// Run programs.
    pub code: bool,
    /// Search the web.
    pub search: bool,
    /// Read pages of the web.
    pub pages: bool,
}

/// All of an agent, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentDraft {
    /// Its name.
    pub name: String,
    /// What stands for it beside its name: a letter or two, or an emoji. Empty for the first of its name.
    pub letter: String,
    /// The colour behind that.
    pub colour: AgentColour,
    /// What it is for.
    pub about: String,
    /// How it works.
    pub instructions: String,
    /// What it knows how to do.
    pub skills: Vec<Skill>,
    /// What it has at hand.
    pub data: Vec<AgentData>,
    /// What it may use.
    pub tools: AgentTools,
    /// What its sandbox may reach, unless a job says otherwise.
    pub network: Network,
    /// `Who::id` of the model that it thinks with; `None` for the usual one.
    pub model: Option<String>,
    /// As many tokens may one of its jobs use.
    pub max_tokens: Option<u64>,
}

/// An agent of the person's own, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgentLine {
    /// Opaque.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What stands for it.
    pub letter: String,
    /// The colour behind that.
    pub colour: AgentColour,
    /// What it is for.
    pub about: String,
    /// The names of what it knows how to do.
    pub skills: Vec<String>,
    /// How many files, texts and repositories it has at hand.
    pub data: u32,
    /// When it was changed last.
    pub changed_at: i64,
}

/// An agent that was not made here, and what its server says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForeignAgent {
    /// Who serves it.
    pub engine: Engine,
    /// The id that its maker gave it.
    pub api_id: String,
    /// What it is for.
    pub about: Option<String>,
    /// The agent that it builds on.
    pub base: Option<String>,
    /// How it works.
    pub instructions: Option<String>,
    /// What it may use, in the service's words.
    pub tools: Vec<String>,
    /// Whether its programs run on another computer, as in a [`SelfHosted`] environment. It is not asked from here.
    pub self_hosted: bool,
}

/// An environment whose programs run on another computer, by a worker of its owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SelfHosted {
    /// Who serves it.
    pub engine: Engine,
    /// Its id there; it has no other name.
    pub api_id: String,
}

/// Every agent that is not built in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agents {
    /// The person's own, the one changed last first.
    pub own: Vec<AgentLine>,
    /// Those made elsewhere with the same key, or at the engine of this computer.
    pub foreign: Vec<ForeignAgent>,
    /// Environments made elsewhere whose programs run on another computer.
    pub self_hosted: Vec<SelfHosted>,
}

/// An agent to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveAgent {
    /// The agent that it replaces; `None` for a new one.
    pub id: Option<String>,
    /// All of it.
    pub draft: AgentDraft,
}

/// A job for an agent that is not kept (yet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TryAgent {
    /// All of the agent.
    pub draft: AgentDraft,
    /// Who serves it.
    pub engine: Engine,
    /// What it is to do.
    pub text: String,
}

/// What was read for an agent, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadForAgent {
    /// Skills that were found.
    pub skills: Vec<Skill>,
    /// Files that are no skills.
    pub files: Vec<AgentFile>,
    /// Why something was left out.
    pub refused: Vec<BridgeError>,
}

/// Which files to read for an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum ReadRequest {
    /// The person chooses files; Markdown and archives are skills when `skills` says so.
    Files {
        /// Whether skills are looked for.
        skills: bool,
    },
    /// The person chooses a folder; one with a `SKILL.md` is a skill when `skills` says so.
    Folder {
        /// Whether skills are looked for.
        skills: bool,
    },
    /// Files that were dropped or pasted and are kept already. Markdown and archives are skills when `skills` says so.
    Kept {
        /// The files.
        files: Vec<Attachment>,
        /// Whether skills are looked for.
        skills: bool,
    },
}
