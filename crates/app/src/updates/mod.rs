//! Updates of Errand itself: looking for a newer version, fetching it, and putting it in the place of this one.
//!
//! Nobody is asked before the person switched that on, or said to look now; and nothing is fetched or installed before
//! they said so.

mod stored;
mod updater;

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use ledger::Ledger;
use tokio::sync::Notify;
use words::say;

pub use updater::{DownloadProgress, FoundVersion, UpdateFailure, Updater};

use crate::Host;
use crate::bridge::{BridgeError, ErrorCode, NewerVersion, Patch, UpdateStep, UpdatedBy, Updates};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::servers::server_name;
use crate::stored::read_stored;
use stored::StoredUpdates;

/// The ledger's key for the state of updates. It is not in archives: it is of this copy of Errand.
const UPDATES: &str = "updates";
/// Delay after the start, so that a look that is due does not slow it down.
const START: Duration = Duration::from_secs(60);
/// The shortest and the longest time between two checks whether a look is due; the clock may be set meanwhile.
const SHORTEST: Duration = Duration::from_secs(60);
const LONGEST: Duration = Duration::from_secs(6 * 60 * 60);
/// The longest notes that are kept, in characters.
const NOTES: usize = 4_000;

/// Updates of Errand itself.
pub(crate) struct UpdateState {
    /// What updates this program; `None` if this build has no updates.
    updater: Option<Arc<dyn Updater>>,
    now: Mutex<Status>,
    /// Held while the stored state is changed, so that no change is lost.
    changing: tokio::sync::Mutex<()>,
    /// Notified when looking was switched on or off.
    changed: Arc<Notify>,
    /// Notified when the person wants the fetching stopped.
    stop: Notify,
}

/// The state of updates.
#[derive(Default)]
struct Status {
    kept: StoredUpdates,
    doing: UpdateStep,
    problem: Option<BridgeError>,
    /// Time of the last look, also of one that reached nobody or could not be stored.
    tried: Option<i64>,
}

