//! Reads a whole table in the background, piece by piece, in any encoding.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use csv::ReaderBuilder;

use super::{Outcome, Table};
use crate::error::{Error, Result};
use crate::rows::spool::Writer;
use crate::table::{Layout, cells, filled};
use crate::{jsonl, quotes};

/// Number of bytes of text read at a time.
const PIECE_BYTES: usize = 1 << 20;
/// Maximum length of a row; a longer one is split.
const MAX_ROW_BYTES: usize = 64 << 20;

/// Starts to read. `columns` is the number of columns of the preview.
pub(super) fn start_reading(
    path: &Path,
    encoding: &'static str,
    format: RowFormat,
    columns: usize,
    table: &Arc<Table>,
) -> Result<()> {
    let failed = |error| Error::io("read", path, error);
    let file = File::open(path).map_err(failed)?;
    let (path, reading) = (path.to_owned(), Arc::clone(table));
    let source = Source {
        file,
        path,
        encoding,
        columns,
    };
    let work = move || read(source, format, &reading);
    let named = std::thread::Builder::new().name("table".to_owned());
    named.spawn(work).map_err(failed)?;
    Ok(())
}

/// The file of a table.
struct Source {
    file: File,
    path: PathBuf,
    encoding: &'static str,
    /// Number of columns of the preview.
    columns: usize,
}

/// Format of the rows.
pub(super) enum RowFormat {
    /// Not known until the first piece is read.
    Unknown,
    /// Separated fields.
    Cells {
        delimiter: u8,
        /// Number of records to skip before the next row.
        rows_to_skip: usize,
        /// Number of columns of the row that has most.
        widest: usize,
    },
    /// JSON objects with these keys.
    Lines(Vec<String>),
}

/// Reads until the end, or until the table is closed.
fn read(source: Source, format: RowFormat, table: &Table) {
    table.end(match table.read(source, format) {
        Ok(()) => Outcome::Whole { is_cut: false },
        Err(error) => Outcome::Failed(error.to_string()),
    });
}

impl Table {
    fn read(&self, source: Source, mut format: RowFormat) -> Result<()> {
        let Source {
            mut file,
            path,
            encoding,
            columns,
        } = source;
        let mut writer = self.spool.writer()?;
        let mut decoding = encodings::StreamDecoder::new(encoding);
        let mut bytes = vec![0; PIECE_BYTES];
        let mut text = String::new();
        while !self.is_closed() {
            let length = file
                .read(&mut bytes)
                .map_err(|error| Error::io("read", &path, error))?;
            let is_end = length == 0;
            decoding.push(&bytes[..length], is_end, &mut text);
            if text.len() < PIECE_BYTES && !is_end {
                continue;
            }
            if matches!(format, RowFormat::Unknown) {
                let layout = Layout::of(&text);
                text.drain(..layout.skipped);
                format = RowFormat::Cells {
                    delimiter: layout.delimiter(),
                    rows_to_skip: layout.records_before_rows(),
                    widest: 0,
                };
            }
            let used = format.write(&text, is_end || text.len() > MAX_ROW_BYTES, &mut writer)?;
            text.drain(..used);
            self.set_progress(writer.publish()?, format.more_columns(columns));
            if is_end {
                break;
            }
        }
        Ok(())
    }
}

impl RowFormat {
    /// Returns the names of the columns after the first `columns`.
    fn more_columns(&self, columns: usize) -> Vec<String> {
        match self {
            Self::Unknown => Vec::new(),
            Self::Cells { widest, .. } => {
                vec![String::new(); widest.saturating_sub(columns)]
            }
            Self::Lines(names) => names.iter().skip(columns).cloned().collect(),
        }
    }

    /// Writes the rows that are certainly complete; returns the number of bytes of text they take.
    fn write(&mut self, text: &str, is_end: bool, writer: &mut Writer<'_>) -> Result<usize> {
        match self {
            Self::Unknown => Ok(0),
            Self::Lines(names) => {
                let end = if is_end {
                    text.len()
                } else {
                    text.rfind('\n').map_or(0, |at| at + 1)
                };
                for line in jsonl::lines(&text[..end]) {
                    let mut is_cut = false;
                    let mut row = jsonl::cells(line, names, &mut is_cut);
                    if is_cut && jsonl::add_names(line, names) {
                        row = jsonl::cells(line, names, &mut false);
                    }
                    writer.push(row.iter().map(String::as_str))?;
                }
                Ok(end)
            }
            Self::Cells {
                delimiter,
                rows_to_skip,
                widest,
            } => {
                let (rows, used) = quotes::repaired_rows(text, *delimiter, is_end);
                let mut reader = ReaderBuilder::new()
                    .has_headers(false)
                    .flexible(true)
                    .delimiter(*delimiter)
                    .from_reader(rows.as_bytes());
                for record in reader.records().map_while(std::result::Result::ok) {
                    if *rows_to_skip > 0 {
                        *rows_to_skip -= 1;
                        continue;
                    }
                    let row = cells(&record, &mut false);
                    *widest = (*widest).max(filled(&row));
                    writer.push(row.iter().map(String::as_str))?;
                }
                Ok(used)
            }
        }
    }
}
