//! Delivery of webhook messages (contract section 12): signed, at least once, with retries and back-off.

mod signing;
mod target;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use interactions::WebhookState;
use tokio_util::sync::CancellationToken;

use crate::state::{Delivery, Store, StoreError};
pub(crate) use signing::{Jwk, Signer, new_secret};
pub(crate) use target::{addresses_of, check as check_target, client};

/// Back-off after the first failure; it doubles with each further one.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Maximum back-off.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);
/// How long delivery of a message is retried.
const GIVE_UP: Duration = Duration::from_secs(24 * 60 * 60);
/// Maximum number of concurrent deliveries.
const AT_ONCE: usize = 8;
/// Timeout for a receiver's response. Receivers have to respond quickly.
const ANSWER: Duration = Duration::from_secs(15);

/// Delivers messages to their receivers.
pub(crate) struct Webhooks {
    store: Store,
    signer: Signer,
    http: reqwest::Client,
    stop: CancellationToken,
}

impl Webhooks {
    /// Uses the record `store`; the signing key for receivers named in requests is in the folder `data`.
    pub(crate) fn new(store: Store, data: &Path) -> std::io::Result<Self> {
        Ok(Self {
            store,
            signer: Signer::of(data)?,
            http: target::client(ANSWER)?,
            stop: CancellationToken::new(),
        })
    }

    /// The public key with which receivers named in requests verify signatures.
    pub(crate) fn jwk(&self) -> &Jwk {
        self.signer.jwk()
    }

    /// Delivers due messages until [`Webhooks::stop`].
    pub(crate) async fn run(self: Arc<Self>) {
        loop {
            let wait = match self.deliver_due().await {
                Ok(wait) => wait,
                Err(error) => {
                    tracing::warn!(%error, "what webhooks are to be told cannot be read or noted");
                    FIRST_PAUSE
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => return,
                () = self.store.news() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Ends [`Webhooks::run`]. Messages in transit are sent again at the next start.
    pub(crate) fn stop(&self) {
        self.stop.cancel();
    }

    /// Sends due messages; returns the time until the next one is due.
    async fn deliver_due(&self) -> Result<Duration, StoreError> {
        loop {
            let due = self.store.due_deliveries(now(), AT_ONCE).await?;
            if due.is_empty() {
                break;
            }
            let mut attempts: FuturesUnordered<_> = due
                .into_iter()
                .map(|delivery| self.attempt(delivery))
                .collect();
            loop {
                tokio::select! {
                    () = self.stop.cancelled() => return Ok(LONGEST_PAUSE),
                    done = attempts.next() => match done {
                        Some(done) => done?,
                        None => break,
                    },
                }
            }
        }
        let next = self.store.next_delivery().await?;
        let wait = next.map_or(LONGEST_PAUSE, |next| {
            Duration::from_millis(u64::try_from(next - now()).unwrap_or(0))
        });
        Ok(wait.clamp(Duration::from_millis(1), LONGEST_PAUSE))
    }

    async fn attempt(&self, delivery: Delivery) -> Result<(), StoreError> {
        let Err(why) = self.send(&delivery).await? else {
            return self.store.end_delivery(&delivery.id).await;
        };
        let attempts = delivery.attempts.saturating_add(1);
        tracing::info!(message = %delivery.id, attempts, %why, "a webhook did not take a message");
        let due = now().saturating_add(millis(pause(attempts)));
        if due.saturating_sub(delivery.created) <= millis(GIVE_UP) {
            return self
                .store
                .postpone_delivery(&delivery.id, attempts, due)
                .await;
        }
        if let Some(webhook) = &delivery.webhook {
            let failing = |row: &mut crate::state::WebhookRow| {
                row.state = WebhookState::DisabledDueToFailedDeliveries;
            };
            self.store.change_webhook(webhook, failing).await?;
        }
        self.store.end_delivery(&delivery.id).await
    }

    /// Posts a message once. The inner error is the reason why delivery failed.
    async fn send(&self, delivery: &Delivery) -> Result<Result<(), String>, StoreError> {
        let timestamp = (now() / 1000).to_string();
        let signature = match &delivery.webhook {
            Some(webhook) => {
                let secrets = self.store.secrets(webhook).await?;
                signing::standard(&secrets, &delivery.id, &timestamp, &delivery.body)
            }
            None => self.signer.token(delivery),
        };
        let Ok(uri) = check_target(&delivery.uri) else {
            return Ok(Err("its address is not one that may be asked".to_owned()));
        };
        let request = self
            .http
            .post(uri)
            .header("content-type", "application/json")
            .header("webhook-id", &delivery.id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(delivery.body.clone());
        Ok(match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("it answered {}", answer.status())),
            // The URL may contain a secret.
            Err(error) => Err(error.without_url().to_string()),
        })
    }
}

/// The back-off after this many failures.
fn pause(attempts: u32) -> Duration {
    let doubled = 1u32
        .checked_shl(attempts.saturating_sub(1).min(31))
        .unwrap_or(u32::MAX);
    FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE)
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let seconds = [1, 2, 3, 12, 13, 40, u32::MAX].map(|attempts| pause(attempts).as_secs());
        assert_eq!(seconds, [1, 2, 4, 2048, 3600, 3600, 3600]);
    }
}
