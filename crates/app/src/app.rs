//! Errand without its window: opens everything, answers calls, and shuts down in a state to go on from.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use interactions::Reach;
use ledger::Ledger;
use runs::{Runs, Tuning};
use screen::Screen;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use vault::Vault;
use words::{Language, say};

use crate::Host;
use crate::backend::{Backend, Tasks};
use crate::bridge::{BridgeError, LocalEngine, Patch};
use crate::commands::{Medium, overview_without_ledger};
use crate::core::{Connections, Core, blocking};
use crate::deletion;
use crate::errors;
use crate::indexing;
use crate::media_files;
use crate::model_servers::ModelServers;
use crate::money;
use crate::network::ProxyVariables;
use crate::notices::{self, Action, Notifier};
use crate::page_news::PageNews;
use crate::schedules;
use crate::search_server::SearchServerState;
use crate::servers::{ClientCache, EngineSupervisor};
use crate::text_extraction;
use crate::tools::{self, FileStores, ToolServers};
use crate::transfers;
use crate::updates;

/// Settings of the program that tests change.
#[derive(Debug, Clone)]
pub struct Options {
    /// The service name of Errand's keys in the system keychain.
    pub keychain: String,
    /// Timing of the runs.
    pub tuning: Tuning,
    /// The proxies named by the environment.
    pub proxies: ProxyVariables,
    /// The addresses in an answer, other than the service's own, that may be requested.
    pub reach: Reach,
    /// The language when the person has chosen none.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            keychain: "errand".to_owned(),
            tuning: Tuning::default(),
            proxies: ProxyVariables::of_process(),
            reach: Reach::Public,
            language: Language::of_system(),
        }
    }
}

/// Errand without its window. Clones share the state; it ends with the last one.
#[derive(Clone)]
pub struct App {
    /// The state that answers the commands, if the ledger could be opened.
    backend: Arc<Result<Backend, OpenFailure>>,
}

/// The state of an app whose ledger could not be opened, which only answers `overview`.
struct OpenFailure {
    error: BridgeError,
    data: PathBuf,
    host: Arc<dyn Host>,
    language: Language,
}

impl App {
    /// Opens the ledger and goes on with every run that is not settled.
    ///
    /// This never fails: when the ledger cannot be opened (locked, damaged, written by a newer Errand), the
    /// `overview` says so in [`bridge::Overview::fatal`](crate::bridge::Overview::fatal), no other command works, and
    /// nothing on disk is touched.
    ///
    /// Must be called inside a Tokio runtime.
    pub async fn open(data: &Path, host: Arc<dyn Host>) -> App {
        let app = App::open_with(data, host, Options::default()).await;
        if let Ok(backend) = &*app.backend {
            backend.core.use_temporary_folder();
        }
        app
    }

    /// Like [`App::open`], with other options.
    pub async fn open_with(data: &Path, host: Arc<dyn Host>, options: Options) -> App {
        let language = options.language;
        host.set_language(language);
        let opened = open(data, Arc::clone(&host), options).await;
        let backend = opened.map_err(|error| {
            tracing::error!(%error, "the ledger cannot be opened");
            OpenFailure {
                error,
                data: data.to_owned(),
                host,
                language,
            }
        });
        App {
            backend: Arc::new(backend),
        }
    }

    /// Runs a command of [`crate::commands`] by its name.
    ///
    /// # Errors
    /// A [`BridgeError`] in words, with what to do next; `Invalid` for an unknown name or an unreadable request.
    pub async fn call(&self, name: &str, request: Value) -> Result<Value, BridgeError> {
        match &*self.backend {
            Ok(backend) => {
                let answer = backend.call(name, request).await;
                answer.map_err(|error| error.said(backend.core.language()))
            }
            Err(not_opened) => not_opened.call(name, &request),
        }
    }

    /// Returns the HTML or SVG file with this id as an inert document; `None` when there is no such file. It must be
    /// served with [`crate::sealed::POLICY`].
    pub async fn sealed_document(&self, file: &str) -> Option<String> {
        match &*self.backend {
            Ok(backend) => backend.sealed_document(file).await,
            Err(_) => None,
        }
    }

    /// Returns the image, sound or video with this id, for a host that serves it to its own page; `None` when there
    /// is no such file, its bytes are not on this computer, or it is too large to be shown in place.
    pub async fn medium(&self, file: &str) -> Option<Medium> {
        match &*self.backend {
            Ok(backend) => backend.medium(file).await,
            Err(_) => None,
        }
    }

    /// Handles the person's action on a notification: one of its buttons, or a click on it.
    pub async fn notification_answered(
        &self,
        conversation: Option<String>,
        turn: Option<String>,
        action: Action,
    ) {
        if let Ok(backend) = &*self.backend {
            backend
                .notification_answered(conversation, turn, action)
                .await;
        }
    }

