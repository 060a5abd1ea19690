//! Faults injected into HTTP responses: error statuses, cut connections, refusals, silence.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures::StreamExt;
use serde_json::json;

use super::file::{Answer, Close, Fault, occurs};
use crate::error::json_response;
use crate::http::{Connection, sse};

/// All faults of a script, each with the number of calls that matched it.
pub(crate) struct Faults(Vec<(Fault, AtomicU64)>);

impl Faults {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self(
            faults
                .into_iter()
                .map(|fault| (fault, AtomicU64::new(0)))
                .collect(),
        )
    }

    fn due(&self, call: &str, text: &str) -> Option<&Fault> {
        self.0.iter().find_map(|(fault, seen)| {
            let fits =
                (fault.on == call || fault.on == "any") && occurs(fault.words.as_deref(), text);
            if !fits {
                return None;
            }
            let before = seen.fetch_add(1, Ordering::Relaxed);
            let due = before >= fault.after
                && fault.times.is_none_or(|times| before - fault.after < times);
            due.then_some(fault)
        })
    }

    /// Serves a request, applying the fault that is due for it.
    pub(crate) async fn serve(&self, request: Request, next: Next) -> Response {
        let call = call_of(&request);
        let connection = request
            .extensions()
            .get::<ConnectInfo<Connection>>()
            .cloned();
        let (parts, body) = request.into_parts();
        let (text, body, streamed) = if call == "create" {
            let Ok(bytes) = to_bytes(body, crate::http::BODY_LIMIT).await else {
                return json_response(413, &json!({"error": {"message": "too large"}}));
            };
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let streamed = serde_json::from_slice::<serde_json::Value>(&bytes)
                .is_ok_and(|body| body["stream"] == true);
            (text, Body::from(bytes), streamed)
        } else {
            (parts.uri.path().to_owned(), body, call == "stream")
        };
        let request = Request::from_parts(parts, body);
        let Some(fault) = self.due(call, &text) else {
            return next.run(request).await;
        };
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        if let Some(answer) = &fault.answer {
            return answer_with(answer);
        }
        if let Some(words) = &fault.refuse {
            let body = json!({"error": {"message": words.message, "code": words.code}});
            return if streamed {
                bare_refusal(&body)
            } else {
                json_response(400, &body)
            };
        }
        if fault.only_heartbeats {
            let beats = futures::stream::unfold((), |()| async {
                tokio::time::sleep(Duration::from_millis(500)).await;
                Some((
                    Ok::<_, std::io::Error>(Bytes::from_static(sse::HEARTBEAT.as_bytes())),
                    (),
                ))
            });
            return sse::response(Body::from_stream(beats));
        }
        if fault.close == Some(Close::Unseen) {
            return cut(connection);
        }
        let response = next.run(request).await;
        if fault.close == Some(Close::Lost) {
            return cut(connection);
        }
        if let Some(events) = fault.drop_after_events {
            // Every event is one piece of the body.
            return cut_body(response, events, |_| 1);
        }
        if let Some(limit) = fault.drop_after_bytes {
            return cut_body(response, limit, Bytes::len);
        }
        response
    }
}

fn call_of(request: &Request) -> &'static str {
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    let mut parts = path.trim_start_matches('/').split('/').skip(1);
    match (parts.next().unwrap_or_default(), request.method()) {
        ("interactions", &Method::POST) if path.ends_with("/cancel") => "cancel",
        ("interactions", &Method::POST) => "create",
        ("interactions", &Method::DELETE) => "delete",
        ("interactions", _) if query.contains("stream=true") => "stream",
        ("interactions", _) => "get",
        ("environments", _) if query.contains("alt=media") => "download",
        ("environments", _) if path.contains("/files") => "files",
        ("environments", _) => "environments",
        ("agents", _) => "agents",
        ("models", _) => "models",
        _ => "other",
    }
}

fn answer_with(answer: &Answer) -> Response {
    let mut response = match (&answer.body, &answer.text) {
        (Some(body), _) => json_response(answer.status, body),
        (None, text) => {
            let mut response = Response::new(Body::from(text.clone().unwrap_or_default()));
            *response.status_mut() =
                axum::http::StatusCode::from_u16(answer.status).unwrap_or_default();
            response
        }
    };
    for (name, value) in &answer.headers {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        if let (Ok(name), Ok(value)) = (
            HeaderName::try_from(name.as_str()),
            HeaderValue::try_from(value),
        ) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Contract section 16, item 1: the bare JSON line comes after the first events, then the stream ends.
fn bare_refusal(body: &serde_json::Value) -> Response {
    let interaction = json!({"id": "v1_refused", "status": "in_progress", "object": "interaction"});
    let created = json!({"event_type": "interaction.created", "interaction": interaction});
    let text = format!("event: interaction.created\ndata: {created}\n\n{body}\n");
    sse::response(Body::from(text))
}

/// Cuts the connection before a byte of the answer is sent.
fn cut(connection: Option<ConnectInfo<Connection>>) -> Response {
    if let Some(ConnectInfo(connection)) = connection {
        connection.cut();
    }
    Response::default()
}

/// Passes the body on until the sum of `size` over its chunks reaches `limit`, then breaks the connection.
fn cut_body(response: Response, limit: usize, size: fn(&Bytes) -> usize) -> Response {
    let (parts, body) = response.into_parts();
    let state = (body.into_data_stream(), limit);
    let pieces = futures::stream::unfold(state, move |(mut body, left)| async move {
        if left == 0 {
            // Gives what was passed on before time to be sent first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            return Some((
                Err(std::io::Error::other("cut by the script")),
                (body, left),
            ));
        }
        let mut piece = match body.next().await? {
            Ok(piece) => piece,
            Err(error) => return Some((Err(std::io::Error::other(error)), (body, left))),
        };
        let here = size(&piece);
        if here > left {
            piece.truncate(left);
        }
        Some((Ok(piece), (body, left.saturating_sub(here))))
    });
    Response::from_parts(parts, Body::from_stream(pieces))
}
