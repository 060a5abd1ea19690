//! What a server says of a trigger and of its runs, as far as Errand keeps it.

use interactions::{ExecutionStatus, Trigger, TriggerExecution, TriggerStatus};
use jiff::Timestamp;
use ledger::NotedRun;
use serde::{Deserialize, Serialize};

use crate::bridge::ScheduledOutcome;
use crate::core::now;
use crate::errors::{self, Result};

/// How a trigger stands at its server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Standing {
    /// It runs.
    #[default]
    Active,
    /// It waits to be set active.
    Paused,
    /// It failed too often in a row.
    Failing,
    /// The server does not know it.
    Gone,
}

/// What a server said of a trigger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    pub(super) standing: Standing,
    /// When it runs next.
    pub(super) next: Option<i64>,
    /// When it ran last.
    pub(super) last: Option<i64>,
    /// Failures in a row.
    pub(super) failures: u32,
}

impl Seen {
    /// Reads what was kept.
    pub(super) fn of(row: &ledger::Schedule) -> Self {
        Self::deserialize(&row.seen).unwrap_or_default()
    }

    /// What a trigger says.
    pub(super) fn of_trigger(trigger: &Trigger) -> Self {
        let failures = trigger.consecutive_failure_count.unwrap_or_default();
        Self {
            standing: match &trigger.status {
                None | Some(TriggerStatus::Active) => Standing::Active,
                Some(TriggerStatus::Error) => Standing::Failing,
                // The documentation also has the word "disabled" (contract section 11).
                Some(_) => Standing::Paused,
            },
            next: trigger.next_run_time.as_deref().and_then(moment),
            last: trigger.last_run_time.as_deref().and_then(moment),
            failures: u32::try_from(failures).unwrap_or(u32::MAX),
        }
    }

    /// As it is kept.
    pub(super) fn json(&self) -> Result<serde_json::Value> {
        serde_json::to_value(self).map_err(|cause| errors::internal(&cause))
    }
}

/// What a server said of one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) outcome: ScheduledOutcome,
    pub(super) due: Option<i64>,
    pub(super) began: Option<i64>,
    pub(super) ended: Option<i64>,
    pub(super) reason: Option<String>,
}

impl Facts {
    /// What an execution says.
    pub(super) fn of(execution: &TriggerExecution) -> Self {
        let at = |time: &Option<String>| time.as_deref().and_then(moment);
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

    /// When it began, or else when it was left out.
    pub(super) fn at(&self) -> Option<i64> {
        self.began.or(self.due).or(self.ended)
    }
}

/// A run as the record notes it; `None` when the server gives it no id.
pub(super) fn noted(execution: &TriggerExecution) -> Result<Option<NotedRun>> {
    let Some(id) = &execution.id else {
        return Ok(None);
    };
    let facts = Facts::of(execution);
    Ok(Some(NotedRun {
        execution_id: id.clone(),
        at: facts.at().unwrap_or_else(now),
        facts: serde_json::to_value(&facts).map_err(|cause| errors::internal(&cause))?,
    }))
}

/// A time as the contract writes it.
fn moment(text: &str) -> Option<i64> {
    let moment: Timestamp = text.parse().ok()?;
    Some(moment.as_millisecond())
}
