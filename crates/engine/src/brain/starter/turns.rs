//! Conversion of a chat to the turns of a template: system, user, assistant, and function results.

use providers::chat::{Chat, Format, Function, Message, Part, Role, ToolChoice};
use serde_json::{Value, json};

use super::json::spaced;
use super::template::{CALL_CLOSES, CALL_OPENS};

/// The format in which functions are declared and calls are generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CallForm {
    /// As the template defines it: a call is between two markers.
    Tagged,
    /// Our own, in the instructions: the whole reply is the call's JSON.
    Bare,
}

/// One message.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Turn {
    /// `system`, `user`, `assistant` or `tool`.
    pub(super) role: &'static str,
    pub(super) text: String,
    /// Calls in the format of templates.
    pub(super) calls: Vec<Value>,
}

/// The system instructions, with what the model has to know about functions and the format of its answer.
pub(super) fn system(chat: &Chat, form: CallForm) -> Option<String> {
    let mut parts: Vec<String> = chat.system.iter().cloned().collect();
    if form == CallForm::Bare && offers_functions(chat) {
        parts.push(functions_in_words(&chat.functions));
    }
    match &chat.format {
        Some(Format::Schema(schema)) => parts.push(format!(
            "Answer with JSON that fits this schema:\n{}",
            spaced(schema)
        )),
        Some(Format::Json) => parts.push("Answer with JSON.".to_owned()),
        None => {}
    }
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

/// Returns true if the model may call functions.
pub(super) fn offers_functions(chat: &Chat) -> bool {
    !chat.functions.is_empty() && chat.tool_choice != ToolChoice::None
}

fn functions_in_words(functions: &[Function]) -> String {
    let mut words = "You can call these functions:\n".to_owned();
    for function in functions {
        words.push_str(&format!(
            "- {}: {} Arguments as a JSON schema: {}\n",
            function.name,
            function.description.as_deref().unwrap_or_default(),
            spaced(&function.parameters)
        ));
    }
    words.push_str(
        "To call one, reply with nothing but {\"name\": the function's name, \"arguments\": its arguments}.",
    );
    words
}

/// The functions in the format of templates.
pub(super) fn tools(functions: &[Function]) -> Vec<Value> {
    let tool = |function: &Function| {
        json!({"type": "function", "function": {
            "name": function.name,
            "description": function.description.as_deref().unwrap_or_default(),
            "parameters": function.parameters,
        }})
    };
    functions.iter().map(tool).collect()
}

/// A call in the format that the model generates.
pub(super) fn call_text(name: &str, arguments: &Value) -> String {
    spaced(&json!({"name": name, "arguments": arguments}))
}

/// The turns, oldest first. Adjacent ones with the same role are joined, because many templates require roles to
/// alternate. `may_tell` says whether a call's JSON can be passed to the template.
pub(super) fn turns(
    messages: &[Message],
    form: CallForm,
    may_tell: impl Fn(&str) -> bool,
) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for message in messages {
        let role = match message.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        for part in &message.parts {
            match part {
                Part::Text(text) => add(&mut turns, role, text),
                // A model sees its own thoughts only in the reply that it is generating.
                Part::Thought { .. } => {}
                Part::Media(media) => add(
                    &mut turns,
                    role,
                    &format!("[{}: this model cannot see or hear it]", media.mime_type),
                ),
                Part::Call(call) => {
                    let text = call_text(&call.name, &call.arguments);
                    match form {
                        CallForm::Tagged if may_tell(&text) => {
                            add(&mut turns, role, "");
                            if let Some(turn) = turns.last_mut() {
                                turn.calls.push(
                                    json!({"type": "function", "id": call.id, "function": {
                                        "name": call.name, "arguments": call.arguments,
                                    }}),
                                );
                            }
                        }
                        CallForm::Tagged => {
                            let tagged = format!("{CALL_OPENS}\n{text}\n{CALL_CLOSES}");
                            add(&mut turns, role, &tagged);
                        }
                        CallForm::Bare => add(&mut turns, role, &text),
                    }
                }
                Part::Result(result) => {
                    let text = result_text(&result.parts, result.is_error);
                    match form {
                        CallForm::Tagged => turns.push(Turn {
                            role: "tool",
                            text,
                            ..Turn::default()
                        }),
                        CallForm::Bare => {
                            let text = format!("Result of {}: {text}", result.name);
                            add(&mut turns, role, &text);
                        }
                    }
                }
            }
        }
    }
    turns.retain(|turn| !turn.text.is_empty() || !turn.calls.is_empty());
    turns
}

