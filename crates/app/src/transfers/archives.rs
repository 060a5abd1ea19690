//! Exports and imports of the whole record: one at a time, off the async threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use archive::foreign::Skipped;
use archive::{About, Progress, Watch, Why};
use ledger::{ConversationId, Ledger};
use screen::{Screen, lock};
use serde_json::{Map, Value};

use words::say;

use super::program::ErrandProgram;
use crate::bridge::{BridgeError, ErrorCode, LeftOut, Patch, TransferKind, TransferResult};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// The shortest time between two progress reports to the window.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);
/// The name of this program in archives.
pub(super) const PROGRAM_NAME: &str = "Errand";

/// A progress watcher: notes the progress, tells the window, and passes on the person's stop.
struct ProgressWatcher {
    core: Arc<Core>,
    told_at: std::sync::Mutex<Instant>,
    tokio: tokio::runtime::Handle,
}

impl Watch for ProgressWatcher {
    fn should_continue(&self, progress: Progress) -> bool {
        {
            let mut now = lock(&self.core.transfers.now);
            now.done = progress.done;
            now.total = progress.total;
        }
        let mut told_at = lock(&self.told_at);
        if told_at.elapsed() >= PROGRESS_INTERVAL {
            *told_at = Instant::now();
            let core = Arc::clone(&self.core);
            self.tokio.spawn(async move { core.push_transfer().await });
        }
        !self.core.transfers.stop.load(Ordering::Acquire)
    }
}

impl Core {
    /// Begins to export everything to a place. Returns false while other work is in progress.
    pub(crate) fn begin_export(self: &Arc<Self>, place: PathBuf) -> bool {
        if !self.transfers.begin(TransferKind::Export) {
            return false;
        }
        let core = Arc::clone(self);
        tokio::spawn(async move {
            let end = core.write_everything(place.clone()).await;
            if end.is_ok() {
                lock(&core.files.saved).insert(place);
            }
            core.finish_transfer(end).await;
        });
        true
    }

    /// Begins to import files. Returns false while other work is in progress.
    pub(crate) fn begin_import(self: &Arc<Self>, files: Vec<PathBuf>, with_settings: bool) -> bool {
        if !self.transfers.begin(TransferKind::Import) {
            return false;
        }
        let core = Arc::clone(self);
        tokio::spawn(async move {
            let end = core.import_all(files, with_settings).await;
            core.finish_transfer(end).await;
        });
        true
    }

    /// Notes how the work ended, and tells the window.
    pub(super) async fn finish_transfer(&self, end: Result<TransferResult>) {
        let end = end.unwrap_or_else(|error| TransferResult::Failed { error });
        self.transfers.end(end);
        self.push_transfer().await;
    }

    /// Exports everything to a place.
    pub(super) async fn write_everything(
        self: &Arc<Self>,
        place: PathBuf,
    ) -> Result<TransferResult> {
        self.push_transfer().await;
        let (core, watch) = (Arc::clone(self), self.progress_watcher());
        blocking(move || {
            let program = core.program();
            let about = About {
                made_by: format!("{PROGRAM_NAME} {}", env!("CARGO_PKG_VERSION")),
                at: now(),
            };
            let (ledger, store) = (&core.ledger, &core.files.store);
            match archive::write(ledger, store, &program, &about, &place, &watch) {
                Ok(written) => Ok(TransferResult::Written {
                    path: place.display().to_string(),
                    size: written.size,
                    conversations: written.counts.conversations,
                    files: written.counts.files,
                    missing: written.missing,
                }),
                Err(archive::Error::Stopped) => Ok(TransferResult::Stopped),
                Err(error) => Err(archive_error(&error, &place)),
            }
        })
        .await?
    }

    fn program(&self) -> ErrandProgram {
        ErrandProgram {
            ledger: self.ledger.clone(),
            data: self.data.clone(),
        }
    }

    fn progress_watcher(self: &Arc<Self>) -> ProgressWatcher {
        ProgressWatcher {
            core: Arc::clone(self),
            told_at: std::sync::Mutex::new(Instant::now()),
            tokio: tokio::runtime::Handle::current(),
        }
    }

