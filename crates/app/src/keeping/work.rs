//! Exports and imports of everything: one at a time, off the async threads.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use archive::foreign::Skipped;
use archive::{About, Progress, Watch};
use ledger::{ConversationId, Ledger};
use screen::{Screen, lock};

use words::say;

use super::program::Errand;
use crate::bridge::{BridgeError, ErrorCode, KeepingEnd, KeepingWork, LeftOut, Patch, Settings};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};
use crate::servers::checked_base_url;

/// The window is told at most so often how far the work is.
const TELL: Duration = Duration::from_millis(200);
/// What an archive is from.
pub(super) const OWN: &str = "Errand";

/// Looks on: notes how far it is, tells the window, and hears the person.
struct Looking {
    core: Arc<Core>,
    told: std::sync::Mutex<Instant>,
    tokio: tokio::runtime::Handle,
}

impl Watch for Looking {
    fn goes_on(&self, progress: Progress) -> bool {
        {
            let mut now = lock(&self.core.keeping.now);
            now.done = progress.done;
            now.total = progress.total;
        }
        let mut told = lock(&self.told);
        if told.elapsed() >= TELL {
            *told = Instant::now();
            let core = Arc::clone(&self.core);
            self.tokio.spawn(async move { core.tell_keeping().await });
        }
        !self.core.keeping.stop.load(Ordering::Acquire)
    }
}

impl Core {
    /// Begins to write everything to a place. `false` while something else goes on.
    pub(crate) fn begin_export(self: &Arc<Self>, place: PathBuf) -> bool {
        if !self.keeping.begin(KeepingWork::Export) {
            return false;
        }
        let core = Arc::clone(self);
        tokio::spawn(async move {
            let end = core.write_everything(place.clone()).await;
            if end.is_ok() {
                lock(&core.files.saved).insert(place);
            }
            core.ended(end).await;
        });
        true
    }

    /// Begins to read files into the record. `false` while something else goes on.
    pub(crate) fn begin_import(self: &Arc<Self>, files: Vec<PathBuf>, with_settings: bool) -> bool {
        if !self.keeping.begin(KeepingWork::Import) {
            return false;
        }
        let core = Arc::clone(self);
        tokio::spawn(async move {
            let end = core.import_all(files, with_settings).await;
            core.ended(end).await;
        });
        true
    }

    /// Notes how it ended, and tells the window.
    pub(super) async fn ended(&self, end: Result<KeepingEnd>) {
        let end = end.unwrap_or_else(|error| KeepingEnd::Failed { error });
        lock(&self.keeping.now).end = Some(end);
        self.tell_keeping().await;
    }

    /// Writes everything to a place.
    pub(super) async fn write_everything(self: &Arc<Self>, place: PathBuf) -> Result<KeepingEnd> {
        self.tell_keeping().await;
        let (core, watch) = (Arc::clone(self), self.looking());
        blocking(move || {
            let program = Errand {
                ledger: core.ledger.clone(),
            };
            let about = About {
                made_by: format!("{OWN} {}", env!("CARGO_PKG_VERSION")),
                at: now(),
            };
            let (ledger, store) = (&core.ledger, &core.files.store);
            match archive::write(ledger, store, &program, &about, &place, &watch) {
                Ok(written) => Ok(KeepingEnd::Written {
                    path: place.display().to_string(),
                    size: written.size,
                    conversations: written.counts.conversations,
                    files: written.counts.files,
                    missing: written.missing,
                }),
                Err(archive::Error::Stopped) => Ok(KeepingEnd::Stopped),
                Err(error) => Err(failed(&error, &place)),
            }
        })
        .await?
    }

    fn looking(self: &Arc<Self>) -> Looking {
        Looking {
            core: Arc::clone(self),
            told: std::sync::Mutex::new(Instant::now()),
            tokio: tokio::runtime::Handle::current(),
        }
    }

    async fn import_all(
        self: &Arc<Self>,
        files: Vec<PathBuf>,
        with_settings: bool,
    ) -> Result<KeepingEnd> {
        self.tell_keeping().await;
        let mut sum = Sum::default();
        for file in files {
            let (core, watch) = (Arc::clone(self), self.looking());
            let read = blocking(move || core.import_one(&file, with_settings, &watch)).await?;
            match read {
                Ok(one) => sum.add(one),
                // What came before is here.
                Err(error) => {
                    self.show_imported(&sum.changed).await;
                    return Err(error);
                }
            }
            if sum.stopped {
                break;
            }
        }
        self.show_imported(&sum.changed).await;
        if with_settings && sum.from.iter().any(|from| from == OWN) {
            self.read_settings_anew().await?;
        }
        if sum.agents > 0 {
            self.push_engines().await;
        }
        let nothing_came = sum.conversations == 0 && sum.turns == 0;
        if sum.stopped && nothing_came {
            return Ok(KeepingEnd::Stopped);
        }
        Ok(KeepingEnd::Imported {
            from: sum.from,
            conversations: sum.conversations,
            turns: sum.turns,
            known: sum.known,
            agents: sum.agents,
            schedules: sum.schedules,
            left_out: sum.left_out,
            stopped: sum.stopped,
        })
    }

