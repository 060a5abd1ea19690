//! Writing an archive: as a `.part` beside its place, under its name when it is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::{self, BufWriter, Seek, Write};
use std::ops::ControlFlow;
use std::path::Path;

use artifacts::{Store, hex};
use ledger::{ConversationId, Ledger, Record, WholeSpent};
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::error::{Error, Result};
use crate::files::{PIECE, Piece, Road};
use crate::format::{
    Agent, Counts, ENCODING, Entry, FORMAT, KIND, LONGEST_DOCUMENT, LONGEST_ENCODING, LONGEST_LINE,
    LONGEST_MANIFEST, Manifest, Place, SETTINGS,
};
use crate::records::files_of;
use crate::{Program, Progress, Watch};

/// So many conversations are named at once.
const PAGE: u32 = 500;
/// What a conversation counts as beside bytes of files, so that progress is seen without any.
const CONVERSATION: u64 = 64 << 10;

/// How the name of a file begins and ends that becomes an archive.
const PART: (&str, &str) = (".errand-", ".part");

/// Whether a file of this name may be an archive that was not written to its end.
#[must_use]
pub fn is_part(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(PART.0.as_bytes()) && name.ends_with(PART.1.as_bytes())
}

/// What an archive says of itself.
#[derive(Debug, Clone)]
pub struct About {
    /// The program that writes it, with its version.
    pub made_by: String,
    /// Now, in milliseconds since the Unix epoch.
    pub at: i64,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// How much there is of each.
    pub counts: Counts,
    /// How many files something names and whose bytes are not here, or not as they were.
    pub missing: u64,
    /// Bytes of the archive.
    pub size: u64,
}

/// Writes everything to `place`, which takes the place of what is there. It appears whole or not at all, is of one
/// moment for each conversation, and holds up nobody who uses the ledger meanwhile. Blocks.
///
/// # Errors
/// [`Error::Stopped`], and what [`Error`] says of the ledger and of the disk. Nothing is left at `place` then but what
/// was there.
pub fn write(
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
    about: &About,
    place: &Path,
    watch: &dyn Watch,
) -> Result<Written> {
    let failed = |error| Error::io("written", place, error);
    let folder = place.parent().unwrap_or(Path::new("."));
    let part = tempfile::Builder::new()
        .prefix(PART.0)
        .suffix(PART.1)
        .tempfile_in(folder)
        .map_err(failed)?;
    let size = bytes_of(store, &ledger.files_to_keep()?);
    let mut writing = Writing {
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
    writing.rest(ledger, program)?;
    // What was written names them, and not what the ledger says now: while it was written, files came and went.
    let files: Vec<String> = std::mem::take(&mut writing.named).into_iter().collect();
    writing.progress.total = writing.progress.done + bytes_of(store, &files);
    writing.files(store, files)?;
    writing.finish(about)
}

struct Writing<'a> {
    archive: ZipWriter<BufWriter<NamedTempFile>>,
    place: &'a Path,
    entries: BTreeMap<String, Entry>,
    counts: Counts,
    /// The files that something in the archive names.
    named: BTreeSet<String>,
    missing: Vec<String>,
    watch: &'a dyn Watch,
    progress: Progress,
}

/// Writes to the archive and keeps count.
struct Counting<'a> {
    into: &'a mut ZipWriter<BufWriter<NamedTempFile>>,
    hash: Sha256,
    size: u64,
}

impl Write for Counting<'_> {
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

