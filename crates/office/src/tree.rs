//! Archives as a tree: names and sizes of entries. Nothing is unpacked to the disk.

use std::io::{BufReader, Read, Seek};

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use tar::EntryType;
use zip::ZipArchive;

use crate::Refusal;

/// Maximum number of entries in the result.
pub const MAX_ENTRIES: usize = 10_000;
/// Maximum number of unpacked bytes of a compressed archive that are read to find its entries.
const MAX_UNPACKED_BYTES: u64 = 4 << 30;
/// Maximum length of a name; longer ones are cut.
const MAX_NAME_CHARS: usize = 1000;

/// The entries of an archive, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree {
    /// The entries, at most [`MAX_ENTRIES`].
    pub entries: Vec<Entry>,
    /// Total unpacked size in bytes of the files in the result.
    pub size: u64,
    /// True if entries were left out.
    pub truncated: bool,
}

/// A file or folder in an archive. Its name is hostile; invisible, direction-changing and control characters in it are
/// replaced by U+FFFD.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path as written, with `/` as separator; without a trailing one for a folder.
    pub path: String,
    /// Kind of the entry.
    pub kind: EntryKind,
    /// Unpacked size in bytes.
    pub size: u64,
    /// True if a password is needed.
    pub is_locked: bool,
    /// True if its path leads out of the folder in which it is unpacked.
    pub is_outside: bool,
}

/// Kind of an archive entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link or a device, which has no content of its own.
    Other,
}

impl Tree {
    fn push(&mut self, path: &str, kind: EntryKind, size: u64, is_locked: bool) {
        if self.entries.len() >= MAX_ENTRIES {
            self.truncated = true;
            return;
        }
        let size = if kind == EntryKind::File { size } else { 0 };
        self.size = self.size.saturating_add(size);
        let path = path.replace('\\', "/");
        let is_outside = path.starts_with('/')
            || path.split('/').any(|part| part == "..")
            || path.as_bytes().get(1) == Some(&b':');
        let parts = path
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".");
        let shown: String = parts
            .collect::<Vec<_>>()
            .join("/")
            .chars()
            .map(displayable)
            .take(MAX_NAME_CHARS)
            .collect();
        if !shown.is_empty() {
            self.entries.push(Entry {
                path: shown,
                kind,
                size,
                is_locked,
                is_outside,
            });
        }
    }

    /// Returns one line for each entry.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for entry in &self.entries {
            text.push_str(&match entry.kind {
                EntryKind::File => format!("{} ({})\n", entry.path, crate::size(entry.size)),
                EntryKind::Folder => format!("{}/\n", entry.path),
                EntryKind::Other => format!("{} (a link)\n", entry.path),
            });
        }
        if self.truncated {
            text.push_str(crate::LEFT_OUT);
        }
        text
    }
}

/// Returns a character in a form that is safe to display.
fn displayable(c: char) -> char {
    let is_turning = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if c.is_control() || is_turning {
        '\u{fffd}'
    } else {
        c
    }
}

/// Returns the entries of a `.zip` by its central directory.
pub(crate) fn of_zip(file: impl Read + Seek) -> Result<Tree, Refusal> {
    let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|_| Refusal::Unreadable)?;
    let mut found = Vec::new();
    for index in 0..zip.len().min(MAX_ENTRIES + 1) {
        let entry = zip.by_index_raw(index).map_err(|_| Refusal::Unreadable)?;
        let kind = match (entry.is_dir(), entry.is_symlink()) {
            (true, _) => EntryKind::Folder,
            (false, true) => EntryKind::Other,
            (false, false) => EntryKind::File,
        };
        let told = entry
            .name()
            .map(|name| name.into_owned())
            .unwrap_or_default();
        found.push((
            entry.name_raw().to_vec(),
            told,
            kind,
            entry.size(),
            entry.encrypted(),
        ));
    }
    let encoding = old_encoding(found.iter().map(|(raw, ..)| raw.as_slice()));
    let mut tree = Tree::default();
    for (raw, told, kind, size, is_locked) in found {
        let decoded = match (std::str::from_utf8(&raw), encoding) {
            (Ok(name), _) => name.to_owned(),
            (Err(_), Some(encoding)) => {
                encodings::decode_as(encoding, &raw, true).map_or(told, |decoded| decoded.text)
            }
            (Err(_), None) => told,
        };
        tree.push(&decoded, kind, size, is_locked);
    }
    Ok(tree)
}

