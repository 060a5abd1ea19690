//! Writing an archive: to a `.part` file in the target folder, renamed when complete.

mod conversation;
mod entries;
mod files;
mod rest;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{BufWriter, Seek};
use std::path::Path;

use artifacts::Store;
use ledger::Ledger;
use serde_json::Value;
use tempfile::NamedTempFile;
use zip::write::ZipWriter;

use crate::error::{Error, Result};
use crate::files::PIECE;
use crate::format::{Counts, Entry, EntryName, FORMAT, KIND, Manifest};
use crate::records::files_of;
use crate::{Program, Progress, Watch};

use conversation::CONVERSATION;
use files::bytes_of;

/// Prefix and suffix of the name of an unfinished archive.
const PART: (&str, &str) = (".errand-", ".part");

/// Returns true if a file of this name may be an unfinished archive.
#[must_use]
pub fn is_part(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(PART.0.as_bytes()) && name.ends_with(PART.1.as_bytes())
}

/// Metadata of the archive to write.
#[derive(Debug, Clone)]
pub struct About {
    /// Name and version of the writing program.
    pub made_by: String,
    /// The current time, in Unix milliseconds.
    pub at: i64,
}

/// Result of writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportSummary {
    /// Number of items of each kind.
    pub counts: Counts,
    /// Number of files that are referenced, but missing or altered here.
    pub missing: u64,
    /// Size of the archive in bytes.
    pub size: u64,
}

/// Writes everything to `place`, replacing an existing file. The file is replaced atomically, each conversation is a
/// consistent snapshot, and other users of the ledger are not blocked. Blocks.
///
/// # Errors
/// [`Error::Stopped`], and errors of the ledger and the disk. `place` is then unchanged.
pub fn write(
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
    about: &About,
    place: &Path,
    watch: &dyn Watch,
) -> Result<ExportSummary> {
    let failed = |error| Error::io("written", place, error);
    let folder = place.parent().unwrap_or(Path::new("."));
    let part = tempfile::Builder::new()
        .prefix(PART.0)
        .suffix(PART.1)
        .tempfile_in(folder)
        .map_err(failed)?;
    let size = bytes_of(store, &ledger.files_to_keep()?);
    let mut writing = ArchiveWriter {
        archive: ZipWriter::new(BufWriter::with_capacity(PIECE, part)),
        place,
        entries: BTreeMap::new(),
        counts: Counts::default(),
        named: BTreeSet::new(),
        missing: Vec::new(),
        watch,
        progress: Progress {
            done: 0,
            total: size + ledger.conversation_count()? * CONVERSATION,
        },
    };
    writing.conversations(ledger, program)?;
    writing.write_rest(ledger, program)?;
    // The files that the written records refer to, not those that the ledger refers to now: files come and go
    // meanwhile.
    let files: Vec<String> = std::mem::take(&mut writing.named).into_iter().collect();
    writing.progress.total = writing.progress.done + bytes_of(store, &files);
    writing.files(store, files)?;
    writing.finish(about)
}

struct ArchiveWriter<'a> {
    archive: ZipWriter<BufWriter<NamedTempFile>>,
    place: &'a Path,
    entries: BTreeMap<String, Entry>,
    counts: Counts,
    /// The files that something in the archive refers to.
    named: BTreeSet<String>,
    missing: Vec<String>,
    watch: &'a dyn Watch,
    progress: Progress,
}

impl ArchiveWriter<'_> {
    fn advance(&mut self, done: u64) -> Result<()> {
        self.progress.done += done;
        match self.watch.should_continue(self.progress) {
            true => Ok(()),
            false => Err(Error::Stopped),
        }
    }

    fn finish(mut self, about: &About) -> Result<ExportSummary> {
        let failed = |error| Error::io("written", self.place, error);
        let made_at = jiff::Timestamp::from_millisecond(about.at).unwrap_or_default();
        let manifest = Manifest {
            kind: KIND.to_owned(),
            format: FORMAT,
            made_by: about.made_by.clone(),
            made_at: made_at.to_string(),
            counts: self.counts,
            missing: std::mem::take(&mut self.missing),
            entries: std::mem::take(&mut self.entries),
        };
        self.document(&EntryName::Manifest, &manifest)?;
        let mut written = self
            .archive
            .finish()
            .map_err(|error| failed(error.into()))?;
        // Data of an aborted entry may remain after the end.
        let size = written.stream_position().map_err(failed)?;
        let part = written
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        part.as_file().set_len(size).map_err(failed)?;
        part.as_file().sync_all().map_err(failed)?;
        part.persist(self.place)
            .map_err(|error| failed(error.error))?;
        Ok(ExportSummary {
            counts: manifest.counts,
            missing: manifest.missing.len() as u64,
            size,
        })
    }
}

/// Adds the files in an array of attachments.
fn name_all(named: &mut BTreeSet<String>, attachments: &Value) {
    // Attachments that are not an array of files refer to none.
    named.extend(files_of(attachments).unwrap_or_default());
}
