//! Detection of a table's field separator: the one that splits all lines alike, into cells that look like cells.

use crate::columns::{DayOrder, date};
use crate::quotes;

/// Maximum number of records, and of bytes, examined.
const MAX_RECORDS: usize = 200;
const MAX_SAMPLE_BYTES: usize = 64 * 1024;
/// Maximum number of lines before a table.
const MAX_TITLE_LINES: usize = 30;

/// A separator that occurs in no table, for tables of one column.
pub(crate) const NO_SEPARATOR: u8 = 0x1f;

/// Separators, the most common first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A cell as written.
struct Cell {
    text: String,
    /// True if it is quoted.
    is_quoted: bool,
}

type Record = Vec<Cell>;

/// The detected format of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TableShape {
    /// `None` for a table of one column.
    pub(crate) separator: Option<u8>,
    /// Number of records before the header.
    pub(crate) title_lines: usize,
    /// True if the first record after those names the columns.
    pub(crate) has_header: bool,
}

/// Detects the format from the first lines of a table.
pub(crate) fn detect_shape(text: &str) -> TableShape {
    let sample = sample(text);
    let mut best = (
        0.0,
        TableShape {
            separator: None,
            title_lines: 0,
            has_header: true,
        },
    );
    let mut whole = None;
    for separator in SEPARATORS {
        if separator == b',' && has_only_decimal_commas(sample) {
            continue;
        }
        let records = records(sample, separator);
        let (score, title_lines) = score(&records, separator);
        if whole.is_none() && title_lines == 0 && splits_all(&records) {
            whole = Some(TableShape {
                separator: Some(separator),
                title_lines,
                has_header: true,
            });
        }
        // On a tie, the more common separator wins.
        if score > best.0 + 1e-6 {
            let shape = TableShape {
                separator: Some(separator),
                title_lines,
                has_header: true,
            };
            best = (score, shape);
        }
    }
    // A header that another separator splits like every row is not a title.
    if let Some(whole) = whole.filter(|_| best.1.title_lines > 0) {
        best.1 = whole;
    }
    if best.1.separator == Some(b',') && has_only_commas_of_sentences(sample) {
        best.1 = TableShape {
            separator: None,
            title_lines: 0,
            has_header: true,
        };
    }
    let mut shape = best.1;
    let records = records(sample, shape.separator.unwrap_or(NO_SEPARATOR));
    shape.has_header = has_header(&records[shape.title_lines.min(records.len())..]);
    shape
}

/// Detects the format of a table that declares its separator.
pub(crate) fn detect_shape_with(text: &str, separator: u8) -> TableShape {
    let records = records(sample(text), separator);
    let title_lines = score(&records, separator).1;
    TableShape {
        separator: Some(separator),
        title_lines,
        has_header: has_header(&records[title_lines..]),
    }
}

/// Returns true if the first record names the columns: it does not hold a value like those below it. Numbers that
/// count, as pandas and months do, or that grow, as years and sizes do, are names.
fn has_header(records: &[Record]) -> bool {
    let Some((head, rows)) = records.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        return true;
    };
    let is_date = |cell: &Cell| {
        [DayOrder::DayFirst, DayOrder::MonthFirst]
            .into_iter()
            .any(|order| date(&cell.text, order).is_some())
    };
    let is_value = |cell: &Cell| {
        is_number(&cell.text) && !cell.text.contains(char::is_alphabetic) && !is_date(cell)
    };
    let all_below = |at: usize, is_of_kind: &dyn Fn(&Cell) -> bool| {
        let below = rows.iter().filter_map(|row| row.get(at));
        let mut below = below.filter(|cell| !cell.text.trim().is_empty()).peekable();
        below.peek().is_some() && below.all(is_of_kind)
    };
    let columns = || head.iter().enumerate();
    if columns().any(|(at, cell)| is_date(cell) && all_below(at, &is_date)) {
        return false;
    }
    let is_number_of_a_row = |at: usize, cell: &Cell| {
        let is_quoted_alike = |other: &Cell| other.is_quoted || !cell.is_quoted;
        is_value(cell) && all_below(at, &|other| is_value(other) && is_quoted_alike(other))
    };
    let numbers: Vec<&str> = columns()
        .filter(|(at, cell)| is_number_of_a_row(*at, cell))
        .map(|(_, cell)| cell.text.trim())
        .collect();
    let whole: Vec<usize> = numbers.iter().flat_map(|number| number.parse()).collect();
    let counts = whole.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let are_names = match whole[..] {
        _ if whole.len() < numbers.len() => false,
        [only] => head.len() > 1 && (1900..2100).contains(&only),
        // A row of numbers only may grow as well.
        [first, ..] if numbers.len() == head.len() => {
            counts && (first == 0 || (1900..2100).contains(&first))
        }
        _ => whole.windows(2).all(|pair| pair[0] < pair[1]),
    };
    numbers.is_empty() || are_names
}

