//! Automatic backups: an archive each week, in a folder that the person picked; the last three are kept.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use words::say;

use crate::bridge::{self, BridgeError, ErrorCode, Patch, TransferKind, TransferResult};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};
use crate::stored::read_stored;

/// The ledger's key for the backup. It is not part of the settings and not in archives, because an archive must not
/// name a folder that is written to.
const BACKUP_KEY: &str = "backup";
/// The interval between backups, in milliseconds.
const INTERVAL: i64 = 7 * 24 * 60 * 60 * 1_000;
/// The delay before another try after a failure, in milliseconds.
const RETRY_DELAY: i64 = 60 * 60 * 1_000;
/// Number of backups that are kept.
const KEPT_BACKUPS: usize = 3;
/// Delay after the start, so that a due backup does not slow it down.
const START_DELAY: Duration = Duration::from_secs(60);
/// The shortest and the longest time between two checks whether a backup is due; the clock may be set meanwhile.
const SHORTEST_CHECK: Duration = Duration::from_secs(60);
const LONGEST_CHECK: Duration = Duration::from_secs(6 * 60 * 60);
/// Age after which an unfinished file is no longer being written.
const ABANDONED_AFTER: Duration = Duration::from_secs(60 * 60);

/// The state of the backup as it is stored.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Backup {
    on: bool,
    folder: Option<PathBuf>,
    /// Time of the last successful backup.
    last: Option<i64>,
    /// Time of the last try.
    tried: Option<i64>,
    /// The error of the last try, if it failed.
    problem: Option<BridgeError>,
    /// The backups that were written and still exist, oldest first. Only these are removed.
    written: Vec<PathBuf>,
}

impl Backup {
    pub(super) fn view(&self) -> bridge::Backup {
        bridge::Backup {
            on: self.on,
            folder: self.folder.as_ref().map(|it| it.display().to_string()),
            last: self.last,
            problem: self.problem.clone(),
        }
    }

    /// Returns the time until a backup is due, in milliseconds; `None` when backups are off.
    fn due_in(&self, now: i64) -> Option<i64> {
        if !self.on || self.folder.is_none() {
            return None;
        }
        let after = |at: Option<i64>, pause: i64| match at {
            // A time in the future comes from a clock that was set back since.
            Some(at) if at <= now => (at.saturating_add(pause) - now).max(0),
            _ => 0,
        };
        // After a failure, or after the person stopped it, a backup is not tried again at once.
        Some(after(self.last, INTERVAL).max(after(self.tried, RETRY_DELAY)))
    }
}

impl Core {
    /// Returns the stored state of the backup.
    pub(super) async fn backup(&self) -> Result<Backup> {
        let kept = self
            .ledger(|ledger| read_stored(ledger, BACKUP_KEY))
            .await?;
        Ok(kept.unwrap_or_default())
    }

