//! Removals: what is still to be deleted elsewhere, kept until it is.
//!
//! They are noted in the transaction that deletes the rows, so neither a crash nor a missing network
//! lets anything be forgotten at a server, or left in the folder of files.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::artifacts::REFERENCED;
use crate::error::Error;
use crate::{Engine, Ledger, RemovalKind, RemovalState};

pub(crate) const V2: &str = include_str!("2.sql");

/// Something to delete at a server, or that was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Its number.
    pub key: i64,
    /// Who serves it.
    pub engine: Engine,
    /// The base URL of its server; `None` on this computer, and when it was not written down.
    pub origin: Option<String>,
    /// What it is.
    pub kind: RemovalKind,
    /// The server's id.
    pub id: String,
    /// An interaction that was not over as far as is known: it is cancelled before it is deleted.
    pub running: bool,
    /// What became of it.
    pub state: RemovalState,
    /// Tries so far.
    pub attempts: u32,
    /// When the person deleted it.
    pub created_at: i64,
    /// When it is tried next.
    pub due_at: i64,
    /// Why it waits or was refused, as a word of the caller.
    pub problem: Option<String>,
}

/// Something to delete at a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRemoval {
    /// Who serves it.
    pub engine: Engine,
    /// The base URL of its server; `None` on this computer, and when it was not written down.
    pub origin: Option<String>,
    /// What it is.
    pub kind: RemovalKind,
    /// The server's id.
    pub id: String,
    /// It has to be cancelled first.
    pub running: bool,
}

/// Bytes that nothing named when what named them was deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// Their SHA-256 in hex.
    pub sha256: String,
    /// When that was. Bytes that were written again since then belong to something new.
    pub since: i64,
}

impl Ledger {
    /// All removals, oldest first: those that wait, and those whose outcome was not forgotten yet.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn removals(&self) -> Result<Vec<Removal>, Error> {
        self.read(|snapshot| Ok(list(snapshot, "1 ORDER BY key", ())?))
    }

    /// Notes more to delete at servers; what is noted already stays as it is. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn add_removals(&self, new: &[NewRemoval], now: i64) -> Result<(), Error> {
        let new = new.to_vec();
        self.write(move |transaction| Ok(insert(transaction, &new, now)?))
    }

    /// Up to `limit` removals that wait and whose time has come. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn due_removals(&self, now: i64, limit: u32) -> Result<Vec<Removal>, Error> {
        self.read(|snapshot| {
            let due = "state = 'waiting' AND due_at <= ?1 ORDER BY due_at, key LIMIT ?2";
            Ok(list(snapshot, due, (now, limit))?)
        })
    }

    /// When the next removal is due; `None` when none waits. Blocks.
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

    /// Notes that something is deleted at its server. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn removal_is_done(&self, key: i64) -> Result<(), Error> {
        self.settle_removal(key, RemovalState::Done, None)
    }

    /// Notes that the server refuses to delete something; it is not tried again by itself. Blocks.
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

    /// Notes why something could not be deleted, and when to try again. Blocks.
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

    /// Tries everything that waits or was refused again now. Blocks.
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

    /// Forgets the removals that are done. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_done_removals(&self) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction.execute("DELETE FROM removals WHERE state = 'done'", [])?;
            Ok(())
        })
    }

    /// Bytes to be removed from the folder of files. Blocks.
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

    /// Whether an artifact, a request, an agent or a draft names these bytes. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_referenced(&self, sha256: &str) -> Result<bool, Error> {
        self.read(|snapshot| Ok(is_referenced(snapshot, sha256)?))
    }

    /// Forgets bytes that are removed, or that something names again. Blocks.
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

/// Notes those of `files` that nothing names any more.
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
