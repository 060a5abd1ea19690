//! An open archive: names and sizes are verified, the content is not verified yet.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use artifacts::hex;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use zip::read::{ZipArchive, ZipFile};
use zip::{CompressionMethod, result::ZipError};

use crate::error::{Error, Result, Why};
use crate::format::{
    Entry, EntryName, FORMAT, KIND, LONGEST_DOCUMENT, LONGEST_LINE, LONGEST_MANIFEST, MANIFEST,
    MOST_PACKED, Manifest, UNSUSPECTED,
};

type Zip = ZipArchive<BufReader<File>>;

/// An archive of Errand.
pub(crate) struct Archive {
    path: PathBuf,
    zip: Zip,
    manifest: Manifest,
    /// All entries except the manifest, sorted by name.
    entry_names: BTreeMap<String, EntryName>,
}

impl Archive {
    /// Opens an archive and checks its manifest.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let read = |error| Error::io("read", path, error);
        let file = File::open(path).map_err(read)?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| bad(path, error))?;
        let manifest = manifest(path, &mut zip)?;
        if zip.has_duplicate_names() {
            return Err(Error::refused("the archive", "a name is in it twice"));
        }
        if zip
            .has_overlapping_entries()
            .map_err(|error| bad(path, error))?
        {
            return Err(Error::refused_as(
                Why::Packed,
                "the archive",
                "its entries overlap",
            ));
        }
        let mut entry_names = BTreeMap::new();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| bad(path, error))?;
            let name = entry.name().map_err(|error| bad(path, error))?.into_owned();
            let entry_name = EntryName::parse(&name).ok_or_else(|| {
                Error::refused_as(
                    Why::Foreign,
                    displayable(&name),
                    "nothing of that name belongs here",
                )
            })?;
            if entry_name == EntryName::Manifest {
                continue;
            }
            let listed = manifest.entries.get(&name).ok_or_else(|| {
                Error::refused(displayable(&name), "its manifest does not name it")
            })?;
            check_entry(&name, &entry_name, listed, &entry)?;
            entry_names.insert(name, entry_name);
        }
        if let Some(name) = manifest
            .entries
            .keys()
            .find(|it| !entry_names.contains_key(*it))
        {
            return Err(Error::refused_as(
                Why::Missing,
                displayable(name),
                "it is not there",
            ));
        }
        Ok(Self {
            path: path.to_owned(),
            zip,
            manifest,
            entry_names,
        })
    }

    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns all entries, sorted by name.
    pub(crate) fn entry_names(&self) -> Vec<EntryName> {
        self.entry_names.values().cloned().collect()
    }

    pub(crate) fn has(&self, entry_name: &EntryName) -> bool {
        self.entry_names.contains_key(&entry_name.name())
    }

    /// Returns the size of an entry according to the manifest.
    pub(crate) fn size(&self, entry_name: &EntryName) -> u64 {
        self.manifest
            .entries
            .get(&entry_name.name())
            .map_or(0, |entry| entry.size)
    }

    /// Opens an entry; its content is verified when it ends.
    pub(crate) fn entry(&mut self, entry_name: &EntryName) -> Result<Checked<'_>> {
        let name = entry_name.name();
        let path = &self.path;
        let Some(listed) = self.manifest.entries.get(&name).cloned() else {
            return Err(Error::refused(name, "it is not there"));
        };
        let file = self.zip.by_name(&name).map_err(|error| bad(path, error))?;
        Ok(Checked {
            file,
            name,
            listed,
            hash: Sha256::new(),
            read: 0,
        })
    }

    /// Reads a JSON document.
    pub(crate) fn document<T: DeserializeOwned>(&mut self, entry_name: &EntryName) -> Result<T> {
        let name = entry_name.name();
        let mut entry = self.entry(entry_name)?;
        if entry.listed.size > LONGEST_DOCUMENT {
            return Err(Error::refused(name, "it is too long"));
        }
        let mut text = Vec::new();
        entry
            .read_to_end(&mut text)
            .map_err(|error| unread(&name, error))?;
        serde_json::from_slice(&text)
            .map_err(|error| Error::refused(name, format!("it cannot be read: {error}")))
    }

    /// Parses every line of an entry and passes it to `each`. The content is verified at the end, so this may fail
    /// after all lines were passed.
    pub(crate) fn lines<T: DeserializeOwned>(
        &mut self,
        entry_name: &EntryName,
        mut each: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        let name = entry_name.name();
        let mut lines = BufReader::with_capacity(64 << 10, self.entry(entry_name)?);
        let (mut line, mut number) = (Vec::new(), 0_u64);
        loop {
            line.clear();
            number += 1;
            let read = (&mut lines)
                .take(LONGEST_LINE)
                .read_until(b'\n', &mut line)
                .map_err(|error| unread(&name, error))?;
            if read == 0 {
                return Ok(());
            }
            if line.last() != Some(&b'\n') {
                return Err(Error::refused(name, format!("line {number} does not end")));
            }
            let record = serde_json::from_slice(&line).map_err(|error| {
                Error::refused(&*name, format!("line {number} cannot be read: {error}"))
            })?;
            each(record)?;
        }
    }
}

