//! Steps: the timeline of a run, folded from its events; it can be rebuilt from them at any time.

use std::collections::HashMap;

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::{Ledger, RunId};

pub(crate) const V1: &str = include_str!("1.sql");

/// One entry of a run's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Position in the interaction, from 0.
    pub index: u32,
    /// Step type as named in the contract.
    pub kind: String,
    /// The whole step as JSON.
    pub json: String,
}

impl Ledger {
    /// Returns the steps of a run, in order. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn steps(&self, run: RunId) -> Result<Vec<Step>, Error> {
        self.read(|snapshot| Ok(of_run(snapshot, run)?))
    }

    /// Returns the steps of several runs, in order; a run without steps is left out. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn steps_of(&self, runs: &[RunId]) -> Result<HashMap<RunId, Vec<Step>>, Error> {
        self.read(|snapshot| {
            let mut all = HashMap::new();
            for run in runs {
                let steps = of_run(snapshot, *run)?;
                if !steps.is_empty() {
                    all.insert(*run, steps);
                }
            }
            Ok(all)
        })
    }
}

pub(crate) fn of_run(connection: &Connection, run: RunId) -> rusqlite::Result<Vec<Step>> {
    connection
        .prepare_cached(
            "SELECT position, type, json FROM steps WHERE run_id = ?1 ORDER BY position",
        )?
        .query_map([run], from_row)?
        .collect()
}

pub(crate) fn drop_from(transaction: &Connection, run: RunId, index: u32) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM steps WHERE run_id = ?1 AND position >= ?2")?
        .execute((run, index))?;
    Ok(())
}

pub(crate) fn upsert(transaction: &Connection, run: RunId, steps: &[Step]) -> rusqlite::Result<()> {
    let mut statement = transaction.prepare_cached(
        "INSERT OR REPLACE INTO steps (run_id, position, type, json) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for step in steps {
        statement.execute((run, step.index, &step.kind, &step.json))?;
    }
    Ok(())
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Step> {
    Ok(Step {
        index: row.get(0)?,
        kind: row.get(1)?,
        json: row.get(2)?,
    })
}
