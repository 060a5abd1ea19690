//! Leaving no trace: the file is written anew without what was deleted, and so is its log.
//!
//! `secure_delete` overwrites deleted rows, but SQLite may have moved a row from one page to another
//! before and left its old bytes in the unused part of the first. Only writing the file anew is sure.

use std::fs;
use std::path::PathBuf;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::Ledger;
use crate::error::Error;

/// How much room the record takes, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Size {
    /// The file and its log.
    pub total: u64,
    /// What of it holds nothing.
    pub free: u64,
    /// Copies that were made before an update.
    pub copies: u64,
}

impl Ledger {
    /// Whether something was deleted since the file was written anew. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn is_uncompacted(&self) -> Result<bool, Error> {
        Ok(self.setting(UNCOMPACTED)?.is_some())
    }

    /// Removes the copies that were made before updates, writes the file anew, and empties its log:
    /// nothing that was deleted is in any of them then. Says whether all of that is done; a reader may
    /// be in the way of the last. Blocks, and every writer meanwhile: about a second for 100 MB.
    ///
    /// # Errors
    /// [`Error::DiskFull`], when there is no room for a second file; nothing is lost then.
    pub fn compact(&self) -> Result<bool, Error> {
        for copy in self.copies() {
            fs::remove_file(&copy).map_err(|error| Error::io(&copy, error))?;
        }
        self.alone(|connection| {
            // Joined pieces of an index hold no words of rows that are gone.
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

    /// Writes the file anew, so that what of it holds nothing is given back, and empties its log. Says whether the
    /// log could be emptied, too. Copies that were made before updates stay. Blocks, and every writer meanwhile.
    ///
    /// # Errors
    /// [`Error::DiskFull`], when there is no room for a second file; nothing is lost then.
    pub fn give_back(&self) -> Result<bool, Error> {
        self.alone(|connection| {
            connection.execute_batch("VACUUM")?;
            Ok(empty_log(connection)?)
        })
    }

    /// Empties the log. Says whether that could be done. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn empty_log(&self) -> Result<bool, Error> {
        self.alone(|connection| Ok(empty_log(connection)?))
    }

    /// How much room it takes. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn size(&self) -> Result<Size, Error> {
        let length = |path: &PathBuf| fs::metadata(path).map_or(0, |metadata| metadata.len());
        let files = [
            self.path().to_owned(),
            crate::open::beside(self.path(), "-wal"),
            crate::open::beside(self.path(), "-shm"),
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

    /// The copies that were made before updates, whole or not.
    fn copies(&self) -> Vec<PathBuf> {
        let (Some(folder), Some(name)) = (self.path().parent(), self.path().file_name()) else {
            return Vec::new();
        };
        let begins = format!("{}.backup-", name.to_string_lossy());
        let is_copy = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            name.to_string_lossy().starts_with(&begins)
        };
        // A folder that cannot be listed has no copy that could be removed.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(is_copy).collect()
    }
}

/// Under this key stands that something was deleted since the file was written anew.
const UNCOMPACTED: &str = "uncompacted";

/// Notes that something is being deleted.
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
