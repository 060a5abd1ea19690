//! Environments: the folders that agents work in (contract section 9).

use std::io;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use interactions::{
    CreateEnvironment, CredentialConfig, Environment, EnvironmentConfig, EnvironmentList,
    EnvironmentMode, EnvironmentSpec, EnvironmentStatus, Network, SecretJson, Source,
};
use serde_json::{Value, json};

use super::{
    ApiResult, PageQuery, Query, SharedState, body, honoured, ok, ok_of, self_hosted, shown,
    sources,
};
use crate::egress::Rules;
use crate::egress::credentials::unusable;
use crate::egress::swaps::Swap;
use crate::error::ApiError;
use crate::files::{MAX_DEPTH, from_root, is_kept};
use crate::state::{CredentialRow, EnvironmentRow, UPLOADED, now, paths_of};

/// All fields of a create request.
const FIELDS: &[&str] = &[
    "from_environment",
    "network",
    "sources",
    "env",
    "mode",
    "custom_config",
    "system_instruction",
];

pub(super) async fn list(Extension(engine): Extension<SharedState>, query: Query) -> ApiResult {
    let page = PageQuery::of(&query, 50, 1000)?;
    if let Some(token) = &page.token
        && engine.store.environment(token).await?.is_none()
    {
        return Err(ApiError::invalid("page_token is not one of this list."));
    }
    let mode = query.iter().find(|(name, _)| name == "mode");
    let self_hosted = match mode.map(|(_, mode)| EnvironmentMode::from(mode.to_lowercase())) {
        None => None,
        Some(EnvironmentMode::OnDemand) => Some(false),
        Some(EnvironmentMode::SelfHosted) => Some(true),
        Some(_) => {
            return Err(ApiError::invalid(
                "`mode` is \"on_demand\" or \"self_hosted\".",
            ));
        }
    };
    let most = page.size + 1;
    let mut rows = engine
        .store
        .environments(self_hosted, page.token, most)
        .await?;
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

pub(super) async fn create(
    Extension(engine): Extension<SharedState>,
    request: Request,
) -> Response {
    let asked = match body::read(request, FIELDS).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    match create_from(&engine, asked).await {
        Ok(environment) => ok_of(&environment).unwrap_or_else(IntoResponse::into_response),
        Err(error) => error.into_response(),
    }
}

async fn create_from(
    engine: &SharedState,
    asked: CreateEnvironment,
) -> Result<Environment, ApiError> {
    let from = asked
        .from_environment
        .as_deref()
        .map(|from| from.trim_start_matches("environments/").to_owned());
    if from.is_some() && (!asked.sources.is_empty() || asked.env.is_some()) {
        return Err(ApiError::invalid("A fork takes no `sources` and no `env`."));
    }
    if asked
        .mode
        .as_ref()
        .is_some_and(EnvironmentMode::is_self_hosted)
    {
        return self_hosted::create(engine, asked).await;
    }
    if asked.system_instruction.is_some() {
        return Err(ApiError::invalid(
            "`system_instruction` is for environments with `mode` \"self_hosted\".",
        ));
    }
    let config = EnvironmentConfig {
        sources: asked.sources,
        network: asked.network,
        env: asked.env,
        custom_config: asked.custom_config,
        ..EnvironmentConfig::default()
    };
    honoured::environment(&config)?;
    let given = paths_of(&config.sources);
    let row = make(engine, from, &config, given).await?;
    engine.store.create_environment(row.clone()).await?;
    Ok(shape(engine, row).await)
}

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    let row = find(&engine, &id).await?;
    ok_of(&shape(&engine, row).await)
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    // Works also if the folder is gone already.
    let row = engine.store.environment(&id).await?;
    let id = row
        .ok_or_else(|| ApiError::not_found(format!("Environment '{id}' not found.")))?
        .id;
    let internal = |error: io::Error| ApiError::internal(&error);
    engine.tidy.will_delete().await.map_err(internal)?;
    // The folder first: if this fails, the row remains, and the environment can be deleted again.
    let known = id.clone();
    on_disk(&engine, move |files| files.delete(&known))
        .await?
        .map_err(internal)?;
    engine.store.delete_environment(&id).await?;
    engine.tidy.deleted();
    Ok(ok(&json!({})))
}

/// An environment that is stored and whose folder exists.
pub(super) async fn find(engine: &SharedState, id: &str) -> Result<EnvironmentRow, ApiError> {
    let missing = || ApiError::not_found(format!("Environment '{id}' not found."));
    let row = engine.store.environment(id).await?.ok_or_else(missing)?;
    let known = row.id.clone();
    if self_hosted::is(&row) || on_disk(engine, move |files| files.exists(&known)).await? {
        Ok(row)
    } else {
        Err(missing())
    }
}

