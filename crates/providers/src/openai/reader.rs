//! Parser of streamed events.

use serde_json::Value;

use super::delta::{self, Content};
use super::usage::usage;
use crate::Provider;
use crate::answer;
use crate::answer_text::AnswerText;
use crate::calls::Calls;
use crate::chat::{End, Failure, Piece, Tokens};
use crate::signature::{ProviderState, seal};

pub(crate) fn reader(provider: &Provider) -> Box<dyn answer::Reader> {
    Box::new(Reader {
        provider: provider.clone(),
        answer_text: AnswerText::default(),
        calls: Calls::default(),
        kept: Vec::new(),
        end: None,
        is_refused: false,
        tokens: Tokens::default(),
    })
}

struct Reader {
    provider: Provider,
    answer_text: AnswerText,
    calls: Calls,
    /// Data to be sent back that was not emitted yet.
    kept: Vec<ProviderState>,
    end: Option<End>,
    is_refused: bool,
    tokens: Tokens,
}

impl answer::Reader for Reader {
    fn read(&mut self, event: &Value, out: &mut Vec<Piece>) -> Result<(), Failure> {
        if let Some(tokens) = usage(event) {
            self.tokens = tokens;
        }
        let has_error = |value: &Value| value.get("error").is_some_and(|error| !error.is_null());
        let choices = event.get("choices").and_then(Value::as_array);
        if has_error(event) {
            return Err(Failure::of_event(&self.provider, event));
        }
        let Some(choices) = choices else {
            // An event with a message but without content is an error in some format.
            let speaks = ["message", "detail", "code"]
                .iter()
                .any(|name| event.get(name).is_some_and(|it| !it.is_null()));
            return if event.is_string() || speaks {
                Err(Failure::of_event(&self.provider, event))
            } else {
                Ok(())
            };
        };
        let is_first =
            |choice: &&Value| matches!(choice.get("index").and_then(Value::as_u64), None | Some(0));
        for choice in choices.iter().filter(is_first) {
            if has_error(choice) {
                return Err(Failure::of_event(&self.provider, choice));
            }
            for name in ["delta", "message"] {
                if let Some(delta) = choice.get(name) {
                    self.delta(delta, out);
                }
            }
            if let Some(reason) = choice.get("finish_reason").and_then(Value::as_str) {
                self.finish_reason(reason)?;
            }
        }
        Ok(())
    }

    fn end(&self) -> Option<End> {
        self.end
    }

    fn is_over(&self) -> bool {
        false
    }

    fn finish(&mut self, out: &mut Vec<Piece>) {
        self.answer_text.finish(out);
        self.sign(out);
        self.calls.finish(self.end != Some(End::Finished), out);
    }

    fn tokens(&self) -> Tokens {
        self.tokens
    }
}

impl Reader {
    fn delta(&mut self, delta: &Value, out: &mut Vec<Piece>) {
        let thought = delta::thought(delta);
        let has_thought = !thought.text.is_empty();
        self.answer_text.thought(&thought.text, out);
        if thought.is_reasoning_content && !self.kept.contains(&ProviderState::ReasoningContent) {
            self.kept.push(ProviderState::ReasoningContent);
        }
        if !thought.details.is_empty() {
            match self.kept.last_mut() {
                Some(ProviderState::Details(details)) => details.extend_from_slice(thought.details),
                _ => self
                    .kept
                    .push(ProviderState::Details(thought.details.to_vec())),
            }
        }
        for content in delta::content(delta) {
            match content {
                Content::Text(text) if text.is_empty() => {}
                Content::Text(text) => {
                    self.sign(out);
                    self.answer_text.text(&text, out);
                }
                Content::Thought(text) if !has_thought => self.answer_text.thought(&text, out),
                Content::Thought(_) => {}
                Content::Media(media) => out.push(Piece::Media(media)),
            }
        }
        if let Some(refusal) = delta.get("refusal").and_then(Value::as_str) {
            self.is_refused |= !refusal.is_empty();
            self.answer_text.text(refusal, out);
        }
        for call in delta::calls(delta) {
            let id = self.calls.take(call.delta).map(str::to_owned);
            if let Some((id, extra)) = id.zip(call.extra) {
                self.kept.push(ProviderState::Extra(id, extra));
            }
            self.sign(out);
        }
        self.calls.emit(out);
    }

    /// Emits the data to be sent back, at the end of the thought that it belongs to.
    fn sign(&mut self, out: &mut Vec<Piece>) {
        let kept = self.kept.drain(..);
        out.extend(kept.map(|kept| Piece::Signature(seal(&self.provider, kept))));
    }

    fn finish_reason(&mut self, reason: &str) -> Result<(), Failure> {
        self.end = Some(match reason {
            "" => return Ok(()),
            "length" | "max_tokens" | "model_length" => End::Limit,
            "content_filter" | "refusal" | "safety" => End::Refused,
            // OpenRouter's upstream failed; DeepSeek was overloaded; vLLM aborted the request.
            "error" | "insufficient_system_resource" | "abort" => {
                return Err(Failure::broken(&self.provider));
            }
            _ if self.is_refused => End::Refused,
            // Also sent beside calls, and under vendor-specific names.
            _ => End::Finished,
        });
        Ok(())
    }
}
