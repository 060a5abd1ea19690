//! Grouping of steps into the parts of a timeline: a call and its result form one part, and so do the pieces of a
//! sound; each piece of text is a part of its own.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::{Content, Sound, Step};
use words::{Sentence, say};

/// Prefixes of thought signatures that the engine on this computer uses for notes: base64 of `errand-left-out` and of
/// `errand-may-be-left-out:`, the latter followed by a number of tokens (`docs/engine.md`).
const LEFT_OUT: &str = "ZXJyYW5kLWxlZnQtb3V0";
const MAY_BE_LEFT_OUT: &str = "ZXJyYW5kLW1heS1iZS1sZWZ0LW91dDo";

/// The origin of one part, as positions in the list of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A text of the answer.
    Text {
        /// Index of the step.
        step: usize,
        /// Index of the content in the step.
        content: usize,
    },
    /// An image, a sound, a video or a document of the answer.
    Media {
        /// Index of the step.
        step: usize,
        /// Index of the content; of the first piece for a sound in pieces.
        content: usize,
    },
    /// A thought that has a summary.
    Thought {
        /// Index of the step.
        step: usize,
    },
    /// A note of the engine on this computer, such as that a part of the conversation was left out.
    Note {
        /// Index of the step.
        step: usize,
    },
    /// A call, and its result once there is one.
    Call {
        /// Index of the call's step.
        step: usize,
        /// Index of the result's step.
        result: Option<usize>,
    },
    /// A step of any other kind.
    Other {
        /// Index of the step.
        step: usize,
    },
}

impl Slot {
    /// Returns the index of the part's first step.
    fn step(self) -> usize {
        match self {
            Slot::Text { step, .. }
            | Slot::Media { step, .. }
            | Slot::Thought { step }
            | Slot::Note { step }
            | Slot::Call { step, .. }
            | Slot::Other { step } => step,
        }
    }

    /// Returns true if the part includes this step.
    pub fn includes(self, step_index: usize) -> bool {
        match self {
            Slot::Text { step, .. }
            | Slot::Media { step, .. }
            | Slot::Thought { step }
            | Slot::Note { step }
            | Slot::Other { step } => step == step_index,
            Slot::Call { step, result } => step == step_index || result == Some(step_index),
        }
    }
}

/// Returns the sentence of a note, by the signature of its thought; `None` if this version does not know it.
pub fn note(step: &Step) -> Option<Sentence> {
    let Step::Thought(thought) = step else {
        return None;
    };
    let signature = thought.signature.as_deref()?;
    if signature == LEFT_OUT {
        return Some(say::left_out());
    }
    let mark = BASE64_STANDARD.decode(signature).ok()?;
    let mark = String::from_utf8(mark).ok()?;
    let (_, usually) = mark.split_once(':')?;
    Some(say::may_be_left_out(usually.parse::<u32>().ok()?))
}

/// Returns the parts of a timeline, in order.
pub fn of(steps: &[Step]) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut used = vec![false; steps.len()];
    for (step, it) in steps.iter().enumerate() {
        match it {
            Step::UserInput(_) => {}
            Step::ModelOutput(output) => {
                let later = Sound::later_pieces(&output.content);
                for (content, it) in output.content.iter().enumerate() {
                    match it {
                        Content::Text(text) if text.text.is_empty() => {}
                        Content::Text(_) => slots.push(Slot::Text { step, content }),
                        _ if later.contains(&content) => {}
                        Content::Unknown(_) => slots.push(Slot::Other { step }),
                        _ => slots.push(Slot::Media { step, content }),
                    }
                }
            }
            Step::Thought(thought) => {
                if thought
                    .summary
                    .iter()
                    .any(|it| it.as_text().is_some_and(|text| !text.is_empty()))
                {
                    let is_note = thought.signature.as_deref().is_some_and(|signature| {
                        signature == LEFT_OUT || signature.starts_with(MAY_BE_LEFT_OUT)
                    });
                    slots.push(match is_note {
                        true => Slot::Note { step },
                        false => Slot::Thought { step },
                    });
                }
            }
            it if is_call(it) => {
                let result = find_result(steps, step, &used);
                if let Some(result) = result {
                    used[result] = true;
                }
                slots.push(Slot::Call { step, result });
            }
            _ if used[step] => {}
            _ => slots.push(Slot::Other { step }),
        }
    }
    slots
}

/// Returns, for each part, the index of its first step.
pub fn first_steps(slots: &[Slot]) -> Vec<u32> {
    let number = |slot: &Slot| u32::try_from(slot.step()).unwrap_or(u32::MAX);
    slots.iter().map(number).collect()
}

