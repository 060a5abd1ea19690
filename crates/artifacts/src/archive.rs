//! Export of several files as one zip archive, with their folders, verified while copying.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::error::{Error, Result};
use crate::name::SafePath;
use crate::store::Store;

/// Larger files need the zip64 format.
const ZIP64_SIZE: u64 = u32::MAX as u64;

impl Store {
    /// Writes stored files, given by their SHA-256, into a `.zip` at `target`, replacing an existing file. Later ones
    /// of equal paths get a number. The archive is created atomically. Blocks.
    ///
    /// # Errors
    /// If a file is missing or was changed, or the archive cannot be written.
    pub fn export_archive(&self, files: &[(String, SafePath)], target: &Path) -> Result<()> {
        let folder = target
            .parent()
            .filter(|folder| folder.is_dir())
            .ok_or_else(|| Error::NotAFolder {
                path: target.to_owned(),
            })?;
        let failed = |error| Error::io("write", target, error);
        let part = NamedTempFile::new_in(folder).map_err(failed)?;
        let mut archive = ZipWriter::new(BufWriter::new(part));
        let mut taken = HashSet::new();
        for (sha256, path) in files {
            let name = free_name(path, &mut taken);
            let source = self.path(sha256)?;
            let read_failed = |error| Error::io("read", &source, error);
            let mut file = File::open(&source).map_err(read_failed)?;
            let size = file.metadata().map_err(read_failed)?.len();
            let options = SimpleFileOptions::default().large_file(size >= ZIP64_SIZE);
            archive
                .start_file(name, options)
                .map_err(|error| failed(error.into()))?;
            let mut digest = Sha256::new();
            let mut buffer = vec![0; 128 * 1024];
            loop {
                let length = file.read(&mut buffer).map_err(read_failed)?;
                if length == 0 {
                    break;
                }
                digest.update(&buffer[..length]);
                archive.write_all(&buffer[..length]).map_err(failed)?;
            }
            if format!("{:x}", digest.finalize()) != *sha256 {
                return Err(Error::Altered {
                    sha256: sha256.clone(),
                });
            }
        }
        let written = archive.finish().map_err(|error| failed(error.into()))?;
        let part = written
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        part.as_file().sync_all().map_err(failed)?;
        part.persist(target).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// Returns the path as written in archives, with a number if it is taken.
fn free_name(path: &SafePath, taken: &mut HashSet<String>) -> String {
    let folders: String = path
        .folders()
        .iter()
        .map(|folder| format!("{folder}/"))
        .collect();
    let mut name = format!("{folders}{}", path.file());
    let mut number = 1;
    // Some systems treat names that differ only in case as equal.
    while !taken.insert(name.to_lowercase()) {
        number += 1;
        name = format!("{folders}{}", path.file().numbered(number));
    }
    name
}
