//! Client-side validation: requests that the contract forbids (contract sections 3, 3.5, 4.3, 9 to 11 and 15).

use super::agent::Agent;
use super::config::{ResponseFormat, ResponseFormats, TextFormat};
use super::content::Content;
use super::environment::{CreateEnvironment, EnvironmentSpec, Source};
use super::ids::InteractionId;
use super::input::Input;
use super::request::CreateInteraction;
use super::step::Step;
use super::tool::Tool;
use super::trigger::Trigger;

/// Why the service would refuse a request, found before sending it (section 3.5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidRequest(pub(crate) String);

impl InvalidRequest {
    /// An error with this reason, a whole sentence.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Reserved prefixes of agent ids (contract section 10).
pub const RESERVED_AGENT_IDS: &[&str] = &[
    "antigravity-",
    "gemini-",
    "gemma-",
    "veo-",
    "omni-",
    "lyria-",
    "imagen-",
    "google-",
    "youtube-",
    "android-",
    "chrome-",
    "pixel-",
    "waze-",
    "fitbit-",
    "nest-",
    "kaggle-",
];

fn refuse<T>(reason: impl Into<String>) -> Result<T, InvalidRequest> {
    Err(InvalidRequest::new(reason))
}

impl CreateInteraction {
    /// Rejects a request that the contract forbids (sections 3, 3.5, 4.3, 9.3 and 15), with a sentence that says why.
    /// The client calls this before it sends. What only the service can know, such as whether the previous
    /// interaction has ended, is not checked.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        self.validate_target()?;
        self.validate_history()?;
        self.validate_research()?;
        self.validate_antigravity()?;
        self.validate_input()?;
        if let Some(EnvironmentSpec::Config(config)) = &self.environment {
            validate_sources(&config.sources)?;
        }
        self.validate_names()
    }

    /// Section 3: exactly one of model and agent, and only the fields that belong to it.
    fn validate_target(&self) -> Result<(), InvalidRequest> {
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
        Ok(())
    }

    /// Section 3.5, rules 1, 2 and 9.
    fn validate_history(&self) -> Result<(), InvalidRequest> {
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
        Ok(())
    }

    fn is_for(&self, family: &str) -> bool {
        let agent = self.agent.as_ref();
        agent.is_some_and(|agent| agent.as_str().starts_with(family))
    }

    fn offers_functions(&self) -> bool {
        let is_function = |tool: &Tool| matches!(tool, Tool::Function(_));
        self.tools.iter().any(is_function)
    }

    /// Returns true if the output must be JSON or match a schema (section 3.4).
    fn wants_structure(&self) -> bool {
        let is_structure = |format: &ResponseFormat| match format {
            ResponseFormat::Text(TextFormat {
                mime_type, schema, ..
            }) => schema.is_some() || mime_type.as_deref() == Some("application/json"),
            // A bare JSON schema.
            ResponseFormat::Unknown(_) => true,
            _ => false,
        };
        let by_format = match &self.response_format {
            Some(ResponseFormats::One(format)) => is_structure(format),
            Some(ResponseFormats::Many(formats)) => formats.iter().any(is_structure),
            None => false,
        };
        by_format || self.response_mime_type.as_deref() == Some("application/json")
    }

    /// Section 3.5, rule 7.
    fn validate_research(&self) -> Result<(), InvalidRequest> {
        if !self.is_for("deep-research") {
            return Ok(());
        }
        if self.background != Some(true) {
            return refuse("Deep Research runs only in the background: set `background: true`.");
        }
        if self.offers_functions() {
            return refuse("Deep Research takes no functions of the client.");
        }
        if self.wants_structure() {
            return refuse(
                "Deep Research gives no structured output: leave `response_format` away.",
            );
        }
        Ok(())
    }

