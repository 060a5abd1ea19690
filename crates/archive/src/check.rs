//! Looking through all of an archive, and changing nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use artifacts::is_sha256;
use ledger::{Draft, Folder, KeptSchedule, Record, WholeSpent};
use serde_json::{Map, Value};

use crate::error::{Error, Result, Why};
use crate::format::{Agent, Counts, LONGEST_ENCODING, Place, SETTINGS, is_time};
use crate::read::Archive;
use crate::records::{Records, files_of};
use crate::{Program, Progress, Watch};

/// What is in an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The program that wrote it.
    pub made_by: String,
    /// When, in UTC.
    pub made_at: String,
    /// How much there is of each.
    pub counts: Counts,
    /// How many files are named and not in it.
    pub missing: u64,
    /// Agents in it that this version cannot read, and leaves out.
    pub unknown: u64,
}

/// Reads all of an archive: every size, every hash, every record. Blocks.
///
/// # Errors
/// [`Error::Refused`] with the first place that is wrong.
pub fn check(path: &Path, program: &dyn Program, watch: &dyn Watch) -> Result<Contents> {
    let mut archive = Archive::open(path)?;
    let mut progress = Progress {
        done: 0,
        total: total(&archive),
    };
    let checked = look_through(&mut archive, program, watch, &mut progress)?;
    Ok(checked.contents)
}

/// Bytes of everything in an archive.
pub(crate) fn total(archive: &Archive) -> u64 {
    archive
        .manifest()
        .entries
        .values()
        .map(|entry| entry.size)
        .fold(0, u64::saturating_add)
}

/// An archive that was looked through.
pub(crate) struct LookedThrough {
    pub(crate) contents: Contents,
    /// Every file of the archive that something names.
    pub(crate) files: BTreeSet<String>,
    pub(crate) agents: Vec<Agent>,
    pub(crate) schedules: Vec<KeptSchedule>,
    pub(crate) folders: Vec<Folder>,
    pub(crate) drafts: Vec<Draft>,
    /// Names of encodings by the SHA-256 of the file.
    pub(crate) encodings: BTreeMap<String, String>,
    pub(crate) settings: Map<String, Value>,
}

