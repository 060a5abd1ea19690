//! State of the window: which conversation is open, which pages of it the window has, what was sent to it last, and
//! which patches are queued.
//!
//! Inputs are changes of the ledger, live runs and the window's requests; outputs are patches, in one order. What the
//! window does not have is neither read nor rendered nor sent. Everything here that reads the ledger blocks.

pub mod bridge;
pub mod errors;
mod lines;
mod live;
mod outbox;
mod pages;
mod replay;
mod screen;
pub mod view;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use lines::LINES_PER_PAGE;
pub use live::{LiveRun, LiveRuns};
pub use pages::whole_turn;
pub use replay::Replay;
pub use screen::Screen;

/// Locks a mutex, ignoring poisoning: guarded values here are replaced as a whole, so a panic elsewhere left them
/// consistent.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
