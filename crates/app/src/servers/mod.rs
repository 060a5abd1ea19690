//! The servers of the contract: Google's, and the engine on this computer.

mod gemini;
mod local;
mod sandbox;
mod uploads;

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use futures::future::BoxFuture;
use futures::{Stream, StreamExt, TryStreamExt};
pub(crate) use gemini::{ClientCache, checked_base_url, client, origin, server_name};
use interactions::{Client, CreateInteraction, EnvironmentId, EnvironmentMode, RetryPolicy};
pub(crate) use local::{EngineSupervisor, Launch};
use runs::{Fault, OwnFault, RunId, Servers};
use screen::lock;
use screen::view::host::host;

use words::say;

use crate::bridge::{BridgeError, Engine, ErrorCode, KeyStatus, LocalEngine, Patch, WhoList};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::stored::read_stored;
use crate::who::{self, ServerListing};

/// The brain that uses a model's file.
const STARTER: &str = "starter";
/// Maximum number of models or agents that are listed.
const MOST_LISTED: usize = 1_000;
/// Number of environments per page; the largest that the service knows (contract section 2).
const ENVIRONMENTS_PAGE: u32 = 1_000;
/// Time limit for listing self-hosted environments; the models and agents are shown without them afterwards.
const ENVIRONMENTS_TIMEOUT: Duration = Duration::from_secs(5);

impl Servers for Core {
    fn client(&self, run: RunId) -> BoxFuture<'_, Result<Client, Fault>> {
        Box::pin(async move {
            let client = self.client_of_run(run).await;
            // A run waits by its own rules and shows until when; a client that retries would hide that.
            client
                .map(|client| client.with_retry(RetryPolicy::none()))
                .map_err(|error| fault(&error))
        })
    }

    fn complete(
        &self,
        request: CreateInteraction,
    ) -> BoxFuture<'_, Result<CreateInteraction, Fault>> {
        Box::pin(async move {
            let request = self.with_headers(request).await;
            request.map_err(|error| fault(&error))
        })
    }

    fn prepare<'a>(
        &'a self,
        run: RunId,
        client: &'a Client,
        request: &'a CreateInteraction,
    ) -> BoxFuture<'a, Result<EnvironmentId, interactions::Error>> {
        Box::pin(self.upload_large_files(run, client, request))
    }
}

impl Core {
    /// Returns a client for the engine on this computer, which is started if necessary.
    pub(crate) async fn local_client(&self) -> Result<Client> {
        if !self.connections.local.has_config() {
            self.configure_engine().await;
        }
        self.connections.local.client(&self.launch()).await
    }

    /// Returns a client for the server that an interaction was written for, whatever the settings name now.
    pub(crate) async fn client_of(&self, row: &ledger::Interaction) -> Result<Client> {
        self.client_for(row.engine, row.origin.as_deref()).await
    }

    /// Returns a client for the server that a recorded engine and origin name. Without an origin, that of Gemini is the
    /// one in the settings.
    pub(crate) async fn client_for(
        &self,
        engine: ledger::Engine,
        origin: Option<&str>,
    ) -> Result<Client> {
        match (engine, origin) {
            (ledger::Engine::Local, _) => self.local_client().await,
            (ledger::Engine::Gemini, Some(base_url)) => self.client_at(base_url).await,
            (ledger::Engine::Gemini, None) => self.gemini_client().await,
        }
    }

    async fn client_of_run(&self, run: ledger::RunId) -> Result<Client> {
        let known = self
            .screen
            .live_runs()
            .get(run)
            .map(|live| lock(&live).row.clone());
        let row = match known {
            Some(row) => Some(row),
            None => self.ledger(move |ledger| ledger.interaction(run)).await?,
        };
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        self.client_of(&row).await
    }

    /// Returns the models and agents that can be used now; none of Gemini without a key.
    pub(crate) async fn who(&self) -> WhoList {
        let has_key = self.key_status().await != KeyStatus::None;
        let listed = lock(&self.connections.listings).clone();
        let mut engines = Vec::new();
        if has_key {
            let host = host(&self.base_url());
            let mut gemini = who::of_engine(Engine::Gemini, listed.get(&Engine::Gemini));
            self.with_own_agents(Engine::Gemini, &mut gemini).await;
            for who in &mut gemini {
                who.goes_to = Some(host.clone());
            }
            engines.push(gemini);
        }
        let settings = self.settings();
        let servers = self.connections.model_servers.all();
        engines.extend(servers.iter().map(who::of_provider));
        let file = settings.model_file.as_deref().map(Path::new);
        let mut here = who::of_this_computer(listed.get(&Engine::Local), file);
        self.with_own_agents(Engine::Local, &mut here).await;
        engines.push(here);
        let mut list = who::list(
            engines,
            settings.video,
            settings.last_chat_who.as_deref(),
            settings.last_job_who.as_deref(),
        );
        let today = prices::day(now());
        list.about = who::about(&list.everyone, &self.screen.prices(), today);
        list
    }

    /// Lists Gemini's models and agents. If that fails, the earlier list stays, because it is also needed offline.
    pub(crate) async fn list_gemini(&self) {
        let listed = match self.gemini_client().await {
            Ok(client) => list(&client).await.map_err(|cause| errors::call(&cause)),
            Err(error) => Err(error),
        };
        match listed {
            Ok(listed) => self.note_listed(Engine::Gemini, listed).await,
            Err(error) => tracing::info!(%error, "Gemini lists nothing now"),
        }
    }

    /// Lists the models and agents of the engine on this computer, if it runs.
    pub(crate) async fn list_local(&self) {
        if self.connections.local.status() != LocalEngine::Ready {
            return;
        }
        let Ok(client) = self.local_client().await else {
            return;
        };
        match list(&client).await {
            Ok(listed) => self.note_listed(Engine::Local, listed).await,
            Err(error) => tracing::warn!(%error, "the engine on this computer lists nothing"),
        }
    }

