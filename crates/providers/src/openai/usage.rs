//! Token counts, wherever a server puts them.

use serde_json::Value;

use crate::chat::Tokens;

/// The counts of an event, if it has any: beside the choices, inside one, or under Groq's own name.
pub(super) fn usage(event: &Value) -> Option<Tokens> {
    ["/usage", "/x_groq/usage", "/choices/0/usage"]
        .iter()
        .filter_map(|path| event.pointer(path))
        .find(|usage| usage.get("prompt_tokens").is_some())
        .map(tokens)
}

fn tokens(usage: &Value) -> Tokens {
    let count = |path: &str| usage.pointer(path).and_then(Value::as_u64);
    let input = count("/prompt_tokens").unwrap_or(0);
    let written = count("/completion_tokens").unwrap_or(0);
    let thought = count("/completion_tokens_details/reasoning_tokens").unwrap_or(0);
    // Thoughts are a part of what was written, as OpenAI counts. Some count them beside it, which shows in the sum.
    let is_beside = count("/total_tokens") == Some(input + written + thought);
    Tokens {
        input,
        cached: count("/prompt_tokens_details/cached_tokens")
            .or_else(|| count("/prompt_cache_hit_tokens"))
            .unwrap_or(0)
            .min(input),
        output: if is_beside {
            written
        } else {
            written.saturating_sub(thought)
        },
        thought,
    }
}
