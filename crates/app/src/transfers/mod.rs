//! Exports, imports and backups of conversations and of the whole record; and the record of a turn.
//!
//! One piece of work is in progress at a time, in the background. The window shows its progress and can stop it.

mod archives;
mod backup;
mod conversation;
mod html;
mod markdown;
mod program;
mod readable;
mod settings;
mod turn_record;

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ledger::RunId;
use screen::{Replay, lock};
use tokio::sync::Notify;

pub(crate) use backup::run_backups;
pub(crate) use settings::{is_address, without_permissions};

use crate::bridge::{Patch, TransferKind, TransferResult, TransferView};
use crate::core::Core;
use crate::errors::Result;
use crate::schedules::archived_view;

/// The state of exports, imports and backups.
#[derive(Default)]
pub(crate) struct Transfers {
    /// The work in progress, or the last one.
    now: Mutex<TransferState>,
    /// True once the person wants the work stopped.
    stop: AtomicBool,
    /// Notified when the work has ended.
    ended: Notify,
    /// Number of callers that wait until no work is in progress, or prevent new work.
    paused: AtomicUsize,
    /// Notified when the time of the next backup may have changed.
    backup: Arc<Notify>,
    /// Held while the state of the backup is read, changed and written.
    changing_backup: tokio::sync::Mutex<()>,
    /// The last turn that was replayed.
    replay: Mutex<Option<Replay>>,
}

/// The work in progress, or the last one.
#[derive(Debug, Clone, Default)]
struct TransferState {
    work: Option<TransferKind>,
    done: u64,
    total: u64,
    end: Option<TransferResult>,
}

impl TransferState {
    fn is_running(&self) -> bool {
        self.work.is_some() && self.end.is_none()
    }

    fn beside(&self, at_rest: TransferView) -> TransferView {
        TransferView {
            work: self.work,
            done: self.done,
            total: self.total,
            end: self.end.clone(),
            ..at_rest
        }
    }
}

impl Transfers {
    /// Returns true if the store may contain files that no record names yet.
    pub(crate) fn is_importing(&self) -> bool {
        let now = lock(&self.now);
        now.is_running() && now.work == Some(TransferKind::Import)
    }

    /// Reserves the work; returns false while other work is in progress.
    fn begin(&self, work: TransferKind) -> bool {
        let mut now = lock(&self.now);
        if now.is_running() || self.paused.load(Ordering::Acquire) > 0 {
            return false;
        }
        *now = TransferState {
            work: Some(work),
            ..TransferState::default()
        };
        self.stop.store(false, Ordering::Release);
        true
    }

    /// Stops the work in progress.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Stops the work in progress and waits until it has ended. No work begins before the returned guard is dropped.
    pub(crate) async fn pause(&self) -> PauseGuard<'_> {
        {
            let _now = lock(&self.now);
            self.paused.fetch_add(1, Ordering::AcqRel);
            self.stop();
        }
        let paused = PauseGuard(self);
        loop {
            let mut ended = pin!(self.ended.notified());
            // From here on no notification is missed.
            ended.as_mut().enable();
            if !lock(&self.now).is_running() {
                return paused;
            }
            ended.await;
        }
    }

    /// Notes how the work ended.
    fn end(&self, end: TransferResult) {
        lock(&self.now).end = Some(end);
        self.ended.notify_waiters();
    }

    /// Forgets the last replayed turn, if `is_gone` is true for it.
    pub(crate) fn forget_replay(&self, is_gone: impl Fn(RunId) -> bool) {
        lock(&self.replay).take_if(|replay| is_gone(replay.run()));
    }
}

/// A guard; while it lives, no export, import or backup begins.
pub(crate) struct PauseGuard<'a>(&'a Transfers);

impl Drop for PauseGuard<'_> {
    fn drop(&mut self) {
        self.0.paused.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Core {
    /// Returns the state of exports, imports and backups as the window shows it.
    pub(crate) async fn transfer_view(&self) -> Result<TransferView> {
        let at_rest = self.transfer_at_rest().await?;
        Ok(lock(&self.transfers.now).beside(at_rest))
    }

    /// Returns the stored part of that state, as if no work were in progress.
    async fn transfer_at_rest(&self) -> Result<TransferView> {
        let backup = self.backup().await?;
        let archived = self.ledger(ledger::Ledger::archived_schedules).await?;
        let schedules = self
            .files(move |store| Ok(archived.iter().map(|it| archived_view(it, store)).collect()))
            .await?;
        Ok(TransferView {
            work: None,
            done: 0,
            total: 0,
            end: None,
            backup: backup.view(),
            schedules,
        })
    }

    /// Sends the window the state of exports, imports and backups.
    pub(crate) async fn push_transfer(&self) {
        match self.transfer_at_rest().await {
            Ok(at_rest) => {
                // The lock is held while the patch is sent, so that the latest state is sent last.
                let now = lock(&self.transfers.now);
                let transfer = now.beside(at_rest);
                self.screen.tell(Patch::Transfer { transfer });
            }
            Err(error) => tracing::warn!(%error, "it cannot be told how far an export is"),
        }
    }
}