    async fn change_backup(&self, change: impl FnOnce(&mut Backup)) -> Result<Backup> {
        let _alone = self.transfers.changing_backup.lock().await;
        let mut backup = self.backup().await?;
        change(&mut backup);
        let json = serde_json::to_value(&backup).map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| ledger.set_setting(BACKUP_KEY, &json))
            .await?;
        self.transfers.backup.notify_one();
        Ok(backup)
    }

    /// Switches backups on or off.
    pub(crate) async fn switch_backup(&self, on: bool) -> Result<()> {
        self.change_backup(|backup| {
            backup.on = on;
            backup.problem = None;
            backup.tried = None;
        })
        .await
        .map(drop)
    }

    /// Returns true if a folder for backups was picked.
    pub(crate) async fn has_backup_folder(&self) -> Result<bool> {
        Ok(self.backup().await?.folder.is_some())
    }

    /// Sets the folder for further backups. Earlier backups stay in the old one.
    pub(crate) async fn set_backup_folder(&self, folder: PathBuf) -> Result<()> {
        self.change_backup(|backup| {
            if backup.folder.as_ref() != Some(&folder) {
                backup.folder = Some(folder);
                backup.written.clear();
                backup.last = None;
            }
            backup.problem = None;
            backup.tried = None;
        })
        .await
        .map(drop)
    }

    /// Begins a backup. Returns false while other work is in progress.
    pub(crate) async fn begin_backup(self: &Arc<Self>) -> Result<bool> {
        let folder = self
            .backup()
            .await?
            .folder
            .ok_or_else(|| errors::error(ErrorCode::Invalid, say::backup_no_folder()))?;
        if !self.transfers.begin(TransferKind::Backup) {
            return Ok(false);
        }
        let core = Arc::clone(self);
        tokio::spawn(async move { core.back_up(folder).await });
        Ok(true)
    }

    /// Makes a backup in the folder, and removes those before the last three. The caller has reserved the work.
    async fn back_up(self: &Arc<Self>, folder: PathBuf) {
        let made = self.make_backup(&folder).await;
        let at = now();
        // If the folder was changed meanwhile, nothing is noted.
        let is_there = |backup: &Backup| backup.folder.as_ref() == Some(&folder);
        let noted = match &made {
            Ok((TransferResult::Written { .. }, place)) => {
                let place = place.clone();
                self.change_backup(|backup| {
                    if is_there(backup) {
                        backup.last = Some(at);
                        backup.tried = Some(at);
                        backup.problem = None;
                        backup.written.push(place);
                    }
                })
                .await
            }
            Ok(_) => {
                self.change_backup(|backup| {
                    if is_there(backup) {
                        backup.tried = Some(at);
                    }
                })
                .await
            }
            Err(error) => {
                let problem = error.clone();
                let before = self.backup().await.ok().and_then(|it| it.problem);
                // The person is told once, until a backup works again.
                if before.is_none() {
                    self.screen.tell(Patch::Notice {
                        error: BridgeError {
                            message: say::backup_not_made(&problem.message),
                            ..problem.clone()
                        },
                    });
                }
                self.change_backup(|backup| {
                    if is_there(backup) {
                        backup.tried = Some(at);
                        backup.problem = Some(problem);
                    }
                })
                .await
            }
        };
        match noted {
            Ok(backup) => self.remove_oldest(backup).await,
            Err(error) => tracing::error!(%error, "it cannot be noted that a backup was made"),
        }
        self.finish_transfer(made.map(|(end, _)| end)).await;
        // A newly picked folder is waiting for its first backup.
        self.transfers.backup.notify_one();
    }

    async fn make_backup(self: &Arc<Self>, folder: &Path) -> Result<(TransferResult, PathBuf)> {
        let day = prices::day(now());
        let folder = folder.to_owned();
        let place = blocking(move || {
            remove_unfinished(&folder);
            free_name(&folder, &day.to_string())
        })
        .await??;
        let end = self.write_everything(place.clone()).await?;
        Ok((end, place))
    }

    /// Removes the backups before the last three.
    async fn remove_oldest(&self, backup: Backup) {
        let too_many = backup.written.len().saturating_sub(KEPT_BACKUPS);
        let oldest: Vec<PathBuf> = backup.written.into_iter().take(too_many).collect();
        if oldest.is_empty() {
            return;
        }
        let removed = blocking(move || {
            let is_gone = |place: &PathBuf| match std::fs::remove_file(place) {
                Ok(()) => true,
                // The person has deleted or moved it.
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => true,
                Err(cause) => {
                    tracing::warn!(%cause, place = %place.display(), "an old backup stays");
                    false
                }
            };
            oldest.into_iter().filter(is_gone).collect::<Vec<_>>()
        });
        let Ok(removed) = removed.await else { return };
        let noted = self
            .change_backup(|backup| backup.written.retain(|it| !removed.contains(it)))
            .await;
        if let Err(error) = noted {
            tracing::error!(%error, "it cannot be noted which backups are kept");
        }
    }
}

