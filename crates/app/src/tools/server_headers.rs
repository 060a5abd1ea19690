//! The headers of tool servers: kept in the vault, and added to a request when it is sent.

use interactions::{CreateInteraction, SecretJson, Tool};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use vault::KeyStorage;
use words::say;

use super::servers::StoredToolServer;
use crate::bridge::ErrorCode;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

impl Core {
    /// Returns the headers of a server with their values.
    ///
    /// # Errors
    /// `NoKeychain`, when they cannot be read, and `NoKey`, when they are no longer there.
    pub(crate) async fn headers_of(&self, server: &StoredToolServer) -> Result<SecretJson> {
        if server.headers.is_empty() {
            return Ok(SecretJson::map::<String, String>([]));
        }
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let kept = blocking(move || vault.key(&entry)).await?;
        let kept = match kept {
            Ok(kept) => kept,
            Err(vault::Error::NoSecretService { .. }) => None,
            Err(cause) => return Err(errors::keychain(&cause)),
        };
        let map = kept.and_then(|text| serde_json::from_str(text.expose_secret()).ok());
        let map: Map<String, Value> = map
            .ok_or_else(|| errors::error(ErrorCode::NoKey, say::headers_not_kept(&server.name)))?;
        Ok(SecretJson(Value::Object(map)))
    }

    /// Stores the values of a server's headers in the vault.
    ///
    /// # Errors
    /// `NoKeychain`, when the keychain cannot take them.
    pub(crate) async fn keep_headers(
        &self,
        server: &StoredToolServer,
        headers: &SecretJson,
        keep: KeyStorage,
    ) -> Result<()> {
        let (vault, entry) = (self.connections.vault.clone(), server.entry());
        let text = SecretString::from(headers.0.to_string());
        let kept = match server.headers.is_empty() {
            true => blocking(move || vault.clear(&entry)).await?,
            false => blocking(move || vault.set(&entry, text, keep)).await?,
        };
        match kept {
            // Without a keychain there is nothing to delete.
            Err(vault::Error::NoSecretService { .. }) if server.headers.is_empty() => Ok(()),
            kept => kept.map_err(|cause| errors::keychain(&cause)),
        }
    }

    /// Adds the headers of tool servers to a request before it is sent; the stored request does not contain them.
    ///
    /// # Errors
    /// `NoKey` and `NoKeychain`, when the headers cannot be read.
    pub(crate) async fn with_headers(
        &self,
        mut request: CreateInteraction,
    ) -> Result<CreateInteraction> {
        let servers = self.connections.tool_servers.all();
        for tool in &mut request.tools {
            let Some(server) =
                declared_server(tool, &servers).filter(|server| !server.headers.is_empty())
            else {
                continue;
            };
            let headers = self.headers_of(server).await?;
            if let Tool::McpServer(declared) = tool {
                declared.headers = Some(headers);
            }
        }
        Ok(request)
    }

    /// Returns the time at which the headers of the servers that a request declares were last changed or removed, in
    /// milliseconds since the Unix epoch; 0 if they never had any.
    pub(crate) fn headers_changed_at(&self, tools: &[Tool]) -> i64 {
        last_change(tools, &self.connections.tool_servers.all())
    }
}

fn last_change(tools: &[Tool], servers: &[StoredToolServer]) -> i64 {
    let declared = tools
        .iter()
        .filter_map(|tool| declared_server(tool, servers));
    let changed_at = declared.map(|server| server.headers_changed_at);
    changed_at.max().unwrap_or_default()
}

/// Returns the server that a tool declares. Name and URL must match, so that headers only go to the
/// server that they were typed for.
fn declared_server<'a>(
    tool: &Tool,
    servers: &'a [StoredToolServer],
) -> Option<&'a StoredToolServer> {
    let Tool::McpServer(declared) = tool else {
        return None;
    };
    servers.iter().find(|server| {
        declared.name.as_deref() == Some(&server.word)
            && declared.url.as_deref() == Some(&server.address)
    })
}

#[cfg(test)]
mod tests {
    use interactions::tool::McpServer;

    use super::*;

    #[test]
    fn headers_taken_off_one_of_two_servers_are_a_change() {
        let server = |word: &str, headers_changed_at| StoredToolServer {
            word: word.to_owned(),
            address: format!("https://{word}.example/mcp"),
            headers: vec!["authorization".to_owned()],
            headers_changed_at,
            ..StoredToolServer::default()
        };
        let mut servers = [server("orders", 5), server("stock", 10)];
        let declared = |server: &StoredToolServer| {
            Tool::McpServer(McpServer {
                name: Some(server.word.clone()),
                url: Some(server.address.clone()),
                ..McpServer::default()
            })
        };
        let tools: Vec<Tool> = servers.iter().map(declared).collect();
        assert_eq!(last_change(&tools, &servers), 10);
        servers[0].headers.clear();
        servers[0].headers_changed_at = 20;
        assert_eq!(last_change(&tools, &servers), 20);
        assert_eq!(last_change(&tools[1..], &servers), 10);
    }
}
