//! Changes to an interaction during its run.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::notice;
use crate::error::{Error, Failure};
use crate::sql::{Assignments, Set};
use crate::{ConversationId, Ledger, Notice, RunId, Step};
use crate::{conversations, search, steps};

/// Changes to one interaction, written together. Fields left at their default are not changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RunUpdate {
    /// New state of the run, as serialised by the state machine.
    pub phase: Option<Value>,
    /// Status reported by the server.
    pub status: Set<String>,
    /// Base URL that the request was sent to.
    pub origin: Set<String>,
    /// The server's id.
    pub api_id: Set<String>,
    /// Id of the sandbox.
    pub environment_id: Set<String>,
    /// Whether the interaction is terminal and everything it made is saved.
    pub settled: Option<bool>,
    /// State of the notification. A step that does not go forward is ignored (see [`Notice`]), except back to
    /// [`Notice::None`], for a run that goes on or ends after it needed the person.
    pub notice: Option<Notice>,
    /// Why the run failed or waits.
    pub error: Set<Value>,
    /// The rebuilt request, if the server has forgotten all preceding turns.
    pub rewritten: Option<RewrittenRequest>,
    /// Token usage.
    pub usage: Set<Value>,
    /// The model named in the answer.
    pub answered_by: Set<String>,
    /// The spending limit at which the run was stopped.
    pub limit_reached: Set<i64>,
    /// Time at which the server accepted the request.
    pub submitted_at: Set<i64>,
    /// Time of the last event from the server.
    pub last_event_at: Set<i64>,
    /// Time at which it ended.
    pub finished_at: Set<i64>,
    /// Removes the steps from this index on before `steps` are written; 0 removes all.
    pub drop_steps_from: Option<u32>,
    /// New or changed steps, by their index.
    pub steps: Vec<Step>,
    /// The answer as plain text, for search and for the list entry. Pass it when the run ends, not with every batch:
    /// it is indexed when the run is settled.
    pub answer: Option<String>,
    /// Whether the conversation is to be marked as unread.
    pub unread: Option<bool>,
    /// Time to which the conversation's `updated_at` is raised; it moves up in its list.
    pub touched_at: Option<i64>,
}

/// A create request that replaces the stored one.
#[derive(Debug, Clone, PartialEq)]
pub struct RewrittenRequest {
    /// The request as JSON, exactly as it is to be sent.
    pub request: String,
    /// The part of earlier turns that the request repeats.
    pub carried: Value,
}

impl Ledger {
    /// Writes changes to an interaction in one transaction. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the interaction does not exist.
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
            // The person is notified about this conversation, so it must be in the list where they look for it.
            conversations::unarchive(transaction, conversation)?;
        }
    }
    if let Some(at) = update.touched_at {
        conversations::touch(transaction, conversation, at)?;
    }
    Ok(())
}

fn rewrite(
    transaction: &Connection,
    run: RunId,
    rewritten: &RewrittenRequest,
) -> rusqlite::Result<()> {
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
    columns.set_if_some("phase", update.phase.as_ref().map(Value::to_string));
    columns.set("status", &update.status);
    columns.set("origin", &update.origin);
    columns.set("api_id", &update.api_id);
    columns.set("environment_id", &update.environment_id);
    columns.set_if_some("settled", update.settled);
    columns.json("error", &update.error);
    columns.json("usage", &update.usage);
    columns.set("answered_by", &update.answered_by);
    columns.set("limit_reached", &update.limit_reached);
    columns.set("submitted_at", &update.submitted_at);
    columns.set("last_event_at", &update.last_event_at);
    columns.set("finished_at", &update.finished_at);
    columns
}
