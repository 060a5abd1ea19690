//! The HTTP proxy of a sandbox: CONNECT and plain HTTP, each checked against the rules.

use std::convert::Infallible;
use std::fmt::Display;
use std::io::Cursor;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1 as to_server;
use hyper::header::{CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::server::conn::http1 as from_program;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode, Uri, Version};
use hyper_util::rt::{TokioIo, TokioTimer};
use interactions::place::is_this_computer;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use url::Host;

use super::client_hello::ClientHello;
use super::connect::{HostConnector, NotConnected};
use super::interception::Interception;
use super::rules::{Entry, Rules, host};
use super::swaps::Swap;
use super::tls::UpstreamTls;
use super::traffic::Traffic;

/// Timeout for reading a request's head.
const HEAD: Duration = Duration::from_secs(30);

/// Hop-by-hop headers (RFC 9110, section 7.6.1).
const BETWEEN_NEIGHBOURS: [&str; 9] = [
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

type Body = BoxBody<Bytes, hyper::Error>;

/// The proxy of one program.
pub(super) struct Proxy {
    pub(super) rules: Arc<Rules>,
    pub(super) connector: HostConnector,
    /// Set if the rules change requests.
    pub(super) decryption: Option<TlsDecryption>,
    pub(super) traffic: Arc<Traffic>,
    /// Cancelled when the program has ended.
    pub(super) over: CancellationToken,
}

/// What is needed to decrypt TLS connections.
#[derive(Clone)]
pub(super) struct TlsDecryption {
    pub(super) interception: Arc<Interception>,
    pub(super) upstream_tls: Arc<UpstreamTls>,
}

/// The host and port of a request.
#[derive(Clone)]
struct Target {
    host: Host,
    port: u16,
}

impl Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl Proxy {
    /// Serves one connection of the program until it ends.
    pub(super) async fn serve(
        self: Arc<Self>,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    ) {
        let service = service_fn(|request| {
            let proxy = Arc::clone(&self);
            async move { Ok::<_, Infallible>(proxy.answer(request).await) }
        });
        let connection = http()
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        // A broken connection is the program's own matter.
        let _ = connection.await;
    }

    async fn answer(self: Arc<Self>, request: Request<Incoming>) -> Response<Body> {
        let is_tunnel = request.method() == Method::CONNECT;
        let Some(target) = target(request.uri(), is_tunnel) else {
            return refusal(
                StatusCode::BAD_REQUEST,
                "This is a proxy for http and https.",
            );
        };
        let Some(entry) = self.rules.entry(&target.host, target.port).cloned() else {
            return self.refused(&target, StatusCode::FORBIDDEN, &"not on the list");
        };
        if let Some(why) = entry.missing_credential() {
            return self.refused(&target, StatusCode::BAD_GATEWAY, &why);
        }
        if !is_tunnel && self.adds_secrets(&target, &entry) && !is_this_computer(&target.host) {
            return self.refused(
                &target,
                StatusCode::FORBIDDEN,
                &"it gets a credential, which is not sent without encryption: use https",
            );
        }
        let stream = match self
            .connector
            .connect(&entry, &target.host, target.port)
            .await
        {
            Ok(stream) => stream,
            Err(inside @ NotConnected::Inside) => {
                return self.refused(&target, StatusCode::FORBIDDEN, &inside);
            }
            Err(gone) => return self.refused(&target, StatusCode::BAD_GATEWAY, &gone),
        };
        if !is_tunnel {
            return self.forward(request, &target, &entry, stream).await;
        }
        let over = self.over.clone();
        tokio::spawn(over.run_until_cancelled_owned(async move {
            if let Ok(program) = hyper::upgrade::on(request).await
                && let Err(why) = self
                    .tunnel(&target, &entry, TokioIo::new(program), stream)
                    .await
            {
                self.traffic.refused(&target.to_string(), &why);
            }
        }));
        Response::new(Empty::new().map_err(|never| match never {}).boxed())
    }

    /// Forwards a plain HTTP request; each connection carries one.
    async fn forward(
        &self,
        request: Request<Incoming>,
        target: &Target,
        entry: &Entry,
        stream: TcpStream,
    ) -> Response<Body> {
        let Ok((mut server, connection)) = to_server::handshake(TokioIo::new(stream)).await else {
            return self.refused(target, StatusCode::BAD_GATEWAY, &NotConnected::Unanswered);
        };
        tokio::spawn(self.over.clone().run_until_cancelled_owned(connection));
        self.traffic.reached(&target.to_string());
        match server
            .send_request(outgoing(request, target, 80, entry, &self.swaps(target)))
            .await
        {
            Ok(response) => incoming(response),
            Err(_) => refusal(StatusCode::BAD_GATEWAY, "The host ended the connection."),
        }
    }

    /// Returns true if requests to the target get headers that nobody on the way may read.
    fn adds_secrets(&self, target: &Target, entry: &Entry) -> bool {
        !entry.headers().is_empty() || !self.swaps(target).is_empty()
    }

    fn swaps(&self, target: &Target) -> Vec<Swap> {
        self.rules.swaps(&target.host, target.port)
    }

    /// Tunnels TLS to exactly the host that was asked for; decrypts it only if requests there are changed.
    async fn tunnel(
        &self,
        target: &Target,
        entry: &Entry,
        mut program: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        mut server: TcpStream,
    ) -> Result<(), String> {
        let hello = ClientHello::read(&mut program)
            .await
            .map_err(|why| why.to_string())?;
        if !hello.asks_for(&target.host) {
            return Err("the TLS connection is for another name".to_owned());
        }
        let swaps = self.swaps(target);
        let Some(decryption) = self
            .decryption
            .as_ref()
            .filter(|_| self.adds_secrets(target, entry))
        else {
            self.traffic.reached(&target.to_string());
            // A broken connection is the matter of its two ends.
            if server.write_all(&hello.bytes).await.is_ok() {
                let _ = tokio::io::copy_bidirectional(&mut program, &mut server).await;
            }
            return Ok(());
        };
        let server = decryption.upstream_tls.connect(&target.host, server).await;
        let server = server.map_err(|why| why.to_string())?;
        let (rest, to_program) = tokio::io::split(program);
        let program = tokio::io::join(Cursor::new(hello.bytes).chain(rest), to_program);
        let program = decryption.interception.accept(&target.host, program).await;
        let program = program.map_err(|why| why.to_string())?;
        self.traffic.reached(&target.to_string());
        serve_decrypted(program, server, target, entry, &swaps).await;
        Ok(())
    }

    fn refused(&self, target: &Target, status: StatusCode, why: &dyn Display) -> Response<Body> {
        self.traffic.refused(&target.to_string(), why);
        refusal(
            status,
            &format!("{target} cannot be reached from this sandbox: {why}."),
        )
    }
}

/// Forwards the requests of a decrypted TLS connection one after the other; ends when either side does.
async fn serve_decrypted(
    program: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    server: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    target: &Target,
    entry: &Entry,
    swaps: &[Swap],
) {
    let Ok((server, connection)) = to_server::handshake(TokioIo::new(server)).await else {
        return;
    };
    let server = Mutex::new(server);
    let service = service_fn(|request: Request<Incoming>| {
        answer_decrypted(request, &server, target, entry, swaps)
    });
    let mut serving = pin!(http().serve_connection(TokioIo::new(program), service));
    let mut connection = pin!(connection);
    tokio::select! {
        _ = serving.as_mut() => {}
        _ = connection.as_mut() => {
            // Lets what the server has already sent be delivered.
            serving.as_mut().graceful_shutdown();
            let _ = serving.await;
        }
    }
}

async fn answer_decrypted(
    request: Request<Incoming>,
    server: &Mutex<to_server::SendRequest<Incoming>>,
    target: &Target,
    entry: &Entry,
    swaps: &[Swap],
) -> Result<Response<Body>, Infallible> {
    let named = request
        .headers()
        .get(HOST)
        .and_then(|name| name.to_str().ok());
    let named = named.and_then(|name| name.parse::<Uri>().ok());
    let named = named.and_then(|name| host(name.host()?));
    if named.as_ref() != Some(&target.host) || request.uri().authority().is_some() {
        let text = "This connection is for another host.";
        return Ok(refusal(StatusCode::MISDIRECTED_REQUEST, text));
    }
    let mut server = server.lock().await;
    let sent = async {
        server.ready().await?;
        server
            .send_request(outgoing(request, target, 443, entry, swaps))
            .await
    };
    Ok(match sent.await {
        Ok(response) => incoming(response),
        Err(_) => refusal(StatusCode::BAD_GATEWAY, "The host ended the connection."),
    })
}

fn http() -> from_program::Builder {
    let mut builder = from_program::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD);
    builder
}

