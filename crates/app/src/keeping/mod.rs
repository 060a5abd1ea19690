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

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use screen::{Replay, lock};
use tokio::sync::Notify;

pub(crate) use backup::each_week;
pub(crate) use settings::is_address;

use crate::bridge::{ArchivedSchedule, Keeping, KeepingEnd, KeepingWork, Patch};
use crate::core::Core;
use crate::errors::Result;
use crate::schedules::archived_words;

/// What is exported, imported and backed up.
#[derive(Default)]
pub(crate) struct Keepings {
    /// What goes on now, or went on last.
    now: Mutex<Going>,
    /// The person wants it stopped.
    stop: AtomicBool,
    /// When the next backup is may have changed.
    backup: Arc<Notify>,
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
        if now.is_on() {
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
}

impl Core {
    /// What is exported, imported and backed up.
    pub(crate) async fn keeping_view(&self) -> Result<Keeping> {
        let backup = self.backup().await?;
        let archived = self.ledger(ledger::Ledger::archived_schedules).await?;
        let now = lock(&self.keeping.now).clone();
        Ok(Keeping {
            work: now.work,
            done: now.done,
            total: now.total,
            end: now.end,
            backup: backup.view(),
            schedules: archived
                .into_iter()
                .map(|schedule| {
                    let (text, when) = archived_words(&schedule.body);
                    ArchivedSchedule {
                        id: schedule.id.to_string(),
                        text,
                        when,
                    }
                })
                .collect(),
        })
    }

    /// Tells the window.
    async fn tell_keeping(&self) {
        match self.keeping_view().await {
            Ok(keeping) => self.screen.tell(Patch::Keeping { keeping }),
            Err(error) => tracing::warn!(%error, "it cannot be told how far an export is"),
        }
    }
}
