//! ChatGPT's export: `conversations.json`, an array of conversations, each a map of messages by id (`mapping`).

use artifacts::markdown::fenced;
use serde_json::Value;

use super::Skipped;
use super::conversation::{
    ForeignConversation, Message, MessageWithParent, Piece, Role, ordered, seconds, text,
};

/// Reads a conversation; `None` if it has no messages.
pub(super) fn read(value: &Value) -> Option<ForeignConversation> {
    let mapping = value.get("mapping")?.as_object()?;
    let id = text(value, "conversation_id").or_else(|| text(value, "id"))?;
    let mut talk = ForeignConversation {
        program: "ChatGPT",
        origin: "https://chatgpt.com",
        id: id.to_owned(),
        title: text(value, "title").unwrap_or_default().to_owned(),
        created_at: seconds(value.get("create_time")),
        updated_at: seconds(value.get("update_time")),
        ..ForeignConversation::default()
    };
    let usual = text(value, "default_model_slug");
    let mut messages = Vec::new();
    for (id, node) in mapping {
        let parent_id = text(node, "parent").map(str::to_owned);
        let message = match node.get("message") {
            Some(message) if message.is_object() => read_message(id, message, usual, &mut talk),
            _ => hidden(id),
        };
        messages.push(MessageWithParent { message, parent_id });
    }
    talk.messages = ordered(messages, text(value, "current_node"));
    Some(talk)
}

fn hidden(id: &str) -> Message {
    Message {
        id: id.to_owned(),
        parent: None,
        role: Role::Hidden,
        at: None,
        model: None,
        pieces: Vec::new(),
    }
}

fn read_message(
    id: &str,
    message: &Value,
    usual: Option<&str>,
    talk: &mut ForeignConversation,
) -> Message {
    let metadata = message.get("metadata").unwrap_or(&Value::Null);
    let is_hidden = metadata
        .get("is_visually_hidden_from_conversation")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    let role = match message.pointer("/author/role").and_then(Value::as_str) {
        _ if is_hidden => Role::Hidden,
        Some("user") => Role::Person,
        Some("assistant" | "tool") => Role::Model,
        _ => Role::Hidden,
    };
    if role == Role::Hidden {
        return hidden(id);
    }
    let mut pieces = Vec::new();
    if let Some(content) = message.get("content") {
        content_of(content, &mut pieces, talk);
    }
    let attachments = metadata.get("attachments").and_then(Value::as_array);
    for file in attachments.into_iter().flatten() {
        let Some(pointer) = text(file, "id") else {
            talk.skip(Skipped::Other);
            continue;
        };
        // A picture is in the content as well.
        let is_known = pieces.iter().any(
            |piece| matches!(piece, Piece::Pointer { pointer: known, .. } if known == pointer),
        );
        if !is_known {
            pieces.push(Piece::Pointer {
                pointer: pointer.to_owned(),
                name: text(file, "name").map(str::to_owned),
            });
        }
    }
    let model = text(metadata, "model_slug").or(usual);
    Message {
        at: seconds(message.get("create_time")),
        model: model.filter(|_| role == Role::Model).map(str::to_owned),
        role,
        pieces,
        ..hidden(id)
    }
}

fn content_of(content: &Value, pieces: &mut Vec<Piece>, talk: &mut ForeignConversation) {
    let kind = content.get("content_type").and_then(Value::as_str);
    match kind {
        Some("text" | "multimodal_text") => {
            let parts = content.get("parts").and_then(Value::as_array);
            for part in parts.into_iter().flatten() {
                part_of(part, pieces, talk);
            }
        }
        Some("code") => {
            let language = text(content, "language").filter(|it| *it != "unknown");
            if let Some(code) = text(content, "text") {
                pieces.push(Piece::Text(fenced(language.unwrap_or_default(), code)));
            }
        }
        Some("execution_output") => {
            if let Some(output) = text(content, "text") {
                pieces.push(Piece::Text(fenced("", output)));
            }
        }
        Some("thoughts") => {
            let thoughts = content.get("thoughts").and_then(Value::as_array);
            for thought in thoughts.into_iter().flatten() {
                let words = text(thought, "content").or_else(|| text(thought, "summary"));
                if let Some(words) = words {
                    pieces.push(Piece::Thought(words.to_owned()));
                }
            }
        }
        // The duration of its thinking, in words.
        Some("reasoning_recap") => {}
        Some("tether_browsing_display" | "tether_quote" | "sonic_webpage" | "system_error") => {
            talk.skip(Skipped::Tool);
        }
        // Information about the person for the model; not part of the conversation.
        Some("user_editable_context" | "model_editable_context") => {}
        _ => talk.skip(Skipped::Other),
    }
}

fn part_of(part: &Value, pieces: &mut Vec<Piece>, talk: &mut ForeignConversation) {
    if let Some(words) = part.as_str() {
        if !words.trim().is_empty() {
            pieces.push(Piece::Text(words.to_owned()));
        }
        return;
    }
    match part.get("content_type").and_then(Value::as_str) {
        Some("image_asset_pointer" | "audio_asset_pointer") => {
            match text(part, "asset_pointer").map(pointer) {
                Some(pointer) => pieces.push(Piece::Pointer {
                    pointer,
                    name: None,
                }),
                None => talk.skip(Skipped::File),
            }
        }
        Some("audio_transcription") => {
            if let Some(words) = text(part, "text") {
                pieces.push(Piece::Text(words.to_owned()));
            }
        }
        Some("real_time_user_audio_video_asset_pointer") => talk.skip(Skipped::File),
        _ => talk.skip(Skipped::Other),
    }
}

/// Returns the start of an exported file's name: for `file-service://file-abc` and `sediment://file_abc`.
fn pointer(pointer: &str) -> String {
    let name = pointer.rsplit_once("//").map_or(pointer, |(_, name)| name);
    name.split(['#', '?']).next().unwrap_or_default().to_owned()
}
