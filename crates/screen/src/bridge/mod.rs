//! The types that cross between Rust and the window: requests and results of commands, and patches.
//!
//! `ts-rs` writes each type, with its comments, into `ui/src/bindings/bridge.ts`. So the comments are written for both
//! languages: "null" is `None` in Rust. Times are milliseconds since the Unix epoch, sizes are bytes. Ids are opaque
//! strings; an id from the window only ever selects a row.

mod action;
mod agent;
mod conversation;
mod deletion;
mod error;
mod file;
mod list;
mod money;
mod options;
mod patch;
mod provider;
mod schedule;
mod search;
mod settings;
mod store;
mod tools;
mod transfer;
mod turn;
mod update;
mod who;

pub use action::*;
pub use agent::*;
pub use conversation::*;
pub use deletion::*;
pub use error::*;
pub use file::*;
pub use list::*;
pub use money::*;
pub use options::*;
pub use patch::*;
pub use provider::*;
pub use schedule::*;
pub use search::*;
pub use settings::*;
pub use store::*;
pub use tools::*;
pub use transfer::*;
pub use turn::*;
pub use update::*;
pub use who::*;
