//! The person's own agents: stored here, and created at a server when they are first used there.
//!
//! Agents at a server are immutable (contract section 10). So the id there contains a digest of the agent's content:
//! a changed agent is created beside the old version and used from then on, and the old version is deleted when no
//! run uses it any more.

pub(crate) mod check;
pub(crate) mod reading;
pub(crate) mod share;
pub(crate) mod skill;
mod unzip;
mod wire;

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use interactions::Client;
use ledger::{AgentRecord, AgentVersion, OwnAgentId};
use screen::lock;
use screen::view::place::host;
use screen::view::{conversation, turn};
use serde::{Deserialize, Serialize};
use words::say;

use crate::bridge::*;
use crate::commands::recorded_engine;
use crate::connected::{Servers, abilities};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::money::{Owner, Owners};
use crate::network::is_here;
use crate::who;

/// Agents known to exist at a server since the start, by the server's base URL (`None` for this computer) and their
/// id there.
pub(crate) type Seen = Mutex<HashSet<(Option<String>, String)>>;

/// Maximum number of letters of an agent's name in its ids.
const NAME_IN_ID: usize = 30;

/// Key under which the spending of agents on trial is summed.
const TRIALS: &str = "trials";

/// The part of an agent that a list shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Head {
    name: String,
    letter: String,
    colour: AgentColour,
    about: String,
    network: Network,
    /// `Who::id` of its model. An older Errand did not store it here, and had no agents with the model of a connected
    /// server.
    #[serde(default)]
    model: Option<String>,
    skills: Vec<String>,
    data: u32,
}

/// Returns true if this JSON is the head of an agent that this version can read.
pub(crate) fn is_head(head: &serde_json::Value) -> bool {
    Head::deserialize(head).is_ok()
}

/// An agent of the person's own, without the parts that only its form shows.
#[derive(Debug, Clone)]
pub(crate) struct Own {
    /// The agent's id here.
    pub(crate) id: OwnAgentId,
    /// The internet access of its sandbox, unless a job says otherwise.
    pub(crate) network: Network,
    stem: String,
    head: Head,
    changed_at: i64,
}

impl Own {
    /// Returns the agent as a list shows it.
    pub(crate) fn line(&self) -> AgentLine {
        let head = self.head.clone();
        AgentLine {
            id: self.id.to_string(),
            name: head.name,
            letter: head.letter,
            colour: head.colour,
            about: head.about,
            skills: head.skills,
            data: head.data,
            changed_at: self.changed_at,
        }
    }

    /// Returns the connected server's model that the agent uses at an engine, as `<provider>/<model>`.
    pub(crate) fn thinks_with(&self, engine: Engine) -> Option<&str> {
        connected_model(self.head.model.as_deref(), engine)
    }

    /// Returns every id that the agent has had at an engine, newest first.
    fn ids(&self, engine: Engine, versions: &[AgentVersion]) -> Vec<String> {
        let mine = |version: &&AgentVersion| {
            version.agent == self.id && conversation::engine(version.engine) == engine
        };
        let mine = versions.iter().filter(mine);
        mine.map(|version| version.api_id.clone()).collect()
    }

    /// Returns the agent as an entry of the list of models and agents at an engine. The id is the same for every
    /// version.
    fn who(&self, engine: Engine, versions: &[AgentVersion], servers: &Servers) -> Who {
        let head = self.head.clone();
        let ids = self.ids(engine, versions);
        let path = self.thinks_with(engine);
        let known = path.and_then(|path| servers.model(path));
        let base_url = path.and_then(|path| servers.base_url_of(path));
        Who {
            id: who::name(engine, true, &self.stem),
            engine,
            is_agent: true,
            api_id: ids.first().unwrap_or(&self.stem).clone(),
            role: Role::Own,
            display_name: Some(head.name),
            recommended: true,
            replaced_by: None,
            provider: known.as_ref().map(|(server, _)| WhoProvider {
                id: server.id.clone(),
                name: server.name.clone(),
            }),
            thinks_with: path.map(str::to_owned),
            goes_to: base_url.filter(|url| !is_here(url)).map(|url| host(&url)),
            can: known.map_or_else(Abilities::default, |(_, model)| abilities(&model)),
            own: Some(OwnWho {
                agent: self.id.to_string(),
                letter: head.letter,
                colour: head.colour,
                about: head.about,
                network: head.network,
                ids,
            }),
        }
    }
}

