//! Uploads into an environment: the resumable protocol (contract section 2.3).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Extension;
use axum::extract::{OriginalUri, Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use interactions::EnvironmentFileList;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::environments::{find, on_disk, place};
use super::{Answer, Query, Shared, flag, ok, ok_of};
use crate::error::ApiError;
use crate::files::EnvironmentFiles;

/// The largest file that is taken, in bytes (section 2.4).
const LARGEST: u64 = 2 << 30;
const STATUS: HeaderName = HeaderName::from_static("x-goog-upload-status");

/// Uploads that have begun. They end with the engine: a client begins again.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<String, Arc<tokio::sync::Mutex<Session>>>>);

struct Session {
    environment: String,
    path: String,
    overwrite: bool,
    received: u64,
}

pub(super) async fn start(
    Extension(engine): Extension<Shared>,
    Path((id, path)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    query: Query,
    request: Request,
) -> Answer {
    find(&engine, &id).await?;
    if flag(&query, ["extract", "extract"]) {
        return Err(ApiError::new(
            501,
            "unimplemented",
            "The engine on this computer does not unpack archives.",
        ));
    }
    let target = place(&format!("/{}", path.trim_start_matches('/')))?;
    let overwrite = flag(&query, ["overwrite", "overwrite"]);
    let (known, at) = (id.clone(), target.clone());
    if !overwrite
        && on_disk(&engine, move |files| files.contains(&known, &at))
            .await?
            .unwrap_or(false)
    {
        return Err(ApiError::exists());
    }
    let session = uuid::Uuid::new_v4().simple().to_string();
    let upload = Session {
        environment: id.clone(),
        path: target,
        overwrite,
        received: 0,
    };
    let headers = request.headers().clone();
    match command(&headers) {
        "start" => {
            engine
                .uploads
                .lock()
                .insert(session.clone(), Arc::new(tokio::sync::Mutex::new(upload)));
            let host = headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok())
                .unwrap_or("localhost");
            let url = format!("http://{host}{}?upload_id={session}", uri.path());
            let mut answer = ok(&json!({}));
            let value = HeaderValue::try_from(url).map_err(|error| ApiError::internal(&error))?;
            answer.headers_mut().insert("x-goog-upload-url", value);
            answer
                .headers_mut()
                .insert(STATUS, HeaderValue::from_static("active"));
            answer.headers_mut().insert(
                "x-goog-upload-chunk-granularity",
                HeaderValue::from_static("1"),
            );
            Ok(answer)
        }
        // A plain PUT with the bytes as its body.
        "" => {
            let mut upload = upload;
            append(&engine.files, &session, &mut upload, request).await?;
            finalize(&engine, &session, &upload).await
        }
        other => Err(ApiError::invalid(format!(
            "The upload command '{other}' is not 'start'."
        ))),
    }
}

pub(super) async fn receive(
    Extension(engine): Extension<Shared>,
    query: Query,
    request: Request,
) -> Answer {
    let id = query
        .iter()
        .find(|(name, _)| name == "upload_id")
        .map(|(_, id)| id.clone())
        .unwrap_or_default();
    let known = engine.uploads.lock().get(&id).cloned();
    let session =
        known.ok_or_else(|| ApiError::not_found("There is no such upload. Begin it again."))?;
    let mut session = session.lock().await;
    let headers = request.headers().clone();
    let commands: Vec<&str> = command(&headers).split(',').map(str::trim).collect();
    if commands.contains(&"cancel") {
        engine.uploads.lock().remove(&id);
        return Ok(with_status(ok(&json!({})), "cancelled"));
    }
    if commands.contains(&"upload") {
        let offset = headers
            .get("x-goog-upload-offset")
            .and_then(|offset| offset.to_str().ok()?.parse::<u64>().ok());
        if offset.is_some_and(|offset| offset != session.received) {
            return Err(ApiError::invalid(format!(
                "The next byte wanted is number {}.",
                session.received
            )));
        }
        append(&engine.files, &id, &mut session, request).await?;
    }
    if commands.contains(&"finalize") {
        let answer = finalize(&engine, &id, &session).await;
        engine.uploads.lock().remove(&id);
        return answer;
    }
    let mut answer = with_status(ok(&json!({})), "active");
    answer.headers_mut().insert(
        "x-goog-upload-size-received",
        HeaderValue::from(session.received),
    );
    Ok(answer)
}

impl Uploads {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<tokio::sync::Mutex<Session>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn command(headers: &HeaderMap) -> &str {
    headers
        .get("x-goog-upload-command")
        .and_then(|command| command.to_str().ok())
        .unwrap_or_default()
}

fn with_status(mut answer: Response, status: &'static str) -> Response {
    answer
        .headers_mut()
        .insert(STATUS, HeaderValue::from_static(status));
    answer
}

async fn append(
    files: &EnvironmentFiles,
    id: &str,
    session: &mut Session,
    request: Request,
) -> Result<(), ApiError> {
    let failed = |error: std::io::Error| ApiError::internal(&error);
    let part = files.incoming(&session.environment).join(id);
    let mut file = tokio::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&part)
        .await
        .map_err(failed)?;
    // A chunk that broke off before is sent again from the offset that was acknowledged.
    file.set_len(session.received).await.map_err(failed)?;
    let mut body = request.into_body().into_data_stream();
    let mut received = session.received;
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| ApiError::invalid("The upload broke off."))?;
        received += bytes.len() as u64;
        if received > LARGEST {
            return Err(ApiError::invalid("A file may have at most 2 GB."));
        }
        file.write_all(&bytes).await.map_err(failed)?;
    }
    file.sync_all().await.map_err(failed)?;
    session.received = received;
    Ok(())
}

async fn finalize(engine: &Shared, id: &str, session: &Session) -> Answer {
    let (environment, path, overwrite) = (
        session.environment.clone(),
        session.path.clone(),
        session.overwrite,
    );
    let upload = id.to_owned();
    let adopted = on_disk(engine, move |files| {
        files.adopt(&environment, &upload, &path, overwrite)?;
        files.entry(&environment, &path)
    })
    .await?;
    match adopted {
        Ok(entry) => {
            engine
                .store
                .touch_environment(&session.environment, None)
                .await?;
            let files = vec![super::files::describe(&entry)];
            let answer = ok_of(&EnvironmentFileList {
                files,
                ..EnvironmentFileList::default()
            })?;
            Ok(with_status(answer, "final"))
        }
        Err(error) => {
            let part = engine.files.incoming(&session.environment).join(id);
            // What is left of a refused upload is deleted with its environment at the latest.
            let _ = tokio::fs::remove_file(part).await;
            let refused = match error.kind() {
                std::io::ErrorKind::AlreadyExists => ApiError::exists(),
                std::io::ErrorKind::IsADirectory | std::io::ErrorKind::NotADirectory => {
                    ApiError::invalid("A folder is in the way.")
                }
                _ => ApiError::internal(&error),
            };
            Ok(with_status(refused.into_response(), "final"))
        }
    }
}
