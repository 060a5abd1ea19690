//! Live runs: starting, watching, cancelling, pausing and resuming them.

mod agent;
mod compaction;
pub(crate) mod engine_tools;
pub(crate) mod fences;
pub(crate) mod form;
mod given;
mod job_slots;
pub(crate) mod media;
mod pairs;
pub(crate) mod prompt;
mod ready;
mod recorder;
mod reminder;
pub(crate) mod request_options;
mod round;
pub(crate) mod schema;
mod steps;
mod timeline;
mod web;
mod work;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use interactions::{CreateInteraction, Interaction, Status, Step, StreamEvent, Usage};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::brain::RoundError;
use crate::brain::registry::Brains;
use crate::egress::credentials::Credentials;
use crate::files::{EnvironmentFiles, UploadedFiles};
use crate::programs::Programs;
use crate::sandbox::Sandbox;
use crate::state::{EnvironmentRow, InteractionRow, Store, StoreError, StoredEvent};
use crate::web::Web;
use job_slots::JobSlots;
pub(crate) use ready::{model_of, variables};
pub(crate) use recorder::seq_of;
use recorder::{Recorder, Sink};
use timeline::Timeline;

/// First back-off of a run whose events cannot be stored; it doubles with each retry.
const FIRST_PAUSE: Duration = Duration::from_millis(500);
/// Maximum back-off.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// All runs of this engine.
pub(crate) struct LiveRuns {
    store: Store,
    brains: Arc<Brains>,
    files: Arc<EnvironmentFiles>,
    uploaded: Arc<UploadedFiles>,
    sandbox: Arc<Sandbox>,
    credentials: Arc<Credentials>,
    web: Arc<Web>,
    programs: Arc<Programs>,
    live: Mutex<HashMap<String, LiveRun>>,
    job_slots: JobSlots,
    pause: CancellationToken,
    tasks: TaskTracker,
}

#[derive(Clone)]
struct LiveRun {
    last: watch::Receiver<i64>,
    cancel: CancellationToken,
}

impl LiveRuns {
    pub(crate) fn new(
        store: Store,
        brains: Arc<Brains>,
        files: Arc<EnvironmentFiles>,
        uploaded: Arc<UploadedFiles>,
        sandbox: Arc<Sandbox>,
        web: Arc<Web>,
        programs: Arc<Programs>,
    ) -> Arc<Self> {
        Arc::new(Self {
            credentials: Arc::new(Credentials::new(store.clone())),
            store,
            brains,
            files,
            uploaded,
            sandbox,
            web,
            programs,
            live: Mutex::default(),
            job_slots: JobSlots::of_this_computer(),
            pause: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })
    }

    /// Resumes every stored run that has not ended.
    pub(crate) async fn recover(self: &Arc<Self>) -> Result<(), StoreError> {
        for row in self.store.open_interactions().await? {
            tracing::info!(interaction = %row.id, "goes on after a restart");
            self.start(row);
        }
        Ok(())
    }

    /// Stores an interaction, with the environment that was made for it, and starts its run. Both are done even if
    /// the client disconnects in between: what is stored must also run.
    pub(crate) async fn begin(
        self: &Arc<Self>,
        mut row: InteractionRow,
        made: Option<EnvironmentRow>,
    ) -> Result<(), StoreError> {
        if self.job_slots.are_taken_for(&row) {
            row.status = Status::Queued;
        }
        let runs = Arc::clone(self);
        let begun = self.tasks.spawn(async move {
            runs.store.create_interaction(row.clone(), made).await?;
            runs.start(row);
            Ok(())
        });
        begun.await.map_err(|_| StoreError::Closed)?
    }

    /// Starts the run of a stored interaction, independent of the connection that asked for it.
    pub(crate) fn start(self: &Arc<Self>, row: InteractionRow) {
        let (last_sender, last) = watch::channel(0);
        let cancel = CancellationToken::new();
        let id = row.id.clone();
        self.live().insert(
            id.clone(),
            LiveRun {
                last,
                cancel: cancel.clone(),
            },
        );
        let runs = Arc::clone(self);
        self.tasks.spawn(async move {
            runs.run_to_its_end(&row, &last_sender, &cancel).await;
            runs.live().remove(&id);
        });
    }

