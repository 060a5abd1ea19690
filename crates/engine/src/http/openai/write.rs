//! Chat Completions responses, complete or as chunks.

use providers::chat::{End, MediaSource, Piece, Tokens};
use serde_json::{Value, json};

/// The response so far.
pub(super) struct Completion {
    id: String,
    model: String,
    created: i64,
    pub(super) text: String,
    thought: String,
    images: Vec<Value>,
    calls: Vec<PartialCall>,
    /// True once a chunk has stated the role.
    begun: bool,
}

/// A function call as far as it is generated.
struct PartialCall {
    id: String,
    name: String,
    arguments: String,
}

impl Completion {
    pub(super) fn new(model: &str) -> Self {
        Self {
            id: format!("chatcmpl-{}", uuid::Uuid::new_v4().simple()),
            model: model.to_owned(),
            created: jiff::Timestamp::now().as_second(),
            text: String::new(),
            thought: String::new(),
            images: Vec::new(),
            calls: Vec::new(),
            begun: false,
        }
    }

    pub(super) fn has_calls(&self) -> bool {
        !self.calls.is_empty()
    }

    pub(super) fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Text(text) => self.text.push_str(&text),
            Piece::Thought(text) => self.thought.push_str(&text),
            Piece::Media(media) => {
                let url = match media.source {
                    MediaSource::Data(data) => format!("data:{};base64,{data}", media.mime_type),
                    MediaSource::Uri(uri) => uri,
                };
                let image = json!({"type": "image_url", "image_url": {"url": url}});
                self.images.push(image);
            }
            Piece::CallBegins { id, name } => self.calls.push(PartialCall {
                id: id_of(id, self.calls.len()),
                name,
                arguments: String::new(),
            }),
            Piece::CallArguments(text) => {
                if let Some(call) = self.calls.last_mut() {
                    call.arguments.push_str(&text);
                }
            }
            Piece::Signature(_)
            | Piece::TextWasThought
            | Piece::Ended { .. }
            | Piece::Failed(_) => {}
        }
    }

    /// The complete response.
    pub(super) fn whole(&self, end: End, tokens: Tokens) -> Value {
        let mut message = json!({"role": "assistant", "content": self.text});
        if self.text.is_empty() && self.has_calls() {
            message["content"] = Value::Null;
        }
        if !self.thought.is_empty() {
            message["reasoning_content"] = json!(self.thought);
        }
        if !self.images.is_empty() {
            message["images"] = json!(self.images);
        }
        if self.has_calls() {
            let calls = self.calls.iter().map(|call| {
                json!({"id": call.id, "type": "function", "function": {"name": call.name,
                    "arguments": if call.arguments.is_empty() { "{}" } else { &call.arguments }}})
            });
            message["tool_calls"] = calls.collect();
        }
        let choice = json!({"index": 0, "message": message, "finish_reason": self.reason(end), "logprobs": null});
        json!({"id": self.id, "object": "chat.completion", "created": self.created, "model": self.model,
            "choices": [choice], "usage": usage(tokens)})
    }

    /// The piece as an SSE line; empty if it has no form here. Has to be called before the piece is added.
    pub(super) fn chunk(&mut self, piece: &Piece) -> String {
        let index = self.calls.len();
        let mut delta = match piece {
            Piece::Text(text) => json!({"content": text}),
            Piece::Thought(text) => json!({"reasoning_content": text}),
            Piece::CallBegins { id, name } => {
                let id = id_of(id.clone(), index);
                json!({"tool_calls": [{"index": index, "id": id, "type": "function",
                    "function": {"name": name, "arguments": ""}}]})
            }
            Piece::CallArguments(text) if index > 0 => {
                json!({"tool_calls": [{"index": index - 1, "function": {"arguments": text}}]})
            }
            _ => return String::new(),
        };
        if !std::mem::replace(&mut self.begun, true) {
            delta["role"] = json!("assistant");
        }
        self.line(
            &json!([{"index": 0, "delta": delta, "finish_reason": null}]),
            None,
        )
    }

    /// The final lines of a stream: held text, finish reason, usage, `[DONE]`.
    pub(super) fn last_chunks(
        &mut self,
        end: End,
        tokens: Tokens,
        held: bool,
        include_usage: bool,
    ) -> String {
        let mut lines = String::new();
        if held && !self.text.is_empty() {
            lines = self.chunk(&Piece::Text(self.text.clone()));
        }
        let last = json!([{"index": 0, "delta": {}, "finish_reason": self.reason(end)}]);
        lines.push_str(&self.line(&last, None));
        if include_usage {
            lines.push_str(&self.line(&json!([]), Some(usage(tokens))));
        }
        lines.push_str("data: [DONE]\n\n");
        lines
    }

    fn line(&self, choices: &Value, usage: Option<Value>) -> String {
        let mut chunk = json!({"id": self.id, "object": "chat.completion.chunk", "created": self.created,
            "model": self.model, "choices": choices});
        if let Some(usage) = usage {
            chunk["usage"] = usage;
        }
        format!("data: {chunk}\n\n")
    }

    fn reason(&self, end: End) -> &'static str {
        match end {
            End::Limit => "length",
            End::Refused => "content_filter",
            End::Finished | End::Stopped if self.has_calls() => "tool_calls",
            End::Finished | End::Stopped => "stop",
        }
    }
}

/// A call's id: the brain's, or one made from its index.
fn id_of(id: String, place: usize) -> String {
    if id.is_empty() {
        format!("call_{place}")
    } else {
        id
    }
}

fn usage(tokens: Tokens) -> Value {
    let completion = tokens.output + tokens.thought;
    json!({
        "prompt_tokens": tokens.input,
        "completion_tokens": completion,
        "total_tokens": tokens.input + completion,
        "prompt_tokens_details": {"cached_tokens": tokens.cached},
        "completion_tokens_details": {"reasoning_tokens": tokens.thought},
    })
}
