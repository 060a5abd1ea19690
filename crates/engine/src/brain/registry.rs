//! All brains of an engine, and the lookup from a model's id to the brain that serves it.
//!
//! The engine's own brain serves ids without a slash. `<server>/<model>` is a model of a server that a person has
//! connected; the set of connected servers may change at any time.

use std::sync::Arc;
use std::time::Duration;

use interactions::{Agent, Model, Proxies};
use providers::{Provider, Room};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::provider::Remote;
use super::{Abilities, Brain, Pieces, Prompt, script};

/// How long a run that resumes after a restart waits for its server to be connected: the app connects servers once it
/// has read their keys, and a person may have to unlock the keychain first.
const PATIENCE: Duration = Duration::from_secs(60);

/// The brains of an engine.
pub(crate) struct Brains {
    /// The brain that the engine was started with; it has the built-in agents.
    own: Arc<dyn Brain>,
    connected: watch::Sender<Vec<Arc<Remote>>>,
    patience: Duration,
}

/// A model and the brain that serves it.
#[derive(Clone)]
pub(crate) struct ChosenModel {
    pub(crate) brain: Arc<dyn Brain>,
    /// The model by its brain's own id.
    pub(crate) model: String,
}

impl ChosenModel {
    /// The model's capabilities.
    pub(crate) fn abilities(&self) -> Abilities {
        self.brain.abilities(&self.model)
    }

    /// The input that the model accepts now.
    pub(crate) async fn room(&self) -> Room {
        self.brain.room(&self.model).await
    }

    /// Starts one round of this model.
    pub(crate) fn think(&self, mut prompt: Prompt, stop: CancellationToken) -> Pieces {
        prompt.chat.model.clone_from(&self.model);
        self.brain.think(prompt, stop)
    }
}

impl Brains {
    pub(crate) fn new(own: Arc<dyn Brain>) -> Self {
        Self {
            own,
            connected: watch::Sender::default(),
            patience: PATIENCE,
        }
    }

    /// Replaces the connected servers. Runs in progress keep the brain they began with.
    pub(crate) fn connect(&self, servers: Vec<(Provider, Proxies)>) {
        let remotes = servers
            .into_iter()
            .map(|(provider, proxies)| Arc::new(Remote::new(provider, &proxies)));
        self.connected.send_replace(remotes.collect());
    }

    /// All models, the engine's own first, with their known capabilities.
    pub(crate) fn models(&self) -> Vec<Model> {
        let shown = |brain: &dyn Brain, prefix: &str| {
            let models = brain.models().into_iter();
            let told = models.map(|model| {
                let id = model.id().map_or_else(String::new, |id| id.to_string());
                let own = id.strip_prefix(prefix).unwrap_or(&id);
                brain.abilities(own).shown_in(model)
            });
            told.collect::<Vec<_>>()
        };
        let mut models = shown(&*self.own, "");
        for remote in self.connected.borrow().iter() {
            models.extend(shown(&**remote, &format!("{}/", remote.id())));
        }
        models
    }

    /// The built-in agents.
    pub(crate) fn agents(&self) -> Vec<Agent> {
        self.own.agents()
    }

    /// The model of agents when the request names none.
    pub(crate) fn default_model(&self) -> String {
        let models = self.own.models();
        let first = models.first().and_then(Model::id);
        first.map_or_else(String::new, |id| id.to_string())
    }

    /// The brain that serves this model, if the model is in the models list.
    pub(crate) fn find(&self, model: &str) -> Option<ChosenModel> {
        let is_it = |known: &Model| known.id().is_some_and(|id| id.as_str() == model);
        if self.own.models().iter().any(is_it) {
            return Some(ChosenModel {
                brain: Arc::clone(&self.own),
                model: model.to_owned(),
            });
        }
        self.remote(model)
            .filter(|chosen| chosen.brain.models().iter().any(is_it))
    }

    /// The brain for a run. Unlike [`Brains::find`] this accepts a model that is missing from its server's list,
    /// because the server itself may still have it. Waits for a while for a server that is not connected.
    pub(crate) async fn wait_for(&self, model: &str) -> Option<ChosenModel> {
        if !model.contains('/') {
            return self.find(model);
        }
        let mut changes = self.connected.subscribe();
        let connected = async {
            loop {
                changes.borrow_and_update();
                if let Some(chosen) = self.find(model).or_else(|| self.remote(model)) {
                    return Some(chosen);
                }
                changes.changed().await.ok()?;
            }
        };
        let waited = tokio::time::timeout(self.patience, connected).await;
        waited.ok().flatten()
    }

    /// Faults to inject into HTTP responses.
    pub(crate) fn faults(&self) -> Option<Arc<script::Faults>> {
        self.own.faults()
    }

    fn remote(&self, model: &str) -> Option<ChosenModel> {
        let (server, own) = model.split_once('/')?;
        let connected = self.connected.borrow();
        let remote = connected.iter().find(|remote| remote.id() == server)?;
        let brain: Arc<dyn Brain> = Arc::clone(remote) as Arc<dyn Brain>;
        Some(ChosenModel {
            brain,
            model: own.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn brains(patience: Duration) -> Brains {
        let own = super::super::starter::Starter::new("none.gguf".into());
        Brains {
            patience,
            ..Brains::new(Arc::new(own))
        }
    }

    fn acme() -> Provider {
        serde_json::from_value(json!({
            "id": "acme", "name": "Acme", "dialect": "openai", "base_url": "http://127.0.0.1:1/v1",
            "models": [{"id": "big/one:free", "name": "Big One", "context": 1000}]
        }))
        .unwrap()
    }

    #[test]
    fn an_id_with_a_slash_leads_to_the_server_that_it_names() {
        let brains = brains(PATIENCE);
        assert!(brains.find("acme/big/one:free").is_none());
        brains.connect(vec![(acme(), Proxies::none())]);
        let chosen = brains.find("acme/big/one:free").unwrap();
        assert_eq!(chosen.model, "big/one:free");
        assert!(brains.find("acme/none").is_none());
        assert_eq!(brains.default_model(), "errand-starter");
        brains.connect(Vec::new());
        assert!(brains.find("acme/big/one:free").is_none());
    }

    #[tokio::test]
    async fn a_run_waits_for_its_server_to_be_connected() {
        let brains = Arc::new(brains(PATIENCE));
        let waiting = Arc::clone(&brains);
        let waited = tokio::spawn(async move { waiting.wait_for("acme/gone-from-the-list").await });
        tokio::task::yield_now().await;
        brains.connect(vec![(acme(), Proxies::none())]);
        assert_eq!(waited.await.unwrap().unwrap().model, "gone-from-the-list");
    }

    #[tokio::test]
    async fn a_server_that_never_comes_is_not_waited_for_without_end() {
        let brains = brains(Duration::from_millis(10));
        assert!(brains.wait_for("acme/big").await.is_none());
        assert!(brains.wait_for("errand-starter").await.is_some());
    }
}
