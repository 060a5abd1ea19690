//! Turns: the prompt, the timeline of the answer, tokens and cost.

use render::Block;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Activity, ArtifactView, Attachment, BridgeError, Cost, Engine, Standing};

/// A turn (one interaction): the person's prompt and everything that resulted from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Turn {
    /// Id of the turn; opaque.
    pub id: String,
    /// Id of its conversation.
    pub conversation: String,
    /// Id of the turn that it follows; null at the start of a conversation.
    pub parent: Option<String>,
    /// Its position among the turns that follow the same turn.
    pub siblings: Siblings,
    /// Engine that serves it.
    pub engine: Engine,
    /// Id of the model or agent at the API.
    pub api_id: String,
    /// Host and port that it was sent to; null if it stayed on this computer, or if an older Errand did not store it.
    pub went_to: Option<String>,
    /// True for background work by an agent in a sandbox.
    pub is_job: bool,
    /// True if its agent was only tried from its form, and not stored.
    pub on_trial: bool,
    /// The person's prompt.
    pub prompt: String,
    /// Files that were sent with the prompt.
    pub attachments: Vec<Attachment>,
    /// State of the turn.
    pub standing: Standing,
    /// What it is doing while it runs or waits; null once it has ended.
    pub activity: Option<Activity>,
    /// The timeline, in order.
    pub parts: Vec<Part>,
    /// For each of `parts` the index of the step that it begins with. Set only in whole turns; parts that came one by
    /// one since then have no entry yet.
    pub steps: Vec<u32>,
    /// What its request repeats of earlier turns because the server does not have them; null if nothing.
    pub carried: Option<CarriedView>,
    /// Why it failed or waits; null if there is no reason.
    pub error: Option<BridgeError>,
    /// True if the answer stopped early, for example at a token limit.
    pub incomplete: bool,
    /// Time at which it was submitted, in milliseconds since the Unix epoch.
    pub started_at: i64,
    /// Time of the last event from the server, in milliseconds since the Unix epoch; null if there was none.
    pub last_sign_of_life: Option<i64>,
    /// Time at which it ended, in milliseconds since the Unix epoch; null before.
    pub finished_at: Option<i64>,
    /// Token counts so far; null if unknown.
    pub tokens: Option<Tokens>,
    /// Approximate cost so far; null if unknown.
    pub cost: Option<Cost>,
    /// Id of the model that answered, if it differs from the one requested; else null.
    pub answered_by: Option<String>,
    /// The spending limit, in millionths of a US dollar, at which Errand stopped the turn; null if it did not.
    pub limit_reached: Option<u64>,
    /// Id of the interaction at its server, for the details view; null if the server gave none yet.
    pub interaction_id: Option<String>,
    /// Id of its sandbox at the server; null if it has none.
    pub environment_id: Option<String>,
}

impl Turn {
    /// Replaces everything by a newer head of the same turn, except `parts` and `steps`, which a head does not have.
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

/// Position of a turn among the turns that follow the same turn, or that begin the same conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Siblings {
    /// Number of these turns, including this one.
    pub count: u32,
    /// Index of this turn, from 0; the oldest is first.
    pub position: u32,
    /// Id of the previous one; null for the first.
    pub earlier: Option<String>,
    /// Id of the next one; null for the last.
    pub later: Option<String>,
}

/// A page of consecutive turns of one branch of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnPage {
    /// The turns, oldest first; each follows the previous one.
    pub turns: Vec<Turn>,
    /// Files of these turns, oldest first.
    pub files: Vec<ArtifactView>,
    /// True if the branch has turns before these.
    pub before: bool,
    /// True if the branch has turns after these.
    pub after: bool,
    /// The last turn of the branch, if it is not among `turns` and the window does not have it from an earlier page;
    /// else null.
    pub last: Option<Turn>,
}

/// Which turns to return, relative to a given turn of the branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnsWanted {
    /// The turns before it.
    Before,
    /// The turns after it.
    After,
    /// The turn itself, and turns before and after it.
    Around,
    /// The last turns of its branch.
    End,
}

/// Where a page of turns goes, relative to the turns that the window has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnsPlace {
    /// Before them.
    Before,
    /// After them.
    After,
    /// In place of them.
    Anew,
}

/// Request for a page of turns; it comes as the patch `turns`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TurnsRequest {
    /// Id of the conversation, which must be open.
    pub conversation: String,
    /// Id of the turn that `wanted` is relative to.
    pub turn: String,
    /// Which turns.
    pub wanted: TurnsWanted,
}

/// What a turn's request repeats of earlier turns, because its server does not have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CarriedView {
    /// Why the server does not have them.
    pub why: CarriedWhy,
    /// Number of repeated turns; 0 if the server has the turns and only the sandbox is new.
    pub turns: u32,
    /// Number of the oldest turns that were left out for lack of room.
    pub turns_left_out: u32,
    /// Number of files that were put into a new sandbox.
    pub files: u32,
    /// Names of the files that were left out.
    pub files_left_out: Vec<String>,
}

