//! The back-off, the tolerance for errors, and the upper limits of a run.

use crate::input::Now;

/// The limits that the machine decides by. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The first delay of a back-off; it doubles with each attempt.
    pub first_delay: u64,
    /// The longest delay of a back-off.
    pub longest_delay: u64,
    /// The longest `Retry-After` that is honoured; a longer one is cut to this.
    pub longest_retry_after: u64,
    /// The first and the longest delay between two polls of a working job.
    pub poll: (u64, u64),
    /// Creates turned away with 408, 429 or 503 after which the run fails.
    pub create_refusals: u32,
    /// Consecutive connections without a new event after which the run is only polled.
    pub barren_connections: u32,
    /// Time after the create during which a 404 is taken for "not visible yet" (contract 16.2).
    pub early_404: i64,
    /// Consecutive 404s that are tolerated within that time.
    pub early_404_tries: u32,
    /// Consecutive polls answered with an error after which the run becomes unconfirmed.
    pub poll_refusals: u32,
    /// Consecutive polls with a status unknown to this version after which the run becomes unconfirmed.
    pub unknown_polls: u32,
    /// Consecutive polls of an answer (not a job) that lost its connection and is still going.
    pub answer_polls: u32,
    /// Polls of an answer after an `error` event in its stream.
    pub truth_polls: u32,
    /// Polls for what a finished stream left out.
    pub whole_tries: u32,
    /// Attempts to cancel, and polls for the confirmation that the job stopped.
    pub stop_tries: u32,
    /// Consecutive silent periods after which the connection of an answer is given up.
    pub answer_silences: u32,
    /// Silent periods after which a create without an answer becomes unconfirmed.
    pub create_silences: u32,
    /// Maximum number of continuations of one answer (contract 4.3).
    pub hops: u32,
    /// Attempts of the aftercare.
    pub aftercare_tries: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            first_delay: 500,
            longest_delay: 30_000,
            longest_retry_after: 3_600_000,
            poll: (2_000, 10_000),
            create_refusals: 6,
            barren_connections: 4,
            early_404: 120_000,
            early_404_tries: 30,
            poll_refusals: 60,
            unknown_polls: 360,
            answer_polls: 90,
            truth_polls: 5,
            whole_tries: 5,
            stop_tries: 12,
            answer_silences: 4,
            create_silences: 20,
            hops: 8,
            aftercare_tries: 8,
        }
    }
}

impl Limits {
    /// Returns the back-off before attempt number `attempt` (from 0): it doubles up to the longest delay, minus a
    /// jitter of up to a quarter, so that many runs do not ask at once.
    #[must_use]
    pub fn back_off(&self, attempt: u32, now: Now) -> u64 {
        let doubled = self.first_delay.saturating_mul(1 << attempt.min(20));
        jitter(doubled.min(self.longest_delay), now)
    }

    /// Returns the delay before the next poll of a working run, after `polls` polls, with jitter.
    #[must_use]
    pub fn poll_delay(&self, polls: u32, now: Now) -> u64 {
        let (first, most) = self.poll;
        jitter(first.saturating_mul(1 << polls.min(20)).min(most), now)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "delays are far below 2^52 ms and the factor lies between 0.75 and 1"
)]
fn jitter(delay: u64, now: Now) -> u64 {
    (delay as f64 * (1.0 - now.random.clamp(0.0, 1.0) / 4.0)) as u64
}