fn result_text(parts: &[Part], is_error: bool) -> String {
    let words = parts.iter().map(|part| match part {
        Part::Text(text) => text.clone(),
        Part::Media(media) => format!("[{}: this model cannot see or hear it]", media.mime_type),
        _ => String::new(),
    });
    let text = words.collect::<Vec<_>>().join("\n");
    if is_error {
        format!("Error: {text}")
    } else {
        text
    }
}

fn add(turns: &mut Vec<Turn>, role: &'static str, text: &str) {
    match turns.last_mut() {
        Some(last) if last.role == role && last.calls.is_empty() => {
            if !last.text.is_empty() && !last.text.ends_with('\n') && !text.is_empty() {
                last.text.push('\n');
            }
            last.text.push_str(text);
        }
        // Several calls of one message stay together.
        Some(last) if last.role == role && text.is_empty() => {}
        _ => turns.push(Turn {
            role,
            text: text.to_owned(),
            calls: Vec::new(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use providers::chat::{Call, CallResult};

    use super::*;

    fn message(role: Role, parts: Vec<Part>) -> Message {
        Message { role, parts }
    }

    fn text(text: &str) -> Part {
        Part::Text(text.to_owned())
    }

    fn talk() -> Vec<Message> {
        let call = Call {
            id: "c1".to_owned(),
            name: "lamp".to_owned(),
            arguments: json!({"on": true}),
        };
        let result = CallResult {
            id: "c1".to_owned(),
            name: "lamp".to_owned(),
            parts: vec![text("done")],
            is_error: false,
        };
        let thought = Part::Thought {
            text: "hm".to_owned(),
            signature: None,
        };
        vec![
            message(Role::User, vec![text("Light, please")]),
            message(Role::Assistant, vec![thought, Part::Call(call)]),
            message(Role::User, vec![Part::Result(result)]),
            message(Role::User, vec![text("Thanks")]),
        ]
    }

    fn said(form: CallForm, may_tell: bool) -> Vec<(&'static str, String)> {
        turns(&talk(), form, |_| may_tell)
            .into_iter()
            .map(|turn| (turn.role, turn.text))
            .collect()
    }

    #[test]
    fn calls_and_results_are_told_in_words_where_the_template_has_no_form_for_them() {
        assert_eq!(
            said(CallForm::Bare, true),
            [
                ("user", "Light, please".to_owned()),
                (
                    "assistant",
                    r#"{"name": "lamp", "arguments": {"on": true}}"#.to_owned()
                ),
                ("user", "Result of lamp: done\nThanks".to_owned()),
            ]
        );
    }

    #[test]
    fn calls_are_given_to_the_template_unless_they_hold_marks() {
        let told = turns(&talk(), CallForm::Tagged, |_| true);
        assert_eq!(told[1].calls[0]["function"]["name"], "lamp");
        assert_eq!(
            told.iter().map(|turn| turn.role).collect::<Vec<_>>(),
            ["user", "assistant", "tool", "user"]
        );
        let written = said(CallForm::Tagged, false);
        assert!(written[1].1.starts_with("<tool_call>\n{\"name\": \"lamp\""));
    }

    #[test]
    fn functions_and_the_form_of_the_answer_are_part_of_the_instructions() {
        let chat = Chat {
            system: Some("Be brief.".to_owned()),
            functions: vec![Function {
                name: "lamp".to_owned(),
                description: Some("Switches it.".to_owned()),
                parameters: json!({"type": "object"}),
            }],
            format: Some(Format::Schema(json!({"type": "string"}))),
            ..Chat::default()
        };
        let bare = system(&chat, CallForm::Bare).unwrap();
        assert!(bare.starts_with("Be brief.\n\n") && bare.contains("- lamp: Switches it."));
        assert!(bare.ends_with(
            r#"schema:
{"type": "string"}"#
        ));
        assert!(!system(&chat, CallForm::Tagged).unwrap().contains("lamp"));
        let none = Chat {
            tool_choice: ToolChoice::None,
            format: None,
            ..chat
        };
        assert_eq!(system(&none, CallForm::Bare).unwrap(), "Be brief.");
    }
}
