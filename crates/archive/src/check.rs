//! Verification of a whole archive without importing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use artifacts::is_sha256;
use ledger::{
    ArchivedSchedule, ConversationId, Draft, Folder, OwnAgentId, Record, ScheduleId, WholeRunUsage,
};
use serde_json::{Map, Value};

use crate::error::{Error, Result, Why};
use crate::format::{Agent, Counts, EntryName, LONGEST_ENCODING, SETTINGS, is_time};
use crate::read::Archive;
use crate::records::{Records, files_of};
use crate::{Program, Progress, Watch};

/// Summary of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The program that wrote the archive.
    pub made_by: String,
    /// Time of writing, in UTC.
    pub made_at: String,
    /// Number of items of each kind.
    pub counts: Counts,
    /// Number of files that are referenced but missing from the archive.
    pub missing: u64,
    /// Number of agents that this version cannot read, and skips.
    pub unknown: u64,
}

/// Reads a whole archive: every size, every hash, every record. Blocks.
///
/// # Errors
/// [`Error::Refused`] with the first invalid entry.
pub fn check(path: &Path, program: &dyn Program, watch: &dyn Watch) -> Result<Contents> {
    let mut archive = Archive::open(path)?;
    let mut progress = Progress {
        done: 0,
        total: total(&archive),
    };
    let checked = verify(&mut archive, program, watch, &mut progress)?;
    Ok(checked.contents)
}

/// Returns the total size of all entries in bytes.
pub(crate) fn total(archive: &Archive) -> u64 {
    archive
        .manifest()
        .entries
        .values()
        .map(|entry| entry.size)
        .fold(0, u64::saturating_add)
}

/// Refusal for a timestamp out of range.
const NO_TIME: &str = "a timestamp is out of range";

/// A verified archive.
pub(crate) struct VerifiedArchive {
    pub(crate) contents: Contents,
    /// Every referenced file that is in the archive.
    pub(crate) files: BTreeSet<String>,
    pub(crate) agents: Vec<Agent>,
    pub(crate) schedules: Vec<ArchivedSchedule>,
    pub(crate) folders: Vec<Folder>,
    pub(crate) drafts: Vec<Draft>,
    /// Encoding names by the SHA-256 of the file.
    pub(crate) encodings: BTreeMap<String, String>,
    pub(crate) settings: Map<String, Value>,
}

/// Verifies a whole archive without importing anything.
///
/// # Errors
/// [`Error::Stopped`], or the first problem with the archive.
pub(crate) fn verify(
    archive: &mut Archive,
    program: &dyn Program,
    watch: &dyn Watch,
    progress: &mut Progress,
) -> Result<VerifiedArchive> {
    let manifest = archive.manifest();
    let contents = Contents {
        made_by: manifest.made_by.chars().take(80).collect(),
        made_at: manifest.made_at.chars().take(40).collect(),
        counts: Counts::default(),
        missing: manifest.missing.len() as u64,
        unknown: 0,
    };
    if let Some(wrong) = manifest.missing.iter().find(|it| !is_sha256(it)) {
        let wrong: String = wrong.chars().take(80).collect();
        let reason = format!("{wrong:?} is not a SHA-256");
        return Err(Error::refused("manifest.json", reason));
    }
    let missing: BTreeSet<String> = manifest.missing.iter().cloned().collect();
    let mut verification = Verification {
        archive,
        program,
        watch,
        progress,
        found: VerifiedArchive {
            contents,
            files: BTreeSet::new(),
            agents: Vec::new(),
            schedules: Vec::new(),
            folders: Vec::new(),
            drafts: Vec::new(),
            encodings: BTreeMap::new(),
            settings: Map::new(),
        },
        named: BTreeSet::new(),
    };
    for entry_name in verification.archive.entry_names() {
        verification.verify_entry(&entry_name)?;
    }
    verification.end(&missing)
}

/// A verification in progress.
struct Verification<'a> {
    archive: &'a mut Archive,
    program: &'a dyn Program,
    watch: &'a dyn Watch,
    progress: &'a mut Progress,
    found: VerifiedArchive,
    /// The files that something in the archive refers to.
    named: BTreeSet<String>,
}

