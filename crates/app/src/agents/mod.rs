//! The person's own agents: stored here, and created at a server when they are first used there.
//!
//! Agents at a server are immutable (contract section 10). So the id there contains a digest of the agent's content:
//! a changed agent is created beside the old version and used from then on, and the old version is deleted when no
//! run uses it any more.

pub(crate) mod check;
mod making;
mod own;
pub(crate) mod reading;
pub(crate) mod share;
pub(crate) mod skill;
mod unzip;
mod wire;

use std::collections::HashSet;
use std::sync::Mutex;

use ledger::{AgentRecord, AgentVersion, OwnAgentId};
use screen::lock;
use screen::view::{conversation, turn};
use words::say;

use crate::bridge::*;
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::money::{Owner, Owners};
use crate::who;

use own::{Head, stem};
pub(crate) use own::{OwnAgent, is_head};

/// Agents known to exist at a server since the start, by the server's base URL (`None` for this computer) and their
/// id there.
pub(crate) type KnownAgents = Mutex<HashSet<(Option<String>, String)>>;

/// Key under which the spending of agents on trial is summed.
const TRIALS: &str = "trials";

impl Core {
    /// Returns all of the person's own agents, the last changed first.
    pub(crate) async fn own_agents(&self) -> Result<Vec<OwnAgent>> {
        let rows = self.ledger(ledger::Ledger::own_agents).await?;
        // An agent that only a newer Errand can read is not shown; it stays stored.
        Ok(rows.into_iter().filter_map(OwnAgent::read).collect())
    }

    /// Returns the whole agent, for its form.
    pub(crate) async fn agent_draft(&self, id: OwnAgentId) -> Result<AgentDraft> {
        let body = self
            .ledger(move |ledger| ledger.own_agent_body(id))
            .await?
            .ok_or_else(|| errors::not_found(say::agent_gone()))?;
        serde_json::from_value(body).map_err(|cause| errors::internal(&cause))
    }

    /// Stores an agent; without `id` it is a new one.
    pub(crate) async fn keep_agent(
        &self,
        id: Option<OwnAgentId>,
        draft: AgentDraft,
    ) -> Result<AgentLine> {
        let draft = check::checked(draft)?;
        let head = Head::of(&draft);
        let is_new = id.is_none();
        let id = id.unwrap_or_else(OwnAgentId::new);
        let json = |value: serde_json::Result<_>| value.map_err(|cause| errors::internal(&cause));
        let kept = AgentRecord {
            id,
            stem: stem(&draft.name, id),
            head: json(serde_json::to_value(&head))?,
            body: json(serde_json::to_value(&draft))?,
            files: check::files(&draft)
                .map(|file| file.sha256.clone())
                .collect(),
        };
        let row = self
            .ledger(move |ledger| {
                if !is_new && ledger.own_agent(id)?.is_none() {
                    return Ok(None);
                }
                ledger.keep_agent(&kept, now()).map(Some)
            })
            .await?
            .ok_or_else(|| errors::not_found(say::agent_gone()))?;
        self.queue_unused_versions().await;
        self.push_engines().await;
        // Schedules of this agent go on with what it is now.
        self.schedules.request_poll();
        let own = OwnAgent::read(row).ok_or_else(|| errors::not_found(say::agent_gone()))?;
        Ok(own.line())
    }

    /// Deletes an agent, here at once and at servers as soon as they can be reached.
    pub(crate) async fn delete_agent(&self, id: OwnAgentId) -> Result<()> {
        let deleted = self
            .ledger(move |ledger| ledger.delete_own_agent(id, now()))
            .await?;
        if !deleted {
            return Err(errors::not_found(say::agent_gone()));
        }
        self.queue_unused_versions().await;
        self.push_engines().await;
        self.schedules.request_poll();
        Ok(())
    }

    /// Queues the deletion of versions at servers that no run uses any more.
    pub(crate) async fn queue_unused_versions(&self) {
        match self
            .ledger(|ledger| ledger.remove_retired_agents(now()))
            .await
        {
            Ok(true) => {
                // They are not there any more when they are used again.
                lock(&self.known_agents).clear();
                self.push_removals().await;
                self.deliver_removals();
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "older versions of agents stay at their servers"),
        }
    }

