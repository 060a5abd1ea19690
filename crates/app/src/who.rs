//! The list of models and agents: those this version knows, merged with those the servers list.

mod about;
mod built_in;
mod connected;

use interactions::{Agent, EnvironmentId, EnvironmentMode, EnvironmentSpec, Model};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::bridge::{Abilities, Engine, Role, Who, WhoList};

pub(crate) use connected::{agent_and_model, model_of, of_provider, of_this_computer};

pub(crate) use about::{about, choices};
use built_in::{BuiltIn, GEMINI, Kind, LOCAL};

/// The id of the agent on this computer.
pub(crate) const LOCAL_AGENT: &str = "errand-agent";

/// The models and agents that a server listed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct ServerListing {
    /// Its models.
    pub(crate) models: Vec<Model>,
    /// The agents; the service lists only the person's own.
    pub(crate) agents: Vec<Agent>,
    /// The ids of environments whose programs run with a worker of their owner (contract section 9.7).
    #[serde(default)]
    pub(crate) self_hosted: Vec<String>,
}

impl ServerListing {
    /// Returns true if an agent's programs run with a worker of its owner. Nothing runs unless that worker is
    /// connected, which cannot be seen from here.
    pub(crate) fn is_self_hosted(&self, agent: &Agent) -> bool {
        let Some(environment) = &agent.base_environment else {
            return false;
        };
        let is_listed = |id: &EnvironmentId| self.self_hosted.iter().any(|it| it == id.as_str());
        let mode = match environment {
            EnvironmentSpec::Config(config) => config.mode.as_ref(),
            _ => None,
        };
        mode.is_some_and(EnvironmentMode::is_self_hosted)
            || environment.environment_id().is_some_and(is_listed)
    }
}

/// Returns the models and agents of one engine; without `listed` (offline, not started) the built-in ones.
pub(crate) fn of_engine(engine: Engine, listed: Option<&ServerListing>) -> Vec<Who> {
    let built_in = built_in_entries(engine);
    let Some(listed) = listed else {
        return built_in
            .iter()
            .map(|known| from_table(engine, known, known.recommended))
            .collect();
    };
    let is_built_in = |id: &str| built_in.iter().any(|known| known.id == id);
    let mut everyone = listed_built_in(engine, listed);
    for model in &listed.models {
        if let Some(id) = usable_model(model).filter(|id| !is_built_in(id)) {
            everyone.push(listed_model(engine, id, model));
        }
    }
    // An agent with a worker elsewhere may have nothing to run its programs, so it is not offered.
    let offered = listed
        .agents
        .iter()
        .filter(|agent| !listed.is_self_hosted(agent));
    for agent in offered {
        let id = agent.id.as_ref().map(ToString::to_string);
        if let Some(id) = id.filter(|id| !is_built_in(id)) {
            everyone.push(listed_agent(engine, id));
        }
    }
    everyone
}

/// Returns the built-in models and agents that a server lists.
fn listed_built_in(engine: Engine, listed: &ServerListing) -> Vec<Who> {
    let models: Vec<String> = listed.models.iter().filter_map(usable_model).collect();
    let has_agent = |id: &str| {
        let mut ids = listed.agents.iter().filter_map(|agent| agent.id.as_ref());
        ids.any(|it| it.as_str() == id)
    };
    let mut everyone = Vec::new();
    for known in built_in_entries(engine) {
        let is_listed = match known.kind {
            Kind::Model => models.contains(&known.id),
            // The service does not list its own agents, so a missing one means nothing there.
            Kind::Agent => engine == Engine::Gemini || has_agent(&known.id),
        };
        if is_listed {
            let mut who = from_table(engine, known, known.recommended);
            let mut models = listed.models.iter();
            if let Some(model) = models.find(|it| it.id().is_some_and(|id| id.as_str() == known.id))
            {
                who.display_name = model.display_name.clone().or(who.display_name);
                who.can = abilities(model);
            }
            everyone.push(who);
        }
    }
    everyone
}

/// Returns the entry of a listed model that is not built in.
fn listed_model(engine: Engine, id: String, model: &Model) -> Who {
    Who {
        id: entry_id(engine, false, &id),
        engine,
        is_agent: false,
        role: model_role(engine, &id),
        display_name: model.display_name.clone(),
        recommended: engine == Engine::Local,
        replaced_by: None,
        provider: None,
        thinks_with: None,
        goes_to: None,
        can: abilities(model),
        own: None,
        api_id: id,
    }
}

/// Returns the entry of a listed agent that is not built in.
fn listed_agent(engine: Engine, id: String) -> Who {
    Who {
        id: entry_id(engine, true, &id),
        engine,
        is_agent: true,
        role: Role::Own,
        // The id of an own agent is the name that its maker gave it.
        display_name: Some(id.clone()),
        recommended: true,
        replaced_by: None,
        provider: None,
        thinks_with: None,
        goes_to: None,
        can: Abilities::default(),
        own: None,
        api_id: id,
    }
}

