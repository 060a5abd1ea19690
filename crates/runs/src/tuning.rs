//! How the driver spends time: how much it gathers before storing, and when it takes a connection for dead.

use std::time::Duration;

use crate::limits::Limits;

/// The driver's numbers.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// The machine's numbers.
    pub limits: Limits,
    /// How long events are gathered before they are stored together: one frame of the screen.
    pub gather: Duration,
    /// How many events are gathered at most.
    pub gather_events: usize,
    /// How long an open connection may bring nothing before that counts as one silent period.
    pub silence: Duration,
    /// How long a look, a stop, or the opening of a stream may take until its answer begins.
    pub answer: Duration,
    /// How long a shutdown waits for the answer of a create that is under way.
    pub grace: Duration,
    /// The first and the longest delay before a change that could not be stored is tried again.
    pub store_again: (Duration, Duration),
}

impl Default for Tuning {
    fn default() -> Self {
        Tuning {
            limits: Limits::default(),
            gather: Duration::from_millis(16),
            gather_events: 256,
            silence: Duration::from_secs(30),
            answer: Duration::from_secs(60),
            grace: Duration::from_secs(3),
            store_again: (Duration::from_millis(500), Duration::from_secs(30)),
        }
    }
}
