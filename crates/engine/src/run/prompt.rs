//! Conversion of steps to messages, for any brain.

use interactions::types::step::{
    FunctionCall, FunctionResult, McpServerToolCall, McpServerToolResult,
};
use interactions::{Content, Step, ToolOutput};
use mcp::function_name;
use serde_json::{Value, json};

use super::compaction;
use super::media::{MediaForm, document_text};
use super::reminder;
use super::timeline::{OWN, REPORT, begins_round, is_own, path_of};
use super::web;
use crate::brain::{Abilities, Call, CallResult, Message, Part, Role};

/// Prefix of a program's output in a message.
pub(super) const OUTPUT: &str = "Output of the program:\n";

/// The request of the person: the text of the last input, or the function results they sent.
pub(crate) fn ask(input: &[Step]) -> String {
    let last = input
        .iter()
        .rev()
        .find(|step| matches!(step, Step::UserInput(_) | Step::FunctionResult(_)));
    match last {
        Some(Step::FunctionResult(result)) => result_as_text(result),
        Some(step) => {
            let words = step.content().iter().filter_map(readable);
            words.collect::<Vec<_>>().join("\n\n")
        }
        None => String::new(),
    }
}

/// Index of the first step that was not answered yet; earlier ones are history.
pub(crate) fn new_from(steps: &[Step]) -> usize {
    let answered = |step: &Step| matches!(step, Step::ModelOutput(_));
    steps.iter().rposition(answered).map_or(0, |at| at + 1)
}

/// The steps before the reply that is still open.
pub(crate) fn before_open_reply(steps: &[Step]) -> &[Step] {
    let last = steps.iter().rposition(begins_round);
    &steps[..last.map_or(0, |at| at + 1)]
}

/// The text of a content: text verbatim, a text document's inline data decoded.
pub(crate) fn readable(content: &Content) -> Option<String> {
    match content {
        Content::Text(text) => Some(text.text.clone()),
        Content::Document(_) => document_text(content),
        _ => None,
    }
}

/// Converts a timeline for one brain.
pub(crate) struct PromptBuilder {
    /// The capabilities of the brain's model.
    pub(crate) abilities: Abilities,
    /// Whether function calls are sent as calls; otherwise their results are sent as text. Servers accept calls only
    /// in requests that declare functions.
    pub(crate) calls: bool,
}

