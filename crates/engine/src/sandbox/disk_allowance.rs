//! Checks that the files of a workspace stay within their limits.

use std::io;
use std::path::{Path, PathBuf};

/// Why the check failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DiskLimitError {
    /// Too many files, or too large in total.
    TooMuch,
    /// A folder is unreadable, so its contents cannot be counted.
    Hidden,
}

/// The remaining allowance of a folder.
#[derive(Debug)]
pub(super) struct DiskAllowance {
    /// Bytes on disk.
    pub(super) bytes: u64,
    /// Number of files and folders.
    pub(super) files: u64,
}

impl DiskAllowance {
    /// Subtracts everything in a folder, with its subfolders.
    pub(super) fn take(&mut self, folder: &Path) -> Result<(), DiskLimitError> {
        // No recursion: a program can nest folders deeper than the stack allows.
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            self.take_one(&folder, &mut waiting)?;
        }
        Ok(())
    }

    /// Subtracts the direct contents of a folder, and adds its subfolders to `inner`.
    fn take_one(&mut self, folder: &Path, inner: &mut Vec<PathBuf>) -> Result<(), DiskLimitError> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            // Files that disappear during the count are not counted.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => return Err(DiskLimitError::Hidden),
        };
        for entry in entries {
            let metadata = match entry.and_then(|entry| Ok((entry.metadata()?, entry.path()))) {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(_) => return Err(DiskLimitError::Hidden),
            };
            let (metadata, path) = metadata;
            self.files = self.files.checked_sub(1).ok_or(DiskLimitError::TooMuch)?;
            if metadata.is_dir() {
                inner.push(path);
            } else {
                self.bytes = self
                    .bytes
                    .checked_sub(space(&metadata))
                    .ok_or(DiskLimitError::TooMuch)?;
            }
        }
        Ok(())
    }
}

/// Bytes that a file occupies on disk; a sparse file occupies less than its length.
#[cfg(unix)]
fn space(metadata: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.blocks() * 512
}

#[cfg(not(unix))]
fn space(metadata: &std::fs::Metadata) -> u64 {
    metadata.len()
}
