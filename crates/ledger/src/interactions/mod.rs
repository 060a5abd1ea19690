//! Interactions: requests and their current state.

mod notice;
mod turns;
mod update;

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use turns::Siblings;
pub(crate) use update::apply;
pub use update::{RewrittenRequest, RunUpdate};

use crate::error::{Error, Failure};
use crate::sql::Json;
use crate::{ConversationId, Engine, Ledger, Notice, RunId, Target, WholeTurn};
use crate::{DraftKey, conversations, drafts, search};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");
pub(crate) const V5: &str = include_str!("5.sql");

/// The current state of an interaction. The request itself is read with [`Ledger::request`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interaction {
    /// Errand's own id.
    pub id: RunId,
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// The interaction it follows; `None` at the start of a conversation.
    pub parent_id: Option<RunId>,
    /// The engine that serves it.
    pub engine: Engine,
    /// Base URL of its server; `None` on this computer, and if it was not recorded.
    pub origin: Option<String>,
    /// True if the server reported that it no longer has this interaction.
    pub forgotten: bool,
    /// True if it was imported: no server is asked about it, whatever the other fields say.
    #[serde(default)]
    pub imported: bool,
    /// The server's id, once known.
    pub api_id: Option<String>,
    /// Whether the request is to a model or to an agent.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// The person's message.
    pub prompt: String,
    /// Attachments: an array of objects; the field `sha256` of one names its bytes.
    pub attachments: Value,
    /// The part of earlier turns that the request repeats; opaque JSON, written and read by the caller.
    pub carried: Option<Value>,
    /// The last status reported by the server (contract 4.1).
    pub status: Option<String>,
    /// State of the run, as serialised by the state machine of the crate `runs`.
    pub phase: Value,
    /// True if the interaction is terminal and everything it made is saved.
    pub settled: bool,
    /// State of the notification about this run.
    pub notice: Notice,
    /// Why the run failed or waits.
    pub error: Option<Value>,
    /// Id of its sandbox, if it has one.
    pub environment_id: Option<String>,
    /// Token usage as reported by the server.
    pub usage: Option<Value>,
    /// The model named in the answer, which may differ from the one requested.
    pub answered_by: Option<String>,
    /// The spending limit, in millionths of a dollar, at which Errand stopped the run.
    pub limit_reached: Option<i64>,
    /// Time at which the person pressed Send.
    pub created_at: i64,
    /// Time at which the server accepted the request.
    pub submitted_at: Option<i64>,
    /// Time of the last event from the server.
    pub last_event_at: Option<i64>,
    /// Time at which it ended.
    pub finished_at: Option<i64>,
}

/// A turn to add: what the person just sent.
#[derive(Debug, Clone, PartialEq)]
pub struct NewInteraction {
    /// The preceding interaction, of the same conversation. A second child of the same parent makes a branch.
    pub parent_id: Option<RunId>,
    /// The engine to serve it.
    pub engine: Engine,
    /// Base URL of its server; `None` on this computer.
    pub origin: Option<String>,
    /// Whether the request is to a model or to an agent.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// The person's message.
    pub prompt: String,
    /// Attachments: an array of objects; the field `sha256` of one names its bytes.
    pub attachments: Value,
    /// The create request as JSON, exactly as it is to be sent.
    pub request: String,
    /// The part of earlier turns that the request repeats.
    pub carried: Option<Value>,
    /// Initial state of the run, as serialised by the state machine.
    pub phase: Value,
    /// Id of an existing sandbox to work in.
    pub environment_id: Option<String>,
    /// The current time.
    pub created_at: i64,
    /// The draft that was sent. It is deleted in the same transaction if it holds exactly `prompt` and `attachments`.
    pub draft: Option<DraftKey>,
}

impl Ledger {
    /// Adds an interaction to a conversation, in one transaction, moves the conversation up and out of the archive,
    /// and deletes the draft that was sent ([`NewInteraction::draft`]). Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the conversation, or the parent in it, does not exist.
    pub fn follow_up(
        &self,
        conversation: ConversationId,
        new: &NewInteraction,
    ) -> Result<Interaction, Error> {
        let new = new.clone();
        self.write(move |transaction| {
            if conversations::get(transaction, conversation)?.is_none() {
                return Err(Failure::missing("conversation", conversation));
            }
            if let Some(parent) = new.parent_id {
                let known = get(transaction, parent)?
                    .is_some_and(|parent| parent.conversation_id == conversation);
                if !known {
                    return Err(Failure::missing("turn", parent));
                }
            }
            conversations::touch(transaction, conversation, new.created_at)?;
            conversations::unarchive(transaction, conversation)?;
            insert(transaction, conversation, new)
        })
    }

