//! Lists the files of a sandbox, tells new ones from older ones, and records them.

use std::collections::{HashMap, HashSet};

use futures::TryStreamExt;
use interactions::{Client, EnvironmentFile, EnvironmentId};
use ledger::{Artifact, Interaction, ListedFile, NewArtifact, NewFolder, RunId, Source};
use screen::view::artifact;
use words::say;

use super::AftercareFailure;
use super::listed_paths::ListedPaths;
use super::sandbox_before::{SandboxBefore, normalized};
use super::unasked::unasked;
use super::write_steps::WriteSteps;
use crate::bridge::BridgeError;
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// The folder of a sandbox that a job works in; the files in it count as the job's.
pub(super) const WORKSPACE: &str = "workspace";
/// Maximum number of files of one run that are fetched without asking; more are listed, and fetched when the person
/// asks.
const MOST_UNASKED: usize = 2_000;
/// Number of rows that are written, and shown, at once.
const AT_ONCE: usize = 500;

impl Core {
    /// Lists the files that the run made and fetches them.
    pub(super) async fn fetch_files(
        &self,
        run: RunId,
        environment: &EnvironmentId,
    ) -> Result<(), AftercareFailure> {
        let stays = |error: BridgeError| (error, false);
        let row = self
            .ledger(move |ledger| ledger.interaction(run))
            .await
            .map_err(stays)?;
        let row = row.ok_or_else(|| (errors::not_found(say::turn_gone()), false))?;
        let client = self.client_of(&row).await.map_err(|error| (error, true))?;
        let listing = match list_files(&client, environment).await {
            Ok(listing) => listing,
            Err(error) if error.is_not_found() => return Err((errors::sandbox_gone(), false)),
            Err(error) => return Err((errors::call(&error), error.is_retryable())),
        };
        let before = self
            .sandbox_before(&row, environment)
            .await
            .map_err(stays)?;
        let sandbox = Sandbox {
            client: &client,
            environment,
        };
        let mut rows = self
            .record(&row, listing, &before, sandbox)
            .await
            .map_err(stays)?;
        // The other files wait for the person, as each row says.
        rows.truncate(MOST_UNASKED);
        let store = self.files.store.clone();
        let room = blocking(move || store.room()).await.map_err(stays)?;
        let rows = unasked(rows, room);
        self.fetch_all(run, &client, environment, rows).await
    }

    /// Records the new entries of a listing. Returns the files, without folders that are shown as one line.
    async fn record(
        &self,
        row: &Interaction,
        listing: Listing,
        before: &SandboxBefore,
        sandbox: Sandbox<'_>,
    ) -> Result<Vec<Artifact>> {
        let run = row.id;
        let listed_paths = ListedPaths::of(&listing);
        let (files, folders) = artifacts::collapse_folders(listing.files);
        let (mut known, older) = artifacts::collapse_folders(before.known.clone());
        known.extend(older.iter().map(artifacts::CollapsedFolder::as_file));
        let new_files = artifacts::new_files(&files, &known);
        let new_folders: Vec<_> = folders
            .into_iter()
            .filter(|folder| !artifacts::new_files(&[folder.as_file()], &known).is_empty())
            .collect();

        let sent = self.sent_along(run).await?;
        let mut same = before.brought_files.clone();
        let mut written = WriteSteps::default();
        written.add(self, run).await?;
        if let Some(unlisted_run) = before.unlisted_run {
            same.extend(self.sent_along(unlisted_run).await?);
            written.add(self, unlisted_run).await?;
        }
        let earlier: HashSet<String> = same.keys().cloned().collect();
        same.extend(sent.clone());
        let mut new = Vec::new();
        for file in &new_files {
            let Some(path) = path_of(file) else { continue };
            if self.is_unchanged(sandbox, file, path, &same).await {
                continue;
            }
            let maker = before.earlier_maker(file, row.created_at).unwrap_or(run);
            new.push(new_artifact(maker, file, path, written.step(maker, path)));
        }
        let rows = self.add_files(&new).await?;
        self.add_folders(run, &new_folders).await?;
        let known = before.known.iter().filter_map(path_of).map(normalized);
        let earlier = known.chain(earlier.iter().map(String::as_str));
        let was_renamed = listed_paths.has_renamed(&before.known);
        let mut removed = listed_paths.removed(earlier, was_renamed);
        removed.extend(listed_paths.removed_of_sent(sent.keys().map(String::as_str)));
        // Kept before anything is fetched: a file that cannot be fetched is known all the same.
        let lines = new_folders.iter().map(artifacts::CollapsedFolder::as_file);
        let listed: Vec<_> = new_files
            .into_iter()
            .chain(lines)
            .filter_map(listing_entry)
            .chain(removed.iter().map(|path| removed_entry(path)))
            .collect();
        self.ledger(move |ledger| ledger.keep_listing(run, &listed))
            .await?;
        Ok(rows)
    }

