//! A connection to one MCP server, over streamable HTTP or a program's pipes, with a timeout on every wait.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rmcp::model::{
    CallToolRequest, CallToolRequestParams, ClientCapabilities, ClientConfig, ClientRequest,
    Implementation, ListToolsRequest, PaginatedRequestParams, PingRequest, ProtocolVersion,
    ServerResult,
};
use rmcp::service::{ClientInitializeError, PeerRequestOptions, RunningService, ServiceError};
use rmcp::transport::streamable_http_client::{
    StreamableHttpClientTransportConfig, StreamableHttpError,
};
use rmcp::transport::{IntoTransport, StreamableHttpClientTransport};
use rmcp::{ClientLifecycleMode, ClientServiceExt, RoleClient};
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use url::Url;

use super::cancellation::CancelOnDrop;
use super::line_limiter::LineLimiter;
use super::listing::{self, ListedTool};
use super::programs::{Launch, Launched, Running};
use super::settings::{ServerLocation, Settings};

/// Timeouts of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// For connecting, and for listing the tools.
    pub(super) opening: Duration,
    /// For a call without a progress notification.
    pub(super) silence: Duration,
    /// For a call in total.
    pub(super) whole: Duration,
    /// A connection that was unused for longer is pinged first, to see whether the server still knows it.
    pub(super) idle: Duration,
    /// For the ping.
    pub(super) ping: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            opening: Duration::from_secs(30),
            silence: Duration::from_secs(60),
            whole: Duration::from_secs(600),
            idle: Duration::from_secs(60),
            ping: Duration::from_secs(5),
        }
    }
}

/// Maximum number of tools of one server, and of pages of their list.
const MAX_TOOLS: usize = 256;
const MAX_PAGES: usize = 20;

/// Why a request failed. URLs and headers are left out, because they may contain secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The server cannot be reached.
    #[error("it cannot be reached")]
    Unreachable,
    /// The server wants another key; with the HTTP status.
    #[error("it wants another key (HTTP {0}); send it in the headers of the tool")]
    Refused(u16),
    /// The server returned this HTTP status.
    #[error("it answers HTTP {0}")]
    Status(u16),
    /// A timeout elapsed.
    #[error("it did not answer in time")]
    Late,
    /// The connection ended.
    #[error("the connection ended")]
    Ended,
    /// An error message of the server, or a description of how it violates MCP.
    #[error("{0}")]
    ServerError(String),
    /// The server speaks another protocol.
    #[error("it does not speak MCP")]
    OtherProtocol,
    /// The program of the server could not be started.
    #[error("{0}")]
    NotStarted(String),
    /// The program of the server ended, with this error output.
    #[error("its program does not serve: {0}")]
    Program(String),
}

impl Fault {
    /// Returns true if the next call needs a new connection.
    pub(super) fn ends_connection(&self) -> bool {
        !matches!(self, Self::ServerError(_))
    }
}

/// An open connection. Dropping it closes the session.
pub(super) struct Connection {
    service: RunningService<RoleClient, ClientConfig>,
    /// The program of the server, if it runs on this computer.
    _program: Option<Box<dyn Running>>,
    last_used: Mutex<Instant>,
    limits: Limits,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects with whichever handshake the server supports.
    pub(super) async fn open(
        settings: &Settings,
        limits: Limits,
        launcher: Option<&Arc<dyn Launch>>,
    ) -> Result<Self, Fault> {
        let (service, program) = match &settings.location {
            ServerLocation::Web(url) => (handshake(over_http(url, settings)?, limits).await?, None),
            ServerLocation::Here(name) => {
                let launcher =
                    launcher.ok_or_else(|| Fault::NotStarted("nothing starts it".to_owned()))?;
                let started = launcher.start(name).await.map_err(Fault::NotStarted)?;
                let Launched {
                    stdout,
                    stdin,
                    mut running,
                } = started;
                match handshake((LineLimiter::new(stdout), stdin), limits).await {
                    Ok(service) => (service, Some(running)),
                    Err(fault) => {
                        return Err(match running.error_output().await {
                            words if words.is_empty() => fault,
                            words => Fault::Program(words),
                        });
                    }
                }
            }
        };
        Ok(Self {
            service,
            _program: program,
            last_used: Mutex::new(Instant::now()),
            limits,
        })
    }

    /// All tools that can be called. Each is parsed from JSON separately, so that an invalid one does not affect the
    /// others.
    pub(super) async fn tools(&self) -> Result<Vec<ListedTool>, Fault> {
        let mut tools = Vec::new();
        let mut cursor = None;
        for _ in 0..MAX_PAGES {
            let params = PaginatedRequestParams::default().with_cursor(cursor.take());
            let request = ListToolsRequest::with_param(params);
            let page = self
                .request(
                    ClientRequest::ListToolsRequest(request),
                    limit(self.limits.opening, self.limits.opening),
                )
                .await?;
            let listed = page.get("tools").and_then(Value::as_array);
            let Some(listed) = listed else {
                return Err(Fault::ServerError("it lists no tools".to_owned()));
            };
            tools.extend(listed.iter().filter_map(listing::read));
            cursor = page
                .get("nextCursor")
                .and_then(Value::as_str)
                .map(str::to_owned);
            if cursor.is_none() || tools.len() >= MAX_TOOLS {
                break;
            }
        }
        tools.truncate(MAX_TOOLS);
        Ok(tools)
    }

    /// Calls a tool and returns its result as JSON. Progress notifications extend the timeout. Dropping the future
    /// sends a cancellation to the server.
    pub(super) async fn call(
        &self,
        tool: &str,
        arguments: Map<String, Value>,
    ) -> Result<Value, Fault> {
        let params = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
        let request = ClientRequest::CallToolRequest(CallToolRequest::new(params));
        let result = self
            .request(request, limit(self.limits.silence, self.limits.whole))
            .await?;
        if result.get("inputRequests").is_some() {
            return Err(Fault::ServerError(
                "it asks for more than the arguments, which cannot be given here".to_owned(),
            ));
        }
        Ok(result)
    }

