//! Checks that a model server can be used, and asks for its models.

use interactions::Proxies;
use providers::chat::{Cause, Failure, FailureKind};
use providers::{Dialect, Model, Preset, Provider, presets};
use screen::view::host::host;
use secrecy::SecretString;

use words::say;

use super::ModelServer;
use crate::bridge::{BridgeError, ErrorCode, FoundProvider, ProviderPreset};
use crate::core::Core;
use crate::errors::{self, Result};

/// Maximum number of models of one server that are kept.
const MOST_MODELS: usize = 2_000;

impl Core {
    /// Asks a server for its models, with this key or without one.
    ///
    /// # Errors
    /// The error by its code: `Offline`, `WrongKey`, `Quota`, `RateLimited`, `Proxy`, `Invalid` (it is no model
    /// server), `Server`.
    pub(crate) async fn check_server(
        &self,
        server: &ModelServer,
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
        let mut models = checked.map_err(|failure| check_error(&failure, &provider))?;
        models.retain(|model| is_id(&model.id));
        models.truncate(MOST_MODELS);
        Ok(models)
    }

    /// Returns the model servers on this computer that answer and are not connected.
    ///
    /// # Errors
    /// Never because of a server; only when the HTTP client cannot be built.
    pub(crate) async fn find_servers(&self) -> Result<Vec<FoundProvider>> {
        // Requests to this computer use no proxy.
        let client = client(&Proxies::none())?;
        let found = providers::find_local(&client).await.into_iter();
        let connected = self.connections.model_servers.all();
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

/// Returns true if this can be a model's id, which is used in requests, in the ledger and on the screen.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.len() <= 256 && !id.contains(char::is_control)
}

/// Builds the client for checks. It follows no redirects, so that a key never goes to another server.
fn client(proxies: &Proxies) -> Result<reqwest::Client> {
    let builder = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let builder = proxies.of(builder).map_err(|cause| errors::call(&cause))?;
    builder.build().map_err(|cause| errors::internal(&cause))
}

/// Returns the presets as the window offers them. Gemini has its own place in the settings.
pub(crate) fn offered_presets() -> Vec<ProviderPreset> {
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

/// Returns a preset by its id.
pub(crate) fn preset(id: &str) -> Option<&'static Preset> {
    presets().iter().find(|preset| preset.id == id)
}

/// Returns the page on which a key for the server can be created.
pub(super) fn key_page(server: &ModelServer) -> Option<String> {
    let preset = preset(server.preset.as_deref()?)?;
    preset.key_page.map(str::to_owned)
}

/// The protocol of a server without a preset when the person does not choose one.
pub(crate) const USUAL_DIALECT: Dialect = Dialect::OpenAi;

/// Translates a failed check into an error for the window.
fn check_error(failure: &Failure, provider: &Provider) -> BridgeError {
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
