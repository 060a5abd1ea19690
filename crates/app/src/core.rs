//! State shared by all commands and all runs: the ledger, the files, the keys, the engines, the window.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use archive::format::WINDOW;
use interactions::{CreateInteraction, ExternalClient, Reach};
use ledger::{ArtifactId, ConversationId, Ledger, RunId};
use screen::{Screen, lock};
use tokio::sync::Notify;
use vault::Vault;
use words::Language;

use crate::Host;
use crate::aftercare::{Fetches, KeyedTasks};
use crate::agents::KnownAgents;
use crate::bridge::{ConversationSummary, Engine, Patch, Settings};
use crate::deletion::DeletionSignals;
use crate::draft_flush::DraftFlush;
use crate::errors::{self, Result};
use crate::model_servers::ModelServers;
use crate::money::{Money, read_prices};
use crate::network::ProxyVariables;
use crate::notices::Notifier;
use crate::office_pages::OfficePages;
use crate::schedules::Schedules;
use crate::search_server::SearchServerState;
use crate::servers::{ClientCache, EngineSupervisor};
use crate::stored::read_stored;
use crate::tables::{Saves, Tables};
use crate::tools::{FileStores, ToolServers};
use crate::transfers::Transfers;
use crate::updates::UpdateState;
use crate::who::ServerListing;

/// State shared by all commands and all runs.
pub(crate) struct Core {
    /// The data folder.
    pub(crate) data: PathBuf,
    /// The desktop.
    pub(crate) host: Arc<dyn Host>,
    /// The state of the window.
    pub(crate) screen: Arc<Screen>,
    /// The ledger.
    pub(crate) ledger: Ledger,
    /// Addresses, keys and clients of the servers.
    pub(crate) connections: Connections,
    /// Files that jobs made and that the person attached.
    pub(crate) files: Files,
    /// State of the notifications.
    pub(crate) notifications: Notifications,
    /// Deletions that can be undone or have to be completed.
    pub(crate) deleting: Arc<DeletionSignals>,
    /// Waits for the page to save its drafts before its window goes.
    pub(crate) draft_flush: DraftFlush,
    /// Prices and limits of cost.
    pub(crate) money: Money,
    /// State of schedules that is not in the ledger.
    pub(crate) schedules: Schedules,
    /// Exports, imports and backups in progress.
    pub(crate) transfers: Transfers,
    /// The file of an agent that the person opened with this program and the window has not shown yet.
    pub(crate) agent_file: Mutex<Option<PathBuf>>,
    /// Updates of Errand itself.
    pub(crate) updates: UpdateState,
    /// Versions of the person's own agents known to exist at servers.
    pub(crate) known_agents: KnownAgents,
    settings: RwLock<Settings>,
    /// The language when the person has chosen none.
    system_language: Language,
    /// Held during a change of the settings, so that no change is based on outdated settings.
    changing_settings: tokio::sync::Mutex<()>,
}

/// The servers: addresses, keys, proxies, and the models and agents that they listed.
pub(crate) struct Connections {
    /// The keys.
    pub(crate) vault: Vault,
    /// The engine on this computer.
    pub(crate) local: EngineSupervisor,
    /// Cached clients and key status.
    pub(crate) client_cache: ClientCache,
    /// Servers of models that the person connected.
    pub(crate) model_servers: ModelServers,
    /// Servers of tools that the person added.
    pub(crate) tool_servers: ToolServers,
    /// Stores of files at Google that the person made.
    pub(crate) file_stores: FileStores,
    /// The search server that the person named.
    pub(crate) search_server: SearchServerState,
    /// The models and agents that each engine listed.
    pub(crate) listings: Mutex<HashMap<Engine, ServerListing>>,
    /// The proxies named by the environment.
    pub(crate) variables: ProxyVariables,
    /// `ERRAND_BASE_URL`.
    pub(crate) fixed_base_url: Option<String>,
    /// The addresses in an answer, other than the service's own, that may be requested.
    pub(crate) reach: Reach,
    /// Notified when a server becomes reachable in another way, or is another one; waiting runs then try again.
    pub(crate) route_changed: Arc<Notify>,
}

