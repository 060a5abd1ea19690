//! The servers of the contract: Google's, and the engine on this computer.

mod ahead;
mod local;

use std::collections::HashMap;

use futures::TryStreamExt;
use futures::future::BoxFuture;
use interactions::{Client, CreateInteraction, EnvironmentId};
use runs::{Fault, RunId, Servers};
use secrecy::SecretString;

pub(crate) use local::{Launch, Local};

use crate::bridge::{BridgeError, Engine, ErrorCode, KeyStatus, Patch, WhoList};
use crate::core::{Core, blocking, held};
use crate::errors::{self, Result};
use crate::who::{self, Listed};

/// The name of Gemini's key in the vault.
pub(crate) const GEMINI_KEY: &str = "gemini";
/// The brain that thinks with a model's file.
const STARTER: &str = "starter";
/// More models or agents than this are not listed.
const MOST_LISTED: usize = 1_000;

impl Servers for Core {
    fn client<'a>(&'a self, run: RunId, engine: &'a str) -> BoxFuture<'a, Result<Client, Fault>> {
        Box::pin(async move {
            self.still_there(ledger::RunId(run.0)).await?;
            let client = match engine {
                "local" => self.local_client().await,
                _ => self.gemini_client().await,
            };
            client.map_err(|error| fault(&error))
        })
    }

    fn prepare<'a>(
        &'a self,
        run: RunId,
        client: &'a Client,
        request: &'a CreateInteraction,
    ) -> BoxFuture<'a, Result<EnvironmentId, interactions::Error>> {
        Box::pin(self.put_ahead(ledger::RunId(run.0), client, request))
    }
}

impl Core {
    /// A run stays at the place it was sent to: neither what it says nor its id goes to another one.
    async fn still_there(&self, run: ledger::RunId) -> Result<(), Fault> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await;
        let row = row.map_err(|error| fault(&error))?;
        match row.and_then(|row| row.origin) {
            Some(origin) if origin != self.base_url() => Err(Fault::own(
                "other_place",
                &format!("This belongs to {origin}, and the base URL is another one now."),
            )),
            _ => Ok(()),
        }
    }

    /// The base URL of Gemini: `ERRAND_BASE_URL`, else the settings, else Google's.
    pub(crate) fn base_url(&self) -> String {
        let chosen = self
            .fixed_base_url
            .clone()
            .or_else(|| self.settings().base_url);
        chosen.unwrap_or_else(|| interactions::GOOGLE.to_owned())
    }

    /// A client for Gemini with the key from the vault.
    pub(crate) async fn gemini_client(&self) -> Result<Client> {
        let base_url = self.base_url();
        if let Some((known, client)) = &*held(&self.gemini)
            && *known == base_url
        {
            return Ok(client.clone());
        }
        let vault = self.vault.clone();
        let key = blocking(move || vault.key(GEMINI_KEY)).await?;
        let key = key
            .map_err(|cause| errors::keychain(&cause))?
            .ok_or_else(errors::no_key)?;
        let client = client(&base_url, key)?;
        *held(&self.gemini) = Some((base_url, client.clone()));
        Ok(client)
    }

    /// A client for the engine on this computer, which is started if need be.
    pub(crate) async fn local_client(&self) -> Result<Client> {
        self.local.client(&self.launch()).await
    }

    /// A client for either.
    pub(crate) async fn client_of(&self, engine: ledger::Engine) -> Result<Client> {
        match engine {
            ledger::Engine::Gemini => self.gemini_client().await,
            ledger::Engine::Local => self.local_client().await,
        }
    }

    /// Where the key is. The keychain is asked once, and again when it could not be reached.
    pub(crate) async fn key_status(&self) -> KeyStatus {
        let known = *held(&self.key);
        if let Some(known) = known.filter(|known| *known != KeyStatus::Unreachable) {
            return known;
        }
        let vault = self.vault.clone();
        let status = match blocking(move || vault.status(GEMINI_KEY)).await {
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
        self.set_key_status(Some(status));
        status
    }

    /// From now on the key is there; `None` looks again.
    pub(crate) fn set_key_status(&self, status: Option<KeyStatus>) {
        *held(&self.key) = status;
    }

    /// Who can be asked now: nobody of Gemini without a key.
    pub(crate) async fn who(&self) -> WhoList {
        let has_key = self.key_status().await != KeyStatus::None;
        let listed = held(&self.listed).clone();
        let mut engines = Vec::new();
        if has_key {
            engines.push(who::of_engine(Engine::Gemini, listed.get(&Engine::Gemini)));
        }
        engines.push(who::of_engine(Engine::Local, listed.get(&Engine::Local)));
        let settings = self.settings();
        who::list(
            engines,
            settings.video,
            settings.last_chat_who.as_deref(),
            settings.last_job_who.as_deref(),
        )
    }

    /// Notes what an engine listed, also for the next start.
    pub(crate) async fn note_listed(&self, engine: Engine, listed: Listed) {
        if let Ok(json) = serde_json::to_value(&listed) {
            let kept = self
                .ledger(move |ledger| ledger.set_setting(list_key(engine), &json))
                .await;
            if let Err(error) = kept {
                tracing::warn!(%error, "what an engine lists cannot be kept");
            }
        }
        held(&self.listed).insert(engine, listed);
    }

    /// Tells the window how engines and key are now.
    pub(crate) async fn push_engines(&self) {
        let key = self.key_status().await;
        let who = self.who().await;
        self.patches.push(Patch::Engines {
            key,
            local: self.local.status(),
            who,
        });
    }

    /// Whether the engine on this computer would start without anything to think with.
    pub(crate) fn lacks_model(&self) -> bool {
        let launch = self.launch();
        launch.brain == "starter" && launch.model.is_none()
    }

    /// Whether the engine on this computer has something to think with.
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

/// What thinks inside the engine on this computer; only tests name another brain.
fn brain() -> String {
    let named = std::env::var("ERRAND_ENGINE_BRAIN").ok();
    named
        .filter(|named| !named.is_empty())
        .unwrap_or_else(|| STARTER.to_owned())
}

/// Under this key the ledger keeps what an engine listed.
fn list_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Gemini => "listed:gemini",
        Engine::Local => "listed:local",
    }
}

