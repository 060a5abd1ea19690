//! Reads the index, the newest first, from one text that may have all words to the next.

use std::collections::VecDeque;

use rusqlite::Connection;

use super::grams::{self, Mark};
use super::rows::Part;

/// So many rows are read first, and more each time.
const FIRST: i64 = 128;
const MOST: i64 = 8_192;
/// So many pieces with a word are told of one text.
const MOST_PIECES: usize = 512;

/// What the index is asked for.
pub(super) struct Asked {
    /// For each word all that a row must have.
    words: Vec<String>,
    /// What a row must have beside it; empty for nothing.
    marks: String,
}

impl Asked {
    /// Each of these words, and of each of these groups of marks one.
    pub(super) fn new(words: &[Vec<char>], marks: &[Vec<Mark>]) -> Self {
        let word = |letters: &Vec<char>| grams::asked(letters, words.len()).join(" AND ");
        let group = |marks: &Vec<Mark>| {
            let any: Vec<String> = marks.iter().map(grams::marked).collect();
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

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    More,
    Enough,
}

/// Calls `look` with the key of all that may have the words, the newest first, and with the pieces of it that
/// may have each (of words that must be in one piece: all of them), until it has enough.
pub(super) fn walk(
    connection: &Connection,
    part: Part,
    asked: &Asked,
    mut look: impl FnMut(i64, &[Vec<i64>]) -> rusqlite::Result<Next>,
) -> rusqlite::Result<()> {
    let queries = match part {
        Part::Short | Part::Titles => vec![asked.with_marks(asked.words.join(" AND "))],
        // Words may be in different pieces.
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
        // The newest that all of them may still have.
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
        if look(key, &pieces)? == Next::Enough {
            return Ok(());
        }
    }
}

/// The rows of a part that FTS5 finds, in order.
struct Cursor<'c> {
    connection: &'c Connection,
    query: String,
    batch: VecDeque<i64>,
    /// The next row to be read, and the first one that is not.
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

    /// Leaves out all rows before this one.
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
