//! One event of a stream, raw and parsed (contract section 8.2).

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::text_event::TextEvent;
use crate::types::Extra;
use crate::types::delta::{Delta, TextDelta};
use crate::types::event::Event;

/// One event of a stream: the JSON of its data line, raw and parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamEvent {
    /// The JSON object verbatim, for storage.
    pub raw: Box<str>,
    /// The parsed event.
    pub event: Event,
    /// The event id; only some events have one. A stream is resumed after the last one that is not empty (section
    /// 8.6).
    pub event_id: Option<String>,
}

/// The error for a data line that is not a JSON object. It does not repeat the line.
#[derive(Debug, thiserror::Error)]
#[error("an event is not a JSON object{0}")]
pub struct NotAnEvent(String);

impl From<serde_json::Error> for NotAnEvent {
    fn from(error: serde_json::Error) -> Self {
        // For a value of another shape the message would quote it; invalid JSON is described by its position only.
        let place = if error.is_data() {
            String::new()
        } else {
            format!(": {error}")
        };
        Self(place)
    }
}

impl StreamEvent {
    /// Parses the JSON object of a data line or a stored event. Fails only if it is not a JSON object.
    pub fn parse(raw: &str) -> Result<Self, NotAnEvent> {
        if let Some((event, event_id)) = TextEvent::read(raw).map(text_delta) {
            return Ok(Self {
                raw: raw.into(),
                event,
                event_id,
            });
        }
        let mut map: Map<String, Value> = serde_json::from_str(raw)?;
        let event_id = match map.get("event_id") {
            Some(Value::String(_)) => match map.shift_remove("event_id") {
                Some(Value::String(id)) => Some(id),
                _ => None,
            },
            _ => None,
        };
        Ok(Self {
            raw: raw.into(),
            event: Event::from_map(map),
            event_id,
        })
    }

    /// An event to be sent, with the id for resuming after it.
    pub fn new(event: Event, event_id: Option<String>) -> Self {
        Self {
            raw: event.to_json(event_id.as_deref()).into(),
            event,
            event_id,
        }
    }
}

/// Converts a `step.delta` that has nothing but text.
fn text_delta(read: TextEvent<'_>) -> (Event, Option<String>) {
    let delta = TextDelta {
        text: read.text.into_owned(),
        extra: Extra::new(),
    };
    let event = Event::step_delta(read.index, Delta::Text(delta));
    (event, read.event_id.map(Cow::into_owned))
}
