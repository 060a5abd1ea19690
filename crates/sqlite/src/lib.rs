//! How both records use SQLite: one writing thread with group commit, and readers that see what was
//! committed.
//!
//! The engine's record and the ledger of the app promise the same: nothing is answered before it is on
//! the disk. What that takes is here once; tables, migrations and words for errors are theirs.

mod group;
mod queue;
mod readers;
mod writer;

use rusqlite::Connection;

pub use group::{Cause, Unwritten};
pub use readers::Readers;
pub use writer::Writer;

/// Sets a connection so that what it commits survives a crash and a power cut, and what it deletes is
/// overwritten.
///
/// # Errors
/// What SQLite says, when the file cannot be used so.
pub fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)
}
