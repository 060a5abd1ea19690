//! What the machine is told: what the server said, what the clock did, what the person wants.

use crate::ending::Fault;
use crate::state::Terms;

/// One thing that happened to a run.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The run was written down and may be sent.
    Start,
    /// Errand was started again, or the run was taken up again; nothing is in progress.
    Restarted,
    /// Everything that the create needs at the server is there.
    Prepared {
        /// The sandbox that it is in.
        environment_id: String,
    },
    /// The create request was written anew from the record; it leans on nothing that the server keeps.
    Rebuilt {
        /// What it asks for.
        terms: Terms,
    },
    /// The create was answered with an interaction instead of a stream.
    Accepted(Snapshot),
    /// Events of the open stream, in order.
    Events(Vec<Seen>),
    /// The open stream ended.
    StreamEnded(End),
    /// The open stream has been silent for one period.
    Silence,
    /// The interaction was fetched.
    Polled(Snapshot),
    /// The server answered the request to stop.
    Cancelled(Snapshot),
    /// What was being done failed: the preparation, the rebuilding, the create, the opening of a stream, a look, or a stop.
    Failed(Failure),
    /// The wait is over.
    TimerFired,
    /// The network is back, or the server has become usable (a key was given, the engine started).
    NetworkBack,
    /// The person wants to know now.
    CheckAgain,
    /// The person wants the request sent again, knowing that it may have arrived already.
    SendAgain,
    /// The person wants the run to end.
    StopPressed,
    /// Everything the run made is safe, and the person was told.
    AftercareDone,
    /// Something the run made could not be brought to safety.
    AftercareFailed {
        /// What went wrong.
        fault: Fault,
        /// Whether it is worth trying again.
        again: bool,
    },
}

/// An event as far as the machine cares. The event itself stays with the driver.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The event's id, if it carries one.
    pub event_id: Option<String>,
    /// Equal for byte-equal events.
    pub fingerprint: u64,
    /// What it says.
    pub kind: Kind,
}

/// What an event says (contract 8.2).
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `interaction.created`.
    Created(Snapshot),
    /// `interaction.status_update`.
    Status(Snapshot),
    /// `step.start`, `step.delta` or `step.stop`.
    Step,
    /// `interaction.completed`: the end, whatever its status.
    Completed(Snapshot),
    /// `error`, or a refusal as a bare JSON line.
    Error(Fault),
    /// Anything else, known or not.
    Other,
}

impl Kind {
    pub(crate) fn is_created(&self) -> bool {
        matches!(self, Kind::Created(_))
    }

    pub(crate) fn is_step(&self) -> bool {
        matches!(self, Kind::Step)
    }
}

/// An interaction as far as the machine cares; all of it may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The API's id.
    pub id: Option<String>,
    /// The status word as it came (contract 4.1).
    pub status: Option<String>,
    /// Whether it brings its steps with it.
    pub has_steps: bool,
    /// The first of its errors.
    pub fault: Option<Fault>,
    /// The sandbox it runs in.
    pub environment_id: Option<String>,
    /// With `requires_continuation`: the token to go on with.
    pub continuation_token: Option<String>,
}

/// How a stream ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// With `[DONE]` or at the end of the body.
    Clean,
    /// By an error of the connection.
    Cut(Failure),
}

/// A call that did not give what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// What it means for going on.
    pub class: Class,
    /// What was said.
    pub fault: Fault,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after: Option<u64>,
}

/// What a failed call means for going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// No connection was made: nothing arrived.
    NoNetwork,
    /// There was no server to ask (no key, engine not running): nothing was sent.
    NoServer,
    /// The request left; no answer came.
    Unanswered,
    /// The server answered with an HTTP error.
    Answered(u16),
    /// The server does not take the key.
    KeyRefused,
    /// The answer was not what this call gives: not an interaction, not a stream.
    Unreadable,
    /// Not sent, because the contract forbids such a request.
    Forbidden,
}

/// The moment at which something happened. The machine has no clock and no dice of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// Milliseconds since the Unix epoch.
    pub ms: i64,
    /// A random number from 0 up to, not including, 1.
    pub dice: f64,
}