    async fn import_all(
        self: &Arc<Self>,
        files: Vec<PathBuf>,
        with_settings: bool,
    ) -> Result<TransferResult> {
        self.push_transfer().await;
        let mut totals = ImportTotals::default();
        for file in files {
            let (core, watch) = (Arc::clone(self), self.progress_watcher());
            let read = blocking(move || core.import_one(&file, &watch)).await?;
            match read {
                Ok(mut one) => {
                    let settings = std::mem::take(&mut one.settings);
                    totals.add(one);
                    if with_settings {
                        self.import_settings(settings).await?;
                    }
                }
                // Everything before the failure is imported, including the beginning of the failed file.
                Err(error) => {
                    self.show_imported(&totals).await;
                    self.push_imported();
                    return Err(error);
                }
            }
            if totals.stopped {
                break;
            }
        }
        self.show_imported(&totals).await;
        if totals.agents > 0 {
            self.push_engines().await;
        }
        if totals.stopped && totals.is_nothing() {
            return Ok(TransferResult::Stopped);
        }
        Ok(TransferResult::Imported {
            from: totals.from,
            conversations: totals.conversations,
            turns: totals.turns,
            known: totals.known,
            agents: totals.agents,
            schedules: totals.schedules,
            left_out: totals.left_out,
            stopped: totals.stopped,
        })
    }

    /// Imports one file. Blocks.
    fn import_one(&self, file: &Path, watch: &dyn Watch) -> Result<ImportTotals> {
        let program = self.program();
        let (ledger, store) = (&self.ledger, &self.files.store);
        let read = || -> archive::Result<ImportTotals> {
            if archive::is_archive(file)? {
                let taken = archive::take(file, ledger, store, &program, watch)?;
                return Ok(ImportTotals {
                    from: vec![PROGRAM_NAME.to_owned()],
                    conversations: taken.conversations,
                    turns: taken.turns,
                    known: taken.known,
                    agents: taken.agents,
                    schedules: taken.schedules,
                    left_out: [
                        (LeftOut::Conversation, taken.refused),
                        (LeftOut::Other, taken.contents.unknown),
                    ]
                    .into_iter()
                    .filter(|(_, count)| *count > 0)
                    .collect(),
                    folders: taken.folders,
                    changed: taken.changed,
                    stopped: taken.stopped,
                    settings: taken.settings,
                });
            }
            let taken = archive::foreign::take(file, ledger, store, &program, watch)?;
            Ok(ImportTotals {
                from: taken.programs.iter().map(|&it| it.to_owned()).collect(),
                conversations: taken.conversations,
                turns: taken.turns,
                known: taken.known,
                left_out: taken
                    .skipped
                    .iter()
                    .map(|(what, count)| (left_out(*what), *count))
                    .collect(),
                changed: taken.changed,
                stopped: taken.stopped,
                ..ImportTotals::default()
            })
        };
        match read() {
            Ok(totals) => Ok(totals),
            Err(archive::Error::Stopped) => Ok(ImportTotals {
                stopped: true,
                ..ImportTotals::default()
            }),
            Err(error) => Err(archive_error(&error, file)),
        }
    }

    /// Shows imported conversations in the lists, and has their files indexed.
    async fn show_imported(self: &Arc<Self>, totals: &ImportTotals) {
        if totals.folders > 0 {
            self.show_folders().await;
        }
        if totals.changed.is_empty() {
            return;
        }
        self.push_imported();
        let (ledger, changed) = (self.ledger.clone(), totals.changed.clone());
        let shown = self.screen(move |screen| show_changed(&ledger, screen, &changed));
        if let Err(error) = shown.await {
            tracing::warn!(%error, "what was imported cannot be shown");
        }
    }

    async fn show_folders(self: &Arc<Self>) {
        let core = Arc::clone(self);
        let told = blocking(move || core.screen.tell_folders()).await;
        if let Ok(Err(error)) = told {
            tracing::warn!(%error, "the folders cannot be read");
        }
    }

    fn push_imported(&self) {
        self.screen.tell(Patch::Imported);
        self.files.unread.notify_one();
        self.files.unnamed.notify_one();
    }
}

