//! Notifying the person exactly once.

use rusqlite::Connection;

use super::{NOT_DELETED, SELECT, from_row};
use crate::error::Error;
use crate::{ConversationId, Interaction, Ledger, Notice, RunId};

impl Ledger {
    /// Claims the right to notify the person about a run: returns true to exactly one caller, and only if the run is
    /// still in the state that the caller saw. `had_ended` is whether the run had ended by then: a run may end just as
    /// a notification that it needs the person is about to be sent. Blocks.
    ///
    /// # Errors
    /// [`Error`], if the ledger cannot be written; the notice is unclaimed then.
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

    /// Advances a notice by one step (see [`Notice`]), or resets it to [`Notice::None`]. Returns false if that step is
    /// not allowed or the run does not exist. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn set_notice(&self, run: RunId, to: Notice) -> Result<bool, Error> {
        self.write(move |transaction| Ok(advance(transaction, run, to)?))
    }

    /// Silences the due notices of a conversation, because the person is looking at it. Blocks.
    ///
    /// # Errors
    /// [`Error`], when the ledger cannot be written.
    pub fn silence_notices(&self, conversation: ConversationId) -> Result<(), Error> {
        self.write(move |transaction| {
            // The unary `+` makes SQLite use the index of due notices instead of that of the conversation.
            transaction
                .prepare_cached(
                    "UPDATE interactions SET notice = 'silent'
                     WHERE notice = 'due' AND +conversation_id = ?1",
                )?
                .execute([conversation])?;
            Ok(())
        })
    }

    /// Returns the runs with a due notice, oldest first. Blocks.
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
