//! Commands on model servers: connecting, checking, removing, choosing their models.

use screen::view::host::host;
use secrecy::{ExposeSecret, SecretString};
use vault::KeyStorage;
use words::say;

use crate::backend::Backend;
use crate::bridge::*;
use crate::core::now;
use crate::errors::{self, Result};
use crate::model_servers::{self, ALL_CHOSEN, ModelServer, chosen_at_first};
use crate::servers::origin;

impl Backend {
    pub(super) async fn providers(&self, (): ()) -> Result<Providers> {
        Ok(Providers {
            connected: self.core.model_server_views().await,
            presets: model_servers::offered_presets(),
        })
    }

    pub(super) async fn find_providers(&self, (): ()) -> Result<Vec<FoundProvider>> {
        self.core.find_servers().await
    }

    pub(super) async fn connect_provider(&self, request: ConnectProvider) -> Result<ProviderView> {
        let core = &self.core;
        let typed = SecretString::from(request.key.0.expose_secret().trim().to_owned());
        let is_typed = !typed.expose_secret().is_empty();
        let mut server = requested_server(&request, is_typed)?;
        // A key belongs to an origin, so a stored key of this origin is used when no other was typed.
        let has_key = is_typed || core.is_key_used(&origin(&server.base_url)).await;
        server.has_key = has_key;
        let key = match is_typed {
            true => Some(typed.clone()),
            false => core.key_for(&server).await,
        };
        let preset = request.preset.as_deref().and_then(model_servers::preset);
        if key.is_none() && preset.is_some_and(|preset| preset.needs_key) {
            return Err(errors::error(
                ErrorCode::NoKey,
                say::server_wants_key(&server.name),
            ));
        }
        server.models = core.check_server(&server, key).await?;
        if is_typed {
            let keep = match request.session_only {
                true => KeyStorage::Session,
                false => KeyStorage::Keychain,
            };
            core.keep_key(&server.base_url, typed, keep).await?;
        }
        server.answered_at = now();
        let host = host(&server.base_url);
        let stored = core
            .change_servers(|stored| {
                let word = server.preset.as_deref().unwrap_or(&host);
                server.id = stored.id_for(word, &server.base_url);
                server.name = stored.name_for(&server.id, &server.name, &host);
                match stored.get_mut(&server.id) {
                    Some(known) => {
                        server.chosen = known.chosen.take();
                        known.clone_from(&server);
                    }
                    None => {
                        server.chosen = chosen_at_first(&server.models);
                        stored.servers.push(server.clone());
                    }
                }
                core.connections.model_servers.set_failure(&server.id, None);
                Ok(server)
            })
            .await?;
        self.runs.network_back();
        Ok(core.model_server_view(&stored).await)
    }

    pub(super) async fn check_provider(&self, id: String) -> Result<ProviderView> {
        let core = &self.core;
        let server = core
            .connections
            .model_servers
            .get(&id)
            .ok_or_else(server_gone)?;
        // The key is read again, because the keychain may have been unlocked meanwhile.
        let key = core.key_for(&server).await;
        let checked = core.check_server(&server, key).await;
        match checked {
            Ok(models) => {
                core.connections.model_servers.set_failure(&id, None);
                core.change_servers(|stored| {
                    let server = stored.get_mut(&id).ok_or_else(server_gone)?;
                    server.models = models;
                    server.answered_at = now();
                    Ok(())
                })
                .await?;
                self.runs.network_back();
            }
            Err(error) => {
                core.connections.model_servers.set_failure(&id, Some(error));
                core.push_servers().await;
            }
        }
        let server = core
            .connections
            .model_servers
            .get(&id)
            .ok_or_else(server_gone)?;
        Ok(core.model_server_view(&server).await)
    }

    pub(super) async fn remove_provider(&self, id: String) -> Result<()> {
        let core = &self.core;
        let server = core
            .connections
            .model_servers
            .get(&id)
            .ok_or_else(server_gone)?;
        core.change_servers(|stored| {
            stored.servers.retain(|server| server.id != id);
            Ok(())
        })
        .await?;
        core.connections.model_servers.set_failure(&id, None);
        // Another model server, or Gemini, may use the key of the same origin.
        if server.has_key && !core.is_key_used(&origin(&server.base_url)).await {
            core.forget_key_of(&server.base_url).await?;
        }
        Ok(())
    }

    pub(super) async fn choose_models(&self, request: ChooseModels) -> Result<ProviderView> {
        let core = &self.core;
        core.change_servers(|stored| {
            let server = stored.get_mut(&request.provider).ok_or_else(server_gone)?;
            let chosen: Vec<String> = server
                .models
                .iter()
                .map(|model| &model.id)
                .filter(|id| request.models.contains(id))
                .cloned()
                .collect();
            // If all of a few models are chosen, a model that the server adds later is chosen too.
            let is_all = chosen.len() == server.models.len() && chosen.len() <= ALL_CHOSEN;
            server.chosen = (!is_all).then_some(chosen);
            Ok(())
        })
        .await?;
        let server = core.connections.model_servers.get(&request.provider);
        Ok(core
            .model_server_view(&server.ok_or_else(server_gone)?)
            .await)
    }
}

/// Builds the server that a request names, before it is contacted.
///
/// # Errors
/// `Invalid`, when it names none, or its URL cannot be used.
fn requested_server(request: &ConnectProvider, has_key: bool) -> Result<ModelServer> {
    let preset = match request.preset.as_deref() {
        Some(id) => {
            Some(model_servers::preset(id).ok_or_else(|| errors::invalid(say::server_kind()))?)
        }
        None => None,
    };
    // A vendor's URL is fixed; only servers on a person's own computers may be at another one.
    let fixed = preset
        .filter(|preset| !preset.local)
        .and_then(|preset| preset.base_url);
    let typed = request.base_url.as_deref().map(str::trim);
    let usual = preset.and_then(|preset| preset.base_url);
    let address = fixed
        .or(typed.filter(|typed| !typed.is_empty()))
        .or(usual)
        .unwrap_or_default();
    let base_url = model_servers::checked_address(address, has_key)?;
    let dialect = match (preset, request.dialect) {
        (Some(preset), _) => preset.dialect,
        (None, Some(ProviderDialect::Anthropic)) => providers::Dialect::Anthropic,
        (None, Some(ProviderDialect::Openai)) => providers::Dialect::OpenAi,
        (None, None) => model_servers::USUAL_DIALECT,
    };
    Ok(ModelServer {
        id: String::new(),
        name: preset.map_or_else(|| host(&base_url), |preset| preset.name.to_owned()),
        preset: request.preset.clone(),
        dialect,
        base_url,
        has_key,
        models: Vec::new(),
        chosen: None,
        answered_at: 0,
    })
}

fn server_gone() -> BridgeError {
    errors::not_found(say::model_server_gone())
}
