//! Access to the folder that a person picked for tools. A model's requests stay in it: paths are resolved piece by
//! piece, links are not followed, nothing is overwritten, no file that a click would run is written, and sizes are
//! limited.

use std::ffi::OsStr;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use artifacts::{NameRules, safe_name_on};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, File, OpenOptions};
use words::{Sentence, say};

/// Maximum size in bytes of a file that is read, and of one that is written.
pub(super) const MAX_READ: u64 = 256 << 10;
pub(super) const MAX_WRITTEN: usize = 2 << 20;
/// Maximum number of entries of a listed folder.
const MOST_LISTED: usize = 500;
/// Maximum depth of folders.
const MAX_DEPTH: usize = 12;
/// Maximum number of letters of a name.
const LONGEST_NAME: usize = 120;
/// Extensions of files that a click could run.
const RUNNABLE_EXTENSIONS: [&str; 28] = [
    "app", "appimage", "bat", "cmd", "com", "command", "cpl", "desktop", "dll", "exe", "hta",
    "inf", "jar", "js", "jse", "lnk", "msi", "pif", "ps1", "reg", "scf", "scr", "service", "sh",
    "url", "vbe", "vbs", "wsf",
];

/// A path in the folder: its names, outermost first. Empty for the folder itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FolderPath(Vec<String>);

impl FolderPath {
    /// Parses a path that a model wrote.
    ///
    /// # Errors
    /// The reason why the path is refused, as a sentence.
    pub(super) fn read(path: &str) -> Result<Self, Sentence> {
        let leaves = || say::path_outside(shown(path));
        if path.starts_with(['/', '\\', '~']) || path.contains(':') {
            return Err(leaves());
        }
        let mut names = Vec::new();
        for name in path.split(['/', '\\']) {
            match name {
                "" | "." => {}
                ".." => return Err(leaves()),
                name if name.chars().any(char::is_control) => return Err(leaves()),
                name => names.push(name.to_owned()),
            }
        }
        match names.len() > MAX_DEPTH {
            true => Err(leaves()),
            false => Ok(Self(names)),
        }
    }

    /// Like [`FolderPath::read`], for a file that is to be written.
    ///
    /// # Errors
    /// The reason why the path is refused, as a sentence.
    pub(super) fn read_new(path: &str) -> Result<Self, Sentence> {
        let inside = Self::read(path)?;
        let Some(file) = inside.0.last() else {
            return Err(say::put_no_name());
        };
        let is_plain = |name: &String| {
            !name.starts_with('.')
                && name.chars().count() <= LONGEST_NAME
                && safe_name_on(NameRules::here(), name).as_str() == name
        };
        if !inside.0.iter().all(is_plain) {
            return Err(say::put_bad_name(shown(path)));
        }
        let extension = Path::new(file).extension().and_then(OsStr::to_str);
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        match RUNNABLE_EXTENSIONS.contains(&extension.as_str()) {
            true => Err(say::put_program(shown(path))),
            false => Ok(inside),
        }
    }

    /// Returns the path as it is shown; empty for the folder itself.
    pub(super) fn shown(&self) -> String {
        self.0.join("/")
    }

    fn path(&self) -> PathBuf {
        self.0.iter().collect()
    }
}

/// Returns the requested path without characters that would change how the line around it reads.
fn shown(path: &str) -> String {
    let turns_text = |sign: char| matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let plain = |sign: &char| !sign.is_control() && !turns_text(*sign);
    path.chars().filter(plain).take(200).collect()
}

/// The picked folder, opened. All methods block.
#[derive(Debug)]
pub(super) struct Folder(Dir);

impl Folder {
    /// # Errors
    /// When it does not exist any more, as a sentence.
    pub(super) fn open(path: &Path) -> Result<Self, Sentence> {
        Dir::open_ambient_dir(path, ambient_authority())
            .map(Self)
            .map_err(|error| say::picked_not_opened(reason(&error)))
    }

