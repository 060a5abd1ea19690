//! The parts of an Office file, which is a ZIP archive of XML.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Refusal;

/// Maximum size of a part in bytes; a larger one is meant to exhaust the memory.
const PART: u64 = 512 << 20;

/// An open archive.
pub(crate) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::Unreadable)?;
        Ok(Self { zip })
    }

    /// Returns a part as text; `None` if there is no part of this name.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(why)) if why == ZipError::PASSWORD_REQUIRED => {
                return Err(Refusal::Locked);
            }
            Err(_) => return Err(Refusal::Unreadable),
        };
        let mut text = String::new();
        part.take(PART)
            .read_to_string(&mut text)
            .map_err(|_| Refusal::Unreadable)?;
        Ok(Some(text))
    }

    /// Returns the names of all parts.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().filter_map(Result::ok);
        names.map(Cow::into_owned).collect()
    }

    /// Returns the archive itself, to copy from.
    pub(crate) fn into_zip(self) -> ZipArchive<Cursor<&'a [u8]>> {
        self.zip
    }
}