    /// Returns an interaction; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn interaction(&self, id: RunId) -> Result<Option<Interaction>, Error> {
        self.read(|snapshot| Ok(get(snapshot, id)?))
    }

    /// Returns every interaction of a conversation, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn interactions(&self, conversation: ConversationId) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| Ok(of_conversation(snapshot, conversation)?))
    }

    /// Returns the create request as it was passed in; `None` if the interaction does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn request(&self, id: RunId) -> Result<Option<String>, Error> {
        self.read(|snapshot| {
            let request = snapshot
                .prepare_cached("SELECT request FROM requests WHERE run_id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            Ok(request)
        })
    }

    /// Returns the newest settled interactions of one model or agent, newest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn settled_by(
        &self,
        engine: Engine,
        target: Target,
        target_id: &str,
        limit: u32,
    ) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE i.engine = ?1 AND i.target = ?2 AND i.target_id = ?3
                       AND i.settled = 1
                     ORDER BY i.key DESC LIMIT ?4"
                ))?
                .query_map((engine, target, target_id, limit), from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Returns every interaction with this sandbox, newest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn in_environment(&self, environment: &str) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE i.environment_id = ?1 ORDER BY i.key DESC"
                ))?
                .query_map([environment], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Returns every unsettled interaction that is not of a deleted conversation, oldest first: the runs to resume at
    /// start. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn unsettled(&self) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE i.settled = 0 AND {NOT_DELETED} ORDER BY i.key"
                ))?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }
}

/// Joins `requests`, which holds the prompt and the attachments.
const SELECT: &str = "SELECT i.*, r.prompt, r.attachments, r.carried FROM interactions i JOIN requests r ON r.run_id = i.id";

/// Excludes interactions of deleted conversations.
pub(crate) const NOT_DELETED: &str =
    "i.conversation_id NOT IN (SELECT id FROM conversations WHERE deleted_at IS NOT NULL)";

pub(crate) fn insert(
    transaction: &Connection,
    conversation: ConversationId,
    new: NewInteraction,
) -> Result<Interaction, Failure> {
    let turn = WholeTurn {
        id: RunId::new(),
        parent: new.parent_id,
        engine: new.engine,
        origin: new.origin,
        forgotten: false,
        api_id: None,
        target: new.target,
        target_id: new.target_id,
        prompt: new.prompt,
        attachments: new.attachments,
        request: new.request,
        carried: new.carried,
        status: None,
        phase: new.phase,
        error: None,
        environment_id: new.environment_id,
        usage: None,
        answered_by: None,
        limit_reached: None,
        created_at: new.created_at,
        submitted_at: None,
        last_event_at: None,
        finished_at: None,
        answer: None,
        listed: false,
        settled: false,
    };
    insert_whole(transaction, conversation, &turn, Notice::None, false)?;
    if let Some(draft) = new.draft {
        drafts::forget_sent(transaction, draft, &turn.prompt, &turn.attachments)?;
    }
    get(transaction, turn.id)?.ok_or_else(|| Failure::missing("turn", turn.id))
}

/// Inserts a turn with its request and returns its key. Does not write its events, steps or files.
pub(crate) fn insert_whole(
    transaction: &Connection,
    conversation: ConversationId,
    turn: &WholeTurn,
    notice: Notice,
    imported: bool,
) -> rusqlite::Result<i64> {
    let json = |value: &Option<Value>| value.as_ref().map(Value::to_string);
    transaction
        .prepare_cached(
            "INSERT INTO interactions
               (id, conversation_id, parent_id, engine, origin, forgotten, imported, api_id, target, target_id,
                status, phase, settled, notice, error, environment_id, usage, answered_by, limit_reached,
                created_at, submitted_at, last_event_at, finished_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20,
               ?21, ?22, ?23)",
        )?
        .execute(rusqlite::params![
            turn.id,
            conversation,
            turn.parent,
            turn.engine,
            turn.origin,
            turn.forgotten,
            imported,
            turn.api_id,
            turn.target,
            turn.target_id,
            turn.status,
            turn.phase.to_string(),
            turn.settled,
            notice,
            json(&turn.error),
            turn.environment_id,
            json(&turn.usage),
            turn.answered_by,
            turn.limit_reached,
            turn.created_at,
            turn.submitted_at,
            turn.last_event_at,
            turn.finished_at,
        ])?;
    let key = transaction.last_insert_rowid();
    transaction
        .prepare_cached(
            "INSERT INTO requests (run_id, prompt, attachments, request, carried)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((
            turn.id,
            &turn.prompt,
            turn.attachments.to_string(),
            &turn.request,
            json(&turn.carried),
        ))?;
    search::note_turn(transaction, key)?;
    Ok(key)
}

