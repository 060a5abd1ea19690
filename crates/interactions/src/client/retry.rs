//! When a call is sent again, and after how long (contract section 1.5).

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use crate::error::Error;

/// How often and how patiently a call is repeated.
///
/// The default is that of the official SDKs: five attempts, 500 ms doubling up to 8 s, less a random quarter; the
/// server's `Retry-After` goes first. A call that makes something is repeated only when the connection was never
/// made, see [`RetryPolicy::repeat_creates`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call is sent in all; 0 and 1 mean once.
    pub attempts: u32,
    /// The delay before the second attempt.
    pub first_delay: Duration,
    /// The longest delay that is computed.
    pub longest_delay: Duration,
    /// The longest `Retry-After` that is waited for; a longer one ends the attempts with the server's error.
    pub longest_retry_after: Duration,
    /// Whether calls that make something are repeated even when the first one may have arrived. Each may then be
    /// carried out, and billed, more than once.
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
    /// Every call is sent once: for callers with a back-off of their own.
    pub fn none() -> Self {
        Self {
            attempts: 1,
            ..Self::default()
        }
    }

    /// How long to wait before the next attempt after `attempt` failed ones; `None` gives up.
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

/// A number from 0 to 1; the hasher's keys are random and differ from call to call.
fn random_fraction() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    (bits >> 11) as f64 / (1u64 << 53) as f64
}