/// Like [`find`], but refuses environments whose files are not on this computer.
pub(super) async fn find_here(engine: &SharedState, id: &str) -> Result<EnvironmentRow, ApiError> {
    let row = find(engine, id).await?;
    self_hosted::refuse(&row)?;
    Ok(row)
}

/// Refuses a base environment that an agent cannot bring to each call.
pub(super) async fn check_base(
    engine: &SharedState,
    base: &EnvironmentSpec,
) -> Result<(), ApiError> {
    if let Some(id) = base.environment_id() {
        find_here(engine, id.as_str()).await?;
    }
    if let EnvironmentSpec::Config(config) = base {
        honoured::environment(config)?;
        check_settings(engine, config).await?;
        sources::check(&config.sources)?;
    }
    Ok(())
}

/// Returns true if the environment exists.
pub(crate) async fn exists(engine: &SharedState, id: &str) -> Result<bool, ApiError> {
    match find(engine, id).await {
        Ok(_) => Ok(true),
        Err(missing) if missing.status == 404 => Ok(false),
        Err(error) => Err(error),
    }
}

/// Creates the folder of a new environment with its sources, of which those at the paths `given` were not made by an
/// agent; the caller stores the row.
pub(super) async fn make(
    engine: &SharedState,
    from: Option<String>,
    config: &EnvironmentConfig,
    given: Vec<String>,
) -> Result<EnvironmentRow, ApiError> {
    check_settings(engine, config).await?;
    let sources = sources::check(&config.sources)?;
    let mut variables = Value::Null;
    let mut network = config.network.clone();
    let mut all_given = Vec::new();
    if let Some(from) = &from {
        let base = find_here(engine, from).await?;
        all_given = base.given();
        add_paths(&mut all_given, base.uploaded());
        variables = base.settings["env"].clone();
        network = network.or(serde_json::from_value(base.settings["network"].clone()).ok());
    }
    add_paths(&mut all_given, given);
    add_variables(&mut variables, config.env.as_ref());
    let id = uuid::Uuid::new_v4().to_string();
    let known = id.clone();
    on_disk(engine, move |files| {
        files.create(&known)?;
        match &from {
            Some(from) => files.fork(from, &known),
            None => Ok(()),
        }
    })
    .await?
    .map_err(|error: io::Error| ApiError::internal(&error))?;
    if let Err(refusal) = sources::mount(engine, &id, sources).await {
        let known = id.clone();
        // An incomplete folder has no owner; left-overs are removed later as unknown.
        let _ = on_disk(engine, move |files| files.delete(&known)).await;
        return Err(refusal);
    }
    let settings = json!({
        "network": network.unwrap_or(Network::Disabled),
        "sources": config.sources.iter().map(|source| Source { content: None, ..source.clone() }).collect::<Vec<_>>(),
        "env": variables,
        "given": all_given,
    });
    Ok(EnvironmentRow {
        id,
        created: now(),
        updated: now(),
        last_accessed: now(),
        settings,
    })
}

/// Prepares an existing environment for another run: adds new sources and replaces network rules. Of its new sources and
/// of what was uploaded since the last run, those at the paths `given` were not made by an agent.
pub(super) async fn reuse(
    engine: &SharedState,
    id: &str,
    config: &EnvironmentConfig,
    given: Vec<String>,
) -> Result<(), ApiError> {
    check_settings(engine, config).await?;
    let row = find_here(engine, id).await?;
    let sources = sources::check(&config.sources)?;
    sources::mount(engine, id, sources).await?;
    let mut settings = row.settings.clone();
    if let Some(network) = &config.network {
        settings["network"] = serde_json::to_value(network).unwrap_or(Value::Null);
    }
    add_variables(&mut settings["env"], config.env.as_ref());
    let mut all_given = row.given();
    add_paths(&mut all_given, given);
    settings["given"] = json!(all_given);
    settings[UPLOADED] = json!([]);
    let changed = Some(settings).filter(|settings| *settings != row.settings);
    engine.store.touch_environment(id, changed).await?;
    Ok(())
}

/// Adds settings of the agent's base environment that the call does not set.
pub(super) fn add_missing(config: &mut EnvironmentConfig, base: &EnvironmentConfig) {
    if config.network.is_none() {
        config.network = base.network.clone();
    }
    let mut variables = base.env.as_ref().map_or(Value::Null, |env| env.0.clone());
    add_variables(&mut variables, config.env.as_ref());
    config.env = Some(SecretJson(variables)).filter(|env| env.0.is_object());
}

