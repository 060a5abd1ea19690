//! Servers of models against raw answers of a server on loopback.

#![expect(clippy::unwrap_used, reason = "a failed expectation is a failed test")]

mod checking;
mod ends;
mod listing;
mod local;
mod recorded;
mod requests;
mod room;
mod server;
mod talk;
mod thinking;
mod thoughts;
mod tokens;
mod tool_calls;
