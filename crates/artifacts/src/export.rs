//! Export of single files to the person's folders: byte for byte, overwriting nothing and following no link.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::name::{SafeName, SafePath};
use crate::part::Part;
use crate::store::{Store, is_real_folder};

/// Maximum number of names tried: `a.txt`, `a (2).txt` … `a (9999).txt`.
const MAX_NAMES: u32 = 9999;

impl Store {
    /// Copies a stored file into the existing folder `folder` and returns its path. If anything has that name, a
    /// number is appended. The copy is verified and created atomically.
    pub fn export(&self, sha256: &str, folder: &Path, name: &SafeName) -> Result<PathBuf> {
        if !folder.is_dir() {
            return Err(Error::NotAFolder {
                path: folder.to_owned(),
            });
        }
        let source = self.path(sha256)?;
        let mut part = copy(&source, folder)?;
        if part.sha256() != sha256 {
            return Err(Error::Altered {
                sha256: sha256.to_owned(),
            });
        }
        part.close()?;
        first_free(folder, name, |target| part.move_to_free(target))
    }

    /// Like [`Store::export`], including the file's own folders below `folder`. If a file or a link has the name of
    /// one, a number is appended.
    pub fn export_path(&self, sha256: &str, folder: &Path, path: &SafePath) -> Result<PathBuf> {
        let mut inner = folder.to_owned();
        for name in path.folders() {
            inner = subfolder(&inner, name)?;
        }
        self.export(sha256, &inner, path.file())
    }
}

fn copy(source: &Path, folder: &Path) -> Result<Part> {
    let failed = |error| Error::io("read", source, error);
    let mut file = File::open(source).map_err(failed)?;
    let mut part = Part::create(folder)?;
    let mut buffer = vec![0; 128 * 1024];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(part),
            Ok(length) => part.write(&buffer[..length])?,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(failed(error)),
        }
    }
}

/// Returns the folder of this name, creating it if necessary.
fn subfolder(folder: &Path, name: &SafeName) -> Result<PathBuf> {
    first_free(folder, name, |target| match fs::create_dir(target) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(is_real_folder(target)),
        Err(error) => Err(Error::io("create", target, error)),
    })
}

fn first_free(
    folder: &Path,
    name: &SafeName,
    mut try_path: impl FnMut(&Path) -> Result<bool>,
) -> Result<PathBuf> {
    for number in 1..=MAX_NAMES {
        let target = match number {
            1 => folder.join(name),
            number => folder.join(name.numbered(number)),
        };
        if try_path(&target)? {
            return Ok(target);
        }
    }
    Err(Error::NoFreeName {
        folder: folder.to_owned(),
        name: name.to_string(),
    })
}
