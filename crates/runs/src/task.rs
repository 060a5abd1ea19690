//! The task of one live run: it gives inputs to the machine, stores the new state, and only then performs the
//! effects.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use ids::RunId;
use interactions::{Client, CreateInteraction, InteractionId};
use tokio::sync::oneshot;

use crate::effect::Effect;
use crate::failure::{failure, no_server, not_rebuilt, unanswered};
use crate::input::{Failure, Input, Now};
use crate::machine::step;
use crate::needs::{AftercareTask, Change, NewEvent, RecordError, Stored};
use crate::runs::{DriverContext, TaskChannels};
use crate::state::{Phase, State};
use crate::translate::{request_for, snapshot};
use crate::work::{InputData, Work, WorkResult, unix_ms, wait};

/// Receives whether a command changed anything, once the change is on disk.
type Done = oneshot::Sender<Result<bool, RecordError>>;

/// The task of one live run.
pub(crate) struct Task {
    run: RunId,
    engine: String,
    request: CreateInteraction,
    state: State,
    context: Arc<DriverContext>,
    channels: TaskChannels,
    work: Work,
}

/// A change could not be stored before the task had to leave; the run stays as it was last stored.
struct NotStored;

impl Task {
    pub(crate) fn new(
        run: RunId,
        stored: Stored,
        context: Arc<DriverContext>,
        channels: TaskChannels,
    ) -> Task {
        Task {
            run,
            engine: stored.engine,
            request: stored.request,
            state: stored.state,
            context,
            channels,
            work: Work::Rest,
        }
    }

    /// Runs until the run is settled or forgotten, or Errand quits.
    pub(crate) async fn live(mut self) {
        let first = match self.state.phase {
            Phase::Ready => Input::Start,
            _ => Input::Restarted,
        };
        if self
            .advance(first, InputData::default(), None)
            .await
            .is_err()
        {
            return;
        }
        let context = Arc::clone(&self.context);
        while !self.state.is_settled() {
            let taken = tokio::select! {
                biased;
                () = self.channels.leave.cancelled() => return self.leave().await,
                Some(command) = self.channels.commands.recv() => {
                    self.advance(command.input, InputData::default(), Some(command.done)).await
                }
                outcome = self.work.next(&context.tuning) => self.handle_result(outcome).await,
            };
            if taken.is_err() {
                return;
            }
        }
    }

    /// Ends the task: stores received events, and gives a create under way a moment to be answered.
    async fn leave(mut self) {
        if let Some(outcome) = self.work.flush_rest()
            && self.handle_result(outcome).await.is_err()
        {
            return;
        }
        let context = Arc::clone(&self.context);
        let answered = async {
            while matches!(self.state.phase, Phase::Submitting { .. }) {
                let outcome = self.work.next(&context.tuning).await;
                if self.handle_result(outcome).await.is_err() {
                    return;
                }
            }
        };
        if tokio::time::timeout(context.tuning.grace, answered)
            .await
            .is_err()
        {
            tracing::info!(run = %self.run, "left before the server answered the create");
        }
    }

    async fn handle_result(&mut self, outcome: WorkResult) -> Result<(), NotStored> {
        match outcome {
            WorkResult::Opened(events) => {
                self.work = Work::read(events, &self.context.tuning);
                Ok(())
            }
            WorkResult::Happened(input, data) => self.advance(*input, data, None).await,
        }
    }

    /// Takes the run one step on: stores state and events together, publishes them, then performs the effects.
    async fn advance(
        &mut self,
        input: Input,
        data: InputData,
        done: Option<Done>,
    ) -> Result<(), NotStored> {
        let now = Now {
            ms: unix_ms(),
            random: random(),
        };
        let limits = &self.context.tuning.limits;
        let (state, effects) = step(self.state.clone(), input, now, limits);
        if state == self.state && effects.is_empty() {
            answer(done, Ok(false));
            return Ok(());
        }
        let change = change(state, &effects, data, now.ms);
        self.store(&change, done).await?;
        self.context.record.publish(self.run, &change);
        self.state = change.state;
        if let Some(rebuilt) = change.rebuilt {
            self.request = rebuilt.request;
        }
        for effect in effects {
            self.perform(effect);
        }
        Ok(())
    }

