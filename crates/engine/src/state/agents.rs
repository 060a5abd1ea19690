//! Table of custom agents (contract section 10).

use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use super::{Result, Store, now};

/// A stored custom agent.
#[derive(Debug, Clone)]
pub(crate) struct AgentRow {
    /// The Agent object as it was accepted.
    pub(crate) body: Value,
}

impl Store {
    /// Inserts an agent. False if its id is taken.
    pub(crate) async fn create_agent(&self, id: &str, body: Value) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            let inserted = connection.execute(
                "INSERT OR IGNORE INTO agents (id, created, body) VALUES (?1, ?2, ?3)",
                params![id, now(), body.to_string()],
            )?;
            Ok(inserted > 0)
        })
        .await
    }

    /// Returns a custom agent, if it exists.
    pub(crate) async fn agent(&self, id: &str) -> Result<Option<AgentRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let body: Option<String> = connection
                .query_row("SELECT body FROM agents WHERE id = ?1", [id], |row| {
                    row.get(0)
                })
                .optional()?;
            body.map(|body| {
                Ok(AgentRow {
                    body: serde_json::from_str(&body)?,
                })
            })
            .transpose()
        })
        .await
    }

    /// At most `limit` custom agents ordered by id, after the one with the id `after`.
    pub(crate) async fn agents(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<AgentRow>> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT body FROM agents WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2",
            )?;
            let mut rows = statement.query(params![after, limit as i64])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(AgentRow {
                    body: serde_json::from_str(&row.get::<_, String>(0)?)?,
                });
            }
            Ok(found)
        })
        .await
    }

    /// Deletes a custom agent. False if there was none.
    pub(crate) async fn delete_agent(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM agents WHERE id = ?1", [id])? > 0)
        })
        .await
    }
}