/// What the engines listed when they were last asked. Blocks.
pub(crate) fn stored_lists(
    ledger: &ledger::Ledger,
) -> Result<HashMap<Engine, Listed>, ledger::Error> {
    let mut lists = HashMap::new();
    for engine in [Engine::Gemini, Engine::Local] {
        let stored = ledger.setting(list_key(engine))?;
        if let Some(listed) = stored.and_then(|json| serde_json::from_value(json).ok()) {
            lists.insert(engine, listed);
        }
    }
    Ok(lists)
}

/// A client of a server.
///
/// # Errors
/// `Invalid`, when the key has characters that no header can carry.
pub(crate) fn client(base_url: &str, key: SecretString) -> Result<Client> {
    Client::builder(base_url)
        .key(key)
        .build()
        .map_err(|cause| errors::call(&cause))
}

/// Models and agents that a server lists. A server without a list of agents has none.
pub(crate) async fn list(client: &Client) -> Result<Listed, interactions::Error> {
    let mut models = client.models().list();
    let mut listed = Listed::default();
    while let Some(model) = models.try_next().await? {
        listed.models.push(model);
        if listed.models.len() == MOST_LISTED {
            break;
        }
    }
    let mut agents = client.agents().list();
    loop {
        match agents.try_next().await {
            Ok(Some(agent)) if listed.agents.len() < MOST_LISTED => listed.agents.push(agent),
            Ok(_) => break,
            Err(error) => {
                tracing::info!(%error, "the server lists no agents");
                break;
            }
        }
    }
    Ok(listed)
}

/// A base URL that is safe to send a key to: `https`, or `http` on this computer. Without a slash at
/// the end.
pub(crate) fn checked_base_url(text: &str) -> Result<String> {
    let wrong = || {
        errors::error(
            ErrorCode::Invalid,
            "This base URL cannot be used.",
            "It begins with https://, or with http:// for a server on this computer.",
        )
    };
    let text = text.trim();
    let url = url::Url::parse(text).map_err(|_| wrong())?;
    let is_loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => return Err(wrong()),
    };
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_loopback;
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !is_safe || !is_plain {
        return Err(wrong());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// A run's word for why there is no server to talk to.
fn fault(error: &BridgeError) -> Fault {
    let word = match error.code {
        ErrorCode::NoKey => "no_key",
        ErrorCode::NoKeychain => "no_keychain",
        ErrorCode::Engine => "engine",
        _ => "client_setup",
    };
    Fault::own(word, &error.message)
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
}
