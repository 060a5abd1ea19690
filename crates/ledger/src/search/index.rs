//! Writing the search index. A turn is indexed once, when it is settled or before the next search, and not with every
//! change.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension};

use super::fold::fold;
use super::grams::{self, Mark};
use super::marks;
use super::rows::Part;
use super::texts::texts;
use crate::{Kind, RunId};

/// Number of turns indexed in one transaction.
const AT_ONCE: i64 = 32;

/// Indexes the title of the conversation with this key.
pub(crate) fn index_title(connection: &Connection, key: i64, title: &str) -> rusqlite::Result<()> {
    let kind: Kind = connection
        .prepare_cached("SELECT kind FROM conversations WHERE key = ?1")?
        .query_row([key], |row| row.get(0))?;
    let letters: Vec<char> = fold(title).chars().collect();
    let row = Part::Titles.row(key, 0);
    insert(connection, row, &letters, &[marks::kind(kind)])
}

/// Queues a new interaction for indexing.
pub(crate) fn note_turn(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO unindexed (key) VALUES (?1) ON CONFLICT (key) DO NOTHING")?
        .execute([key])?;
    Ok(())
}

/// Stores the answer of the interaction with this key; it is indexed with the rest of the turn.
pub(crate) fn note_answer(connection: &Connection, key: i64, answer: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO answers (key, answer) VALUES (?1, ?2)")?
        .execute((key, clean(answer)))?;
    note_turn(connection, key)
}

/// Queues a run for indexing because the names of its files changed.
pub(crate) fn note_files(connection: &Connection, run: RunId) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO unindexed (key) SELECT key FROM interactions WHERE id = ?1
             ON CONFLICT (key) DO NOTHING",
        )?
        .execute([run])?;
    Ok(())
}

/// Indexes one interaction if it is queued.
pub(crate) fn catch_up(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let is_noted = connection
        .prepare_cached("DELETE FROM unindexed WHERE key = ?1")?
        .execute([key])?;
    if is_noted > 0 {
        index_turn(connection, key)?;
    }
    Ok(())
}

/// Returns true if any interaction is queued.
pub(super) fn is_behind(connection: &Connection) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM unindexed)")?
        .query_row([], |row| row.get(0))
}

