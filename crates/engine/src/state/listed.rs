//! Generic queries for tables whose rows are read by id, listed in pages and deleted by id.

use rusqlite::{OptionalExtension as _, Row, params};

use super::{Result, Store};

/// A row of a table with an ascending column `number`.
pub(crate) trait Listed: Sized + Send + 'static {
    /// Name of the table; it has the columns `number` and `id`.
    const TABLE: &'static str;
    /// The columns that [`Listed::read`] reads, in order.
    const COLUMNS: &'static str;

    /// Reads a row of a query for [`Listed::COLUMNS`].
    fn read(row: &Row<'_>) -> Result<Self>;

    /// The row's id, which is also the token of the page that ends with it.
    fn id(&self) -> &str;
}

/// Returns the row with this id, if it exists.
pub(super) fn find<T: Listed>(connection: &rusqlite::Connection, id: &str) -> Result<Option<T>> {
    let sql = format!("SELECT {} FROM {} WHERE id = ?1", T::COLUMNS, T::TABLE);
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok(T::read(row)))
        .optional()?
        .transpose()
}

impl Store {
    /// Returns the row with this id, if it exists.
    pub(crate) async fn listed<T: Listed>(&self, id: &str) -> Result<Option<T>> {
        let id = id.to_owned();
        self.read(move |connection| find(connection, &id)).await
    }

    /// At most `limit` rows, newest first, after the one with the id `after`.
    pub(crate) async fn list<T: Listed>(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<T>> {
        self.read(move |connection| {
            let (columns, table) = (T::COLUMNS, T::TABLE);
            let sql = format!(
                "SELECT {columns} FROM {table}
                 WHERE ?1 IS NULL OR number < (SELECT number FROM {table} WHERE id = ?1)
                 ORDER BY number DESC LIMIT ?2"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![after, limit as i64])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(T::read(row)?);
            }
            Ok(found)
        })
        .await
    }

    /// Deletes a row and what belongs to it. False if there was none.
    pub(crate) async fn delete_listed<T: Listed>(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            let sql = format!("DELETE FROM {} WHERE id = ?1", T::TABLE);
            Ok(connection.execute(&sql, [id])? > 0)
        })
        .await
    }
}
