//! Replacing media bytes in the record by the hashes of their files, for runs whose media are already saved as files.

use rusqlite::Connection;

use crate::error::{Error, Failure};
use crate::{Ledger, RunId};

pub(crate) const V4: &str = include_str!("4.sql");
pub(crate) const V6: &str = include_str!("6.sql");

/// A run whose media are saved as files but may still be in its events and steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnnamedMedia {
    /// The run. It is settled, so nothing more is stored for it.
    pub run_id: RunId,
    /// Key for iterating over such runs.
    pub key: i64,
}

impl Ledger {
    /// Returns the next settled run after a key (0 for the first) whose media bytes are still in the record. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn next_unnamed_media(&self, after: i64) -> Result<Option<UnnamedMedia>, Error> {
        self.read(|snapshot| {
            let mut statement = snapshot.prepare_cached(
                "SELECT u.run_id, u.key FROM unnamed_media u JOIN interactions i ON i.id = u.run_id
                 WHERE u.key > ?1 AND i.settled = 1 ORDER BY u.key LIMIT 1",
            )?;
            let mut rows = statement.query_map([after], |row| {
                Ok(UnnamedMedia {
                    run_id: row.get(0)?,
                    key: row.get(1)?,
                })
            })?;
            Ok(rows.next().transpose()?)
        })
    }

    /// Rewrites a run's stored request, events and steps where `name` returns a replacement for a JSON document with
    /// data, and marks the run as done, atomically. Returns the number of documents rewritten. Blocks; the writer is
    /// blocked only while writing.
    ///
    /// # Errors
    /// [`Error::NotFound`], if the run does not exist, or changed while it was read; it can be retried.
    pub fn name_media(
        &self,
        media: UnnamedMedia,
        name: impl Fn(&str) -> Option<String>,
    ) -> Result<usize, Error> {
        let run = media.run_id;
        let (request, events, steps) = self.read(|snapshot| {
            let request = rewritten_documents(snapshot, REQUEST, run, &name)?;
            let events = rewritten_documents(snapshot, EVENTS, run, &name)?;
            Ok((
                request,
                events,
                rewritten_documents(snapshot, STEPS, run, &name)?,
            ))
        })?;
        self.write(move |transaction| {
            write(transaction, WRITE_REQUEST, run, &request)?;
            write(transaction, WRITE_EVENT, run, &events)?;
            write(transaction, WRITE_STEP, run, &steps)?;
            transaction
                .prepare_cached("DELETE FROM unnamed_media WHERE run_id = ?1 AND key = ?2")?
                .execute((run, media.key))?;
            Ok(request.len() + events.len() + steps.len())
        })
    }
}

const REQUEST: &str = "SELECT 0, request FROM requests WHERE run_id = ?1";
const EVENTS: &str =
    "SELECT seq, raw FROM events WHERE run_id = ?1 AND instr(raw, '\"data\"') ORDER BY seq";
const STEPS: &str = "SELECT position, json FROM steps WHERE run_id = ?1 AND instr(json, '\"data\"') ORDER BY position";
const WRITE_REQUEST: &str = "UPDATE requests SET request = ?3
  WHERE run_id = ?1 AND ?2 = 0 AND octet_length(request) = ?4";
const WRITE_EVENT: &str = "UPDATE events SET raw = ?3
  WHERE run_id = ?1 AND seq = ?2 AND octet_length(raw) = ?4";
const WRITE_STEP: &str = "UPDATE steps SET json = ?3
  WHERE run_id = ?1 AND position = ?2 AND octet_length(json) = ?4";

/// A document to rewrite.
struct RewrittenDocument {
    /// Its number within the run.
    at: i64,
    json: String,
    /// Size in bytes of the document that it replaces.
    before: i64,
}

/// Reads one document at a time: originals may be large, replacements are small.
fn rewritten_documents(
    snapshot: &Connection,
    documents: &str,
    run: RunId,
    name: impl Fn(&str) -> Option<String>,
) -> rusqlite::Result<Vec<RewrittenDocument>> {
    let mut all = Vec::new();
    let mut statement = snapshot.prepare_cached(documents)?;
    let mut rows = statement.query([run])?;
    while let Some(row) = rows.next()? {
        let json = row.get_ref(1)?.as_str()?;
        if let Some(rewritten_documents) = name(json) {
            all.push(RewrittenDocument {
                at: row.get(0)?,
                before: i64::try_from(json.len()).unwrap_or(i64::MAX),
                json: rewritten_documents,
            });
        }
    }
    Ok(all)
}

fn write(
    transaction: &Connection,
    update: &str,
    run: RunId,
    rewritten_documents: &[RewrittenDocument],
) -> Result<(), Failure> {
    let mut statement = transaction.prepare_cached(update)?;
    for RewrittenDocument { at, json, before } in rewritten_documents {
        if statement.execute((run, at, json, before))? == 0 {
            return Err(Failure::missing("turn", run));
        }
    }
    Ok(())
}
