//! The screen over a real ledger: whatever is asked for in whatever order, a window that applies what it is
//! told shows what is recorded.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod pages;
mod window;
mod world;
