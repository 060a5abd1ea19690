//! Who can do the work: models and agents of each engine.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Abilities, AgentColour, Cost, Network};

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
    /// The connected server of models that has it; nothing: the engine itself.
    pub provider: Option<WhoProvider>,
    /// The model that an agent of this computer thinks with, as `<provider>/<model>`; nothing: the engine's own.
    pub thinks_with: Option<String>,
    /// Host and port that what one writes goes to; nothing: it stays on this computer.
    pub goes_to: Option<String>,
    /// What it can do.
    pub can: Abilities,
    /// Set for an agent of the person's own making.
    pub own: Option<OwnWho>,
}

/// The connected server of models that has a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhoProvider {
    /// `ProviderView::id`.
    pub id: String,
    /// What the person calls it.
    pub name: String,
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
    /// What is known of each of them, as far as it is.
    pub about: Vec<About>,
}

/// What to know of a model or an agent before choosing it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct About {
    /// `Who::id`.
    pub who: String,
    /// What it is good for, in a few words.
    #[ts(as = "Option<String>")]
    pub good_for: Option<Sentence>,
    /// How long it takes.
    pub speed: Option<Speed>,
    /// About what one typical answer, picture or reading costs, or a job as published.
    pub cost: Option<Cost>,
    /// Whether there is a free tier, if that is known.
    pub free: Option<bool>,
    /// What it can be shown.
    pub takes: Vec<Medium>,
    /// What it makes.
    pub gives: Vec<Medium>,
    /// What can be chosen for it.
    pub choices: Choices,
}

/// How long something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Speed {
    /// Begins to answer at once.
    Seconds,
    /// Thinks or draws first.
    Moments,
    /// Works for minutes.
    Minutes,
    /// Works for up to an hour, or more.
    Hours,
}

/// What is shown to someone, or made by them.
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

/// What can be chosen for a model or an agent; nothing else is sent to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Choices {
    /// Levels of thinking: `minimal`, `low`, `medium`, `high`, `xhigh`.
    pub thinking: Vec<String>,
    /// The level that it has by itself, if that is known.
    pub thinks: Option<String>,
    /// Whether the length of an answer can be limited.
    pub length: bool,
    /// Whether its choice of words can be made plainer or more daring.
    pub temperature: bool,
    /// Whether it takes instructions.
    pub instructions: bool,
    /// Voices.
    pub voices: Vec<String>,
    /// Shapes of a picture or a video, such as `16:9`.
    pub shapes: Vec<String>,
    /// Sizes of a picture (`1K`) or a video (`720p`).
    pub sizes: Vec<String>,
    /// How long a video may be, such as `8s`.
    pub durations: Vec<String>,
}
