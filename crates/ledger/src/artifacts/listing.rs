//! Lists of files: all, of a run, of a conversation, of a folder shown as one row.

use std::ops::ControlFlow;

use rusqlite::Connection;

use super::{Artifact, SELECT, from_row};
use crate::error::Error;
use crate::page::{Cursor, Page, limit_plus_one, start};
use crate::{ArtifactId, ArtifactState, ConversationId, Ledger, RunId, WholeFile};

impl Ledger {
    /// Returns a page of all files, newest first, without the contents of folders shown as one row. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts(&self, after: Option<&Cursor>, limit: usize) -> Result<Page<Artifact>, Error> {
        let (at, id) = start(after);
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE c.deleted_at IS NULL AND (a.created_at, a.id) < (?1, ?2) AND a.folder_id IS NULL
                     ORDER BY a.created_at DESC, a.id DESC LIMIT ?3"
                ))?
                .query_map((at, id, limit_plus_one(limit)), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(page(rows, limit))
        })
    }

    /// Returns the files of a run, oldest first, without the contents of folders shown as one row. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_run(&self, run: RunId) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| Ok(list(snapshot, "a.run_id = ?1", &run.to_string())?))
    }

    /// Returns the files of several runs, oldest first, without the contents of folders shown as one row. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_runs(&self, runs: &[RunId]) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| {
            let mut all = Vec::new();
            for run in runs {
                all.extend(list(snapshot, "a.run_id = ?1", &run.to_string())?);
            }
            Ok(all)
        })
    }

    /// Returns the files of every run of a conversation, oldest first, without the contents of folders shown as one
    /// row. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_of_conversation(&self, id: ConversationId) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| Ok(of_conversation(snapshot, id)?))
    }

    /// Returns a page of the files of a conversation, newest first, without the contents of folders shown as one row.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_in_conversation(
        &self,
        id: ConversationId,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<Artifact>, Error> {
        let (at, last) = start(after);
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE a.conversation_id = ?1 AND (a.created_at, a.id) < (?2, ?3)
                       AND a.folder_id IS NULL
                     ORDER BY a.created_at DESC, a.id DESC LIMIT ?4"
                ))?
                .query_map((id, at, last, limit_plus_one(limit)), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(page(rows, limit))
        })
    }

    /// Returns a page of the recorded files in a folder shown as one row, sorted by path. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn artifacts_in_folder(
        &self,
        folder: ArtifactId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Artifact>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE a.folder_id = ?1 AND a.path > ?2 ORDER BY a.path LIMIT ?3"
                ))?
                .query_map(
                    (
                        folder,
                        after.unwrap_or_default(),
                        i64::try_from(limit).unwrap_or(i64::MAX),
                    ),
                    from_row,
                )?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }
}

fn page(rows: Vec<Artifact>, limit: usize) -> Page<Artifact> {
    Page::new(rows, limit, |artifact: &Artifact| Cursor {
        at: artifact.created_at,
        id: artifact.id.0,
    })
}

fn of_conversation(connection: &Connection, id: ConversationId) -> rusqlite::Result<Vec<Artifact>> {
    list(connection, "a.conversation_id = ?1", &id.to_string())
}

fn list(connection: &Connection, of: &str, id: &str) -> rusqlite::Result<Vec<Artifact>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} WHERE {of} AND a.folder_id IS NULL ORDER BY a.created_at, a.id"
        ))?
        .query_map([id], from_row)?
        .collect()
}

/// Passes every file of a run to `each` until it breaks; a folder shown as one row comes before its contents.
pub(crate) fn each_whole<B>(
    connection: &Connection,
    run: RunId,
    mut each: impl FnMut(WholeFile) -> ControlFlow<B>,
) -> rusqlite::Result<ControlFlow<B>> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} WHERE a.run_id = ?1 ORDER BY a.folder_id IS NOT NULL, a.created_at, a.id"
    ))?;
    for file in statement.query_map([run], from_row)? {
        let file = file?;
        let whole = WholeFile {
            id: file.id,
            name: file.name,
            path: file.path,
            folder: file.folder_id,
            files: file.files.map(i64::from),
            source: file.source,
            mime: file.mime,
            size: file.size,
            sha256: file.sha256,
            // An export cannot contain a download in progress.
            state: match file.state {
                ArtifactState::Fetching => ArtifactState::Listed,
                state => state,
            },
            error: file.error,
            created_at: file.created_at,
            step_index: file.step_index,
        };
        if let ControlFlow::Break(with) = each(whole) {
            return Ok(ControlFlow::Break(with));
        }
    }
    Ok(ControlFlow::Continue(()))
}
