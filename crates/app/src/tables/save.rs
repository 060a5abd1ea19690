//! Sheets that are being written as CSV, each of which can be stopped.

use std::path::Path;
use std::sync::Mutex;

use ledger::Artifact;
use office::Extent;
use reader::Stopper;
use screen::lock;

use crate::core::{Core, blocking};
use crate::errors::{self, Result};

/// The sheets that are being saved.
#[derive(Default)]
pub(crate) struct Saves {
    running: Mutex<Vec<Running>>,
}

struct Running {
    /// The file's id in the window, and the index of the sheet.
    sheet: (String, u32),
    stopper: Stopper,
}

/// A sheet that is being saved, until this is dropped.
pub(crate) struct Saving<'a> {
    saves: &'a Saves,
    stopper: Stopper,
}

impl Saves {
    /// Notes that a sheet is being saved.
    pub(crate) fn begin(&self, file: &str, sheet: u32) -> Saving<'_> {
        let stopper = Stopper::default();
        lock(&self.running).push(Running {
            sheet: (file.to_owned(), sheet),
            stopper: stopper.clone(),
        });
        Saving {
            saves: self,
            stopper,
        }
    }

    /// Stops to save a sheet.
    pub(crate) fn stop(&self, file: &str, sheet: u32) {
        self.stop_where(|other| other.0 == file && other.1 == sheet);
    }

    /// Stops to save any.
    pub(crate) fn stop_all(&self) {
        self.stop_where(|_| true);
    }

    fn stop_where(&self, is_meant: impl Fn(&(String, u32)) -> bool) {
        let running = lock(&self.running);
        for running in running.iter().filter(|running| is_meant(&running.sheet)) {
            running.stopper.stop();
        }
    }
}

impl Saving<'_> {
    /// Returns what stops it.
    pub(crate) fn stopper(&self) -> &Stopper {
        &self.stopper
    }
}

impl Drop for Saving<'_> {
    fn drop(&mut self) {
        let mut running = lock(&self.saves.running);
        running.retain(|running| !running.stopper.is(&self.stopper));
    }
}

impl Core {
    /// Writes a sheet as CSV to this path. The sheet is read anew: more of each row than is shown. Returns
    /// true if it has more than could be read; `None` if it was stopped, and nothing is there then.
    pub(crate) async fn save_sheet(
        &self,
        row: &Artifact,
        sha256: &str,
        sheet: u32,
        path: &Path,
        stopper: &Stopper,
    ) -> Result<Option<bool>> {
        let read = (sheet, Extent::Whole);
        let table = self.open_sheet(row, sha256, read, stopper.clone()).await?;
        let (path, stopper) = (path.to_owned(), stopper.clone());
        let is_wanted = move || !stopper.is_stopped();
        let saved = blocking(move || table.rows.save_csv(&table.header, &path, is_wanted)).await?;
        saved.map_err(|failed| errors::artifact(&failed))
    }
}
