//! The table and the cost of usages.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod recorded;
mod rows;
