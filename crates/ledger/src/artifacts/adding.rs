//! Inserting rows for files and folders as they are found.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::{Artifact, NewArtifact, NewFolder, SELECT, from_row, get};
use crate::error::{Error, Failure};
use crate::{ArtifactId, ArtifactState, ConversationId, Ledger, RunId, Source, WholeFile, search};

/// MIME type of a folder shown as one row, as desktops name it.
const FOLDER: &str = "inode/directory";

impl Ledger {
    /// Adds a file in state "listed". The same file of the same run (by its path, or by its name and step for media)
    /// is added once: an existing row is returned as it stands. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the run does not exist.
    pub fn add_artifact(&self, new: &NewArtifact) -> Result<Artifact, Error> {
        let added = self.add_artifacts(std::slice::from_ref(new))?;
        Ok(added.into_iter().next().expect("one file gives one row"))
    }

    /// Like [`Ledger::add_artifact`] for many files in one transaction; rows are returned in the order of the files.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if a run does not exist; nothing is added then.
    pub fn add_artifacts(&self, new: &[NewArtifact]) -> Result<Vec<Artifact>, Error> {
        let new = new.to_vec();
        self.write(move |transaction| {
            let rows = new
                .iter()
                .map(|new| add(transaction, new, None))
                .collect::<Result<Vec<_>, _>>()?;
            let runs: HashSet<RunId> = new.iter().map(|new| new.run_id).collect();
            for run in runs {
                search::note_files(transaction, run)?;
            }
            Ok(rows)
        })
    }

    /// Adds a folder that is shown as one row. If the run has it already, its file count and size are updated. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the run does not exist.
    pub fn add_folder(&self, new: &NewFolder) -> Result<Artifact, Error> {
        let new = new.clone();
        self.write(move |transaction| {
            let row = NewArtifact {
                run_id: new.run_id,
                name: new.name.clone(),
                path: Some(new.path.clone()),
                source: Source::Environment,
                mime: FOLDER.to_owned(),
                size: Some(new.size),
                step_index: None,
                created_at: new.created_at,
            };
            let added = add(transaction, &row, None)?;
            transaction
                .prepare_cached("UPDATE artifacts SET files = ?2, size = ?3 WHERE id = ?1")?
                .execute((added.id, new.files, new.size))?;
            search::note_files(transaction, new.run_id)?;
            get(transaction, added.id)?.ok_or_else(|| Failure::missing("file", added.id))
        })
    }

    /// Adds files inside a folder that is shown as one row, in one transaction. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if a run does not exist; nothing is added then.
    pub fn add_to_folder(
        &self,
        folder: ArtifactId,
        new: &[NewArtifact],
    ) -> Result<Vec<Artifact>, Error> {
        let new = new.to_vec();
        self.write(move |transaction| {
            new.iter()
                .map(|new| add(transaction, new, Some(folder)))
                .collect()
        })
    }
}

/// Inserts a row, or returns the existing one.
fn add(
    transaction: &Connection,
    new: &NewArtifact,
    folder: Option<ArtifactId>,
) -> Result<Artifact, Failure> {
    let conversation: ConversationId = transaction
        .prepare_cached("SELECT conversation_id FROM interactions WHERE id = ?1")?
        .query_row([new.run_id], |row| row.get(0))
        .optional()?
        .ok_or_else(|| Failure::missing("turn", new.run_id))?;
    let file = WholeFile {
        id: ArtifactId::new(),
        name: new.name.clone(),
        path: new.path.clone(),
        folder,
        files: None,
        source: new.source,
        mime: new.mime.clone(),
        size: new.size,
        sha256: None,
        state: ArtifactState::Listed,
        error: None,
        created_at: new.created_at,
        step_index: new.step_index,
    };
    insert_whole(transaction, new.run_id, conversation, &file)?;
    let stored = transaction
        .prepare_cached(&format!(
            "{SELECT} WHERE a.run_id = ?1 AND a.source = ?2
               AND coalesce(a.path, a.name) = ?3 AND coalesce(a.step_index, -1) = ?4"
        ))?
        .query_row(
            (
                new.run_id,
                new.source,
                new.path.as_ref().unwrap_or(&new.name),
                new.step_index.map_or(-1, i64::from),
            ),
            from_row,
        )?;
    Ok(stored)
}

/// Inserts a file of a run unless it exists; returns true if it was inserted.
pub(crate) fn insert_whole(
    transaction: &Connection,
    run: RunId,
    conversation: ConversationId,
    file: &WholeFile,
) -> rusqlite::Result<bool> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO artifacts
               (id, run_id, name, path, folder_id, files, source, mime, size, state, error, created_at,
                step_index, conversation_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING",
        )?
        .execute(rusqlite::params![
            file.id,
            run,
            file.name,
            file.path,
            file.folder,
            file.files,
            file.source,
            file.mime,
            file.size,
            file.state,
            file.error.as_ref().map(Value::to_string),
            file.created_at,
            file.step_index,
            conversation,
        ])?;
    if let (1, Some(sha256)) = (inserted, &file.sha256) {
        // A separate statement, because setting the hash is what queues the file for word extraction.
        transaction
            .prepare_cached("UPDATE artifacts SET sha256 = ?2 WHERE id = ?1")?
            .execute((file.id, sha256))?;
    }
    Ok(inserted > 0)
}
