//! Iterates over the search index, newest first, skipping from one candidate for all words to the next.

use std::collections::VecDeque;

use rusqlite::Connection;

use super::grams::{self, Mark};
use super::rows::Part;

/// Number of rows in the first batch; later batches grow up to `MOST`.
const FIRST: i64 = 128;
const MOST: i64 = 8_192;
/// Maximum number of matching pieces reported for one text and word.
const MOST_PIECES: usize = 512;

/// A query to the index.
pub(super) struct IndexQuery {
    /// For each word, the FTS5 expression that a row must match.
    words: Vec<String>,
    /// FTS5 expression for the filter marks; empty for no filter.
    marks: String,
}

impl IndexQuery {
    /// Builds the query: all of `words`, and of each group in `marks` at least one.
    pub(super) fn new(words: &[Vec<char>], marks: &[Vec<Mark>]) -> Self {
        let word = |letters: &Vec<char>| grams::query_grams(letters, words.len()).join(" AND ");
        let group = |marks: &Vec<Mark>| {
            let any: Vec<String> = marks.iter().map(grams::quoted_mark).collect();
            format!("({})", any.join(" OR "))
        };
        let marks: Vec<String> = marks.iter().map(group).collect();
        Self {
            words: words.iter().map(word).collect(),
            marks: marks.join(" AND "),
        }
    }

    fn with_marks(&self, words: String) -> String {
        match self.marks.as_str() {
            "" => words,
            marks => format!("{words} AND {marks}"),
        }
    }
}

/// Tells the walk whether to continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WalkControl {
    Continue,
    Stop,
}

/// Calls `visit` for each text that may contain all words, newest first, until it returns `Stop`. `visit` gets the key
/// of the text and, for each query, the pieces that may match. Titles and turns of one row have a single query for all
/// words; longer texts have one per word.
pub(super) fn walk(
    connection: &Connection,
    part: Part,
    asked: &IndexQuery,
    mut visit: impl FnMut(i64, &[Vec<i64>]) -> rusqlite::Result<WalkControl>,
) -> rusqlite::Result<()> {
    let queries = match part {
        Part::Short | Part::Titles => vec![asked.with_marks(asked.words.join(" AND "))],
        // The words may be in different pieces, so each word has a cursor of its own.
        Part::Long | Part::Files => asked
            .words
            .iter()
            .map(|word| asked.with_marks(word.clone()))
            .collect(),
    };
    let mut cursors: Vec<Cursor<'_>> = queries
        .into_iter()
        .map(|query| Cursor::new(connection, part, query))
        .collect();
    loop {
        // The newest row that every cursor can still reach.
        let mut first = i64::MIN;
        for cursor in &mut cursors {
            match cursor.peek()? {
                Some(row) => first = first.max(part.row(part.key(row).0, 0)),
                None => return Ok(()),
            }
        }
        let key = part.key(first).0;
        let mut is_in_all = true;
        for cursor in &mut cursors {
            cursor.skip_to(first)?;
            let row = cursor.peek()?;
            is_in_all &= row.is_some_and(|row| part.key(row).0 == key);
        }
        if !is_in_all {
            continue;
        }
        let mut pieces = Vec::with_capacity(cursors.len());
        for cursor in &mut cursors {
            let mut of_word = Vec::new();
            while let Some(row) = cursor.peek()?.filter(|row| part.key(*row).0 == key) {
                if of_word.len() < MOST_PIECES {
                    of_word.push(part.key(row).1);
                }
                cursor.batch.pop_front();
            }
            pieces.push(of_word);
        }
        if visit(key, &pieces)? == WalkControl::Stop {
            return Ok(());
        }
    }
}

/// The rows of one part of the index that match an FTS5 query, in row order.
struct Cursor<'c> {
    connection: &'c Connection,
    query: String,
    batch: VecDeque<i64>,
    /// Row range still to be read: `from` inclusive, `end` exclusive.
    from: i64,
    end: i64,
    size: i64,
}

impl<'c> Cursor<'c> {
    fn new(connection: &'c Connection, part: Part, query: String) -> Self {
        let rows = part.rows();
        Self {
            connection,
            query,
            batch: VecDeque::new(),
            from: rows.start,
            end: rows.end,
            size: FIRST,
        }
    }

    fn peek(&mut self) -> rusqlite::Result<Option<i64>> {
        if self.batch.is_empty() && self.from < self.end {
            self.read()?;
        }
        Ok(self.batch.front().copied())
    }

    /// Skips all rows before `row`.
    fn skip_to(&mut self, row: i64) -> rusqlite::Result<()> {
        let before = self.batch.partition_point(|read| *read < row);
        self.batch.drain(..before);
        if self.batch.is_empty() {
            self.from = self.from.max(row);
            self.peek()?;
        }
        Ok(())
    }

    fn read(&mut self) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "SELECT rowid FROM search_grams
             WHERE search_grams MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY rowid LIMIT ?4",
        )?;
        let parameters = (&self.query, self.from, self.end, self.size);
        let rows = statement.query_map(parameters, |row| row.get(0))?;
        for row in rows {
            self.batch.push_back(row?);
        }
        let is_over = self.batch.len() < usize::try_from(self.size).unwrap_or(usize::MAX);
        self.from = match self.batch.back() {
            Some(last) if !is_over => last + 1,
            _ => self.end,
        };
        self.size = (self.size * 4).min(MOST);
        Ok(())
    }
}
