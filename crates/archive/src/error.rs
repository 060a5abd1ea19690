//! Errors of reading and writing archives.

use std::io;
use std::path::{Path, PathBuf};

/// Result type of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Error on reading or writing an archive.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is of no kind that can be imported.
    #[error("it is neither an archive of Errand nor an export that Errand knows")]
    Unknown,
    /// The archive was written by a newer Errand.
    #[error("it was written by a newer Errand (its format is {found}, this version knows {known})")]
    Newer {
        /// Format version of the archive.
        found: u64,
        /// Newest format version that this program knows.
        known: u64,
    },
    /// The archive is damaged or malicious.
    #[error("{place} is not as it should be: {reason}")]
    Refused {
        /// Category of the problem.
        why: Why,
        /// The entry of the archive.
        place: String,
        /// Details, for the log.
        reason: String,
    },
    /// The person stopped the operation.
    #[error("it was stopped")]
    Stopped,
    /// The record could not be read or written.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// A stored file could not be read or written.
    #[error(transparent)]
    File(#[from] artifacts::Error),
    /// The archive file could not be read or written.
    #[error("{} could not be {what}: {source}", path.display())]
    Io {
        /// The attempted operation: "read", "written".
        what: &'static str,
        /// Path of the archive.
        path: PathBuf,
        /// Error of the operating system.
        source: io::Error,
    },
}

/// Category of a problem with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Its content does not match its manifest.
    Damaged,
    /// A part is missing.
    Missing,
    /// It contains something that no archive of this format has.
    Foreign,
    /// It is encrypted with a password.
    Locked,
    /// It is a decompression bomb.
    Packed,
}

impl Error {
    pub(crate) fn io(what: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io {
            what,
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn refused(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::refused_as(Why::Damaged, place, reason)
    }

    pub(crate) fn refused_as(
        why: Why,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self::Refused {
            why,
            place: place.into(),
            reason: reason.into(),
        }
    }
}
