//! Compaction: rewriting the database file without deleted data and emptying its write-ahead log (WAL).
//!
//! `secure_delete` overwrites deleted rows, but SQLite may have moved a row to another page earlier and left its old
//! bytes in the unused part of the first. Only rewriting the file (`VACUUM`) is certain to remove them.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::Ledger;
use crate::error::Error;

/// Disk space that the record takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Size {
    /// The database file and its WAL.
    pub total: u64,
    /// Free pages within that.
    pub free: u64,
    /// Backups made before migrations.
    pub copies: u64,
}

impl Ledger {
    /// Returns true if something was deleted since the file was last compacted. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_uncompacted(&self) -> Result<bool, Error> {
        Ok(self.setting(UNCOMPACTED)?.is_some())
    }

    /// Removes the backups made before migrations, rewrites the file, and empties the WAL, after which none of them
    /// holds deleted data. Returns true if all of this succeeded; a concurrent reader can keep the WAL from being
    /// emptied. Blocks, and blocks every writer meanwhile: about a second for 100 MB.
    ///
    /// # Errors
    /// [`Error::DiskFull`], if there is no room for a second file; nothing is lost then.
    pub fn compact(&self) -> Result<bool, Error> {
        for copy in self.copies() {
            fs::remove_file(&copy).map_err(|error| Error::io(&copy, error))?;
        }
        self.outside_transaction(|connection| {
            // Once its segments are merged, an FTS index holds no words of deleted rows.
            connection.execute_batch(
                "INSERT INTO search_grams (search_grams) VALUES ('optimize');
                 VACUUM;",
            )?;
            connection.execute("DELETE FROM settings WHERE key = ?1", [UNCOMPACTED])?;
            let is_done = empty_log(connection)?;
            if !is_done {
                note(connection)?;
            }
            Ok(is_done)
        })
    }

    /// Rewrites the file so that its free pages are given back to the file system, and empties the WAL. Returns true
    /// if the WAL could be emptied as well. Backups made before migrations stay. Blocks, and blocks every writer
    /// meanwhile.
    ///
    /// # Errors
    /// [`Error::DiskFull`], if there is no room for a second file; nothing is lost then.
    pub fn give_back(&self) -> Result<bool, Error> {
        self.outside_transaction(|connection| {
            connection.execute_batch("VACUUM")?;
            Ok(empty_log(connection)?)
        })
    }

    /// Empties the WAL. Returns true on success. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn empty_log(&self) -> Result<bool, Error> {
        self.outside_transaction(|connection| Ok(empty_log(connection)?))
    }

    /// Returns the disk space that the record takes. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn size(&self) -> Result<Size, Error> {
        let length = |path: &PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
        let files = [
            self.path().to_owned(),
            crate::open::with_suffix(self.path(), "-wal"),
            crate::open::with_suffix(self.path(), "-shm"),
        ];
        let free = self.read(|snapshot| {
            let pragma = |name: &str| -> rusqlite::Result<u64> {
                let number: i64 = snapshot.pragma_query_value(None, name, |row| row.get(0))?;
                Ok(u64::try_from(number).unwrap_or(0))
            };
            Ok(pragma("freelist_count")? * pragma("page_size")?)
        })?;
        Ok(Size {
            total: files.iter().map(length).sum(),
            free,
            copies: self.copies().iter().map(length).sum(),
        })
    }

    /// Returns the backups made before migrations, complete or not.
    fn copies(&self) -> Vec<PathBuf> {
        let (Some(folder), Some(name)) = (self.path().parent(), self.path().file_name()) else {
            return Vec::new();
        };
        let begins = format!("{}.backup-", name.to_string_lossy());
        let is_copy = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with(&begins)
        };
        // If the folder cannot be listed, no backup in it could be removed either.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(is_copy).collect()
    }
}

/// Settings key that is set if something was deleted since the last compaction.
const UNCOMPACTED: &str = "uncompacted";

/// Records that something is being deleted.
pub(crate) fn note(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, 'true')")?
        .execute([UNCOMPACTED])?;
    Ok(())
}

fn empty_log(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok(row.get::<_, i64>(0)? == 0)
    })
}
