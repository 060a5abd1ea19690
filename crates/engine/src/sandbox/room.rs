//! Whether the files of a workspace fit into what they may take.

use std::io;
use std::path::{Path, PathBuf};

/// Why they do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// They are too many, or too large together.
    TooMuch,
    /// A folder does not let itself be looked into, so whatever is in it is not counted.
    Hidden,
}

/// Room that a folder's content takes up until nothing is left.
#[derive(Debug)]
pub(super) struct Room {
    /// On the disk.
    pub(super) bytes: u64,
    /// Files and folders.
    pub(super) files: u64,
}

impl Room {
    /// Takes up the room of everything in a folder.
    pub(super) fn take(&mut self, folder: &Path) -> Result<(), Misfit> {
        // No recursion: a program can nest folders deeper than a stack is.
        let mut waiting = vec![folder.to_owned()];
        while let Some(folder) = waiting.pop() {
            self.take_one(&folder, &mut waiting)?;
        }
        Ok(())
    }

    /// Takes up the room of what lies in a folder, and notes the folders among it.
    fn take_one(&mut self, folder: &Path, inner: &mut Vec<PathBuf>) -> Result<(), Misfit> {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            // What vanishes while it is counted takes no room.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(_) => return Err(Misfit::Hidden),
        };
        for entry in entries {
            let metadata = match entry.and_then(|entry| Ok((entry.metadata()?, entry.path()))) {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(_) => return Err(Misfit::Hidden),
            };
            let (metadata, path) = metadata;
            self.files = self.files.checked_sub(1).ok_or(Misfit::TooMuch)?;
            if metadata.is_dir() {
                inner.push(path);
            } else {
                self.bytes = self
                    .bytes
                    .checked_sub(space(&metadata))
                    .ok_or(Misfit::TooMuch)?;
            }
        }
        Ok(())
    }
}

/// What a file takes on the disk; a sparse one takes less than its length.
#[cfg(unix)]
fn space(metadata: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.blocks() * 512
}

#[cfg(not(unix))]
fn space(metadata: &std::fs::Metadata) -> u64 {
    metadata.len()
}
