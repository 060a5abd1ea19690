//! Drafts: what the person typed and has not sent.

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Ledger;
use crate::error::{Error, Failure};
use crate::sql::Json;

pub(crate) const V1: &str = include_str!("1.sql");

/// A text not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// A conversation's id, or the name of a place to start one.
    pub key: String,
    /// The text.
    pub text: String,
    /// What is to go along: an array of objects; `sha256` in one names its bytes.
    pub attachments: Value,
    /// Who is to do it.
    pub who: Option<String>,
}

impl Ledger {
    /// Keeps a draft in place of the one with the same key. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), Error> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO drafts (key, text, attachments, who)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute((
                    &draft.key,
                    &draft.text,
                    draft.attachments.to_string(),
                    &draft.who,
                ))?;
            Ok(())
        })
    }

    /// The draft with this key. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn draft(&self, key: &str) -> Result<Option<Draft>, Error> {
        self.read(|snapshot| get(snapshot, key))
    }

    /// Forgets a draft. Fine when there is none. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn delete_draft(&self, key: &str) -> Result<(), Error> {
        self.write(|transaction| Ok(delete(transaction, key)?))
    }
}

pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<Draft>, Failure> {
    let draft = connection
        .prepare_cached("SELECT key, text, attachments, who FROM drafts WHERE key = ?1")?
        .query_row([key], |row| {
            Ok(Draft {
                key: row.get(0)?,
                text: row.get(1)?,
                attachments: row.get::<_, Json>(2)?.0,
                who: row.get(3)?,
            })
        })
        .optional()?;
    Ok(draft)
}

pub(crate) fn delete(transaction: &Transaction<'_>, key: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM drafts WHERE key = ?1")?
        .execute([key])?;
    Ok(())
}
