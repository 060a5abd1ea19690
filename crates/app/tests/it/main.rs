//! The commands through the whole road: a real ledger, real files, and a real server of the contract.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod attaching;
mod bindings;
mod connecting;
mod engine;
mod fatal;
mod files;
mod here;
mod jobs;
mod outliving;
mod person;
mod programs;
mod sound;
mod talking;
mod telling;