    /// Returns true if the server still knows the connection; pings it only after a longer pause.
    pub(super) async fn is_alive(&self) -> bool {
        if self.service.is_transport_closed() || self.service.is_closed() {
            return false;
        }
        if self.last_used.lock().await.elapsed() < self.limits.idle {
            return true;
        }
        let ping = ClientRequest::PingRequest(PingRequest::default());
        !self
            .request(ping, limit(self.limits.ping, self.limits.ping))
            .await
            .is_err_and(|fault| fault.ends_connection())
    }

    async fn request(
        &self,
        request: ClientRequest,
        limits: PeerRequestOptions,
    ) -> Result<Value, Fault> {
        let answer = async {
            let handle = self
                .service
                .send_cancellable_request(request, limits)
                .await?;
            let waiting = CancelOnDrop::for_answer_to(&handle);
            let answer = handle.await_response().await;
            waiting.end();
            answer
        };
        let answer = answer.await.map_err(|error| fault_of(&error))?;
        *self.last_used.lock().await = Instant::now();
        match answer {
            ServerResult::CustomResult(result) => Ok(result.0),
            // The library parses a result with an unknown part and the newest protocol's marker as this type.
            ServerResult::TaskAckResult(_) => {
                Err(Fault::ServerError("its answer cannot be read".to_owned()))
            }
            known => serde_json::to_value(known).map_err(|_| Fault::OtherProtocol),
        }
    }
}

/// Makes the protocol handshake over `transport`.
async fn handshake<T, E, A>(
    transport: T,
    limits: Limits,
) -> Result<RunningService<RoleClient, ClientConfig>, Fault>
where
    T: IntoTransport<RoleClient, E, A>,
    E: Error + Send + Sync + 'static,
{
    let own = ClientConfig::new(
        ClientCapabilities::default(),
        Implementation::new("Errand", env!("CARGO_PKG_VERSION")),
    );
    let lifecycle = ClientLifecycleMode::Auto {
        preferred_versions: vec![ProtocolVersion::default()],
        legacy_version: None,
    };
    let begun = own.serve_with_lifecycle(transport, lifecycle);
    let service = timeout(limits.opening, begun).await;
    service
        .map_err(|_| Fault::Late)?
        .map_err(|error| fault_of_opening(&error))
}

fn over_http(
    url: &Url,
    settings: &Settings,
) -> Result<StreamableHttpClientTransport<reqwest::Client>, Fault> {
    let client = reqwest::Client::builder()
        // A redirect would carry the headers along to its target.
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(15));
    let client = match &settings.proxies {
        Some(proxies) => proxies.of(client).map_err(|_| Fault::Unreachable)?,
        None if is_loopback(url) => client.no_proxy(),
        None => client,
    };
    let client = client.build().map_err(|_| Fault::Unreachable)?;
    let config = StreamableHttpClientTransportConfig::with_uri(url.as_str())
        .custom_headers(settings.headers.clone());
    Ok(StreamableHttpClientTransport::with_client(client, config))
}

fn limit(silence: Duration, whole: Duration) -> PeerRequestOptions {
    PeerRequestOptions::with_timeout(silence)
        .reset_timeout_on_progress()
        .with_max_total_timeout(whole)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn fault_of_opening(error: &ClientInitializeError) -> Fault {
    match error {
        ClientInitializeError::TransportError { error, .. } => {
            cause(error.error.as_ref()).unwrap_or(Fault::OtherProtocol)
        }
        ClientInitializeError::LegacyFallbackFailed { fallback, .. } => fault_of_opening(fallback),
        other => cause(other).unwrap_or(Fault::OtherProtocol),
    }
}

fn fault_of(error: &ServiceError) -> Fault {
    match error {
        ServiceError::McpError(error) => {
            Fault::ServerError(format!("it says: {} ({})", error.message, error.code.0))
        }
        ServiceError::Timeout { .. } => Fault::Late,
        ServiceError::TransportClosed | ServiceError::Cancelled { .. } => Fault::Ended,
        other => cause(other).unwrap_or(Fault::Ended),
    }
}

/// The fault behind a transport error.
fn cause(error: &(dyn Error + 'static)) -> Option<Fault> {
    let mut next = Some(error);
    while let Some(error) = next {
        let known = error.downcast_ref().and_then(of_transport);
        if known.is_some() {
            return known;
        }
        next = error.source();
    }
    None
}

fn of_transport(error: &StreamableHttpError<reqwest::Error>) -> Option<Fault> {
    match error {
        StreamableHttpError::Client(error) => Some(match error.status() {
            Some(status) => of_status(status.as_u16()),
            None if error.is_timeout() => Fault::Late,
            None => Fault::Unreachable,
        }),
        StreamableHttpError::HttpStatus(error) => Some(of_status(error.status)),
        StreamableHttpError::AuthRequired(_) => Some(Fault::Refused(401)),
        StreamableHttpError::InsufficientScope(_) => Some(Fault::Refused(403)),
        // Statuses other than 2xx are available as text only: "HTTP 404 Not Found: …".
        StreamableHttpError::UnexpectedServerResponse(words) => {
            let status = words.strip_prefix("HTTP ")?.get(..3)?.parse().ok()?;
            Some(of_status(status))
        }
        _ => None,
    }
}

fn of_status(status: u16) -> Fault {
    match status {
        401 | 403 => Fault::Refused(status),
        _ => Fault::Status(status),
    }
}
