//! The create request (contract section 3) and what it must not say.

use serde_json::{Map, Value};

use super::config::{AgentConfig, GenerationConfig, ResponseFormats, SafetySetting, WebhookConfig};
use super::environment::EnvironmentSpec;
use super::ids::{AgentId, InteractionId, ModelId};
use super::input::Input;
use super::step::Step;
use super::tool::Tool;
use super::words::ServiceTier;

objects! {
    /// A request for an answer or a job (contract section 3). Exactly one of `model` and `agent`.
    pub struct CreateInteraction {
        /// Who answers.
        pub model: Option<ModelId>,
        /// Who works.
        pub agent: Option<AgentId>,
        /// What is said; absent only on a continuation hop.
        pub input: Option<Input>,
        /// How to behave.
        pub system_instruction: Option<String>,
        /// What may be used.
        pub tools: Vec<Tool>,
        /// The interaction that this one follows. Only the history is inherited (section 3.5, rule 4).
        pub previous_interaction_id: Option<InteractionId>,
        /// Whether the service keeps it; `None` means yes.
        pub store: Option<bool>,
        /// Answer at once and go on at the server.
        pub background: Option<bool>,
        /// Answer with events.
        pub stream: Option<bool>,
        /// The agent's sandbox.
        pub environment: Option<EnvironmentSpec>,
        /// How a model generates; not with an agent.
        pub generation_config: Option<GenerationConfig>,
        /// How an agent works; not with a model.
        pub agent_config: Option<AgentConfig>,
        /// The wanted form of output.
        pub response_format: Option<ResponseFormats>,
        /// Deprecated in favour of `response_format`.
        pub response_modalities: Vec<String>,
        /// Deprecated in favour of `response_format`.
        pub response_mime_type: Option<String>,
        /// Deprecated; not with an agent.
        pub cached_content: Option<String>,
        /// To go on after `requires_continuation` (section 4.3).
        pub continuation_token: Option<String>,
        /// What is blocked.
        pub safety_settings: Vec<SafetySetting>,
        /// The queue to use.
        pub service_tier: Option<ServiceTier>,
        /// One's own marks: lower-case keys and values of at most 63 characters.
        pub labels: Option<Map<String, Value>>,
        /// Whom to tell; needs `background`.
        pub webhook_config: Option<WebhookConfig>,
    }
}

/// Why a request would be refused, found before it was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRequest(pub(crate) String);

impl InvalidRequest {
    /// A request that is refused for this reason, a whole sentence.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl CreateInteraction {
    /// A question to a model.
    pub fn model(id: impl Into<ModelId>) -> Self {
        Self {
            model: Some(id.into()),
            ..Self::default()
        }
    }

    /// Work for an agent.
    pub fn agent(id: impl Into<AgentId>) -> Self {
        Self {
            agent: Some(id.into()),
            ..Self::default()
        }
    }

    /// What is said.
    #[must_use]
    pub fn input(mut self, input: impl Into<Input>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// How to behave.
    #[must_use]
    pub fn system_instruction(mut self, text: impl Into<String>) -> Self {
        self.system_instruction = Some(text.into());
        self
    }

    /// What may be used.
    #[must_use]
    pub fn tools(mut self, tools: impl IntoIterator<Item = Tool>) -> Self {
        self.tools = tools.into_iter().collect();
        self
    }

    /// The interaction that this one follows.
    #[must_use]
    pub fn previous(mut self, id: impl Into<InteractionId>) -> Self {
        self.previous_interaction_id = Some(id.into());
        self
    }

    /// Whether the service keeps it.
    #[must_use]
    pub fn store(mut self, store: bool) -> Self {
        self.store = Some(store);
        self
    }

    /// Whether the work goes on at the server after the answer.
    #[must_use]
    pub fn background(mut self, background: bool) -> Self {
        self.background = Some(background);
        self
    }

    /// Whether the answer is a stream of events.
    #[must_use]
    pub fn stream(mut self, stream: bool) -> Self {
        self.stream = Some(stream);
        self
    }

    /// The agent's sandbox.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<EnvironmentSpec>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// How a model generates.
    #[must_use]
    pub fn generation_config(mut self, config: GenerationConfig) -> Self {
        self.generation_config = Some(config);
        self
    }

    /// How an agent works.
    #[must_use]
    pub fn agent_config(mut self, config: impl Into<AgentConfig>) -> Self {
        self.agent_config = Some(config.into());
        self
    }

    /// The wanted form of output.
    #[must_use]
    pub fn response_format(mut self, format: impl Into<ResponseFormats>) -> Self {
        self.response_format = Some(format.into());
        self
    }

    /// One mark of one's own.
    #[must_use]
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels
            .get_or_insert_default()
            .insert(key.into(), Value::String(value.into()));
        self
    }

    /// The queue to use.
    #[must_use]
    pub fn service_tier(mut self, tier: ServiceTier) -> Self {
        self.service_tier = Some(tier);
        self
    }

