//! Claude's export: `conversations.json`, an array of conversations, each a list of messages (`chat_messages`). Newer
//! exports have blocks (`content`) beside the plain text, and the id of each message's parent.

use artifacts::markdown::fenced;
use serde_json::Value;

use super::Skipped;
use super::conversation::{
    ForeignConversation, Message, MessageWithParent, Piece, Role, moment, ordered, text,
};

/// Reads a conversation; `None` if it has no messages.
pub(super) fn read(value: &Value) -> Option<ForeignConversation> {
    let all = value.get("chat_messages")?.as_array()?;
    let mut talk = ForeignConversation {
        program: "Claude",
        origin: "https://claude.ai",
        id: text(value, "uuid")?.to_owned(),
        title: text(value, "name").unwrap_or_default().to_owned(),
        created_at: moment(value.get("created_at")),
        updated_at: moment(value.get("updated_at")),
        ..ForeignConversation::default()
    };
    let model = text(value, "model").map(str::to_owned);
    let mut messages: Vec<MessageWithParent> = Vec::new();
    let mut before: Option<String> = None;
    for (number, message) in all.iter().enumerate() {
        let id = text(message, "uuid").map_or_else(|| format!("message {number}"), str::to_owned);
        let role = match message.get("sender").and_then(Value::as_str) {
            Some("human") => Role::Person,
            Some("assistant") => Role::Model,
            _ => {
                talk.skip(Skipped::Other);
                continue;
            }
        };
        // Without this field, the parent is the previous message in the list.
        let parent_id = match message.get("parent_message_uuid") {
            Some(parent) => parent.as_str().map(str::to_owned),
            None => before.clone(),
        };
        before = Some(id.clone());
        let message = Message {
            id,
            parent: None,
            role,
            at: moment(message.get("created_at")),
            model: model.clone().filter(|_| role == Role::Model),
            pieces: pieces(message, &mut talk),
        };
        messages.push(MessageWithParent { message, parent_id });
    }
    let current = text(value, "current_leaf_message_uuid").map(str::to_owned);
    talk.messages = ordered(messages, current.or(before).as_deref());
    Some(talk)
}

fn pieces(message: &Value, talk: &mut ForeignConversation) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let blocks = message.get("content").and_then(Value::as_array);
    for block in blocks.into_iter().flatten() {
        block_of(block, &mut pieces, talk);
    }
    if !pieces.iter().any(|it| matches!(it, Piece::Text(_)))
        && let Some(words) = text(message, "text")
    {
        pieces.push(Piece::Text(words.to_owned()));
    }
    let attachments = message.get("attachments").and_then(Value::as_array);
    for file in attachments.into_iter().flatten() {
        let name = text(file, "file_name").unwrap_or("attachment.txt");
        match text(file, "extracted_content") {
            Some(words) => pieces.push(Piece::Bytes {
                name: text_name(name),
                mime: Some("text/plain".to_owned()),
                bytes: words.as_bytes().to_vec(),
            }),
            None => talk.skip(Skipped::File),
        }
    }
    let files = message.get("files").and_then(Value::as_array);
    for file in files.into_iter().flatten() {
        // The names are in the export, the bytes seldom are.
        match text(file, "file_name") {
            Some(name) => pieces.push(Piece::Pointer {
                pointer: text(file, "file_uuid").unwrap_or(name).to_owned(),
                name: Some(name.to_owned()),
            }),
            None => talk.skip(Skipped::File),
        }
    }
    pieces
}

fn block_of(block: &Value, pieces: &mut Vec<Piece>, talk: &mut ForeignConversation) {
    match block.get("type").and_then(Value::as_str) {
        Some("text") => {
            if let Some(words) = text(block, "text") {
                pieces.push(Piece::Text(words.to_owned()));
            }
        }
        Some("thinking") => {
            if let Some(words) = text(block, "thinking") {
                pieces.push(Piece::Thought(words.to_owned()));
            }
        }
        // A document beside the answer is a tool call with the text as its input.
        Some("tool_use") => {
            let input = block.get("input").unwrap_or(&Value::Null);
            match (
                block.get("name").and_then(Value::as_str),
                text(input, "content"),
            ) {
                (Some("artifacts"), Some(content)) => {
                    let title = text(input, "title").map(|title| format!("**{title}**\n\n"));
                    let language = text(input, "language").unwrap_or_default();
                    let whole = title.unwrap_or_default() + &fenced(language, content);
                    pieces.push(Piece::Text(whole));
                }
                _ => talk.skip(Skipped::Tool),
            }
        }
        Some("tool_result" | "token_budget" | "flag") => talk.skip(Skipped::Tool),
        _ => talk.skip(Skipped::Other),
    }
}

/// Returns a name for the text extracted from a file of any type.
fn text_name(name: &str) -> String {
    let is_text = [".txt", ".md", ".csv", ".json", ".py", ".js", ".html"]
        .iter()
        .any(|ending| name.to_lowercase().ends_with(ending));
    match is_text {
        true => name.to_owned(),
        false => format!("{name}.txt"),
    }
}
