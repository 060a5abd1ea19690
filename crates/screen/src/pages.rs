//! Pages of turns, read from the ledger.

use std::collections::HashMap;

use ledger::{Artifact, ConversationId, Interaction, Ledger, RunId, Siblings, Step};
use prices::Prices;

use crate::bridge::{Turn, TurnsWanted};
use crate::view::thought_times::ThoughtTimes;
use crate::view::{artifact, turn};

/// Number of turns on each side of the requested one when a conversation is opened: more than fits into a view, but no
/// more than that, because each turn delays the first paint.
const TURNS_AROUND: usize = 8;
/// Number of turns in each further page.
const TURNS_PER_PAGE: usize = 20;

/// Consecutive turns of one branch of a conversation, with everything recorded about them.
pub(crate) struct RecordedTurns {
    /// The turns, oldest first.
    rows: Vec<Interaction>,
    /// True if the branch has turns before these.
    pub(crate) before: bool,
    /// True if the branch has turns after these.
    pub(crate) after: bool,
    /// The last turn of the branch, if it is not among `rows` and the window cannot know it.
    pub(crate) last: Option<Interaction>,
    steps: HashMap<RunId, Vec<Step>>,
    thoughts: HashMap<RunId, ThoughtTimes>,
    addresses: HashMap<RunId, HashMap<String, String>>,
    siblings: HashMap<RunId, Siblings>,
    artifacts: Vec<Artifact>,
}

impl RecordedTurns {
    /// Reads the wanted turns of a conversation; `None` if `turn` is not in it. Blocks.
    pub(crate) fn read(
        ledger: &Ledger,
        conversation: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
    ) -> Result<Option<Self>, ledger::Error> {
        let here = |row: &Interaction| row.conversation_id == conversation;
        let Some(row) = ledger.interaction(turn)?.filter(here) else {
            return Ok(None);
        };
        let row = match wanted {
            TurnsWanted::End => ledger.last_turn_after(turn)?.unwrap_or(row),
            _ => row,
        };
        let limit = match wanted {
            TurnsWanted::Before | TurnsWanted::After => TURNS_PER_PAGE,
            TurnsWanted::Around | TurnsWanted::End => TURNS_AROUND,
        };
        let (mut earlier, mut later) = (Vec::new(), Vec::new());
        if wanted != TurnsWanted::After {
            earlier = ledger.turns_before(row.id, limit + 1)?;
        }
        if matches!(wanted, TurnsWanted::After | TurnsWanted::Around) {
            later = ledger.turns_after(row.id, limit + 1)?;
        }
        let before = earlier.len() > limit;
        let after = later.len() > limit;
        earlier.truncate(limit);
        later.truncate(limit);
        earlier.reverse();
        let mut rows = earlier;
        if matches!(wanted, TurnsWanted::Around | TurnsWanted::End) {
            rows.push(row);
        }
        rows.append(&mut later);
        let last = match (wanted, rows.last()) {
            (TurnsWanted::Around, Some(end)) if after => ledger.last_turn_after(end.id)?,
            _ => None,
        };

        let runs: Vec<RunId> = rows.iter().chain(&last).map(|row| row.id).collect();
        let steps = ledger.steps_of(&runs)?;
        let mut thoughts = HashMap::new();
        for (run, steps) in &steps {
            if steps.iter().any(|step| step.kind == "thought") {
                thoughts.insert(*run, ThoughtTimes::of_stored(ledger, *run)?);
            }
        }
        let mut addresses = HashMap::new();
        for run in &runs {
            addresses.insert(*run, ledger.addresses(*run)?);
        }
        Ok(Some(Self {
            before,
            after,
            thoughts,
            addresses,
            siblings: ledger.siblings(&runs)?,
            artifacts: ledger.artifacts_of_runs(&runs)?,
            steps,
            rows,
            last,
        }))
    }

    /// Returns the rows of the turns, followed by `last`.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Interaction> {
        self.rows.iter().chain(&self.last)
    }

    /// Returns true if a run of this page ended while the page was read: it is not live any more, and the ledger has
    /// its end. Blocks.
    pub(crate) fn is_stale<T>(
        &self,
        ledger: &Ledger,
        lives: &[Option<T>],
    ) -> Result<bool, ledger::Error> {
        for (row, live) in self.rows().zip(lives) {
            if !row.settled
                && live.is_none()
                && ledger.interaction(row.id)?.is_some_and(|row| row.settled)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns an ended turn of the page as the window shows it.
    pub(crate) fn turn(&self, row: &Interaction, prices: &Prices) -> Turn {
        let none = (Vec::new(), ThoughtTimes::default(), HashMap::new());
        turn::of_stored(
            row,
            turn::TurnRecord {
                steps: self.steps.get(&row.id).unwrap_or(&none.0),
                thoughts: self.thoughts.get(&row.id).unwrap_or(&none.1),
                addresses: self.addresses.get(&row.id).unwrap_or(&none.2),
                siblings: self.siblings.get(&row.id),
                artifacts: &self.artifacts,
                prices,
            },
        )
    }

    /// Returns the files of these turns, oldest first.
    pub(crate) fn files(&self) -> Vec<crate::bridge::ArtifactView> {
        self.artifacts.iter().map(artifact::view).collect()
    }
}

/// Returns a single turn, as the window shows an ended one, with its files. Blocks.
///
/// # Errors
/// If the record cannot be read.
pub fn whole_turn(
    ledger: &Ledger,
    row: &Interaction,
    prices: &Prices,
) -> Result<(Turn, Vec<Artifact>), ledger::Error> {
    let steps = ledger.steps(row.id)?;
    let thoughts = match steps.iter().any(|step| step.kind == "thought") {
        true => ThoughtTimes::of_stored(ledger, row.id)?,
        false => ThoughtTimes::default(),
    };
    let artifacts = ledger.artifacts_of_run(row.id)?;
    let siblings = ledger.siblings(&[row.id])?;
    let recorded = turn::TurnRecord {
        steps: &steps,
        thoughts: &thoughts,
        addresses: &ledger.addresses(row.id)?,
        siblings: siblings.get(&row.id),
        artifacts: &artifacts,
        prices,
    };
    let turn = turn::of_stored(row, recorded);
    Ok((turn, artifacts))
}