/// The content of an entry, whose length and hash are verified while reading.
pub(crate) struct Checked<'a> {
    file: ZipFile<'a, BufReader<File>>,
    name: String,
    listed: Entry,
    hash: Sha256,
    read: u64,
}

impl Read for Checked<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        let read = self.file.read(into)?;
        self.read += read as u64;
        let wrong = |why| Err(io::Error::new(io::ErrorKind::InvalidData, why));
        if self.read > self.listed.size {
            return wrong("it is longer than it says");
        }
        self.hash.update(&into[..read]);
        if read == 0 {
            if self.read < self.listed.size {
                return wrong("it is shorter than it says");
            }
            if hex(&self.hash.clone().finalize()) != self.listed.sha256 {
                return wrong("its bytes are not those that were written");
            }
        }
        Ok(read)
    }
}

impl Checked<'_> {
    /// Reads to the end without keeping anything, calling `told` after each piece.
    pub(crate) fn check(mut self, mut told: impl FnMut(u64) -> Result<()>) -> Result<()> {
        let mut piece = vec![0; 1 << 20];
        loop {
            let read = self.read(&mut piece);
            match read.map_err(|error| unread(&self.name, error))? {
                0 => return Ok(()),
                read => told(read as u64)?,
            }
        }
    }
}

/// Checks an entry against the zip directory.
fn check_entry<R: Read + ?Sized>(
    name: &str,
    entry_name: &EntryName,
    listed: &Entry,
    entry: &ZipFile<'_, R>,
) -> Result<()> {
    let refused_as = |why, reason: &str| Err(Error::refused_as(why, displayable(name), reason));
    let refused = |reason: &str| refused_as(Why::Damaged, reason);
    if entry.encrypted() {
        return refused_as(Why::Locked, "it is locked with a password");
    }
    if entry.size() != listed.size {
        return refused("it is not as long as it says");
    }
    match (entry_name, entry.compression()) {
        (EntryName::File(sha256), CompressionMethod::Stored) => {
            if listed.sha256 != *sha256 {
                return refused("its name is not its hash");
            }
        }
        // Stored data cannot be larger than the archive.
        (EntryName::File(_), _) => return refused("it is packed, and files are not"),
        (_, CompressionMethod::Stored | CompressionMethod::Deflated) => {}
        _ => return refused("it is packed in a way that no archive is"),
    }
    let packed = entry.compressed_size().max(1);
    if listed.size > UNSUSPECTED && listed.size / packed > MOST_PACKED {
        return refused_as(Why::Packed, "it is packed to fill a disk");
    }
    Ok(())
}

fn manifest(path: &Path, zip: &mut Zip) -> Result<Manifest> {
    let entry = match zip.by_name(MANIFEST) {
        Ok(entry) => entry,
        Err(ZipError::FileNotFound) => return Err(Error::Unknown),
        Err(error) => return Err(bad(path, error)),
    };
    let mut text = Vec::new();
    entry
        .take(LONGEST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(|error| unread(MANIFEST, error))?;
    // First the fields common to all formats.
    let said: ManifestHeader = serde_json::from_slice(&text).map_err(|_| Error::Unknown)?;
    if said.kind != KIND {
        return Err(Error::Unknown);
    }
    match said.format {
        Some(1..=FORMAT) => {}
        Some(found) if found > FORMAT => {
            return Err(Error::Newer {
                found,
                known: FORMAT,
            });
        }
        _ => return Err(Error::refused(MANIFEST, "it names no format")),
    }
    serde_json::from_slice(&text)
        .map_err(|error| Error::refused(MANIFEST, format!("it cannot be read: {error}")))
}

/// The fields that the manifests of all formats have; other fields are ignored.
#[derive(serde::Deserialize)]
struct ManifestHeader {
    kind: String,
    #[serde(default)]
    format: Option<u64>,
}

/// Returns true if a file is an Errand archive, even a damaged one.
pub(crate) fn is_archive(path: &Path) -> Result<bool> {
    let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
    let Ok(mut zip) = ZipArchive::new(BufReader::new(file)) else {
        return Ok(false);
    };
    match manifest(path, &mut zip) {
        Err(Error::Unknown) => Ok(false),
        _ => Ok(true),
    }
}

/// Converts a read error: it is the archive's fault, unless the operating system reports a disk error.
pub(crate) fn unread(name: &str, error: io::Error) -> Error {
    if error.raw_os_error().is_some() {
        return Error::io("read", Path::new(name), error);
    }
    Error::refused(displayable(name), error.to_string())
}

pub(crate) fn bad(path: &Path, error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Error::io("read", path, error)
        }
        error => Error::refused("the archive", error.to_string()),
    }
}

/// Returns a name from an archive in a form that is safe to display.
fn displayable(name: &str) -> String {
    let mut shown: String = name
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .take(120)
        .collect();
    if shown.is_empty() {
        shown.push_str("an entry");
    }
    shown
}
