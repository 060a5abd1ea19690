//! The files that came with a job or a later turn of it, for models that would spoil them: very small ones write a file
//! of the same name, or a program that does. Such files stay as they were given, and what was to take their place gets a
//! name of its own.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::files::{EnvironmentFiles, inside};

/// Maximum number of names that are tried.
const MOST_NAMES: u32 = 100;
/// Number of bytes that are compared at once.
const COMPARED: usize = 1 << 16;

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
    /// Copies from before the first program of the run, out of reach of programs. They go with the run.
    originals: Arc<OnceLock<Originals>>,
}

/// Copies of given files.
#[derive(Debug)]
struct Originals {
    /// Removes the copies when it is dropped.
    _folder: tempfile::TempDir,
    /// The copy of each file, by its path.
    copies: HashMap<String, PathBuf>,
}

impl GivenFiles {
    /// The files at these paths from the root of an environment.
    pub(crate) fn new(files: Arc<EnvironmentFiles>, environment: &str, paths: Vec<String>) -> Self {
        Self {
            files,
            environment: environment.to_owned(),
            paths,
            changed: Arc::default(),
            originals: Arc::default(),
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

    /// Copies the given files, before the first program of a run. Blocks.
    ///
    /// # Errors
    /// When a file that is there cannot be copied, so that a program might spoil it for good.
    pub(crate) fn secure(&self) -> io::Result<()> {
        if self.originals.get().is_none() {
            // Of two programs that begin at once, the copies of the first stay.
            let _ = self.originals.set(self.copies()?);
        }
        Ok(())
    }

    fn copies(&self) -> io::Result<Originals> {
        let incoming = self.files.incoming(&self.environment);
        std::fs::create_dir_all(&incoming)?;
        let folder = tempfile::tempdir_in(incoming)?;
        let mut copies = HashMap::new();
        for (number, path) in self.paths.iter().enumerate() {
            let (mut file, _) = match self.files.open(&self.environment, path) {
                Ok(opened) => opened,
                // It was deleted before, or is no file any more.
                Err(error) if is_gone(&error) => continue,
                Err(error) => return Err(error),
            };
            let copy = folder.path().join(number.to_string());
            io::copy(&mut file, &mut File::create_new(&copy)?)?;
            copies.insert(path.clone(), copy);
        }
        Ok(Originals {
            _folder: folder,
            copies,
        })
    }

    /// Puts given files back that a program changed or deleted; what it made of them gets another name. Returns a
    /// sentence for each. A file that cannot be put back does not keep the others from it. Blocks.
    pub(crate) fn restore(&self) -> Vec<String> {
        let mut told = Vec::new();
        let Some(originals) = self.originals.get() else {
            return told;
        };
        for path in &self.paths {
            let Some(original) = originals.copies.get(path) else {
                continue;
            };
            match self.restore_file(path, original) {
                Ok(sentence) => told.extend(sentence),
                Err(error) => tracing::warn!(%error, %path, "a given file cannot be put back"),
            }
        }
        told
    }

    fn restore_file(&self, path: &str, original: &Path) -> io::Result<Option<String>> {
        let mut original = File::open(original)?;
        let told = match self.files.open(&self.environment, path) {
            Ok((changed, size)) => {
                let is_as_long = size == original.metadata()?.len();
                if is_as_long && are_equal(&changed, &original)? {
                    return Ok(None);
                }
                let (mut changed, _) = self.files.open(&self.environment, path)?;
                let other = self.changed_path(path);
                self.files
                    .write_from(&self.environment, &other, &mut changed)?;
                io::Seek::rewind(&mut original)?;
                format!("/{path} stays as it was given; the changed one is /{other}.")
            }
            Err(_) => format!("/{path} stays as it was given."),
        };
        self.files
            .write_from(&self.environment, path, &mut original)?;
        Ok(Some(told))
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

fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | IsADirectory)
}

/// Returns true if two files of one length have the same bytes.
fn are_equal(one: &File, other: &File) -> io::Result<bool> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    loop {
        left.clear();
        right.clear();
        one.take(COMPARED as u64).read_to_end(&mut left)?;
        other.take(COMPARED as u64).read_to_end(&mut right)?;
        if left != right || left.is_empty() {
            return Ok(left == right);
        }
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

    impl GivenFiles {
        fn content(&self, path: &str) -> Vec<u8> {
            let (mut file, _) = self.files.open("e", path).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            bytes
        }

        fn spoil(&self, path: &str, bytes: &[u8]) {
            self.files.write("e", path, bytes).unwrap();
        }
    }

    #[test]
    fn what_a_program_did_to_a_given_file_is_kept_beside_it() {
        let (_folder, given) = given();
        given.secure().unwrap();
        assert!(given.restore().is_empty());
        given.spoil("workspace/prices.csv", b"b,2\n");
        let told = given.restore();
        assert_eq!(
            told,
            [
                "/workspace/prices.csv stays as it was given; the changed one is /workspace/prices-2.csv."
            ]
        );
        assert_eq!(given.content("workspace/prices.csv"), b"a,1\n");
        assert_eq!(given.content("workspace/prices-2.csv"), b"b,2\n");
        let workspace = given.files.workspace("e").unwrap();
        std::fs::remove_file(workspace.join("prices.csv")).unwrap();
        given.secure().unwrap();
        assert_eq!(given.restore().len(), 1);
        assert_eq!(given.content("workspace/prices.csv"), b"a,1\n");
    }

    #[test]
    fn a_given_file_of_any_size_is_put_back() {
        let (_folder, given) = given();
        let mut large = vec![b'x'; 3 << 20];
        given.spoil("workspace/prices.csv", &large);
        given.secure().unwrap();
        assert!(given.restore().is_empty());
        let original = large.clone();
        *large.last_mut().unwrap() = b'y';
        given.spoil("workspace/prices.csv", &large);
        assert_eq!(given.restore().len(), 1);
        assert_eq!(given.content("workspace/prices.csv"), original);
        assert_eq!(given.content("workspace/prices-2.csv"), large);
    }

    #[test]
    fn a_large_file_that_a_program_made_of_a_given_one_is_kept_whole() {
        let (_folder, given) = given();
        given.secure().unwrap();
        let large = vec![b'x'; 2 << 20];
        given.spoil("workspace/prices.csv", &large);
        assert_eq!(given.restore().len(), 1);
        assert_eq!(given.content("workspace/prices-2.csv"), large);
        assert_eq!(given.content("workspace/prices.csv"), b"a,1\n");
    }

    #[test]
    fn a_given_file_that_became_a_folder_does_not_keep_the_next_from_being_put_back() {
        let (_folder, mut given) = given();
        given.paths.push("workspace/stock.csv".to_owned());
        given.spoil("workspace/stock.csv", b"b,2\n");
        given.secure().unwrap();
        let workspace = given.files.workspace("e").unwrap();
        std::fs::remove_file(workspace.join("prices.csv")).unwrap();
        std::fs::create_dir(workspace.join("prices.csv")).unwrap();
        given.spoil("workspace/stock.csv", b"spoilt");
        assert_eq!(given.restore().len(), 1);
        assert_eq!(given.content("workspace/stock.csv"), b"b,2\n");
    }

    #[test]
    fn the_copies_of_given_files_go_with_the_run() {
        let (folder, given) = given();
        given.secure().unwrap();
        let incoming = folder.path().join("e/incoming");
        let count = || std::fs::read_dir(&incoming).unwrap().count();
        assert_eq!(count(), 1);
        drop(given);
        assert_eq!(count(), 0);
    }
}
