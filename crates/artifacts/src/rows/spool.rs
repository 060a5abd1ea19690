//! Rows in a temporary file: the length of a row, then each cell preceded by its length. The highest bit of a length marks
//! a hidden row, or a formula.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use super::{Row, RowContent};
use crate::error::{Error, Result};

/// The offset of every `STRIDE`th row is stored; rows in between are reached by skipping those before them.
const STRIDE: u32 = 32;
/// Set in a length as a mark. Rows are far shorter.
const MARK: u32 = 1 << 31;

/// The temporary file of rows, deleted when dropped.
pub(super) struct Spool {
    file: NamedTempFile,
    offsets: Mutex<Vec<u64>>,
}

impl Spool {
    pub(super) fn new() -> Result<Self> {
        let file = NamedTempFile::new()
            .map_err(|error| Error::io("write", &std::env::temp_dir(), error))?;
        Ok(Self {
            file,
            offsets: Mutex::default(),
        })
    }

    fn failed(&self, action: &'static str) -> impl Fn(std::io::Error) -> Error {
        let path = self.file.path().to_owned();
        move |error| Error::io(action, &path, error)
    }

    /// Returns the writer; there must be only one.
    pub(super) fn writer(&self) -> Result<Writer<'_>> {
        let file = self.file.reopen().map_err(self.failed("write"))?;
        Ok(Writer {
            spool: self,
            file: BufWriter::with_capacity(1 << 20, file),
            end: 0,
            rows: 0,
            offsets: Vec::new(),
            row: Vec::new(),
        })
    }

    /// Returns the rows with these numbers, which must have been written.
    pub(super) fn rows(&self, numbers: impl Iterator<Item = u32>) -> Result<Vec<Row>> {
        let mut reader = self.reader()?;
        numbers
            .map(|number| {
                let RowContent {
                    cells,
                    is_hidden,
                    formulas,
                } = reader.row(number)?;
                Ok(Row {
                    number,
                    cells,
                    is_hidden,
                    formulas,
                })
            })
            .collect()
    }

    pub(super) fn reader(&self) -> Result<Reader<'_>> {
        let file = self.file.reopen().map_err(self.failed("read"))?;
        Ok(Reader {
            spool: self,
            file: BufReader::with_capacity(1 << 16, file),
            next: 0,
            row: Vec::new(),
            is_hidden: false,
        })
    }

    fn offset(&self, number: u32) -> u64 {
        let offsets = self.offsets.lock().unwrap_or_else(PoisonError::into_inner);
        let offset = offsets.get((number / STRIDE) as usize).copied();
        offset.unwrap_or_default()
    }
}

/// Appends rows to the file.
pub(super) struct Writer<'a> {
    spool: &'a Spool,
    file: BufWriter<File>,
    end: u64,
    rows: u32,
    /// Offsets of rows that are not published yet.
    offsets: Vec<u64>,
    row: Vec<u8>,
}

impl Writer<'_> {
    pub(super) fn push<'a>(&mut self, cells: impl Iterator<Item = &'a str>) -> Result<()> {
        self.push_marked(cells.map(|cell| (cell, false)), false)
    }

    pub(super) fn push_row(&mut self, row: &RowContent) -> Result<()> {
        let mut formulas = row.formulas.iter().peekable();
        let cells = row.cells.iter().zip(0..);
        let cells = cells.map(|(cell, at)| (cell.as_str(), formulas.next_if_eq(&&at).is_some()));
        self.push_marked(cells, row.is_hidden)
    }

    /// Appends a row of cells, each with whether it is a formula.
    fn push_marked<'a>(
        &mut self,
        cells: impl Iterator<Item = (&'a str, bool)>,
        is_hidden: bool,
    ) -> Result<()> {
        if self.rows.is_multiple_of(STRIDE) {
            self.offsets.push(self.end);
        }
        self.row.clear();
        for (cell, is_formula) in cells {
            self.row.extend(length(cell.len(), is_formula));
            self.row.extend(cell.as_bytes());
        }
        let failed = self.spool.failed("write");
        self.file
            .write_all(&length(self.row.len(), is_hidden))
            .map_err(&failed)?;
        self.file.write_all(&self.row).map_err(&failed)?;
        self.end += 4 + self.row.len() as u64;
        self.rows += 1;
        Ok(())
    }

    /// Publishes the appended rows to readers; returns the number of rows.
    pub(super) fn publish(&mut self) -> Result<u32> {
        self.file.flush().map_err(self.spool.failed("write"))?;
        let mut offsets = self
            .spool
            .offsets
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        offsets.append(&mut self.offsets);
        Ok(self.rows)
    }
}

fn length(bytes: usize, is_marked: bool) -> [u8; 4] {
    let length = u32::try_from(bytes).unwrap_or(u32::MAX) & !MARK;
    let mark = if is_marked { MARK } else { 0 };
    (length | mark).to_le_bytes()
}

/// Returns a length, and whether it is marked.
fn unmarked(length: [u8; 4]) -> (usize, bool) {
    let length = u32::from_le_bytes(length);
    ((length & !MARK) as usize, length & MARK != 0)
}

/// Reads rows; fastest in sequence.
pub(super) struct Reader<'a> {
    spool: &'a Spool,
    file: BufReader<File>,
    /// Number of the row at the current position.
    next: u32,
    row: Vec<u8>,
    /// Whether that row is hidden.
    is_hidden: bool,
}

impl Reader<'_> {
    /// Returns a published row.
    pub(super) fn row(&mut self, number: u32) -> Result<RowContent> {
        self.step_to(number)?;
        let mut row = RowContent {
            is_hidden: self.is_hidden,
            ..RowContent::default()
        };
        let mut rest = self.row.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let (length, is_formula) = unmarked(*length);
            if is_formula {
                row.formulas.extend(u32::try_from(row.cells.len()));
            }
            let (cell, after) = after.split_at_checked(length).unwrap_or((after, &[]));
            row.cells.push(String::from_utf8_lossy(cell).into_owned());
            rest = after;
        }
        Ok(row)
    }

    /// Reads a row's bytes into `row`.
    fn step_to(&mut self, number: u32) -> Result<()> {
        let is_near = number >= self.next && number - self.next < STRIDE;
        if !is_near || self.next == 0 {
            let offset = self.spool.offset(number);
            let sought = self.file.seek(SeekFrom::Start(offset));
            sought.map_err(self.spool.failed("read"))?;
            self.next = number - number % STRIDE;
        }
        while self.next <= number {
            let failed = self.spool.failed("read");
            let mut length = [0; 4];
            self.file.read_exact(&mut length).map_err(&failed)?;
            let (bytes, is_hidden) = unmarked(length);
            self.is_hidden = is_hidden;
            self.row.resize(bytes, 0);
            self.file.read_exact(&mut self.row).map_err(&failed)?;
            self.next += 1;
        }
        Ok(())
    }
}
