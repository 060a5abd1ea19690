//! Asks a server of models whether it can be used, and which models it has.

use interactions::Proxies;
use providers::chat::{Cause, Failure, FailureKind};
use providers::{Dialect, Model, Preset, Provider, presets};
use screen::view::place::host;
use secrecy::SecretString;

use words::say;

use super::Connected;
use crate::bridge::{BridgeError, ErrorCode, FoundProvider, ProviderPreset};
use crate::core::Core;
use crate::errors::{self, Result};

/// More models of one server are not kept.
const MOST_MODELS: usize = 2_000;

impl Core {
    /// Asks a server for its models, with this key or without one.
    ///
    /// # Errors
    /// What is wrong, by name: `Offline`, `WrongKey`, `Quota`, `RateLimited`, `Proxy`, `Invalid` (it is no server of
    /// models), `Server`.
    pub(crate) async fn check_server(
        &self,
        server: &Connected,
        key: Option<SecretString>,
    ) -> Result<Vec<Model>> {
        let proxies = self.proxies(&server.base_url).await?;
        let client = client(&proxies)?;
        let provider = Provider {
            id: server.id.clone(),
            name: server.name.clone(),
            dialect: server.dialect,
            base_url: server.base_url.clone(),
            key,
            models: Vec::new(),
        };
        let checked = providers::check(&client, &provider).await;
        let mut models = checked.map_err(|failure| outcome(&failure, &provider))?;
        models.retain(|model| is_id(&model.id));
        models.truncate(MOST_MODELS);
        Ok(models)
    }

    /// Servers that answer on this computer and are not connected.
    ///
    /// # Errors
    /// Never because of a server; only when the HTTP library does not work.
    pub(crate) async fn find_servers(&self) -> Result<Vec<FoundProvider>> {
        // What is asked of this computer meets no proxy.
        let client = client(&Proxies::none())?;
        let found = providers::find_local(&client).await.into_iter();
        let connected = self.connections.servers.all();
        let is_new = |provider: &Provider| {
            let mut connected = connected.iter();
            !connected.any(|server| server.base_url == provider.base_url)
        };
        Ok(found
            .map(|found| found.provider)
            .filter(is_new)
            .map(|provider| FoundProvider {
                host: host(&provider.base_url),
                preset: provider.id,
                name: provider.name,
                base_url: provider.base_url,
            })
            .collect())
    }
}

/// Whether this can be a model's id: it stands in requests, in the record and on the screen.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 256 && !id.contains(char::is_control)
}

/// The client that servers are checked with. It follows no redirect, so a key goes where it was meant to go or nowhere.
fn client(proxies: &Proxies) -> Result<reqwest::Client> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let builder = proxies.of(builder).map_err(|cause| errors::call(&cause))?;
    builder.build().map_err(|cause| errors::internal(&cause))
}

/// The known kinds of servers, as the window offers them. Gemini has its own place in the settings.
pub(crate) fn offered() -> Vec<ProviderPreset> {
    let known = presets().iter();
    let offered = known.filter(|preset| preset.id != "gemini" && preset.base_url.is_some());
    offered
        .map(|preset| ProviderPreset {
            id: preset.id.to_owned(),
            name: preset.name.to_owned(),
            base_url: preset.base_url.unwrap_or_default().to_owned(),
            is_movable: preset.local,
            needs_key: preset.needs_key,
            key_page: preset.key_page.map(str::to_owned),
        })
        .collect()
}

/// A known kind of server.
pub(crate) fn preset(id: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.id == id)
}

/// Where a key for a server is to be had.
pub(super) fn key_page(server: &Connected) -> Option<String> {
    let preset = preset(server.preset.as_deref()?)?;
    preset.key_page.map(str::to_owned)
}

/// How a server of nobody's kind is spoken to when the person does not say.
pub(crate) const USUAL_DIALECT: Dialect = Dialect::OpenAi;

/// What a failed check means for the window.
fn outcome(failure: &Failure, provider: &Provider) -> BridgeError {
    let code = match failure.kind {
        FailureKind::Unreachable => ErrorCode::Offline,
        FailureKind::Key => ErrorCode::WrongKey,
        FailureKind::Quota => ErrorCode::Quota,
        FailureKind::RateLimit => ErrorCode::RateLimited,
        FailureKind::OtherService | FailureKind::NoModel | FailureKind::TooLong => {
            ErrorCode::Invalid
        }
        FailureKind::Refused => ErrorCode::Refused,
        FailureKind::Server => ErrorCode::Server,
    };
    let (name, place) = (&provider.name, provider.place());
    let message = match &failure.cause {
        Cause::NoAddress => say::model_server_no_address(name),
        Cause::Unreachable => say::model_server_unreachable(place, name),
        Cause::KeyWanted => say::model_server_key_wanted(name),
        Cause::KeyRefused => say::model_server_key_refused(name),
        Cause::Quota => say::model_server_quota(name),
        Cause::OtherService => say::model_server_other_service(place),
        Cause::Broken => say::model_server_broken(name),
        Cause::Silent => say::model_server_silent(name),
        Cause::Endless => say::model_server_endless(name),
        Cause::NotTaken(mime_type) => say::model_server_not_taken(name, mime_type),
        Cause::RateLimit(Some(seconds)) => say::model_server_busy(name, *seconds),
        Cause::RateLimit(None) => say::model_server_busy_now(name),
        Cause::NoModel => say::model_server_no_model(name),
        Cause::TooLong => say::model_server_too_long(),
        Cause::Refused => say::model_server_refused(name),
        Cause::Failed => say::model_server_failed(name),
    };
    let message = match failure.quote.as_str() {
        "" => message,
        quote => say::two_sentences(message, say::it_says(quote)),
    };
    errors::error(code, message)
}
