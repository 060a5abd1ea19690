//! Deltas: the changes that `step.delta` events make to steps (contract section 8.4).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::annotation::Annotation;
use super::content::Content;
use super::step::Step;
use super::wire::Wire;

/// The change that a `step.delta` event makes to its step (contract section 8.4).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Delta {
    /// `text`: a piece of text.
    Text(TextDelta),
    /// `text_annotation_delta`: annotations of the last text.
    TextAnnotation(TextAnnotationDelta),
    /// `image`, `audio`, `video` or `document`: a complete medium. Never `Content::Text`.
    Media(Box<Content>),
    /// `thought_summary`: a piece of a thought's summary.
    ThoughtSummary(ThoughtSummaryDelta),
    /// `thought_signature`: a thought's signature.
    ThoughtSignature(ThoughtSignatureDelta),
    /// `arguments_delta`: a piece of the JSON text of a function call's arguments.
    Arguments(ArgumentsDelta),
    /// A delta with the name of a step type, such as `code_execution_call`: fields to copy over that step.
    Step(Box<Step>),
    /// A type unknown to this version, kept verbatim.
    Unknown(Map<String, Value>),
}

objects! {
    /// A piece of text (section 8.4).
    pub struct TextDelta {
        /// The piece.
        pub text: String,
    }

    /// Annotations of the last text (section 8.4).
    pub struct TextAnnotationDelta {
        /// The annotations.
        pub annotations: Vec<Annotation>,
    }

    /// A piece of a thought's summary (section 8.4).
    pub struct ThoughtSummaryDelta {
        /// Text or an image; typeless content with `text` is text.
        pub content: Option<Box<Content>>,
    }

    /// The signature of a thought, its last delta (section 8.4).
    pub struct ThoughtSignatureDelta {
        /// The opaque signature.
        pub signature: Option<String>,
    }

    /// A piece of JSON text (section 8.4).
    pub struct ArgumentsDelta {
        /// The piece; the pieces of one step joined are a JSON document.
        pub arguments: String,
    }
}

impl Delta {
    /// A piece of text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(TextDelta {
            text: text.into(),
            ..TextDelta::default()
        })
    }

    /// A piece of a thought's summary.
    pub fn thought_summary(text: impl Into<String>) -> Self {
        Self::ThoughtSummary(ThoughtSummaryDelta {
            content: Some(Box::new(Content::text(text))),
            ..ThoughtSummaryDelta::default()
        })
    }

    /// A piece of the JSON text of a function call's arguments.
    pub fn arguments(piece: impl Into<String>) -> Self {
        Self::Arguments(ArgumentsDelta {
            arguments: piece.into(),
            ..ArgumentsDelta::default()
        })
    }

    /// The `type` in the JSON; empty if an unknown delta has none.
    pub fn kind(&self) -> &str {
        match self {
            Self::Text(_) => "text",
            Self::TextAnnotation(_) => "text_annotation_delta",
            Self::Media(content) => content.kind(),
            Self::ThoughtSummary(_) => "thought_summary",
            Self::ThoughtSignature(_) => "thought_signature",
            Self::Arguments(_) => "arguments_delta",
            Self::Step(step) => step.kind(),
            Self::Unknown(map) => map.get("type").and_then(Value::as_str).unwrap_or_default(),
        }
    }

    /// Parses an object. Never fails: an unknown one is kept whole. A delta without type but with `text` is text.
    pub fn from_map(mut map: Map<String, Value>) -> Self {
        let kind = match map.get("type") {
            None if map.contains_key("text") => "text",
            None => return Self::Unknown(map),
            Some(kind) => kind.as_str().unwrap_or_default(),
        };
        match kind {
            "text" => Self::Text(TextDelta::from_map(untyped(map))),
            "text_annotation_delta" => {
                Self::TextAnnotation(TextAnnotationDelta::from_map(untyped(map)))
            }
            "image" | "audio" | "video" | "document" => {
                Self::Media(Box::new(Content::from_map(map)))
            }
            "thought_summary" => Self::ThoughtSummary(ThoughtSummaryDelta::from_map(untyped(map))),
            "thought_signature" => {
                Self::ThoughtSignature(ThoughtSignatureDelta::from_map(untyped(map)))
            }
            "arguments_delta" => Self::Arguments(ArgumentsDelta::from_map(untyped(map))),
            _ => match Step::from_map(std::mem::take(&mut map)) {
                Step::Unknown(map) => Self::Unknown(map),
                step => Self::Step(Box::new(step)),
            },
        }
    }
}

fn untyped(mut map: Map<String, Value>) -> Map<String, Value> {
    map.shift_remove("type");
    map
}

impl Default for Delta {
    fn default() -> Self {
        Self::Unknown(Map::new())
    }
}

impl Serialize for Delta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = match self {
            Self::Media(content) => return content.serialize(serializer),
            Self::Step(step) => return step.serialize(serializer),
            Self::Unknown(map) => return map.serialize(serializer),
            _ => serializer.serialize_map(None)?,
        };
        map.serialize_entry("type", self.kind())?;
        match self {
            Self::Text(delta) => delta.write_fields(&mut map)?,
            Self::TextAnnotation(delta) => delta.write_fields(&mut map)?,
            Self::ThoughtSummary(delta) => delta.write_fields(&mut map)?,
            Self::ThoughtSignature(delta) => delta.write_fields(&mut map)?,
            Self::Arguments(delta) => delta.write_fields(&mut map)?,
            Self::Media(_) | Self::Step(_) | Self::Unknown(_) => {}
        }
        map.end()
    }
}

impl Wire for Delta {
    fn read(value: Value) -> Result<Self, Value> {
        Map::read(value).map(Self::from_map)
    }
}

deserialize_by_wire!(Delta, "an object");
