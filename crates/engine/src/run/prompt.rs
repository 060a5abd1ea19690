//! Steps become messages: how a timeline reads to a brain that knows only text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::{Content, Step};

use super::timeline::{REPORT, begins_round, is_own, path_of};
use crate::brain::{Message, Role};

/// What the person asked for: the words of the last input, or the results they sent.
pub(crate) fn ask(input: &[Step]) -> String {
    let last = input
        .iter()
        .rev()
        .find(|step| matches!(step, Step::UserInput(_) | Step::FunctionResult(_)));
    last.and_then(text_of).unwrap_or_default()
}

/// The steps as a talk, oldest first; neighbours of one role are joined.
pub(crate) fn messages(steps: &[Step]) -> Vec<Message> {
    let mut messages: Vec<Message> = Vec::new();
    for step in steps {
        let Some(text) = text_of(step).filter(|text| !text.is_empty()) else {
            continue;
        };
        let role = match step {
            Step::UserInput(_) | Step::FunctionResult(_) | Step::CodeExecutionResult(_) => {
                Role::User
            }
            _ => Role::Assistant,
        };
        match messages.last_mut() {
            Some(last) if last.role == role => {
                if !last.text.ends_with('\n') {
                    last.text.push('\n');
                }
                last.text.push_str(&text);
            }
            _ => messages.push(Message { role, text }),
        }
    }
    messages
}

/// The part of the timeline that comes before the reply that is still open.
pub(crate) fn before_open_reply(steps: &[Step]) -> &[Step] {
    let last = steps.iter().rposition(begins_round);
    &steps[..last.map_or(0, |at| at + 1)]
}

fn text_of(step: &Step) -> Option<String> {
    match step {
        Step::UserInput(_) | Step::ModelOutput(_) => Some(
            step.content()
                .iter()
                .filter_map(readable)
                .collect::<Vec<_>>()
                .join("\n\n"),
        ),
        Step::CodeExecutionCall(call) => {
            let arguments = call.arguments.as_ref()?;
            let language = arguments
                .language
                .as_ref()
                .map_or("python", |language| language.as_str());
            Some(format!(
                "```{language}\n{}```\n",
                ended(arguments.code.as_deref()?)
            ))
        }
        Step::CodeExecutionResult(result) => {
            let output = result.result.as_ref()?.text()?;
            Some(format!("Output of the program:\n{output}"))
        }
        Step::FunctionCall(call) if is_own(call) => {
            let path = path_of(call).filter(|path| *path != REPORT)?;
            let content = call.arguments.as_ref()?.get("content")?.as_str()?;
            Some(format!(
                "```{}\n{}```\n",
                path.trim_start_matches("/workspace/"),
                ended(content)
            ))
        }
        Step::FunctionResult(result) => {
            if result
                .call_id
                .as_deref()
                .is_some_and(|id| id.starts_with("own_"))
            {
                return None;
            }
            let value = result.result.as_ref()?;
            let text = value.text().or_else(|| serde_json::to_string(value).ok())?;
            Some(format!(
                "Result of {}: {text}",
                result.name.as_deref().unwrap_or("the function")
            ))
        }
        _ => None,
    }
}

fn ended(text: &str) -> String {
    if text.ends_with('\n') {
        text.to_owned()
    } else {
        format!("{text}\n")
    }
}

/// The words of a content: text as it is, a text document's inline data decoded.
pub(crate) fn readable(content: &Content) -> Option<String> {
    match content {
        Content::Text(text) => Some(text.text.clone()),
        Content::Document(_) => document_text(content),
        _ => None,
    }
}

/// The words of a document whose inline data is text; None for anything else.
pub(crate) fn document_text(content: &Content) -> Option<String> {
    let media = content.as_media()?;
    let mime = media
        .mime_type
        .unwrap_or("text/plain")
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let is_text = mime.starts_with("text/")
        || matches!(
            mime,
            "application/json" | "application/xml" | "application/yaml" | "application/csv"
        );
    if !is_text {
        return None;
    }
    let bytes = STANDARD.decode(media.data?).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_reads_as_a_talk_of_two() {
        let steps: Vec<Step> = serde_json::from_str(
            r#"[
            {"type": "user_input", "content": [{"type": "text", "text": "Sum it"},
                {"type": "document", "mime_type": "text/csv", "data": "MSwyCg=="}]},
            {"type": "thought", "summary": [{"type": "text", "text": "hidden"}]},
            {"type": "model_output", "content": [{"type": "text", "text": "Let me compute."}]},
            {"type": "code_execution_call", "id": "c", "arguments": {"language": "python", "code": "print(3)"}},
            {"type": "code_execution_result", "call_id": "c", "result": "3\n"},
            {"type": "model_output", "content": [{"type": "text", "text": "It is 3."}]}]"#,
        )
        .unwrap();
        let talk = messages(&steps);
        assert_eq!(
            talk,
            [
                Message::user("Sum it\n\n1,2\n"),
                Message::assistant("Let me compute.\n```python\nprint(3)\n```\n"),
                Message::user("Output of the program:\n3\n"),
                Message::assistant("It is 3."),
            ]
        );
        assert_eq!(ask(&steps), "Sum it\n\n1,2\n");
        assert_eq!(before_open_reply(&steps).len(), 5);
    }
}
