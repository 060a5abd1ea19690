//! Google AI Studio prompts as stored in Drive: one JSON document per conversation with a list of chunks
//! (`chunkedPrompt`). A branch is a separate document.

use artifacts::hex;
use artifacts::markdown::fenced;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Skipped;
use super::conversation::{ForeignConversation, Message, Piece, Role, moment, text};

/// Reads a prompt; `None` if it has no chunks. A prompt has neither title nor id: the file name is used as the title,
/// and the id is derived from that and the first content.
pub(super) fn read(value: &Value, title: &str) -> Option<ForeignConversation> {
    let chunks = value.pointer("/chunkedPrompt/chunks")?.as_array()?;
    let model = value.pointer("/runSettings/model").and_then(Value::as_str);
    let model = model.map(|id| id.strip_prefix("models/").unwrap_or(id).to_owned());
    let first = chunks.iter().find_map(|chunk| text(chunk, "text"));
    let mut talk = ForeignConversation {
        program: "Google AI Studio",
        origin: "https://aistudio.google.com",
        id: digest(&[title, first.unwrap_or_default()]),
        title: title.to_owned(),
        ..ForeignConversation::default()
    };
    for (number, chunk) in chunks.iter().enumerate() {
        let role = match chunk.get("role").and_then(Value::as_str) {
            Some("user") => Role::Person,
            Some("model") => Role::Model,
            _ => {
                talk.skip(Skipped::Other);
                continue;
            }
        };
        let pieces = pieces(chunk, &mut talk);
        let at = moment(chunk.get("createTime"));
        talk.created_at = talk.created_at.or(at);
        talk.updated_at = at.or(talk.updated_at);
        let parent = talk.messages.len().checked_sub(1);
        // Files and text of one question are separate chunks.
        if let Some(last) = talk.messages.last_mut()
            && role == Role::Person
            && last.role == role
        {
            last.pieces.extend(pieces);
            continue;
        }
        talk.messages.push(Message {
            id: format!("chunk {number}"),
            parent,
            role,
            at,
            model: model.clone().filter(|_| role == Role::Model),
            pieces,
        });
    }
    let waiting = value
        .pointer("/chunkedPrompt/pendingInputs")
        .and_then(Value::as_array);
    for input in waiting.into_iter().flatten() {
        // Text that was typed but not sent.
        if text(input, "text").is_some() {
            talk.skip(Skipped::Other);
        }
    }
    Some(talk)
}

fn pieces(chunk: &Value, talk: &mut ForeignConversation) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let is_thought = chunk.get("isThought").and_then(Value::as_bool) == Some(true);
    if let Some(words) = text(chunk, "text") {
        pieces.push(match is_thought {
            true => Piece::Thought(words.to_owned()),
            false => Piece::Text(words.to_owned()),
        });
    }
    for key in [
        "inlineImage",
        "inlineFile",
        "inlineAudio",
        "inlineVideo",
        "inlineData",
    ] {
        let Some(inline) = chunk.get(key) else {
            continue;
        };
        let bytes = text(inline, "data").and_then(|data| BASE64_STANDARD.decode(data).ok());
        match bytes {
            Some(bytes) => pieces.push(Piece::Bytes {
                name: text(inline, "displayName").unwrap_or("file").to_owned(),
                mime: text(inline, "mimeType").map(str::to_owned),
                bytes,
            }),
            None => talk.skip(Skipped::File),
        }
    }
    for key in [
        "driveDocument",
        "driveImage",
        "driveVideo",
        "driveAudio",
        "youtubeVideo",
    ] {
        if let Some(file) = chunk.get(key) {
            match text(file, "id") {
                Some(id) => pieces.push(Piece::Pointer {
                    pointer: id.to_owned(),
                    name: text(file, "displayName").map(str::to_owned),
                }),
                None => talk.skip(Skipped::File),
            }
        }
    }
    for key in ["executableCode", "codeExecutionResult"] {
        let Some(code) = chunk.get(key) else { continue };
        match text(code, "code").or_else(|| text(code, "output")) {
            Some(words) => {
                let language = text(code, "language").unwrap_or_default().to_lowercase();
                pieces.push(Piece::Text(fenced(&language, words)));
            }
            None => talk.skip(Skipped::Tool),
        }
    }
    if pieces.is_empty() && chunk.get("errorMessage").is_none() && chunk.get("text").is_none() {
        talk.skip(Skipped::Other);
    }
    pieces
}

fn digest(of: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in of {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    hex(&hash.finalize())
}
