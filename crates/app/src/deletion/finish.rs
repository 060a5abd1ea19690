//! The end of the ten seconds: runs are stopped, rows deleted, bytes removed, the database compacted.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::time::{Duration, SystemTime};

use interactions::EnvironmentId;
use ledger::{ConversationId, DeletionExtras, Interaction, Ledger, NewRemoval, RemovalKind, RunId};
use runs::{Runs, State};
use screen::lock;
use words::say;

use super::{RETRY_DELAY, undo_until};
use crate::bridge::{BridgeError, ErrorCode};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::tables::encoding_key;

/// Bytes stored within this many milliseconds before a deletion may belong to something new that is not in the ledger
/// yet. A draft is in the ledger within a second, and media with the text around them.
const SETTLING: i64 = 5_000;
/// Time in milliseconds after the deletion when such bytes are checked again.
const RECHECK_DELAY: i64 = 30_000;
/// Size in bytes up to which the database is compacted after every deletion (about a second of work).
const SMALL_DATABASE: u64 = 128 << 20;
/// A larger database is compacted when one byte in this many is free.
const FREE_SHARE: u64 = 5;
/// Minimum number of free bytes for which a database is compacted though nothing was deleted, because media are
/// stored in files now; less is filled again soon.
const MIN_FREE: u64 = 1 << 20;
/// The ledger's key for the time of the last sweep.
const SWEPT_KEY: &str = "swept_at";
/// The interval of the sweep in milliseconds: unnamed files are few (a crash, an attachment that was never sent), and
/// finding them means checking every file.
const SWEEP_EVERY: i64 = 7 * 24 * 60 * 60 * 1_000;

impl Core {
    /// Deletes every marked conversation whose time is over. Returns the time at which the next is due.
    pub(super) async fn finish_due(&self, runs: &Runs) -> Option<i64> {
        let later =
            now().saturating_add(i64::try_from(RETRY_DELAY.as_millis()).unwrap_or(i64::MAX));
        let marked = match self.ledger(Ledger::deletions).await {
            Ok(marked) => marked,
            Err(error) => {
                tracing::error!(%error, "what was deleted cannot be read");
                return Some(later);
            }
        };
        let mut next: Option<i64> = None;
        let mut again = |at: i64| next = Some(next.map_or(at, |next| next.min(at)));
        for deletion in marked {
            let due = undo_until(deletion.deleted_at, now());
            if due > now() {
                again(due);
            } else if let Err(error) = self.finish_one(deletion.id, runs).await {
                tracing::error!(%error, "a conversation cannot be deleted");
                again(later);
            }
        }
        match self.remove_leftovers().await {
            Ok(None) => {}
            Ok(Some(at)) => again(at),
            Err(error) => {
                tracing::error!(%error, "bytes of what was deleted cannot be removed");
                again(later);
            }
        }
        match self.compact_when_worth_it(runs).await {
            Ok(true) => {}
            Ok(false) => again(later),
            Err(error) => {
                tracing::error!(%error, "the record cannot be written anew");
                again(later);
            }
        }
        if let Err(error) = self.sweep_when_due().await {
            tracing::warn!(%error, "files that nothing names cannot be removed");
        }
        next
    }

    /// Removes files that no record names, once a week.
    async fn sweep_when_due(&self) -> Result<()> {
        let now = now();
        let swept = self.ledger(|ledger| ledger.setting(SWEPT_KEY)).await?;
        let swept_at = swept.and_then(|at| at.as_i64());
        if swept_at.is_some_and(|at| (at..at.saturating_add(SWEEP_EVERY)).contains(&now)) {
            return Ok(());
        }
        self.sweep_files(artifacts::removable_before()).await?;
        self.ledger(move |ledger| ledger.set_setting(SWEPT_KEY, &now.into()))
            .await
    }

