//! Conversion of a chat to messages.
//!
//! Function results come right after their calls. Neither they nor the model's messages may contain media, so media
//! are sent in the user message after that.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::{Map, Value, json};

use super::vendor_rules::VendorRules;
use crate::Provider;
use crate::chat::{
    Call, CallResult, Chat, Failure, Format, Media, MediaSource, Message, Part, Role,
};
use crate::signature::{ProviderState, open};

/// The placeholder that Gemini accepts instead of a signature, for a call of another model.
const UNSIGNED: &str = "skip_thought_signature_validator";

pub(super) fn messages(
    provider: &Provider,
    vendor_rules: &VendorRules,
    chat: &Chat,
) -> Result<Vec<Value>, Failure> {
    let mut writer = Writer {
        provider,
        vendor_rules,
        messages: Vec::new(),
        waiting: Vec::new(),
    };
    if let Some(system) = system(vendor_rules, chat) {
        writer
            .messages
            .push(json!({"role": "system", "content": system}));
    }
    for message in &chat.messages {
        match message.role {
            Role::User => writer.user(message)?,
            Role::Assistant => writer.assistant(message)?,
        }
    }
    let waiting = std::mem::take(&mut writer.waiting);
    writer.content(waiting);
    Ok(writer.messages)
}

/// System instructions. If JSON without a schema is wanted, OpenAI requires the text to mention it.
fn system(vendor_rules: &VendorRules, chat: &Chat) -> Option<String> {
    let form = match &chat.format {
        Some(Format::Json) => Some("Answer with JSON only.".to_owned()),
        Some(Format::Schema(schema)) if !vendor_rules.takes_schema => Some(format!(
            "Answer with JSON only, of this JSON schema: {schema}"
        )),
        _ => None,
    };
    let parts: Vec<_> = chat.system.iter().cloned().chain(form).collect();
    (!parts.is_empty()).then(|| parts.join("\n\n"))
}

struct Writer<'a> {
    provider: &'a Provider,
    vendor_rules: &'a VendorRules,
    messages: Vec<Value>,
    /// Media for the next user message.
    waiting: Vec<Value>,
}

