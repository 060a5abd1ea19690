//! Tools that the engine itself runs for a brain: those of MCP servers, page fetches and searches (contract sections
//! 5, 7 and 15.2).

use std::sync::Arc;

use interactions::types::step::{
    GoogleSearchCall, GoogleSearchResult, McpServerToolCall, McpServerToolResult, Queries,
    UrlContextCall, UrlContextResult, Urls,
};
use interactions::{Step, Tool, ToolOutput};
use mcp::programs::Launch;
use mcp::{ServerLocation, Servers, Settings};
use providers::chat::Function;
use serde_json::Value;
use tokio::sync::OnceCell;

use crate::brain::RoundError;
use crate::egress::Rules;
use crate::error::ApiError;
use crate::programs::Launcher;
use crate::web::{self, Web};

/// The engine-run tools of one interaction. MCP servers are connected when the first round begins.
#[derive(Debug, Default)]
pub(crate) struct EngineTools {
    settings: Vec<Settings>,
    servers: OnceCell<Servers>,
    /// Built-in tools: page fetches and searches.
    own: Vec<Function>,
}

/// The means by which tools are run.
#[derive(Debug, Clone)]
pub(crate) struct ToolContext {
    pub(crate) web: Arc<Web>,
    /// The hosts that pages may be fetched from.
    pub(crate) rules: Arc<Rules>,
    /// Starts the MCP servers that are programs of this computer.
    pub(crate) launcher: Launcher,
}

impl EngineTools {
    /// Parses the `tools` of a request; unsupported ones are refused by field name.
    pub(crate) fn of(tools: &[Tool]) -> Result<Self, ApiError> {
        let mut read = Self::default();
        for (at, tool) in tools.iter().enumerate() {
            match tool {
                Tool::McpServer(server) => {
                    let settings = Settings::read(server)
                        .map_err(|bad| ApiError::invalid(format!("tools[{at}].{bad}")))?;
                    let name = &settings.name;
                    if read.settings.iter().any(|known| known.name == *name) {
                        return Err(ApiError::invalid(format!(
                            "tools[{at}].name: there are two servers '{name}'."
                        )));
                    }
                    read.settings.push(settings);
                }
                Tool::UrlContext(_) if read.own(web::READ).is_none() => {
                    read.own.push(web::reading());
                }
                Tool::GoogleSearch(_) if read.own(web::SEARCH).is_none() => {
                    read.own.push(web::searching());
                }
                _ => {}
            }
        }
        let taken = |tool: &Tool| match tool {
            Tool::Function(function) => read.own(function.name.as_deref()?).map(|it| &it.name),
            _ => None,
        };
        match tools.iter().find_map(taken) {
            Some(name) => Err(ApiError::invalid(format!(
                "tools: a function cannot be called '{name}' beside the tool of that name."
            ))),
            None => Ok(read),
        }
    }

    /// Names of the MCP servers that are programs of this computer.
    pub(crate) fn programs(&self) -> impl Iterator<Item = &str> {
        self.settings.iter().filter_map(|it| match &it.location {
            ServerLocation::Here(name) => Some(name.as_str()),
            ServerLocation::Web(_) => None,
        })
    }

    /// Removes the search tool: there is no search server, or the model's own server searches.
    pub(crate) fn forgo_search(&mut self) {
        self.own.retain(|function| function.name != web::SEARCH);
    }

