//! Model information of LM Studio: `/api/v1/models` since 0.4.0, `/api/v0/models` before.

use reqwest::{Client, Method};
use serde_json::Value;

use super::{Facts, PATIENCE_FOR_FACTS, has};
use crate::http::{json, own_request};
use crate::{Model, Provider};

/// Queries LM Studio; `None` if this is another server.
pub(super) async fn facts(client: &Client, provider: &Provider) -> Option<Facts> {
    for (path, list, read) in [
        ("/api/v1/models", "models", v1 as fn(&Value, &mut Facts)),
        ("/api/v0/models", "data", v0),
    ] {
        let request = own_request(client, provider, Method::GET, path).ok()?;
        let Ok(answer) = json(provider, request, PATIENCE_FOR_FACTS).await else {
            continue;
        };
        let mut facts = Facts::new();
        for entry in answer
            .get(list)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            read(entry, &mut facts);
        }
        if !facts.is_empty() {
            return Some(facts);
        }
    }
    None
}

fn v1(entry: &Value, facts: &mut Facts) {
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
        facts.insert(id.to_owned(), fact.clone());
    }
    facts.insert(key.to_owned(), fact);
}

fn v0(entry: &Value, facts: &mut Facts) {
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
    facts.insert(id.to_owned(), fact);
}
