//! The files of environments on disk, reached only through a handle that cannot leave its folder.
//!
//! `DIR/<environment>/root` holds what the API shows: `workspace` (the sandbox's `/workspace`) and `.agents`.
//! Programs in the sandbox may leave links, pipes and odd names behind; every access here goes through `cap_std`,
//! which resolves paths inside the folder only, and only regular files are opened.

mod archive;
mod deep;
mod listing;
pub(crate) mod repository;
mod rights;
mod uploaded;
mod words;

use std::collections::HashSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions, OpenOptionsExt};

pub(crate) use listing::Entry;
pub(crate) use uploaded::{LARGEST_SHOWN, UploadedFiles, named_in};

/// Maximum nesting of folders: deeper ones are neither accepted nor listed.
pub(crate) const MAX_DEPTH: usize = 48;

/// The folder of all environments.
#[derive(Debug)]
pub(crate) struct EnvironmentFiles {
    folder: PathBuf,
}

/// Opening a pipe that the sandbox left behind must not block until its other end is opened.
const O_NONBLOCK: i32 = if cfg!(target_os = "linux") {
    0o4000
} else {
    0x4
};

impl EnvironmentFiles {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Creates the folders of a new environment.
    pub(crate) fn create(&self, id: &str) -> io::Result<()> {
        std::fs::create_dir_all(self.root(id).join("workspace"))?;
        std::fs::create_dir_all(self.incoming(id))
    }

