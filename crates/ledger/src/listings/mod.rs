//! What was in a run's sandbox when it was over, kept as what differs from the turn before it.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::{Ledger, RunId};

pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V10: &str = include_str!("10.sql");

/// A file of a sandbox as its server listed it. Two of the same path are the same when all else is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFile {
    /// Where it is in the sandbox, as the server writes it.
    pub path: String,
    /// Bytes.
    pub size: Option<i64>,
    /// When it was made, as the server writes it.
    pub created: Option<String>,
    /// When it was changed last, as the server writes it.
    pub modified: Option<String>,
    /// It was there after an earlier turn, and is not any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl Ledger {
    /// Notes that the sandbox of a run was listed, and what of it no turn before had so. What was noted
    /// before is replaced. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written, or the run is not there.
    pub fn keep_listing(&self, run: RunId, new: &[ListedFile]) -> Result<(), Error> {
        let new = new.to_vec();
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM listings WHERE run_id = ?1")?
                .execute([run])?;
            note(transaction, run)?;
            for file in &new {
                insert(transaction, run, file)?;
            }
            Ok(())
        })
    }

    /// Whether the sandbox of a run was listed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_listed(&self, run: RunId) -> Result<bool, Error> {
        self.read(|snapshot| {
            let listed = snapshot
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM listings WHERE run_id = ?1)")?
                .query_row([run], |row| row.get(0))?;
            Ok(listed)
        })
    }

    /// What was in a sandbox after `runs`, which follow each other in it, the newest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn listing_after(&self, runs: &[RunId]) -> Result<Vec<ListedFile>, Error> {
        self.read(|snapshot| {
            let mut newest: HashMap<String, ListedFile> = HashMap::new();
            for run in runs {
                let mut statement = snapshot.prepare_cached(
                    "SELECT path, size, created, modified, gone FROM listed_files WHERE run_id = ?1",
                )?;
                let files = statement.query_map([run], from_row)?;
                for file in files {
                    let file = file?;
                    newest.entry(file.path.clone()).or_insert(file);
                }
            }
            Ok(newest.into_values().filter(|file| !file.gone).collect())
        })
    }

    /// The paths that a run left empty: what was in its sandbox before it and not after it. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn removed_by(&self, run: RunId) -> Result<Vec<String>, Error> {
        self.read(|snapshot| {
            let paths = snapshot
                .prepare_cached("SELECT path FROM listed_files WHERE run_id = ?1 AND gone")?
                .query_map([run], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(paths)
        })
    }
}

/// Notes that the sandbox of a run was listed.
pub(crate) fn note(transaction: &Connection, run: RunId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO listings (run_id) VALUES (?1)")?
        .execute([run])?;
    Ok(())
}

/// Notes a file of a sandbox that was listed.
pub(crate) fn insert(
    transaction: &Connection,
    run: RunId,
    file: &ListedFile,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO listed_files (run_id, path, size, created, modified, gone)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((
            run,
            &file.path,
            file.size,
            &file.created,
            &file.modified,
            file.gone,
        ))?;
    Ok(())
}

/// Reads `path, size, created, modified, gone`.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<ListedFile> {
    Ok(ListedFile {
        path: row.get(0)?,
        size: row.get(1)?,
        created: row.get(2)?,
        modified: row.get(3)?,
        gone: row.get(4)?,
    })
}
