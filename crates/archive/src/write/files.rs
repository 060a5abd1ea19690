//! Writing the bytes of files, which are read and hashed on a separate thread.

use std::io::Write as _;
use std::path::Path;

use artifacts::Store;
use zip::CompressionMethod;

use super::ArchiveWriter;
use crate::error::{Error, Result};
use crate::files::{FileChannels, FileMessage};
use crate::format::{Entry, EntryName};

impl ArchiveWriter<'_> {
    /// Writes the bytes of files. Missing or changed ones are recorded as missing.
    pub(super) fn files(&mut self, store: &Store, files: Vec<String>) -> Result<()> {
        let FileChannels {
            reader,
            pieces,
            done_with,
        } = FileChannels::new();
        std::thread::scope(|threads| {
            threads.spawn(move || reader.read(store, files));
            let mut open = None;
            for piece in pieces {
                match piece {
                    FileMessage::Begin { sha256, size } => {
                        let large = size >= u64::from(u32::MAX);
                        self.begin(&file(&sha256), CompressionMethod::Stored, large)?;
                        open = Some((sha256, 0));
                    }
                    FileMessage::Bytes(bytes, length) => {
                        self.archive
                            .write_all(&bytes[..length])
                            .map_err(|error| Error::io("written", self.place, error))?;
                        if let Some((_, size)) = &mut open {
                            *size += length as u64;
                        }
                        self.advance(length as u64)?;
                        // At the end there is no receiver any more.
                        let _ = done_with.send(bytes);
                    }
                    FileMessage::End { is_whole } => {
                        if let Some((sha256, size)) = open.take() {
                            self.end(sha256, size, is_whole)?;
                        }
                    }
                    FileMessage::Missing(sha256) => self.missing.push(sha256),
                    FileMessage::Failed { sha256, error } => {
                        return Err(Error::io("read", Path::new(&sha256), error));
                    }
                }
            }
            Ok(())
        })
    }

    /// Finishes a file's entry.
    fn end(&mut self, sha256: String, size: u64, is_whole: bool) -> Result<()> {
        if is_whole {
            self.counts.files += 1;
            let name = file(&sha256).name();
            self.entries.insert(name, Entry { size, sha256 });
            return self.advance(0);
        }
        tracing::warn!(
            sha256,
            "a kept file is not what it was, and not in the archive"
        );
        self.abort(&file(&sha256))?;
        self.missing.push(sha256);
        self.advance(0)
    }
}

/// Returns the total size of the stored files among `files`.
pub(super) fn bytes_of(store: &Store, files: &[String]) -> u64 {
    let sizes = files.iter().filter_map(|sha256| {
        let metadata = store.path(sha256).ok()?.metadata().ok()?;
        Some(metadata.len())
    });
    sizes.sum()
}

fn file(sha256: &str) -> EntryName {
    EntryName::File(sha256.to_owned())
}
