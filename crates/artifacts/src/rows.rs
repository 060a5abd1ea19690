//! Random access to all rows of a table of any length. A background thread writes them to a temporary file in a simple
//! format, from which any row can be read quickly; only offsets are held in memory.

mod index;
mod order;
mod sheet;
mod source;
mod spool;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::columns::ColumnType;
use crate::error::{Error, Result};
use crate::preview::{Preview, inspect};
use crate::rows::order::ordered;
use crate::rows::spool::Spool;

pub use self::sheet::SheetTable;
pub use self::source::RowSource;

/// How long [`Rows::page`] waits for a table to be read before it answers with nothing, so that whoever still wants the
/// page asks again.
const MAX_WAIT: Duration = Duration::from_secs(10);

/// An open table. Its temporary file is deleted with it.
pub struct Rows {
    table: Arc<Table>,
}

impl Drop for Rows {
    fn drop(&mut self) {
        self.close();
    }
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
    /// True if the whole file is read, and nothing else was asked for before this was found.
    pub is_whole: bool,
    /// Names of the columns that only rows after the preview have, as far as the file is read; empty for one without a
    /// name.
    pub more_columns: Vec<String>,
    /// True if it has more than these rows and cells have, which cannot be read.
    pub is_cut: bool,
    /// What is said of all rows that are read.
    pub marks: Marks,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Index in the file, from 0.
    pub number: u32,
    /// The cells of the row.
    pub cells: Vec<String>,
    /// True if its workbook hides it.
    pub is_hidden: bool,
    /// Indexes of the cells that are formulas without a result.
    pub formulas: Vec<u32>,
}

/// A row of a sheet, and what its workbook says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowContent {
    /// The cells of the row.
    pub cells: Vec<String>,
    /// True if its workbook hides it.
    pub is_hidden: bool,
    /// Indexes of the cells that are formulas without a result.
    pub formulas: Vec<u32>,
}

/// What a workbook says of any of its rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// True if some are hidden.
    pub has_hidden_rows: bool,
    /// True if some have formulas without a result.
    pub has_formulas: bool,
}

impl Marks {
    fn add(&mut self, row: &RowContent) {
        self.has_hidden_rows |= row.is_hidden;
        self.has_formulas |= !row.formulas.is_empty();
    }
}

struct Table {
    columns: Vec<ColumnType>,
    spool: Spool,
    progress: Mutex<Progress>,
    /// True if it is not to be read further.
    is_closed: AtomicBool,
    /// Notified at the end, and when something else is asked for.
    progress_changed: Condvar,
    /// The most recent order, cached.
    cached_order: Mutex<Option<(RowQuery, Arc<Vec<u32>>)>>,
}

/// Progress of writing the temporary file.
#[derive(Default)]
struct Progress {
    rows: u32,
    more_columns: Vec<String>,
    marks: Marks,
    outcome: Option<Outcome>,
    /// The query that was asked last; work for others is given up.
    wanted: RowQuery,
}

/// The way in which writing ended.
#[derive(Clone)]
enum Outcome {
    Whole {
        /// True if the file has more than could be read.
        is_cut: bool,
    },
    /// The rest of the rows cannot be read, for this reason; those that came are kept.
    Broken(String),
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
        let table = Table::new(inspection.columns)?;
        let format = match inspection.media_type.as_str() {
            "application/jsonl" => index::RowFormat::Lines(header.clone()),
            _ => index::RowFormat::Unknown,
        };
        index::start_reading(path, encoding, format, header.len(), &table)?;
        Ok(Some(Self { table }))
    }

    /// Returns up to `count` rows, starting at `from`, counted from 0 among the matching rows. Without sorting or
    /// filtering it blocks only for reading those rows; otherwise until the whole file is read and sorted, for a while at
    /// most. The page is empty and not whole if that took too long, another query was asked, or the table is closed.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn page(&self, from: u32, count: u32, query: &RowQuery) -> Result<RowPage> {
        let table = &*self.table;
        table.want(query);
        if table.is_closed() {
            return Ok(RowPage::default());
        }
        if query.is_plain() {
            let (rows, more_columns, marks, outcome) = {
                let progress = table.progress();
                let more_columns = progress.more_columns.clone();
                let outcome = progress.outcome.clone();
                (progress.rows, more_columns, progress.marks, outcome)
            };
            let whole = checked_outcome(outcome)?;
            let numbers = from.min(rows)..from.saturating_add(count).min(rows);
            return Ok(RowPage {
                rows: table.spool.rows(numbers)?,
                total: rows,
                is_whole: whole.is_some(),
                is_cut: whole == Some(true),
                more_columns,
                marks,
            });
        }
        let Some((order, is_cut)) = table.order(query)? else {
            return Ok(RowPage::default());
        };
        let (more_columns, marks) = {
            let progress = table.progress();
            (progress.more_columns.clone(), progress.marks)
        };
        let total = u32::try_from(order.len()).unwrap_or(u32::MAX);
        let index = |at: u32| at.min(total) as usize;
        let numbers = &order[index(from)..index(from.saturating_add(count))];
        Ok(RowPage {
            rows: table.spool.rows(numbers.iter().copied())?,
            total,
            is_whole: true,
            more_columns,
            is_cut,
            marks,
        })
    }

    /// Opens a table whose rows come from `source`, and starts to read them in the background. `has_names` is true if its
    /// columns have names, else they have letters; so do those that only later rows have.
    ///
    /// # Errors
    /// If there is no space for the temporary file.
    pub fn of_source(
        columns: Vec<ColumnType>,
        has_names: bool,
        source: Box<dyn RowSource>,
    ) -> Result<Self> {
        let table = Table::new(columns)?;
        source::start_reading(source, has_names, &table)?;
        Ok(Self { table })
    }

    /// Writes all rows as CSV (RFC 4180, UTF-8), below a row of these names and those of further columns, to a new file in
    /// place of what has this path. Blocks until the whole table is read. Returns true if it has more than could be read;
    /// `None` if the table was closed, or `is_wanted` returned false before the end: then nothing is written.
    ///
    /// # Errors
    /// If the table cannot be read to its end, or the file cannot be written; it is not there then.
    pub fn save_csv(
        &self,
        header: &[String],
        path: &Path,
        is_wanted: impl Fn() -> bool,
    ) -> Result<Option<bool>> {
        let is_wanted = || is_wanted() && !self.table.is_closed();
        let Some((rows, is_cut)) = self.table.wait(None, |_| true)? else {
            return Ok(None);
        };
        if let Some(Outcome::Broken(why)) = self.table.progress().outcome.clone() {
            return Err(Error::Table { why });
        }
        let mut reader = self.table.spool.reader()?;
        let header = [header, &self.table.progress().more_columns].concat();
        let rows = (0..rows).map(|row| Ok(reader.row(row)?.cells));
        let is_saved = sheet::save_csv(path, &header, rows, is_wanted)?;
        Ok(is_saved.then_some(is_cut))
    }

    /// Ends the reading, also that of who waits for it. Its source may have to be ended, too.
    pub fn close(&self) {
        self.table.is_closed.store(true, Ordering::Release);
        // Whoever looked just before waits by the time the lock is had.
        drop(self.table.progress());
        self.table.progress_changed.notify_all();
    }

    /// Returns true if nothing is left to read.
    pub fn is_ended(&self) -> bool {
        self.table.progress().outcome.is_some()
    }
}

