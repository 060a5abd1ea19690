//! The HTTP side: routes of the contract (section 2) under `/v1` and `/v1beta`.

mod agents;
mod body;
mod checks;
mod content_range;
mod create;
mod credentials;
mod environments;
mod files;
mod guard;
mod honoured;
mod interactions;
mod listed;
mod listener;
mod models;
mod openai;
mod self_hosted;
mod shown;
mod sources;
pub(crate) mod sse;
mod tools;
mod triggers;
mod uploaded;
mod uploads;
mod webhooks;

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Extension, Router};
use bytes::Bytes;
use secrecy::SecretString;
use serde_json::{Map, Value};

use crate::brain::registry::Brains;
use crate::error::{ApiError, front_door_error, json_response};
use crate::files::{EnvironmentFiles, UploadedFiles};
use crate::programs::Programs;
use crate::run::LiveRuns;
use crate::state::Store;
use crate::tidy::Tidy;
use crate::triggers::Triggers;
use crate::web::Web;
use crate::webhooks::Webhooks;

pub(crate) use create::{Accepted, accept};
pub(crate) use environments::exists as environment_exists;
pub(crate) use listener::{Connection, Listener};

/// Maximum size of a JSON body in bytes.
pub(crate) const BODY_LIMIT: usize = 64 << 20;

/// The state shared by all routes.
pub(crate) struct AppState {
    pub(crate) store: Store,
    pub(crate) runs: Arc<LiveRuns>,
    pub(crate) brains: Arc<Brains>,
    pub(crate) files: Arc<EnvironmentFiles>,
    pub(crate) tidy: Arc<Tidy>,
    pub(crate) uploaded: Arc<UploadedFiles>,
    pub(crate) uploads: uploads::Uploads,
    pub(crate) webhooks: Arc<Webhooks>,
    pub(crate) web: Arc<Web>,
    pub(crate) programs: Arc<Programs>,
    pub(crate) key: SecretString,
}

type SharedState = Arc<AppState>;
type ApiResult = Result<Response, ApiError>;

/// All routes, behind the access check.
pub(crate) fn router(triggers: Arc<Triggers>) -> Router {
    let engine = Arc::clone(&triggers.engine);
    let (version, upload) = (version_routes(), upload_routes());
    let mut router = Router::new()
        .route("/v1/chat/completions", post(openai::chat))
        .nest("/v1", version.clone())
        .nest("/v1beta", version)
        .nest("/upload/v1", upload.clone())
        .nest("/upload/v1beta", upload)
        .route(guard::KEYS, get(webhooks::keys))
        .fallback(nowhere)
        .method_not_allowed_fallback(wrong_method)
        .layer(Extension(triggers))
        .layer(Extension(Arc::clone(&engine)));
    if let Some(faults) = engine.brains.faults() {
        router = router.layer(middleware::from_fn(move |request: Request, next: Next| {
            let faults = Arc::clone(&faults);
            async move { faults.serve(request, next).await }
        }));
    }
    router.layer(middleware::from_fn(move |request: Request, next: Next| {
        let engine = Arc::clone(&engine);
        async move { guard::check(&engine.key, request, next).await }
    }))
}

/// The routes below `/v1` and `/v1beta`.
fn version_routes() -> Router {
    let mut version = Router::new()
        .route("/interactions", post(create::create))
        .route(
            "/interactions/{id}",
            get(interactions::get).delete(interactions::delete),
        )
        .route("/interactions/live", axum::routing::any(not_live))
        .route("/interactions/{id}/cancel", post(interactions::cancel))
        .route(
            "/interactions/{id}/auth_tokens",
            axum::routing::any(not_live),
        )
        .route(
            "/interactions/{id}/auth_tokens/{token}",
            axum::routing::any(not_live),
        )
        .route(
            "/environments",
            get(environments::list).post(environments::create),
        )
        .route(
            "/environments/{id}",
            get(environments::get).delete(environments::delete),
        )
        .route("/environments/{id}/files", get(files::root))
        .route("/environments/{id}/files/", get(files::root))
        .route("/environments/{id}/files/{*path}", get(files::at))
        .route("/agents", get(agents::list).post(agents::create))
        .route("/agents/{id}", get(agents::get).delete(agents::delete))
        .route("/triggers", get(triggers::list).post(triggers::create))
        .route(
            "/triggers/{id}",
            get(triggers::get)
                .patch(triggers::change)
                .delete(triggers::delete),
        )
        .route(
            "/triggers/{id}/executions",
            get(triggers::executions).post(triggers::run),
        )
        .route(
            "/credentials",
            get(credentials::list).post(credentials::create),
        )
        .route(
            "/credentials/{id}",
            get(credentials::get)
                .patch(credentials::change)
                .delete(credentials::delete),
        )
        .route("/webhooks", get(webhooks::list).post(webhooks::create))
        .route(
            "/webhooks/{id}",
            get(webhooks::get)
                .patch(webhooks::change)
                .delete(webhooks::delete)
                .post(webhooks::act),
        )
        .route("/files", get(uploaded::list))
        .route("/files/{id}", get(uploaded::get).delete(uploaded::delete))
        .route("/environments:leaseInteractions", post(unimplemented))
        .route("/models", get(models::list))
        .route("/models/{*id}", get(models::get));
    for other in ["voices", "decisions", "fileSearchStores"] {
        version = version
            .route(&format!("/{other}"), axum::routing::any(unimplemented))
            .route(
                &format!("/{other}/{{*rest}}"),
                axum::routing::any(unimplemented),
            );
    }
    version
}

