//! The tables of the engine's record and how an older file becomes a newer one.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::StoreError;

/// One entry per schema version, applied in order; never edited once released.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE interactions (
        id TEXT PRIMARY KEY,
        previous TEXT,
        request TEXT NOT NULL,
        environment_id TEXT,
        status TEXT NOT NULL,
        terminal INTEGER NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        usage TEXT NOT NULL,
        errors TEXT NOT NULL
    ) STRICT;
    CREATE INDEX interactions_open ON interactions (terminal) WHERE terminal = 0;
    CREATE TABLE events (
        interaction TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        raw TEXT NOT NULL,
        PRIMARY KEY (interaction, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE replies (
        interaction TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
        round INTEGER NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (interaction, round)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE environments (
        id TEXT PRIMARY KEY,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        last_accessed TEXT NOT NULL,
        settings TEXT NOT NULL
    ) STRICT;
    CREATE TABLE agents (
        id TEXT PRIMARY KEY,
        created TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
"];

/// Brings the file to the newest version; a file from a newer engine is refused and left as it is.
pub(super) fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = MIGRATIONS.len() as i64;
    if found > known {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known,
        });
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    for (version, migration) in (1i64..)
        .zip(MIGRATIONS)
        .skip(usize::try_from(found).unwrap_or(0))
    {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
