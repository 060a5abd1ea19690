//! The turns of a branch, nearest first, read only as far as they are looked at.

use std::collections::VecDeque;

use ledger::{Interaction, RunId};

use crate::core::Core;
use crate::errors::Result;

/// So many turns are read first; then twice as many each time.
const FIRST: usize = 8;

/// A turn and all that it follows.
pub(super) struct Branch<'a> {
    core: &'a Core,
    read: VecDeque<Interaction>,
    /// The turn before those that were read, by the last of them.
    after: Option<RunId>,
    at_once: usize,
}

impl Core {
    /// The branch that ends with this turn.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub(super) async fn branch(&self, newest: RunId) -> Result<Branch<'_>> {
        let row = self
            .ledger(move |ledger| ledger.interaction(newest))
            .await?;
        Ok(Branch {
            core: self,
            after: row.as_ref().map(|row| row.id),
            read: row.into_iter().collect(),
            at_once: FIRST,
        })
    }
}

impl Branch<'_> {
    /// The next turn; `None` after the first one of the conversation.
    ///
    /// # Errors
    /// When the record cannot be read.
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