/// Returns the kind of output that a model makes.
pub(crate) fn model_role(engine: Engine, id: &str) -> Role {
    let known = |known: &&BuiltIn| known.kind == Kind::Model && known.id == id;
    match engine {
        Engine::Local => Role::Quick,
        Engine::Gemini => match GEMINI.iter().find(known) {
            Some(known) => known.role,
            None if id.starts_with("gemini-omni-") => Role::Filmmaker,
            None => Role::Other,
        },
    }
}

/// Returns the list for the composer: recommended entries first, with the last choices preselected. Models that make
/// videos are not generally available yet, so they are only listed if the person has switched that on.
pub(crate) fn list(
    engines: Vec<Vec<Who>>,
    with_video: bool,
    last_chat: Option<&str>,
    last_job: Option<&str>,
) -> WhoList {
    let mut everyone: Vec<Who> = engines
        .into_iter()
        .flatten()
        .filter(|who| with_video || who.role != Role::Filmmaker)
        .collect();
    everyone.sort_by_key(|who| (!who.recommended, who.replaced_by.is_some()));
    let choose = |is_agent: bool, last: Option<&str>| {
        let fits = |who: &&Who| who.is_agent == is_agent && who.replaced_by.is_none();
        everyone
            .iter()
            .filter(fits)
            .find(|who| Some(who.id.as_str()) == last)
            .or_else(|| everyone.iter().find(fits))
            .map(|who| who.id.clone())
    };
    WhoList {
        for_chat: choose(false, last_chat),
        for_job: choose(true, last_job),
        about: Vec::new(),
        everyone,
    }
}

/// Parses `Who::id` into the engine, whether it is an agent, and the API's id.
pub(crate) fn parse(id: &str) -> Option<(Engine, bool, &str)> {
    let mut pieces = id.splitn(3, ':');
    let engine = match pieces.next()? {
        "gemini" => Engine::Gemini,
        "local" => Engine::Local,
        _ => return None,
    };
    let is_agent = match pieces.next()? {
        "model" => false,
        "agent" => true,
        _ => return None,
    };
    let id = pieces.next().filter(|id| !id.is_empty())?;
    Some((engine, is_agent, id))
}

/// Returns true if this version knows a model or agent with this id.
pub(crate) fn is_built_in(engine: Engine, id: &str) -> bool {
    built_in_entries(engine).iter().any(|known| known.id == id)
}

/// Returns the built-in agent of an engine that the person's own agents build on (contract section 10).
pub(crate) fn base_agent(engine: Engine) -> &'static str {
    let worker =
        |known: &&BuiltIn| known.role == Role::Worker && known.replaced_by(today()).is_none();
    built_in_entries(engine)
        .iter()
        .find(worker)
        .map_or("", |known| known.id.as_str())
}

fn built_in_entries(engine: Engine) -> &'static [BuiltIn] {
    match engine {
        Engine::Gemini => &GEMINI,
        Engine::Local => &LOCAL,
    }
}

/// Returns true if an agent works in a sandbox. Deep Research does not (contract sections 3.5 and 9).
pub(crate) fn needs_sandbox(agent: &str) -> bool {
    !agent.starts_with("deep-research")
}

/// Returns the date by which ids retire.
fn today() -> Date {
    prices::day(crate::core::now())
}

fn from_table(engine: Engine, known: &BuiltIn, recommended: bool) -> Who {
    let is_agent = known.kind == Kind::Agent;
    Who {
        id: entry_id(engine, is_agent, &known.id),
        engine,
        is_agent,
        api_id: known.id.clone(),
        role: known.role,
        display_name: Some(known.name.clone()),
        recommended,
        replaced_by: known.replaced_by(today()).map(str::to_owned),
        provider: None,
        thinks_with: None,
        goes_to: None,
        can: Abilities::default(),
        own: None,
    }
}

/// Returns the abilities that a server lists for a model.
fn abilities(model: &Model) -> Abilities {
    Abilities {
        thinking: model.thinking,
        context: model.input_token_limit,
        ..Abilities::default()
    }
}

/// Formats `Who::id`, which is stable across restarts.
pub(crate) fn entry_id(engine: Engine, is_agent: bool, id: &str) -> String {
    let engine = match engine {
        Engine::Gemini => "gemini",
        Engine::Local => "local",
    };
    format!("{engine}:{}:{id}", if is_agent { "agent" } else { "model" })
}

/// Returns the id of a model that can answer. The list of models does not say which support interactions (contract
/// 2.4), so those that cannot generate text at all are left out.
fn usable_model(model: &Model) -> Option<String> {
    let methods = &model.supported_generation_methods;
    let generates = methods.is_empty()
        || methods
            .iter()
            .any(|method| method == "generateContent" || method == "createInteraction");
    let id = model.id()?.into_string();
    (generates && !id.is_empty()).then_some(id)
}

#[cfg(test)]
mod tests;