    /// Stores a change, retrying with back-off for as long as it takes: the run does not go on until it is on disk.
    async fn store(&mut self, change: &Change, mut done: Option<Done>) -> Result<(), NotStored> {
        let (mut delay, longest) = self.context.tuning.store_again;
        loop {
            let Err(error) = self.context.record.append(self.run, change).await else {
                answer(done, Ok(true));
                return Ok(());
            };
            tracing::warn!(run = %self.run, %error, "a change of a run cannot be stored");
            self.context.record.cannot_store(self.run, &error);
            answer(done.take(), Err(error));
            tokio::select! {
                () = self.channels.leave.cancelled() => return Err(NotStored),
                () = tokio::time::sleep(delay) => delay = (delay * 2).min(longest),
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        let tuning = self.context.tuning.clone();
        let future = match effect {
            Effect::StoreEvents { .. } | Effect::StoreInteraction | Effect::StoreRequest => return,
            Effect::Rest => {
                self.work = Work::Rest;
                return;
            }
            Effect::Prepare => boxed(prepare(self.server(), self.request.clone())),
            Effect::Rebuild => boxed(rebuild(Arc::clone(&self.context), self.run)),
            Effect::Submit { hop } => {
                let prepared = self.state.prepared_sandbox();
                let request = request_for(&hop, &self.request, prepared);
                boxed(submit(self.server(), request))
            }
            Effect::OpenStream { id, after } => {
                boxed(open(self.server(), id, after, tuning.answer))
            }
            Effect::Poll { id } => boxed(poll(self.server(), id, tuning.answer)),
            Effect::Cancel { id } => boxed(cancel(self.server(), id, tuning.answer)),
            Effect::Wait { ms } => boxed(async move {
                wait(ms).await;
                Ok(WorkResult::from(Input::TimerFired))
            }),
            Effect::RunAftercare {
                ending,
                attempt,
                last,
            } => boxed(care(
                Arc::clone(&self.context),
                AftercareTask {
                    run: self.run,
                    engine: self.engine.clone(),
                    ending,
                    state: Arc::new(self.state.clone()),
                    attempt,
                    last,
                },
            )),
        };
        self.work = Work::call(future, &tuning);
    }

    fn server(&self) -> RunServer {
        RunServer {
            context: Arc::clone(&self.context),
            run: self.run,
        }
    }
}

/// The server of a run. A client is made for each call, because the key or the port may have changed.
struct RunServer {
    context: Arc<DriverContext>,
    run: RunId,
}

impl RunServer {
    async fn client(&self) -> Result<Client, Failure> {
        let client = self.context.servers.client(self.run).await;
        client.map_err(no_server)
    }
}

async fn prepare(server: RunServer, written: CreateInteraction) -> Result<WorkResult, Failure> {
    let client = server.client().await?;
    let servers = &server.context.servers;
    let prepared = servers.prepare(server.run, &client, &written).await;
    let environment_id = prepared.map_err(|error| failure(&error))?.to_string();
    Ok(WorkResult::from(Input::Prepared { environment_id }))
}

async fn rebuild(context: Arc<DriverContext>, run: RunId) -> Result<WorkResult, Failure> {
    let rebuilt = context.record.rebuild(run).await;
    let rebuilt = rebuilt.map_err(|error| not_rebuilt(error.as_ref()))?;
    Ok(WorkResult::Happened(
        Box::new(Input::Rebuilt {
            terms: rebuilt.terms,
        }),
        InputData {
            rebuilt: Some(Box::new(rebuilt)),
            ..InputData::default()
        },
    ))
}

async fn submit(server: RunServer, request: CreateInteraction) -> Result<WorkResult, Failure> {
    let client = server.client().await?;
    let completed = server.context.servers.complete(request).await;
    let request = completed.map_err(no_server)?;
    if request.stream == Some(true) {
        let events = client.create_stream(&request).await;
        return Ok(WorkResult::Opened(
            events.map_err(|error| failure(&error))?.boxed(),
        ));
    }
    let interaction = client.create(&request).await;
    let interaction = interaction.map_err(|error| failure(&error))?;
    Ok(WorkResult::with(
        Input::Accepted(snapshot(&interaction)),
        interaction,
    ))
}

async fn open(
    server: RunServer,
    id: String,
    after: Option<String>,
    patience: Duration,
) -> Result<WorkResult, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let events = with_timeout(patience, client.stream(&id, after.as_deref())).await?;
    Ok(WorkResult::Opened(events.boxed()))
}

async fn poll(server: RunServer, id: String, patience: Duration) -> Result<WorkResult, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let interaction = with_timeout(patience, client.get(&id)).await?;
    Ok(WorkResult::with(
        Input::Polled(snapshot(&interaction)),
        interaction,
    ))
}

