//! Settings: JSON values by key.

use rusqlite::OptionalExtension;
use serde_json::Value;

use crate::Ledger;
use crate::error::Error;
use crate::sql::Json;

pub(crate) const V1: &str = include_str!("1.sql");

impl Ledger {
    /// Returns one setting. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<Value>, Error> {
        self.read(|snapshot| {
            let value = snapshot
                .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
                .query_row([key], |row| row.get::<_, Json>(0))
                .optional()?;
            Ok(value.map(|json| json.0))
        })
    }

    /// Stores one setting. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn set_setting(&self, key: &str, value: &Value) -> Result<(), Error> {
        let (key, value) = (key.to_owned(), value.to_string());
        self.write(move |transaction| {
            transaction
                .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
                .execute((key, value.to_string()))?;
            Ok(())
        })
    }

    /// Removes one setting. Does nothing if it is not set. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn remove_setting(&self, key: &str) -> Result<(), Error> {
        let key = key.to_owned();
        self.write(move |transaction| {
            transaction
                .prepare_cached("DELETE FROM settings WHERE key = ?1")?
                .execute([key])?;
            Ok(())
        })
    }
}
