//! What leaves the record as a file and comes back from one: conversations, everything, backups, imports; and what
//! happened in a turn.
//!
//! One piece of work goes on at a time, beside everything else. The window is told how far it is, and can stop it.

mod backup;
mod conversation;
mod happened;
mod markdown;
mod page;
mod program;
mod settings;
mod walk;
mod work;

use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ledger::RunId;
use screen::{Replay, lock};
use tokio::sync::Notify;

pub(crate) use backup::each_week;
pub(crate) use settings::is_address;

use crate::bridge::{Keeping, KeepingEnd, KeepingWork, Patch};
use crate::core::Core;
use crate::errors::Result;
use crate::schedules::archived_view;

/// What is exported, imported and backed up.
#[derive(Default)]
pub(crate) struct Keepings {
    /// What goes on now, or went on last.
    now: Mutex<Going>,
    /// The person wants it stopped.
    stop: AtomicBool,
    /// It has ended.
    ended: Notify,
    /// So many wait until nothing goes on, or want it to stay so.
    paused: AtomicUsize,
    /// When the next backup is may have changed.
    backup: Arc<Notify>,
    /// Held while it is read how the backup is, changed, and written.
    changing_backup: tokio::sync::Mutex<()>,
    /// The turn that was gone through last.
    replay: Mutex<Option<Replay>>,
}

/// What goes on now, or went on last.
#[derive(Debug, Clone, Default)]
struct Going {
    work: Option<KeepingWork>,
    done: u64,
    total: u64,
    end: Option<KeepingEnd>,
}

impl Going {
    fn is_on(&self) -> bool {
        self.work.is_some() && self.end.is_none()
    }

    fn beside(&self, at_rest: Keeping) -> Keeping {
        Keeping {
            work: self.work,
            done: self.done,
            total: self.total,
            end: self.end.clone(),
            ..at_rest
        }
    }
}

impl Keepings {
    /// Whether files may lie in the store that nothing names yet.
    pub(crate) fn is_importing(&self) -> bool {
        let now = lock(&self.now);
        now.is_on() && now.work == Some(KeepingWork::Import)
    }

    /// Takes the place for a piece of work; `false` while another one goes on.
    fn begin(&self, work: KeepingWork) -> bool {
        let mut now = lock(&self.now);
        if now.is_on() || self.paused.load(Ordering::Acquire) > 0 {
            return false;
        }
        *now = Going {
            work: Some(work),
            ..Going::default()
        };
        self.stop.store(false, Ordering::Release);
        true
    }

    /// Stops what goes on.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Release);
    }

    /// Stops what goes on and waits until it has ended. Nothing begins before what is given is dropped.
    pub(crate) async fn pause(&self) -> Paused<'_> {
        {
            let _now = lock(&self.now);
            self.paused.fetch_add(1, Ordering::AcqRel);
            self.stop();
        }
        let paused = Paused(self);
        loop {
            let mut ended = pin!(self.ended.notified());
            // From here on no end is missed.
            ended.as_mut().enable();
            if !lock(&self.now).is_on() {
                return paused;
            }
            ended.await;
        }
    }

    /// Notes how it ended.
    fn end(&self, end: KeepingEnd) {
        lock(&self.now).end = Some(end);
        self.ended.notify_waiters();
    }

    /// Forgets the turn that was gone through last, if it is one of these.
    pub(crate) fn forget_replay(&self, is_gone: impl Fn(RunId) -> bool) {
        lock(&self.replay).take_if(|replay| is_gone(replay.run()));
    }
}

/// While it lives, no export, import or backup begins.
pub(crate) struct Paused<'a>(&'a Keepings);

impl Drop for Paused<'_> {
    fn drop(&mut self) {
        self.0.paused.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Core {
    /// What is exported, imported and backed up.
    pub(crate) async fn keeping_view(&self) -> Result<Keeping> {
        let at_rest = self.keeping_at_rest().await?;
        Ok(lock(&self.keeping.now).beside(at_rest))
    }

    /// The part of it that is recorded, as if nothing went on.
    async fn keeping_at_rest(&self) -> Result<Keeping> {
        let backup = self.backup().await?;
        let archived = self.ledger(ledger::Ledger::archived_schedules).await?;
        let schedules = self
            .files(move |store| Ok(archived.iter().map(|it| archived_view(it, store)).collect()))
            .await?;
        Ok(Keeping {
            work: None,
            done: 0,
            total: 0,
            end: None,
            backup: backup.view(),
            schedules,
        })
    }

    /// Tells the window.
    pub(crate) async fn tell_keeping(&self) {
        match self.keeping_at_rest().await {
            Ok(at_rest) => {
                // Held while it is told, so that what was noted last is told last.
                let now = lock(&self.keeping.now);
                let keeping = now.beside(at_rest);
                self.screen.tell(Patch::Keeping { keeping });
            }
            Err(error) => tracing::warn!(%error, "it cannot be told how far an export is"),
        }
    }
}
