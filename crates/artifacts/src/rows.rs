//! Random access to all rows of a table of any length. A background thread writes them to a temporary file in a simple
//! format, from which any row can be read quickly; only offsets are held in memory.

mod index;
mod order;
mod spool;

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::columns::ColumnType;
use crate::error::{Error, Result};
use crate::preview::{Preview, inspect};
use crate::rows::order::ordered;
use crate::rows::spool::Spool;

/// An open table. Its temporary file is deleted with it.
pub struct Rows {
    table: Arc<Table>,
}

/// Sorting and filtering of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowQuery {
    /// The column to sort by, from 0, and whether the order is descending.
    pub sort: Option<(usize, bool)>,
    /// Only rows with this text in a cell, ignoring case; empty for all rows.
    pub find: String,
    /// The language whose rules are used to sort text, such as `de-CH`.
    pub language: String,
}

impl RowQuery {
    fn is_plain(&self) -> bool {
        self.sort.is_none() && self.find.trim().is_empty()
    }
}

/// Consecutive rows of the sorted and filtered table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowPage {
    /// The requested rows; fewer at the end.
    pub rows: Vec<Row>,
    /// Number of rows that match, as far as the file is read.
    pub total: u32,
    /// True if the whole file is read.
    pub is_whole: bool,
    /// Names of the columns that only rows after the preview have, as far as the file is read; empty for one without a
    /// name.
    pub more_columns: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Index in the file, from 0.
    pub number: u32,
    /// The cells of the row.
    pub cells: Vec<String>,
}

struct Table {
    columns: Vec<ColumnType>,
    spool: Spool,
    progress: Mutex<Progress>,
    /// Notified at the end.
    progress_changed: Condvar,
    /// The most recent order, cached.
    cached_order: Mutex<Option<(RowQuery, Arc<Vec<u32>>)>>,
}

/// Progress of writing the temporary file.
#[derive(Default)]
struct Progress {
    rows: u32,
    more_columns: Vec<String>,
    outcome: Option<Outcome>,
}

/// The way in which writing ended.
#[derive(Clone)]
enum Outcome {
    Whole,
    /// The error message.
    Failed(String),
}

impl Rows {
    /// Opens the file at `path`, whose name is `name`, and starts to read it in the background; `None` if it is not a
    /// table. `mime` and `encoding` as for [`inspect`]. Blocks while the beginning of the file is read.
    ///
    /// # Errors
    /// If it cannot be read, or there is no space for the temporary file.
    pub fn open(
        path: &Path,
        name: &str,
        mime: Option<&str>,
        encoding: Option<&str>,
    ) -> Result<Option<Self>> {
        let inspection = inspect(path, name, mime, encoding)?;
        let (Preview::Table { header, .. }, Some(encoding)) =
            (inspection.preview, inspection.encoding)
        else {
            return Ok(None);
        };
        let table = Arc::new(Table {
            columns: inspection.columns,
            spool: Spool::new()?,
            progress: Mutex::default(),
            progress_changed: Condvar::new(),
            cached_order: Mutex::default(),
        });
        let format = match inspection.media_type.as_str() {
            "application/jsonl" => index::RowFormat::Lines(header.clone()),
            _ => index::RowFormat::Unknown,
        };
        index::start_reading(path, encoding, format, header.len(), &table)?;
        Ok(Some(Self { table }))
    }

    /// Returns up to `count` rows, starting at `from`, counted from 0 among the matching rows. Without sorting or
    /// filtering it blocks only for reading those rows; otherwise until the whole file is read and sorted.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn page(&self, from: u32, count: u32, query: &RowQuery) -> Result<RowPage> {
        let table = &*self.table;
        if query.is_plain() {
            let (rows, more_columns, outcome) = {
                let progress = table.progress();
                let more_columns = progress.more_columns.clone();
                (progress.rows, more_columns, progress.outcome.clone())
            };
            let is_whole = matches!(checked_outcome(outcome)?, Some(Outcome::Whole));
            let numbers = from.min(rows)..from.saturating_add(count).min(rows);
            return Ok(RowPage {
                rows: table.spool.rows(numbers)?,
                total: rows,
                is_whole,
                more_columns,
            });
        }
        let order = table.order(query)?;
        let total = u32::try_from(order.len()).unwrap_or(u32::MAX);
        let index = |at: u32| at.min(total) as usize;
        let numbers = &order[index(from)..index(from.saturating_add(count))];
        Ok(RowPage {
            rows: table.spool.rows(numbers.iter().copied())?,
            total,
            is_whole: true,
            more_columns: table.progress().more_columns.clone(),
        })
    }
}

impl Table {
    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Updates the progress: more rows can be read.
    fn set_progress(&self, rows: u32, more_columns: Vec<String>) {
        let mut progress = self.progress();
        progress.rows = rows;
        progress.more_columns = more_columns;
    }

    /// Updates the progress: the end is reached.
    fn end(&self, outcome: Outcome) {
        self.progress().outcome = Some(outcome);
        self.progress_changed.notify_all();
    }

    /// Returns the numbers of all matching rows in the requested order.
    fn order(&self, query: &RowQuery) -> Result<Arc<Vec<u32>>> {
        let mut progress = self.progress();
        while progress.outcome.is_none() {
            let woken = self.progress_changed.wait(progress);
            progress = woken.unwrap_or_else(PoisonError::into_inner);
        }
        let (rows, outcome) = (progress.rows, progress.outcome.clone());
        drop(progress);
        checked_outcome(outcome)?;
        let mut cached = self
            .cached_order
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, order)) = cached.as_ref().filter(|(known, _)| known == query) {
            return Ok(Arc::clone(order));
        }
        let order = Arc::new(ordered(&self.spool, rows, &self.columns, query)?);
        *cached = Some((query.clone(), Arc::clone(&order)));
        Ok(order)
    }
}

fn checked_outcome(outcome: Option<Outcome>) -> Result<Option<Outcome>> {
    match outcome {
        Some(Outcome::Failed(why)) => Err(Error::Table { why }),
        outcome => Ok(outcome),
    }
}
