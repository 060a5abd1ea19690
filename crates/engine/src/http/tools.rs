//! Validation of the tools in a request (contract section 7): what the model or this computer does not support is
//! refused.

use interactions::Tool;

use super::SharedState;
use crate::brain::registry::ChosenModel;
use crate::error::ApiError;
use crate::run::engine_tools::EngineTools;

/// Checks all tools of a request or of a custom agent.
pub(super) fn check(
    engine: &SharedState,
    tools: &[Tool],
    brain: &ChosenModel,
    is_agent: bool,
) -> Result<(), ApiError> {
    for (at, tool) in tools.iter().enumerate() {
        check_one(engine, tool, brain, is_agent)
            .map_err(|why| ApiError::invalid(format!("tools[{at}]: {why}")))?;
    }
    let own = EngineTools::of(tools)?;
    match own.programs().find(|name| !engine.programs.has(name)) {
        None => Ok(()),
        Some(name) => Err(ApiError::invalid(format!(
            "tools: the url 'stdio:{name}' names a program that this engine was not told of."
        ))),
    }
}

fn check_one(
    engine: &SharedState,
    tool: &Tool,
    brain: &ChosenModel,
    is_agent: bool,
) -> Result<(), String> {
    let abilities = brain.abilities();
    let kind = tool.kind();
    let is_called = matches!(
        tool,
        Tool::Function(_) | Tool::McpServer(_) | Tool::UrlContext(_) | Tool::GoogleSearch(_)
    );
    if is_called && abilities.functions == Some(false) {
        return Err(format!(
            "the model '{}' calls no functions, so it cannot use '{kind}'. Leave it away, or choose another model.",
            brain.model
        ));
    }
    match tool {
        Tool::CodeExecution(_) if is_agent => Ok(()),
        Tool::Function(function)
            if function.defer_loading == Some(true) && !abilities.service_tools =>
        {
            Err("there is no tool search on this computer: leave 'defer_loading' away.".to_owned())
        }
        Tool::Function(_) | Tool::McpServer(_) | Tool::UrlContext(_) => Ok(()),
        Tool::Unknown(_) => Err(unknown(kind)),
        _ if abilities.service_tools => Ok(()),
        Tool::GoogleSearch(search) => {
            if let Some(other) = search.search_types.iter().find(|it| *it != "web_search") {
                return Err(format!(
                    "'search_types' can only be [\"web_search\"] here, not \"{other}\"."
                ));
            }
            match engine.web.can_search() {
                true => Ok(()),
                false => Err(
                    "'google_search' is not here: this engine was told no search server. Name one (SearXNG), or \
                     leave the tool away."
                        .to_owned(),
                ),
            }
        }
        _ => Err(unknown(kind)),
    }
}

fn unknown(kind: &str) -> String {
    format!(
        "the tool '{kind}' does not exist on this computer. Supported: function, mcp_server, url_context, \
         google_search with a search server, and code_execution with an agent."
    )
}
