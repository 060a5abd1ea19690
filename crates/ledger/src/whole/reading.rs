//! Reading a whole conversation, one snapshot, record by record.

use std::ops::ControlFlow;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value};

use super::{Record, WholeAddress, WholeConversation, WholeEvent, WholeFile, WholeStep, WholeTurn};
use crate::error::{Error, Failure};
use crate::sql::Json;
use crate::{ArtifactState, ConversationId, Ledger, RunId};

/// Columns of a conversation that have a field of their own, or mean something in one ledger only.
pub(super) const OWN_COLUMNS: &[&str] = &[
    "key",
    "id",
    "kind",
    "title",
    "created_at",
    "updated_at",
    "unread",
    "imported_from",
    "deleted_at",
    "files",
    // Folders are a ledger's own.
    "folder_id",
];

impl Ledger {
    /// The ids of up to `limit` conversations after one, in their order; deleted ones are left out. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn conversation_ids(
        &self,
        after: Option<ConversationId>,
        limit: u32,
    ) -> Result<Vec<ConversationId>, Error> {
        let after = after.map_or_else(String::new, |id| id.to_string());
        self.read(|snapshot| {
            let ids = snapshot
                .prepare_cached(
                    "SELECT id FROM conversations WHERE id > ?1 AND deleted_at IS NULL ORDER BY id LIMIT ?2",
                )?
                .query_map((after, limit), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(ids)
        })
    }

    /// How many conversations there are that are not deleted. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn conversation_count(&self) -> Result<u64, Error> {
        let count = "SELECT count(*) FROM conversations WHERE deleted_at IS NULL";
        self.read(|snapshot| {
            let count: i64 = snapshot.query_row(count, [], |row| row.get(0))?;
            Ok(u64::try_from(count).unwrap_or_default())
        })
    }

    /// Gives every record of a conversation to `each`, in order and of one moment, until it breaks; says with what it
    /// did. Without the conversation nothing is given. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn whole_conversation<B>(
        &self,
        id: ConversationId,
        mut each: impl FnMut(Record) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>, Error> {
        self.read(|snapshot| {
            let Some(conversation) = conversation(snapshot, id)? else {
                return Ok(ControlFlow::Continue(()));
            };
            if let ControlFlow::Break(with) = each(Record::Conversation(Box::new(conversation))) {
                return Ok(ControlFlow::Break(with));
            }
            let mut statement = snapshot.prepare_cached(
                "SELECT i.*, r.prompt, r.attachments, r.carried, r.request,
                   a.answer
                 FROM interactions i JOIN requests r ON r.run_id = i.id
                 LEFT JOIN answers a ON a.key = i.key
                 WHERE i.conversation_id = ?1 ORDER BY i.key",
            )?;
            let mut rows = statement.query([id])?;
            while let Some(row) = rows.next()? {
                let turn = turn(row)?;
                let run = turn.id;
                if let ControlFlow::Break(with) = each(Record::Turn(Box::new(turn))) {
                    return Ok(ControlFlow::Break(with));
                }
                if let ControlFlow::Break(with) = of_turn(snapshot, run, &mut each)? {
                    return Ok(ControlFlow::Break(with));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

/// What belongs to a turn.
fn of_turn<B>(
    snapshot: &Connection,
    run: RunId,
    each: &mut impl FnMut(Record) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, Failure> {
    macro_rules! all {
        ($sql:literal, $read:expr) => {
            let mut statement = snapshot.prepare_cached($sql)?;
            for record in statement.query_map([run], $read)? {
                if let ControlFlow::Break(with) = each(record?) {
                    return Ok(ControlFlow::Break(with));
                }
            }
        };
    }
    all!(
        "SELECT seq, event_id, received_at, raw FROM events WHERE run_id = ?1 ORDER BY seq",
        |row| Ok(Record::Event(WholeEvent {
            seq: row.get(0)?,
            event_id: row.get(1)?,
            received_at: row.get(2)?,
            raw: row.get(3)?,
        }))
    );
    all!(
        "SELECT position, type, json FROM steps WHERE run_id = ?1 ORDER BY position",
        |row| Ok(Record::Step(WholeStep {
            index: row.get(0)?,
            kind: row.get(1)?,
            json: row.get(2)?,
        }))
    );
    // A folder that is one line comes before what is in it.
    all!(
        "SELECT * FROM artifacts WHERE run_id = ?1 ORDER BY folder_id IS NOT NULL, created_at, id",
        file
    );
    all!(
        "SELECT redirect, target FROM addresses WHERE run_id = ?1 ORDER BY redirect",
        |row| Ok(Record::Address(WholeAddress {
            redirect: row.get(0)?,
            target: row.get(1)?,
        }))
    );
    Ok(ControlFlow::Continue(()))
}

fn conversation(
    snapshot: &Connection,
    id: ConversationId,
) -> rusqlite::Result<Option<WholeConversation>> {
    snapshot
        .prepare_cached("SELECT * FROM conversations WHERE id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| {
            Ok(WholeConversation {
                id: row.get("id")?,
                kind: row.get("kind")?,
                title: row.get("title")?,
                created_at: row.get("created_at")?,
                updated_at: row.get("updated_at")?,
                unread: row.get("unread")?,
                imported_from: row.get("imported_from")?,
                more: more(row)?,
            })
        })
        .optional()
}

/// The columns that later formats gave to a conversation; what is empty or nothing is left out.
fn more(row: &Row<'_>) -> rusqlite::Result<Map<String, Value>> {
    let statement: &rusqlite::Statement<'_> = row.as_ref();
    let mut more = Map::new();
    for (at, name) in statement.column_names().enumerate() {
        if OWN_COLUMNS.contains(&name) {
            continue;
        }
        let value = match row.get_ref(at)? {
            ValueRef::Null | ValueRef::Blob(_) | ValueRef::Integer(0) => continue,
            ValueRef::Integer(value) => value.into(),
            ValueRef::Real(value) => value.into(),
            text @ ValueRef::Text(_) => text.as_str()?.into(),
        };
        more.insert(name.to_owned(), value);
    }
    Ok(more)
}

fn turn(row: &Row<'_>) -> rusqlite::Result<WholeTurn> {
    let json = |column: &str| -> rusqlite::Result<Option<Value>> {
        Ok(row.get::<_, Option<Json>>(column)?.map(|json| json.0))
    };
    Ok(WholeTurn {
        id: row.get("id")?,
        parent: row.get("parent_id")?,
        engine: row.get("engine")?,
        origin: row.get("origin")?,
        forgotten: row.get("forgotten")?,
        api_id: row.get("api_id")?,
        target: row.get("target")?,
        target_id: row.get("target_id")?,
        prompt: row.get("prompt")?,
        attachments: row.get::<_, Json>("attachments")?.0,
        request: row.get("request")?,
        carried: json("carried")?,
        status: row.get("status")?,
        phase: row.get::<_, Json>("phase")?.0,
        error: json("error")?,
        environment_id: row.get("environment_id")?,
        usage: json("usage")?,
        answered_by: row.get("answered_by")?,
        limit_reached: row.get("limit_reached")?,
        created_at: row.get("created_at")?,
        submitted_at: row.get("submitted_at")?,
        last_event_at: row.get("last_event_at")?,
        finished_at: row.get("finished_at")?,
        answer: row.get("answer")?,
        settled: row.get("settled")?,
    })
}

fn file(row: &Row<'_>) -> rusqlite::Result<Record> {
    let state: ArtifactState = row.get("state")?;
    Ok(Record::File(Box::new(WholeFile {
        id: row.get("id")?,
        name: row.get("name")?,
        path: row.get("path")?,
        folder: row.get("folder_id")?,
        files: row.get("files")?,
        source: row.get("source")?,
        mime: row.get("mime")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        // What is on its way is not here.
        state: match state {
            ArtifactState::Fetching => ArtifactState::Listed,
            state => state,
        },
        error: row.get::<_, Option<Json>>("error")?.map(|json| json.0),
        created_at: row.get("created_at")?,
        step_index: row.get("step_index")?,
    })))
}
