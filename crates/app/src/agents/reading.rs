//! Reads skills and files for an agent: single files, folders, and archives. Nothing that is read is run, and reading
//! stops at the limits of an agent.

use std::path::{Path, PathBuf};

use words::say;

use super::check::{FILE_LIMIT, MOST_FILES, TOGETHER_LIMIT, too_large};
use super::{skill, unzip};
use crate::bridge::{BridgeError, Skill};
use crate::errors::{self, Result};

/// Folders that programs generate, which are skipped.
const SKIPPED_FOLDERS: &[&str] = &["node_modules", "__pycache__", "__MACOSX", "target"];
/// Maximum depth of folders.
const MAX_DEPTH: usize = 12;

/// A file with its path below the chosen folder, with `/` as separator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadFile {
    pub(crate) path: String,
    pub(crate) bytes: Vec<u8>,
}

/// The result of reading.
#[derive(Debug, Default)]
pub(crate) struct AgentContent {
    /// Skills, each with the files beside its `SKILL.md`. The skill's own list of files is still empty.
    pub(crate) skills: Vec<(Skill, Vec<ReadFile>)>,
    /// Files that are not skills.
    pub(crate) files: Vec<ReadFile>,
    /// The reasons why something was left out.
    pub(crate) refused: Vec<BridgeError>,
}

impl AgentContent {
    /// Adds a file, named by its name alone. With `skills`, Markdown is a skill and an archive is unpacked.
    pub(crate) fn take_file(&mut self, name: &str, bytes: Vec<u8>, skills: bool) {
        let lower = name.to_ascii_lowercase();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        if skills && (lower.ends_with(".zip") || lower.ends_with(".skill")) {
            match unpack(name, &bytes) {
                Ok(files) => self.take_folder(stem, files, true),
                Err(error) => self.refused.push(error),
            }
        } else if skills && (lower.ends_with(".md") || lower.ends_with(".markdown")) {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    let folder = if name.eq_ignore_ascii_case(skill::FILE_NAME) {
                        "skill"
                    } else {
                        stem
                    };
                    self.skills.push((skill::read(&text, folder), Vec::new()));
                }
                Err(_) => self.refused.push(no_text(name)),
            }
        } else if skills {
            self.refused.push(errors::invalid(say::skill_none(name)));
        } else {
            let path = name.to_owned();
            self.files.push(ReadFile { path, bytes });
        }
    }

    /// Adds the files of a folder. With `skills`, each folder in it that has a `SKILL.md` is a skill.
    pub(crate) fn take_folder(&mut self, name: &str, files: Vec<ReadFile>, skills: bool) {
        if !skills {
            let inside = |file: ReadFile| ReadFile {
                path: format!("{name}/{}", file.path),
                ..file
            };
            self.files.extend(files.into_iter().map(inside));
            return;
        }
        let home = |path: &str| {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            file.eq_ignore_ascii_case(skill::FILE_NAME)
                .then(|| folder.to_owned())
        };
        let homes: Vec<String> = files.iter().filter_map(|file| home(&file.path)).collect();
        if homes.is_empty() {
            self.refused.push(errors::invalid(say::skill_no_file(name)));
            return;
        }
        for home in &homes {
            let below = |path: &str| match home.as_str() {
                "" => Some(path.to_owned()),
                home => Some(path.strip_prefix(home)?.strip_prefix('/')?.to_owned()),
            };
            let folder = home.rsplit('/').next().filter(|last| !last.is_empty());
            let mut text = None;
            let mut beside = Vec::new();
            for file in &files {
                let Some(path) = below(&file.path) else {
                    continue;
                };
                // Files of a skill inside this one belong to the inner skill.
                let is_others = homes.iter().any(|other| {
                    other.len() > home.len() && file.path.starts_with(&format!("{other}/"))
                });
                if is_others {
                    continue;
                }
                if path.eq_ignore_ascii_case(skill::FILE_NAME) {
                    text = Some(String::from_utf8(file.bytes.clone()));
                } else {
                    let bytes = file.bytes.clone();
                    beside.push(ReadFile { path, bytes });
                }
            }
            match text {
                Some(Ok(text)) => {
                    let read = skill::read(&text, folder.unwrap_or(name));
                    self.skills.push((read, beside));
                }
                _ => self.refused.push(no_text(skill::FILE_NAME)),
            }
        }
    }

    /// Adds a file or folder that a person chose. Blocks.
    pub(crate) fn take_path(&mut self, path: &Path, skills: bool) {
        let name = name_of(path);
        let taken = match std::fs::metadata(path) {
            Ok(about) if about.is_dir() => {
                folder(path).map(|files| self.take_folder(&name, files, skills))
            }
            Ok(_) => file(path).map(|bytes| self.take_file(&name, bytes, skills)),
            Err(cause) => Err(errors::file(say::file_not_read, path, &cause)),
        };
        if let Err(error) = taken {
            self.refused.push(error);
        }
    }
}

