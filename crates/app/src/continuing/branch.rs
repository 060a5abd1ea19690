//! Reads the turns of a branch, nearest first, in batches as they are needed.

use std::collections::VecDeque;

use ledger::{Interaction, RunId};

use crate::core::Core;
use crate::errors::Result;

/// Size of the first batch; each further batch is twice as large.
const FIRST_BATCH: usize = 8;

/// A turn and all turns that it follows.
pub(super) struct Branch<'a> {
    core: &'a Core,
    read: VecDeque<Interaction>,
    /// The last turn read, after which the next batch begins; `None` at the end.
    after: Option<RunId>,
    at_once: usize,
}

impl Core {
    /// Returns the branch that ends with this turn.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(super) async fn branch(&self, newest: RunId) -> Result<Branch<'_>> {
        let row = self
            .ledger(move |ledger| ledger.interaction(newest))
            .await?;
        Ok(Branch {
            core: self,
            after: row.as_ref().map(|row| row.id),
            read: row.into_iter().collect(),
            at_once: FIRST_BATCH,
        })
    }
}

impl Branch<'_> {
    /// Returns the next turn; `None` after the first one of the conversation.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(super) async fn next(&mut self) -> Result<Option<Interaction>> {
        if self.read.is_empty()
            && let Some(turn) = self.after
        {
            let limit = self.at_once;
            let rows = self
                .core
                .ledger(move |ledger| ledger.turns_before(turn, limit))
                .await?;
            self.after = rows.last().map(|row| row.id);
            self.read = rows.into();
            self.at_once *= 2;
        }
        Ok(self.read.pop_front())
    }
}
