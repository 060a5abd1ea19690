//! The bytes of uploaded files: one file each, named by its id, in a folder beside the record (contract section 2.4).

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

/// Where uploaded files lie.
#[derive(Debug)]
pub(crate) struct UploadedFiles {
    folder: PathBuf,
}

impl UploadedFiles {
    /// In this folder, which is made.
    pub(crate) fn new(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(folder.join("incoming"))?;
        Ok(Self { folder })
    }

    /// A path for an upload that is not complete.
    pub(crate) fn incoming(&self, upload: &str) -> PathBuf {
        self.folder.join("incoming").join(upload)
    }

    /// Where the bytes of a file lie.
    pub(crate) fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// Takes a complete upload as the file `id`, and gives its SHA-256 in hex digits.
    pub(crate) fn adopt(&self, upload: &str, id: &str) -> io::Result<String> {
        let from = self.incoming(upload);
        let sum = sha256(&from)?;
        std::fs::rename(from, self.path(id))?;
        Ok(sum)
    }

    /// Deletes a file's bytes, if they are there.
    pub(crate) fn delete(&self, id: &str) -> io::Result<()> {
        match std::fs::remove_file(self.path(id)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Deletes uploads that were never completed and were last written before `before`.
    pub(crate) fn remove_abandoned(&self, before: SystemTime) -> io::Result<()> {
        for entry in std::fs::read_dir(self.folder.join("incoming"))? {
            let entry = entry?;
            if entry.metadata()?.modified()? < before {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut sum = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => sum.update(&buffer[..read]),
        }
    }
    Ok(sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
