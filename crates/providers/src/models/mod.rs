//! Which models a server has, and whether it can be used at all.

mod list;
mod llama_server;
mod lm_studio;
mod ollama;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::time::Duration;

use reqwest::{Client, Method};
use serde_json::Value;

use crate::chat::{Failure, FailureKind};
use crate::http::{json, request};
use crate::{Dialect, Model, Provider, presets};

/// A list of models comes within this time.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a server of this computer says of its models besides the list comes within this time, each answer.
const PATIENCE_FOR_FACTS: Duration = Duration::from_secs(5);

/// A server that lists pages without end is read so far.
const PAGES: usize = 20;

/// What a server says of a model in its own dialect, by id; `None`: no model for a chat.
type Facts = HashMap<String, Option<Model>>;

/// What a server lists, and as whose.
pub(crate) struct Listed {
    pub(crate) models: Vec<Model>,
    /// `owned_by` of the first: servers of this computer name themselves there.
    owner: Option<String>,
}

/// The models of a server for a chat, in its own order, with what it says they can do.
///
/// What it does not say stays `None`; nothing is guessed from names. Takes some 20 seconds at most, and a few more for
/// each hundred models of Ollama.
pub async fn models(client: &Client, provider: &Provider) -> Result<Vec<Model>, Failure> {
    let listed = listed(client, provider, PATIENCE).await?;
    with_facts(client, provider, listed).await
}

/// Whether a server can be used as it is set up: the models it offers, or what is wrong.
///
/// The kinds to tell apart: `Unreachable`, `OtherService` (no such path, so no server of this dialect), `Key`,
/// `Quota`; any other is the server's own trouble. No model is asked anything, so it costs nothing.
pub async fn check(client: &Client, provider: &Provider) -> Result<Vec<Model>, Failure> {
    let models = models(client, provider).await?;
    // This list is public: only its page about the key says whether that is taken.
    if provider.place() == "openrouter.ai" {
        check_key_page(client, provider).await?;
    }
    Ok(models)
}

/// OpenRouter's `/key`: 401 for a wrong key, else how much the key may still spend.
async fn check_key_page(client: &Client, provider: &Provider) -> Result<(), Failure> {
    if provider.key.is_none() {
        return Err(Failure::key(provider));
    }
    let request = request(client, provider, Method::GET, "/key")?;
    let page = json(provider, request, PATIENCE).await?;
    match page
        .pointer("/data/limit_remaining")
        .and_then(Value::as_f64)
    {
        Some(left) if left <= 0.0 => Err(Failure::quota(provider)),
        _ => Ok(()),
    }
}

/// How much a model takes at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// So many tokens of input and output together.
    Tokens(u64),
    /// Its server does not tell, and refuses what is longer.
    NotTold,
    /// Its server does not tell, and cuts what is longer without a word. What it usually gives, in tokens.
    Usually(u64),
}

/// How much a model takes now. A server that cuts what is longer without a word is asked, and loads the model for that
/// if it has to, which its next answer needs anyway: that takes up to two minutes. Of others it is known, or not.
pub async fn room(client: &Client, provider: &Provider, model: &Model) -> Room {
    match model.context {
        Some(context) => Room::Tokens(context),
        None if model.cuts => ollama::room(client, provider, &model.id).await,
        None => Room::NotTold,
    }
}

/// The list that both dialects have at `/models`.
pub(crate) async fn listed(
    client: &Client,
    provider: &Provider,
    patience: Duration,
) -> Result<Listed, Failure> {
    let mut models = Vec::new();
    let mut owner = None;
    let mut after = None;
    for _ in 0..PAGES {
        let mut request = request(client, provider, Method::GET, "/models")?;
        if provider.dialect == Dialect::Anthropic {
            request = request.query(&[("limit", "1000")]);
            request = request.query(&after.as_ref().map(|id| [("after_id", id)]));
        }
        let answer = json(provider, request, patience).await.map_err(|failure| {
            // A list names no model, so it cannot be missing: the path is.
            if failure.kind == FailureKind::NoModel {
                Failure::other_service(provider)
            } else {
                failure
            }
        })?;
        let page = list::page(&answer).ok_or_else(|| Failure::other_service(provider))?;
        owner = owner.or(page.owner);
        models.extend(page.models);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Listed { models, owner })
}

/// The listed models with what servers of this computer say of them at addresses of their own.
pub(crate) async fn with_facts(
    client: &Client,
    provider: &Provider,
    listed: Listed,
) -> Result<Vec<Model>, Failure> {
    let Listed { models, owner } = listed;
    let is_vendor = presets()
        .iter()
        .filter(|preset| preset.needs_key)
        .filter_map(|preset| preset.provider())
        .any(|vendor| vendor.place() == provider.place());
    let is_told = models.iter().all(|model| model.context.is_some());
    if is_vendor || models.is_empty() {
        return Ok(models);
    }
    let facts = match owner.as_deref() {
        Some("llamacpp") => llama_server::facts(client, provider, &models).await?,
        _ if is_told => return Ok(models),
        _ => match lm_studio::facts(client, provider).await {
            Some(facts) => facts,
            None => ollama::facts(client, provider, &models).await,
        },
    };
    Ok(merged(models, &facts))
}

/// What the list says, completed by what the server says elsewhere, which is about this very computer and so wins.
fn merged(models: Vec<Model>, facts: &Facts) -> Vec<Model> {
    models
        .into_iter()
        .filter_map(|model| match facts.get(&model.id) {
            None => Some(model),
            Some(None) => None,
            Some(Some(fact)) => Some(Model {
                name: fact.name.clone().or(model.name),
                tools: fact.tools.or(model.tools),
                images: fact.images.or(model.images),
                thinking: fact.thinking.or(model.thinking),
                context: fact.context.or(model.context),
                cuts: fact.cuts,
                id: model.id,
            }),
        })
        .collect()
}

/// Whether `value`, a list of words, has this one; `None` if it is no list.
fn has(value: Option<&Value>, word: &str) -> Option<bool> {
    let list = value?.as_array()?;
    Some(list.iter().any(|each| each.as_str() == Some(word)))
}
