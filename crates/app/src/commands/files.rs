//! Commands on files: listing and fetching.

use std::path::PathBuf;

use ledger::{Artifact, ArtifactId, ArtifactState, ConversationId, Cursor, RunId};
use screen::view::artifact;
use words::say;

use super::parse_id;
use crate::aftercare::FetchTarget;
use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::{self, Result};

/// Number of files on a page of a list.
const PAGE_SIZE: usize = 50;

impl Backend {
    pub(super) async fn list_files(&self, after: Option<String>) -> Result<FilePage> {
        let after: Option<Cursor> = after
            .as_deref()
            .map(|after| parse_id(after, say::page_gone))
            .transpose()?;
        let page = self
            .core
            .ledger(move |ledger| ledger.artifacts(after.as_ref(), PAGE_SIZE))
            .await?;
        Ok(FilePage {
            files: page.items.iter().map(artifact::view).collect(),
            next: page.next.map(|cursor| cursor.to_string()),
        })
    }

    pub(super) async fn conversation_files(&self, request: FilesRequest) -> Result<FilePage> {
        let conversation: ConversationId = parse_id(&request.conversation, say::conversation_gone)?;
        let after: Option<Cursor> = request
            .after
            .as_deref()
            .map(|after| parse_id(after, say::page_gone))
            .transpose()?;
        self.core
            .screen(move |screen| screen.files(conversation, after.as_ref()))
            .await
    }

    /// Returns nothing: the result comes as patches, because an answer could arrive after a newer patch.
    pub(super) async fn fetch_file(&self, text: String) -> Result<()> {
        let row = self.artifact(&text).await?;
        if row.files.is_some() {
            self.core.begin_fetching_folder(row);
            return Ok(());
        }
        self.core.fetch_again(&row).await
    }

    pub(super) async fn fetch_rest(&self, text: String) -> Result<()> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        self.core.begin_fetching_missing(run).await
    }

    pub(super) async fn list_folder(&self, request: FolderRequest) -> Result<FilePage> {
        let folder: ArtifactId = parse_id(&request.folder, say::folder_gone)?;
        let page = self.core.ledger(move |ledger| {
            ledger.artifacts_in_folder(folder, request.after.as_deref(), PAGE_SIZE + 1)
        });
        let mut rows = page.await?;
        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        let last = rows.last().and_then(|row| row.path.clone());
        Ok(FilePage {
            files: rows.iter().map(artifact::view).collect(),
            next: last.filter(|_| more),
        })
    }

    pub(super) async fn stop_file(&self, text: String) -> Result<()> {
        let file: ArtifactId = parse_id(&text, say::file_gone)?;
        self.core.files.fetches.stop(FetchTarget::File(file));
        Ok(())
    }

    pub(super) async fn stop_files(&self, text: String) -> Result<()> {
        let run: RunId = parse_id(&text, say::turn_gone)?;
        self.core.files.fetches.stop(FetchTarget::Turn(run));
        Ok(())
    }

    /// Returns the row of a file.
    pub(super) async fn artifact(&self, text: &str) -> Result<Artifact> {
        let file: ArtifactId = parse_id(text, say::file_gone)?;
        let row = self
            .core
            .ledger(move |ledger| ledger.artifact(file))
            .await?;
        row.ok_or_else(|| errors::not_found(say::file_gone()))
    }

    /// Returns the path of a file's bytes, for reading.
    pub(super) async fn path_of_bytes(&self, row: &Artifact) -> Result<PathBuf> {
        let (sha256, name) = (stored_digest(row)?, artifact::display_path(row));
        let found = self.core.files(move |store| match store.path(&sha256) {
            Err(artifacts::Error::NotStored { .. }) => Ok(None),
            found => found.map(Some),
        });
        found
            .await?
            .ok_or_else(|| errors::error(ErrorCode::File, say::file_bytes_gone(name)))
    }
}

/// Returns the digest of a file whose bytes are here.
pub(super) fn stored_digest(row: &Artifact) -> Result<String> {
    match (&row.sha256, row.state) {
        (Some(sha256), ArtifactState::Saved) => Ok(sha256.clone()),
        _ => Err(errors::error(
            ErrorCode::File,
            say::file_not_here(artifact::display_path(row)),
        )),
    }
}
