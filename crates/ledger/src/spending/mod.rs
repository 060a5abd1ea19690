//! Token usage of each run, from which costs are computed. Kept after the conversation is deleted.

use std::ops::Range;

use rusqlite::{Params, Row};
use serde_json::Value;

use crate::error::Error;
use crate::sql::Json;
use crate::{ConversationId, Engine, Ledger, RunId, Target};

pub(crate) const V5: &str = include_str!("5.sql");
pub(crate) const V9: &str = include_str!("9.sql");
pub(crate) const V10: &str = include_str!("10.sql");

/// The usage of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct RunUsage {
    /// The run, which may have been deleted since.
    pub run_id: RunId,
    /// Its conversation; `None` if deleted.
    pub conversation_id: Option<ConversationId>,
    /// The title of its conversation.
    pub title: Option<String>,
    /// Time at which the person pressed Send.
    pub at: i64,
    /// The engine that served it.
    pub engine: Engine,
    /// Whether a model or an agent was asked.
    pub target: Target,
    /// Id of the model or agent.
    pub target_id: String,
    /// The model named in the answer.
    pub answered_by: Option<String>,
    /// Token usage as reported by the server.
    pub usage: Value,
}

/// An id without a price of its own, and the id whose price applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedAs {
    /// The engine that serves it.
    pub engine: Engine,
    /// The server's id.
    pub api_id: String,
    /// The id of a model, or of another agent.
    pub priced_as: String,
}

impl Ledger {
    /// Returns the usage of runs that were sent within a time span, oldest first, without imported runs. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn usage_within(&self, within: Range<i64>) -> Result<Vec<RunUsage>, Error> {
        self.read_usage(
            "s.at >= ?1 AND s.at < ?2 AND s.imported = 0 ORDER BY s.at, s.key",
            (within.start, within.end),
        )
    }

    /// Returns the usage of the runs of a conversation, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn usage_of_conversation(
        &self,
        conversation: ConversationId,
    ) -> Result<Vec<RunUsage>, Error> {
        self.read_usage("s.conversation_id = ?1 ORDER BY s.key", [conversation])
    }

    /// Stores which prices apply to ids, replacing earlier entries. Returns true if anything changed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn note_priced_as(&self, noted: &[PricedAs]) -> Result<bool, Error> {
        let noted = noted.to_vec();
        self.write(move |transaction| {
            let mut changed = 0;
            for PricedAs {
                engine,
                api_id,
                priced_as,
            } in &noted
            {
                changed += transaction
                    .prepare_cached(
                        "INSERT INTO priced_as (engine, api_id, priced_as) VALUES (?1, ?2, ?3)
                         ON CONFLICT DO UPDATE SET priced_as = ?3 WHERE priced_as <> ?3",
                    )?
                    .execute((engine, api_id, priced_as))?;
            }
            Ok(changed > 0)
        })
    }

    /// Returns every id with the price of another, those of Gemini first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn priced_as(&self) -> Result<Vec<PricedAs>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached("SELECT * FROM priced_as ORDER BY engine, api_id")?
                .query_map([], |row| {
                    Ok(PricedAs {
                        engine: row.get("engine")?,
                        api_id: row.get("api_id")?,
                        priced_as: row.get("priced_as")?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Deletes all usage records, so that no trace of past runs is left. Blocks.
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

    fn read_usage(&self, which: &str, given: impl Params) -> Result<Vec<RunUsage>, Error> {
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

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<RunUsage> {
    Ok(RunUsage {
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
