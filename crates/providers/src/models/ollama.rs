//! What Ollama says of its models: `/api/show` of one on its disk, `/api/ps` of one in its memory.
//!
//! How much a model takes at once is what its file sets, else what its server was told, else a number by the graphics
//! card; what the model was made for says nothing of it. Only of a loaded model it is told, since version 0.10.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{Facts, PATIENCE_FOR_FACTS, Room, has};
use crate::http::{self, own_request};
use crate::{Model, Provider};

/// How many models are asked about at the same time.
const AT_ONCE: usize = 4;

/// A model is loaded within this time.
const PATIENCE_FOR_LOADING: Duration = Duration::from_secs(120);

/// What it gives a model that sets nothing, on most computers.
const USUAL: u64 = 4096;

/// What it says; nothing if this is another server.
pub(super) async fn facts(client: &Client, provider: &Provider, models: &[Model]) -> Facts {
    // Asked about the first alone: another server is not bothered with a hundred models.
    let Some((first, rest)) = models.split_first() else {
        return Facts::new();
    };
    let Some(fact) = show(client, provider, &first.id).await else {
        return Facts::new();
    };
    let mut facts = Facts::from([(first.id.clone(), fact)]);
    // Collected, because a borrowing closure in the stream would keep the future from going to another thread.
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
            facts.insert(id, fact);
        }
    }
    facts
}

/// One model; `None` if nothing is said of it, `Some(None)` if it is not for a chat.
async fn show(client: &Client, provider: &Provider, id: &str) -> Option<Option<Model>> {
    let request = own_request(client, provider, Method::POST, "/api/show").ok()?;
    let request = request.json(&json!({ "model": id }));
    let answer = http::json(provider, request, PATIENCE_FOR_FACTS)
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

/// How much a model takes whose file sets nothing. One that is not loaded is loaded.
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

/// The room of a loaded model; `Some(None)` if it is loaded and its room is not told, `None` if it is not loaded.
async fn loaded(client: &Client, provider: &Provider, id: &str) -> Option<Option<u64>> {
    let request = own_request(client, provider, Method::GET, "/api/ps").ok()?;
    let answer = http::json(provider, request, PATIENCE_FOR_FACTS).await;
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

/// Has a model loaded as its next answer would: a request without a prompt asks nothing of it.
async fn load(client: &Client, provider: &Provider, id: &str) {
    let request = own_request(client, provider, Method::POST, "/api/generate");
    let Ok(request) = request else { return };
    let request = request.json(&json!({"model": id, "stream": false}));
    // Why it cannot be loaded is said when it is asked.
    let _ = http::json(provider, request, PATIENCE_FOR_LOADING).await;
}

/// The room that the model's file sets, which is what Ollama gives it: `parameters` is text, a name and a value a line.
fn set_context(answer: &Value) -> Option<u64> {
    let parameters = answer.get("parameters")?.as_str()?;
    parameters
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace))
        .find_map(|(name, value)| (name == "num_ctx").then(|| value.trim().parse().ok())?)
}
