//! Search over titles, what the person wrote, answers, steps, and names and words of files, in every script.

mod cursor;
mod fold;
mod grams;
mod index;
mod looking;
mod marks;
mod matching;
mod pieces;
mod places;
mod query;
mod rows;
mod snippet;
mod texts;

use serde::{Deserialize, Serialize};

pub(crate) use self::fold::fold;
pub(crate) use self::index::{catch_up, clean, index_title, note_answer, note_files, note_turn};
pub(crate) use self::pieces::keep as keep_pieces;
use crate::error::Error;
use crate::{ConversationId, FoundFile, Kind, Ledger, RunId};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");
pub(crate) const V7: &str = include_str!("7.sql");

/// Stands before a matched piece of a snippet.
pub const MATCH_START: char = '\u{2}';
/// Stands after a matched piece of a snippet.
pub const MATCH_END: char = '\u{3}';

/// One place where the words occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The interaction; `None` when the words are in the title.
    pub run_id: Option<RunId>,
    /// The step that they are in, when they are neither in the answer nor in what was asked.
    pub step: Option<u32>,
    /// The file that the words are in; `None` when they are in what was written or in a title.
    pub file: Option<FoundFile>,
    /// A chat or a job.
    pub kind: Kind,
    /// The conversation's title.
    pub title: String,
    /// The words around it on one line; each matched piece stands between [`MATCH_START`] and
    /// [`MATCH_END`], which occur nowhere else in it.
    pub snippet: String,
    /// When the interaction, or the conversation, was begun.
    pub at: i64,
}

/// What is searched; by default everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchFilter {
    /// Only chats, or only jobs.
    pub kind: Option<Kind>,
    /// Only files: their words and their names.
    pub files: bool,
    /// Only what one of these models or agents was asked; empty for anybody.
    pub who: Vec<String>,
    /// Only what was begun at this time or after it.
    pub from: Option<i64>,
}

impl Ledger {
    /// Up to `limit` places where every word of `query` occurs, best first, the newest among equal ones;
    /// when there are very many, the newest, and of a very long file some pieces with each word. A word may be any part of one, in any script; case, accents and
    /// the width of letters do not matter; words between quotes are one. Any text is a valid query; one
    /// without a letter or sign finds nothing. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read; never because of what the query says.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        self.search_in(query, &SearchFilter::default(), limit)
    }

    /// The same in a part of everything. Blocks.
    ///
    /// # Errors
    /// As [`Ledger::search`].
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
        // What is found must be all that is there; what could not be indexed stays behind until it can.
        if let Err(error) = self.index_what_is_behind() {
            tracing::warn!(%error, "the search index stays behind");
        }
        self.read(|snapshot| Ok(places::find(snapshot, &terms, filter, limit)?))
    }

    /// Indexes some more of what an older ledger has, or all after [`Ledger::rebuild_search`]: the newest
    /// first, in one short transaction. Says whether there may be more. It may be stopped at any point. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; it can be tried again.
    pub fn index_more(&self) -> Result<bool, Error> {
        self.write(|transaction| Ok(index::go_on(transaction)?))
    }

    /// Whether everything but files is indexed. Blocks.
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

    /// Makes the search index empty; [`Ledger::index_more`] fills it again, and every file is unread. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; the index is then as it was.
    pub fn rebuild_search(&self) -> Result<(), Error> {
        self.write(|transaction| Ok(index::begin_anew(transaction)?))?;
        self.search_is_mended();
        Ok(())
    }

    /// Bytes of the index, without the texts that it is of. Blocks.
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

    /// Indexes what changed in turns that are not settled, some in each transaction.
    pub(crate) fn index_what_is_behind(&self) -> Result<(), Error> {
        while self.read(|snapshot| Ok(index::is_behind(snapshot)?))?
            && self.write(|transaction| Ok(index::catch_up_some(transaction)?))?
        {}
        Ok(())
    }
}
