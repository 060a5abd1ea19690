//! Model information of Ollama: `/api/show` for models on disk, `/api/ps` for loaded ones.
//!
//! The context of a model is set by its file, else by the server's settings, else by the size of the graphics card;
//! the model's own maximum says nothing about it. It is reported only for a loaded model, since version 0.10.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{ModelDetails, PATIENCE_FOR_DETAILS, Room, has};
use crate::http::{self, own_request};
use crate::{Model, Provider};

/// Maximum number of concurrent queries.
const AT_ONCE: usize = 4;

/// Timeout of loading a model.
const PATIENCE_FOR_LOADING: Duration = Duration::from_secs(120);

/// Default context of a model on most computers.
const USUAL: u64 = 4096;

/// Queries Ollama; empty if this is another server.
pub(super) async fn details(
    client: &Client,
    provider: &Provider,
    models: &[Model],
) -> ModelDetails {
    // The first model is queried alone: another kind of server is not bothered with a hundred queries.
    let Some((first, rest)) = models.split_first() else {
        return ModelDetails::new();
    };
    let Some(fact) = show(client, provider, &first.id).await else {
        return ModelDetails::new();
    };
    let mut details = ModelDetails::from([(first.id.clone(), fact)]);
    // Collected, because a borrowing closure in the stream would make the future not `Send`.
    let ids: Vec<String> = rest.iter().map(|model| model.id.clone()).collect();
    let others = stream::iter(ids)
        .map(async |id| {
            let fact = show(client, provider, &id).await;
            (id, fact)
        })
        .buffer_unordered(AT_ONCE);
    let mut others = std::pin::pin!(others);
    while let Some((id, fact)) = others.next().await {
        if let Some(fact) = fact {
            details.insert(id, fact);
        }
    }
    details
}

/// Queries one model; `None` if there is no information, `Some(None)` if it is not for chat.
async fn show(client: &Client, provider: &Provider, id: &str) -> Option<Option<Model>> {
    let request = own_request(client, provider, Method::POST, "/api/show").ok()?;
    let request = request.json(&json!({ "model": id }));
    let answer = http::json(provider, request, PATIENCE_FOR_DETAILS)
        .await
        .ok()?;
    answer.get("model_info")?;
    let capabilities = answer.get("capabilities");
    if has(capabilities, "completion") == Some(false) {
        return Some(None);
    }
    Some(Some(Model {
        id: id.to_owned(),
        name: None,
        tools: has(capabilities, "tools"),
        images: has(capabilities, "vision"),
        thinking: has(capabilities, "thinking"),
        context: set_context(&answer),
        cuts: true,
    }))
}

/// The context of a model whose file sets none. Loads the model if it is not loaded.
pub(super) async fn room(client: &Client, provider: &Provider, id: &str) -> Room {
    let told = match loaded(client, provider, id).await {
        None => {
            load(client, provider, id).await;
            loaded(client, provider, id).await.flatten()
        }
        Some(told) => told,
    };
    told.map_or(Room::Usually(USUAL), Room::Tokens)
}

/// The context of a loaded model; `Some(None)` if it is loaded and its context is not reported, `None` if it is not
/// loaded.
async fn loaded(client: &Client, provider: &Provider, id: &str) -> Option<Option<u64>> {
    let request = own_request(client, provider, Method::GET, "/api/ps").ok()?;
    let answer = http::json(provider, request, PATIENCE_FOR_DETAILS).await;
    let answer = answer.ok()?;
    let names = [id.to_owned(), format!("{id}:latest")];
    let is_it = |entry: &&Value| {
        let mut called = ["model", "name"]
            .iter()
            .filter_map(|it| entry[*it].as_str());
        called.any(|called| names.iter().any(|name| name == called))
    };
    let entry = answer["models"].as_array()?.iter().find(is_it)?;
    Some(entry["context_length"].as_u64().filter(|told| *told > 0))
}

/// Loads a model as its next answer would: a request without a prompt generates nothing.
async fn load(client: &Client, provider: &Provider, id: &str) {
    let request = own_request(client, provider, Method::POST, "/api/generate");
    let Ok(request) = request else { return };
    let request = request.json(&json!({"model": id, "stream": false}));
    // Errors of loading are reported by the next request.
    let _ = http::json(provider, request, PATIENCE_FOR_LOADING).await;
}

/// The context set in the model's file, which Ollama uses: `parameters` is text with a name and a value per line.
fn set_context(answer: &Value) -> Option<u64> {
    let parameters = answer.get("parameters")?.as_str()?;
    parameters
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace))
        .find_map(|(name, value)| (name == "num_ctx").then(|| value.trim().parse().ok())?)
}
