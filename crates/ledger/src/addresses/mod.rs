//! Resolved targets of the redirect URLs that answers cite as their sources.

use std::collections::HashMap;

use crate::error::Error;
use crate::{Ledger, RunId};

pub(crate) const V2: &str = include_str!("2.sql");

impl Ledger {
    /// Stores the target of a redirect URL of an answer. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written, or the run does not exist.
    pub fn keep_address(&self, run: RunId, redirect: &str, target: &str) -> Result<(), Error> {
        let (redirect, target) = (redirect.to_owned(), target.to_owned());
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO addresses (run_id, redirect, target)
                     VALUES (?1, ?2, ?3)",
                )?
                .execute((run, redirect, target))?;
            Ok(())
        })
    }

    /// Returns the known targets of the redirects in a run's answer, by redirect URL. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn addresses(&self, run: RunId) -> Result<HashMap<String, String>, Error> {
        self.read(|snapshot| {
            let addresses = snapshot
                .prepare_cached("SELECT redirect, target FROM addresses WHERE run_id = ?1")?
                .query_map([run], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(addresses)
        })
    }
}
