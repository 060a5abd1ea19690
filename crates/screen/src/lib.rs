//! What the window shows: which conversation is open, which pages of it the window has, what it was told
//! last, and what waits to be told.
//!
//! In come changes of the ledger, live runs and the window's requests; out go patches, in one order. What
//! the window does not have is not rendered, not read and not sent. Everything here that reads the ledger
//! blocks.

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

pub use lines::LINES;
pub use live::{Live, Lives};
pub use pages::whole_turn;
pub use replay::Replay;
pub use screen::Screen;

/// What a lock guards here is replaced as a whole, so a panic elsewhere left it sound.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