/// Parses the target of a proxy request: `host:port` of a tunnel, or the start of an absolute http URL.
fn target(uri: &Uri, is_tunnel: bool) -> Option<Target> {
    let port = match (is_tunnel, uri.scheme_str()) {
        (true, None) => uri.port_u16()?,
        (false, Some("http")) => uri.port_u16().unwrap_or(80),
        _ => return None,
    };
    Some(Target {
        host: host(uri.host()?)?,
        port,
    })
}

/// The request to the server: `Host` is the name that was checked, credentials replace their stand-ins, and headers
/// of the rules replace the program's own.
fn outgoing(
    mut request: Request<Incoming>,
    target: &Target,
    usual_port: u16,
    entry: &Entry,
    swaps: &[Swap],
) -> Request<Incoming> {
    let path = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse().unwrap_or_else(|_| Uri::from_static("/"));
    *request.version_mut() = Version::HTTP_11;
    let headers = request.headers_mut();
    drop_neighbourly(headers);
    let name = match target.port == usual_port {
        true => target.host.to_string(),
        false => target.to_string(),
    };
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(HOST, name);
    }
    for swap in swaps {
        swap.apply(&mut request);
    }
    for (name, value) in entry.headers() {
        request.headers_mut().insert(name, value.clone());
    }
    request
}

fn incoming(mut response: Response<Incoming>) -> Response<Body> {
    drop_neighbourly(response.headers_mut());
    response.map(BodyExt::boxed)
}

fn drop_neighbourly(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named {
        headers.remove(name);
    }
    for name in BETWEEN_NEIGHBOURS {
        headers.remove(name);
    }
}

fn refusal(status: StatusCode, text: &str) -> Response<Body> {
    let body = Full::from(format!("{text}\n"))
        .map_err(|never| match never {})
        .boxed();
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response
}
