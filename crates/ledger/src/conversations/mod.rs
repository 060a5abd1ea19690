//! Conversations: creating, reading, renaming and marking them as read.

mod change;
mod delete;
mod summary;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

pub use change::Change;
pub(crate) use change::unarchive;
pub use delete::{Deletion, DeletionExtras};
pub use summary::{List, Summary};

use crate::error::{Error, Failure};
use crate::interactions::{self, Interaction, NewInteraction};
use crate::{ConversationId, FolderId, Kind, Ledger, search};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");

/// A titled tree of interactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its kind: chat or job.
    pub kind: Kind,
    /// Title, derived from the first words or given by the person.
    pub title: String,
    /// Time of creation.
    pub created_at: i64,
    /// Time of the last event that moved it up in its list.
    pub updated_at: i64,
    /// True if it was not opened since a run last ended, or if the person marked it as unread.
    pub unread: bool,
    /// True if it is pinned to the top of its list.
    pub pinned: bool,
    /// True if it is archived: it is only in the list of the archive.
    pub archived: bool,
    /// Its folder, if any.
    pub folder: Option<FolderId>,
    /// The program it was imported from; `None` if it was started in Errand.
    #[serde(default)]
    pub imported_from: Option<String>,
}

/// A conversation to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConversation {
    /// Its kind: chat or job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
}

impl Ledger {
    /// Creates a conversation with its first interaction, in one transaction, and deletes the draft that was sent
    /// ([`NewInteraction::draft`]). Blocks.
    ///
    /// # Errors
    /// [`Error::DiskFull`] and the like, and [`Error::NotFound`] if the first interaction has a parent; nothing is
    /// written then, and the draft is kept.
    pub fn create(
        &self,
        conversation: &NewConversation,
        first: &NewInteraction,
    ) -> Result<(Conversation, Interaction), Error> {
        let (conversation, first) = (conversation.clone(), first.clone());
        self.write(move |transaction| {
            // Foreign keys are checked at the commit, which many changes share; so a parent is refused here.
            if let Some(parent) = first.parent_id {
                return Err(Failure::missing("turn", parent));
            }
            begin(transaction, &conversation, first)
        })
    }

    /// Returns a conversation without its turns; `None` if it does not exist or is marked as deleted. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, Error> {
        self.read(|snapshot| get(snapshot, id))
    }

    /// Renames a conversation. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the conversation does not exist.
    pub fn rename(&self, id: ConversationId, title: &str) -> Result<(), Error> {
        let title = title.to_owned();
        self.write(move |transaction| {
            let key: Option<i64> = transaction
                .prepare_cached(
                    "UPDATE conversations SET title = ?2 WHERE id = ?1 AND deleted_at IS NULL
                     RETURNING key",
                )?
                .query_row((id, &title), |row| row.get(0))
                .optional()?;
            let key = key.ok_or_else(|| Failure::missing("conversation", id))?;
            search::index_title(transaction, key, &title)?;
            Ok(())
        })
    }

    /// Marks a conversation as read. Returns true if it was unread. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn mark_read(&self, id: ConversationId) -> Result<bool, Error> {
        self.write(move |transaction| Ok(set_unread(transaction, id, false)?))
    }
}

/// Creates a conversation with its first interaction, which has no parent.
pub(crate) fn begin(
    transaction: &Connection,
    new: &NewConversation,
    first: NewInteraction,
) -> Result<(Conversation, Interaction), Failure> {
    let conversation = Conversation {
        id: ConversationId::new(),
        kind: new.kind,
        title: new.title.clone(),
        created_at: first.created_at,
        updated_at: first.created_at,
        unread: false,
        pinned: false,
        archived: false,
        folder: None,
        imported_from: None,
    };
    insert(transaction, &conversation)?;
    let first = interactions::insert(transaction, conversation.id, first)?;
    Ok((conversation, first))
}

pub(crate) fn insert(transaction: &Connection, new: &Conversation) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO conversations
               (id, kind, title, created_at, updated_at, unread, pinned, archived, folder_id, imported_from)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute((
            new.id,
            new.kind,
            &new.title,
            new.created_at,
            new.updated_at,
            new.unread,
            new.pinned,
            new.archived,
            new.folder,
            &new.imported_from,
        ))?;
    search::index_title(transaction, transaction.last_insert_rowid(), &new.title)
}

pub(crate) fn get(
    connection: &Connection,
    id: ConversationId,
) -> Result<Option<Conversation>, Failure> {
    let found = connection
        .prepare_cached(
            "SELECT id AS conversation_id, kind, title, created_at, updated_at, unread, pinned,
               archived, folder_id, imported_from
             FROM conversations WHERE id = ?1 AND deleted_at IS NULL",
        )?
        .query_row([id], from_row)
        .optional()?;
    Ok(found)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Conversation> {
    Ok(Conversation {
        id: row.get("conversation_id")?,
        kind: row.get("kind")?,
        title: row.get("title")?,
        created_at: row.get("created_at")?,
        updated_at: row.get("updated_at")?,
        unread: row.get("unread")?,
        pinned: row.get("pinned")?,
        archived: row.get("archived")?,
        folder: row.get("folder_id")?,
        imported_from: row.get("imported_from")?,
    })
}

/// Moves a conversation up in its list, never down.
pub(crate) fn touch(transaction: &Connection, id: ConversationId, at: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE conversations SET updated_at = max(updated_at, ?2) WHERE id = ?1")?
        .execute((id, at))?;
    Ok(())
}

pub(crate) fn set_unread(
    transaction: &Connection,
    id: ConversationId,
    unread: bool,
) -> rusqlite::Result<bool> {
    let changed = transaction
        .prepare_cached("UPDATE conversations SET unread = ?2 WHERE id = ?1 AND unread <> ?2")?
        .execute((id, unread))?;
    Ok(changed > 0)
}
