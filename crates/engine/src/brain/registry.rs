//! All brains of an engine, and the way from a model's id to the one that answers for it.

use std::sync::Arc;

use interactions::{Agent, Model};

use super::{Abilities, Brain, Prompt, script};

/// The brains of an engine.
pub(crate) struct Brains {
    /// The one that the engine was started with; it has the built-in agents.
    own: Arc<dyn Brain>,
}

/// A model and the brain that answers for it.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(crate) brain: Arc<dyn Brain>,
    /// The model by its brain's own id.
    pub(crate) model: String,
    /// The server that it is on; none for the engine's own brain.
    pub(crate) origin: Option<String>,
}

impl Chosen {
    /// What the model can deal with.
    pub(crate) fn abilities(&self) -> Abilities {
        self.brain.abilities(&self.model)
    }

    /// Starts one round of this model.
    pub(crate) fn think(
        &self,
        mut prompt: Prompt,
        stop: tokio_util::sync::CancellationToken,
    ) -> super::Pieces {
        prompt.chat.model.clone_from(&self.model);
        self.brain.think(prompt, stop)
    }
}

impl Brains {
    pub(crate) fn new(own: Arc<dyn Brain>) -> Self {
        Self { own }
    }

    /// All models, the engine's own first.
    pub(crate) fn models(&self) -> Vec<Model> {
        self.own.models()
    }

    /// The built-in agents.
    pub(crate) fn agents(&self) -> Vec<Agent> {
        self.own.agents()
    }

    /// The model that agents work with when nobody names one.
    pub(crate) fn default_model(&self) -> String {
        let models = self.own.models();
        let first = models.first().and_then(Model::id);
        first.map_or_else(String::new, |id| id.to_string())
    }

    /// The brain that answers for this model.
    pub(crate) fn find(&self, model: &str) -> Option<Chosen> {
        let own = self.own.models();
        let known = own
            .iter()
            .any(|known| known.id().is_some_and(|id| id.as_str() == model));
        known.then(|| Chosen {
            brain: Arc::clone(&self.own),
            model: model.to_owned(),
            origin: None,
        })
    }

    /// What goes wrong on the wire on purpose.
    pub(crate) fn faults(&self) -> Option<Arc<script::Faults>> {
        self.own.faults()
    }
}
