//! The data folder.

use std::io;
use std::path::PathBuf;

/// Returns the folder in `ERRAND_DATA_DIR`, if set.
pub(crate) fn from_environment() -> Option<PathBuf> {
    std::env::var_os("ERRAND_DATA_DIR")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
}

/// The data folder: `ERRAND_DATA_DIR`, or `errand` in the platform's folder for data of programs.
pub(crate) fn find() -> io::Result<PathBuf> {
    match from_environment() {
        Some(folder) => std::path::absolute(folder),
        None => dirs::data_dir()
            .map(|folder| folder.join("errand"))
            .ok_or_else(|| io::Error::other("the system names no folder for the data of programs")),
    }
}
