//! Events of a stream (contract section 8.2).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::delta::Delta;
use super::ids::InteractionId;
use super::interaction::{ApiError, Interaction};
use super::step::Step;
use super::usage::Usage;
use super::wire::Wire;
use super::words::Status;

/// One event of a stream (contract section 8.2), without its `event_id`, which [`StreamEvent`](crate::StreamEvent)
/// holds. All variants except deltas are boxed: nearly every event is a delta, and events are moved often.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// `interaction.created`: the first event, absent from a resumed stream.
    Created(InteractionEvent),
    /// `interaction.status_update`.
    StatusUpdate(Box<StatusUpdate>),
    /// `step.start`: a new step, usually an empty shell, sometimes complete.
    StepStart(Box<StepStart>),
    /// `step.delta`.
    StepDelta(StepDelta),
    /// `step.stop`.
    StepStop(Box<StepStop>),
    /// `interaction.completed`: the end, **with any status**: check it.
    Completed(InteractionEvent),
    /// `error`: the stream failed after its headers (section 8.7).
    Error(Box<ErrorEvent>),
    /// A type unknown to this version, kept verbatim; also a step event without an index.
    Unknown(Map<String, Value>),
}

objects! {
    /// The current state of the interaction; `steps` is normally absent (section 8.3).
    pub struct InteractionEvent {
        /// The snapshot.
        pub interaction: Box<Interaction>,
    }

    /// A change of status (section 8.2).
    pub struct StatusUpdate {
        /// Id of the interaction.
        pub interaction_id: Option<InteractionId>,
        /// Its new status.
        pub status: Option<Status>,
        /// Tokens so far.
        pub usage: Option<Usage>,
        /// Token for continuing from here (section 4.3).
        pub continuation_token: Option<String>,
    }

    /// The start of a step (section 8.2).
    pub struct StepStart {
        /// Index of the step in the timeline, from 0.
        pub index: usize,
        /// An empty shell, or the complete step.
        pub step: Step,
    }

    /// A change of a step (section 8.2).
    pub struct StepDelta {
        /// Index of the step in the timeline, from 0.
        pub index: usize,
        /// The change.
        pub delta: Delta,
        /// Additional information.
        pub metadata: Option<Box<DeltaMetadata>>,
    }

    /// Additional information in a `step.delta` (section 8.2).
    pub struct DeltaMetadata {
        /// Tokens so far.
        pub total_usage: Option<Usage>,
    }

    /// The end of a step (section 8.2).
    pub struct StepStop {
        /// Index of the step in the timeline, from 0.
        pub index: usize,
        /// Tokens so far.
        pub usage: Option<Usage>,
        /// Tokens of this step.
        pub step_usage: Option<Usage>,
    }

    /// A failure of the stream (section 8.2).
    pub struct ErrorEvent {
        /// The error; it was seen missing.
        pub error: Option<ApiError>,
    }
}

impl Event {
    /// An `interaction.created` event.
    pub fn created(interaction: Interaction) -> Self {
        Self::Created(InteractionEvent {
            interaction: Box::new(interaction),
            ..InteractionEvent::default()
        })
    }

    /// An `interaction.status_update` event.
    pub fn status_update(id: impl Into<InteractionId>, status: Status) -> Self {
        Self::StatusUpdate(Box::new(StatusUpdate {
            interaction_id: Some(id.into()),
            status: Some(status),
            ..StatusUpdate::default()
        }))
    }

    /// A `step.start` event.
    pub fn step_start(index: usize, step: Step) -> Self {
        Self::StepStart(Box::new(StepStart {
            index,
            step,
            ..StepStart::default()
        }))
    }

    /// A `step.delta` event.
    pub fn step_delta(index: usize, delta: Delta) -> Self {
        Self::StepDelta(StepDelta {
            index,
            delta,
            ..StepDelta::default()
        })
    }

    /// A `step.stop` event.
    pub fn step_stop(index: usize) -> Self {
        Self::StepStop(Box::new(StepStop {
            index,
            ..StepStop::default()
        }))
    }

