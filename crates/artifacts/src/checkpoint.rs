//! How much of a large file is surely on the disk, so that its download goes on there after a crash.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use interactions::EnvironmentId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::hex::hex;
use crate::part::{GROWING, PART};

/// So many bytes are lost at most; smaller files are fetched anew.
pub(crate) const STEP: u64 = 16 << 20;
/// What is not asked for again for so long is given up.
const KEEP: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// The ending of a checkpoint, after that of its part.
const NOTE: &str = ".json";

/// What is noted beside a part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Bytes from the beginning on that were made to last.
    pub(crate) length: u64,
    /// The server's name for this version of the file.
    pub(crate) version: String,
}

impl Checkpoint {
    /// What is noted beside the part at `path`; `None` when nothing can be relied on.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let noted: Self = serde_json::from_slice(&fs::read(note(path)).ok()?).ok()?;
        let metadata = fs::symlink_metadata(path).ok()?;
        let is_young = metadata
            .modified()
            .is_ok_and(|at| SystemTime::now().duration_since(at).unwrap_or_default() < KEEP);
        (metadata.is_file() && metadata.len() >= noted.length && is_young).then_some(noted)
    }

    /// Notes it in one step, so that a crash leaves the note before it.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let place = note(path);
        let new = place.with_extension("new");
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_all()?;
            fs::rename(&new, &place)
        });
        written.map_err(|error| Error::io("write", &place, error))
    }
}

/// Removes the note beside a part.
pub(crate) fn remove_note(path: &Path) -> Result<()> {
    let place = note(path);
    match fs::remove_file(&place) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::io("remove", &place, error))
        }
        _ => Ok(()),
    }
}

/// The name of the part of a sandbox's file: always the same one, and nothing of the path can be read off it.
pub(crate) fn part_name(environment: &EnvironmentId, path: &str) -> String {
    format!("{}{}{PART}", part_prefix(environment), short_digest(path))
}

/// How the names of all parts of a sandbox begin.
pub(crate) fn part_prefix(environment: &EnvironmentId) -> String {
    format!("{GROWING}{}-", short_digest(environment.as_str()))
}

/// The part of a sandbox's file that a name among those that grow belongs to: its own, or that of a note beside it.
pub(crate) fn part_among(name: &str) -> Option<String> {
    let of_sandbox = name.strip_prefix(GROWING)?.contains('-');
    let end = name.find(PART).filter(|_| of_sandbox)? + PART.len();
    Some(name[..end].to_owned())
}

/// Whether a file among those that grow is of a download that can go on.
pub(crate) fn is_of_use(path: &Path) -> bool {
    let name = path.to_string_lossy();
    match name.strip_suffix(NOTE) {
        Some(part) => Checkpoint::read(Path::new(part)).is_some(),
        None => Checkpoint::read(path).is_some(),
    }
}

fn note(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(NOTE);
    name.into()
}

fn short_digest(text: &str) -> String {
    hex(&Sha256::digest(text)[..16])
}
