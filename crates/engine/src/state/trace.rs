//! Writing the record anew, so that nothing of what was deleted is left in its file or its log.
//!
//! `secure_delete` overwrites deleted rows, but SQLite may have moved a row from one page to another before and left
//! its old bytes in the unused part of the first.

use std::sync::Arc;

use super::{Result, Store, StoreError, unwritten};

/// A larger record is only written anew when a fifth of it is empty; writes wait meanwhile.
const SMALL: i64 = 64 << 20;
const SHARE: i64 = 5;

impl Store {
    /// Writes the record anew when it is small or much of it is empty, and empties its log. False when somebody reads
    /// and the log could not be emptied.
    pub(crate) async fn write_anew(&self) -> Result<bool> {
        let writer = Arc::clone(&self.writer);
        let work = move |connection: &rusqlite::Connection| -> Result<bool> {
            let pragma = |name: &str| -> rusqlite::Result<i64> {
                connection.pragma_query_value(None, name, |row| row.get(0))
            };
            let (pages, free) = (pragma("page_count")?, pragma("freelist_count")?);
            if pages * pragma("page_size")? <= SMALL || free * SHARE >= pages {
                connection.execute_batch("VACUUM")?;
            }
            let is_busy: bool =
                connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            Ok(!is_busy)
        };
        tokio::task::spawn_blocking(move || writer.alone(work).map_err(unwritten))
            .await
            .map_err(|_| StoreError::Closed)?
    }
}
