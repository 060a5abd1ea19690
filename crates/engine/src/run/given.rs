//! The files that came with a job or a later turn of it, for models that would spoil them: very small ones write a file
//! of the same name, or a program that does. Such files stay as they were given, and what was to take their place gets a
//! name of its own.

use std::collections::HashMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::files::{EnvironmentFiles, inside};

/// Largest file in bytes that is looked after; a request carries no larger ones (contract section 9.3).
const LARGEST: u64 = 1 << 20;
/// Maximum number of names that are tried.
const MOST_NAMES: u32 = 100;

/// The files that came with a job and are not to be changed.
#[derive(Debug, Clone)]
pub(crate) struct GivenFiles {
    files: Arc<EnvironmentFiles>,
    environment: String,
    /// Their paths from the root of the environment, without a leading slash.
    paths: Vec<String>,
    /// Where the changed one of each was written first, by path. Later ones take its place, because a small model writes
    /// the same file again and again.
    changed: Arc<Mutex<HashMap<String, String>>>,
}

/// The bytes of given files, by path.
pub(crate) type Originals = HashMap<String, Vec<u8>>;

impl GivenFiles {
    /// The files at these paths from the root of an environment.
    pub(crate) fn new(files: Arc<EnvironmentFiles>, environment: &str, paths: Vec<String>) -> Self {
        Self {
            files,
            environment: environment.to_owned(),
            paths,
            changed: Arc::default(),
        }
    }

    /// Returns where a file is written that was to be written to `path`: there, or beside a given file of that path.
    /// Blocks.
    pub(crate) fn path_for(&self, path: &str) -> String {
        match normalized(path) {
            Some(given) if self.paths.contains(&given) => format!("/{}", self.changed_path(&given)),
            _ => path.to_owned(),
        }
    }

    /// Reads the given files, before a program runs. Blocks.
    pub(crate) fn read(&self) -> Originals {
        let read = self.paths.iter().filter_map(|path| {
            let bytes = self.bytes(path).ok()?;
            Some((path.clone(), bytes))
        });
        read.collect()
    }

    /// Puts given files back that a program changed or deleted; what it made of them gets another name. Returns a
    /// sentence for each. A file that cannot be put back does not keep the others from it. Blocks.
    pub(crate) fn restore(&self, originals: &Originals) -> Vec<String> {
        let mut told = Vec::new();
        for path in &self.paths {
            let Some(original) = originals.get(path) else {
                continue;
            };
            match self.restore_file(path, original) {
                Ok(sentence) => told.extend(sentence),
                Err(error) => tracing::warn!(%error, %path, "a given file cannot be put back"),
            }
        }
        told
    }

    fn restore_file(&self, path: &str, original: &[u8]) -> io::Result<Option<String>> {
        let told = match self.files.open(&self.environment, path) {
            Ok((mut changed, size)) => {
                if size == original.len() as u64 && self.bytes(path)? == original {
                    return Ok(None);
                }
                let other = self.changed_path(path);
                self.files
                    .write_from(&self.environment, &other, &mut changed)?;
                format!("/{path} stays as it was given; the changed one is /{other}.")
            }
            Err(_) => format!("/{path} stays as it was given."),
        };
        self.files.write(&self.environment, path, original)?;
        Ok(Some(told))
    }

