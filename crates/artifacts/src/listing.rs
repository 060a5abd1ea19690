//! Which files of a sandbox a run made, when runs before it used the same sandbox.

use std::collections::{HashMap, HashSet};

use interactions::EnvironmentFile;

/// The files in `listing` that were not there, or were different, when `known` was listed; folders
/// are left out. A file is the same when path, size and both times are (contract section 2.2).
#[must_use]
pub fn new_files(listing: &[EnvironmentFile], known: &[EnvironmentFile]) -> Vec<EnvironmentFile> {
    let known: HashMap<&str, &EnvironmentFile> = known
        .iter()
        .filter_map(|file| Some((path(file)?, file)))
        .collect();
    let mut seen = HashSet::new();
    listing
        .iter()
        .filter(|file| !file.is_directory())
        .filter(|file| {
            path(file).is_some_and(|path| {
                seen.insert(path) && known.get(path).is_none_or(|old| differs(file, old))
            })
        })
        .cloned()
        .collect()
}

fn differs(new: &EnvironmentFile, old: &EnvironmentFile) -> bool {
    new.size_bytes != old.size_bytes
        || new.modified != old.modified
        || new.created != old.created
        || old.is_directory()
}

/// The path as paths are compared: servers differ in a slash at the start.
fn path(file: &EnvironmentFile) -> Option<&str> {
    let path = file.path.as_deref().or(file.name.as_deref())?;
    let path = path.trim_start_matches("./").trim_start_matches('/');
    (!path.is_empty()).then_some(path)
}