impl Writing<'_> {
    fn go_on(&mut self, done: u64) -> Result<()> {
        self.progress.done += done;
        match self.watch.goes_on(self.progress) {
            true => Ok(()),
            false => Err(Error::Stopped),
        }
    }

    /// Writes one entry with what `fill` writes into it. `size` is what it will have at most.
    fn entry<T>(
        &mut self,
        place: &Place,
        method: CompressionMethod,
        large: bool,
        fill: impl FnOnce(&mut Counting<'_>) -> Result<T>,
    ) -> Result<T> {
        self.begin(place, method, large)?;
        let mut counting = Counting {
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

    fn begin(&mut self, place: &Place, method: CompressionMethod, large: bool) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o600)
            .large_file(large);
        self.archive
            .start_file(place.name(), options)
            .map_err(|error| Error::io("written", self.place, error.into()))
    }

    fn document(&mut self, place: &Place, document: &impl Serialize) -> Result<()> {
        let at = self.place;
        self.entry(place, CompressionMethod::Deflated, false, |into| {
            let mut text = serde_json::to_vec_pretty(document)
                .map_err(|error| Error::io("written", at, error.into()))?;
            text.push(b'\n');
            let longest = match place {
                Place::Manifest => LONGEST_MANIFEST,
                _ => LONGEST_DOCUMENT,
            };
            fits(&text, longest, at)?;
            into.write_all(&text)
                .map_err(|error| Error::io("written", at, error))
        })
    }

    fn conversations(&mut self, ledger: &Ledger, program: &dyn Program) -> Result<()> {
        let mut after = None;
        loop {
            let ids = ledger.conversation_ids(after, PAGE)?;
            let Some(last) = ids.last() else {
                return Ok(());
            };
            after = Some(*last);
            for id in ids {
                self.conversation(ledger, program, id)?;
                self.go_on(CONVERSATION)?;
            }
        }
    }

    fn conversation(
        &mut self,
        ledger: &Ledger,
        program: &dyn Program,
        id: ConversationId,
    ) -> Result<()> {
        let (at, watch, progress) = (self.place, self.watch, self.progress);
        let mut counts = self.counts;
        let mut named = std::mem::take(&mut self.named);
        let mut is_there = false;
        let place = Place::Conversation(id);
        self.entry(&place, CompressionMethod::Deflated, true, |into| {
            let mut over: Option<Vec<ledger::WholeStep>> = None;
            let wrote = ledger.whole_conversation(id, |record| {
                let record = match record {
                    Record::Turn(mut turn) => {
                        counts.turns += 1;
                        if !watch.goes_on(progress) {
                            return ControlFlow::Break(Error::Stopped);
                        }
                        if let Err(error) = write_steps(into, over.take(), at) {
                            return ControlFlow::Break(error);
                        }
                        if !turn.settled {
                            let steps = program.steps(turn.id);
                            turn.answer = Some(program.words(&steps));
                            turn.phase =
                                program.over(&turn.phase).unwrap_or_else(|| program.done());
                            turn.finished_at = turn
                                .finished_at
                                .or(turn.last_event_at)
                                .or(Some(turn.created_at));
                            over = Some(steps);
                        }
                        name_all(&mut named, &turn.attachments);
                        Record::Turn(turn)
                    }
                    Record::Conversation(mut conversation) => {
                        is_there = true;
                        let tools = conversation.tools.take();
                        conversation.tools = tools.and_then(|tools| program.tools(&tools));
                        Record::Conversation(conversation)
                    }
                    Record::Event(event) => {
                        counts.events += 1;
                        Record::Event(event)
                    }
                    // They are written anew below.
                    Record::Step(_) if over.is_some() => return ControlFlow::Continue(()),
                    record @ (Record::File(_) | Record::Address(_) | Record::Listed(_)) => {
                        if let Err(error) = write_steps(into, over.take(), at) {
                            return ControlFlow::Break(error);
                        }
                        if let Record::File(file) = &record {
                            named.extend(file.sha256.clone());
                        }
                        record
                    }
                    record => record,
                };
                match line(into, &record, at) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => ControlFlow::Break(error),
                }
            })?;
            if let ControlFlow::Break(error) = wrote {
                return Err(error);
            }
            write_steps(into, over.take(), at)
        })?;
        self.named = named;
        if !is_there {
            // It was deleted since its id was read.
            return self.abort(&place);
        }
        self.counts = counts;
        self.counts.conversations += 1;
        Ok(())
    }

    /// All that is not a conversation or a file.
    fn rest(&mut self, ledger: &Ledger, program: &dyn Program) -> Result<()> {
        for (agent, created_at, changed_at) in ledger.whole_agents()? {
            let agent = Agent {
                id: agent.id,
                stem: agent.stem,
                head: agent.head,
                body: agent.body,
                files: agent.files,
                created_at,
                changed_at,
            };
            self.document(&Place::Agent(agent.id), &agent)?;
            self.named.extend(agent.files);
            self.counts.agents += 1;
        }
        for schedule in ledger.kept_schedules()? {
            self.document(&Place::Schedule(schedule.id), &schedule)?;
            self.named.extend(schedule.files);
            self.counts.schedules += 1;
        }
        let folders = ledger.folders()?;
        self.counts.folders = folders.len() as u64;
        self.document(&Place::Folders, &folders)?;
        let drafts = ledger.all_drafts()?;
        for draft in &drafts {
            name_all(&mut self.named, &draft.attachments);
        }
        self.document(&Place::Drafts, &drafts)?;
        let mut encodings = ledger.settings_under(ENCODING)?;
        encodings.retain(|file, encoding| {
            self.named.contains(file)
                && encoding
                    .as_str()
                    .is_some_and(|name| (1..=LONGEST_ENCODING).contains(&name.len()))
        });
        self.document(&Place::Encodings, &encodings)?;
        let mut settings = Map::new();
        for key in SETTINGS {
            if let Some(value) = program.setting(key, ledger.setting(key)?) {
                settings.insert(key.to_owned(), value);
            }
        }
        self.document(&Place::Settings, &Value::Object(settings))?;
        let at = self.place;
        self.entry(
            &Place::Spending,
            CompressionMethod::Deflated,
            true,
            |into| {
                let mut written = Ok(());
                ledger.all_spent(|spent| {
                    written = line(into, &WholeSpent::from(spent), at);
                    match written {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                })?;
                written
            },
        )
    }

    /// The bytes of files. Those that are not here, or not as they were, are noted.
    fn files(&mut self, store: &Store, files: Vec<String>) -> Result<()> {
        let Road {
            reader,
            pieces,
            done_with,
        } = Road::new();
        std::thread::scope(|threads| {
            threads.spawn(move || reader.read(store, files));
            let mut open = None;
            for piece in pieces {
                match piece {
                    Piece::Begin { sha256, size } => {
                        let large = size >= u64::from(u32::MAX);
                        self.begin(&file(&sha256), CompressionMethod::Stored, large)?;
                        open = Some((sha256, 0));
                    }
                    Piece::Bytes(bytes, length) => {
                        self.archive
                            .write_all(&bytes[..length])
                            .map_err(|error| Error::io("written", self.place, error))?;
                        if let Some((_, size)) = &mut open {
                            *size += length as u64;
                        }
                        self.go_on(length as u64)?;
                        // At the end nobody fills it any more.
                        let _ = done_with.send(bytes);
                    }
                    Piece::End { is_whole } => {
                        if let Some((sha256, size)) = open.take() {
                            self.end(sha256, size, is_whole)?;
                        }
                    }
                    Piece::Missing(sha256) => self.missing.push(sha256),
                    Piece::Failed { sha256, error } => {
                        return Err(Error::io("read", Path::new(&sha256), error));
                    }
                }
            }
            Ok(())
        })
    }

    /// A file was written to its end.
    fn end(&mut self, sha256: String, size: u64, is_whole: bool) -> Result<()> {
        if is_whole {
            self.counts.files += 1;
            let name = file(&sha256).name();
            self.entries.insert(name, Entry { size, sha256 });
            return self.go_on(0);
        }
        tracing::warn!(
            sha256,
            "a kept file is not what it was, and not in the archive"
        );
        self.abort(&file(&sha256))?;
        self.missing.push(sha256);
        self.go_on(0)
    }

    /// Takes back the entry that was written last.
    fn abort(&mut self, place: &Place) -> Result<()> {
        self.entries.remove(&place.name());
        self.archive
            .abort_file()
            .map_err(|error| Error::io("written", self.place, error.into()))
    }

    fn finish(mut self, about: &About) -> Result<Written> {
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
        self.document(&Place::Manifest, &manifest)?;
        let mut written = self
            .archive
            .finish()
            .map_err(|error| failed(error.into()))?;
        // What an aborted entry left may lie behind the end.
        let size = written.stream_position().map_err(failed)?;
        let part = written
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        part.as_file().set_len(size).map_err(failed)?;
        part.as_file().sync_all().map_err(failed)?;
        part.persist(self.place)
            .map_err(|error| failed(error.error))?;
        Ok(Written {
            counts: manifest.counts,
            missing: manifest.missing.len() as u64,
            size,
        })
    }
}

