//! Full-text search over titles, what the person wrote, answers, and names and words of files.

mod index;
mod letter;
mod query;
mod snippet;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

pub(crate) use self::index::{catch_up, clean, index_prompt, index_title, note_answer, note_files};
pub(crate) use self::letter::{LISTED, Letter, Rows, listed};
use self::snippet::{Terms, beginning, snippet};
use crate::error::Error;
use crate::{ConversationId, FoundFile, Kind, Ledger, RunId, Step, file_words, steps};

pub(crate) const V1: &str = include_str!("1.sql");
pub(crate) const V2: &str = include_str!("2.sql");
pub(crate) const V3: &str = include_str!("3.sql");

/// Stands before a matched piece of a snippet.
pub const MATCH_START: char = '\u{2}';
/// Stands after a matched piece of a snippet.
pub const MATCH_END: char = '\u{3}';

/// When words occur in more turns than this, how well each fits says little and costs much.
const MOST_RANKED: i64 = 200;
/// So many files with the words are looked at.
const MOST_FILES: i64 = 40;
/// So many of them are shown of one run.
const MOST_OF_RUN: usize = 3;
/// A word in a long file says less than one that somebody wrote.
const FILE_WEIGHT: f64 = 0.5;

/// One place where the words occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The conversation.
    pub conversation_id: ConversationId,
    /// The interaction; `None` when the words are in the title.
    pub run_id: Option<RunId>,
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

impl Ledger {
    /// Up to `limit` places where every word of `query` occurs, best first, the newest among equal ones;
    /// when there are very many, the newest. Case and diacritics do not matter; the last word may be the
    /// beginning of one. Any text is a valid query; one without a word in it finds nothing. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read; never because of what the query says.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let terms = Terms::of(query::words(query));
        let letter = Letter::of(query);
        let Some(query) = query::fts_query(query) else {
            return Ok(Vec::new());
        };
        // What is found must be all that is there; what could not be indexed stays behind until it can.
        if let Err(error) = self.index_what_is_behind() {
            tracing::warn!(%error, "the search index stays behind");
        }
        // A title may go because its conversation is found anyway, so there are more than needed.
        let candidates = i64::try_from(limit.saturating_mul(2)).unwrap_or(i64::MAX);
        self.read(|snapshot| {
            let mut found = in_turns(snapshot, &query, letter.as_ref(), candidates)?;
            let found_inside: HashSet<ConversationId> = found
                .iter()
                .filter(|found| found.hit.run_id.is_some())
                .map(|found| found.hit.conversation_id)
                .collect();
            found.retain(|Found { hit, .. }| {
                hit.run_id.is_some() || !found_inside.contains(&hit.conversation_id)
            });
            found.extend(in_files(snapshot, &query, letter.as_ref())?);
            found.sort_by(|one, other| {
                let newest_first = other.hit.at.cmp(&one.hit.at);
                one.score.total_cmp(&other.score).then(newest_first)
            });
            found.truncate(limit);
            found
                .into_iter()
                .map(|Found { key, hit, .. }| {
                    let snippet = match hit.file {
                        Some(_) => around(&file_words::words(snapshot, key)?, &terms),
                        None => snippet_of(snapshot, key, &terms)?,
                    };
                    Ok(Hit { snippet, ..hit })
                })
                .collect()
        })
    }

    /// Makes the search index anew from everything else, in one transaction; the words of files are all
    /// unread then. `answer_of` gives the plain text of an answer from its steps. Blocks, for long on a long history.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; the index is then as it was.
    pub fn rebuild_search(
        &self,
        mut answer_of: impl FnMut(RunId, &[Step]) -> String + Send + 'static,
    ) -> Result<(), Error> {
        self.write(move |transaction| {
            // Not emptied but made again: this also works on an index that is damaged.
            let create: String = transaction.query_row(
                "SELECT sql FROM sqlite_master WHERE name = 'search'",
                [],
                |row| row.get(0),
            )?;
            file_words::forget_all(transaction)?;
            transaction.execute_batch("DROP TABLE search")?;
            transaction.execute_batch(&create)?;

            let mut titles = transaction.prepare("SELECT key, title FROM conversations")?;
            for row in titles.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))? {
                let (key, title): (i64, String) = row?;
                index_title(transaction, key, &title)?;
            }
            let mut runs = transaction.prepare(
                "SELECT i.key, i.id, r.prompt FROM interactions i
                 JOIN requests r ON r.run_id = i.id",
            )?;
            let mut insert = transaction.prepare(
                "INSERT INTO search (rowid, prompt, answer, files) VALUES (?1, ?2, ?3, ?4)",
            )?;
            let rows = runs.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            for row in rows {
                let (key, run, prompt): (i64, RunId, String) = row?;
                let answer = answer_of(run, &steps::of_run(transaction, run)?);
                let files = index::files(transaction, key)?;
                insert.execute((key, clean(&prompt), clean(&answer), files))?;
            }
            transaction.execute("DELETE FROM unindexed", [])?;
            Ok(())
        })?;
        self.search_is_mended();
        Ok(())
    }

    /// Indexes what changed in turns that are not settled, some in each transaction.
    pub(crate) fn index_what_is_behind(&self) -> Result<(), Error> {
        while self.read(|snapshot| Ok(index::is_behind(snapshot)?))?
            && self.write(|transaction| Ok(index::catch_up_some(transaction)?))?
        {}
        Ok(())
    }
}

