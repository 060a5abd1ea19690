//! Table of credentials (contract section 9.6). Secrets are read for the engine's own use only.

use interactions::CredentialConfig;
use rusqlite::{Row, params};

use super::listed::Listed;
use super::{Result, Store};

/// A stored credential.
#[derive(Debug, Clone)]
pub(crate) struct CredentialRow {
    pub(crate) id: String,
    /// The content, including secrets.
    pub(crate) config: CredentialConfig,
    pub(crate) created: String,
    pub(crate) updated: String,
}

impl Listed for CredentialRow {
    const TABLE: &'static str = "credentials";
    const COLUMNS: &'static str = "id, config, created, updated";

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            config: serde_json::from_str(&row.get::<_, String>(1)?)?,
            created: row.get(2)?,
            updated: row.get(3)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Store {
    /// Inserts a credential. False if its id is taken.
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

    /// Replaces the content of a credential. False if there is none.
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
}
