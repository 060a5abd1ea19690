//! The request body.

use serde_json::{Map, Value, json};

use super::messages::messages;
use super::vendor_rules::VendorRules;
use crate::Provider;
use crate::chat::{Chat, Failure, Format, Function, Thinking, ToolChoice};

/// The body; fails if the chat contains something that the dialect does not support.
pub(crate) fn body(provider: &Provider, chat: &Chat) -> Result<Value, Failure> {
    let vendor_rules = VendorRules::of(provider);
    let mut body = Map::new();
    let mut set = |name: &str, value: Value| {
        if !value.is_null() {
            body.insert(name.to_owned(), value);
        }
    };
    set("model", json!(chat.model));
    set(
        "messages",
        Value::Array(messages(provider, &vendor_rules, chat)?),
    );
    set("stream", json!(true));
    if vendor_rules.asks_for_usage {
        set("stream_options", json!({"include_usage": true}));
    }
    if !chat.functions.is_empty() {
        set("tools", chat.functions.iter().map(tool).collect());
        set(
            "tool_choice",
            match chat.tool_choice {
                ToolChoice::Auto => json!("auto"),
                ToolChoice::Any => json!("required"),
                ToolChoice::None => json!("none"),
            },
        );
    }
    set(
        "response_format",
        match &chat.format {
            None => Value::Null,
            Some(Format::Schema(schema)) if vendor_rules.takes_schema => json!({
                "type": "json_schema",
                "json_schema": {"name": "answer", "schema": schema},
            }),
            Some(Format::Json | Format::Schema(_)) => json!({"type": "json_object"}),
        },
    );
    let sampling = &chat.sampling;
    set(vendor_rules.limit, json!(sampling.max_output_tokens));
    set(vendor_rules.seed, json!(sampling.seed));
    set("temperature", json!(sampling.temperature));
    set("top_p", json!(sampling.top_p));
    if !sampling.stop_sequences.is_empty() {
        set("stop", json!(sampling.stop_sequences));
    }
    if let Some(thinking) = sampling.thinking {
        let effort = match thinking {
            Thinking::Minimal if vendor_rules.has_minimal_effort => "minimal",
            Thinking::Minimal | Thinking::Low => "low",
            Thinking::Medium => "medium",
            Thinking::High => "high",
        };
        set("reasoning_effort", json!(effort));
    }
    Ok(Value::Object(body))
}

fn tool(function: &Function) -> Value {
    let mut tool = json!({
        "type": "function",
        "function": {"name": function.name, "parameters": function.parameters},
    });
    if let Some(description) = &function.description {
        tool["function"]["description"] = json!(description);
    }
    tool
}
