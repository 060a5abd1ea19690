//! Tables of webhooks and of their signing secrets (contract section 12).

use interactions::WebhookState;
use rusqlite::{Connection, Row, params};

use super::listed::{self, Listed};
use super::{Result, Store, now};

/// A stored webhook.
#[derive(Debug, Clone)]
pub(crate) struct WebhookRow {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) uri: String,
    /// Types of the events that are sent to it.
    pub(crate) events: Vec<String>,
    pub(crate) state: WebhookState,
    pub(crate) created: String,
    pub(crate) updated: String,
}

/// A signing secret of a webhook. `Debug` is not derived: it would print the secret.
#[derive(Clone)]
pub(crate) struct SecretRow {
    /// `whsec_…`.
    pub(crate) secret: String,
    /// Time until which the secret signs; `None` for the newest.
    pub(crate) expires: Option<String>,
}

impl Listed for WebhookRow {
    const TABLE: &'static str = "webhooks";
    const COLUMNS: &'static str = "id, name, uri, events, state, created, updated";

    fn read(row: &Row<'_>) -> Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            uri: row.get(2)?,
            events: serde_json::from_str(&row.get::<_, String>(3)?)?,
            state: WebhookState::from(row.get::<_, String>(4)?),
            created: row.get(5)?,
            updated: row.get(6)?,
        })
    }

    fn id(&self) -> &str {
        &self.id
    }
}

impl Store {
    /// Inserts a webhook with its first secret.
    pub(crate) async fn create_webhook(&self, row: WebhookRow, secret: String) -> Result<()> {
        self.write(move |connection| {
            connection.execute(
                "INSERT INTO webhooks (id, name, uri, events, state, created, updated)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    row.id,
                    row.name,
                    row.uri,
                    serde_json::to_string(&row.events)?,
                    row.state.as_str(),
                    row.created,
                    row.updated
                ],
            )?;
            add_secret(connection, &row.id, &secret)
        })
        .await
    }

    /// Changes a webhook and returns the new row. `None` if there is none.
    pub(crate) async fn change_webhook(
        &self,
        id: &str,
        change: impl FnOnce(&mut WebhookRow) + Send + 'static,
    ) -> Result<Option<WebhookRow>> {
        let id = id.to_owned();
        self.write(move |connection| {
            let Some(mut row) = listed::find::<WebhookRow>(connection, &id)? else {
                return Ok(None);
            };
            change(&mut row);
            row.updated = now();
            connection.execute(
                "UPDATE webhooks SET name = ?2, uri = ?3, events = ?4, state = ?5, updated = ?6 WHERE id = ?1",
                params![
                    id,
                    row.name,
                    row.uri,
                    serde_json::to_string(&row.events)?,
                    row.state.as_str(),
                    row.updated
                ],
            )?;
            Ok(Some(row))
        })
        .await
    }

    /// The secrets of a webhook that currently sign, oldest first.
    pub(crate) async fn secrets(&self, webhook: &str) -> Result<Vec<SecretRow>> {
        let webhook = webhook.to_owned();
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT secret, expires FROM signing_secrets
                 WHERE webhook = ?1 AND (expires IS NULL OR expires > ?2) ORDER BY number",
            )?;
            let rows = statement.query_map(params![webhook, now()], |row| {
                Ok(SecretRow {
                    secret: row.get(0)?,
                    expires: row.get(1)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Adds a secret to a webhook. The earlier ones sign until `previous_until`, or stop at once.
    pub(crate) async fn rotate_secret(
        &self,
        webhook: &str,
        secret: String,
        previous_until: Option<String>,
    ) -> Result<()> {
        let webhook = webhook.to_owned();
        self.write(move |connection| {
            match previous_until {
                Some(until) => connection.execute(
                    "UPDATE signing_secrets SET expires = min(coalesce(expires, ?2), ?2) WHERE webhook = ?1",
                    params![webhook, until],
                )?,
                None => connection.execute("DELETE FROM signing_secrets WHERE webhook = ?1", [&webhook])?,
            };
            connection.execute(
                "DELETE FROM signing_secrets WHERE webhook = ?1 AND expires <= ?2",
                params![webhook, now()],
            )?;
            add_secret(connection, &webhook, &secret)
        })
        .await
    }
}

fn add_secret(connection: &Connection, webhook: &str, secret: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO signing_secrets (webhook, secret) VALUES (?1, ?2)",
        params![webhook, secret],
    )?;
    Ok(())
}
