//! The inputs of the machine: answers of the server, timers, and commands of the person.

use crate::ending::Fault;
use crate::state::Terms;

/// An input of the machine.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// The run is stored and may be sent.
    Start,
    /// Errand was started again, or the run was taken up again; no work is in progress.
    Restarted,
    /// Everything that the create needs is on the server.
    Prepared {
        /// The sandbox that holds it.
        environment_id: String,
    },
    /// The create request was rebuilt from the record; it names nothing that only the server keeps.
    Rebuilt {
        /// The terms of the rebuilt request.
        terms: Terms,
    },
    /// The create was answered with an interaction instead of a stream.
    Accepted(Snapshot),
    /// Events of the open stream, in order.
    Events(Vec<EventSummary>),
    /// The open stream ended.
    StreamEnded(StreamEnd),
    /// The open stream has been silent for one period.
    Silence,
    /// The interaction was fetched.
    Polled(Snapshot),
    /// The server answered the request to stop.
    Cancelled(Snapshot),
    /// The work in progress failed: preparing, rebuilding, the create, opening a stream, a poll, or a cancel.
    Failed(Failure),
    /// The wait is over.
    TimerFired,
    /// The network is back, or the server has become usable (a key was given, the engine started).
    NetworkBack,
    /// The person asks to check the server now.
    CheckAgain,
    /// The person asks to send the request again, knowing that it may have arrived already.
    SendAgain,
    /// The person pressed Stop.
    StopPressed,
    /// All files of the run are safe, and the person was told.
    AftercareDone,
    /// The aftercare failed.
    AftercareFailed {
        /// The error.
        fault: Fault,
        /// True if another attempt may succeed.
        again: bool,
    },
}

/// The parts of an event that the machine needs. The event itself stays with the driver.
#[derive(Clone, Debug, PartialEq)]
pub struct EventSummary {
    /// The event's id, if it carries one.
    pub event_id: Option<String>,
    /// A hash of the raw JSON: equal for byte-equal events.
    pub fingerprint: u64,
    /// Type and content of the event.
    pub kind: EventKind,
}

/// The type of an event (contract 8.2), with the content that the machine needs.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
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
    /// Any other event, known to this version or not.
    Other,
}

impl EventKind {
    pub(crate) fn is_created(&self) -> bool {
        matches!(self, EventKind::Created(_))
    }

    pub(crate) fn is_step(&self) -> bool {
        matches!(self, EventKind::Step)
    }
}

/// The parts of an interaction that the machine needs; every field may be missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The API's id of the interaction.
    pub id: Option<String>,
    /// The status word as it came (contract 4.1).
    pub status: Option<String>,
    /// True if the interaction came with its steps.
    pub has_steps: bool,
    /// The first error of the interaction.
    pub fault: Option<Fault>,
    /// The API's id of the sandbox.
    pub environment_id: Option<String>,
    /// The token for the next request, with status `requires_continuation`.
    pub continuation_token: Option<String>,
}

/// The end of a stream.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEnd {
    /// The stream ended with `[DONE]` or at the end of the body.
    Clean,
    /// The connection broke.
    Cut(Failure),
}

/// A call that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The class of the failure, which decides how the run goes on.
    pub class: FailureClass,
    /// The error.
    pub fault: Fault,
    /// The server's `Retry-After`, in milliseconds.
    pub retry_after: Option<u64>,
}

/// The class of a failed call, which decides how the run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureClass {
    /// No connection was made, so nothing arrived at the server.
    NoNetwork,
    /// No server could be called (no key, engine not running); nothing was sent.
    NoServer,
    /// The request was sent; no answer came.
    Unanswered,
    /// The server answered with this HTTP status.
    Answered(u16),
    /// The server rejects the key.
    KeyRefused,
    /// The answer has the wrong form: it is neither an interaction nor a stream.
    Unreadable,
    /// Not sent, because the contract forbids such a request.
    Forbidden,
}

/// The time of an input and a random number; the machine has no clock and no random numbers of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// Milliseconds since the Unix epoch.
    pub ms: i64,
    /// A random number from 0 up to, not including, 1.
    pub random: f64,
}
