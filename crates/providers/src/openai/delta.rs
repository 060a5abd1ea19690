//! Parser of a delta, or a whole message, under all field names that servers use.

use serde_json::Value;

use crate::calls::Delta;
use crate::chat::{Media, MediaSource};

/// A part of the answer's content.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text(String),
    Thought(String),
    Media(Media),
}

/// A thought, and the field it came from.
pub(super) struct Thought<'a> {
    pub(super) text: String,
    /// True for `reasoning_content`.
    pub(super) is_reasoning_content: bool,
    /// OpenRouter's list, which has to be sent back unchanged.
    pub(super) details: &'a [Value],
}

/// The thought of a delta. Servers that use two field names repeat the same text, so the first one counts.
pub(super) fn thought(delta: &Value) -> Thought<'_> {
    let details = delta
        .get("reasoning_details")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let named = ["reasoning_content", "reasoning", "thinking"]
        .into_iter()
        .find_map(|name| {
            Some((
                name,
                delta.get(name)?.as_str().filter(|text| !text.is_empty())?,
            ))
        });
    let (name, text) = match named {
        Some((name, text)) => (name, text.to_owned()),
        None => {
            let blocks = delta.get("thinking_blocks").and_then(Value::as_array);
            let parts = details.iter().chain(blocks.into_iter().flatten());
            let texts = parts.filter_map(|part| {
                ["text", "summary", "thinking"]
                    .iter()
                    .find_map(|name| part.get(name)?.as_str())
            });
            ("", texts.collect())
        }
    };
    Thought {
        text,
        is_reasoning_content: name == "reasoning_content",
        details,
    }
}

/// The content: a string, or a list of parts.
pub(super) fn content(delta: &Value) -> Vec<Content> {
    let parts = match delta.get("content") {
        Some(Value::String(text)) => vec![Content::Text(text.clone())],
        Some(Value::Array(parts)) => parts.iter().filter_map(part).collect(),
        _ => Vec::new(),
    };
    let images = delta.get("images").and_then(Value::as_array);
    let images = images.into_iter().flatten().filter_map(part);
    parts.into_iter().chain(images).collect()
}

fn part(part: &Value) -> Option<Content> {
    match part.get("type")?.as_str()? {
        "text" | "output_text" => Some(Content::Text(part.get("text")?.as_str()?.to_owned())),
        "thinking" | "reasoning" => {
            let inner = part.get("thinking").or_else(|| part.get("text"))?;
            let text = match inner {
                Value::String(text) => text.clone(),
                // Mistral nests parts inside a part.
                Value::Array(parts) => parts
                    .iter()
                    .filter_map(|part| part.get("text")?.as_str())
                    .collect(),
                _ => return None,
            };
            Some(Content::Thought(text))
        }
        "image_url" => {
            let url = part.pointer("/image_url/url")?.as_str()?;
            let (mime_type, data) = url.strip_prefix("data:")?.split_once(";base64,")?;
            Some(Content::Media(Media {
                mime_type: mime_type.to_owned(),
                source: MediaSource::Data(data.to_owned()),
            }))
        }
        _ => None,
    }
}

/// A call's delta, and the data that Gemini wants back with it.
pub(super) struct CallDelta {
    pub(super) delta: Delta,
    pub(super) extra: Option<Value>,
}

/// The calls; also a single one in the older format.
pub(super) fn calls(delta: &Value) -> Vec<CallDelta> {
    let list = delta.get("tool_calls").and_then(Value::as_array);
    let mut calls: Vec<_> = list.into_iter().flatten().map(call).collect();
    // Without an index and an id, two entries in one delta are two calls.
    let nameless = calls
        .iter()
        .all(|call| call.delta.index.is_none() && call.delta.id.is_none());
    if nameless && calls.len() > 1 {
        for (at, call) in (0..).zip(&mut calls) {
            call.delta.index = Some(at);
        }
    }
    if let Some(function) = delta.get("function_call").filter(|it| it.is_object()) {
        calls.push(CallDelta {
            delta: from_function(function, Delta::default()),
            extra: None,
        });
    }
    calls
}

fn call(call: &Value) -> CallDelta {
    let delta = Delta {
        index: call.get("index").and_then(Value::as_u64),
        id: filled(call.get("id")),
        ..Delta::default()
    };
    CallDelta {
        delta: from_function(&call["function"], delta),
        extra: call
            .get("extra_content")
            .filter(|it| it.is_object())
            .cloned(),
    }
}

fn from_function(function: &Value, delta: Delta) -> Delta {
    Delta {
        name: filled(function.get("name")),
        arguments: match function.get("arguments") {
            Some(Value::String(text)) => text.clone(),
            // Ollama's own dialect has an object here, and proxies pass it on.
            Some(object @ Value::Object(_)) => object.to_string(),
            _ => String::new(),
        },
        ..delta
    }
}

fn filled(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}