/// The routes below `/upload/v1` and `/upload/v1beta`.
fn upload_routes() -> Router {
    Router::new()
        .route(
            "/environments/{id}/files/{*path}",
            put(uploads::put).post(uploads::receive),
        )
        .route("/files", post(uploaded::upload).put(uploads::receive))
        .route(
            "/fileSearchStores/{*rest}",
            axum::routing::any(unimplemented),
        )
}

async fn nowhere() -> Response {
    json_response(
        404,
        &front_door_error(404, "NOT_FOUND", "There is no such path.", Vec::new()),
    )
}

async fn wrong_method() -> Response {
    json_response(
        405,
        &front_door_error(
            405,
            "UNIMPLEMENTED",
            "This path does not take this method.",
            Vec::new(),
        ),
    )
}

/// There are no live interactions and so no tokens for them (section 16, server checklist: a plain 404).
async fn not_live() -> ApiError {
    ApiError::not_found("There is no such live interaction: this computer has none.")
}

async fn unimplemented(request: Request) -> Response {
    let what = request
        .uri()
        .path()
        .split('/')
        .nth(1)
        .unwrap_or_default()
        .to_owned();
    ApiError::new(
        501,
        "unimplemented",
        format!("The engine on this computer has no {what}."),
    )
    .into_response()
}

/// Parses the JSON object of a body; an empty body is an empty object.
async fn json_body(request: Request) -> Result<Map<String, Value>, Response> {
    let Ok(bytes): Result<Bytes, _> = axum::body::to_bytes(request.into_body(), BODY_LIMIT).await
    else {
        let text = format!("The request is larger than {} MiB.", BODY_LIMIT >> 20);
        return Err(json_response(
            413,
            &front_door_error(413, "INVALID_ARGUMENT", &text, Vec::new()),
        ));
    };
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(bad_json("the body is not an object")),
        Err(error) => Err(bad_json(&error.to_string())),
    }
}

fn bad_json(why: &str) -> Response {
    let text = format!("Invalid JSON payload received. {why}");
    json_response(
        400,
        &front_door_error(400, "INVALID_ARGUMENT", &text, Vec::new()),
    )
}

/// The host name that the client uses for this engine.
fn host(headers: &HeaderMap) -> &str {
    headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost")
}

/// Page size and page token of a query, in either casing (section 1.3).
#[derive(Debug, Default)]
struct PageQuery {
    size: usize,
    token: Option<String>,
}

impl PageQuery {
    fn of(query: &[(String, String)], default: usize, most: usize) -> Result<Self, ApiError> {
        let value = |names: [&str; 2]| {
            query
                .iter()
                .find(|(name, _)| names.contains(&name.as_str()))
                .map(|(_, v)| v)
        };
        let size = match value(["page_size", "pageSize"]) {
            None => default,
            Some(text) => match text.parse::<usize>() {
                Ok(0) => default,
                Ok(size) => size.min(most),
                Err(_) => return Err(ApiError::invalid("page_size is not a number.")),
            },
        };
        let token = value(["page_token", "pageToken"])
            .filter(|token| !token.is_empty())
            .cloned();
        Ok(Self { size, token })
    }
}

/// A query as pairs, percent-decoded.
type Query = axum::extract::Query<Vec<(String, String)>>;

fn flag(query: &[(String, String)], names: [&str; 2]) -> bool {
    query
        .iter()
        .any(|(name, value)| names.contains(&name.as_str()) && value.eq_ignore_ascii_case("true"))
}

fn ok(body: &Value) -> Response {
    json_response(200, body)
}

fn ok_of<T: serde::Serialize>(body: &T) -> ApiResult {
    let value = serde_json::to_value(body).map_err(|error| ApiError::internal(&error))?;
    Ok(ok(&value))
}
