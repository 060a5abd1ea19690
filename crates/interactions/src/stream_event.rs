//! One event of a stream as it came, and what it says (contract section 8.2).

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::text_event::TextEvent;
use crate::types::Extra;
use crate::types::delta::{Delta, TextDelta};
use crate::types::event::Event;

/// One event of a stream: the JSON of its data line and what that says.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamEvent {
    /// The JSON object as it came, to be stored.
    pub raw: Box<str>,
    /// What it says.
    pub event: Event,
    /// Its id; only some events have one. A stream is resumed after the last one that is not empty (section 8.6).
    pub event_id: Option<String>,
}

/// A data line that is not a JSON object. It does not repeat the line.
#[derive(Debug, thiserror::Error)]
#[error("an event is not a JSON object{0}")]
pub struct NotAnEvent(String);

impl From<serde_json::Error> for NotAnEvent {
    fn from(error: serde_json::Error) -> Self {
        // A value of another shape would be quoted; what is not JSON is only named by its place.
        let place = if error.is_data() {
            String::new()
        } else {
            format!(": {error}")
        };
        Self(place)
    }
}

impl StreamEvent {
    /// Reads the JSON object of a data line; also of a stored one. Fails only when it is not a JSON object.
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

    /// An event to be sent, with the id that it is resumed by.
    pub fn new(event: Event, event_id: Option<String>) -> Self {
        Self {
            raw: event.to_json(event_id.as_deref()).into(),
            event,
            event_id,
        }
    }
}

/// A `step.delta` with nothing but text.
fn text_delta(read: TextEvent<'_>) -> (Event, Option<String>) {
    let delta = TextDelta {
        text: read.text.into_owned(),
        extra: Extra::new(),
    };
    let event = Event::step_delta(read.index, Delta::Text(delta));
    (event, read.event_id.map(Cow::into_owned))
}
