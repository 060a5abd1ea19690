//! Errors of file operations, worded so that a person can act on them.

use std::io;
use std::path::{Path, PathBuf};

/// Result type of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Error on fetching, storing, copying or reading a file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk or a quota is full. The partly written file was removed.
    #[error("there is no room left for {}; free some space and try again", path.display())]
    DiskFull {
        /// The path that was written.
        path: PathBuf,
    },
    /// The file is larger than the space available. Nothing of it was downloaded.
    #[error(
        "the file {path} needs {needed} bytes and there is room for {room}; free some space and fetch it again"
    )]
    NoRoom {
        /// The path in the sandbox.
        path: String,
        /// Number of bytes still to be downloaded.
        needed: u64,
        /// Number of bytes available, without the reserve.
        room: u64,
    },
    /// An error of the operating system.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// The attempted action, such as `write`.
        action: &'static str,
        /// The path it was attempted on.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The server did not deliver the file.
    #[error("the file {path} could not be fetched: {source}")]
    Download {
        /// The path in the sandbox.
        path: String,
        /// The error of the server or the network.
        source: interactions::Error,
    },
    /// The server delivered more or fewer bytes than it had listed.
    #[error(
        "the file {path} has {received} bytes instead of the {announced} that were announced; fetch it again"
    )]
    LengthMismatch {
        /// The path in the sandbox.
        path: String,
        /// Size in the listing, in bytes.
        announced: u64,
        /// Number of bytes received.
        received: u64,
    },
    /// A file is missing from the store.
    #[error("the file {sha256} is no longer on this computer; fetch it again")]
    NotStored {
        /// Its SHA-256, or the invalid text passed instead.
        sha256: String,
    },
    /// A file in the store was changed.
    #[error("the file {sha256} was changed on this computer; fetch it again")]
    Altered {
        /// The expected SHA-256.
        sha256: String,
    },
    /// Inline media is not base64.
    #[error("the media in the answer cannot be decoded")]
    NotBase64,
    /// A sound cannot be written as a file, for example because it exceeds 4 GB.
    #[error("the sound in the answer cannot be kept as a file: {0}")]
    Sound(#[from] hound::Error),
    /// The destination is not a folder.
    #[error("{} is not a folder; choose another one", path.display())]
    NotAFolder {
        /// The destination.
        path: PathBuf,
    },
    /// A table could not be read to its end.
    #[error("the table cannot be read to its end: {why}")]
    Table {
        /// The reason, in words.
        why: String,
    },
    /// All names that were tried exist.
    #[error("there are too many files named like {name} in {}; choose another folder", folder.display())]
    NoFreeName {
        /// The folder.
        folder: PathBuf,
        /// The name.
        name: String,
    },
}

impl Error {
    /// Wraps an I/O error with its context; maps a full disk to its own variant.
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let path = path.to_owned();
        match source.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::DiskFull { path },
            _ => Self::Io {
                action,
                path,
                source,
            },
        }
    }
}
