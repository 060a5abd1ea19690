//! Environments: the folders that agents work in (contract section 9).

use std::io;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use interactions::{
    CreateEnvironment, Environment, EnvironmentConfig, EnvironmentList, EnvironmentStatus, Network,
    Source, SourceType,
};
use serde_json::{Value, json};

use super::{Answer, PageQuery, Query, Shared, json_body, ok, ok_of};
use crate::egress::Rules;
use crate::error::{ApiError, unknown_field};
use crate::files::is_kept;
use crate::state::{EnvironmentRow, now};

/// Limits of inline sources (section 9.3), in bytes.
const SOURCE_LIMIT: usize = 1 << 20;
const SOURCES_LIMIT: usize = 2 << 20;

pub(super) async fn list(Extension(engine): Extension<Shared>, query: Query) -> Answer {
    let page = PageQuery::of(&query, 50, 1000)?;
    if let Some(token) = &page.token {
        find(&engine, token)
            .await
            .map_err(|_| ApiError::invalid("page_token is not one of this list."))?;
    }
    let mut rows = engine.store.environments(page.token, page.size + 1).await?;
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    let next_page_token = rows.last().filter(|_| more).map(|row| row.id.clone());
    let mut environments = Vec::with_capacity(rows.len());
    for row in rows {
        environments.push(shape(&engine, row).await);
    }
    ok_of(&EnvironmentList {
        environments,
        next_page_token,
        ..EnvironmentList::default()
    })
}

pub(super) async fn create(Extension(engine): Extension<Shared>, request: Request) -> Response {
    let body = match json_body(request).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let asked = CreateEnvironment::from_map(body);
    if let Some(name) = asked.extra.keys().next() {
        return unknown_field(name);
    }
    match create_from(&engine, asked).await {
        Ok(environment) => ok_of(&environment).unwrap_or_else(IntoResponse::into_response),
        Err(error) => error.into_response(),
    }
}

async fn create_from(engine: &Shared, asked: CreateEnvironment) -> Result<Environment, ApiError> {
    let from = asked
        .from_environment
        .map(|from| from.trim_start_matches("environments/").to_owned());
    if from.is_some() && !asked.sources.is_empty() {
        return Err(ApiError::invalid("A fork takes no sources."));
    }
    let config = EnvironmentConfig {
        sources: asked.sources,
        network: asked.network,
        ..EnvironmentConfig::default()
    };
    let row = make(engine, from, &config).await?;
    engine.store.create_environment(row.clone()).await?;
    Ok(shape(engine, row).await)
}

pub(super) async fn get(Extension(engine): Extension<Shared>, Path(id): Path<String>) -> Answer {
    let row = find(&engine, &id).await?;
    ok_of(&shape(&engine, row).await)
}

pub(super) async fn delete(Extension(engine): Extension<Shared>, Path(id): Path<String>) -> Answer {
    // Also one whose folder is gone already.
    let row = engine.store.environment(&id).await?;
    let id = row
        .ok_or_else(|| ApiError::not_found(format!("Environment '{id}' not found.")))?
        .id;
    let internal = |error: io::Error| ApiError::internal(&error);
    engine.tidy.will_delete().await.map_err(internal)?;
    // The folder first: what stays of it after an error still has its row, and can be deleted again.
    let known = id.clone();
    on_disk(&engine, move |files| files.delete(&known))
        .await?
        .map_err(internal)?;
    engine.store.delete_environment(&id).await?;
    engine.tidy.deleted();
    Ok(ok(&json!({})))
}

/// An environment that is recorded and whose folder is there.
pub(super) async fn find(engine: &Shared, id: &str) -> Result<EnvironmentRow, ApiError> {
    let missing = || ApiError::not_found(format!("Environment '{id}' not found."));
    let row = engine.store.environment(id).await?.ok_or_else(missing)?;
    let known = row.id.clone();
    if on_disk(engine, move |files| files.exists(&known)).await? {
        Ok(row)
    } else {
        Err(missing())
    }
}

/// Whether there is such an environment.
pub(crate) async fn exists(engine: &Shared, id: &str) -> Result<bool, ApiError> {
    match find(engine, id).await {
        Ok(_) => Ok(true),
        Err(missing) if missing.status == 404 => Ok(false),
        Err(error) => Err(error),
    }
}

/// Makes the folder of a new environment, with its sources; the caller records the row.
pub(super) async fn make(
    engine: &Shared,
    from: Option<String>,
    config: &EnvironmentConfig,
) -> Result<EnvironmentRow, ApiError> {
    check_settings(config)?;
    let sources = decode(&config.sources)?;
    let mut network = config.network.clone();
    if let Some(from) = &from {
        let row = find(engine, from).await?;
        let inherited = serde_json::from_value(row.settings["network"].clone()).ok();
        network = network.or(inherited);
    }
    let id = uuid::Uuid::new_v4().to_string();
    let known = id.clone();
    on_disk(engine, move |files| {
        files.create(&known)?;
        if let Some(from) = &from {
            files.fork(from, &known)?;
        }
        sources
            .iter()
            .try_for_each(|(target, bytes)| files.write(&known, target, bytes))
    })
    .await?
    .map_err(|error: io::Error| ApiError::internal(&error))?;
    let settings = json!({
        "network": network.unwrap_or(Network::Disabled),
        "sources": config.sources.iter().map(|source| Source { content: None, ..source.clone() }).collect::<Vec<_>>(),
    });
    Ok(EnvironmentRow {
        id,
        created: now(),
        updated: now(),
        last_accessed: now(),
        settings,
    })
}

