//! A loopback server that gives prepared raw responses and records requests.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use futures::{StreamExt, stream};
use providers::{Dialect, Provider};
use serde_json::Value;

/// One raw response.
#[derive(Clone)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    pieces: Vec<Bytes>,
    is_cut: bool,
    stays_open: bool,
}

impl Answer {
    pub(crate) fn new(
        status: u16,
        content_type: impl Into<String>,
        body: impl Into<String>,
    ) -> Self {
        Self {
            status,
            headers: vec![("content-type", content_type.into())],
            pieces: vec![Bytes::from(body.into())],
            is_cut: false,
            stays_open: false,
        }
    }

    /// JSON with status 200.
    pub(crate) fn json(body: Value) -> Self {
        Self::new(200, "application/json", body.to_string())
    }

    /// JSON with another status.
    pub(crate) fn refusal(status: u16, body: Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// An event stream, sent verbatim.
    pub(crate) fn stream(body: impl Into<String>) -> Self {
        Self::new(200, "text/event-stream", body)
    }

    /// A stream of Chat Completions with these chunks and `[DONE]`.
    pub(crate) fn chunks<const N: usize>(chunks: [Value; N]) -> Self {
        Self::stream(lines(&chunks) + "data: [DONE]\n\n")
    }

    /// A stream of Messages with these events, each with its `event:` line.
    pub(crate) fn events<const N: usize>(events: [Value; N]) -> Self {
        let named = |event: &Value| {
            format!(
                "event: {}\ndata: {event}\n\n",
                event["type"].as_str().unwrap()
            )
        };
        Self::stream(events.iter().map(named).collect::<String>())
    }

    /// Cuts the connection after the body.
    pub(crate) fn cut(mut self) -> Self {
        self.is_cut = true;
        self
    }

    /// Keeps the connection open after the body.
    pub(crate) fn stays_open(mut self) -> Self {
        self.stays_open = true;
        self
    }

    /// Sends the body in chunks of this many bytes.
    pub(crate) fn in_pieces_of(mut self, bytes: usize) -> Self {
        let whole = self.pieces.concat();
        self.pieces = whole.chunks(bytes).map(Bytes::copy_from_slice).collect();
        self
    }

    /// Adds a header.
    pub(crate) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// A recorded request.
#[derive(Debug, Clone)]
pub(crate) struct RecordedRequest {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

type Routes = HashMap<String, Answer>;

type Log = Arc<Mutex<Vec<RecordedRequest>>>;

/// The server, stopped with the test.
pub(crate) struct Server {
    /// `http://127.0.0.1:<port>`.
    pub(crate) root: String,
    asked: Log,
}

impl Server {
    /// Answers requests by `METHOD /path`, anything else with an empty 404.
    pub(crate) async fn start<const N: usize>(routes: [(&str, Answer); N]) -> Self {
        let routes: Routes = routes
            .into_iter()
            .map(|(line, answer)| (line.to_owned(), answer))
            .collect();
        let asked = Log::default();
        let app = Router::new()
            .fallback(handle)
            .with_state((Arc::new(routes), asked.clone()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { root, asked }
    }

    /// The server as a provider of the Chat Completions dialect.
    pub(crate) fn provider(&self) -> Provider {
        Provider {
            id: "test".into(),
            name: "Test".into(),
            dialect: Dialect::OpenAi,
            base_url: format!("{}/v1", self.root),
            key: None,
            models: Vec::new(),
        }
    }

    /// The server as a provider of the Messages dialect.
    pub(crate) fn anthropic(&self) -> Provider {
        Provider {
            dialect: Dialect::Anthropic,
            ..self.provider()
        }
    }

    /// The requests received so far.
    pub(crate) fn asked(&self) -> Vec<RecordedRequest> {
        self.asked.lock().unwrap().clone()
    }
}

async fn handle(State((routes, asked)): State<(Arc<Routes>, Log)>, request: Request) -> Response {
    let line = format!("{} {}", request.method(), request.uri().path());
    let path = request.uri().path().to_owned();
    let headers = request.headers().clone();
    let body = axum::body::to_bytes(request.into_body(), 1 << 24)
        .await
        .unwrap();
    asked.lock().unwrap().push(RecordedRequest {
        path,
        headers,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    });
    let mut response = Response::builder();
    let Some(answer) = routes.get(&line) else {
        return response
            .status(StatusCode::NOT_FOUND)
            .body(Body::empty())
            .unwrap();
    };
    response = response.status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(*name, value);
    }
    let pieces = stream::iter(answer.pieces.clone().into_iter().map(Ok));
    let is_cut = answer.is_cut;
    let stays_open = answer.stays_open;
    let end = stream::once(async move {
        // Lets what was written so far be sent first.
        tokio::task::yield_now().await;
        if stays_open {
            std::future::pending::<()>().await;
        }
        if is_cut {
            return Err(io::Error::from(io::ErrorKind::ConnectionReset));
        }
        Ok(Bytes::new())
    });
    response.body(Body::from_stream(pieces.chain(end))).unwrap()
}

/// The chunks as SSE data lines, without event names.
pub(crate) fn lines(chunks: &[Value]) -> String {
    chunks
        .iter()
        .map(|chunk| format!("data: {chunk}\n\n"))
        .collect()
}

/// A client that uses no proxy.
pub(crate) fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}
