//! Interactions: what was asked, and how it stands.

mod notice;
mod turns;
mod update;

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use turns::Siblings;
pub(crate) use update::apply;
pub use update::{Rewritten, RunUpdate};

use crate::error::{Error, Failure};
use crate::sql::Json;
use crate::{ConversationId, Engine, Ledger, Notice, RunId, Target, WholeTurn};
use crate::{DraftKey, conversations, drafts, search};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");
pub(crate) const V5: &str = include_str!("5.sql");

/// An interaction as it stands. The request itself is read with [`Ledger::request`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interaction {
    /// Errand's own id.
    pub id: RunId,
    /// The conversation it belongs to.
    pub conversation_id: ConversationId,
    /// The interaction it follows; `None` at the start of a conversation.
    pub parent_id: Option<RunId>,
    /// Who serves it.
    pub engine: Engine,
    /// The base URL of the server that it is for; `None` on this computer, and when it was not written down.
    pub origin: Option<String>,
    /// The server has said that it does not know it any more.
    pub forgotten: bool,
    /// It came with an import: no server is asked for it, whatever else is said here.
    #[serde(default)]
    pub imported: bool,
    /// The server's id, once it gave one.
    pub api_id: Option<String>,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// What the person wrote.
    pub prompt: String,
    /// What went along: an array of objects; `sha256` in one names its bytes.
    pub attachments: Value,
    /// What the request carries of the turns before it, in the words of whoever wrote it.
    pub carried: Option<Value>,
    /// The server's last status word (contract 4.1).
    pub status: Option<String>,
    /// Where the run is, in the words of the state machine.
    pub phase: Value,
    /// Terminal, and everything it made is safe.
    pub settled: bool,
    /// How far the person was told.
    pub notice: Notice,
    /// Why it failed or waits.
    pub error: Option<Value>,
    /// The sandbox, if it works in one.
    pub environment_id: Option<String>,
    /// Tokens used, as the server says it.
    pub usage: Option<Value>,
    /// The model that the answer names, which may be another than the one asked.
    pub answered_by: Option<String>,
    /// The limit, in millionths of a dollar, at which it was stopped for the person.
    pub limit_reached: Option<i64>,
    /// When the person pressed Send.
    pub created_at: i64,
    /// When the server took it.
    pub submitted_at: Option<i64>,
    /// When the server last said something.
    pub last_event_at: Option<i64>,
    /// When it ended.
    pub finished_at: Option<i64>,
}

/// What the person just sent.
#[derive(Debug, Clone, PartialEq)]
pub struct NewInteraction {
    /// The interaction it follows, of the same conversation. Another child of the same parent makes
    /// a branch.
    pub parent_id: Option<RunId>,
    /// Who is to serve it.
    pub engine: Engine,
    /// The base URL of the server that it is for; `None` on this computer.
    pub origin: Option<String>,
    /// Whether a model or an agent is asked.
    pub target: Target,
    /// The model's or agent's id.
    pub target_id: String,
    /// What the person wrote.
    pub prompt: String,
    /// What goes along: an array of objects; `sha256` in one names its bytes.
    pub attachments: Value,
    /// The create request as JSON, exactly as it is to be sent.
    pub request: String,
    /// What it carries of the turns before it.
    pub carried: Option<Value>,
    /// Where the run begins, in the words of the state machine.
    pub phase: Value,
    /// The sandbox to work in, when it is one that exists.
    pub environment_id: Option<String>,
    /// Now.
    pub created_at: i64,
    /// The draft that this was. It is forgotten in the same transaction if it holds exactly `prompt` and
    /// `attachments`.
    pub draft: Option<DraftKey>,
}

impl Ledger {
    /// Adds an interaction to a conversation, in one transaction, moves the conversation up, out of the archive if
    /// it was there, and forgets the draft that this was ([`NewInteraction::draft`]). Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when the conversation, or the parent in it, is not there.
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

    /// An interaction; `None` when it is not there. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn interaction(&self, id: RunId) -> Result<Option<Interaction>, Error> {
        self.read(|snapshot| Ok(get(snapshot, id)?))
    }

    /// Every interaction of a conversation, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn interactions(&self, conversation: ConversationId) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| Ok(of_conversation(snapshot, conversation)?))
    }

    /// The create request, as it was given; `None` when the interaction is not there. Blocks.
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

    /// The newest settled interactions of one model or agent, newest first. Blocks.
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

    /// Every interaction that works or is to work in a sandbox, newest first. Blocks.
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

    /// Every interaction that is not settled and not of a deleted conversation, oldest first: what goes on
    /// after a start. Blocks.
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

/// Needs `requests` beside `interactions`.
const SELECT: &str = "SELECT i.*, r.prompt, r.attachments, r.carried FROM interactions i JOIN requests r ON r.run_id = i.id";

/// Leaves out what is of a conversation that was deleted.
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

/// Inserts a turn with its request; gives its key. What else belongs to it is not looked at.
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

/// Gives every turn of a conversation, oldest first, with its request and its answer, until `each` breaks.
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

/// Reads a row of [`SELECT`], whatever else is in it.
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
