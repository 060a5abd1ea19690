//! A model server with OpenAI's protocol: a list, one answer to everything, and optionally a key.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

/// The key that the server accepts.
pub(crate) const KEY: &str = "sk-right-key-for-tests";

/// A running server; it ends with the test.
pub(crate) struct ModelServer {
    /// The base URL.
    pub(crate) base_url: String,
    shared: Arc<Shared>,
}

struct Shared {
    wants_key: bool,
    models: Mutex<Vec<String>>,
    keys: Mutex<Vec<Option<String>>>,
    chats: Mutex<Vec<Value>>,
}

impl ModelServer {
    /// Starts a server without a key. Models whose id begins with `sees` take pictures.
    pub(crate) async fn open(models: &[&str]) -> Self {
        Self::start(models, false).await
    }

    /// Starts a server that requires [`KEY`].
    pub(crate) async fn locked(models: &[&str]) -> Self {
        Self::start(models, true).await
    }

    async fn start(models: &[&str], wants_key: bool) -> Self {
        let shared = Arc::new(Shared {
            wants_key,
            models: Mutex::new(models.iter().map(|id| (*id).to_owned()).collect()),
            keys: Mutex::default(),
            chats: Mutex::default(),
        });
        let router = Router::new()
            .route("/v1/models", get(list))
            .route("/v1/chat/completions", post(chat))
            .with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base_url, shared }
    }

    /// Sets the models that it lists.
    pub(crate) fn now_has(&self, models: &[&str]) {
        *self.shared.models.lock().unwrap() = models.iter().map(|id| (*id).to_owned()).collect();
    }

    /// Returns all chat requests so far.
    pub(crate) fn chats(&self) -> Vec<Value> {
        self.shared.chats.lock().unwrap().clone()
    }

    /// Returns the key of each request for its list so far.
    pub(crate) fn keys(&self) -> Vec<Option<String>> {
        self.shared.keys.lock().unwrap().clone()
    }
}

fn key_of(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("authorization")?.to_str().unwrap();
    Some(value.trim_start_matches("Bearer ").to_owned())
}

impl Shared {
    fn refuses(&self, key: Option<&str>) -> Option<Response> {
        let refused = self.wants_key && key != Some(KEY);
        let error =
            json!({"error": {"message": "Incorrect API key provided.", "code": "invalid_api_key"}});
        refused.then(|| (StatusCode::UNAUTHORIZED, Json(error)).into_response())
    }
}

async fn list(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let key = key_of(&headers);
    shared.keys.lock().unwrap().push(key.clone());
    if let Some(refusal) = shared.refuses(key.as_deref()) {
        return refusal;
    }
    let models = shared.models.lock().unwrap();
    let models: Vec<Value> = models
        .iter()
        .map(|id| {
            let mut model =
                json!({"id": id, "object": "model", "owned_by": "test", "context_length": 32_768});
            if id.starts_with("sees") {
                model["capabilities"] = json!({"vision": true});
            }
            model
        })
        .collect();
    Json(json!({"object": "list", "data": models})).into_response()
}

async fn chat(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Json(chat): Json<Value>,
) -> Response {
    shared.chats.lock().unwrap().push(chat);
    if let Some(refusal) = shared.refuses(key_of(&headers).as_deref()) {
        return refusal;
    }
    let chunk = |delta: Value, reason: Option<&str>| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": reason});
        let chunk = json!({"id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [choice]});
        format!("data: {chunk}\n\n")
    };
    let text = [
        chunk(json!({"role": "assistant", "content": "The lake "}), None),
        chunk(json!({"content": "is sweet."}), None),
        chunk(json!({}), Some("stop")),
        format!(
            "data: {}\n\n",
            json!({
                "id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [],
                "usage": {"prompt_tokens": 1_000, "completion_tokens": 1_000, "total_tokens": 2_000},
            })
        ),
        "data: [DONE]\n\n".to_owned(),
    ];
    ([("content-type", "text/event-stream")], text.concat()).into_response()
}
