//! Servers with unusual responses, written byte by byte on loopback.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::{Value, json};

use super::*;

/// The response to a call of this tool; `None`: no response, ever.
type Answers = fn(tool: &str, id: &Value) -> Option<Response>;

/// A server without a library, with given tools and responses.
#[derive(Clone)]
struct Raw {
    tools: Value,
    answers: Answers,
    seen: Arc<Mutex<Vec<Value>>>,
    headers: Arc<Mutex<Vec<HeaderMap>>>,
    url: String,
}

impl Raw {
    async fn start(tools: Value, answers: Answers) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let raw = Self {
            tools,
            answers,
            seen: Arc::default(),
            headers: Arc::default(),
            url: format!("http://{}/mcp?key=s3cret", listener.local_addr().unwrap()),
        };
        let app = Router::new()
            .route("/mcp", post(answer).delete(|| async {}))
            .with_state(raw.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        raw
    }

    fn settings(&self, more: Value) -> Settings {
        let mut tool = json!({"name": "odd", "url": self.url});
        tool.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        Settings::read(&serde_json::from_value(tool).unwrap()).unwrap()
    }

    async fn connect(&self, more: Value) -> Servers {
        let limits = Limits {
            silence: Duration::from_secs(2),
            ..Limits::default()
        };
        Servers::connect_within(&[self.settings(more)], limits, None, &[])
            .await
            .unwrap()
    }

    /// Number of calls of a method.
    fn count(&self, method: &str) -> usize {
        self.seen
            .lock()
            .unwrap()
            .iter()
            .filter(|message| message["method"] == method)
            .count()
    }
}

async fn answer(State(raw): State<Raw>, headers: HeaderMap, body: Bytes) -> Response {
    let message: Value = serde_json::from_slice(&body).unwrap();
    raw.seen.lock().unwrap().push(message.clone());
    raw.headers.lock().unwrap().push(headers);
    let id = &message["id"];
    match message["method"].as_str().unwrap() {
        "initialize" => {
            let result = json!({"protocolVersion": "2025-11-25", "capabilities": {"tools": {}},
                "serverInfo": {"name": "raw", "version": "1"}});
            ([("mcp-session-id", "session")], result_of(id, result)).into_response()
        }
        "tools/list" => result_of(id, raw.tools.clone()),
        "tools/call" => match (raw.answers)(message["params"]["name"].as_str().unwrap(), id) {
            Some(answer) => answer,
            None => std::future::pending().await,
        },
        method if method.starts_with("notifications/") => StatusCode::ACCEPTED.into_response(),
        _ => {
            let error = json!({"jsonrpc": "2.0", "id": null, "error": {"code": -32601, "message": "no such method"}});
            (StatusCode::BAD_REQUEST, axum::Json(error)).into_response()
        }
    }
}

fn result_of(id: &Value, result: Value) -> Response {
    axum::Json(json!({"jsonrpc": "2.0", "id": id, "result": result})).into_response()
}

fn schema() -> Value {
    json!({"type": "object", "properties": {"a": {"type": "string"}}})
}

fn words(output: &ToolOutput) -> String {
    output.text().unwrap_or_default()
}

#[tokio::test]
async fn one_bad_tool_does_not_cost_the_others() {
    let tools = json!({"tools": [
        {"name": "good", "description": "Works.", "inputSchema": schema()},
        {"name": "bare"},
        {"name": "bool", "inputSchema": true},
        {"name": "null", "inputSchema": null},
        {"inputSchema": schema()},
        {"name": "good", "inputSchema": schema()},
        {"name": "sp ace", "inputSchema": schema()},
    ]});
    let raw = Raw::start(tools, |_, _| None).await;
    let servers = raw.connect(json!({})).await;
    let names: Vec<_> = servers
        .functions()
        .map(|function| function.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["odd_good", "odd_bare", "odd_bool", "odd_null", "odd_sp_ace"]
    );
    assert_eq!(servers.tool_of("odd_sp_ace"), Some(("odd", "sp ace")));
    assert_eq!(servers.functions().next().unwrap().parameters, schema());
}

#[tokio::test]
async fn only_allowed_tools_are_offered_and_headers_are_sent() {
    let tools = json!({"tools": [{"name": "a", "inputSchema": schema()}, {"name": "b", "inputSchema": schema()}]});
    let raw = Raw::start(tools, |_, _| None).await;
    let servers = raw
        .connect(json!({"allowed_tools": [{"mode": "auto", "tools": ["b"]}], "headers": {"Authorization": "Bearer t"}}))
        .await;
    assert_eq!(servers.functions().count(), 1);
    assert!(
        raw.headers
            .lock()
            .unwrap()
            .iter()
            .all(|headers| headers["authorization"] == "Bearer t")
    );
}

