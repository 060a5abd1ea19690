//! Token counts, wherever a server puts them.

use serde_json::Value;

use crate::chat::Tokens;

/// The token counts of an event, if it has any: beside the choices, inside one, or in Groq's own field.
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
    // Thoughts are part of the output, as OpenAI counts. Some servers count them separately, which the total reveals.
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
