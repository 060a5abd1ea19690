//! Errors of tasks, with hints.

use std::fmt;

/// Result of a step of a task.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// What happened, and optionally what to do next.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// Creates a failure without a hint.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
        }
    }

    /// Creates a failure whose cause is already printed.
    pub(crate) fn already_printed() -> Self {
        Self::new("")
    }

    /// Returns true if the cause is already printed.
    pub(crate) fn is_told(&self) -> bool {
        self.what.is_empty()
    }

    /// Adds a hint on what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Wraps an I/O error with the path of its file.
    pub(crate) fn io(path: &std::path::Path, error: std::io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n{hint}")?;
        }
        Ok(())
    }
}
