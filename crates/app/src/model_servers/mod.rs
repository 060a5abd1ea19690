//! Model servers that the person connected, and where the turns to their models go.
//!
//! The engine on this computer serves their models, so in the ledger such a turn is one of the engine's. For the
//! person it goes to the server's own URL: that is its *place*, as Google's server is for Gemini.

mod address;
mod checking;
mod engine_config;
mod stored;

use screen::view::host::host;

pub(crate) use address::{checked_address, is_unencrypted};
pub(crate) use checking::{USUAL_DIALECT, offered_presets, preset};
pub(crate) use stored::{ALL_CHOSEN, ModelServer, StoredModelServers, chosen_at_first};

use words::say;

use crate::bridge::{
    Abilities, ErrorCode, KeyStatus, Patch, ProviderModel, ProviderState, ProviderView,
};
use crate::core::Core;
use crate::errors::{self, Result};
use crate::network::is_here;
use crate::request::AttachedFile;
use crate::stored::{List, StoredList};

impl List for StoredModelServers {
    const KEY: &'static str = archive::format::PROVIDERS;
    type Item = ModelServer;

    fn items(&self) -> &[ModelServer] {
        &self.servers
    }

    fn id(server: &ModelServer) -> &str {
        &server.id
    }
}

/// The connected servers, in the order in which they were connected.
pub(crate) type ModelServers = StoredList<StoredModelServers>;

impl ModelServers {
    /// Returns the server of a model, by the model's id in the engine (`<provider>/<model>`), and the model.
    pub(crate) fn model(&self, path: &str) -> Option<(ModelServer, providers::Model)> {
        let (id, model) = path.split_once('/')?;
        let server = self.get(id)?;
        let model = server
            .models
            .iter()
            .find(|known| known.id == model)?
            .clone();
        Some((server, model))
    }

    /// Returns the base URL of the server that has or had a model; `None` for the engine's own models.
    pub(crate) fn base_url_of(&self, path: &str) -> Option<String> {
        let (id, _) = path.split_once('/')?;
        self.list().base_url(id).map(str::to_owned)
    }

    /// Returns true if a server at this origin is used with a key.
    pub(crate) fn use_key_of_origin(&self, origin: &str) -> bool {
        let mut servers = self.all().into_iter();
        servers.any(|server| server.has_key && crate::servers::origin(&server.base_url) == origin)
    }
}

impl Core {
    /// Changes the stored servers, on disk first; then tells the engine and the window.
    pub(crate) async fn change_servers<T>(
        &self,
        change: impl FnOnce(&mut StoredModelServers) -> Result<T>,
    ) -> Result<T> {
        let changed = self.connections.model_servers.change(self, change).await?;
        self.configure_engine().await;
        self.push_servers().await;
        self.push_engines().await;
        self.schedules.request_poll();
        Ok(changed)
    }

    /// Handles a changed or deleted key: if a model server has the same origin, the engine gets the new key.
    pub(crate) async fn key_changed(&self, base_url: &str) {
        let origin = crate::servers::origin(base_url);
        if self.connections.model_servers.use_key_of_origin(&origin) {
            self.configure_engine().await;
            self.push_servers().await;
        }
        self.schedules.request_poll();
    }

    /// Returns a model of a connected server, by its id in the engine.
    ///
    /// # Errors
    /// `Invalid`, when its server is not connected any more, or does not have the model.
    pub(crate) fn connected_model(&self, path: &str) -> Result<providers::Model> {
        let found = self.connections.model_servers.model(path);
        let found = found.map(|(_, model)| model);
        found.ok_or_else(|| errors::error(ErrorCode::Invalid, say::server_not_connected()))
    }

    /// Returns true if a connected server, or Gemini, is used with the key of this origin.
    pub(crate) async fn is_key_used(&self, origin: &str) -> bool {
        let gemini = self.base_url();
        self.connections.model_servers.use_key_of_origin(origin)
            || crate::servers::origin(&gemini) == origin
                && self.key_status_of(&gemini).await != KeyStatus::None
    }

    /// Sends the window the state of the connected servers.
    pub(crate) async fn push_servers(&self) {
        let providers = self.model_server_views().await;
        self.screen.tell(Patch::Providers { providers });
    }

    /// Returns every connected server as the window shows it.
    pub(crate) async fn model_server_views(&self) -> Vec<ProviderView> {
        let mut views = Vec::new();
        for server in self.connections.model_servers.all() {
            views.push(self.model_server_view(&server).await);
        }
        views
    }

    /// Returns a connected server as the window shows it.
    pub(crate) async fn model_server_view(&self, server: &ModelServer) -> ProviderView {
        let key = match server.has_key {
            true => self.key_status_of(&server.base_url).await,
            false => KeyStatus::None,
        };
        let failure = self.connections.model_servers.failure(&server.id);
        let state = match failure {
            _ if server.has_key && key == KeyStatus::None => ProviderState::NoKey,
            _ if key == KeyStatus::Unreachable => ProviderState::Locked,
            Some(error) => ProviderState::Failed { error },
            None => ProviderState::Ready {
                at: server.answered_at,
            },
        };
        ProviderView {
            id: server.id.clone(),
            name: server.name.clone(),
            base_url: server.base_url.clone(),
            host: host(&server.base_url),
            is_here: is_here(&server.base_url),
            is_unencrypted: address::is_unencrypted(&server.base_url),
            key,
            key_page: checking::key_page(server),
            state,
            models: server.models.iter().map(|it| model(server, it)).collect(),
        }
    }
}

/// Checks that a model can be shown these files.
///
/// # Errors
/// `Invalid`, when one is a picture and the model is known to accept none.
pub(crate) fn check_accepts(model: &providers::Model, files: &[AttachedFile]) -> Result<()> {
    let mut files = files.iter().map(|attached| &attached.file);
    let picture = files.find(|file| file.mime.starts_with("image/"));
    match picture.filter(|_| model.images == Some(false)) {
        Some(picture) => Err(errors::error(
            ErrorCode::Invalid,
            say::sees_no_pictures(model.name.as_ref().unwrap_or(&model.id), &picture.name),
        )),
        None => Ok(()),
    }
}

fn model(server: &ModelServer, model: &providers::Model) -> ProviderModel {
    ProviderModel {
        id: model.id.clone(),
        name: model.name.clone(),
        can: abilities(model),
        chosen: server.is_chosen(&model.id),
    }
}

/// Returns the abilities of a model as the window shows them.
pub(crate) fn abilities(model: &providers::Model) -> Abilities {
    Abilities {
        tools: model.tools,
        images: model.images,
        thinking: model.thinking,
        context: model.context,
    }
}