fn sample(text: &str) -> &str {
    let end = text.floor_char_boundary(MAX_SAMPLE_BYTES.min(text.len()));
    match text[..end].rfind('\n') {
        Some(line) if end < text.len() => &text[..=line],
        _ => &text[..end],
    }
}

fn records(sample: &str, separator: u8) -> Vec<Record> {
    let repaired = quotes::repaired(sample, separator);
    let mut rest = &*repaired;
    let mut records = Vec::new();
    while !rest.is_empty() && records.len() < MAX_RECORDS {
        let mut record = Record::new();
        loop {
            let (cell, after) = cell(rest, separator);
            record.push(cell);
            rest = after;
            match rest.strip_prefix(char::from(separator)) {
                Some(next) => rest = next,
                None => break,
            }
        }
        rest = rest.trim_start_matches(['\r', '\n']);
        let is_blank = |cell: &Cell| cell.text.is_empty() && !cell.is_quoted;
        if !matches!(&record[..], [only] if is_blank(only)) {
            records.push(record);
        }
    }
    records
}

/// Returns the cell at the start of a text, and the rest.
fn cell(text: &str, separator: u8) -> (Cell, &str) {
    let ends = |c: char| c == char::from(separator) || matches!(c, '\r' | '\n');
    let mut words = String::new();
    let mut rest = text;
    let is_quoted = text.starts_with('"');
    if is_quoted {
        rest = &rest[1..];
        while let Some(quote) = rest.find('"') {
            words.push_str(&rest[..quote]);
            rest = &rest[quote + 1..];
            match rest.strip_prefix('"') {
                Some(after) => {
                    words.push('"');
                    rest = after;
                }
                None => break,
            }
        }
    }
    let end = rest.find(ends).unwrap_or(rest.len());
    words.push_str(&rest[..end]);
    let text = words;
    (Cell { text, is_quoted }, &rest[end..])
}

/// Returns how well a separator fits, from 0 to 1, and the resulting number of records before the table.
fn score(records: &[Record], separator: u8) -> (f64, usize) {
    let all = records.len();
    let records = without_footer(records);
    let Some(width) = most_common_width(records) else {
        return (0.0, 0);
    };
    let title_lines = title_line_count(records, width);
    let table = &records[title_lines..];
    let agreeing = table.iter().filter(|record| record.len() == width).count();
    let (mut cells, mut good) = (0, 0.0);
    for cell in table.iter().flatten() {
        cells += 1;
        good += plausibility(cell, separator);
    }
    // A footer counts half.
    let lines = table.len() as f64 + (all - records.len()) as f64 / 2.0;
    let agreement = agreeing as f64 / lines.max(1.0);
    let cleanness = good / f64::from(cells.max(1));
    // Lines before the table reduce the score.
    let title_factor = 1.0 - 0.2 * title_lines as f64 / records.len().max(1) as f64;
    (agreement * cleanness * title_factor, title_lines)
}

/// Returns the records before the lines of text that may follow a table: totals, remarks.
fn without_footer(records: &[Record]) -> &[Record] {
    let is_row = |record: &Record| record.len() > 1;
    let rows = records.iter().filter(|record| is_row(record)).count();
    match records.iter().rposition(is_row) {
        Some(last) if rows > 1 && records.len() - last <= rows => &records[..=last],
        _ => records,
    }
}

/// Returns true if all records have the same number of cells, more than one, and the first one names the columns.
fn splits_all(records: &[Record]) -> bool {
    let width = records.first().map_or(0, Vec::len);
    width > 1
        && records.len() > 2
        && records.iter().all(|record| record.len() == width)
        && records[0].iter().all(|name| !name.text.trim().is_empty())
}