impl Table {
    fn new(columns: Vec<ColumnType>) -> Result<Arc<Self>> {
        Ok(Arc::new(Self {
            columns,
            spool: Spool::new()?,
            progress: Mutex::default(),
            is_closed: AtomicBool::new(false),
            progress_changed: Condvar::new(),
            cached_order: Mutex::default(),
        }))
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_closed(&self) -> bool {
        self.is_closed.load(Ordering::Acquire)
    }

    /// Updates the progress: more rows can be read.
    fn set_progress(&self, rows: u32, more_columns: Vec<String>) {
        let mut progress = self.progress();
        progress.rows = rows;
        progress.more_columns = more_columns;
    }

    fn set_marked_progress(&self, rows: u32, more_columns: Vec<String>, marks: Marks) {
        self.progress().marks = marks;
        self.set_progress(rows, more_columns);
    }

    /// Updates the progress: the end is reached.
    fn end(&self, outcome: Outcome) {
        self.progress().outcome = Some(outcome);
        self.progress_changed.notify_all();
    }

    /// Remembers what was asked last.
    fn want(&self, query: &RowQuery) {
        let mut progress = self.progress();
        if progress.wanted != *query {
            progress.wanted = query.clone();
            self.progress_changed.notify_all();
        }
    }

    /// Waits until the whole table is read, or for `limit`. Returns the number of its rows, and whether it has more; `None`
    /// if that took too long, and as soon as the table is closed or `is_wanted` returns false.
    fn wait(
        &self,
        limit: Option<Duration>,
        is_wanted: impl Fn(&Progress) -> bool,
    ) -> Result<Option<(u32, bool)>> {
        let start = Instant::now();
        let mut progress = self.progress();
        while progress.outcome.is_none() {
            let is_late = limit.is_some_and(|limit| start.elapsed() >= limit);
            if is_late || !is_wanted(&progress) || self.is_closed() {
                return Ok(None);
            }
            let woken = self.progress_changed.wait_timeout(progress, MAX_WAIT);
            (progress, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_closed() {
            return Ok(None);
        }
        let is_cut = checked_outcome(progress.outcome.clone())?;
        Ok(Some((progress.rows, is_cut == Some(true))))
    }

    /// Returns the numbers of all matching rows in the requested order, and whether the table has more; `None` if another
    /// query was asked meanwhile, the table was closed, or its reading takes too long.
    fn order(&self, query: &RowQuery) -> Result<Option<(Arc<Vec<u32>>, bool)>> {
        let is_wanted = |progress: &Progress| progress.wanted == *query;
        let Some((rows, is_cut)) = self.wait(Some(MAX_WAIT), is_wanted)? else {
            return Ok(None);
        };
        let mut cached = self
            .cached_order
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some((_, order)) = cached.as_ref().filter(|(known, _)| known == query) {
            return Ok(Some((Arc::clone(order), is_cut)));
        }
        let is_wanted = || self.progress().wanted == *query && !self.is_closed();
        let Some(order) = ordered(&self.spool, rows, &self.columns, query, is_wanted)? else {
            return Ok(None);
        };
        let order = Arc::new(order);
        *cached = Some((query.clone(), Arc::clone(&order)));
        Ok(Some((order, is_cut)))
    }
}

/// Returns whether a whole table has more than could be read; `None` while it is being read.
fn checked_outcome(outcome: Option<Outcome>) -> Result<Option<bool>> {
    match outcome {
        Some(Outcome::Failed(why)) => Err(Error::Table { why }),
        Some(Outcome::Whole { is_cut }) => Ok(Some(is_cut)),
        Some(Outcome::Broken(_)) => Ok(Some(true)),
        None => Ok(None),
    }
}
