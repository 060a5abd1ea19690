//! A file that is being written: hashed and counted on the way, gone unless it is finished.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The ending of files that are not finished.
pub(crate) const PART: &str = ".part";

/// A new file of a name nobody else uses. Dropping it removes it.
#[derive(Debug)]
pub(crate) struct Part {
    path: PathBuf,
    file: Option<File>,
    hash: Sha256,
    size: u64,
}

impl Part {
    /// Makes the file in `folder`. It never opens what exists and never follows a link.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let name = format!(".errand-{}{PART}", uuid::Uuid::new_v4().simple());
        let path = folder.join(name);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|error| Error::io("create", &path, error))?;
        Ok(Self {
            path,
            file: Some(file),
            hash: Sha256::new(),
            size: 0,
        })
    }

    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let file = self.file.as_mut().expect("it is open until it is finished");
        file.write_all(bytes)
            .map_err(|error| Error::io("write", &self.path, error))?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// How many bytes were written.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The SHA-256 of what was written, in hex.
    pub(crate) fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// Makes the bytes last and gives the file its place, replacing what is there in one step.
    pub(crate) fn finish(mut self, place: &Path) -> Result<()> {
        let file = self.file.take().expect("it is open until it is finished");
        file.sync_all()
            .map_err(|error| Error::io("write", &self.path, error))?;
        drop(file);
        std::fs::rename(&self.path, place).map_err(|error| Error::io("write", place, error))?;
        self.path = PathBuf::new();
        if let Some(folder) = place.parent() {
            sync_folder(folder)?;
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Windows removes no open file.
        drop(self.file.take());
        if self.path.as_os_str().is_empty() {
            return;
        }
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "an unfinished file stays behind");
        }
    }
}

/// Makes a new name in a folder last.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io("write", folder, error))
}

/// Elsewhere a folder cannot be opened for this, and a rename lasts by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
