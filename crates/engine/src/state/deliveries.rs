//! Table of pending webhook messages. A message is written in the same transaction as the change it reports, so no
//! crash loses it, and deleted once the receiver has it.

use interactions::{Status, WebhookState};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};

use super::{Result, Store, now};

/// A message to be delivered to one receiver.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    /// `msg_…`; the same at every attempt (idempotency key).
    pub(crate) id: String,
    /// The webhook it is for; `None` if the create request itself named the receiver.
    pub(crate) webhook: Option<String>,
    pub(crate) uri: String,
    /// JSON, sent byte for byte.
    pub(crate) body: String,
    /// Creation time in Unix milliseconds.
    pub(crate) created: i64,
    /// Number of failed attempts.
    pub(crate) attempts: u32,
    /// Time of the next attempt in Unix milliseconds.
    pub(crate) due: i64,
}

impl Delivery {
    /// A message that is due at once.
    pub(crate) fn new(webhook: Option<String>, uri: String, event: &str, data: Value) -> Self {
        let body = json!({"type": event, "version": "v1", "timestamp": now(), "data": data});
        let created = jiff::Timestamp::now().as_millisecond();
        Self {
            id: format!("msg_{}", uuid::Uuid::now_v7().simple()),
            webhook,
            uri,
            body: body.to_string(),
            created,
            attempts: 0,
            due: created,
        }
    }
}

impl Store {
    /// Inserts a message.
    pub(crate) async fn add_delivery(&self, delivery: Delivery) -> Result<()> {
        self.write(move |connection| insert(connection, &delivery))
            .await?;
        self.news.notify_one();
        Ok(())
    }

    /// At most `limit` messages that are due at `now`, longest due first.
    pub(crate) async fn due_deliveries(&self, now: i64, limit: usize) -> Result<Vec<Delivery>> {
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, webhook, uri, body, created, attempts, due FROM deliveries
                 WHERE due <= ?1 ORDER BY due LIMIT ?2",
            )?;
            let rows = statement.query_map(params![now, limit as i64], |row| {
                Ok(Delivery {
                    id: row.get(0)?,
                    webhook: row.get(1)?,
                    uri: row.get(2)?,
                    body: row.get(3)?,
                    created: row.get(4)?,
                    attempts: row.get(5)?,
                    due: row.get(6)?,
                })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .await
    }

    /// Time of the next attempt of any message, in Unix milliseconds.
    pub(crate) async fn next_delivery(&self) -> Result<Option<i64>> {
        self.read(|connection| {
            Ok(connection.query_row("SELECT min(due) FROM deliveries", [], |row| row.get(0))?)
        })
        .await
    }

    /// Deletes a message that arrived or was given up.
    pub(crate) async fn end_delivery(&self, id: &str) -> Result<()> {
        let id = id.to_owned();
        self.write(move |connection| {
            connection.execute("DELETE FROM deliveries WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }

    /// Records a failed attempt and the time of the next one.
    pub(crate) async fn postpone_delivery(&self, id: &str, attempts: u32, due: i64) -> Result<()> {
        let id = id.to_owned();
        self.write(move |connection| {
            connection.execute(
                "UPDATE deliveries SET attempts = ?2, due = ?3 WHERE id = ?1",
                params![id, attempts, due],
            )?;
            Ok(())
        })
        .await
    }

    /// Waits until there may be new messages to deliver.
    pub(crate) async fn news(&self) {
        self.news.notified().await;
    }
}

fn insert(connection: &Connection, delivery: &Delivery) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO deliveries (id, webhook, uri, body, created, attempts, due)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            delivery.id,
            delivery.webhook,
            delivery.uri,
            delivery.body,
            delivery.created,
            delivery.attempts,
            delivery.due
        ])?;
    Ok(())
}

/// Adds a message for every receiver that wants to know that an interaction has ended with this status.
pub(super) fn announce(connection: &Connection, interaction: &str, status: &Status) -> Result<()> {
    let event = match status {
        // As in a stream: every end except a failure is a completion, and its status says which (section 8.3).
        Status::Completed | Status::Incomplete | Status::BudgetExceeded => "interaction.completed",
        Status::RequiresAction => "interaction.requires_action",
        Status::Failed => "interaction.failed",
        Status::Cancelled => "interaction.cancelled",
        _ => return Ok(()),
    };
    let mut statement = connection.prepare_cached(
        "SELECT id, uri FROM webhooks
         WHERE state = ?1 AND EXISTS (SELECT 1 FROM json_each(webhooks.events) WHERE value = ?2)",
    )?;
    let enabled = WebhookState::Enabled;
    let subscribed = statement.query_map(params![enabled.as_str(), event], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    for webhook in subscribed {
        let (webhook, uri) = webhook?;
        let data = json!({"id": interaction});
        insert(connection, &Delivery::new(Some(webhook), uri, event, data))?;
    }
    let config: Option<Option<String>> = connection
        .prepare_cached(
            "SELECT request -> '$.webhook_config' FROM requests WHERE interaction = ?1",
        )?
        .query_row([interaction], |row| row.get(0))
        .optional()?;
    let Some(config) = config.flatten() else {
        return Ok(());
    };
    let config: interactions::WebhookConfig = serde_json::from_str(&config)?;
    for uri in config.uris {
        let mut data = json!({"id": interaction});
        if let Some(metadata) = &config.user_metadata {
            data["user_metadata"] = metadata.clone();
        }
        insert(connection, &Delivery::new(None, uri, event, data))?;
    }
    Ok(())
}
