//! In what the vendors differ where the server does not tell: by host, because these are the vendors' documented rules.

use crate::Provider;

/// What is customary at a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Customs {
    /// The name of the most tokens of an answer. OpenAI's newer models refuse the older name.
    pub(super) limit: &'static str,
    pub(super) seed: &'static str,
    /// Token counts have to be asked for. Mistral sends them by itself and refuses what it does not know.
    pub(super) asks_for_usage: bool,
    /// Ids of calls are nine letters and digits.
    pub(super) has_short_ids: bool,
    /// The person may speak only after the model did, also after results of functions.
    pub(super) has_strict_turns: bool,
    /// `reasoning_effort` has the word `minimal`.
    pub(super) has_minimal_effort: bool,
    /// JSON can be asked for, but not JSON of a schema.
    pub(super) takes_schema: bool,
    /// Messages with calls must have `reasoning_content`, if only an empty one.
    pub(super) wants_reasoning: bool,
    /// The first call of a message must be signed; for those of other models there is a word instead.
    pub(super) wants_signed_calls: bool,
}

impl Customs {
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
