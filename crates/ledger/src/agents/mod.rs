//! The person's own agents, and the versions of them that were made at servers.

mod versions;

use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::Value;

pub use versions::AgentVersion;

use crate::error::{Error, Failure};
use crate::removals;
use crate::sql::Json;
use crate::{Ledger, OwnAgentId};

pub(crate) const V5: &str = include_str!("5.sql");

/// An agent without the parts that only its form shows; those are read with [`Ledger::own_agent_body`].
#[derive(Debug, Clone, PartialEq)]
pub struct OwnAgent {
    /// Its id.
    pub id: OwnAgentId,
    /// Prefix of its ids at servers. Unique, and never changes.
    pub stem: String,
    /// The fields that a list shows; opaque JSON, written and read by the caller.
    pub head: Value,
    /// Time of creation.
    pub created_at: i64,
    /// Time of the last change.
    pub changed_at: i64,
}

/// An agent to store.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentRecord {
    /// Its id: a new one, or that of the agent to replace.
    pub id: OwnAgentId,
    /// Prefix of its ids at servers. When an agent is replaced, its existing stem is kept.
    pub stem: String,
    /// The fields that a list shows.
    pub head: Value,
    /// The whole agent as JSON.
    pub body: Value,
    /// SHA-256 of each of its files.
    pub files: Vec<String>,
}

impl Ledger {
    /// Returns all of the person's own agents, the most recently changed first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn own_agents(&self) -> Result<Vec<OwnAgent>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!("{SELECT} ORDER BY changed_at DESC, id DESC"))?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Returns an agent; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn own_agent(&self, id: OwnAgentId) -> Result<Option<OwnAgent>, Error> {
        self.read(|snapshot| Ok(get(snapshot, id)?))
    }

    /// Returns the whole agent as JSON; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn own_agent_body(&self, id: OwnAgentId) -> Result<Option<Value>, Error> {
        self.read(|snapshot| {
            let body = snapshot
                .prepare_cached("SELECT body FROM agents WHERE id = ?1")?
                .query_row([id], |row| row.get::<_, Json>(0))
                .optional()?;
            Ok(body.map(|json| json.0))
        })
    }

    /// Stores an agent in place of the one with its id. Files of the old one that nothing refers to any more are noted
    /// as leftovers. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn keep_agent(&self, kept: &AgentRecord, now: i64) -> Result<OwnAgent, Error> {
        let kept = kept.clone();
        self.write(move |transaction| {
            let before = files(transaction, kept.id)?;
            transaction
                .prepare_cached(
                    "INSERT INTO agents (id, stem, head, body, created_at, changed_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5)
                     ON CONFLICT (id) DO UPDATE SET head = ?3, body = ?4, changed_at = ?5",
                )?
                .execute((
                    kept.id,
                    &kept.stem,
                    kept.head.to_string(),
                    kept.body.to_string(),
                    now,
                ))?;
            transaction
                .prepare_cached("DELETE FROM agent_files WHERE agent_id = ?1")?
                .execute([kept.id])?;
            for file in &kept.files {
                transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO agent_files (agent_id, sha256) VALUES (?1, ?2)",
                    )?
                    .execute((kept.id, file))?;
            }
            removals::note_leftovers(transaction, &before, now)?;
            get(transaction, kept.id)?.ok_or_else(|| Failure::missing("agent", kept.id))
        })
    }

    /// Deletes an agent; its versions at servers must then be removed ([`Ledger::remove_retired_agents`]). Returns
    /// true if it existed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn delete_own_agent(&self, id: OwnAgentId, now: i64) -> Result<bool, Error> {
        self.write(move |transaction| {
            let files = files(transaction, id)?;
            let deleted = transaction
                .prepare_cached("DELETE FROM agents WHERE id = ?1")?
                .execute([id])?;
            removals::note_leftovers(transaction, &files, now)?;
            Ok(deleted > 0)
        })
    }
}

const SELECT: &str = "SELECT id, stem, head, created_at, changed_at FROM agents";

fn get(connection: &Connection, id: OwnAgentId) -> rusqlite::Result<Option<OwnAgent>> {
    connection
        .prepare_cached(&format!("{SELECT} WHERE id = ?1"))?
        .query_row([id], from_row)
        .optional()
}

fn files(connection: &Connection, id: OwnAgentId) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT sha256 FROM agent_files WHERE agent_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect()
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<OwnAgent> {
    Ok(OwnAgent {
        id: row.get("id")?,
        stem: row.get("stem")?,
        head: row.get::<_, Json>("head")?.0,
        created_at: row.get("created_at")?,
        changed_at: row.get("changed_at")?,
    })
}
