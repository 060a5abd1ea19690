//! How far the work is, and whether it is to go on.

/// How far the work is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// So much is done.
    pub done: u64,
    /// Of so much, in the same unit; 0 while nobody knows.
    pub total: u64,
}

/// Looks on while the work is done.
pub trait Watch: Send + Sync {
    /// Told again and again. `false` has the work stop: nothing is left of what it was about to write.
    fn goes_on(&self, progress: Progress) -> bool;
}

/// Nobody looks on.
pub struct Unwatched;

impl Watch for Unwatched {
    fn goes_on(&self, _: Progress) -> bool {
        true
    }
}