    /// Finds the person's own agent for an id at an engine: the id in `Who::id`, or that of any version.
    pub(crate) async fn own_agent_at(&self, engine: Engine, id: &str) -> Result<Option<OwnAgent>> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let version = versions
            .iter()
            .find(|version| version.api_id == id && conversation::engine(version.engine) == engine);
        let agents = self.own_agents().await?;
        let is_meant = |own: &OwnAgent| {
            own.stem == id || version.is_some_and(|version| version.agent == own.id)
        };
        Ok(agents.into_iter().find(is_meant))
    }

    /// Returns every id that an agent has had at an engine.
    pub(crate) async fn ids_of_agent(
        &self,
        engine: Engine,
        agent: &OwnAgent,
    ) -> Result<Vec<String>> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        Ok(agent.ids(engine, &versions))
    }

    /// Returns the person's own agents by every id that they have had at servers, to add up their runs.
    pub(crate) async fn agents_by_id(&self) -> Result<Owners> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let kept = self.own_agents().await?;
        let owner = |version: &AgentVersion| {
            let kept = kept.iter().find(|own| own.id == version.agent);
            let own = match kept {
                Some(own) => OwnAgentGroup::Kept {
                    name: own.head.name.clone(),
                },
                None if turn::is_on_trial(&version.api_id) => OwnAgentGroup::Tried,
                None => OwnAgentGroup::Deleted,
            };
            let key = match own {
                OwnAgentGroup::Tried => TRIALS.to_owned(),
                _ => version.agent.to_string(),
            };
            Owner { key, own }
        };
        Ok(versions
            .iter()
            .map(|version| (version.api_id.clone(), owner(version)))
            .collect())
    }

    /// Puts the person's own agents into the list of an engine, in place of the entries that its server lists for
    /// them.
    pub(crate) async fn with_own_agents(&self, engine: Engine, everyone: &mut Vec<Who>) {
        let read = self.ledger(ledger::Ledger::agent_versions).await;
        let (versions, agents) = match (read, self.own_agents().await) {
            (Ok(versions), Ok(agents)) => (versions, agents),
            (Err(error), _) | (_, Err(error)) => {
                tracing::error!(%error, "the person's own agents cannot be read");
                return;
            }
        };
        everyone.retain(|who| {
            !who.is_agent || versions.iter().all(|version| version.api_id != who.api_id)
        });
        if everyone.iter().any(|who| who.is_agent) {
            let servers = &self.connections.model_servers;
            let own = agents
                .iter()
                .map(|own| own.list_entry(engine, &versions, servers));
            everyone.extend(own);
        }
    }

    /// Returns agents and self-hosted environments that were not made here, as far as their servers list them.
    pub(crate) async fn foreign_agents(&self) -> Result<(Vec<ForeignAgent>, Vec<SelfHosted>)> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let has_key = self.key_status().await != KeyStatus::None;
        let listed = lock(&self.connections.listings).clone();
        let (mut foreign, mut self_hosted) = (Vec::new(), Vec::new());
        for engine in [Engine::Gemini, Engine::Local] {
            let usable = engine == Engine::Local || has_key;
            let Some(listed) = listed.get(&engine).filter(|_| usable) else {
                continue;
            };
            self_hosted.extend(listed.self_hosted.iter().map(|id| SelfHosted {
                engine,
                api_id: id.clone(),
            }));
            for agent in &listed.agents {
                let Some(id) = agent.id.as_ref().map(|id| id.as_str()) else {
                    continue;
                };
                let is_ours = versions.iter().any(|version| version.api_id == id);
                if is_ours || who::is_built_in(engine, id) {
                    continue;
                }
                foreign.push(ForeignAgent {
                    engine,
                    api_id: id.to_owned(),
                    about: agent.description.clone(),
                    base: agent.base_agent.as_ref().map(ToString::to_string),
                    instructions: agent.system_instruction.clone(),
                    tools: agent
                        .tools
                        .iter()
                        .map(|tool| tool.kind().to_owned())
                        .collect(),
                    self_hosted: listed.is_self_hosted(agent),
                });
            }
        }
        Ok((foreign, self_hosted))
    }

    /// Stores the ids that agents are billed as, for agents that a server lists and that were not made here.
    pub(crate) async fn note_foreign_prices(
        &self,
        engine: Engine,
        agents: &[interactions::Agent],
    ) -> Result<()> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let foreign = |priced: &ledger::PricedAs| {
            !who::is_built_in(engine, &priced.api_id)
                && versions
                    .iter()
                    .all(|version| version.api_id != priced.api_id)
        };
        let listed = agents
            .iter()
            .filter_map(|agent| wire::priced_as(engine, agent));
        self.note_priced_as(listed.filter(foreign).collect()).await
    }

    /// Stores the files that were read for an agent.
    pub(crate) async fn store_content(&self, found: reading::AgentContent) -> Result<ReadForAgent> {
        let mut read = ReadForAgent {
            refused: found.refused,
            ..ReadForAgent::default()
        };
        for (mut skill, files) in found.skills {
            skill.files = self.store_files(files).await?;
            read.skills.push(skill);
        }
        read.files = self.store_files(found.files).await?;
        Ok(read)
    }

    async fn store_files(&self, files: Vec<reading::ReadFile>) -> Result<Vec<AgentFile>> {
        let mut kept = Vec::new();
        for file in files {
            let bytes = file.bytes;
            let saved = self.files(move |store| store.put_bytes(&bytes)).await?;
            kept.push(AgentFile {
                path: check::safe_path(&file.path),
                sha256: saved.sha256,
                size: saved.size,
            });
        }
        Ok(kept)
    }
}
