//! Which sandboxes and stored files are still referenced.

use std::collections::HashSet;

use crate::Ledger;
use crate::error::Error;

impl Ledger {
    /// Returns the sandboxes of this computer that are still needed: an unfinished run or a schedule uses them, or one
    /// of their files is not saved here. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn sandboxes_in_use(&self) -> Result<HashSet<String>, Error> {
        self.read(|snapshot| {
            // The unary `+` keeps SQLite from using the index on sandboxes and scanning all there ever were.
            let sandboxes = snapshot
                .prepare_cached(
                    "SELECT environment_id FROM interactions
                     WHERE settled = 0 AND engine = 'local' AND +environment_id IS NOT NULL
                     UNION
                     SELECT i.environment_id FROM artifacts a
                     CROSS JOIN interactions i ON i.id = a.run_id
                     WHERE a.state <> 'saved' AND i.engine = 'local' AND i.environment_id IS NOT NULL AND i.imported = 0
                     UNION
                     SELECT environment_id FROM schedules
                     WHERE engine = 'local' AND environment_id IS NOT NULL",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(sandboxes)
        })
    }

    /// Returns the SHA-256 of every referenced file, from artifacts, attachments and drafts. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn referenced_files(&self) -> Result<HashSet<String>, Error> {
        self.read(|snapshot| {
            let files = snapshot
                .prepare_cached(REFERENCED)?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            Ok(files)
        })
    }
}

/// Selects every reference to stored bytes; hashes may repeat.
pub(crate) const REFERENCED: &str = "
SELECT sha256 FROM artifacts WHERE sha256 IS NOT NULL
UNION ALL
SELECT sha256 FROM attached_files
UNION ALL
SELECT sha256 FROM agent_files
UNION ALL
SELECT sha256 FROM schedule_files
UNION ALL
SELECT sha256 FROM archived_schedule_files
UNION ALL
SELECT json_extract(value, '$.sha256') FROM drafts, json_each(drafts.attachments)
WHERE json_extract(value, '$.sha256') IS NOT NULL";
