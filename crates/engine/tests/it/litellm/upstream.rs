//! A further upstream server, whose raw answer is selected by the model's name.

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use futures::StreamExt;
use serde_json::{Value, json};

/// Names of its models.
pub(super) const MODELS: [&str; 6] = ["repeats", "half-call", "cut", "busy", "full", "spent"];

/// Starts it; returns its base URL.
pub(super) async fn start() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
    let router = axum::Router::new().route("/v1/chat/completions", post(chat));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    base_url
}

async fn chat(body: String) -> Response {
    let asked: Value = serde_json::from_str(&body).unwrap();
    let says = |text: &str| json!({"content": text});
    match asked["model"].as_str().unwrap() {
        "repeats" => stream(&[says(&asked["messages"].to_string())], Some("stop")),
        "half-call" => {
            let call = json!({"index": 0, "id": "call_1", "type": "function",
                "function": {"name": "remove", "arguments": "{\"path\": \"/a"}});
            stream(&[json!({"tool_calls": [call]})], Some("length"))
        }
        "cut" => stream(&[says("Half an "), says("ans")], None),
        "busy" => {
            let refusal = refusal(429, "rate_limit_exceeded", "Rate limit reached.");
            ([("retry-after", "7")], refusal).into_response()
        }
        "full" => refusal(
            400,
            "context_length_exceeded",
            "This model's maximum context length is 8192 tokens.",
        ),
        "spent" => refusal(
            429,
            "insufficient_quota",
            "You exceeded your current quota.",
        ),
        other => panic!("no model {other}"),
    }
}

fn refusal(status: u16, code: &str, message: &str) -> Response {
    let error = json!({"error": {"message": message, "type": code, "param": null, "code": code}});
    let status = StatusCode::from_u16(status).unwrap();
    (status, axum::Json(error)).into_response()
}

/// A stream of these deltas with this finish reason; without one, the connection is cut.
fn stream(deltas: &[Value], reason: Option<&str>) -> Response {
    let chunk = |delta: &Value, reason: Value| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": reason});
        let chunk = json!({"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m",
            "choices": [choice]});
        format!("data: {chunk}\n\n")
    };
    let mut pieces: Vec<Result<String, std::io::Error>> = deltas
        .iter()
        .map(|delta| Ok(chunk(delta, Value::Null)))
        .collect();
    pieces.push(match reason {
        Some(reason) => Ok(chunk(&json!({}), json!(reason)) + "data: [DONE]\n\n"),
        None => Err(std::io::ErrorKind::ConnectionReset.into()),
    });
    // Lets what was written so far be sent first.
    let pieces = futures::stream::iter(pieces).then(async |piece| {
        tokio::task::yield_now().await;
        piece
    });
    let body = Body::from_stream(pieces);
    ([("content-type", "text/event-stream")], body).into_response()
}
