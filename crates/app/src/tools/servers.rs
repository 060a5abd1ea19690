//! Tool servers (MCP) that the person added; each can be used in any conversation.
//!
//! The ledger has everything but the values of their headers. Those are in the vault, one entry per server, and are
//! only added to a request when it is sent; they are stored nowhere else.

use screen::view::host::host;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vault::Vault;

use super::program_command::ProgramCommand;
use crate::actions::words_of;
use crate::bridge::{KeyStatus, ServerTool, ToolServer};
use crate::core::{Core, blocking};
use crate::network::is_here;

/// A tool server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredToolServer {
    /// The server's id here; never reused.
    pub(crate) id: String,
    /// The name for people.
    pub(crate) name: String,
    /// The name in requests.
    pub(crate) word: String,
    /// The URL.
    pub(crate) address: String,
    /// The program to start, if it is one of this computer.
    pub(crate) program: Option<ProgramCommand>,
    /// The names of its headers.
    pub(crate) headers: Vec<String>,
    /// Time at which the values of its headers were last stored, in milliseconds since the Unix epoch; 0 if an older
    /// Errand stored them.
    pub(crate) headers_changed_at: i64,
    /// The tools in its last listing.
    pub(crate) tools: Vec<StoredTool>,
    /// Time of the last answer, in milliseconds since the Unix epoch.
    pub(crate) answered_at: i64,
}

/// A tool of a server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredTool {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parameters: Value,
    /// True if conversations may use it.
    pub(crate) is_allowed: bool,
}

impl StoredToolServer {
    /// Returns the tools that conversations may use.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = &StoredTool> {
        self.tools.iter().filter(|tool| tool.is_allowed)
    }

    /// Returns the allowed tools by their function names. A name does not depend on which other tools are allowed.
    pub(crate) fn functions(&self) -> Vec<(String, &StoredTool)> {
        let mut named: Vec<(String, &StoredTool)> = Vec::new();
        for tool in &self.tools {
            let taken: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
            named.push((mcp::function_name(&self.word, &tool.name, &taken), tool));
        }
        named.retain(|(_, tool)| tool.is_allowed);
        named
    }

    /// Takes over the server's listing. Tools that were allowed stay allowed; of a new server all are allowed, and of
    /// a known server no new ones, not even after a listing without tools.
    pub(crate) fn update_tools(&mut self, listed: Vec<mcp::ListedTool>, now: i64) {
        let is_new = self.answered_at == 0 && self.tools.is_empty();
        self.answered_at = now;
        let before = std::mem::take(&mut self.tools);
        let was_allowed = |name: &str| {
            before
                .iter()
                .any(|tool| tool.name == name && tool.is_allowed)
        };
        self.tools = listed
            .into_iter()
            .map(|tool| StoredTool {
                is_allowed: is_new || was_allowed(&tool.name),
                name: tool.name,
                title: tool.title,
                description: tool.description,
                parameters: tool.parameters,
            })
            .collect();
    }

    pub(super) fn entry(&self) -> String {
        format!("mcp:{}", self.id)
    }
}

impl StoredTool {
    /// Returns the tool's name as a person would write it.
    pub(crate) fn plain_name(&self) -> String {
        self.title.clone().unwrap_or_else(|| words_of(&self.name))
    }
}

impl Core {
    /// Returns a tool server as the window shows it.
    pub(crate) async fn tool_server_view(&self, server: &StoredToolServer) -> ToolServer {
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let key = match server.headers.is_empty() {
            true => KeyStatus::None,
            false => match blocking(move || Vault::status(&vault, &entry)).await {
                Ok(Ok(vault::Status::Keychain)) => KeyStatus::Keychain,
                Ok(Ok(vault::Status::Session)) => KeyStatus::Session,
                Ok(Ok(vault::Status::None) | Err(vault::Error::NoSecretService { .. })) => {
                    KeyStatus::None
                }
                _ => KeyStatus::Unreachable,
            },
        };
        ToolServer {
            id: server.id.clone(),
            name: server.name.clone(),
            word: server.word.clone(),
            address: server.address.clone(),
            host: match server.program {
                Some(_) => String::new(),
                None => host(&server.address),
            },
            is_here: server.program.is_some() || is_here(&server.address),
            program: server.program.as_ref().map(ProgramCommand::view),
            headers: server.headers.clone(),
            key,
            tools: server.tools.iter().map(tool_view).collect(),
            answered_at: server.answered_at,
            failure: self.connections.tool_servers.failure(&server.id),
        }
    }
}

fn tool_view(tool: &StoredTool) -> ServerTool {
    ServerTool {
        name: tool.name.clone(),
        title: tool.plain_name(),
        about: tool.description.clone(),
        allowed: tool.is_allowed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn listed(name: &str) -> mcp::ListedTool {
        mcp::ListedTool {
            name: name.to_owned(),
            title: None,
            description: None,
            parameters: json!({"type": "object"}),
        }
    }

    fn allowed(server: &StoredToolServer) -> Vec<&str> {
        server.allowed().map(|tool| tool.name.as_str()).collect()
    }

    #[test]
    fn a_tool_that_a_server_has_later_is_not_allowed_by_itself() {
        let mut server = StoredToolServer::default();
        server.update_tools(vec![listed("find"), listed("delete")], 1);
        assert_eq!(allowed(&server), ["find", "delete"]);
        server.tools[1].is_allowed = false;
        let later = || vec![listed("send"), listed("delete"), listed("find")];
        server.update_tools(later(), 2);
        assert_eq!(allowed(&server), ["find"]);
        server.update_tools(Vec::new(), 3);
        server.update_tools(later(), 4);
        assert_eq!(allowed(&server), [""; 0]);
    }

    #[test]
    fn a_function_keeps_its_name_whatever_else_is_allowed() {
        let mut server = StoredToolServer {
            word: "orders".to_owned(),
            ..StoredToolServer::default()
        };
        server.update_tools(vec![listed("find it"), listed("find/it")], 1);
        let name = |server: &StoredToolServer| server.functions().pop().unwrap().0;
        assert_eq!(name(&server), "orders_find_it_2");
        server.tools[0].is_allowed = false;
        assert_eq!(name(&server), "orders_find_it_2");
    }
}
