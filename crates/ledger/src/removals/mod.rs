//! Removals: deletions still to be carried out at servers, stored until they are.
//!
//! They are queued in the transaction that deletes the rows, so neither a crash nor a missing network leaves anything
//! behind at a server or in the folder of files.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::artifacts::REFERENCED;
use crate::error::Error;
use crate::{Engine, Ledger, RemovalKind, RemovalState};

pub(crate) const V2: &str = include_str!("2.sql");

/// A deletion at a server, pending or finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Primary key.
    pub key: i64,
    /// The engine that serves the resource.
    pub engine: Engine,
    /// Base URL of its server; `None` on this computer, and if it was not recorded.
    pub origin: Option<String>,
    /// Kind of resource.
    pub kind: RemovalKind,
    /// The server's id of it.
    pub id: String,
    /// True for an interaction that may still be running: it is cancelled before it is deleted.
    pub running: bool,
    /// State of the deletion.
    pub state: RemovalState,
    /// Number of attempts so far.
    pub attempts: u32,
    /// Time at which the person deleted it.
    pub created_at: i64,
    /// Time of the next attempt.
    pub due_at: i64,
    /// Why it waits or was refused; a code defined by the caller.
    pub problem: Option<String>,
}

/// A deletion to queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRemoval {
    /// The engine that serves the resource.
    pub engine: Engine,
    /// Base URL of its server; `None` on this computer, and if it was not recorded.
    pub origin: Option<String>,
    /// Kind of resource.
    pub kind: RemovalKind,
    /// The server's id of it.
    pub id: String,
    /// True if it must be cancelled before it is deleted.
    pub running: bool,
}

/// Stored bytes that nothing refers to since a deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// SHA-256 of the bytes in hex.
    pub sha256: String,
    /// Time of that deletion. Bytes written again after this belong to something new.
    pub since: i64,
}

impl Ledger {
    /// Returns all removals, oldest first: pending ones, and finished ones that were not cleared yet. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn removals(&self) -> Result<Vec<Removal>, Error> {
        self.read(|snapshot| Ok(list(snapshot, "1 ORDER BY key", ())?))
    }

    /// Queues removals; those already queued are left as they are. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn add_removals(&self, new: &[NewRemoval], now: i64) -> Result<(), Error> {
        let new = new.to_vec();
        self.write(move |transaction| Ok(insert(transaction, &new, now)?))
    }

    /// Returns up to `limit` pending removals that are due. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn due_removals(&self, now: i64, limit: u32) -> Result<Vec<Removal>, Error> {
        self.read(|snapshot| {
            let due = "state = 'waiting' AND due_at <= ?1 ORDER BY due_at, key LIMIT ?2";
            Ok(list(snapshot, due, (now, limit))?)
        })
    }

    /// Returns the time at which the next removal is due; `None` if none is pending. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn next_removal(&self) -> Result<Option<i64>, Error> {
        self.read(|snapshot| {
            let next = snapshot
                .prepare_cached("SELECT min(due_at) FROM removals WHERE state = 'waiting'")?
                .query_row([], |row| row.get(0))?;
            Ok(next)
        })
    }

    /// Marks a removal as done. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn removal_is_done(&self, key: i64) -> Result<(), Error> {
        self.settle_removal(key, RemovalState::Done, None)
    }

    /// Marks a removal as refused by the server; it is not retried automatically. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn removal_is_refused(&self, key: i64, problem: &str) -> Result<(), Error> {
        self.settle_removal(key, RemovalState::Refused, Some(problem))
    }

    fn settle_removal(
        &self,
        key: i64,
        state: RemovalState,
        problem: Option<&str>,
    ) -> Result<(), Error> {
        let problem = problem.map(str::to_owned);
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE removals SET state = ?2, problem = ?3, attempts = attempts + 1
                     WHERE key = ?1",
                )?
                .execute((key, state, problem))?;
            Ok(())
        })
    }

    /// Records why a removal failed, and the time of the next attempt. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn removal_waits(&self, key: i64, due_at: i64, problem: &str) -> Result<(), Error> {
        let problem = problem.to_owned();
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE removals SET due_at = ?2, problem = ?3, attempts = attempts + 1
                     WHERE key = ?1",
                )?
                .execute((key, due_at, problem))?;
            Ok(())
        })
    }

    /// Makes every pending or refused removal due now. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn retry_removals(&self, now: i64) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction.execute(
                "UPDATE removals SET state = 'waiting', due_at = ?1, attempts = 0
                 WHERE state <> 'done'",
                [now],
            )?;
            Ok(())
        })
    }

    /// Clears the removals that are done. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_done_removals(&self) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction.execute("DELETE FROM removals WHERE state = 'done'", [])?;
            Ok(())
        })
    }

    /// Returns the bytes to remove from the folder of files. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn leftovers(&self) -> Result<Vec<Leftover>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached("SELECT sha256, since FROM leftovers ORDER BY since, sha256")?
                .query_map([], |row| {
                    Ok(Leftover {
                        sha256: row.get(0)?,
                        since: row.get(1)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Returns true if an artifact, a request, an agent or a draft refers to these bytes. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_referenced(&self, sha256: &str) -> Result<bool, Error> {
        self.read(|snapshot| Ok(is_referenced(snapshot, sha256)?))
    }

    /// Clears a leftover whose bytes are removed, or referenced again. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_leftover(&self, sha256: &str) -> Result<(), Error> {
        let sha256 = sha256.to_owned();
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM leftovers WHERE sha256 = ?1")?
                .execute([sha256])?;
            Ok(())
        })
    }
}

pub(crate) fn insert(
    transaction: &Connection,
    new: &[NewRemoval],
    now: i64,
) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "INSERT OR IGNORE INTO removals (engine, origin, kind, id, running, created_at, due_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
    )?;
    for new in new {
        statement.execute((new.engine, &new.origin, new.kind, &new.id, new.running, now))?;
    }
    Ok(())
}

/// Records those of `files` that nothing refers to any more as leftovers.
pub(crate) fn note_leftovers(
    transaction: &Connection,
    files: &[String],
    since: i64,
) -> rusqlite::Result<()> {
    for file in files {
        if !is_referenced(transaction, file)? {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO leftovers (sha256, since) VALUES (?1, ?2)")?
                .execute((file, since))?;
        }
    }
    Ok(())
}

fn is_referenced(connection: &Connection, sha256: &str) -> rusqlite::Result<bool> {
    let found = connection
        .prepare_cached(&format!(
            "SELECT 1 FROM ({REFERENCED}) WHERE sha256 = ?1 LIMIT 1"
        ))?
        .query_row([sha256], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

fn list(
    connection: &Connection,
    which: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Vec<Removal>> {
    connection
        .prepare_cached(&format!("SELECT * FROM removals WHERE {which}"))?
        .query_map(parameters, from_row)?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Removal> {
    Ok(Removal {
        key: row.get("key")?,
        engine: row.get("engine")?,
        origin: row.get("origin")?,
        kind: row.get("kind")?,
        id: row.get("id")?,
        running: row.get("running")?,
        state: row.get("state")?,
        attempts: row.get("attempts")?,
        created_at: row.get("created_at")?,
        due_at: row.get("due_at")?,
        problem: row.get("problem")?,
    })
}
