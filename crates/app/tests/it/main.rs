//! The commands through the whole road: a real ledger, real files, and a real server of the contract.

mod bindings;
mod connecting;
mod engine;
mod fatal;
mod files;
mod here;
mod jobs;
mod person;
mod talking;
