//! The life of a run: a pure state machine, and the driver that performs its effects.
//!
//! [`step`] is the machine: it takes a [`State`] and an [`Input`] and returns the next state and the [`Effect`]s. It
//! uses no network, no clock and no random numbers of its own, so all hard cases are tested on it.
//!
//! [`Runs`] is the driver: one task per live run, which stores each new state together with the events that led to
//! it, and only then performs the effects. It reaches everything outside this crate through three traits:
//! [`Record`], [`Servers`] and [`Aftercare`].

mod effect;
mod ending;
mod failure;
mod input;
mod limits;
mod log;
mod machine;
mod needs;
mod own_fault;
mod runs;
mod state;
mod task;
mod translate;
mod tuning;
mod work;

pub use effect::Effect;
pub use ending::{Ending, Fault, Outcome, is_refusal};
pub use ids::RunId;
pub use input::{EventKind, EventSummary, Failure, FailureClass, Input, Now, Snapshot, StreamEnd};
pub use limits::Limits;
pub use log::{Log, Mark};
pub use machine::step;
pub use needs::{
    Aftercare, AftercareError, AftercareTask, Change, NewEvent, Rebuilt, Record, RecordError,
    Servers, Stored,
};
pub use own_fault::OwnFault;
pub use runs::{Error, Runs};
pub use state::{Aim, Doubt, Follow, Hop, Next, Phase, Reason, State, Terms, UnreadableState};
pub use tuning::Tuning;
