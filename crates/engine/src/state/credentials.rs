//! The rows of credentials (contract section 9.6). Their secrets leave the record for the engine's own use only.

use interactions::CredentialConfig;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Result, Store};

/// One credential.
#[derive(Debug, Clone)]
pub(crate) struct CredentialRow {
    pub(crate) id: String,
    /// What it holds, secrets included.
    pub(crate) config: CredentialConfig,
    pub(crate) created: String,
    pub(crate) updated: String,
}

const COLUMNS: &str = "id, config, created, updated";

impl Store {
    /// Writes a new credential. False when its id is taken.
    pub(crate) async fn create_credential(&self, row: CredentialRow) -> Result<bool> {
        self.write(move |connection| {
            let config = serde_json::to_string(&row.config)?;
            let inserted = connection.execute(
                "INSERT OR IGNORE INTO credentials (id, config, created, updated) VALUES (?1, ?2, ?3, ?4)",
                params![row.id, config, row.created, row.updated],
            )?;
            Ok(inserted > 0)
        })
        .await
    }

    /// One credential, if it exists.
    pub(crate) async fn credential(&self, id: &str) -> Result<Option<CredentialRow>> {
        let id = id.to_owned();
        self.read(move |connection| find(connection, &id)).await
    }

    /// At most `limit` credentials, newest first, after the one named `after`.
    pub(crate) async fn credentials(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<CredentialRow>> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM credentials
                 WHERE ?1 IS NULL OR number < (SELECT number FROM credentials WHERE id = ?1)
                 ORDER BY number DESC LIMIT ?2"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params![after, limit as i64])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(found)
        })
        .await
    }

    /// Replaces what a credential holds. False when there is none.
    pub(crate) async fn change_credential(&self, row: CredentialRow) -> Result<bool> {
        self.write(move |connection| {
            let config = serde_json::to_string(&row.config)?;
            let changed = connection.execute(
                "UPDATE credentials SET config = ?2, updated = ?3 WHERE id = ?1",
                params![row.id, config, row.updated],
            )?;
            Ok(changed > 0)
        })
        .await
    }

    /// Forgets a credential. False when there was none.
    pub(crate) async fn delete_credential(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM credentials WHERE id = ?1", [id])? > 0)
        })
        .await
    }
}

fn find(connection: &Connection, id: &str) -> Result<Option<CredentialRow>> {
    let sql = format!("SELECT {COLUMNS} FROM credentials WHERE id = ?1");
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok(read(row)))
        .optional()?
        .transpose()
}

fn read(row: &Row<'_>) -> Result<CredentialRow> {
    Ok(CredentialRow {
        id: row.get(0)?,
        config: serde_json::from_str(&row.get::<_, String>(1)?)?,
        created: row.get(2)?,
        updated: row.get(3)?,
    })
}