/// Reads a regular file. Blocks.
fn file(path: &Path) -> Result<Vec<u8>> {
    let failed = |cause| errors::file(say::file_not_read, path, &cause);
    let about = std::fs::metadata(path).map_err(failed)?;
    if !about.is_file() {
        return Err(errors::invalid(say::agent_no_ordinary_file(name_of(path))));
    }
    // An archive is smaller than its content, which is measured when it is unpacked.
    if about.len() > TOGETHER_LIMIT {
        return Err(too_large(&name_of(path)));
    }
    std::fs::read(path).map_err(failed)
}

/// Reads the regular files of a folder, without hidden ones and without following links. Blocks.
fn folder(root: &Path) -> Result<Vec<ReadFile>> {
    let mut files = Vec::new();
    let mut together = 0;
    let mut waiting: Vec<(PathBuf, String, usize)> = vec![(root.to_owned(), String::new(), 0)];
    while let Some((folder, below, depth)) = waiting.pop() {
        let failed = |cause| errors::file(say::file_not_read, &folder, &cause);
        let mut entries = std::fs::read_dir(&folder)
            .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
            .map_err(failed)?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(failed)?;
            let path = format!("{below}{name}");
            if name.starts_with('.') || SKIPPED_FOLDERS.contains(&name.as_str()) {
                continue;
            }
            if kind.is_dir() && depth < MAX_DEPTH {
                waiting.push((entry.path(), format!("{path}/"), depth + 1));
            } else if kind.is_file() {
                let size = entry.metadata().map_err(failed)?.len();
                together += size;
                fits(&name_of(root), files.len() + 1, together)?;
                let bytes = file(&entry.path())?;
                files.push(ReadFile { path, bytes });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Unpacks an archive, without hidden files.
fn unpack(name: &str, bytes: &[u8]) -> Result<Vec<ReadFile>> {
    let broken = |_| errors::invalid(say::archive_damaged(name));
    let (mut files, mut together) = (Vec::new(), 0);
    for entry in unzip::entries(bytes).map_err(broken)? {
        let path = entry.name.replace('\\', "/");
        let is_left_out = |part: &str| part.starts_with('.') || SKIPPED_FOLDERS.contains(&part);
        if path.ends_with('/') || path.split('/').any(is_left_out) {
            continue;
        }
        let bytes = entry.bytes(bytes, FILE_LIMIT).map_err(broken)?;
        let Some(bytes) = bytes else {
            return Err(too_large(&path));
        };
        together += bytes.len() as u64;
        fits(name, files.len() + 1, together)?;
        files.push(ReadFile { path, bytes });
    }
    Ok(files)
}

fn fits(name: &str, count: usize, together: u64) -> Result<()> {
    if count > MOST_FILES || together > TOGETHER_LIMIT {
        return Err(too_much(name));
    }
    Ok(())
}

fn too_much(name: &str) -> BridgeError {
    errors::invalid(say::agent_too_much(name, MOST_FILES, TOGETHER_LIMIT >> 20))
}

fn no_text(name: &str) -> BridgeError {
    errors::invalid(say::agent_no_unicode(name))
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::unzip::tests::archive;
    use super::*;

    fn paths(files: &[ReadFile]) -> Vec<&str> {
        files.iter().map(|file| file.path.as_str()).collect()
    }

    #[test]
    fn an_archive_of_a_skill_is_a_skill_with_its_files() {
        let mut found = AgentContent::default();
        let bytes = archive(&[
            ("invoices/SKILL.md", b"---\nname: check\n---\nAdd up."),
            ("invoices/scripts/sum.py", b"print(1)"),
            ("__MACOSX/invoices/._SKILL.md", b"x"),
        ]);
        found.take_file("invoices.zip", bytes, true);
        assert!(found.refused.is_empty(), "{:?}", found.refused);
        let (skill, files) = &found.skills[0];
        assert_eq!(skill.name, "check");
        assert_eq!(paths(files), ["scripts/sum.py"]);
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_left_out_with_a_reason() {
        let mut found = AgentContent::default();
        let bomb = vec![0; 3 << 20];
        let bytes = archive(&[("bomb", &bomb), ("SKILL.md", b"text")]);
        assert!(bytes.len() < 64 << 10);
        found.take_file("bomb.zip", bytes, true);
        found.take_file("broken.zip", b"PK nothing".to_vec(), true);
        let many: Vec<(String, &[u8])> = (0..400).map(|n| (format!("f{n}"), &b"x"[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        found.take_file("many.zip", archive(&many), true);
        assert!(found.skills.is_empty());
        let said: Vec<String> = found
            .refused
            .iter()
            .map(|e| e.message.to_string())
            .collect();
        assert!(said[0].contains("bomb is too large"), "{said:?}");
        assert!(said[1].contains("cannot be opened"), "{said:?}");
        assert!(said[2].contains("too much in many.zip"), "{said:?}");
    }

    #[test]
    fn a_folder_of_skills_gives_each_its_own_files() {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("one/SKILL.md", "First."),
            ("one/more/SKILL.md", "Inside."),
            ("one/more/x.txt", "x"),
            ("one/y.txt", "y"),
            ("one/.git/config", "secret"),
        ] {
            let path = root.path().join("skills").join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut found = AgentContent::default();
        found.take_path(&root.path().join("skills"), true);
        let mut skills: Vec<(&str, Vec<&str>)> = found
            .skills
            .iter()
            .map(|(skill, files)| (skill.name.as_str(), paths(files)))
            .collect();
        skills.sort_unstable();
        assert_eq!(skills, [("more", vec!["x.txt"]), ("one", vec!["y.txt"])]);

        let mut found = AgentContent::default();
        found.take_path(&root.path().join("skills/one"), false);
        assert_eq!(
            paths(&found.files),
            [
                "one/SKILL.md",
                "one/more/SKILL.md",
                "one/more/x.txt",
                "one/y.txt"
            ]
        );
        found.take_path(&root.path().join("nowhere"), false);
        found.take_path(&root.path().join("skills/one/more"), true);
        assert_eq!(found.refused.len(), 1);
        assert_eq!(found.skills.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_a_folder_are_not_followed() {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(root.path().join("secret"), "s").unwrap();
        let folder = root.path().join("folder");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("a.txt"), "a").unwrap();
        std::os::unix::fs::symlink(root.path().join("secret"), folder.join("link")).unwrap();
        std::os::unix::fs::symlink(root.path(), folder.join("up")).unwrap();
        let mut found = AgentContent::default();
        found.take_path(&folder, false);
        assert_eq!(paths(&found.files), ["folder/a.txt"]);
    }

    #[test]
    fn a_file_that_is_no_skill_is_refused_with_a_reason() {
        let mut found = AgentContent::default();
        found.take_file("photo.png", vec![1], true);
        found.take_file("notes.md", b"# Notes".to_vec(), true);
        found.take_file("bad.md", vec![0xff, 0xfe], true);
        found.take_folder("empty", Vec::new(), true);
        assert_eq!(found.refused.len(), 3);
        assert_eq!(found.skills[0].0.name, "notes");
        found.take_file("photo.png", vec![1], false);
        assert_eq!(paths(&found.files), ["photo.png"]);
    }
}
