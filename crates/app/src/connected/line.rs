//! What the engine on this computer is told of the connected servers: one line of JSON on its standard input, with their
//! keys. It takes the place of the line before. A key is in no argument, variable or file that way.

use providers::{Dialect, Model};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use vault::Vault;

use super::Connected;
use crate::core::Core;

/// The whole line.
#[derive(Serialize)]
struct Line<'a> {
    providers: Vec<Told<'a>>,
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
    /// Tells the engine of the connected servers, now if it runs, and whenever it is started.
    pub(crate) async fn tell_engine(&self) {
        let servers = self.connections.servers.all();
        let mut ways = Vec::new();
        for server in servers {
            let key = self.key_for(&server).await;
            match self.proxies(&server.base_url).await {
                Ok(proxies) => ways.push((server, key, proxies)),
                // It must not be asked straight when there ought to be a proxy.
                Err(error) => {
                    tracing::warn!(%error, server = server.id, "the way to a server of models is not known");
                    self.connections.servers.failed(&server.id, error);
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
            proxies: proxies.addresses().map(|(http, https, bypass)| Way {
                http,
                https,
                bypass,
            }),
        });
        let line = Line {
            providers: told.collect(),
        };
        match serde_json::to_string(&line) {
            Ok(line) => self.connections.local.tell(SecretString::from(line)).await,
            Err(error) => {
                tracing::error!(%error, "the engine cannot be told of the servers of models")
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