/// Removes unfinished backups, such as after a crash. Blocks.
fn remove_unfinished(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let is_part = archive::is_part(&entry.file_name());
        // Another Errand may be writing into the same folder.
        let is_old = entry.metadata().is_ok_and(|metadata| {
            metadata.is_file()
                && metadata
                    .modified()
                    .is_ok_and(|at| at.elapsed().is_ok_and(|age| age > ABANDONED_AFTER))
        });
        if is_part
            && is_old
            && let Err(cause) = std::fs::remove_file(entry.path())
        {
            tracing::warn!(%cause, "what a backup left that was broken off stays");
        }
    }
}

/// Returns an unused name in the folder. Blocks.
fn free_name(folder: &Path, day: &str) -> Result<PathBuf> {
    if !folder.is_dir() {
        return Err(errors::error(
            ErrorCode::File,
            say::backup_folder_gone(folder.display().to_string()),
        ));
    }
    let name = |number: u32| match number {
        1 => format!("errand-backup-{day}.zip"),
        number => format!("errand-backup-{day} ({number}).zip"),
    };
    let mut places = (1..1_000).map(|number| folder.join(name(number)));
    places
        .find(|place| place.symlink_metadata().is_err())
        .ok_or_else(|| errors::invalid(say::backup_folder_full()))
}

/// Makes backups when they are due, until the core is dropped.
pub(crate) async fn run_backups(core: Weak<Core>) {
    let Some(changed) = core
        .upgrade()
        .map(|core| Arc::clone(&core.transfers.backup))
    else {
        return;
    };
    tokio::select! {
        () = tokio::time::sleep(START_DELAY) => {}
        // The first backup is made at once when the person switches backups on.
        () = changed.notified() => {}
    }
    loop {
        let Some(strong) = core.upgrade() else { return };
        let due_in = match strong.backup().await {
            Ok(backup) => backup.due_in(now()),
            Err(error) => {
                tracing::warn!(%error, "it cannot be read when the next backup is due");
                None
            }
        };
        if due_in == Some(0)
            && let Err(error) = strong.begin_backup().await
        {
            tracing::warn!(%error, "no backup can be begun");
        }
        drop(strong);
        let pause = due_in.and_then(|it| u64::try_from(it).ok());
        let pause = pause.map_or(LONGEST_CHECK, Duration::from_millis);
        tokio::select! {
            () = tokio::time::sleep(pause.clamp(SHORTEST_CHECK, LONGEST_CHECK)) => {}
            // A backup is due when it is switched on and its folder is set.
            () = changed.notified() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1_000;

    fn backup(last: Option<i64>) -> Backup {
        Backup {
            on: true,
            folder: Some("/backups".into()),
            last,
            ..Backup::default()
        }
    }

    #[test]
    fn a_backup_is_due_a_week_after_the_last() {
        let now = 1_000 * HOUR;
        assert_eq!(backup(None).due_in(now), Some(0), "the first at once");
        assert_eq!(backup(Some(now - 3 * INTERVAL)).due_in(now), Some(0));
        assert_eq!(backup(Some(now - HOUR)).due_in(now), Some(INTERVAL - HOUR));
        assert_eq!(
            backup(Some(now + INTERVAL)).due_in(now),
            Some(0),
            "the clock was wrong"
        );
        let off = Backup {
            on: false,
            ..backup(None)
        };
        assert_eq!(off.due_in(now), None);
        let nowhere = Backup {
            folder: None,
            ..backup(None)
        };
        assert_eq!(nowhere.due_in(now), None);
    }

    #[test]
    fn after_a_failure_it_is_tried_again_in_an_hour() {
        let now = 1_000 * HOUR;
        let failed = Backup {
            tried: Some(now - HOUR / 2),
            problem: Some(errors::invalid(say::internal())),
            ..backup(Some(now - 2 * INTERVAL))
        };
        assert_eq!(failed.due_in(now), Some(HOUR / 2));
        assert_eq!(failed.due_in(now + HOUR), Some(0));
    }
}