pub(crate) fn look_through(
    archive: &mut Archive,
    program: &dyn Program,
    watch: &dyn Watch,
    progress: &mut Progress,
) -> Result<LookedThrough> {
    let manifest = archive.manifest();
    let mut found = LookedThrough {
        contents: Contents {
            made_by: manifest.made_by.chars().take(80).collect(),
            made_at: manifest.made_at.chars().take(40).collect(),
            counts: Counts::default(),
            missing: manifest.missing.len() as u64,
            unknown: 0,
        },
        files: BTreeSet::new(),
        agents: Vec::new(),
        schedules: Vec::new(),
        folders: Vec::new(),
        drafts: Vec::new(),
        encodings: BTreeMap::new(),
        settings: Map::new(),
    };
    if let Some(wrong) = manifest.missing.iter().find(|it| !is_sha256(it)) {
        return Err(Error::refused(
            "manifest.json",
            format!(
                "{:?} is no hash",
                wrong.chars().take(80).collect::<String>()
            ),
        ));
    }
    let missing: BTreeSet<String> = manifest.missing.iter().cloned().collect();
    let mut named = BTreeSet::new();
    for place in archive.places() {
        let name = place.name();
        let refused = |reason: String| Error::refused(name.clone(), reason);
        let mut files: Vec<String> = Vec::new();
        let mut told = progress.done;
        match &place {
            Place::Conversation(id) => {
                let mut records = Records::of(*id, program);
                archive.lines(&place, |record: Record| {
                    if let Record::Event(_) = &record {
                        found.contents.counts.events += 1;
                    }
                    // Often enough for Stop, and not for every event.
                    if let Record::Turn(_) = &record
                        && !watch.goes_on(*progress)
                    {
                        return Err(Error::Stopped);
                    }
                    records
                        .look(&record)
                        .map_err(|reason| Error::refused(place.name(), reason))
                })?;
                if !records.has_begun {
                    return Err(refused("it has no conversation".to_owned()));
                }
                found.contents.counts.conversations += 1;
                found.contents.counts.turns += records.turns();
                files.extend(records.files);
            }
            Place::Agent(id) => {
                let agent: Agent = archive.document(&place)?;
                let fits = agent.id == *id
                    && is_stem(&agent.stem)
                    && agent.files.iter().all(|file| is_sha256(file));
                if !fits {
                    return Err(refused("it is no agent".to_owned()));
                }
                if ![agent.created_at, agent.changed_at]
                    .into_iter()
                    .all(is_time)
                {
                    return Err(refused("a timestamp is out of range".to_owned()));
                }
                if program.is_agent(&agent.head, &agent.body) {
                    files.extend(agent.files.iter().cloned());
                    found.agents.push(agent);
                    found.contents.counts.agents += 1;
                } else {
                    found.contents.unknown += 1;
                }
            }
            Place::Schedule(id) => {
                let schedule: KeptSchedule = archive.document(&place)?;
                if schedule.id != *id {
                    return Err(refused(
                        "it is another schedule than its name says".to_owned(),
                    ));
                }
                if !is_time(schedule.created_at) {
                    return Err(refused("a timestamp is out of range".to_owned()));
                }
                if !schedule.files.iter().all(|file| is_sha256(file)) {
                    return Err(refused("a file hash is not a SHA-256".to_owned()));
                }
                files.extend(schedule.files.iter().cloned());
                found.schedules.push(schedule);
                found.contents.counts.schedules += 1;
            }
            Place::Folders => {
                found.folders = archive.document(&place)?;
                if !found.folders.iter().all(|it| is_time(it.created_at)) {
                    return Err(refused("a timestamp is out of range".to_owned()));
                }
                found.contents.counts.folders = found.folders.len() as u64;
            }
            Place::Encodings => {
                found.encodings = archive.document(&place)?;
                let fits = |(file, encoding): (&String, &String)| {
                    is_sha256(file) && (1..=LONGEST_ENCODING).contains(&encoding.len())
                };
                if !found.encodings.iter().all(fits) {
                    return Err(refused("it has an encoding of no file".to_owned()));
                }
            }
            Place::Drafts => {
                found.drafts = archive.document(&place)?;
                for draft in &found.drafts {
                    files.extend(files_of(&draft.attachments).map_err(refused)?);
                }
            }
            Place::Spending => {
                archive.lines(&place, |spent: WholeSpent| match is_time(spent.at) {
                    true => Ok(()),
                    false => Err(refused("a timestamp is out of range".to_owned())),
                })?
            }
            Place::Settings => {
                found.settings = archive.document(&place)?;
                let unknown = |key: &&String| !SETTINGS.contains(&key.as_str());
                if found.settings.keys().any(|key| unknown(&key)) {
                    return Err(Error::refused_as(
                        Why::Foreign,
                        name,
                        "it has a setting that no archive has",
                    ));
                }
            }
            Place::File(_) => {
                let total = progress.total;
                archive.entry(&place)?.check(|read| {
                    told += read;
                    match watch.goes_on(Progress { done: told, total }) {
                        true => Ok(()),
                        false => Err(Error::Stopped),
                    }
                })?;
                found.contents.counts.files += 1;
            }
            Place::Manifest => {}
        }
        named.extend(files);
        progress.done += archive.size(&place);
        if !watch.goes_on(*progress) {
            return Err(Error::Stopped);
        }
    }
    for sha256 in named {
        if archive.has(&Place::File(sha256.clone())) {
            found.files.insert(sha256);
        } else if !missing.contains(&sha256) {
            return Err(Error::refused_as(
                Why::Missing,
                Place::File(sha256).name(),
                "something names it, and it is not there",
            ));
        }
    }
    Ok(found)
}

/// What the ids of an agent at servers may begin with.
fn is_stem(stem: &str) -> bool {
    (1..=64).contains(&stem.len())
        && stem
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
