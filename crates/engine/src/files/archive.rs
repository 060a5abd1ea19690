//! Archives: packing a folder into an uncompressed tar, and unpacking a tar into a folder (contract sections 2.2 and
//! 2.3).
//!
//! An archive is untrusted until it was read to its end: nothing of it is put in place before that. An archive that
//! would write outside the folder, contains links or unpacks to more than the limits is refused as a whole.

use std::collections::HashSet;
use std::fs;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tar::{Archive, Builder, EntryType, Header};

use super::{Entry, EnvironmentFiles, MAX_DEPTH};

/// Maximum number of entries of an archive.
const MAX_MEMBERS: usize = 10_000;
/// Maximum unpacked size in bytes.
const MAX_BYTES: u64 = 2 << 30;
/// Maximum compression ratio, checked once more than [`SUSPICIOUS`] bytes were unpacked.
const MAX_RATIO: u64 = 200;
const SUSPICIOUS: u64 = 64 << 20;

impl EnvironmentFiles {
    /// Writes the files of a folder as a tar, with names relative to it; with all descendants if `recursive`.
    pub(crate) fn pack(
        &self,
        id: &str,
        path: &str,
        recursive: bool,
        to: impl Write,
    ) -> io::Result<()> {
        let base = super::inside(path)?.to_string_lossy().into_owned();
        let mut tar = Builder::new(to);
        for entry in self.list(id, path, recursive)? {
            let name = entry.path.strip_prefix(&base).unwrap_or(&entry.path);
            let name = name.trim_start_matches('/');
            let mut header = Header::new_ustar();
            header.set_mtime(seconds(&entry.modified));
            if entry.is_dir {
                // Folders are useless without their contents.
                if recursive {
                    header.set_entry_type(EntryType::Directory);
                    header.set_mode(0o755);
                    header.set_size(0);
                    tar.append_data(&mut header, format!("{name}/"), io::empty())?;
                }
                continue;
            }
            let (file, size) = match self.open(id, &entry.path) {
                Ok(opened) => opened,
                // A running program may have removed it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            header.set_mode(0o644);
            header.set_size(size);
            // A file that a program truncates meanwhile must not corrupt the entries after it.
            let bytes = file.chain(io::repeat(0)).take(size);
            tar.append_data(&mut header, name, bytes)?;
        }
        tar.into_inner()?.flush()
    }

    /// Unpacks a complete upload into the folder `target` and returns the paths it added. `AlreadyExists` if a file
    /// is in the way and may not be replaced; `InvalidData`, with the reason as its message, if the archive is
    /// refused.
    pub(crate) fn unpack(
        &self,
        id: &str,
        incoming: &str,
        target: &str,
        overwrite: bool,
    ) -> io::Result<Vec<Entry>> {
        let archive = self.incoming(id).join(incoming);
        let staging = format!("{incoming}.unpacked");
        let folder = self.incoming(id).join(&staging);
        fs::create_dir_all(&folder)?;
        let placed = stage(&archive, &folder)
            .and_then(|members| self.put_in_place(id, &staging, target, &members, overwrite));
        // Left-overs are deleted with the environment at the latest.
        let _ = fs::remove_dir_all(&folder);
        placed
    }

    fn put_in_place(
        &self,
        id: &str,
        staging: &str,
        target: &str,
        members: &[PathBuf],
        overwrite: bool,
    ) -> io::Result<Vec<Entry>> {
        let place =
            |member: &PathBuf| format!("{}/{}", target.trim_end_matches('/'), member.display());
        if !overwrite {
            for member in members {
                if self.contains(id, &place(member))? {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
            }
        }
        let mut found = Vec::with_capacity(members.len());
        for (number, member) in members.iter().enumerate() {
            let path = place(member);
            self.adopt(id, &format!("{staging}/{number}"), &path, overwrite)?;
            found.push(self.entry(id, &path)?);
        }
        Ok(found)
    }
}

/// Unpacks the files of an archive into `folder`, each named by its number, and returns their real names.
fn stage(archive: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut file = fs::File::open(archive)?;
    let packed = file.metadata()?.len();
    let mut magic = [0; 2];
    let is_gzip = file.read(&mut magic)? == 2 && magic == [0x1f, 0x8b];
    file.rewind()?;
    let file = BufReader::new(file);
    let bytes: Box<dyn Read> = if is_gzip {
        Box::new(MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut tar = Archive::new(BoundedReader {
        bytes,
        packed,
        read: 0,
    });
    let mut names = Vec::new();
    let mut known = HashSet::new();
    let mut members = 0;
    for member in tar.entries().map_err(unreadable)? {
        let mut member = member.map_err(unreadable)?;
        members += 1;
        if members > MAX_MEMBERS {
            return Err(refused(&format!("it has more than {MAX_MEMBERS} entries")));
        }
        let name = safe_name(&member.path().map_err(unreadable)?)?;
        match member.header().entry_type() {
            EntryType::Regular | EntryType::Continuous => {}
            EntryType::Directory => continue,
            _ => {
                return Err(refused(&format!(
                    "'{}' is neither a file nor a folder",
                    name.display()
                )));
            }
        }
        if name.as_os_str().is_empty() || !known.insert(name.clone()) {
            return Err(refused(&format!(
                "the name '{}' is in it twice or empty",
                name.display()
            )));
        }
        let mut file = fs::File::create_new(folder.join(names.len().to_string()))?;
        io::copy(&mut member, &mut file).map_err(unreadable)?;
        file.sync_all()?;
        names.push(name);
    }
    if members == 0 {
        return Err(refused("it is empty, or no tar"));
    }
    Ok(names)
}

/// The name of an entry, if it stays inside the folder that the archive is unpacked into.
fn safe_name(name: &Path) -> io::Result<PathBuf> {
    let outside = || refused(&format!("'{}' leads out of it", name.display()));
    let text = name
        .to_str()
        .ok_or_else(|| refused("a name in it is not UTF-8"))?;
    if text.contains(['\\', '\0']) {
        return Err(refused("a name in it has a backslash"));
    }
    let mut clean = PathBuf::new();
    for part in name.components() {
        match part {
            Component::Normal(part) => clean.push(part),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => {
                return Err(outside());
            }
        }
    }
    if clean.components().count() > MAX_DEPTH {
        return Err(refused(&format!(
            "its folders are nested more than {MAX_DEPTH} deep"
        )));
    }
    Ok(clean)
}

fn refused(why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("The archive is refused: {why}."),
    )
}

/// Marks an error in the archive's bytes as `InvalidData`; an error of this computer's disk stays as it is.
fn unreadable(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidData => error,
        io::ErrorKind::StorageFull | io::ErrorKind::PermissionDenied => error,
        _ => refused(&format!("it cannot be read: {error}")),
    }
}

/// A reader of unpacked bytes that fails once there are too many.
struct BoundedReader<R> {
    bytes: R,
    packed: u64,
    read: u64,
}

impl<R: Read> Read for BoundedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(into)?;
        self.read += read as u64;
        let is_bomb = self.read > SUSPICIOUS && self.read / MAX_RATIO > self.packed;
        if self.read > MAX_BYTES || is_bomb {
            return Err(refused("it unfolds to far more bytes than it has"));
        }
        Ok(read)
    }
}

