//! The create request (contract section 3).

use serde_json::{Map, Value};

use super::config::{AgentConfig, GenerationConfig, ResponseFormats, SafetySetting, WebhookConfig};
use super::environment::EnvironmentSpec;
use super::ids::{AgentId, InteractionId, ModelId};
use super::input::Input;
use super::tool::Tool;
use super::words::ServiceTier;

objects! {
    /// A create request, for an answer or a job (contract section 3). Exactly one of `model` and `agent` is set.
    pub struct CreateInteraction {
        /// The model, for an answer.
        pub model: Option<ModelId>,
        /// The agent, for a job.
        pub agent: Option<AgentId>,
        /// The input; absent only on a continuation hop.
        pub input: Option<Input>,
        /// The system instruction.
        pub system_instruction: Option<String>,
        /// The tools that may be used.
        pub tools: Vec<Tool>,
        /// The interaction before this one. Only the history is inherited (section 3.5, rule 4).
        pub previous_interaction_id: Option<InteractionId>,
        /// True if the service stores the interaction; `None` means yes.
        pub store: Option<bool>,
        /// True if the server responds at once and continues in the background.
        pub background: Option<bool>,
        /// Respond with a stream of events.
        pub stream: Option<bool>,
        /// The agent's sandbox.
        pub environment: Option<EnvironmentSpec>,
        /// Generation options of the model; not with an agent.
        pub generation_config: Option<GenerationConfig>,
        /// Configuration of the agent; not with a model.
        pub agent_config: Option<AgentConfig>,
        /// The requested output format.
        pub response_format: Option<ResponseFormats>,
        /// Deprecated in favour of `response_format`.
        pub response_modalities: Vec<String>,
        /// Deprecated in favour of `response_format`.
        pub response_mime_type: Option<String>,
        /// Deprecated; not with an agent.
        pub cached_content: Option<String>,
        /// Token for continuing after `requires_continuation` (section 4.3).
        pub continuation_token: Option<String>,
        /// Thresholds for blocking harmful content.
        pub safety_settings: Vec<SafetySetting>,
        /// The queue to use.
        pub service_tier: Option<ServiceTier>,
        /// The caller's own labels: lower-case keys and values of at most 63 characters.
        pub labels: Option<Map<String, Value>>,
        /// Receivers of messages; needs `background`.
        pub webhook_config: Option<WebhookConfig>,
    }
}

impl CreateInteraction {
    /// A request to a model.
    pub fn model(id: impl Into<ModelId>) -> Self {
        Self {
            model: Some(id.into()),
            ..Self::default()
        }
    }

    /// A request to an agent.
    pub fn agent(id: impl Into<AgentId>) -> Self {
        Self {
            agent: Some(id.into()),
            ..Self::default()
        }
    }

    /// Sets the input.
    #[must_use]
    pub fn input(mut self, input: impl Into<Input>) -> Self {
        self.input = Some(input.into());
        self
    }

    /// Sets the system instruction.
    #[must_use]
    pub fn system_instruction(mut self, text: impl Into<String>) -> Self {
        self.system_instruction = Some(text.into());
        self
    }

    /// Sets the tools that may be used.
    #[must_use]
    pub fn tools(mut self, tools: impl IntoIterator<Item = Tool>) -> Self {
        self.tools = tools.into_iter().collect();
        self
    }

    /// Sets the interaction before this one.
    #[must_use]
    pub fn previous(mut self, id: impl Into<InteractionId>) -> Self {
        self.previous_interaction_id = Some(id.into());
        self
    }

    /// Sets whether the service stores the interaction.
    #[must_use]
    pub fn store(mut self, store: bool) -> Self {
        self.store = Some(store);
        self
    }

    /// Sets whether the work continues at the server after the response.
    #[must_use]
    pub fn background(mut self, background: bool) -> Self {
        self.background = Some(background);
        self
    }

    /// Sets whether the response is a stream of events.
    #[must_use]
    pub fn stream(mut self, stream: bool) -> Self {
        self.stream = Some(stream);
        self
    }

    /// Sets the agent's sandbox.
    #[must_use]
    pub fn environment(mut self, environment: impl Into<EnvironmentSpec>) -> Self {
        self.environment = Some(environment.into());
        self
    }

    /// Sets the generation options of the model.
    #[must_use]
    pub fn generation_config(mut self, config: GenerationConfig) -> Self {
        self.generation_config = Some(config);
        self
    }

    /// Sets the configuration of the agent.
    #[must_use]
    pub fn agent_config(mut self, config: impl Into<AgentConfig>) -> Self {
        self.agent_config = Some(config.into());
        self
    }

    /// Sets the requested output format.
    #[must_use]
    pub fn response_format(mut self, format: impl Into<ResponseFormats>) -> Self {
        self.response_format = Some(format.into());
        self
    }

    /// Adds a label.
    #[must_use]
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels
            .get_or_insert_default()
            .insert(key.into(), Value::String(value.into()));
        self
    }

    /// Sets the thresholds for blocking harmful content.
    #[must_use]
    pub fn safety_settings(mut self, settings: impl IntoIterator<Item = SafetySetting>) -> Self {
        self.safety_settings = settings.into_iter().collect();
        self
    }

    /// Sets the receivers of messages about the end of a background run.
    #[must_use]
    pub fn webhook_config(mut self, config: WebhookConfig) -> Self {
        self.webhook_config = Some(config);
        self
    }

    /// Sets the queue to use.
    #[must_use]
    pub fn service_tier(mut self, tier: ServiceTier) -> Self {
        self.service_tier = Some(tier);
        self
    }
}
