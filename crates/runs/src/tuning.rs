//! Timing of the driver: batching of events, timeouts, and retries of a failed store.

use std::time::Duration;

use crate::limits::Limits;

/// Timing of the driver, and the limits of the machine.
#[derive(Clone, Debug)]
pub struct Tuning {
    /// The limits that the machine decides by.
    pub limits: Limits,
    /// Duration for which events are gathered before they are stored together: one frame of the screen.
    pub gather: Duration,
    /// Maximum number of events in one batch.
    pub gather_events: usize,
    /// Length of one silent period: the time without data after which [`Input::Silence`](crate::Input::Silence) is
    /// given.
    pub silence: Duration,
    /// Timeout for the answer to a poll, to a cancel, and to the opening of a stream to begin.
    pub answer: Duration,
    /// Maximum time for which a shutdown waits for the answer to a create that is under way.
    pub grace: Duration,
    /// The first and the longest delay before a change that could not be stored is stored again.
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