impl Writer<'_> {
    fn user(&mut self, message: &Message) -> Result<(), Failure> {
        let mut own = Vec::new();
        for part in &message.parts {
            match part {
                Part::Text(text) => own.push(text_part(text)),
                Part::Media(media) => own.push(self.media(media)?),
                Part::Result(result) => self.result(result)?,
                // Only in the model's messages.
                Part::Thought { .. } | Part::Call(_) => {}
            }
        }
        let mut content = std::mem::take(&mut self.waiting);
        content.append(&mut own);
        self.content(content);
        Ok(())
    }

    fn result(&mut self, result: &CallResult) -> Result<(), Failure> {
        let mut text = Vec::new();
        let before = self.waiting.len();
        for part in &result.parts {
            match part {
                Part::Text(words) => text.push(words.as_str()),
                Part::Media(media) => {
                    let media = self.media(media)?;
                    self.waiting.push(media);
                }
                Part::Thought { .. } | Part::Call(_) | Part::Result(_) => {}
            }
        }
        let mut text = text.join("\n");
        if self.waiting.len() > before {
            text.push_str("\n(Its files come with the next message.)");
        }
        if result.is_error {
            text.insert_str(0, "Error: ");
        }
        self.messages.push(json!({
            "role": "tool",
            "tool_call_id": self.id(&result.id),
            "content": text.trim_start(),
        }));
        Ok(())
    }

    fn assistant(&mut self, message: &Message) -> Result<(), Failure> {
        let (mut text, mut thoughts) = (String::new(), String::new());
        let (mut calls, mut kept) = (Vec::new(), Vec::new());
        for part in &message.parts {
            match part {
                Part::Text(words) => text.push_str(words),
                Part::Thought { text, signature } => {
                    thoughts.push_str(text);
                    kept.extend(signature.iter().filter_map(|it| open(self.provider, it)));
                }
                Part::Media(media) => {
                    let media = self.media(media)?;
                    self.waiting.push(media);
                }
                Part::Call(call) => calls.push(call),
                Part::Result(_) => {}
            }
        }
        if text.is_empty() && calls.is_empty() {
            return Ok(());
        }
        let mut said = Map::from_iter([
            ("role".to_owned(), json!("assistant")),
            (
                "content".to_owned(),
                if text.is_empty() {
                    Value::Null
                } else {
                    json!(text)
                },
            ),
        ]);
        if !calls.is_empty() {
            // DeepSeek wants the thoughts before calls back; others that use this field read them again.
            if kept.contains(&ProviderState::ReasoningContent) {
                said.insert("reasoning_content".to_owned(), json!(thoughts));
            } else if self.vendor_rules.wants_reasoning {
                said.insert("reasoning_content".to_owned(), json!(""));
            }
            said.insert("tool_calls".to_owned(), self.calls(&calls, &kept));
        }
        let details: Vec<Value> = kept
            .into_iter()
            .filter_map(|kept| match kept {
                ProviderState::Details(details) => Some(details),
                _ => None,
            })
            .flatten()
            .collect();
        if !details.is_empty() {
            said.insert("reasoning_details".to_owned(), Value::Array(details));
        }
        self.messages.push(Value::Object(said));
        Ok(())
    }

    fn calls(&self, calls: &[&Call], kept: &[ProviderState]) -> Value {
        let signed = |call: &Call| {
            kept.iter().find_map(|kept| match kept {
                ProviderState::Extra(id, extra) if *id == call.id => Some(extra.clone()),
                _ => None,
            })
        };
        let is_signed = calls.iter().any(|call| signed(call).is_some());
        let calls = calls.iter().enumerate().map(|(at, call)| {
            let mut entry = json!({
                "id": self.id(&call.id),
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments.to_string()},
            });
            if let Some(extra) = signed(call) {
                entry["extra_content"] = extra;
            } else if self.vendor_rules.wants_signed_calls && at == 0 && !is_signed {
                entry["extra_content"] = json!({"google": {"thought_signature": UNSIGNED}});
            }
            entry
        });
        calls.collect()
    }

    /// A call's id in the format of this server: always the same for the same id.
    fn id(&self, id: &str) -> String {
        let is_short = id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !self.vendor_rules.has_short_ids || is_short {
            return id.to_owned();
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        format!("{:09x}", hasher.finish() & 0xf_ffff_ffff)
    }

    /// Adds a user message.
    fn content(&mut self, parts: Vec<Value>) {
        if parts.is_empty() {
            return;
        }
        let texts: Option<Vec<&str>> = parts.iter().map(|part| part["text"].as_str()).collect();
        // Text alone is sent as a string: not every server accepts a list.
        let content = match texts {
            Some(texts) => json!(texts.join("\n")),
            None => Value::Array(parts),
        };
        let is_after_results = self
            .messages
            .last()
            .is_some_and(|last| last["role"] == "tool");
        if self.vendor_rules.has_strict_turns && is_after_results {
            self.messages
                .push(json!({"role": "assistant", "content": "OK."}));
        }
        self.messages
            .push(json!({"role": "user", "content": content}));
    }

    fn media(&self, media: &Media) -> Result<Value, Failure> {
        let mime_type = media.mime_type.as_str();
        let url = match &media.source {
            MediaSource::Data(data) => format!("data:{mime_type};base64,{data}"),
            MediaSource::Uri(uri) => uri.clone(),
        };
        let (kind, form) = mime_type.split_once('/').unwrap_or((mime_type, ""));
        Ok(match (kind, form, &media.source) {
            ("image", ..) => json!({"type": "image_url", "image_url": {"url": url}}),
            ("video", ..) => json!({"type": "video_url", "video_url": {"url": url}}),
            ("audio", form, MediaSource::Data(data)) => {
                let format = match form {
                    "mpeg" => "mp3",
                    "wave" | "x-wav" | "vnd.wave" => "wav",
                    other => other,
                };
                json!({"type": "input_audio", "input_audio": {"data": data, "format": format}})
            }
            (_, "pdf", MediaSource::Data(_)) => json!({
                "type": "file",
                "file": {"filename": "document.pdf", "file_data": url},
            }),
            _ => return Err(Failure::not_taken(self.provider, mime_type)),
        })
    }
}

fn text_part(text: &str) -> Value {
    json!({"type": "text", "text": text})
}