impl PromptBuilder {
    /// The steps as messages, oldest first; adjacent ones of one role are merged, and each call precedes its result.
    /// Steps from index `new` on are the current request.
    pub(crate) fn messages<'s>(
        &self,
        steps: impl IntoIterator<Item = &'s Step>,
        new: usize,
    ) -> Vec<Message> {
        let mut messages: Vec<Message> = Vec::new();
        for (at, step) in steps.into_iter().enumerate() {
            for (role, parts) in self.message_parts(step, at >= new) {
                add(&mut messages, role, parts);
            }
        }
        if self.calls {
            super::pairs::repair(&mut messages);
        }
        messages
    }

    fn message_parts(&self, step: &Step, is_new: bool) -> Vec<(Role, Vec<Part>)> {
        let (role, parts) = match step {
            Step::UserInput(input) => (Role::User, self.content_parts(&input.content, is_new)),
            Step::ModelOutput(output) => return self.answer_parts(&output.content, is_new),
            step if reminder::file_of(step).is_some() || compaction::is_notice(step) => {
                return Vec::new();
            }
            Step::Thought(thought) => {
                // Signatures belong to the server that made them; without one, no server accepts a thought.
                let Some(signature) = thought.signature.clone() else {
                    return Vec::new();
                };
                let words = thought.summary.iter().filter_map(Content::as_text);
                let part = Part::Thought {
                    text: words.collect(),
                    signature: Some(signature),
                };
                (Role::Assistant, vec![part])
            }
            Step::CodeExecutionCall(call) => {
                let Some(arguments) = &call.arguments else {
                    return Vec::new();
                };
                let language = arguments.language.as_ref();
                let language = language.map_or("python", |language| language.as_str());
                let code = ended(arguments.code.as_deref().unwrap_or_default());
                (Role::Assistant, text(format!("```{language}\n{code}```\n")))
            }
            Step::CodeExecutionResult(result) => {
                let output = result.result.as_ref().and_then(ToolOutput::text);
                let output = output.unwrap_or_default();
                (Role::User, text(format!("{OUTPUT}{output}")))
            }
            Step::FunctionCall(call) if is_own(call) => (Role::Assistant, own_file(call)),
            Step::FunctionCall(call) if self.calls => (Role::Assistant, vec![call_as_text(call)]),
            Step::FunctionResult(result) if has_id(result, OWN) => return Vec::new(),
            Step::FunctionResult(result) if self.calls => {
                (Role::User, vec![Part::Result(self.result(result, is_new))])
            }
            Step::FunctionResult(result) => (Role::User, self.result_in_words(result, is_new)),
            Step::McpServerToolCall(call) if self.calls => {
                (Role::Assistant, vec![tool_call_as_text(call)])
            }
            Step::McpServerToolResult(result) if self.calls => {
                let result = Part::Result(self.tool_result(result, is_new));
                (Role::User, vec![result])
            }
            Step::McpServerToolResult(result) => {
                let output = result
                    .result
                    .as_ref()
                    .map(output_as_text)
                    .unwrap_or_default();
                let name = result.name.as_deref().unwrap_or("the tool");
                (Role::User, text(format!("Result of {name}: {output}")))
            }
            step => return web::message_parts(step, self.calls).into_iter().collect(),
        };
        vec![(role, parts)]
    }

    /// Converts content of the person.
    fn content_parts(&self, content: &[Content], is_new: bool) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for content in content {
            let words = match readable(content) {
                Some(words) => words,
                None => match super::media::media_form(content, &self.abilities, is_new) {
                    MediaForm::Notice(words) => words,
                    MediaForm::Media(media) => {
                        parts.push(Part::Media(media));
                        continue;
                    }
                    MediaForm::Nothing => continue,
                },
            };
            match parts.last_mut() {
                Some(Part::Text(before)) => {
                    before.push_str("\n\n");
                    before.push_str(&words);
                }
                _ => parts.push(Part::Text(words)),
            }
        }
        parts
    }

    /// Converts an answer. Servers accept no media from an assistant, so its pictures are sent as the person's.
    fn answer_parts(&self, content: &[Content], is_new: bool) -> Vec<(Role, Vec<Part>)> {
        let mut message_parts = Vec::new();
        for part in self.content_parts(content, is_new) {
            match part {
                Part::Media(_) => {
                    let shown = Part::Text("The picture or sound of your answer:".to_owned());
                    message_parts.push((Role::User, vec![shown, part]));
                }
                part => message_parts.push((Role::Assistant, vec![part])),
            }
        }
        message_parts
    }

    fn result(&self, result: &FunctionResult, is_new: bool) -> CallResult {
        CallResult {
            id: result.call_id.clone().unwrap_or_default(),
            name: result.name.clone().unwrap_or_default(),
            parts: match &result.result {
                Some(ToolOutput::Content(content)) => self.content_parts(content, is_new),
                Some(output) => text(output_as_text(output)),
                None => Vec::new(),
            },
            is_error: result.is_error == Some(true),
        }
    }

    fn tool_result(&self, result: &McpServerToolResult, is_new: bool) -> CallResult {
        let (server, tool) = (result.server_name.as_deref(), result.name.as_deref());
        CallResult {
            id: result.call_id.clone().unwrap_or_default(),
            name: function_name(server.unwrap_or_default(), tool.unwrap_or_default(), &[]),
            parts: match &result.result {
                Some(ToolOutput::Content(content)) => self.content_parts(content, is_new),
                Some(output) => text(output_as_text(output)),
                None => Vec::new(),
            },
            is_error: result.is_error == Some(true),
        }
    }

    fn result_in_words(&self, result: &FunctionResult, is_new: bool) -> Vec<Part> {
        let mut parts = text(result_as_text(result));
        if let Some(ToolOutput::Content(content)) = &result.result {
            let media = content.iter().filter(|part| readable(part).is_none());
            parts.extend(
                media.flat_map(|part| self.content_parts(std::slice::from_ref(part), is_new)),
            );
        }
        parts
    }
}

