//! Writes rows that another program reads, in the background.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::sheet::letters;
use super::{Marks, Outcome, RowContent, Table};
use crate::error::{Error, Result};

/// Interval at which the rows read so far are shown.
const SHOWN_EVERY: Duration = Duration::from_millis(100);
/// Maximum number of rows, which are all in memory while they are sorted; those after it are left out.
const MAX_ROWS: u32 = 20_000_000;

/// Rows that come one after the other.
pub trait RowSource: Send {
    /// Returns the next row; `None` after the last one. Blocks.
    ///
    /// # Errors
    /// What to tell the person if the rows cannot be read further.
    fn next_row(&mut self) -> std::result::Result<Option<RowContent>, String>;

    /// Returns true if the table has more than the rows that came.
    fn is_cut(&self) -> bool;
}

/// Starts to read. `has_names` as for [`super::Rows::of_source`].
pub(super) fn start_reading(
    source: Box<dyn RowSource>,
    has_names: bool,
    table: &Arc<Table>,
) -> Result<()> {
    let reading = Arc::clone(table);
    let named = std::thread::Builder::new().name("table".to_owned());
    named
        .spawn(move || read(source, has_names, &reading))
        .map_err(|error| Error::io("read", Path::new("the table"), error))?;
    Ok(())
}

/// Reads until the end, or until the table is closed.
fn read(mut source: Box<dyn RowSource>, has_names: bool, table: &Table) {
    let read = table.read_rows(source.as_mut(), has_names);
    table.end(match read {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Failed(error.to_string()),
    });
}

impl Table {
    /// Returns how the reading ended.
    fn read_rows(&self, source: &mut dyn RowSource, has_names: bool) -> Result<Outcome> {
        let width = self.columns.len();
        let names = |widest| match has_names {
            true => vec![String::new(); widest - width],
            false => (width..widest).map(letters).collect(),
        };
        let (mut widest, mut marks) = (width, Marks::default());
        let mut writer = self.spool.writer()?;
        let mut shown = Instant::now();
        let mut rows = 0;
        while !self.is_closed() && rows < MAX_ROWS {
            match source.next_row() {
                Ok(Some(row)) => {
                    writer.push_row(&row)?;
                    marks.add(&row);
                    widest = widest.max(row.cells.len());
                }
                Ok(None) => {
                    self.set_marked_progress(writer.publish()?, names(widest), marks);
                    let is_cut = source.is_cut();
                    return Ok(Outcome::Whole { is_cut });
                }
                Err(why) if rows == 0 => return Err(Error::Table { why }),
                // What came is kept.
                Err(why) => {
                    tracing::info!(why, "the rest of a table cannot be read");
                    self.set_marked_progress(writer.publish()?, names(widest), marks);
                    return Ok(Outcome::Broken(why));
                }
            }
            rows += 1;
            if shown.elapsed() >= SHOWN_EVERY {
                self.set_marked_progress(writer.publish()?, names(widest), marks);
                shown = Instant::now();
            }
        }
        self.set_marked_progress(writer.publish()?, names(widest), marks);
        Ok(Outcome::Whole { is_cut: true })
    }
}
