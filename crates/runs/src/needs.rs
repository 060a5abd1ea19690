//! What the driver asks of whoever holds it: a record that lasts, a server to talk to, and care for the results.

use std::sync::Arc;

use futures::future::BoxFuture;
use ids::RunId;
use interactions::{Client, CreateInteraction, EnvironmentId, Interaction, StreamEvent};

use crate::ending::{Ending, Fault};
use crate::state::{State, Terms};

/// Why the record could not do what it was asked; its text says what happened and to what.
pub type RecordError = Box<dyn std::error::Error + Send + Sync>;

/// The lasting record of runs.
pub trait Record: Send + Sync + 'static {
    /// Every run that is not settled, oldest first.
    fn unsettled(&self) -> BoxFuture<'_, Result<Vec<RunId>, RecordError>>;

    /// A run as it was last stored.
    fn load(&self, run: RunId) -> BoxFuture<'_, Result<Stored, RecordError>>;

    /// Stores a change in ONE transaction: first removes events numbered above `truncate_after`, then inserts
    /// `events`, then replaces the state and what is derived from it. All or nothing; on disk when it returns.
    ///
    /// When it fails, the same change is given again after a while, so it must not matter if a failed call
    /// was carried out after all: inserting an event with a stored number replaces it.
    fn append<'a>(
        &'a self,
        run: RunId,
        change: &'a Change,
    ) -> BoxFuture<'a, Result<(), RecordError>>;

    /// Writes the create request of a run anew from what the record holds of the turns before it, for a server that no
    /// longer knows them: it names no interaction and no sandbox of theirs. Stores nothing: [`Record::append`] gets
    /// the result with the state that sends it. May be asked again after a crash.
    fn rebuild(&self, run: RunId) -> BoxFuture<'_, Result<Rebuilt, RecordError>>;

    /// Tells the screen about a change that was just stored. In order; returns at once.
    fn publish(&self, run: RunId, change: &Change);

    /// Tells the screen that a change cannot be stored (a full disk, a locked file). The run stands still and
    /// tries again; nothing is lost meanwhile. Returns at once.
    fn cannot_store(&self, run: RunId, error: &RecordError);
}

/// A run as it was last stored.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Where it stands ([`State::parse`] of the stored phase).
    pub state: State,
    /// The create request, exactly as it is to be sent.
    pub request: CreateInteraction,
    /// Which server it belongs to: `gemini` or `local`.
    pub engine: String,
}

/// A create request that was written anew.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// The request, exactly as it is to be sent.
    pub request: CreateInteraction,
    /// What it asks for.
    pub terms: Terms,
    /// What the record wants kept with it: what it carries of earlier turns, and what was left out.
    pub carried: serde_json::Value,
}

/// What is stored in one transaction, and then published.
#[derive(Clone, Debug)]
pub struct Change {
    /// The state from now on. [`State::to_json`] is the stored phase; the columns for the API's id, status,
    /// environment and "settled" are read off it.
    pub state: State,
    /// Stored events with a higher number are removed first.
    pub truncate_after: Option<u64>,
    /// New events, numbered without gaps.
    pub events: Vec<NewEvent>,
    /// The whole interaction as the server gave it: its steps replace those folded from events.
    pub interaction: Option<Box<Interaction>>,
    /// The request that replaces the one that was written.
    pub rebuilt: Option<Box<Rebuilt>>,
    /// When this was made, in milliseconds since the Unix epoch.
    pub at: i64,
}

/// An event that is to be stored.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Its number in the run, from 1.
    pub seq: u64,
    /// When it came, in milliseconds since the Unix epoch.
    pub received_at: i64,
    /// The event with its raw JSON and its id.
    pub event: StreamEvent,
}

/// Servers of the contract.
pub trait Servers: Send + Sync + 'static {
    /// A client for the server of this run, starting the server first when it is the local engine.
    ///
    /// It should not repeat calls by itself (`RetryPolicy::none()`): a run waits by its own rules, and shows it.
    ///
    /// # Errors
    /// A [`Fault`] when there is no server to talk to: no key ([`crate::OwnFault::NoKey`]), the engine does not start. The run
    /// waits and asks again; [`crate::Runs::network_back`] wakes it at once.
    fn client(&self, run: RunId) -> BoxFuture<'_, Result<Client, Fault>>;

    /// A request as it goes out: what is recorded, with what no record may hold, such as the keys of tool servers.
    ///
    /// # Errors
    /// A [`Fault`] when that cannot be had now. The create is then not sent, and the run waits and asks again.
    fn complete(
        &self,
        request: CreateInteraction,
    ) -> BoxFuture<'_, Result<CreateInteraction, Fault>> {
        Box::pin(std::future::ready(Ok(request)))
    }

    /// Brings to the server what a create needs there, such as files too large for it, and says in which sandbox it is.
    /// Only asked of requests whose terms say so ([`State::with_files_ahead`]); it must cost nothing, and may be asked
    /// again after a failure or a crash.
    ///
    /// # Errors
    /// The client's error. The create is then not sent, so nothing is in doubt.
    fn prepare<'a>(
        &'a self,
        run: RunId,
        client: &'a Client,
        request: &'a CreateInteraction,
    ) -> BoxFuture<'a, Result<EnvironmentId, interactions::Error>>;
}

/// What is done once a server is done with a run: files are listed and fetched, text is indexed, the person is
/// told.
pub trait Aftercare: Send + Sync + 'static {
    /// Does all of it. After a crash it is called again, also when it had finished: every part must be
    /// idempotent, above all telling the person.
    fn care(&self, task: AftercareTask) -> BoxFuture<'_, Result<(), AftercareError>>;
}

/// What the aftercare is given.
#[derive(Clone, Debug)]
pub struct AftercareTask {
    /// The run.
    pub run: RunId,
    /// Which server it belongs to: `gemini` or `local`.
    pub engine: String,
    /// How it ended. `stopped` says that the person stopped it and need not be told.
    pub ending: Ending,
    /// The state, for the API's id and the environment.
    pub state: Arc<State>,
    /// Tries before this one.
    pub attempt: u32,
    /// Nothing is tried after this one: tell the person now, whatever failed.
    pub last: bool,
}

/// Something that the aftercare could not do.
#[derive(Clone, Debug)]
pub struct AftercareError {
    /// What went wrong.
    pub fault: Fault,
    /// Whether it is worth trying again after a while.
    pub again: bool,
}
