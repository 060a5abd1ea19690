//! The list of models and agents of each engine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Abilities, AgentColour, Cost, Network};

/// The server of the Interactions API that serves an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Engine {
    /// Google, or the server at the base URL in the settings.
    Gemini,
    /// The engine on this computer.
    Local,
}

/// What a model or agent is good for; the page has the words for it.
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
    /// "Makes videos"; listed only if the setting `video` is on.
    Filmmaker,
    /// One of the person's own agents.
    Own,
    /// Any other; shown by its name alone.
    Other,
}

/// A model or agent that can be asked: an entry of the list in the message box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Who {
    /// Id of the entry; opaque, stable across restarts.
    pub id: String,
    /// Engine that serves it.
    pub engine: Engine,
    /// True for an agent (a job), false for a model (an answer).
    pub is_agent: bool,
    /// Its id at the API, shown beneath the plain words.
    pub api_id: String,
    /// What it is good for.
    pub role: Role,
    /// Display name given by the server; null if it gives none.
    pub display_name: Option<String>,
    /// True if the list shows it at the top.
    pub recommended: bool,
    /// Id at the API that replaces it, if it is retired; else null.
    pub replaced_by: Option<String>,
    /// The connected model server that has it; null for the engine's own.
    pub provider: Option<WhoProvider>,
    /// The model that an agent on this computer uses, as `<provider>/<model>`; null for the engine's own.
    pub thinks_with: Option<String>,
    /// Host and port that prompts are sent to; null if they stay on this computer.
    pub goes_to: Option<String>,
    /// Its abilities.
    pub can: Abilities,
    /// Set for one of the person's own agents; else null.
    pub own: Option<OwnWho>,
}

/// The connected model server of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhoProvider {
    /// `ProviderView::id`.
    pub id: String,
    /// Its name for people.
    pub name: String,
}

/// One of the person's own agents, as an entry of the list of models and agents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwnWho {
    /// `AgentLine::id` of the agent.
    pub agent: String,
    /// Short symbol shown with the name; see `AgentDraft::letter`.
    pub letter: String,
    /// Background colour of the letter.
    pub colour: AgentColour,
    /// Description of the purpose of the agent.
    pub about: String,
    /// Internet access of its sandbox, unless a job says otherwise.
    pub network: Network,
    /// Every id that it has had at this engine, newest first.
    pub ids: Vec<String>,
}

/// The list of models and agents for the message box.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhoList {
    /// The entries, recommended ones first.
    pub everyone: Vec<Who>,
    /// `Who::id` that is preselected for a new chat; null if no engine is set up.
    pub for_chat: Option<String>,
    /// `Who::id` that is preselected for a new job; null if there is none.
    pub for_job: Option<String>,
    /// Facts about the entries; entries without any are left out.
    pub about: Vec<About>,
}

/// Facts about a model or an agent, for choosing one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct About {
    /// `Who::id` of the entry.
    pub who: String,
    /// What it is good for, in a few words; null if unknown.
    #[ts(as = "Option<String>")]
    pub good_for: Option<Sentence>,
    /// How long it takes; null if unknown.
    pub speed: Option<Speed>,
    /// Approximate cost of a typical answer, picture or minute of speech, or the published cost of a job; null if
    /// unknown.
    pub cost: Option<Cost>,
    /// True if there is a free tier; null if unknown.
    pub free: Option<bool>,
    /// Kinds of content that it accepts.
    pub takes: Vec<Medium>,
    /// Kinds of content that it makes.
    pub gives: Vec<Medium>,
    /// Options that it accepts.
    pub choices: Choices,
}

/// How long a model or agent takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// It begins to answer at once.
    Seconds,
    /// It thinks or draws first.
    Moments,
    /// It works for minutes.
    Minutes,
    /// It works for up to an hour, or longer.
    Hours,
}

/// Kind of content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Medium {
    /// Words.
    Text,
    /// Pictures.
    Image,
    /// Sound.
    Audio,
    /// Video.
    Video,
    /// Documents and other files.
    Document,
}

/// Options that a model or an agent accepts; others are not sent to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choices {
    /// Thinking levels: `minimal`, `low`, `medium`, `high`, `xhigh`.
    pub thinking: Vec<String>,
    /// The default thinking level; null if unknown.
    pub thinks: Option<String>,
    /// True if the length of an answer can be limited.
    pub length: bool,
    /// True if it accepts a temperature.
    pub temperature: bool,
    /// True if it accepts system instructions.
    pub instructions: bool,
    /// Names of voices.
    pub voices: Vec<String>,
    /// Aspect ratios of a picture or a video, such as `16:9`.
    pub shapes: Vec<String>,
    /// Sizes of a picture, such as `1K`, or of a video, such as `720p`.
    pub sizes: Vec<String>,
    /// Durations of a video, such as `8s`.
    pub durations: Vec<String>,
}
