//! A server of models that a person has connected.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::chat::Sampling;

/// The wire format of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// Chat Completions, as defined by OpenAI and spoken by most servers.
    #[serde(rename = "openai")]
    OpenAi,
    /// Messages, as defined by Anthropic.
    Anthropic,
}

/// A server of models, with its key.
#[derive(Debug, Clone, Deserialize)]
pub struct Provider {
    /// Id, the prefix of model ids (`<id>/<model>`): lower-case letters, digits and `-`.
    pub id: String,
    /// The name that the person gave it.
    pub name: String,
    /// The dialect.
    pub dialect: Dialect,
    /// Base URL with API version (`https://api.example.com/v1`), without a trailing slash.
    pub base_url: String,
    /// The API key, if there is one.
    #[serde(default)]
    pub key: Option<SecretString>,
    /// The models that a person may choose, as the server last listed them.
    #[serde(default)]
    pub models: Vec<Model>,
}

/// A model of a server. Fields are `None` if the server does not tell and nothing else is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    /// The server's own id; may contain slashes and colons.
    pub id: String,
    /// Display name.
    pub name: Option<String>,
    /// Function calling.
    pub tools: Option<bool>,
    /// Images as input.
    pub images: Option<bool>,
    /// Thinking before the answer.
    pub thinking: Option<bool>,
    /// Context length in tokens, input and output together, as the server reports it.
    pub context: Option<u64>,
    /// True if the server silently truncates longer input at its oldest end; see [`room`](crate::room).
    pub cuts: bool,
}

impl Provider {
    /// The option that this server does not support, so that it would be ignored; named as in [`Sampling`].
    /// Anthropic's version 2026-10-21 refuses `temperature` and `top_p` and has no seed.
    pub fn has_no_words_for(&self, wishes: &Sampling) -> Option<&'static str> {
        let unknown = match self.dialect {
            Dialect::OpenAi => return None,
            Dialect::Anthropic => [
                ("temperature", wishes.temperature.is_some()),
                ("top_p", wishes.top_p.is_some()),
                ("seed", wishes.seed.is_some()),
            ],
        };
        let wished = unknown.into_iter().find(|(_, is_wished)| *is_wished);
        wished.map(|(name, _)| name)
    }

    /// The host, with the port if it is not the default one, for display.
    pub fn place(&self) -> String {
        let url = reqwest::Url::parse(&self.base_url).ok();
        let place = url.as_ref().and_then(|url| {
            let host = url.host_str()?;
            Some(match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_owned(),
            })
        });
        place.unwrap_or_else(|| self.name.clone())
    }
}