impl UpdateState {
    /// Reads the stored state. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn read(host: &dyn Host, ledger: &Ledger) -> Result<Self, ledger::Error> {
        let updater = host.updater();
        let kept: StoredUpdates = match &updater {
            Some(updater) if updater.updated_by() == UpdatedBy::Itself => {
                read_stored(ledger, UPDATES)?.unwrap_or_default()
            }
            _ => StoredUpdates::default(),
        };
        let (kept, failed) = kept.at_start(env!("CARGO_PKG_VERSION"));
        let problem =
            failed.map(|version| errors::error(ErrorCode::File, say::update_not_there(version)));
        Ok(Self {
            updater,
            now: Mutex::new(Status {
                kept,
                problem,
                ..Status::default()
            }),
            changing: tokio::sync::Mutex::default(),
            changed: Arc::default(),
            stop: Notify::new(),
        })
    }

    /// Checks again whether a look is due, because the settings changed.
    pub(crate) fn request_check(&self) {
        self.changed.notify_one();
    }

    /// Returns the state; `None` if this build has no updates.
    pub(crate) fn view(&self) -> Option<Updates> {
        let updater = self.updater.as_ref()?;
        let now = self.lock();
        let kept = &now.kept;
        let put_off = kept.newer.as_ref().map(|newer| &newer.version) == kept.put_off.as_ref();
        Some(Updates {
            by: updater.updated_by(),
            asks: server_name(&updater.list()),
            doing: now.doing,
            newer: kept.newer.clone(),
            put_off: put_off && kept.newer.is_some(),
            looked: kept.looked,
            problem: now.problem.clone(),
        })
    }

    /// Returns what updates this program.
    ///
    /// # Errors
    /// `Invalid`, when Errand does not update itself.
    pub(crate) fn updater(&self) -> Result<Arc<dyn Updater>> {
        let updater = self.updater.as_ref();
        updater
            .filter(|updater| updater.updated_by() == UpdatedBy::Itself)
            .cloned()
            .ok_or_else(|| errors::invalid(say::update_not_here()))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Status> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Core {
    /// Looks for a newer version now. Does nothing while another step is under way.
    pub(crate) async fn look_for_update(&self) -> Result<()> {
        let updater = self.updates.updater()?;
        if !self.begin_update_step(UpdateStep::Looking) {
            return Ok(());
        }
        let looked = self.found_version(&*updater).await;
        let noted = match looked {
            Ok(found) => self.note_found(found).await,
            Err(problem) => self.note_not_found(problem).await,
        };
        self.end_update_step();
        noted
    }

    /// Fetches the newer version. Returns true if it is here and checked, false if the person has stopped it or has to
    /// look at it again, or it failed; the state tells why.
    pub(crate) async fn fetch_update(&self) -> Result<bool> {
        let updater = self.updates.updater()?;
        let shown = self.updates.lock().kept.newer.clone();
        let Some(shown) = shown.filter(|_| self.begin_update_step(UpdateStep::Looking)) else {
            return Ok(false);
        };
        let fetched = tokio::select! {
            fetched = self.fetch_found(&*updater, &shown) => fetched,
            () = self.updates.stop.notified() => Ok(false),
        };
        match fetched {
            Ok(true) => Ok(true),
            Ok(false) => {
                updater.forget();
                self.end_update_step();
                Ok(false)
            }
            Err(problem) => {
                updater.forget();
                let noted = self.note_not_found(problem).await;
                self.end_update_step();
                noted.map(|()| false)
            }
        }
    }

    /// Fetches the version that the person was shown, after the list of versions was read once more. Returns false if
    /// it is another one now.
    async fn fetch_found(&self, updater: &dyn Updater, shown: &NewerVersion) -> Result<bool> {
        let found = self.found_version(updater).await?;
        let package = found.as_ref().map(|found| found.package.clone());
        let is_shown = found
            .as_ref()
            .is_some_and(|found| found.version == shown.version);
        self.note_found(found).await?;
        let Some(package) = package.filter(|_| is_shown) else {
            return Ok(false);
        };
        let proxies = self.proxies(&package).await?;
        let (sender, mut progress) = tokio::sync::watch::channel((0, None));
        self.push_update_step(UpdateStep::Fetching {
            done: 0,
            total: None,
        });
        let mut fetching = updater.fetch(
            proxies,
            Box::new(move |done, total| {
                sender.send_replace((done, total));
            }),
        );
        let mut is_told = true;
        loop {
            tokio::select! {
                fetched = &mut fetching => {
                    return fetched.map(|()| true).map_err(|failed| failure(&failed, &package));
                }
                told = progress.changed(), if is_told => {
                    is_told = told.is_ok();
                    let (done, total) = *progress.borrow_and_update();
                    self.push_update_step(UpdateStep::Fetching { done, total });
                }
            }
        }
    }

    /// Reads the list of versions.
    async fn found_version(&self, updater: &dyn Updater) -> Result<Option<FoundVersion>> {
        let list = updater.list();
        let proxies = self.proxies(&list).await?;
        let found = updater.look(proxies).await;
        found.map_err(|failed| failure(&failed, &list))
    }

    /// Stops the fetching, or drops what was fetched and waits for the person's yes.
    pub(crate) fn stop_update(&self) -> Result<()> {
        let updater = self.updates.updater()?;
        if self.end_asking(UpdateStep::Rest) {
            updater.forget();
            return Ok(());
        }
        let doing = self.updates.lock().doing;
        if matches!(doing, UpdateStep::Fetching { .. }) {
            self.updates.stop.notify_waiters();
        }
        Ok(())
    }

    /// Notes that the person does not want to be told of the newer version again.
    pub(crate) async fn put_off_update(&self) -> Result<()> {
        self.updates.updater()?;
        self.change_updates(|kept| {
            kept.put_off = kept.newer.as_ref().map(|newer| newer.version.clone());
        })
        .await
    }

    /// Begins to install the version that was fetched, after the person's yes. Returns false if the person is not
    /// asked, or has answered already.
    pub(crate) fn begin_installing(&self) -> bool {
        self.end_asking(UpdateStep::Installing)
    }

    /// Notes that the newer version is about to be installed. If that fails in a way that ends this program, the next
    /// start says so. What cannot be noted is not installed: the package is dropped.
    pub(crate) async fn note_installing(&self, updater: &dyn Updater) -> Result<()> {
        self.push_update_step(UpdateStep::Installing);
        let noted = self
            .change_updates(|kept| {
                kept.installing = kept.newer.as_ref().map(|newer| newer.version.clone());
            })
            .await;
        if noted.is_err() {
            updater.forget();
            self.end_update_step();
        }
        noted
    }

    /// Notes that the newer version was not installed, and goes on as before.
    pub(crate) async fn note_not_installed(&self, failed: &UpdateFailure) -> Result<()> {
        self.updates.lock().problem = Some(failure(failed, ""));
        let noted = self.change_updates(|kept| kept.installing = None).await;
        self.end_update_step();
        noted
    }

    async fn note_found(&self, found: Option<FoundVersion>) -> Result<()> {
        {
            let mut state = self.updates.lock();
            state.problem = None;
            state.tried = Some(now());
        }
        let newer = found.map(|found| NewerVersion {
            version: found.version,
            notes: shortened(found.notes.trim()),
        });
        self.change_updates(|kept| {
            kept.answered = Some(now());
            kept.looked = kept.answered;
            kept.newer = newer;
        })
        .await
    }

    async fn note_not_found(&self, problem: BridgeError) -> Result<()> {
        let is_answered = !matches!(
            problem.code,
            ErrorCode::Offline | ErrorCode::Proxy | ErrorCode::NoKeychain
        );
        {
            let mut state = self.updates.lock();
            state.problem = Some(problem);
            state.tried = Some(now());
        }
        if !is_answered {
            return Ok(());
        }
        self.change_updates(|kept| kept.answered = Some(now()))
            .await
    }

    /// Changes the stored state, on disk first, and tells the window.
    async fn change_updates(&self, change: impl FnOnce(&mut StoredUpdates)) -> Result<()> {
        let _alone = self.updates.changing.lock().await;
        let mut kept = self.updates.lock().kept.clone();
        change(&mut kept);
        let json = serde_json::to_value(&kept).map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| ledger.set_setting(UPDATES, &json))
            .await?;
        self.updates.lock().kept = kept;
        self.push_updates();
        Ok(())
    }

    /// Begins a step; false if another one is under way.
    fn begin_update_step(&self, step: UpdateStep) -> bool {
        {
            let mut state = self.updates.lock();
            if state.doing != UpdateStep::Rest {
                return false;
            }
            state.doing = step;
            state.problem = None;
        }
        self.push_updates();
        true
    }

    /// Goes on to a step from [`UpdateStep::Asking`]; false if that is not the step now.
    fn end_asking(&self, next: UpdateStep) -> bool {
        {
            let mut state = self.updates.lock();
            if !matches!(state.doing, UpdateStep::Asking { .. }) {
                return false;
            }
            state.doing = next;
        }
        self.push_updates();
        true
    }

    /// Tells the window of a further step.
    pub(crate) fn push_update_step(&self, step: UpdateStep) {
        self.updates.lock().doing = step;
        self.push_updates();
    }

    fn end_update_step(&self) {
        self.push_update_step(UpdateStep::Rest);
    }

    /// Sends the window the state of updates.
    pub(crate) fn push_updates(&self) {
        if let Some(updates) = self.updates.view() {
            self.screen.tell(Patch::Updates { updates });
        }
    }
}

