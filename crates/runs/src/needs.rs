//! The traits that the driver needs: a lasting record, a client for the server, and the aftercare of the results.

use std::sync::Arc;

use futures::future::BoxFuture;
use ids::RunId;
use interactions::{Client, CreateInteraction, EnvironmentId, Interaction, StreamEvent};

use crate::ending::{Ending, Fault};
use crate::state::{State, Terms};

/// An error of the record; its text says what failed and on what.
pub type RecordError = Box<dyn std::error::Error + Send + Sync>;

/// The lasting record of runs.
pub trait Record: Send + Sync + 'static {
    /// Returns every run that is not settled, oldest first.
    fn unsettled(&self) -> BoxFuture<'_, Result<Vec<RunId>, RecordError>>;

    /// Loads a run as it was last stored.
    fn load(&self, run: RunId) -> BoxFuture<'_, Result<Stored, RecordError>>;

    /// Stores a change in ONE transaction: first removes events numbered above `truncate_after`, then inserts
    /// `events`, then replaces the state and the columns derived from it. All or nothing; it is on disk when this
    /// returns.
    ///
    /// After an error the driver calls this again with the same change, so it must be idempotent, also if the failed
    /// call was carried out after all: inserting an event with a stored number replaces it.
    fn append<'a>(
        &'a self,
        run: RunId,
        change: &'a Change,
    ) -> BoxFuture<'a, Result<(), RecordError>>;

    /// Rebuilds the create request of a run from what the record holds of the turns before it, for a server that no
    /// longer knows them: the result names no interaction and no sandbox of theirs. Stores nothing:
    /// [`Record::append`] gets the result with the state that sends it. May be called again after a crash.
    fn rebuild(&self, run: RunId) -> BoxFuture<'_, Result<Rebuilt, RecordError>>;

    /// Tells the screen about a change that was just stored. Called in order; returns at once.
    fn publish(&self, run: RunId, change: &Change);

    /// Tells the screen that a change cannot be stored (a full disk, a locked file). The run stands still and tries
    /// again; nothing is lost meanwhile. Returns at once.
    fn cannot_store(&self, run: RunId, error: &RecordError);
}

/// A run as it was last stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The state ([`State::parse`] of the stored phase).
    pub state: State,
    /// The create request, exactly as it is to be sent.
    pub request: CreateInteraction,
    /// The server the run belongs to: `gemini` or `local`.
    pub engine: String,
}

/// A create request that was rebuilt from the record.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// The request, exactly as it is to be sent.
    pub request: CreateInteraction,
    /// The terms of the request.
    pub terms: Terms,
    /// Data of the record's own that is stored with the request: what it carries of earlier turns, and what was left
    /// out.
    pub carried: serde_json::Value,
}

/// The content of one transaction, which is published after it is stored.
#[derive(Clone, Debug)]
pub struct Change {
    /// The new state. [`State::to_json`] is the stored phase; the columns for the API's id, status, environment and
    /// "settled" are derived from it.
    pub state: State,
    /// Remove stored events with a higher number first; `None` removes none.
    pub truncate_after: Option<u64>,
    /// New events, numbered without gaps.
    pub events: Vec<NewEvent>,
    /// The whole interaction as the server returned it: its steps replace those folded from events.
    pub interaction: Option<Box<Interaction>>,
    /// The rebuilt request that replaces the stored one.
    pub rebuilt: Option<Box<Rebuilt>>,
    /// Time of the change, in milliseconds since the Unix epoch.
    pub at: i64,
}

/// An event to be stored.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// The event's number in the run, from 1.
    pub seq: u64,
    /// Time of arrival, in milliseconds since the Unix epoch.
    pub received_at: i64,
    /// The event with its raw JSON and its id.
    pub event: StreamEvent,
}

/// Access to the servers that speak the contract.
pub trait Servers: Send + Sync + 'static {
    /// Returns a client for the server of this run; starts the server first when it is the local engine.
    ///
    /// The client should not retry by itself (`RetryPolicy::none()`): the run waits by its own rules, and shows it.
    ///
    /// # Errors
    /// A [`Fault`] when no server can be called: no key ([`crate::OwnFault::NoKey`]), or the engine does not start.
    /// The run waits and tries again; [`crate::Runs::network_back`] wakes it at once.
    fn client(&self, run: RunId) -> BoxFuture<'_, Result<Client, Fault>>;

    /// Completes a recorded request with what no record may hold, such as the keys of tool servers.
    ///
    /// # Errors
    /// A [`Fault`] when such a value cannot be had now. The create is then not sent, and the run waits and tries
    /// again.
    fn complete(
        &self,
        request: CreateInteraction,
    ) -> BoxFuture<'_, Result<CreateInteraction, Fault>> {
        Box::pin(std::future::ready(Ok(request)))
    }

    /// Puts what a create needs onto the server, such as files too large for the request, and returns the sandbox
    /// that holds it. Only called for requests whose terms say so ([`State::with_files_ahead`]); it must cost
    /// nothing, and may be called again after a failure or a crash.
    ///
    /// # Errors
    /// The client's error. The create is then not sent, so the run is not in doubt.
    fn prepare<'a>(
        &'a self,
        run: RunId,
        client: &'a Client,
        request: &'a CreateInteraction,
    ) -> BoxFuture<'a, Result<EnvironmentId, interactions::Error>>;
}

/// The work after the server is done with a run: files are listed and fetched, text is indexed, the person is told.
pub trait Aftercare: Send + Sync + 'static {
    /// Does all of it. After a crash it is called again, even if it had finished: every part must be idempotent,
    /// above all telling the person.
    fn care(&self, task: AftercareTask) -> BoxFuture<'_, Result<(), AftercareError>>;
}

/// The input of [`Aftercare::care`].
#[derive(Clone, Debug)]
pub struct AftercareTask {
    /// The run.
    pub run: RunId,
    /// The server the run belongs to: `gemini` or `local`.
    pub engine: String,
    /// How the run ended. With `stopped` the person stopped it and need not be told.
    pub ending: Ending,
    /// The run's state, for the API's id and the environment.
    pub state: Arc<State>,
    /// Number of attempts before this one.
    pub attempt: u32,
    /// True if this is the last attempt: tell the person now, whatever failed.
    pub last: bool,
}

/// An error of the aftercare.
#[derive(Clone, Debug)]
pub struct AftercareError {
    /// What failed.
    pub fault: Fault,
    /// True if another attempt after a while may succeed.
    pub again: bool,
}
