//! A server of models as OpenAI's dialect has it, as far as connecting it goes: a list, and a key if one is wanted.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

/// The key that it takes, when it wants one.
pub(crate) const KEY: &str = "sk-right-key-for-tests";

/// A running server; it ends with the test.
pub(crate) struct ModelServer {
    /// Where it answers.
    pub(crate) base_url: String,
    shared: Arc<Shared>,
}

struct Shared {
    wants_key: bool,
    models: Mutex<Vec<String>>,
    keys: Mutex<Vec<Option<String>>>,
}

impl ModelServer {
    /// One that answers everybody.
    pub(crate) async fn open(models: &[&str]) -> Self {
        Self::start(models, false).await
    }

    /// One that wants [`KEY`].
    pub(crate) async fn locked(models: &[&str]) -> Self {
        Self::start(models, true).await
    }

    async fn start(models: &[&str], wants_key: bool) -> Self {
        let shared = Arc::new(Shared {
            wants_key,
            models: Mutex::new(models.iter().map(|id| (*id).to_owned()).collect()),
            keys: Mutex::default(),
        });
        let router = Router::new()
            .route("/v1/models", get(list))
            .with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base_url, shared }
    }

    /// It has other models from now on.
    pub(crate) fn now_has(&self, models: &[&str]) {
        *self.shared.models.lock().unwrap() = models.iter().map(|id| (*id).to_owned()).collect();
    }

    /// The key of each request so far.
    pub(crate) fn keys(&self) -> Vec<Option<String>> {
        self.shared.keys.lock().unwrap().clone()
    }
}

async fn list(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    let key = headers.get("authorization").map(|value| {
        let value = value.to_str().unwrap();
        value.trim_start_matches("Bearer ").to_owned()
    });
    shared.keys.lock().unwrap().push(key.clone());
    if shared.wants_key && key.as_deref() != Some(KEY) {
        let error =
            json!({"error": {"message": "Incorrect API key provided.", "code": "invalid_api_key"}});
        return (StatusCode::UNAUTHORIZED, Json(error)).into_response();
    }
    let models = shared.models.lock().unwrap();
    let models: Vec<Value> = models
        .iter()
        .map(
            |id| json!({"id": id, "object": "model", "owned_by": "test", "context_length": 32_768}),
        )
        .collect();
    Json(json!({"object": "list", "data": models})).into_response()
}
