//! Data that a server wants back with a thought, wrapped so that only that server gets it.
//!
//! A conversation may continue with another model. A signature of one vendor is refused by the next, so each one is
//! stored with its origin, and requests to others leave it out.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Provider;

/// The data that is wanted back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProviderState {
    /// Anthropic: the signature of a `thinking` block.
    Thinking(String),
    /// Anthropic: the data of a `redacted_thinking` block.
    Redacted(String),
    /// Chat Completions: the thought came in `reasoning_content` and is expected there again.
    ReasoningContent,
    /// OpenRouter: items of the list `reasoning_details`.
    Details(Vec<Value>),
    /// Gemini: `extra_content` of the call with this id.
    Extra(String, Value),
}

#[derive(Serialize, Deserialize)]
struct SignatureContent {
    at: String,
    kept: ProviderState,
}

/// Wraps the data as a base64 signature.
pub(crate) fn seal(provider: &Provider, kept: ProviderState) -> String {
    let at = provider.place();
    let json =
        serde_json::to_vec(&SignatureContent { at, kept }).expect("JSON of strings and JSON");
    STANDARD.encode(json)
}

/// The data in a signature; `None` if it comes from another server.
pub(crate) fn open(provider: &Provider, signature: &str) -> Option<ProviderState> {
    let json = STANDARD.decode(signature).ok()?;
    let sealed: SignatureContent = serde_json::from_slice(&json).ok()?;
    (sealed.at == provider.place()).then_some(sealed.kept)
}
