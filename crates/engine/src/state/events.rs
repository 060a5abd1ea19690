//! Table of events: appended in groups together with the changes they cause, read back in order.

use interactions::Status;
use rusqlite::{Connection, params};
use serde_json::Value;

use super::{Result, Store, now};

/// One event in the form in which it is sent.
#[derive(Debug, Clone)]
pub(crate) struct StoredEvent {
    /// Number in the interaction, from 1.
    pub(crate) seq: i64,
    /// The JSON of the data line.
    pub(crate) raw: String,
}

/// Changes to an interaction that are committed in one transaction.
#[derive(Debug, Default)]
pub(crate) struct Append {
    /// New events, in order.
    pub(crate) events: Vec<StoredEvent>,
    /// Raw output of the brain that these events were made from: (round, text).
    pub(crate) said: Option<(i64, String)>,
    /// New status, if it changes.
    pub(crate) status: Option<Status>,
    /// Token counts so far.
    pub(crate) usage: Value,
    /// Errors of a failed run, `[{code, message}]`.
    pub(crate) errors: Option<Value>,
}

impl Store {
    /// Appends to an interaction. Returns once it is durable.
    pub(crate) async fn append(&self, id: &str, append: Append) -> Result<()> {
        let (id, has_ended) = (id.to_owned(), append.status.is_some());
        self.write(move |connection| append_now(connection, &id, &append))
            .await?;
        if has_ended {
            self.news.notify_one();
        }
        Ok(())
    }

    /// The events after `seq`, at most `limit`.
    pub(crate) async fn events_after(
        &self,
        id: &str,
        seq: i64,
        limit: usize,
    ) -> Result<Vec<StoredEvent>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT seq, raw FROM events WHERE interaction = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
            )?;
            let rows = statement.query_map(params![id, seq, limit as i64], |row| {
                Ok(StoredEvent { seq: row.get(0)?, raw: row.get(1)? })
            })?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
        .await
    }

    /// Raw output of the brain in pieces, each with its round, as far as it has become events.
    pub(crate) async fn replies(&self, id: &str) -> Result<Vec<(i64, String)>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let mut statement = connection.prepare_cached(
                "SELECT round, text FROM said WHERE interaction = ?1 ORDER BY id",
            )?;
            let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
        .await
    }
}

fn append_now(connection: &Connection, id: &str, append: &Append) -> Result<()> {
    let mut insert = connection
        .prepare_cached("INSERT INTO events (interaction, seq, raw) VALUES (?1, ?2, ?3)")?;
    for event in &append.events {
        insert.execute(params![id, event.seq, event.raw])?;
    }
    if let Some((round, text)) = &append.said {
        connection
            .prepare_cached("INSERT INTO said (interaction, round, text) VALUES (?1, ?2, ?3)")?
            .execute(params![id, round, text])?;
    }
    connection
        .prepare_cached("UPDATE interactions SET updated = ?2, usage = ?3 WHERE id = ?1")?
        .execute(params![id, now(), append.usage.to_string()])?;
    if let Some(status) = &append.status {
        connection
            .prepare_cached("UPDATE interactions SET status = ?2, terminal = ?3 WHERE id = ?1")?
            .execute(params![id, status.as_str(), status.is_terminal()])?;
        super::deliveries::announce(connection, id, status)?;
    }
    if let Some(errors) = &append.errors {
        connection
            .prepare_cached("UPDATE interactions SET errors = ?2 WHERE id = ?1")?
            .execute(params![id, errors.to_string()])?;
    }
    Ok(())
}
