//! Table of triggers (contract section 11). Every change is applied to the current row on the writer thread, so that
//! a pause and the end of a run cannot overwrite each other.

use interactions::{ExecutionStatus, TriggerStatus};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};
use serde_json::Value;

use super::{EnvironmentRow, Result, Store};

/// A stored trigger.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TriggerRow {
    pub(crate) id: String,
    /// Cron expression with five fields.
    pub(crate) schedule: String,
    /// IANA name of the time zone.
    pub(crate) time_zone: String,
    /// The create request of the executions, as it was accepted.
    pub(crate) interaction: Value,
    pub(crate) display_name: Option<String>,
    pub(crate) timeout_seconds: u32,
    pub(crate) max_failures: u32,
    /// The environment shared by all executions; `None` for agents that work without one.
    pub(crate) environment_id: Option<String>,
    /// `previous_interaction_id`: the last interaction of this trigger, which the next one follows.
    pub(crate) previous: Option<String>,
    pub(crate) status: TriggerStatus,
    /// Number of consecutive failures.
    pub(crate) failures: u32,
    pub(crate) created: String,
    pub(crate) updated: String,
    pub(crate) last_run: Option<String>,
    /// When the trigger is due; `None` unless it is active.
    pub(crate) next_run: Option<String>,
    pub(crate) last_pause: Option<String>,
    pub(crate) last_resume: Option<String>,
}

impl TriggerRow {
    /// Pauses the schedule.
    pub(crate) fn pause(&mut self, now: &str) {
        if self.status != TriggerStatus::Paused {
            self.status = TriggerStatus::Paused;
            self.next_run = None;
            self.last_pause = Some(now.to_owned());
        }
    }

    /// Resumes the schedule and resets the failure count.
    pub(crate) fn resume(&mut self, now: &str, next_run: Option<String>) {
        if self.status != TriggerStatus::Active {
            self.status = TriggerStatus::Active;
            self.failures = 0;
            self.next_run = next_run;
            self.last_resume = Some(now.to_owned());
        }
    }

    /// Records how an execution ended. Too many consecutive failures pause the schedule; a skipped execution is not a
    /// failure.
    pub(crate) fn note_end(&mut self, status: &ExecutionStatus) {
        match status {
            ExecutionStatus::Completed => self.failures = 0,
            ExecutionStatus::Failed | ExecutionStatus::TimedOut => {
                self.failures = self.failures.saturating_add(1);
                if self.failures >= self.max_failures && self.status == TriggerStatus::Active {
                    self.status = TriggerStatus::Error;
                    self.next_run = None;
                }
            }
            _ => {}
        }
    }
}

const COLUMNS: &str = "id, schedule, time_zone, interaction, display_name, timeout_seconds, max_failures, \
                       environment_id, previous, status, failures, created, updated, last_run, next_run, last_pause, \
                       last_resume";

impl Store {
    /// Inserts a trigger, and the environment that was made for it, in one transaction.
    pub(crate) async fn create_trigger(
        &self,
        row: TriggerRow,
        environment: Option<EnvironmentRow>,
    ) -> Result<()> {
        self.write(move |connection| {
            if let Some(environment) = &environment {
                super::environments::insert(connection, environment)?;
            }
            save(connection, &row)
        })
        .await
    }

    /// Returns a trigger, if it exists.
    pub(crate) async fn trigger(&self, id: &str) -> Result<Option<TriggerRow>> {
        let id = id.to_owned();
        self.read(move |connection| find(connection, &id)).await
    }

    /// At most `limit` triggers, newest first, after the one with the id `after`; optionally only those with one
    /// status.
    pub(crate) async fn triggers(
        &self,
        status: Option<TriggerStatus>,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<TriggerRow>> {
        self.read(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM triggers
                 WHERE (?1 IS NULL OR status = ?1)
                   AND (?2 IS NULL OR rowid < (SELECT rowid FROM triggers WHERE id = ?2))
                 ORDER BY rowid DESC LIMIT ?3"
            );
            let status = status.as_ref().map(TriggerStatus::as_str);
            all(connection, &sql, params![status, after, limit as i64])
        })
        .await
    }

    /// When the next trigger is due.
    pub(crate) async fn next_due(&self) -> Result<Option<String>> {
        self.read(|connection| {
            let sql = "SELECT min(next_run) FROM triggers WHERE next_run IS NOT NULL";
            Ok(connection
                .prepare_cached(sql)?
                .query_row([], |row| row.get(0))?)
        })
        .await
    }

    /// The triggers that are due at `now`, longest due first.
    pub(crate) async fn due_triggers(&self, now: String) -> Result<Vec<TriggerRow>> {
        self.read(move |connection| {
            let sql =
                format!("SELECT {COLUMNS} FROM triggers WHERE next_run <= ?1 ORDER BY next_run");
            all(connection, &sql, params![now])
        })
        .await
    }

    /// Changes a trigger and returns the new row. `None` if there is none.
    pub(crate) async fn change_trigger(
        &self,
        id: &str,
        change: impl FnOnce(&mut TriggerRow) + Send + 'static,
    ) -> Result<Option<TriggerRow>> {
        let id = id.to_owned();
        self.write(move |connection| change_now(connection, &id, change))
            .await
    }

    /// Deletes a trigger; its executions stay. False if there was none.
    pub(crate) async fn delete_trigger(&self, id: &str) -> Result<bool> {
        let id = id.to_owned();
        self.write(move |connection| {
            Ok(connection.execute("DELETE FROM triggers WHERE id = ?1", [id])? > 0)
        })
        .await
    }
}

