//! A sheet of a workbook as a table: what its columns are called, and what they hold.

use std::path::Path;

use csv::{Terminator, WriterBuilder};
use tempfile::NamedTempFile;

use super::RowContent;
use crate::columns::ColumnType;
use crate::error::{Error, Result};

/// The beginning of a sheet as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetTable {
    /// Names of the columns: the first row, or letters as spreadsheets have them.
    pub header: Vec<String>,
    /// True if the first row names the columns.
    pub has_header: bool,
    /// Type of each column.
    pub columns: Vec<ColumnType>,
    /// The rows without that of the names.
    pub rows: Vec<RowContent>,
}

impl SheetTable {
    /// Makes a table of the first rows of a sheet. `has_header` is true if its first row names the columns; else that is
    /// so if every column has a word there, and no number or date.
    pub fn of(mut rows: Vec<RowContent>, has_header: bool) -> Self {
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let first_names = |row: &RowContent| are_names(&row.cells, width);
        let has_header = has_header || rows.first().is_some_and(first_names);
        let header = match has_header && !rows.is_empty() {
            true => {
                let mut names = rows.remove(0).cells;
                names.resize(width, String::new());
                names
            }
            false => (0..width).map(letters).collect(),
        };
        let columns = (0..width).map(|at| {
            let cells = rows.iter().filter_map(|row| row.cells.get(at));
            ColumnType::detect(cells.map(String::as_str), None)
        });
        Self {
            columns: columns.collect(),
            header,
            has_header,
            rows,
        }
    }
}

fn are_names(row: &[String], width: usize) -> bool {
    let is_name = |cell: &String| {
        let column = ColumnType::detect(std::iter::once(cell.as_str()), None);
        !cell.trim().is_empty() && column == ColumnType::Text
    };
    row.len() == width && row.iter().all(is_name)
}

/// Returns the letters of a column, counted from 0: `A` to `Z`, then `AA`.
pub(super) fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (at % 26) as u8));
        match (at / 26).checked_sub(1) {
            Some(next) => at = next,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

/// Number of rows between two looks at whether they are still wanted.
const LOOK_EVERY: usize = 256;

/// Writes rows as CSV below these names, to a new file in place of what has this path. Returns false if it wrote nothing
/// because that is no longer wanted.
pub(super) fn save_csv(
    path: &Path,
    header: &[String],
    rows: impl Iterator<Item = Result<Vec<String>>>,
    is_wanted: impl Fn() -> bool,
) -> Result<bool> {
    let failed = |error| Error::io("write", path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let part = NamedTempFile::with_prefix_in(".part-", folder).map_err(failed)?;
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .terminator(Terminator::CRLF)
        .from_writer(part);
    let written = |error: csv::Error| failed(error.into());
    writer.write_record(header).map_err(written)?;
    for (at, row) in rows.enumerate() {
        if at.is_multiple_of(LOOK_EVERY) && !is_wanted() {
            return Ok(false);
        }
        let mut row = row?;
        // Every line has as many cells as the first.
        row.resize(header.len().max(row.len()), String::new());
        writer.write_record(&row).map_err(written)?;
    }
    let part = writer
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    part.as_file().sync_all().map_err(failed)?;
    if !is_wanted() {
        return Ok(false);
    }
    part.persist(path).map_err(|error| failed(error.error))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]], has_header: bool) -> SheetTable {
        let texts = |row: &&[&str]| RowContent {
            cells: row.iter().map(|cell| (*cell).to_owned()).collect(),
            ..RowContent::default()
        };
        SheetTable::of(rows.iter().map(texts).collect(), has_header)
    }

    #[test]
    fn the_first_row_names_the_columns_if_it_is_of_words() {
        let named = table(
            &[&["Item", "Sum"], &["Pens", "12.50"], &["Ink", "3"]],
            false,
        );
        assert_eq!(named.header, ["Item", "Sum"]);
        assert_eq!(named.rows.len(), 2);
        assert_eq!(named.columns, [ColumnType::Text, ColumnType::Number('.')]);
        for first in [
            &["Item", "12"][..],
            &["Item"],
            &["Item", ""],
            &["2026-01-02", "b"],
        ] {
            let unnamed = table(&[first, &["Pens", "12.50"]], false);
            assert_eq!(unnamed.header, ["A", "B"], "{first:?}");
            assert_eq!(unnamed.rows.len(), 2);
            assert!(!unnamed.has_header);
        }
        assert_eq!(table(&[&["1", "2"]], true).header, ["1", "2"]);
        assert_eq!(table(&[], false).header, [] as [&str; 0]);
    }

    #[test]
    fn columns_are_lettered_as_in_spreadsheets() {
        let all: Vec<String> = [0, 25, 26, 51, 52, 701, 702].map(letters).to_vec();
        assert_eq!(all, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