/// Indexes a batch of queued interactions. Returns true if there may be more.
pub(super) fn catch_up_some(connection: &Connection) -> rusqlite::Result<bool> {
    let keys: Vec<i64> = connection
        .prepare_cached("SELECT key FROM unindexed ORDER BY key DESC LIMIT ?1")?
        .query_map([AT_ONCE], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in &keys {
        catch_up(connection, *key)?;
    }
    Ok(!keys.is_empty())
}

/// Indexes a batch of an older ledger's content, newest first. Returns true if there may be more.
pub(super) fn index_older_batch(connection: &Connection) -> rusqlite::Result<bool> {
    let next: Option<(String, i64)> = connection
        .prepare_cached("SELECT what, below FROM search_ahead ORDER BY what LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((what, below)) = next else {
        return Ok(false);
    };
    let keys: Vec<i64> = connection
        .prepare_cached(if what == "titles" { TITLES } else { TURNS })?
        .query_map([below, AT_ONCE], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in &keys {
        if what == "titles" {
            let title: String = connection
                .prepare_cached("SELECT title FROM conversations WHERE key = ?1")?
                .query_row([key], |row| row.get(0))?;
            index_title(connection, *key, &title)?;
        } else {
            index_turn(connection, *key)?;
        }
    }
    match keys.last() {
        Some(last) => connection
            .prepare_cached("UPDATE search_ahead SET below = ?2 WHERE what = ?1")?
            .execute((&what, last))?,
        None => connection
            .prepare_cached("DELETE FROM search_ahead WHERE what = ?1")?
            .execute([&what])?,
    };
    Ok(true)
}

const TITLES: &str = "SELECT key FROM conversations WHERE key < ?1 ORDER BY key DESC LIMIT ?2";
const TURNS: &str = "SELECT key FROM interactions WHERE key < ?1 ORDER BY key DESC LIMIT ?2";

/// Number of segments that a search reads quickly enough.
const FEW_SEGMENTS: i64 = 6;
/// Number of pages that are written at a time to join segments.
const MERGED_PAGES: i64 = 128;

pub(super) fn has_few_segments(connection: &Connection) -> rusqlite::Result<bool> {
    let segments: i64 = connection
        .prepare_cached("SELECT count(DISTINCT segid) FROM search_grams_idx")?
        .query_row([], |row| row.get(0))?;
    Ok(segments <= FEW_SEGMENTS)
}

/// Joins some segments. Returns true if there may be more to join.
pub(super) fn merge_segments(connection: &Connection) -> rusqlite::Result<bool> {
    let changes = || connection.query_row("SELECT total_changes()", [], |row| row.get(0));
    // Two of about the same size are joined.
    connection
        .execute_batch("INSERT INTO search_grams (search_grams, rank) VALUES ('usermerge', 2)")?;
    let before: i64 = changes()?;
    connection
        .prepare_cached("INSERT INTO search_grams (search_grams, rank) VALUES ('merge', ?1)")?
        .execute([MERGED_PAGES])?;
    // A merge that has nothing to do counts as one change.
    Ok(changes()? - before > 1)
}

/// Empties the index and queues everything for indexing.
pub(super) fn rebuild(connection: &Connection) -> rusqlite::Result<()> {
    let emptied =
        connection.execute_batch("INSERT INTO search_grams (search_grams) VALUES ('delete-all')");
    if emptied.is_err() {
        recreate_tables(connection)?;
    }
    connection.execute_batch(
        "DELETE FROM search_long;
         DELETE FROM file_pieces;
         UPDATE file_words SET is_read = 0;
         INSERT OR REPLACE INTO search_ahead (what, below)
           SELECT 'titles', max(key) + 1 FROM conversations HAVING max(key) IS NOT NULL;
         INSERT OR REPLACE INTO search_ahead (what, below)
           SELECT 'turns', max(key) + 1 FROM interactions HAVING max(key) IS NOT NULL;",
    )
}

/// Recreates the internal tables of an index whose structure cannot be read, as those of an empty index.
fn recreate_tables(connection: &Connection) -> rusqlite::Result<()> {
    let create: String = connection.query_row(
        "SELECT sql FROM sqlite_master WHERE name = 'search_grams'",
        [],
        |row| row.get(0),
    )?;
    connection.execute_batch(&create.replacen("search_grams", "search_fresh", 1))?;
    connection.execute_batch(
        "DELETE FROM search_grams_data;
         INSERT INTO search_grams_data SELECT * FROM search_fresh_data;
         DELETE FROM search_grams_idx;
         DELETE FROM search_grams_docsize;
         DROP TABLE search_fresh;",
    )
}

/// Writes the index rows of an interaction: prompt, answer, steps, and names of its files.
fn index_turn(connection: &Connection, key: i64) -> rusqlite::Result<()> {
    let turn = connection
        .prepare_cached(
            "SELECT r.prompt, a.answer, i.target_id, i.created_at, c.kind, i.id
             FROM interactions i JOIN requests r ON r.run_id = i.id
             JOIN conversations c ON c.id = i.conversation_id
             LEFT JOIN answers a ON a.key = i.key WHERE i.key = ?1",
        )?
        .query_row([key], |row| {
            let texts: [Option<String>; 2] = [row.get(0)?, row.get(1)?];
            let who: String = row.get(2)?;
            Ok((
                texts,
                who,
                row.get::<_, i64>(3)?,
                row.get::<_, Kind>(4)?,
                row.get::<_, RunId>(5)?,
            ))
        })
        .optional()?;
    let Some((texts_of_turn, who, at, kind, run)) = turn else {
        return Ok(());
    };
    let mut all = texts_of_turn.into_iter().flatten().collect::<Vec<_>>();
    all.extend(files(connection, key)?);
    let mut steps =
        connection.prepare_cached("SELECT json FROM steps WHERE run_id = ?1 ORDER BY position")?;
    let mut rows = steps.query([run])?;
    while let Some(row) = rows.next()? {
        all.push(texts(row.get_ref(0)?.as_str()?));
    }
    let letters: Vec<char> = fold(&all.join(" ")).chars().collect();
    let mut marks = vec![marks::kind(kind), marks::who(&who)];
    marks.extend(marks::times(at));

    remove(connection, Part::Long, key)?;
    connection
        .prepare_cached("DELETE FROM search_grams WHERE rowid = ?1")?
        .execute([Part::Short.row(key, 0)])?;
    let pieces = grams::pieces(letters.len());
    if let [_] = pieces.as_slice() {
        return insert(connection, Part::Short.row(key, 0), &letters, &marks);
    }
    for (piece, place) in pieces.into_iter().enumerate() {
        insert_piece(connection, Part::Long, key, piece, &letters[place], &marks)?;
    }
    Ok(())
}

/// Removes all index rows of an item with several pieces.
pub(super) fn remove(connection: &Connection, part: Part, key: i64) -> rusqlite::Result<()> {
    let rows = part.rows();
    let pieces: Vec<i64> = connection
        .prepare_cached(
            "DELETE FROM search_long WHERE key = ?1 AND place >= ?2 AND place < ?3 RETURNING place",
        )?
        .query_map((key, rows.start, rows.end), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for piece in pieces {
        connection
            .prepare_cached("DELETE FROM search_grams WHERE rowid = ?1")?
            .execute([piece])?;
    }
    Ok(())
}

/// Writes one index row of an item with several pieces.
pub(super) fn insert_piece(
    connection: &Connection,
    part: Part,
    key: i64,
    piece: usize,
    letters: &[char],
    marks: &[Mark],
) -> rusqlite::Result<()> {
    let row = part.row(key, piece);
    connection
        .prepare_cached("INSERT OR REPLACE INTO search_long (place, key) VALUES (?1, ?2)")?
        .execute((row, key))?;
    insert(connection, row, letters, marks)
}

fn insert(
    connection: &Connection,
    row: i64,
    letters: &[char],
    marks: &[Mark],
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO search_grams (rowid, grams) VALUES (?1, ?2)")?
        .execute((row, grams::document(letters, marks)))?;
    Ok(())
}

/// Returns the current names of an interaction's files, attachments included.
pub(super) fn files(connection: &Connection, key: i64) -> rusqlite::Result<Option<String>> {
    let names: Option<String> = connection
        .prepare_cached(
            "SELECT group_concat(name, char(10)) FROM (
               SELECT a.name AS name FROM interactions i JOIN artifacts a ON a.run_id = i.id
               WHERE i.key = ?1 AND a.folder_id IS NULL
               UNION ALL
               SELECT f.name FROM interactions i JOIN attached_files f ON f.run_id = i.id WHERE i.key = ?1)",
        )?
        .query_row([key], |row| row.get(0))?;
    Ok(names.map(|names| clean(&names).into_owned()))
}

/// Replaces control characters by spaces; two of them are the match markers.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        text.replace(char::is_control, " ").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Ledger, NewArtifact, RunUpdate, Source};

    /// Returns true if the only turn is queued for indexing.
    fn is_behind(ledger: &Ledger) -> bool {
        ledger
            .read(|snapshot| Ok(super::is_behind(snapshot)?))
            .unwrap()
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
        assert!(is_behind(&ledger), "not with each file");
        let settled = RunUpdate {
            settled: Some(true),
            ..RunUpdate::default()
        };
        ledger.update(run.id, &settled).unwrap();
        assert!(!is_behind(&ledger));
        for query in ["Nordwerk", "2.csv", "compare nordwerk 0.csv"] {
            assert_eq!(ledger.search(query, 5).unwrap().len(), 1, "{query}");
        }
    }

    #[test]
    fn segments_are_joined_until_few_are_left_and_everything_is_still_found() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("ledger.db")).unwrap();
        let is_few = |ledger: &Ledger| {
            ledger
                .read(|snapshot| Ok(super::has_few_segments(snapshot)?))
                .unwrap()
        };
        let word = |number: u32| format!("q{number:02}");
        // Segments are joined by themselves when there are sixteen of a size.
        for number in 0..15 {
            let new = crate::NewConversation {
                kind: crate::Kind::Chat,
                title: "Subject".to_owned(),
            };
            let turn = crate::store::tests::turn(&word(number));
            ledger.create(&new, &turn).unwrap();
            assert_eq!(ledger.search(&word(number), 5).unwrap().len(), 1);
            ledger
                .write(|transaction| {
                    let none =
                        "INSERT INTO search_grams (search_grams, rank) VALUES ('automerge', 0)";
                    Ok(transaction.execute_batch(none)?)
                })
                .unwrap();
        }
        assert!(!is_few(&ledger));
        while ledger.merge_search().unwrap() {}
        assert!(is_few(&ledger));
        assert!(!ledger.merge_search().unwrap());
        for number in 0..15 {
            assert_eq!(ledger.search(&word(number), 5).unwrap().len(), 1);
        }
    }
}