/// Returns the connected server's model, as `<provider>/<model>`, of an agent with this model at an engine.
fn connected_model(model: Option<&str>, engine: Engine) -> Option<&str> {
    let (of, is_agent, id) = who::parse(model?)?;
    let id = who::model_of(of, is_agent, id)?;
    (of == engine).then_some(id)
}

impl Core {
    /// Returns all of the person's own agents, the last changed first.
    pub(crate) async fn own_agents(&self) -> Result<Vec<Own>> {
        let rows = self.ledger(ledger::Ledger::own_agents).await?;
        // An agent that only a newer Errand can read is not shown; it stays stored.
        Ok(rows.into_iter().filter_map(own).collect())
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
        let head = Head {
            name: draft.name.clone(),
            letter: draft.letter.clone(),
            colour: draft.colour,
            about: draft.about.clone(),
            network: draft.network.clone(),
            model: draft.model.clone(),
            skills: draft
                .skills
                .iter()
                .map(|skill| skill.name.clone())
                .collect(),
            data: u32::try_from(draft.data.len()).unwrap_or(u32::MAX),
        };
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
        self.tidy_agents().await;
        self.push_engines().await;
        let own = own(row).ok_or_else(|| errors::not_found(say::agent_gone()))?;
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
        self.tidy_agents().await;
        self.push_engines().await;
        Ok(())
    }