    /// Returns the listing of a folder, or the text of a file.
    ///
    /// # Errors
    /// The reason why it cannot be read, as a sentence.
    pub(super) fn look(&self, inside: &FolderPath) -> Result<String, Sentence> {
        self.refuse_links(inside)?;
        if inside.0.is_empty() {
            return list(&self.0);
        }
        let fault = |error: io::Error| say::look_failed(inside.shown(), reason(&error));
        let path = inside.path();
        let metadata = self.0.symlink_metadata(&path).map_err(fault)?;
        if metadata.is_dir() {
            return list(&self.0.open_dir(&path).map_err(fault)?);
        }
        // Reading a pipe or a device would block.
        if !metadata.is_file() {
            return Err(say::look_no_file(inside.shown()));
        }
        let file = open_without_waiting(&self.0, &path).map_err(fault)?;
        if !file.metadata().map_err(fault)?.is_file() {
            return Err(say::look_no_file(inside.shown()));
        }
        let mut bytes = Vec::new();
        file.take(MAX_READ + 1)
            .read_to_end(&mut bytes)
            .map_err(fault)?;
        let is_whole = bytes.len() as u64 <= MAX_READ;
        bytes.truncate(MAX_READ as usize);
        let Some(decoded) = artifacts::decode(&bytes, is_whole) else {
            return Err(say::look_no_text(inside.shown()));
        };
        Ok(match is_whole {
            true => decoded.text,
            false => format!("{}\n[The file is longer; this is its begin.]", decoded.text),
        })
    }

    /// Writes a new file, and creates its folders.
    ///
    /// # Errors
    /// The reason why it is not written, as a sentence; also when a file of that name exists.
    pub(super) fn put(&self, inside: &FolderPath, bytes: &[u8]) -> Result<(), Sentence> {
        self.refuse_links(inside)?;
        let path = inside.path();
        let fault = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists => say::put_exists(inside.shown()),
            _ => say::put_failed(inside.shown(), reason(&error)),
        };
        if let Some(parent) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            self.0.create_dir_all(parent).map_err(fault)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = self.0.open_with(&path, &options).map_err(fault)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        written.map_err(|error| {
            // Removes the partial file; if that fails, only an incomplete file stays.
            drop(self.0.remove_file(&path));
            fault(error)
        })
    }

    /// Refuses links. The library for the folder only keeps links from leading out of it; here they are not followed
    /// at all.
    fn refuse_links(&self, inside: &FolderPath) -> Result<(), Sentence> {
        let mut path = PathBuf::new();
        for name in &inside.0 {
            path.push(name);
            match self.0.symlink_metadata(&path) {
                Ok(metadata) if metadata.is_symlink() => {
                    return Err(say::path_link(name));
                }
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
                Err(error) => {
                    return Err(say::path_unusable(name, reason(&error)));
                }
            }
        }
        Ok(())
    }
}

#[cfg(unix)]
fn open_without_waiting(dir: &Dir, path: &Path) -> io::Result<File> {
    use cap_std::fs::OpenOptionsExt as _;
    let mut options = OpenOptions::new();
    let without_waiting = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    options.read(true).custom_flags(without_waiting);
    dir.open_with(path, &options)
}

#[cfg(not(unix))]
fn open_without_waiting(dir: &Dir, path: &Path) -> io::Result<File> {
    dir.open(path)
}

fn list(dir: &Dir) -> Result<String, Sentence> {
    let fault = |error: io::Error| say::list_failed(reason(&error));
    let mut lines = Vec::new();
    let mut more = false;
    for entry in dir.entries().map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') {
            continue;
        }
        if lines.len() == MOST_LISTED {
            more = true;
            break;
        }
        let Ok(metadata) = entry.metadata() else {
            continue;
        };
        let shown = artifacts::shown_path(&name);
        lines.push(if metadata.is_dir() {
            format!("{shown}/")
        } else if metadata.is_file() {
            format!("{shown} ({} bytes)", metadata.len())
        } else {
            format!("{shown} (a link)")
        });
    }
    lines.sort_unstable();
    if more {
        lines.push("[There is more in it.]".to_owned());
    }
    Ok(match lines.is_empty() {
        true => "The folder is empty.".to_owned(),
        false => lines.join("\n"),
    })
}

