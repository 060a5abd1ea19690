//! Errors of the ledger, each with a hint on what the person can do.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi;

/// Error on opening, reading or writing the ledger. What was stored before is unchanged.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process holds the ledger.
    #[error("the history at {} is in use by another program", path.display())]
    Locked {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The file is damaged, or is not a ledger.
    #[error("the history at {} is damaged: {reason}", path.display())]
    Corrupt {
        /// The ledger's file.
        path: PathBuf,
        /// Details from SQLite.
        reason: String,
    },
    /// The file was written by a newer Errand; it was not touched.
    #[error(
        "the history at {} was written by a newer Errand (its format is {found}, this version knows {known})",
        path.display()
    )]
    Newer {
        /// The ledger's file.
        path: PathBuf,
        /// Format version of the file.
        found: u32,
        /// Newest format version that this program knows.
        known: u32,
    },
    /// There is no room left on the disk.
    #[error("the disk is full: the history at {} could not be written", path.display())]
    DiskFull {
        /// The ledger's file.
        path: PathBuf,
    },
    /// A file could not be read, written or created.
    #[error("the history at {} could not be read or written: {source}", path.display())]
    Io {
        /// Path of the file.
        path: PathBuf,
        /// Error of the operating system.
        source: io::Error,
    },
    /// A row that the call refers to does not exist: it was deleted, or never existed.
    #[error("there is no {what} {id}")]
    NotFound {
        /// Kind of row.
        what: &'static str,
        /// The id that was passed.
        id: String,
    },
    /// The data to import is not a valid conversation; none of it was imported.
    #[error("it cannot be taken in: {reason}")]
    Refused {
        /// The reason.
        reason: String,
    },
    /// Any other SQLite error.
    #[error("the history at {} could not be used: {source}", path.display())]
    Sqlite {
        /// The ledger's file.
        path: PathBuf,
        /// The SQLite error.
        source: rusqlite::Error,
    },
}

impl Error {
    /// Returns what the person can do next.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Locked { .. } => "Close the other Errand, or the program that has the file \
                open, then try again."
                .to_owned(),
            Self::Corrupt { path, .. } => format!(
                "Errand left the file as it is. Close Errand, move {} to a safe place and put a \
                 copy from your backup there; copies that Errand made itself end in .backup- and \
                 a number. Without any file there, Errand starts with an empty history.",
                path.display()
            ),
            Self::Newer { .. } => {
                "Install the newest version of Errand. The file was left untouched.".to_owned()
            }
            Self::DiskFull { .. } => {
                "Free some space on the disk, then try again. Nothing stored before is lost."
                    .to_owned()
            }
            Self::Io { path, .. } => format!(
                "Check that {} and its folder can be read and written by you, then try again.",
                path.display()
            ),
            Self::NotFound { .. } => "It may have been deleted. Open the list again.".to_owned(),
            Self::Refused { .. } => "Nothing was changed.".to_owned(),
            Self::Sqlite { .. } => "Start Errand again.".to_owned(),
        }
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Io { path, source },
        }
    }

    pub(crate) fn corrupt(path: &Path, reason: impl Into<String>) -> Self {
        Self::Corrupt {
            path: path.to_owned(),
            reason: reason.into(),
        }
    }

    pub(crate) fn sqlite(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match &source {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::FileLockingProtocolFailed => Self::Locked { path },
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Corrupt {
                    path,
                    reason: source.to_string(),
                },
                ErrorCode::DiskFull => Self::DiskFull { path },
                // The index of the write-ahead log could not grow: the disk has no room for it.
                _ if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::DiskFull { path },
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::Io {
                    path,
                    source: io::Error::new(io::ErrorKind::PermissionDenied, source),
                },
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => Self::Io {
                    path,
                    source: io::Error::other(source),
                },
                _ => Self::Sqlite { path, source },
            },
            // A column holds a word or JSON text that no version of Errand writes.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::Corrupt {
                path,
                reason: source.to_string(),
            },
            _ => Self::Sqlite { path, source },
        }
    }
}

/// An error inside a transaction; the ledger's path is added when it leaves the crate.
#[derive(Debug)]
pub(crate) enum Failure {
    Sql(rusqlite::Error),
    Missing { what: &'static str, id: String },
    Refused(String),
}

impl Failure {
    pub(crate) fn missing(what: &'static str, id: impl ToString) -> Self {
        Self::Missing {
            what,
            id: id.to_string(),
        }
    }

    pub(crate) fn at(self, path: &Path) -> Error {
        match self {
            Self::Sql(error) => Error::sqlite(path, error),
            Self::Missing { what, id } => Error::NotFound { what, id },
            Self::Refused(reason) => Error::Refused { reason },
        }
    }
}

impl sqlite::Cause for Failure {
    fn cause(&self) -> Option<&rusqlite::Error> {
        match self {
            Self::Sql(error) => Some(error),
            Self::Missing { .. } | Self::Refused(_) => None,
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}
