//! Model information of LM Studio: `/api/v1/models` since 0.4.0, `/api/v0/models` before.

use reqwest::{Client, Method};
use serde_json::Value;

use super::{ModelDetails, PATIENCE_FOR_DETAILS, has};
use crate::http::{json, own_request};
use crate::{Model, Provider};

/// Queries LM Studio; `None` if this is another server.
pub(super) async fn details(client: &Client, provider: &Provider) -> Option<ModelDetails> {
    for (path, list, read) in [
        (
            "/api/v1/models",
            "models",
            v1 as fn(&Value, &mut ModelDetails),
        ),
        ("/api/v0/models", "data", v0),
    ] {
        let request = own_request(client, provider, Method::GET, path).ok()?;
        let Ok(answer) = json(provider, request, PATIENCE_FOR_DETAILS).await else {
            continue;
        };
        let mut details = ModelDetails::new();
        for entry in answer
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            read(entry, &mut details);
        }
        if !details.is_empty() {
            return Some(details);
        }
    }
    None
}

fn v1(entry: &Value, details: &mut ModelDetails) {
    let Some(key) = entry.get("key").and_then(Value::as_str) else {
        return;
    };
    let instances = || {
        let list = entry.get("loaded_instances").and_then(Value::as_array);
        list.into_iter().flatten()
    };
    // A loaded model has the context it was loaded with.
    let loaded = instances().find_map(|one| one.pointer("/config/context_length")?.as_u64());
    let can = |name: &str| entry.pointer(&format!("/capabilities/{name}"))?.as_bool();
    let fact = (entry.get("type").and_then(Value::as_str) != Some("embedding")).then(|| Model {
        id: key.to_owned(),
        name: entry
            .get("display_name")
            .and_then(Value::as_str)
            .map(str::to_owned),
        tools: can("trained_for_tool_use"),
        images: can("vision"),
        thinking: None,
        context: loaded.or_else(|| entry.get("max_context_length")?.as_u64()),
        cuts: false,
    });
    for id in instances().filter_map(|one| one.get("id")?.as_str()) {
        details.insert(id.to_owned(), fact.clone());
    }
    details.insert(key.to_owned(), fact);
}

fn v0(entry: &Value, details: &mut ModelDetails) {
    let (Some(id), Some(kind)) = (
        entry.get("id").and_then(Value::as_str),
        entry.get("type").and_then(Value::as_str),
    ) else {
        return;
    };
    let fact = (kind != "embeddings").then(|| Model {
        id: id.to_owned(),
        name: None,
        tools: has(entry.get("capabilities"), "tool_use"),
        images: Some(kind == "vlm"),
        thinking: None,
        context: ["loaded_context_length", "max_context_length"]
            .iter()
            .find_map(|name| entry.get(name)?.as_u64()),
        cuts: false,
    });
    details.insert(id.to_owned(), fact);
}
