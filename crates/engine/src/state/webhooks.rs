//! The rows of webhooks and of the secrets that sign for them (contract section 12).

use interactions::WebhookState;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Result, Store, now};

/// One webhook.
#[derive(Debug, Clone)]
pub(crate) struct WebhookRow {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) uri: String,
    /// What it is told.
    pub(crate) events: Vec<String>,
    pub(crate) state: WebhookState,
    pub(crate) created: String,
    pub(crate) updated: String,
}

/// One secret of a webhook. `Debug` is not derived: it would print the secret.
#[derive(Clone)]
pub(crate) struct SecretRow {
    /// `whsec_…`.
    pub(crate) secret: String,
    /// Until when it signs; none for the newest.
    pub(crate) expires: Option<String>,
}

const COLUMNS: &str = "id, name, uri, events, state, created, updated";

impl Store {
    /// Writes a new webhook and its first secret.
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

    /// One webhook, if it exists.
    pub(crate) async fn webhook(&self, id: &str) -> Result<Option<WebhookRow>> {
        let id = id.to_owned();
        self.read(move |connection| find(connection, &id)).await
    }

    /// At most `limit` webhooks, newest first, after the one named `after`.
    pub(crate) async fn webhooks(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<WebhookRow>> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM webhooks
                 WHERE ?1 IS NULL OR number < (SELECT number FROM webhooks WHERE id = ?1)
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

    /// Changes a webhook and gives back what it became. None when there is none.
    pub(crate) async fn change_webhook(
        &self,
        id: &str,
        change: impl FnOnce(&mut WebhookRow) + Send + 'static,
    ) -> Result<Option<WebhookRow>> {
        let id = id.to_owned();
        self.write(move |connection| {
            let Some(mut row) = find(connection, &id)? else {
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

    /// Forgets a webhook, its secrets and what is still to be delivered to it. False when there was none.
    pub(crate) async fn delete_webhook(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM webhooks WHERE id = ?1", [id])? > 0)
        })
        .await
    }

    /// The secrets of a webhook that sign now, oldest first.
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

    /// Adds a secret to a webhook. Those before sign until `previous_until`, or no longer.
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

fn find(connection: &Connection, id: &str) -> Result<Option<WebhookRow>> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE id = ?1");
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok(read(row)))
        .optional()?
        .transpose()
}

fn read(row: &Row<'_>) -> Result<WebhookRow> {
    Ok(WebhookRow {
        id: row.get(0)?,
        name: row.get(1)?,
        uri: row.get(2)?,
        events: serde_json::from_str(&row.get::<_, String>(3)?)?,
        state: WebhookState::from(row.get::<_, String>(4)?),
        created: row.get(5)?,
        updated: row.get(6)?,
    })
}
