//! What went wrong in a task, and what can be done about it.

use std::fmt;

/// What a step of a task gives, or why it could not.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A sentence on what happened, and perhaps one on what to do next.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure without advice.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            hint: None,
        }
    }

    /// A failure whose reasons are on the screen already.
    pub(crate) fn told() -> Self {
        Self::new("")
    }

    /// Whether there is still something to say.
    pub(crate) fn is_told(&self) -> bool {
        self.what.is_empty()
    }

    /// Adds what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// An I/O error with the file it happened to.
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
