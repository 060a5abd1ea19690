//! Deleting a conversation: hidden at once, restorable for a short time, then removed without a trace.
//!
//! Until the final removal nothing else is touched, so that restoring loses nothing. The deletion mark is stored with
//! its time: after a crash, the next start knows how much of the undo period is left.

use rusqlite::{Connection, OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Failure};
use crate::removals::{self, NewRemoval};
use crate::{ConversationId, Kind, Ledger, compact, drafts};

/// A conversation that is marked as deleted and can still be restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// The conversation.
    pub id: ConversationId,
    /// Its kind: chat or job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Time at which the person deleted it.
    pub deleted_at: i64,
}

/// Additional work done in the transaction that deletes a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeletionExtras {
    /// What to delete at servers in addition to the interactions and sandboxes in its rows.
    pub removals: Vec<NewRemoval>,
}

impl Ledger {
    /// Marks a conversation as deleted: lists, searches and notices leave it out, nothing can be added to it, and its
    /// runs are not resumed after a restart. [`Ledger::bring_back`] undoes this. If it is marked already, the earlier
    /// time is kept. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the conversation does not exist.
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

    /// Marks every conversation as deleted, listed or not, and deletes every draft, folder and archived schedule.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; nothing is marked then.
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

    /// Restores a conversation that is marked as deleted. Returns false if it is too late. Blocks.
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

    /// Returns the conversations that are marked as deleted, the earliest deletion first. Blocks.
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

    /// Deletes a marked conversation with its contents, its search rows and its drafts, in one transaction. The same
    /// transaction queues what must be deleted elsewhere: at servers its interactions and the sandboxes that no other
    /// conversation uses ([`Ledger::removals`]), and stored bytes that nothing refers to any more
    /// ([`Ledger::leftovers`]). Returns true if it was marked. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; everything is then still there.
    pub fn delete_conversation(
        &self,
        id: ConversationId,
        along: &DeletionExtras,
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

/// Queues every interaction, and every sandbox that no other conversation and no schedule uses. Imported turns may
/// have been sent by another person, so no server is asked to delete them.
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
    /// Returns the SHA-256 of every file that a conversation refers to: attached, made in it, or in its draft. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn files_of_conversation(&self, id: ConversationId) -> Result<Vec<String>, Error> {
        self.read(|snapshot| Ok(files(snapshot, id)?))
    }
}

impl Ledger {
    /// Returns the sandboxes that only this conversation uses. Blocks.
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

/// Returns the SHA-256 of every file that the conversation refers to.
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
