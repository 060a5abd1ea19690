//! Access to an export: a `.json` file, or a `.zip` with several of them and with the files of the conversations.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::de::{Deserializer as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;
use zip::read::ZipArchive;

use crate::error::{Error, Result, Why};
use crate::format::{MOST_PACKED, UNSUSPECTED};
use crate::read::{bad, unread};
use crate::{Progress, Watch};

type Zip = ZipArchive<BufReader<File>>;

/// Maximum size of a conversation in bytes: parsed as JSON, it may take ten times as much memory.
const LONGEST_CONVERSATION: u64 = 256 << 20;
/// Maximum size of a document that is read once and kept in memory.
const AT_ONCE: u64 = 16 << 20;
/// Files of conversations up to this size may have any compression ratio.
const UNSUSPECTED_FILE: u64 = 8 << 20;
/// Maximum size of a conversation's file; larger ones are left out.
const LARGEST_FILE: u64 = 256 << 20;
/// Maximum number of documents.
const MOST_DOCUMENTS: usize = 100_000;

/// An export.
pub(super) struct Source {
    path: PathBuf,
    /// Empty for a `.json` file.
    files: Files,
    /// Total size of all documents, and of those already read.
    progress: Progress,
}

/// A document that may contain conversations.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// Index in the `.zip`.
    index: Option<usize>,
    /// Size in bytes.
    size: u64,
    /// Modification time of its file, in Unix milliseconds.
    pub(super) modified: Option<i64>,
    /// File name without folders and extension.
    pub(super) title: String,
    /// True if it must contain conversations; other documents need not.
    pub(super) is_certain: bool,
}

/// The files beside the conversations.
#[derive(Default)]
pub(super) struct Files {
    zip: Option<Zip>,
    /// File names without folders, and their indexes.
    names: BTreeMap<String, usize>,
}

