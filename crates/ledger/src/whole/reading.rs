//! Reading a whole conversation from one snapshot, record by record.

use std::ops::ControlFlow;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::{Map, Value};

use super::{Record, WholeAddress, WholeConversation, WholeEvent, WholeStep};
use crate::error::{Error, Failure};
use crate::{ConversationId, Ledger, RunId};
use crate::{artifacts, interactions, listings, tools};

/// Columns of `conversations` that have a field of their own, or are meaningful in one ledger only.
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
    "folder_id",
];

impl Ledger {
    /// Returns the ids of up to `limit` conversations after a given one, in order, without deleted ones. Blocks.
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

    /// Returns the number of conversations that are not deleted. Blocks.
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

    /// Passes every record of a conversation, in order and from one snapshot, to `each` until it breaks; returns the
    /// break value. Passes nothing if the conversation does not exist. Blocks.
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
            interactions::each_whole(snapshot, id, |turn| {
                let run = turn.id;
                if let ControlFlow::Break(with) = each(Record::Turn(Box::new(turn))) {
                    return Ok(ControlFlow::Break(with));
                }
                of_turn(snapshot, run, &mut each)
            })
        })
    }
}

/// Passes the records that belong to a turn.
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
    let files = artifacts::each_whole(snapshot, run, |file| each(Record::File(Box::new(file))))?;
    if files.is_break() {
        return Ok(files);
    }
    all!(
        "SELECT redirect, target FROM addresses WHERE run_id = ?1 ORDER BY redirect",
        |row| Ok(Record::Address(WholeAddress {
            redirect: row.get(0)?,
            target: row.get(1)?,
        }))
    );
    all!(
        "SELECT path, size, created, modified, gone FROM listed_files WHERE run_id = ?1 ORDER BY path",
        |row| Ok(Record::Listed(listings::from_row(row)?))
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
                folder: row.get("folder_id")?,
                tools: tools::get(snapshot, id)?,
                more: more(row)?,
            })
        })
        .optional()
}

/// Returns the columns that later formats added to a conversation, without null or empty ones.
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
