//! What is done once a server is done with a run: files and media come to safety, then the person is told.

mod before;
mod fetches;
mod fetching;
mod listing;
mod unasked;
mod written;

use futures::future::BoxFuture;
use interactions::{EnvironmentId, Step};
use ledger::{ArtifactState, NewArtifact, Notice, RunId, RunUpdate, Source};
use runs::{Aftercare, AftercareError, AftercareTask, Fault};

pub(crate) use before::listing_key;
pub(crate) use fetches::{Fetches, What};

use crate::bridge::{BridgeError, ErrorCode};
use crate::core::{Core, held, now};
use crate::errors::Result;
use crate::view::{media, turn};

impl Aftercare for Core {
    fn care(&self, task: AftercareTask) -> BoxFuture<'_, Result<(), AftercareError>> {
        Box::pin(async move {
            let run = RunId(task.run.0);
            let brought = self.bring(run, &task).await;
            match brought {
                Ok(()) => {}
                Err((error, again)) if again && !task.last => return Err(not_done(&error, true)),
                Err((error, _)) => {
                    tracing::warn!(%run, %error, "not all that a run made could be brought to safety");
                    self.tell(run, &task)
                        .await
                        .map_err(|error| not_done(&error, true))?;
                    return Err(not_done(&error, false));
                }
            }
            self.tell(run, &task)
                .await
                .map_err(|error| not_done(&error, true))
        })
    }
}

fn not_done(error: &BridgeError, again: bool) -> AftercareError {
    let word = if error.code == ErrorCode::DiskFull {
        "disk_full"
    } else {
        "files"
    };
    AftercareError {
        fault: Fault::own(word, &error.message),
        again,
    }
}

/// An error, and whether trying again may help.
type Trouble = (BridgeError, bool);

impl Core {
    /// Brings media and files to safety.
    async fn bring(&self, run: RunId, task: &AftercareTask) -> Result<(), Trouble> {
        let stays = |error: BridgeError| (error, false);
        let steps = self.steps_of(run).await.map_err(stays)?;
        self.keep_media(run, &steps).await.map_err(|error| {
            let again = error.code == ErrorCode::DiskFull;
            (error, again)
        })?;
        match task.state.environment_id.as_deref() {
            Some(environment) if task.state.terms.sandbox => {
                self.fetch_files(run, &EnvironmentId::from(environment))
                    .await
            }
            _ => Ok(()),
        }
    }

    /// The steps of a run, live or stored.
    async fn steps_of(&self, run: RunId) -> Result<Vec<Step>> {
        if let Some(live) = self.lives.get(run) {
            return Ok(held(&live).steps().to_vec());
        }
        let stored = self.ledger(move |ledger| ledger.steps(run)).await?;
        Ok(turn::parse(&stored))
    }

    /// Media of the output become files.
    async fn keep_media(&self, run: RunId, steps: &[Step]) -> Result<()> {
        for found in media::of(steps) {
            let mime = found.mime().map(str::to_owned);
            let new = NewArtifact {
                run_id: run,
                name: found.name(),
                path: None,
                source: Source::Media,
                mime: mime
                    .clone()
                    .unwrap_or_else(|| "application/octet-stream".to_owned()),
                size: None,
                step_index: u32::try_from(found.step).ok(),
                created_at: now(),
            };
            let row = self.ledger(move |ledger| ledger.add_artifact(&new)).await?;
            if row.state == ArtifactState::Saved {
                continue;
            }
            let (data, sound) = (found.data.to_owned(), found.raw_sound());
            let kept = self.files(move |store| match sound {
                Ok(None) => store.put_base64(&data),
                Ok(Some(sound)) => store.put_sound(&sound),
                Err(_) => Err(artifacts::Error::NotBase64),
            });
            match kept.await {
                Ok(saved) => self.note_saved(&row, &saved, mime).await?,
                Err(error) if error.code == ErrorCode::DiskFull => return Err(error),
                Err(error) => self.note_failed(&row, error).await?,
            }
        }
        let artifacts = self
            .ledger(move |ledger| ledger.artifacts_of_run(run))
            .await?;
        let places = media::places(steps, &artifacts);
        if !places.is_empty()
            && let Some(live) = self.lives.get(run)
        {
            held(&live).set_media(places);
        }
        Ok(())
    }

    /// Notes that the person is to be told, unless they know.
    async fn tell(&self, run: RunId, task: &AftercareTask) -> Result<()> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await?;
        let Some(row) = row.filter(|row| row.notice == Notice::None) else {
            return Ok(());
        };
        let knows = task.ending.stopped || self.on_screen().await == Some(row.conversation_id);
        let update = RunUpdate {
            notice: Some(if knows { Notice::Silent } else { Notice::Due }),
            unread: (!knows).then_some(true),
            ..RunUpdate::default()
        };
        self.ledger(move |ledger| ledger.update(run, &update))
            .await?;
        self.stale_lines.note(row.conversation_id);
        if !knows {
            self.teller.wake();
        }
        Ok(())
    }
}
