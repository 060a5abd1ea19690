//! Progress and cancellation of long operations.

/// Progress of an operation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Amount of work done.
    pub done: u64,
    /// Total amount in the same unit; 0 while unknown.
    pub total: u64,
}

/// Observer of an operation.
pub trait Watch: Send + Sync {
    /// Called repeatedly. Returning `false` stops the operation; what it was about to write is discarded.
    fn should_continue(&self, progress: Progress) -> bool;
}

/// An observer that does nothing.
pub struct Unwatched;

impl Watch for Unwatched {
    fn should_continue(&self, _: Progress) -> bool {
        true
    }
}
