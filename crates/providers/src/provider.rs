//! A server of models that a person has connected.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::chat::Sampling;

/// How a server is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dialect {
    /// Chat Completions, as OpenAI defined them and most servers speak them.
    #[serde(rename = "openai")]
    OpenAi,
    /// Messages, as Anthropic defined them.
    Anthropic,
}

/// A server of models, and the key for it.
#[derive(Debug, Clone, Deserialize)]
pub struct Provider {
    /// Names it in model ids (`<id>/<model>`): lower-case letters, digits and `-`.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// How it is spoken to.
    pub dialect: Dialect,
    /// Where it is, with its version (`https://api.example.com/v1`), without a slash at the end.
    pub base_url: String,
    /// The key, if it wants one.
    #[serde(default)]
    pub key: Option<SecretString>,
    /// The models that a person may choose, as the server listed them last.
    #[serde(default)]
    pub models: Vec<Model>,
}

/// A model of a server, as far as the server says or was asked. `None`: not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Model {
    /// The server's own id; may hold slashes and colons.
    pub id: String,
    /// What the server calls it for people.
    pub name: Option<String>,
    /// It calls functions.
    pub tools: Option<bool>,
    /// It takes pictures.
    pub images: Option<bool>,
    /// It thinks before it answers.
    pub thinking: Option<bool>,
    /// Tokens of input and output together, as its server gives it.
    pub context: Option<u64>,
    /// Its server cuts what is longer than the context without a word, from the oldest on; see [`room`](crate::room).
    pub cuts: bool,
}

impl Provider {
    /// The wish of a request that this server has no words for, so that it would go unheard; named as in [`Sampling`].
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

    /// Its host, and its port where it is not the usual one, as a person would say it.
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
