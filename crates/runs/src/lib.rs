//! The life of a run: a pure state machine, and the driver that performs its effects.
//!
//! [`step`] is the machine: a [`State`] and an [`Input`] give the next state and the [`Effect`]s. It has no
//! network, no clock and no dice; all hard cases are tested on it.

mod effect;
mod input;
mod limits;
mod log;
mod machine;
mod state;

pub use effect::Effect;
pub use input::{Class, End, Failure, Input, Kind, Now, Seen, Snapshot};
pub use limits::Limits;
pub use log::{Log, Mark};
pub use machine::step;
pub use state::{
    Action, Aim, Doubt, Ending, Fault, Follow, Hop, Next, Outcome, Phase, Reason, State, Terms,
    UnreadableState,
};
