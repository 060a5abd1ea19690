//! Retries and back-off of calls (contract section 1.5).

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::error::Error;

/// The retry policy of calls.
///
/// The default is that of the official SDKs: five attempts, 500 ms doubling up to 8 s, minus up to a quarter of
/// jitter; the server's `Retry-After` takes precedence. A call that creates something is retried only if the
/// connection was never made, see [`RetryPolicy::repeat_creates`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Maximum number of attempts; 0 and 1 mean a single one.
    pub attempts: u32,
    /// The back-off before the second attempt.
    pub first_delay: Duration,
    /// Maximum computed back-off.
    pub longest_delay: Duration,
    /// Maximum `Retry-After` that is waited for; a longer one ends the attempts with the server's error.
    pub longest_retry_after: Duration,
    /// Also retries calls that create something even if the first attempt may have arrived. Each attempt may then be
    /// carried out, and billed.
    pub repeat_creates: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 5,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(60),
            repeat_creates: false,
        }
    }
}

impl RetryPolicy {
    /// A single attempt per call: for callers with a back-off of their own.
    pub fn none() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }

    /// The back-off after `attempt` failed attempts; `None` to give up.
    pub(crate) fn delay(&self, attempt: u32, error: &Error, repeatable: bool) -> Option<Duration> {
        if attempt >= self.attempts {
            return None;
        }
        let safe = repeatable || self.repeat_creates || error.certainly_not_sent();
        if !safe || !error.is_retryable() {
            return None;
        }
        if let Some(asked) = error.retry_after().filter(|asked| !asked.is_zero()) {
            return (asked <= self.longest_retry_after).then_some(asked);
        }
        let doubled = self.first_delay.saturating_mul(1 << (attempt - 1).min(20));
        let delay = doubled.min(self.longest_delay);
        Some(delay - delay.mul_f64(0.25 * random_fraction()))
    }
}

/// A random number from 0 to 1; the hasher's keys are random and differ from call to call.
fn random_fraction() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    (bits >> 11) as f64 / (1u64 << 53) as f64
}
