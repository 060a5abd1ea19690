//! Bytes under their SHA-256, each once: `ab/ab34…` in one folder beside the ledger.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, DirBuilder};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use interactions::{EnvironmentId, Sound};
use sha2::{Digest, Sha256};

use crate::checkpoint;
use crate::error::{Error, Result};
use crate::hex::{hex, is_hex, is_sha256};
use crate::inline;
use crate::part::{Claim, GROWING, Part, sync_folder};
use crate::room;
use crate::sound;

/// Where files grow before they have their place.
const INCOMING: &str = "incoming";

/// A stored file younger than this is not swept up: the ledger may not name it yet.
const SETTLING: Duration = Duration::from_secs(60 * 60);

/// A part that is to go is looked at so often, with these pauses, until nobody writes into it.
const WRITING_TRIES: usize = 200;
const WRITING: Duration = Duration::from_millis(50);
/// The same where a download may rightly go on.
const MOMENT_TRIES: usize = 20;

/// Files by content. Cloning it is cheap. Its methods block, but for [`Store::fetch`].
#[derive(Debug, Clone)]
pub struct Store {
    folder: Arc<Path>,
    /// Held while a file gets its place or loses it, so that none is removed that was just kept again.
    placing: Arc<Mutex<()>>,
}

/// A file that is now in the store.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Saved {
    /// In lower-case hex; its name in the store.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// What of the stored files nothing refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unreferenced {
    /// How many files.
    pub files: u64,
    /// How many bytes they had.
    pub bytes: u64,
}

/// Files that were kept before this are swept up when nothing refers to them: an hour ago.
#[must_use]
pub fn settled() -> SystemTime {
    let now = SystemTime::now();
    now.checked_sub(SETTLING).unwrap_or(now)
}

