//! One execution of a trigger, from its beginning to its end.

use std::sync::Arc;
use std::time::Duration;

use interactions::{CreateInteraction, ExecutionStatus, Status};
use schedules::Schedule;

use super::{Triggers, ending, request};
use crate::error::ApiError;
use crate::http::{Accepted, accept, environment_exists};
use crate::state::{ExecutionRow, InteractionRow, StoreError, TriggerRow};

/// What started an execution.
#[derive(Debug, Clone)]
pub(super) enum Occasion {
    /// The schedule: it was due at this time.
    Due(String),
    /// A manual request.
    ByHand,
}

impl Triggers {
    /// Runs a trigger now, regardless of its schedule and of whether it is paused.
    pub(crate) async fn run_by_hand(self: &Arc<Self>, id: &str) -> Result<ExecutionRow, ApiError> {
        let (triggers, known) = (Arc::clone(self), id.to_owned());
        // In a task of its own: the client may disconnect, and a run that is stored must also start.
        let begun = self
            .keeper
            .spawn(async move { triggers.begin(&known, Occasion::ByHand).await });
        let begun = begun.await.map_err(|error| ApiError::internal(&error))?;
        begun?.ok_or_else(|| ApiError::not_found(format!("There is no trigger '{id}'.")))
    }

    /// Begins an execution, or records that it was skipped or could not begin. `None` if the trigger is gone or no
    /// longer due.
    pub(super) async fn begin(
        self: &Arc<Self>,
        id: &str,
        occasion: Occasion,
    ) -> Result<Option<ExecutionRow>, ApiError> {
        let _alone = self.beginning.lock().await;
        let Some(trigger) = self.engine.store.trigger(id).await? else {
            return Ok(None);
        };
        let scheduled = match &occasion {
            Occasion::Due(due) if trigger.next_run.as_ref() != Some(due) => return Ok(None),
            Occasion::Due(due) => Some(due.clone()),
            Occasion::ByHand => None,
        };
        let mut execution = ExecutionRow {
            id: format!("ex-{}", uuid::Uuid::now_v7().simple()),
            trigger_id: trigger.id.clone(),
            status: ExecutionStatus::InProgress,
            timeout_seconds: trigger.timeout_seconds,
            scheduled,
            started: None,
            ended: None,
            interaction_id: None,
            environment_id: trigger.environment_id.clone(),
            error: None,
        };
        let mut run = None;
        if !self.is_running(&trigger).await? {
            execution.started = Some(self.now());
            match self.accept(&trigger).await {
                Ok(accepted) => run = Some(accepted),
                Err(error) if error.status >= 500 => return Err(error),
                Err(error) => {
                    execution.status = ExecutionStatus::Failed;
                    execution.error = Some(error.message);
                }
            }
        } else if matches!(occasion, Occasion::ByHand) {
            return Err(ApiError::precondition(
                "The trigger is running already. Wait until that run has ended, or cancel its interaction.",
            ));
        } else {
            execution.status = ExecutionStatus::Skipped;
            execution.error = Some("The run before was still going.".to_owned());
        }
        if run.is_none() {
            execution.ended = Some(self.now());
        }
        self.store(trigger, execution, run).await
    }

    /// Returns true if a run of a trigger is going, or the work on the results of functions that the last one waited
    /// for: both would use the same sandbox.
    async fn is_running(&self, trigger: &TriggerRow) -> Result<bool, ApiError> {
        let store = &self.engine.store;
        if store.is_running(&trigger.id).await? {
            return Ok(true);
        }
        let Some(last) = &trigger.previous else {
            return Ok(false);
        };
        match self.newest_answer(last).await? {
            Some(newest) if newest.status == Status::RequiresAction => {
                Ok(store.has_open_follow_up(&newest.id).await?)
            }
            _ => Ok(false),
        }
    }

