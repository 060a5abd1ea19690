//! Who can do the work: models and agents of each engine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AgentColour, Network};

/// Which server of the contract serves an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// Google, or whichever base URL the settings name.
    Gemini,
    /// The engine on this computer.
    Local,
}

/// What a model or agent is good for; the window has the words for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// "Quick answer".
    Quick,
    /// "Thinks longer".
    Thinker,
    /// "Does the job in its own sandbox".
    Worker,
    /// "Researches the web".
    Researcher,
    /// "Makes pictures".
    Painter,
    /// "Reads aloud".
    Speaker,
    /// "Makes videos"; listed only when that is switched on.
    Filmmaker,
    /// The person's own agent.
    Own,
    /// Anything else; shown by its name alone.
    Other,
}

/// One entry of the "who does it" list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Who {
    /// Opaque, stable across restarts.
    pub id: String,
    /// Who serves it.
    pub engine: Engine,
    /// True for an agent (a job), false for a model (an answer).
    pub is_agent: bool,
    /// The real id, shown beneath the plain words.
    pub api_id: String,
    /// What it is good for.
    pub role: Role,
    /// The server's own display name, if it gives one.
    pub display_name: Option<String>,
    /// Whether the composer lists it at the top.
    pub recommended: bool,
    /// Set when the id is retired: the id that replaces it.
    pub replaced_by: Option<String>,
    /// Set for an agent of the person's own making.
    pub own: Option<OwnWho>,
}

/// What the window shows of an agent of the person's own, where it can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnWho {
    /// The agent (`AgentLine::id`).
    pub agent: String,
    /// What stands for it.
    pub letter: String,
    /// The colour behind that.
    pub colour: AgentColour,
    /// What it is for.
    pub about: String,
    /// What its sandbox may reach, unless a job says otherwise.
    pub network: Network,
    /// Every id that it has had at this server.
    pub ids: Vec<String>,
}

/// The list for the composer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhoList {
    /// Everyone who can be asked now, recommended ones first.
    pub everyone: Vec<Who>,
    /// `Who::id` preselected for a new chat, if any engine is set up.
    pub for_chat: Option<String>,
    /// `Who::id` preselected for a new job.
    pub for_job: Option<String>,
}
