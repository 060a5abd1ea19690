//! Versions of the person's agents at servers: the current one, and earlier ones until they are deleted there.

use rusqlite::Row;

use crate::error::Error;
use crate::removals::{self, NewRemoval};
use crate::{Engine, Ledger, OwnAgentId, RemovalKind};

/// Grace period after the creation of a version during which it is not removed, in milliseconds: the run that it was
/// made for may not be recorded yet.
const GRACE: i64 = 60_000;

/// A version of an agent that exists, or existed, at a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentVersion {
    /// The agent; it may be one that was only tried and never saved.
    pub agent: OwnAgentId,
    /// The engine that serves it.
    pub engine: Engine,
    /// Base URL of its server; on this computer that of the connected server whose model it uses, if any.
    pub origin: Option<String>,
    /// The server's id of this version.
    pub api_id: String,
    /// Time at which it was made there.
    pub made_at: i64,
    /// True if a newer version is in use.
    pub retired: bool,
}

impl Ledger {
    /// Returns every version ever made at any server, the newest first, including those already deleted there: the
    /// record still has turns of theirs. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn agent_versions(&self) -> Result<Vec<AgentVersion>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached("SELECT * FROM agent_versions ORDER BY key DESC")?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Notes what an agent was made as at a server. It is the one in use from now on; the others of the same agent at
    /// the same server are retired. On this computer there is one server, wherever the words of a version go. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn note_agent_version(&self, version: &AgentVersion) -> Result<(), Error> {
        let version = version.clone();
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE agent_versions SET retired = 1
                     WHERE agent_id = ?1 AND engine = ?2 AND (engine = 'local' OR origin IS ?3)",
                )?
                .execute((version.agent, version.engine, &version.origin))?;
            // An older Errand may have noted it without the place that its words go to.
            transaction
                .prepare_cached(
                    "DELETE FROM agent_versions
                     WHERE engine = 'local' AND engine = ?1 AND origin IS NOT ?2 AND api_id = ?3",
                )?
                .execute((version.engine, &version.origin, &version.api_id))?;
            transaction
                .prepare_cached(
                    "INSERT INTO agent_versions (agent_id, engine, origin, api_id, made_at)
                     VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT DO UPDATE SET made_at = ?5, retired = 0, removed = 0",
                )?
                .execute((
                    version.agent,
                    version.engine,
                    &version.origin,
                    &version.api_id,
                    version.made_at,
                ))?;
            // A pending removal of this id was for its earlier use; the version is in use again.
            transaction
                .prepare_cached(
                    "DELETE FROM removals
                     WHERE kind = ?1 AND engine = ?2 AND (engine = 'local' OR origin IS ?3)
                       AND id = ?4",
                )?
                .execute((
                    RemovalKind::Agent,
                    version.engine,
                    &version.origin,
                    &version.api_id,
                ))?;
            Ok(())
        })
    }

    /// Queues for deletion every version that is retired, or whose agent does not exist (any more), unless an
    /// unfinished run or a schedule uses it. Returns true if there were any. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn remove_retired_agents(&self, now: i64) -> Result<bool, Error> {
        self.write(move |transaction| {
            let idle: Vec<(i64, AgentVersion)> = transaction
                .prepare_cached(
                    "SELECT v.* FROM agent_versions v WHERE v.removed = 0 AND v.made_at <= ?1
                     AND (v.retired = 1 OR v.agent_id NOT IN (SELECT id FROM agents))
                     AND NOT EXISTS (
                       SELECT 1 FROM interactions i WHERE i.settled = 0 AND i.target = 'agent'
                         AND i.engine = v.engine AND i.target_id = v.api_id)
                     AND NOT EXISTS (
                       SELECT 1 FROM schedules s WHERE s.engine = v.engine AND s.target = v.api_id)",
                )?
                .query_map([now - GRACE], |row| Ok((row.get("key")?, from_row(row)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let removed = idle.iter().map(|(_, version)| NewRemoval {
                engine: version.engine,
                origin: version.origin.clone(),
                kind: RemovalKind::Agent,
                id: version.api_id.clone(),
                running: false,
            });
            removals::insert(transaction, &removed.collect::<Vec<_>>(), now)?;
            for (key, _) in &idle {
                transaction
                    .prepare_cached("UPDATE agent_versions SET removed = 1 WHERE key = ?1")?
                    .execute([key])?;
            }
            Ok(!idle.is_empty())
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<AgentVersion> {
    Ok(AgentVersion {
        agent: row.get("agent_id")?,
        engine: row.get("engine")?,
        origin: row.get("origin")?,
        api_id: row.get("api_id")?,
        made_at: row.get("made_at")?,
        retired: row.get("retired")?,
    })
}
