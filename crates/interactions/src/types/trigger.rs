//! Triggers: work for an agent on a schedule (contract section 11).

use super::ids::{EnvironmentId, InteractionId, TriggerId};
use super::request::CreateInteraction;

words! {
    /// Whether a trigger runs (contract section 11).
    pub enum TriggerStatus {
        /// It does.
        Active = "active",
        /// It waits to be set active.
        Paused = "paused",
        /// It failed too often in a row.
        Error = "error",
    }

    /// How one run of a trigger went (contract section 11).
    pub enum ExecutionStatus {
        /// It is running.
        InProgress = "in_progress",
        /// It ended well.
        Completed = "completed",
        /// It failed.
        Failed = "failed",
        /// It was left out.
        Skipped = "skipped",
        /// It took too long.
        TimedOut = "timed_out",
    }
}

objects! {
    /// Work for an agent on a schedule (contract section 11). To create one, set `schedule`, `time_zone` and
    /// `interaction`; the server fills in the rest.
    pub struct Trigger {
        /// Its name.
        pub id: Option<TriggerId>,
        /// Its name for people.
        pub display_name: Option<String>,
        /// Cron, five fields.
        pub schedule: Option<String>,
        /// An IANA name.
        pub time_zone: Option<String>,
        /// The work.
        pub interaction: Option<Box<CreateInteraction>>,
        /// The sandbox that all runs share.
        pub environment_id: Option<EnvironmentId>,
        /// The longest run in seconds; 600 unless set.
        pub execution_timeout_seconds: Option<u64>,
        /// After how many failures in a row it stops; 5 unless set.
        pub max_consecutive_failures: Option<u64>,
        /// Whether it runs.
        pub status: Option<TriggerStatus>,
        /// Failures in a row so far.
        pub consecutive_failure_count: Option<u64>,
        /// The interaction that the next one follows.
        pub previous_interaction_id: Option<InteractionId>,
        /// When it was made, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// When it changed last.
        pub update_time: Option<String>,
        /// When it ran last.
        pub last_run_time: Option<String>,
        /// When it runs next.
        pub next_run_time: Option<String>,
        /// When it was paused last.
        pub last_pause_time: Option<String>,
        /// When it was set active again last.
        pub last_resume_time: Option<String>,
    }

    /// What changes on a trigger (section 11).
    pub struct TriggerUpdate {
        /// Whether it runs.
        pub status: Option<TriggerStatus>,
        /// Its name for people.
        pub display_name: Option<String>,
    }

    /// A page of triggers (section 11).
    pub struct TriggerList {
        /// The triggers.
        pub triggers: Vec<Trigger>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// One run of a trigger (section 11).
    pub struct TriggerExecution {
        /// Its name.
        pub id: Option<String>,
        /// The trigger.
        pub trigger_id: Option<TriggerId>,
        /// How it went.
        pub status: Option<ExecutionStatus>,
        /// When it was due, ISO 8601 UTC; absent for a manual run.
        pub scheduled_time: Option<String>,
        /// When it began.
        pub start_time: Option<String>,
        /// When it ended.
        pub end_time: Option<String>,
        /// The interaction that it made.
        pub interaction_id: Option<InteractionId>,
        /// The sandbox.
        pub environment_id: Option<EnvironmentId>,
        /// Why it failed.
        pub error: Option<String>,
    }

    /// A page of runs (section 11).
    pub struct TriggerExecutionList {
        /// The runs.
        pub trigger_executions: Vec<TriggerExecution>,
        /// For the next page; absent or empty on the last.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}

impl Trigger {
    /// Work on a schedule: `schedule` is cron with five fields, `time_zone` an IANA name.
    pub fn new(
        schedule: impl Into<String>,
        time_zone: impl Into<String>,
        work: CreateInteraction,
    ) -> Self {
        Self {
            schedule: Some(schedule.into()),
            time_zone: Some(time_zone.into()),
            interaction: Some(Box::new(work)),
            ..Self::default()
        }
    }
}
