//! Why the record could not be read or written, and whether waiting helps.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

/// The record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("the engine's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored JSON text is not what was written.
    #[error("the engine's database holds damaged JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The file was written by a newer engine.
    #[error(
        "{path} was written by a newer Errand (version {found}, this one knows {known}); update Errand"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The version this engine knows.
        known: i64,
    },
    /// The group of writes this one belonged to was not committed.
    #[error("the engine's database did not take the write: {0}")]
    Commit(Refusal),
    /// The engine is stopping.
    #[error("the engine is stopping")]
    Closed,
}

/// Why a group of writes was not committed: the same for each of its members.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    /// In SQLite's words.
    reason: String,
    is_full: bool,
}

impl Refusal {
    /// For a reason that SQLite did not give.
    pub(super) fn because(reason: &str) -> Self {
        Self {
            reason: reason.to_owned(),
            is_full: false,
        }
    }
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self {
            is_full: is_full(&error),
            reason: error.to_string(),
        }
    }
}

impl sqlite::Cause for StoreError {
    fn cause(&self) -> Option<&rusqlite::Error> {
        match self {
            Self::Sqlite(error) => Some(error),
            _ => None,
        }
    }
}

impl StoreError {
    /// Whether the disk is full: nothing was written, and it works again when there is room.
    pub(crate) fn is_disk_full(&self) -> bool {
        match self {
            Self::Commit(refusal) => refusal.is_full,
            Self::Sqlite(error) => is_full(error),
            _ => false,
        }
    }

    /// Whether the same may work later, so that a run waits for it.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Commit(_) => true,
            Self::Sqlite(error) => {
                is_full(error)
                    || matches!(
                        error.sqlite_error_code(),
                        Some(
                            ErrorCode::DatabaseBusy
                                | ErrorCode::DatabaseLocked
                                | ErrorCode::SystemIoFailure
                                | ErrorCode::CannotOpen
                        )
                    )
            }
            Self::Json(_) | Self::Newer { .. } | Self::Closed => false,
        }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|failure| {
        // SQLite has another word when the memory that its readers share cannot grow.
        failure.code == ErrorCode::DiskFull || failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE
    })
}
