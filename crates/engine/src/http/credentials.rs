//! Stored credentials (contract section 9.6): write-only through the API; the proxy of sandboxes uses them.

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use interactions::types::credential::{BearerToken, EnvironmentVariable, Oauth2};
use interactions::{Credential, CredentialConfig, CredentialList, CredentialStatus};
use serde_json::{Map, Value};

use super::{ApiResult, Query, SharedState, body, json_body, listed, ok_of};
use crate::egress::credentials::bearer;
use crate::error::ApiError;
use crate::state::{CredentialRow, now};

/// Maximum number of credentials.
const MOST: usize = 1000;
/// Their name in error messages.
const WHAT: &str = "credential";

pub(super) async fn list(Extension(engine): Extension<SharedState>, query: Query) -> ApiResult {
    let (rows, next_page_token) = listed::page(&engine, &query).await?;
    ok_of(&CredentialList {
        credentials: rows.into_iter().map(shape).collect(),
        next_page_token,
        ..CredentialList::default()
    })
}

pub(super) async fn create(
    Extension(engine): Extension<SharedState>,
    request: Request,
) -> Response {
    let config = match json_body(request).await.and_then(config_of) {
        Ok(config) => config,
        Err(refusal) => return refusal,
    };
    add(&engine, config)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

/// Parses a body in either casing.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
fn config_of(body: Map<String, Value>) -> Result<CredentialConfig, Response> {
    body::typed(body::snake_case(body)?)
}

async fn add(engine: &SharedState, mut config: CredentialConfig) -> ApiResult {
    let id = match id_of(&config) {
        Some(id) => id.to_owned(),
        None => format!("cred-{}", uuid::Uuid::now_v7().simple()),
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if id.is_empty() || id.len() > 63 || !id.chars().all(plain) {
        return Err(ApiError::invalid(
            "`id`: a credential's id has 1 to 63 lower-case letters, digits, '-' and '_'.",
        ));
    }
    set_id(&mut config, &id);
    check(&config)?;
    listed::check_room::<CredentialRow>(engine, MOST, "credentials").await?;
    let row = CredentialRow {
        id,
        config,
        created: now(),
        updated: now(),
    };
    if !engine.store.create_credential(row.clone()).await? {
        return Err(ApiError::new(
            409,
            "already_exists",
            format!("There is a credential '{}' already.", row.id),
        ));
    }
    ok_of(&shape(row))
}

fn id_of(config: &CredentialConfig) -> Option<&str> {
    let id = match config {
        CredentialConfig::BearerToken(config) => &config.id,
        CredentialConfig::Oauth2(config) => &config.id,
        CredentialConfig::EnvironmentVariable(config) => &config.id,
        _ => return None,
    };
    id.as_ref().map(|id| id.as_str())
}

fn set_id(config: &mut CredentialConfig, id: &str) {
    match config {
        CredentialConfig::BearerToken(config) => config.id = Some(id.into()),
        CredentialConfig::Oauth2(config) => config.id = Some(id.into()),
        CredentialConfig::EnvironmentVariable(config) => config.id = Some(id.into()),
        _ => {}
    }
}

/// Refuses a credential that could not be used.
fn check(config: &CredentialConfig) -> Result<(), ApiError> {
    let refuse = |text: &str| Err(ApiError::invalid(text));
    match config {
        CredentialConfig::BearerToken(BearerToken { token: None, .. }) => {
            refuse("A bearer token needs its `token`.")
        }
        CredentialConfig::BearerToken(config) => match bearer(config) {
            Ok(_) => Ok(()),
            Err(field) => refuse(&format!(
                "`{field}` cannot be sent as a header of requests."
            )),
        },
        CredentialConfig::Oauth2(config) => check_oauth2(config),
        CredentialConfig::EnvironmentVariable(EnvironmentVariable { value: None, .. }) => {
            refuse("An environment variable needs its `value`.")
        }
        CredentialConfig::EnvironmentVariable(config) => {
            let places = match &config.injection_location {
                Some(Value::Array(places)) => places.as_slice(),
                Some(place) => std::slice::from_ref(place),
                None => &[],
            };
            let fits = |place: &Value| matches!(place.as_str(), Some("header" | "query" | "body"));
            if !places.iter().all(fits) {
                return refuse(
                    "`injection_location` is \"header\", \"query\" or \"body\", or a list of them.",
                );
            }
            if config.trusted_domains.iter().any(String::is_empty) {
                return refuse("`trusted_domains` holds an empty name.");
            }
            Ok(())
        }
        _ => refuse("`type` is \"bearer_token\", \"oauth2\" or \"environment_variable\"."),
    }
}

fn check_oauth2(config: &Oauth2) -> Result<(), ApiError> {
    let there = [
        ("client_id", config.client_id.is_some()),
        ("client_secret", config.client_secret.is_some()),
        ("refresh_token", config.refresh_token.is_some()),
        ("token_url", config.token_url.is_some()),
    ];
    if let Some((name, _)) = there.iter().find(|(_, is_there)| !is_there) {
        return Err(ApiError::invalid(format!(
            "An OAuth 2 credential needs its `{name}`."
        )));
    }
    match &config.token_url {
        Some(url) => super::webhooks::check_uri("token_url", url),
        None => Ok(()),
    }
}

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    ok_of(&shape(listed::find(&engine, &id, WHAT).await?))
}

pub(super) async fn change(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
    query: Query,
    request: Request,
) -> Response {
    let body = match json_body(request).await.and_then(body::snake_case) {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    match merged(&engine, &id, body, &query).await {
        Err(error) => error.into_response(),
        Ok(Err(refusal)) => refusal,
        Ok(Ok(row)) => save(&engine, row)
            .await
            .unwrap_or_else(IntoResponse::into_response),
    }
}

/// The stored credential, updated with the fields of the body that the mask selects.
async fn merged(
    engine: &SharedState,
    id: &str,
    body: Map<String, Value>,
    query: &[(String, String)],
) -> Result<Result<CredentialRow, Response>, ApiError> {
    let row: CredentialRow = listed::find(engine, id, WHAT).await?;
    if body
        .get("type")
        .is_none_or(|kind| kind != row.config.kind())
    {
        return Err(ApiError::invalid(format!(
            "`type` must be \"{}\", as the credential is: it cannot become another kind.",
            row.config.kind()
        )));
    }
    if body.get("id").is_some_and(|other| other != id) {
        return Err(ApiError::invalid("`id` cannot be changed."));
    }
    let asked: CredentialConfig = match body::typed(body) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let object = |config: &CredentialConfig| match serde_json::to_value(config) {
        Ok(Value::Object(map)) => Ok(map),
        other => Err(ApiError::internal(&format!("{:?}", other.map(|_| ())))),
    };
    let (mut fields, asked) = (object(&row.config)?, object(&asked)?);
    let changeable = changeable(&row.config);
    let mask = match body::Mask::of(query, changeable) {
        Ok(mask) => mask,
        Err(error) => return Ok(Err(error.into_response())),
    };
    for name in changeable.iter().filter(|name| mask.has(name)) {
        match asked.get(*name) {
            Some(value) => drop(fields.insert((*name).to_owned(), value.clone())),
            // Named in the mask but not sent: cleared.
            None if mask.asks_for(name) => drop(fields.shift_remove(*name)),
            None => {}
        }
    }
    let config = match body::typed(fields) {
        Ok(config) => config,
        Err(refusal) => return Ok(Err(refusal)),
    };
    check(&config)?;
    Ok(Ok(CredentialRow {
        config,
        updated: now(),
        ..row
    }))
}

fn changeable(config: &CredentialConfig) -> &'static [&'static str] {
    match config {
        CredentialConfig::BearerToken(_) => &["token", "header_name", "prefix"],
        CredentialConfig::Oauth2(_) => &[
            "client_id",
            "client_secret",
            "refresh_token",
            "token_url",
            "scopes",
        ],
        _ => &["value", "injection_location", "trusted_domains"],
    }
}

async fn save(engine: &SharedState, row: CredentialRow) -> ApiResult {
    let marked = engine.tidy.will_delete().await;
    marked.map_err(|error| ApiError::internal(&error))?;
    let is_there = engine.store.change_credential(row.clone()).await?;
    // The old secret must not remain in any file.
    engine.tidy.deleted();
    if is_there {
        ok_of(&shape(row))
    } else {
        Err(listed::missing(&row.id, WHAT))
    }
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    listed::delete::<CredentialRow>(&engine, &id, WHAT).await
}

fn shape(row: CredentialRow) -> Credential {
    Credential {
        id: Some(row.id.into()),
        kind: Some(row.config.kind().to_owned()),
        status: Some(CredentialStatus::Active),
        create_time: Some(row.created),
        update_time: Some(row.updated),
        ..Credential::default()
    }
}
