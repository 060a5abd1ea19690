//! Rows in a temporary file: the length of a row, then each cell preceded by its length.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use super::Row;
use crate::error::{Error, Result};

/// The offset of every `STRIDE`th row is stored; rows in between are reached by skipping those before them.
const STRIDE: u32 = 32;

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
                let cells = reader.row(number)?;
                Ok(Row { number, cells })
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
        if self.rows.is_multiple_of(STRIDE) {
            self.offsets.push(self.end);
        }
        self.row.clear();
        for cell in cells {
            self.row.extend(length(cell.len()));
            self.row.extend(cell.as_bytes());
        }
        let failed = self.spool.failed("write");
        self.file
            .write_all(&length(self.row.len()))
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

fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}

/// Reads rows; fastest in sequence.
pub(super) struct Reader<'a> {
    spool: &'a Spool,
    file: BufReader<File>,
    /// Number of the row at the current position.
    next: u32,
    row: Vec<u8>,
}

impl Reader<'_> {
    /// Returns the cells of a published row.
    pub(super) fn row(&mut self, number: u32) -> Result<Vec<String>> {
        self.step_to(number)?;
        let mut cells = Vec::new();
        let mut rest = self.row.as_slice();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = u32::from_le_bytes(*length) as usize;
            let (cell, after) = after.split_at_checked(length).unwrap_or((after, &[]));
            cells.push(String::from_utf8_lossy(cell).into_owned());
            rest = after;
        }
        Ok(cells)
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
            self.row.resize(u32::from_le_bytes(length) as usize, 0);
            self.file.read_exact(&mut self.row).map_err(&failed)?;
            self.next += 1;
        }
        Ok(())
    }
}