/// A file that belongs to a conversation.
pub(super) struct AttachedFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let open = || File::open(path).map_err(|error| Error::io("read", path, error));
        let mut head = [0; 4];
        let read = open()?
            .read(&mut head)
            .map_err(|error| Error::io("read", path, error))?;
        let mut files = Files::default();
        if head[..read].starts_with(b"PK") {
            let mut zip =
                ZipArchive::new(BufReader::new(open()?)).map_err(|error| bad(path, error))?;
            if zip
                .has_overlapping_entries()
                .map_err(|error| bad(path, error))?
            {
                return Err(Error::refused_as(
                    Why::Packed,
                    "the export",
                    "its entries overlap",
                ));
            }
            for index in 0..zip.len() {
                if let Some(Ok(name)) = zip.name_for_index(index) {
                    files.names.insert(last(&name).to_owned(), index);
                }
            }
            files.zip = Some(zip);
        }
        Ok(Self {
            path: path.to_owned(),
            files,
            progress: Progress::default(),
        })
    }

    /// Returns the documents that may contain conversations, sorted by name.
    pub(super) fn documents(&mut self) -> Result<Vec<Document>> {
        let documents = self.all_documents()?;
        let sizes = documents.iter().map(|document| document.size);
        self.progress.total = sizes.fold(0, u64::saturating_add);
        Ok(documents)
    }

    fn all_documents(&mut self) -> Result<Vec<Document>> {
        let path = &self.path;
        let Some(zip) = &mut self.files.zip else {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let metadata = path
                .metadata()
                .map_err(|error| Error::io("read", path, error))?;
            let modified = metadata.modified().ok();
            let modified = modified.and_then(|at| jiff::Timestamp::try_from(at).ok());
            return Ok(vec![Document {
                index: None,
                size: metadata.len(),
                modified: modified.map(jiff::Timestamp::as_millisecond),
                title: title(&name),
                is_certain: true,
            }]);
        };
        let mut documents: Vec<(String, Document)> = Vec::new();
        for index in 0..zip.len() {
            let Some(Ok(name)) = zip
                .name_for_index(index)
                .map(|name| name.map(Cow::into_owned))
            else {
                continue;
            };
            let own = last(&name);
            // AI Studio prompts have no file extension.
            let may_be = own.ends_with(".json") || (!own.is_empty() && !own.contains('.'));
            if may_be && !name.ends_with('/') && documents.len() < MOST_DOCUMENTS {
                let Ok(entry) = zip.by_index_raw(index) else {
                    continue;
                };
                let document = Document {
                    index: Some(index),
                    size: entry.size(),
                    modified: entry.last_modified().and_then(modified),
                    title: title(own),
                    is_certain: own == "conversations.json",
                };
                documents.push((name.clone(), document));
            }
        }
        documents.sort_by(|one, other| one.0.cmp(&other.0));
        let documents = documents.into_iter().map(|(_, document)| document);
        Ok(documents.collect())
    }

    /// Passes each value of a document to `each`: the elements of an array, or the single value. First checks that all
    /// of it is JSON.
    ///
    /// # Errors
    /// [`Error::Unknown`], if it is not JSON and need not be; [`Error::Refused`], if it must be.
    pub(super) fn each(
        &mut self,
        document: &Document,
        watch: &dyn Watch,
        each: impl FnMut(&mut Files, Value) -> Result<()>,
    ) -> Result<()> {
        let read = self.read_through(document, watch, each);
        self.progress.done = self.progress.done.saturating_add(document.size);
        match read {
            Err(Error::Refused { .. }) if !document.is_certain => Err(Error::Unknown),
            read => read,
        }
    }

    fn read_through(
        &mut self,
        document: &Document,
        watch: &dyn Watch,
        mut each: impl FnMut(&mut Files, Value) -> Result<()>,
    ) -> Result<()> {
        let text = self.at_once(document)?;
        let (path, before, files) = (&self.path, self.progress, &mut self.files);
        let go_on = |read: u64, of: u64| {
            let share = u128::from(document.size) * u128::from(read) / u128::from(of.max(1));
            let done = u64::try_from(share).unwrap_or(document.size);
            let done = before.done.saturating_add(done);
            match watch.should_continue(Progress { done, ..before }) {
                true => Ok(()),
                false => Err(Error::Stopped),
            }
        };
        let mut total = 0_u64;
        read(path, document, text.as_deref(), &mut |_: IgnoredAny| {
            total += 1;
            go_on(0, 1)
        })?;
        let mut number = 0;
        read(path, document, text.as_deref(), &mut |value: Value| {
            go_on(number, total)?;
            number += 1;
            each(files, value)
        })?;
        go_on(1, 1)
    }

    /// Returns the whole content of a small document in a `.zip`; `None` for others.
    fn at_once(&mut self, document: &Document) -> Result<Option<Vec<u8>>> {
        let (Some(zip), Some(index)) = (&mut self.files.zip, document.index) else {
            return Ok(None);
        };
        if document.size > AT_ONCE {
            return Ok(None);
        }
        let entry = zip
            .by_index(index)
            .map_err(|error| bad(&self.path, error))?;
        let mut text = Vec::new();
        entry
            .take(AT_ONCE)
            .read_to_end(&mut text)
            .map_err(|error| unread(&document.title, error))?;
        Ok(Some(text))
    }
}

impl Files {
    /// Returns the file of this name, or whose name begins with it.
    pub(super) fn find(&mut self, pointer: &str) -> Option<AttachedFile> {
        let pointer = last(pointer);
        if pointer.is_empty() {
            return None;
        }
        let begins = |(name, _): &(&String, &usize)| {
            // `file-abc` matches `file-abc.png` and `file-abc-photo.png`, but not `file-abcd.png`.
            name.strip_prefix(pointer)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        };
        let (name, index) = self
            .names
            .range(pointer.to_owned()..)
            .take_while(|(name, _)| name.starts_with(pointer))
            .find(begins)
            .map(|(name, index)| (name.clone(), *index))?;
        let mut entry = self.zip.as_mut()?.by_index(index).ok()?;
        let packed = entry.compressed_size().max(1);
        let is_bomb = entry.size() > UNSUSPECTED_FILE && entry.size() / packed > MOST_PACKED;
        if entry.size() > LARGEST_FILE || is_bomb {
            return None;
        }
        let mut bytes = Vec::new();
        (&mut entry)
            .take(LARGEST_FILE)
            .read_to_end(&mut bytes)
            .ok()?;
        Some(AttachedFile { name, bytes })
    }
}

