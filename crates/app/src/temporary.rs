//! The folder for temporary files. It lies in the data folder, so that the next start finds what a crash left.

use std::path::PathBuf;

use crate::core::Core;

const FOLDER: &str = "temporary";

impl Core {
    /// Returns the folder for temporary files.
    pub(crate) fn temporary_folder(&self) -> PathBuf {
        self.data_dir().join(FOLDER)
    }

    /// Removes what is in the folder; at the start, that is what a crash left. Blocks.
    pub(crate) fn empty_temporary_folder(&self) {
        let folder = self.temporary_folder();
        let _ = std::fs::remove_dir_all(&folder);
        if let Err(error) = std::fs::create_dir(&folder) {
            tracing::warn!(%error, "the folder for temporary files cannot be made");
        }
    }

    /// Has all temporary files of this program made in the folder from now on.
    pub(crate) fn use_temporary_folder(&self) {
        let folder = self.temporary_folder();
        if folder.is_dir() {
            let _ = tempfile::env::override_temp_dir(&folder);
        }
    }

    /// Closes the tables and the pages made of Office files, so that their temporary files are removed, and stops to save
    /// tables.
    pub(crate) fn close_files(&self) {
        self.files.saves.stop_all();
        self.files.tables.close_all();
        self.files.office_pages.close_all();
    }
}
