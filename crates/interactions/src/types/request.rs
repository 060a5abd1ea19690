//! The create request (contract section 3).

use serde_json::{Map, Value};

use super::config::{AgentConfig, GenerationConfig, ResponseFormats, SafetySetting, WebhookConfig};
use super::environment::EnvironmentSpec;
use super::ids::{AgentId, InteractionId, ModelId};
use super::input::Input;
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

    /// What is blocked.
    #[must_use]
    pub fn safety_settings(mut self, settings: impl IntoIterator<Item = SafetySetting>) -> Self {
        self.safety_settings = settings.into_iter().collect();
        self
    }

    /// Whom to tell when a background run ends.
    #[must_use]
    pub fn webhook_config(mut self, config: WebhookConfig) -> Self {
        self.webhook_config = Some(config);
        self
    }

    /// The queue to use.
    #[must_use]
    pub fn service_tier(mut self, tier: ServiceTier) -> Self {
        self.service_tier = Some(tier);
        self
    }
}
