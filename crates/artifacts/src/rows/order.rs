//! Filtering and sorting of rows: numbers by value, dates by time, text by the rules of its language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::RowQuery;
use super::spool::Spool;
use crate::columns::{ColumnType, date, number};
use crate::error::Result;

/// Number of rows between two looks at whether the query is still wanted.
const LOOK_EVERY: u32 = 4096;

/// Returns the numbers of the matching rows in display order; `None` if the query is no longer wanted before they are
/// found.
pub(super) fn ordered(
    spool: &Spool,
    rows: u32,
    columns: &[ColumnType],
    query: &RowQuery,
    is_wanted: impl Fn() -> bool,
) -> Result<Option<Vec<u32>>> {
    let Some((column, is_descending)) = query.sort else {
        let mut found = Vec::new();
        let each = |row, _: &[String]| found.push(row);
        let is_whole = each_found(spool, rows, &query.find, is_wanted, each)?;
        return Ok(is_whole.then_some(found));
    };
    let kind = columns.get(column).copied().unwrap_or(ColumnType::Text);
    let mut found: Vec<(Key, u32)> = Vec::new();
    let each = |row, cells: &[String]| {
        let cell = cells.get(column).map_or("", String::as_str);
        found.push((key(cell, kind), row));
    };
    if !each_found(spool, rows, &query.find, is_wanted, each)? {
        return Ok(None);
    }
    let collator = collator(&query.language);
    // The sort is stable, and empty cells come last in either direction.
    found.sort_by(|(one, _), (other, _)| match (one, other) {
        (Key::Nothing, _) | (_, Key::Nothing) => one.rank().cmp(&other.rank()),
        _ if is_descending => other.compare(one, &collator),
        _ => one.compare(other, &collator),
    });
    Ok(Some(found.into_iter().map(|(_, row)| row).collect()))
}

/// Calls `each` with the number and the cells of every row with this text. Returns false if it ended before the last one
/// because that is no longer wanted.
fn each_found(
    spool: &Spool,
    rows: u32,
    find: &str,
    is_wanted: impl Fn() -> bool,
    mut each: impl FnMut(u32, &[String]),
) -> Result<bool> {
    let wanted = find.trim().to_lowercase();
    let has = |cell: &String| cell.to_lowercase().contains(&wanted);
    let mut reader = spool.reader()?;
    for row in 0..rows {
        if row.is_multiple_of(LOOK_EVERY) && !is_wanted() {
            return Ok(false);
        }
        let cells = reader.row(row)?.cells;
        if wanted.is_empty() || cells.iter().any(has) {
            each(row, &cells);
        }
    }
    Ok(true)
}

/// The sort key of a row.
enum Key {
    Number(f64),
    Date(i64),
    Text(String),
    /// An empty cell.
    Nothing,
}

fn key(cell: &str, column: ColumnType) -> Key {
    let cell = cell.trim();
    if cell.is_empty() {
        return Key::Nothing;
    }
    let understood = match column {
        ColumnType::Number(decimal) => number(cell, decimal).map(Key::Number),
        ColumnType::Date(order) => date(cell, order).map(Key::Date),
        ColumnType::Text => None,
    };
    understood.unwrap_or_else(|| Key::Text(cell.to_owned()))
}

impl Key {
    /// Rank of a kind of key: numbers and dates come before text, and text before empty cells.
    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) | Self::Date(_) => 0,
            Self::Text(_) => 1,
            Self::Nothing => 2,
        }
    }

    fn compare(&self, other: &Self, collator: &CollatorBorrowed<'_>) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Date(one), Self::Date(other)) => one.cmp(other),
            (Self::Text(one), Self::Text(other)) => collator.compare(one, other),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

/// Returns the collation of a language, with numbers in text compared by value; the root collation for unknown
/// languages.
fn collator(language: &str) -> CollatorBorrowed<'static> {
    let locale = format!("{language}-u-kn")
        .parse()
        .unwrap_or(Locale::UNKNOWN);
    Collator::try_new((&locale).into(), CollatorOptions::default())
        .expect("the data of all languages is compiled in")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_query_that_is_no_longer_wanted_is_given_up() {
        let spool = Spool::new().unwrap();
        let mut writer = spool.writer().unwrap();
        let rows = 3 * LOOK_EVERY;
        for _ in 0..rows {
            writer.push(["a"].into_iter()).unwrap();
        }
        writer.publish().unwrap();
        for sort in [None, Some((0, false))] {
            let query = RowQuery {
                sort,
                ..RowQuery::default()
            };
            let looks = Cell::new(0);
            let found = ordered(&spool, rows, &[], &query, || {
                looks.set(looks.get() + 1);
                looks.get() < 2
            });
            assert!(found.unwrap().is_none());
            assert_eq!(looks.get(), 2);
            let found = ordered(&spool, rows, &[], &query, || true).unwrap();
            assert_eq!(found.unwrap().len(), rows as usize);
        }
    }
}
