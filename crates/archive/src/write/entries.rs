//! Writing the entries of an archive, with their hash and size.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use artifacts::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::ArchiveWriter;
use crate::error::{Error, Result};
use crate::format::{Entry, EntryName, LONGEST_DOCUMENT, LONGEST_LINE, LONGEST_MANIFEST};

/// A writer to the archive that computes size and hash.
pub(super) struct CountingWriter<'a> {
    into: &'a mut ZipWriter<BufWriter<NamedTempFile>>,
    hash: Sha256,
    size: u64,
}

impl Write for CountingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.into.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.into.flush()
    }
}

impl ArchiveWriter<'_> {
    /// Writes one entry, with the content that `fill` writes. `size` is its maximum size.
    pub(super) fn entry<T>(
        &mut self,
        place: &EntryName,
        method: CompressionMethod,
        large: bool,
        fill: impl FnOnce(&mut CountingWriter<'_>) -> Result<T>,
    ) -> Result<T> {
        self.begin(place, method, large)?;
        let mut counting = CountingWriter {
            into: &mut self.archive,
            hash: Sha256::new(),
            size: 0,
        };
        let filled = fill(&mut counting)?;
        let entry = Entry {
            size: counting.size,
            sha256: hex(&counting.hash.finalize()),
        };
        self.entries.insert(place.name(), entry);
        Ok(filled)
    }

    pub(super) fn begin(
        &mut self,
        place: &EntryName,
        method: CompressionMethod,
        large: bool,
    ) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o600)
            .large_file(large);
        self.archive
            .start_file(place.name(), options)
            .map_err(|error| Error::io("written", self.place, error.into()))
    }

    pub(super) fn document(&mut self, place: &EntryName, document: &impl Serialize) -> Result<()> {
        let at = self.place;
        self.entry(place, CompressionMethod::Deflated, false, |into| {
            let mut text = serde_json::to_vec_pretty(document)
                .map_err(|error| Error::io("written", at, error.into()))?;
            text.push(b'\n');
            let longest = match place {
                EntryName::Manifest => LONGEST_MANIFEST,
                _ => LONGEST_DOCUMENT,
            };
            fits(&text, longest, at)?;
            into.write_all(&text)
                .map_err(|error| Error::io("written", at, error))
        })
    }

    /// Removes the entry that was written last.
    pub(super) fn abort(&mut self, place: &EntryName) -> Result<()> {
        self.entries.remove(&place.name());
        self.archive
            .abort_file()
            .map_err(|error| Error::io("written", self.place, error.into()))
    }
}

/// Fails if a text is longer than an import would accept: better no archive than an unusable one.
fn fits(text: &[u8], longest: u64, at: &Path) -> Result<()> {
    if text.len() as u64 <= longest {
        return Ok(());
    }
    let why = "a record is longer than an archive can have";
    Err(Error::io("written", at, io::Error::other(why)))
}

/// Writes a record as one line.
pub(super) fn line(
    into: &mut CountingWriter<'_>,
    record: &impl Serialize,
    at: &Path,
) -> Result<()> {
    let mut line =
        serde_json::to_vec(record).map_err(|error| Error::io("written", at, error.into()))?;
    line.push(b'\n');
    fits(&line, LONGEST_LINE, at)?;
    into.write_all(&line)
        .map_err(|error| Error::io("written", at, error))
}
