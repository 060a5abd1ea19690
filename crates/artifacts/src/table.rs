//! Parsing of CSV and similar formats.

use csv::{ReaderBuilder, StringRecord};

use crate::quotes;
use crate::separator::{self, NO_SEPARATOR, TableShape};

/// Maximum number of rows and columns of a preview, and of characters in a cell.
pub(crate) const MAX_ROWS: usize = 500;
pub(crate) const MAX_COLUMNS: usize = 100;
const MAX_CELL_CHARS: usize = 1000;

/// Format of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    /// Number of leading bytes to skip: a line that declares the separator.
    pub(crate) skipped: usize,
    /// Field separator; `None` for a single column.
    pub(crate) separator: Option<u8>,
    /// Number of records before the header.
    pub(crate) title_lines: usize,
    /// True if the first record names the columns; otherwise they are numbered.
    pub(crate) has_header: bool,
}

impl Layout {
    /// Detects the format from the start of a table.
    pub(crate) fn of(text: &str) -> Self {
        let (rest, shape) = match declared_separator(text) {
            Some((separator, rest)) => (rest, separator::detect_shape_with(rest, separator)),
            None => (text, separator::detect_shape(text)),
        };
        let TableShape {
            separator,
            title_lines,
            has_header,
        } = shape;
        Self {
            skipped: text.len() - rest.len(),
            separator,
            title_lines,
            has_header,
        }
    }

    /// Returns the number of records before the first row.
    pub(crate) fn records_before_rows(&self) -> usize {
        self.title_lines + usize::from(self.has_header)
    }

    /// Returns the separator, or a character that no table contains for a single column.
    pub(crate) fn delimiter(&self) -> u8 {
        self.separator.unwrap_or(NO_SEPARATOR)
    }
}

/// The preview of a table.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// True if something was left out.
    pub(crate) is_truncated: bool,
    pub(crate) separator: Option<char>,
    /// The lines before the header.
    pub(crate) title: Vec<String>,
    /// True if the header was generated here, from numbers.
    pub(crate) is_numbered: bool,
}

/// Reads a table. `is_whole` is false if the text was cut, so that its last row may be incomplete.
pub(crate) fn read(text: &str, is_whole: bool) -> Option<Table> {
    let layout = Layout::of(text);
    let delimiter = layout.delimiter();
    let repaired = quotes::repaired(&text[layout.skipped..], delimiter);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(repaired.as_bytes());
    let mut is_truncated = !is_whole;
    let mut title = Vec::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        if rows.len() > MAX_ROWS {
            is_truncated = true;
            break;
        }
        let record = record.ok()?;
        if title.len() < layout.title_lines {
            let words: Vec<&str> = record
                .iter()
                .filter(|cell| !cell.trim().is_empty())
                .map(kept_as_text)
                .collect();
            title.push(words.join(" "));
            continue;
        }
        is_truncated |= record.len() > MAX_COLUMNS;
        rows.push(cells(&record, &mut is_truncated));
    }
    if !is_whole && rows.len() > 1 && rows.len() <= MAX_ROWS {
        rows.pop();
    }
    let header = match layout.has_header {
        true if rows.is_empty() => return None,
        true => with_all_columns(rows.remove(0), &rows),
        false => {
            let widest = rows.iter().map(Vec::len).max()?;
            (1..=widest).map(|number| number.to_string()).collect()
        }
    };
    Some(Table {
        header,
        rows,
        is_truncated,
        separator: layout.separator.map(char::from),
        title,
        is_numbered: !layout.has_header,
    })
}

/// Returns the column names, with empty ones for columns without a name: in a table written by R the first, which holds
/// numbers or names of the rows; otherwise those at the end.
fn with_all_columns(mut header: Vec<String>, rows: &[Vec<String>]) -> Vec<String> {
    let widest = rows.iter().map(|row| filled(row)).max();
    let widest = widest.unwrap_or_default();
    if widest > header.len() {
        let is_written_by_r =
            header.len() > 1 && rows.iter().all(|row| row.len() == header.len() + 1);
        match is_written_by_r {
            true => header.insert(0, String::new()),
            false => header.resize(widest, String::new()),
        }
    }
    header
}

/// Returns the number of cells up to the last one with something in it.
pub(crate) fn filled(row: &[String]) -> usize {
    let last = row.iter().rposition(|cell| !cell.trim().is_empty());
    last.map_or(0, |last| last + 1)
}

/// Returns the separator named by a first line `sep=;`, as Excel writes and reads it, and the text after that line.
fn declared_separator(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
    let line = line
        .strip_prefix('"')
        .map_or(line, |line| line.trim_end_matches('"'));
    let (key, separator) = line.split_at_checked(4)?;
    let separator = match separator.as_bytes() {
        [separator] | [separator, b' ']
            if separator.is_ascii() && !separator.is_ascii_alphanumeric() =>
        {
            *separator
        }
        // Excel writes a literal tab, people write `\t`.
        [b'\\', b't'] => b'\t',
        _ => return None,
    };
    key.eq_ignore_ascii_case("sep=")
        .then_some((separator, rest))
}

/// Returns the cells of a record, within the limits of a preview.
pub(crate) fn cells(record: &StringRecord, is_truncated: &mut bool) -> Vec<String> {
    record
        .iter()
        .take(MAX_COLUMNS)
        .map(|cell| shortened(kept_as_text(cell), is_truncated).to_owned())
        .collect()
}

/// Returns the text of a cell such as `="00123"`: so exports keep Excel from reading it as a number.
fn kept_as_text(cell: &str) -> &str {
    let inner = cell
        .strip_prefix("=\"")
        .and_then(|cell| cell.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(cell)
}

/// Returns a cell, cut if it is too long.
pub(crate) fn shortened<'a>(cell: &'a str, is_truncated: &mut bool) -> &'a str {
    match cell.char_indices().nth(MAX_CELL_CHARS) {
        Some((end, _)) => {
            *is_truncated = true;
            &cell[..end]
        }
        None => cell,
    }
}
