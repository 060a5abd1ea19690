//! A last word of one letter. It begins a word of nearly every text, and joining the lists of all words that
//! it begins is what FTS5 takes long for; so texts are looked through instead, the newest first.

use rusqlite::{Connection, Row, ToSql, params_from_iter};

use super::query;
use super::snippet::begins_a_word;

/// So many texts are looked through. A letter that is in so few of them is rare, and the index is fast then.
const MOST_READ: i64 = 400;

/// A query that ends with one letter.
pub(crate) struct Letter {
    letter: char,
    /// The words before it, for FTS5.
    rest: Option<String>,
}

impl Letter {
    /// The letter at the end of what a person typed, if its last word is one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let words: Vec<&str> = query::words(text).collect();
        let (last, rest) = words.split_last()?;
        let mut letters = last.chars().filter(|c| c.is_alphanumeric());
        let letter = letters.next()?;
        letters.next().is_none().then(|| Self {
            letter,
            rest: (!rest.is_empty()).then(|| query::quoted(rest)),
        })
    }

    /// The keys of up to `limit` rows of an FTS5 table that the query finds, in this order; `None` when it
    /// would take looking through too many to know them.
    pub(crate) fn first(
        &self,
        connection: &Connection,
        rows: &Rows,
        limit: i64,
    ) -> rusqlite::Result<Option<Vec<i64>>> {
        let Rows { table, keys, order } = rows;
        let (rest, parameters): (String, Vec<&dyn ToSql>) = match &self.rest {
            Some(rest) => (format!("{table} MATCH ?2 AND"), vec![&MOST_READ, rest]),
            None => (String::new(), vec![&MOST_READ]),
        };
        let mut statement = connection.prepare_cached(&format!(
            "SELECT rowid, * FROM {table} WHERE {rest} {keys} ORDER BY rowid {order} LIMIT ?1"
        ))?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(parameters))?;
        let mut found = Vec::new();
        let mut read = 0;
        while let Some(row) = rows.next()? {
            read += 1;
            if self.is_in(row, columns)? {
                found.push(row.get(0)?);
            }
            if i64::try_from(found.len()).is_ok_and(|count| count >= limit) {
                return Ok(Some(found));
            }
        }
        Ok((read < MOST_READ).then_some(found))
    }

    fn is_in(&self, row: &Row<'_>, columns: usize) -> rusqlite::Result<bool> {
        for column in 1..columns {
            let text = row.get_ref(column)?.as_str_or_null()?;
            if text.is_some_and(|text| begins_a_word(text, self.letter)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Rows of an FTS5 table.
pub(crate) struct Rows {
    pub(crate) table: &'static str,
    /// Which of them, by `rowid`.
    pub(crate) keys: &'static str,
    /// `DESC` or `ASC`.
    pub(crate) order: &'static str,
}

/// Keys that are known, as what a search found.
pub(crate) const LISTED: &str = "SELECT value AS key, 0.0 AS score FROM json_each(?1) LIMIT ?2";

/// The keys as [`LISTED`] takes them.
pub(crate) fn listed(keys: &[i64]) -> String {
    serde_json::json!(keys).to_string()
}
