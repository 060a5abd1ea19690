//! A turn: what the person asked and everything that came of it.

use render::Block;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Activity, ArtifactView, Attachment, BridgeError, Cost, Engine, Standing};

/// One interaction in the centre of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Turn {
    /// Opaque.
    pub id: String,
    /// The conversation it belongs to.
    pub conversation: String,
    /// The turn it follows.
    pub parent: Option<String>,
    /// Its place among the turns that follow the same one.
    pub siblings: Siblings,
    /// Who serves it.
    pub engine: Engine,
    /// The model's or agent's real id.
    pub api_id: String,
    /// Host and port outside of this computer that it was sent to; nothing: it stayed here, or an older Errand did not
    /// note it.
    pub went_to: Option<String>,
    /// Whether it is background work in a sandbox.
    pub is_job: bool,
    /// Whether an agent was asked that was tried as it stood in its form, and is kept under no name.
    pub on_trial: bool,
    /// What the person wrote.
    pub prompt: String,
    /// What went along.
    pub attachments: Vec<Attachment>,
    /// How it stands.
    pub standing: Standing,
    /// What it does now, while it runs or waits.
    pub activity: Option<Activity>,
    /// The timeline, in order.
    pub parts: Vec<Part>,
    /// The step that each of `parts` begins with. Comes with whole turns; parts that came one by one
    /// since then have none yet.
    pub steps: Vec<u32>,
    /// What its request carries of the turns before, when the server does not have them.
    pub carried: Option<CarriedView>,
    /// Why it failed or waits.
    pub error: Option<BridgeError>,
    /// True when the answer stopped early (token limit).
    pub incomplete: bool,
    /// When it was submitted.
    pub started_at: i64,
    /// When the server last said something.
    pub last_sign_of_life: Option<i64>,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// Tokens so far.
    pub tokens: Option<Tokens>,
    /// About what it has cost so far; `None` when it has no price.
    pub cost: Option<Cost>,
    /// The model that the answer names, when that is another one than was asked.
    pub answered_by: Option<String>,
    /// The limit, in millionths of a dollar, at which Errand stopped it.
    pub limit_reached: Option<u64>,
    /// The interaction's id at its server, for the details view.
    pub interaction_id: Option<String>,
    /// The sandbox, if it worked in one.
    pub environment_id: Option<String>,
}

impl Turn {
    /// Takes everything from a newer head of the same turn but its parts, which a head does not have.
    pub fn replace_head(&mut self, head: Self) {
        let parts = std::mem::take(&mut self.parts);
        let steps = std::mem::take(&mut self.steps);
        *self = Self {
            parts,
            steps,
            ..head
        };
    }
}

/// The place of a turn among those that follow the same one, or that begin the same conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Siblings {
    /// How many there are, this one included.
    pub count: u32,
    /// Its place among them, from 0; the oldest is first.
    pub position: u32,
    /// The one before it.
    pub earlier: Option<String>,
    /// The one after it.
    pub later: Option<String>,
}

/// Some turns of one way through a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnPage {
    /// Oldest first; each follows the one before it.
    pub turns: Vec<Turn>,
    /// Their files, oldest first.
    pub files: Vec<ArtifactView>,
    /// Whether turns come before these.
    pub before: bool,
    /// Whether turns come after these.
    pub after: bool,
    /// The last turn of the way, when it is not among `turns` and the window does not have it from an
    /// earlier page.
    pub last: Option<Turn>,
}

/// Which turns of a conversation are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnsWanted {
    /// Those that come before a turn.
    Before,
    /// Those that come after it.
    After,
    /// It, and those on both sides.
    Around,
    /// The last ones of the way that it is on.
    End,
}

/// Where a page of turns goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnsPlace {
    /// In front of the turns that the window has.
    Before,
    /// Behind them.
    After,
    /// In their place.
    Anew,
}

/// A page of turns that is asked for; it comes as the patch `turns`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnsRequest {
    /// The conversation, which is open.
    pub conversation: String,
    /// The turn that it is about.
    pub turn: String,
    /// Which turns.
    pub wanted: TurnsWanted,
}

