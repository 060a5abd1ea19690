//! Listings of the files of an environment.

use std::io;
use std::path::Path;

use cap_std::fs::{Dir, Metadata};

use super::{MAX_DEPTH, rights};

/// Maximum number of entries of one listing; a sandbox may have made more.
const MAX_ENTRIES: usize = 20_000;

/// A file or folder as the API lists it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Relative path with `/`, such as `workspace/report.md`.
    pub(crate) path: String,
    pub(crate) is_dir: bool,
    pub(crate) size: u64,
    pub(crate) created: String,
    pub(crate) modified: String,
}

impl Entry {
    /// The entry of a file or folder; `None` for pipes, devices and links.
    pub(super) fn of(path: &str, metadata: &Metadata) -> Option<Self> {
        if !metadata.is_file() && !metadata.is_dir() {
            return None;
        }
        let time = |time: io::Result<cap_std::time::SystemTime>| {
            let time = time.map_or(
                std::time::SystemTime::UNIX_EPOCH,
                cap_std::time::SystemTime::into_std,
            );
            // With its fraction: a file that is written again within the same second, in the same size, has changed.
            jiff::Timestamp::try_from(time)
                .unwrap_or_default()
                .to_string()
        };
        let modified = time(metadata.modified());
        let created = metadata
            .created()
            .map_or_else(|_| modified.clone(), |created| time(Ok(created)));
        Some(Self {
            path: path.to_owned(),
            is_dir: metadata.is_dir(),
            size: if metadata.is_file() {
                metadata.len()
            } else {
                0
            },
            created,
            modified,
        })
    }
}

/// The entries below a folder, sorted by path; all descendants when `recursive`. Links are not followed.
pub(super) fn list(dir: &Dir, path: &str, recursive: bool) -> io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    let depth = if recursive { MAX_DEPTH } else { 0 };
    walk(dir, path, depth, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Collects the entries of a folder and of its subfolders, `depth` levels down.
fn walk(dir: &Dir, path: &str, depth: usize, found: &mut Vec<Entry>) -> io::Result<()> {
    for item in dir.entries()? {
        let item = item?;
        let Some(name) = item.file_name().to_str().map(str::to_owned) else {
            continue;
        };
        let Ok(metadata) = item.metadata() else {
            continue;
        };
        let below = if path.is_empty() {
            name
        } else {
            format!("{path}/{name}")
        };
        let Some(entry) = Entry::of(&below, &metadata) else {
            continue;
        };
        let is_dir = entry.is_dir;
        found.push(entry);
        if found.len() >= MAX_ENTRIES {
            return Ok(());
        }
        if is_dir && depth > 0 {
            match rights::open_dir(dir, Path::new(&item.file_name())) {
                Ok(inner) => walk(&inner, &below, depth - 1, found)?,
                // A running program may have removed it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
