//! Shared use of SQLite by both records: one writing thread with group commit, and readers of committed snapshots.
//!
//! The engine's record and the app's ledger both answer nothing before it is on the disk. The code for that is here;
//! tables, migrations and error messages are in the two crates.

mod group;
mod queue;
mod readers;
mod writer;

use rusqlite::Connection;

pub use group::{Cause, WriteError};
pub use readers::Readers;
pub use writer::Writer;

/// Configures a connection so that commits survive a crash or a power cut, and deleted data is overwritten.
///
/// # Errors
/// The SQLite error, if the file cannot be used in this way.
pub fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)
}