#[tokio::test]
async fn a_block_that_nobody_knows_does_not_cost_the_result() {
    let raw = Raw::start(
        json!({"tools": [{"name": "a", "inputSchema": schema()}]}),
        |_, id| {
            let content =
                json!([{"type": "hologram", "light": 1}, {"type": "text", "text": "kept"}]);
            Some(result_of(id, json!({"content": content})))
        },
    )
    .await;
    let output = raw
        .connect(json!({}))
        .await
        .call("odd", "a", json!({}))
        .await;
    assert!(
        words(&output).contains("'hologram'") && words(&output).ends_with("kept"),
        "{output:?}"
    );
}

#[tokio::test]
async fn an_error_of_the_server_is_told_to_the_brain() {
    let raw = Raw::start(json!({"tools": [{"name": "a", "inputSchema": schema()}]}), |_, id| {
        let error = json!({"jsonrpc": "2.0", "id": id, "error": {"code": -32602, "message": "a is missing"}});
        Some(axum::Json(error).into_response())
    })
    .await;
    let output = raw
        .connect(json!({}))
        .await
        .call("odd", "a", json!({}))
        .await;
    assert!(
        words(&output).contains("a is missing (-32602)"),
        "{output:?}"
    );
}

#[tokio::test]
async fn a_call_that_nobody_answers_ends_by_our_limit_and_the_next_one_has_a_new_connection() {
    let raw = Raw::start(json!({"tools": [{"name": "a", "inputSchema": schema()}, {"name": "b", "inputSchema": schema()}]}), |tool, id| {
        (tool == "b").then(|| result_of(id, json!({"content": [{"type": "text", "text": "here"}]})))
    })
    .await;
    let servers = raw.connect(json!({})).await;
    let output = servers.call("odd", "a", json!({})).await;
    assert!(
        words(&output).contains("did not answer in time"),
        "{output:?}"
    );
    assert_eq!(words(&servers.call("odd", "b", json!({})).await), "here");
    assert_eq!(raw.count("initialize"), 2);
}

#[tokio::test]
async fn a_session_that_the_server_has_forgotten_ends_the_call_and_not_the_next_one() {
    let raw = Raw::start(json!({"tools": [{"name": "a", "inputSchema": schema()}, {"name": "b", "inputSchema": schema()}]}), |tool, id| {
        if tool == "b" {
            return Some(result_of(id, json!({"content": [{"type": "text", "text": "here"}]})));
        }
        let error = json!({"jsonrpc": "2.0", "id": null, "error": {"code": -32000, "message": "no such session"}});
        Some((StatusCode::BAD_REQUEST, axum::Json(error)).into_response())
    })
    .await;
    let servers = raw.connect(json!({})).await;
    let output = servers.call("odd", "a", json!({})).await;
    assert!(
        words(&output).starts_with("The tool gave no result"),
        "{output:?}"
    );
    assert_eq!(words(&servers.call("odd", "b", json!({})).await), "here");
}

#[tokio::test]
async fn an_answer_that_breaks_off_ends_that_call() {
    let raw = Raw::start(
        json!({"tools": [{"name": "a", "inputSchema": schema()}]}),
        |_, _| {
            Some(
                (
                    [("content-type", "text/event-stream")],
                    ": nothing follows\n\n",
                )
                    .into_response(),
            )
        },
    )
    .await;
    let output = raw
        .connect(json!({}))
        .await
        .call("odd", "a", json!({}))
        .await;
    assert!(
        words(&output).starts_with("The tool gave no result"),
        "{output:?}"
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_is_cancelled_at_the_server() {
    let raw = Raw::start(
        json!({"tools": [{"name": "a", "inputSchema": schema()}]}),
        |_, _| None,
    )
    .await;
    let servers = raw.connect(json!({})).await;
    {
        let call = servers.call("odd", "a", json!({}));
        let begun = async {
            while raw.count("tools/call") == 0 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            output = call => panic!("it was answered: {output:?}"),
            () = begun => {}
        }
    }
    while raw.count("notifications/cancelled") == 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_used_is_named_without_its_secrets() {
    let refusing = Router::new().route("/mcp", post(|| async { StatusCode::UNAUTHORIZED }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refuses = format!("http://{}/mcp?key=s3cret", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, refusing).await });
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone_address = gone.local_addr().unwrap();
    drop(gone);
    let gone = format!("http://{gone_address}/mcp?key=s3cret");
    for (url, why) in [
        (refuses, "it wants another key (HTTP 401)"),
        (gone, "it cannot be reached"),
    ] {
        let tool = json!({"name": "odd", "url": url, "headers": {"X-Key": "s3cret"}});
        let settings = Settings::read(&serde_json::from_value(tool).unwrap()).unwrap();
        let error = Servers::connect(&[settings], None, &[])
            .await
            .unwrap_err()
            .to_string();
        let start = format!("The MCP server 'odd' (127.0.0.1) cannot be used: {why}");
        assert!(error.starts_with(&start), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
}
