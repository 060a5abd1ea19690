//! Requests to tool servers: listing their tools, and calling one.

use std::sync::Arc;

use interactions::SecretJson;
use interactions::tool::McpServer;
use mcp::Fault;
use mcp::programs::Launch;
use serde_json::Value;
use words::{Sentence, say};

use super::program_command::Launcher;
use super::servers::StoredToolServer;
use crate::bridge::{BridgeError, ErrorCode};
use crate::core::Core;
use crate::errors::{self, Result};

impl Core {
    /// Connects to a server and lists its tools.
    ///
    /// # Errors
    /// `Invalid`, when its URL or a header cannot be used; `WrongKey`, `Offline` or `Server`, when it does not answer
    /// as it should.
    pub(crate) async fn tools_of_server(
        &self,
        server: &StoredToolServer,
        headers: &SecretJson,
    ) -> Result<Vec<mcp::ListedTool>> {
        let settings = self.connection_settings(server, headers).await?;
        let launcher = self.launcher_of(server);
        let listed = mcp::tools(&settings, launcher.as_ref()).await;
        listed.map_err(|error| not_usable(&server.name, &error))
    }

    /// Calls a tool of a server on behalf of the model.
    ///
    /// # Errors
    /// The reason in words, when the server cannot be reached.
    pub(crate) async fn call_tool(
        &self,
        server: &StoredToolServer,
        tool: &str,
        arguments: Value,
    ) -> Result<interactions::ToolOutput> {
        let headers = self.headers_of(server).await?;
        let settings = self.connection_settings(server, &headers).await?;
        let launcher = self.launcher_of(server);
        let opened = mcp::Servers::connect(&[settings], launcher.as_ref(), &[]).await;
        let opened = opened.map_err(|error| not_usable(&server.name, &error))?;
        Ok(opened.call(&server.word, tool, arguments).await)
    }

    async fn connection_settings(
        &self,
        server: &StoredToolServer,
        headers: &SecretJson,
    ) -> Result<mcp::Settings> {
        let tool = McpServer {
            name: Some(server.word.clone()),
            url: Some(server.address.clone()),
            headers: server.program.is_none().then(|| headers.clone()),
            ..McpServer::default()
        };
        let settings = mcp::Settings::read(&tool)
            .map_err(|bad| errors::invalid(Sentence::quoted(bad.to_string())))?;
        match server.program {
            Some(_) => Ok(settings),
            None => Ok(settings.through(self.proxies(&server.address).await?)),
        }
    }

    /// Returns the launcher for a server that is a program of this computer.
    fn launcher_of(&self, server: &StoredToolServer) -> Option<Arc<dyn Launch>> {
        let program = server.program.as_ref()?;
        Some(Arc::new(Launcher::new(self.host.engine(), program)))
    }
}

fn not_usable(name: &str, error: &mcp::McpError) -> BridgeError {
    let code = match error.wants_key() {
        true => ErrorCode::WrongKey,
        false => ErrorCode::Server,
    };
    let reason = match error.fault() {
        Fault::Unreachable => say::tools_unreachable(),
        Fault::Refused(status) => say::tools_refused(status.to_string()),
        Fault::Status(status) => say::tools_status(status.to_string()),
        Fault::Late => say::tools_late(),
        Fault::Ended => say::tools_ended(),
        Fault::OtherProtocol => say::tools_other_protocol(),
        Fault::ServerError(_) | Fault::NotStarted(_) | Fault::Program(_) => {
            Sentence::quoted(error.reason())
        }
    };
    errors::error(code, say::tool_server_unusable(name, reason))
}
