//! Deleting a conversation: out of sight at once, brought back for a moment, then gone without a trace.
//!
//! Between the two nothing is touched, so that bringing it back loses nothing. The mark stands in the
//! ledger with its time: whoever opens it after a crash knows how much of the moment is left.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Failure};
use crate::removals::{self, NewRemoval};
use crate::{ConversationId, Kind, Ledger, compact, drafts};

/// A conversation that was deleted and can still be brought back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// The conversation.
    pub id: ConversationId,
    /// A chat or a job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// When the person deleted it.
    pub deleted_at: i64,
}

/// What goes with the rows of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Along {
    /// What is to be deleted at servers beside the interactions and sandboxes in its rows.
    pub removals: Vec<NewRemoval>,
}

impl Ledger {
    /// Takes a conversation out of sight: no list, no search and no notice has it, nothing can be added
    /// to it, and it is not gone on with after a start. [`Ledger::bring_back`] undoes this. One that is
    /// marked already keeps its time. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when it is not there.
    pub fn mark_deleted(&self, id: ConversationId, now: i64) -> Result<Deletion, Error> {
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE conversations SET deleted_at = coalesce(deleted_at, ?2) WHERE id = ?1
                     RETURNING id, kind, title, deleted_at",
                )?
                .query_row((id, now), from_row)
                .optional()?
                .ok_or_else(|| Failure::missing("conversation", id))
        })
    }

    /// Marks every conversation as deleted and forgets every draft, folder and schedule of an archive: what is on the screen and
    /// what is not. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; nothing is marked then.
    pub fn mark_everything_deleted(&self, now: i64) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction.execute(
                "UPDATE conversations SET deleted_at = ?1 WHERE deleted_at IS NULL",
                [now],
            )?;
            let files = drafts::files_named(transaction, None)?;
            transaction.execute("DELETE FROM drafts", [])?;
            transaction.execute("DELETE FROM picked_folders", [])?;
            transaction.execute("DELETE FROM folders", [])?;
            let archived = transaction
                .prepare("SELECT sha256 FROM archived_schedule_files")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()?;
            let files = [files, archived].concat();
            transaction.execute("DELETE FROM archived_schedules", [])?;
            removals::note_leftovers(transaction, &files, now)?;
            compact::note(transaction)?;
            Ok(())
        })
    }

    /// Brings a deleted conversation back as it was. Says whether it could still be. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn bring_back(&self, id: ConversationId) -> Result<bool, Error> {
        self.write(move |transaction| {
            let changed = transaction
                .prepare_cached(
                    "UPDATE conversations SET deleted_at = NULL
                     WHERE id = ?1 AND deleted_at IS NOT NULL",
                )?
                .execute([id])?;
            Ok(changed > 0)
        })
    }

    /// The conversations that are marked as deleted, longest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn deletions(&self) -> Result<Vec<Deletion>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(
                    "SELECT id, kind, title, deleted_at FROM conversations
                     WHERE deleted_at IS NOT NULL ORDER BY deleted_at, id",
                )?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Deletes a marked conversation with everything in it, its search rows and its drafts, in one
    /// transaction. The same transaction notes what has to be deleted elsewhere: at servers its
    /// interactions and the sandboxes that no other conversation names ([`Ledger::removals`]), and
    /// bytes that nothing names any more ([`Ledger::leftovers`]). Says whether it was marked. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; it is then all still there.
    pub fn delete_conversation(
        &self,
        id: ConversationId,
        along: &Along,
        now: i64,
    ) -> Result<bool, Error> {
        let along = along.clone();
        self.write(move |transaction| {
            let is_marked: bool = transaction
                .prepare_cached(
                    "SELECT EXISTS
                       (SELECT 1 FROM conversations WHERE id = ?1 AND deleted_at IS NOT NULL)",
                )?
                .query_row([id], |row| row.get(0))?;
            if !is_marked {
                return Ok(false);
            }
            let files = files(transaction, id)?;
            transaction
                .prepare_cached(TO_REMOVE)?
                .execute(named_params! { ":id": id, ":now": now })?;
            removals::insert(transaction, &along.removals, now)?;
            drafts::delete_of_conversation(transaction, id)?;
            transaction
                .prepare_cached("DELETE FROM conversations WHERE id = ?1")?
                .execute([id])?;
            removals::note_leftovers(transaction, &files, now)?;
            compact::note(transaction)?;
            Ok(true)
        })
    }
}

/// Every interaction, and every sandbox that no other conversation and no schedule works in. What came with an import
/// was sent by somebody else, perhaps, so no server is told of it.
const TO_REMOVE: &str = "
INSERT OR IGNORE INTO removals (engine, origin, kind, id, running, created_at, due_at)
SELECT engine, origin, 'interaction', api_id, max(settled = 0), :now, :now FROM interactions
WHERE conversation_id = :id AND api_id IS NOT NULL AND imported = 0
GROUP BY engine, origin, api_id
UNION ALL
SELECT engine, origin, 'environment', environment_id, 0, :now, :now FROM interactions i
WHERE conversation_id = :id AND environment_id IS NOT NULL AND imported = 0 AND NOT EXISTS (
  SELECT 1 FROM interactions other
  WHERE other.environment_id = i.environment_id AND other.conversation_id <> :id
) AND NOT EXISTS (SELECT 1 FROM schedules s WHERE s.environment_id = i.environment_id)
GROUP BY engine, origin, environment_id";

const FILES: &str = "
SELECT a.sha256 FROM artifacts a JOIN interactions i ON i.id = a.run_id
WHERE i.conversation_id = :id AND a.sha256 IS NOT NULL
UNION
SELECT f.sha256 FROM attached_files f JOIN interactions i ON i.id = f.run_id
WHERE i.conversation_id = :id";

impl Ledger {
    /// The SHA-256 of every file that a conversation names: attached, made in it, or in its draft. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn files_of_conversation(&self, id: ConversationId) -> Result<Vec<String>, Error> {
        self.read(|snapshot| Ok(files(snapshot, id)?))
    }
}

impl Ledger {
    /// The sandboxes that a conversation works in and no other does. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn sandboxes_of_conversation(&self, id: ConversationId) -> Result<Vec<String>, Error> {
        self.read(|snapshot| {
            let sandboxes = snapshot
                .prepare_cached(
                    "SELECT DISTINCT environment_id FROM interactions i
                     WHERE conversation_id = ?1 AND environment_id IS NOT NULL AND NOT EXISTS (
                       SELECT 1 FROM interactions other
                       WHERE other.environment_id = i.environment_id AND other.conversation_id <> ?1
                     )",
                )?
                .query_map([id], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(sandboxes)
        })
    }
}

/// The SHA-256 of every file that the conversation names.
fn files(transaction: &Connection, id: ConversationId) -> rusqlite::Result<Vec<String>> {
    let mut files: Vec<String> = transaction
        .prepare_cached(FILES)?
        .query_map(named_params! { ":id": id }, |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    files.extend(drafts::files_named(transaction, Some(id))?);
    Ok(files)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Deletion> {
    Ok(Deletion {
        id: row.get(0)?,
        kind: row.get(1)?,
        title: row.get(2)?,
        deleted_at: row.get(3)?,
    })
}
