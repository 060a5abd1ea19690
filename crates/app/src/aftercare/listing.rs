//! The files of a sandbox: listed, told apart from older ones, and recorded.

use futures::TryStreamExt;
use interactions::{Client, EnvironmentFile, EnvironmentId};
use ledger::{NewArtifact, RunId, Source};

use super::Trouble;
use super::before::{listing_key, plain};
use super::unasked::unasked;
use super::written::Written;
use crate::bridge::{BridgeError, Patch};
use crate::core::{Core, blocking, now};
use crate::errors;
use crate::view::artifact;

/// The folder of a sandbox that a job works in; its files are the job's.
pub(super) const WORKSPACE: &str = "workspace";
/// More files of one run are not listed.
const MOST_FILES: usize = 2_000;

impl Core {
    /// Lists the files that the run made and fetches them.
    pub(super) async fn fetch_files(
        &self,
        run: RunId,
        environment: &EnvironmentId,
    ) -> Result<(), Trouble> {
        let stays = |error: BridgeError| (error, false);
        let row = self
            .ledger(move |ledger| ledger.interaction(run))
            .await
            .map_err(stays)?;
        let row = row.ok_or_else(|| (errors::not_found("The turn"), false))?;
        let client = self.client_of(&row).await.map_err(|error| (error, true))?;
        let listing = match list_files(&client, environment).await {
            Ok(listing) => listing,
            // The sandbox is gone; what the run said is kept.
            Err(error) if error.is_not_found() => return Ok(()),
            Err(error) => return Err((errors::call(&error), error.is_retryable())),
        };
        let before = self.before(&row, environment).await.map_err(stays)?;
        let mut sent = self.sent_along(run).await.map_err(stays)?;
        if let Some(missed) = before.missed {
            sent.extend(self.sent_along(missed).await.map_err(stays)?);
        }
        let mut written = Written::default();
        written.add(self, run).await.map_err(stays)?;
        if let Some(missed) = before.missed {
            written.add(self, missed).await.map_err(stays)?;
        }
        let mut rows = Vec::new();
        for file in artifacts::new_files(&listing, &before.known)
            .into_iter()
            .take(MOST_FILES)
        {
            let Some(path) = file.path.clone().or_else(|| file.name.clone()) else {
                continue;
            };
            let size = file.size_bytes.map(|size| size.0);
            let maker = before.maker(&file, row.created_at).unwrap_or(run);
            let new = NewArtifact {
                run_id: maker,
                name: artifacts::safe_name(&path).to_string(),
                mime: artifacts::media_type(&path, file.media_type().as_deref(), &[]),
                path: Some(path.clone()),
                source: Source::Environment,
                size,
                step_index: written.step(maker, &path),
                created_at: now(),
            };
            let is_as_sent = match sent.get(plain(&path)) {
                Some((length, digest)) if size == Some(*length) => {
                    self.is_unchanged(&client, environment, &path, digest).await
                }
                _ => false,
            };
            if is_as_sent {
                continue;
            }
            let row = self
                .ledger(move |ledger| ledger.add_artifact(&new))
                .await
                .map_err(stays)?;
            self.patches.push(Patch::Artifact {
                artifact: artifact::view(&row),
            });
            rows.push(row);
        }
        // Kept before anything is fetched: a file that cannot be fetched is known all the same.
        let json =
            serde_json::to_value(&listing).map_err(|cause| stays(errors::internal(&cause)))?;
        self.ledger(move |ledger| ledger.set_setting(&listing_key(run), &json))
            .await
            .map_err(stays)?;
        let store = self.store.clone();
        let room = blocking(move || store.room()).await.map_err(stays)?;
        let rows = unasked(rows, room);
        self.fetch_all(run, &client, environment, rows).await
    }

    /// Whether a file of the same size as one that was sent along is that one.
    async fn is_unchanged(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        path: &str,
        digest: &str,
    ) -> bool {
        match self
            .store
            .fetch(client, environment, path, None, |_| {})
            .await
        {
            Ok(saved) => saved.sha256 == digest,
            Err(_) => false,
        }
    }
}

/// The files of a sandbox: those of its workspace, or all when it has none.
async fn list_files(
    client: &Client,
    environment: &EnvironmentId,
) -> Result<Vec<EnvironmentFile>, interactions::Error> {
    let environments = client.environments();
    match environments
        .files(environment, WORKSPACE, true)
        .try_collect()
        .await
    {
        Err(error) if error.is_not_found() => {
            environments
                .files(environment, "", true)
                .try_collect()
                .await
        }
        listing => listing,
    }
}
