//! What a ledger has beside conversations, on its way out and in.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Error;
use crate::sql::Json;
use crate::{ConversationId, Engine, KeptAgent, Ledger, RunId, ScheduleId, Spent, Target};

/// The text of a schedule, without the trigger that it is at a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptSchedule {
    /// Its id.
    pub id: ScheduleId,
    /// When it was made.
    pub created_at: i64,
    /// What the person filled in, in the words of whoever wrote it.
    pub body: Value,
}

impl Ledger {
    /// The texts of schedules, those of an archive among them, in the order of their ids. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn kept_schedules(&self) -> Result<Vec<KeptSchedule>, Error> {
        self.read_schedules(
            "SELECT id, created_at, body FROM schedules
             UNION ALL
             SELECT id, created_at, body FROM archived_schedules
             WHERE id NOT IN (SELECT id FROM schedules) ORDER BY id",
        )
    }

    /// The texts of schedules that came with an archive and are at no server. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn archived_schedules(&self) -> Result<Vec<KeptSchedule>, Error> {
        self.read_schedules(
            "SELECT id, created_at, body FROM archived_schedules
             WHERE id NOT IN (SELECT id FROM schedules) ORDER BY id",
        )
    }

    /// Keeps the text of a schedule that came with an archive, unless it is there. Says whether it was new. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn keep_archived_schedule(&self, schedule: &KeptSchedule) -> Result<bool, Error> {
        let schedule = schedule.clone();
        self.write(move |transaction| {
            let inserted = transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO archived_schedules (id, created_at, body)
                     SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM schedules WHERE id = ?1)",
                )?
                .execute((schedule.id, schedule.created_at, schedule.body.to_string()))?;
            Ok(inserted > 0)
        })
    }

    /// Forgets the text of a schedule that came with an archive. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_archived_schedule(&self, id: ScheduleId) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM archived_schedules WHERE id = ?1")?
                .execute([id])?;
            Ok(())
        })
    }

    fn read_schedules(&self, select: &str) -> Result<Vec<KeptSchedule>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(select)?
                .query_map([], |row| {
                    Ok(KeptSchedule {
                        id: row.get(0)?,
                        created_at: row.get(1)?,
                        body: row.get::<_, Json>(2)?.0,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// All of every agent of the person's own, with the times it was made and changed, in the order of their ids. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn whole_agents(&self) -> Result<Vec<(KeptAgent, i64, i64)>, Error> {
        self.read(|snapshot| {
            let mut agents = snapshot
                .prepare_cached(
                    "SELECT id, stem, head, body, created_at, changed_at FROM agents ORDER BY id",
                )?
                .query_map([], agent)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut files = snapshot.prepare_cached(
                "SELECT sha256 FROM agent_files WHERE agent_id = ?1 ORDER BY sha256",
            )?;
            for (agent, ..) in &mut agents {
                agent.files = files
                    .query_map([agent.id], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
            }
            Ok(agents)
        })
    }

    /// Takes in an agent, unless one is there with its id or its stem. Says whether it was new. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn take_in_agent(
        &self,
        agent: &KeptAgent,
        created_at: i64,
        changed_at: i64,
    ) -> Result<bool, Error> {
        let agent = agent.clone();
        self.write(move |transaction| {
            let inserted = transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO agents (id, stem, head, body, created_at, changed_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )?
                .execute((
                    agent.id,
                    &agent.stem,
                    agent.head.to_string(),
                    agent.body.to_string(),
                    created_at,
                    changed_at,
                ))?;
            if inserted == 0 {
                return Ok(false);
            }
            for sha256 in &agent.files {
                transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO agent_files (agent_id, sha256) VALUES (?1, ?2)",
                    )?
                    .execute((agent.id, sha256))?;
            }
            Ok(true)
        })
    }

    /// What every run used that is still counted, oldest first, until `each` breaks. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn all_spent(
        &self,
        mut each: impl FnMut(Spent) -> std::ops::ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(
                "SELECT s.*, c.title FROM spending s
                 LEFT JOIN conversations c ON c.id = s.conversation_id AND c.deleted_at IS NULL
                 ORDER BY s.at, s.run_id",
            )?;
            for spent in statement.query_map([], crate::spending::from_row)? {
                if each(spent?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Counts what runs used that are not counted yet. A conversation that is not there is left out. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn take_in_spent(&self, spent: Vec<Spent>) -> Result<u64, Error> {
        self.write(move |transaction| {
            let mut new = 0;
            for spent in &spent {
                let conversation: Option<ConversationId> = match spent.conversation_id {
                    Some(id) => transaction
                        .prepare_cached("SELECT id FROM conversations WHERE id = ?1")?
                        .query_row([id], |row| row.get(0))
                        .optional()?,
                    None => None,
                };
                new += transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO spending
                           (run_id, conversation_id, at, engine, target, target_id, answered_by, usage)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    )?
                    .execute((
                        spent.run_id,
                        conversation,
                        spent.at,
                        spent.engine,
                        spent.target,
                        &spent.target_id,
                        &spent.answered_by,
                        spent.usage.to_string(),
                    ))?;
            }
            Ok(u64::try_from(new).unwrap_or_default())
        })
    }

    /// Every file that something refers to which is not deleted, each once, in order. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn files_to_keep(&self) -> Result<Vec<String>, Error> {
        self.read(|snapshot| {
            let files = snapshot
                .prepare_cached(FILES)?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(files)
        })
    }

    /// Every unsent text of a place that is there, in the order of their keys. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn all_drafts(&self) -> Result<Vec<crate::Draft>, Error> {
        let keys: Vec<String> = self.read(|snapshot| {
            let keys = snapshot
                .prepare_cached("SELECT key FROM drafts ORDER BY key")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(keys)
        })?;
        let mut drafts = Vec::new();
        for key in keys {
            if let Ok(key) = key.parse() {
                drafts.extend(self.draft(key)?);
            }
        }
        Ok(drafts)
    }
}

