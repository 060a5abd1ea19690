//! What is written into the search index, and when: a turn's answer and files once, not again with every
//! change.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use crate::RunId;

/// So many turns are indexed in one transaction.
const AT_ONCE: i64 = 64;

/// Indexes the title of the conversation with this key.
pub(crate) fn index_title(connection: &Connection, key: i64, title: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO search (rowid, title) VALUES (-?1, ?2)")?
        .execute((key, clean(title)))?;
    Ok(())
}

/// Begins the row of a new interaction.
pub(crate) fn index_prompt(
    connection: &Connection,
    key: i64,
    prompt: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO search (rowid, prompt) VALUES (?1, ?2)")?
        .execute((key, clean(prompt)))?;
    Ok(())
}

/// Notes the answer of the interaction with this key, to be indexed with the rest of it.
pub(crate) fn note_answer(connection: &Connection, key: i64, answer: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO unindexed (key, answer) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET answer = excluded.answer",
        )?
        .execute((key, clean(answer)))?;
    Ok(())
}

/// Notes that the names of a run's files are others now.
pub(crate) fn note_files(connection: &Connection, run: RunId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO unindexed (key) SELECT key FROM interactions WHERE id = ?1
             ON CONFLICT (key) DO NOTHING",
        )?
        .execute([run])?;
    Ok(())
}

/// Brings the row of one interaction up to date, if it is behind.
pub(crate) fn catch_up(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let noted: Option<Option<String>> = connection
        .prepare_cached("DELETE FROM unindexed WHERE key = ?1 RETURNING answer")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    let Some(answer) = noted else { return Ok(()) };
    let files = files(connection, key)?;
    connection
        .prepare_cached(
            "UPDATE search SET answer = coalesce(?2, answer), files = ?3 WHERE rowid = ?1",
        )?
        .execute((key, answer, files))?;
    Ok(())
}

/// Whether a row is behind.
pub(super) fn is_behind(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM unindexed)")?
        .query_row([], |row| row.get(0))
}

/// Brings some rows up to date that are behind. Says whether there may be more.
pub(super) fn catch_up_some(connection: &Connection) -> rusqlite::Result<bool> {
    let keys: Vec<i64> = connection
        .prepare_cached("SELECT key FROM unindexed LIMIT ?1")?
        .query_map([AT_ONCE], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in &keys {
        catch_up(connection, *key)?;
    }
    Ok(!keys.is_empty())
}

/// The names of an interaction's files as they stand.
pub(super) fn files(connection: &Connection, key: i64) -> rusqlite::Result<Option<String>> {
    let names: Option<String> = connection
        .prepare_cached(
            "SELECT group_concat(a.name, char(10)) FROM interactions i JOIN artifacts a ON a.run_id = i.id
             WHERE i.key = ?1 AND a.folder_id IS NULL",
        )?
        .query_row([key], |row| row.get(0))?;
    Ok(names.map(|names| clean(&names).into_owned()))
}

/// A text without control characters: FTS5 ends a text at a NUL, and two others mark matches.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        text.replace(char::is_control, " ").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::OptionalExtension;

    use crate::{Ledger, NewArtifact, RunUpdate, Source};

    /// What the index has of the only turn: its answer and the names of its files.
    fn indexed(ledger: &Ledger) -> (Option<String>, Option<String>) {
        let row = ledger.alone(|connection| {
            let select = "SELECT answer, files FROM search WHERE rowid > 0";
            let row = connection.query_row(select, [], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(row.optional()?)
        });
        row.unwrap().unwrap()
    }

    #[test]
    fn a_turn_with_many_files_is_indexed_when_it_is_settled_and_not_with_each() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("ledger.db")).unwrap();
        let new = crate::NewConversation {
            kind: crate::Kind::Job,
            title: "Compare".to_owned(),
        };
        let (_, run) = ledger
            .create(&new, &crate::store::tests::turn("Compare"))
            .unwrap();
        let answer = RunUpdate {
            answer: Some("Nordwerk".to_owned()),
            ..RunUpdate::default()
        };
        ledger.update(run.id, &answer).unwrap();
        for number in 0..3 {
            let file = NewArtifact {
                run_id: run.id,
                name: format!("{number}.csv"),
                path: Some(format!("workspace/{number}.csv")),
                source: Source::Environment,
                mime: "text/csv".to_owned(),
                size: None,
                step_index: None,
                created_at: 2,
            };
            ledger.add_artifact(&file).unwrap();
        }
        assert_eq!(indexed(&ledger), (None, None));
        let settled = RunUpdate {
            settled: Some(true),
            ..RunUpdate::default()
        };
        ledger.update(run.id, &settled).unwrap();
        let (answer, files) = indexed(&ledger);
        assert_eq!(answer.as_deref(), Some("Nordwerk"));
        assert_eq!(
            files.as_deref(),
            Some("0.csv\n1.csv\n2.csv".replace('\n', " ").as_str())
        );
    }
}
