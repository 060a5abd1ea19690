//! Fetches listed files from a sandbox into the store, and records the result in their rows.

use futures::stream::{self, StreamExt};
use interactions::{Client, EnvironmentId};
use ledger::{Artifact, ArtifactState, ArtifactUpdate, RunId, Set};
use screen::view::activity::FetchProgress;
use screen::view::artifact;
use words::say;

use super::AftercareFailure;
use super::fetches::{Fetch, FetchTarget};
use super::progress::Progress;
use crate::bridge::{BridgeError, ErrorCode};
use crate::core::Core;
use crate::errors::{self, Result};

/// Number of files of a run that are fetched at the same time.
const AT_ONCE: usize = 4;

impl Core {
    /// Fetches the missing files among these of a run, several at once, until a person stops it.
    pub(super) async fn fetch_all(
        &self,
        run: RunId,
        client: &Client,
        environment: &EnvironmentId,
        mut rows: Vec<Artifact>,
    ) -> Result<(), AftercareFailure> {
        self.progress(run, &rows);
        let waiting: Vec<_> = rows
            .iter()
            .cloned()
            .enumerate()
            .filter(|(_, row)| row.state != ArtifactState::Saved)
            .collect();
        let whole = self.files.fetches.begin(FetchTarget::Turn(run));
        let mut fetches = stream::iter(waiting)
            .map(|(at, row)| async move {
                let fetched = self.fetch_after_others(client, environment, &row).await;
                fetched.transpose().map(|fetched| (at, fetched))
            })
            .buffer_unordered(AT_ONCE);
        let mut trouble = None;
        loop {
            let fetched = tokio::select! {
                fetched = fetches.next() => fetched,
                () = whole.stopped() => break,
            };
            match fetched {
                // All files are here, or the turn was deleted meanwhile.
                None | Some(None) => break,
                Some(Some((at, Ok(row)))) => rows[at] = row,
                Some(Some((_, Err((error, again))))) => {
                    let full = error.code == ErrorCode::DiskFull;
                    trouble = Some((error, again || full));
                    if full {
                        break;
                    }
                }
            }
            self.progress(run, &rows);
        }
        drop(fetches);
        self.show_unfetched(rows).await;
        trouble.map_or(Ok(()), Err)
    }

    /// Fetches a file, unless a fetch that the person began before has ended well or was stopped. Returns the row;
    /// `None` if it was deleted.
    async fn fetch_after_others(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        row: &Artifact,
    ) -> Result<Option<Artifact>, AftercareFailure> {
        let target = FetchTarget::File(row.id);
        let (this, has_waited) = match self.files.fetches.begin_alone(target) {
            Some(this) => (this, false),
            None => (self.files.fetches.begin_after(target).await, true),
        };
        let id = row.id;
        let row = self.ledger(move |ledger| ledger.artifact(id)).await;
        match row.map_err(|error| (error, true))? {
            None => Ok(None),
            Some(row) if row.state == ArtifactState::Saved => Ok(Some(row)),
            Some(row) if has_waited && row.state == ArtifactState::Listed => Ok(Some(row)),
            Some(row) => self.fetch(client, environment, &row, this).await.map(Some),
        }
    }

    /// After all fetches have ended, shows files that are not here as they are recorded.
    async fn show_unfetched(&self, rows: Vec<Artifact>) {
        for row in rows.iter().filter(|row| row.state != ArtifactState::Saved) {
            let id = row.id;
            if let Ok(Some(row)) = self.ledger(move |ledger| ledger.artifact(id)).await {
                self.screen.tell_file(artifact::view(&row));
            }
        }
    }

    /// Fetches one file into the store. The row then says how it went; it is the same when a person stopped it.
    pub(super) async fn fetch(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        row: &Artifact,
        this: Fetch<'_>,
    ) -> Result<Artifact, AftercareFailure> {
        let path = row.path.clone().unwrap_or_default();
        let announced = row.size.and_then(|size| u64::try_from(size).ok());
        let mut shown = Progress::of(self, row);
        let progress = |progress: artifacts::Progress| shown.set_received(progress.received);
        let fetch = self
            .files
            .store
            .fetch(client, environment, &path, announced, progress);
        let saved = tokio::select! {
            saved = fetch => saved,
            () = this.stopped() => {
                self.screen.tell_file(artifact::view(row));
                return Ok(row.clone());
            }
        };
        match saved {
            Ok(saved) => {
                self.note_saved(row, &saved, Some(row.mime.clone()))
                    .await
                    .map_err(|error| (error, true))?;
                let id = row.id;
                let row = self
                    .ledger(move |ledger| ledger.artifact(id))
                    .await
                    .map_err(|error| (error, true))?;
                row.ok_or_else(|| (errors::not_found(say::file_gone()), false))
            }
            Err(failed) => {
                let again = match &failed {
                    artifacts::Error::Download { source, .. } => source.is_retryable(),
                    artifacts::Error::LengthMismatch { .. } | artifacts::Error::DiskFull { .. } => {
                        true
                    }
                    _ => false,
                };
                let error = errors::artifact(&failed);
                self.note_failed(row, error.clone())
                    .await
                    .map_err(|error| (error, true))?;
                Err((error, again))
            }
        }
    }

    pub(super) async fn note_saved(
        &self,
        row: &Artifact,
        saved: &artifacts::StoredFile,
        announced: Option<String>,
    ) -> Result<()> {
        let (id, name, sha256) = (row.id, row.name.clone(), saved.sha256.clone());
        let mime = self
            .files(move |store| {
                let path = store.path(&sha256)?;
                Ok(artifacts::media_type_of(&path, &name, announced.as_deref()))
            })
            .await?;
        let update = ArtifactUpdate {
            mime: Some(mime),
            size: Set::To(i64::try_from(saved.size).unwrap_or(i64::MAX)),
            sha256: Set::To(saved.sha256.clone()),
            state: Some(ArtifactState::Saved),
            error: Set::Clear,
            ..ArtifactUpdate::default()
        };
        let row = self
            .ledger(move |ledger| ledger.update_artifact(id, &update))
            .await?;
        self.screen.tell_file(artifact::view(&row));
        Ok(())
    }

    pub(super) async fn note_failed(&self, row: &Artifact, error: BridgeError) -> Result<()> {
        let id = row.id;
        let update = ArtifactUpdate {
            state: Some(ArtifactState::Failed),
            error: Set::from(serde_json::to_value(&error).ok()),
            ..ArtifactUpdate::default()
        };
        let row = self
            .ledger(move |ledger| ledger.update_artifact(id, &update))
            .await?;
        self.screen.tell_file(artifact::view(&row));
        Ok(())
    }

    /// Shows the progress of a run's files.
    fn progress(&self, run: RunId, rows: &[Artifact]) {
        let done = rows
            .iter()
            .filter(|row| row.state == ArtifactState::Saved)
            .count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.screen.fetch_progressed(
            run,
            FetchProgress {
                done: count(done),
                total: count(rows.len()),
            },
        );
    }
}