async fn cancel(server: RunServer, id: String, patience: Duration) -> Result<WorkResult, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let interaction = with_timeout(patience, client.cancel(&id)).await?;
    Ok(WorkResult::with(
        Input::Cancelled(snapshot(&interaction)),
        interaction,
    ))
}

async fn care(context: Arc<DriverContext>, task: AftercareTask) -> Result<WorkResult, Failure> {
    Ok(WorkResult::from(match context.aftercare.care(task).await {
        Ok(()) => Input::AftercareDone,
        Err(error) => Input::AftercareFailed {
            fault: error.fault,
            again: error.again,
        },
    }))
}

/// Waits for an answer with a timeout. Only for calls that cost nothing to repeat.
async fn with_timeout<T>(
    patience: Duration,
    call: impl Future<Output = Result<T, interactions::Error>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(patience, call).await {
        Ok(result) => result.map_err(|error| failure(&error)),
        Err(_) => Err(unanswered()),
    }
}

fn boxed(
    future: impl Future<Output = Result<WorkResult, Failure>> + Send + 'static,
) -> futures::future::BoxFuture<'static, WorkResult> {
    Box::pin(async move {
        future
            .await
            .unwrap_or_else(|failure| WorkResult::from(Input::Failed(failure)))
    })
}

/// Builds the change for a new state, with the events, interaction and request that the effects ask to store.
fn change(state: State, effects: &[Effect], data: InputData, at: i64) -> Change {
    let mut change = Change {
        state,
        truncate_after: None,
        events: Vec::new(),
        interaction: None,
        rebuilt: None,
        at,
    };
    let mut events: Vec<_> = data.events.into_iter().map(Some).collect();
    for effect in effects {
        if let Effect::StoreEvents {
            truncate_after,
            first_seq,
            keep,
        } = effect
        {
            change.truncate_after = *truncate_after;
            let kept = keep
                .iter()
                .filter_map(|&at| events.get_mut(at).and_then(Option::take));
            change.events = (*first_seq..)
                .zip(kept)
                .map(|(seq, event)| NewEvent {
                    seq,
                    received_at: at,
                    event,
                })
                .collect();
        }
    }
    if effects.contains(&Effect::StoreInteraction) {
        change.interaction = data.interaction;
    }
    if effects.contains(&Effect::StoreRequest) {
        change.rebuilt = data.rebuilt;
    }
    change
}

fn answer(done: Option<Done>, result: Result<bool, RecordError>) {
    if let Some(done) = done {
        // The receiver may be gone.
        let _ = done.send(result);
    }
}

/// A random number from 0 up to 1, for jitter: the standard library's hash seeds are random enough.
fn random() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
}
