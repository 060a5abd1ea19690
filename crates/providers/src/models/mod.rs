//! Lists the models of a server, and checks whether the server can be used.

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

/// Timeout of a list of models.
const PATIENCE: Duration = Duration::from_secs(20);

/// Timeout of each further query of a server on this computer.
const PATIENCE_FOR_DETAILS: Duration = Duration::from_secs(5);

/// Maximum number of pages read from a server whose list never ends.
const PAGES: usize = 20;

/// Model information in a server's own dialect, by id; `None` for a model that is not for chat.
type ModelDetails = HashMap<String, Option<Model>>;

/// The list of a server.
pub(crate) struct ModelList {
    pub(crate) models: Vec<Model>,
    /// `owned_by` of the first model, where servers of this computer put their own name.
    owner: Option<String>,
}

/// The chat models of a server, in its own order, with their known capabilities.
///
/// Unknown capabilities are `None`; nothing is guessed from names. Takes up to about 20 seconds, and a few more per
/// hundred models of Ollama.
pub async fn models(client: &Client, provider: &Provider) -> Result<Vec<Model>, Failure> {
    let list = list_models(client, provider, PATIENCE).await?;
    with_details(client, provider, list).await
}

/// Checks that a server can be used with its settings; returns its models.
///
/// Failures to distinguish: `Unreachable`, `OtherService` (no such path, so not a server of this dialect), `Key`,
/// `Quota`; any other is an error of the server. No model is run, so it costs nothing.
pub async fn check(client: &Client, provider: &Provider) -> Result<Vec<Model>, Failure> {
    let models = models(client, provider).await?;
    // OpenRouter's list is public: only the key page tells whether the key is valid.
    if provider.place() == "openrouter.ai" {
        check_key_page(client, provider).await?;
    }
    Ok(models)
}

/// Queries OpenRouter's `/key`: 401 for an invalid key, otherwise the remaining credit.
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

/// The input length that a model accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Input and output together, in tokens.
    Tokens(u64),
    /// Unknown; the server refuses longer input.
    NotTold,
    /// Unknown; the server silently truncates longer input. The usual limit in tokens.
    Usually(u64),
}

/// The input length that a model currently accepts. A server that truncates silently is queried, loading the model if
/// necessary, which its next answer needs anyway: that takes up to two minutes. For others it is known, or not.
pub async fn room(client: &Client, provider: &Provider, model: &Model) -> Room {
    match model.context {
        Some(context) => Room::Tokens(context),
        None if model.cuts => ollama::room(client, provider, &model.id).await,
        None => Room::NotTold,
    }
}

/// Queries the list at `/models`, which both dialects have.
pub(crate) async fn list_models(
    client: &Client,
    provider: &Provider,
    patience: Duration,
) -> Result<ModelList, Failure> {
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
            // A list names no model, so none can be missing: the path is wrong.
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
    Ok(ModelList { models, owner })
}

/// Completes the listed models with information that servers of this computer provide elsewhere.
pub(crate) async fn with_details(
    client: &Client,
    provider: &Provider,
    list: ModelList,
) -> Result<Vec<Model>, Failure> {
    let ModelList { models, owner } = list;
    let is_vendor = presets()
        .iter()
        .filter(|preset| preset.needs_key)
        .filter_map(|preset| preset.provider())
        .any(|vendor| vendor.place() == provider.place());
    let is_told = models.iter().all(|model| model.context.is_some());
    if is_vendor || models.is_empty() {
        return Ok(models);
    }
    let details = match owner.as_deref() {
        Some("llamacpp") => llama_server::details(client, provider, &models).await?,
        _ if is_told => return Ok(models),
        _ => match lm_studio::details(client, provider).await {
            Some(details) => details,
            None => ollama::details(client, provider, &models).await,
        },
    };
    Ok(merged(models, &details))
}

/// Merges the list with the information from elsewhere, which is about this very computer and takes precedence.
fn merged(models: Vec<Model>, details: &ModelDetails) -> Vec<Model> {
    models
        .into_iter()
        .filter_map(|model| match details.get(&model.id) {
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

/// Returns true if `value`, a list of words, contains this one; `None` if it is not a list.
fn has(value: Option<&Value>, word: &str) -> Option<bool> {
    let list = value?.as_array()?;
    Some(list.iter().any(|each| each.as_str() == Some(word)))
}
