//! A file being written: hashed and counted while written, and removed unless it is finished or can be resumed.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::checkpoint::{CHECKPOINT_INTERVAL, Checkpoint, remove_checkpoint};
use crate::error::{Error, Result};
use crate::hex::hex;

/// Prefix of the names of unfinished files and their checkpoints.
pub(crate) const UNFINISHED_PREFIX: &str = ".errand-";
/// Suffix of unfinished files.
pub(crate) const PART_SUFFIX: &str = ".part";

/// An unfinished file with a name used by no other. It is removed when dropped, unless it has a [`Checkpoint`].
#[derive(Debug)]
pub(crate) struct Part {
    path: PathBuf,
    file: Option<File>,
    hash: Sha256,
    size: u64,
    /// The server's identifier for this version, if the download can be resumed.
    version: Option<String>,
    /// Number of bytes in the last checkpoint.
    checkpointed: u64,
    /// Released once the file is moved to its place or removed.
    claim: Option<Claim>,
}

impl Part {
    /// Creates the file in `folder`. Never opens an existing file and never follows a link.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let name = format!(
            "{UNFINISHED_PREFIX}{}{PART_SUFFIX}",
            uuid::Uuid::new_v4().simple()
        );
        let path = folder.join(name);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|error| Error::io("create", &path, error))?;
        Ok(Self {
            path,
            file: Some(file),
            hash: Sha256::new(),
            size: 0,
            version: None,
            checkpointed: 0,
            claim: None,
        })
    }

    /// Opens the file `name` in `folder` at its checkpoint, or creates it. `None` while another download of the same
    /// file is writing it.
    pub(crate) fn resume(folder: &Path, name: &str) -> Result<Option<Self>> {
        let path = folder.join(name);
        let Some(claim) = Claim::take(&path) else {
            return Ok(None);
        };
        let failed = |error| Error::io("open", &path, error);
        let checkpointed = Checkpoint::read(&path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        let (checkpointed, version) =
            checkpointed.map_or((0, None), |it| (it.length, Some(it.version)));
        // Bytes written after the checkpoint may not have reached the disk.
        file.set_len(checkpointed).map_err(failed)?;
        let hash = hash_of(&mut file).map_err(failed)?;
        Ok(Some(Self {
            path,
            file: Some(file),
            hash,
            size: checkpointed,
            version,
            checkpointed,
            claim: Some(claim),
        }))
    }

    /// Returns the result of an earlier download to resume, if there is one.
    pub(crate) fn partial(&self) -> Option<interactions::Partial> {
        let version = self.version.clone().filter(|_| self.checkpointed > 0)?;
        Some(interactions::Partial {
            received: self.checkpointed,
            version,
        })
    }

    /// Sets the server's identifier for the version being written. A file with a name that only this download knows
    /// cannot be resumed.
    pub(crate) fn set_version(&mut self, version: Option<&str>) {
        let version = version.filter(|_| self.claim.is_some());
        self.version = version.map(str::to_owned);
    }

    /// Discards the result of an earlier download.
    pub(crate) fn start_over(&mut self) -> Result<()> {
        remove_checkpoint(&self.path)?;
        let file = self.file.as_mut().expect("it is open until it is finished");
        file.set_len(0)
            .and_then(|()| file.rewind())
            .map_err(|error| Error::io("write", &self.path, error))?;
        self.hash = Sha256::new();
        (self.size, self.checkpointed) = (0, 0);
        Ok(())
    }

    /// Makes sure that the file is removed when dropped.
    pub(crate) fn discard(&mut self) {
        self.version = None;
        self.checkpointed = 0;
    }

    /// Appends bytes. On an error the file is discarded: it may be what fills the disk.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.append(bytes);
        if written.is_err() {
            self.discard();
        }
        written
    }

    fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let failed = |error| Error::io("write", &self.path, error);
        let file = self.file.as_mut().expect("it is open until it is finished");
        file.write_all(bytes).map_err(failed)?;
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        if let Some(version) = &self.version
            && self.size - self.checkpointed >= CHECKPOINT_INTERVAL
        {
            file.sync_data().map_err(failed)?;
            let checkpoint = Checkpoint {
                length: self.size,
                version: version.clone(),
            };
            checkpoint.write(&self.path)?;
            self.checkpointed = self.size;
        }
        Ok(())
    }

    /// Returns the number of bytes written.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Returns the SHA-256 of the bytes written, in hex.
    pub(crate) fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// Syncs the file to disk and closes it.
    pub(crate) fn close(&mut self) -> Result<()> {
        let file = self.file.take().expect("it is open until it is finished");
        file.sync_all()
            .map_err(|error| Error::io("write", &self.path, error))
    }

    /// Syncs the file to disk and moves it to `target`, replacing an existing file atomically.
    pub(crate) fn finish(mut self, target: &Path) -> Result<()> {
        self.close()?;
        std::fs::rename(&self.path, target).map_err(|error| Error::io("write", target, error))?;
        self.finish_move(target)
    }

    /// Moves the closed file to `target` atomically, so that no incomplete file is ever seen there. Replaces nothing:
    /// returns `false` if `target` exists.
    pub(crate) fn move_to_free(&mut self, target: &Path) -> Result<bool> {
        let moved = tempfile::TempPath::try_from_path(&self.path)
            .map_err(|error| Error::io("write", target, error))?
            .persist_noclobber(target);
        if let Err(refused) = moved {
            // A file that was not moved must still be removed by this part.
            let (error, kept) = (refused.error, refused.path.keep());
            kept.map_err(|failed| Error::io("write", target, failed.error))?;
            if error.kind() == ErrorKind::AlreadyExists {
                return Ok(false);
            }
            if !self.move_with_reservation(target)? {
                return Ok(false);
            }
        }
        self.finish_move(target)?;
        Ok(true)
    }

    /// Fallback for file systems without a rename that refuses to replace: an empty file reserves the name first.
    fn move_with_reservation(&self, target: &Path) -> Result<bool> {
        match OpenOptions::new().write(true).create_new(true).open(target) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(Error::io("create", target, error)),
        }
        std::fs::rename(&self.path, target).map_err(|error| {
            // Only the empty file created above can be there.
            let _ = std::fs::remove_file(target);
            Error::io("write", target, error)
        })?;
        Ok(true)
    }

    fn finish_move(&mut self, target: &Path) -> Result<()> {
        let from = std::mem::take(&mut self.path);
        remove_checkpoint(&from)?;
        match target.parent() {
            Some(folder) => sync_folder(folder),
            None => Ok(()),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Windows cannot remove an open file.
        drop(self.file.take());
        if self.path.as_os_str().is_empty() || self.checkpointed > 0 {
            return;
        }
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "an unfinished file stays behind");
        }
        if let Err(error) = remove_checkpoint(&self.path) {
            tracing::warn!(%error, "the note of an unfinished file stays behind");
        }
    }
}

/// Exclusive right to write a part whose name another download may want too. Only one store is open in a folder, so
/// the claims of this process are all there are.
#[derive(Debug)]
pub(crate) struct Claim(PathBuf);

static CLAIMED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn claimed() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    CLAIMED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Claim {
    /// Takes the claim; `None` while it is taken.
    pub(crate) fn take(path: &Path) -> Option<Self> {
        claimed()
            .insert(path.to_owned())
            .then(|| Self(path.to_owned()))
    }

    /// Returns true while the claim on a part is taken.
    pub(crate) fn is_taken(path: &Path) -> bool {
        claimed().contains(path)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        claimed().remove(&self.0);
    }
}

/// Returns the hash of a file's content and leaves the position at its end.
fn hash_of(file: &mut File) -> std::io::Result<Sha256> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    file.seek(SeekFrom::Start(0))?;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Syncs a folder, so that a new name in it is durable.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io("write", folder, error))
}

/// On other systems a folder cannot be opened for this, and a rename is durable by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}
