//! The line of JSON with which the engine on this computer gets the servers outside of it and their keys, on its
//! standard input. Each line replaces the one before. So no key is in an argument, a variable or a file.

use interactions::Proxies;
use providers::{Dialect, Model};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use vault::Vault;

use super::Connected;
use crate::core::Core;
use crate::tools::Kept;

/// The whole line.
#[derive(Serialize)]
struct Line<'a> {
    providers: Vec<Told<'a>>,
    /// The search server; `None` if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<Search<'a>>,
    /// MCP servers that are programs of this computer.
    mcp: Vec<Program<'a>>,
}

/// A search server, and the proxies for it.
#[derive(Serialize)]
struct Search<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    proxies: Option<Way<'a>>,
}

/// A program that has tools.
#[derive(Serialize)]
struct Program<'a> {
    name: &'a str,
    command: Vec<String>,
    folder: Option<&'a str>,
}

/// A model server, in the form of [`providers::Provider`].
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    name: &'a str,
    dialect: Dialect,
    base_url: &'a str,
    key: Option<&'a str>,
    models: Vec<&'a Model>,
    /// The proxies for it; `None` for a direct connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    proxies: Option<Way<'a>>,
}

/// The arguments of `interactions::Proxies::new`. A proxy's URL may contain a password.
#[derive(Serialize)]
struct Way<'a> {
    http: Option<&'a str>,
    https: Option<&'a str>,
    bypass: &'a str,
}

impl Core {
    /// Sends the engine the connected servers, the search server and the programs with tools: now if it runs, and at
    /// each start.
    pub(crate) async fn tell_engine(&self) {
        // Begun before the list is read, so that a later line never has an older list.
        let telling = self.connections.local.telling();
        let servers = self.connections.servers.all();
        let mut ways = Vec::new();
        for server in servers {
            let key = self.key_for(&server).await;
            match self.proxies(&server.base_url).await {
                Ok(proxies) => ways.push((server, key, proxies)),
                // Without its proxy the server is left out, because it must not be reached directly.
                Err(error) => {
                    tracing::warn!(%error, server = server.id, "the way to a server of models is not known");
                    self.connections.servers.note(&server.id, Some(error));
                }
            }
        }
        let told = ways.iter().map(|(server, key, proxies)| Told {
            id: &server.id,
            name: &server.name,
            dialect: server.dialect,
            base_url: &server.base_url,
            key: key.as_ref().map(ExposeSecret::expose_secret),
            models: server.chosen().collect(),
            proxies: way(proxies),
        });
        let search = self.way_to_search().await;
        let tools = self.connections.tool_servers.all();
        let line = Line {
            providers: told.collect(),
            search: search.as_ref().map(|(url, proxies)| Search {
                url,
                proxies: way(proxies),
            }),
            mcp: tools.iter().filter_map(program).collect(),
        };
        match serde_json::to_string(&line) {
            Ok(line) => {
                let line = SecretString::from(line);
                self.connections.local.tell(telling, line).await;
            }
            Err(error) => {
                tracing::error!(%error, "the engine cannot be told of the servers of models")
            }
        }
    }

    /// Returns the search server and its proxies; `None` when there is none, or when the proxies cannot be
    /// determined, because it must not be reached directly then.
    async fn way_to_search(&self) -> Option<(String, Proxies)> {
        let address = self.connections.search.address()?;
        match self.proxies(&address).await {
            Ok(proxies) => Some((address, proxies)),
            Err(error) => {
                tracing::warn!(%error, "the way to the search server is not known");
                self.connections.search.note(Some(error));
                None
            }
        }
    }

    /// Returns the key for a server. If it cannot be read, the server is used without one, and its state says so.
    pub(crate) async fn key_for(&self, server: &Connected) -> Option<SecretString> {
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

fn way(proxies: &Proxies) -> Option<Way<'_>> {
    let (http, https, bypass) = proxies.addresses()?;
    Some(Way {
        http,
        https,
        bypass,
    })
}

fn program(server: &Kept) -> Option<Program<'_>> {
    let program = server.program.as_ref()?;
    Some(Program {
        name: &server.id,
        command: program.inside(),
        folder: program.folder.as_deref(),
    })
}
