//! Full-text search, in every script, over titles, prompts, answers, steps, and the names and words of files.

mod checking;
mod cursor;
mod fold;
mod grams;
mod index;
mod marks;
mod matching;
mod pieces;
mod query;
mod ranking;
mod rows;
mod snippet;
mod texts;

use serde::{Deserialize, Serialize};

pub(crate) use self::fold::fold;
pub(crate) use self::index::{catch_up, clean, index_title, note_answer, note_files, note_turn};
pub(crate) use self::pieces::store_words;
use crate::error::Error;
use crate::{ConversationId, FoundFile, Kind, Ledger, RunId};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");
pub(crate) const V7: &str = include_str!("7.sql");

/// Marks the start of a match in a snippet.
pub const MATCH_START: char = '\u{2}';
/// Marks the end of a match in a snippet.
pub const MATCH_END: char = '\u{3}';

/// One search result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The interaction; `None` for a match in the title.
    pub run_id: Option<RunId>,
    /// The step that matched; `None` for a match in the prompt, the answer or elsewhere.
    pub step: Option<u32>,
    /// The file that matched; `None` for a match in a message or a title.
    pub file: Option<FoundFile>,
    /// Kind of the conversation: chat or job.
    pub kind: Kind,
    /// The conversation's title.
    pub title: String,
    /// The text around the match on one line; each match is between [`MATCH_START`] and [`MATCH_END`], which occur
    /// nowhere else in it.
    pub snippet: String,
    /// Time at which the interaction, or for a title the conversation, was created.
    pub at: i64,
}

/// Restricts a search; the default restricts nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFilter {
    /// Only chats, or only jobs.
    pub kind: Option<Kind>,
    /// Only files: their words and names.
    pub files: bool,
    /// Only turns that asked one of these models or agents; empty for any.
    pub who: Vec<String>,
    /// Only what was created at this time or later.
    pub from: Option<i64>,
}

impl Ledger {
    /// Returns up to `limit` places where every word of `query` occurs, best first, the newest among equal ones. If
    /// there are very many, only the newest are considered, and of a very long file only some pieces with each word. A
    /// word also matches inside of other words, in any script; case, accents and the width of letters are ignored;
    /// words between quotes are one phrase. Any text is a valid query; one without a letter or sign finds nothing.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be read; never because of the contents of the query.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_in(query, &SearchFilter::default(), limit)
    }

    /// Like [`Ledger::search`], restricted by a filter. Blocks.
    ///
    /// # Errors
    /// See [`Ledger::search`].
    pub fn search_in(
        &self,
        query: &str,
        filter: &SearchFilter,
        limit: usize,
    ) -> Result<Vec<Hit>, Error> {
        let terms = query::terms(query);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        // Search must cover everything; what cannot be indexed now stays queued.
        if let Err(error) = self.index_what_is_behind() {
            tracing::warn!(%error, "the search index stays behind");
        }
        self.read(|snapshot| Ok(ranking::find(snapshot, &terms, filter, limit)?))
    }

    /// Indexes another batch of an older ledger's content, or of everything after [`Ledger::rebuild_search`]: the
    /// newest first, in one short transaction. Returns true if there may be more. Can be stopped at any point. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; it can be retried.
    pub fn index_more(&self) -> Result<bool, Error> {
        self.write(|transaction| Ok(index::index_older_batch(transaction)?))
    }

    /// Joins some of the index's segments, each of which a search reads, in one short transaction. Returns true if there
    /// may be more to join. Can be stopped at any point. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; it can be retried.
    pub fn merge_search(&self) -> Result<bool, Error> {
        if self.read(|snapshot| Ok(index::has_few_segments(snapshot)?))? {
            return Ok(false);
        }
        self.write(|transaction| Ok(index::merge_segments(transaction)?))
    }

    /// Returns true if everything except files is indexed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn search_is_complete(&self) -> Result<bool, Error> {
        self.read(|snapshot| {
            let is_complete = snapshot
                .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM search_ahead)")?
                .query_row([], |row| row.get(0))?;
            Ok(is_complete)
        })
    }

    /// Empties the search index and marks every file as unread; [`Ledger::index_more`] fills it again. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; the index is then unchanged.
    pub fn rebuild_search(&self) -> Result<(), Error> {
        self.write(|transaction| Ok(index::rebuild(transaction)?))?;
        self.search_is_mended();
        Ok(())
    }

    /// Returns the size of the index in bytes, without the indexed texts. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn search_size(&self) -> Result<u64, Error> {
        self.read(|snapshot| {
            let select = "SELECT coalesce(sum(length(block)), 0) FROM search_grams_data";
            let bytes: i64 = snapshot.query_row(select, [], |row| row.get(0))?;
            Ok(u64::try_from(bytes).unwrap_or(0))
        })
    }

    /// Indexes queued turns, a batch in each transaction.
    pub(crate) fn index_what_is_behind(&self) -> Result<(), Error> {
        while self.read(|snapshot| Ok(index::is_behind(snapshot)?))?
            && self.write(|transaction| Ok(index::catch_up_some(transaction)?))?
        {}
        Ok(())
    }
}
