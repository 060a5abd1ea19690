//! Comma-separated values and their kin.

use csv::{ReaderBuilder, StringRecord};

/// The most rows, columns and characters of a cell that a preview holds.
const ROWS: usize = 500;
const COLUMNS: usize = 100;
const CELL: usize = 1000;

/// How many lines are looked at to find the separator.
const SAMPLE: usize = 20;

/// The first row, the rows after it, and whether something was left out.
pub(crate) type Table = (Vec<String>, Vec<Vec<String>>, bool);

/// Reads a table. `is_whole` is false when the text was cut, so that its last row may be half a row.
pub(crate) fn read(text: &str, is_whole: bool) -> Option<Table> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut is_cut = !is_whole;
    let mut rows = Vec::new();
    for record in reader.records() {
        if rows.len() > ROWS {
            is_cut = true;
            break;
        }
        let record = record.ok()?;
        is_cut |= record.len() > COLUMNS;
        rows.push(cells(&record, &mut is_cut));
    }
    if !is_whole && rows.len() > 1 && rows.len() <= ROWS {
        rows.pop();
    }
    let mut rows = rows.into_iter();
    let header = rows.next()?;
    Some((header, rows.collect(), is_cut))
}

fn cells(record: &StringRecord, is_cut: &mut bool) -> Vec<String> {
    record
        .iter()
        .take(COLUMNS)
        .map(|cell| match cell.char_indices().nth(CELL) {
            Some((end, _)) => {
                *is_cut = true;
                cell[..end].to_owned()
            }
            None => cell.to_owned(),
        })
        .collect()
}

/// The separator that splits the first lines into the same number of cells most often.
fn separator(text: &str) -> u8 {
    let score = |separator: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let widths: Vec<usize> = reader
            .records()
            .take(SAMPLE)
            .map_while(Result::ok)
            .map(|record| record.len())
            .collect();
        let first = widths.first().copied().unwrap_or(0);
        let agreeing = widths.iter().filter(|width| **width == first).count();
        (if first > 1 { agreeing } else { 0 }, first)
    };
    // Of equals the last one wins, and the comma is the commonest.
    [b'|', b'\t', b';', b',']
        .into_iter()
        .max_by_key(|separator| score(*separator))
        .unwrap_or(b',')
}