    /// Deletes an environment's folders.
    pub(crate) fn delete(&self, id: &str) -> io::Result<()> {
        let folder = self.folder.join(id);
        // The standard library deletes recursively, and a program can nest folders deeper than the stack allows.
        let deleted = deep::flatten(&folder).and_then(|()| std::fs::remove_dir_all(&folder));
        match deleted {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Deletes the folders of environments that are not in `known` and were last changed before `before`.
    pub(crate) fn remove_unknown(
        &self,
        known: &HashSet<String>,
        before: SystemTime,
    ) -> io::Result<()> {
        for entry in std::fs::read_dir(&self.folder)? {
            let entry = entry?;
            let id = entry.file_name().to_string_lossy().into_owned();
            let is_old = entry.metadata()?.modified()? < before;
            if is_old && !known.contains(&id) {
                self.delete(&id)?;
            }
        }
        Ok(())
    }

    pub(crate) fn exists(&self, id: &str) -> bool {
        self.root(id).is_dir()
    }

    /// The folder that the sandbox sees as `/workspace`.
    pub(crate) fn workspace(&self, id: &str) -> io::Result<PathBuf> {
        let path = self.root(id).join("workspace");
        // The sandbox cannot replace its own mount point, but an upload into the root could have.
        if std::fs::symlink_metadata(&path)?.is_dir() {
            return path.canonicalize();
        }
        Err(io::Error::other("the workspace is not a folder"))
    }

    /// Path for an upload that is not complete; on the same disk as the environment.
    pub(crate) fn incoming(&self, id: &str) -> PathBuf {
        self.folder.join(id).join("incoming")
    }

    fn root(&self, id: &str) -> PathBuf {
        self.folder.join(id).join("root")
    }

    fn dir(&self, id: &str) -> io::Result<Dir> {
        Dir::open_ambient_dir(self.root(id), ambient_authority())
    }

    /// Writes a whole file and creates its parent folders. A link or pipe at the path is replaced, never followed.
    pub(crate) fn write(&self, id: &str, path: &str, mut bytes: &[u8]) -> io::Result<()> {
        self.write_from(id, path, &mut bytes)
    }

    /// Writes all that `bytes` yields, like [`Self::write`].
    pub(crate) fn write_from(
        &self,
        id: &str,
        path: &str,
        bytes: &mut impl io::Read,
    ) -> io::Result<()> {
        let name = uuid::Uuid::new_v4().simple().to_string();
        let incoming = self.incoming(id);
        std::fs::create_dir_all(&incoming)?;
        let part = incoming.join(&name);
        let mut file = std::fs::File::create_new(&part)?;
        io::copy(bytes, &mut file)
            .and_then(|_| file.sync_all())
            .and_then(|()| self.adopt(id, &name, path, true))
            .inspect_err(|_| {
                // The error above is the one to report; a left-over part does no harm.
                let _ = std::fs::remove_file(&part);
            })
    }

    /// Moves a complete upload to its path. `AlreadyExists` if something is there and may not be replaced.
    pub(crate) fn adopt(
        &self,
        id: &str,
        incoming: &str,
        path: &str,
        overwrite: bool,
    ) -> io::Result<()> {
        let path = inside(path)?;
        let dir = self.dir(id)?;
        if let Some(parent) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            dir.create_dir_all(parent)?;
        }
        match dir.symlink_metadata(&path) {
            Ok(_) if !overwrite => return Err(io::ErrorKind::AlreadyExists.into()),
            Ok(there) if there.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            _ => {}
        }
        let from = Dir::open_ambient_dir(self.incoming(id), ambient_authority())?;
        if overwrite {
            return from.rename(incoming, &dir, &path);
        }
        // Of several concurrent uploads one wins: a hard link is created at most once.
        from.hard_link(incoming, &dir, &path)?;
        from.remove_file(incoming)
    }

    /// Moves a complete folder to its path. `AlreadyExists` if something is there.
    pub(crate) fn adopt_folder(&self, id: &str, incoming: &str, path: &str) -> io::Result<()> {
        let path = inside(path)?;
        let dir = self.dir(id)?;
        if let Some(parent) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            dir.create_dir_all(parent)?;
        }
        if dir.symlink_metadata(&path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let from = Dir::open_ambient_dir(self.incoming(id), ambient_authority())?;
        from.rename(incoming, &dir, &path)
    }

    pub(crate) fn contains(&self, id: &str, path: &str) -> io::Result<bool> {
        Ok(self.dir(id)?.symlink_metadata(inside(path)?).is_ok())
    }

    /// The file or folder at a path; the root is the empty path. `NotFound` also for pipes and devices.
    pub(crate) fn entry(&self, id: &str, path: &str) -> io::Result<Entry> {
        let dir = self.dir(id)?;
        let path = inside(path)?;
        let metadata = if path.as_os_str().is_empty() {
            dir.dir_metadata()?
        } else {
            dir.metadata(&path)?
        };
        Entry::of(&path.to_string_lossy(), &metadata).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// The entries below a folder, sorted by path; all descendants when `recursive`. Links are not followed.
    pub(crate) fn list(&self, id: &str, path: &str, recursive: bool) -> io::Result<Vec<Entry>> {
        let path = inside(path)?;
        let mut dir = self.dir(id)?;
        for part in path.components() {
            dir = rights::open_dir(&dir, Path::new(part.as_os_str()))?;
        }
        listing::list(&dir, &path.to_string_lossy(), recursive)
    }

    /// Opens a regular file for reading; also returns its size in bytes.
    pub(crate) fn open(&self, id: &str, path: &str) -> io::Result<(std::fs::File, u64)> {
        let file = open_regular(&self.dir(id)?, &inside(path)?)?;
        let size = file.metadata()?.len();
        Ok((file.into_std(), size))
    }

    /// Number of files, and their total size in bytes.
    pub(crate) fn totals(&self, id: &str) -> (u64, u64) {
        let entries = self.list(id, "", true).unwrap_or_default();
        let files = entries.iter().filter(|entry| !entry.is_dir);
        files.fold((0, 0), |(count, size), entry| {
            (count + 1, size + entry.size)
        })
    }

    /// Copies all files of one environment into another, new one.
    pub(crate) fn fork(&self, from: &str, to: &str) -> io::Result<()> {
        for entry in self.list(from, "", true)? {
            if entry.is_dir {
                self.dir(to)?.create_dir_all(inside(&entry.path)?)?;
            } else {
                let (mut file, _) = self.open(from, &entry.path)?;
                self.write_from(to, &entry.path, &mut file)?;
            }
        }
        Ok(())
    }
}

fn open_regular(dir: &Dir, path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).custom_flags(O_NONBLOCK);
    let file = match dir.open_with(path, &options) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            rights::make_readable(dir, path)?;
            dir.open_with(path, &options)?
        }
        opened => opened?,
    };
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::ErrorKind::NotFound.into())
    }
}

/// Resolves `.`, `..` and slashes of an API path, inside the environment only.
pub(crate) fn inside(path: &str) -> io::Result<PathBuf> {
    let mut clean = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::ParentDir if !clean.pop() => return Err(io::ErrorKind::NotFound.into()),
            Component::ParentDir | Component::CurDir | Component::RootDir => {}
            Component::Prefix(_) => return Err(io::ErrorKind::NotFound.into()),
        }
    }
    if path.contains('\0') {
        Err(io::ErrorKind::NotFound.into())
    } else {
        Ok(clean)
    }
}

/// Returns the path from the root that a target of the API names: relative ones are in the workspace, `.agents` in the
/// root.
pub(crate) fn from_root(target: &str) -> String {
    let path = target.trim_start_matches("./");
    let rooted = path.trim_start_matches('/');
    let is_rooted =
        path.starts_with('/') || rooted.starts_with(".agents/") || rooted.starts_with("workspace/");
    match is_rooted {
        true => rooted.to_owned(),
        false => format!("workspace/{rooted}"),
    }
}

