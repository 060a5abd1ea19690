//! What a create request must not ask for (contract section 3.5), beyond what its type says already.

use interactions::{Content, CreateInteraction, EnvironmentSpec, Input, Step, Tool};

use super::{Shared, interactions as answers};
use crate::error::ApiError;
use crate::run::prompt::document_text;
use crate::sandbox;

/// What an agent brings along.
pub(super) struct Base {
    /// A custom agent's `base_environment`.
    pub(super) environment: Option<EnvironmentSpec>,
    /// Its tools, unless the call brings its own.
    pub(super) tools: Vec<Tool>,
}

/// Checks that the named model or agent exists. None for a model, and for agents without a sandbox.
pub(super) async fn target(
    engine: &Shared,
    request: &mut CreateInteraction,
) -> Result<Option<Base>, ApiError> {
    if let Some(model) = &request.model {
        let id = model
            .as_str()
            .strip_prefix("models/")
            .unwrap_or(model.as_str())
            .to_owned();
        if !engine
            .brain
            .models()
            .iter()
            .any(|model| model.id().is_some_and(|known| known.as_str() == id))
        {
            return Err(ApiError::new(
                404,
                "model_not_found",
                format!("There is no model '{id}' on this computer."),
            ));
        }
        request.model = Some(id.into());
        return Ok(None);
    }
    let id = request
        .agent
        .as_ref()
        .map_or("", |agent| agent.as_str())
        .to_owned();
    if let Some(custom) = engine.store.agent(&id).await? {
        if request.agent_config.is_some() {
            return Err(ApiError::invalid(
                "agent_config of a custom agent cannot be changed per call.",
            ));
        }
        let environment = custom.body.get("base_environment").cloned();
        let environment = environment.and_then(|value| serde_json::from_value(value).ok());
        let tools = custom.body.get("tools").cloned();
        let tools = tools.and_then(|value| serde_json::from_value(value).ok());
        return Ok(Some(Base {
            environment,
            tools: tools.unwrap_or_default(),
        }));
    }
    if !engine
        .brain
        .agents()
        .iter()
        .any(|agent| agent.id.as_ref().is_some_and(|known| known.as_str() == id))
    {
        return Err(ApiError::not_found(format!(
            "There is no agent '{id}' on this computer."
        )));
    }
    // Deep Research works without a sandbox of the caller (section 3.5, rules 6 and 7).
    Ok((!id.starts_with("deep-research")).then_some(Base {
        environment: None,
        tools: Vec::new(),
    }))
}

pub(super) fn input(engine: &Shared, request: &CreateInteraction) -> Result<(), ApiError> {
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
    for content in steps
        .iter()
        .filter(|step| matches!(step, Step::UserInput(_)))
        .flat_map(Step::content)
    {
        match content {
            Content::Text(_) => {}
            Content::Unknown(_) => {
                return Err(ApiError::invalid(
                    "The input holds content of an unknown type.",
                ));
            }
            media => {
                let bare = media
                    .as_media()
                    .is_none_or(|media| media.data.is_none() && media.uri.is_none());
                if bare {
                    return Err(ApiError::invalid(format!(
                        "The {} has neither data nor uri.",
                        media.kind()
                    )));
                }
                if !engine.brain.abilities().media && document_text(media).is_none() {
                    return Err(ApiError::invalid(format!(
                        "The model on this computer reads text only: it cannot take this {}. Send text files (such \
                         as .txt, .md or .csv) inline, or use Gemini.",
                        media.kind()
                    )));
                }
            }
        }
    }
    Ok(())
}

pub(super) fn tools(engine: &Shared, request: &CreateInteraction) -> Result<(), ApiError> {
    for tool in &request.tools {
        let fits = match tool {
            Tool::CodeExecution(_) => request.agent.is_some() || engine.brain.abilities().tools,
            Tool::Unknown(_) => false,
            _ => engine.brain.abilities().tools,
        };
        if !fits {
            return Err(ApiError::invalid(format!(
                "The tool '{}' does not exist on this computer. Supported: code_execution, with an agent.",
                tool.kind()
            )));
        }
    }
    Ok(())
}

/// The variables of an environment are the program's own: they must be named like variables, and must not decide
/// which code the programs that build the sandbox are made of.
pub(super) fn variables(environment: Option<&EnvironmentSpec>) -> Result<(), ApiError> {
    let Some(EnvironmentSpec::Config(config)) = environment else {
        return Ok(());
    };
    for (name, _) in crate::run::variables(config.env.as_ref().map(|env| &env.0)) {
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
    engine: &Shared,
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