/// Returns the number of cells, more than one, that most records have; on a tie the larger. A bank statement may begin
/// with more two-cell lines than it has rows.
fn most_common_width(records: &[Record]) -> Option<usize> {
    let widths = || records.iter().map(Vec::len).filter(|width| *width > 1);
    let common =
        widths().max_by_key(|width| (widths().filter(|other| other == width).count(), *width))?;
    let last = records.last().map_or(0, Vec::len);
    let Some(before) = records.iter().rposition(|record| record.len() != last) else {
        return Some(common);
    };
    let is_list =
        |table: &[Record]| table.len() > 1 && could_be_names(&table[0]) && has_number(&table[1]);
    let is_wider = last > common && records[..=before].iter().all(|one| one.len() < last);
    match is_wider && is_list(&records[before + 1..]) {
        true => Some(last),
        false => Some(common),
    }
}

fn filled_cells(record: &[Cell]) -> usize {
    let is_filled = |cell: &&Cell| !cell.text.trim().is_empty();
    record.iter().filter(is_filled).count()
}

fn has_number(record: &[Cell]) -> bool {
    record.iter().any(|cell| is_number(&cell.text))
}

/// Returns true if a record could be column names: no cell is empty or a number. A separator may follow the last cell.
fn could_be_names(record: &[Cell]) -> bool {
    let cells = match record {
        [cells @ .., last] if last.text.trim().is_empty() => cells,
        cells => cells,
    };
    !cells.is_empty() && filled_cells(cells) == cells.len() && !has_number(cells)
}

/// Returns the number of leading records that are not the header: narrower than the table, with only a first cell, or
/// with a description of the table.
fn title_line_count(records: &[Record], width: usize) -> usize {
    // Some banks end the rows, but not the header, with an extra separator.
    let end_blank = |rows: &[Record]| {
        let mut rows = rows.iter().filter(|row| row.len() == width).peekable();
        rows.peek().is_some() && rows.all(|row| filled_cells(&row[width - 1..]) == 0)
    };
    let is_head = |at: &usize| {
        let (record, rest) = (&records[*at], &records[*at + 1..]);
        let is_wide = record.len() >= width
            || (width > 3
                && record.len() + 1 == width
                && could_be_names(record)
                && end_blank(rest));
        is_wide && (width < 3 || filled_cells(record) > 1) && !is_description(&records[*at..])
    };
    let before = (0..records.len().min(MAX_TITLE_LINES))
        .find(is_head)
        .unwrap_or_default();
    let after = &records[before..];
    let agreeing = after.iter().filter(|record| record.len() == width).count();
    // A header may lack the name of the first column, which numbers the rows.
    let lacks_one = before == 1
        && width > 2
        && records[0].len() + 1 == width
        && filled_cells(&records[0]) + 1 == width
        && !(could_be_names(&records[1]) && records[2..].iter().any(|row| has_number(row)));
    if agreeing < 2 || agreeing * 2 < after.len() || lacks_one {
        0
    } else {
        before
    }
}

/// Returns true if the first of these records describes the table that follows: a comment; `Created;2026-01-01;;`,
/// which has fewer cells than the names below it; or a sentence with a comma in it.
fn is_description(records: &[Record]) -> bool {
    let Some((record, rest)) = records.split_first() else {
        return false;
    };
    let first = record[0].text.trim();
    let begins_blank = |record: &Record| {
        let mut others = record.iter().skip(1);
        record.len() > 1 && others.all(|cell| cell.text.starts_with(' '))
    };
    let is_sentence = begins_blank(record) && !rest.iter().any(begins_blank);
    let is_comment = |record: &Record| {
        let text = record[0].text.trim();
        text.len() > 1 && text.starts_with('#')
    };
    // The first record of an accounting program describes the export in more cells than the table has.
    if let [head, rows @ ..] = rest
        && record.len() > head.len()
        && has_number(record)
        && could_be_names(head)
        && rows.iter().any(|row| has_number(row))
    {
        return true;
    }
    if is_comment(record) {
        return is_sentence || rest.first().is_some_and(is_comment);
    }
    // Excel writes the same number of cells in each line.
    let is_sparse = |record: &Record| record.len() > 2 && filled_cells(record) * 2 <= record.len();
    if is_sparse(record)
        && let Some(head) = rest.iter().position(|record| !is_sparse(record))
        && rest[head].len() == record.len()
        && could_be_names(&rest[head])
        && rest[head + 1..].iter().any(|row| has_number(row))
    {
        return true;
    }
    let mut below = rest.iter().filter(|record| filled_cells(record) > 0);
    if !(below.next().is_some_and(|head| could_be_names(head)) && below.any(|row| has_number(row)))
    {
        return false;
    }
    let has_digit = |cell: &Cell| cell.text.contains(|c: char| c.is_ascii_digit());
    let is_padded = record
        .last()
        .is_some_and(|cell| cell.text.trim().is_empty());
    (is_padded && (has_number(record) || first.ends_with(':')))
        || (is_sentence && (first.contains(':') || record.iter().any(has_digit)))
}

