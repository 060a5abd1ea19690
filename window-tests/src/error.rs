//! Errors of the window tests.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Error of a step of a journey.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The path.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A program of the desktop could not be started, or failed.
    #[error("{program}: {reason}")]
    Program {
        /// Name of the program.
        program: String,
        /// Its output, or the reason.
        reason: String,
    },
    /// An expected state did not occur in time.
    #[error("waited {} s for {what}; seen instead: {seen}", waited.as_secs())]
    Waited {
        /// The expected state.
        what: String,
        /// Time waited.
        waited: Duration,
        /// The state at the timeout.
        seen: String,
    },
    /// The window shows something unexpected.
    #[error("{0}")]
    Unexpected(String),
    /// WebDriver returned an error.
    #[error("the window's driver: {0}")]
    Driver(Box<fantoccini::error::CmdError>),
    /// The app opened no window that can be driven.
    #[error("the app opened no window: {0}")]
    NoWindow(Box<fantoccini::error::NewSessionError>),
}

/// Result type of this crate.
pub type Result<T = ()> = std::result::Result<T, Error>;

impl Error {
    /// Wraps an I/O error with its path.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }

    /// Makes an error of a program with its output.
    pub(crate) fn program(program: &str, reason: impl ToString) -> Self {
        Self::Program {
            program: program.to_owned(),
            reason: reason.to_string(),
        }
    }
}

impl From<fantoccini::error::CmdError> for Error {
    fn from(error: fantoccini::error::CmdError) -> Self {
        Self::Driver(Box::new(error))
    }
}

impl From<fantoccini::error::NewSessionError> for Error {
    fn from(error: fantoccini::error::NewSessionError) -> Self {
        Self::NoWindow(Box::new(error))
    }
}
