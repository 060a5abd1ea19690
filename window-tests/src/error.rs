//! Why a journey could not go on.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a person would say went wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or a folder could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A program that the desktop consists of could not be started, or failed.
    #[error("{program}: {reason}")]
    Program {
        /// Its name.
        program: String,
        /// What it said.
        reason: String,
    },
    /// Something was waited for and did not come.
    #[error("waited {} s for {what}; seen instead: {seen}", waited.as_secs())]
    Waited {
        /// What should have come.
        what: String,
        /// How long.
        waited: Duration,
        /// What was there when the time was up.
        seen: String,
    },
    /// The window does not show what it should.
    #[error("{0}")]
    Unexpected(String),
    /// The driver of the window refused.
    #[error("the window's driver: {0}")]
    Driver(Box<fantoccini::error::CmdError>),
    /// The app did not open a window that can be driven.
    #[error("the app opened no window: {0}")]
    NoWindow(Box<fantoccini::error::NewSessionError>),
}

/// A result of this crate.
pub type Result<T = ()> = std::result::Result<T, Error>;

impl Error {
    /// An I/O error with the path it happened to.
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Io { path, source }
    }

    /// A program that failed, and what it said.
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
