//! What Ollama says of its models: `/api/show`.

use futures::StreamExt;
use futures::stream;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{Facts, PATIENCE_FOR_FACTS, has};
use crate::http::{self, own_request};
use crate::{Model, Provider};

/// How many models are asked about at the same time.
const AT_ONCE: usize = 4;

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
    let info = answer.get("model_info")?;
    let capabilities = answer.get("capabilities");
    if has(capabilities, "completion") == Some(false) {
        return Some(None);
    }
    let architecture = info.get("general.architecture").and_then(Value::as_str);
    Some(Some(Model {
        id: id.to_owned(),
        name: None,
        tools: has(capabilities, "tools"),
        images: has(capabilities, "vision"),
        thinking: has(capabilities, "thinking"),
        context: set_context(&answer).or_else(|| {
            info.get(format!("{}.context_length", architecture?))?
                .as_u64()
        }),
    }))
}

/// The room that the model's file sets, which is what Ollama gives it: `parameters` is text, a name and a value a line.
fn set_context(answer: &Value) -> Option<u64> {
    let parameters = answer.get("parameters")?.as_str()?;
    parameters
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace))
        .find_map(|(name, value)| (name == "num_ctx").then(|| value.trim().parse().ok())?)
}
