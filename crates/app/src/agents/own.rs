//! An agent of the person's own as it is stored, as the lists show it, and its ids at servers.

use ledger::{AgentVersion, OwnAgentId};
use screen::view::conversation;
use screen::view::host::host;
use serde::{Deserialize, Serialize};

use super::skill;
use crate::bridge::*;
use crate::model_servers::{ModelServers, abilities};
use crate::network::is_here;
use crate::who;

/// Maximum number of letters of an agent's name in its ids.
const NAME_IN_ID: usize = 30;

/// The part of an agent that a list shows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) letter: String,
    pub(super) colour: AgentColour,
    pub(super) about: String,
    pub(super) network: Network,
    /// `Who::id` of its model. An older Errand did not store it here, and had no agents with the model of a connected
    /// server.
    #[serde(default)]
    pub(super) model: Option<String>,
    pub(super) skills: Vec<String>,
    pub(super) data: u32,
}

impl Head {
    pub(super) fn of(draft: &AgentDraft) -> Self {
        let skills = draft.skills.iter().map(|skill| skill.name.clone());
        Self {
            name: draft.name.clone(),
            letter: draft.letter.clone(),
            colour: draft.colour,
            about: draft.about.clone(),
            network: draft.network.clone(),
            model: draft.model.clone(),
            skills: skills.collect(),
            data: u32::try_from(draft.data.len()).unwrap_or(u32::MAX),
        }
    }
}

/// Returns true if this JSON is the head of an agent that this version can read.
pub(crate) fn is_head(head: &serde_json::Value) -> bool {
    Head::deserialize(head).is_ok()
}

/// An agent of the person's own, without the parts that only its form shows.
#[derive(Debug, Clone)]
pub(crate) struct OwnAgent {
    /// The agent's id here.
    pub(crate) id: OwnAgentId,
    /// The internet access of its sandbox, unless a job says otherwise.
    pub(crate) network: Network,
    /// The prefix of its ids at servers.
    pub(super) stem: String,
    pub(super) head: Head,
    changed_at: i64,
}

impl OwnAgent {
    /// Reads a stored agent; `None` if a newer Errand wrote it.
    pub(super) fn read(row: ledger::OwnAgent) -> Option<Self> {
        let head: Head = serde_json::from_value(row.head).ok()?;
        Some(Self {
            id: row.id,
            network: head.network.clone(),
            stem: row.stem,
            head,
            changed_at: row.changed_at,
        })
    }

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
    pub(crate) fn connected_model_at(&self, engine: Engine) -> Option<&str> {
        connected_model(self.head.model.as_deref(), engine)
    }

    /// Returns every id that the agent has had at an engine, newest first.
    pub(super) fn ids(&self, engine: Engine, versions: &[AgentVersion]) -> Vec<String> {
        let mine = |version: &&AgentVersion| {
            version.agent == self.id && conversation::engine(version.engine) == engine
        };
        let mine = versions.iter().filter(mine);
        mine.map(|version| version.api_id.clone()).collect()
    }

    /// Returns the agent as an entry of the list of models and agents at an engine. The id is the same for every
    /// version.
    pub(super) fn list_entry(
        &self,
        engine: Engine,
        versions: &[AgentVersion],
        servers: &ModelServers,
    ) -> Who {
        let head = self.head.clone();
        let ids = self.ids(engine, versions);
        let path = self.connected_model_at(engine);
        let known = path.and_then(|path| servers.model(path));
        let base_url = path.and_then(|path| servers.base_url_of(path));
        Who {
            id: who::entry_id(engine, true, &self.stem),
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
pub(super) fn connected_model(model: Option<&str>, engine: Engine) -> Option<&str> {
    let (of, is_agent, id) = who::parse(model?)?;
    let id = who::model_of(of, is_agent, id)?;
    (of == engine).then_some(id)
}

/// Returns the prefix of an agent's ids at servers. It never equals a reserved prefix or [`screen::view::turn::TRIAL_IDS`].
pub(super) fn stem(name: &str, id: OwnAgentId) -> String {
    let name = match skill::slug(name, NAME_IN_ID) {
        slug if slug.is_empty() => "agent".to_owned(),
        slug => slug,
    };
    format!("my-{name}-{}", id_suffix(id))
}

/// Returns the suffix that distinguishes the ids of two agents of the same name.
pub(super) fn id_suffix(id: OwnAgentId) -> String {
    // The id begins with the time and ends with random digits.
    let mut id = id.0.simple().to_string();
    id.split_off(id.len() - 8)
}