    /// Runs a stored interaction until it has ended or the engine pauses. While the record cannot be written, as on a
    /// full disk, it retries from what is stored: a run has no other state.
    async fn run_to_its_end(
        &self,
        row: &InteractionRow,
        last: &watch::Sender<i64>,
        cancel: &CancellationToken,
    ) {
        let id = &row.id;
        let mut pause = FIRST_PAUSE;
        loop {
            let stored = *last.borrow();
            let Err(error) = self.run_stored(row, last, cancel).await else {
                return;
            };
            if !error.is_passing() {
                tracing::error!(interaction = %id, %error, "a run stopped; it goes on at the next start");
                return;
            }
            if *last.borrow() > stored {
                pause = FIRST_PAUSE;
            }
            tracing::warn!(interaction = %id, %error, ?pause, "a run waits until its events can be stored");
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.pause.cancelled() => return,
            }
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn run_stored(
        &self,
        row: &InteractionRow,
        last: &watch::Sender<i64>,
        cancel: &CancellationToken,
    ) -> Result<(), StoreError> {
        let events = self.store.events_after(&row.id, 0, usize::MAX >> 1).await?;
        let last_seq = events.last().map_or(0, |event| event.seq);
        let parsed: Vec<_> = events
            .iter()
            .filter_map(|event| StreamEvent::parse(&event.raw).ok())
            .collect();
        // The row loaded at the start of the run lacks the usage since then.
        let now = self.store.interaction(&row.id).await?;
        let usage = now.map_or(row.usage.clone(), |now| now.usage);
        let usage: Usage = serde_json::from_value(usage).unwrap_or_default();
        let replies = self.store.replies(&row.id).await?;
        let timeline = Timeline::restore(parsed.iter().map(|event| &event.event), replies, &usage);
        last.send_replace(last_seq);
        let sink = Sink::Stored {
            store: self.store.clone(),
            last: last.clone(),
        };
        let mut record = Recorder::new(head(row), sink, timeline, last_seq);
        let _place = self
            .job_slots
            .take(row, &mut record, cancel, &self.pause)
            .await?;
        match self.work(row, cancel.clone()).await {
            Ok(Ok(work)) => work.run(&mut record).await,
            Ok(Err(cannot)) => cannot.settle(&mut record).await,
            Err(error) if error.is_passing() => Err(error),
            Err(error) => {
                tracing::error!(interaction = %row.id, %error, "a run cannot be gone on with");
                let what = "What was stored of this cannot be read. Send it again.";
                record.fail(&RoundError::new("api_error", what)).await
            }
        }
    }

    /// Starts a run that is not stored. Its events are sent over the channel; `cancel` cancels it.
    pub(crate) fn start_fleeting(
        self: &Arc<Self>,
        row: InteractionRow,
        cancel: CancellationToken,
    ) -> mpsc::UnboundedReceiver<StoredEvent> {
        let (sender, events) = mpsc::unbounded_channel();
        let runs = Arc::clone(self);
        self.tasks.spawn(async move {
            let mut record = Recorder::new(head(&row), Sink::Fleeting(sender), Timeline::new(), 0);
            let done = match runs.work(&row, cancel).await {
                Ok(Ok(work)) => work.run(&mut record).await,
                Ok(Err(cannot)) => cannot.settle(&mut record).await,
                Err(error) => Err(error),
            };
            if let Err(error) = done {
                tracing::error!(%error, "an unstored run stopped");
            }
        });
        events
    }

    /// Input and output steps of a stored interaction.
    pub(crate) async fn timeline_of(&self, row: &InteractionRow) -> Result<Vec<Step>, StoreError> {
        let request: CreateInteraction = serde_json::from_value(row.request.clone())?;
        let mut steps = request
            .input
            .and_then(interactions::Input::into_steps)
            .unwrap_or_default();
        steps.extend(self.output_of(&row.id).await?);
        Ok(steps)
    }

    /// Output steps of a stored interaction.
    pub(crate) async fn output_of(&self, id: &str) -> Result<Vec<Step>, StoreError> {
        let events = self.store.events_after(id, 0, usize::MAX >> 1).await?;
        Ok(output_steps(&events))
    }

    /// Cancels a live run and waits until it has stopped. Does nothing if it has already ended.
    pub(crate) async fn cancel(&self, id: &str) {
        let Some(mut live) = self.live().get(id).cloned() else {
            return;
        };
        live.cancel.cancel();
        // The sender is dropped when the run has ended.
        while live.last.changed().await.is_ok() {}
    }

    /// Watches the number of the latest event of a live run; `None` if the run is not live.
    pub(crate) fn watch(&self, id: &str) -> Option<watch::Receiver<i64>> {
        self.live().get(id).map(|live| live.last.clone())
    }

    /// A token that is cancelled when the engine pauses.
    pub(crate) fn paused(&self) -> CancellationToken {
        self.pause.clone()
    }

    /// Pauses every run at a safe point; they resume at the next start.
    pub(crate) async fn shutdown(&self) {
        self.pause.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    fn live(&self) -> std::sync::MutexGuard<'_, HashMap<String, LiveRun>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Folds events into output steps.
pub(crate) fn output_steps(events: &[StoredEvent]) -> Vec<Step> {
    let mut fold = interactions::Accumulator::new();
    for event in events
        .iter()
        .filter_map(|event| StreamEvent::parse(&event.raw).ok())
    {
        fold.push(&event);
    }
    let mut steps = fold.steps().to_vec();
    for step in &mut steps {
        // Arguments that were cut off are not an object, but the contract requires one. The refusal that follows
        // tells the reason.
        if let Step::FunctionCall(call) = step
            && !call.arguments.as_ref().is_some_and(Value::is_object)
        {
            call.arguments = Some(json!({}));
        }
    }
    steps
}

/// The interaction's own fields in created and completed events (contract section 8.3).
fn head(row: &InteractionRow) -> Interaction {
    let text = |name: &str| row.request.get(name).and_then(Value::as_str);
    Interaction {
        id: Some(row.id.as_str().into()).filter(|_| !row.id.is_empty()),
        status: Some(Status::InProgress),
        object: Some("interaction".to_owned()),
        model: text("model").map(Into::into),
        agent: text("agent").map(Into::into),
        environment_id: row.environment_id.as_deref().map(Into::into),
        created: Some(row.created.clone()),
        updated: Some(row.updated.clone()),
        previous_interaction_id: row.previous.as_deref().map(Into::into),
        ..Interaction::default()
    }
}
