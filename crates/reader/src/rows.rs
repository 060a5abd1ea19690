//! All rows of a sheet of a workbook, one after the other, as the program reads them.
//!
//! On its standard output a row is its length in bytes, then each cell after its length; lengths are four bytes, the
//! lowest first. The highest bit of a row's says that it is hidden, the two highest of a cell's are its kind. After the last row stand [`END`] and a [`RowsEnd`] as JSON.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use office::{Cell, CellKind, Extent, Kind, Row};
use serde::{Deserialize, Serialize};

use crate::{Error, FILE_LIMIT, Refusal};

/// Maximum number of bytes of a row. One that is shown never has so many.
const ROW_LIMIT: usize = 64 << 20;
/// The argument with which the program reads whole rows, rather than what is shown of them.
pub const WHOLE_ARGUMENT: &str = "whole";
/// Set in the length of a row that is hidden.
const HIDDEN: u32 = 1 << 31;
/// Set in the length of a cell of this kind.
const NUMBER: u32 = 1 << 30;
const FORMULA: u32 = 1 << 31;
/// Stands where the length of a row would stand, after the last one.
const END: u32 = u32::MAX;
/// Maximum number of bytes of the JSON at the end.
const END_LIMIT: u64 = 1 << 10;

/// How the rows ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowsEnd {
    /// Nothing is missing.
    Whole,
    /// Columns, parts of long cells, or rows are missing.
    Cut,
    /// Nothing could be read.
    Refused(Refusal),
}

/// The rows that are wanted of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedRows {
    /// Kind of the file.
    pub kind: Kind,
    /// Index in [`office::Workbook::sheets`].
    pub sheet: usize,
    /// How much of each row.
    pub extent: Extent,
}

/// Returns the time limit in seconds for all rows: a table of a hundred million cells takes minutes.
pub fn seconds_of_rows(extent: Extent) -> u64 {
    match extent {
        Extent::Shown => 15 * 60,
        Extent::Whole => 60 * 60,
    }
}

/// Returns the maximum number of bytes of all rows: a small file can hold the same row any number of times.
fn total_limit(extent: Extent) -> u64 {
    match extent {
        Extent::Shown => 1 << 30,
        Extent::Whole => 4 << 30,
    }
}

/// Ends the program that reads rows, from any thread.
#[derive(Clone, Default)]
pub struct Stopper(Arc<Mutex<Stopping>>);

#[derive(Default)]
struct Stopping {
    is_stopped: bool,
    process: Option<Arc<Mutex<Child>>>,
}

impl Stopper {
    /// Ends the program, also one that is started afterwards.
    pub fn stop(&self) {
        let process = {
            let mut stopping = self.stopping();
            stopping.is_stopped = true;
            stopping.process.take()
        };
        if let Some(process) = process {
            kill(&process);
        }
    }

    /// Returns true after [`Stopper::stop`].
    pub fn is_stopped(&self) -> bool {
        self.stopping().is_stopped
    }

    /// Returns true if the other one is this, or a clone of it.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn watch(&self, process: &Arc<Mutex<Child>>) {
        self.stopping().process = Some(Arc::clone(process));
        if self.is_stopped() {
            self.stop();
        }
    }

    fn stopping(&self) -> MutexGuard<'_, Stopping> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rows of a sheet. Its program ends with it.
pub struct RowStream {
    rows: BufReader<ChildStdout>,
    process: Arc<Mutex<Child>>,
    /// Ends the thread that waits for the time limit, when it is dropped.
    _watch: Sender<()>,
    /// Number of bytes that may still come.
    left: u64,
    end: Option<RowsEnd>,
}

impl RowStream {
    /// Starts to read a sheet of the file at `file`. `program` is the path of `errand-reader`. `stopper` ends the program at
    /// any time.
    ///
    /// # Errors
    /// [`Error`] if the program or the file cannot be opened, or the file is too large.
    pub fn open(
        program: &Path,
        file: &Path,
        wanted: WantedRows,
        stopper: &Stopper,
    ) -> Result<Self, Error> {
        let WantedRows {
            kind,
            sheet,
            extent,
        } = wanted;
        let file = File::open(file)?;
        if !kind.is_read_in_place() && file.metadata()?.len() > FILE_LIMIT {
            return Err(Refusal::TooLarge.into());
        }
        let mut process = Command::new(program)
            .args(["rows", kind.word(), &sheet.to_string()])
            .args((extent == Extent::Whole).then_some(WHOLE_ARGUMENT))
            .env_clear()
            .stdin(Stdio::from(file))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .current_dir(std::env::temp_dir())
            .spawn()?;
        let rows = process.stdout.take();
        let rows = rows.ok_or_else(|| Error::GaveUp("it has no output".to_owned()))?;
        let process = Arc::new(Mutex::new(process));
        stopper.watch(&process);
        let (watch, watched) = mpsc::channel();
        let late = Arc::clone(&process);
        // The program ends with it, also if the thread cannot be started.
        let stream = Self {
            rows: BufReader::with_capacity(1 << 18, rows),
            process,
            _watch: watch,
            left: total_limit(extent),
            end: None,
        };
        let time_limit = Duration::from_secs(seconds_of_rows(extent));
        std::thread::Builder::new()
            .name("rows".to_owned())
            .spawn(move || {
                if watched.recv_timeout(time_limit) == Err(RecvTimeoutError::Timeout) {
                    kill(&late);
                }
            })?;
        Ok(stream)
    }