    /// Handles that the window's page was loaded and listens: opens what was open before a reload, and tells the
    /// person the news about the page, if any.
    pub fn page_listens(&self, news: Vec<PageNews>) {
        if let Ok(backend) = &*self.backend {
            backend.page_listens(news);
        }
    }

    /// Handles that the window has the focus again: the person sees the conversation that is open.
    pub async fn came_to_front(&self) {
        if let Ok(backend) = &*self.backend {
            backend.came_to_front().await;
        }
    }

    /// Asks the page to save every unsent text, because the window is about to be hidden or loaded again. Waits at
    /// most a second.
    pub async fn keep_drafts(&self) {
        if let Ok(backend) = &*self.backend {
            backend.core.keep_drafts().await;
        }
    }

    /// Tells the page whether files from another program are held over the window.
    pub fn files_over(&self, over: bool) {
        if let Ok(backend) = &*self.backend {
            backend.core.screen.tell(Patch::FilesOver { over });
        }
    }

    /// Attaches files that were dropped on the window.
    pub async fn dropped(&self, paths: Vec<PathBuf>) {
        if let Ok(backend) = &*self.backend {
            backend.dropped(paths).await;
        }
    }

    /// Handles a file of an agent that the person opened with this program: the window shows its content, and nothing
    /// is stored before they agree.
    pub fn agent_file(&self, file: PathBuf) {
        if let Ok(backend) = &*self.backend {
            *screen::lock(&backend.core.agent_file) = Some(file);
            backend.core.screen.tell(Patch::AgentFile);
        }
    }

    /// Handles that the window was hidden on closing: the person is told once where it is.
    pub async fn hidden_to_tray(&self) {
        if let Ok(backend) = &*self.backend {
            backend.hidden_to_tray().await;
        }
    }

    /// Handles a request to quit. The person is asked first when jobs run on this computer.
    pub async fn quit_requested(&self) {
        match &*self.backend {
            Ok(backend) => backend.quit_requested().await,
            Err(not_opened) => not_opened.host.quit(),
        }
    }

    /// Leaves every run in a state to go on from and stops the engine on this computer. Nothing works afterwards.
    pub async fn shutdown(&self) {
        if let Ok(backend) = &*self.backend {
            backend.shutdown().await;
        }
    }
}

impl OpenFailure {
    fn call(&self, name: &str, request: &Value) -> Result<Value, BridgeError> {
        match name {
            "overview" => {
                let overview = overview_without_ledger(self.error.clone(), &self.data);
                let overview = self.language.speak(|| serde_json::to_value(overview));
                overview.map_err(|cause| errors::internal(&cause).said(self.language))
            }
            "answer_quit" if *request == Value::Bool(true) => {
                self.host.quit();
                Ok(Value::Null)
            }
            _ => Err(self.error.clone().said(self.language)),
        }
    }
}

async fn open(data: &Path, host: Arc<dyn Host>, options: Options) -> Result<Backend, BridgeError> {
    let engine_changed = Arc::new(Notify::new());
    let Options {
        keychain,
        tuning,
        proxies,
        reach,
        language,
    } = options;
    let connections = connections(keychain, proxies, reach, Arc::clone(&engine_changed));
    let (folder, core_host) = (data.to_owned(), Arc::clone(&host));
    let (core, has_unfinished) =
        blocking(move || open_core(folder, core_host, connections, language)).await??;
    let core = Arc::new(core);
    let runs = Runs::new(core.clone(), core.clone(), core.clone(), tuning);
    let tasks = spawn_tasks(&core, &runs, host, engine_changed, has_unfinished);
    if has_unfinished {
        Notifier::wake(&core.notifications.notifier);
    }
    Ok(Backend {
        core,
        runs,
        tasks: Tasks(tasks),
    })
}

/// Makes the connections, without what the ledger has of them. `engine_changed` is notified when the status of the
/// engine on this computer changes.
fn connections(
    keychain: String,
    variables: ProxyVariables,
    reach: Reach,
    engine_changed: Arc<Notify>,
) -> Connections {
    Connections {
        vault: Vault::new(keychain),
        local: EngineSupervisor::new(move || engine_changed.notify_one()),
        client_cache: ClientCache::default(),
        model_servers: ModelServers::default(),
        tool_servers: ToolServers::default(),
        file_stores: FileStores::default(),
        search_server: SearchServerState::default(),
        listings: Mutex::default(),
        variables,
        fixed_base_url: fixed_base_url(),
        reach,
        route_changed: Arc::default(),
    }
}

/// Opens the ledger and the file store in the data folder. Returns whether an earlier start left unsettled runs or due
/// notices, too. Blocks.
fn open_core(
    folder: PathBuf,
    host: Arc<dyn Host>,
    connections: Connections,
    language: Language,
) -> Result<(Core, bool), BridgeError> {
    make_private(&folder).map_err(|cause| errors::file(say::file_not_created, &folder, &cause))?;
    let ledger = Ledger::open(folder.join("ledger.db")).map_err(|cause| errors::ledger(&cause))?;
    let store =
        artifacts::Store::open(folder.join("files")).map_err(|cause| errors::artifact(&cause))?;
    let read = || {
        let has_unfinished = !ledger.unsettled()?.is_empty() || !ledger.due_notices()?.is_empty();
        let core = Core::new(folder, host, connections, ledger.clone(), store, language)?;
        Ok((core, has_unfinished))
    };
    read().map_err(|cause| errors::ledger(&cause))
}