    /// Deletes one marked conversation for good.
    async fn finish_one(&self, id: ConversationId, runs: &Runs) -> Result<()> {
        if !self.is_marked(id).await? {
            return Ok(());
        }
        // Waits for the end of downloads before taking the lock, so that other conversations can be restored meanwhile.
        // If this one is restored, it can fetch its files again.
        let rows = self.ledger(move |ledger| ledger.interactions(id)).await?;
        let ids: Vec<RunId> = rows.iter().map(|row| row.id).collect();
        self.stop_fetching(&ids).await?;
        self.forget_parts(id).await?;
        let _alone = self.deleting.deciding.lock().await;
        if !self.is_marked(id).await? {
            return Ok(());
        }
        // Nothing is added to a marked conversation, so these are all of its runs.
        let rows = self.ledger(move |ledger| ledger.interactions(id)).await?;
        for row in &rows {
            runs.forget(row.id).await;
            self.screen.live_runs().remove(row.id);
        }
        let ids: Vec<RunId> = rows.iter().map(|row| row.id).collect();
        self.stop_fetching(&ids).await?;
        self.forget_parts(id).await?;
        self.transfers
            .forget_replay(|run| rows.iter().any(|row| row.id == run));
        let now = now();
        self.ledger(move |ledger| {
            let along = deletion_extras(ledger, id)?;
            ledger.delete_conversation(id, &along, now)
        })
        .await?;
        lock(&self.notifications.ended_meanwhile).retain(|other| *other != id);
        self.remove_from_window(id);
        self.push_removals().await;
        self.deleting.deliver.notify_one();
        Ok(())
    }

    /// Returns true if a conversation is still marked for deletion.
    async fn is_marked(&self, id: ConversationId) -> Result<bool> {
        let marked = self.ledger(Ledger::deletions).await?;
        Ok(marked.iter().any(|deletion| deletion.id == id))
    }

    /// Removes the parts of a conversation's interrupted downloads.
    async fn forget_parts(&self, id: ConversationId) -> Result<()> {
        let sandboxes = self
            .ledger(move |ledger| ledger.sandboxes_of_conversation(id))
            .await?;
        for sandbox in sandboxes {
            let sandbox = EnvironmentId::from(sandbox);
            let is_gone = self
                .files(move |store| store.remove_interrupted_of(&sandbox))
                .await?;
            if !is_gone {
                return Err(errors::error(ErrorCode::File, say::deleted_still_written()));
            }
        }
        Ok(())
    }

    /// Removes bytes that no record names. Returns when some have to be checked again.
    async fn remove_leftovers(&self) -> Result<Option<i64>> {
        if self.transfers.is_importing() {
            // An import stores files before the conversations that name them, including files that exist already.
            return Ok(Some(now().saturating_add(
                i64::try_from(RETRY_DELAY.as_millis()).unwrap_or(i64::MAX),
            )));
        }
        let leftovers = self.ledger(Ledger::leftovers).await?;
        let mut next = None;
        for leftover in leftovers {
            let (sha256, since) = (leftover.sha256, leftover.since);
            let name = sha256.clone();
            let is_named = self
                .ledger(move |ledger| ledger.is_referenced(&name))
                .await?;
            if !is_named {
                self.files.tables.close_file(&sha256);
            }
            let is_settled = {
                let name = sha256.clone();
                let is_old = now() >= since.saturating_add(RECHECK_DELAY);
                // By then everything new that names them is in the ledger.
                let before = if is_old { i64::MAX } else { since - SETTLING };
                is_named
                    || self
                        .files(move |store| store.remove(&name, system_time(before)))
                        .await?
            };
            if is_settled {
                let _ = std::fs::remove_dir_all(self.opened_copy(&sha256));
                self.files.office_pages.close(&sha256);
                self.ledger(move |ledger| {
                    ledger.remove_setting(&encoding_key(&sha256))?;
                    ledger.forget_leftover(&sha256)
                })
                .await?;
            } else {
                next = Some(since.saturating_add(RECHECK_DELAY));
            }
        }
        Ok(next)
    }

    /// Compacts the database when something was deleted or much of it is free, and the gain is worth the time.
    /// Returns true if there is nothing left to do.
    async fn compact_when_worth_it(&self, runs: &Runs) -> Result<bool> {
        let (is_due, size) = self
            .ledger(|ledger| Ok((ledger.is_uncompacted()?, ledger.size()?)))
            .await?;
        let is_small = size.total <= SMALL_DATABASE;
        let is_empty = size.free * FREE_SHARE >= size.total;
        if !is_due {
            if size.free < MIN_FREE || !is_empty {
                return Ok(true);
            }
            // While media are still being moved to files, more space becomes free later.
            let unnamed = self.ledger(|ledger| ledger.next_unnamed_media(0)).await?;
            if unnamed.is_none() && (is_small || runs.live().is_empty()) {
                return self.ledger(Ledger::give_back).await;
            }
            return Ok(false);
        }
        // Compacting a large database holds up every answer that streams meanwhile.
        let is_worth_it = is_small || is_empty && runs.live().is_empty();
        if is_worth_it {
            return self.ledger(Ledger::compact).await;
        }
        // Deleted rows are overwritten in the file; this removes them from the write-ahead log.
        self.ledger(Ledger::empty_log).await?;
        Ok(false)
    }

