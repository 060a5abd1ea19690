//! Conversations: the lists on the left, and one opened in the centre.

mod change;
mod delete;
mod summary;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

pub use change::Change;
pub(crate) use change::unarchive;
pub use delete::{Along, Deletion};
pub use summary::{List, Summary};

use crate::error::{Error, Failure};
use crate::interactions::{self, Interaction, NewInteraction};
use crate::{ConversationId, FolderId, Kind, Ledger, search};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");

/// A tree of interactions under a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// A chat or a job.
    pub kind: Kind,
    /// Made from the first words, or given by the person.
    pub title: String,
    /// When it was begun.
    pub created_at: i64,
    /// When something last happened that moves it up in its list.
    pub updated_at: i64,
    /// Not looked at since it last ended, or marked so by the person.
    pub unread: bool,
    /// Stands first in its list.
    pub pinned: bool,
    /// In no list but that of the archive.
    pub archived: bool,
    /// The folder that it is in.
    pub folder: Option<FolderId>,
    /// The program that it was taken over from; `None` when it was begun in Errand.
    #[serde(default)]
    pub imported_from: Option<String>,
}

/// A conversation to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConversation {
    /// A chat or a job.
    pub kind: Kind,
    /// Its title.
    pub title: String,
}

impl Ledger {
    /// Begins a conversation with its first interaction, in one transaction, and forgets the draft
    /// that this was ([`NewInteraction::draft`]). Blocks.
    ///
    /// # Errors
    /// [`Error::DiskFull`] and the like, and [`Error::NotFound`] when the first interaction follows one;
    /// nothing is written then, and the draft is still there.
    pub fn create(
        &self,
        conversation: &NewConversation,
        first: &NewInteraction,
    ) -> Result<(Conversation, Interaction), Error> {
        let (conversation, first) = (conversation.clone(), first.clone());
        self.write(move |transaction| {
            // References are checked with the commit, which many share.
            if let Some(parent) = first.parent_id {
                return Err(Failure::missing("turn", parent));
            }
            begin(transaction, &conversation, first)
        })
    }

    /// A conversation without what is in it; `None` also when it was deleted. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, Error> {
        self.read(|snapshot| get(snapshot, id))
    }

    /// Gives a conversation another title. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], when it is not there.
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

    /// Marks a conversation as looked at. Says whether it was unread. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn mark_read(&self, id: ConversationId) -> Result<bool, Error> {
        self.write(move |transaction| Ok(set_unread(transaction, id, false)?))
    }
}

/// Begins a conversation with its first interaction, which follows none.
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
