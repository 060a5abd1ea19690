//! Tools of MCP servers: connecting, listing, calling, and results as content (contract section 15.2).
//!
//! Tolerates what servers really do: an invalid tool or content block affects only itself, every wait has a timeout,
//! and a lost connection is reopened for the next call.

mod cancellation;
mod connection;
mod line_limiter;
mod listing;
mod names;
pub mod programs;
mod result;
mod settings;

use std::sync::Arc;

use interactions::ToolOutput;
use providers::chat::Function;
use serde_json::{Map, Value};
use tokio::sync::Mutex;

pub use connection::Fault;
use connection::{Connection, Limits};
pub use listing::ListedTool;
pub use names::function_name;
use programs::Launch;
pub use settings::{BadSetting, ServerLocation, Settings};

/// The error of a server that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("The MCP server '{server}' ({host}) cannot be used: {fault}.")]
pub struct McpError {
    server: String,
    host: String,
    fault: Fault,
}

/// The connected servers of one interaction.
#[derive(Debug, Default)]
pub struct Servers {
    servers: Vec<Server>,
    tools: Vec<OfferedTool>,
}

#[derive(Debug)]
struct Server {
    settings: Settings,
    launcher: Option<Arc<dyn Launch>>,
    /// `None` after a failure; the next call reconnects.
    connection: Mutex<Option<Arc<Connection>>>,
    limits: Limits,
}

/// A tool of a server, and the function that stands for it.
#[derive(Debug)]
struct OfferedTool {
    function: Function,
    server: String,
    tool: String,
}

impl Servers {
    /// Connects to all servers and lists their tools. `launcher` starts those that are programs of this computer; no
    /// function gets a name that is in `taken`.
    ///
    /// # Errors
    /// If one of them cannot be used.
    pub async fn connect(
        all: &[Settings],
        launcher: Option<&Arc<dyn Launch>>,
        taken: &[&str],
    ) -> Result<Self, McpError> {
        Self::connect_within(all, Limits::default(), launcher, taken).await
    }

    async fn connect_within(
        all: &[Settings],
        limits: Limits,
        launcher: Option<&Arc<dyn Launch>>,
        taken: &[&str],
    ) -> Result<Self, McpError> {
        let opening = all.iter().map(|settings| open(settings, limits, launcher));
        let opened = futures::future::try_join_all(opening).await?;
        let mut servers = Self::default();
        for (settings, (connection, listed)) in all.iter().zip(opened) {
            for tool in listed
                .into_iter()
                .filter(|tool| settings.allows(&tool.name))
            {
                servers.offer(settings, tool, taken);
            }
            servers.servers.push(Server {
                settings: settings.clone(),
                launcher: launcher.cloned(),
                connection: Mutex::new(Some(Arc::new(connection))),
                limits,
            });
        }
        Ok(servers)
    }

    fn offer(&mut self, settings: &Settings, tool: ListedTool, taken: &[&str]) {
        let is_same =
            |known: &OfferedTool| known.server == settings.name && known.tool == tool.name;
        if self.tools.iter().any(is_same) {
            // Two tools with the same name could not be distinguished in a call.
            return;
        }
        let taken: Vec<&str> = self
            .tools
            .iter()
            .map(|it| it.function.name.as_str())
            .chain(taken.iter().copied())
            .collect();
        let function = Function {
            name: function_name(&settings.name, &tool.name, &taken),
            description: tool.description,
            parameters: tool.parameters,
        };
        self.tools.push(OfferedTool {
            function,
            server: settings.name.clone(),
            tool: tool.name,
        });
    }

    /// The functions for a brain.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        self.tools.iter().map(|tool| &tool.function)
    }

    /// The names of the server and the tool that a function stands for.
    pub fn tool_of(&self, function: &str) -> Option<(&str, &str)> {
        let tool = self
            .tools
            .iter()
            .find(|tool| tool.function.name == function)?;
        Some((&tool.server, &tool.tool))
    }

    /// Calls a tool. Errors are described in the output, so that the brain can continue.
    pub async fn call(&self, server: &str, tool: &str, arguments: Value) -> ToolOutput {
        let Some(server) = self.servers.iter().find(|it| it.settings.name == server) else {
            return format!("The call was not made: there is no server '{server}'.").into();
        };
        let arguments = match arguments {
            Value::Object(arguments) => arguments,
            _ => Map::new(),
        };
        match server.call(tool, arguments).await {
            Ok(result) => result::output(&result),
            Err(fault) => format!("The tool gave no result: {fault}.").into(),
        }
    }
}

/// Connects to a server once and lists its tools, to check whether it can be used. `launcher` starts it if it is a
/// program of this computer.
///
/// # Errors
/// If it cannot be used.
pub async fn tools(
    settings: &Settings,
    launcher: Option<&Arc<dyn Launch>>,
) -> Result<Vec<ListedTool>, McpError> {
    let (_, listed) = open(settings, Limits::default(), launcher).await?;
    Ok(listed)
}

impl McpError {
    /// Returns true if the server wants another key.
    pub fn wants_key(&self) -> bool {
        matches!(self.fault, Fault::Refused(_))
    }

    /// The cause of the error.
    pub fn fault(&self) -> &Fault {
        &self.fault
    }

    /// The reason, as a phrase that follows "It cannot be used: ". URLs and headers are left out.
    pub fn reason(&self) -> String {
        self.fault.to_string()
    }
}

async fn open(
    settings: &Settings,
    limits: Limits,
    launcher: Option<&Arc<dyn Launch>>,
) -> Result<(Connection, Vec<ListedTool>), McpError> {
    let opened = async {
        let connection = Connection::open(settings, limits, launcher).await?;
        let listed = connection.tools().await?;
        Ok((connection, listed))
    };
    opened.await.map_err(|fault| McpError {
        server: settings.name.clone(),
        host: settings.host().to_owned(),
        fault,
    })
}

impl Server {
    async fn call(&self, tool: &str, arguments: Map<String, Value>) -> Result<Value, Fault> {
        let connection = self.connection().await?;
        let called = connection.call(tool, arguments).await;
        if called.as_ref().is_err_and(Fault::ends_connection) {
            *self.connection.lock().await = None;
        }
        called
    }

    /// The connection, reopened if it failed or the server has forgotten it.
    async fn connection(&self) -> Result<Arc<Connection>, Fault> {
        let mut held = self.connection.lock().await;
        if let Some(connection) = &*held
            && connection.is_alive().await
        {
            return Ok(Arc::clone(connection));
        }
        let connection =
            Arc::new(Connection::open(&self.settings, self.limits, self.launcher.as_ref()).await?);
        *held = Some(Arc::clone(&connection));
        Ok(connection)
    }
}

#[cfg(test)]
mod tests;
