//! Which files of a sandbox a run made, and which folders of it are one line.

use std::collections::{BTreeMap, HashMap, HashSet};

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

/// Folders that programs fill for themselves: packages, environments, caches, histories. Hardly anybody wants
/// what is in them, and there may be tens of thousands of files.
const ONE_LINE: &[&str] = &[
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

/// A folder of a sandbox that is one line, whatever is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Where it is in the sandbox, as the server writes it.
    pub path: String,
    /// How many files are in it and below.
    pub files: u32,
    /// How many bytes they have, as far as it is known.
    pub size: i64,
    /// The last change of any of them, as the server writes it.
    pub modified: Option<String>,
}

impl Folder {
    /// The folder as if it were one file, to be told apart from how it was before.
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

/// The files of a listing that are shown one by one, and the outermost folders that are one line.
#[must_use]
pub fn fold(listing: Vec<EnvironmentFile>) -> (Vec<EnvironmentFile>, Vec<Folder>) {
    let mut files = Vec::new();
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for file in listing.into_iter().filter(|file| !file.is_directory()) {
        let whole = file.path.as_deref().or(file.name.as_deref());
        let Some(inside) = whole.and_then(one_line).map(str::to_owned) else {
            files.push(file);
            continue;
        };
        let folder = folders.entry(inside.clone()).or_insert_with(|| Folder {
            path: inside,
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

/// The outermost folder around a file that is one line.
fn one_line(path: &str) -> Option<&str> {
    let mut begin = 0;
    while let Some(length) = path[begin..].find('/') {
        let end = begin + length;
        if ONE_LINE.contains(&&path[begin..end]) {
            return Some(&path[..end]);
        }
        begin = end + 1;
    }
    None
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
