//! Validation of create requests (contract section 3.5), beyond what their type ensures.

use interactions::{
    Agent, AgentConfig, Content, CreateInteraction, EnvironmentSpec, Input, Step, Tool,
};
use providers::chat::Format;
use serde_json::Value;

use super::{SharedState, interactions as answers};
use crate::brain::registry::ChosenModel;
use crate::error::ApiError;
use crate::run::media::{accepts, document_text};
use crate::run::prompt::new_from;
use crate::run::request_options::RequestOptions;
use crate::sandbox;

/// The model or agent of a request.
pub(super) struct Target {
    /// The model that answers, or that the agent works with.
    pub(super) brain: ChosenModel,
    /// Defaults of an agent. `None` for a model, and for agents without a sandbox.
    pub(super) base: Option<AgentDefaults>,
}

/// Defaults that an agent brings to each call.
pub(super) struct AgentDefaults {
    /// A custom agent's `base_environment`.
    pub(super) environment: Option<EnvironmentSpec>,
}

/// Checks that the named model or agent exists.
pub(super) async fn target(
    engine: &SharedState,
    request: &mut CreateInteraction,
) -> Result<Target, ApiError> {
    if let Some(model) = &request.model {
        let id = model.as_str();
        let id = id.strip_prefix("models/").unwrap_or(id).to_owned();
        let brain = brain(engine, &id)?;
        request.model = Some(id.into());
        return Ok(Target { brain, base: None });
    }
    let id = request.agent.as_ref().map_or("", |agent| agent.as_str());
    let id = id.to_owned();
    if let Some(custom) = engine.store.agent(&id).await? {
        if request.agent_config.is_some() {
            return Err(ApiError::invalid(
                "agent_config of a custom agent cannot be changed per call.",
            ));
        }
        let field = |name| {
            let value: Option<Value> = custom.body.get(name).cloned();
            value.filter(|value| !value.is_null())
        };
        if request.tools.is_empty()
            && let Some(tools) = field("tools")
        {
            request.tools = serde_json::from_value(tools).unwrap_or_default();
        }
        let config = field("agent_config").and_then(|value| serde_json::from_value(value).ok());
        let environment =
            field("base_environment").and_then(|value| serde_json::from_value(value).ok());
        return Ok(Target {
            brain: agents_brain(engine, config.as_ref())?,
            base: Some(AgentDefaults { environment }),
        });
    }
    let is_it = |agent: &Agent| agent.id.as_ref().is_some_and(|known| known.as_str() == id);
    if !engine.brains.agents().iter().any(is_it) {
        return Err(ApiError::not_found(format!(
            "There is no agent '{id}' on this computer."
        )));
    }
    // Deep Research takes no sandbox from the caller (section 3.5, rules 6 and 7).
    let has_sandbox = !id.starts_with("deep-research");
    Ok(Target {
        brain: agents_brain(engine, request.agent_config.as_ref())?,
        base: has_sandbox.then_some(AgentDefaults { environment: None }),
    })
}

fn brain(engine: &SharedState, model: &str) -> Result<ChosenModel, ApiError> {
    engine.brains.find(model).ok_or_else(|| {
        ApiError::new(
            404,
            "model_not_found",
            format!("There is no model '{model}' on this computer."),
        )
    })
}

/// The model of an agent. Refuses parts of the agent's configuration that would be ignored.
pub(super) fn agents_brain(
    engine: &SharedState,
    config: Option<&AgentConfig>,
) -> Result<ChosenModel, ApiError> {
    let Some(config) = config else {
        return brain(engine, &engine.brains.default_model());
    };
    let brain = match crate::run::model_of(config) {
        Some(model) => brain(engine, model.strip_prefix("models/").unwrap_or(model))?,
        None => brain(engine, &engine.brains.default_model())?,
    };
    let unknown = match config {
        AgentConfig::Antigravity(config) => config.extra.keys().next(),
        AgentConfig::Dynamic(config) => {
            let known = ["model", "max_total_tokens"];
            let mut names = config.extra.keys();
            names.find(|name| !known.contains(&name.as_str()))
        }
        _ if brain.abilities().service_tools => None,
        other => {
            return Err(ApiError::invalid(format!(
                "agent_config.type '{}' does not exist on this computer. Known: antigravity, dynamic.",
                other.kind()
            )));
        }
    };
    match unknown {
        Some(name) => Err(ApiError::invalid(format!(
            "agent_config has no field '{name}' on this computer. Known: model, max_total_tokens."
        ))),
        None => Ok(brain),
    }
}

/// Checks the options of the request against the capabilities of its model.
pub(super) fn check_options(
    request: &CreateInteraction,
    brain: &ChosenModel,
) -> Result<(), ApiError> {
    let options = RequestOptions::of(request)?;
    let abilities = brain.abilities();
    let model = &brain.model;
    if options.sampling.thinking.is_some() && abilities.thinking == Some(false) {
        return Err(ApiError::invalid(format!(
            "The model '{model}' does not think: leave generation_config.thinking_level away."
        )));
    }
    if let Some(field) = brain.brain.has_no_words_for(&options.sampling) {
        return Err(ApiError::invalid(format!(
            "The server of the model '{model}' takes no generation_config.{field}: leave it away, or choose another \
             model."
        )));
    }
    if let Some(field) = options.form.media.filter(|_| !abilities.service_tools) {
        return Err(ApiError::invalid(format!(
            "The model '{model}' writes text: it cannot serve {field}."
        )));
    }
    if options.form.text.is_some() && abilities.format == Some(false) {
        return Err(ApiError::invalid(format!(
            "The model '{model}' cannot be held to a form: leave response_format away, or choose another model."
        )));
    }
    if let Some(Format::Schema(schema)) = &options.form.text
        && let Some(why) = brain.brain.cannot_hold_to(schema)
    {
        return Err(ApiError::invalid(format!("response_format: {why}")));
    }
    for function in &options.functions {
        if let Some(why) = brain.brain.cannot_hold_to(&function.parameters) {
            let name = &function.name;
            return Err(ApiError::invalid(format!(
                "tools: the parameters of '{name}': {why}"
            )));
        }
    }
    let config = request.generation_config.clone().unwrap_or_default();
    let of_service = [
        ("image_config", config.image_config.is_some()),
        ("speech_config", config.speech_config.is_some()),
        ("video_config", config.video_config.is_some()),
        (
            "transcription_config",
            config.transcription_config.is_some(),
        ),
    ];
    let asked = of_service.iter().find(|(_, asked)| *asked);
    if let Some((name, _)) = asked.filter(|_| !abilities.service_tools) {
        return Err(ApiError::invalid(format!(
            "The model '{model}' writes text: generation_config.{name} has no meaning for it."
        )));
    }
    Ok(())
}

