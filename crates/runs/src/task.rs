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
use crate::runs::{Place, Shared};
use crate::state::{Phase, State};
use crate::translate::{request_for, snapshot};
use crate::work::{Findings, Outcome, Work, unix_ms, wait};

/// Receives whether a command changed anything, once the change is on disk.
type Done = oneshot::Sender<Result<bool, RecordError>>;

/// The task of one live run.
pub(crate) struct Task {
    run: RunId,
    engine: String,
    request: CreateInteraction,
    state: State,
    shared: Arc<Shared>,
    place: Place,
    work: Work,
}

/// A change could not be stored before the task had to leave; the run stays as it was last stored.
struct NotStored;

impl Task {
    pub(crate) fn new(run: RunId, stored: Stored, shared: Arc<Shared>, place: Place) -> Task {
        Task {
            run,
            engine: stored.engine,
            request: stored.request,
            state: stored.state,
            shared,
            place,
            work: Work::Rest,
        }
    }

    /// Runs until the run is settled or forgotten, or Errand quits.
    pub(crate) async fn live(mut self) {
        let first = match self.state.phase {
            Phase::Ready => Input::Start,
            _ => Input::Restarted,
        };
        if self.take(first, Findings::default(), None).await.is_err() {
            return;
        }
        let shared = Arc::clone(&self.shared);
        while !self.state.is_settled() {
            let taken = tokio::select! {
                biased;
                () = self.place.leave.cancelled() => return self.leave().await,
                Some(command) = self.place.commands.recv() => {
                    self.take(command.input, Findings::default(), Some(command.done)).await
                }
                outcome = self.work.next(&shared.tuning) => self.happened(outcome).await,
            };
            if taken.is_err() {
                return;
            }
        }
    }

    /// Ends the task: stores received events, and gives a create under way a moment to be answered.
    async fn leave(mut self) {
        if let Some(outcome) = self.work.rest()
            && self.happened(outcome).await.is_err()
        {
            return;
        }
        let shared = Arc::clone(&self.shared);
        let answered = async {
            while matches!(self.state.phase, Phase::Submitting { .. }) {
                let outcome = self.work.next(&shared.tuning).await;
                if self.happened(outcome).await.is_err() {
                    return;
                }
            }
        };
        if tokio::time::timeout(shared.tuning.grace, answered)
            .await
            .is_err()
        {
            tracing::info!(run = %self.run, "left before the server answered the create");
        }
    }

    async fn happened(&mut self, outcome: Outcome) -> Result<(), NotStored> {
        match outcome {
            Outcome::Opened(events) => {
                self.work = Work::read(events, &self.shared.tuning);
                Ok(())
            }
            Outcome::Happened(input, findings) => self.take(*input, findings, None).await,
        }
    }