    /// Deletes every conversation, draft and file now, and those at servers as soon as they can be reached. Returns the
    /// first failure, if any; everything else is deleted nevertheless, and what remains is tried again later.
    ///
    /// # Errors
    /// When the ledger cannot be written. Nothing is deleted then.
    pub(crate) async fn forget_everything(&self, runs: &Runs) -> Result<Option<BridgeError>> {
        // An import in progress would add data afterwards, and an export would be incomplete.
        let _paused = self.transfers.pause().await;
        let now = now();
        self.ledger(Ledger::forget_done_removals).await?;
        self.ledger(move |ledger| ledger.mark_everything_deleted(now))
            .await?;
        let marked = self.ledger(Ledger::deletions).await;
        let mut outcome = Ok(());
        match marked {
            Ok(marked) => {
                for deletion in marked {
                    outcome = outcome.and(self.finish_one(deletion.id, runs).await);
                }
            }
            Err(error) => outcome = Err(error),
        }
        outcome = outcome.and(self.forget_schedules().await);
        lock(&self.notifications.ended_meanwhile).clear();
        lock(&self.files.saved).clear();
        self.forget_opened_copies();
        self.close_files();
        outcome = outcome.and(self.forget_engine().await);
        let swept = self.sweep_files(SystemTime::now()).await;
        outcome = outcome.and(swept.map(drop));
        let parts = self.files(move |store| store.remove_interrupted()).await;
        outcome = outcome.and(parts.map(drop));
        outcome = outcome.and(self.forget_traces().await);
        self.push_removals().await;
        self.push_transfer().await;
        self.deleting.marked.notify_one();
        Ok(outcome.err())
    }

    /// Removes the record's data outside conversations: leftover files, chosen encodings, and spending.
    async fn forget_traces(&self) -> Result<()> {
        self.ledger(|ledger| {
            for leftover in ledger.leftovers()? {
                ledger.remove_setting(&encoding_key(&leftover.sha256))?;
                ledger.forget_leftover(&leftover.sha256)?;
            }
            ledger.forget_spending()?;
            ledger.compact().map(drop)
        })
        .await
    }

    /// Removes files that no record names and that are older than `before`. Returns their total size in bytes.
    pub(super) async fn sweep_files(&self, before: SystemTime) -> Result<u64> {
        if self.transfers.is_importing() {
            // An import stores files before the conversations that name them.
            return Ok(0);
        }
        let named: HashSet<String> = self.ledger(Ledger::referenced_files).await?;
        let removed = self
            .files(move |store| store.remove_unreferenced(&named, before))
            .await?;
        Ok(removed.bytes)
    }
}

/// Collects what has to be deleted together with the rows of a conversation. Blocks.
fn deletion_extras(ledger: &Ledger, id: ConversationId) -> Result<DeletionExtras, ledger::Error> {
    let rows = ledger.interactions(id)?;
    let mut along = DeletionExtras::default();
    // An imported turn may have been sent by another person.
    for row in rows.iter().filter(|row| !row.imported) {
        for id in interaction_ids(ledger, row)? {
            along.removals.push(NewRemoval {
                engine: row.engine,
                origin: row.origin.clone(),
                kind: RemovalKind::Interaction,
                id,
                running: false,
            });
        }
    }
    Ok(along)
}

/// Returns the ids of the other interactions of a long answer, of which the row names only the last (contract section
/// 4.3), from the events that began them. Blocks.
fn interaction_ids(ledger: &Ledger, row: &Interaction) -> Result<HashSet<String>, ledger::Error> {
    let mut ids = HashSet::new();
    let is_one = State::parse(&row.phase).is_ok_and(|state| state.hop.number == 0);
    if is_one {
        return Ok(ids);
    }
    ledger.events_with(row.id, &["\"interaction\""], |event| {
        let event: serde_json::Value = serde_json::from_str(&event.raw).unwrap_or_default();
        if let Some(id) = event["interaction"]["id"].as_str() {
            ids.insert(id.to_owned());
        }
        ControlFlow::Continue(())
    })?;
    Ok(ids)
}

/// Converts a time of the ledger to one of the file system.
fn system_time(ms: i64) -> SystemTime {
    let since = Duration::from_millis(u64::try_from(ms).unwrap_or(0));
    SystemTime::UNIX_EPOCH
        .checked_add(since)
        .unwrap_or_else(SystemTime::now)
}