    /// Section 3.5, rules 6 and 8. Only the service knows which custom agents are based on this one.
    fn validate_antigravity(&self) -> Result<(), InvalidRequest> {
        if !self.is_for("antigravity-") {
            return Ok(());
        }
        if self.environment.is_none() {
            return refuse("An agent needs an environment: send `remote`, or the id of one.");
        }
        if self.wants_structure() {
            return refuse("Agents give no structured output: leave `response_format` away.");
        }
        for tool in &self.tools {
            if matches!(
                tool,
                Tool::FileSearch(_) | Tool::ComputerUse(_) | Tool::GoogleMaps(_)
            ) {
                return refuse(format!("Agents do not take the tool `{}`.", tool.kind()));
            }
        }
        if self.store == Some(false) && self.offers_functions() {
            return refuse("Agents take functions only in stored interactions.");
        }
        let said = self
            .input
            .as_ref()
            .map_or_else(Vec::new, Input::user_content);
        for content in said {
            match content {
                Content::Image(image) if image.uri.is_some() => {
                    return refuse("Agents take images only inline: send `data` instead of `uri`.");
                }
                Content::Audio(_) | Content::Document(_) | Content::Video(_) => {
                    return refuse(format!(
                        "Agents read only text and images: put the {} into the sandbox instead.",
                        content.kind()
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Sections 3.1, 4.3, 6 and 15.1.
    fn validate_input(&self) -> Result<(), InvalidRequest> {
        if let Some(token) = &self.continuation_token {
            if token.is_empty() {
                return refuse("`continuation_token` is empty: there is nothing to continue.");
            }
            return match (self.store, &self.input, &self.previous_interaction_id) {
                (Some(false), Some(_), None) => Ok(()),
                (Some(false), ..) => refuse(
                    "An unstored continuation repeats the original input and names no previous interaction.",
                ),
                (_, None, Some(_)) => Ok(()),
                _ => refuse(
                    "A continuation names the interaction that issued its token and has no input.",
                ),
            };
        }
        let Some(input) = &self.input else {
            return refuse("The request has no input.");
        };
        if input.is_empty() {
            return refuse("The input is empty.");
        }
        if matches!(input, Input::Other(_)) {
            return refuse("The input must be a text, content, or a list of steps, not a mixture.");
        }
        for content in input.user_content() {
            let media = content.as_media();
            if media.is_some_and(|media| media.data.is_none() && media.uri.is_none()) {
                return refuse(format!("The {} has neither data nor uri.", content.kind()));
            }
        }
        self.validate_results(input)
    }

    /// Section 15.1: a result answers a call of the previous interaction, or one earlier in the input.
    fn validate_results(&self, input: &Input) -> Result<(), InvalidRequest> {
        let mut called: Vec<&str> = Vec::new();
        for step in input.steps() {
            match step {
                Step::FunctionCall(call) => called.extend(call.id.as_deref()),
                Step::FunctionResult(result) => {
                    let id = result.call_id.as_deref().unwrap_or_default();
                    if id.is_empty() {
                        return refuse("A function result names no call: its `call_id` is empty.");
                    }
                    if self.previous_interaction_id.is_none() && !called.contains(&id) {
                        return refuse(
                            "A function result follows nothing: name the previous interaction or send the call before it.",
                        );
                    }
                }
                _ => {}
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
                return refuse(format!(
                    "The label `{key}` does not fit: at most 63 lower-case letters, digits, `_` and `-`, \
                     the key beginning with a letter."
                ));
            }
        }
        for tool in &self.tools {
            let Tool::McpServer(server) = tool else {
                continue;
            };
            let name = server.name.as_deref().unwrap_or_default();
            if name.is_empty() || !name.chars().all(plain) {
                return refuse(format!(
                    "The MCP server's name `{name}` does not fit: lower-case letters, digits, `_` and `-`."
                ));
            }
        }
        Ok(())
    }
}

/// Section 9.3.
fn validate_sources(sources: &[Source]) -> Result<(), InvalidRequest> {
    if sources.iter().any(|it| it.target.as_deref() == Some("/")) {
        return refuse("A source cannot be mounted at `/`: name a file or a folder below it.");
    }
    Ok(())
}

impl CreateEnvironment {
    /// Rejects a request that the contract forbids (sections 9.2 and 9.3). The client calls this before it sends.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        if self.from_environment.is_some() && !self.sources.is_empty() {
            return refuse(
                "A fork of a sandbox takes no `sources`: it has the files of the other one.",
            );
        }
        validate_sources(&self.sources)
    }
}

impl Agent {
    /// Rejects an agent that the contract forbids (sections 9.3 and 10). The client calls this before it sends.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        let id = self.id.as_ref().map_or("", |id| id.as_str());
        if let Some(reserved) = RESERVED_AGENT_IDS
            .iter()
            .find(|start| id.starts_with(**start))
        {
            return refuse(format!(
                "An agent's id must not begin with `{reserved}`: that is reserved."
            ));
        }
        for tool in &self.tools {
            match tool {
                Tool::CodeExecution(_)
                | Tool::Function(_)
                | Tool::GoogleSearch(_)
                | Tool::McpServer(_)
                | Tool::UrlContext(_)
                | Tool::Unknown(_) => {}
                _ => return refuse(format!("Agents do not take the tool `{}`.", tool.kind())),
            }
        }
        match &self.base_environment {
            Some(EnvironmentSpec::Config(config)) => validate_sources(&config.sources),
            _ => Ok(()),
        }
    }
}

impl Trigger {
    /// Rejects a trigger that the contract forbids (section 11). The client calls this before it sends.
    pub fn validate(&self) -> Result<(), InvalidRequest> {
        let fields = |cron: &str| cron.split_whitespace().count();
        if self.schedule.as_deref().map_or(0, fields) != 5 {
            return refuse("A trigger's `schedule` is a cron line of five fields.");
        }
        if self.time_zone.as_deref().unwrap_or_default().is_empty() {
            return refuse("A trigger needs a `time_zone`, such as `Europe/Zurich`.");
        }
        let work = self.interaction.as_deref();
        if !work.is_some_and(|work| work.agent.is_some() && work.model.is_none()) {
            return refuse("A trigger runs work of an agent: its `interaction` must name one.");
        }
        Ok(())
    }
}