    /// Takes the run one step on: stores state and events together, publishes them, then performs the effects.
    async fn take(
        &mut self,
        input: Input,
        findings: Findings,
        done: Option<Done>,
    ) -> Result<(), NotStored> {
        let now = Now {
            ms: unix_ms(),
            dice: dice(),
        };
        let limits = &self.shared.tuning.limits;
        let (state, effects) = step(self.state.clone(), input, now, limits);
        if state == self.state && effects.is_empty() {
            answer(done, Ok(false));
            return Ok(());
        }
        let change = change(state, &effects, findings, now.ms);
        self.store(&change, done).await?;
        self.shared.record.publish(self.run, &change);
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
        let (mut delay, longest) = self.shared.tuning.store_again;
        loop {
            let Err(error) = self.shared.record.append(self.run, change).await else {
                answer(done, Ok(true));
                return Ok(());
            };
            tracing::warn!(run = %self.run, %error, "a change of a run cannot be stored");
            self.shared.record.cannot_store(self.run, &error);
            answer(done.take(), Err(error));
            tokio::select! {
                () = self.place.leave.cancelled() => return Err(NotStored),
                () = tokio::time::sleep(delay) => delay = (delay * 2).min(longest),
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        let tuning = self.shared.tuning.clone();
        let future = match effect {
            Effect::StoreEvents { .. } | Effect::StoreInteraction | Effect::StoreRequest => return,
            Effect::Rest => {
                self.work = Work::Rest;
                return;
            }
            Effect::Prepare => boxed(prepare(self.server(), self.request.clone())),
            Effect::Rebuild => boxed(rebuild(Arc::clone(&self.shared), self.run)),
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
                Ok(Outcome::from(Input::TimerFired))
            }),
            Effect::RunAftercare {
                ending,
                attempt,
                last,
            } => boxed(care(
                Arc::clone(&self.shared),
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

    fn server(&self) -> Server {
        Server {
            shared: Arc::clone(&self.shared),
            run: self.run,
        }
    }
}

/// The server of a run. A client is made for each call, because the key or the port may have changed.
struct Server {
    shared: Arc<Shared>,
    run: RunId,
}

impl Server {
    async fn client(&self) -> Result<Client, Failure> {
        let client = self.shared.servers.client(self.run).await;
        client.map_err(no_server)
    }
}

async fn prepare(server: Server, written: CreateInteraction) -> Result<Outcome, Failure> {
    let client = server.client().await?;
    let servers = &server.shared.servers;
    let prepared = servers.prepare(server.run, &client, &written).await;
    let environment_id = prepared.map_err(|error| failure(&error))?.to_string();
    Ok(Outcome::from(Input::Prepared { environment_id }))
}

async fn rebuild(shared: Arc<Shared>, run: RunId) -> Result<Outcome, Failure> {
    let rebuilt = shared.record.rebuild(run).await;
    let rebuilt = rebuilt.map_err(|error| not_rebuilt(error.as_ref()))?;
    Ok(Outcome::Happened(
        Box::new(Input::Rebuilt {
            terms: rebuilt.terms,
        }),
        Findings {
            rebuilt: Some(Box::new(rebuilt)),
            ..Findings::default()
        },
    ))
}

async fn submit(server: Server, request: CreateInteraction) -> Result<Outcome, Failure> {
    let client = server.client().await?;
    let completed = server.shared.servers.complete(request).await;
    let request = completed.map_err(no_server)?;
    if request.stream == Some(true) {
        let events = client.create_stream(&request).await;
        return Ok(Outcome::Opened(
            events.map_err(|error| failure(&error))?.boxed(),
        ));
    }
    let interaction = client.create(&request).await;
    let interaction = interaction.map_err(|error| failure(&error))?;
    Ok(Outcome::with(
        Input::Accepted(snapshot(&interaction)),
        interaction,
    ))
}

async fn open(
    server: Server,
    id: String,
    after: Option<String>,
    patience: Duration,
) -> Result<Outcome, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let events = timely(patience, client.stream(&id, after.as_deref())).await?;
    Ok(Outcome::Opened(events.boxed()))
}

async fn poll(server: Server, id: String, patience: Duration) -> Result<Outcome, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let interaction = timely(patience, client.get(&id)).await?;
    Ok(Outcome::with(
        Input::Polled(snapshot(&interaction)),
        interaction,
    ))
}

async fn cancel(server: Server, id: String, patience: Duration) -> Result<Outcome, Failure> {
    let client = server.client().await?;
    let id = InteractionId::from(id);
    let interaction = timely(patience, client.cancel(&id)).await?;
    Ok(Outcome::with(
        Input::Cancelled(snapshot(&interaction)),
        interaction,
    ))
}

async fn care(shared: Arc<Shared>, task: AftercareTask) -> Result<Outcome, Failure> {
    Ok(Outcome::from(match shared.aftercare.care(task).await {
        Ok(()) => Input::AftercareDone,
        Err(error) => Input::AftercareFailed {
            fault: error.fault,
            again: error.again,
        },
    }))
}

/// Waits for an answer with a timeout. Only for calls that cost nothing to repeat.
async fn timely<T>(
    patience: Duration,
    call: impl Future<Output = Result<T, interactions::Error>>,
) -> Result<T, Failure> {
    match tokio::time::timeout(patience, call).await {
        Ok(result) => result.map_err(|error| failure(&error)),
        Err(_) => Err(unanswered()),
    }
}

fn boxed(
    future: impl Future<Output = Result<Outcome, Failure>> + Send + 'static,
) -> futures::future::BoxFuture<'static, Outcome> {
    Box::pin(async move {
        future
            .await
            .unwrap_or_else(|failure| Outcome::from(Input::Failed(failure)))
    })
}

/// Builds the change for a new state, with the events, interaction and request that the effects ask to store.
fn change(state: State, effects: &[Effect], findings: Findings, at: i64) -> Change {
    let mut change = Change {
        state,
        truncate_after: None,
        events: Vec::new(),
        interaction: None,
        rebuilt: None,
        at,
    };
    let mut events: Vec<_> = findings.events.into_iter().map(Some).collect();
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
        change.interaction = findings.interaction;
    }
    if effects.contains(&Effect::StoreRequest) {
        change.rebuilt = findings.rebuilt;
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
fn dice() -> f64 {
    use std::hash::{BuildHasher, RandomState};
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / (f64::from(u32::MAX) + 1.0)
}
