//! Export and import of everything but conversations.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Error;
use crate::sql::Json;
use crate::{
    AgentRecord, ConversationId, Engine, Folder, FolderId, Ledger, RunId, RunUsage, ScheduleId,
    Target,
};
use crate::{compact, folders, removals};

/// The person's part of a schedule, without its trigger at a server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchivedSchedule {
    /// Its id.
    pub id: ScheduleId,
    /// Time of creation.
    pub created_at: i64,
    /// The person's settings; opaque JSON, written and read by the caller.
    pub body: Value,
    /// SHA-256 of every file that its runs are given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Ledger {
    /// Returns the texts of all schedules, those imported from an archive included, ordered by id. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn kept_schedules(&self) -> Result<Vec<ArchivedSchedule>, Error> {
        self.read_schedules(
            "SELECT id, created_at, body FROM schedules
             UNION ALL
             SELECT id, created_at, body FROM archived_schedules
             WHERE id NOT IN (SELECT id FROM schedules) ORDER BY id",
        )
    }

    /// Returns the texts of schedules that were imported from an archive and are at no server. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn archived_schedules(&self) -> Result<Vec<ArchivedSchedule>, Error> {
        self.read_schedules(
            "SELECT id, created_at, body FROM archived_schedules
             WHERE id NOT IN (SELECT id FROM schedules) ORDER BY id",
        )
    }

    /// Stores the text of a schedule from an archive, and its file references, unless it exists. Returns true if it
    /// was new. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn keep_archived_schedule(&self, schedule: &ArchivedSchedule) -> Result<bool, Error> {
        let schedule = schedule.clone();
        self.write(move |transaction| {
            let inserted = transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO archived_schedules (id, created_at, body)
                     SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM schedules WHERE id = ?1)",
                )?
                .execute((schedule.id, schedule.created_at, schedule.body.to_string()))?;
            if inserted == 0 {
                return Ok(false);
            }
            let mut name = transaction.prepare_cached(
                "INSERT OR IGNORE INTO archived_schedule_files (schedule_id, sha256) VALUES (?1, ?2)",
            )?;
            for file in &schedule.files {
                name.execute((schedule.id, file))?;
            }
            Ok(true)
        })
    }

    /// Deletes the text of a schedule from an archive, and notes as leftovers those of its files that nothing else
    /// refers to. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_archived_schedule(&self, id: ScheduleId, now: i64) -> Result<(), Error> {
        self.write(move |transaction| {
            let files = files_of(transaction, "archived_schedule_files", id)?;
            transaction
                .prepare_cached("DELETE FROM archived_schedules WHERE id = ?1")?
                .execute([id])?;
            removals::note_leftovers(transaction, &files, now)?;
            compact::note(transaction)?;
            Ok(())
        })
    }

    fn read_schedules(&self, select: &str) -> Result<Vec<ArchivedSchedule>, Error> {
        self.read(|snapshot| {
            let mut schedules = snapshot
                .prepare_cached(select)?
                .query_map([], |row| {
                    Ok(ArchivedSchedule {
                        id: row.get(0)?,
                        created_at: row.get(1)?,
                        body: row.get::<_, Json>(2)?.0,
                        files: Vec::new(),
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            for schedule in &mut schedules {
                schedule.files = files_of(snapshot, "schedule_files", schedule.id)?;
                if schedule.files.is_empty() {
                    schedule.files = files_of(snapshot, "archived_schedule_files", schedule.id)?;
                }
            }
            Ok(schedules)
        })
    }

    /// Creates the folders that do not exist; a folder whose name exists already (ignoring case) is merged with that
    /// one. Returns the local id for each, and the number of new folders. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn import_folders(
        &self,
        folders: &[Folder],
    ) -> Result<(HashMap<FolderId, FolderId>, u64), Error> {
        let folders = folders.to_vec();
        self.write(move |transaction| {
            let (mut here, mut new) = (HashMap::new(), 0);
            for folder in &folders {
                let known = match folders::get(transaction, folder.id)? {
                    Some(known) => Some(known),
                    None => folders::named(transaction, &folder.name, None)?,
                };
                if known.is_none() {
                    folders::insert(transaction, folder)?;
                    new += 1;
                }
                here.insert(folder.id, known.map_or(folder.id, |known| known.id));
            }
            Ok((here, new))
        })
    }

    /// Returns the settings whose keys begin with `prefix`, with the prefix removed, in order. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn settings_under(&self, prefix: &str) -> Result<BTreeMap<String, Value>, Error> {
        self.read(|snapshot| {
            let settings = snapshot
                .prepare_cached(
                    "SELECT substr(key, length(?1) + 1), value FROM settings
                     WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
                )?
                .query_map([prefix], |row| Ok((row.get(0)?, row.get::<_, Json>(1)?.0)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(settings)
        })
    }

    /// Returns all of the person's own agents in full, with the times of creation and last change, ordered by id.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn whole_agents(&self) -> Result<Vec<(AgentRecord, i64, i64)>, Error> {
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

    /// Imports an agent unless one with its id or its stem exists. Returns true if it was new. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn import_agent(
        &self,
        agent: &AgentRecord,
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

    /// Passes the usage of every recorded run, oldest first, to `each` until it breaks. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn all_usage(
        &self,
        mut each: impl FnMut(RunUsage) -> std::ops::ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(
                "SELECT s.*, c.title FROM spending s
                 LEFT JOIN conversations c ON c.id = s.conversation_id AND c.deleted_at IS NULL
                 ORDER BY s.at, s.run_id",
            )?;
            for run in statement.query_map([], crate::spending::from_row)? {
                if each(run?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Stores the usage of runs that are not recorded yet, marked as imported. References to conversations that do not
    /// exist are dropped. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn import_usage(&self, runs: Vec<RunUsage>) -> Result<u64, Error> {
        self.write(move |transaction| {
            let mut new = 0;
            for run in &runs {
                let conversation: Option<ConversationId> = match run.conversation_id {
                    Some(id) => transaction
                        .prepare_cached("SELECT id FROM conversations WHERE id = ?1")?
                        .query_row([id], |row| row.get(0))
                        .optional()?,
                    None => None,
                };
                new += transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO spending
                           (run_id, conversation_id, at, engine, target, target_id, answered_by, usage, imported)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1)",
                    )?
                    .execute((
                        run.run_id,
                        conversation,
                        run.at,
                        run.engine,
                        run.target,
                        &run.target_id,
                        &run.answered_by,
                        run.usage.to_string(),
                    ))?;
            }
            Ok(u64::try_from(new).unwrap_or_default())
        })
    }

    /// Returns the hash of every file that something not deleted refers to, sorted and distinct. Blocks.
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

    /// Returns every draft whose conversation or turn exists, ordered by key. Blocks.
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

/// Files of deleted conversations are left out: those are only waiting for removal.
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
SELECT sha256 FROM schedule_files
UNION
SELECT sha256 FROM archived_schedule_files
WHERE schedule_id NOT IN (SELECT id FROM schedules)
UNION
SELECT json_extract(value, '$.sha256') FROM drafts, json_each(drafts.attachments)
WHERE json_extract(value, '$.sha256') IS NOT NULL
ORDER BY 1";

/// Returns the files that a schedule refers to, from one of the two tables for them.
fn files_of(
    connection: &Connection,
    table: &'static str,
    id: ScheduleId,
) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(&format!(
            "SELECT sha256 FROM {table} WHERE schedule_id = ?1 ORDER BY sha256"
        ))?
        .query_map([id], |row| row.get(0))?
        .collect()
}

fn agent(row: &Row<'_>) -> rusqlite::Result<(AgentRecord, i64, i64)> {
    let agent = AgentRecord {
        id: row.get("id")?,
        stem: row.get("stem")?,
        head: row.get::<_, Json>("head")?.0,
        body: row.get::<_, Json>("body")?.0,
        files: Vec::new(),
    };
    Ok((agent, row.get("created_at")?, row.get("changed_at")?))
}

/// The usage of a run in the format of an archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WholeRunUsage {
    /// The run, which may have been deleted since.
    pub run: RunId,
    /// Its conversation; `None` if deleted.
    pub conversation: Option<ConversationId>,
    /// Time at which the person pressed Send.
    pub at: i64,
    /// The engine that served it.
    pub engine: Engine,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// Id of the model or agent.
    pub target_id: String,
    /// The model named in the answer.
    pub answered_by: Option<String>,
    /// Token usage as reported by the server.
    pub usage: Value,
}

impl From<RunUsage> for WholeRunUsage {
    fn from(run: RunUsage) -> Self {
        Self {
            run: run.run_id,
            // A deleted conversation has no title.
            conversation: run.conversation_id.filter(|_| run.title.is_some()),
            at: run.at,
            engine: run.engine,
            target: run.target,
            target_id: run.target_id,
            answered_by: run.answered_by,
            usage: run.usage,
        }
    }
}

impl From<WholeRunUsage> for RunUsage {
    fn from(run: WholeRunUsage) -> Self {
        Self {
            run_id: run.run,
            conversation_id: run.conversation,
            title: None,
            at: run.at,
            engine: run.engine,
            target: run.target,
            target_id: run.target_id,
            answered_by: run.answered_by,
            usage: run.usage,
        }
    }
}
