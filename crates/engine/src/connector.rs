//! Configuration of a running engine: model servers, a search server and MCP programs arrive as lines of JSON, with
//! their keys.
//!
//! The keys are kept in memory only. A line is never logged or echoed, because it contains them.

use std::sync::Arc;

use interactions::Proxies;
use providers::Provider;
use searxng::Server as SearchServer;
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::brain::registry::Brains;
use crate::programs::{Program, Programs};
use crate::web::Web;

/// Handle that configures the model servers, the search server and the MCP programs of an engine.
#[derive(Clone)]
pub struct Connector {
    brains: Arc<Brains>,
    web: Arc<Web>,
    programs: Arc<Programs>,
    /// Cancelled when the first configuration was taken.
    configured: CancellationToken,
}

/// One line: the complete configuration, which replaces the one before.
#[derive(Deserialize)]
struct ConfigurationLine {
    providers: Vec<Server>,
    search: Option<Search>,
    /// MCP servers that are programs of this computer.
    #[serde(default)]
    mcp: Vec<Program>,
}

/// A search server (SearXNG), and the proxies it is reached through.
#[derive(Deserialize)]
struct Search {
    url: String,
    proxies: Option<ProxySettings>,
}

/// A model server, and the proxies it is reached through.
#[derive(Deserialize)]
struct Server {
    #[serde(flatten)]
    provider: Provider,
    proxies: Option<ProxySettings>,
}

/// The arguments of [`Proxies::new`].
#[derive(Deserialize)]
struct ProxySettings {
    http: Option<String>,
    https: Option<String>,
    #[serde(default)]
    bypass: String,
}

impl ProxySettings {
    fn proxies(&self) -> interactions::Result<Proxies> {
        Proxies::new(self.http.as_deref(), self.https.as_deref(), &self.bypass)
    }
}

impl Connector {
    pub(crate) fn new(
        brains: Arc<Brains>,
        web: Arc<Web>,
        programs: Arc<Programs>,
        configured: CancellationToken,
    ) -> Self {
        Self {
            brains,
            web,
            programs,
            configured,
        }
    }

    /// Takes a line `{"providers": [Provider, …], "search": {"url": …}, "mcp": [{"name", "command", "folder"?}, …]}`:
    /// the complete configuration, which replaces the one before; what is missing is removed. Each server that is
    /// reached over a network may have `proxies` (`http`, `https`, `bypass`); without them it is reached directly. An
    /// invalid line changes nothing, and the log names the position of the error without showing the line.
    pub fn take(&self, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        let ConfigurationLine {
            providers: servers,
            search,
            mcp: programs,
        } = match serde_json::from_slice(line) {
            Ok(line) => line,
            Err(error) => {
                let (column, kind) = (error.column(), error.classify());
                tracing::warn!(column, ?kind, "a line of servers was not understood");
                return;
            }
        };
        if let Some(at) = servers.iter().position(|it| !is_id(&it.provider.id)) {
            tracing::warn!(at, "a line of servers was not taken: one has no proper id");
            return;
        }
        if let Some(at) = programs.iter().position(|it| !it.is_whole()) {
            tracing::warn!(
                at,
                "a line of servers was not taken: a program has no proper name, command or folder"
            );
            return;
        }
        let mut ways = Vec::with_capacity(servers.len());
        for Server { provider, proxies } in servers {
            match proxies.map_or(Ok(Proxies::none()), |way| way.proxies()) {
                Ok(proxies) => ways.push((provider, proxies)),
                // A server with a proxy setting must not be reached directly.
                Err(error) => tracing::warn!(server = provider.id, %error, "a server is left out"),
            }
        }
        tracing::info!(servers = ways.len(), "servers of models are connected");
        self.brains.connect(ways);
        self.web.search_with(search.and_then(Search::server));
        self.programs.take(programs);
        self.configured.cancel();
    }
}

impl Search {
    /// `None` if the settings are unusable, which is logged.
    fn server(self) -> Option<SearchServer> {
        let proxies = self
            .proxies
            .map_or(Ok(Proxies::none()), |way| way.proxies());
        let server = proxies
            .map_err(|error| error.to_string())
            .and_then(|proxies| {
                SearchServer::new(&self.url, &proxies).map_err(|error| error.to_string())
            });
        server
            .inspect_err(|why| tracing::warn!(why, "the search server is left out"))
            .ok()
    }
}

fn is_id(id: &str) -> bool {
    let ordinary = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.chars().all(ordinary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brain::starter::Starter;
    use crate::egress::{Egress, EgressSettings};

    #[test]
    fn a_broken_line_changes_nothing_and_a_whole_one_replaces_all() {
        let brains = Arc::new(Brains::new(Arc::new(Starter::new("none.gguf".into()))));
        let web = Web::new(Arc::new(Egress::new(EgressSettings::default()))).unwrap();
        let connector = Connector::new(
            Arc::clone(&brains),
            Arc::new(web),
            Arc::default(),
            CancellationToken::new(),
        );
        let line = |id: &str| {
            format!(
                r#"{{"providers":[{{"id":"{id}","name":"A","dialect":"openai","base_url":"http://127.0.0.1:1/v1","key":"k","models":[{{"id":"m"}}]}}]}}"#
            )
        };
        connector.take(line("acme").as_bytes());
        assert!(brains.find("acme/m").is_some());
        for broken in ["", "{", "{\"other\":1}", &line("A/B")] {
            connector.take(broken.as_bytes());
            assert!(brains.find("acme/m").is_some(), "{broken}");
        }
        let searching = |url: &str| format!(r#"{{"providers":[],"search":{{"url":"{url}"}}}}"#);
        connector.take(searching("http://127.0.0.1:1/").as_bytes());
        assert!(connector.web.can_search());
        connector.take(searching("ftp://127.0.0.1/").as_bytes());
        assert!(!connector.web.can_search());
        connector.take(line("acme").as_bytes());
        let unusable =
            line("acme").replace("\"key\"", "\"proxies\":{\"https\":\"not a url\"},\"key\"");
        connector.take(unusable.as_bytes());
        assert!(brains.find("acme/m").is_none(), "it is not asked straight");
        connector.take(line("other").as_bytes());
        assert!(brains.find("acme/m").is_none() && brains.find("other/m").is_some());
    }
}