    /// Queues the deletion of versions at servers that no run uses any more.
    pub(crate) async fn tidy_agents(&self) {
        match self
            .ledger(|ledger| ledger.remove_retired_agents(now()))
            .await
        {
            Ok(true) => {
                self.push_removals().await;
                self.deliver_removals();
            }
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "older versions of agents stay at their servers"),
        }
    }

    /// Finds the person's own agent for an id at an engine: the id in `Who::id`, or that of any version.
    pub(crate) async fn own_agent_at(&self, engine: Engine, id: &str) -> Result<Option<Own>> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let version = versions
            .iter()
            .find(|version| version.api_id == id && conversation::engine(version.engine) == engine);
        let agents = self.own_agents().await?;
        let is_meant =
            |own: &Own| own.stem == id || version.is_some_and(|version| version.agent == own.id);
        Ok(agents.into_iter().find(is_meant))
    }

    /// Returns every id that an agent has had at an engine.
    pub(crate) async fn ids_of_agent(&self, engine: Engine, agent: &Own) -> Result<Vec<String>> {
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
                Some(own) => OwnSpent::Kept {
                    name: own.head.name.clone(),
                },
                None if turn::is_on_trial(&version.api_id) => OwnSpent::Tried,
                None => OwnSpent::Deleted,
            };
            let key = match own {
                OwnSpent::Tried => TRIALS.to_owned(),
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
            let servers = &self.connections.servers;
            let own = agents.iter().map(|own| own.who(engine, &versions, servers));
            everyone.extend(own);
        }
    }

    /// Returns agents and self-hosted environments that were not made here, as far as their servers list them.
    pub(crate) async fn made_elsewhere(&self) -> Result<(Vec<ForeignAgent>, Vec<SelfHosted>)> {
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let has_key = self.key_status().await != KeyStatus::None;
        let listed = lock(&self.connections.listed).clone();
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

    /// Returns the agent's id at an engine for its current content; creates the agent there if necessary.
    ///
    /// # Errors
    /// Any error that keeps the server from having it: no key, no network, or a refusal of the server.
    pub(crate) async fn agent_at(&self, engine: Engine, own: &Own) -> Result<String> {
        let draft = self.agent_draft(own.id).await?;
        self.make_agent(engine, own.id, &own.stem, &draft).await
    }

    /// Like [`Core::agent_at`], for an agent that is only tried and not stored. It is deleted at the server when its
    /// run is over.
    pub(crate) async fn trial_at(&self, engine: Engine, draft: AgentDraft) -> Result<String> {
        let draft = check::checked(draft)?;
        let id = OwnAgentId::new();
        let stem = format!("{}{}", turn::TRIAL_IDS, chance(id));
        self.make_agent(engine, id, &stem, &draft).await
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
        let path = connected_model(draft.model.as_deref(), engine);
        let model = path.map(|path| self.provided(path)).transpose()?;
        if engine == Engine::Local && model.is_none() && !self.has_brain() {
            return Err(errors::no_model());
        }
        let bytes = self.bytes_of_agent(draft).await?;
        let calls_functions = model.is_none_or(|model| model.tools != Some(false));
        let is_local = engine == Engine::Local;
        let web = wire::Web {
            search: calls_functions && (!is_local || self.connections.search.is_named()),
            pages: calls_functions,
        };
        let made = wire::Made { at: engine, web };
        let agent = wire::agent(draft, made, who::base_agent(engine), stem, &bytes);
        let api_id = agent.id.as_ref().map(ToString::to_string);
        let api_id = api_id.unwrap_or_default();
        let origin = match engine {
            Engine::Gemini => Some(self.base_url()),
            Engine::Local => path.and_then(|path| self.place_of_model(path)),
        };
        let key = (origin.clone(), api_id.clone());
        // At Google only the person deletes agents; the engine here can be emptied at any time.
        if engine == Engine::Gemini && lock(&self.seen_agents).contains(&key) {
            return Ok(api_id);
        }
        let client = match engine {
            Engine::Gemini => self.gemini_client().await?,
            Engine::Local => self.local_client().await?,
        };
        make(&client, &agent)
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
        lock(&self.seen_agents).insert(key);
        self.push_engines().await;
        Ok(api_id)
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

    /// Stores the files that were read for an agent.
    pub(crate) async fn keep_found(&self, found: reading::Found) -> Result<ReadForAgent> {
        let mut read = ReadForAgent {
            refused: found.refused,
            ..ReadForAgent::default()
        };
        for (mut skill, files) in found.skills {
            skill.files = self.keep_read(files).await?;
            read.skills.push(skill);
        }
        read.files = self.keep_read(found.files).await?;
        Ok(read)
    }

    async fn keep_read(&self, files: Vec<reading::ReadFile>) -> Result<Vec<AgentFile>> {
        let mut kept = Vec::new();
        for file in files {
            let bytes = file.bytes;
            let saved = self.files(move |store| store.put_bytes(&bytes)).await?;
            kept.push(AgentFile {
                path: check::safe(&file.path),
                sha256: saved.sha256,
                size: saved.size,
            });
        }
        Ok(kept)
    }
}

/// Creates an agent at a server that does not have it yet.
async fn make(client: &Client, agent: &interactions::Agent) -> Result<(), interactions::Error> {
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

fn own(row: ledger::OwnAgent) -> Option<Own> {
    let head: Head = serde_json::from_value(row.head).ok()?;
    Some(Own {
        id: row.id,
        network: head.network.clone(),
        stem: row.stem,
        head,
        changed_at: row.changed_at,
    })
}

/// Returns the prefix of an agent's ids at servers. It never equals a reserved prefix or [`turn::TRIAL_IDS`].
fn stem(name: &str, id: OwnAgentId) -> String {
    let name = match skill::slug(name, NAME_IN_ID) {
        slug if slug.is_empty() => "agent".to_owned(),
        slug => slug,
    };
    format!("my-{name}-{}", chance(id))
}

/// Returns the suffix that distinguishes the ids of two agents of the same name.
fn chance(id: OwnAgentId) -> String {
    // The id begins with the time and ends with random digits.
    let mut id = id.0.simple().to_string();
    id.split_off(id.len() - 8)
}
