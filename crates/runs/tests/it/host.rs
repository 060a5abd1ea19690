//! A server of one interaction that misbehaves on request.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::StreamExt;
use serde_json::json;

/// How the server answers one request.
#[derive(Clone)]
pub(crate) enum Reply {
    /// As the contract says.
    Well,
    /// A stream that breaks after this many events.
    CutAfter(usize),
    /// A stream that ends without an error after this many events.
    EndAfter(usize),
    /// A stream that sends this many events and then nothing.
    SilentAfter(usize),
    /// An HTTP status with these headers and this body.
    Status(u16, &'static [(&'static str, &'static str)], &'static str),
    /// A stream with this body.
    Raw(&'static str),
}

/// A server of one interaction.
pub(crate) struct Host {
    /// The JSON of each event, as the record should hold it.
    pub(crate) events: Vec<String>,
    pub(crate) creates: Mutex<VecDeque<Reply>>,
    pub(crate) streams: Mutex<VecDeque<Reply>>,
    pub(crate) looks: Mutex<VecDeque<Reply>>,
    /// Every request received: method, path and query.
    pub(crate) requests: Mutex<Vec<String>>,
    /// The pause between two events.
    pub(crate) pace: Duration,
    happened: Mutex<usize>,
    cancelled: Mutex<bool>,
}

impl Host {
    /// Makes an interaction with `words` words; `ids` says which events carry ids.
    pub(crate) fn with(words: usize, ids: impl Fn(usize) -> bool, pace: Duration) -> Arc<Host> {
        let about = |status: &str| json!({"id": "v1_a", "status": status, "object": "interaction"});
        let mut events = vec![
            json!({"event_type": "interaction.created", "interaction": about("in_progress")}),
            json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
        ];
        events.extend((0..words).map(|n| {
            let delta = json!({"type": "text", "text": format!("w{n} ")});
            json!({"event_type": "step.delta", "index": 0, "delta": delta})
        }));
        events.push(json!({"event_type": "step.stop", "index": 0}));
        events.push(
            json!({"event_type": "interaction.completed", "interaction": about("completed")}),
        );
        for (n, event) in events.iter_mut().enumerate() {
            if ids(n) {
                event["event_id"] = json!(format!("e{n}"));
            }
        }
        Arc::new(Host {
            events: events.iter().map(ToString::to_string).collect(),
            creates: Mutex::default(),
            streams: Mutex::default(),
            looks: Mutex::default(),
            requests: Mutex::default(),
            pace,
            happened: Mutex::default(),
            cancelled: Mutex::default(),
        })
    }

    /// Serves on a free loopback port, or on the address given. Returns the base URL.
    pub(crate) async fn serve(self: &Arc<Host>, address: Option<&str>) -> String {
        let address = address.unwrap_or("127.0.0.1:0");
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let routes = Router::new()
            .route("/v1beta/interactions", post(create))
            .route("/v1beta/interactions/{id}", get(look))
            .route("/v1beta/interactions/{id}/cancel", post(cancel))
            .with_state(Arc::clone(self));
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        base_url
    }

    pub(crate) fn count(&self, start: &str) -> usize {
        let requests = self.requests.lock().unwrap();
        requests
            .iter()
            .filter(|request| request.starts_with(start))
            .count()
    }

    fn next(replies: &Mutex<VecDeque<Reply>>) -> Reply {
        replies.lock().unwrap().pop_front().unwrap_or(Reply::Well)
    }

    fn stream(self: &Arc<Host>, from: usize, reply: Reply) -> Response {
        let last = match reply {
            Reply::CutAfter(n) | Reply::EndAfter(n) | Reply::SilentAfter(n) => from + n,
            Reply::Well | Reply::Raw(_) | Reply::Status(..) => usize::MAX,
        };
        let last = last.min(self.events.len());
        let host = Arc::clone(self);
        let events = futures::stream::iter(from..last).then(move |n| {
            let host = Arc::clone(&host);
            async move {
                tokio::time::sleep(host.pace).await;
                let mut happened = host.happened.lock().unwrap();
                *happened = (*happened).max(n + 1);
                Ok(format!("event: x\ndata: {}\n\n", host.events[n]))
            }
        });
        let end = futures::stream::once(async move {
            match reply {
                Reply::CutAfter(_) => {
                    // Long enough for the events before to have left the server's buffers.
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    Err(io::Error::other("cut"))
                }
                Reply::SilentAfter(_) => std::future::pending().await,
                Reply::EndAfter(_) => Ok(String::new()),
                Reply::Well | Reply::Raw(_) | Reply::Status(..) => {
                    Ok("event: done\ndata: [DONE]\n\n".to_owned())
                }
            }
        });
        sse(Body::from_stream(events.chain(end)))
    }

    fn interaction(&self) -> Response {
        let mut happened = self.happened.lock().unwrap();
        *happened = (*happened + 2).min(self.events.len());
        let status = match *self.cancelled.lock().unwrap() {
            true => "cancelled",
            false if *happened == self.events.len() => "completed",
            false => "in_progress",
        };
        let text = json!([{"type": "text", "text": "all of it"}]);
        let steps = json!([{"type": "model_output", "content": text}]);
        let body = json!({"id": "v1_a", "status": status, "steps": steps});
        (
            [(header::CONTENT_TYPE, "application/json")],
            body.to_string(),
        )
            .into_response()
    }
}

fn sse(body: Body) -> Response {
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

fn plain(reply: &Reply) -> Option<Response> {
    match reply {
        Reply::Status(status, headers, body) => {
            let mut response = (
                StatusCode::from_u16(*status).unwrap(),
                [(header::CONTENT_TYPE, "application/json")],
                *body,
            )
                .into_response();
            for (name, value) in *headers {
                response.headers_mut().insert(*name, value.parse().unwrap());
            }
            Some(response)
        }
        Reply::Raw(body) => Some(sse(Body::from(*body))),
        _ => None,
    }
}

async fn create(Shared(host): Shared<Arc<Host>>, body: String) -> Response {
    host.requests.lock().unwrap().push("POST create".to_owned());
    let reply = Host::next(&host.creates);
    if let Some(response) = plain(&reply) {
        return response;
    }
    let request: serde_json::Value = serde_json::from_str(&body).unwrap();
    if request["stream"] == true {
        return host.stream(0, reply);
    }
    host.interaction()
}

async fn look(
    Shared(host): Shared<Arc<Host>>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    assert_eq!(id, "v1_a");
    if query.get("stream").is_some_and(|stream| stream == "true") {
        let after = query.get("last_event_id");
        let asked = after.map_or_else(String::new, |id| format!(" after {id}"));
        host.requests
            .lock()
            .unwrap()
            .push(format!("GET stream{asked}"));
        let reply = Host::next(&host.streams);
        if let Some(response) = plain(&reply) {
            return response;
        }
        let from = after.map_or(0, |id| {
            let id = format!("\"event_id\":\"{id}\"");
            let at = host.events.iter().position(|event| event.contains(&id));
            at.expect("only ids that were given are sent back") + 1
        });
        return host.stream(from, reply);
    }
    host.requests.lock().unwrap().push("GET look".to_owned());
    plain(&Host::next(&host.looks)).unwrap_or_else(|| host.interaction())
}

async fn cancel(Shared(host): Shared<Arc<Host>>) -> Response {
    host.requests.lock().unwrap().push("POST cancel".to_owned());
    *host.cancelled.lock().unwrap() = true;
    host.interaction()
}
