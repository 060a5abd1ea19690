//! Parser of streamed events. The event type is in the data, so `event:` lines are not needed.

use serde_json::Value;

use crate::Provider;
use crate::answer;
use crate::answer_text::AnswerText;
use crate::calls::{Calls, Delta};
use crate::chat::{End, Failure, Piece, Tokens};
use crate::signature::{ProviderState, seal};

pub(crate) fn reader(provider: &Provider) -> Box<dyn answer::Reader> {
    Box::new(Reader {
        provider: provider.clone(),
        answer_text: AnswerText::default(),
        calls: Calls::default(),
        own_calls: Vec::new(),
        signature: String::new(),
        usage: Usage::default(),
        end: None,
        is_over: false,
    })
}

struct Reader {
    provider: Provider,
    answer_text: AnswerText,
    calls: Calls,
    /// Indexes of the blocks that are calls of the client; the vendor runs the others itself.
    own_calls: Vec<u64>,
    /// Signature of the open thought.
    signature: String,
    usage: Usage,
    end: Option<End>,
    is_over: bool,
}

impl answer::Reader for Reader {
    fn read(&mut self, event: &Value, out: &mut Vec<Piece>) -> Result<(), Failure> {
        let place = event.get("index").and_then(Value::as_u64).unwrap_or(0);
        match event.get("type").and_then(Value::as_str) {
            Some("message_start") => {
                // Some servers put the whole answer here.
                self.message(&event["message"], out);
            }
            Some("content_block_start") => self.block(place, &event["content_block"], out),
            Some("content_block_delta") => self.delta(place, &event["delta"], out),
            Some("content_block_stop") => self.sign(out),
            Some("message_delta") => {
                self.usage.update(&event["usage"]);
                self.stop_reason(&event["delta"]);
            }
            Some("message_stop") => self.is_over = true,
            // An answer that was not streamed.
            Some("message") => self.message(event, out),
            Some("error") => return Err(Failure::of_event(&self.provider, event)),
            _ if event.get("error").is_some_and(|error| !error.is_null()) || event.is_string() => {
                return Err(Failure::of_event(&self.provider, event));
            }
            // A ping, or an unknown event.
            _ => {}
        }
        self.calls.emit(out);
        Ok(())
    }

    fn end(&self) -> Option<End> {
        self.end
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn finish(&mut self, out: &mut Vec<Piece>) {
        self.sign(out);
        self.answer_text.finish(out);
        self.calls.finish(self.end != Some(End::Finished), out);
    }

    fn tokens(&self) -> Tokens {
        self.usage.tokens()
    }
}

impl Reader {
    fn message(&mut self, message: &Value, out: &mut Vec<Piece>) {
        self.usage.update(&message["usage"]);
        let blocks = message.get("content").and_then(Value::as_array);
        for (place, block) in (0..).zip(blocks.into_iter().flatten()) {
            self.block(place, block, out);
            self.sign(out);
        }
        self.stop_reason(message);
    }

    fn block(&mut self, place: u64, block: &Value, out: &mut Vec<Piece>) {
        self.sign(out);
        let text = |name: &str| block.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("type") {
            "text" => self.answer_text.text(text("text"), out),
            "thinking" => {
                self.answer_text.thought(text("thinking"), out);
                self.signature.push_str(text("signature"));
            }
            "redacted_thinking" => {
                let kept = ProviderState::Redacted(text("data").to_owned());
                out.push(Piece::Signature(seal(&self.provider, kept)));
            }
            "tool_use" => {
                self.own_calls.push(place);
                // Empty at the start of a stream, where deltas follow.
                let input = block.get("input").and_then(Value::as_object);
                let input = input.filter(|input| !input.is_empty());
                self.calls.take(Delta {
                    index: Some(place),
                    id: Some(text("id").to_owned()).filter(|id| !id.is_empty()),
                    name: Some(text("name").to_owned()),
                    arguments: input
                        .map(|input| Value::Object(input.clone()).to_string())
                        .unwrap_or_default(),
                });
            }
            // Calls that the vendor runs itself, and their results.
            _ => {}
        }
    }

    fn delta(&mut self, place: u64, delta: &Value, out: &mut Vec<Piece>) {
        let text = |name: &str| delta.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("type") {
            "text_delta" => self.answer_text.text(text("text"), out),
            "thinking_delta" => self.answer_text.thought(text("thinking"), out),
            "signature_delta" => self.signature.push_str(text("signature")),
            "input_json_delta" if self.own_calls.contains(&place) => {
                self.calls.take(Delta {
                    index: Some(place),
                    arguments: text("partial_json").to_owned(),
                    ..Delta::default()
                });
            }
            _ => {}
        }
    }

    /// Ends a thought. Proxies send an empty signature, which the server would refuse later.
    fn sign(&mut self, out: &mut Vec<Piece>) {
        if !self.signature.is_empty() {
            let kept = ProviderState::Thinking(std::mem::take(&mut self.signature));
            out.push(Piece::Signature(seal(&self.provider, kept)));
        }
    }

    fn stop_reason(&mut self, holder: &Value) {
        let Some(reason) = holder.get("stop_reason").and_then(Value::as_str) else {
            return;
        };
        self.end = Some(match reason {
            "max_tokens" | "model_context_window_exceeded" => End::Limit,
            // The vendor's own tools took too long: the answer is incomplete.
            "pause_turn" => End::Limit,
            "refusal" => End::Refused,
            _ => End::Finished,
        });
    }
}

/// Token counts: an estimate at the beginning, exact later.
#[derive(Debug, Default)]
struct Usage {
    input: u64,
    written_to_cache: u64,
    read_from_cache: u64,
    output: u64,
    thought: u64,
}

impl Usage {
    fn update(&mut self, usage: &Value) {
        for (place, path) in [
            (&mut self.input, "/input_tokens"),
            (&mut self.written_to_cache, "/cache_creation_input_tokens"),
            (&mut self.read_from_cache, "/cache_read_input_tokens"),
            (&mut self.output, "/output_tokens"),
            (&mut self.thought, "/output_tokens_details/thinking_tokens"),
        ] {
            // Zero may mean unknown.
            if let Some(count) = usage
                .pointer(path)
                .and_then(Value::as_u64)
                .filter(|it| *it > 0)
            {
                *place = count;
            }
        }
    }

    /// `input_tokens` excludes tokens written to and read from the cache; `output_tokens` includes thoughts.
    fn tokens(&self) -> Tokens {
        Tokens {
            input: self.input + self.written_to_cache + self.read_from_cache,
            cached: self.read_from_cache,
            output: self.output.saturating_sub(self.thought),
            thought: self.thought,
        }
    }
}
