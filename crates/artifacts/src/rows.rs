//! Random access to all rows of a table of any length. A background thread writes them to a temporary file in a simple
//! format, from which any row can be read quickly; only offsets are held in memory.

mod index;
mod order;
mod spool;

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::columns::Column;
use crate::error::{Error, Result};
use crate::preview::{Preview, look};
use crate::rows::order::ordered;
use crate::rows::spool::Spool;

/// An open table. Its temporary file is deleted with it.
pub struct Rows {
    table: Arc<Table>,
}

/// Sorting and filtering of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The column to sort by, from 0, and whether the order is descending.
    pub sort: Option<(usize, bool)>,
    /// Only rows with this text in a cell, ignoring case; empty for all rows.
    pub find: String,
    /// The language whose rules are used to sort text, such as `de-CH`.
    pub language: String,
}

impl Wish {
    fn is_plain(&self) -> bool {
        self.sort.is_none() && self.find.trim().is_empty()
    }
}

/// Consecutive rows of the sorted and filtered table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The requested rows; fewer at the end.
    pub rows: Vec<Line>,
    /// Number of rows that match, as far as the file is read.
    pub total: u32,
    /// True if the whole file is read.
    pub is_whole: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Index in the file, from 0.
    pub number: u32,
    /// The cells of the row.
    pub cells: Vec<String>,
}

struct Table {
    columns: Vec<Column>,
    spool: Spool,
    progress: Mutex<Progress>,
    /// Notified on every change of the progress.
    moved: Condvar,
    /// The most recent order, cached.
    last: Mutex<Option<(Wish, Arc<Vec<u32>>)>>,
}

/// Progress of writing the temporary file.
#[derive(Default)]
struct Progress {
    rows: u32,
    end: Option<End>,
}

/// The way in which writing ended.
#[derive(Clone)]
enum End {
    Whole,
    /// The error message.
    Failed(String),
}

impl Rows {
    /// Opens the file at `path`, whose name is `name`, and starts to read it in the background; `None` if it is not a
    /// table. `mime` and `encoding` as for [`look`]. Blocks while the beginning of the file is read.
    ///
    /// # Errors
    /// If it cannot be read, or there is no space for the temporary file.
    pub fn open(
        path: &Path,
        name: &str,
        mime: Option<&str>,
        encoding: Option<&str>,
    ) -> Result<Option<Self>> {
        let look = look(path, name, mime, encoding)?;
        let (Preview::Table { header, .. }, Some(encoding)) = (look.preview, look.encoding) else {
            return Ok(None);
        };
        let table = Arc::new(Table {
            columns: look.columns,
            spool: Spool::new()?,
            progress: Mutex::default(),
            moved: Condvar::new(),
            last: Mutex::default(),
        });
        let header = (look.media_type == "application/jsonl").then_some(header);
        index::begin(path, encoding, header, &table)?;
        Ok(Some(Self { table }))
    }

    /// Returns up to `count` rows, starting at `from`, counted from 0 among the matching rows. Without sorting or
    /// filtering it blocks only for reading those rows; otherwise until the whole file is read and sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn page(&self, from: u32, count: u32, wish: &Wish) -> Result<Page> {
        let table = &*self.table;
        if wish.is_plain() {
            let (rows, end) = {
                let progress = table.progress();
                (progress.rows, progress.end.clone())
            };
            let is_whole = matches!(outcome(end)?, Some(End::Whole));
            let numbers = from.min(rows)..from.saturating_add(count).min(rows);
            return Ok(Page {
                rows: table.spool.lines(numbers)?,
                total: rows,
                is_whole,
            });
        }
        let order = table.order(wish)?;
        let total = u32::try_from(order.len()).unwrap_or(u32::MAX);
        let place = |at: u32| at.min(total) as usize;
        let numbers = &order[place(from)..place(from.saturating_add(count))];
        Ok(Page {
            rows: table.spool.lines(numbers.iter().copied())?,
            total,
            is_whole: true,
        })
    }
}

impl Table {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Updates the progress: more rows can be read, or the end is reached.
    fn moves(&self, rows: u32, end: Option<End>) {
        *self.progress() = Progress { rows, end };
        self.moved.notify_all();
    }

    /// Returns the numbers of all matching rows in the requested order.
    fn order(&self, wish: &Wish) -> Result<Arc<Vec<u32>>> {
        let mut progress = self.progress();
        while progress.end.is_none() {
            let woken = self.moved.wait(progress);
            progress = woken.unwrap_or_else(PoisonError::into_inner);
        }
        let (rows, end) = (progress.rows, progress.end.clone());
        drop(progress);
        outcome(end)?;
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, order)) = last.as_ref().filter(|(known, _)| known == wish) {
            return Ok(Arc::clone(order));
        }
        let order = Arc::new(ordered(&self.spool, rows, &self.columns, wish)?);
        *last = Some((wish.clone(), Arc::clone(&order)));
        Ok(order)
    }
}

fn outcome(end: Option<End>) -> Result<Option<End>> {
    match end {
        Some(End::Failed(why)) => Err(Error::Table { why }),
        end => Ok(end),
    }
}
