//! Pairing of calls and results as model servers require it: each call is answered in the very next message, and each
//! result answers a call.
//!
//! A conversation may break this rule: a person may write without having answered, an older part may have been left
//! out, a call may have been cut off.

use std::collections::VecDeque;

use crate::brain::{CallResult, Message, Part, Role};

/// Placeholder for a missing result.
const UNANSWERED: &str = "There is no result: the function was not run.";

/// Moves results right behind their calls, adds placeholders for missing results, and turns results without a call
/// into text.
pub(super) fn repair(messages: &mut Vec<Message>) {
    let mut rest: VecDeque<Message> = std::mem::take(messages).into();
    while let Some(mut message) = rest.pop_front() {
        if message.role == Role::User {
            for part in &mut message.parts {
                if let Part::Result(result) = part {
                    *part = Part::Text(in_words(result));
                }
            }
        }
        let calls: Vec<(String, String)> = message
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Call(call) => Some((call.id.clone(), call.name.clone())),
                _ => None,
            })
            .collect();
        messages.push(message);
        if calls.is_empty() {
            continue;
        }
        let mut answers: Vec<Part> = calls
            .into_iter()
            .map(|(id, name)| {
                Part::Result(take(&mut rest, &id).unwrap_or_else(|| unanswered(id, name)))
            })
            .collect();
        match rest.front_mut().filter(|next| next.role == Role::User) {
            Some(next) => {
                answers.append(&mut next.parts);
                messages.push(Message {
                    role: Role::User,
                    parts: answers,
                });
                rest.pop_front();
            }
            None => messages.push(Message {
                role: Role::User,
                parts: answers,
            }),
        }
    }
    messages.retain(|message| !message.parts.is_empty());
}

/// Removes and returns the result of this call from the later messages, up to the next answer with a call of the same
/// id.
fn take(rest: &mut VecDeque<Message>, id: &str) -> Option<CallResult> {
    for message in rest.iter_mut() {
        let again = |part: &Part| matches!(part, Part::Call(call) if call.id == id);
        if message.parts.iter().any(again) {
            return None;
        }
        let found = |part: &Part| matches!(part, Part::Result(result) if result.id == id);
        if let Some(at) = message.parts.iter().position(found)
            && let Part::Result(result) = message.parts.remove(at)
        {
            return Some(result);
        }
    }
    None
}

fn unanswered(id: String, name: String) -> CallResult {
    CallResult {
        id,
        name,
        parts: vec![Part::Text(UNANSWERED.to_owned())],
        is_error: true,
    }
}

fn in_words(result: &CallResult) -> String {
    let words: Vec<&str> = result
        .parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    format!("Result of {}: {}", result.name, words.join("\n"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::brain::Call;

    fn call(id: &str) -> Part {
        Part::Call(Call {
            id: id.to_owned(),
            name: "look".to_owned(),
            arguments: json!({}),
        })
    }

    fn result(id: &str) -> Part {
        Part::Result(CallResult {
            id: id.to_owned(),
            name: "look".to_owned(),
            parts: vec![Part::Text(format!("of {id}"))],
            is_error: false,
        })
    }

    fn message(role: Role, parts: &[Part]) -> Message {
        Message {
            role,
            parts: parts.to_vec(),
        }
    }

    #[test]
    fn each_call_is_answered_in_the_next_message_and_in_the_order_of_calls() {
        let words = Part::Text("and now?".to_owned());
        let mut talk = vec![
            message(Role::Assistant, &[call("a"), call("b")]),
            message(Role::User, &[words.clone(), result("b"), result("a")]),
        ];
        repair(&mut talk);
        assert_eq!(talk[1].parts, [result("a"), result("b"), words]);
        assert_eq!(talk.len(), 2);
    }

    #[test]
    fn a_call_without_a_result_and_a_result_without_a_call_are_told_as_such() {
        let mut talk = vec![
            message(Role::User, &[result("z")]),
            message(Role::Assistant, &[call("a")]),
            message(Role::Assistant, &[Part::Text("I go on.".to_owned())]),
        ];
        repair(&mut talk);
        assert_eq!(
            talk[0].parts,
            [Part::Text("Result of look: of z".to_owned())]
        );
        assert!(matches!(&talk[2].parts[..], [Part::Result(result)] if result.is_error));
        assert_eq!(talk[3].parts, [Part::Text("I go on.".to_owned())]);
    }
}