    /// Forgets the engine's list, because it gets another model.
    pub(crate) async fn forget_local_list(&self) {
        lock(&self.connections.listings).remove(&Engine::Local);
        let nothing = serde_json::Value::Null;
        let forgotten = self
            .ledger(move |ledger| ledger.set_setting(list_key(Engine::Local), &nothing))
            .await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "what the engine listed cannot be forgotten");
        }
    }

    /// Stores the list of an engine, also for the next start.
    pub(crate) async fn note_listed(&self, engine: Engine, listed: ServerListing) {
        if let Ok(json) = serde_json::to_value(&listed) {
            let kept = self
                .ledger(move |ledger| ledger.set_setting(list_key(engine), &json))
                .await;
            if let Err(error) = kept {
                tracing::warn!(%error, "what an engine lists cannot be kept");
            }
        }
        if let Err(error) = self.note_foreign_prices(engine, &listed.agents).await {
            tracing::warn!(%error, "what agents of others are billed like cannot be kept");
        }
        lock(&self.connections.listings).insert(engine, listed);
    }

    /// Sends the window the current state of the engines and the key.
    pub(crate) async fn push_engines(&self) {
        let key = self.key_status().await;
        let who = self.who().await;
        self.screen.tell(Patch::Engines {
            key,
            local: self.connections.local.status(),
            who,
        });
    }

    /// Returns true if the engine on this computer has a model.
    pub(crate) fn has_brain(&self) -> bool {
        brain() != STARTER || self.model_file().is_some()
    }

    fn launch(&self) -> Launch {
        Launch {
            program: self.host.engine(),
            data: self.engine_folder(),
            brain: brain(),
            model: self.model_file(),
        }
    }
}

/// Returns the brain of the engine on this computer; only tests name one other than the starter.
fn brain() -> String {
    let named = std::env::var("ERRAND_ENGINE_BRAIN").ok();
    named
        .filter(|named| !named.is_empty())
        .unwrap_or_else(|| STARTER.to_owned())
}

/// The ledger's settings key for the list of an engine.
fn list_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Gemini => "listed:gemini",
        Engine::Local => "listed:local",
    }
}

/// Reads the lists that the engines last gave. Blocks.
pub(crate) fn stored_lists(
    ledger: &ledger::Ledger,
) -> Result<HashMap<Engine, ServerListing>, ledger::Error> {
    let mut lists = HashMap::new();
    for engine in [Engine::Gemini, Engine::Local] {
        if let Some(listed) = read_stored(ledger, list_key(engine))? {
            lists.insert(engine, listed);
        }
    }
    Ok(lists)
}

/// Lists the models, agents and self-hosted environments of a server. A server without one of these lists has none.
pub(crate) async fn list(client: &Client) -> Result<ServerListing, interactions::Error> {
    let mut models = client.models().list();
    let mut listed = ServerListing::default();
    while let Some(model) = models.try_next().await? {
        listed.models.push(model);
        if listed.models.len() == MOST_LISTED {
            break;
        }
    }
    let (agents, self_hosted) = tokio::join!(
        list_until_error(client.agents().list(), "agents"),
        self_hosted(client),
    );
    listed.agents = agents;
    listed.self_hosted = self_hosted;
    Ok(listed)
}

/// Returns the ids of the environments that a server lists as self-hosted within [`ENVIRONMENTS_TIMEOUT`].
async fn self_hosted(client: &Client) -> Vec<String> {
    let list = client
        .environments()
        .list_by_mode(&EnvironmentMode::SelfHosted)
        .page_size(ENVIRONMENTS_PAGE);
    let until = Box::pin(tokio::time::sleep(ENVIRONMENTS_TIMEOUT));
    // A server that does not know the mode filter lists all environments, which may be far more than are kept.
    let of_mode = list.take_until(until).try_filter_map(|environment| {
        let mode = environment.mode.as_ref();
        let is_self_hosted = mode.is_some_and(EnvironmentMode::is_self_hosted);
        let id = environment.id.filter(|_| is_self_hosted);
        futures::future::ready(Ok(id.map(|id| id.to_string())))
    });
    list_until_error(of_mode, "self-hosted environments").await
}

/// Returns the entries of a server's list, at most [`MOST_LISTED`]; if the list fails, those received before.
async fn list_until_error<T>(
    list: impl Stream<Item = Result<T, interactions::Error>>,
    what: &str,
) -> Vec<T> {
    let mut list = std::pin::pin!(list.take(MOST_LISTED));
    let mut listed = Vec::new();
    loop {
        match list.try_next().await {
            Ok(Some(one)) => listed.push(one),
            Ok(None) => return listed,
            Err(error) => {
                tracing::info!(%error, "the server lists no {what}");
                return listed;
            }
        }
    }
}

/// Translates an error into the fault of a run that has no server to talk to.
fn fault(error: &BridgeError) -> Fault {
    let own = match error.code {
        ErrorCode::NoKey => OwnFault::NoKey,
        ErrorCode::NoKeychain => OwnFault::NoKeychain,
        ErrorCode::Proxy => OwnFault::ProxyAddress,
        ErrorCode::Engine => OwnFault::Engine,
        _ => OwnFault::ClientSetup,
    };
    fault_with_message(own, error)
}

/// Makes a fault of a run that carries the sentence of an error.
pub(crate) fn fault_with_message(own: OwnFault, error: &BridgeError) -> Fault {
    Fault {
        says: Some(error.message.kept()),
        ..Fault::own(own, &error.message.to_string())
    }
}
