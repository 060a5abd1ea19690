//! Schedules: jobs that begin by themselves, when they run, and what became of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Attachment, BridgeError, Cost, Engine, Network};

/// Words that say when something is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhenRequest {
    /// The words, or a cron line of five fields.
    pub words: String,
    /// The time zone of the schedule, an IANA name; `None` is that of this computer.
    pub zone: Option<String>,
}

/// What words say, or why they say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum When {
    /// They were understood.
    Understood {
        /// What they say.
        plan: SchedulePlan,
    },
    /// They were not.
    NotUnderstood {
        /// Which of them, or what is missing, in a sentence.
        #[ts(as = "String")]
        reason: Sentence,
    },
}

/// When something runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SchedulePlan {
    /// In plain words; `None` for a cron line that has none.
    #[ts(as = "Option<String>")]
    pub words: Option<Sentence>,
    /// As a cron line of five fields.
    pub cron: String,
    /// The time zone whose clocks it follows, an IANA name.
    pub zone: String,
    /// Whether this is the time zone of this computer now.
    pub is_here: bool,
    /// The next three times.
    pub next: Vec<i64>,
    /// What changes of clocks do to it in the year to come.
    pub changes: Vec<ClockChange>,
}

/// A time that a change of clocks leaves out or brings twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockChange {
    /// The day, such as `2027-03-28`.
    pub day: String,
    /// The time that the schedule says, such as `2:30`.
    pub planned: String,
    /// The time at which it runs, such as `3:00`.
    pub runs: String,
    /// It comes twice, and the first one counts; else it does not come at all.
    pub twice: bool,
}

/// All of a schedule, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleDraft {
    /// Its name; empty for the first words of the job.
    pub name: String,
    /// What is to be done.
    pub text: String,
    /// Files that each run is given.
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// `Who::id` of the agent that does it.
    pub who: String,
    /// What its sandbox may reach.
    pub network: Network,
    /// When, in words or as a cron line.
    pub words: String,
    /// The time zone, an IANA name; `None` is that of this computer when it is saved.
    pub zone: Option<String>,
}

/// A schedule to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveSchedule {
    /// Which one is changed; `None` makes a new one.
    pub id: Option<String>,
    /// All of it.
    pub draft: ScheduleDraft,
}

/// Whether a schedule runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ScheduleState {
    /// It does.
    Active,
    /// The person paused it.
    Paused,
    /// Errand paused it because the month's limit is used up; it goes on by itself when there is room again.
    MonthLimit,
    /// Its server stopped it after failures in a row.
    Failing {
        /// How many.
        failures: u32,
        /// Why the last one failed.
        reason: Option<String>,
    },
    /// Its server does not know it any more. Saving it again makes it anew.
    Gone,
}

/// How one run of a schedule went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScheduledOutcome {
    /// It is running.
    Running,
    /// It ended well.
    Done,
    /// It failed.
    Failed,
    /// It was left out.
    Skipped,
    /// It took too long and was stopped.
    TimedOut,
}

/// One run of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduledRun {
    /// Opaque.
    pub id: String,
    /// How it went.
    pub outcome: ScheduledOutcome,
    /// When it was due; `None` for one that was asked for by hand.
    pub due: Option<i64>,
    /// When it began, or was left out.
    pub at: i64,
    /// When it ended.
    pub ended: Option<i64>,
    /// How many later times it was made up for together with its own, because nothing ran at them.
    pub missed: u32,
    /// Why it failed or was left out, in a sentence.
    pub reason: Option<String>,
    /// The conversation that it became, unless that was deleted.
    pub conversation: Option<String>,
    /// About what it cost, once it said what it used.
    pub cost: Option<Cost>,
}

/// A schedule in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `Who::id` of the agent that does it.
    pub who: String,
    /// Who serves it.
    pub engine: Engine,
    /// When it runs.
    pub plan: SchedulePlan,
    /// Whether it runs.
    pub state: ScheduleState,
    /// When it runs next, as its server says it.
    pub next: Option<i64>,
    /// Its newest run.
    pub last: Option<ScheduledRun>,
    /// Why its server could not be asked lately.
    pub problem: Option<BridgeError>,
}

/// All schedules, and whether Errand starts with the computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Schedules {
    /// The newest first.
    pub list: Vec<ScheduleLine>,
    /// Whether Errand starts with the computer.
    pub autostart: Autostart,
}

/// A schedule at Gemini that another program made. It is shown and left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForeignSchedule {
    /// The server's id of it.
    pub id: String,
    /// Its name there; its id, where it has none.
    pub name: String,
    /// The agent that does it, as the server knows it.
    pub agent: Option<String>,
    /// When it runs; nothing when that is not understood.
    pub plan: Option<SchedulePlan>,
    /// The same as the server has it.
    pub cron: String,
    /// Whether it runs.
    pub state: ForeignState,
    /// When it runs next, as its server says it.
    pub next: Option<i64>,
}

/// Whether a schedule of another program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForeignState {
    /// It does.
    Active,
    /// It is paused.
    Paused,
    /// Its server stopped it after failures in a row.
    Failing,
}

/// A schedule, opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenSchedule {
    /// As in the list.
    pub line: ScheduleLine,
    /// As its form has it.
    pub draft: ScheduleDraft,
    /// Its runs, the newest first.
    pub runs: Vec<ScheduledRun>,
}

/// A schedule is paused, or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PauseRequest {
    /// Which.
    pub id: String,
    /// Whether it is to be paused.
    pub paused: bool,
}

/// Whether Errand starts with the computer, without a window, so that schedules of this computer run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Autostart {
    /// It does.
    On,
    /// It does not; the person was asked, or switched it off.
    Off,
    /// It does not, and nobody has asked yet.
    NotAsked,
    /// The desktop has no way to say so.
    Unknown,
}
