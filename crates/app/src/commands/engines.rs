//! Commands on engines: connecting Gemini, forgetting the key, starting the engine on this computer.

use interactions::RetryPolicy;
use secrecy::{ExposeSecret, SecretString};
use vault::KeyStorage;

use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::{self, Result};
use crate::servers::{self, checked_base_url};

impl Backend {
    pub(super) async fn connect_gemini(&self, request: ConnectRequest) -> Result<KeyStatus> {
        let core = &self.core;
        let key = SecretString::from(request.key.0.expose_secret().trim().to_owned());
        if key.expose_secret().is_empty() {
            return Err(errors::no_key(&core.base_url()));
        }
        let new_base_url = match request.base_url.as_deref().map(str::trim) {
            Some(url) if !url.is_empty() && core.connections.fixed_base_url.is_none() => {
                Some(checked_base_url(url)?)
            }
            _ => None,
        };
        let base_url = new_base_url.clone().unwrap_or_else(|| core.base_url());
        let proxies = core.proxies(&base_url).await?;
        let client = servers::client(&base_url, key.clone(), proxies.clone())?;
        let listed = servers::list(&client.with_retry(RetryPolicy::none()))
            .await
            .map_err(|cause| errors::call(&cause))?;

        let keep = if request.session_only {
            KeyStorage::Session
        } else {
            KeyStorage::Keychain
        };
        let status = core
            .keep_key_of_gemini(&base_url, key, keep, client, proxies)
            .await?;
        if let Some(url) = new_base_url {
            let url = (url != interactions::GOOGLE).then_some(url);
            core.change_settings(|settings| settings.base_url = url)
                .await?;
        }
        core.note_listed(Engine::Gemini, listed).await;
        core.key_changed(&base_url).await;
        core.push_engines().await;
        self.runs.network_back();
        self.core.try_removals_again().await;
        Ok(status)
    }

    pub(super) async fn forget_key(&self, (): ()) -> Result<KeyStatus> {
        let core = &self.core;
        core.forget_key_of(&core.base_url()).await?;
        core.key_changed(&core.base_url()).await;
        let status = core.key_status().await;
        core.push_engines().await;
        Ok(status)
    }

    pub(super) async fn sandbox_status(&self, (): ()) -> Result<SandboxStatus> {
        self.core.sandbox().await
    }

    pub(super) async fn start_local(&self, (): ()) -> Result<LocalEngine> {
        let core = &self.core;
        if !core.has_brain() && core.connections.model_servers.all().is_empty() {
            return Err(errors::no_model());
        }
        core.connections.local.reset_failures().await;
        core.local_client().await?;
        core.list_local().await;
        core.push_engines().await;
        self.runs.network_back();
        self.core.try_removals_again().await;
        Ok(core.connections.local.status())
    }

    pub(super) async fn refresh_who(&self, (): ()) -> Result<WhoList> {
        let core = &self.core;
        if core.key_status().await != KeyStatus::None {
            core.list_gemini().await;
        }
        core.list_local().await;
        core.push_engines().await;
        Ok(core.who().await)
    }
}