/// Files that jobs made and that the person attached, and the work on them.
pub(crate) struct Files {
    /// The bytes, by content hash.
    pub(crate) store: artifacts::Store,
    /// Fetches in progress.
    pub(crate) fetches: Fetches,
    /// Folders whose files are being fetched.
    pub(crate) fetching_folders: KeyedTasks<ArtifactId>,
    /// Turns whose files that were left out are being fetched.
    pub(crate) fetching_rest: KeyedTasks<RunId>,
    /// Copies that were saved since the start; only these are shown in the file manager.
    pub(crate) saved: Mutex<HashSet<PathBuf>>,
    /// Open tables.
    pub(crate) tables: Tables,
    /// Sheets that are being saved as CSV.
    pub(crate) saves: Saves,
    /// Office files that were made PDFs.
    pub(crate) office_pages: OfficePages,
    /// Notified when files have arrived whose text is not indexed yet.
    pub(crate) unread: Arc<Notify>,
    /// SHA-256 of files whose text could not be read for a reason outside the file, such as a busy computer; they are
    /// read after the next start.
    pub(crate) unread_for_now: Mutex<HashSet<String>>,
    /// Notified when the search index is to be filled again.
    pub(crate) unindexed: Arc<Notify>,
    /// Notified when a run is settled whose media may have to be named in the ledger.
    pub(crate) unnamed: Arc<Notify>,
}

/// State of the notifications.
#[derive(Default)]
pub(crate) struct Notifications {
    /// Shows the notifications.
    pub(crate) notifier: Arc<Notifier>,
    /// Notified when the set of turns that wait for the person may have changed.
    pub(crate) waiting_changed: Arc<Notify>,
    /// Turns whose tool calls could not be carried out without asking. They are left to the person, so that no call
    /// is repeated again and again.
    pub(crate) left_to_person: Mutex<HashSet<RunId>>,
    /// Conversations in which something ended while Errand was not running.
    pub(crate) ended_meanwhile: Mutex<Vec<ConversationId>>,
    /// True after the person was told of a full disk, until a write succeeds again.
    pub(crate) told_disk_full: AtomicBool,
}

impl Core {
    /// Builds the state and reads the settings. Blocks.
    pub(crate) fn new(
        data: PathBuf,
        host: Arc<dyn Host>,
        mut connections: Connections,
        ledger: Ledger,
        store: artifacts::Store,
        system_language: Language,
    ) -> Result<Self, ledger::Error> {
        let settings = read_stored(&ledger, WINDOW)?.unwrap_or_default();
        // The lists of models and agents are also needed offline.
        *lock(&connections.listings) = crate::servers::stored_lists(&ledger)?;
        connections.model_servers = ModelServers::read(&ledger)?;
        connections.tool_servers = ToolServers::read(&ledger)?;
        connections.file_stores = FileStores::read(&ledger)?;
        connections.search_server = SearchServerState::read(&ledger)?;
        let updates = UpdateState::read(&*host, &ledger)?;
        let screen = Screen::new(ledger.clone());
        let (prices, problem) = read_prices(&data, &ledger);
        screen.set_prices(prices);
        let money = Money::default();
        *lock(&money.problem) = problem;
        let core = Self {
            data,
            host,
            screen: Arc::new(screen),
            ledger,
            connections,
            files: Files {
                store,
                fetches: Fetches::default(),
                fetching_folders: KeyedTasks::default(),
                fetching_rest: KeyedTasks::default(),
                saved: Mutex::default(),
                tables: Tables::default(),
                saves: Saves::default(),
                office_pages: OfficePages::default(),
                unread: Arc::default(),
                unread_for_now: Mutex::default(),
                unindexed: Arc::default(),
                unnamed: Arc::default(),
            },
            notifications: Notifications::default(),
            deleting: Arc::default(),
            draft_flush: DraftFlush::default(),
            money,
            schedules: Schedules::default(),
            transfers: Transfers::default(),
            agent_file: Mutex::default(),
            updates,
            known_agents: KnownAgents::default(),
            settings: RwLock::new(settings),
            system_language,
            changing_settings: tokio::sync::Mutex::default(),
        };
        core.host.set_language(core.language());
        core.forget_opened_copies();
        core.empty_temporary_folder();
        Ok(core)
    }

    /// Returns a copy of the settings.
    pub(crate) fn settings(&self) -> Settings {
        self.settings
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Returns the language in use: the chosen one, or the system's.
    pub(crate) fn language(&self) -> Language {
        let chosen = self.settings().language;
        chosen
            .and_then(|tag| Language::of(&tag))
            .unwrap_or(self.system_language)
    }

    /// Changes the settings, on disk first, and tells the window.
    pub(crate) async fn change_settings(
        &self,
        change: impl FnOnce(&mut Settings),
    ) -> Result<Settings> {
        let alone = self.changing_settings.lock().await;
        let before = self.language();
        let mut settings = self.settings();
        change(&mut settings);
        let json = serde_json::to_value(&settings).map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| ledger.set_setting(WINDOW, &json))
            .await?;
        self.settings
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .clone_from(&settings);
        let language = self.language();
        if language != before {
            self.host.set_language(language);
        }
        self.screen.tell(Patch::Settings {
            settings: settings.clone(),
        });
        drop(alone);
        // The lock is released by now: this asks the keychain, which may wait for the person.
        if language != before {
            self.resend_text().await;
        }
        // A raised limit lets schedules go on.
        self.schedules.request_poll();
        self.updates.request_check();
        Ok(settings)
    }