/// Prepares an existing environment for another run: new sources are added, network rules replaced.
pub(super) async fn reuse(
    engine: &Shared,
    id: &str,
    config: &EnvironmentConfig,
) -> Result<(), ApiError> {
    check_settings(config)?;
    let row = find(engine, id).await?;
    let sources = decode(&config.sources)?;
    let known = id.to_owned();
    on_disk(engine, move |files| {
        sources
            .iter()
            .try_for_each(|(target, bytes)| files.write(&known, target, bytes))
    })
    .await?
    .map_err(|error| ApiError::internal(&error))?;
    let settings = config.network.as_ref().map(|network| {
        let mut settings = row.settings.clone();
        settings["network"] = serde_json::to_value(network).unwrap_or(Value::Null);
        settings
    });
    engine.store.touch_environment(id, settings).await?;
    Ok(())
}

fn check_settings(config: &EnvironmentConfig) -> Result<(), ApiError> {
    Rules::read(config.network.as_ref()).map_err(|bad| ApiError::invalid(bad.to_string()))?;
    let variables = config
        .env
        .as_ref()
        .and_then(|env| env.0.as_object())
        .into_iter()
        .flatten();
    for (name, value) in variables {
        if !value.is_string() && !value.get("value").is_some_and(Value::is_string) {
            return Err(ApiError::invalid(format!(
                "The variable '{name}' has no value; this computer keeps no credentials."
            )));
        }
        let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty()
            || name.starts_with(|c: char| c.is_ascii_digit())
            || !name.chars().all(letters)
        {
            return Err(ApiError::invalid(format!(
                "'{name}' is no name of a variable."
            )));
        }
    }
    Ok(())
}

/// The sources as (path, bytes); only inline ones exist here.
fn decode(sources: &[Source]) -> Result<Vec<(String, Vec<u8>)>, ApiError> {
    let mut total = 0;
    sources
        .iter()
        .map(|source| {
            let kind = source.kind.as_ref().map_or("inline", SourceType::as_str);
            if !kind.eq_ignore_ascii_case("inline") {
                return Err(ApiError::invalid(format!(
                    "Sources of type '{kind}' need the internet, which this computer's sandbox does not have. Send \
                     the files inline."
                )));
            }
            let target = source.target.as_deref().unwrap_or_default();
            let target = place(target)?;
            let content = source.content.as_deref().unwrap_or_default();
            let bytes = match source.encoding.as_deref() {
                Some(word) if word.eq_ignore_ascii_case("base64") => STANDARD
                    .decode(content)
                    .or_else(|_| STANDARD_NO_PAD.decode(content))
                    .map_err(|_| ApiError::invalid(format!("The content for '{target}' is not base64.")))?,
                None | Some("" | "text" | "utf-8" | "utf8") => content.as_bytes().to_vec(),
                Some(other) => return Err(ApiError::invalid(format!("The encoding '{other}' is unknown."))),
            };
            total += bytes.len();
            if bytes.len() > SOURCE_LIMIT || total > SOURCES_LIMIT {
                return Err(ApiError::invalid(
                    "Inline sources hold at most 1 MB each and 2 MB together. Upload larger files.",
                ));
            }
            Ok((target, bytes))
        })
        .collect()
}

/// Where a target or upload path lies: relative ones in the workspace, `.agents` in the root.
pub(super) fn place(target: &str) -> Result<String, ApiError> {
    let path = target.trim_start_matches("./");
    let rooted = path.trim_start_matches('/');
    let full = if path.starts_with('/')
        || rooted.starts_with(".agents/")
        || rooted.starts_with("workspace/")
    {
        rooted.to_owned()
    } else {
        format!("workspace/{rooted}")
    };
    if rooted.is_empty() || rooted.ends_with('/') || !is_kept(&full) {
        return Err(ApiError::invalid(format!(
            "'{target}' cannot be a target: files live in /workspace and /.agents."
        )));
    }
    Ok(full)
}

async fn shape(engine: &Shared, row: EnvironmentRow) -> Environment {
    let id = row.id.clone();
    let totals = on_disk(engine, move |files| {
        files.exists(&id).then(|| files.totals(&id))
    })
    .await;
    let totals = totals.unwrap_or_default();
    let status = if totals.is_some() {
        EnvironmentStatus::Active
    } else {
        EnvironmentStatus::Expired
    };
    let (count, size) = totals.unwrap_or_default();
    Environment {
        id: Some(row.id.into()),
        status: Some(status),
        created: Some(row.created),
        updated: Some(row.updated),
        last_accessed: Some(row.last_accessed),
        file_count: Some(count.into()),
        size_bytes: Some(size.into()),
        network: serde_json::from_value(row.settings["network"].clone())
            .ok()
            .map(without_secrets),
        sources: serde_json::from_value(row.settings["sources"].clone()).unwrap_or_default(),
        ..Environment::default()
    }
}

/// Network rules as they are shown: the headers that are added keep their names only.
fn without_secrets(mut network: Network) -> Network {
    if let Network::Rules(rules) = &mut network {
        for transform in rules
            .allowlist
            .iter_mut()
            .filter_map(|entry| entry.transform.as_mut())
        {
            hide(&mut transform.0);
        }
    }
    network
}

fn hide(value: &mut Value) {
    match value {
        Value::Object(map) => map.values_mut().for_each(hide),
        Value::Array(list) => list.iter_mut().for_each(hide),
        other => *other = Value::from("hidden"),
    }
}

/// Runs file work off the async threads.
pub(super) async fn on_disk<T: Send + 'static>(
    engine: &Shared,
    work: impl FnOnce(&crate::files::EnvironmentFiles) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let files = Arc::clone(&engine.files);
    tokio::task::spawn_blocking(move || work(&files))
        .await
        .map_err(|error| ApiError::internal(&error))
}