/// Sends the open conversation again if turns were imported into it, and the lines of conversations that existed
/// before; all others come with the lists. Blocks.
fn show_changed(
    ledger: &Ledger,
    screen: &Screen,
    changed: &[ConversationId],
) -> Result<(), ledger::Error> {
    for id in changed {
        // The others consist of imported turns alone, so their lines come with the lists.
        if !ledger.places(*id)?.is_empty() {
            screen.line_changed(*id);
        }
    }
    if let Some(opened) = screen.opened().filter(|opened| changed.contains(opened)) {
        screen.open(opened, None)?;
    }
    Ok(())
}

/// The sums over all imported files.
#[derive(Default)]
struct ImportTotals {
    from: Vec<String>,
    conversations: u64,
    turns: u64,
    known: u64,
    agents: u64,
    schedules: u64,
    folders: u64,
    left_out: Vec<(LeftOut, u64)>,
    changed: Vec<ConversationId>,
    stopped: bool,
    /// The settings of an archive.
    settings: Map<String, Value>,
}

impl ImportTotals {
    /// Returns true if nothing new was imported. Agents and folders come before the first conversation.
    fn is_nothing(&self) -> bool {
        self.conversations + self.turns + self.agents + self.schedules + self.folders == 0
    }

    fn add(&mut self, other: Self) {
        for from in other.from {
            if !self.from.contains(&from) {
                self.from.push(from);
            }
        }
        self.conversations += other.conversations;
        self.turns += other.turns;
        self.known += other.known;
        self.agents += other.agents;
        self.schedules += other.schedules;
        self.folders += other.folders;
        for (what, count) in other.left_out {
            match self.left_out.iter_mut().find(|(known, _)| *known == what) {
                Some((_, totals)) => *totals += count,
                None => self.left_out.push((what, count)),
            }
        }
        self.changed.extend(other.changed);
        self.stopped |= other.stopped;
    }
}

fn left_out(what: Skipped) -> LeftOut {
    match what {
        Skipped::Conversation => LeftOut::Conversation,
        Skipped::Empty => LeftOut::Empty,
        Skipped::Tool => LeftOut::Tool,
        Skipped::File => LeftOut::File,
        Skipped::Other => LeftOut::Other,
    }
}

/// Translates an error of an export or import.
pub(super) fn archive_error(failed: &archive::Error, file: &Path) -> BridgeError {
    use archive::Error as E;
    let name = file
        .file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy()
        .into_owned();
    match failed {
        E::Ledger(error) => errors::ledger(error),
        E::File(error) => errors::artifact(error),
        E::Io { what, source, .. } => match *what {
            "written" => errors::file(say::file_not_written, file, source),
            _ => errors::file(say::file_not_read, file, source),
        },
        E::Newer { .. } => errors::error(ErrorCode::File, say::archive_newer(&name)),
        E::Unknown => errors::error(ErrorCode::File, say::archive_unknown(&name)),
        E::Refused { why, place, reason } => {
            tracing::warn!(place, reason, "an archive is refused");
            let message = match why {
                Why::Damaged => say::archive_damaged_since(&name),
                Why::Missing => say::archive_not_whole(&name),
                Why::Foreign => say::archive_foreign(&name),
                Why::Locked => say::archive_locked(&name),
                Why::Packed => say::archive_packed(&name),
            };
            errors::error(ErrorCode::File, message)
        }
        other => errors::error(
            ErrorCode::File,
            say::archive_other(&name, other.to_string()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_that_is_stopped_after_its_agents_says_what_came() {
        assert!(ImportTotals::default().is_nothing());
        let known = ImportTotals {
            known: 7,
            stopped: true,
            ..ImportTotals::default()
        };
        assert!(known.is_nothing(), "what was here already did not come");
        for came in [
            ImportTotals {
                agents: 1,
                ..ImportTotals::default()
            },
            ImportTotals {
                folders: 1,
                ..ImportTotals::default()
            },
            ImportTotals {
                schedules: 1,
                ..ImportTotals::default()
            },
        ] {
            assert!(!came.is_nothing());
        }
    }
}