    /// Reads a file of at most [`LARGEST`] bytes.
    fn bytes(&self, path: &str) -> io::Result<Vec<u8>> {
        let (file, _) = self.files.open(&self.environment, path)?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    /// Returns where the changed one of a given file is in this turn.
    fn changed_path(&self, path: &str) -> String {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        let chosen = changed.entry(path.to_owned());
        chosen.or_insert_with(|| self.free_path(path)).clone()
    }

    /// Returns `prices-2.csv` for `prices.csv`, or the next number that is free.
    fn free_path(&self, path: &str) -> String {
        let known = Path::new(path);
        let stem = known.file_stem().unwrap_or_default().to_string_lossy();
        let extension = known.extension().unwrap_or_default().to_string_lossy();
        let numbered = |number: u32| {
            let name = match extension.is_empty() {
                true => format!("{stem}-{number}"),
                false => format!("{stem}-{number}.{extension}"),
            };
            known.with_file_name(name).to_string_lossy().into_owned()
        };
        let is_free = |path: &String| !self.files.contains(&self.environment, path).unwrap_or(true);
        (2..MOST_NAMES)
            .map(numbered)
            .find(is_free)
            .unwrap_or_else(|| numbered(MOST_NAMES))
    }
}

fn normalized(path: &str) -> Option<String> {
    Some(inside(path).ok()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> (tempfile::TempDir, GivenFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = Arc::new(EnvironmentFiles::new(folder.path().to_owned()));
        files.create("e").unwrap();
        files.write("e", "/workspace/prices.csv", b"a,1\n").unwrap();
        let paths = vec!["workspace/prices.csv".to_owned()];
        (folder, GivenFiles::new(files, "e", paths))
    }

    #[test]
    fn a_file_of_the_same_name_is_written_beside_a_given_one() {
        let (_folder, given) = given();
        assert_eq!(given.path_for("/workspace/new.csv"), "/workspace/new.csv");
        let beside = given.path_for("/workspace/./prices.csv");
        assert_eq!(beside, "/workspace/prices-2.csv");
        given.files.write("e", &beside, b"b,2\n").unwrap();
        let again = given.path_for("/workspace/prices.csv");
        assert_eq!(again, beside, "one other file, however often it is written");
        let next_turn = GivenFiles {
            changed: Arc::default(),
            ..given
        };
        assert_eq!(
            next_turn.path_for("/workspace/prices.csv"),
            "/workspace/prices-3.csv"
        );
    }

    #[test]
    fn what_a_program_did_to_a_given_file_is_kept_beside_it() {
        let (_folder, given) = given();
        let originals = given.read();
        assert!(given.restore(&originals).is_empty());
        let write = |bytes: &[u8]| {
            given
                .files
                .write("e", "workspace/prices.csv", bytes)
                .unwrap()
        };
        write(b"spoilt");
        let told = given.restore(&originals);
        assert_eq!(
            told,
            [
                "/workspace/prices.csv stays as it was given; the changed one is /workspace/prices-2.csv."
            ]
        );
        assert_eq!(given.bytes("workspace/prices.csv").unwrap(), b"a,1\n");
        assert_eq!(given.bytes("workspace/prices-2.csv").unwrap(), b"spoilt");
        let workspace = given.files.workspace("e").unwrap();
        std::fs::remove_file(workspace.join("prices.csv")).unwrap();
        assert_eq!(given.restore(&originals).len(), 1);
        assert_eq!(given.read(), originals);
    }

    #[test]
    fn a_large_file_that_a_program_made_of_a_given_one_is_kept_whole() {
        let (_folder, given) = given();
        let originals = given.read();
        let large = vec![b'x'; 2 << 20];
        given
            .files
            .write("e", "workspace/prices.csv", &large)
            .unwrap();
        assert_eq!(given.restore(&originals).len(), 1);
        let (_, size) = given.files.open("e", "workspace/prices-2.csv").unwrap();
        assert_eq!(size, 2 << 20);
        assert_eq!(given.read(), originals);
    }

    #[test]
    fn a_given_file_that_became_a_folder_does_not_keep_the_next_from_being_put_back() {
        let (_folder, mut given) = given();
        given.paths.push("workspace/stock.csv".to_owned());
        let write = |path: &str, bytes: &[u8]| given.files.write("e", path, bytes).unwrap();
        write("workspace/stock.csv", b"b,2\n");
        let originals = given.read();
        let workspace = given.files.workspace("e").unwrap();
        std::fs::remove_file(workspace.join("prices.csv")).unwrap();
        std::fs::create_dir(workspace.join("prices.csv")).unwrap();
        write("workspace/stock.csv", b"spoilt");
        assert_eq!(given.restore(&originals).len(), 1);
        assert_eq!(given.bytes("workspace/stock.csv").unwrap(), b"b,2\n");
    }
}