    /// Refuses what the contract forbids (sections 3, 3.5 and 4.3), with a sentence that says why.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        let refuse = |reason: &str| Err(InvalidRequest::new(reason));
        match (&self.model, &self.agent) {
            (Some(_), Some(_)) => return refuse("A request names a model or an agent, not both."),
            (None, None) => return refuse("A request must name a model or an agent."),
            (Some(model), None) if model.is_empty() => return refuse("The model's id is empty."),
            (None, Some(agent)) if agent.is_empty() => return refuse("The agent's id is empty."),
            _ => {}
        }
        if self.agent.is_some() && self.generation_config.is_some() {
            return refuse("`generation_config` is for models; an agent takes `agent_config`.");
        }
        if self.agent.is_some() && self.cached_content.is_some() {
            return refuse("`cached_content` is for models, not for agents.");
        }
        if self.model.is_some() && self.agent_config.is_some() {
            return refuse("`agent_config` is for agents; a model takes `generation_config`.");
        }
        let background = self.background == Some(true);
        if self.store == Some(false) && background {
            return refuse(
                "A background run must be stored: `background` excludes `store: false`.",
            );
        }
        if self.store == Some(false) && self.previous_interaction_id.is_some() {
            return refuse(
                "`store: false` excludes `previous_interaction_id`: send the history as steps instead.",
            );
        }
        if self
            .previous_interaction_id
            .as_ref()
            .is_some_and(InteractionId::is_empty)
        {
            return refuse("`previous_interaction_id` is empty: there is nothing to follow.");
        }
        if self.webhook_config.is_some() && !background {
            return refuse("`webhook_config` needs `background: true`.");
        }
        self.validate_research()?;
        self.validate_input()?;
        self.validate_names()
    }

    /// Section 3.5, rule 7.
    fn validate_research(&self) -> Result<(), InvalidRequest> {
        if !self
            .agent
            .as_ref()
            .is_some_and(|agent| agent.as_str().starts_with("deep-research"))
        {
            return Ok(());
        }
        if self.background != Some(true) {
            return Err(InvalidRequest::new(
                "Deep Research runs only in the background: set `background: true`.",
            ));
        }
        if self
            .tools
            .iter()
            .any(|tool| matches!(tool, Tool::Function(_)))
        {
            return Err(InvalidRequest::new(
                "Deep Research takes no functions of the client.",
            ));
        }
        Ok(())
    }

    /// Sections 3.1, 4.3 and 15.1.
    fn validate_input(&self) -> Result<(), InvalidRequest> {
        if self.continuation_token.is_some() {
            return match (self.store, &self.input, &self.previous_interaction_id) {
                (Some(false), Some(_), None) => Ok(()),
                (Some(false), ..) => Err(InvalidRequest::new(
                    "An unstored continuation repeats the original input and names no previous interaction.",
                )),
                (_, None, Some(_)) => Ok(()),
                _ => Err(InvalidRequest::new(
                    "A continuation names the interaction that issued its token and has no input.",
                )),
            };
        }
        let Some(input) = &self.input else {
            return Err(InvalidRequest::new("The request has no input."));
        };
        if input.is_empty() {
            return Err(InvalidRequest::new("The input is empty."));
        }
        if matches!(input, Input::Other(_)) {
            return Err(InvalidRequest::new(
                "The input must be a text, content, or a list of steps, not a mixture.",
            ));
        }
        let steps = match input {
            Input::Steps(steps) => steps.as_slice(),
            Input::OneStep(step) => std::slice::from_ref(&**step),
            _ => &[],
        };
        let calls_it = |id: Option<&str>| {
            steps
                .iter()
                .any(|step| matches!(step, Step::FunctionCall(_)) && step.id() == id)
        };
        for result in input.function_results() {
            if result.call_id.as_deref().unwrap_or_default().is_empty() {
                return Err(InvalidRequest::new(
                    "A function result names no call: its `call_id` is empty.",
                ));
            }
            if self.previous_interaction_id.is_none() && !calls_it(result.call_id.as_deref()) {
                return Err(InvalidRequest::new(
                    "A function result follows nothing: name the previous interaction or send the call before it.",
                ));
            }
        }
        Ok(())
    }

    /// Sections 3 (labels) and 15.2 (names of MCP servers).
    fn validate_names(&self) -> Result<(), InvalidRequest> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        let label = |text: &str| text.chars().count() <= 63 && text.chars().all(plain);
        for (key, value) in self.labels.iter().flatten() {
            let key_fits = label(key) && key.starts_with(|c: char| c.is_ascii_lowercase());
            if !key_fits || !value.as_str().is_some_and(label) {
                return Err(InvalidRequest::new(format!(
                    "The label `{key}` does not fit: at most 63 lower-case letters, digits, `_` and `-`, \
                     the key beginning with a letter."
                )));
            }
        }
        for tool in &self.tools {
            let Tool::McpServer(server) = tool else {
                continue;
            };
            let name = server.name.as_deref().unwrap_or_default();
            if name.is_empty() || !name.chars().all(plain) {
                return Err(InvalidRequest::new(format!(
                    "The MCP server's name `{name}` does not fit: lower-case letters, digits, `_` and `-`."
                )));
            }
        }
        Ok(())
    }
}
