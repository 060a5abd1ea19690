//! Runs of schedules: discovered at their servers, and recorded as conversations.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::conversations::{self, NewConversation};
use crate::error::{Error, Failure};
use crate::interactions;
use crate::sql::Json;
use crate::tools;
use crate::{ConversationId, Interaction, Ledger, NewInteraction, RunId, ScheduleId};

/// A run of a schedule as its server reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct NotedRun {
    /// The server's id of the run.
    pub execution_id: String,
    /// Time at which it was due or began; used for sorting.
    pub at: i64,
    /// The server's data about the run; opaque JSON, written and read by the caller.
    pub facts: Value,
}

/// A recorded run of a schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduledRun {
    /// The data that its server reports.
    pub noted: NotedRun,
    /// The turn that records it; `None` if it was deleted or there is none.
    pub run: Option<RunId>,
    /// The conversation of that turn.
    pub conversation: Option<ConversationId>,
}

impl Ledger {
    /// Returns the newest runs of a schedule, the newest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn scheduled_runs(&self, id: ScheduleId, limit: u32) -> Result<Vec<ScheduledRun>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(
                    "SELECT r.execution_id, r.at, r.facts, i.id, i.conversation_id FROM scheduled_runs r
                     LEFT JOIN interactions i ON i.id = r.run_id AND i.conversation_id NOT IN
                       (SELECT id FROM conversations WHERE deleted_at IS NOT NULL)
                     WHERE r.schedule_id = ?1 ORDER BY r.at DESC, r.key DESC LIMIT ?2",
                )?
                .query_map((id, limit), |row| {
                    Ok(ScheduledRun {
                        noted: NotedRun {
                            execution_id: row.get(0)?,
                            at: row.get(1)?,
                            facts: row.get::<_, Json>(2)?.0,
                        },
                        run: row.get(3)?,
                        conversation: row.get(4)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Inserts or updates a run. Returns true if anything changed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn note_scheduled_run(&self, id: ScheduleId, noted: &NotedRun) -> Result<bool, Error> {
        let noted = noted.clone();
        self.write(move |transaction| Ok(note(transaction, id, &noted)?))
    }

    /// Records a run as a conversation of its own with one turn, for the interaction `api_id` that the server has
    /// already started. Runs in one transaction and takes effect once: no turn is returned if the run was recorded
    /// before, even if its conversation was deleted since. The second value is true if anything about the run was new.
    /// `tools` are those of the conversation. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written, or the schedule does not exist.
    pub fn take_scheduled_run(
        &self,
        id: ScheduleId,
        noted: &NotedRun,
        conversation: &NewConversation,
        turn: &NewInteraction,
        api_id: &str,
        tools: Option<&Value>,
    ) -> Result<(bool, Option<Interaction>), Error> {
        let (noted, conversation, turn) = (noted.clone(), conversation.clone(), turn.clone());
        let api_id = api_id.to_owned();
        let tools = tools.map(Value::to_string);
        self.write(move |transaction| {
            let is_new = note(transaction, id, &noted)?;
            let taken = transaction
                .prepare_cached(
                    "UPDATE scheduled_runs SET taken = 1
                     WHERE schedule_id = ?1 AND execution_id = ?2 AND taken = 0",
                )?
                .execute((id, &noted.execution_id))?;
            if taken == 0 {
                return Ok((is_new, None));
            }
            let (_, row) = conversations::begin(transaction, &conversation, turn)?;
            if let Some(tools) = &tools {
                tools::set(transaction, row.conversation_id, tools)?;
            }
            transaction
                .prepare_cached("UPDATE interactions SET api_id = ?2 WHERE id = ?1")?
                .execute((row.id, &api_id))?;
            transaction
                .prepare_cached(
                    "UPDATE scheduled_runs SET run_id = ?3 WHERE schedule_id = ?1 AND execution_id = ?2",
                )?
                .execute((id, &noted.execution_id, row.id))?;
            let row = interactions::get(transaction, row.id)?;
            let row = row.ok_or_else(|| Failure::missing("schedule", id))?;
            Ok((true, Some(row)))
        })
    }
}

fn note(transaction: &Connection, id: ScheduleId, noted: &NotedRun) -> rusqlite::Result<bool> {
    let facts = noted.facts.to_string();
    let known: Option<String> = transaction
        .prepare_cached(
            "SELECT facts FROM scheduled_runs WHERE schedule_id = ?1 AND execution_id = ?2",
        )?
        .query_row((id, &noted.execution_id), |row| row.get(0))
        .optional()?;
    if known.as_ref() == Some(&facts) {
        return Ok(false);
    }
    transaction
        .prepare_cached(
            "INSERT INTO scheduled_runs (schedule_id, execution_id, at, facts) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (schedule_id, execution_id) DO UPDATE SET at = ?3, facts = ?4",
        )?
        .execute((id, &noted.execution_id, noted.at, &facts))?;
    Ok(true)
}
