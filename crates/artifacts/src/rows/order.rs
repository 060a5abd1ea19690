//! Filtering and sorting of rows: numbers by value, dates by time, text by the rules of its language.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;

use super::RowQuery;
use super::spool::Spool;
use crate::columns::{ColumnType, date, number};
use crate::error::Result;

/// Returns the numbers of the matching rows in display order.
pub(super) fn ordered(
    spool: &Spool,
    rows: u32,
    columns: &[ColumnType],
    query: &RowQuery,
) -> Result<Vec<u32>> {
    let Some((column, is_descending)) = query.sort else {
        let mut found = Vec::new();
        each_found(spool, rows, &query.find, |row, _| found.push(row))?;
        return Ok(found);
    };
    let kind = columns.get(column).copied().unwrap_or(ColumnType::Text);
    let mut found: Vec<(Key, u32)> = Vec::new();
    each_found(spool, rows, &query.find, |row, cells| {
        let cell = cells.get(column).map_or("", String::as_str);
        found.push((key(cell, kind), row));
    })?;
    let collator = collator(&query.language);
    // The sort is stable, and empty cells come last in either direction.
    found.sort_by(|(one, _), (other, _)| match (one, other) {
        (Key::Nothing, _) | (_, Key::Nothing) => one.rank().cmp(&other.rank()),
        _ if is_descending => other.compare(one, &collator),
        _ => one.compare(other, &collator),
    });
    Ok(found.into_iter().map(|(_, row)| row).collect())
}

/// Calls `each` with the number and the cells of every row with this text.
fn each_found(
    spool: &Spool,
    rows: u32,
    find: &str,
    mut each: impl FnMut(u32, &[String]),
) -> Result<()> {
    let wanted = find.trim().to_lowercase();
    let has = |cell: &String| cell.to_lowercase().contains(&wanted);
    let mut reader = spool.reader()?;
    for row in 0..rows {
        let cells = reader.row(row)?;
        if wanted.is_empty() || cells.iter().any(has) {
            each(row, &cells);
        }
    }
    Ok(())
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