/// Returns how plausible a cell is, from 0 to 1.
fn plausibility(cell: &Cell, separator: u8) -> f64 {
    let text = cell.text.trim();
    // A quoted text is one cell, and a quote that ends before other text ends the previous cell.
    let is_open = text.starts_with('"') && text.matches('"').count() % 2 == 1;
    let is_torn = is_open
        || SEPARATORS.iter().any(|other| {
            let other = char::from(*other);
            text.contains(&format!("\"{other}\""))
        });
    if is_torn && (text.starts_with('"') || !cell.is_quoted) {
        return 0.0;
    }
    if cell.is_quoted {
        return 1.0;
    }
    let cell = text;
    if cell.is_empty() || is_number(cell) {
        return 1.0;
    }
    let other = |c: char| c.is_ascii() && c as u8 != separator && SEPARATORS.contains(&(c as u8));
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        // A comma followed by a space belongs to a sentence.
        let is_plain = c == ',' && chars.peek().is_none_or(|next| *next == ' ');
        if other(c) && !is_plain {
            return 0.3;
        }
    }
    0.9
}

/// Returns true for a number, date, time, percentage or amount in any notation.
fn is_number(cell: &str) -> bool {
    let whole = cell
        .trim_matches(|c: char| c.is_whitespace() || "%€$£¥+-−()".contains(c))
        .trim();
    let unitless = whole.trim_end_matches(|c: char| c.is_alphabetic() && cell.len() < 24);
    // A unit follows a digit or a blank.
    if unitless.len() < whole.len() && unitless.ends_with(',') {
        return false;
    }
    let bare = unitless.trim();
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || ".,:/-' \u{a0}\u{202f}’".contains(c))
        && !bare.contains(", ")
        && bare.matches(',').count() <= bare.len() / 4 + 1
}

/// Returns true if all commas of a text are in its numbers, and its first line has none.
fn has_only_decimal_commas(sample: &str) -> bool {
    let (head, rows) = sample.trim_start().split_once('\n').unwrap_or_default();
    let mut numbers = rows.split(|c: char| !(c.is_ascii_digit() || ",.:/-".contains(c)));
    !without_brackets(head).contains(',') && rows.contains(',') && numbers.all(is_decimal)
}

/// Returns true if the commas of a number, if any, are decimal or group its digits.
fn is_decimal(number: &str) -> bool {
    let number = number.trim_start_matches('-');
    let mut parts = number.split(',');
    let whole = parts.next().unwrap_or_default();
    let parts: Vec<&str> = parts.collect();
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_group = |part: &str| is_digits(part) && part.len() == 3;
    let is_grouped = |number: &str, mark: char| {
        let mut groups = number.split(mark);
        groups.next().is_some_and(is_digits) && groups.all(is_group)
    };
    match parts[..] {
        [] => true,
        [part] if is_digits(part) => is_grouped(whole, '.'),
        _ => {
            let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
            is_grouped(whole, ',') && is_digits(part)
        }
    }
}

/// Returns true if all commas of a text are in its sentences, and its first line has none.
fn has_only_commas_of_sentences(sample: &str) -> bool {
    let mut lines = sample.lines().filter(|line| !line.trim().is_empty());
    let head = lines.next().unwrap_or_default();
    let rows: Vec<&str> = lines.collect();
    let is_sentence = |line: &&str| line.matches(',').count() == line.matches(", ").count();
    !without_brackets(head).contains(',') && rows.len() > 1 && rows.iter().all(is_sentence)
}

/// Returns a text without its parts in brackets.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            depth += usize::from(*c == '(');
            let is_outside = depth == 0;
            depth = depth.saturating_sub(usize::from(*c == ')'));
            is_outside
        })
        .collect()
}
