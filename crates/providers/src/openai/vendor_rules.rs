//! Differences between vendors that the server does not reveal: by host, because these are the vendors' documented
//! rules.

use crate::Provider;

/// Vendor-specific rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VendorRules {
    /// Name of the field for the token limit. OpenAI's newer models refuse the older name.
    pub(super) limit: &'static str,
    pub(super) seed: &'static str,
    /// Token counts have to be requested. Mistral always sends them and refuses unknown fields.
    pub(super) asks_for_usage: bool,
    /// Call ids are nine letters and digits.
    pub(super) has_short_ids: bool,
    /// A user message is allowed only after one of the model, also after function results.
    pub(super) has_strict_turns: bool,
    /// `reasoning_effort` accepts `minimal`.
    pub(super) has_minimal_effort: bool,
    /// A JSON schema is accepted as the format; otherwise only plain JSON.
    pub(super) takes_schema: bool,
    /// Messages with calls must have `reasoning_content`, even if it is empty.
    pub(super) wants_reasoning: bool,
    /// The first call of a message must be signed; for calls of other models there is a placeholder.
    pub(super) wants_signed_calls: bool,
}

impl VendorRules {
    pub(super) fn of(provider: &Provider) -> Self {
        let most = Self {
            limit: "max_tokens",
            seed: "seed",
            asks_for_usage: true,
            has_short_ids: false,
            has_strict_turns: false,
            has_minimal_effort: false,
            takes_schema: true,
            wants_reasoning: false,
            wants_signed_calls: false,
        };
        match provider.place().as_str() {
            "api.openai.com" => Self {
                limit: "max_completion_tokens",
                has_minimal_effort: true,
                ..most
            },
            "openrouter.ai" => Self {
                has_minimal_effort: true,
                ..most
            },
            "api.mistral.ai" => Self {
                seed: "random_seed",
                asks_for_usage: false,
                has_short_ids: true,
                has_strict_turns: true,
                ..most
            },
            "api.deepseek.com" => Self {
                takes_schema: false,
                wants_reasoning: true,
                ..most
            },
            "generativelanguage.googleapis.com" => Self {
                has_minimal_effort: true,
                wants_signed_calls: true,
                ..most
            },
            _ => most,
        }
    }
}