impl Store {
    /// Opens the store in `folder`, makes the folder if there is none, and removes what an earlier
    /// start left unfinished, but for downloads that can go on. Only one store may be open in a folder at a time.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        make_private_folder(folder)?;
        let store = Self {
            folder: folder.into(),
            placing: Arc::default(),
        };
        let incoming = store.incoming();
        make_private_folder(&incoming)?;
        for entry in entries(&incoming)? {
            let path = incoming.join(&entry);
            if entry.to_string_lossy().starts_with(GROWING) && !checkpoint::is_of_use(&path) {
                fs::remove_file(&path).map_err(|error| Error::io("remove", &path, error))?;
            }
        }
        Ok(store)
    }

    /// How many bytes can be fetched before the disk is too full for everything else; `None` where the system does not
    /// tell.
    #[must_use]
    pub fn room(&self) -> Option<u64> {
        room::room(&self.folder)
    }

    /// Removes what came of the files of a sandbox that are not fetched yet. Waits a moment for what is written into
    /// them. Says whether nothing is left.
    pub fn forget_parts(&self, environment: &EnvironmentId) -> Result<bool> {
        let prefix = checkpoint::part_prefix(environment);
        self.forget_broken_off_of(WRITING_TRIES, |name| name.starts_with(&prefix))
    }

    /// Removes what came of all downloads that were broken off, but for those that go on now: for what is being written
    /// it waits a moment only. Gives how many bytes they had.
    pub fn forget_broken_off(&self) -> Result<u64> {
        let bytes = self.size_of_broken_off()?;
        self.forget_broken_off_of(MOMENT_TRIES, |_| true)?;
        Ok(bytes.saturating_sub(self.size_of_broken_off()?))
    }

    fn forget_broken_off_of(&self, tries: usize, is_meant: impl Fn(&str) -> bool) -> Result<bool> {
        for _ in 0..tries {
            let mut parts = self.broken_off()?;
            parts.retain(|part| {
                let name = part.file_name().unwrap_or_default();
                is_meant(&name.to_string_lossy())
            });
            if Self::remove_parts(&parts)? == parts.len() {
                return Ok(true);
            }
            std::thread::sleep(WRITING);
        }
        Ok(false)
    }

    /// How many bytes all downloads have that were broken off, without those that go on now.
    pub fn size_of_broken_off(&self) -> Result<u64> {
        let parts = self.broken_off()?.into_iter();
        let parts = parts.filter(|part| !Claim::is_taken(part));
        // One may be finished while it is counted.
        let sizes = parts.map(|part| fs::symlink_metadata(part).map_or(0, |it| it.len()));
        Ok(sizes.sum())
    }

    /// The parts of downloads that can go on later.
    fn broken_off(&self) -> Result<Vec<PathBuf>> {
        let incoming = self.incoming();
        let names = entries(&incoming)?.into_iter();
        let parts: BTreeSet<PathBuf> = names
            .filter_map(|name| checkpoint::part_among(&name.to_string_lossy()))
            .map(|name| incoming.join(name))
            .collect();
        Ok(parts.into_iter().collect())
    }

    /// Removes parts with their notes, but for those that somebody writes. Gives how many are gone.
    fn remove_parts(parts: &[PathBuf]) -> Result<usize> {
        let mut gone = 0;
        for part in parts {
            let Some(_claim) = Claim::take(part) else {
                continue;
            };
            match fs::remove_file(part) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", part, error));
                }
                _ => checkpoint::remove_note(part)?,
            }
            gone += 1;
        }
        Ok(gone)
    }

    /// Keeps bytes.
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<Saved> {
        let mut part = self.part()?;
        part.write(bytes)?;
        self.keep(part)
    }

    /// Keeps the bytes of inline media (contract section 6): base64 of either alphabet, padded or not.
    pub fn put_base64(&self, data: &str) -> Result<Saved> {
        self.put_bytes(&inline::decode(data)?)
    }

    /// Keeps a sound; raw PCM as a WAV file.
    pub fn put_sound(&self, sound: &Sound) -> Result<Saved> {
        if sound.is_raw_pcm() {
            self.put_bytes(&sound::wav(sound)?)
        } else {
            self.put_bytes(&sound.bytes)
        }
    }

    /// Keeps what is read from somewhere else, when it has this SHA-256; else nothing is kept of it.
    ///
    /// # Errors
    /// [`Error::Altered`], when it has another one, and when it cannot be read or written.
    pub fn take(&self, sha256: &str, from: &mut impl io::Read) -> Result<Saved> {
        let mut part = self.part()?;
        let mut buffer = vec![0; 256 << 10];
        loop {
            let read = from.read(&mut buffer);
            let read = read.map_err(|error| Error::io("read", Path::new(sha256), error))?;
            if read == 0 {
                break;
            }
            part.write(&buffer[..read])?;
        }
        if part.sha256() != sha256 {
            return Err(Error::Altered {
                sha256: sha256.chars().take(64).collect(),
            });
        }
        self.keep(part)
    }

    /// Where the file is, to read it. Fails when it is not here.
    pub fn path(&self, sha256: &str) -> Result<PathBuf> {
        let missing = || Error::NotStored {
            sha256: sha256.chars().take(64).collect(),
        };
        if !is_sha256(sha256) {
            return Err(missing());
        }
        let path = self.place(sha256);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => Ok(path),
            _ => Err(missing()),
        }
    }

    /// The bytes of a file, which are seen to be those that were kept. Fails when it is not here.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        let path = self.path(sha256)?;
        let bytes = fs::read(&path).map_err(|error| Error::io("read", &path, error))?;
        if hex(&Sha256::digest(&bytes)) != sha256 {
            return Err(Error::Altered {
                sha256: sha256.to_owned(),
            });
        }
        Ok(bytes)
    }

    /// Removes a file, unless it was kept again after `since`: then it belongs to something new. Says whether it
    /// is gone.
    pub fn remove(&self, sha256: &str, since: SystemTime) -> Result<bool> {
        if !is_sha256(sha256) {
            return Ok(true);
        }
        let _alone = self.placing();
        let path = self.place(sha256);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(Error::io("read", &path, error)),
        };
        let kept_at = metadata
            .modified()
            .map_err(|error| Error::io("read", &path, error))?;
        if kept_at > since {
            return Ok(false);
        }
        fs::remove_file(&path).map_err(|error| Error::io("remove", &path, error))?;
        sync_folder(&self.shelf(sha256))?;
        Ok(true)
    }

    /// How many bytes all files have, finished or not.
    pub fn size(&self) -> Result<u64> {
        let mut size = 0;
        for shelf in entries(&self.folder)? {
            let shelf = self.folder.join(shelf);
            if !is_real_folder(&shelf) {
                continue;
            }
            for name in entries(&shelf)? {
                // A file may go while it is counted.
                size += fs::symlink_metadata(shelf.join(name)).map_or(0, |metadata| metadata.len());
            }
        }
        Ok(size)
    }

    /// Removes the files that are not in `referenced` and were kept before `before`, usually [`settled`].
    pub fn remove_unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
    ) -> Result<Unreferenced> {
        self.each_unreferenced(referenced, before, |path| {
            fs::remove_file(path).map_err(|error| Error::io("remove", path, error))
        })
    }

    /// What [`Store::remove_unreferenced`] would remove.
    pub fn unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
    ) -> Result<Unreferenced> {
        self.each_unreferenced(referenced, before, |_| Ok(()))
    }

    fn each_unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
        act: impl Fn(&Path) -> Result<()>,
    ) -> Result<Unreferenced> {
        let mut found = Unreferenced::default();
        for shelf in entries(&self.folder)? {
            let is_shelf = shelf
                .to_str()
                .is_some_and(|name| name.len() == 2 && is_hex(name));
            let shelf = self.folder.join(shelf);
            if !is_shelf || !is_real_folder(&shelf) {
                continue;
            }
            for name in entries(&shelf)? {
                let Some(sha256) = name.to_str().filter(|name| is_sha256(name)) else {
                    continue;
                };
                let path = shelf.join(sha256);
                let metadata =
                    fs::symlink_metadata(&path).map_err(|error| Error::io("read", &path, error))?;
                let is_new = metadata.modified().is_ok_and(|kept_at| kept_at > before);
                if referenced.contains(sha256) || is_new {
                    continue;
                }
                act(&path)?;
                found.files += 1;
                found.bytes += metadata.len();
            }
        }
        Ok(found)
    }

    /// A new file that can be kept.
    pub(crate) fn part(&self) -> Result<Part> {
        Part::create(&self.incoming())
    }

    /// The file that a sandbox's file grows in: with what is here of it, or new. A second download at the same time
    /// gets one of its own.
    pub(crate) fn part_of(&self, environment: &EnvironmentId, path: &str) -> Result<Part> {
        let name = checkpoint::part_name(environment, path);
        match Part::go_on(&self.incoming(), &name)? {
            Some(part) => Ok(part),
            None => self.part(),
        }
    }

    /// Gives a written file its place.
    pub(crate) fn keep(&self, mut part: Part) -> Result<Saved> {
        let saved = Saved {
            sha256: part.sha256(),
            size: part.size(),
        };
        let place = self.place(&saved.sha256);
        let _alone = self.placing();
        let is_here = fs::symlink_metadata(&place)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() == saved.size);
        if !is_here {
            let shelf = self.shelf(&saved.sha256);
            if !is_real_folder(&shelf) {
                make_private_folder(&shelf)?;
                sync_folder(&self.folder)?;
            }
            part.finish(&place)?;
        } else {
            part.give_up();
            kept_now(&place)?;
        }
        Ok(saved)
    }

    /// Keeps a file again that is here with this size. Says whether it is.
    pub fn keep_again(&self, sha256: &str, size: u64) -> Result<bool> {
        let _alone = self.placing();
        let Ok(place) = self.path(sha256) else {
            return Ok(false);
        };
        let is_here = fs::metadata(&place).is_ok_and(|metadata| metadata.len() == size);
        if is_here {
            kept_now(&place)?;
        }
        Ok(is_here)
    }

    fn placing(&self) -> MutexGuard<'_, ()> {
        self.placing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn incoming(&self) -> PathBuf {
        self.folder.join(INCOMING)
    }

    fn shelf(&self, sha256: &str) -> PathBuf {
        self.folder.join(&sha256[..2])
    }

    fn place(&self, sha256: &str) -> PathBuf {
        self.shelf(sha256).join(sha256)
    }
}

/// Notes that a file belongs to something new from now on, see [`Store::remove`].
fn kept_now(place: &Path) -> Result<()> {
    fs::File::options()
        .append(true)
        .open(place)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| Error::io("write", place, error))
}

/// Makes a folder that only this person can read, unless it is there.
fn make_private_folder(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| Error::io("create", folder, error))?;
    if is_real_folder(folder) {
        Ok(())
    } else {
        Err(Error::NotAFolder {
            path: folder.to_owned(),
        })
    }
}

/// Whether it is a folder itself, not a link to one.
pub(crate) fn is_real_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

fn entries(folder: &Path) -> Result<Vec<std::ffi::OsString>> {
    let failed = |error| Error::io("read", folder, error);
    fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.file_name()).map_err(failed))
        .collect()
}