impl Verification<'_> {
    fn verify_entry(&mut self, entry_name: &EntryName) -> Result<()> {
        match entry_name {
            EntryName::Conversation(id) => self.conversation(entry_name, *id)?,
            EntryName::Agent(id) => self.agent(entry_name, *id)?,
            EntryName::Schedule(id) => self.schedule(entry_name, *id)?,
            EntryName::Folders => self.folders(entry_name)?,
            EntryName::Encodings => self.encodings(entry_name)?,
            EntryName::Drafts => self.drafts(entry_name)?,
            EntryName::Spending => self.spending(entry_name)?,
            EntryName::Settings => self.settings(entry_name)?,
            EntryName::File(_) => self.file(entry_name)?,
            EntryName::Manifest => {}
        }
        self.progress.done += self.archive.size(entry_name);
        match self.watch.should_continue(*self.progress) {
            true => Ok(()),
            false => Err(Error::Stopped),
        }
    }

    fn conversation(&mut self, entry_name: &EntryName, id: ConversationId) -> Result<()> {
        let (watch, progress) = (self.watch, *self.progress);
        let counts = &mut self.found.contents.counts;
        let mut records = Records::of(id, self.program);
        self.archive.lines(entry_name, |record: Record| {
            if let Record::Event(_) = &record {
                counts.events += 1;
            }
            // Often enough to react to Stop, but not for every event.
            if let Record::Turn(_) = &record
                && !watch.should_continue(progress)
            {
                return Err(Error::Stopped);
            }
            let looked = records.check(&record);
            looked.map_err(|reason| Error::refused(entry_name.name(), reason))
        })?;
        if !records.has_begun {
            return Err(refused(entry_name, "it has no conversation"));
        }
        counts.conversations += 1;
        counts.turns += records.turns();
        self.named.extend(records.files);
        Ok(())
    }

    fn agent(&mut self, entry_name: &EntryName, id: OwnAgentId) -> Result<()> {
        let mut agent: Agent = self.archive.document(entry_name)?;
        let fits = agent.id == id
            && is_stem(&agent.stem)
            && agent.files.iter().all(|file| is_sha256(file));
        if !fits {
            return Err(refused(entry_name, "it is no agent"));
        }
        if !(is_time(agent.created_at) && is_time(agent.changed_at)) {
            return Err(refused(entry_name, NO_TIME));
        }
        if let Some(body) = self.program.agent(&agent.head, &agent.body) {
            agent.body = body;
            self.named.extend(agent.files.iter().cloned());
            self.found.agents.push(agent);
            self.found.contents.counts.agents += 1;
        } else {
            self.found.contents.unknown += 1;
        }
        Ok(())
    }

    fn schedule(&mut self, entry_name: &EntryName, id: ScheduleId) -> Result<()> {
        let schedule: ArchivedSchedule = self.archive.document(entry_name)?;
        if schedule.id != id {
            return Err(refused(
                entry_name,
                "it is another schedule than its name says",
            ));
        }
        if !is_time(schedule.created_at) {
            return Err(refused(entry_name, NO_TIME));
        }
        if !schedule.files.iter().all(|file| is_sha256(file)) {
            return Err(refused(entry_name, "a file hash is not a SHA-256"));
        }
        self.named.extend(schedule.files.iter().cloned());
        self.found.schedules.push(schedule);
        self.found.contents.counts.schedules += 1;
        Ok(())
    }

    fn folders(&mut self, entry_name: &EntryName) -> Result<()> {
        let folders: Vec<Folder> = self.archive.document(entry_name)?;
        if !folders.iter().all(|folder| is_time(folder.created_at)) {
            return Err(refused(entry_name, NO_TIME));
        }
        self.found.contents.counts.folders = folders.len() as u64;
        self.found.folders = folders;
        Ok(())
    }

    fn encodings(&mut self, entry_name: &EntryName) -> Result<()> {
        let encodings: BTreeMap<String, String> = self.archive.document(entry_name)?;
        let fits = |(file, encoding): (&String, &String)| {
            is_sha256(file) && (1..=LONGEST_ENCODING).contains(&encoding.len())
        };
        if !encodings.iter().all(fits) {
            return Err(refused(entry_name, "it has an encoding of no file"));
        }
        self.found.encodings = encodings;
        Ok(())
    }

    fn drafts(&mut self, entry_name: &EntryName) -> Result<()> {
        let drafts: Vec<Draft> = self.archive.document(entry_name)?;
        for draft in &drafts {
            let files = files_of(&draft.attachments);
            self.named
                .extend(files.map_err(|reason| Error::refused(entry_name.name(), reason))?);
        }
        self.found.drafts = drafts;
        Ok(())
    }

    fn spending(&mut self, entry_name: &EntryName) -> Result<()> {
        self.archive
            .lines(entry_name, |run: WholeRunUsage| match is_time(run.at) {
                true => Ok(()),
                false => Err(refused(entry_name, NO_TIME)),
            })
    }

    fn settings(&mut self, entry_name: &EntryName) -> Result<()> {
        let settings: Map<String, Value> = self.archive.document(entry_name)?;
        if settings.keys().any(|key| !SETTINGS.contains(&key.as_str())) {
            return Err(Error::refused_as(
                Why::Foreign,
                entry_name.name(),
                "it has a setting that no archive has",
            ));
        }
        self.found.settings = settings;
        Ok(())
    }

    fn file(&mut self, entry_name: &EntryName) -> Result<()> {
        let (watch, mut progress) = (self.watch, *self.progress);
        self.archive.entry(entry_name)?.check(|read| {
            progress.done += read;
            match watch.should_continue(progress) {
                true => Ok(()),
                false => Err(Error::Stopped),
            }
        })?;
        self.found.contents.counts.files += 1;
        Ok(())
    }

    /// Checks that every referenced file is present, or was already missing when the archive was written.
    fn end(mut self, missing: &BTreeSet<String>) -> Result<VerifiedArchive> {
        for sha256 in self.named {
            if self.archive.has(&EntryName::File(sha256.clone())) {
                self.found.files.insert(sha256);
            } else if !missing.contains(&sha256) {
                return Err(Error::refused_as(
                    Why::Missing,
                    EntryName::File(sha256).name(),
                    "something names it, and it is not there",
                ));
            }
        }
        Ok(self.found)
    }
}

fn refused(entry_name: &EntryName, reason: &str) -> Error {
    Error::refused(entry_name.name(), reason.to_owned())
}

/// Returns true for a valid prefix of an agent's ids at servers.
fn is_stem(stem: &str) -> bool {
    (1..=64).contains(&stem.len())
        && stem
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