/// Appends to the last message if it has this role; else begins a new one. Adjacent texts are joined by a line break.
fn add(messages: &mut Vec<Message>, role: Role, parts: Vec<Part>) {
    let parts = parts
        .into_iter()
        .filter(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    for part in parts {
        let last = messages.last_mut().filter(|last| last.role == role);
        let Some(last) = last else {
            messages.push(Message {
                role,
                parts: vec![part],
            });
            continue;
        };
        match (last.parts.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(text)) => {
                if !before.ends_with('\n') {
                    before.push('\n');
                }
                before.push_str(&text);
            }
            (_, part) => last.parts.push(part),
        }
    }
}

fn text(words: String) -> Vec<Part> {
    vec![Part::Text(words)]
}

fn has_id(result: &FunctionResult, start: &str) -> bool {
    result
        .call_id
        .as_deref()
        .is_some_and(|id| id.starts_with(start))
}

/// A file that the agent wrote, as the code block it came from; the report is the reply itself.
fn own_file(call: &FunctionCall) -> Vec<Part> {
    let path = path_of(call).filter(|path| *path != REPORT);
    let content = call.arguments.as_ref().and_then(|it| it.get("content"));
    let (Some(path), Some(content)) = (path, content.and_then(Value::as_str)) else {
        return Vec::new();
    };
    let name = path.trim_start_matches("/workspace/");
    text(format!("```{name}\n{}```\n", ended(content)))
}

fn call_as_text(call: &FunctionCall) -> Part {
    Part::Call(Call {
        id: call.id.clone().unwrap_or_default(),
        name: call.name.clone().unwrap_or_default(),
        // Malformed arguments are not an object; servers accept objects only.
        arguments: call
            .arguments
            .clone()
            .filter(Value::is_object)
            .unwrap_or_else(|| json!({})),
    })
}

fn tool_call_as_text(call: &McpServerToolCall) -> Part {
    let (server, tool) = (call.server_name.as_deref(), call.name.as_deref());
    Part::Call(Call {
        id: call.id.clone().unwrap_or_default(),
        name: function_name(server.unwrap_or_default(), tool.unwrap_or_default(), &[]),
        arguments: call
            .arguments
            .clone()
            .filter(Value::is_object)
            .unwrap_or_else(|| json!({})),
    })
}

fn result_as_text(result: &FunctionResult) -> String {
    let name = result.name.as_deref().unwrap_or("the function");
    let output = result
        .result
        .as_ref()
        .map(output_as_text)
        .unwrap_or_default();
    format!("Result of {name}: {output}")
}

/// A tool's output as text.
fn output_as_text(output: &ToolOutput) -> String {
    match output {
        ToolOutput::Text(text) => text.clone(),
        ToolOutput::Content(content) => {
            let words = content.iter().filter_map(readable);
            words.collect::<Vec<_>>().join("\n")
        }
        ToolOutput::Json(value) => value.to_string(),
    }
}