/// What a turn had to carry of the turns before it, because its server does not have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarriedView {
    /// Why.
    pub why: CarriedWhy,
    /// How many turns were told anew; 0 when the server knows them and only the sandbox is new.
    pub turns: u32,
    /// How many of the oldest turns there was no room for.
    pub turns_left_out: u32,
    /// How many files were put into a new sandbox.
    pub files: u32,
    /// Files that could not go along, by name.
    pub files_left_out: Vec<String>,
}

/// Why a server does not have the turns before, or their sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CarriedWhy {
    /// It said that it does not know them any more.
    Forgotten,
    /// It keeps nothing for so long.
    Expired,
    /// They were at another place: another engine, or another base URL.
    OtherPlace,
    /// The sandbox has gone on in another branch.
    Branch,
    /// The turn before did not end well.
    Unfinished,
}

/// What of a conversation goes to a place that does not have it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Leaving {
    /// The place; goes into `SendRequest::leaving` once the person has seen it.
    pub place: String,
    /// The server's name.
    pub host: String,
    /// Whether that is Google's own server.
    pub is_google: bool,
    /// How many turns go along.
    pub turns: u32,
    /// How many files.
    pub files: u32,
    /// Their size together.
    pub bytes: u64,
}

/// Whom a turn that follows another would go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeavingRequest {
    /// The conversation.
    pub conversation: String,
    /// The turn to follow.
    pub parent: String,
    /// `Who::id`.
    pub who: String,
}

/// Tokens used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tokens {
    /// All together.
    pub total: u64,
    /// Read.
    pub input: u64,
    /// Written.
    pub output: u64,
    /// Thought.
    pub thought: u64,
}

/// What the last jobs by the same agent took, each the median: said before another one is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsualCost {
    /// How many jobs were looked at; at least one.
    pub jobs: u32,
    /// From sending to the end, in milliseconds.
    pub ms: i64,
    /// All tokens together, if the server says them.
    pub tokens: Option<u64>,
    /// From the cheapest to the dearest of them, if they have a price.
    pub cost: Option<Cost>,
}

/// What is known of the cost of a job before it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CostAhead {
    /// What the last jobs took; `None` before the first one is done.
    pub usual: Option<UsualCost>,
    /// What a job costs as published, for who has done none yet.
    pub published: Option<Cost>,
    /// The day of which the prices are: year, month and day.
    pub as_of: String,
}

/// One source that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Citation {
    /// The number shown in the text, from 1.
    pub number: u32,
    /// Title, or the host's name; empty when a redirect has none and nobody knows where it leads.
    pub title: String,
    /// Address, if it is a page. A redirect of the search service stands for its page as long as it is not known.
    pub url: Option<String>,
    /// The site of the page, if it is known.
    pub site: Option<String>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part {
    /// Text of the answer.
    Text {
        /// The text, block by block.
        blocks: Vec<Block>,
        /// Its sources.
        citations: Vec<Citation>,
    },
    /// What it thought, folded.
    Thought {
        /// The summary, block by block.
        blocks: Vec<Block>,
        /// How long, if known.
        ms: Option<i64>,
    },
    /// What the engine on this computer says to the person of its work, such as that a part of the talk was left out.
    Note {
        /// Whole sentences.
        #[ts(as = "String")]
        text: Sentence,
    },
    /// Code that ran in the sandbox.
    Code {
        /// `python`, `bash` …
        language: String,
        /// Highlighted source.
        html: String,
        /// What it printed; `None` while it runs.
        output: Option<String>,
        /// Whether it failed.
        failed: bool,
    },
    /// A search.
    Search {
        /// What was searched for.
        queries: Vec<String>,
        /// Still under way.
        running: bool,
    },
    /// Pages read.
    Pages {
        /// Address and how it went (`success`, `error`, `paywall`, `unsafe`; empty while under way).
        pages: Vec<(String, String)>,
    },
    /// A tool, the agent's own or an MCP server's.
    Tool {
        /// Its name.
        name: String,
        /// Its MCP server.
        server: Option<String>,
        /// Its arguments as indented JSON.
        arguments: String,
        /// What it answered; `None` while under way.
        result: Option<String>,
        /// Whether it failed.
        failed: bool,
    },
    /// An image, a sound, a video or a document inside the output.
    Media {
        /// Its file.
        artifact: String,
    },
    /// A step this version has no picture for.
    Other {
        /// Its type.
        kind: String,
        /// The whole of it as indented JSON.
        json: String,
    },
}