/// Bytes of files, as far as they are here.
fn bytes_of(store: &Store, files: &[String]) -> u64 {
    let sizes = files.iter().filter_map(|sha256| {
        let metadata = store.path(sha256).ok()?.metadata().ok()?;
        Some(metadata.len())
    });
    sizes.sum()
}

/// Notes the files of an array of attachments.
fn name_all(named: &mut BTreeSet<String>, attachments: &Value) {
    // What is no array of files names none.
    named.extend(files_of(attachments).unwrap_or_default());
}

fn file(sha256: &str) -> Place {
    Place::File(sha256.to_owned())
}

fn write_steps(
    into: &mut Counting<'_>,
    steps: Option<Vec<ledger::WholeStep>>,
    at: &Path,
) -> Result<()> {
    for step in steps.unwrap_or_default() {
        line(into, &Record::Step(step), at)?;
    }
    Ok(())
}

/// What is longer would be refused on its way in: better no archive than one that is worth nothing.
fn fits(text: &[u8], longest: u64, at: &Path) -> Result<()> {
    if text.len() as u64 <= longest {
        return Ok(());
    }
    let why = "a record is longer than an archive can have";
    Err(Error::io("written", at, io::Error::other(why)))
}

fn line(into: &mut Counting<'_>, record: &impl Serialize, at: &Path) -> Result<()> {
    let mut line =
        serde_json::to_vec(record).map_err(|error| Error::io("written", at, error.into()))?;
    line.push(b'\n');
    fits(&line, LONGEST_LINE, at)?;
    into.write_all(&line)
        .map_err(|error| Error::io("written", at, error))
}
