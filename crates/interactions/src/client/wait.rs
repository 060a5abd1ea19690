//! Polling for the end of an interaction (contract section 4.2).

use std::time::Duration;

use tokio::time::Instant;

use super::Client;
use crate::error::{Error, Result, Wait};
use crate::types::{Interaction, InteractionId, Status};

/// How an interaction is polled whose stream is not available.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PollPolicy {
    /// Interval between two polls.
    pub every: Duration,
    /// How long to tolerate a status that is unknown to this version (section 4.1).
    pub unknown_status: Duration,
    /// How long a connection that is kept alive by SSE comments may deliver no event before it is given up.
    pub silence: Duration,
}

impl Default for PollPolicy {
    /// Polls every ten seconds, as the contract's examples do; 30 minutes for an unknown status; 10 minutes of
    /// silence.
    fn default() -> Self {
        Self {
            every: Duration::from_secs(10),
            unknown_status: Duration::from_secs(30 * 60),
            silence: Duration::from_secs(10 * 60),
        }
    }
}

impl Client {
    /// Polls until the interaction is terminal or idle, however long it takes, and returns it with its whole timeline
    /// (contract section 4.2). Terminal does not mean success: check the status.
    ///
    /// # Errors
    ///
    /// Five consecutive transient errors are tolerated, or as many as [`RetryPolicy`](super::RetryPolicy) has
    /// attempts if that is more; 404 counts as transient, because it was seen to occur just after a create. A status
    /// that is unknown to this version is tolerated for [`PollPolicy::unknown_status`] and then is an
    /// [`Error::Timeout`].
    pub async fn wait(&self, id: &InteractionId) -> Result<Interaction> {
        let mut unknown_since = None;
        let mut failures = 0;
        loop {
            let error = match self.get(id).await {
                Ok(interaction)
                    if interaction
                        .status
                        .as_ref()
                        .is_some_and(Status::ends_polling) =>
                {
                    return Ok(interaction);
                }
                Ok(interaction) => {
                    failures = 0;
                    if !matches!(interaction.status, Some(Status::Other(_))) {
                        unknown_since = None;
                    } else if unknown_since.get_or_insert_with(Instant::now).elapsed()
                        > self.inner.poll.unknown_status
                    {
                        return Err(Error::Timeout {
                            wait: Wait::End,
                            limit: self.inner.poll.unknown_status,
                        });
                    }
                    tokio::time::sleep(self.inner.poll.every).await;
                    continue;
                }
                Err(error) => error,
            };
            // A 404 just after a create was seen to be transient (section 16, item 2).
            failures += 1;
            let passing = error.is_retryable() || error.is_not_found();
            if !passing || failures >= self.inner.retry.attempts.max(5) {
                return Err(error);
            }
            let asked = error.retry_after().unwrap_or_default();
            if asked > self.inner.retry.longest_retry_after {
                return Err(error);
            }
            tracing::debug!(%error, failures, "the interaction is looked at again");
            tokio::time::sleep(asked.max(self.inner.poll.every)).await;
        }
    }
}
