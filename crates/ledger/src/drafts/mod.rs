//! Drafts: text that the person typed and did not send, and forms that they did not save. A draft is deleted only when
//! exactly its text was sent, when the person empties it, when its form is saved or left, or with its conversation.

mod key;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::{Error, Failure};
use crate::sql::Json;
use crate::{ConversationId, Ledger};

pub use key::{DraftKey, InvalidDraftKey};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");

/// A text that is not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The place where it was typed.
    pub key: DraftKey,
    /// The text.
    pub text: String,
    /// Attachments: an array of objects; the field `sha256` of one names its bytes.
    pub attachments: Value,
    /// The chosen model or agent.
    pub who: Option<String>,
}

impl Ledger {
    /// Stores a draft in place of the one with the same key. A draft for a conversation or turn that does not exist is
    /// dropped: that one was deleted on purpose. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), Error> {
        let draft = draft.clone();
        self.write(move |transaction| {
            if !is_there(transaction, draft.key)? {
                return Ok(());
            }
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO drafts (key, text, attachments, who)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute((
                    draft.key.to_string(),
                    &draft.text,
                    draft.attachments.to_string(),
                    &draft.who,
                ))?;
            Ok(())
        })
    }

    /// Returns the draft with this key, if there is one. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn draft(&self, key: DraftKey) -> Result<Option<Draft>, Error> {
        self.read(|snapshot| get(snapshot, key))
    }

    /// Deletes a draft. Does nothing if there is none. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn delete_draft(&self, key: DraftKey) -> Result<(), Error> {
        self.write(move |transaction| Ok(delete(transaction, key)?))
    }
}

pub(crate) fn get(connection: &Connection, key: DraftKey) -> Result<Option<Draft>, Failure> {
    let draft = connection
        .prepare_cached("SELECT text, attachments, who FROM drafts WHERE key = ?1")?
        .query_row([key.to_string()], |row| {
            Ok(Draft {
                key,
                text: row.get(0)?,
                attachments: row.get::<_, Json>(1)?.0,
                who: row.get(2)?,
            })
        })
        .optional()?;
    Ok(draft)
}

/// Returns the SHA-256 of every file that the drafts of one conversation refer to; of all drafts with `None`.
pub(crate) fn files_named(
    connection: &Connection,
    conversation: Option<ConversationId>,
) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached(
            "SELECT json_extract(value, '$.sha256') FROM drafts, json_each(drafts.attachments)
             WHERE json_extract(value, '$.sha256') IS NOT NULL AND (?1 IS NULL OR drafts.key = ?1
               OR drafts.key IN (SELECT place || id FROM interactions, (SELECT 'edit:' AS place
                 UNION ALL SELECT 'answers:') WHERE conversation_id = ?1))",
        )?
        .query_map([conversation], |row| row.get(0))?
        .collect()
}

/// Deletes the draft with this key if it holds exactly this text and these files. Surrounding white space is ignored
/// because it is not sent.
pub(crate) fn forget_sent(
    transaction: &Connection,
    key: DraftKey,
    text: &str,
    attachments: &Value,
) -> Result<(), Failure> {
    let kept = get(transaction, key)?;
    let is_sent = kept.is_some_and(|kept| {
        kept.text.trim() == text.trim() && files(&kept.attachments) == files(attachments)
    });
    if is_sent {
        delete(transaction, key)?;
    }
    Ok(())
}

/// Deletes the drafts of a conversation: its next turn and the edits of its turns. Call it while the turns still
/// exist.
pub(crate) fn delete_of_conversation(
    transaction: &Connection,
    conversation: ConversationId,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "DELETE FROM drafts WHERE key = ?1 OR key IN
               (SELECT place || id FROM interactions, (SELECT 'edit:' AS place UNION ALL SELECT 'answers:')
                 WHERE conversation_id = ?1)",
        )?
        .execute([conversation])?;
    Ok(())
}

fn delete(transaction: &Connection, key: DraftKey) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM drafts WHERE key = ?1")?
        .execute([key.to_string()])?;
    Ok(())
}

/// Returns the names and hashes of attached files, in order.
fn files(attachments: &Value) -> Vec<(&Value, &Value)> {
    let list = attachments.as_array().into_iter().flatten();
    list.map(|file| (&file["name"], &file["sha256"])).collect()
}

fn is_there(transaction: &Connection, key: DraftKey) -> rusqlite::Result<bool> {
    let (table, id) = match key {
        DraftKey::New | DraftKey::AgentForm | DraftKey::ScheduleForm => return Ok(true),
        DraftKey::Conversation(id) => ("conversations", id.to_string()),
        DraftKey::Edit(id) | DraftKey::Answers(id) => ("interactions", id.to_string()),
    };
    transaction
        .prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?
        .exists([id])
}
