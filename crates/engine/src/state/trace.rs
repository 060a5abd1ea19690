//! Vacuuming of the record, so that nothing deleted remains in its file or its WAL.
//!
//! `secure_delete` overwrites deleted rows, but SQLite may have moved a row to another page before and left its old
//! bytes in the unused part of the first page.

use std::sync::Arc;

use super::{Result, Store, StoreError, unwritten};

/// A record larger than `SMALL` bytes is vacuumed only if 1/`SHARE` of it is free pages; writes wait meanwhile.
const SMALL: i64 = 64 << 20;
const SHARE: i64 = 5;

impl Store {
    /// Vacuums the record if it is small or has many free pages, and truncates the WAL. False if a reader kept the
    /// WAL from being truncated.
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
        tokio::task::spawn_blocking(move || writer.outside_transaction(work).map_err(unwritten))
            .await
            .map_err(|_| StoreError::Closed)?
    }
}
