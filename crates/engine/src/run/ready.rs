//! Loads what a run needs from the store: its brain, the conversation before it, its agent.

use std::sync::Arc;

use interactions::{AgentConfig, Content, CreateInteraction, Status, Step};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::agent::Agent;
use super::engine_tools::{EngineTools, ToolContext};
use super::given::GivenFiles;
use super::recorder::Recorder;
use super::request_options::RequestOptions;
use super::work::Work;
use super::{LiveRuns, prompt};
use crate::brain::RoundError;
use crate::brain::registry::ChosenModel;
use crate::egress::Rules;
use crate::egress::swaps::stand_in;
use crate::error::ApiError;
use crate::programs::Launcher;
use crate::state::{InteractionRow, StoreError};

/// Why a run cannot begin or resume.
pub(super) enum NotReady {
    Fail(RoundError),
    Cancelled,
    /// The engine stops; the run resumes at its next start.
    Paused,
}

impl NotReady {
    pub(super) async fn settle(self, record: &mut Recorder) -> Result<(), StoreError> {
        if !record.timeline().started() && !matches!(self, Self::Paused) {
            record.begin();
        }
        match self {
            Self::Fail(failed) => record.fail(&failed).await,
            Self::Cancelled => record.end(Status::Cancelled).await,
            Self::Paused => Ok(()),
        }
    }
}

impl LiveRuns {
    /// Loads the work of a run.
    pub(super) async fn work(
        &self,
        row: &InteractionRow,
        cancel: CancellationToken,
    ) -> Result<Result<Work, NotReady>, StoreError> {
        let request: CreateInteraction = serde_json::from_value(row.request.clone())?;
        let (options, tools) = match self.options_and_tools(&request) {
            Ok(read) => read,
            Err(error) => {
                let failed = RoundError::new(&error.code, error.message);
                return Ok(Err(NotReady::Fail(failed)));
            }
        };
        let config = self.agent_config(&request).await?;
        let brain = tokio::select! {
            brain = self.brain(&request, config.as_ref()) => brain.map_err(NotReady::Fail),
            () = cancel.cancelled() => Err(NotReady::Cancelled),
            () = self.pause.cancelled() => Err(NotReady::Paused),
        };
        let brain = match brain {
            Ok(brain) => brain,
            Err(cannot) => return Ok(Err(cannot)),
        };
        let input = request
            .input
            .clone()
            .and_then(interactions::Input::into_steps)
            .unwrap_or_default();
        let agent = match (&request.agent, &row.environment_id) {
            (Some(_), Some(environment)) => {
                let mut agent = self.agent(&request, config.as_ref(), environment).await?;
                if brain.brain.coach().keeps_given_files() {
                    agent.given = Some(self.given_files(environment).await?);
                }
                Some(agent)
            }
            _ => None,
        };
        let tool_context = self.tool_context(agent.as_ref());
        let room = brain
            .abilities()
            .context
            .map(|tokens| tokens.saturating_mul(BYTES_OF_A_TOKEN));
        let (mut before, is_cut) = self.history(row.previous.clone(), room).await?;
        let asked = before.len();
        before.extend(input);
        let before = self.with_bytes(before).await?;
        let ask = prompt::ask(&before[asked..]);
        let new = prompt::new_from(&before);
        Ok(Ok(Work {
            brain,
            before,
            is_cut,
            new,
            ask,
            system: request.system_instruction.clone(),
            options,
            tools,
            tool_context,
            agent,
            cancel,
            pause: self.pause.clone(),
        }))
    }

    fn options_and_tools(
        &self,
        request: &CreateInteraction,
    ) -> Result<(RequestOptions, EngineTools), ApiError> {
        let options = RequestOptions::of(request)?;
        let mut tools = EngineTools::of(&request.tools)?;
        if !self.web.can_search() {
            tools.forgo_search();
        }
        Ok((options, tools))
    }

