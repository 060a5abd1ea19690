//! Deletion: a mark that can be undone for ten seconds, then everything is deleted, here and at servers.
//!
//! The mark is in the ledger with its time. So a crash neither restores a conversation after its ten seconds nor
//! deletes one before: the next start waits for the rest of them, or finishes at once. Nothing of a marked
//! conversation is changed, not even by a run that is in progress.

mod deliver;
mod finish;
mod storage;

use std::sync::{Arc, Weak};
use std::time::Duration;

use ledger::ConversationId;
use runs::Runs;
use screen::view::conversation;
use tokio::sync::Notify;
use words::say;

use crate::bridge::{self, Patch};
use crate::core::{Core, now};
use crate::errors::{self, Result};

/// Time for which a deletion can be undone, in milliseconds.
const GRACE: i64 = 10_000;
/// Delay after an error, and the longest sleep of a task that waits for a time.
const RETRY_DELAY: Duration = Duration::from_secs(60);

/// The state shared by the tasks of deletion.
#[derive(Default)]
pub(crate) struct DeletionSignals {
    /// Notified when a conversation was marked or restored.
    marked: Notify,
    /// Notified when something has to be deleted at a server, or a server may be reachable again.
    deliver: Notify,
    /// Held while one conversation is deleted or restored, so that only one of the two happens.
    deciding: tokio::sync::Mutex<()>,
}

impl DeletionSignals {
    /// Checks whether the ledger should be compacted, because something other than a conversation was deleted from
    /// it.
    pub(crate) fn check_compaction(&self) {
        self.marked.notify_one();
    }
}

/// Returns the time until which a deletion can be undone. A clock that was set back since must not prolong it.
fn undo_until(deleted_at: i64, now: i64) -> i64 {
    if deleted_at > now.saturating_add(GRACE) {
        return now;
    }
    deleted_at.saturating_add(GRACE)
}

impl Core {
    /// Marks conversations as deleted, all with the same time, so that they can be restored together. Those that do
    /// not exist are skipped.
    pub(crate) async fn delete(&self, ids: Vec<ConversationId>) -> Result<Vec<bridge::Deletion>> {
        let now = now();
        let marked = self
            .ledger(move |ledger| {
                let mut marked = Vec::new();
                for id in ids {
                    match ledger.mark_deleted(id, now) {
                        Ok(deletion) => marked.push(deletion),
                        Err(ledger::Error::NotFound { .. }) => {}
                        Err(error) => return Err(error),
                    }
                }
                Ok(marked)
            })
            .await?;
        for deletion in &marked {
            self.remove_from_window(deletion.id);
        }
        self.deleting.marked.notify_one();
        let views = marked.iter().map(|marked| deletion(marked, now));
        Ok(views.collect())
    }

    /// Restores a deleted conversation, and goes on with its unfinished runs.
    ///
    /// # Errors
    /// `NotFound`, when its ten seconds are over.
    pub(crate) async fn restore_conversation(
        &self,
        id: ConversationId,
        runs: &Runs,
    ) -> Result<bridge::ConversationSummary> {
        let _alone = self.deleting.deciding.lock().await;
        let is_back = self.ledger(move |ledger| ledger.bring_back(id)).await?;
        let gone = || errors::not_found(say::conversation_gone());
        if !is_back {
            return Err(gone());
        }
        // After a restart the runs of a marked conversation are not taken up.
        let rows = self.ledger(move |ledger| ledger.interactions(id)).await?;
        for row in rows.iter().filter(|row| !row.settled) {
            if let Err(error) = runs.start(row.id).await {
                tracing::warn!(%error, "a run of a conversation that was brought back does not go on");
            }
        }
        self.deleting.marked.notify_one();
        crate::notices::Notifier::wake(&self.notifications.notifier);
        let summary = self.conversation_line(id).await?.ok_or_else(gone)?;
        self.screen.tell(Patch::Conversation {
            summary: summary.clone(),
        });
        Ok(summary)
    }

    /// Returns the deletions that can still be undone.
    pub(crate) async fn deletions(&self) -> Result<Vec<bridge::Deletion>> {
        let marked = self.ledger(ledger::Ledger::deletions).await?;
        let now = now();
        let views = marked.iter().map(|marked| deletion(marked, now));
        Ok(views.filter(|view| view.until > now).collect())
    }

    /// Tries again to delete at servers, because one may be reachable now.
    pub(crate) async fn try_removals_again(&self) {
        let now = now();
        let noted = self.ledger(move |ledger| ledger.retry_removals(now)).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "it cannot be noted that deleting is to be tried again");
        }
        self.schedules.request_poll();
        self.deleting.deliver.notify_one();
    }

    /// Wakes the task that deletes at servers.
    pub(crate) fn deliver_removals(&self) {
        self.deleting.deliver.notify_one();
    }

    /// Removes a conversation from the window.
    fn remove_from_window(&self, id: ConversationId) {
        if self.screen.opened() == Some(id) {
            self.screen.close();
        }
        self.screen
            .tell(Patch::ConversationGone { id: id.to_string() });
    }
}

fn deletion(marked: &ledger::Deletion, now: i64) -> bridge::Deletion {
    bridge::Deletion {
        id: marked.id.to_string(),
        kind: conversation::kind(marked.kind),
        title: marked.title.clone(),
        until: undo_until(marked.deleted_at, now),
    }
}

/// Deletes marked conversations when their ten seconds are over, until the core is dropped.
pub(crate) async fn finish(core: Weak<Core>, runs: Runs) {
    loop {
        let Some(strong) = core.upgrade() else { return };
        let next = strong.finish_due(&runs).await;
        let deleting = Arc::clone(&strong.deleting);
        drop(strong);
        tokio::select! {
            () = deleting.marked.notified() => {}
            () = sleep_until(next) => {}
        }
    }
}

/// Deletes at servers what was deleted here, until the core is dropped.
pub(crate) async fn deliver(core: Weak<Core>) {
    // The results of an earlier start were shown then.
    if let Some(core) = core.upgrade()
        && let Err(error) = core.ledger(ledger::Ledger::forget_done_removals).await
    {
        tracing::warn!(%error, "what is deleted at servers cannot be forgotten");
    }
    loop {
        let Some(strong) = core.upgrade() else { return };
        let next = strong.deliver_due().await;
        let deleting = Arc::clone(&strong.deleting);
        drop(strong);
        tokio::select! {
            () = deleting.deliver.notified() => {}
            () = sleep_until(next) => {}
        }
    }
}

/// Sleeps until a time, or for at most [`RETRY_DELAY`]; without a time for ever.
async fn sleep_until(at: Option<i64>) {
    match at {
        Some(at) => {
            let left = u64::try_from(at.saturating_sub(now())).unwrap_or(0);
            // The clock may be set during the sleep.
            tokio::time::sleep(Duration::from_millis(left).min(RETRY_DELAY)).await;
        }
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_can_be_brought_back_for_ten_seconds_whatever_the_clock_does() {
        assert_eq!(undo_until(1_000, 1_000), 11_000);
        assert_eq!(undo_until(1_000, 20_000), 11_000);
        assert_eq!(
            undo_until(1_000, 900),
            11_000,
            "the clock was put right a little"
        );
        assert_eq!(
            undo_until(1_000_000, 900),
            900,
            "the clock was set back far"
        );
    }
}
