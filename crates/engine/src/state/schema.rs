//! Schema of the engine's record, and its migrations.

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
    // A request can be megabytes, and a row is rewritten whole with each group of events: so it is in a table of its
    // own. Likewise the brain's output is appended as rows, not rewritten.
    "
    CREATE TABLE requests (
        interaction TEXT PRIMARY KEY REFERENCES interactions (id) ON DELETE CASCADE,
        request TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO requests SELECT id, request FROM interactions;
    ALTER TABLE interactions DROP COLUMN request;
    CREATE TABLE said (
        id INTEGER PRIMARY KEY,
        interaction TEXT NOT NULL REFERENCES interactions (id) ON DELETE CASCADE,
        round INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    INSERT INTO said (interaction, round, text)
        SELECT interaction, round, text FROM replies ORDER BY interaction, round;
    CREATE INDEX said_of_interaction ON said (interaction, id);
    DROP TABLE replies;
    CREATE TABLE credentials (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        config TEXT NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT;
    CREATE TABLE webhooks (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT,
        uri TEXT NOT NULL,
        events TEXT NOT NULL,
        state TEXT NOT NULL,
        created TEXT NOT NULL,
        updated TEXT NOT NULL
    ) STRICT;
    CREATE TABLE signing_secrets (
        number INTEGER PRIMARY KEY,
        webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
        secret TEXT NOT NULL,
        expires TEXT
    ) STRICT;
    CREATE INDEX signing_secrets_of_webhook ON signing_secrets (webhook);
    CREATE TABLE deliveries (
        id TEXT PRIMARY KEY,
        webhook TEXT REFERENCES webhooks (id) ON DELETE CASCADE,
        uri TEXT NOT NULL,
        body TEXT NOT NULL,
        created INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        due INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX deliveries_due ON deliveries (due);
    CREATE TABLE files (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        display_name TEXT,
        mime_type TEXT NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        created TEXT NOT NULL,
        expires TEXT NOT NULL
    ) STRICT;
    CREATE INDEX files_expire ON files (expires);
",
];

/// Migrates the file to the newest version; a file from a newer engine is refused and left as it is.
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
                .execute_batch(
                    "INSERT INTO agents VALUES ('writer', '2026-01-01T00:00:00Z', '{}');
                     INSERT INTO interactions VALUES ('v1_a', NULL, '{\"model\": \"m\"}', NULL, 'in_progress', 0, 'c', 'u', '{}', '[]');
                     INSERT INTO replies VALUES ('v1_a', 0, 'first'), ('v1_a', 1, 'second');",
                )
                .unwrap();
            prepare(&mut connection, Path::new("engine.db")).unwrap();
            let count = |table: &str| -> i64 {
                let sql = format!("SELECT count(*) FROM {table}");
                connection.query_row(&sql, [], |row| row.get(0)).unwrap()
            };
            assert_eq!((count("agents"), count("triggers")), (1, 0));
            let text =
                |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
            assert_eq!(
                text("SELECT request FROM requests WHERE interaction = 'v1_a'"),
                "{\"model\": \"m\"}"
            );
            assert_eq!(
                text("SELECT group_concat(text, ' ' ORDER BY id) FROM said"),
                "first second"
            );
        }
    }
}
