//! Table of executions, the runs of triggers (contract section 11). They outlive their trigger as its history.

use interactions::ExecutionStatus;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::triggers::change_now;
use super::{EnvironmentRow, InteractionRow, Result, Store, TriggerRow};

/// A stored execution of a trigger.
#[derive(Debug, Clone)]
pub(crate) struct ExecutionRow {
    pub(crate) id: String,
    pub(crate) trigger_id: String,
    pub(crate) status: ExecutionStatus,
    /// Time limit in seconds.
    pub(crate) timeout_seconds: u32,
    /// The time it was due; `None` for a manual run.
    pub(crate) scheduled: Option<String>,
    pub(crate) started: Option<String>,
    pub(crate) ended: Option<String>,
    pub(crate) interaction_id: Option<String>,
    pub(crate) environment_id: Option<String>,
    pub(crate) error: Option<String>,
}

const COLUMNS: &str = "id, trigger_id, status, timeout_seconds, scheduled, started, ended, interaction_id, \
                       environment_id, error";

impl Store {
    /// Inserts an execution with its interaction and environment, and updates its trigger, in one transaction: a
    /// crash can neither lose a run nor begin it twice. False if the trigger is gone.
    pub(crate) async fn begin_execution(
        &self,
        execution: ExecutionRow,
        run: Option<(InteractionRow, Option<EnvironmentRow>)>,
        change: impl FnOnce(&mut TriggerRow) + Send + 'static,
    ) -> Result<bool> {
        self.write(move |connection| {
            if change_now(connection, &execution.trigger_id, change)?.is_none() {
                return Ok(false);
            }
            if let Some((interaction, environment)) = &run {
                super::interactions::insert(connection, interaction, environment.as_ref())?;
            }
            save(connection, &execution)?;
            Ok(true)
        })
        .await
    }

    /// Records the end of an execution, and updates its trigger if that still exists.
    pub(crate) async fn end_execution(
        &self,
        execution: ExecutionRow,
        change: impl FnOnce(&mut TriggerRow) + Send + 'static,
    ) -> Result<()> {
        self.write(move |connection| {
            change_now(connection, &execution.trigger_id, change)?;
            save(connection, &execution)
        })
        .await
    }

    /// At most `limit` executions of a trigger, newest first, after the one with the id `after`.
    pub(crate) async fn executions(
        &self,
        trigger_id: &str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<ExecutionRow>> {
        let trigger_id = trigger_id.to_owned();
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM executions
                 WHERE trigger_id = ?1
                   AND (?2 IS NULL OR rowid < (SELECT rowid FROM executions WHERE id = ?2))
                 ORDER BY rowid DESC LIMIT ?3"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params![trigger_id, after, limit as i64], read)?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
        .await
    }

    /// Returns an execution, if it exists.
    pub(crate) async fn execution(&self, id: &str) -> Result<Option<ExecutionRow>> {
        let id = id.to_owned();
        self.read(move |connection| {
            let sql = format!("SELECT {COLUMNS} FROM executions WHERE id = ?1");
            Ok(connection
                .prepare_cached(&sql)?
                .query_row([id], read)
                .optional()?)
        })
        .await
    }

    /// All executions that have not ended, of all triggers.
    pub(crate) async fn open_executions(&self) -> Result<Vec<ExecutionRow>> {
        self.read(|connection| {
            let sql = format!("SELECT {COLUMNS} FROM executions WHERE status = 'in_progress'");
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map([], read)?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
        .await
    }

    /// Returns true if an execution of this trigger has not ended.
    pub(crate) async fn is_running(&self, trigger_id: &str) -> Result<bool> {
        let trigger_id = trigger_id.to_owned();
        self.read(move |connection| {
            let sql = "SELECT EXISTS (SELECT 1 FROM executions WHERE trigger_id = ?1 AND status = 'in_progress')";
            Ok(connection
                .prepare_cached(sql)?
                .query_row([trigger_id], |row| row.get(0))?)
        })
        .await
    }
}

fn save(connection: &Connection, row: &ExecutionRow) -> Result<()> {
    let sql = format!(
        "INSERT INTO executions ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (id) DO UPDATE SET
             status = excluded.status, ended = excluded.ended, error = excluded.error"
    );
    connection.prepare_cached(&sql)?.execute(params![
        row.id,
        row.trigger_id,
        row.status.as_str(),
        row.timeout_seconds,
        row.scheduled,
        row.started,
        row.ended,
        row.interaction_id,
        row.environment_id,
        row.error,
    ])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<ExecutionRow> {
    Ok(ExecutionRow {
        id: row.get(0)?,
        trigger_id: row.get(1)?,
        status: ExecutionStatus::from(row.get::<_, String>(2)?),
        timeout_seconds: row.get(3)?,
        scheduled: row.get(4)?,
        started: row.get(5)?,
        ended: row.get(6)?,
        interaction_id: row.get(7)?,
        environment_id: row.get(8)?,
        error: row.get(9)?,
    })
}
