//! Gemini's server: its base URL, the key that belongs to it, and the client with both.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use interactions::{Client, Proxies};
use screen::lock;
use screen::view::host::host;
use secrecy::SecretString;
use url::Url;
use vault::{KeyStorage, Vault};

use words::say;

use crate::bridge::{ErrorCode, KeyStatus};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};
use crate::network::is_here;

/// The vault's name of the one key before keys belonged to an origin. That key was for Google.
const OLD_KEY_ENTRY: &str = "gemini";
/// Time after which a client's proxies are looked up again.
const PROXY_LIFETIME: Duration = Duration::from_secs(20);

/// Cached clients and key status, so that the keychain is not asked with every call.
#[derive(Default)]
pub(crate) struct ClientCache {
    /// By base URL.
    clients: Mutex<HashMap<String, CachedClient>>,
    /// By origin.
    keys: Mutex<HashMap<String, KeyStatus>>,
    /// True once the key of [`OLD_KEY_ENTRY`] has its new name.
    is_old_key_moved: AtomicBool,
}

struct CachedClient {
    client: Client,
    proxies: Proxies,
    looked_up_at: Instant,
}

impl ClientCache {
    /// Empties the cache.
    pub(crate) fn forget(&self) {
        lock(&self.clients).clear();
        lock(&self.keys).clear();
    }
}

impl Core {
    /// Returns the base URL of Gemini: `ERRAND_BASE_URL`, else the settings, else Google's.
    pub(crate) fn base_url(&self) -> String {
        let chosen = self
            .connections
            .fixed_base_url
            .clone()
            .or_else(|| self.settings().base_url);
        chosen.unwrap_or_else(|| interactions::GOOGLE.to_owned())
    }

    /// Returns a client for Gemini, with the key that belongs to its origin.
    pub(crate) async fn gemini_client(&self) -> Result<Client> {
        self.client_at(&self.base_url()).await
    }

    /// Returns a client for the server at this base URL, with the key of its origin and no other.
    pub(crate) async fn client_at(&self, base_url: &str) -> Result<Client> {
        let known = |ready: &CachedClient| {
            (
                ready.client.clone(),
                ready.looked_up_at,
                ready.proxies.clone(),
            )
        };
        let known = lock(&self.connections.client_cache.clients)
            .get(base_url)
            .map(known);
        if let Some((client, looked_up_at, _)) = &known
            && looked_up_at.elapsed() < PROXY_LIFETIME
        {
            return Ok(client.clone());
        }
        let proxies = self.proxies(base_url).await?;
        let client = match known {
            Some((client, _, before)) if before == proxies => client,
            _ => {
                let key = match self.vault_of(base_url, Vault::key).await? {
                    // Without a keychain there can be no key in it.
                    Ok(None) | Err(vault::Error::NoSecretService { .. }) => {
                        return Err(errors::no_key(base_url));
                    }
                    Ok(Some(key)) => key,
                    Err(cause) => return Err(errors::keychain(&cause)),
                };
                client(base_url, key, proxies.clone())?
            }
        };
        self.note_client(base_url, client.clone(), proxies);
        Ok(client)
    }

    /// Caches this client for its server.
    fn note_client(&self, base_url: &str, client: Client, proxies: Proxies) {
        let ready = CachedClient {
            client,
            proxies,
            looked_up_at: Instant::now(),
        };
        lock(&self.connections.client_cache.clients).insert(base_url.to_owned(), ready);
    }

    /// Stores a key of Gemini that the server at this base URL has accepted, and caches the client that used it.
    pub(crate) async fn keep_key_of_gemini(
        &self,
        base_url: &str,
        key: SecretString,
        keep: KeyStorage,
        client: Client,
        proxies: Proxies,
    ) -> Result<KeyStatus> {
        let status = self.keep_key(base_url, key, keep).await?;
        self.note_client(base_url, client, proxies);
        Ok(status)
    }

    /// Stores a key that the server at this base URL has accepted.
    pub(crate) async fn keep_key(
        &self,
        base_url: &str,
        key: SecretString,
        keep: KeyStorage,
    ) -> Result<KeyStatus> {
        let set = move |vault: &Vault, name: &str| vault.set(name, key, keep);
        let kept = self.vault_of(base_url, set).await?;
        kept.map_err(|cause| errors::keychain(&cause))?;
        let status = match keep {
            KeyStorage::Session => KeyStatus::Session,
            KeyStorage::Keychain => KeyStatus::Keychain,
        };
        lock(&self.connections.client_cache.keys).insert(origin(base_url), status);
        Ok(status)
    }

    /// Deletes the key of the server at this base URL.
    pub(crate) async fn forget_key_of(&self, base_url: &str) -> Result<()> {
        let cleared = self.vault_of(base_url, Vault::clear).await?;
        // Even if the keychain fails, this session no longer uses the key.
        self.connections.client_cache.forget();
        cleared.map_err(|cause| errors::keychain(&cause))
    }

    /// Returns where the key for the current Gemini server is kept.
    pub(crate) async fn key_status(&self) -> KeyStatus {
        self.key_status_of(&self.base_url()).await
    }