pub(crate) fn get(connection: &Connection, id: RunId) -> rusqlite::Result<Option<Interaction>> {
    connection
        .prepare_cached(&format!("{SELECT} WHERE i.id = ?1"))?
        .query_row([id], from_row)
        .optional()
}

pub(crate) fn of_conversation(
    connection: &Connection,
    conversation: ConversationId,
) -> rusqlite::Result<Vec<Interaction>> {
    connection
        .prepare_cached(&format!(
            "{SELECT} WHERE i.conversation_id = ?1 ORDER BY i.key"
        ))?
        .query_map([conversation], from_row)?
        .collect()
}

/// Passes every turn of a conversation, oldest first, with its request and answer, to `each` until it breaks.
pub(crate) fn each_whole<B>(
    connection: &Connection,
    conversation: ConversationId,
    mut each: impl FnMut(WholeTurn) -> Result<ControlFlow<B>, Failure>,
) -> Result<ControlFlow<B>, Failure> {
    let mut statement = connection.prepare_cached(
        "SELECT i.*, r.prompt, r.attachments, r.carried, r.request, a.answer,
           l.run_id IS NOT NULL AS listed
         FROM interactions i JOIN requests r ON r.run_id = i.id
         LEFT JOIN answers a ON a.key = i.key
         LEFT JOIN listings l ON l.run_id = i.id
         WHERE i.conversation_id = ?1 ORDER BY i.key",
    )?;
    let mut rows = statement.query([conversation])?;
    while let Some(row) = rows.next()? {
        if let ControlFlow::Break(with) = each(whole_from_row(row)?)? {
            return Ok(ControlFlow::Break(with));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn whole_from_row(row: &Row<'_>) -> rusqlite::Result<WholeTurn> {
    let turn = from_row(row)?;
    Ok(WholeTurn {
        id: turn.id,
        parent: turn.parent_id,
        engine: turn.engine,
        origin: turn.origin,
        forgotten: turn.forgotten,
        api_id: turn.api_id,
        target: turn.target,
        target_id: turn.target_id,
        prompt: turn.prompt,
        attachments: turn.attachments,
        request: row.get("request")?,
        carried: turn.carried,
        status: turn.status,
        phase: turn.phase,
        error: turn.error,
        environment_id: turn.environment_id,
        usage: turn.usage,
        answered_by: turn.answered_by,
        limit_reached: turn.limit_reached,
        created_at: turn.created_at,
        submitted_at: turn.submitted_at,
        last_event_at: turn.last_event_at,
        finished_at: turn.finished_at,
        answer: row.get("answer")?,
        listed: row.get("listed")?,
        settled: turn.settled,
    })
}

/// Reads a row of [`SELECT`]; additional columns are ignored.
pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Interaction> {
    let json = |column: &str| -> rusqlite::Result<Option<Value>> {
        Ok(row.get::<_, Option<Json>>(column)?.map(|json| json.0))
    };
    Ok(Interaction {
        id: row.get("id")?,
        conversation_id: row.get("conversation_id")?,
        parent_id: row.get("parent_id")?,
        engine: row.get("engine")?,
        origin: row.get("origin")?,
        forgotten: row.get("forgotten")?,
        imported: row.get("imported")?,
        api_id: row.get("api_id")?,
        target: row.get("target")?,
        target_id: row.get("target_id")?,
        prompt: row.get("prompt")?,
        attachments: row.get::<_, Json>("attachments")?.0,
        carried: json("carried")?,
        status: row.get("status")?,
        phase: row.get::<_, Json>("phase")?.0,
        settled: row.get("settled")?,
        notice: row.get("notice")?,
        error: json("error")?,
        environment_id: row.get("environment_id")?,
        usage: json("usage")?,
        answered_by: row.get("answered_by")?,
        limit_reached: row.get("limit_reached")?,
        created_at: row.get("created_at")?,
        submitted_at: row.get("submitted_at")?,
        last_event_at: row.get("last_event_at")?,
        finished_at: row.get("finished_at")?,
    })
}
