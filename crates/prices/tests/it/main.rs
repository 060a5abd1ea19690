//! The table and what usages come to by it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod recorded;
mod rows;