/// Why a server does not have the earlier turns, or their sandbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CarriedWhy {
    /// The server reported that it does not know them any more.
    Forgotten,
    /// The server's retention time is over.
    Expired,
    /// They are at another place: another engine, or another base URL.
    OtherPlace,
    /// The sandbox was used by another branch since.
    Branch,
    /// The previous turn did not complete.
    Unfinished,
}

/// The part of a conversation that would be sent to a place that does not have it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Leaving {
    /// The place, for `SendRequest::leaving` once the person has seen this.
    pub place: String,
    /// Host and port of the server.
    pub host: String,
    /// True if the place is Google's own server.
    pub is_google: bool,
    /// Number of turns.
    pub turns: u32,
    /// Number of files.
    pub files: u32,
    /// Total size of the files in bytes.
    pub bytes: u64,
}

/// Request for the part of a conversation that the next turn would send to a place that does not have it yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeavingRequest {
    /// Id of the conversation.
    pub conversation: String,
    /// Id of the turn to follow.
    pub parent: String,
    /// `Who::id` of the model or agent that is asked next.
    pub who: String,
}

/// Token counts of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tokens {
    /// Total number of tokens.
    pub total: u64,
    /// Number of input tokens.
    pub input: u64,
    /// Number of output tokens.
    pub output: u64,
    /// Number of thought tokens.
    pub thought: u64,
}

/// Duration, tokens and cost of the last jobs by an agent; shown before another job is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsualCost {
    /// Number of jobs that were evaluated; at least one.
    pub jobs: u32,
    /// Median time from sending to the end, in milliseconds.
    pub ms: i64,
    /// Median of the total number of tokens; null if unknown.
    pub tokens: Option<u64>,
    /// Range from the cheapest to the most expensive job; null if none has a known price.
    pub cost: Option<Cost>,
}

/// Estimate of what a job takes, before it is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CostAhead {
    /// What the last jobs by the agent took; null before the first one is done.
    pub usual: Option<UsualCost>,
    /// Published cost of a job by the agent, for an agent without jobs so far; null if there is none.
    pub published: Option<Cost>,
    /// Day of the prices, such as `2026-11-29`.
    pub as_of: String,
}

/// A source that an answer cites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Citation {
    /// Number shown in the text, from 1.
    pub number: u32,
    /// Title of the page, or its host; empty for a redirect without a title whose target is unknown.
    pub title: String,
    /// Address of the page; a redirect of the search service until its target is known. Null if the source is not a
    /// page.
    pub url: Option<String>,
    /// Host of the page; null if unknown.
    pub site: Option<String>,
}

/// An entry of a turn's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Part {
    /// Text of the answer.
    Text {
        /// The text, as rendered blocks.
        blocks: Vec<Block>,
        /// Sources that the text cites.
        citations: Vec<Citation>,
    },
    /// A summary of what the model thought; shown folded.
    Thought {
        /// The summary, as rendered blocks.
        blocks: Vec<Block>,
        /// Duration in milliseconds; null if unknown.
        ms: Option<i64>,
    },
    /// A message of the engine on this computer about its work, for example that earlier turns were left out.
    Note {
        /// The message, in whole sentences.
        #[ts(as = "String")]
        text: Sentence,
    },
    /// Code that ran in the sandbox.
    Code {
        /// The programming language, such as `python` or `bash`.
        language: String,
        /// The highlighted source, as safe HTML.
        html: String,
        /// The output; null while it runs.
        output: Option<String>,
        /// True if it failed.
        failed: bool,
    },
    /// A search: of the web, a map or files.
    Search {
        /// The search queries.
        queries: Vec<String>,
        /// True if it looks for pictures.
        of_pictures: bool,
        /// True while it is in progress.
        running: bool,
    },
    /// Web pages that were read.
    Pages {
        /// Pairs of the address and the result: `success`, `error`, `paywall`, `unsafe`; empty while in progress.
        pages: Vec<(String, String)>,
    },
    /// A call of a tool: the agent's own, or one of an MCP server.
    Tool {
        /// Name of the tool.
        name: String,
        /// Name of its MCP server; null for other tools.
        server: Option<String>,
        /// The arguments as indented JSON.
        arguments: String,
        /// The result; null while in progress.
        result: Option<String>,
        /// True if it failed.
        failed: bool,
    },
    /// An image, sound, video or document in the output.
    Media {
        /// `ArtifactView::id` of its file.
        artifact: String,
    },
    /// A step of a type that this version does not know.
    Other {
        /// Type of the step.
        kind: String,
        /// The whole step as indented JSON.
        json: String,
    },
}
