//! Paths of the workspace, and hashes of files.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Failure, Outcome};

/// Returns the repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository's root")
        .to_path_buf()
}

/// Returns cargo's target folder, where the tasks also keep their output.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Returns a folder for a task below `target`, creating it if necessary.
pub(crate) fn scratch(name: &str) -> Outcome<PathBuf> {
    let folder = target().join("xtask").join(name);
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, error))?;
    Ok(folder)
}

/// Returns the folder for downloads that are shared by all clones of a person.
pub(crate) fn cache() -> Outcome<PathBuf> {
    let variable = |name: &str| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    let base = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .or_else(|| {
            let home = variable("HOME")?;
            Some(home.join(if cfg!(target_os = "macos") {
                "Library/Caches"
            } else {
                ".cache"
            }))
        })
        .ok_or_else(|| Failure::new("Neither HOME nor XDG_CACHE_HOME is set."))?;
    let folder = base.join("errand");
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, error))?;
    Ok(folder)
}

/// Returns the SHA-256 of a file in hex.
pub(crate) fn sha256(path: &Path) -> Outcome<String> {
    let mut file = fs::File::open(path).map_err(|error| Failure::io(path, error))?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut hash).map_err(|error| Failure::io(path, error))?;
    Ok(hex(&hash.finalize()))
}

/// Returns the SHA-256 in hex over the names and contents of all files below `folder`, skipping those whose name is in
/// `skip`.
pub(crate) fn sha256_of_tree(folder: &Path, skip: &[&str]) -> Outcome<String> {
    let mut files = Vec::new();
    collect(folder, skip, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(sha256(&file)?);
    }
    Ok(hex(&hash.finalize()))
}

fn collect(folder: &Path, skip: &[&str], into: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).map_err(|error| Failure::io(folder, error))? {
        let entry = entry.map_err(|error| Failure::io(folder, error))?;
        if skip.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            collect(&path, skip, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs `work` unless it was done for the same `state` before, which is remembered in `target`.
pub(crate) fn once_per_state(
    name: &str,
    state: &str,
    still_there: &Path,
    work: impl FnOnce() -> Outcome,
) -> Outcome {
    let stamp = scratch("stamps")?.join(name);
    if still_there.exists() && fs::read_to_string(&stamp).is_ok_and(|seen| seen == state) {
        return Ok(());
    }
    work()?;
    fs::write(&stamp, state).map_err(|error| Failure::io(&stamp, error))
}
