//! Deletion at servers: each item is tried until it succeeds, does not exist, or is refused.

use std::time::Duration;

use interactions::{AgentId, Client, EnvironmentId, InteractionId, TriggerId};
use ledger::{Engine, Ledger, Removal, RemovalKind, RemovalState};

use crate::bridge::{self, BridgeError, ErrorCode, Patch};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::servers::server_name;

/// Number of items taken from the ledger at once.
const BATCH: u32 = 50;
/// Timeout of one call.
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// The first and the longest delay of the back-off in milliseconds; it doubles with each failure.
const BACKOFF: (i64, i64) = (5_000, 15 * 60 * 1_000);
/// Maximum number of items that are shown.
const SHOWN: usize = 300;

/// The result of one try.
enum Outcome {
    Done,
    Waits(BridgeError),
    Refused(BridgeError),
}

impl Core {
    /// Tries every item that is due. Returns the time at which the next is due.
    pub(super) async fn deliver_due(&self) -> Option<i64> {
        loop {
            let at = now();
            let due = match self
                .ledger(move |ledger| ledger.due_removals(at, BATCH))
                .await
            {
                Ok(due) => due,
                Err(error) => {
                    tracing::error!(%error, "what is to be deleted at servers cannot be read");
                    return Some(at + BACKOFF.1);
                }
            };
            if due.is_empty() {
                break;
            }
            for removal in due {
                if let Err(error) = self.deliver_one(removal).await {
                    tracing::error!(%error, "it cannot be noted what became of a deletion");
                    return Some(at + BACKOFF.0);
                }
            }
            self.push_removals().await;
        }
        self.ledger(Ledger::next_removal).await.unwrap_or_default()
    }

    async fn deliver_one(&self, removal: Removal) -> Result<()> {
        let key = removal.key;
        match self.try_to_remove(&removal).await {
            Outcome::Done => self.ledger(move |ledger| ledger.removal_is_done(key)).await,
            Outcome::Refused(problem) => {
                tracing::warn!(id = removal.id, %problem, "a server refuses to delete");
                let problem = stored_problem(&problem);
                self.ledger(move |ledger| ledger.removal_is_refused(key, &problem))
                    .await
            }
            Outcome::Waits(problem) => {
                let pause = BACKOFF.0 << removal.attempts.min(20);
                let due_at = now() + pause.min(BACKOFF.1);
                let problem = stored_problem(&problem);
                self.ledger(move |ledger| ledger.removal_waits(key, due_at, &problem))
                    .await
            }
        }
    }

    async fn try_to_remove(&self, removal: &Removal) -> Outcome {
        let origin = removal.origin.as_deref();
        let client = match self.client_for(removal.engine, origin).await {
            Ok(client) => client,
            Err(problem) => return Outcome::Waits(problem),
        };
        match tokio::time::timeout(CALL_TIMEOUT, remove(&client, removal)).await {
            Ok(Ok(())) => Outcome::Done,
            Ok(Err(interactions::Error::Api {
                status: 404 | 410, ..
            })) => Outcome::Done,
            Ok(Err(error)) => {
                let problem = errors::call(&error);
                // A refused key and a used-up quota can be resolved by the person.
                let is_mendable = error.is_retryable()
                    || matches!(problem.code, ErrorCode::WrongKey | ErrorCode::Quota);
                if is_mendable {
                    Outcome::Waits(problem)
                } else {
                    Outcome::Refused(problem)
                }
            }
            Err(_) => Outcome::Waits(errors::offline()),
        }
    }

    /// Sends the window the list of deletions at servers.
    pub(crate) async fn push_removals(&self) {
        match self.removals().await {
            Ok(removals) => self.screen.tell(Patch::Removals { removals }),
            Err(error) => tracing::warn!(%error, "what is to be deleted at servers cannot be read"),
        }
    }

    /// Returns the deletions at servers with their state.
    pub(crate) async fn removals(&self) -> Result<bridge::Removals> {
        let mut all = self.ledger(Ledger::removals).await?;
        all.sort_by_key(|removal| match removal.state {
            RemovalState::Refused => 0,
            RemovalState::Waiting => 1,
            RemovalState::Done => 2,
        });
        let count = |state| {
            let count = all.iter().filter(|removal| removal.state == state).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        Ok(bridge::Removals {
            waiting: count(RemovalState::Waiting),
            done: count(RemovalState::Done),
            refused: count(RemovalState::Refused),
            items: all
                .iter()
                .take(SHOWN)
                .map(|removal| self.view_of_removal(removal))
                .collect(),
        })
    }

    fn view_of_removal(&self, removal: &Removal) -> bridge::Removal {
        let at = match (removal.engine, &removal.origin) {
            (Engine::Local, _) => None,
            (Engine::Gemini, Some(base_url)) => Some(server_name(base_url)),
            (Engine::Gemini, None) => Some(server_name(&self.base_url())),
        };
        bridge::Removal {
            place: at,
            kind: match removal.kind {
                RemovalKind::Interaction => bridge::RemovalKind::Interaction,
                RemovalKind::Environment => bridge::RemovalKind::Environment,
                RemovalKind::Agent => bridge::RemovalKind::Agent,
                RemovalKind::Trigger => bridge::RemovalKind::Trigger,
            },
            id: removal.id.clone(),
            state: match removal.state {
                RemovalState::Waiting => bridge::RemovalState::Waiting,
                RemovalState::Done => bridge::RemovalState::Done,
                RemovalState::Refused => bridge::RemovalState::Refused,
            },
            problem: removal
                .problem
                .as_deref()
                .and_then(|problem| serde_json::from_str(problem).ok()),
        }
    }
}

/// Deletes one item; a running interaction is cancelled first, so that it costs nothing more.
async fn remove(client: &Client, removal: &Removal) -> Result<(), interactions::Error> {
    match removal.kind {
        RemovalKind::Interaction => {
            let id = InteractionId::from(removal.id.clone());
            if removal.running
                && let Err(error) = client.cancel(&id).await
            {
                // An interaction that has ended cannot be cancelled, but is deleted all the same.
                tracing::info!(%error, "a deleted run was not cancelled");
            }
            client.delete(&id).await
        }
        RemovalKind::Environment => {
            let id = EnvironmentId::from(removal.id.clone());
            client.environments().delete(&id).await
        }
        RemovalKind::Agent => {
            let id = AgentId::from(removal.id.clone());
            client.agents().delete(&id).await
        }
        RemovalKind::Trigger => {
            let id = TriggerId::from(removal.id.clone());
            client.triggers().delete(&id).await
        }
    }
}

/// Serialises a problem to be stored. It contains no words of the person.
fn stored_problem(problem: &BridgeError) -> String {
    serde_json::to_string(problem).unwrap_or_default()
}