/// Whether the words occur more often than is ranked.
const ARE_MANY: &str = "
SELECT count(*) > ?2 FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2 + 1)";

const RANKED: &str = "
SELECT rowid AS key, bm25(search, 4.0, 2.0, 1.0, 3.0) AS score
FROM search WHERE search MATCH ?1 ORDER BY score LIMIT ?2";

/// Titles have negative keys, the newest the lowest.
const NEWEST: &str = "
SELECT * FROM (SELECT rowid AS key, 0.0 AS score
  FROM search WHERE search MATCH ?1 AND rowid > 0 ORDER BY rowid DESC LIMIT ?2)
UNION ALL
SELECT * FROM (SELECT rowid, 0.0
  FROM search WHERE search MATCH ?1 AND rowid < 0 ORDER BY rowid LIMIT ?2)";

/// Places in turns and titles: the best, or the newest when there are very many.
fn in_turns(
    snapshot: &Connection,
    query: &str,
    letter: Option<&Letter>,
    limit: i64,
) -> rusqlite::Result<Vec<Found>> {
    if let Some(letter) = letter
        && let Some(mut keys) = letter.first(snapshot, &TURNS, limit)?
        && let Some(titles) = letter.first(snapshot, &TITLES, limit)?
    {
        keys.extend(titles);
        let all = limit.saturating_mul(2);
        return places(snapshot, LISTED, &listed(&keys), all);
    }
    let are_many: bool = snapshot
        .prepare_cached(ARE_MANY)?
        .query_row((query, MOST_RANKED), |row| row.get(0))?;
    places(
        snapshot,
        if are_many { NEWEST } else { RANKED },
        query,
        limit,
    )
}

const TURNS: Rows = Rows {
    table: "search",
    keys: "rowid > 0",
    order: "DESC",
};

const TITLES: Rows = Rows {
    table: "search",
    keys: "rowid < 0",
    order: "ASC",
};

/// The conversations of what is found.
fn places(
    snapshot: &Connection,
    found: &str,
    query: &str,
    limit: i64,
) -> rusqlite::Result<Vec<Found>> {
    snapshot
        .prepare_cached(&format!(
            "WITH found AS MATERIALIZED ({found})
             SELECT found.key, found.score, c.id AS conversation_id, i.id AS run_id, c.kind, c.title,
               coalesce(i.created_at, c.created_at) AS at
             FROM found
             LEFT JOIN interactions i ON i.key = found.key
             JOIN conversations c ON c.key =
               coalesce((SELECT n.key FROM conversations n WHERE n.id = i.conversation_id), -found.key)
             WHERE c.deleted_at IS NULL"
        ))?
        .query_map((query, limit), from_row)?
        .collect()
}

/// A hit that has no snippet yet.
struct Found {
    key: i64,
    /// How well it fits; less is better.
    score: f64,
    hit: Hit,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        key: row.get("key")?,
        score: row.get("score")?,
        hit: Hit {
            conversation_id: row.get("conversation_id")?,
            run_id: row.get("run_id")?,
            file: None,
            kind: row.get("kind")?,
            title: row.get("title")?,
            snippet: String::new(),
            at: row.get("at")?,
        },
    })
}

/// Places in files, best first: of the same bytes in one conversation only the newest, and a few of each run.
fn in_files(
    snapshot: &Connection,
    query: &str,
    letter: Option<&Letter>,
) -> rusqlite::Result<Vec<Found>> {
    let mut seen: HashSet<(ConversationId, i64)> = HashSet::new();
    let mut of_run: HashMap<RunId, usize> = HashMap::new();
    let mut all = Vec::new();
    for place in file_words::find(snapshot, query, letter, MOST_FILES)? {
        let hit = snapshot
            .prepare_cached(RUN)?
            .query_row([place.run], |row| {
                Ok(Hit {
                    conversation_id: row.get("conversation_id")?,
                    run_id: Some(place.run),
                    file: Some(place.file),
                    kind: row.get("kind")?,
                    title: row.get("title")?,
                    snippet: String::new(),
                    at: row.get("created_at")?,
                })
            })?;
        let count = of_run.entry(place.run).or_default();
        if *count >= MOST_OF_RUN || !seen.insert((hit.conversation_id, place.key)) {
            continue;
        }
        *count += 1;
        all.push(Found {
            key: place.key,
            score: place.score * FILE_WEIGHT,
            hit,
        });
    }
    Ok(all)
}

const RUN: &str = "
SELECT i.conversation_id, i.created_at, c.kind, c.title
FROM interactions i JOIN conversations c ON c.id = i.conversation_id WHERE i.id = ?1";

/// The words around a match in a text; else how it begins.
fn around(text: &str, terms: &Terms) -> String {
    snippet(text, terms).unwrap_or_else(|| beginning(text))
}

/// The words around the match in the first of answer, prompt, title and files that has one; else how
/// the row begins.
fn snippet_of(connection: &Connection, key: i64, terms: &Terms) -> rusqlite::Result<String> {
    let columns: [Option<String>; 4] = connection
        .prepare_cached("SELECT answer, prompt, title, files FROM search WHERE rowid = ?1")?
        .query_row([key], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })?;
    let mut texts = columns.iter().flatten();
    Ok(texts
        .clone()
        .find_map(|text| snippet(text, terms))
        .or_else(|| texts.next().map(|text| beginning(text)))
        .unwrap_or_default())
}
