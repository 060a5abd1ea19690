//! A file that is being written: hashed and counted on the way, gone unless it is finished or can be gone on with.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::checkpoint::{Checkpoint, STEP, remove_note};
use crate::error::{Error, Result};
use crate::hex::hex;

/// How the names of files begin that are not finished, and of the notes beside them.
pub(crate) const GROWING: &str = ".errand-";
/// The ending of files that are not finished.
pub(crate) const PART: &str = ".part";

/// A file of a name that nobody else uses now. Dropping it removes it, unless it has a [`Checkpoint`].
#[derive(Debug)]
pub(crate) struct Part {
    path: PathBuf,
    file: Option<File>,
    hash: Sha256,
    size: u64,
    /// The server's name for what is written, if another attempt can go on with it.
    version: Option<String>,
    /// How many bytes the last checkpoint holds.
    noted: u64,
    /// Given back once the file is in its place or gone.
    claim: Option<Claim>,
}

impl Part {
    /// Makes the file in `folder`. It never opens what exists and never follows a link.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let name = format!("{GROWING}{}{PART}", uuid::Uuid::new_v4().simple());
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
            noted: 0,
            claim: None,
        })
    }

    /// Opens the file `name` in `folder` to go on where its checkpoint is, or makes it. `None` while another download
    /// of the same file writes it.
    pub(crate) fn go_on(folder: &Path, name: &str) -> Result<Option<Self>> {
        let path = folder.join(name);
        let Some(claim) = Claim::take(&path) else {
            return Ok(None);
        };
        let failed = |error| Error::io("open", &path, error);
        let noted = Checkpoint::read(&path);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        let (noted, version) = noted.map_or((0, None), |it| (it.length, Some(it.version)));
        // What was written after the checkpoint may not have reached the disk.
        file.set_len(noted).map_err(failed)?;
        let hash = hash_of(&mut file).map_err(failed)?;
        Ok(Some(Self {
            path,
            file: Some(file),
            hash,
            size: noted,
            version,
            noted,
            claim: Some(claim),
        }))
    }

    /// What is here of an earlier download.
    pub(crate) fn earlier(&self) -> Option<interactions::Partial> {
        let version = self.version.clone().filter(|_| self.noted > 0)?;
        Some(interactions::Partial {
            received: self.noted,
            version,
        })
    }

    /// Says what the server calls the version that is written from now on. A file that only this download knows is not
    /// gone on with.
    pub(crate) fn set_version(&mut self, version: Option<&str>) {
        let version = version.filter(|_| self.claim.is_some());
        self.version = version.map(str::to_owned);
    }

    /// Forgets what is here of an earlier download.
    pub(crate) fn start_over(&mut self) -> Result<()> {
        remove_note(&self.path)?;
        let file = self.file.as_mut().expect("it is open until it is finished");
        file.set_len(0)
            .and_then(|()| file.rewind())
            .map_err(|error| Error::io("write", &self.path, error))?;
        self.hash = Sha256::new();
        (self.size, self.noted) = (0, 0);
        Ok(())
    }

    /// Dropping it removes it from now on.
    pub(crate) fn give_up(&mut self) {
        self.version = None;
        self.noted = 0;
    }

    /// Appends bytes. A file that cannot be written is given up: it may be the one that fills the disk.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.append(bytes);
        if written.is_err() {
            self.give_up();
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
            && self.size - self.noted >= STEP
        {
            file.sync_data().map_err(failed)?;
            let checkpoint = Checkpoint {
                length: self.size,
                version: version.clone(),
            };
            checkpoint.write(&self.path)?;
            self.noted = self.size;
        }
        Ok(())
    }

    /// How many bytes were written.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// The SHA-256 of what was written, in hex.
    pub(crate) fn sha256(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// Makes the bytes last. Nothing can be written afterwards.
    pub(crate) fn close(&mut self) -> Result<()> {
        let file = self.file.take().expect("it is open until it is finished");
        file.sync_all()
            .map_err(|error| Error::io("write", &self.path, error))
    }

    /// Makes the bytes last and gives the file its place, replacing what is there in one step.
    pub(crate) fn finish(mut self, place: &Path) -> Result<()> {
        self.close()?;
        std::fs::rename(&self.path, place).map_err(|error| Error::io("write", place, error))?;
        self.settled(place)
    }

    /// Gives the closed file its place in one step, so that nobody finds half a file there, and replaces nothing:
    /// `false` where the place is taken.
    pub(crate) fn take_free(&mut self, place: &Path) -> Result<bool> {
        let moved = tempfile::TempPath::try_from_path(&self.path)
            .map_err(|error| Error::io("write", place, error))?
            .persist_noclobber(place);
        if let Err(refused) = moved {
            // What did not move is still this part's to remove.
            let (error, kept) = (refused.error, refused.path.keep());
            kept.map_err(|failed| Error::io("write", place, failed.error))?;
            if error.kind() == ErrorKind::AlreadyExists {
                return Ok(false);
            }
            if !self.take_claimed(place)? {
                return Ok(false);
            }
        }
        self.settled(place)?;
        Ok(true)
    }

    /// The way for file systems that have no rename that replaces nothing: an empty file claims the name first.
    fn take_claimed(&self, place: &Path) -> Result<bool> {
        match OpenOptions::new().write(true).create_new(true).open(place) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(Error::io("create", place, error)),
        }
        std::fs::rename(&self.path, place).map_err(|error| {
            // Only the empty file that was made a moment ago can be there.
            let _ = std::fs::remove_file(place);
            Error::io("write", place, error)
        })?;
        Ok(true)
    }

    fn settled(&mut self, place: &Path) -> Result<()> {
        let from = std::mem::take(&mut self.path);
        remove_note(&from)?;
        match place.parent() {
            Some(folder) => sync_folder(folder),
            None => Ok(()),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // Windows removes no open file.
        drop(self.file.take());
        if self.path.as_os_str().is_empty() || self.noted > 0 {
            return;
        }
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "an unfinished file stays behind");
        }
        if let Err(error) = remove_note(&self.path) {
            tracing::warn!(%error, "the note of an unfinished file stays behind");
        }
    }
}

/// The right to write a file whose name another download may want too. Only one store is open in a folder, so the
/// claims of this process are all there are.
#[derive(Debug)]
pub(crate) struct Claim(PathBuf);

static CLAIMED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn claimed() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    CLAIMED.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Claim {
    /// `None` while somebody else has it.
    pub(crate) fn take(path: &Path) -> Option<Self> {
        claimed()
            .insert(path.to_owned())
            .then(|| Self(path.to_owned()))
    }

    /// Whether somebody has it.
    pub(crate) fn is_taken(path: &Path) -> bool {
        claimed().contains(path)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        claimed().remove(&self.0);
    }
}

/// The hash of all that is in a file, which is then at its end.
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

/// Makes a new name in a folder last.
#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| Error::io("write", folder, error))
}

/// Elsewhere a folder cannot be opened for this, and a rename lasts by itself.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> Result<()> {
    Ok(())
}
