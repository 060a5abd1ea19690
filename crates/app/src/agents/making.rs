//! Creates agents at a server, when they are first used there and after each change.

use std::collections::HashMap;

use interactions::Client;
use ledger::{AgentVersion, OwnAgentId};
use screen::lock;
use screen::view::turn;

use super::own::{OwnAgent, connected_model, id_suffix};
use super::{check, wire};
use crate::bridge::*;
use crate::commands::recorded_engine;
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::tools::tools_of_agent;
use crate::who;

impl Core {
    /// Returns the agent's id at an engine for its current content; creates the agent there if necessary.
    ///
    /// # Errors
    /// Any error that keeps the server from having it: no key, no network, or a refusal of the server.
    pub(crate) async fn agent_at(&self, engine: Engine, own: &OwnAgent) -> Result<String> {
        let draft = self.agent_draft(own.id).await?;
        self.make_agent(engine, own.id, &own.stem, &draft).await
    }

    /// Like [`Core::agent_at`], for an agent that is only tried and not stored. It is deleted at the server when its
    /// run is over.
    pub(crate) async fn trial_at(&self, engine: Engine, draft: AgentDraft) -> Result<String> {
        let draft = check::checked(draft)?;
        let id = OwnAgentId::new();
        let stem = format!("{}{}", turn::TRIAL_IDS, id_suffix(id));
        self.make_agent(engine, id, &stem, &draft).await
    }

    /// Returns the tools of a conversation that tries an agent; `None` for those that its server gives it anyway.
    pub(crate) fn trial_tools(&self, engine: Engine, draft: &AgentDraft) -> Result<Option<Tools>> {
        let declares = !draft.tools.servers.is_empty() && self.calls_functions(engine, draft)?;
        Ok(declares.then(|| tools_of_agent(&draft.tools)))
    }

    /// Returns true if the model of an agent at an engine can call functions, as far as is known.
    fn calls_functions(&self, engine: Engine, draft: &AgentDraft) -> Result<bool> {
        let path = connected_model(draft.model.as_deref(), engine);
        let model = path.map(|path| self.connected_model(path)).transpose()?;
        Ok(model.is_none_or(|model| model.tools != Some(false)))
    }

    async fn make_agent(
        &self,
        engine: Engine,
        id: OwnAgentId,
        stem: &str,
        draft: &AgentDraft,
    ) -> Result<String> {
        if engine == Engine::Gemini && self.key_status().await == KeyStatus::None {
            return Err(errors::no_key(&self.base_url()));
        }
        let agent = self.agent_definition(engine, stem, draft).await?;
        let api_id = agent.id.as_ref().map(ToString::to_string);
        let api_id = api_id.unwrap_or_default();
        let origin = match engine {
            Engine::Gemini => Some(self.base_url()),
            Engine::Local => connected_model(draft.model.as_deref(), engine)
                .and_then(|path| self.recipient_url_of_model(path)),
        };
        let key = (origin.clone(), api_id.clone());
        // The engine here can be emptied at any time. At Google an agent stays until Errand or the person deletes it.
        let is_seen = engine == Engine::Gemini && lock(&self.known_agents).contains(&key);
        if is_seen && !self.is_retired(&api_id).await? {
            return Ok(api_id);
        }
        let client = match engine {
            Engine::Gemini => self.gemini_client().await?,
            Engine::Local => self.local_client().await?,
        };
        create(&client, &agent)
            .await
            .map_err(|cause| errors::call(&cause))?;
        let version = AgentVersion {
            agent: id,
            engine: recorded_engine(engine),
            origin,
            api_id: api_id.clone(),
            made_at: now(),
            retired: false,
        };
        let priced = wire::priced_as(engine, &agent);
        self.ledger(move |ledger| ledger.note_agent_version(&version))
            .await?;
        self.note_priced_as(priced.into_iter().collect()).await?;
        lock(&self.known_agents).insert(key);
        self.push_engines().await;
        Ok(api_id)
    }

    /// Returns the definition of an agent as an engine gets it, under an id that begins with `stem` and contains the
    /// digest of its content.
    async fn agent_definition(
        &self,
        engine: Engine,
        stem: &str,
        draft: &AgentDraft,
    ) -> Result<interactions::Agent> {
        let is_local = engine == Engine::Local;
        let calls_functions = self.calls_functions(engine, draft)?;
        let has_own_model = connected_model(draft.model.as_deref(), engine).is_some();
        if is_local && !has_own_model && !self.has_brain() {
            return Err(errors::no_model());
        }
        let bytes = self.bytes_of_agent(draft).await?;
        let target = wire::AgentTarget {
            at: engine,
            web: wire::WebTools {
                search: calls_functions && (!is_local || self.connections.search_server.is_named()),
                pages: calls_functions,
            },
            servers: self.servers_of_agent(engine, calls_functions, &draft.tools.servers),
        };
        let base = who::base_agent(engine);
        Ok(wire::agent(draft, &target, base, stem, &bytes))
    }

    /// Returns true if a version was replaced by a newer one, and would be deleted at its server.
    async fn is_retired(&self, api_id: &str) -> Result<bool> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let is_this = |version: &AgentVersion| version.api_id == api_id && version.retired;
        Ok(versions.iter().any(is_this))
    }

    /// Returns the bytes of every file of an agent, by their SHA-256.
    pub(crate) async fn bytes_of_agent(
        &self,
        draft: &AgentDraft,
    ) -> Result<HashMap<String, Vec<u8>>> {
        let mut bytes = HashMap::new();
        for file in check::files(draft) {
            let sha256 = file.sha256.clone();
            let read = self.files(move |store| store.read(&sha256)).await?;
            bytes.insert(file.sha256.clone(), read);
        }
        Ok(bytes)
    }
}

/// Creates an agent at a server that does not have it yet.
async fn create(client: &Client, agent: &interactions::Agent) -> Result<(), interactions::Error> {
    use interactions::Error::Api;
    let id = agent.id.clone().unwrap_or_default();
    match client.agents().get(&id).await {
        Ok(_) => return Ok(()),
        Err(Api { status: 404, .. }) => {}
        Err(error) => return Err(error),
    }
    match client.agents().create(agent).await {
        // The id contains the content's digest, so a 409 means that an earlier call whose answer was lost has created
        // it.
        Ok(_) | Err(Api { status: 409, .. }) => Ok(()),
        Err(error) => Err(error),
    }
}
