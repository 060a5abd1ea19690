//! Conversion of a chat to messages: roles alternate, and function results come first in the user's message.

use serde_json::{Value, json};

use crate::Provider;
use crate::chat::{CallResult, Chat, Failure, Media, MediaSource, Message, Part, Role};
use crate::signature::{ProviderState, open};

pub(super) fn messages(provider: &Provider, chat: &Chat) -> Result<Vec<Value>, Failure> {
    let mut turns: Vec<(Role, Vec<Value>)> = Vec::new();
    // Media of the model's own messages, which must not contain any: they are sent in the next user message.
    let mut waiting = Vec::new();
    for message in &chat.messages {
        let mut blocks = match message.role {
            Role::User => user(provider, message)?,
            Role::Assistant => assistant(provider, message, &mut waiting)?,
        };
        if message.role == Role::User {
            let is_result = |block: &Value| block["type"] == "tool_result";
            let place = blocks.iter().take_while(|block| is_result(block)).count();
            blocks.splice(place..place, waiting.drain(..));
        }
        add(&mut turns, message.role, blocks);
    }
    add(&mut turns, Role::User, waiting);
    Ok(turns
        .into_iter()
        .map(|(role, content)| {
            let role = match role {
                Role::User => "user",
                Role::Assistant => "assistant",
            };
            json!({"role": role, "content": content})
        })
        .collect())
}

fn add(turns: &mut Vec<(Role, Vec<Value>)>, role: Role, mut blocks: Vec<Value>) {
    if blocks.is_empty() {
        return;
    }
    match turns.last_mut() {
        Some((last, content)) if *last == role => content.append(&mut blocks),
        _ => turns.push((role, blocks)),
    }
}

fn user(provider: &Provider, message: &Message) -> Result<Vec<Value>, Failure> {
    let (mut results, mut blocks) = (Vec::new(), Vec::new());
    for part in &message.parts {
        match part {
            Part::Text(text) => blocks.extend(text_block(text)),
            Part::Media(medium) => blocks.push(media(provider, medium)?),
            Part::Result(result) => results.push(result_block(provider, result)?),
            // Only in the model's messages.
            Part::Thought { .. } | Part::Call(_) => {}
        }
    }
    results.append(&mut blocks);
    Ok(results)
}

fn assistant(
    provider: &Provider,
    message: &Message,
    waiting: &mut Vec<Value>,
) -> Result<Vec<Value>, Failure> {
    let mut blocks = Vec::new();
    for part in &message.parts {
        match part {
            Part::Text(text) => blocks.extend(text_block(text)),
            Part::Thought { text, signature } => {
                let kept = signature.as_ref().and_then(|it| open(provider, it));
                blocks.extend(thought_block(text, kept));
            }
            Part::Call(call) => blocks.push(json!({
                "type": "tool_use",
                "id": id(&call.id),
                "name": call.name,
                "input": if call.arguments.is_object() { call.arguments.clone() } else { json!({}) },
            })),
            Part::Media(medium) => waiting.push(media(provider, medium)?),
            Part::Result(_) => {}
        }
    }
    Ok(blocks)
}

/// A text block; `None` if it is only white space, which the server refuses.
fn text_block(text: &str) -> Option<Value> {
    (!text.trim().is_empty()).then(|| json!({"type": "text", "text": text}))
}

/// A thought made by this server; without its signature it would be refused.
fn thought_block(text: &str, kept: Option<ProviderState>) -> Option<Value> {
    match kept? {
        ProviderState::Thinking(signature) => {
            Some(json!({"type": "thinking", "thinking": text, "signature": signature}))
        }
        ProviderState::Redacted(data) => Some(json!({"type": "redacted_thinking", "data": data})),
        ProviderState::ReasoningContent | ProviderState::Details(_) | ProviderState::Extra(..) => {
            None
        }
    }
}

fn result_block(provider: &Provider, result: &CallResult) -> Result<Value, Failure> {
    let mut content = Vec::new();
    for part in &result.parts {
        match part {
            Part::Text(text) => content.extend(text_block(text)),
            Part::Media(medium) => content.push(media(provider, medium)?),
            Part::Thought { .. } | Part::Call(_) | Part::Result(_) => {}
        }
    }
    let mut block = json!({"type": "tool_result", "tool_use_id": id(&result.id)});
    if !content.is_empty() {
        block["content"] = Value::Array(content);
    }
    if result.is_error {
        block["is_error"] = json!(true);
    }
    Ok(block)
}

/// An id with only letters, digits, `_` and `-`; ids of other servers may contain more.
fn id(id: &str) -> String {
    let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-');
    id.chars()
        .map(|sign| if fits(sign) { sign } else { '_' })
        .collect()
}

fn media(provider: &Provider, media: &Media) -> Result<Value, Failure> {
    let mime_type = media.mime_type.as_str();
    let kind = match mime_type {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" => "image",
        "application/pdf" => "document",
        _ => return Err(Failure::not_taken(provider, mime_type)),
    };
    let source = match &media.source {
        MediaSource::Data(data) => json!({"type": "base64", "media_type": mime_type, "data": data}),
        MediaSource::Uri(uri) => json!({"type": "url", "url": uri}),
    };
    Ok(json!({"type": kind, "source": source}))
}
