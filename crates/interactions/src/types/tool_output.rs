//! Output of tools (contract section 5).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::content::Content;
use super::odd::{FieldPath, Odd};
use super::wire::Wire;

/// Output of a tool: text, content, or any other JSON (section 5).
#[derive(Debug, Clone, PartialEq)]
pub enum ToolOutput {
    /// Plain text.
    Text(String),
    /// Text and media.
    Content(Vec<Content>),
    /// Anything else, verbatim.
    Json(Value),
}

impl ToolOutput {
    /// The plain text, or all text content joined; `None` if there is no text.
    pub fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Content(content) => {
                let text: Vec<&str> = content.iter().filter_map(Content::as_text).collect();
                (!text.is_empty()).then(|| text.concat())
            }
            Self::Json(_) => None,
        }
    }
}

impl From<&str> for ToolOutput {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for ToolOutput {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Serialize for ToolOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Content(content) => content.serialize(serializer),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}

impl Wire for ToolOutput {
    fn read(value: Value) -> Result<Self, Value> {
        let is_content = |item: &Value| {
            item.get("type")
                .and_then(Value::as_str)
                .is_some_and(Content::is_kind)
        };
        Ok(match value {
            Value::String(text) => Self::Text(text),
            Value::Array(items) if !items.is_empty() && items.iter().all(is_content) => {
                match Vec::<Content>::read(Value::Array(items)) {
                    Ok(content) => Self::Content(content),
                    Err(odd) => Self::Json(odd),
                }
            }
            other => Self::Json(other),
        })
    }

    fn absorb(&mut self, newer: Self, join: bool) {
        match (&mut *self, newer) {
            (Self::Text(old), Self::Text(new)) if join => old.push_str(&new),
            (Self::Content(old), Self::Content(new)) if join => old.extend(new),
            (Self::Json(old), Self::Json(new)) => old.absorb(new, join),
            (old, new) => *old = new,
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        match self {
            Self::Text(_) | Self::Json(_) => {}
            Self::Content(content) => content.odd(path, found),
        }
    }
}

deserialize_by_wire!(ToolOutput, "a value");
