//! Triggers: scheduled work for an agent (contract section 11).

use super::ids::{EnvironmentId, InteractionId, TriggerId};
use super::request::CreateInteraction;

words! {
    /// Status of a trigger (contract section 11).
    pub enum TriggerStatus {
        /// The schedule is followed.
        Active = "active",
        /// Paused until it is set active.
        Paused = "paused",
        /// Stopped after too many consecutive failures.
        Error = "error",
    }

    /// Status of an execution (contract section 11).
    pub enum ExecutionStatus {
        /// Running.
        InProgress = "in_progress",
        /// Succeeded.
        Completed = "completed",
        /// Failed.
        Failed = "failed",
        /// Skipped.
        Skipped = "skipped",
        /// Stopped at the time limit.
        TimedOut = "timed_out",
    }
}

objects! {
    /// Scheduled work for an agent (contract section 11). To create a trigger, set `schedule`, `time_zone` and
    /// `interaction`; the server fills in the rest.
    pub struct Trigger {
        /// The trigger's id.
        pub id: Option<TriggerId>,
        /// Display name.
        pub display_name: Option<String>,
        /// Cron expression with five fields.
        pub schedule: Option<String>,
        /// IANA name of the time zone.
        pub time_zone: Option<String>,
        /// The create request of each execution.
        pub interaction: Option<Box<CreateInteraction>>,
        /// The sandbox that all executions share.
        pub environment_id: Option<EnvironmentId>,
        /// Time limit of an execution in seconds; 600 by default.
        pub execution_timeout_seconds: Option<u64>,
        /// Number of consecutive failures after which the trigger stops; 5 by default.
        pub max_consecutive_failures: Option<u64>,
        /// Whether the schedule is followed.
        pub status: Option<TriggerStatus>,
        /// Current number of consecutive failures.
        pub consecutive_failure_count: Option<u64>,
        /// The interaction that the next one follows.
        pub previous_interaction_id: Option<InteractionId>,
        /// Creation time, ISO 8601 UTC.
        pub create_time: Option<String>,
        /// Time of the last change, ISO 8601 UTC.
        pub update_time: Option<String>,
        /// Time of the last execution, ISO 8601 UTC.
        pub last_run_time: Option<String>,
        /// Time of the next execution, ISO 8601 UTC.
        pub next_run_time: Option<String>,
        /// Time of the last pause, ISO 8601 UTC.
        pub last_pause_time: Option<String>,
        /// Time of the last reactivation, ISO 8601 UTC.
        pub last_resume_time: Option<String>,
    }

    /// An update of a trigger (section 11).
    pub struct TriggerUpdate {
        /// The new status.
        pub status: Option<TriggerStatus>,
        /// Display name.
        pub display_name: Option<String>,
    }

    /// A page of triggers (section 11).
    pub struct TriggerList {
        /// The triggers.
        pub triggers: Vec<Trigger>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }

    /// One execution of a trigger (section 11).
    pub struct TriggerExecution {
        /// The execution's id.
        pub id: Option<String>,
        /// Id of the trigger.
        pub trigger_id: Option<TriggerId>,
        /// The status of the execution.
        pub status: Option<ExecutionStatus>,
        /// Time at which it was due, ISO 8601 UTC; absent for a manual run.
        pub scheduled_time: Option<String>,
        /// Start time.
        pub start_time: Option<String>,
        /// End time.
        pub end_time: Option<String>,
        /// Id of the interaction that it created.
        pub interaction_id: Option<InteractionId>,
        /// Id of the sandbox.
        pub environment_id: Option<EnvironmentId>,
        /// The error if it failed.
        pub error: Option<String>,
    }

    /// A page of executions (section 11).
    pub struct TriggerExecutionList {
        /// The executions.
        pub trigger_executions: Vec<TriggerExecution>,
        /// Token of the next page; absent or empty on the last page.
        pub next_page_token: Option<String> => "next_page_token" | "nextPageToken",
    }
}

impl Trigger {
    /// A trigger with `schedule` as a cron expression of five fields and `time_zone` as an IANA name.
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
