//! Errors of reading and writing the record, and whether a retry can help.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

/// The record could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// An error of SQLite.
    #[error("the engine's database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A stored JSON text is invalid.
    #[error("the engine's database holds damaged JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The file was written by a newer engine.
    #[error(
        "{path} was written by a newer Errand (version {found}, this one knows {known}); update Errand"
    )]
    Newer {
        /// Path of the database.
        path: PathBuf,
        /// The schema version of the database.
        found: i64,
        /// The newest version that this engine supports.
        known: i64,
    },
    /// The group of writes that this one belonged to was not committed.
    #[error("the engine's database did not take the write: {0}")]
    Commit(Refusal),
    /// The engine is stopping.
    #[error("the engine is stopping")]
    Closed,
}

/// Why a group of writes was not committed; shared by all writes of the group.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{reason}")]
pub struct Refusal {
    /// The message of SQLite.
    reason: String,
    is_full: bool,
}

impl Refusal {
    /// For an error that does not come from SQLite.
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
    /// Returns true if the disk is full: nothing was written, and a retry succeeds once there is room.
    pub(crate) fn is_disk_full(&self) -> bool {
        match self {
            Self::Commit(refusal) => refusal.is_full,
            Self::Sqlite(error) => is_full(error),
            _ => false,
        }
    }

    /// Returns true if the error is transient, so that a run retries.
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
        // SQLite reports a different code when the shared-memory file of its readers cannot grow.
        failure.code == ErrorCode::DiskFull || failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE
    })
}