    /// An `interaction.completed` event.
    pub fn completed(interaction: Interaction) -> Self {
        Self::Completed(InteractionEvent {
            interaction: Box::new(interaction),
            ..InteractionEvent::default()
        })
    }

    /// An `error` event.
    pub fn error(code: impl Into<String>, message: impl Into<String>) -> Self {
        let error = ApiError {
            code: Some(code.into()),
            message: Some(message.into()),
            ..ApiError::default()
        };
        Self::Error(Box::new(ErrorEvent {
            error: Some(error),
            ..ErrorEvent::default()
        }))
    }

    /// The `event_type` in the JSON; empty if an unknown event has none.
    pub fn kind(&self) -> &str {
        match self {
            Self::Created(_) => "interaction.created",
            Self::StatusUpdate(_) => "interaction.status_update",
            Self::StepStart(_) => "step.start",
            Self::StepDelta(_) => "step.delta",
            Self::StepStop(_) => "step.stop",
            Self::Completed(_) => "interaction.completed",
            Self::Error(_) => "error",
            Self::Unknown(map) => map
                .get("event_type")
                .and_then(Value::as_str)
                .unwrap_or_default(),
        }
    }

    /// Parses an object. Never fails: an unknown one is kept whole. An object with `error` and no `event_type` is an
    /// error event (section 16, item 1).
    pub fn from_map(mut map: Map<String, Value>) -> Self {
        let kind = match map.get("event_type") {
            None if map.contains_key("error") => "error",
            None => return Self::Unknown(map),
            Some(kind) => kind.as_str().unwrap_or_default(),
        };
        let has_index = || {
            map.get("index")
                .is_some_and(|index| usize::read(index.clone()).is_ok())
        };
        let read: fn(Map<String, Value>) -> Self = match kind {
            "interaction.created" => |map| Self::Created(InteractionEvent::from_map(map)),
            "interaction.status_update" => {
                |map| Self::StatusUpdate(Box::new(StatusUpdate::from_map(map)))
            }
            "step.start" if has_index() => {
                |map| Self::StepStart(Box::new(StepStart::from_map(map)))
            }
            "step.delta" if has_index() => |map| Self::StepDelta(StepDelta::from_map(map)),
            "step.stop" if has_index() => |map| Self::StepStop(Box::new(StepStop::from_map(map))),
            "interaction.completed" => |map| Self::Completed(InteractionEvent::from_map(map)),
            "error" => |map| Self::Error(Box::new(ErrorEvent::from_map(map))),
            _ => return Self::Unknown(map),
        };
        map.shift_remove("event_type");
        read(map)
    }

    /// The JSON object for a data line, with the event's id if it has one.
    pub fn to_json(&self, event_id: Option<&str>) -> String {
        serde_json::to_string(&WithId {
            event: self,
            event_id,
        })
        .expect("an event has string keys and no value that JSON cannot hold")
    }
}

struct WithId<'a> {
    event: &'a Event,
    event_id: Option<&'a str>,
}

impl Serialize for WithId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !matches!(self.event, Event::Unknown(_)) {
            map.serialize_entry("event_type", self.event.kind())?;
        }
        match self.event {
            Event::Created(event) | Event::Completed(event) => event.write_fields(&mut map)?,
            Event::StatusUpdate(event) => event.write_fields(&mut map)?,
            Event::StepStart(event) => event.write_fields(&mut map)?,
            Event::StepDelta(event) => event.write_fields(&mut map)?,
            Event::StepStop(event) => event.write_fields(&mut map)?,
            Event::Error(event) => event.write_fields(&mut map)?,
            Event::Unknown(fields) => {
                for (key, value) in fields
                    .iter()
                    .filter(|(key, _)| self.event_id.is_none() || *key != "event_id")
                {
                    map.serialize_entry(key, value)?;
                }
            }
        }
        if let Some(event_id) = self.event_id {
            map.serialize_entry("event_id", event_id)?;
        }
        map.end()
    }
}

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WithId {
            event: self,
            event_id: None,
        }
        .serialize(serializer)
    }
}

impl Wire for Event {
    fn read(value: Value) -> Result<Self, Value> {
        Map::read(value).map(Self::from_map)
    }
}

deserialize_by_wire!(Event, "an object");
