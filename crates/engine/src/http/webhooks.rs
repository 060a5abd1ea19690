//! Webhooks: registered receivers, their secrets, and a ping (contract section 12).

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use interactions::types::webhook::SigningSecret;
use interactions::{
    RevocationBehavior, RotateSigningSecret, RotatedSecret, Webhook, WebhookList, WebhookState,
};
use serde_json::json;

use super::{ApiResult, Query, SharedState, body, listed, ok, ok_of};
use crate::error::ApiError;
use crate::state::{Delivery, SecretRow, WebhookRow, format_time, now};
use crate::webhooks::{check_target, new_secret};

/// Events that occur on this computer.
const EVENTS: &[&str] = &[
    "interaction.requires_action",
    "interaction.completed",
    "interaction.failed",
    "interaction.cancelled",
];
/// Events that occur only at the service.
const FOREIGN_EVENTS: &[&str] = &[
    "batch.succeeded",
    "batch.expired",
    "batch.failed",
    "batch.cancelled",
    "video.generated",
];
const CREATABLE: &[&str] = &["uri", "subscribed_events", "name"];
const CHANGEABLE: &[&str] = &["uri", "subscribed_events", "name", "state"];
/// Maximum number of webhooks.
const MOST: usize = 100;
/// Their name in error messages.
const WHAT: &str = "webhook";

pub(super) async fn list(Extension(engine): Extension<SharedState>, query: Query) -> ApiResult {
    let (rows, next_page_token) = listed::page(&engine, &query).await?;
    let mut webhooks = Vec::with_capacity(rows.len());
    for row in rows {
        webhooks.push(shape(&engine, row).await?);
    }
    ok_of(&WebhookList {
        webhooks,
        next_page_token,
        ..WebhookList::default()
    })
}

pub(super) async fn create(
    Extension(engine): Extension<SharedState>,
    request: Request,
) -> Response {
    let asked: Webhook = match body::read(request, CREATABLE).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    add(&engine, asked)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn add(engine: &SharedState, asked: Webhook) -> ApiResult {
    let uri = asked
        .uri
        .ok_or_else(|| ApiError::invalid("A webhook needs a `uri`."))?;
    check_uri("uri", &uri)?;
    check_events(&asked.subscribed_events)?;
    listed::check_room::<WebhookRow>(engine, MOST, "webhooks").await?;
    let row = WebhookRow {
        id: format!("wh-{}", uuid::Uuid::now_v7().simple()),
        name: asked.name,
        uri,
        events: asked.subscribed_events,
        state: WebhookState::Enabled,
        created: now(),
        updated: now(),
    };
    let secret = secret()?;
    engine
        .store
        .create_webhook(row.clone(), secret.clone())
        .await?;
    ok_of(&Webhook {
        new_signing_secret: Some(secret.into()),
        ..shape(engine, row).await?
    })
}

fn secret() -> Result<String, ApiError> {
    new_secret().map_err(|error| ApiError::internal(&error))
}

/// Refuses an address that must not be called.
pub(super) fn check_uri(field: &str, uri: &str) -> Result<(), ApiError> {
    match check_target(uri) {
        Ok(_) => Ok(()),
        Err(why) => Err(ApiError::invalid(format!(
            "`{field}` cannot be a receiver: {why}."
        ))),
    }
}

fn check_events(events: &[String]) -> Result<(), ApiError> {
    if events.is_empty() {
        return Err(ApiError::invalid(
            "`subscribed_events` names what the webhook is told: at least one event.",
        ));
    }
    for event in events {
        let event = event.as_str();
        if FOREIGN_EVENTS.contains(&event) {
            return Err(ApiError::invalid(format!(
                "`subscribed_events`: '{event}' never happens on this computer, which has no batches and makes no videos."
            )));
        }
        if !EVENTS.contains(&event) {
            let known = EVENTS.join(", ");
            return Err(ApiError::invalid(format!(
                "`subscribed_events`: there is no event '{event}'. There are: {known}."
            )));
        }
    }
    Ok(())
}

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    let row = listed::find(&engine, &id, WHAT).await?;
    ok_of(&shape(&engine, row).await?)
}