pub(super) fn change_now(
    connection: &Connection,
    id: &str,
    change: impl FnOnce(&mut TriggerRow),
) -> Result<Option<TriggerRow>> {
    let Some(mut row) = find(connection, id)? else {
        return Ok(None);
    };
    change(&mut row);
    save(connection, &row)?;
    Ok(Some(row))
}

fn find(connection: &Connection, id: &str) -> Result<Option<TriggerRow>> {
    let sql = format!("SELECT {COLUMNS} FROM triggers WHERE id = ?1");
    connection
        .prepare_cached(&sql)?
        .query_row([id], |row| Ok(read(row)))
        .optional()?
        .transpose()
}

fn all(
    connection: &Connection,
    sql: &str,
    values: impl rusqlite::Params,
) -> Result<Vec<TriggerRow>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Updates the row; of a trigger's definition only the name can change.
fn save(connection: &Connection, row: &TriggerRow) -> Result<()> {
    let sql = format!(
        "INSERT INTO triggers ({COLUMNS})
         VALUES (:id, :schedule, :time_zone, :interaction, :display_name, :timeout_seconds, :max_failures,
                 :environment_id, :previous, :status, :failures, :created, :updated, :last_run, :next_run,
                 :last_pause, :last_resume)
         ON CONFLICT (id) DO UPDATE SET
             display_name = excluded.display_name, environment_id = excluded.environment_id,
             previous = excluded.previous, status = excluded.status, failures = excluded.failures,
             updated = excluded.updated, last_run = excluded.last_run, next_run = excluded.next_run,
             last_pause = excluded.last_pause, last_resume = excluded.last_resume"
    );
    connection.prepare_cached(&sql)?.execute(named_params! {
        ":id": row.id,
        ":schedule": row.schedule,
        ":time_zone": row.time_zone,
        ":interaction": row.interaction.to_string(),
        ":display_name": row.display_name,
        ":timeout_seconds": row.timeout_seconds,
        ":max_failures": row.max_failures,
        ":environment_id": row.environment_id,
        ":previous": row.previous,
        ":status": row.status.as_str(),
        ":failures": row.failures,
        ":created": row.created,
        ":updated": row.updated,
        ":last_run": row.last_run,
        ":next_run": row.next_run,
        ":last_pause": row.last_pause,
        ":last_resume": row.last_resume,
    })?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<TriggerRow> {
    Ok(TriggerRow {
        id: row.get(0)?,
        schedule: row.get(1)?,
        time_zone: row.get(2)?,
        interaction: serde_json::from_str(&row.get::<_, String>(3)?)?,
        display_name: row.get(4)?,
        timeout_seconds: row.get(5)?,
        max_failures: row.get(6)?,
        environment_id: row.get(7)?,
        previous: row.get(8)?,
        status: TriggerStatus::from(row.get::<_, String>(9)?),
        failures: row.get(10)?,
        created: row.get(11)?,
        updated: row.get(12)?,
        last_run: row.get(13)?,
        next_run: row.get(14)?,
        last_pause: row.get(15)?,
        last_resume: row.get(16)?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: &str = "2026-03-02T06:00:00Z";

    fn row() -> TriggerRow {
        TriggerRow {
            id: "trg-1".to_owned(),
            schedule: "0 7 * * 1".to_owned(),
            time_zone: "Europe/Zurich".to_owned(),
            interaction: json!({"agent": "errand-agent", "input": "go"}),
            display_name: None,
            timeout_seconds: 600,
            max_failures: 2,
            environment_id: None,
            previous: None,
            status: TriggerStatus::Active,
            failures: 0,
            created: NOW.to_owned(),
            updated: NOW.to_owned(),
            last_run: None,
            next_run: Some(NOW.to_owned()),
            last_pause: None,
            last_resume: None,
        }
    }

    #[test]
    fn failures_in_a_row_stop_the_schedule_and_setting_it_active_forgets_them() {
        let mut row = row();
        row.note_end(&ExecutionStatus::Failed);
        assert_eq!((row.failures, &row.status), (1, &TriggerStatus::Active));
        row.note_end(&ExecutionStatus::Skipped);
        row.note_end(&ExecutionStatus::TimedOut);
        assert_eq!((row.failures, &row.status), (2, &TriggerStatus::Error));
        assert_eq!(row.next_run, None);
        row.resume(NOW, Some(NOW.to_owned()));
        assert_eq!((row.failures, &row.status), (0, &TriggerStatus::Active));
        assert_eq!(row.next_run.as_deref(), Some(NOW));
    }

    #[test]
    fn a_run_that_ends_well_clears_the_failures_before_it() {
        let mut row = row();
        row.note_end(&ExecutionStatus::Failed);
        row.note_end(&ExecutionStatus::Completed);
        row.note_end(&ExecutionStatus::Failed);
        assert_eq!((row.failures, &row.status), (1, &TriggerStatus::Active));
    }

    #[test]
    fn a_paused_trigger_stays_paused_however_often_it_is_run_by_hand_and_fails() {
        let mut row = row();
        row.pause(NOW);
        assert_eq!(row.next_run, None);
        for _ in 0..3 {
            row.note_end(&ExecutionStatus::Failed);
        }
        assert_eq!((row.failures, &row.status), (3, &TriggerStatus::Paused));
        row.pause("2026-03-03T06:00:00Z");
        assert_eq!(row.last_pause.as_deref(), Some(NOW));
    }
}
