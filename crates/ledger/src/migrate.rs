//! Schema migrations: numbered, forward only, in one transaction, after a backup.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::Error;
use crate::open::{APPLICATION_ID, with_suffix};
use crate::{
    addresses, agents, artifacts, conversations, drafts, events, file_words, folders, interactions,
    listings, removals, schedules, search, settings, spending, steps, tools, unnamed_media, whole,
};

/// One entry per format version; entry `n` migrates from format `n` to `n + 1`, with one script for each table.
pub(crate) type Migrations = &'static [&'static [&'static str]];

/// All migrations. A released entry is never changed; new ones are appended.
pub(crate) const MIGRATIONS: Migrations = &[
    &[
        conversations::V1,
        interactions::V1,
        events::V1,
        steps::V1,
        artifacts::V1,
        drafts::V1,
        settings::V1,
        search::V1,
    ],
    &[
        conversations::V2,
        drafts::V2,
        interactions::V2,
        artifacts::V2,
        listings::V2,
        addresses::V2,
        file_words::V2,
        removals::V2,
        search::V2,
    ],
    &[
        artifacts::V3,
        conversations::V3,
        interactions::V3,
        search::V3,
    ],
    &[unnamed_media::V4],
    &[interactions::V5, spending::V5, agents::V5],
    &[unnamed_media::V6, schedules::V6, tools::V6],
    &[folders::V7, schedules::V7, search::V7],
    &[whole::V8],
    &[whole::V9, spending::V9],
    &[listings::V10, spending::V10],
];

/// Returns the format version that the migrations lead to.
pub(crate) fn newest(migrations: Migrations) -> u32 {
    u32::try_from(migrations.len()).expect("there are few migrations")
}

/// Copies the ledger to `{path}.backup-{format}`. The copy is either complete or does not exist.
pub(crate) fn back_up(connection: &Connection, path: &Path, format: u32) -> Result<(), Error> {
    let copy = with_suffix(path, &format!(".backup-{format}"));
    let part = with_suffix(path, &format!(".backup-{format}.part"));
    let io = |error| Error::io(&copy, error);
    if part.exists() {
        fs::remove_file(&part).map_err(io)?;
    }
    let text = part.to_str().ok_or_else(|| {
        let reason = "its path is not valid Unicode";
        io(std::io::Error::new(
            std::io::ErrorKind::InvalidInput,
            reason,
        ))
    })?;
    connection
        .execute("VACUUM INTO ?1", [text])
        .map_err(|error| Error::sqlite(path, error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&part, fs::Permissions::from_mode(0o600)).map_err(io)?;
    }
    let file = File::options().write(true).open(&part).map_err(io)?;
    file.sync_all().map_err(io)?;
    fs::rename(&part, &copy).map_err(io)?;
    tracing::info!(copy = %copy.display(), "copied the ledger before bringing it up to date");
    Ok(())
}

/// Migrates a ledger from format `found` to the newest in one transaction.
pub(crate) fn migrate(
    connection: &mut Connection,
    migrations: Migrations,
    found: u32,
) -> rusqlite::Result<()> {
    // A migration may rebuild a referenced table, so foreign keys are checked once at the end.
    connection.pragma_update(None, "foreign_keys", false)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in migrations.iter().skip(found as usize) {
        for part in *migration {
            transaction.execute_batch(part)?;
        }
    }
    let dangling = transaction
        .prepare("PRAGMA foreign_key_check")?
        .exists([])?;
    if dangling {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
            Some("a row refers to one that is not there".to_owned()),
        ));
    }
    transaction.pragma_update(None, "user_version", newest(migrations))?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::open;

    const ONE: Migrations = &[&["CREATE TABLE notes (text TEXT) STRICT;"]];
    const TWO: Migrations = &[
        &["CREATE TABLE notes (text TEXT) STRICT;"],
        &[
            "ALTER TABLE notes ADD COLUMN written_at INTEGER;",
            "UPDATE notes SET written_at = 7;",
        ],
    ];
    const BROKEN: Migrations = &[
        &["CREATE TABLE notes (text TEXT) STRICT;"],
        &["UPDATE notes SET text = 'half done'; SELECT no_such_function();"],
    ];

    fn note(path: &Path) -> String {
        let connection = Connection::open(path).expect("it opens");
        connection
            .query_row("SELECT text FROM notes", [], |row| row.get(0))
            .expect("the note is there")
    }

    fn old_ledger(path: &Path) {
        let opened = open(path, ONE).expect("a new ledger");
        opened
            .writer
            .execute("INSERT INTO notes VALUES ('kept')", [])
            .expect("a row");
    }

    #[test]
    fn an_older_ledger_is_copied_and_then_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        old_ledger(&path);

        let opened = open(&path, TWO).unwrap();
        let (text, at): (String, i64) = opened
            .writer
            .query_row("SELECT text, written_at FROM notes", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!((text.as_str(), at), ("kept", 7));

        let copy = folder.path().join("ledger.db.backup-1");
        assert_eq!(note(&copy), "kept");
        drop(open(&copy, ONE).expect("the copy is a whole ledger of the older format"));
        assert!(!folder.path().join("ledger.db.backup-1.part").exists());
    }

    #[test]
    fn a_migration_that_fails_leaves_the_older_ledger_and_its_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        old_ledger(&path);

        assert!(open(&path, BROKEN).is_err());
        assert_eq!(note(&path), "kept");
        assert_eq!(note(&folder.path().join("ledger.db.backup-1")), "kept");
        drop(open(&path, ONE).expect("it is still of the older format"));
        drop(open(&path, TWO).expect("and can be brought up to date by a better version"));
    }

    #[test]
    fn a_half_written_copy_of_an_earlier_try_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        old_ledger(&path);
        fs::write(folder.path().join("ledger.db.backup-1.part"), "half").unwrap();
        fs::write(folder.path().join("ledger.db.backup-1"), "older copy").unwrap();

        drop(open(&path, TWO).unwrap());
        assert_eq!(note(&folder.path().join("ledger.db.backup-1")), "kept");
    }

    #[test]
    fn a_turn_of_the_first_format_is_remembered_by_a_server_nobody_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let opened = open(&path, MIGRATIONS.split_at(1).0).unwrap();
        opened
            .writer
            .execute_batch(
                "INSERT INTO conversations (id, kind, title, created_at, updated_at)
                   VALUES ('c', 'chat', 'Basalt', 1, 1);
                 INSERT INTO interactions
                   (id, conversation_id, engine, api_id, target, target_id, phase, created_at)
                   VALUES ('r', 'c', 'gemini', 'v1_a', 'model', 'm', '{}', 1);
                 INSERT INTO requests (run_id, prompt, attachments, request)
                   VALUES ('r', 'What is basalt?', '[]', '{}');",
            )
            .unwrap();
        drop(opened);

        let opened = open(&path, MIGRATIONS).unwrap();
        let (origin, forgotten, carried, id): (Option<String>, bool, Option<String>, String) =
            opened
                .writer
                .query_row(
                    "SELECT origin, forgotten, carried, api_id
                     FROM interactions JOIN requests ON run_id = id",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
                )
                .unwrap();
        assert_eq!(
            (origin, forgotten, carried, id.as_str()),
            (None, false, None, "v1_a")
        );
    }

    #[test]
    fn a_ledger_of_the_second_format_knows_how_many_files_its_conversations_have() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let opened = open(&path, MIGRATIONS.split_at(2).0).unwrap();
        opened
            .writer
            .execute_batch(
                "INSERT INTO conversations (id, kind, title, created_at, updated_at)
                   VALUES ('c', 'job', 'Basalt', 1, 1), ('d', 'chat', 'Empty', 1, 1);
                 INSERT INTO interactions
                   (id, conversation_id, engine, target, target_id, phase, created_at)
                   VALUES ('r', 'c', 'local', 'agent', 'a', '{}', 1),
                     ('s', 'c', 'local', 'agent', 'a', '{}', 2), ('t', 'd', 'local', 'model', 'm', '{}', 2);
                 INSERT INTO artifacts (id, run_id, name, source, mime, state, created_at, folder_id)
                   VALUES ('x', 'r', 'x', 'media', 't', 'listed', 1, NULL),
                     ('y', 's', 'y', 'media', 't', 'listed', 1, NULL),
                     ('z', 's', 'z', 'media', 't', 'listed', 1, 'y');",
            )
            .unwrap();
        drop(opened);

        let opened = open(&path, MIGRATIONS).unwrap();
        let count =
            |sql: &str| -> i64 { opened.writer.query_row(sql, [], |row| row.get(0)).unwrap() };
        assert_eq!(count("SELECT files FROM conversations WHERE id = 'c'"), 2);
        assert_eq!(count("SELECT files FROM conversations WHERE id = 'd'"), 0);
        assert_eq!(
            count("SELECT count(*) FROM artifacts WHERE conversation_id = 'c'"),
            3
        );
        opened
            .writer
            .execute("DELETE FROM artifacts WHERE id = 'x'", [])
            .unwrap();
        assert_eq!(count("SELECT files FROM conversations WHERE id = 'c'"), 1);
    }

    #[test]
    fn a_ledger_of_each_older_format_knows_whose_media_are_to_be_named() {
        // Format 4 is the first that records these by itself.
        for format in 1..4 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("ledger.db");
            let opened = open(&path, MIGRATIONS.split_at(format as usize).0).unwrap();
            opened
                .writer
                .execute_batch(
                    "INSERT INTO conversations (id, kind, title, created_at, updated_at)
                       VALUES ('c', 'chat', 'Basalt', 1, 1);
                     INSERT INTO interactions
                       (id, conversation_id, engine, target, target_id, phase, created_at)
                       VALUES ('r', 'c', 'local', 'model', 'm', '{}', 1),
                         ('s', 'c', 'local', 'model', 'm', '{}', 2), ('t', 'c', 'local', 'agent', 'a', '{}', 3);
                     INSERT INTO artifacts (id, run_id, name, source, mime, state, created_at)
                       VALUES ('v', 'r', 'v', 'media', 'i', 'saved', 1), ('w', 's', 'w', 'media', 'i', 'saved', 2),
                         ('x', 's', 'x', 'media', 'i', 'saved', 3), ('y', 't', 'y', 'media', 'i', 'failed', 4),
                         ('z', 't', 'z', 'environment', 'i', 'saved', 5);",
                )
                .unwrap();
            drop(opened);

            let opened = open(&path, MIGRATIONS).unwrap();
            let mut unnamed = opened
                .writer
                .prepare("SELECT run_id FROM unnamed_media ORDER BY key")
                .unwrap();
            let runs = unnamed.query_map([], |row| row.get(0)).unwrap();
            let runs: Vec<String> = runs.map(Result::unwrap).collect();
            assert_eq!(runs, ["s", "r"], "of format {format}, the newest first");
        }
    }

    #[test]
    fn a_new_ledger_has_nothing_to_copy() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(&folder.path().join("ledger.db"), TWO).unwrap());
        assert!(!folder.path().join("ledger.db.backup-0").exists());
    }
}