    /// Sends the window all its text again, in another language.
    async fn resend_text(&self) {
        let mut on_their_way = self.files.fetches.files();
        on_their_way.extend(self.files.fetching_folders.all());
        let said =
            self.screen(move |screen| screen.resend_texts(&|file| on_their_way.contains(&file)));
        if let Err(error) = said.await {
            tracing::warn!(%error, "what is open cannot be said in another language");
        }
        self.push_removals().await;
        self.push_transfer().await;
        self.push_updates();
        self.push_engines().await;
        self.push_servers().await;
    }

    /// Runs a query on the ledger, off the async threads.
    pub(crate) async fn ledger<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Ledger) -> Result<T, ledger::Error> + Send + 'static,
    ) -> Result<T> {
        let ledger = self.ledger.clone();
        blocking(move || ask(&ledger))
            .await?
            .map_err(|cause| errors::ledger(&cause))
    }

    /// Returns the stored create request of a run; `None` when the ledger has none that can be parsed.
    pub(crate) async fn request_of(&self, run: RunId) -> Result<Option<CreateInteraction>> {
        let written = self.ledger(move |ledger| ledger.request(run)).await?;
        Ok(written.and_then(|json| serde_json::from_str(&json).ok()))
    }

    /// Runs work on the file store, off the async threads.
    pub(crate) async fn files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&artifacts::Store) -> Result<T, artifacts::Error> + Send + 'static,
    ) -> Result<T> {
        let store = self.files.store.clone();
        blocking(move || work(&store))
            .await?
            .map_err(|cause| errors::artifact(&cause))
    }

    /// Returns the client for a URL other than the service's own.
    pub(crate) async fn external_client(&self, url: &str) -> Result<ExternalClient> {
        let proxies = self.proxies(url).await?;
        ExternalClient::new(self.connections.reach, &proxies)
            .map_err(|cause| errors::internal(&cause))
    }

    /// Marks a conversation read and silences its notices, because the person sees it.
    pub(crate) async fn mark_read(&self, conversation: ConversationId) -> Result<()> {
        let was_unread = self
            .ledger(move |ledger| {
                ledger.silence_notices(conversation)?;
                ledger.mark_read(conversation)
            })
            .await?;
        if was_unread {
            self.screen.line_changed(conversation);
        }
        Ok(())
    }

    /// Returns the conversation that is open in the window, if the window is in front.
    pub(crate) async fn on_screen(&self) -> Option<ConversationId> {
        let opened = self.screen.opened()?;
        let host = Arc::clone(&self.host);
        let in_front = blocking(move || host.is_in_front()).await.unwrap_or(false);
        in_front.then_some(opened)
    }

    /// Runs a query on the screen, off the async threads.
    pub(crate) async fn screen<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Screen) -> Result<T, ledger::Error> + Send + 'static,
    ) -> Result<T> {
        let screen = Arc::clone(&self.screen);
        blocking(move || ask(&screen))
            .await?
            .map_err(|cause| errors::ledger(&cause))
    }

    /// Returns the line of a conversation as the list shows it now.
    pub(crate) async fn conversation_line(
        &self,
        id: ConversationId,
    ) -> Result<Option<ConversationSummary>> {
        self.screen(move |screen| screen.line(id)).await
    }

    /// Returns the folder of the engine's own state.
    pub(crate) fn engine_folder(&self) -> PathBuf {
        self.data.join("engine")
    }

    /// Returns the model's file: the chosen one, or the starter model.
    pub(crate) fn model_file(&self) -> Option<PathBuf> {
        let chosen = self.settings().model_file.map(PathBuf::from);
        chosen
            .filter(|path| path.is_file())
            .or_else(|| self.host.starter_model())
    }

    /// Returns the folder that files are saved to: the chosen one, or Downloads.
    pub(crate) fn save_folder(&self) -> Option<PathBuf> {
        let chosen = self.settings().save_folder.map(PathBuf::from);
        chosen.or_else(|| self.host.downloads())
    }

    /// Returns the data folder.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.data
    }
}

/// Runs blocking work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|cause| errors::internal(&cause))
}

/// Milliseconds since the Unix epoch.
pub(crate) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
