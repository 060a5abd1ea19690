//! The state of triggers and of their runs at the server, as far as Errand stores it.

use interactions::{ExecutionStatus, Trigger, TriggerExecution, TriggerStatus};
use jiff::Timestamp;
use ledger::{Interaction, NotedRun};
use serde::{Deserialize, Serialize};

use crate::bridge::ScheduledOutcome;
use crate::core::now;
use crate::errors::{self, Result};

/// The stored reason of a schedule that was made anew after it had failed too often in a row: its new trigger is paused,
/// so that it stays stopped.
pub(super) const FAILURES: &str = "failures";

/// The state of a trigger at its server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TriggerStanding {
    /// The trigger is active.
    #[default]
    Active,
    /// The trigger is paused.
    Paused,
    /// The trigger failed too often in a row, or the one before it did.
    Failing,
    /// The server does not know the trigger.
    Gone,
}

/// The last known state of a trigger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct TriggerState {
    pub(super) standing: TriggerStanding,
    /// Time of the next run, in milliseconds since the Unix epoch.
    pub(super) next: Option<i64>,
    /// Time of the last run, in milliseconds since the Unix epoch.
    pub(super) last: Option<i64>,
    /// Number of consecutive failures.
    pub(super) failures: u32,
}

impl TriggerState {
    /// Parses the stored state.
    pub(super) fn of(row: &ledger::Schedule) -> Self {
        Self::deserialize(&row.seen).unwrap_or_default()
    }

    /// Reads the state from a trigger.
    pub(super) fn of_trigger(trigger: &Trigger) -> Self {
        let failures = trigger.consecutive_failure_count.unwrap_or_default();
        Self {
            standing: match &trigger.status {
                None | Some(TriggerStatus::Active) => TriggerStanding::Active,
                Some(TriggerStatus::Error) => TriggerStanding::Failing,
                // The documentation also has the status "disabled" (contract section 11).
                Some(_) => TriggerStanding::Paused,
            },
            next: trigger.next_run_time.as_deref().and_then(parse_time),
            last: trigger.last_run_time.as_deref().and_then(parse_time),
            failures: u32::try_from(failures).unwrap_or(u32::MAX),
        }
    }

    /// Reads the state of a schedule from its trigger.
    pub(super) fn of_schedule(row: &ledger::Schedule, trigger: &Trigger) -> Self {
        let state = Self::of_trigger(trigger);
        let is_stopped = row.paused_for.as_deref() == Some(FAILURES);
        match is_stopped && state.standing == TriggerStanding::Paused {
            true => Self {
                standing: TriggerStanding::Failing,
                failures: Self::of(row).failures,
                ..state
            },
            false => state,
        }
    }

    /// Returns the state in the form that is stored.
    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self).map_err(|cause| errors::internal(&cause))
    }
}

/// The state of one run at the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ExecutionState {
    pub(super) outcome: ScheduledOutcome,
    pub(super) due: Option<i64>,
    pub(super) began: Option<i64>,
    pub(super) ended: Option<i64>,
    pub(super) reason: Option<String>,
}

impl ExecutionState {
    /// Reads the state from an execution.
    pub(super) fn of(execution: &TriggerExecution) -> Self {
        let at = |time: &Option<String>| time.as_deref().and_then(parse_time);
        Self {
            outcome: match &execution.status {
                None | Some(ExecutionStatus::InProgress) => ScheduledOutcome::Running,
                Some(ExecutionStatus::Completed) => ScheduledOutcome::Done,
                Some(ExecutionStatus::Skipped) => ScheduledOutcome::Skipped,
                Some(ExecutionStatus::TimedOut) => ScheduledOutcome::TimedOut,
                Some(_) => ScheduledOutcome::Failed,
            },
            due: at(&execution.scheduled_time),
            began: at(&execution.start_time),
            ended: at(&execution.end_time),
            reason: execution.error.clone(),
        }
    }

    /// Takes the end of a run from the turn that records it: the server no longer reports the runs of a trigger whose
    /// place another one has taken.
    pub(super) fn or_end_of(mut self, turn: Option<&Interaction>) -> Self {
        if let Some(turn) = turn.filter(|turn| turn.settled)
            && self.outcome == ScheduledOutcome::Running
        {
            self.outcome = match turn.status.as_deref() {
                Some("completed") => ScheduledOutcome::Done,
                _ => ScheduledOutcome::Failed,
            };
            self.ended = turn.finished_at;
        }
        self
    }

    /// Returns the time of its beginning, or else when it was due or skipped.
    pub(super) fn at(&self) -> Option<i64> {
        self.began.or(self.due).or(self.ended)
    }
}

/// Returns a run in the form that the ledger stores; `None` when the server gives it no id.
pub(super) fn noted_run(execution: &TriggerExecution) -> Result<Option<NotedRun>> {
    let Some(id) = &execution.id else {
        return Ok(None);
    };
    let facts = ExecutionState::of(execution);
    Ok(Some(NotedRun {
        execution_id: id.clone(),
        at: facts.at().unwrap_or_else(now),
        facts: serde_json::to_value(&facts).map_err(|cause| errors::internal(&cause))?,
    }))
}

/// Parses a time of the contract into milliseconds since the Unix epoch.
fn parse_time(text: &str) -> Option<i64> {
    let moment: Timestamp = text.parse().ok()?;
    Some(moment.as_millisecond())
}