    /// Reads one file into the record. Blocks.
    fn import_one(&self, file: &Path, with_settings: bool, watch: &dyn Watch) -> Result<Sum> {
        let program = Errand {
            ledger: self.ledger.clone(),
        };
        let (ledger, store) = (&self.ledger, &self.files.store);
        let read = || -> archive::Result<Sum> {
            if archive::is_archive(file)? {
                let taken = archive::take(file, ledger, store, &program, with_settings, watch)?;
                return Ok(Sum {
                    from: vec![OWN.to_owned()],
                    conversations: taken.conversations,
                    turns: taken.turns,
                    known: taken.known,
                    agents: taken.agents,
                    schedules: taken.schedules,
                    changed: taken.changed,
                    stopped: taken.stopped,
                    ..Sum::default()
                });
            }
            let taken = archive::foreign::take(file, ledger, store, &program, watch)?;
            Ok(Sum {
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
                ..Sum::default()
            })
        };
        match read() {
            Ok(sum) => Ok(sum),
            Err(archive::Error::Stopped) => Ok(Sum {
                stopped: true,
                ..Sum::default()
            }),
            Err(error) => Err(failed(&error, file)),
        }
    }

    /// Settings that came with an archive are in force.
    async fn read_settings_anew(self: &Arc<Self>) -> Result<()> {
        let [settings, providers, tool_servers] = self
            .ledger(|ledger| {
                Ok([
                    ledger.setting("settings")?,
                    ledger.setting("providers")?,
                    ledger.setting("tool_servers")?,
                ])
            })
            .await?;
        // What this version cannot read stays out of force, as at a start.
        if let Some(Ok(new)) = settings.map(serde_json::from_value::<Settings>) {
            let is_known = |url: &String| checked_base_url(url).is_ok();
            self.put_in_force(false, |settings| {
                *settings = Settings {
                    base_url: new.base_url.clone().filter(is_known),
                    // The first minute is over, wherever the archive is from.
                    welcomed: true,
                    ..new
                };
            })
            .await?;
        }
        if let Some(Ok(new)) = providers.map(serde_json::from_value) {
            self.change_servers(|servers| {
                *servers = new;
                Ok(())
            })
            .await?;
        }
        if let Some(Ok(new)) = tool_servers.map(serde_json::from_value) {
            self.change_tool_servers(|servers| {
                *servers = new;
                Ok(())
            })
            .await?;
        }
        Ok(())
    }

    /// What was imported is in the lists, and its files are read for search.
    async fn show_imported(&self, changed: &[ConversationId]) {
        if changed.is_empty() {
            return;
        }
        self.screen.tell(Patch::Imported);
        self.files.unread.notify_one();
        self.files.unnamed.notify_one();
        let (ledger, changed) = (self.ledger.clone(), changed.to_vec());
        let shown = self.screen(move |screen| show_changed(&ledger, screen, &changed));
        if let Err(error) = shown.await {
            tracing::warn!(%error, "what was imported cannot be shown");
        }
    }
}

/// The conversation on the screen is given anew when turns came into it, and the lines of those that were here already
/// are told; all others come with the lists. Blocks.
fn show_changed(
    ledger: &Ledger,
    screen: &Screen,
    changed: &[ConversationId],
) -> Result<(), ledger::Error> {
    for id in changed {
        // What came with the import is all that there is of the others.
        if !ledger.places(*id)?.is_empty() {
            screen.line_changed(*id);
        }
    }
    if let Some(opened) = screen.opened().filter(|opened| changed.contains(opened)) {
        screen.open(opened, None)?;
    }
    Ok(())
}

/// What came of all files.
#[derive(Default)]
struct Sum {
    from: Vec<String>,
    conversations: u64,
    turns: u64,
    known: u64,
    agents: u64,
    schedules: u64,
    left_out: Vec<(LeftOut, u64)>,
    changed: Vec<ConversationId>,
    stopped: bool,
}

impl Sum {
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
        for (what, count) in other.left_out {
            match self.left_out.iter_mut().find(|(known, _)| *known == what) {
                Some((_, sum)) => *sum += count,
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

/// Why an archive or an export could not be written or read.
pub(super) fn failed(failed: &archive::Error, file: &Path) -> BridgeError {
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
        E::Refused { place, reason } => {
            errors::error(ErrorCode::File, say::archive_refused(&name, place, reason))
        }
        other => errors::error(
            ErrorCode::File,
            say::archive_other(&name, other.to_string()),
        ),
    }
}