/// Spawns the background tasks.
fn spawn_tasks(
    core: &Arc<Core>,
    runs: &Runs,
    host: Arc<dyn Host>,
    engine_changed: Arc<Notify>,
    has_unfinished: bool,
) -> Vec<JoinHandle<()>> {
    let weak = || Arc::downgrade(core);
    let notifier = Arc::clone(&core.notifications.notifier);
    let route_changed = Arc::clone(&core.connections.route_changed);
    vec![
        core.screen.deliver(move |batch| host.send(batch)),
        tokio::spawn(Screen::tell_changed_lines(Arc::downgrade(&core.screen))),
        tokio::spawn(notices::announce(weak(), notifier, has_unfinished)),
        tokio::spawn(watch_engine(weak(), runs.clone(), engine_changed)),
        tokio::spawn(retry_on_new_route(weak(), runs.clone(), route_changed)),
        tokio::spawn(recover(weak(), runs.clone())),
        tokio::spawn(deletion::finish(weak(), runs.clone())),
        tokio::spawn(deletion::deliver(weak())),
        tokio::spawn(text_extraction::index_texts(weak())),
        tokio::spawn(media_files::move_media(weak())),
        tokio::spawn(indexing::index(weak())),
        tokio::spawn(money::enforce_job_limit(weak(), runs.clone())),
        tokio::spawn(schedules::poll(weak(), runs.clone())),
        tokio::spawn(tools::handle_waiting_turns(weak(), runs.clone())),
        tokio::spawn(transfers::run_backups(weak())),
        tokio::spawn(updates::check_daily(weak())),
    ]
}

/// Creates the data folder, readable by this person alone, because the engine's record and sandboxes inside have the
/// system's default permissions. An existing folder keeps its permissions. Blocks.
fn make_private(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Returns `ERRAND_BASE_URL`, if set. It is not validated: whoever sets the environment decides.
fn fixed_base_url() -> Option<String> {
    let named = std::env::var("ERRAND_BASE_URL").ok()?;
    let named = named.trim().trim_end_matches('/');
    (!named.is_empty()).then(|| named.to_owned())
}

/// Tells the window of each change of the engine on this computer, and wakes the waiting runs when it is ready again.
async fn watch_engine(core: std::sync::Weak<Core>, runs: Runs, changed: Arc<Notify>) {
    let mut before = LocalEngine::Stopped;
    loop {
        changed.notified().await;
        let Some(core) = core.upgrade() else { return };
        let now = core.connections.local.status();
        if now == LocalEngine::Ready && before != now {
            runs.network_back();
            core.list_local().await;
        }
        before = now;
        core.push_engines().await;
    }
}

/// Wakes everything that waits for a server when a server becomes reachable in another way.
async fn retry_on_new_route(core: std::sync::Weak<Core>, runs: Runs, changed: Arc<Notify>) {
    loop {
        changed.notified().await;
        let Some(core) = core.upgrade() else { return };
        runs.network_back();
        core.try_removals_again().await;
    }
}

/// Takes up the runs of an earlier start, then repairs the search index if necessary.
async fn recover(core: std::sync::Weak<Core>, runs: Runs) {
    match runs.recover().await {
        Ok(unreadable) => {
            for (run, error) in unreadable {
                tracing::error!(%run, %error, "a run cannot be taken up again");
            }
        }
        Err(error) => tracing::error!(%error, "unfinished runs cannot be taken up again"),
    }
    let Some(core) = core.upgrade() else { return };
    let mended = blocking(move || {
        if core.ledger.search_is_damaged() {
            if let Err(error) = core.ledger.rebuild_search() {
                tracing::error!(%error, "the search index cannot be made anew");
            }
            core.files.unread.notify_one();
            core.files.unindexed.notify_one();
        }
    });
    // The error is already logged.
    let _ = mended.await;
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{Permissions, metadata, set_permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        metadata(path).expect("it is there").permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_can_look_into_a_new_data_folder() {
        let home = tempfile::tempdir().expect("a folder");
        let data = home.path().join("share/errand");
        make_private(&data).expect("it can be made");
        assert_eq!(mode(&data), 0o700);
    }

    #[test]
    fn a_data_folder_that_somebody_made_keeps_the_rights_they_gave_it() {
        let data = tempfile::tempdir().expect("a folder");
        set_permissions(data.path(), Permissions::from_mode(0o750)).expect("it is ours");
        make_private(data.path()).expect("it is there");
        assert_eq!(mode(data.path()), 0o750);
    }
}
