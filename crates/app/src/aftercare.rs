//! The aftercare of a run, once its server is done: files and media are fetched and kept, then the person is told.

mod addresses;
mod fetches;
mod fetching;
mod keyed_tasks;
mod listed_paths;
mod listing;
mod media;
mod on_request;
mod progress;
mod sandbox_before;
mod unasked;
mod write_steps;

use futures::future::BoxFuture;
use interactions::{EnvironmentId, Step};
use ledger::{Notice, RunId, RunUpdate};
use runs::{Aftercare, AftercareError, AftercareTask, OwnFault};

pub(crate) use fetches::{FetchTarget, Fetches};
pub(crate) use keyed_tasks::KeyedTasks;
pub(crate) use media::store_inline;

use screen::lock;
use screen::view::turn;

use crate::bridge::{BridgeError, ErrorCode};
use crate::core::Core;
use crate::errors::Result;
use crate::servers::fault_with_message;

impl Aftercare for Core {
    fn care(&self, task: AftercareTask) -> BoxFuture<'_, Result<(), AftercareError>> {
        Box::pin(async move {
            let run = task.run;
            let fetched = self.fetch_results(run, &task).await;
            match fetched {
                Ok(()) => {}
                Err((error, again)) if again && !task.last => {
                    return Err(aftercare_error(&error, true));
                }
                Err((error, _)) => {
                    tracing::warn!(%run, %error, "not all that a run made could be brought to safety");
                    self.make_notice_due(run, &task)
                        .await
                        .map_err(|error| aftercare_error(&error, true))?;
                    return Err(aftercare_error(&error, false));
                }
            }
            self.make_notice_due(run, &task)
                .await
                .map_err(|error| aftercare_error(&error, true))
        })
    }
}

fn aftercare_error(error: &BridgeError, again: bool) -> AftercareError {
    let own = match error.code {
        ErrorCode::DiskFull => OwnFault::DiskFull,
        ErrorCode::SandboxGone => OwnFault::SandboxGone,
        _ => OwnFault::Files,
    };
    AftercareError {
        fault: fault_with_message(own, error),
        again,
    }
}

/// An error, and whether another attempt may help.
type AftercareFailure = (BridgeError, bool);

impl Core {
    /// Keeps media and fetches files.
    async fn fetch_results(
        &self,
        run: RunId,
        task: &AftercareTask,
    ) -> Result<(), AftercareFailure> {
        let stays = |error: BridgeError| (error, false);
        let steps = self.steps_of(run).await.map_err(stays)?;
        let media = self.keep_media(run, &steps).await;
        let files = async {
            match task.state.environment_id.as_deref() {
                Some(environment) if task.state.terms.sandbox => {
                    self.fetch_files(run, &EnvironmentId::from(environment))
                        .await
                }
                _ => Ok(()),
            }
        };
        let (files, addresses) = tokio::join!(files, self.keep_addresses(run, &steps));
        if let Err(error) = addresses {
            tracing::warn!(%run, %error, "where an answer's redirects lead cannot be kept");
        }
        self.files.unread.notify_one();
        media.and(files)
    }

    /// Returns the steps of a run, live or stored.
    async fn steps_of(&self, run: RunId) -> Result<Vec<Step>> {
        if let Some(live) = self.screen.live_runs().get(run) {
            return Ok(lock(&live).steps().to_vec());
        }
        let stored = self.ledger(move |ledger| ledger.steps(run)).await?;
        Ok(turn::parse(&stored))
    }

    /// Makes the run's notice due, unless the person knows already.
    async fn make_notice_due(&self, run: RunId, task: &AftercareTask) -> Result<()> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await?;
        let Some(row) = row.filter(|row| row.notice == Notice::None) else {
            return Ok(());
        };
        let is_known = task.ending.stopped || self.on_screen().await == Some(row.conversation_id);
        let update = RunUpdate {
            notice: Some(if is_known {
                Notice::Silent
            } else {
                Notice::Due
            }),
            unread: (!is_known).then_some(true),
            ..RunUpdate::default()
        };
        self.ledger(move |ledger| ledger.update(run, &update))
            .await?;
        self.screen.line_changed(row.conversation_id);
        if !is_known {
            self.notifications.notifier.wake();
        }
        Ok(())
    }
}