    /// Returns the next row; `None` after the last one. Blocks.
    ///
    /// # Errors
    /// [`Error`] if nothing could be read, or the program gave up on the way.
    pub fn next_row(&mut self) -> Result<Option<Row>, Error> {
        if self.end.is_some() {
            return Ok(None);
        }
        let length = self.number()?;
        if length == END {
            return self.read_end();
        }
        let is_hidden = length & HIDDEN != 0;
        let length = (length & !HIDDEN) as usize;
        if length > ROW_LIMIT {
            return Err(Error::GaveUp("a row is too long".to_owned()));
        }
        let Some(left) = self.left.checked_sub(length as u64 + 4) else {
            self.end = Some(RowsEnd::Cut);
            kill(&self.process);
            return Ok(None);
        };
        self.left = left;
        let mut row = vec![0; length];
        self.rows.read_exact(&mut row).map_err(ended)?;
        Ok(Some(Row {
            cells: cells(&row),
            is_hidden,
        }))
    }

    /// Returns true if the rows that came are not all of the sheet, or not whole; known after the last one.
    pub fn is_cut(&self) -> bool {
        self.end == Some(RowsEnd::Cut)
    }

    fn number(&mut self) -> Result<u32, Error> {
        let mut number = [0; 4];
        self.rows.read_exact(&mut number).map_err(ended)?;
        Ok(u32::from_le_bytes(number))
    }

    fn read_end(&mut self) -> Result<Option<Row>, Error> {
        let mut json = Vec::new();
        (&mut self.rows).take(END_LIMIT).read_to_end(&mut json)?;
        let end = serde_json::from_slice(&json).map_err(|error| ended(error.into()))?;
        self.end = Some(end);
        match end {
            RowsEnd::Refused(refusal) => Err(refusal.into()),
            _ => Ok(None),
        }
    }
}

impl Drop for RowStream {
    fn drop(&mut self) {
        kill(&self.process);
    }
}

/// Ends the program, if it did not end yet.
fn kill(process: &Mutex<Child>) {
    let mut process = process.lock().unwrap_or_else(PoisonError::into_inner);
    // It may have ended by itself.
    let _ = process.kill();
    let _ = process.wait();
}

/// The error when the program ended before its rows did.
fn ended(cause: std::io::Error) -> Error {
    Error::GaveUp(cause.to_string())
}

fn cells(row: &[u8]) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut rest = row;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length);
        let kind = match length & (NUMBER | FORMULA) {
            FORMULA => CellKind::Formula,
            NUMBER => CellKind::Number,
            _ => CellKind::Text,
        };
        let length = (length & !(NUMBER | FORMULA)) as usize;
        let (text, after) = after.split_at_checked(length).unwrap_or((after, &[]));
        let text = String::from_utf8_lossy(text).into_owned();
        cells.push(Cell { text, kind });
        rest = after;
    }
    cells
}

/// Writes a row in the form of the program's output. Returns true if parts of it were left out, as it was too long.
///
/// # Errors
/// If the output is closed.
pub fn write_row(output: &mut impl Write, row: &Row) -> std::io::Result<bool> {
    let mut left = ROW_LIMIT.saturating_sub(4 * row.cells.len());
    let fitting = |cell: &Cell| {
        let text_bytes = cell.text.floor_char_boundary(left);
        left -= text_bytes;
        text_bytes
    };
    let fitting: Vec<usize> = row.cells.iter().map(fitting).collect();
    let bytes: usize = fitting.iter().map(|text_bytes| 4 + text_bytes).sum();
    let hidden = if row.is_hidden { HIDDEN } else { 0 };
    output.write_all(&length(bytes, hidden))?;
    let mut is_cut = false;
    for (cell, text_bytes) in row.cells.iter().zip(fitting) {
        is_cut |= text_bytes < cell.text.len();
        let kind = match cell.kind {
            CellKind::Text => 0,
            CellKind::Number => NUMBER,
            CellKind::Formula => FORMULA,
        };
        output.write_all(&length(text_bytes, kind))?;
        output.write_all(&cell.text.as_bytes()[..text_bytes])?;
    }
    Ok(is_cut)
}

/// Writes what stands after the last row.
///
/// # Errors
/// If the output is closed.
pub fn write_end(output: &mut impl Write, end: RowsEnd) -> std::io::Result<()> {
    output.write_all(&END.to_le_bytes())?;
    serde_json::to_writer(output, &end)?;
    Ok(())
}

/// Returns a length, which [`ROW_LIMIT`] keeps below all marks.
fn length(bytes: usize, mark: u32) -> [u8; 4] {
    (bytes as u32 | mark).to_le_bytes()
}