pub(super) async fn change(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
    query: Query,
    request: Request,
) -> Response {
    let asked: Webhook = match body::read(request, CHANGEABLE).await {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    apply(&engine, &id, asked, &query)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn apply(
    engine: &SharedState,
    id: &str,
    asked: Webhook,
    query: &[(String, String)],
) -> ApiResult {
    listed::find::<WebhookRow>(engine, id, WHAT).await?;
    let mask = body::Mask::of(query, CHANGEABLE)?;
    if let Some(uri) = asked.uri.as_ref().filter(|_| mask.has("uri")) {
        check_uri("uri", uri)?;
    }
    let events = Some(asked.subscribed_events).filter(|events| !events.is_empty());
    if let Some(events) = events.as_ref().filter(|_| mask.has("subscribed_events")) {
        check_events(events)?;
    }
    let state = asked.state.filter(|_| mask.has("state"));
    if !matches!(
        state,
        None | Some(WebhookState::Enabled | WebhookState::Disabled)
    ) {
        return Err(ApiError::invalid(
            "A webhook's `state` can be set to \"enabled\" or \"disabled\".",
        ));
    }
    if mask.asks_for("uri") && asked.uri.is_none()
        || mask.asks_for("subscribed_events") && events.is_none()
        || mask.asks_for("state") && state.is_none()
    {
        return Err(ApiError::invalid(
            "`update_mask` names a field that cannot be emptied: send its new value.",
        ));
    }
    let clears_name = mask.asks_for("name");
    let row = engine
        .store
        .change_webhook(id, move |row| {
            if asked.name.is_some() && mask.has("name") || clears_name {
                row.name = asked.name;
            }
            if let Some(uri) = asked.uri.filter(|_| mask.has("uri")) {
                row.uri = uri;
            }
            if let Some(events) = events.filter(|_| mask.has("subscribed_events")) {
                row.events = events;
            }
            if let Some(state) = state {
                row.state = state;
            }
        })
        .await?;
    ok_of(&shape(engine, row.ok_or_else(|| listed::missing(id, WHAT))?).await?)
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    listed::delete::<WebhookRow>(&engine, &id, WHAT).await
}

/// POST `{id}:ping` and `{id}:rotateSigningSecret`.
pub(super) async fn act(
    Extension(engine): Extension<SharedState>,
    Path(path): Path<String>,
    request: Request,
) -> Response {
    let done = match path.rsplit_once(':') {
        Some((id, "ping")) => match body::read::<Webhook>(request, &[]).await {
            Ok(_) => ping(&engine, id).await,
            Err(refusal) => return refusal,
        },
        Some((id, "rotateSigningSecret")) => {
            match body::read(request, &["revocation_behavior"]).await {
                Ok(asked) => rotate(&engine, id, asked).await,
                Err(refusal) => return refusal,
            }
        }
        _ => return super::nowhere().await,
    };
    done.unwrap_or_else(IntoResponse::into_response)
}

/// Sends a test message to the receiver.
async fn ping(engine: &SharedState, id: &str) -> ApiResult {
    let row: WebhookRow = listed::find(engine, id, WHAT).await?;
    let data = json!({"id": row.id});
    let delivery = Delivery::new(Some(row.id), row.uri, "ping", data);
    engine.store.add_delivery(delivery).await?;
    Ok(ok(&json!({})))
}

async fn rotate(engine: &SharedState, id: &str, asked: RotateSigningSecret) -> ApiResult {
    listed::find::<WebhookRow>(engine, id, WHAT).await?;
    let until = match asked.revocation_behavior {
        Some(RevocationBehavior::Immediately) => None,
        _ => {
            let day = jiff::SignedDuration::from_hours(24);
            let until = jiff::Timestamp::now().saturating_add(day);
            Some(format_time(
                until.map_err(|error| ApiError::internal(&error))?,
            ))
        }
    };
    let secret = secret()?;
    engine
        .store
        .rotate_secret(id, secret.clone(), until)
        .await?;
    ok_of(&RotatedSecret {
        secret: Some(secret.into()),
        ..RotatedSecret::default()
    })
}

async fn shape(engine: &SharedState, row: WebhookRow) -> Result<Webhook, ApiError> {
    let secrets = engine.store.secrets(&row.id).await?;
    let shorten = |secret: SecretRow| SigningSecret {
        truncated_secret: Some(format!(
            "{}…",
            secret.secret.chars().take(10).collect::<String>()
        )),
        expire_time: secret.expires,
        ..SigningSecret::default()
    };
    Ok(Webhook {
        id: Some(row.id.into()),
        name: row.name,
        uri: Some(row.uri),
        subscribed_events: row.events,
        state: Some(row.state),
        signing_secrets: secrets.into_iter().map(shorten).collect(),
        create_time: Some(row.created),
        update_time: Some(row.updated),
        ..Webhook::default()
    })
}

/// The public key with which receivers named by a request verify signatures.
pub(super) async fn keys(Extension(engine): Extension<SharedState>) -> Response {
    ok(&json!({"keys": [engine.webhooks.jwk()]}))
}
