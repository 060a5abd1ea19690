//! Checkpoints of large downloads: how much is certainly on the disk, so that a download can be resumed after a crash.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use interactions::EnvironmentId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::hex::hex;
use crate::part::{PART_SUFFIX, UNFINISHED_PREFIX};

/// Number of bytes between checkpoints, the most that a crash can lose; smaller files are downloaded again.
pub(crate) const CHECKPOINT_INTERVAL: u64 = 16 << 20;
/// Time after which an interrupted download is discarded.
const MAX_AGE: Duration = Duration::from_secs(7 * 24 * 60 * 60);
/// Suffix of a checkpoint's file, after that of the part.
const CHECKPOINT_SUFFIX: &str = ".json";

/// The checkpoint stored beside a part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Number of leading bytes that are synced to disk.
    pub(crate) length: u64,
    /// The server's identifier for this version of the file.
    pub(crate) version: String,
}

impl Checkpoint {
    /// Reads the checkpoint beside the part at `path`; `None` if it cannot be used.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let checkpoint: Self =
            serde_json::from_slice(&fs::read(checkpoint_path(path)).ok()?).ok()?;
        let metadata = fs::symlink_metadata(path).ok()?;
        let is_recent = metadata
            .modified()
            .is_ok_and(|at| SystemTime::now().duration_since(at).unwrap_or_default() < MAX_AGE);
        (metadata.is_file() && metadata.len() >= checkpoint.length && is_recent)
            .then_some(checkpoint)
    }

    /// Writes the checkpoint atomically, so that a crash leaves the previous one.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let checkpoint_file = checkpoint_path(path);
        let new = checkpoint_file.with_extension("new");
        let written = File::create(&new).and_then(|mut file| {
            file.write_all(&serde_json::to_vec(self)?)?;
            file.sync_all()?;
            fs::rename(&new, &checkpoint_file)
        });
        written.map_err(|error| Error::io("write", &checkpoint_file, error))
    }
}

/// Removes the checkpoint beside a part.
pub(crate) fn remove_checkpoint(path: &Path) -> Result<()> {
    let checkpoint_file = checkpoint_path(path);
    match fs::remove_file(&checkpoint_file) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(Error::io("remove", &checkpoint_file, error))
        }
        _ => Ok(()),
    }
}

/// Returns the name of the part for a sandbox file: deterministic, and without information about the path.
pub(crate) fn part_name(environment: &EnvironmentId, path: &str) -> String {
    format!(
        "{}{}{PART_SUFFIX}",
        part_prefix(environment),
        short_digest(path)
    )
}

/// Returns the common prefix of the names of a sandbox's parts.
pub(crate) fn part_prefix(environment: &EnvironmentId) -> String {
    format!("{UNFINISHED_PREFIX}{}-", short_digest(environment.as_str()))
}

/// Returns the part that a file name in the folder of parts belongs to: the part itself, or that of its checkpoint.
pub(crate) fn part_name_in(name: &str) -> Option<String> {
    let of_sandbox = name.strip_prefix(UNFINISHED_PREFIX)?.contains('-');
    let end = name.find(PART_SUFFIX).filter(|_| of_sandbox)? + PART_SUFFIX.len();
    Some(name[..end].to_owned())
}

/// Returns true if a file in the folder of parts belongs to a download that can be resumed.
pub(crate) fn is_resumable(path: &Path) -> bool {
    let name = path.to_string_lossy();
    match name.strip_suffix(CHECKPOINT_SUFFIX) {
        Some(part) => Checkpoint::read(Path::new(part)).is_some(),
        None => Checkpoint::read(path).is_some(),
    }
}

fn checkpoint_path(part: &Path) -> PathBuf {
    let mut name = part.as_os_str().to_owned();
    name.push(CHECKPOINT_SUFFIX);
    name.into()
}

fn short_digest(text: &str) -> String {
    hex(&Sha256::digest(text)[..16])
}
