//! Table of interactions.

use interactions::Status;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;

use super::{EnvironmentRow, Result, Store};

/// A stored interaction, without its events.
#[derive(Debug, Clone)]
pub(crate) struct InteractionRow {
    pub(crate) id: String,
    /// `previous_interaction_id`.
    pub(crate) previous: Option<String>,
    /// The create request as it was accepted; its input is a list of steps.
    pub(crate) request: Value,
    pub(crate) environment_id: Option<String>,
    pub(crate) status: Status,
    pub(crate) created: String,
    pub(crate) updated: String,
    pub(crate) usage: Value,
    pub(crate) errors: Value,
}

const COLUMNS: &str =
    "id, previous, request, environment_id, status, created, updated, usage, errors";
const TABLES: &str = "interactions JOIN requests ON requests.interaction = interactions.id";

impl Store {
    /// Inserts an interaction, and the environment that was made for it, in one transaction.
    pub(crate) async fn create_interaction(
        &self,
        row: InteractionRow,
        environment: Option<EnvironmentRow>,
    ) -> Result<()> {
        self.write(move |connection| insert(connection, &row, environment.as_ref()))
            .await
    }

    /// Returns an interaction, if it exists.
    pub(crate) async fn interaction(&self, id: &str) -> Result<Option<InteractionRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE id = ?1");
            one(connection, &sql, &id)
        })
        .await
    }

    /// Returns the newest interaction that follows this one and has ended.
    pub(crate) async fn ended_follow_up(&self, id: &str) -> Result<Option<InteractionRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM {TABLES} WHERE previous = ?1 AND terminal = 1
                 ORDER BY created DESC, id DESC LIMIT 1"
            );
            one(connection, &sql, &id)
        })
        .await
    }

    /// Returns true if an interaction that follows this one has not ended.
    pub(crate) async fn has_open_follow_up(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql =
                "SELECT EXISTS (SELECT 1 FROM interactions WHERE previous = ?1 AND terminal = 0)";
            Ok(connection
                .prepare_cached(sql)?
                .query_row([id], |row| row.get(0))?)
        })
        .await
    }

    /// All interactions that have not ended.
    pub(crate) async fn open_interactions(&self) -> Result<Vec<InteractionRow>> {
        self.read(|connection| {
            let sql =
                format!("SELECT {COLUMNS} FROM {TABLES} WHERE terminal = 0 ORDER BY created, id");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(read(row)?);
            }
            Ok(found)
        })
        .await
    }

    /// Deletes an interaction and its events. False if there was none.
    pub(crate) async fn delete_interaction(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM interactions WHERE id = ?1", [id])? > 0)
        })
        .await
    }
}

pub(super) fn insert(
    connection: &Connection,
    row: &InteractionRow,
    environment: Option<&EnvironmentRow>,
) -> Result<()> {
    if let Some(environment) = environment {
        super::environments::insert(connection, environment)?;
    }
    connection
        .prepare_cached(
            "INSERT INTO interactions
             (id, previous, environment_id, status, terminal, created, updated, usage, errors)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            row.id,
            row.previous,
            row.environment_id,
            row.status.as_str(),
            row.status.is_terminal(),
            row.created,
            row.updated,
            row.usage.to_string(),
            row.errors.to_string(),
        ])?;
    connection
        .prepare_cached("INSERT INTO requests (interaction, request) VALUES (?1, ?2)")?
        .execute(params![row.id, row.request.to_string()])?;
    Ok(())
}

fn one(connection: &Connection, sql: &str, id: &str) -> Result<Option<InteractionRow>> {
    connection
        .prepare_cached(sql)?
        .query_row([id], |row| Ok(read(row)))
        .optional()?
        .transpose()
}

fn read(row: &Row<'_>) -> Result<InteractionRow> {
    let json = |index: usize| -> Result<Value> {
        Ok(serde_json::from_str(&row.get::<_, String>(index)?)?)
    };
    Ok(InteractionRow {
        id: row.get(0)?,
        previous: row.get(1)?,
        request: json(2)?,
        environment_id: row.get(3)?,
        status: Status::from(row.get::<_, String>(4)?),
        created: row.get(5)?,
        updated: row.get(6)?,
        usage: json(7)?,
        errors: json(8)?,
    })
}
