//! What changes in an interaction while it runs.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::notice;
use crate::error::{Error, Failure};
use crate::sql::{Assignments, Set};
use crate::{ConversationId, Ledger, Notice, RunId, Step};
use crate::{conversations, search, steps};

/// Changes to one interaction, written together. What is not named stays as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunUpdate {
    /// Where the run is now, in the words of the state machine.
    pub phase: Option<Value>,
    /// The server's status word.
    pub status: Set<String>,
    /// Where it was sent.
    pub origin: Set<String>,
    /// The server's id.
    pub api_id: Set<String>,
    /// The sandbox.
    pub environment_id: Set<String>,
    /// Terminal, and everything it made is safe.
    pub settled: Option<bool>,
    /// How far the person is told. A step that does not go forward is left out (see [`Notice`]),
    /// except back to [`Notice::None`], for a run that goes on or ends after it needed the person.
    pub notice: Option<Notice>,
    /// Why it failed or waits.
    pub error: Set<Value>,
    /// The request was written anew: the server has forgotten all that it follows.
    pub rewritten: Option<Rewritten>,
    /// Tokens used.
    pub usage: Set<Value>,
    /// The model that the answer names.
    pub answered_by: Set<String>,
    /// The limit at which it was stopped.
    pub limit_reached: Set<i64>,
    /// When the server took it.
    pub submitted_at: Set<i64>,
    /// When the server last said something.
    pub last_event_at: Set<i64>,
    /// When it ended.
    pub finished_at: Set<i64>,
    /// Steps from this index on are removed before `steps` are written; 0 removes all.
    pub drop_steps_from: Option<u32>,
    /// Steps that are new or changed, by their index.
    pub steps: Vec<Step>,
    /// The text of the answer as plain text: what search finds, and the line in the list. Give it
    /// when the run ends, not with every batch: it is indexed when the run is settled.
    pub answer: Option<String>,
    /// Whether the conversation is now to be looked at.
    pub unread: Option<bool>,
    /// Moves the conversation up in its list.
    pub touched_at: Option<i64>,
}

/// A create request that replaces the one that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewritten {
    /// The request as JSON, exactly as it is to be sent.
    pub request: String,
    /// What it carries of the turns before it.
    pub carried: Value,
}

impl Ledger {
    /// Writes changes to an interaction, in one transaction. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when it is not there.
    pub fn update(&self, run: RunId, update: &RunUpdate) -> Result<(), Error> {
        let update = update.clone();
        self.write(move |transaction| apply(transaction, run, &update))
    }
}

pub(crate) fn apply(
    transaction: &Connection,
    run: RunId,
    update: &RunUpdate,
) -> Result<(), Failure> {
    let (key, conversation, settled): (i64, ConversationId, bool) = transaction
        .prepare_cached("SELECT key, conversation_id, settled FROM interactions WHERE id = ?1")?
        .query_row([run], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .ok_or_else(|| Failure::missing("turn", run))?;
    columns(update).update(transaction, "interactions", &run.to_string())?;
    if let Some(rewritten) = &update.rewritten {
        rewrite(transaction, run, rewritten)?;
    }
    if let Some(to) = update.notice {
        notice::advance(transaction, run, to)?;
    }
    if let Some(from) = update.drop_steps_from {
        steps::drop_from(transaction, run, from)?;
    }
    steps::upsert(transaction, run, &update.steps)?;
    if !update.steps.is_empty() || update.drop_steps_from.is_some() {
        search::note_turn(transaction, key)?;
    }
    if let Some(answer) = &update.answer {
        search::note_answer(transaction, key, answer)?;
    }
    if update.settled.unwrap_or(settled) {
        search::catch_up(transaction, key)?;
    }
    if let Some(unread) = update.unread {
        conversations::set_unread(transaction, conversation, unread)?;
        if unread {
            // The person is told of it, so it is where they look for it.
            conversations::unarchive(transaction, conversation)?;
        }
    }
    if let Some(at) = update.touched_at {
        conversations::touch(transaction, conversation, at)?;
    }
    Ok(())
}

fn rewrite(transaction: &Connection, run: RunId, rewritten: &Rewritten) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE requests SET request = ?2, carried = ?3 WHERE run_id = ?1")?
        .execute((run, &rewritten.request, rewritten.carried.to_string()))?;
    transaction
        .prepare_cached(
            "WITH RECURSIVE earlier (id) AS (
               SELECT parent_id FROM interactions WHERE id = ?1
               UNION SELECT parent_id FROM interactions JOIN earlier USING (id)
             )
             UPDATE interactions SET forgotten = 1
             WHERE id IN (SELECT id FROM earlier)
               AND engine = (SELECT engine FROM interactions WHERE id = ?1)",
        )?
        .execute([run])?;
    Ok(())
}

fn columns(update: &RunUpdate) -> Assignments {
    let mut columns = Assignments::default();
    columns.maybe("phase", update.phase.as_ref().map(Value::to_string));
    columns.set("status", &update.status);
    columns.set("origin", &update.origin);
    columns.set("api_id", &update.api_id);
    columns.set("environment_id", &update.environment_id);
    columns.maybe("settled", update.settled);
    columns.json("error", &update.error);
    columns.json("usage", &update.usage);
    columns.set("answered_by", &update.answered_by);
    columns.set("limit_reached", &update.limit_reached);
    columns.set("submitted_at", &update.submitted_at);
    columns.set("last_event_at", &update.last_event_at);
    columns.set("finished_at", &update.finished_at);
    columns
}
