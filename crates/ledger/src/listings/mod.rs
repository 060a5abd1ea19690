//! The files in a run's sandbox at its end, stored as the differences from earlier turns.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::{Ledger, RunId};

pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V10: &str = include_str!("10.sql");

/// A sandbox file as its server listed it. A file is unchanged if all fields are equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedFile {
    /// Path in the sandbox, as the server writes it.
    pub path: String,
    /// Size in bytes.
    pub size: Option<i64>,
    /// Time of creation, as the server writes it.
    pub created: Option<String>,
    /// Time of the last change, as the server writes it.
    pub modified: Option<String>,
    /// True if it existed after an earlier turn and does not any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
}

impl Ledger {
    /// Records that the sandbox of a run was listed, with the files that are new or changed since earlier turns.
    /// Replaces an earlier listing of this run. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written, or the run does not exist.
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

    /// Returns true if the sandbox of a run was listed. Blocks.
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

    /// Returns the files in a sandbox after `runs`, its consecutive runs, newest first. Blocks.
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

    /// Returns the paths that existed before a run and not after it. Blocks.
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

/// Records that the sandbox of a run was listed.
pub(crate) fn note(transaction: &Connection, run: RunId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO listings (run_id) VALUES (?1)")?
        .execute([run])?;
    Ok(())
}

/// Inserts a file of a listing.
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
