//! Keyset pagination of long lists: a page starts after the last row of the previous one.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Some rows of a list, and the cursor of the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, newest first.
    pub items: Vec<T>,
    /// Cursor of the next page; `None` at the end of the list.
    pub next: Option<Cursor>,
}

/// Position after the last row of a page. Rows inserted or deleted meanwhile cause neither duplicates nor gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Cursor {
    pub(crate) at: i64,
    pub(crate) id: Uuid,
}

/// The text is not a valid cursor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a place in a list")]
pub struct UnreadableCursor;

impl<T> Page<T> {
    /// Makes a page from up to `limit + 1` rows; the extra row only shows that there are more.
    pub(crate) fn new(mut items: Vec<T>, limit: usize, key: impl Fn(&T) -> Cursor) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(key);
        Self { items, next }
    }
}

/// Returns the start position to bind: for the first page, one that is before every row.
pub(crate) fn start(after: Option<&Cursor>) -> (i64, String) {
    match after {
        Some(cursor) => (cursor.at, cursor.id.to_string()),
        None => (i64::MAX, "~".to_owned()),
    }
}

/// Returns the SQL limit to bind: `limit + 1`, to learn whether there are more rows.
pub(crate) fn limit_plus_one(limit: usize) -> i64 {
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
