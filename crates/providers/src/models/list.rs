//! Parser of the list of models at `/models`, including vendors' extensions.

use serde_json::Value;

use super::has;
use crate::Model;

/// One page of a list.
pub(super) struct Page {
    pub(super) models: Vec<Model>,
    pub(super) owner: Option<String>,
    /// The last id of the page, if there are more pages.
    pub(super) next: Option<String>,
}

/// Parses `{"data": […]}`, `{"models": […]}` or a bare list; `None` for anything else.
pub(super) fn page(answer: &Value) -> Option<Page> {
    let entries = [answer.get("data"), answer.get("models"), Some(answer)]
        .into_iter()
        .flatten()
        .find_map(Value::as_array)?;
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(str::to_owned);
    let more = answer.get("has_more").and_then(Value::as_bool) == Some(true);
    Some(Page {
        models: entries.iter().filter_map(model).collect(),
        owner: entries.first().and_then(|first| text(first, "owned_by")),
        next: text(answer, "last_id").filter(|_| more),
    })
}

/// Parses an entry; `None` if it has no id, or the server says that it is not a chat model.
fn model(entry: &Value) -> Option<Model> {
    let text = |name: &str| entry.get(name).and_then(Value::as_str);
    let id = text("id").or_else(|| text("name"))?;
    (is_for_chat(entry) != Some(false)).then(|| Model {
        id: id.to_owned(),
        name: ["display_name", "name"]
            .iter()
            .find_map(|name| text(name))
            .filter(|name| *name != id)
            .map(str::to_owned),
        tools: capability(entry, &["function_calling"])
            .or_else(|| has(entry.get("supported_parameters"), "tools")),
        images: capability(entry, &["vision", "image_input"])
            .or_else(|| has(entry.pointer("/architecture/input_modalities"), "image")),
        thinking: capability(entry, &["reasoning", "thinking"])
            .or_else(|| has(entry.get("supported_parameters"), "reasoning")),
        context: context(entry),
        cuts: false,
    })
}

/// A capability under `capabilities` in the form of Mistral (`true`) or Anthropic (`{"supported": true}`).
fn capability(entry: &Value, names: &[&str]) -> Option<bool> {
    let capabilities = entry.get("capabilities")?;
    names.iter().find_map(|name| {
        let value = capabilities.get(name)?;
        value
            .as_bool()
            .or_else(|| value.get("supported")?.as_bool())
    })
}

fn is_for_chat(entry: &Value) -> Option<bool> {
    if entry.get("active").and_then(Value::as_bool) == Some(false) {
        return Some(false);
    }
    capability(entry, &["completion_chat"])
        .or_else(|| has(entry.pointer("/architecture/output_modalities"), "text"))
        .or_else(|| match entry.get("type")?.as_str()? {
            "embedding" | "embeddings" | "rerank" | "image" | "audio" | "transcribe" | "video"
            | "moderation" => Some(false),
            _ => None,
        })
}

/// Context length under the field names of OpenRouter and Together, Groq, vLLM, Mistral, Anthropic.
fn context(entry: &Value) -> Option<u64> {
    [
        // The limit of the provider that OpenRouter prefers.
        "/top_provider/context_length",
        "/context_length",
        "/context_window",
        "/max_model_len",
        "/max_context_length",
        "/max_input_tokens",
    ]
    .iter()
    .find_map(|path| entry.pointer(path)?.as_u64())
    .filter(|tokens| *tokens > 0)
}
