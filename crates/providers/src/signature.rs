//! What a server wants back together with a thought, sealed so that only that server gets it.
//!
//! A conversation may go on with another model. What one vendor signed is refused by the next, so each signature says
//! where it comes from, and others leave it out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Provider;

/// What is wanted back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kept {
    /// Anthropic: the signature of a `thinking` block.
    Thinking(String),
    /// Anthropic: the data of a `redacted_thinking` block.
    Redacted(String),
    /// Chat Completions: the thought came under `reasoning_content` and is read there again.
    ReasoningContent,
    /// OpenRouter: a part of the list `reasoning_details`.
    Details(Vec<Value>),
    /// Gemini: `extra_content` of the call of this id.
    Extra(String, Value),
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    at: String,
    kept: Kept,
}

/// As a signature: base64, as signatures are everywhere.
pub(crate) fn seal(provider: &Provider, kept: Kept) -> String {
    let at = provider.place();
    let json = serde_json::to_vec(&Sealed { at, kept }).expect("JSON of strings and JSON");
    STANDARD.encode(json)
}

/// What is in a signature; `None` if it comes from elsewhere.
pub(crate) fn open(provider: &Provider, signature: &str) -> Option<Kept> {
    let json = STANDARD.decode(signature).ok()?;
    let sealed: Sealed = serde_json::from_slice(&json).ok()?;
    (sealed.at == provider.place()).then_some(sealed.kept)
}
