//! The person's schedules, and the runs that servers started for them.

mod runs;

use rusqlite::{Connection, OptionalExtension, Row};
use serde_json::Value;

pub use runs::{NotedRun, ScheduledRun};

use crate::error::{Error, Failure};
use crate::removals::{self, NewRemoval};
use crate::sql::Json;
use crate::{Engine, Ledger, RemovalKind, ScheduleId, compact};

pub(crate) const V6: &str = include_str!("6.sql");
pub(crate) const V7: &str = include_str!("7.sql");

/// A schedule: the person's settings, and the trigger that represents it at its server.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// The engine that serves it.
    pub engine: Engine,
    /// Base URL of its server; `None` on this computer.
    pub origin: Option<String>,
    /// The server's id of the trigger.
    pub trigger_id: String,
    /// The agent's id at the server.
    pub target: String,
    /// Id of the sandbox that its runs share, once known.
    pub environment_id: Option<String>,
    /// The person's settings; opaque JSON, written and read by the caller.
    pub body: Value,
    /// Last known state of the trigger at the server; opaque JSON, written and read by the caller.
    pub seen: Value,
    /// Why Errand paused it on the person's behalf; a code defined by the caller.
    pub paused_for: Option<String>,
    /// Time of creation.
    pub created_at: i64,
}

impl Ledger {
    /// Returns all schedules, the newest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn schedules(&self) -> Result<Vec<Schedule>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached("SELECT * FROM schedules ORDER BY id DESC")?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }

    /// Returns a schedule; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn schedule(&self, id: ScheduleId) -> Result<Option<Schedule>, Error> {
        self.read(|snapshot| get(snapshot, id))
    }

    /// Stores a schedule, and the files that its runs are given, in place of the one with its id. If that one had
    /// another trigger, the old trigger is queued for deletion in the same transaction, so that the two do not run
    /// side by side. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn keep_schedule(
        &self,
        schedule: &Schedule,
        files: &[String],
        now: i64,
    ) -> Result<(), Error> {
        let (schedule, files) = (schedule.clone(), files.to_vec());
        self.write(move |transaction| {
            let before = files_of(transaction, schedule.id)?;
            if let Some(old) = get(transaction, schedule.id)?
                && (&old.origin, &old.trigger_id) != (&schedule.origin, &schedule.trigger_id)
            {
                removals::insert(transaction, &[removal(&old)], now)?;
            }
            transaction
                .prepare_cached(
                    "INSERT INTO schedules
                       (id, engine, origin, trigger_id, target, environment_id, body, seen, paused_for, created_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                     ON CONFLICT (id) DO UPDATE SET engine = ?2, origin = ?3, trigger_id = ?4, target = ?5,
                       environment_id = ?6, body = ?7, seen = ?8, paused_for = ?9",
                )?
                .execute((
                    schedule.id,
                    schedule.engine,
                    &schedule.origin,
                    &schedule.trigger_id,
                    &schedule.target,
                    &schedule.environment_id,
                    schedule.body.to_string(),
                    schedule.seen.to_string(),
                    &schedule.paused_for,
                    schedule.created_at,
                ))?;
            transaction
                .prepare_cached("DELETE FROM schedule_files WHERE schedule_id = ?1")?
                .execute([schedule.id])?;
            for file in &files {
                transaction
                    .prepare_cached(
                        "INSERT OR IGNORE INTO schedule_files (schedule_id, sha256) VALUES (?1, ?2)",
                    )?
                    .execute((schedule.id, file))?;
            }
            removals::note_leftovers(transaction, &before, now)?;
            Ok(())
        })
    }

    /// Records the state of a trigger as its server reports it; does nothing if the trigger was replaced or deleted
    /// meanwhile. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn see_schedule(
        &self,
        trigger_id: &str,
        seen: &Value,
        environment_id: Option<&str>,
    ) -> Result<(), Error> {
        let (trigger_id, seen) = (trigger_id.to_owned(), seen.to_string());
        let environment_id = environment_id.map(str::to_owned);
        self.write(move |transaction| {
            transaction
                .prepare_cached(
                    "UPDATE schedules SET seen = ?2, environment_id = coalesce(?3, environment_id)
                     WHERE trigger_id = ?1",
                )?
                .execute((&trigger_id, &seen, &environment_id))?;
            Ok(())
        })
    }

    /// Records why Errand paused a schedule on the person's behalf; `None` if it did not. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn pause_schedule_for(&self, id: ScheduleId, why: Option<&str>) -> Result<(), Error> {
        let why = why.map(str::to_owned);
        self.write(move |transaction| {
            transaction
                .prepare_cached("UPDATE schedules SET paused_for = ?2 WHERE id = ?1")?
                .execute((id, &why))?;
            Ok(())
        })
    }

    /// Deletes a schedule with the list of its runs, and queues its trigger for deletion. The conversations of its
    /// runs remain. Returns true if it existed. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn delete_schedule(&self, id: ScheduleId, now: i64) -> Result<bool, Error> {
        self.write(move |transaction| {
            let Some(schedule) = get(transaction, id)? else {
                return Ok(false);
            };
            removals::insert(transaction, &[removal(&schedule)], now)?;
            let files = files_of(transaction, id)?;
            transaction
                .prepare_cached("DELETE FROM schedules WHERE id = ?1")?
                .execute([id])?;
            removals::note_leftovers(transaction, &files, now)?;
            compact::note(transaction)?;
            Ok(true)
        })
    }
}

fn removal(schedule: &Schedule) -> NewRemoval {
    NewRemoval {
        engine: schedule.engine,
        origin: schedule.origin.clone(),
        kind: RemovalKind::Trigger,
        id: schedule.trigger_id.clone(),
        running: false,
    }
}

fn files_of(connection: &Connection, id: ScheduleId) -> rusqlite::Result<Vec<String>> {
    connection
        .prepare_cached("SELECT sha256 FROM schedule_files WHERE schedule_id = ?1")?
        .query_map([id], |row| row.get(0))?
        .collect()
}

fn get(connection: &Connection, id: ScheduleId) -> Result<Option<Schedule>, Failure> {
    let found = connection
        .prepare_cached("SELECT * FROM schedules WHERE id = ?1")?
        .query_row([id], from_row)
        .optional()?;
    Ok(found)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Schedule> {
    Ok(Schedule {
        id: row.get("id")?,
        engine: row.get("engine")?,
        origin: row.get("origin")?,
        trigger_id: row.get("trigger_id")?,
        target: row.get("target")?,
        environment_id: row.get("environment_id")?,
        body: row.get::<_, Json>("body")?.0,
        seen: row.get::<_, Json>("seen")?.0,
        paused_for: row.get("paused_for")?,
        created_at: row.get("created_at")?,
    })
}
