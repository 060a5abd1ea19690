//! Where everything is kept.

use std::path::PathBuf;

use tauri::{AppHandle, Manager};

/// The folder that `ERRAND_DATA_DIR` names, if it names one.
pub(crate) fn named() -> Option<PathBuf> {
    std::env::var_os("ERRAND_DATA_DIR")
        .filter(|named| !named.is_empty())
        .map(PathBuf::from)
}

/// The data folder: `ERRAND_DATA_DIR`, or `errand` in the platform's folder for data of programs.
pub(crate) fn find(handle: &AppHandle) -> tauri::Result<PathBuf> {
    match named() {
        Some(folder) => Ok(std::path::absolute(folder)?),
        None => Ok(handle.path().data_dir()?.join("errand")),
    }
}
