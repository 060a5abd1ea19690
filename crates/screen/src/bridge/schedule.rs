//! Schedules: jobs that begin by themselves, their times and their runs.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use words::Sentence;

use super::{Attachment, BridgeError, Cost, Engine, Network, Tools};

/// The words of a schedule, to be parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhenRequest {
    /// The words, or a cron line of five fields.
    pub words: String,
    /// IANA name of the schedule's time zone; null for that of this computer.
    pub zone: Option<String>,
}

/// Result of parsing the words of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum When {
    /// The words were understood.
    Understood {
        /// Their meaning.
        plan: SchedulePlan,
    },
    /// The words were not understood.
    NotUnderstood {
        /// Which word was not understood, or what is missing, in a sentence.
        #[ts(as = "String")]
        reason: Sentence,
    },
}

/// The times of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SchedulePlan {
    /// The times in plain words; null for a cron line that has none.
    #[ts(as = "Option<String>")]
    pub words: Option<Sentence>,
    /// The times as a cron line of five fields.
    pub cron: String,
    /// IANA name of the time zone in which the cron line is evaluated.
    pub zone: String,
    /// True if that is the current time zone of this computer.
    pub is_here: bool,
    /// The next three times, in milliseconds since the Unix epoch.
    pub next: Vec<i64>,
    /// Effects of clock changes (daylight saving time) on the schedule within about a year.
    pub changes: Vec<ClockChange>,
}

/// A scheduled time that a clock change skips or repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClockChange {
    /// Date of the clock change, such as `2027-03-28`.
    pub day: String,
    /// Scheduled local time, such as `2:30`.
    pub planned: String,
    /// Local time at which it runs, such as `3:00`.
    pub runs: String,
    /// True if the time occurs twice, and the first one counts; false if it does not occur.
    pub twice: bool,
}

/// The whole schedule, as its form has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleDraft {
    /// Its name; empty for the first words of the prompt.
    pub name: String,
    /// The prompt of each run.
    pub text: String,
    /// Files that each run receives.
    #[serde(default)]
    pub files: Vec<Attachment>,
    /// `Who::id` of the agent.
    pub who: String,
    /// Internet access of the sandbox.
    pub network: Network,
    /// Tools that its runs may use; null for the usual ones of the agent.
    #[serde(default)]
    pub tools: Option<Tools>,
    /// The times, in words or as a cron line.
    pub words: String,
    /// IANA name of the time zone; null for that of this computer at the time of saving.
    pub zone: Option<String>,
}

/// Request to store a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaveSchedule {
    /// `ScheduleLine::id` of the schedule to replace; null for a new one.
    pub id: Option<String>,
    /// The whole schedule.
    pub draft: ScheduleDraft,
}

/// State of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ScheduleState {
    /// It runs at its times.
    Active,
    /// The person paused it.
    Paused,
    /// Errand paused it because the month's limit is used up; it is resumed when there is room again.
    MonthLimit,
    /// Its server stopped it after consecutive failures.
    Failing {
        /// Number of consecutive failures.
        failures: u32,
        /// Why the last run failed; null if unknown.
        reason: Option<String>,
    },
    /// Its server does not know it any more. Saving it again creates it there again.
    Gone,
}

/// Outcome of one run of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScheduledOutcome {
    /// In progress.
    Running,
    /// Completed.
    Done,
    /// Failed.
    Failed,
    /// Skipped by the server.
    Skipped,
    /// Stopped by the server because it took too long.
    TimedOut,
    /// Over at the server, and waiting for the person, who has to approve or answer something.
    NeedsYou,
}

/// One run of a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduledRun {
    /// Id of the run; opaque.
    pub id: String,
    /// Outcome of the run.
    pub outcome: ScheduledOutcome,
    /// Time for which it was scheduled, in milliseconds since the Unix epoch; null for a run that the person started.
    pub due: Option<i64>,
    /// Time at which it began or was skipped, in milliseconds since the Unix epoch.
    pub at: i64,
    /// Time at which it ended, in milliseconds since the Unix epoch; null before.
    pub ended: Option<i64>,
    /// Number of further scheduled times that passed before it began, because nothing ran then; the run makes up for
    /// them.
    pub missed: u32,
    /// Why it failed or was skipped, in a sentence; null if there is no reason.
    pub reason: Option<String>,
    /// Id of its conversation; null if there is none or it was deleted.
    pub conversation: Option<String>,
    /// Approximate cost; null while its token usage is unknown, or without a known price.
    pub cost: Option<Cost>,
}

/// A schedule as a line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ScheduleLine {
    /// Id of the schedule; opaque.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `Who::id` of the agent.
    pub who: String,
    /// Engine that serves it.
    pub engine: Engine,
    /// Tools that were chosen for its runs; null for the usual ones of the agent.
    pub tools: Option<Tools>,
    /// Its times.
    pub plan: SchedulePlan,
    /// State of the schedule.
    pub state: ScheduleState,
    /// Time of the next run as its server reports it, in milliseconds since the Unix epoch; null if it reports none.
    pub next: Option<i64>,
    /// Its newest run; null if there was none.
    pub last: Option<ScheduledRun>,
    /// Why its server could not be reached lately; null if it could.
    pub problem: Option<BridgeError>,
}

/// All schedules, and whether Errand starts with the computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Schedules {
    /// The schedules, newest first.
    pub list: Vec<ScheduleLine>,
    /// Whether Errand starts with the computer.
    pub autostart: Autostart,
}

/// A schedule at Gemini that another program made. It is shown and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForeignSchedule {
    /// Id of the schedule at the server.
    pub id: String,
    /// Its name at the server, or its id if it has none.
    pub name: String,
    /// Id of the agent at the API; null if the server names none.
    pub agent: Option<String>,
    /// Its times; null if its cron line is not understood.
    pub plan: Option<SchedulePlan>,
    /// Its cron line, as the server has it.
    pub cron: String,
    /// State of the schedule.
    pub state: ForeignState,
    /// Time of the next run as its server reports it, in milliseconds since the Unix epoch; null if it reports none.
    pub next: Option<i64>,
}

/// State of a schedule of another program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForeignState {
    /// It runs at its times.
    Active,
    /// It is paused.
    Paused,
    /// Its server stopped it after consecutive failures.
    Failing,
}

/// An open schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenSchedule {
    /// Its line in the list.
    pub line: ScheduleLine,
    /// The whole schedule, for its form.
    pub draft: ScheduleDraft,
    /// Its newest runs, newest first.
    pub runs: Vec<ScheduledRun>,
}

/// Request to pause or resume a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PauseRequest {
    /// `ScheduleLine::id`.
    pub id: String,
    /// True to pause, false to resume.
    pub paused: bool,
}

/// Whether Errand starts with the computer (without a window), so that schedules on this computer run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Autostart {
    /// It starts with the computer.
    On,
    /// It does not; the person was asked, or switched it off.
    Off,
    /// It does not, and the person was not asked yet.
    NotAsked,
    /// The desktop does not support it.
    Unknown,
}
