//! What stands between the cells of a table: what splits all of its lines alike, into cells that look like cells.

use csv::ReaderBuilder;

use crate::quotes;

/// Of a longer table so many records are looked at, in so many bytes.
const SAMPLE: usize = 200;
const SAMPLE_BYTES: usize = 64 * 1024;
/// So many lines may stand before a table.
const TITLES: usize = 30;

/// Separators, the commonest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// What a sample says of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    /// None for a table of one column.
    pub(crate) separator: Option<u8>,
    /// So many records stand before the head.
    pub(crate) titles: usize,
}

/// Looks at the first lines of a table.
pub(crate) fn shape(text: &str) -> Shape {
    let sample = sample(text);
    let mut best = (
        0.0,
        Shape {
            separator: None,
            titles: 0,
        },
    );
    let mut whole = None;
    for separator in SEPARATORS {
        let records = records(sample, separator);
        let (score, titles) = score(&records, separator);
        if whole.is_none() && titles == 0 && splits_all(&records) {
            whole = Some(Shape {
                separator: Some(separator),
                titles,
            });
        }
        // Of equals the commoner wins.
        if score > best.0 + 1e-6 {
            let separator = Some(separator);
            best = (score, Shape { separator, titles });
        }
    }
    // A head that another separator splits as it splits every row is no title.
    if let Some(whole) = whole.filter(|_| best.1.titles > 0) {
        best.1 = whole;
    }
    if best.1.separator == Some(b',') && is_one_column(sample) {
        best.1 = Shape {
            separator: None,
            titles: 0,
        };
    }
    best.1
}

/// How many records stand before the head of a table that says its separator itself.
pub(crate) fn titles(text: &str, separator: u8) -> usize {
    score(&records(sample(text), separator), separator).1
}

fn sample(text: &str) -> &str {
    let end = text.floor_char_boundary(SAMPLE_BYTES.min(text.len()));
    match text[..end].rfind('\n') {
        Some(line) if end < text.len() => &text[..=line],
        _ => &text[..end],
    }
}

fn records(sample: &str, separator: u8) -> Vec<Vec<String>> {
    let mended = quotes::mended(sample, separator);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(mended.as_bytes());
    reader
        .records()
        .take(SAMPLE)
        .map_while(Result::ok)
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// How well a separator fits, from 0 to 1, and how many records stand before the table then.
fn score(records: &[Vec<String>], separator: u8) -> (f64, usize) {
    let Some(width) = commonest_width(records) else {
        return (0.0, 0);
    };
    let titles = titles_before(records, width);
    let table = &records[titles..];
    let agreeing = table.iter().filter(|record| record.len() == width).count();
    let (mut cells, mut good) = (0, 0.0);
    for cell in table.iter().flatten() {
        cells += 1;
        good += goodness(cell, separator);
    }
    let agreement = agreeing as f64 / table.len().max(1) as f64;
    let cleanness = good / f64::from(cells.max(1));
    // A separator that leaves lines out explains less.
    let kept = 1.0 - 0.2 * titles as f64 / records.len().max(1) as f64;
    (agreement * cleanness * kept, titles)
}

/// Whether all records have as many cells, more than one, and the first of them names each.
fn splits_all(records: &[Vec<String>]) -> bool {
    let width = records.first().map_or(0, Vec::len);
    width > 1
        && records.len() > 2
        && records.iter().all(|record| record.len() == width)
        && records[0].iter().all(|name| !name.trim().is_empty())
}

/// The number of cells, more than one, that most records have; of equals the larger.
fn commonest_width(records: &[Vec<String>]) -> Option<usize> {
    let widths = || records.iter().map(Vec::len).filter(|width| *width > 1);
    widths().max_by_key(|width| (widths().filter(|other| other == width).count(), *width))
}

/// Records at the beginning that are no head: narrower than the table, or with nothing but a first cell.
fn titles_before(records: &[Vec<String>], width: usize) -> usize {
    let filled = |record: &[String]| record.iter().filter(|cell| !cell.trim().is_empty()).count();
    let is_head = |record: &Vec<String>| record.len() >= width && (width < 3 || filled(record) > 1);
    let before = records
        .iter()
        .take(TITLES)
        .position(is_head)
        .unwrap_or_default();
    let after = &records[before..];
    let agreeing = after.iter().filter(|record| record.len() == width).count();
    // A head may lack the name of the first column, which numbers the rows.
    let lacks_one = before == 1
        && width > 2
        && records[0].len() + 1 == width
        && filled(&records[0]) + 1 == width;
    if agreeing < 2 || agreeing * 2 < after.len() || lacks_one {
        0
    } else {
        before
    }
}

/// How much a cell looks like one, from 0 to 1.
fn goodness(cell: &str, separator: u8) -> f64 {
    let cell = cell.trim();
    if cell.is_empty() || is_number(cell) {
        return 1.0;
    }
    let other = |c: char| c.is_ascii() && c as u8 != separator && SEPARATORS.contains(&(c as u8));
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        // A comma with a space after it is one of a sentence.
        let is_plain = c == ',' && chars.peek().is_none_or(|next| *next == ' ');
        if other(c) && !is_plain {
            return 0.3;
        }
    }
    0.9
}

/// Whether it is a number, a date, a time, a share or an amount, however it is written.
fn is_number(cell: &str) -> bool {
    let bare = cell
        .trim_matches(|c: char| c.is_whitespace() || "%€$£¥+-−()".contains(c))
        .trim_end_matches(|c: char| c.is_alphabetic() && cell.len() < 24)
        .trim();
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare
            .chars()
            .all(|c| c.is_ascii_digit() || ".,:/-' \u{a0}\u{202f}’".contains(c))
        && !bare.contains(", ")
        && bare.matches(',').count() <= bare.len() / 4 + 1
}

/// Whether the commas of a text are not between cells: they stand in the numbers of its only column, or in
/// its sentences, and its head has none.
fn is_one_column(sample: &str) -> bool {
    let mut lines = sample.lines().filter(|line| !line.trim().is_empty());
    let head = lines.next().unwrap_or_default();
    let rows: Vec<&str> = lines.collect();
    if head.contains(',') || rows.len() < 2 {
        return false;
    }
    let is_decimal = |line: &&str| {
        let line = line.trim().trim_start_matches(['-', '+', '−']);
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        match line.split_once(',') {
            Some((whole, part)) => is_digits(whole) && is_digits(part),
            None => is_digits(line),
        }
    };
    let is_sentence = |line: &&str| line.matches(',').count() == line.matches(", ").count();
    rows.iter().all(is_decimal) || rows.iter().all(is_sentence)
}
