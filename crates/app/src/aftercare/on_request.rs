//! Fetches on the person's request: files that were left out at first, and those that could not be fetched.

use std::sync::Arc;

use interactions::EnvironmentId;
use ledger::{Artifact, ArtifactState, ArtifactUpdate, RunId, Set, Source};
use screen::view::artifact;
use words::say;

use super::AftercareFailure;
use super::fetches::FetchTarget;
use crate::bridge::{ErrorCode, FileState, Patch};
use crate::core::Core;
use crate::errors::{self, Result};

/// Number of a folder's files after which the window gets a progress update.
const STEP: usize = 50;

impl Core {
    /// Fetches a file again, unless that is in progress.
    pub(crate) async fn fetch_again(&self, row: &Artifact) -> Result<()> {
        if row.source == Source::Media {
            return self.fetch_medium(row).await;
        }
        let Some(this) = self.files.fetches.begin_alone(FetchTarget::File(row.id)) else {
            return Ok(());
        };
        let (client, environment) = self.sandbox_of(row).await?;
        match self.fetch(&client, &environment, row, this).await {
            Ok(_) => Ok(()),
            Err((error, _)) => Err(error),
        }
    }

    /// Begins to fetch the missing files of a turn in the background, unless that is in progress.
    pub(crate) async fn begin_fetching_missing(self: &Arc<Self>, run: RunId) -> Result<()> {
        let mut rows = self
            .ledger(move |ledger| ledger.artifacts_of_run(run))
            .await?;
        rows.retain(|row| {
            row.source == Source::Environment
                && row.files.is_none()
                && row.state != ArtifactState::Saved
        });
        let Some(first) = rows.first() else {
            return Ok(());
        };
        let (client, environment) = self.sandbox_of(first).await?;
        let core = Arc::clone(self);
        let work = async move {
            if let Err((error, _)) = core.fetch_all(run, &client, &environment, rows).await {
                tracing::warn!(%run, %error, "not all files that were asked for are here");
                core.screen.tell(Patch::Notice { error });
            }
        };
        self.files.fetching_rest.begin(run, run, work);
        Ok(())
    }

    /// Begins to fetch the files of a folder that is shown as one line in the background, unless that is in progress.
    pub(crate) fn begin_fetching_folder(self: &Arc<Self>, folder: Artifact) {
        let (id, run) = (folder.id, folder.run_id);
        let core = Arc::clone(self);
        let work = async move {
            if let Err((error, _)) = core.fetch_folder(&folder).await
                && let Err(error) = core.note_failed(&folder, error).await
            {
                tracing::warn!(%error, "it cannot be noted that a folder could not be fetched");
            }
        };
        self.files.fetching_folders.begin(id, run, work);
    }

    /// Ends all fetches of files of these runs, because they are about to be deleted.
    pub(crate) async fn stop_fetching(&self, runs: &[RunId]) -> Result<()> {
        // The tasks that start fetches are stopped first, so that they do not start another.
        self.files.fetching_rest.stop(runs);
        self.files.fetching_folders.stop(runs);
        for run in runs {
            self.files.fetches.stop(FetchTarget::Turn(*run));
        }
        for id in self.files.fetches.files() {
            let row = self.ledger(move |ledger| ledger.artifact(id)).await?;
            if row.is_some_and(|row| runs.contains(&row.run_id)) {
                self.files.fetches.stop(FetchTarget::File(id));
            }
        }
        Ok(())
    }

    async fn fetch_folder(&self, folder: &Artifact) -> Result<(), AftercareFailure> {
        let stays = |error| (error, false);
        self.show_folder(folder).await.map_err(stays)?;
        let (client, environment) = self.sandbox_of(folder).await.map_err(stays)?;
        let mut rows = self.record_folder(&client, &environment, folder).await?;
        let all = rows.len();
        rows.retain(|row| row.state != ArtifactState::Saved);
        let mut expected = all - rows.len();
        let mut trouble = None;
        for some in rows.chunks(STEP) {
            expected += some.len();
            let fetched = self.fetch_all(folder.run_id, &client, &environment, some.to_vec());
            if let Err((error, again)) = fetched.await {
                let is_hopeless = matches!(error.code, ErrorCode::DiskFull | ErrorCode::Offline);
                trouble = Some((error, again));
                if is_hopeless {
                    break;
                }
            }
            let here = self.show_folder(folder).await.map_err(stays)?;
            if trouble.is_none() && here < expected {
                // The person stopped it. The fetch continues from there when they ask again.
                return self.show_at_rest(folder).await.map_err(stays);
            }
        }
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        let (id, update) = (
            folder.id,
            ArtifactUpdate {
                state: Some(ArtifactState::Saved),
                error: Set::Clear,
                ..ArtifactUpdate::default()
            },
        );
        let row = self
            .ledger(move |ledger| ledger.update_artifact(id, &update))
            .await
            .map_err(stays)?;
        self.screen.tell_file(artifact::view(&row));
        Ok(())
    }

    /// Shows a folder none of whose files are being fetched.
    async fn show_at_rest(&self, folder: &Artifact) -> Result<()> {
        let id = folder.id;
        if let Some(row) = self.ledger(move |ledger| ledger.artifact(id)).await? {
            self.screen.tell_file(artifact::view(&row));
        }
        Ok(())
    }

    /// Shows the progress of a folder. Returns how many of its files are here.
    async fn show_folder(&self, folder: &Artifact) -> Result<usize> {
        let id = folder.id;
        let row = self.ledger(move |ledger| ledger.artifact(id)).await?;
        let row = row.ok_or_else(|| errors::not_found(say::folder_gone()))?;
        let fetching = FileState::Fetching {
            received: 0,
            rate: 0,
        };
        self.screen
            .tell_file(artifact::view_with_state(&row, fetching));
        Ok(row.here.unwrap_or_default() as usize)
    }

    /// Returns the server and the sandbox of a file.
    async fn sandbox_of(&self, row: &Artifact) -> Result<(interactions::Client, EnvironmentId)> {
        let run = row.run_id;
        let owner = self.ledger(move |ledger| ledger.interaction(run)).await?;
        // The sandbox of an imported turn is only a claim of the archive.
        let owner = owner.filter(|owner| !owner.imported);
        let owner = owner.ok_or_else(|| errors::not_found(say::sandbox_of_file_gone()))?;
        let (Some(environment), Some(_)) = (owner.environment_id.as_deref(), row.path.as_deref())
        else {
            return Err(errors::not_found(say::sandbox_of_file_gone()));
        };
        let client = self.client_of(&owner).await?;
        Ok((client, EnvironmentId::from(environment)))
    }
}