    fn tool_context(&self, agent: Option<&Agent>) -> ToolContext {
        let listed = agent.and_then(|agent| agent.network.clone());
        ToolContext {
            web: Arc::clone(&self.web),
            launcher: self.launcher(agent),
            rules: listed.unwrap_or_else(|| Arc::new(Rules::public())),
        }
    }

    /// The brain for the request's model, or for the agent's. After a restart this may wait for the model's server to
    /// be connected.
    async fn brain(
        &self,
        request: &CreateInteraction,
        config: Option<&AgentConfig>,
    ) -> Result<ChosenModel, RoundError> {
        let model = match (&request.model, config.and_then(model_of)) {
            (Some(model), _) => model.to_string(),
            (None, Some(model)) => model.strip_prefix("models/").unwrap_or(model).to_owned(),
            (None, None) => self.brains.default_model(),
        };
        let found = self.brains.wait_for(&model).await;
        found.ok_or_else(|| match model.split_once('/') {
            Some((server, _)) => RoundError::new(
                "failed_precondition",
                format!(
                    "The server '{server}' of the model '{model}' is not connected. Connect it in the settings under \
                     Models, then send this again."
                ),
            ),
            None => RoundError::new(
                "model_not_found",
                format!("There is no model '{model}' here any more. Choose another one."),
            ),
        })
    }

    /// The steps with the bytes of uploaded files inserted where they only reference them.
    async fn with_bytes(&self, mut steps: Vec<Step>) -> Result<Vec<Step>, StoreError> {
        let uploaded = Arc::clone(&self.uploaded);
        let work = move || {
            uploaded.put_bytes_into(&mut steps);
            steps
        };
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| StoreError::Closed)
    }

    /// The agent's configuration: from the request, or from the custom agent itself.
    async fn agent_config(
        &self,
        request: &CreateInteraction,
    ) -> Result<Option<AgentConfig>, StoreError> {
        let (Some(id), None) = (&request.agent, &request.agent_config) else {
            return Ok(request.agent_config.clone());
        };
        let custom = self.store.agent(id.as_str()).await?;
        let config = custom.and_then(|row| row.body.get("agent_config").cloned());
        Ok(config.and_then(|config| serde_json::from_value(config).ok()))
    }

    async fn agent(
        &self,
        request: &CreateInteraction,
        config: Option<&AgentConfig>,
        environment: &str,
    ) -> Result<Agent, StoreError> {
        let id = request.agent.as_ref().map_or("", |agent| agent.as_str());
        let custom = self.store.agent(id).await?.map(|row| row.body);
        let own = custom
            .as_ref()
            .and_then(|body| body.get("system_instruction")?.as_str());
        let asked = request.system_instruction.as_deref();
        let env = self.env_of(environment).await?;
        Ok(Agent {
            instructions: Agent::instructions(&self.files, environment, own, asked).await,
            max_total_tokens: config.and_then(token_cap),
            environment_id: environment.to_owned(),
            files: Arc::clone(&self.files),
            sandbox: Arc::clone(&self.sandbox),
            env: variables(env.as_ref(), environment),
            stand_ins: stand_ins(env.as_ref(), environment),
            network: self.network_of(environment).await?,
            credentials: Arc::clone(&self.credentials),
            given: None,
        })
    }

    /// The files that came with this turn and with those before it.
    async fn given_files(&self, environment: &str) -> Result<GivenFiles, StoreError> {
        let row = self.store.environment(environment).await?;
        let paths = row.map(|row| row.given()).unwrap_or_default();
        let files = Arc::clone(&self.files);
        Ok(GivenFiles::new(files, environment, paths))
    }

    /// The launcher for MCP servers that are programs of this computer; they share the workspace of the agent's
    /// programs.
    fn launcher(&self, agent: Option<&Agent>) -> Launcher {
        let workspace = agent.map(|agent| self.files.workspace(&agent.environment_id));
        Launcher {
            programs: Arc::clone(&self.programs),
            sandbox: Arc::clone(&self.sandbox),
            credentials: Arc::clone(&self.credentials),
            workspace: workspace.and_then(Result::ok),
            network: agent.and_then(|agent| agent.network.clone()),
        }
    }

    /// The network rules of an environment. Invalid rules allow nothing.
    async fn network_of(&self, environment: &str) -> Result<Option<Arc<Rules>>, StoreError> {
        let row = self.store.environment(environment).await?;
        let network =
            row.and_then(|row| serde_json::from_value(row.settings["network"].clone()).ok());
        let rules = Rules::read(network.as_ref()).ok().flatten();
        Ok(rules.map(Arc::new))
    }

    /// The variables of an environment, as they were sent.
    async fn env_of(&self, environment: &str) -> Result<Option<Value>, StoreError> {
        let row = self.store.environment(environment).await?;
        Ok(row.and_then(|row| row.settings.get("env").cloned()))
    }

    /// The steps of the previous interactions, oldest first, and true if there are older ones. A deleted interaction
    /// ends the chain.
    ///
    /// The chain is read from the newest back, up to the bytes that the brain has room for: a conversation may be
    /// much longer.
    async fn history(
        &self,
        mut previous: Option<String>,
        room: Option<u64>,
    ) -> Result<(Vec<Step>, bool), StoreError> {
        let mut steps: Vec<Vec<Step>> = Vec::new();
        let mut walked = 0;
        while let Some(id) = previous.take_if(|_| room.is_none_or(|room| walked < room)) {
            let Some(row) = self.store.interaction(&id).await? else {
                break;
            };
            let turn = self.timeline_of(&row).await?;
            walked += turn.iter().flat_map(Step::content).map(weight).sum::<u64>();
            steps.push(turn);
            previous = row.previous;
        }
        let is_cut = previous.is_some();
        Ok((steps.into_iter().rev().flatten().collect(), is_cut))
    }
}

