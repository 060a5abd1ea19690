//! Pages of long lists, by key: a page goes on after the last row of the one before.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Some rows of a list, and where the next page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, newest first.
    pub items: Vec<T>,
    /// `None` at the end of the list.
    pub next: Option<Cursor>,
}

/// The last row of a page. Rows that come or go meanwhile neither repeat nor hide others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cursor {
    pub(crate) at: i64,
    pub(crate) id: Uuid,
}

/// A text that is not a cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a place in a list")]
pub struct UnreadableCursor;

impl<T> Page<T> {
    /// A page from up to `limit + 1` rows; the one too many only says that there are more.
    pub(crate) fn new(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(key);
        Self { items, next }
    }
}

/// What a query binds for the first page: every row comes after it.
pub(crate) fn start(after: Option<&Cursor>) -> (i64, String) {
    match after {
        Some(cursor) => (cursor.at, cursor.id.to_string()),
        None => (i64::MAX, "~".to_owned()),
    }
}

/// What a query binds as its limit to learn whether there are more rows than `limit`.
pub(crate) fn one_more(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id.hyphenated())
    }
}

impl FromStr for Cursor {
    type Err = UnreadableCursor;

    fn from_str(text: &str) -> Result<Self, UnreadableCursor> {
        let (at, id) = text.split_once('.').ok_or(UnreadableCursor)?;
        Ok(Self {
            at: at.parse().map_err(|_| UnreadableCursor)?,
            id: Uuid::try_parse(id).map_err(|_| UnreadableCursor)?,
        })
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> Self {
        cursor.to_string()
    }
}

impl TryFrom<String> for Cursor {
    type Error = UnreadableCursor;

    fn try_from(text: String) -> Result<Self, UnreadableCursor> {
        text.parse()
    }
}