const FILES: &str = "
SELECT a.sha256 FROM artifacts a JOIN interactions i ON i.id = a.run_id
JOIN conversations c ON c.id = i.conversation_id
WHERE a.sha256 IS NOT NULL AND c.deleted_at IS NULL
UNION
SELECT f.sha256 FROM attached_files f JOIN interactions i ON i.id = f.run_id
JOIN conversations c ON c.id = i.conversation_id WHERE c.deleted_at IS NULL
UNION
SELECT sha256 FROM agent_files
UNION
SELECT json_extract(value, '$.sha256') FROM drafts, json_each(drafts.attachments)
WHERE json_extract(value, '$.sha256') IS NOT NULL
ORDER BY 1";

fn agent(row: &Row<'_>) -> rusqlite::Result<(KeptAgent, i64, i64)> {
    let agent = KeptAgent {
        id: row.get("id")?,
        stem: row.get("stem")?,
        head: row.get::<_, Json>("head")?.0,
        body: row.get::<_, Json>("body")?.0,
        files: Vec::new(),
    };
    Ok((agent, row.get("created_at")?, row.get("changed_at")?))
}

/// What of a run is counted, in the words of an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeSpent {
    /// The run, which may be deleted by now.
    pub run: RunId,
    /// Its conversation, unless that is deleted.
    pub conversation: Option<ConversationId>,
    /// When the person pressed Send.
    pub at: i64,
    /// Who served it.
    pub engine: Engine,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// Its id.
    pub target_id: String,
    /// The model that the answer named.
    pub answered_by: Option<String>,
    /// Tokens used, as the server said it.
    pub usage: Value,
}

impl From<Spent> for WholeSpent {
    fn from(spent: Spent) -> Self {
        Self {
            run: spent.run_id,
            // Of a deleted conversation there is no title.
            conversation: spent.conversation_id.filter(|_| spent.title.is_some()),
            at: spent.at,
            engine: spent.engine,
            target: spent.target,
            target_id: spent.target_id,
            answered_by: spent.answered_by,
            usage: spent.usage,
        }
    }
}

impl From<WholeSpent> for Spent {
    fn from(spent: WholeSpent) -> Self {
        Self {
            run_id: spent.run,
            conversation_id: spent.conversation,
            title: None,
            at: spent.at,
            engine: spent.engine,
            target: spent.target,
            target_id: spent.target_id,
            answered_by: spent.answered_by,
            usage: spent.usage,
        }
    }
}
