//! The brain for a remote server of models that a person has connected.
//!
//! A vendor's model cannot continue a reply exactly where it stopped. When the engine restarts in the middle of one,
//! the model is shown its partial reply and asked to continue, so that no text is repeated. Thoughts are not
//! continued: the model thinks again, as a new thought.

mod opening;

use std::time::Duration;

use futures::future::BoxFuture;
use interactions::place::leads_to_this_computer;
use interactions::{Model, Proxies};
use providers::chat::{Chat, Message, Part, Role, Sampling};
use providers::{Dialect, Provider, Room};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Abilities, Brain, Pieces, Prompt, RoundError};
use opening::{OpeningFilter, ThoughtOpenings};

/// The prompt for a model whose reply was interrupted.
const GO_ON: &str = "Your answer was interrupted here. Go on exactly where it stops, in the middle of the sentence if \
it stops there. Repeat nothing of it and add no remark about this.";

/// Connect timeout.
const CONNECT: Duration = Duration::from_secs(15);

/// A connected server.
pub(crate) struct Remote {
    provider: Provider,
    client: Result<reqwest::Client, String>,
    thought_openings: ThoughtOpenings,
}

impl Remote {
    /// A server that is reached through these proxies, or directly if there are none.
    pub(crate) fn new(provider: Provider, proxies: &Proxies) -> Self {
        let client = client_for(&provider, proxies);
        Self {
            provider,
            client,
            thought_openings: ThoughtOpenings::default(),
        }
    }

    /// The server's id, the first part of its models' ids.
    pub(crate) fn id(&self) -> &str {
        &self.provider.id
    }

    /// Vendors separate thoughts from text themselves; servers that a person runs may not.
    fn may_leave_thoughts_in_text(&self, model: &str) -> bool {
        let url = &self.provider.base_url;
        let is_own = leads_to_this_computer(url) || url.starts_with("http://");
        let thinks = self.abilities(model).thinking != Some(false);
        is_own && thinks && self.provider.dialect == Dialect::OpenAi
    }
}

impl Brain for Remote {
    fn models(&self) -> Vec<Model> {
        let model = |model: &providers::Model| Model {
            name: Some(format!("models/{}/{}", self.provider.id, model.id)),
            display_name: Some(model.name.clone().unwrap_or_else(|| model.id.clone())),
            description: Some(self.provider.name.clone()),
            ..Model::default()
        };
        self.provider.models.iter().map(model).collect()
    }

    fn abilities(&self, model: &str) -> Abilities {
        let known = self.provider.models.iter().find(|known| known.id == model);
        let known = known.cloned().unwrap_or_default();
        Abilities {
            functions: known.tools,
            images: known.images,
            // Some accept PDF files and audio; servers do not tell.
            other_media: None,
            thinking: known.thinking,
            format: None,
            service_tools: false,
            context: known.context,
        }
    }

    fn room<'a>(&'a self, model: &'a str) -> BoxFuture<'a, Room> {
        let known = self.provider.models.iter().find(|known| known.id == model);
        match (known, &self.client) {
            (Some(known), Ok(client)) => Box::pin(providers::room(client, &self.provider, known)),
            _ => Box::pin(std::future::ready(Room::NotTold)),
        }
    }

    fn think(&self, prompt: Prompt, stop: CancellationToken) -> Pieces {
        let mut chat = prompt.chat;
        if !prompt.so_far.open_reply.trim().is_empty() {
            ask_to_go_on(&mut chat, prompt.so_far.open_reply);
        }
        let (sender, pieces) = mpsc::channel(64);
        let client = match &self.client {
            Ok(client) => client,
            Err(error) => {
                let why = format!("No connection can be made from this computer: {error}.");
                // The channel is new and has room.
                let _ = sender.try_send(Err(RoundError::new("api_error", why)));
                return pieces;
            }
        };
        let may_be_thought = self.may_leave_thoughts_in_text(&chat.model);
        let mut opening = OpeningFilter::new(&self.thought_openings, &chat.model, may_be_thought);
        let mut answer = providers::chat(client, &self.provider, chat, stop);
        tokio::spawn(async move {
            while let Some(piece) = answer.recv().await {
                for piece in opening.take(piece) {
                    let is_last = piece.is_err();
                    if sender.send(piece).await.is_err() || is_last {
                        return;
                    }
                }
            }
        });
        pieces
    }

    fn has_no_words_for(&self, wishes: &Sampling) -> Option<&'static str> {
        self.provider.has_no_words_for(wishes)
    }

    fn continues(&self) -> bool {
        false
    }
}

fn ask_to_go_on(chat: &mut Chat, reply: String) {
    let message = |role, text| Message {
        role,
        parts: vec![Part::Text(text)],
    };
    chat.messages.push(message(Role::Assistant, reply));
    chat.messages.push(message(Role::User, GO_ON.to_owned()));
}

/// A server on this computer is reached without any proxy. Redirects are not followed: they would carry the key
/// along.
fn client_for(provider: &Provider, proxies: &Proxies) -> Result<reqwest::Client, String> {
    let builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT);
    let builder = if leads_to_this_computer(&provider.base_url) {
        builder.no_proxy()
    } else {
        proxies.of(builder).map_err(|error| error.to_string())?
    };
    builder.build().map_err(|error| error.to_string())
}
