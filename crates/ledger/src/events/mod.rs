//! Events: everything a server sent, stored verbatim.

use std::ops::ControlFlow;

use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::{Error, Failure};
use crate::{Ledger, RunId, RunUpdate, interactions};

pub(crate) const V1: &str = include_str!("1.sql");

/// One server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Sequence number within the run, from 1.
    pub seq: i64,
    /// The server's event id, if there is one: a stream can be resumed after it.
    pub event_id: Option<String>,
    /// The JSON of its data line, byte for byte.
    pub raw: Box<str>,
    /// Time of arrival.
    pub received_at: i64,
}

/// Number and size of the stored events of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EventCount {
    /// Number of events.
    pub count: i64,
    /// Sequence number of the last event; 0 if there is none.
    pub last: i64,
    /// Total size of the events in bytes.
    pub size: i64,
}

impl Ledger {
    /// Stores a batch of events and the changes they cause in ONE transaction: removes the events numbered above
    /// `truncate_after`, inserts `events` (replacing those with the same number), then applies `update`. Everything or
    /// nothing is on the disk when it returns. Blocks.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the run does not exist. After any error the same call can be retried.
    pub fn append(
        &self,
        run: RunId,
        truncate_after: Option<i64>,
        events: &[Event],
        update: &RunUpdate,
    ) -> Result<(), Error> {
        let (events, update) = (events.to_vec(), update.clone());
        self.write(move |transaction| store(transaction, run, truncate_after, &events, &update))
    }

    /// Async version of [`Ledger::append`], for many streams at once: no thread is blocked by the disk.
    ///
    /// # Errors
    /// See [`Ledger::append`].
    pub async fn append_async(
        &self,
        run: RunId,
        truncate_after: Option<i64>,
        events: Vec<Event>,
        update: RunUpdate,
    ) -> Result<(), Error> {
        self.write_async(move |transaction| {
            store(transaction, run, truncate_after, &events, &update)
        })
        .await
    }

    /// Reads the events of a run numbered above `after`, in order, one at a time, until `each` breaks. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn events(
        &self,
        run: RunId,
        after: i64,
        mut each: impl FnMut(Event) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(
                "SELECT seq, event_id, raw, received_at FROM events
                 WHERE run_id = ?1 AND seq > ?2 ORDER BY seq",
            )?;
            for event in statement.query_map((run, after), from_row)? {
                if each(event?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }

    /// Returns the number and size of a run's events. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn event_count(&self, run: RunId) -> Result<EventCount, Error> {
        self.read(|snapshot| {
            let count = snapshot
                .prepare_cached(
                    "SELECT count(*), coalesce(max(seq), 0), coalesce(sum(octet_length(raw)), 0)
                     FROM events WHERE run_id = ?1",
                )?
                .query_row([run], |row| {
                    Ok(EventCount {
                        count: row.get(0)?,
                        last: row.get(1)?,
                        size: row.get(2)?,
                    })
                })?;
            Ok(count)
        })
    }

    /// Returns the JSON of one event; `None` if it does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn event(&self, run: RunId, seq: i64) -> Result<Option<String>, Error> {
        self.read(|snapshot| {
            let raw = snapshot
                .prepare_cached("SELECT raw FROM events WHERE run_id = ?1 AND seq = ?2")?
                .query_row((run, seq), |row| row.get(0))
                .optional()?;
            Ok(raw)
        })
    }

    /// Reads the events of a run whose JSON contains one of `words`, in order, one at a time, until `each` breaks.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn events_with(
        &self,
        run: RunId,
        words: &[&str],
        mut each: impl FnMut(Event) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(
                "SELECT seq, event_id, raw, received_at FROM events
                 WHERE run_id = ?1 AND EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(raw, value))
                 ORDER BY seq",
            )?;
            for event in
                statement.query_map((run, serde_json::json!(words).to_string()), from_row)?
            {
                if each(event?).is_break() {
                    break;
                }
            }
            Ok(())
        })
    }
}

fn store(
    transaction: &Connection,
    run: RunId,
    truncate_after: Option<i64>,
    events: &[Event],
    update: &RunUpdate,
) -> Result<(), Failure> {
    if let Some(seq) = truncate_after {
        transaction
            .prepare_cached("DELETE FROM events WHERE run_id = ?1 AND seq > ?2")?
            .execute((run, seq))?;
    }
    // First, because it fails if the run does not exist.
    interactions::apply(transaction, run, update)?;
    insert(transaction, run, events)?;
    Ok(())
}

/// Inserts an event; fails if its number is taken.
pub(crate) fn insert_new(
    transaction: &Connection,
    run: RunId,
    event: &Event,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO events (run_id, seq, event_id, received_at, raw) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute((run, event.seq, &event.event_id, event.received_at, &*event.raw))?;
    Ok(())
}

fn insert(transaction: &Connection, run: RunId, events: &[Event]) -> rusqlite::Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let run = run.to_string();
    let mut statement = transaction.prepare_cached(
        "INSERT OR REPLACE INTO events (run_id, seq, event_id, received_at, raw)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for event in events {
        statement.execute((
            &run,
            event.seq,
            &event.event_id,
            event.received_at,
            &*event.raw,
        ))?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Event> {
    Ok(Event {
        seq: row.get(0)?,
        event_id: row.get(1)?,
        raw: row.get::<_, String>(2)?.into(),
        received_at: row.get(3)?,
    })
}
