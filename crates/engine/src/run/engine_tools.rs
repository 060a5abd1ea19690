//! Tools that the engine itself runs for a brain: those of MCP servers (contract sections 5 and 15.2).

use interactions::types::step::{McpServerToolCall, McpServerToolResult};
use interactions::{Step, Tool};
use mcp::{Servers, Settings};
use providers::chat::Function;
use serde_json::Value;
use tokio::sync::OnceCell;

use crate::brain::Failed;
use crate::error::ApiError;

/// The engine's tools of one interaction. The servers are asked when the first round begins.
#[derive(Debug, Default)]
pub(crate) struct EngineTools {
    settings: Vec<Settings>,
    servers: OnceCell<Servers>,
}

impl EngineTools {
    /// Reads them from the `tools` of a request; what cannot be used is refused by the name of its field.
    pub(crate) fn of(tools: &[Tool]) -> Result<Self, ApiError> {
        let mut settings: Vec<Settings> = Vec::new();
        for (at, tool) in tools.iter().enumerate() {
            let Tool::McpServer(server) = tool else {
                continue;
            };
            let read = Settings::read(server)
                .map_err(|bad| ApiError::invalid(format!("tools[{at}].{bad}")))?;
            if settings.iter().any(|known| known.name == read.name) {
                return Err(ApiError::invalid(format!(
                    "tools[{at}].name: there are two servers '{}'.",
                    read.name
                )));
            }
            settings.push(read);
        }
        Ok(Self {
            settings,
            servers: OnceCell::new(),
        })
    }

    /// Whether the request names any.
    pub(crate) fn is_empty(&self) -> bool {
        self.settings.is_empty()
    }

    /// Connects to the servers, unless that was done.
    pub(crate) async fn open(&self) -> Result<(), Failed> {
        let opened = self
            .servers
            .get_or_try_init(|| Servers::connect(&self.settings))
            .await;
        match opened {
            Ok(_) => Ok(()),
            Err(error) => Err(Failed::new("failed_precondition", error.to_string())),
        }
    }

    /// What a brain may call; empty until [`EngineTools::open`].
    pub(crate) fn functions(&self) -> impl Iterator<Item = &Function> {
        self.servers.get().into_iter().flat_map(Servers::functions)
    }

    /// The step of a call, of one of [`EngineTools::functions`].
    pub(crate) fn call(&self, id: &str, name: &str, arguments: Value) -> Option<Step> {
        let (server, tool) = self.servers.get()?.tool_of(name)?;
        Some(Step::McpServerToolCall(McpServerToolCall {
            id: Some(id.to_owned()),
            name: Some(tool.to_owned()),
            server_name: Some(server.to_owned()),
            arguments: Some(arguments),
            ..McpServerToolCall::default()
        }))
    }

    /// Makes the call and gives the step of its result. Dropping the future tells the server that nobody waits.
    pub(crate) async fn run(&self, call: &McpServerToolCall) -> Step {
        let server = call.server_name.as_deref().unwrap_or_default();
        let tool = call.name.as_deref().unwrap_or_default();
        let arguments = call.arguments.clone().unwrap_or_default();
        let output = match self.servers.get() {
            Some(servers) => servers.call(server, tool, arguments).await,
            None => "The call was not made: the server is not connected.".into(),
        };
        result_of(call, output)
    }
}

/// The result of a call that was made, or why it was not.
pub(crate) fn result_of(call: &McpServerToolCall, output: interactions::ToolOutput) -> Step {
    Step::McpServerToolResult(McpServerToolResult {
        call_id: call.id.clone(),
        name: call.name.clone(),
        server_name: call.server_name.clone(),
        result: Some(output),
        ..McpServerToolResult::default()
    })
}
