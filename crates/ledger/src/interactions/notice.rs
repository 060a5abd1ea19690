//! Telling the person exactly once.

use rusqlite::Connection;

use super::{NOT_DELETED, SELECT, from_row};
use crate::error::Error;
use crate::{ConversationId, Interaction, Ledger, Notice, RunId};

impl Ledger {
    /// Claims the right to tell the person what is due about a run: true for exactly one caller, and
    /// only when the run still is as that caller saw it. `had_ended` says whether it was over then: a
    /// run may end while somebody is about to tell that it needs the person. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written; nobody has claimed it then.
    pub fn claim_notice(&self, run: RunId, had_ended: bool) -> Result<bool, Error> {
        self.write(move |transaction| {
            let claimed = transaction
                .prepare_cached(
                    "UPDATE interactions SET notice = 'claimed'
                     WHERE id = ?1 AND notice = 'due' AND (finished_at IS NOT NULL) = ?2",
                )?
                .execute((run, had_ended))?;
            Ok(claimed > 0)
        })
    }

    /// Takes a notice one step forward (see [`Notice`]), or back to [`Notice::None`]. Says whether
    /// it did; false also when the run is not there. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn set_notice(&self, run: RunId, to: Notice) -> Result<bool, Error> {
        self.write(move |transaction| Ok(advance(transaction, run, to)?))
    }

    /// The person sees this conversation: nothing that is due about it is told any more. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn silence_notices(&self, conversation: ConversationId) -> Result<(), Error> {
        self.write(move |transaction| {
            // The `+` lets SQLite look through what is due, not through the conversation.
            transaction
                .prepare_cached(
                    "UPDATE interactions SET notice = 'silent'
                     WHERE notice = 'due' AND +conversation_id = ?1",
                )?
                .execute([conversation])?;
            Ok(())
        })
    }

    /// The runs that the person is still to be told about, oldest first. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be read.
    pub fn due_notices(&self) -> Result<Vec<Interaction>, Error> {
        self.read(|snapshot| {
            let rows = snapshot
                .prepare_cached(&format!(
                    "{SELECT} WHERE i.notice = 'due' AND {NOT_DELETED} ORDER BY i.key"
                ))?
                .query_map([], from_row)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(rows)
        })
    }
}

pub(super) fn advance(transaction: &Connection, run: RunId, to: Notice) -> rusqlite::Result<bool> {
    let sql = match to {
        Notice::None => "UPDATE interactions SET notice = 'none' WHERE id = ?1",
        Notice::Due => "UPDATE interactions SET notice = 'due' WHERE id = ?1 AND notice = 'none'",
        Notice::Claimed => {
            "UPDATE interactions SET notice = 'claimed' WHERE id = ?1 AND notice = 'due'"
        }
        Notice::Shown => {
            "UPDATE interactions SET notice = 'shown' WHERE id = ?1 AND notice = 'claimed'"
        }
        Notice::Silent => {
            "UPDATE interactions SET notice = 'silent' WHERE id = ?1 AND notice IN ('none', 'due')"
        }
    };
    Ok(transaction.prepare_cached(sql)?.execute([run])? > 0)
}