fn seconds(time: &str) -> u64 {
    let time: Option<jiff::Timestamp> = time.parse().ok();
    time.and_then(|time| u64::try_from(time.as_second()).ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn environment() -> (tempfile::TempDir, EnvironmentFiles) {
        let folder = tempfile::tempdir().unwrap();
        let files = EnvironmentFiles::new(folder.path().to_owned());
        files.create("e").unwrap();
        (folder, files)
    }

    /// Unpacks these bytes into `/workspace/in`.
    fn unpack(files: &EnvironmentFiles, bytes: &[u8], overwrite: bool) -> io::Result<Vec<String>> {
        fs::write(files.incoming("e").join("a"), bytes).unwrap();
        let found = files.unpack("e", "a", "workspace/in", overwrite)?;
        Ok(found.into_iter().map(|entry| entry.path).collect())
    }

    /// A tar of entries given as (name, type, content); names are written verbatim, including malicious ones.
    fn tar(members: &[(&str, EntryType, &[u8])]) -> Vec<u8> {
        let mut tar = Builder::new(Vec::new());
        for (name, kind, content) in members {
            let mut header = Header::new_gnu();
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_entry_type(*kind);
            if kind.is_symlink() || kind.is_hard_link() {
                header.set_link_name("/etc/passwd").unwrap();
            }
            header.set_size(content.len() as u64);
            header.set_mode(0o4777);
            header.set_cksum();
            tar.append(&header, *content).unwrap();
        }
        tar.into_inner().unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    #[test]
    fn what_is_packed_can_be_unpacked_again_plain_and_gzipped() {
        let (_folder, files) = environment();
        files.write("e", "/workspace/out/a.txt", b"a").unwrap();
        files
            .write("e", "/workspace/out/deep/b.bin", &[7; 70_000])
            .unwrap();
        let mut packed = Vec::new();
        files.pack("e", "workspace/out", true, &mut packed).unwrap();
        let expected = ["workspace/in/a.txt", "workspace/in/deep/b.bin"];
        assert_eq!(unpack(&files, &packed, false).unwrap(), expected);
        assert_eq!(unpack(&files, &gzip(&packed), true).unwrap(), expected);
        let mut bytes = Vec::new();
        let (mut file, _) = files.open("e", expected[1]).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [7; 70_000]);
        let mut flat = Vec::new();
        files.pack("e", "workspace/out", false, &mut flat).unwrap();
        assert_eq!(unpack(&files, &flat, true).unwrap(), ["workspace/in/a.txt"]);
    }

    #[test]
    fn a_hostile_archive_is_refused_and_leaves_nothing() {
        use EntryType::{Char, Fifo, Link, Regular, Symlink};
        let deep = "d/".repeat(49) + "x";
        for members in [
            vec![
                ("good.txt", Regular, b"x".as_slice()),
                ("../evil.txt", Regular, b"x"),
            ],
            vec![
                ("good.txt", Regular, b"x"),
                ("/etc/evil.txt", Regular, b"x"),
            ],
            vec![
                ("good.txt", Regular, b"x"),
                ("a/../../../evil.txt", Regular, b"x"),
            ],
            vec![("good.txt", Regular, b"x"), ("link", Symlink, b"")],
            vec![("good.txt", Regular, b"x"), ("link", Link, b"")],
            vec![("good.txt", Regular, b"x"), ("pipe", Fifo, b"")],
            vec![("good.txt", Regular, b"x"), ("device", Char, b"")],
            vec![("good.txt", Regular, b"x"), ("good.txt", Regular, b"y")],
            vec![("good.txt", Regular, b"x"), (&deep, Regular, b"y")],
        ] {
            let (folder, files) = environment();
            let error = unpack(&files, &tar(&members), false).unwrap_err();
            assert_eq!(
                error.kind(),
                io::ErrorKind::InvalidData,
                "{members:?}: {error}"
            );
            assert!(
                files.list("e", "workspace", true).unwrap().is_empty(),
                "{members:?}"
            );
            assert!(!folder.path().join("evil.txt").exists());
        }
        let (_folder, files) = environment();
        for broken in [b"no tar at all".as_slice(), b"", &gzip(b"no tar")] {
            let error = unpack(&files, broken, false).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_fills_the_disk() {
        let (_folder, files) = environment();
        let mut header = Header::new_gnu();
        header.set_path("zeros").unwrap();
        header.set_size(1 << 30);
        header.set_entry_type(EntryType::Regular);
        header.set_cksum();
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(header.as_bytes()).unwrap();
        io::copy(&mut io::repeat(0).take(80 << 20), &mut packed).unwrap();
        let error = unpack(&files, &packed.finish().unwrap(), false).unwrap_err();
        assert!(error.to_string().contains("unfolds"), "{error}");
    }

    #[test]
    fn an_archive_replaces_nothing_unless_it_may() {
        let (_folder, files) = environment();
        files.write("e", "/workspace/in/b.txt", b"mine").unwrap();
        let archive = tar(&[
            ("a.txt", EntryType::Regular, b"x"),
            ("b.txt", EntryType::Regular, b"theirs"),
        ]);
        let error = unpack(&files, &archive, false).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert!(!files.contains("e", "workspace/in/a.txt").unwrap());
        assert_eq!(unpack(&files, &archive, true).unwrap().len(), 2);
    }
}