fn is_call(step: &Step) -> bool {
    matches!(
        step,
        Step::FunctionCall(_)
            | Step::CodeExecutionCall(_)
            | Step::UrlContextCall(_)
            | Step::GoogleSearchCall(_)
            | Step::GoogleMapsCall(_)
            | Step::FileSearchCall(_)
            | Step::McpServerToolCall(_)
            | Step::RetrievalCall(_)
            | Step::ProcessingCall(_)
            | Step::ToolSearchCall(_)
    )
}

/// Returns the result of a call: the one that names its id or, without ids, the next one of the same kind.
fn find_result(steps: &[Step], call: usize, used: &[bool]) -> Option<usize> {
    let id = steps[call].id().filter(|id| !id.is_empty());
    let kind = steps[call].kind().strip_suffix("_call")?;
    let answers = |step: &Step| step.kind().strip_suffix("_result") == Some(kind);
    steps
        .iter()
        .enumerate()
        .skip(call + 1)
        .filter(|(at, step)| !used[*at] && answers(step))
        .find(
            |(_, step)| match (id, step.call_id().filter(|id| !id.is_empty())) {
                (Some(id), Some(call_id)) => id == call_id,
                _ => true,
            },
        )
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use words::Language;

    fn steps(steps: serde_json::Value) -> Vec<Step> {
        serde_json::from_value(steps).unwrap()
    }

    #[test]
    fn what_the_engine_says_to_the_person_is_no_thought() {
        let steps = steps(json!([
            {"type": "thought", "signature": LEFT_OUT, "summary": [{"type": "text", "text": "Left out."}]},
            {"type": "thought", "signature": "x", "summary": [{"type": "text", "text": "Hm."}]},
            {"type": "thought", "signature": "ZXJyYW5kLW1heS1iZS1sZWZ0LW91dDo0MDk2", "summary": [{"type": "text", "text": "Perhaps."}]},
        ]));
        let expected = [
            Slot::Note { step: 0 },
            Slot::Thought { step: 1 },
            Slot::Note { step: 2 },
        ];
        assert_eq!(of(&steps), expected);
        let german = Language::of("de").unwrap();
        let said = |step: usize| note(&steps[step]).map(|note| german.say(&note));
        assert!(
            said(0).unwrap().contains("wurde weggelassen"),
            "{:?}",
            said(0)
        );
        assert!(said(2).unwrap().contains("4.096"), "{:?}", said(2));
        assert_eq!(said(1), None);
    }

    #[test]
    fn a_call_and_its_result_are_one_part_also_when_two_run_at_once() {
        let steps = steps(json!([
            {"type": "user_input", "content": [{"type": "text", "text": "Go"}]},
            {"type": "thought", "signature": "x"},
            {"type": "code_execution_call", "id": "a", "arguments": {"code": "1"}},
            {"type": "code_execution_call", "id": "b", "arguments": {"code": "2"}},
            {"type": "code_execution_result", "call_id": "b", "result": "2"},
            {"type": "code_execution_result", "call_id": "a", "result": "1"},
            {"type": "model_output", "content": [{"type": "text", "text": "Done"}]},
        ]));
        assert_eq!(
            of(&steps),
            [
                Slot::Call {
                    step: 2,
                    result: Some(5)
                },
                Slot::Call {
                    step: 3,
                    result: Some(4)
                },
                Slot::Text {
                    step: 6,
                    content: 0
                },
            ]
        );
    }

    #[test]
    fn a_sound_in_pieces_is_one_part_and_keeps_its_place() {
        let piece = json!({"type": "audio", "mime_type": "audio/l16", "data": "AQI="});
        let steps = steps(json!([
            {"type": "model_output", "content": [
                piece, {"type": "text", "text": "la"}, piece, piece,
                {"type": "audio", "mime_type": "audio/wav", "data": "AQI="},
            ]},
            {"type": "model_output", "content": [piece]},
        ]));
        let media = |step, content| Slot::Media { step, content };
        assert_eq!(
            of(&steps),
            [
                media(0, 0),
                Slot::Text {
                    step: 0,
                    content: 1
                },
                media(0, 4),
                media(1, 0),
            ]
        );
    }

    #[test]
    fn what_this_version_does_not_know_keeps_its_place() {
        let steps = steps(json!([
            {"type": "hologram", "data": 1},
            {"type": "google_search_result", "call_id": "gone"},
        ]));
        assert_eq!(
            of(&steps),
            [Slot::Other { step: 0 }, Slot::Other { step: 1 }]
        );
    }
}