/// Returns the encoding of names that are not UTF-8. The format specifies code page 437, but programs in Asia and
/// Russia write their own.
fn old_encoding<'a>(names: impl Iterator<Item = &'a [u8]>) -> Option<&'static str> {
    let old: Vec<&[u8]> = names
        .filter(|name| std::str::from_utf8(name).is_err())
        .collect();
    if old.iter().any(|name| has_japanese_backslash(name)) {
        return Some("Shift_JIS");
    }
    let found = encodings::decode(&old.join(&b'\n'), true)?.encoding;
    let is_written = matches!(
        found,
        "GBK"
            | "gb18030"
            | "Big5"
            | "Shift_JIS"
            | "EUC-JP"
            | "EUC-KR"
            | "IBM866"
            | "windows-1251"
            | "KOI8-U"
            | "KOI8-R"
    );
    is_written.then_some(found)
}

/// Returns true if a backslash in a name is the second byte of a Shift_JIS character, as in `表`: together with the
/// byte before it, and without ASCII before that, it forms a Kanji or Katakana.
fn has_japanese_backslash(name: &[u8]) -> bool {
    (1..name.len()).filter(|at| name[*at] == b'\\').any(|at| {
        let is_after_ascii = at > 1 && name[at - 2].is_ascii_alphanumeric();
        let letter = encodings::decode_as("Shift_JIS", &name[at - 1..=at], true);
        let letter = letter.and_then(|decoded| decoded.text.chars().next());
        !is_after_ascii
            && letter.is_some_and(|letter| matches!(letter, 'ァ'..='ヶ' | '\u{4e00}'..='\u{9fff}'))
            && encodings::decode_as("Shift_JIS", name, true)
                .is_some_and(|decoded| !decoded.text.contains('\u{fffd}'))
    })
}

/// Returns the entries of a `.tar`.
pub(crate) fn of_tar(file: impl Read + Seek) -> Result<Tree, Refusal> {
    let mut archive = tar::Archive::new(BufReader::new(file));
    let entries = archive
        .entries_with_seek()
        .map_err(|_| Refusal::Unreadable)?;
    tree_of(entries)
}

/// Returns the entries of a `.tar.gz`, which must be read through.
pub(crate) fn of_tar_gz(file: impl Read) -> Result<Tree, Refusal> {
    let unpacked = MultiGzDecoder::new(BufReader::new(file)).take(MAX_UNPACKED_BYTES);
    let mut archive = tar::Archive::new(unpacked);
    let entries = archive.entries().map_err(|_| Refusal::Unreadable)?;
    tree_of(entries)
}

fn tree_of<R: Read>(entries: tar::Entries<'_, R>) -> Result<Tree, Refusal> {
    let mut tree = Tree::default();
    for entry in entries {
        let Ok(entry) = entry else {
            // The entries so far are kept; the rest is damaged or too long.
            tree.truncated = true;
            break;
        };
        let kind = match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => EntryKind::File,
            EntryType::Directory => EntryKind::Folder,
            EntryType::XGlobalHeader => continue,
            _ => EntryKind::Other,
        };
        let raw = entry.path_bytes();
        let name = match encodings::decode(&raw, true) {
            Some(decoded) => decoded.text,
            None => String::from_utf8_lossy(&raw).into_owned(),
        };
        tree.push(&name, kind, entry.size(), false);
        if tree.truncated {
            break;
        }
    }
    match tree.entries.is_empty() && tree.truncated {
        true => Err(Refusal::Unreadable),
        false => Ok(tree),
    }
}