    /// Returns true if the request names no such tools.
    pub(crate) fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.own.is_empty()
    }

    /// Connects to the MCP servers, unless that was done.
    pub(crate) async fn open(&self, tool_context: &ToolContext) -> Result<(), RoundError> {
        let launcher: Arc<dyn Launch> = Arc::new(tool_context.launcher.clone());
        let own = [web::READ, web::SEARCH];
        let opened = self
            .servers
            .get_or_try_init(|| Servers::connect(&self.settings, Some(&launcher), &own))
            .await;
        match opened {
            Ok(_) => Ok(()),
            Err(error) => Err(RoundError::new("failed_precondition", error.to_string())),
        }
    }

    /// The functions for the brain; those of MCP servers only after [`EngineTools::open`].
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        let servers = self.servers.get().into_iter().flat_map(Servers::functions);
        self.own.iter().chain(servers)
    }

    /// The built-in function with this name.
    pub(crate) fn own(&self, name: &str) -> Option<&Function> {
        self.own.iter().find(|function| function.name == name)
    }

    /// The step of a call of one of [`EngineTools::functions`].
    pub(crate) fn call(&self, id: &str, name: &str, arguments: Value) -> Option<Step> {
        let id = Some(id.to_owned());
        match self.own(name).map(|function| function.name.as_str()) {
            Some(web::READ) => Some(Step::UrlContextCall(UrlContextCall {
                id,
                arguments: Some(Urls {
                    urls: texts(&arguments["urls"]),
                    ..Urls::default()
                }),
                ..UrlContextCall::default()
            })),
            Some(_) => Some(Step::GoogleSearchCall(GoogleSearchCall {
                id,
                arguments: Some(Queries {
                    queries: texts(&arguments["queries"]),
                    ..Queries::default()
                }),
                search_type: Some("web_search".to_owned()),
                ..GoogleSearchCall::default()
            })),
            None => {
                let (server, tool) = self.servers.get()?.tool_of(name)?;
                Some(Step::McpServerToolCall(McpServerToolCall {
                    id,
                    name: Some(tool.to_owned()),
                    server_name: Some(server.to_owned()),
                    arguments: Some(arguments),
                    ..McpServerToolCall::default()
                }))
            }
        }
    }

    /// Makes the call of a step from [`EngineTools::call`] and returns the step of its result. Dropping the future
    /// cancels the call at the server.
    pub(crate) async fn run(&self, call: &Step, tool_context: &ToolContext) -> Step {
        match call {
            Step::UrlContextCall(call) => {
                Step::UrlContextResult(tool_context.web.read(call, &tool_context.rules).await)
            }
            Step::GoogleSearchCall(call) => {
                Step::GoogleSearchResult(tool_context.web.search(call).await)
            }
            Step::McpServerToolCall(mcp) => {
                let server = mcp.server_name.as_deref().unwrap_or_default();
                let tool = mcp.name.as_deref().unwrap_or_default();
                let arguments = mcp.arguments.clone().unwrap_or_default();
                match self.servers.get() {
                    Some(servers) => result_of(mcp, servers.call(server, tool, arguments).await),
                    None => refused(call, "The call was not made: the server is not connected."),
                }
            }
            other => refused(other, "The call was not made: there is no such tool."),
        }
    }
}

fn texts(list: &Value) -> Vec<String> {
    let texts = list.as_array().into_iter().flatten();
    texts
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect()
}

/// The result step of a call that was not made, or whose outcome is unknown.
pub(crate) fn refused(call: &Step, why: &str) -> Step {
    let (is_error, signature) = (Some(true), Some(web::keep_text(why)));
    match call {
        Step::UrlContextCall(call) => Step::UrlContextResult(UrlContextResult {
            call_id: call.id.clone(),
            result: Some(Vec::new()),
            is_error,
            signature,
            ..UrlContextResult::default()
        }),
        Step::GoogleSearchCall(call) => Step::GoogleSearchResult(GoogleSearchResult {
            call_id: call.id.clone(),
            result: Some(Vec::new()),
            is_error,
            signature,
            ..GoogleSearchResult::default()
        }),
        Step::McpServerToolCall(call) => result_of(call, why.into()),
        other => result_of(
            &McpServerToolCall {
                id: other.id().map(str::to_owned),
                ..McpServerToolCall::default()
            },
            why.into(),
        ),
    }
}

fn result_of(call: &McpServerToolCall, output: ToolOutput) -> Step {
    Step::McpServerToolResult(McpServerToolResult {
        call_id: call.id.clone(),
        name: call.name.clone(),
        server_name: call.server_name.clone(),
        result: Some(output),
        ..McpServerToolResult::default()
    })
}