/// Returns true if a path is where environments keep files: `/workspace` or `/.agents`.
pub(crate) fn is_kept(path: &str) -> bool {
    let Ok(path) = inside(path) else { return false };
    let mut parts = path.components();
    let top = parts
        .next()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    matches!(top.as_deref(), Some("workspace" | ".agents")) && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn environment() -> (tempfile::TempDir, EnvironmentFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = EnvironmentFiles::new(folder.path().to_owned());
        files.create("e").unwrap();
        (folder, files)
    }

    #[test]
    fn a_file_that_is_written_again_within_a_second_is_listed_with_another_time() {
        let (_folder, files) = environment();
        let path = files.workspace("e").unwrap().join("a.txt");
        let modified_at = |nanoseconds| {
            let since = std::time::Duration::new(1_767_225_605, nanoseconds);
            let file = std::fs::File::create(&path).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + since).unwrap();
            files.list("e", "workspace", true).unwrap()[0]
                .modified
                .clone()
        };
        assert_eq!(modified_at(0), "2026-01-01T00:00:05Z");
        assert_eq!(modified_at(250_000_000), "2026-01-01T00:00:05.25Z");
    }

    #[test]
    fn dots_are_resolved_inside_and_never_lead_out() {
        assert_eq!(
            inside("/workspace/./a/../b.txt").unwrap(),
            Path::new("workspace/b.txt")
        );
        assert_eq!(inside("").unwrap(), Path::new(""));
        assert!(inside("workspace/../../etc/passwd").is_err());
        assert!(inside("..").is_err());
    }

    #[test]
    fn only_the_workspace_and_agents_folders_take_files() {
        assert!(is_kept("/workspace/a.txt") && is_kept(".agents/AGENTS.md"));
        assert!(
            !is_kept("/")
                && !is_kept("workspace")
                && !is_kept("etc/x")
                && !is_kept("workspace/../x")
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_a_program_made_unreadable_is_listed_read_and_deleted_all_the_same() {
        use std::os::unix::fs::PermissionsExt as _;
        let (folder, files) = environment();
        files
            .write("e", "/workspace/deep/er/table.csv", b"a,b")
            .unwrap();
        let workspace = files.workspace("e").unwrap();
        for path in ["deep/er/table.csv", "deep/er", "deep", ""] {
            let nobody = std::fs::Permissions::from_mode(0o000);
            std::fs::set_permissions(workspace.join(path), nobody).unwrap();
        }
        let listed = files.list("e", "workspace", true).unwrap();
        let paths: Vec<&str> = listed.iter().map(|entry| entry.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "workspace/deep",
                "workspace/deep/er",
                "workspace/deep/er/table.csv"
            ]
        );
        let mut text = String::new();
        let (mut file, _) = files.open("e", "workspace/deep/er/table.csv").unwrap();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "a,b");
        std::fs::set_permissions(
            workspace.join("deep"),
            std::fs::Permissions::from_mode(0o000),
        )
        .unwrap();
        files.delete("e").unwrap();
        assert!(!folder.path().join("e").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_a_program_nested_3000_deep_is_listed_to_a_depth_and_deleted_whole() {
        let (folder, files) = environment();
        let mut dir =
            Dir::open_ambient_dir(files.workspace("e").unwrap(), ambient_authority()).unwrap();
        for _ in 0..3000 {
            dir.create_dir("d").unwrap();
            dir = dir.open_dir("d").unwrap();
        }
        drop(dir);
        assert_eq!(
            files.list("e", "workspace", true).unwrap().len(),
            MAX_DEPTH + 1
        );
        files.delete("e").unwrap();
        assert!(!folder.path().join("e").exists());
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_that_a_program_left_give_nothing_away_and_harm_nothing() {
        let (folder, files) = environment();
        let secret = folder.path().join("secret.txt");
        std::fs::write(&secret, "secret").unwrap();
        let workspace = files.workspace("e").unwrap();
        std::os::unix::fs::symlink(&secret, workspace.join("report.md")).unwrap();
        std::os::unix::fs::symlink(folder.path(), workspace.join("out")).unwrap();
        std::process::Command::new("mkfifo")
            .arg(workspace.join("pipe"))
            .status()
            .unwrap();
        assert!(files.open("e", "workspace/report.md").is_err());
        assert!(files.open("e", "workspace/out/secret.txt").is_err());
        assert!(files.open("e", "workspace/pipe").is_err());
        assert!(files.write("e", "/workspace/out/new.txt", b"x").is_err());
        assert!(!folder.path().join("new.txt").exists());
        files.write("e", "/workspace/report.md", b"mine").unwrap();
        files.write("e", "/workspace/pipe", b"mine").unwrap();
        assert_eq!(std::fs::read_to_string(&secret).unwrap(), "secret");
        let listed: Vec<String> = files
            .list("e", "", true)
            .unwrap()
            .into_iter()
            .map(|entry| entry.path)
            .collect();
        assert_eq!(
            listed,
            ["workspace", "workspace/pipe", "workspace/report.md"]
        );
    }
}
