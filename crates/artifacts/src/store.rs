//! Content-addressed storage: each file once, under its SHA-256 as `ab/ab34…`, in one folder beside the ledger.

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
use crate::part::{Claim, Part, UNFINISHED_PREFIX, sync_folder};
use crate::room;
use crate::sound;

/// Folder of unfinished files.
const INCOMING: &str = "incoming";

/// Minimum age of a stored file before it is removed as unreferenced: the ledger may not refer to it yet.
const UNREFERENCED_AGE: Duration = Duration::from_secs(60 * 60);

/// Number and interval of attempts to remove a part that is being written.
const REMOVE_ATTEMPTS: usize = 200;
const REMOVE_INTERVAL: Duration = Duration::from_millis(50);
/// The number of attempts if a download may legitimately be running.
const BRIEF_REMOVE_ATTEMPTS: usize = 20;

/// The store of files by content. Cheap to clone. Its methods block, except [`Store::fetch`].
#[derive(Debug, Clone)]
pub struct Store {
    folder: Arc<Path>,
    /// Held while a file is moved to its place or removed, so that no file is removed that was just stored again.
    moving: Arc<Mutex<()>>,
}

/// A file in the store.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredFile {
    /// SHA-256 in lower-case hex; its name in the store.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
}

/// Number and size of unreferenced files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unreferenced {
    /// Number of files.
    pub files: u64,
    /// Total size in bytes.
    pub bytes: u64,
}

/// Returns the time, an hour ago, before which files must have been stored to be removed as unreferenced.
#[must_use]
pub fn removable_before() -> SystemTime {
    let now = SystemTime::now();
    now.checked_sub(UNREFERENCED_AGE).unwrap_or(now)
}