    /// Stores the rows of new files, and shows them.
    async fn add_files(&self, new: &[NewArtifact]) -> Result<Vec<Artifact>> {
        let mut rows = Vec::new();
        for some in new.chunks(AT_ONCE) {
            let some = some.to_vec();
            let added = self
                .ledger(move |ledger| ledger.add_artifacts(&some))
                .await?;
            self.screen
                .tell_files(added.iter().map(artifact::view).collect());
            rows.extend(added);
        }
        Ok(rows)
    }

    /// Stores the rows of folders that are shown as one line, and shows them.
    async fn add_folders(&self, run: RunId, folders: &[artifacts::CollapsedFolder]) -> Result<()> {
        for folder in folders {
            let new = NewFolder {
                run_id: run,
                name: artifact::workspace_path(&folder.path),
                path: folder.path.clone(),
                files: folder.files,
                size: folder.size,
                created_at: now(),
            };
            let added = self.ledger(move |ledger| ledger.add_folder(&new)).await?;
            self.screen.tell_file(artifact::view(&added));
        }
        Ok(())
    }

    /// Returns true if a file was there before the run with the same path, size and bytes.
    async fn is_unchanged(
        &self,
        sandbox: Sandbox<'_>,
        file: &EnvironmentFile,
        path: &str,
        same: &HashMap<String, (i64, String)>,
    ) -> bool {
        let size = file.size_bytes.map(|size| size.0);
        let Some((_, digest)) = same
            .get(normalized(path))
            .filter(|(length, _)| size == Some(*length))
        else {
            return false;
        };
        let Sandbox {
            client,
            environment,
        } = sandbox;
        let fetched = self
            .files
            .store
            .fetch(client, environment, path, None, |_| {});
        fetched.await.is_ok_and(|saved| saved.sha256 == *digest)
    }

    /// Records all files in a folder that is shown as one line. Returns the rows.
    pub(super) async fn record_folder(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        folder: &Artifact,
    ) -> Result<Vec<Artifact>, AftercareFailure> {
        let stays = |error: BridgeError| (error, false);
        let at = folder.path.clone().unwrap_or_default();
        let listing: Result<Vec<EnvironmentFile>, _> = client
            .environments()
            .files(environment, &at, true)
            .try_collect()
            .await;
        let listing = match listing {
            Ok(listing) => listing,
            Err(error) if error.is_not_found() => return Err((errors::sandbox_gone(), false)),
            Err(error) => return Err((errors::call(&error), error.is_retryable())),
        };
        let (id, run_id) = (folder.id, folder.run_id);
        let mut rows = Vec::new();
        let files: Vec<_> = listing.iter().filter(|file| !file.is_directory()).collect();
        for some in files.chunks(AT_ONCE) {
            let new: Vec<_> = some
                .iter()
                .filter_map(|file| {
                    let path = path_of(file)?;
                    Some(new_artifact(run_id, file, path, None))
                })
                .collect();
            let added = self
                .ledger(move |ledger| ledger.add_to_folder(id, &new))
                .await;
            rows.extend(added.map_err(stays)?);
        }
        Ok(rows)
    }
}

/// A sandbox with a client for its server.
#[derive(Clone, Copy)]
struct Sandbox<'a> {
    client: &'a Client,
    environment: &'a EnvironmentId,
}

/// The files of a sandbox: those of its workspace, or all when it has none.
pub(super) struct Listing {
    pub(super) files: Vec<EnvironmentFile>,
    pub(super) of_workspace: bool,
}

async fn list_files(
    client: &Client,
    environment: &EnvironmentId,
) -> Result<Listing, interactions::Error> {
    let environments = client.environments();
    let workspace = environments.files(environment, WORKSPACE, true);
    match workspace.try_collect().await {
        Err(error) if error.is_not_found() => {
            let all = environments.files(environment, "", true);
            Ok(Listing {
                files: all.try_collect().await?,
                of_workspace: false,
            })
        }
        listing => Ok(Listing {
            files: listing?,
            of_workspace: true,
        }),
    }
}

/// Makes the row of a file that a run made.
fn new_artifact(
    run_id: RunId,
    file: &EnvironmentFile,
    path: &str,
    step_index: Option<u32>,
) -> NewArtifact {
    NewArtifact {
        run_id,
        name: artifact::workspace_path(path),
        mime: artifacts::media_type(path, file.media_type().as_deref(), &[]),
        path: Some(path.to_owned()),
        source: Source::Environment,
        size: file.size_bytes.map(|size| size.0),
        step_index,
        created_at: now(),
    }
}

pub(super) fn path_of(file: &EnvironmentFile) -> Option<&str> {
    file.path.as_deref().or(file.name.as_deref())
}

fn listing_entry(file: EnvironmentFile) -> Option<ListedFile> {
    Some(ListedFile {
        path: normalized(path_of(&file)?).to_owned(),
        size: file.size_bytes.map(|size| size.0),
        created: file.created,
        modified: file.modified,
        gone: false,
    })
}

/// Makes the entry of a file that the run deleted.
fn removed_entry(path: &str) -> ListedFile {
    ListedFile {
        path: path.to_owned(),
        size: None,
        created: None,
        modified: None,
        gone: true,
    }
}
