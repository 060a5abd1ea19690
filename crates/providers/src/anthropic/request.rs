//! The request body, version 2026-10-21: it has no temperature, top_p, top_k or seed, and refuses them.

use serde_json::{Map, Value, json};

use super::messages::messages;
use super::schema::fit;
use crate::Provider;
use crate::chat::{Chat, Failure, Format, Function, Thinking, ToolChoice};

/// The dialect requires a limit; this one leaves room for a long report after a long thought.
const MOST_TOKENS: u64 = 32_000;

/// The body; fails if the chat contains something that the dialect does not support.
pub(crate) fn body(provider: &Provider, chat: &Chat) -> Result<Value, Failure> {
    let sampling = &chat.sampling;
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        body.insert(name.to_owned(), value);
    };
    set("model", json!(chat.model));
    set(
        "max_tokens",
        json!(
            sampling
                .max_output_tokens
                .unwrap_or_else(|| most_tokens(provider, chat))
        ),
    );
    set("messages", Value::Array(messages(provider, chat)?));
    set("stream", json!(true));
    if let Some(system) = system(chat) {
        set("system", json!(system));
    }
    if !chat.functions.is_empty() {
        set("tools", chat.functions.iter().map(tool).collect());
        let choice = match chat.tool_choice {
            ToolChoice::Auto => "auto",
            ToolChoice::Any => "any",
            ToolChoice::None => "none",
        };
        set("tool_choice", json!({"type": choice}));
    }
    if !sampling.stop_sequences.is_empty() {
        set("stop_sequences", json!(sampling.stop_sequences));
    }
    let mut output = Map::new();
    if let Some(Format::Schema(schema)) = &chat.format {
        let format = json!({"type": "json_schema", "schema": fit(schema)});
        output.insert("format".to_owned(), format);
    }
    if let Some(thinking) = sampling.thinking {
        let effort = match thinking {
            Thinking::Minimal | Thinking::Low => "low",
            Thinking::Medium => "medium",
            Thinking::High => "high",
        };
        output.insert("effort".to_owned(), json!(effort));
        // Left out for minimal thinking, and not allowed together with a forced call.
        if thinking != Thinking::Minimal && chat.tool_choice != ToolChoice::Any {
            set(
                "thinking",
                json!({"type": "adaptive", "display": "summarized"}),
            );
        }
    }
    if !output.is_empty() {
        set("output_config", Value::Object(output));
    }
    Ok(Value::Object(body))
}

/// At most half of the context of a small model.
fn most_tokens(provider: &Provider, chat: &Chat) -> u64 {
    let model = provider.models.iter().find(|model| model.id == chat.model);
    let room = model
        .and_then(|model| model.context)
        .map(|context| context / 2);
    room.unwrap_or(MOST_TOKENS).clamp(1, MOST_TOKENS)
}

/// System instructions. The dialect has no format for JSON without a schema, so the text asks for it.
fn system(chat: &Chat) -> Option<String> {
    let form = (chat.format == Some(Format::Json)).then(|| "Answer with JSON only.".to_owned());
    let parts: Vec<_> = chat.system.iter().cloned().chain(form).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

fn tool(function: &Function) -> Value {
    let mut tool = json!({"name": function.name, "input_schema": function.parameters});
    if let Some(description) = &function.description {
        tool["description"] = json!(description);
    }
    tool
}