fn reason(error: &io::Error) -> Sentence {
    match error.kind() {
        io::ErrorKind::NotFound => say::reason_not_there(),
        io::ErrorKind::PermissionDenied => say::reason_denied(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say::reason_disk_full(),
        _ => say::reason_refused(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, Folder) {
        let place = tempfile::tempdir().unwrap();
        let picked = place.path().join("picked");
        std::fs::create_dir(&picked).unwrap();
        std::fs::write(place.path().join("secret.txt"), "s3cret").unwrap();
        std::fs::write(picked.join("notes.txt"), "Milk\n").unwrap();
        let folder = Folder::open(&picked).unwrap();
        (place, folder)
    }

    fn look(folder: &Folder, path: &str) -> Result<String, String> {
        let looked = FolderPath::read(path).and_then(|inside| folder.look(&inside));
        looked.map_err(|why| why.to_string())
    }

    fn put(folder: &Folder, path: &str) -> Result<(), String> {
        let put = FolderPath::read_new(path).and_then(|inside| folder.put(&inside, b"text"));
        put.map_err(|why| why.to_string())
    }

    #[test]
    fn a_folder_is_listed_and_a_text_is_read() {
        let (_place, folder) = folder();
        put(&folder, "trip/plan.md").unwrap();
        assert_eq!(look(&folder, "").unwrap(), "notes.txt (5 bytes)\ntrip/");
        assert_eq!(look(&folder, "./notes.txt").unwrap(), "Milk\n");
        assert_eq!(look(&folder, "trip/plan.md").unwrap(), "text");
    }

    #[test]
    fn no_path_leads_out() {
        let (place, folder) = folder();
        for path in [
            "../secret.txt",
            "a/../../secret.txt",
            "..\\secret.txt",
            "/etc/passwd",
            "~/secret.txt",
            "C:\\secret.txt",
            "a\0b",
            &"a/".repeat(40),
        ] {
            assert!(look(&folder, path).is_err(), "{path}");
            assert!(put(&folder, path).is_err(), "{path}");
        }
        let entries = std::fs::read_dir(place.path()).unwrap().count();
        assert_eq!(entries, 2);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_no_pipe_is_waited_for() {
        use std::os::unix::fs::symlink;
        let (place, folder) = folder();
        let picked = place.path().join("picked");
        symlink("../secret.txt", picked.join("out")).unwrap();
        symlink("notes.txt", picked.join("in")).unwrap();
        symlink(place.path(), picked.join("up")).unwrap();
        for path in ["out", "in", "up/secret.txt", "up"] {
            let refused = look(&folder, path).unwrap_err();
            assert!(refused.contains("is a link"), "{refused}");
        }
        for path in ["out", "up/new.txt"] {
            assert!(put(&folder, path).unwrap_err().contains("is a link"));
        }
        assert!(!place.path().join("new.txt").exists());
        let made = std::process::Command::new("mkfifo")
            .arg(picked.join("pipe"))
            .status();
        assert!(made.unwrap().success());
        assert_eq!(look(&folder, "pipe").unwrap_err(), "“pipe” is no file.");
    }

    #[test]
    fn nothing_is_overwritten_and_no_program_is_written() {
        let (place, folder) = folder();
        let refused = put(&folder, "notes.txt").unwrap_err();
        assert!(refused.contains("already"), "{refused}");
        let notes = std::fs::read_to_string(place.path().join("picked/notes.txt"));
        assert_eq!(notes.unwrap(), "Milk\n");
        for path in [
            "run.sh",
            "a.DESKTOP",
            "x/y.exe",
            ".bashrc",
            ".ssh/config",
            "",
        ] {
            assert!(put(&folder, path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_long_file_is_read_to_a_limit_and_what_is_no_text_is_not_sent() {
        let (place, folder) = folder();
        let picked = place.path().join("picked");
        std::fs::write(picked.join("long.txt"), "a".repeat(MAX_READ as usize + 9)).unwrap();
        let long = look(&folder, "long.txt").unwrap();
        assert!(long.len() < MAX_READ as usize + 99 && long.ends_with("begin.]"));
        std::fs::write(picked.join("bytes"), [0, 159, 146, 150, 0, 0]).unwrap();
        assert_eq!(look(&folder, "bytes").unwrap_err(), "“bytes” is no text.");
        assert!(look(&folder, "missing").unwrap_err().contains("not there"));
    }
}