    /// Returns where the key for the server at this base URL is kept. The keychain is asked once, and again if it
    /// could not be reached.
    pub(crate) async fn key_status_of(&self, base_url: &str) -> KeyStatus {
        let origin = origin(base_url);
        let known = lock(&self.connections.client_cache.keys)
            .get(&origin)
            .copied();
        if let Some(known) = known.filter(|known| *known != KeyStatus::Unreachable) {
            return known;
        }
        let status = match self.vault_of(base_url, Vault::status).await {
            Ok(Ok(vault::Status::Keychain)) => KeyStatus::Keychain,
            Ok(Ok(vault::Status::Session)) => KeyStatus::Session,
            Ok(Ok(vault::Status::None)) => KeyStatus::None,
            // Without a keychain there can be no key in it.
            Ok(Err(vault::Error::NoSecretService { .. })) => KeyStatus::None,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the keychain cannot be asked");
                KeyStatus::Unreachable
            }
            Err(_) => KeyStatus::Unreachable,
        };
        lock(&self.connections.client_cache.keys).insert(origin, status);
        status
    }

    /// Calls the vault with the entry name of this server's origin, off the async threads.
    pub(crate) async fn vault_of<T: Send + 'static>(
        &self,
        base_url: &str,
        ask: impl FnOnce(&Vault, &str) -> Result<T, vault::Error> + Send + 'static,
    ) -> Result<Result<T, vault::Error>> {
        let (vault, name) = (self.connections.vault.clone(), origin(base_url));
        let brings_over = name == interactions::GOOGLE
            && !self
                .connections
                .client_cache
                .is_old_key_moved
                .load(Ordering::Acquire);
        let (answer, brought_over) = blocking(move || {
            let brought_over = brings_over && vault.rename(OLD_KEY_ENTRY, &name).is_ok();
            (ask(&vault, &name), brought_over)
        })
        .await?;
        if brought_over {
            self.connections
                .client_cache
                .is_old_key_moved
                .store(true, Ordering::Release);
        }
        Ok(answer)
    }
}

/// Builds a client for a server.
///
/// # Errors
/// `Invalid`, when the key has characters that a header cannot carry.
pub(crate) fn client(base_url: &str, key: SecretString, proxies: Proxies) -> Result<Client> {
    Client::builder(base_url)
        .key(key)
        .proxies(proxies)
        .build()
        .map_err(|cause| errors::call(&cause))
}

/// Returns the origin of a server, such as `https://example.org:8443`. Its key belongs to the origin, which is the
/// name of the key's entry in the vault.
pub(crate) fn origin(base_url: &str) -> String {
    match Url::parse(base_url) {
        Ok(url) => url.origin().ascii_serialization(),
        // The client reports a wrong `ERRAND_BASE_URL`.
        Err(_) => base_url.to_owned(),
    }
}

/// Returns the name that the person is shown for the server at this base URL.
pub(crate) fn server_name(base_url: &str) -> String {
    if origin(base_url) == interactions::GOOGLE {
        return "Gemini".to_owned();
    }
    host(base_url)
}

/// Checks that a base URL is safe to send a key to: `https`, or `http` on this computer. Returns it without a
/// trailing slash.
pub(crate) fn checked_base_url(text: &str) -> Result<String> {
    let wrong = || errors::error(ErrorCode::Invalid, say::base_url());
    let text = text.trim();
    let url = Url::parse(text).map_err(|_| wrong())?;
    let has_host = url.host().is_some();
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_here(text);
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !has_host || !is_safe || !is_plain {
        return Err(wrong());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_over_https_or_stays_on_this_computer() {
        for good in [
            "https://generativelanguage.googleapis.com",
            "https://proxy.example/gemini/",
            "http://127.0.0.1:8080",
            "http://localhost:9/",
            "http://[::1]:80",
        ] {
            assert!(checked_base_url(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "generativelanguage.googleapis.com",
            "http://example.org",
            "http://localhost.example.org",
            "http://127.0.0.1.example.org",
            "ftp://127.0.0.1",
            "https://key@example.org",
            "https://example.org/?key=1",
            "file:///etc/passwd",
        ] {
            assert!(checked_base_url(bad).is_err(), "{bad}");
        }
        assert_eq!(
            checked_base_url(" http://127.0.0.1:1/ ").unwrap(),
            "http://127.0.0.1:1"
        );
    }

    #[test]
    fn an_origin_is_scheme_host_and_port_and_nothing_else() {
        let google = origin("https://generativelanguage.googleapis.com/");
        assert_eq!(google, interactions::GOOGLE);
        assert_eq!(origin("https://A.example:443/gemini"), "https://a.example");
        for other in [
            "http://a.example",
            "https://a.example:8443",
            "https://a.example.org",
            "https://a.example@b.example",
        ] {
            assert_ne!(origin(other), origin("https://a.example"), "{other}");
        }
    }

    #[test]
    fn a_server_is_called_by_its_host_and_google_by_its_product() {
        assert_eq!(server_name(interactions::GOOGLE), "Gemini");
        assert_eq!(server_name("https://a.example/gemini"), "a.example");
        assert_eq!(server_name("http://127.0.0.1:8080"), "127.0.0.1:8080");
    }
}
