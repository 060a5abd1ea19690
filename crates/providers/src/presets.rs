//! Servers that a person can add, with their defaults.

use serde::Serialize;

use crate::{Dialect, Provider};

/// A server that a person can add.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// Initial id of the provider: lower-case letters, digits and `-`.
    pub id: &'static str,
    /// Display name; only that of `server` has to be translated.
    pub name: &'static str,
    /// The dialect.
    pub dialect: Dialect,
    /// Base URL with API version; `None`: the person enters it.
    pub base_url: Option<&'static str>,
    /// True if the server requires a key. If false, a key may still be set.
    pub needs_key: bool,
    /// URL of the page where a key is created.
    pub key_page: Option<&'static str>,
    /// True if the server runs on this computer.
    pub local: bool,
}

impl Preset {
    /// The server with default settings; `None` if the person has to enter the URL.
    pub fn provider(&self) -> Option<Provider> {
        Some(Provider {
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            dialect: self.dialect,
            base_url: self.base_url?.to_owned(),
            key: None,
            models: Vec::new(),
        })
    }
}

/// All presets, those of this computer first.
pub fn presets() -> &'static [Preset] {
    PRESETS
}

const PRESETS: &[Preset] = &[
    local("ollama", "Ollama", "http://127.0.0.1:11434/v1"),
    local("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1"),
    local("llama-server", "llama-server", "http://127.0.0.1:8080/v1"),
    local("vllm", "vLLM", "http://127.0.0.1:8000/v1"),
    Preset {
        id: "server",
        name: "Another server",
        dialect: Dialect::OpenAi,
        base_url: None,
        needs_key: false,
        key_page: None,
        local: false,
    },
    vendor(
        "openai",
        "OpenAI",
        "https://api.openai.com/v1",
        "https://platform.openai.com/api-keys",
    ),
    Preset {
        dialect: Dialect::Anthropic,
        ..vendor(
            "anthropic",
            "Anthropic",
            "https://api.anthropic.com/v1",
            "https://platform.claude.com/settings/keys",
        )
    },
    vendor(
        "openrouter",
        "OpenRouter",
        "https://openrouter.ai/api/v1",
        "https://openrouter.ai/settings/keys",
    ),
    vendor(
        "mistral",
        "Mistral",
        "https://api.mistral.ai/v1",
        "https://console.mistral.ai/api-keys",
    ),
    vendor(
        "groq",
        "Groq",
        "https://api.groq.com/openai/v1",
        "https://console.groq.com/keys",
    ),
    vendor(
        "deepseek",
        "DeepSeek",
        "https://api.deepseek.com",
        "https://platform.deepseek.com/api_keys",
    ),
    vendor(
        "gemini",
        "Gemini",
        "https://generativelanguage.googleapis.com/v1beta/openai",
        "https://aistudio.google.com/apikey",
    ),
];

const fn local(id: &'static str, name: &'static str, base_url: &'static str) -> Preset {
    Preset {
        id,
        name,
        dialect: Dialect::OpenAi,
        base_url: Some(base_url),
        needs_key: false,
        key_page: None,
        local: true,
    }
}

const fn vendor(
    id: &'static str,
    name: &'static str,
    base_url: &'static str,
    key_page: &'static str,
) -> Preset {
    Preset {
        id,
        name,
        dialect: Dialect::OpenAi,
        base_url: Some(base_url),
        needs_key: true,
        key_page: Some(key_page),
        local: false,
    }
}
