//! The bytes of uploaded files: one file each, named by its id, in a folder beside the record (contract section 2.4).

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::{Content, Step};
use sha2::{Digest, Sha256};

/// The folder of uploaded files.
#[derive(Debug)]
pub(crate) struct UploadedFiles {
    folder: PathBuf,
}

impl UploadedFiles {
    /// Uses this folder and creates it.
    pub(crate) fn new(folder: PathBuf) -> io::Result<Self> {
        std::fs::create_dir_all(folder.join("incoming"))?;
        Ok(Self { folder })
    }

    /// Path for an upload that is not complete.
    pub(crate) fn incoming(&self, upload: &str) -> PathBuf {
        self.folder.join("incoming").join(upload)
    }

    /// Path of a file's bytes.
    pub(crate) fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }

    /// Stores a complete upload as the file `id`, and returns its SHA-256 in hex digits.
    pub(crate) fn adopt(&self, upload: &str, id: &str) -> io::Result<String> {
        let from = self.incoming(upload);
        let sum = sha256(&from)?;
        std::fs::rename(from, self.path(id))?;
        Ok(sum)
    }

    /// Deletes a file's bytes, if they are there.
    pub(crate) fn delete(&self, id: &str) -> io::Result<()> {
        match std::fs::remove_file(self.path(id)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// Deletes uploads that were never completed and were last written before `before`.
    pub(crate) fn remove_abandoned(&self, before: SystemTime) -> io::Result<()> {
        for entry in std::fs::read_dir(self.folder.join("incoming"))? {
            let entry = entry?;
            if entry.metadata()?.modified()? < before {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// Maximum size in bytes of a file that is sent to a model.
pub(crate) const LARGEST_SHOWN: u64 = 20 << 20;

impl UploadedFiles {
    /// Inserts the bytes of uploaded files where these steps only reference them. Files that no longer exist stay
    /// references.
    pub(crate) fn put_bytes_into(&self, steps: &mut [Step]) {
        for (uri, data) in media_of(steps) {
            let Some(id) = uri.as_deref().and_then(id_in) else {
                continue;
            };
            let path = self.path(id);
            let fits = path
                .metadata()
                .is_ok_and(|file| file.len() <= LARGEST_SHOWN);
            if let Some(bytes) = fits.then(|| std::fs::read(&path).ok()).flatten() {
                *data = Some(STANDARD.encode(bytes));
                *uri = None;
            }
        }
    }
}

/// The ids of the uploaded files that these steps reference.
pub(crate) fn named_in(steps: &[Step]) -> Vec<String> {
    let mut steps = steps.to_vec();
    media_of(&mut steps)
        .filter_map(|(uri, _)| id_in(uri.as_deref()?).map(str::to_owned))
        .collect()
}

/// Address and data of each medium in the input of a person.
fn media_of(
    steps: &mut [Step],
) -> impl Iterator<Item = (&mut Option<String>, &mut Option<String>)> {
    let said = steps.iter_mut().filter_map(|step| match step {
        Step::UserInput(said) => Some(&mut said.content),
        _ => None,
    });
    said.flatten().filter_map(|content| match content {
        Content::Image(medium) => Some((&mut medium.uri, &mut medium.data)),
        Content::Audio(medium) => Some((&mut medium.uri, &mut medium.data)),
        Content::Document(medium) => Some((&mut medium.uri, &mut medium.data)),
        Content::Video(medium) => Some((&mut medium.uri, &mut medium.data)),
        _ => None,
    })
}

/// The id in the URL of one of this engine's files: `http://127.0.0.1:…/v1beta/files/ID`, or `files/ID`.
fn id_in(uri: &str) -> Option<&str> {
    let id = match uri.strip_prefix("files/") {
        Some(id) => id,
        None => {
            let (host, path) = uri.strip_prefix("http://")?.split_once('/')?;
            let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
            if !matches!(name, "127.0.0.1" | "localhost" | "[::1]") {
                return None;
            }
            path.strip_prefix("v1beta/files/")
                .or_else(|| path.strip_prefix("v1/files/"))?
        }
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!id.is_empty() && id.chars().all(plain)).then_some(id)
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut sum = Sha256::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            read => sum.update(&buffer[..read]),
        }
    }
    Ok(sum
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_computer_name_files_of_the_engine() {
        for good in [
            "files/a-1",
            "http://127.0.0.1:80/v1beta/files/a-1",
            "http://localhost/v1/files/a-1",
        ] {
            assert_eq!(id_in(good), Some("a-1"), "{good}");
        }
        for other in [
            "https://generativelanguage.googleapis.com/v1beta/files/a-1",
            "http://example.com/v1beta/files/a-1",
            "http://127.0.0.1:80/v1beta/files/../engine.db",
            "files/",
            "files/../engine.db",
            "/etc/passwd",
        ] {
            assert_eq!(id_in(other), None, "{other}");
        }
    }
}
