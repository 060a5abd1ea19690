//! The line of JSON with which the engine on this computer gets the servers outside of it and their keys, on its
//! standard input. Each line replaces the one before. So no key is in an argument, a variable or a file.

use interactions::Proxies;
use providers::{Dialect, Model};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use vault::Vault;

use super::ModelServer;
use crate::core::Core;
use crate::tools::StoredToolServer;

/// The whole line.
#[derive(Serialize)]
struct EngineConfig<'a> {
    providers: Vec<ModelServerConfig<'a>>,
    /// The search server; `None` if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<SearchConfig<'a>>,
    /// MCP servers that are programs of this computer.
    mcp: Vec<ToolProgramConfig<'a>>,
}

/// A search server, and the proxies for it.
#[derive(Serialize)]
struct SearchConfig<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxies: Option<ProxyConfig<'a>>,
}

/// A program that has tools.
#[derive(Serialize)]
struct ToolProgramConfig<'a> {
    name: &'a str,
    command: Vec<String>,
    folder: Option<&'a str>,
}

/// A model server, in the form of [`providers::Provider`].
#[derive(Serialize)]
struct ModelServerConfig<'a> {
    id: &'a str,
    name: &'a str,
    dialect: Dialect,
    base_url: &'a str,
    key: Option<&'a str>,
    models: Vec<&'a Model>,
    /// The proxies for it; `None` for a direct connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    proxies: Option<ProxyConfig<'a>>,
}

/// The arguments of `interactions::Proxies::new`. A proxy's URL may contain a password.
#[derive(Serialize)]
struct ProxyConfig<'a> {
    http: Option<&'a str>,
    https: Option<&'a str>,
    bypass: &'a str,
}

impl Core {
    /// Sends the engine the connected servers, the search server and the programs with tools: now if it runs, and at
    /// each start.
    pub(crate) async fn configure_engine(&self) {
        // Begun before the list is read, so that a later line never has an older list.
        let version = self.connections.local.next_config_version();
        let servers = self.connections.model_servers.all();
        let mut reachable = Vec::new();
        for server in servers {
            let key = self.key_for(&server).await;
            match self.proxies(&server.base_url).await {
                Ok(proxies) => reachable.push((server, key, proxies)),
                // Without its proxy the server is left out, because it must not be reached directly.
                Err(error) => {
                    tracing::warn!(%error, server = server.id, "the way to a server of models is not known");
                    self.connections
                        .model_servers
                        .set_failure(&server.id, Some(error));
                }
            }
        }
        let providers = reachable
            .iter()
            .map(|(server, key, proxies)| ModelServerConfig {
                id: &server.id,
                name: &server.name,
                dialect: server.dialect,
                base_url: &server.base_url,
                key: key.as_ref().map(ExposeSecret::expose_secret),
                models: server.chosen().collect(),
                proxies: proxy_config(proxies),
            });
        let search = self.search_server_and_proxies().await;
        let tools = self.connections.tool_servers.all();
        let line = EngineConfig {
            providers: providers.collect(),
            search: search.as_ref().map(|(url, proxies)| SearchConfig {
                url,
                proxies: proxy_config(proxies),
            }),
            mcp: tools.iter().filter_map(program_config).collect(),
        };
        match serde_json::to_string(&line) {
            Ok(line) => {
                let line = SecretString::from(line);
                self.connections.local.configure(version, line).await;
            }
            Err(error) => {
                tracing::error!(%error, "the engine cannot be told of the servers of models")
            }
        }
    }

    /// Returns the search server and its proxies; `None` when there is none, or when the proxies cannot be
    /// determined, because it must not be reached directly then.
    async fn search_server_and_proxies(&self) -> Option<(String, Proxies)> {
        let address = self.connections.search_server.address()?;
        match self.proxies(&address).await {
            Ok(proxies) => Some((address, proxies)),
            Err(error) => {
                tracing::warn!(%error, "the way to the search server is not known");
                self.connections.search_server.set_failure(Some(error));
                None
            }
        }
    }

    /// Returns the key for a server. If it cannot be read, the server is used without one, and its state says so.
    pub(crate) async fn key_for(&self, server: &ModelServer) -> Option<SecretString> {
        if !server.has_key {
            return None;
        }
        match self.vault_of(&server.base_url, Vault::key).await {
            Ok(Ok(key)) => key,
            Ok(Err(error)) => {
                tracing::warn!(%error, server = server.id, "the key of a server of models cannot be read");
                None
            }
            Err(error) => {
                tracing::warn!(%error, server = server.id, "the keychain cannot be asked");
                None
            }
        }
    }
}

fn proxy_config(proxies: &Proxies) -> Option<ProxyConfig<'_>> {
    let (http, https, bypass) = proxies.addresses()?;
    Some(ProxyConfig {
        http,
        https,
        bypass,
    })
}

fn program_config(server: &StoredToolServer) -> Option<ToolProgramConfig<'_>> {
    let program = server.program.as_ref()?;
    Some(ToolProgramConfig {
        name: &server.id,
        command: program.sandbox_command(),
        folder: program.folder.as_deref(),
    })
}