    /// Validates and prepares the run like a create call.
    async fn accept(&self, trigger: &TriggerRow) -> Result<Accepted, ApiError> {
        let asked: CreateInteraction = serde_json::from_value(trigger.interaction.clone())
            .map_err(|error| ApiError::internal(&error))?;
        let mut sandbox = trigger.environment_id.as_deref();
        if let Some(id) = sandbox
            && !environment_exists(&self.engine, id).await?
            && asked.environment.is_some()
        {
            sandbox = None;
        }
        let last = trigger.previous.as_deref().map(Into::into);
        let mut previous = last.or_else(|| asked.previous_interaction_id.clone());
        if let Some(id) = previous.take() {
            // The previous interaction may have been deleted: a new conversation is better than no run.
            let newest = self.newest_answer(id.as_str()).await?;
            previous = newest.map(|newest| newest.id.into());
        }
        let request = request::of_run(asked, sandbox.map(Into::into), previous);
        accept(&self.engine, request).await
    }

    /// Returns the interaction that the next run follows: `id`, or if that waited for results of functions, the last
    /// one that continued it with them and has ended. `None` if `id` was deleted.
    async fn newest_answer(&self, id: &str) -> Result<Option<InteractionRow>, ApiError> {
        let store = &self.engine.store;
        let Some(mut newest) = store.interaction(id).await? else {
            return Ok(None);
        };
        while newest.status == Status::RequiresAction
            && let Some(answer) = store.ended_follow_up(&newest.id).await?
        {
            newest = answer;
        }
        Ok(Some(newest))
    }

    async fn store(
        self: &Arc<Self>,
        trigger: TriggerRow,
        mut execution: ExecutionRow,
        run: Option<Accepted>,
    ) -> Result<Option<ExecutionRow>, ApiError> {
        let next_run = match Schedule::read(&trigger.schedule, &trigger.time_zone) {
            Ok(schedule) => self.next_run(&schedule),
            Err(error) => {
                tracing::error!(trigger = %trigger.id, %error, "its schedule has come to an end");
                None
            }
        };
        let run = run.map(|accepted| (accepted.row, accepted.made));
        let row = run.as_ref().map(|(row, _)| row.clone());
        if let Some(row) = &row {
            execution.interaction_id = Some(row.id.clone());
            execution.environment_id.clone_from(&row.environment_id);
        }
        let (begun, started) = (execution.clone(), row.clone());
        let change = move |trigger: &mut TriggerRow| {
            // A pause in the meantime is respected.
            if begun.scheduled.is_some() && trigger.next_run.is_some() {
                trigger.next_run = next_run;
            }
            if begun.started.is_some() {
                trigger.last_run = begun.started;
            }
            if let Some(row) = started {
                trigger.environment_id = row.environment_id;
                trigger.previous = Some(row.id);
            }
            trigger.note_end(&begun.status);
        };
        let store = &self.engine.store;
        if !store
            .begin_execution(execution.clone(), run, change)
            .await?
        {
            return Ok(None);
        }
        if let Some(row) = row {
            self.engine.runs.start(row);
            self.await_end(execution.clone());
        }
        Ok(Some(execution))
    }

    /// Waits for the end of an execution in a task and records it.
    pub(super) fn await_end(self: &Arc<Self>, execution: ExecutionRow) {
        let triggers = Arc::clone(self);
        self.ends.spawn(async move {
            let id = execution.id.clone();
            if let Err(error) = triggers.record_end(execution).await {
                tracing::error!(execution = %id, %error, "its end is written down at the next start");
            }
        });
    }

    async fn record_end(&self, mut execution: ExecutionRow) -> Result<(), StoreError> {
        let (store, runs) = (&self.engine.store, &self.engine.runs);
        let interaction_id = execution.interaction_id.clone().unwrap_or_default();
        let limit = execution.timeout_seconds;
        let mut time_was_up = false;
        if let Some(mut watch) = runs.watch(&interaction_id) {
            let ended = async { while watch.changed().await.is_ok() {} };
            let limit = Duration::from_secs(limit.into());
            if tokio::time::timeout(limit, ended).await.is_err() {
                time_was_up = true;
                runs.cancel(&interaction_id).await;
            }
        }
        let interaction = store.interaction(&interaction_id).await?;
        let Some((status, error)) = ending::of(interaction.as_ref(), time_was_up, limit) else {
            return Ok(());
        };
        execution.status = status.clone();
        execution.ended = Some(self.now());
        execution.error = error;
        let note = move |trigger: &mut TriggerRow| trigger.note_end(&status);
        store.end_execution(execution, note).await
    }
}
