//! What the engine on this computer is told of what is outside of it: one line of JSON on its standard input, with their
//! keys. It takes the place of the line before. A key is in no argument, variable or file that way.

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
    /// Where searches are made; nothing: nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    search: Option<Search<'a>>,
    /// MCP servers that are programs of this computer.
    mcp: Vec<Program<'a>>,
}

/// A search server, and the way to it.
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

/// A server, in the form of [`providers::Provider`].
#[derive(Serialize)]
struct Told<'a> {
    id: &'a str,
    name: &'a str,
    dialect: Dialect,
    base_url: &'a str,
    key: Option<&'a str>,
    models: Vec<&'a Model>,
    /// The proxies on the way to it; nothing: it is asked straight.
    #[serde(skip_serializing_if = "Option::is_none")]
    proxies: Option<Way<'a>>,
}

/// What `interactions::Proxies::new` takes. A proxy's address may have a password in it.
#[derive(Serialize)]
struct Way<'a> {
    http: Option<&'a str>,
    https: Option<&'a str>,
    bypass: &'a str,
}

impl Core {
    /// Tells the engine of the connected servers, the search server and the programs with tools, now if it runs, and
    /// whenever it is started.
    pub(crate) async fn tell_engine(&self) {
        // Begun before the list is read, so that a later line never has an older list.
        let telling = self.connections.local.telling();
        let servers = self.connections.servers.all();
        let mut ways = Vec::new();
        for server in servers {
            let key = self.key_for(&server).await;
            match self.proxies(&server.base_url).await {
                Ok(proxies) => ways.push((server, key, proxies)),
                // It must not be asked straight when there ought to be a proxy.
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

    /// The search server and the proxies on the way to it; none when there is none, or the way is not known: it must
    /// not be asked straight when there ought to be a proxy.
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

    /// The key that a server is asked with. Where it cannot be had, the server is asked without one, and its state says
    /// so.
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
