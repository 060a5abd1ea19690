//! Selection of the sandbox files that a run made, and of the sandbox folders that are shown as one row.

use std::collections::{BTreeMap, HashMap, HashSet};

use interactions::EnvironmentFile;

/// Returns the files in `listing` that are new or changed compared with `known`; folders are left out. A file is
/// unchanged if path, size and both times are equal (contract section 2.2).
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

/// Folders that programs fill by themselves: packages, environments, caches, histories. Their contents rarely matter,
/// and may be tens of thousands of files.
const COLLAPSED_FOLDERS: &[&str] = &[
    ".bzr",
    ".cache",
    ".cargo",
    ".eggs",
    ".git",
    ".gradle",
    ".hg",
    ".ipynb_checkpoints",
    ".m2",
    ".mypy_cache",
    ".next",
    ".nox",
    ".npm",
    ".nuxt",
    ".parcel-cache",
    ".pnpm-store",
    ".pytest_cache",
    ".ruff_cache",
    ".rustup",
    ".svn",
    ".terraform",
    ".tox",
    ".turbo",
    ".venv",
    ".virtualenv",
    ".yarn",
    "__pycache__",
    "__pypackages__",
    "bower_components",
    "dist-packages",
    "node_modules",
    "site-packages",
    "venv",
];

/// A sandbox folder that is shown as one row, whatever it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollapsedFolder {
    /// Path in the sandbox, as the server writes it.
    pub path: String,
    /// Number of files in it, at any depth.
    pub files: u32,
    /// Total size of those files in bytes, as far as known.
    pub size: i64,
    /// Latest change of any of them, as the server writes it.
    pub modified: Option<String>,
}

impl CollapsedFolder {
    /// Returns the folder as if it were one file, so that changes of it can be detected.
    #[must_use]
    pub fn as_file(&self) -> EnvironmentFile {
        EnvironmentFile {
            path: Some(self.path.clone()),
            size_bytes: Some(self.size.into()),
            modified: self.modified.clone(),
            ..EnvironmentFile::default()
        }
    }
}

/// Splits a listing into the files shown individually and the outermost folders shown as one row.
#[must_use]
pub fn collapse_folders(
    listing: Vec<EnvironmentFile>,
) -> (Vec<EnvironmentFile>, Vec<CollapsedFolder>) {
    let mut files = Vec::new();
    let mut folders: BTreeMap<String, CollapsedFolder> = BTreeMap::new();
    for file in listing.into_iter().filter(|file| !file.is_directory()) {
        let whole = file.path.as_deref().or(file.name.as_deref());
        let Some(folder_path) = whole.and_then(collapsed_folder_of).map(str::to_owned) else {
            files.push(file);
            continue;
        };
        let folder = folders
            .entry(folder_path.clone())
            .or_insert_with(|| CollapsedFolder {
                path: folder_path,
                files: 0,
                size: 0,
                modified: None,
            });
        folder.files = folder.files.saturating_add(1);
        let size = file.size_bytes.map_or(0, |size| size.0.max(0));
        folder.size = folder.size.saturating_add(size);
        folder.modified = folder.modified.take().max(file.modified.max(file.created));
    }
    (files, folders.into_values().collect())
}

/// Returns the outermost folder of a file's path that is shown as one row.
fn collapsed_folder_of(path: &str) -> Option<&str> {
    let mut begin = 0;
    while let Some(length) = path[begin..].find('/') {
        let end = begin + length;
        if COLLAPSED_FOLDERS.contains(&&path[begin..end]) {
            return Some(&path[..end]);
        }
        begin = end + 1;
    }
    None
}

fn differs(new: &EnvironmentFile, old: &EnvironmentFile) -> bool {
    new.size_bytes != old.size_bytes
        || !is_same_time(new.modified.as_deref(), old.modified.as_deref())
        || !is_same_time(new.created.as_deref(), old.created.as_deref())
        || old.is_directory()
}

/// Returns true if both times are the same as far as the earlier one says: a server may have listed whole seconds
/// before it was updated.
fn is_same_time(new: Option<&str>, old: Option<&str>) -> bool {
    let (Some(new), Some(old)) = (new, old) else {
        return new == old;
    };
    let fraction_of_new = old
        .strip_suffix('Z')
        .filter(|seconds| !seconds.contains('.'))
        .and_then(|seconds| new.strip_prefix(seconds));
    new == old || fraction_of_new.is_some_and(|rest| rest.starts_with('.'))
}

/// Returns the path in a comparable form: servers differ in a leading slash.
fn path(file: &EnvironmentFile) -> Option<&str> {
    let path = file.path.as_deref().or(file.name.as_deref())?;
    let path = path.trim_start_matches("./").trim_start_matches('/');
    (!path.is_empty()).then_some(path)
}
