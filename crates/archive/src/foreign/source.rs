//! Where an export lies: a `.json` file, or a `.zip` with several and with the files of the conversations.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::de::{Deserializer as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;
use zip::read::ZipArchive;

use crate::error::{Error, Result};
use crate::format::{MOST_PACKED, UNSUSPECTED};
use crate::read::bad;
use crate::{Progress, Watch};

type Zip = ZipArchive<BufReader<File>>;

/// A larger file of a conversation is left out.
const LARGEST_FILE: u64 = 256 << 20;
/// More documents are none of a person's own.
const MOST_DOCUMENTS: usize = 100_000;

/// An export.
pub(super) struct Source {
    path: PathBuf,
    /// Nothing for a `.json` file.
    files: Files,
}

/// A document of conversations.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// Its place in the `.zip`.
    index: Option<usize>,
    /// Its name without folders and ending.
    pub(super) title: String,
    /// It is to have conversations; others may have none.
    pub(super) is_certain: bool,
}

/// The files that lie beside the conversations.
#[derive(Default)]
pub(super) struct Files {
    zip: Option<Zip>,
    /// Names without folders, and their places.
    names: BTreeMap<String, usize>,
}

/// A file of a conversation.
pub(super) struct Found {
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
            let zip = ZipArchive::new(BufReader::new(open()?)).map_err(|error| bad(path, error))?;
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
        })
    }

    /// What may have conversations, in the order of the names.
    pub(super) fn documents(&mut self) -> Vec<Document> {
        let Some(zip) = &self.files.zip else {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy();
            return vec![Document {
                index: None,
                title: title(&name),
                is_certain: true,
            }];
        };
        let mut documents: Vec<(String, Document)> = Vec::new();
        for index in 0..zip.len() {
            let Some(Ok(name)) = zip.name_for_index(index) else {
                continue;
            };
            let own = last(&name);
            // Prompts of AI Studio have no ending.
            let may_be = own.ends_with(".json") || (!own.is_empty() && !own.contains('.'));
            if may_be && !name.ends_with('/') && documents.len() < MOST_DOCUMENTS {
                let document = Document {
                    index: Some(index),
                    title: title(own),
                    is_certain: own == "conversations.json",
                };
                documents.push((name.clone().into_owned(), document));
            }
        }
        documents.sort_by(|one, other| one.0.cmp(&other.0));
        documents
            .into_iter()
            .map(|(_, document)| document)
            .collect()
    }

    /// Gives each value of a document to `each`: the elements of an array, or the only one. All of it is seen to be JSON
    /// first.
    ///
    /// # Errors
    /// [`Error::Unknown`], when it is no JSON and need not be; [`Error::Refused`], when it should be.
    pub(super) fn each(
        &mut self,
        document: &Document,
        watch: &dyn Watch,
        mut each: impl FnMut(&mut Files, Value) -> Result<()>,
    ) -> Result<()> {
        let mut total = 0_u64;
        let counted = read(&self.path, document, &mut |_: IgnoredAny| {
            total += 1;
            Ok(())
        });
        if let Err(error) = counted {
            return Err(match error {
                Error::Refused { .. } if !document.is_certain => Error::Unknown,
                error => error,
            });
        }
        let (files, mut done) = (&mut self.files, 0);
        read(&self.path, document, &mut |value: Value| {
            if !watch.goes_on(Progress { done, total }) {
                return Err(Error::Stopped);
            }
            done += 1;
            each(files, value)
        })
    }
}

impl Files {
    /// The file of this name, or whose name begins with it.
    pub(super) fn find(&mut self, pointer: &str) -> Option<Found> {
        let pointer = last(pointer);
        if pointer.is_empty() {
            return None;
        }
        let begins = |(name, _): &(&String, &usize)| {
            // `file-abc` is `file-abc.png` and `file-abc-photo.png`, and not `file-abcd.png`.
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
        if entry.size() > LARGEST_FILE {
            return None;
        }
        let mut bytes = Vec::new();
        (&mut entry)
            .take(LARGEST_FILE)
            .read_to_end(&mut bytes)
            .ok()?;
        Some(Found { name, bytes })
    }
}

/// Reads a document value by value.
fn read<T: serde::de::DeserializeOwned>(
    path: &Path,
    document: &Document,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let file = BufReader::new(file);
    let Some(index) = document.index else {
        return values(&document.title, file, each);
    };
    let mut zip = ZipArchive::new(file).map_err(|error| bad(path, error))?;
    let entry = zip.by_index(index).map_err(|error| bad(path, error))?;
    if entry.size() > UNSUSPECTED && entry.size() / entry.compressed_size().max(1) > MOST_PACKED {
        return Err(Error::refused(
            &*document.title,
            "it is packed to fill a disk",
        ));
    }
    let size = entry.size();
    values(&document.title, BufReader::new(entry.take(size)), each)
}

fn values<T: serde::de::DeserializeOwned>(
    title: &str,
    mut from: impl BufRead,
    each: &mut dyn FnMut(T) -> Result<()>,
) -> Result<()> {
    let refused = |reason: String| Error::refused(title, reason);
    let is_array = begins_with(&mut from, b'[').map_err(|error| refused(error.to_string()))?;
    let mut failed = None;
    let mut json = serde_json::Deserializer::from_reader(from);
    let read = match is_array {
        true => json.deserialize_seq(Each {
            each,
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

/// Whether the first sign is this one. White space and a byte order mark before it are passed over.
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

/// Takes the elements of an array one by one.
struct Each<'a, T> {
    each: &'a mut dyn FnMut(T) -> Result<()>,
    failed: &'a mut Option<Error>,
    of: std::marker::PhantomData<T>,
}

impl<'de, T: serde::Deserialize<'de>> Visitor<'de> for Each<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of conversations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(value) = seq.next_element()? {
            if let Err(error) = (self.each)(value) {
                *self.failed = Some(error);
                // What is told is the error that is kept.
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

/// A name without its folders.
fn last(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or_default()
}

/// A name as a title.
fn title(name: &str) -> String {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    stem.chars().filter(|c| !c.is_control()).take(200).collect()
}
