//! The true state of an interaction at the server, and the part that must reach the client.

use interactions::{Accumulator, Interaction, InteractionId, Step, StreamEvent};
use serde_json::Value;

use crate::fixture;

/// One interaction, from a recorded stream.
#[derive(Debug)]
pub(super) struct Truth {
    /// The data lines of its events.
    pub(super) lines: Vec<String>,
    ids: Vec<Option<String>>,
    pub(super) id: InteractionId,
    /// The result of folding the events.
    pub(super) meaning: Value,
    /// The response body of a get.
    pub(super) body: String,
}

/// The recorded streams that are complete.
pub(super) fn all() -> Vec<Truth> {
    [
        "agent-code-execution-files.sse",
        "deep-research-background-stream.sse",
        "model-thought-text.sse",
        "function-call-requires-action.sse",
        "google-search-citations.sse",
        "image-output-interleaved.sse",
    ]
    .map(Truth::recorded)
    .into()
}

impl Truth {
    fn recorded(name: &str) -> Self {
        let text = String::from_utf8(fixture::bytes(name)).unwrap();
        let lines: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .filter(|line| *line != "[DONE]")
            .map(str::to_owned)
            .collect();
        let events: Vec<StreamEvent> = lines
            .iter()
            .map(|line| StreamEvent::parse(line).unwrap())
            .collect();
        let end = folded(&events);
        Self {
            ids: events.iter().map(|event| event.event_id.clone()).collect(),
            id: end.id.clone().unwrap(),
            body: serde_json::to_string(&end).unwrap(),
            meaning: meaning(&end),
            lines,
        }
    }

    /// The position after the event with this id; 0 without an id.
    pub(super) fn after(&self, id: Option<&str>) -> usize {
        let at = self.ids.iter().position(|known| known.as_deref() == id);
        id.and(at).map_or(0, |at| at + 1)
    }
}

/// The result of folding these events.
pub(super) fn folded(events: &[StreamEvent]) -> Interaction {
    let mut fold = Accumulator::new();
    for event in events {
        fold.push(event);
    }
    fold.interaction()
}

/// A canonical form of an interaction, independent of how it was assembled; without the question, which a stream may
/// omit.
pub(super) fn meaning(interaction: &Interaction) -> Value {
    let mut interaction = interaction.clone();
    let is_question = |step: &Step| matches!(step, Step::UserInput(_));
    while interaction.steps.first().is_some_and(is_question) {
        interaction.steps.remove(0);
    }
    fixture::without_nothing(serde_json::to_value(interaction).unwrap())
}