/// Adds the paths that are not there yet.
fn add_paths(paths: &mut Vec<String>, more: Vec<String>) {
    for path in more {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
}

/// Merges variables into those of an environment.
fn add_variables(variables: &mut Value, more: Option<&SecretJson>) {
    let Some(Value::Object(more)) = more.map(|more| &more.0) else {
        return;
    };
    match variables {
        Value::Object(variables) => variables.extend(more.clone()),
        none => *none = Value::Object(more.clone()),
    }
}

/// Refuses invalid network rules and variables.
async fn check_settings(engine: &SharedState, config: &EnvironmentConfig) -> Result<(), ApiError> {
    let rules = Rules::read(config.network.as_ref());
    if let Some(rules) = rules.map_err(|bad| ApiError::invalid(bad.to_string()))? {
        check_credentials(engine, &rules).await?;
    }
    if config.env.as_ref().is_some_and(|env| !env.0.is_object()) {
        return Err(ApiError::invalid("`env` is an object of names and values."));
    }
    let variables = config
        .env
        .as_ref()
        .and_then(|env| env.0.as_object())
        .into_iter()
        .flatten();
    for (name, value) in variables {
        if let Some(id) = value.get("credential").and_then(Value::as_str) {
            check_variable(engine, name, id).await?;
        } else if !value.is_string() && !value.get("value").is_some_and(Value::is_string) {
            return Err(ApiError::invalid(format!(
                "The variable '{name}' in `env` has no value. Send a text, {{\"value\": …}} or {{\"credential\": …}}."
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

/// Refuses credentials that do not exist, or cannot be added to requests.
async fn check_credentials(engine: &SharedState, rules: &Rules) -> Result<(), ApiError> {
    for (at, id) in rules.credentials() {
        let row = engine.store.listed::<CredentialRow>(id).await?;
        let why = match &row {
            None => Some("does not exist"),
            Some(row) => unusable(&row.config),
        };
        if let Some(why) = why {
            return Err(ApiError::invalid(format!(
                "network.allowlist[{at}].credential: the credential '{id}' {why}."
            )));
        }
    }
    Ok(())
}

/// Refuses a variable that stands for a credential which does not exist, or cannot be a variable.
async fn check_variable(engine: &SharedState, name: &str, id: &str) -> Result<(), ApiError> {
    let row = engine.store.listed::<CredentialRow>(id).await?;
    let checked = match row.map(|row| row.config) {
        None => Err("does not exist".to_owned()),
        Some(CredentialConfig::EnvironmentVariable(config)) => {
            Swap::of(&config, String::new()).map(drop)
        }
        Some(_) => Err(
            "is no variable: only credentials of the type environment_variable can be one"
                .to_owned(),
        ),
    };
    checked.map_err(|why| {
        ApiError::invalid(format!(
            "The variable '{name}' in `env`: the credential '{id}' {why}."
        ))
    })
}

/// The folder that an archive is unpacked into; the path may end in `/` and may be the workspace itself.
pub(super) fn place_of_folder(target: &str) -> Result<String, ApiError> {
    let target = target.trim_end_matches('/');
    match target.trim_start_matches('/') {
        "workspace" | ".agents" => Ok(target.trim_start_matches('/').to_owned()),
        _ => place(target),
    }
}

/// Resolves a target or upload path, and refuses one where no file can be.
pub(super) fn place(target: &str) -> Result<String, ApiError> {
    if target.split('/').count() > MAX_DEPTH {
        return Err(ApiError::invalid(format!(
            "The path has more than {MAX_DEPTH} folders, one in another."
        )));
    }
    let full = from_root(target);
    if full.ends_with('/') || !is_kept(&full) {
        return Err(ApiError::invalid(format!(
            "'{target}' cannot be a target: files live in /workspace and /.agents."
        )));
    }
    Ok(full)
}

async fn shape(engine: &SharedState, row: EnvironmentRow) -> Environment {
    if self_hosted::is(&row) {
        return self_hosted::shape(row);
    }
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
            .map(|mut network| {
                shown::network(&mut network);
                network
            }),
        sources: serde_json::from_value(row.settings["sources"].clone()).unwrap_or_default(),
        ..Environment::default()
    }
}

/// Runs file work off the async threads.
pub(super) async fn on_disk<T: Send + 'static>(
    engine: &SharedState,
    work: impl FnOnce(&crate::files::EnvironmentFiles) -> T + Send + 'static,
) -> Result<T, ApiError> {
    let files = Arc::clone(&engine.files);
    tokio::task::spawn_blocking(move || work(&files))
        .await
        .map_err(|error| ApiError::internal(&error))
}