impl Store {
    /// Opens the store in `folder`, creates the folder if necessary, and removes unfinished files of an earlier start,
    /// except downloads that can be resumed. Only one store may be open in a folder at a time.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self> {
        let folder = folder.as_ref();
        make_private_folder(folder)?;
        let store = Self {
            folder: folder.into(),
            moving: Arc::default(),
        };
        let incoming = store.incoming();
        make_private_folder(&incoming)?;
        for entry in entries(&incoming)? {
            let path = incoming.join(&entry);
            if entry.to_string_lossy().starts_with(UNFINISHED_PREFIX)
                && !checkpoint::is_resumable(&path)
            {
                fs::remove_file(&path).map_err(|error| Error::io("remove", &path, error))?;
            }
        }
        Ok(store)
    }

    /// Returns the number of bytes that can be downloaded before the disk is too full for everything else; `None` if
    /// the system does not tell.
    #[must_use]
    pub fn room(&self) -> Option<u64> {
        room::room(&self.folder)
    }

    /// Removes the interrupted downloads of a sandbox. Waits a moment for those being written. Returns true if none is
    /// left.
    pub fn remove_interrupted_of(&self, environment: &EnvironmentId) -> Result<bool> {
        let prefix = checkpoint::part_prefix(environment);
        self.remove_interrupted_where(REMOVE_ATTEMPTS, |name| name.starts_with(&prefix))
    }

    /// Removes all interrupted downloads, except those that are running: it waits for them only briefly. Returns the
    /// number of bytes freed.
    pub fn remove_interrupted(&self) -> Result<u64> {
        let bytes = self.size_of_interrupted()?;
        self.remove_interrupted_where(BRIEF_REMOVE_ATTEMPTS, |_| true)?;
        Ok(bytes.saturating_sub(self.size_of_interrupted()?))
    }

    fn remove_interrupted_where(
        &self,
        attempts: usize,
        is_selected: impl Fn(&str) -> bool,
    ) -> Result<bool> {
        for _ in 0..attempts {
            let mut parts = self.interrupted_parts()?;
            parts.retain(|part| {
                let name = part.file_name().unwrap_or_default();
                is_selected(&name.to_string_lossy())
            });
            if Self::remove_parts(&parts)? == parts.len() {
                return Ok(true);
            }
            std::thread::sleep(REMOVE_INTERVAL);
        }
        Ok(false)
    }

    /// Returns the total size in bytes of all interrupted downloads, without those that are running.
    pub fn size_of_interrupted(&self) -> Result<u64> {
        let parts = self.interrupted_parts()?.into_iter();
        let parts = parts.filter(|part| !Claim::is_taken(part));
        // A download may finish while the sizes are added up.
        let sizes = parts.map(|part| fs::symlink_metadata(part).map_or(0, |it| it.len()));
        Ok(sizes.sum())
    }

    /// Returns the parts of downloads that can be resumed.
    fn interrupted_parts(&self) -> Result<Vec<PathBuf>> {
        let incoming = self.incoming();
        let names = entries(&incoming)?.into_iter();
        let parts: BTreeSet<PathBuf> = names
            .filter_map(|name| checkpoint::part_name_in(&name.to_string_lossy()))
            .map(|name| incoming.join(name))
            .collect();
        Ok(parts.into_iter().collect())
    }

    /// Removes parts with their checkpoints, except those being written. Returns the number removed.
    fn remove_parts(parts: &[PathBuf]) -> Result<usize> {
        let mut removed = 0;
        for part in parts {
            let Some(_claim) = Claim::take(part) else {
                continue;
            };
            match fs::remove_file(part) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("remove", part, error));
                }
                _ => checkpoint::remove_checkpoint(part)?,
            }
            removed += 1;
        }
        Ok(removed)
    }

    /// Stores bytes.
    pub fn put_bytes(&self, bytes: &[u8]) -> Result<StoredFile> {
        let mut part = self.new_part()?;
        part.write(bytes)?;
        self.store_part(part)
    }

    /// Stores inline media (contract section 6): base64 of either alphabet, padded or not.
    pub fn put_base64(&self, data: &str) -> Result<StoredFile> {
        self.put_bytes(&inline::decode(data)?)
    }

    /// Stores a sound; raw PCM as a WAV file.
    pub fn put_sound(&self, sound: &Sound) -> Result<StoredFile> {
        if sound.is_raw_pcm() {
            self.put_bytes(&sound::wav(sound)?)
        } else {
            self.put_bytes(&sound.bytes)
        }
    }

    /// Stores the bytes of a reader if they have this SHA-256; otherwise nothing is stored.
    ///
    /// # Errors
    /// [`Error::Altered`] if the hash differs; I/O errors on reading and writing.
    pub fn put_verified(&self, sha256: &str, from: &mut impl io::Read) -> Result<StoredFile> {
        let mut part = self.new_part()?;
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
        self.store_part(part)
    }

    /// Returns the path of a file for reading. Fails if it is not stored.
    pub fn path(&self, sha256: &str) -> Result<PathBuf> {
        let missing = || Error::NotStored {
            sha256: sha256.chars().take(64).collect(),
        };
        if !is_sha256(sha256) {
            return Err(missing());
        }
        let path = self.path_for(sha256);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => Ok(path),
            _ => Err(missing()),
        }
    }

    /// Returns the bytes of a file after verifying them. Fails if it is not stored.
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

    /// Removes a file, unless it was stored again after `since`, because it then belongs to something new. Returns
    /// true if it is gone.
    pub fn remove(&self, sha256: &str, since: SystemTime) -> Result<bool> {
        if !is_sha256(sha256) {
            return Ok(true);
        }
        let _moving = self.moving();
        let path = self.path_for(sha256);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
            Err(error) => return Err(Error::io("read", &path, error)),
        };
        let stored_at = metadata
            .modified()
            .map_err(|error| Error::io("read", &path, error))?;
        if stored_at > since {
            return Ok(false);
        }
        fs::remove_file(&path).map_err(|error| Error::io("remove", &path, error))?;
        sync_folder(&self.subfolder(sha256))?;
        Ok(true)
    }

    /// Returns the total size of all files in bytes, finished or not.
    pub fn size(&self) -> Result<u64> {
        let mut size = 0;
        for subfolder in entries(&self.folder)? {
            let subfolder = self.folder.join(subfolder);
            if !is_real_folder(&subfolder) {
                continue;
            }
            for name in entries(&subfolder)? {
                // A file may be removed while they are counted.
                size +=
                    fs::symlink_metadata(subfolder.join(name)).map_or(0, |metadata| metadata.len());
            }
        }
        Ok(size)
    }

    /// Removes the files that are not in `referenced` and were stored before `before`, usually [`removable_before`].
    pub fn remove_unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
    ) -> Result<Unreferenced> {
        self.for_each_unreferenced(referenced, before, |path| {
            fs::remove_file(path).map_err(|error| Error::io("remove", path, error))
        })
    }

    /// Returns what [`Store::remove_unreferenced`] would remove.
    pub fn unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
    ) -> Result<Unreferenced> {
        self.for_each_unreferenced(referenced, before, |_| Ok(()))
    }

    fn for_each_unreferenced(
        &self,
        referenced: &HashSet<String>,
        before: SystemTime,
        act: impl Fn(&Path) -> Result<()>,
    ) -> Result<Unreferenced> {
        let mut found = Unreferenced::default();
        for subfolder in entries(&self.folder)? {
            let is_subfolder = subfolder
                .to_str()
                .is_some_and(|name| name.len() == 2 && is_hex(name));
            let subfolder = self.folder.join(subfolder);
            if !is_subfolder || !is_real_folder(&subfolder) {
                continue;
            }
            for name in entries(&subfolder)? {
                let Some(sha256) = name.to_str().filter(|name| is_sha256(name)) else {
                    continue;
                };
                let path = subfolder.join(sha256);
                let metadata =
                    fs::symlink_metadata(&path).map_err(|error| Error::io("read", &path, error))?;
                let is_new = metadata
                    .modified()
                    .is_ok_and(|stored_at| stored_at > before);
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

    /// Creates a new unfinished file.
    pub(crate) fn new_part(&self) -> Result<Part> {
        Part::create(&self.incoming())
    }

    /// Returns the unfinished file for a sandbox file, resuming an interrupted one. A second simultaneous download
    /// gets a file of its own.
    pub(crate) fn part_for(&self, environment: &EnvironmentId, path: &str) -> Result<Part> {
        let name = checkpoint::part_name(environment, path);
        match Part::resume(&self.incoming(), &name)? {
            Some(part) => Ok(part),
            None => self.new_part(),
        }
    }

    /// Moves a finished file to its place.
    pub(crate) fn store_part(&self, mut part: Part) -> Result<StoredFile> {
        let saved = StoredFile {
            sha256: part.sha256(),
            size: part.size(),
        };
        let path = self.path_for(&saved.sha256);
        let _moving = self.moving();
        let is_stored = fs::symlink_metadata(&path)
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() == saved.size);
        if !is_stored {
            let subfolder = self.subfolder(&saved.sha256);
            if !is_real_folder(&subfolder) {
                make_private_folder(&subfolder)?;
                sync_folder(&self.folder)?;
            }
            part.finish(&path)?;
        } else {
            part.discard();
            touch(&path)?;
        }
        Ok(saved)
    }

    /// Marks a file as stored again if it is present with this size. Returns true if it is.
    pub fn mark_stored_again(&self, sha256: &str, size: u64) -> Result<bool> {
        let _moving = self.moving();
        let Ok(path) = self.path(sha256) else {
            return Ok(false);
        };
        let is_stored = fs::metadata(&path).is_ok_and(|metadata| metadata.len() == size);
        if is_stored {
            touch(&path)?;
        }
        Ok(is_stored)
    }

    fn moving(&self) -> MutexGuard<'_, ()> {
        self.moving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn incoming(&self) -> PathBuf {
        self.folder.join(INCOMING)
    }

    fn subfolder(&self, sha256: &str) -> PathBuf {
        self.folder.join(&sha256[..2])
    }

    fn path_for(&self, sha256: &str) -> PathBuf {
        self.subfolder(sha256).join(sha256)
    }
}

/// Updates the file's time, which says since when it belongs to something new; see [`Store::remove`].
fn touch(path: &Path) -> Result<()> {
    fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| Error::io("write", path, error))
}

/// Creates a folder that only its owner can read, unless it exists.
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

/// Returns true for a folder itself, not for a link to one.
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
