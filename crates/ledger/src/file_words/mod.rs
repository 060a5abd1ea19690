//! The words of text files: those that runs made, and those that the person sent along.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::Error;
use crate::search::{LISTED, Letter, Rows, clean, listed};
use crate::{ArtifactId, Ledger, RunId};

pub(crate) const V2: &str = include_str!("2.sql");

/// A file whose words nobody has read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
    /// A name that it has somewhere.
    pub name: String,
    /// The MIME type that it has there, if there is one.
    pub mime: Option<String>,
}

/// A file in which words were found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundFile {
    /// The file, when a run made it; `None` for one that the person sent along.
    pub artifact: Option<ArtifactId>,
    /// Its path in the sandbox, or its name.
    pub name: String,
}

/// A place of a file with the words, before its conversation is known.
pub(crate) struct Place {
    /// The rowid of its words.
    pub(crate) key: i64,
    /// How well it fits; less is better.
    pub(crate) score: f64,
    /// The run that made it, or that it went along with.
    pub(crate) run: RunId,
    /// The file.
    pub(crate) file: FoundFile,
}

impl Ledger {
    /// Up to `limit` files whose words were not read yet, those of the newest turns first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn unread_files(&self, limit: usize) -> Result<Vec<UnreadFile>, Error> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.read(|snapshot| {
            let files = snapshot
                .prepare_cached(UNREAD)?
                .query_map([limit], |row| {
                    Ok(UnreadFile {
                        sha256: row.get(0)?,
                        name: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
                        mime: row.get(2)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(files)
        })
    }

    /// Notes the words of a file, so that they are found; `None` for one that is no text. A file that
    /// was deleted meanwhile stays so. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn keep_words(&self, sha256: &str, words: Option<&str>) -> Result<(), Error> {
        let (sha256, words) = (sha256.to_owned(), words.map(str::to_owned));
        self.write(move |transaction| {
            let key: Option<i64> = transaction
                .prepare_cached(
                    "UPDATE file_words SET is_read = 1 WHERE sha256 = ?1 RETURNING key",
                )?
                .query_row([sha256], |row| row.get(0))
                .optional()?;
            if let (Some(key), Some(words)) = (key, words) {
                transaction
                    .prepare_cached(
                        "INSERT OR REPLACE INTO file_search (rowid, words) VALUES (?1, ?2)",
                    )?
                    .execute((key, clean(&words)))?;
            }
            Ok(())
        })
    }
}

const UNREAD: &str = "
SELECT w.sha256,
  coalesce((SELECT coalesce(a.path, a.name) FROM artifacts a WHERE a.sha256 = w.sha256 LIMIT 1),
    (SELECT f.name FROM attached_files f WHERE f.sha256 = w.sha256 LIMIT 1)),
  coalesce((SELECT a.mime FROM artifacts a WHERE a.sha256 = w.sha256 LIMIT 1),
    (SELECT f.mime FROM attached_files f WHERE f.sha256 = w.sha256 LIMIT 1))
FROM file_words w WHERE w.is_read = 0 ORDER BY w.key LIMIT ?1";

/// When words occur in more files than this, they are not ranked.
const MOST_RANKED: i64 = 200;

/// The files with the words of an FTS5 query, best first, and of those that fit alike the newest turn. When
/// there are very many, those that came last.
pub(crate) fn find(
    snapshot: &Connection,
    query: &str,
    letter: Option<&Letter>,
    limit: i64,
) -> rusqlite::Result<Vec<Place>> {
    if let Some(letter) = letter
        && let Some(keys) = letter.first(snapshot, &ALL, limit)?
    {
        return places(snapshot, LISTED, &listed(&keys), limit);
    }
    let are_many: bool = snapshot
        .prepare_cached(ARE_MANY)?
        .query_row((query, MOST_RANKED), |row| row.get(0))?;
    places(
        snapshot,
        if are_many { NEWEST } else { RANKED },
        query,
        limit,
    )
}

const ALL: Rows = Rows {
    table: "file_search",
    keys: "rowid > 0",
    order: "DESC",
};

/// The turns that have the files that are found.
fn places(
    snapshot: &Connection,
    found: &str,
    query: &str,
    limit: i64,
) -> rusqlite::Result<Vec<Place>> {
    snapshot
        .prepare_cached(&format!("WITH found AS MATERIALIZED ({found}), {NAMED}"))?
        .query_map((query, limit), place)?
        .collect()
}

const ARE_MANY: &str = "
SELECT count(*) > ?2 FROM (SELECT 1 FROM file_search WHERE file_search MATCH ?1 LIMIT ?2 + 1)";

const RANKED: &str = "
SELECT rowid AS key, bm25(file_search) AS score
FROM file_search WHERE file_search MATCH ?1 ORDER BY score LIMIT ?2";

const NEWEST: &str = "
SELECT rowid AS key, 0.0 AS score
FROM file_search WHERE file_search MATCH ?1 ORDER BY rowid DESC LIMIT ?2";

const NAMED: &str = "
named AS (
  SELECT f.key, f.score, w.sha256 FROM found f JOIN file_words w ON w.key = f.key
)
SELECT n.key, n.score, a.run_id, a.id AS artifact, coalesce(a.path, a.name) AS name, i.key AS turn
FROM named n JOIN artifacts a ON a.sha256 = n.sha256 AND a.folder_id IS NULL
JOIN interactions i ON i.id = a.run_id
UNION ALL
SELECT n.key, n.score, f.run_id, NULL, f.name, i.key
FROM named n JOIN attached_files f ON f.sha256 = n.sha256
JOIN interactions i ON i.id = f.run_id
ORDER BY 2, 6 DESC";

fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        key: row.get("key")?,
        score: row.get("score")?,
        run: row.get("run_id")?,
        file: FoundFile {
            artifact: row.get("artifact")?,
            name: row.get("name")?,
        },
    })
}

/// The words of a file, to show those around a match.
pub(crate) fn words(snapshot: &Connection, key: i64) -> rusqlite::Result<String> {
    snapshot
        .prepare_cached("SELECT words FROM file_search WHERE rowid = ?1")?
        .query_row([key], |row| row.get(0))
}

/// Makes the index of files' words anew and empty: every file is to be read again.
pub(crate) fn forget_all(transaction: &Connection) -> rusqlite::Result<()> {
    let create: String = transaction.query_row(
        "SELECT sql FROM sqlite_master WHERE name = 'file_search'",
        [],
        |row| row.get(0),
    )?;
    transaction.execute_batch("DROP TABLE file_search")?;
    transaction.execute_batch(&create)?;
    transaction.execute_batch("UPDATE file_words SET is_read = 0")
}