/// Checks that the input has a known form and that the model accepts its media. Media before the model's last answer
/// are history; the model is told of those it cannot see.
pub(super) fn input(request: &CreateInteraction, brain: &ChosenModel) -> Result<(), ApiError> {
    let steps = request
        .input
        .clone()
        .and_then(Input::into_steps)
        .unwrap_or_default();
    if steps.iter().any(|step| matches!(step, Step::Unknown(_))) {
        return Err(ApiError::invalid(
            "The input holds a step of an unknown type.",
        ));
    }
    let abilities = brain.abilities();
    let new = new_from(&steps);
    for (at, step) in steps.iter().enumerate() {
        if !matches!(step, Step::UserInput(_)) {
            continue;
        }
        for content in step.content() {
            if matches!(content, Content::Unknown(_)) {
                return Err(ApiError::invalid(
                    "The input holds content of an unknown type.",
                ));
            }
            let media = content.as_media();
            if media.is_some_and(|media| media.data.is_none() && media.uri.is_none()) {
                return Err(ApiError::invalid(format!(
                    "The {} has neither data nor uri.",
                    content.kind()
                )));
            }
            let taken = accepts(&abilities, content) || document_text(content).is_some();
            if at >= new && !taken {
                return Err(too_much(content, brain));
            }
        }
    }
    Ok(())
}

fn too_much(content: &Content, brain: &ChosenModel) -> ApiError {
    let (kind, model) = (content.kind(), &brain.model);
    let abilities = brain.abilities();
    let takes = match (abilities.images, abilities.other_media) {
        (Some(false), Some(false)) => "reads text only",
        (Some(false), _) => "takes no pictures",
        _ => "takes text and pictures only",
    };
    ApiError::invalid(format!(
        "The model '{model}' {takes}: it cannot take this {kind}. Send text files (such as .txt, .md or .csv) inline, \
         or choose another model."
    ))
}

/// Checks the variables of an environment: their names must be valid, and they must not change which code the
/// programs that build the sandbox load.
pub(super) fn variables(environment: Option<&EnvironmentSpec>) -> Result<(), ApiError> {
    let Some(EnvironmentSpec::Config(config)) = environment else {
        return Ok(());
    };
    for (name, _) in crate::run::variables(config.env.as_ref().map(|env| &env.0), "") {
        if !sandbox::may_be_set(&name) {
            return Err(ApiError::invalid(format!(
                "The variable '{name}' cannot be set in 'environment.env': names are letters, digits and \
                 underscores, and those that begin with LD_ are refused."
            )));
        }
    }
    Ok(())
}

/// Rules 6 and 8 of section 3.5.
pub(super) fn agent(request: &CreateInteraction) -> Result<(), ApiError> {
    if request.environment.is_none() {
        return Err(ApiError::invalid(
            "An agent needs an environment: send \"remote\", or the id of one.",
        ));
    }
    variables(request.environment.as_ref())?;
    if request.response_format.is_some() || request.response_mime_type.is_some() {
        return Err(ApiError::invalid(
            "Agents give no structured output: leave response_format away.",
        ));
    }
    let barred = |tool: &&Tool| {
        matches!(
            tool,
            Tool::FileSearch(_) | Tool::ComputerUse(_) | Tool::GoogleMaps(_)
        )
    };
    if let Some(tool) = request.tools.iter().find(barred) {
        return Err(ApiError::invalid(format!(
            "Agents do not take the tool '{}'.",
            tool.kind()
        )));
    }
    if request.store == Some(false)
        && request
            .tools
            .iter()
            .any(|tool| matches!(tool, Tool::Function(_)))
    {
        return Err(ApiError::invalid(
            "Agents take functions only in stored interactions.",
        ));
    }
    Ok(())
}

pub(super) async fn previous(
    engine: &SharedState,
    id: &str,
    input: Option<&Input>,
) -> Result<(), ApiError> {
    let Some(previous) = engine.store.interaction(id).await? else {
        return Err(ApiError::not_found(
            "The previous interaction was not found.",
        ));
    };
    if !previous.status.is_terminal() {
        return Err(ApiError::precondition(
            "The previous interaction is still in progress: wait until it has ended, or cancel it.",
        ));
    }
    let results: Vec<_> = input
        .into_iter()
        .flat_map(Input::function_results)
        .collect();
    if results.is_empty() {
        return Ok(());
    }
    let pending = answers::pending_calls(&engine.runs.output_of(id).await?);
    for result in results {
        if !result
            .call_id
            .as_ref()
            .is_some_and(|id| pending.contains(id))
        {
            return Err(ApiError::invalid(format!(
                "The previous interaction has no pending call '{}'.",
                result.call_id.as_deref().unwrap_or_default()
            )));
        }
    }
    Ok(())
}
