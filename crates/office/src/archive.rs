//! The parts of an Office file, which is a ZIP archive of XML.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use zip::ZipArchive;
use zip::result::{ZipError, ZipResult};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::Refusal;

/// Maximum size of a part in bytes; a larger one is meant to exhaust the memory.
const MAX_PART_BYTES: u64 = 512 << 20;

/// An open archive.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
        Ok(Self { zip })
    }

    /// Returns a part as text, in whatever encoding it is; `None` if there is no part of this name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.text_within(name, MAX_PART_BYTES)
    }

    /// Like [`Archive::text`], for at most the first `limit` bytes of the part.
    pub(crate) fn text_within(
        &mut self,
        name: &str,
        limit: u64,
    ) -> Result<Option<String>, Refusal> {
        let Some(bytes) = self.bytes_within(name, limit)? else {
            return Ok(None);
        };
        // XML may be UTF-16, and pages of old books are in older encodings.
        let text = match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => text,
            Ok(text) => decoded(text.as_bytes())?,
            Err(error) => decoded(error.as_bytes())?,
        };
        Ok(Some(text))
    }

    /// Returns the bytes of a part; `None` if there is no part of this name.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.bytes_within(name, MAX_PART_BYTES)
    }

    fn bytes_within(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Refusal::Locked);
            }
            Err(_) => return Err(Refusal::Unreadable),
        };
        let mut bytes = Vec::new();
        part.take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| Refusal::Unreadable)?;
        Ok(Some(bytes))
    }

    /// Returns the names of all parts, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        names.map(Cow::into_owned).collect()
    }

    /// Returns a copy of the archive in which `change_of` has replaced or removed parts.
    pub(crate) fn copy_with(
        mut self,
        mut change_of: impl FnMut(&mut Self, &str) -> PartChange,
    ) -> Result<Vec<u8>, Refusal> {
        let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
        let mut copy_all = || -> ZipResult<()> {
            for index in 0..self.zip.len() {
                let name = self.zip.by_index_raw(index)?.name()?.into_owned();
                match change_of(&mut self, &name) {
                    PartChange::Keep => copy.raw_copy_file(self.zip.by_index_raw(index)?)?,
                    PartChange::Replace(name, text) => {
                        copy.start_file(name, SimpleFileOptions::default())?;
                        copy.write_all(text.as_bytes())?;
                    }
                    PartChange::ReplaceBytes(name, bytes) => {
                        copy.start_file(name, SimpleFileOptions::default())?;
                        copy.write_all(&bytes)?;
                    }
                    PartChange::Remove => {}
                }
            }
            Ok(())
        };
        copy_all().map_err(|_| Refusal::Unreadable)?;
        let bytes = copy.finish().map_err(|_| Refusal::Unreadable)?;
        Ok(bytes.into_inner())
    }
}

/// A part in a copy of an archive.
pub(crate) enum PartChange {
    /// Unchanged.
    Keep,
    /// Replaced by one with this name and this text.
    Replace(String, String),
    /// Replaced by one with this name and these bytes.
    ReplaceBytes(String, Vec<u8>),
    /// Removed.
    Remove,
}

fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let decoded = encodings::decode(bytes, true).ok_or(Refusal::Unreadable)?;
    Ok(decoded.text)
}