fn ended(text: &str) -> String {
    if text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(calls: bool) -> PromptBuilder {
        PromptBuilder {
            abilities: Abilities {
                images: Some(!calls),
                ..Abilities::default()
            },
            calls,
        }
    }

    fn message(role: Role, words: &str) -> Message {
        Message {
            role,
            parts: text(words.to_owned()),
        }
    }

    fn steps(json: Value) -> Vec<Step> {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn a_timeline_reads_as_a_talk_of_two() {
        let steps = steps(json!([
            {"type": "user_input", "content": [{"type": "text", "text": "Sum it"},
                {"type": "document", "mime_type": "text/csv", "data": "MSwyCg=="}]},
            {"type": "thought", "summary": [{"type": "text", "text": "hidden"}]},
            {"type": "model_output", "content": [{"type": "text", "text": "Let me compute."}]},
            {"type": "code_execution_call", "id": "c", "arguments": {"language": "python", "code": "print(3)"}},
            {"type": "code_execution_result", "call_id": "c", "result": "3\n"},
            {"type": "model_output", "content": [{"type": "text", "text": "It is 3."}]}
        ]));
        assert_eq!(
            reader(false).messages(&steps, 0),
            [
                message(Role::User, "Sum it\n\n1,2\n"),
                message(
                    Role::Assistant,
                    "Let me compute.\n```python\nprint(3)\n```\n"
                ),
                message(Role::User, "Output of the program:\n3\n"),
                message(Role::Assistant, "It is 3."),
            ]
        );
        assert_eq!(ask(&steps), "Sum it\n\n1,2\n");
        assert_eq!(before_open_reply(&steps).len(), 5);
    }

    #[test]
    fn a_thought_goes_back_with_its_signature_and_never_without() {
        let steps = steps(json!([
            {"type": "thought", "signature": "U0lH", "summary": [{"type": "text", "text": "signed"}]},
            {"type": "thought", "summary": [{"type": "text", "text": "not signed"}]},
            {"type": "thought", "signature": reminder::signature("a.csv"), "summary": []}
        ]));
        let thought = Part::Thought {
            text: "signed".to_owned(),
            signature: Some("U0lH".to_owned()),
        };
        assert_eq!(
            reader(true).messages(&steps, 0),
            [Message {
                role: Role::Assistant,
                parts: vec![thought]
            }]
        );
    }

    #[test]
    fn a_picture_is_shown_or_told_of_and_a_picture_of_the_answer_too() {
        let picture = json!({"type": "image", "mime_type": "image/png", "data": "aGk="});
        let steps = steps(json!([
            {"type": "user_input", "content": [{"type": "text", "text": "What is it?"}, picture]},
            {"type": "model_output", "content": [{"type": "text", "text": "A dog."}, picture]}
        ]));
        let shown = reader(false).messages(&steps, 0);
        assert!(matches!(
            &shown[0].parts[..],
            [Part::Text(_), Part::Media(_)]
        ));
        assert_eq!(
            (shown[1].role, shown[2].role),
            (Role::Assistant, Role::User)
        );
        assert!(matches!(&shown[2].parts[1], Part::Media(_)));
        let told = reader(true).messages(&steps, 0);
        let words = "What is it?\n\n[a picture that this model cannot see: image/png]";
        assert_eq!(told[0], message(Role::User, words));
        assert_eq!(told.len(), 2);
    }

    #[test]
    fn a_document_that_may_not_be_taken_is_shown_once() {
        let pdf = json!({"type": "document", "mime_type": "application/pdf", "data": "aGk="});
        let steps = steps(json!([{"type": "user_input", "content": [pdf]}]));
        let new = reader(true).messages(&steps, 0);
        assert!(matches!(&new[0].parts[..], [Part::Media(_)]));
        let words = "[a document of an earlier turn, not sent again: application/pdf]";
        assert_eq!(
            reader(true).messages(&steps, 1),
            [message(Role::User, words)]
        );
    }

    #[test]
    fn without_functions_what_calls_gave_is_told_in_words() {
        let steps = steps(json!([
            {"type": "function_call", "id": "c1", "name": "look", "arguments": {}},
            {"type": "function_result", "call_id": "c1", "name": "look", "result": {"found": 2}}
        ]));
        assert_eq!(
            reader(false).messages(&steps, 0),
            [message(Role::User, "Result of look: {\"found\":2}")]
        );
        let called = reader(true).messages(&steps, 0);
        assert!(matches!(&called[0].parts[..], [Part::Call(call)] if call.id == "c1"));
        assert!(
            matches!(&called[1].parts[..], [Part::Result(result)] if result.parts == text("{\"found\":2}".to_owned()))
        );
    }
}
