//! Table of uploaded files (contract section 2.4); their bytes are in a folder beside the record.

use rusqlite::{OptionalExtension, Row, params};

use super::{Result, Store, now};

/// A stored uploaded file.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) id: String,
    pub(crate) display_name: Option<String>,
    pub(crate) mime_type: String,
    pub(crate) size: u64,
    /// SHA-256 in hex digits.
    pub(crate) sha256: String,
    pub(crate) created: String,
    /// Expiry time; from then on the file counts as deleted.
    pub(crate) expires: String,
}

const COLUMNS: &str = "id, display_name, mime_type, size, sha256, created, expires";

impl Store {
    /// Inserts a file.
    pub(crate) async fn create_file(&self, row: FileRow) -> Result<()> {
        self.write(move |connection| {
            connection.execute(
                "INSERT INTO files (id, display_name, mime_type, size, sha256, created, expires)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    row.id,
                    row.display_name,
                    row.mime_type,
                    i64::try_from(row.size).unwrap_or(i64::MAX),
                    row.sha256,
                    row.created,
                    row.expires
                ],
            )?;
            Ok(())
        })
        .await
    }

    /// Returns a file, if it exists and has not expired.
    pub(crate) async fn file(&self, id: &str) -> Result<Option<FileRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM files WHERE id = ?1 AND expires > ?2");
            Ok(connection
                .prepare_cached(&sql)?
                .query_row(params![id, now()], read)
                .optional()?)
        })
        .await
    }

    /// At most `limit` files, newest first, after the one with the id `after`.
    pub(crate) async fn files(&self, after: Option<String>, limit: usize) -> Result<Vec<FileRow>> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM files
                 WHERE expires > ?1 AND (?2 IS NULL OR number < (SELECT number FROM files WHERE id = ?2))
                 ORDER BY number DESC LIMIT ?3"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![now(), after, limit as i64], read)?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Total size of all files in bytes.
    pub(crate) async fn bytes_of_files(&self) -> Result<u64> {
        self.read(|connection| {
            let sum: i64 =
                connection.query_row("SELECT coalesce(sum(size), 0) FROM files", [], |row| {
                    row.get(0)
                })?;
            Ok(u64::try_from(sum).unwrap_or(0))
        })
        .await
    }

    /// Deletes a file's row. False if there was none.
    pub(crate) async fn delete_file(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM files WHERE id = ?1", [id])? > 0)
        })
        .await
    }

    /// Deletes the rows of expired files and returns their ids.
    pub(crate) async fn forget_expired_files(&self) -> Result<Vec<String>> {
        self.write(move |connection| {
            let mut statement =
                connection.prepare_cached("DELETE FROM files WHERE expires <= ?1 RETURNING id")?;
            let ids = statement.query_map([now()], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<FileRow> {
    Ok(FileRow {
        id: row.get(0)?,
        display_name: row.get(1)?,
        mime_type: row.get(2)?,
        size: u64::try_from(row.get::<_, i64>(3)?).unwrap_or(0),
        sha256: row.get(4)?,
        created: row.get(5)?,
        expires: row.get(6)?,
    })
}
