//! What can go wrong with files, in words a person can act on.

use std::io;
use std::path::{Path, PathBuf};

/// The result of a file operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file could not be fetched, kept, copied or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk, or the person's share of it, has no room. What was written of the file is gone again.
    #[error("there is no room left for {}; free some space and try again", path.display())]
    DiskFull {
        /// Where the file should have gone.
        path: PathBuf,
    },
    /// The file is larger than what may be taken of the disk. Nothing of it was fetched.
    #[error(
        "the file {path} needs {needed} bytes and there is room for {room}; free some space and fetch it again"
    )]
    NoRoom {
        /// The path in the sandbox.
        path: String,
        /// Bytes that are to come.
        needed: u64,
        /// Bytes that the disk has room for, with what is kept free left out.
        room: u64,
    },
    /// The operating system refused.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The server did not give the file.
    #[error("the file {path} could not be fetched: {source}")]
    Download {
        /// The path in the sandbox.
        path: String,
        /// The server's or the network's reason.
        source: interactions::Error,
    },
    /// The server gave more or fewer bytes than it had listed.
    #[error(
        "the file {path} has {received} bytes instead of the {announced} that were announced; fetch it again"
    )]
    LengthMismatch {
        /// The path in the sandbox.
        path: String,
        /// Bytes in the listing.
        announced: u64,
        /// Bytes that came.
        received: u64,
    },
    /// A file that should be in the store is not.
    #[error("the file {sha256} is no longer on this computer; fetch it again")]
    NotStored {
        /// Its SHA-256, or what was given for one.
        sha256: String,
    },
    /// A file in the store is not what it was.
    #[error("the file {sha256} was changed on this computer; fetch it again")]
    Altered {
        /// The SHA-256 that it should have.
        sha256: String,
    },
    /// Inline media is not base64.
    #[error("the media in the answer cannot be decoded")]
    NotBase64,
    /// A sound cannot be written as a file, such as one of more than 4 GB.
    #[error("the sound in the answer cannot be kept as a file: {0}")]
    Sound(#[from] hound::Error),
    /// The place to save to is not a folder.
    #[error("{} is not a folder; choose another one", path.display())]
    NotAFolder {
        /// The place.
        path: PathBuf,
    },
    /// The rows of a table could not be read to their end.
    #[error("the table cannot be read to its end: {why}")]
    Table {
        /// Why not, in words.
        why: String,
    },
    /// All names that were tried are taken.
    #[error("there are too many files named like {name} in {}; choose another folder", folder.display())]
    NoFreeName {
        /// The folder.
        folder: PathBuf,
        /// The name.
        name: String,
    },
}

impl Error {
    /// An I/O error with what was done to what; a full disk has its own name.
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