fn shortened(notes: &str) -> String {
    match notes.char_indices().nth(NOTES) {
        Some((end, _)) => format!("{}…", &notes[..end]),
        None => notes.to_owned(),
    }
}

/// Returns the error for the person. `url` is what was asked.
fn failure(failed: &UpdateFailure, url: &str) -> BridgeError {
    match failed {
        UpdateFailure::Unreachable => errors::error(
            ErrorCode::Offline,
            say::update_unreachable(server_name(url)),
        ),
        UpdateFailure::Unreadable(reason) => errors::error(
            ErrorCode::Server,
            say::update_unreadable(server_name(url), reason.as_str()),
        ),
        UpdateFailure::NotForHere => errors::error(ErrorCode::NotFound, say::update_not_for_here()),
        UpdateFailure::NotSigned => errors::error(ErrorCode::Server, say::update_not_signed()),
        UpdateFailure::DiskFull => errors::disk_full(),
        UpdateFailure::NotInstalled(reason) => {
            errors::error(ErrorCode::File, say::update_not_installed(reason.as_str()))
        }
        UpdateFailure::NotRestored(path) => {
            errors::error(ErrorCode::File, say::update_not_restored(path.as_str()))
        }
    }
}

/// Looks for a newer version once a day while the person has switched that on, until the core is dropped.
pub(crate) async fn check_daily(core: Weak<Core>) {
    let changed = {
        let Some(core) = core.upgrade() else { return };
        if core.updates.updater().is_err() {
            return;
        }
        Arc::clone(&core.updates.changed)
    };
    tokio::select! {
        () = tokio::time::sleep(START) => {}
        // The first look is made at once when the person switches it on.
        () = changed.notified() => {}
    }
    loop {
        let Some(strong) = core.upgrade() else { return };
        let due_in = strong.update_due_in();
        if due_in == Some(0)
            && let Err(error) = strong.look_for_update().await
        {
            tracing::warn!(%error, "it cannot be noted that newer versions were looked for");
        }
        let pause = strong.update_due_in();
        drop(strong);
        let Some(pause) = pause else {
            changed.notified().await;
            continue;
        };
        let pause = Duration::from_millis(pause.unsigned_abs());
        tokio::select! {
            () = tokio::time::sleep(pause.clamp(SHORTEST, LONGEST)) => {}
            () = changed.notified() => {}
        }
    }
}

impl Core {
    /// Returns the time until the next look, in milliseconds; `None` while looking is switched off.
    fn update_due_in(&self) -> Option<i64> {
        if !self.settings().look_for_updates {
            return None;
        }
        let state = self.updates.lock();
        Some(state.kept.due_in(state.tried, now()))
    }
}
