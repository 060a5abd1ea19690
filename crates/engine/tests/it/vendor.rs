//! A fake server of models: raw bytes of Chat Completions on loopback, with each request recorded.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::StreamExt;
use serde_json::{Value, json};

use crate::support::Local;

/// One response: chunks of the body, each sent separately; optionally without an end.
#[derive(Clone, Default)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) pieces: Vec<String>,
    /// Keeps the connection open after the last chunk.
    pub(crate) hangs: bool,
}

/// A recorded request.
#[derive(Clone, Debug)]
pub(crate) struct RecordedRequest {
    pub(crate) key: Option<String>,
    pub(crate) body: Value,
}

#[derive(Clone, Default)]
pub(crate) struct Vendor {
    pub(crate) base_url: String,
    answers: Arc<Mutex<VecDeque<Answer>>>,
    asked: Arc<Mutex<Vec<RecordedRequest>>>,
    /// The loaded models that it reports, as Ollama does.
    running: Arc<Mutex<Option<Value>>>,
}

impl Vendor {
    /// A server that gives these responses, one after the other.
    pub(crate) async fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let vendor = Self {
            base_url: format!("http://{}/v1", listener.local_addr().unwrap()),
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            ..Self::default()
        };
        let router = axum::Router::new()
            .route("/v1/chat/completions", post(chat))
            .route("/api/ps", get(running))
            .with_state(vendor.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        vendor
    }

    /// Connects an engine to it as `acme`, with the models `able/one`, `blind` and `near`, which truncates silently.
    pub(crate) fn connect(&self, local: &Local) {
        local.engine.connector().take(self.line().as_bytes());
    }

    /// The configuration line that connects it.
    pub(crate) fn line(&self) -> String {
        json!({"providers": [{
            "id": "acme", "name": "Acme", "dialect": "openai", "base_url": self.base_url, "key": "acme-key",
            "models": [
                {"id": "able/one", "name": "Able One", "tools": true, "images": true, "thinking": true, "context": 64000},
                {"id": "blind", "tools": false, "images": false, "thinking": false},
                {"id": "near", "tools": true, "cuts": true}
            ]
        }]})
        .to_string()
    }

    /// Sets the loaded models that it reports from now on.
    pub(crate) fn runs(&self, models: Value) {
        *self.running.lock().unwrap() = Some(json!({ "models": models }));
    }

    pub(crate) fn asked(&self) -> Vec<RecordedRequest> {
        self.asked.lock().unwrap().clone()
    }

    /// The messages of the last request.
    pub(crate) fn last_messages(&self) -> Vec<Value> {
        let asked = self.asked();
        let body = &asked.last().expect("it was asked").body;
        body["messages"].as_array().unwrap().clone()
    }
}

async fn running(State(vendor): State<Vendor>) -> Response {
    match vendor.running.lock().unwrap().clone() {
        Some(running) => axum::Json(running).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn chat(State(vendor): State<Vendor>, headers: HeaderMap, body: String) -> Response {
    let key = headers.get("authorization");
    vendor.asked.lock().unwrap().push(RecordedRequest {
        key: key.map(|key| key.to_str().unwrap().to_owned()),
        body: serde_json::from_str(&body).unwrap(),
    });
    let answer = vendor.answers.lock().unwrap().pop_front();
    let answer = answer.unwrap_or_else(|| says(&["Nothing more was to be said."]));
    let pieces = futures::stream::iter(answer.pieces.into_iter().map(Ok::<_, std::io::Error>));
    let silence = futures::stream::pending();
    let body = if answer.hangs {
        Body::from_stream(pieces.chain(silence))
    } else {
        Body::from_stream(pieces)
    };
    let kind = if answer.status == 200 {
        "text/event-stream"
    } else {
        "application/json"
    };
    Response::builder()
        .status(answer.status)
        .header("content-type", kind)
        .body(body)
        .unwrap()
}

/// A stream of these deltas with this finish reason.
pub(crate) fn deltas(deltas: &[Value], reason: &str) -> Answer {
    let chunk = |delta: &Value, reason: Value| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": reason});
        let body = json!({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]});
        format!("data: {body}\n\n")
    };
    let mut pieces: Vec<String> = deltas
        .iter()
        .map(|delta| chunk(delta, Value::Null))
        .collect();
    pieces.push(chunk(&json!({}), json!(reason)));
    let usage = json!({"prompt_tokens": 20, "completion_tokens": 7, "total_tokens": 27,
        "prompt_tokens_details": {"cached_tokens": 8}, "completion_tokens_details": {"reasoning_tokens": 3}});
    pieces.push(format!(
        "data: {}\n\ndata: [DONE]\n\n",
        json!({"id": "c", "choices": [], "usage": usage})
    ));
    Answer {
        status: 200,
        pieces,
        hangs: false,
    }
}

/// A stream of these words.
pub(crate) fn says(words: &[&str]) -> Answer {
    let words: Vec<Value> = words.iter().map(|word| json!({"content": word})).collect();
    deltas(&words, "stop")
}

/// A stream of one function call.
pub(crate) fn calls(id: &str, name: &str, arguments: &[&str]) -> Answer {
    let first = json!({"tool_calls": [{"index": 0, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}]});
    let more = arguments
        .iter()
        .map(|text| json!({"tool_calls": [{"index": 0, "function": {"arguments": text}}]}));
    let all: Vec<Value> = std::iter::once(first).chain(more).collect();
    deltas(&all, "tool_calls")
}
