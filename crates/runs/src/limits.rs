//! How patient a run is: back-off, tolerance and upper limits.

use crate::input::Now;

/// The numbers behind the machine's decisions. Times are milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The first delay of a back-off; it doubles with each try.
    pub first_delay: u64,
    /// The ceiling of a back-off.
    pub longest_delay: u64,
    /// The most that a server's `Retry-After` is believed.
    pub longest_retry_after: u64,
    /// Between two looks at a working job, at first and at most.
    pub poll: (u64, u64),
    /// Creates turned away with 408, 429 or 503 before the run fails.
    pub create_refusals: u32,
    /// Connections in a row without a new event before the run is only polled.
    pub barren_connections: u32,
    /// How long after the create a 404 is taken for "not visible yet" (contract 16.2).
    pub early_404: i64,
    /// 404s in a row that are tolerated within that time.
    pub early_404_tries: u32,
    /// Answers in a row that are errors before a run is left to the person.
    pub poll_refusals: u32,
    /// Looks in a row with a status this version does not know.
    pub unknown_polls: u32,
    /// Looks in a row at an answer (not a job) that lost its connection and is still going.
    pub answer_polls: u32,
    /// Looks at an answer after an error in its stream.
    pub truth_polls: u32,
    /// Tries to get what a finished stream left out.
    pub whole_tries: u32,
    /// Tries to stop, and looks at whether it stopped.
    pub stop_tries: u32,
    /// Silent periods in a row after which an answer's connection is given up.
    pub answer_silences: u32,
    /// Silent periods after which a create without an answer is unconfirmed.
    pub create_silences: u32,
    /// Continuations of one answer.
    pub hops: u32,
    /// Tries of the aftercare.
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
    /// The delay before try number `attempt` (from 0): doubling up to the ceiling, less up to a quarter
    /// by chance, so that many runs do not ask at once.
    #[must_use]
    pub fn back_off(&self, attempt: u32, now: Now) -> u64 {
        let doubled = self.first_delay.saturating_mul(1 << attempt.min(20));
        jitter(doubled.min(self.longest_delay), now)
    }

    /// The delay before the next look at a working run, after `polls` looks.
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
    (delay as f64 * (1.0 - now.dice.clamp(0.0, 1.0) / 4.0)) as u64
}