/// Deserialises a document value by value, from `text` or else from its file.
fn read<T: serde::de::DeserializeOwned>(
    path: &Path,
    document: &Document,
    text: Option<&[u8]>,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    if let Some(text) = text {
        return values(&document.title, text, LONGEST_CONVERSATION, each);
    }
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let file = BufReader::new(file);
    let Some(index) = document.index else {
        return values(&document.title, file, LONGEST_CONVERSATION, each);
    };
    let mut zip = ZipArchive::new(file).map_err(|error| bad(path, error))?;
    let entry = zip.by_index(index).map_err(|error| bad(path, error))?;
    if entry.size() > UNSUSPECTED && entry.size() / entry.compressed_size().max(1) > MOST_PACKED {
        return Err(Error::refused_as(
            Why::Packed,
            &*document.title,
            "it is packed to fill a disk",
        ));
    }
    let size = entry.size();
    let from = BufReader::new(entry.take(size));
    values(&document.title, from, LONGEST_CONVERSATION, each)
}

fn values<T: serde::de::DeserializeOwned>(
    title: &str,
    mut from: impl BufRead,
    longest: u64,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    let refused = |reason: String| Error::refused(title, reason);
    let is_array = begins_with(&mut from, b'[').map_err(|error| refused(error.to_string()))?;
    let mut failed = None;
    let left = Cell::new(longest);
    let mut each = |value: T| {
        left.set(longest);
        each(value)
    };
    let from = LimitedReader { from, left: &left };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(from));
    let read = match is_array {
        true => json.deserialize_seq(ElementVisitor {
            each: &mut each,
            failed: &mut failed,
            of: std::marker::PhantomData,
        }),
        false => T::deserialize(&mut json).map(|value| failed = each(value).err()),
    };
    if let Some(error) = failed {
        return Err(error);
    }
    read.and_then(|()| json.end())
        .map_err(|error| refused(format!("it cannot be read: {error}")))
}

/// Returns true if the first character, after white space and a byte order mark, is `sign`.
fn begins_with(from: &mut impl BufRead, sign: u8) -> io::Result<bool> {
    loop {
        let Some(first) = from.fill_buf()?.first().copied() else {
            return Ok(false);
        };
        match first {
            b' ' | b'\n' | b'\r' | b'\t' | 0xEF | 0xBB | 0xBF => from.consume(1),
            first => return Ok(first == sign),
        }
    }
}

/// A reader that fails after a number of bytes.
struct LimitedReader<'a, R> {
    from: R,
    left: &'a Cell<u64>,
}

impl<R: Read> Read for LimitedReader<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        let left = self.left.get().checked_sub(read as u64);
        self.left.set(left.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidData, "a conversation is too long")
        })?);
        Ok(read)
    }
}

/// Deserialises the elements of an array one by one.
struct ElementVisitor<'a, T> {
    each: &'a mut dyn FnMut(T) -> Result<()>,
    failed: &'a mut Option<Error>,
    of: std::marker::PhantomData<T>,
}

impl<'de, T: serde::Deserialize<'de>> Visitor<'de> for ElementVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of conversations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element()? {
            if let Err(error) = (self.each)(value) {
                *self.failed = Some(error);
                // The actual error is kept in `failed`.
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// Returns a file name without its folders.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// Converts a zip timestamp, which has no time zone, to Unix milliseconds.
fn modified(at: zip::DateTime) -> Option<i64> {
    // The default value means that there is none.
    if at == zip::DateTime::default() {
        return None;
    }
    let small = |number: u8| i8::try_from(number).ok();
    let (year, month, day) = (
        i16::try_from(at.year()).ok()?,
        small(at.month())?,
        small(at.day())?,
    );
    let (hour, minute, second) = (small(at.hour())?, small(at.minute())?, small(at.second())?);
    let at = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let zoned = at.to_zoned_datetime(jiff::tz::TimeZone::system()).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

/// Converts a file name to a title.
fn title(name: &str) -> String {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    stem.chars().filter(|c| !c.is_control()).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_is_read_up_to_a_length_and_a_list_of_them_without_end() {
        let element = |length: usize| format!("\"{}\"", "a".repeat(length));
        let read = |text: &str| {
            let mut number = 0;
            values("a list", text.as_bytes(), 100_000, &mut |_: Value| {
                number += 1;
                Ok(())
            })
            .map(|()| number)
        };
        let short = element(60_000);
        let many = format!("[{}]", [short.as_str(); 5].join(","));
        assert_eq!(read(&many).unwrap(), 5);
        for long in [element(150_000), format!("[{short},{}]", element(150_000))] {
            let error = read(&long).unwrap_err().to_string();
            assert!(error.contains("a conversation is too long"), "{error}");
        }
    }
}
