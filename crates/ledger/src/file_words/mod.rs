//! The words of text files, for search: files made by runs and files that the person attached.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Error;
use crate::search;
use crate::{ArtifactId, Ledger, RunId};

pub(crate) const V2: &str = include_str!("2.sql");

/// A file whose words were not extracted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadFile {
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
    /// One of the names under which it is recorded.
    pub name: String,
    /// The MIME type recorded with that name, if any.
    pub mime: Option<String>,
}

/// A file in which search found words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FoundFile {
    /// The artifact, if a run made the file; `None` for an attachment.
    pub artifact: Option<ArtifactId>,
    /// Its path in the sandbox, or its name.
    pub name: String,
}

/// A turn that has a given file.
pub(crate) struct TurnWithFile {
    /// The run that made the file, or to which it was attached.
    pub(crate) run: RunId,
    /// The file.
    pub(crate) file: FoundFile,
}

impl Ledger {
    /// Returns up to `limit` files whose words were not extracted yet, those of the newest turns first. Blocks.
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

    /// Stores and indexes the words of a file; `None` for a file without text. Does nothing if the file was deleted
    /// meanwhile. Blocks.
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
                search::store_words(transaction, key, &words)?;
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

/// Returns the turns that have the file with this key, the newest first.
pub(crate) fn places(snapshot: &Connection, key: i64) -> rusqlite::Result<Vec<TurnWithFile>> {
    snapshot
        .prepare_cached(PLACES)?
        .query_map([key], |row| {
            Ok(TurnWithFile {
                run: row.get("run_id")?,
                file: FoundFile {
                    artifact: row.get("artifact")?,
                    name: row.get("name")?,
                },
            })
        })?
        .collect()
}

const PLACES: &str = "
SELECT a.run_id, a.id AS artifact, coalesce(a.path, a.name) AS name, i.key AS turn
FROM file_words w JOIN artifacts a ON a.sha256 = w.sha256 AND a.folder_id IS NULL
JOIN interactions i ON i.id = a.run_id WHERE w.key = ?1
UNION ALL
SELECT f.run_id, NULL, f.name, i.key
FROM file_words w JOIN attached_files f ON f.sha256 = w.sha256
JOIN interactions i ON i.id = f.run_id WHERE w.key = ?1
ORDER BY 4 DESC LIMIT 60";
