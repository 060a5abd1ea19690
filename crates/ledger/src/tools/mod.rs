//! The tools of a conversation, what it may do without asking again, and the folders that were picked for tools.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use crate::error::Error;
use crate::sql::Json;
use crate::{ConversationId, Ledger, RunId};

pub(crate) const V6: &str = include_str!("6.sql");

impl Ledger {
    /// Returns the tools of a conversation; `None` if none were ever chosen for it. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn tools(&self, conversation: ConversationId) -> Result<Option<Value>, Error> {
        self.read(|snapshot| Ok(get(snapshot, conversation)?))
    }

    /// Stores the tools of a conversation, or removes them with `None`. Does nothing if the conversation does not
    /// exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn set_tools(
        &self,
        conversation: ConversationId,
        tools: Option<&Value>,
    ) -> Result<(), Error> {
        let tools = tools.map(Value::to_string);
        self.write(move |transaction| {
            match &tools {
                Some(tools) => set(transaction, conversation, tools)?,
                None => transaction
                    .prepare_cached("DELETE FROM conversation_tools WHERE conversation_id = ?1")?
                    .execute([conversation])?,
            };
            Ok(())
        })
    }

    /// Returns the functions that may run in a conversation without asking again. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn allowed(&self, conversation: ConversationId) -> Result<Vec<String>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(
                    "SELECT function FROM conversation_allowed WHERE conversation_id = ?1 ORDER BY function",
                )?
                .query_map([conversation], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Allows a function to run in a conversation without asking again. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn allow(&self, conversation: ConversationId, function: &str) -> Result<(), Error> {
        let function = function.to_owned();
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO conversation_allowed (conversation_id, function)
                     SELECT id, ?2 FROM conversations WHERE id = ?1",
                )?
                .execute((conversation, &function))?;
            Ok(())
        })
    }

    /// Revokes all such permissions of a conversation. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn allow_nothing(&self, conversation: ConversationId) -> Result<(), Error> {
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM conversation_allowed WHERE conversation_id = ?1")?
                .execute([conversation])?;
            Ok(())
        })
    }

    /// Records a folder that the person picked. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn note_picked_folder(&self, path: &str) -> Result<(), Error> {
        let path = path.to_owned();
        self.write(move |transaction| {
            transaction
                .prepare_cached("INSERT OR IGNORE INTO picked_folders (path) VALUES (?1)")?
                .execute([&path])?;
            Ok(())
        })
    }

    /// Returns true if the person picked exactly this folder. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_picked_folder(&self, path: &str) -> Result<bool, Error> {
        self.read(|snapshot| {
            let found = snapshot
                .prepare_cached("SELECT 1 FROM picked_folders WHERE path = ?1")?
                .exists([path])?;
            Ok(found)
        })
    }

    /// Returns the turns whose function calls are not answered yet, in conversations that are not deleted, oldest
    /// first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn unanswered(&self) -> Result<Vec<(RunId, ConversationId)>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(
                    "SELECT i.id, i.conversation_id FROM interactions i
                     JOIN conversations c ON c.id = i.conversation_id
                     WHERE i.status = 'requires_action' AND i.settled AND c.deleted_at IS NULL
                       AND i.imported = 0
                       AND NOT EXISTS (SELECT 1 FROM interactions after WHERE after.parent_id = i.id)
                     ORDER BY i.key",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }
}

/// Returns the tools of a conversation.
pub(crate) fn get(
    connection: &Connection,
    conversation: ConversationId,
) -> rusqlite::Result<Option<Value>> {
    let tools = connection
        .prepare_cached("SELECT tools FROM conversation_tools WHERE conversation_id = ?1")?
        .query_row([conversation], |row| row.get::<_, Json>(0))
        .optional()?;
    Ok(tools.map(|json| json.0))
}

/// Stores the tools of a conversation as JSON; returns the number of rows changed.
pub(crate) fn set(
    transaction: &Connection,
    conversation: ConversationId,
    tools: &str,
) -> rusqlite::Result<usize> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO conversation_tools (conversation_id, tools)
             SELECT id, ?2 FROM conversations WHERE id = ?1",
        )?
        .execute((conversation, tools))
}
