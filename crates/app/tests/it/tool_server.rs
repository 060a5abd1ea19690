//! A tool server (MCP over streamable HTTP) with two tools, which requires a key and records its calls.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

/// The value of `Authorization` that it accepts.
pub(crate) const SECRET: &str = "Bearer mcp-s3cret-for-tests";

/// A running server; it ends with the test.
pub(crate) struct ToolServer {
    /// The URL.
    pub(crate) address: String,
    calls: Arc<Mutex<Vec<Value>>>,
}

impl ToolServer {
    /// Starts it on a loopback port.
    pub(crate) async fn start() -> Self {
        let calls = Arc::<Mutex<Vec<Value>>>::default();
        let router = Router::new()
            .route("/mcp", post(answer).delete(|| async {}))
            .with_state(Arc::clone(&calls));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/mcp", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, calls }
    }

    /// Returns the arguments of all calls of its tool so far.
    pub(crate) fn calls(&self) -> Vec<Value> {
        self.calls.lock().unwrap().clone()
    }
}

async fn answer(
    State(calls): State<Arc<Mutex<Vec<Value>>>>,
    headers: HeaderMap,
    Json(message): Json<Value>,
) -> Response {
    if headers
        .get("authorization")
        .is_none_or(|value| value != SECRET)
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let result = match message["method"].as_str().unwrap() {
        "initialize" => json!({
            "protocolVersion": "2025-11-25",
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "orders", "version": "1"},
        }),
        "tools/list" => json!({"tools": [{
            "name": "find_order",
            "title": "Find an order",
            "description": "Finds an order by its number.",
            "inputSchema": {"type": "object", "properties": {"number": {"type": "string"}}, "required": ["number"]},
        }, {
            "name": "change_address",
            "description": "Changes where an order goes to.",
            "inputSchema": {"type": "object", "required": ["to"], "properties": {
                "to": {"type": "object", "required": ["street"], "properties": {
                    "street": {"type": "string"},
                    "number": {"type": "integer"},
                }},
                "days": {"type": "array", "items": {"type": "string", "format": "date"}},
                "at": {"type": "string", "format": "time"},
            }},
        }]}),
        "tools/call" => {
            let arguments = message["params"]["arguments"].clone();
            calls.lock().unwrap().push(arguments);
            json!({"content": [{"type": "text", "text": "It was sent on Monday."}]})
        }
        method if method.starts_with("notifications/") => {
            return StatusCode::ACCEPTED.into_response();
        }
        _ => {
            let error = json!({"code": -32601, "message": "no such method"});
            let body = json!({"jsonrpc": "2.0", "id": null, "error": error});
            return (StatusCode::BAD_REQUEST, Json(body)).into_response();
        }
    };
    Json(json!({"jsonrpc": "2.0", "id": message["id"], "result": result})).into_response()
}
