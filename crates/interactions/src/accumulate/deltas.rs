//! Application of deltas to steps: rules 2 to 9 of the fold (contract section 8.5).

use serde_json::Value;

use super::{Accumulator, Change};
use crate::types::content::Text;
use crate::types::delta::Delta;
use crate::types::event::StepDelta;
use crate::types::step::{Step, Thought};
use crate::types::{Content, Wire};

impl Accumulator {
    /// Rule 6: parses the joined arguments. Text that is not JSON is kept as a string, so that nothing is lost.
    pub(super) fn settle_arguments(&mut self, at: usize) {
        let text = std::mem::take(&mut self.step_states[at].arguments);
        if text.is_empty() {
            return;
        }
        let parsed = serde_json::from_str(&text).unwrap_or(Value::String(text));
        match &mut self.steps[at] {
            Step::FunctionCall(call) => call.arguments = Some(parsed),
            Step::McpServerToolCall(call) => call.arguments = Some(parsed),
            _ => {}
        }
    }

    /// Applies a delta, starting its step if that does not exist, and returns what changed.
    pub(super) fn delta(&mut self, event: &StepDelta) -> Change {
        let found = self.find_step(event.index);
        let moved = found.is_err_and(|at| at < self.steps.len());
        let at = match found {
            Ok(at) => at,
            // Rule 8: a resumed stream may begin inside a step.
            Err(_) => match &event.delta {
                Delta::Text(_) | Delta::TextAnnotation(_) | Delta::Media(_) => {
                    self.open(found, event.index, Step::shell("model_output"))
                }
                Delta::ThoughtSummary(_) | Delta::ThoughtSignature(_) => {
                    self.open(found, event.index, Step::shell("thought"))
                }
                Delta::Arguments(_) => self.open(found, event.index, Step::shell("function_call")),
                Delta::Step(step) => self.open(found, event.index, Step::shell(step.kind())),
                Delta::Unknown(map) => {
                    self.unknown.push(map.clone());
                    return Change::Nothing;
                }
            },
        };
        if !self.apply(at, &event.delta) {
            if let Ok(Value::Object(map)) = serde_json::to_value(&event.delta) {
                self.unknown.push(map);
            }
            return if moved {
                Change::Everything
            } else {
                Change::Nothing
            };
        }
        if moved {
            Change::Everything
        } else {
            Change::Step(at)
        }
    }

    /// Rules 2 to 7; false if the delta does not fit the step.
    fn apply(&mut self, at: usize, delta: &Delta) -> bool {
        let step = &mut self.steps[at];
        match delta {
            Delta::Text(delta) => match step.content_mut() {
                Some(content) => append_text(content, &delta.text),
                None => return false,
            },
            Delta::TextAnnotation(delta) => {
                let Some(content) = step.content_mut() else {
                    return false;
                };
                match content.iter_mut().rev().find_map(as_text_mut) {
                    Some(text) => text.annotations.extend(delta.annotations.iter().cloned()),
                    None => {
                        let text = Text {
                            annotations: delta.annotations.clone(),
                            ..Text::default()
                        };
                        content.push(Content::Text(text));
                    }
                }
            }
            Delta::Media(media) => match step.content_mut() {
                Some(content) => content.push((**media).clone()),
                None => return false,
            },
            Delta::ThoughtSummary(delta) => match (step, delta.content.as_deref()) {
                (Step::Thought(Thought { summary, .. }), Some(Content::Text(text)))
                    if text.annotations.is_empty() =>
                {
                    append_text(summary, &text.text);
                }
                (Step::Thought(thought), Some(content)) => thought.summary.push(content.clone()),
                (_, None) => {}
                _ => return false,
            },
            Delta::ThoughtSignature(delta) => match step {
                Step::Thought(thought) => thought.signature.clone_from(&delta.signature),
                _ => return false,
            },
            Delta::Arguments(delta) => match step {
                Step::FunctionCall(_) | Step::McpServerToolCall(_) => {
                    self.step_states[at].arguments.push_str(&delta.arguments);
                }
                _ => return false,
            },
            Delta::Step(newer) if newer.kind() == step.kind() => {
                let join = newer.has_result() && self.step_states[at].has_result;
                self.step_states[at].has_result |= newer.has_result();
                Wire::absorb(step, (**newer).clone(), join);
            }
            Delta::Unknown(map) if !delta.kind().is_empty() && delta.kind() == step.kind() => {
                Wire::absorb(step, Step::Unknown(map.clone()), false);
            }
            Delta::Step(_) | Delta::Unknown(_) => return false,
        }
        true
    }
}

fn append_text(content: &mut Vec<Content>, piece: &str) {
    match content.last_mut() {
        Some(Content::Text(text)) => text.text.push_str(piece),
        _ => content.push(Content::text(piece)),
    }
}

fn as_text_mut(content: &mut Content) -> Option<&mut Text> {
    match content {
        Content::Text(text) => Some(text),
        _ => None,
    }
}
