//! What can be wrong with an archive, or with writing one.

use std::io;
use std::path::{Path, PathBuf};

/// The result of everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why nothing was written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is none that can be imported.
    #[error("it is neither an archive of Errand nor an export that Errand knows")]
    Unknown,
    /// The archive was written by a newer Errand.
    #[error("it was written by a newer Errand (its format is {found}, this version knows {known})")]
    Newer {
        /// Its format.
        found: u64,
        /// The newest format that this version knows.
        known: u64,
    },
    /// The archive is damaged, or was made to do harm.
    #[error("{place} is not as it should be: {reason}")]
    Refused {
        /// What kind of thing is wrong.
        why: Why,
        /// The part of the archive.
        place: String,
        /// What is wrong with it, for the log.
        reason: String,
    },
    /// The person stopped it.
    #[error("it was stopped")]
    Stopped,
    /// The record could not be read or written.
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    /// A kept file could not be read or written.
    #[error(transparent)]
    File(#[from] artifacts::Error),
    /// The archive itself could not be read or written.
    #[error("{} could not be {what}: {source}", path.display())]
    Io {
        /// What was to be done: "read", "written".
        what: &'static str,
        /// The archive.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What kind of thing is wrong with an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is not as it was written.
    Damaged,
    /// A part of it is missing.
    Missing,
    /// It has something that no archive of this format has.
    Foreign,
    /// It is locked with a password.
    Locked,
    /// It was packed to fill a disk.
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
