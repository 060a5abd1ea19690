//! A conversation with everything that is in it.

use std::collections::HashMap;

use super::{Summary, summary};
use crate::error::Error;
use crate::{Artifact, ConversationId, Draft, DraftKey, Interaction, Ledger, RunId, Step};
use crate::{artifacts, drafts, interactions, steps};

/// A conversation opened. All of it is of the same moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// Its line in the list.
    pub summary: Summary,
    /// Every interaction of every branch, oldest first.
    pub interactions: Vec<Interaction>,
    /// The steps of each interaction that has some, in order.
    pub steps: HashMap<RunId, Vec<Step>>,
    /// Its files, oldest first.
    pub artifacts: Vec<Artifact>,
    /// The text not sent yet.
    pub draft: Option<Draft>,
}

impl Ledger {
    /// A conversation with everything in it; `None` when it is not there. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn whole(&self, id: ConversationId) -> Result<Option<Whole>, Error> {
        self.read(|snapshot| {
            let Some(summary) = summary::get(snapshot, id)? else {
                return Ok(None);
            };
            Ok(Some(Whole {
                summary,
                interactions: interactions::of_conversation(snapshot, id)?,
                steps: steps::of_conversation(snapshot, id)?,
                artifacts: artifacts::of_conversation(snapshot, id)?,
                draft: drafts::get(snapshot, DraftKey::Conversation(id))?,
            }))
        })
    }
}