/// Upper bound of the bytes per token, so that never too little is read.
const BYTES_OF_A_TOKEN: u64 = 8;
/// Weight of an image or another medium, in bytes of text.
const MEDIUM: u64 = 1000;

fn weight(content: &Content) -> u64 {
    content.as_text().map_or(MEDIUM, |text| text.len() as u64)
}

/// The model in an agent's configuration.
pub(crate) fn model_of(config: &AgentConfig) -> Option<&str> {
    match config {
        AgentConfig::Antigravity(config) => config.model.as_deref(),
        AgentConfig::Dynamic(config) => config.extra.get("model")?.as_str(),
        _ => None,
    }
}

fn token_cap(config: &AgentConfig) -> Option<u64> {
    match config {
        AgentConfig::Antigravity(config) => config.max_total_tokens?.as_u64(),
        AgentConfig::Dynamic(config) => match config.extra.get("max_total_tokens")? {
            Value::String(text) => text.parse().ok(),
            number => number.as_u64(),
        },
        _ => None,
    }
}

/// Parses `env` of an environment: name → string, `{value}` or `{credential}` (contract section 9.1). Programs see
/// the stand-in in place of a credential.
pub(crate) fn variables(env: Option<&Value>, environment: &str) -> Vec<(String, String)> {
    let entries = env.and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| {
        let text = value
            .as_str()
            .or_else(|| value.get("value")?.as_str())
            .map(str::to_owned);
        text.or_else(|| Some(stand_in(environment, value.get("credential")?.as_str()?)))
    };
    entries
        .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}

/// The ids of credentials that variables of an environment stand for, each with its stand-in.
fn stand_ins(env: Option<&Value>, environment: &str) -> Vec<(String, String)> {
    let entries = env.and_then(Value::as_object).into_iter().flatten();
    let ids = entries.filter_map(|(_, value)| value.get("credential")?.as_str());
    ids.map(|id| (id.to_owned(), stand_in(environment, id)))
        .collect()
}
