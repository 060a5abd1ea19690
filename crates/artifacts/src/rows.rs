//! All rows of a table, however many. They are written once, in the background, into a temporary file of a plain form,
//! from which any of them are read at once; only places in that file are held in memory.

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

/// A table that is open. What was written for it goes with it.
pub struct Rows {
    table: Arc<Table>,
}

/// What the person wants to see of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// The column by which rows are sorted, counted from 0, and whether the largest come first.
    pub sort: Option<(usize, bool)>,
    /// Only rows with these words in a cell, in any case; all for none.
    pub find: String,
    /// The language by whose rules words are sorted, such as `de-CH`.
    pub language: String,
}

impl Wish {
    fn is_plain(&self) -> bool {
        self.sort.is_none() && self.find.trim().is_empty()
    }
}

/// Some rows, one after the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows that were asked for, fewer at the end.
    pub rows: Vec<Line>,
    /// How many rows there are that fit the wish, as far as the file is read.
    pub total: u32,
    /// Whether all of the file is read.
    pub is_whole: bool,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its place in the file, counted from 0.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

struct Table {
    columns: Vec<Column>,
    spool: Spool,
    progress: Mutex<Progress>,
    /// Rings with every change of the progress.
    moved: Condvar,
    /// The order that was asked for last.
    last: Mutex<Option<(Wish, Arc<Vec<u32>>)>>,
}

/// How far the table is written.
#[derive(Default)]
struct Progress {
    rows: u32,
    end: Option<End>,
}

/// How writing ended.
#[derive(Clone)]
enum End {
    Whole,
    /// In words.
    Failed(String),
}

impl Rows {
    /// Opens the file at `path`, whose name is `name`, and begins to read it in the background; `None` when it is no
    /// table. `mime` and `encoding` as for [`look`]. Blocks for the beginning of the file.
    ///
    /// # Errors
    /// When it cannot be read, or there is no room for what is written of it.
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

    /// Up to `count` rows from the one at `from` on, counted from 0 among those that fit the wish. Blocks: without an
    /// order or words to find, for no longer than reading those rows; else until all of the file is read and sorted.
    ///
    /// # Errors
    /// When the file cannot be read.
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

    /// More rows can be read, or the end is reached.
    fn moves(&self, rows: u32, end: Option<End>) {
        *self.progress() = Progress { rows, end };
        self.moved.notify_all();
    }

    /// The numbers of all rows that fit a wish, in its order.
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
