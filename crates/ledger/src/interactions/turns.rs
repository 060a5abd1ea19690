//! Turns by page: along a branch in both directions from any turn, and the siblings of each, at a cost that does not
//! depend on the length of the conversation.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, ToSql};
use serde::{Deserialize, Serialize};

use super::{Interaction, from_row};
use crate::error::Error;
use crate::{ConversationId, Engine, Ledger, RunId, search};

/// Position of a turn among its siblings: the turns with the same parent, or the first turns of the same conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Siblings {
    /// Number of siblings, including this turn.
    pub count: u32,
    /// Index among the siblings, from 0; the oldest is first.
    pub position: u32,
    /// The previous sibling.
    pub earlier: Option<RunId>,
    /// The next sibling.
    pub later: Option<RunId>,
}

impl Ledger {
    /// Returns up to `limit` ancestors of `turn`, the nearest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn turns_before(&self, turn: RunId, limit: usize) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| Ok(walk(snapshot, BEFORE, turn, limit)?))
    }

    /// Returns up to `limit` descendants of `turn`, the nearest first; at a branch, the newest child is followed.
    /// Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn turns_after(&self, turn: RunId, limit: usize) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| Ok(walk(snapshot, AFTER, turn, limit)?))
    }

    /// Returns the last turn of the branch that continues from `turn`, following the newest child each time; `None` if
    /// `turn` has no child. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn last_turn_after(&self, turn: RunId) -> Result<Option<Interaction>, Error> {
        self.read(|snapshot| {
            let last = snapshot
                .prepare_cached(&format!(
                    "{AFTER} SELECT id FROM walked WHERE id IS NOT NULL ORDER BY distance DESC LIMIT 1"
                ))?
                .query_row((turn, i64::MAX), |row| row.get(0))
                .optional()?;
            Ok(match last {
                Some(last) => super::get(snapshot, last)?,
                None => None,
            })
        })
    }

    /// Returns the turns of the branch through `turn` whose prompt or answer contains `text`, oldest first. Ignores
    /// case and accents. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn turns_with(&self, turn: RunId, text: &str) -> Result<Vec<RunId>, Error> {
        let text = search::fold(text);
        self.read(|snapshot| {
            let mut found = Vec::new();
            for (walked, order) in [(BEFORE, "DESC"), (ITSELF, "ASC"), (AFTER, "ASC")] {
                let mut statement = snapshot.prepare_cached(&format!(
                    "{walked}
                     SELECT i.id, r.prompt, a.answer
                     FROM walked CROSS JOIN interactions i ON i.id = walked.id
                     JOIN requests r ON r.run_id = i.id
                     LEFT JOIN answers a ON a.key = i.key
                     WHERE distance <= ?2 ORDER BY distance {order}"
                ))?;
                let mut rows = statement.query((turn, i64::MAX))?;
                while let Some(row) = rows.next()? {
                    let words: [Option<String>; 2] = [row.get(1)?, row.get(2)?];
                    if words
                        .iter()
                        .flatten()
                        .any(|words| search::fold(words).contains(&text))
                    {
                        found.push(row.get(0)?);
                    }
                }
            }
            Ok(found)
        })
    }

    /// Returns the newest turn of a conversation; `None` if the conversation does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn newest_turn(&self, conversation: ConversationId) -> Result<Option<Interaction>, Error> {
        let newest = "i.conversation_id = ?1 ORDER BY i.key DESC LIMIT 1";
        self.read(|snapshot| Ok(select(snapshot, newest, [conversation])?.pop()))
    }

    /// Returns the distinct pairs of engine and base URL of a conversation's turns, without imported turns. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn places(
        &self,
        conversation: ConversationId,
    ) -> Result<Vec<(Engine, Option<String>)>, Error> {
        self.read(|snapshot| {
            let mut places = snapshot.prepare_cached(
                "SELECT DISTINCT engine, origin FROM interactions
                 WHERE conversation_id = ?1 AND imported = 0 ORDER BY engine, origin",
            )?;
            let places = places.query_map([conversation], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(places.collect::<Result<_, _>>()?)
        })
    }

    /// Returns the children of a turn, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn children(&self, turn: RunId) -> Result<Vec<Interaction>, Error> {
        let children = "i.parent_id = ?1 ORDER BY i.key";
        self.read(|snapshot| Ok(select(snapshot, children, [turn])?))
    }

    /// Returns the sibling position of each turn; turns that do not exist are left out. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn siblings(&self, turns: &[RunId]) -> Result<HashMap<RunId, Siblings>, Error> {
        self.read(|snapshot| {
            let mut found = HashMap::new();
            for turn in turns {
                if let Some(siblings) = siblings(snapshot, *turn)? {
                    found.insert(*turn, siblings);
                }
            }
            Ok(found)
        })
    }
}

const BEFORE: &str = "
WITH RECURSIVE walked (id, distance) AS (
  SELECT parent_id, 1 FROM interactions WHERE id = ?1
  UNION ALL
  SELECT i.parent_id, distance + 1 FROM walked JOIN interactions i ON i.id = walked.id
  WHERE distance < ?2
)";

const AFTER: &str = "
WITH RECURSIVE walked (id, distance) AS (
  SELECT (SELECT id FROM interactions WHERE parent_id = ?1 ORDER BY key DESC LIMIT 1), 1
  UNION ALL
  SELECT (SELECT id FROM interactions WHERE parent_id = walked.id ORDER BY key DESC LIMIT 1),
    distance + 1
  FROM walked WHERE walked.id IS NOT NULL AND distance < ?2
)";

const ITSELF: &str = "WITH walked (id, distance) AS (SELECT ?1, 0)";

/// Returns the rows of a walk that starts next to `turn`, in walking order.
fn walk(
    connection: &Connection,
    walked: &str,
    turn: RunId,
    limit: usize,
) -> rusqlite::Result<Vec<Interaction>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    connection
        .prepare_cached(&format!(
            "{walked}
             SELECT i.*, r.prompt, r.attachments, r.carried
             FROM walked CROSS JOIN interactions i ON i.id = walked.id
             JOIN requests r ON r.run_id = i.id
             WHERE distance <= ?2 ORDER BY distance"
        ))?
        .query_map((turn, limit), from_row)?
        .collect()
}

fn select<const N: usize>(
    connection: &Connection,
    which: &str,
    of: [impl ToSql; N],
) -> rusqlite::Result<Vec<Interaction>> {
    connection
        .prepare_cached(&format!("{} WHERE {which}", super::SELECT))?
        .query_map(rusqlite::params_from_iter(of), from_row)?
        .collect()
}

fn siblings(connection: &Connection, turn: RunId) -> rusqlite::Result<Option<Siblings>> {
    let all: Vec<RunId> = connection
        .prepare_cached(
            "SELECT s.id, s.key FROM interactions i JOIN interactions s ON s.parent_id = i.parent_id
             WHERE i.id = ?1
             UNION ALL
             SELECT s.id, s.key FROM interactions i
             JOIN interactions s ON s.conversation_id = i.conversation_id AND s.parent_id IS NULL
             WHERE i.id = ?1 AND i.parent_id IS NULL
             ORDER BY 2",
        )?
        .query_map([turn], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
    let place = all.iter().position(|id| *id == turn);
    Ok(place.map(|place| Siblings {
        count: number(all.len()),
        position: number(place),
        earlier: place.checked_sub(1).map(|before| all[before]),
        later: all.get(place + 1).copied(),
    }))
}
