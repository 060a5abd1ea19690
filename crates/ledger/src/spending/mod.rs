//! What was used, run by run, for whoever turns it into money. It outlives the conversations.

use std::ops::Range;

use rusqlite::{Params, Row};
use serde_json::Value;

use crate::error::Error;
use crate::sql::Json;
use crate::{ConversationId, Engine, Ledger, RunId, Target};

pub(crate) const V5: &str = include_str!("5.sql");
pub(crate) const V9: &str = include_str!("9.sql");

/// What one run used.
#[derive(Debug, Clone, PartialEq)]
pub struct Spent {
    /// The run, which may be deleted by now.
    pub run_id: RunId,
    /// Its conversation, unless that is deleted.
    pub conversation_id: Option<ConversationId>,
    /// The title of its conversation.
    pub title: Option<String>,
    /// When the person pressed Send.
    pub at: i64,
    /// Who served it.
    pub engine: Engine,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// Its id.
    pub target_id: String,
    /// The model that the answer named.
    pub answered_by: Option<String>,
    /// Tokens used, as the server said it.
    pub usage: Value,
}

impl Ledger {
    /// What was used by runs that were sent within a time, oldest first, without those of archives. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn spent(&self, within: Range<i64>) -> Result<Vec<Spent>, Error> {
        self.read_spent(
            "s.at >= ?1 AND s.at < ?2 AND s.imported = 0 ORDER BY s.at, s.key",
            (within.start, within.end),
        )
    }

    /// What the runs of a conversation used, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn spent_in(&self, conversation: ConversationId) -> Result<Vec<Spent>, Error> {
        self.read_spent("s.conversation_id = ?1 ORDER BY s.key", [conversation])
    }

    /// Forgets what was used, so that nothing is left of what was done. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn forget_spending(&self) -> Result<(), Error> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM spending")?
                .execute([])?;
            Ok(())
        })
    }

    fn read_spent(&self, which: &str, given: impl Params) -> Result<Vec<Spent>, Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(&format!(
                "SELECT s.*, c.title FROM spending s LEFT JOIN conversations c ON c.id = s.conversation_id
                 WHERE {which}"
            ))?;
            let rows = statement.query_map(given, from_row)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Spent> {
    Ok(Spent {
        run_id: row.get("run_id")?,
        conversation_id: row.get("conversation_id")?,
        title: row.get("title")?,
        at: row.get("at")?,
        engine: row.get("engine")?,
        target: row.get("target")?,
        target_id: row.get("target_id")?,
        answered_by: row.get("answered_by")?,
        usage: row.get::<_, Json>("usage")?.0,
    })
}
