//! The tables of the engine's record and how an older file becomes a newer one.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::StoreError;

/// One entry per schema version, applied in order; never edited once released.
const MIGRATIONS: &[&str] = &[
    "
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
",
    "
    CREATE TABLE triggers (
        id TEXT PRIMARY KEY,
        schedule TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        interaction TEXT NOT NULL,
        display_name TEXT,
        timeout_seconds INTEGER NOT NULL,
        max_failures INTEGER NOT NULL,
        environment_id TEXT,
        previous TEXT,
        status TEXT NOT NULL,
        failures INTEGER NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL,
        last_run TEXT,
        next_run TEXT,
        last_pause TEXT,
        last_resume TEXT
    ) STRICT;
    CREATE INDEX triggers_due ON triggers (next_run) WHERE next_run IS NOT NULL;
    CREATE TABLE executions (
        id TEXT PRIMARY KEY,
        trigger_id TEXT NOT NULL,
        status TEXT NOT NULL,
        timeout_seconds INTEGER NOT NULL,
        scheduled TEXT,
        started TEXT,
        ended TEXT,
        interaction_id TEXT,
        environment_id TEXT,
        error TEXT
    ) STRICT;
    CREATE INDEX executions_of_trigger ON executions (trigger_id);
    CREATE INDEX executions_open ON executions (trigger_id) WHERE status = 'in_progress';
",
];

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
    sqlite::make_durable(connection)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_older_record_becomes_one_of_today_and_keeps_what_it_holds() {
        for version in 1..MIGRATIONS.len() {
            let mut connection = Connection::open_in_memory().unwrap();
            for migration in &MIGRATIONS[..version] {
                connection.execute_batch(migration).unwrap();
            }
            connection
                .pragma_update(None, "user_version", version as i64)
                .unwrap();
            connection
                .execute_batch("INSERT INTO agents VALUES ('writer', '2026-01-01T00:00:00Z', '{}')")
                .unwrap();
            prepare(&mut connection, Path::new("engine.db")).unwrap();
            let count = |table: &str| -> i64 {
                let sql = format!("SELECT count(*) FROM {table}");
                connection.query_row(&sql, [], |row| row.get(0)).unwrap()
            };
            assert_eq!((count("agents"), count("triggers")), (1, 0));
        }
    }
}
