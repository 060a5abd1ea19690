//! Uploads: the resumable protocols, into an environment or as a file of its own (contract sections 2.3 and 2.4).
//!
//! An upload is written to a temporary file and moved to its path when it is complete, so a partial one is never
//! seen.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{OriginalUri, Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use interactions::EnvironmentFileList;
use serde_json::json;
use tokio::io::AsyncWriteExt;

use super::content_range::ContentRange;
use super::environments::{find_here, on_disk, place, place_of_folder};
use super::uploaded::NewFile;
use super::{ApiResult, Query, SharedState, flag, ok, ok_of};
use crate::error::ApiError;

/// Maximum size of a file in bytes (section 2.4).
const LARGEST: u64 = 2 << 30;
/// Uploads older than this are dropped.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// Maximum number of uploads in progress.
const MOST: usize = 1000;
const STATUS: HeaderName = HeaderName::from_static("x-goog-upload-status");

/// Uploads in progress. They end with the engine: the client has to start again.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<HashMap<String, PendingUpload>>);

struct PendingUpload {
    since: Instant,
    session: Arc<tokio::sync::Mutex<Session>>,
}

/// The destination of an upload.
pub(super) enum Destination {
    /// To a path of an environment.
    Environment {
        id: String,
        path: String,
        overwrite: bool,
        /// The upload is an archive, and the path is the folder that it is unpacked into.
        extract: bool,
    },
    /// Into the Files API.
    File(NewFile),
}

pub(super) struct Session {
    id: String,
    destination: Destination,
    /// The temporary file of the bytes received so far.
    part: PathBuf,
    /// Size in bytes that the client announced.
    declared: Option<u64>,
    received: u64,
    /// The host name that the client uses for this engine.
    host: String,
}

impl Session {
    fn new(
        engine: &SharedState,
        destination: Destination,
        declared: Option<u64>,
        headers: &HeaderMap,
    ) -> Result<Self, ApiError> {
        if declared.is_some_and(|bytes| bytes > LARGEST) {
            return Err(ApiError::invalid("A file may have at most 2 GB."));
        }
        let id = uuid::Uuid::new_v4().simple().to_string();
        let part = match &destination {
            Destination::Environment {
                id: environment, ..
            } => engine.files.incoming(environment).join(&id),
            Destination::File(_) => engine.uploaded.incoming(&id),
        };
        Ok(Self {
            id,
            destination,
            part,
            declared,
            received: 0,
            host: super::host(headers).to_owned(),
        })
    }
}

/// PUT `/upload/{v}/environments/{id}/files/{path}`: begins an upload, is a whole upload, or is a chunk of one.
pub(super) async fn put(
    Extension(engine): Extension<SharedState>,
    Path((id, path)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    query: Query,
    request: Request,
) -> ApiResult {
    if let Some(upload) = upload_id(&query) {
        return chunk_by_range(&engine, upload, request).await;
    }
    find_here(&engine, &id).await?;
    let extract = flag(&query, ["extract", "extract"]);
    let path = format!("/{}", path.trim_start_matches('/'));
    let path = if extract {
        place_of_folder(&path)?
    } else {
        place(&path)?
    };
    let overwrite = flag(&query, ["overwrite", "overwrite"]);
    let (known, at) = (id.clone(), path.clone());
    let is_there = on_disk(&engine, move |files| files.contains(&known, &at)).await?;
    if !extract && !overwrite && is_there.unwrap_or(false) {
        return Err(ApiError::exists());
    }
    let destination = Destination::Environment {
        id,
        path,
        overwrite,
        extract,
    };
    begin(&engine, destination, uri.path(), &query, request).await
}

/// Begins an upload by the protocol that the client uses; without one the body is the whole upload.
pub(super) async fn begin(
    engine: &SharedState,
    destination: Destination,
    path: &str,
    query: &[(String, String)],
    request: Request,
) -> ApiResult {
    let headers = request.headers();
    let number = |name: &str| headers.get(name)?.to_str().ok()?.parse::<u64>().ok();
    let is_older = query
        .iter()
        .any(|(name, value)| name == "uploadType" && value == "resumable");
    let declared = match &destination {
        Destination::File(file) => file.size,
        Destination::Environment { .. } => None,
    };
    let declared = number("x-goog-upload-header-content-length")
        .or_else(|| number("x-upload-content-length"))
        .or(declared);
    match command(headers) {
        "start" => {
            let (answer, url) = open(engine, destination, declared, path, headers)?;
            let mut answer = with_status(answer, "active");
            answer.headers_mut().insert("x-goog-upload-url", url);
            let granularity = HeaderValue::from_static("1");
            answer
                .headers_mut()
                .insert("x-goog-upload-chunk-granularity", granularity);
            Ok(answer)
        }
        "" if is_older => {
            let (mut answer, url) = open(engine, destination, declared, path, headers)?;
            answer.headers_mut().insert(header::LOCATION, url);
            Ok(answer)
        }
        // A plain request with the bytes as its body.
        "" => {
            let length = number("content-length");
            let mut session = Session::new(engine, destination, length.or(declared), headers)?;
            append(&mut session, request).await?;
            finalize(engine, &session).await
        }
        other => Err(ApiError::invalid(format!(
            "The upload command '{other}' is not 'start'."
        ))),
    }
}

/// Opens an upload session; the response has the URL for its bytes.
fn open(
    engine: &SharedState,
    destination: Destination,
    declared: Option<u64>,
    path: &str,
    headers: &HeaderMap,
) -> Result<(Response, HeaderValue), ApiError> {
    let session = Session::new(engine, destination, declared, headers)?;
    let url = format!("http://{}{path}?upload_id={}", session.host, session.id);
    let url = HeaderValue::try_from(url).map_err(|error| ApiError::internal(&error))?;
    engine.uploads.add(session)?;
    Ok((ok(&json!({})), url))
}

/// POST with `upload_id`: a chunk, the end, a query or a cancellation of the resumable protocol.
pub(super) async fn receive(
    Extension(engine): Extension<SharedState>,
    query: Query,
    request: Request,
) -> ApiResult {
    chunk(&engine, upload_id(&query).unwrap_or_default(), request).await
}

/// The upload id in a query.
pub(super) fn upload_id(query: &[(String, String)]) -> Option<&str> {
    let named = query.iter().find(|(name, _)| name == "upload_id");
    named.map(|(_, id)| id.as_str())
}

pub(super) async fn chunk(engine: &SharedState, id: &str, request: Request) -> ApiResult {
    let session = engine.uploads.find(id)?;
    let mut session = session.lock().await;
    let headers = request.headers().clone();
    let commands: Vec<&str> = command(&headers).split(',').map(str::trim).collect();
    if commands.contains(&"cancel") {
        engine.uploads.remove(id);
        // Left-overs are removed with the engine's next clean-up of abandoned uploads.
        let _ = tokio::fs::remove_file(&session.part).await;
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
        append(&mut session, request).await?;
    }
    if commands.contains(&"finalize") {
        let answer = finalize(engine, &session).await;
        engine.uploads.remove(id);
        return answer;
    }
    let mut answer = with_status(ok(&json!({})), "active");
    answer.headers_mut().insert(
        "x-goog-upload-size-received",
        HeaderValue::from(session.received),
    );
    Ok(answer)
}

/// A chunk of the older protocol: `Content-Range` has its position, and 308 means that more is expected.
async fn chunk_by_range(engine: &SharedState, id: &str, request: Request) -> ApiResult {
    let session = engine.uploads.find(id)?;
    let mut session = session.lock().await;
    let range = ContentRange::of(request.headers()).ok_or_else(|| {
        ApiError::invalid("A chunk needs a Content-Range such as 'bytes 0-99/100'.")
    })?;
    if let Some(from) = range.from {
        if from != session.received {
            return Err(ApiError::new(
                416,
                "out_of_range",
                format!("The next byte wanted is number {}.", session.received),
            ));
        }
        append(&mut session, request).await?;
    }
    if range.total.is_some_and(|total| session.received >= total) {
        session.declared = range.total;
        let answer = finalize(engine, &session).await;
        engine.uploads.remove(id);
        return answer;
    }
    let mut answer = ok(&json!({}));
    *answer.status_mut() = axum::http::StatusCode::PERMANENT_REDIRECT;
    if let Some(last) = session.received.checked_sub(1) {
        let range = HeaderValue::try_from(format!("bytes=0-{last}"));
        let range = range.map_err(|error| ApiError::internal(&error))?;
        answer.headers_mut().insert(header::RANGE, range);
    }
    Ok(answer)
}

impl Uploads {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, PendingUpload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, session: Session) -> Result<(), ApiError> {
        let mut begun = self.lock();
        begun.retain(|_, upload| upload.since.elapsed() < KEPT);
        if begun.len() >= MOST {
            let text = format!("{MOST} uploads are under way. Complete or cancel some.");
            return Err(ApiError::new(429, "too_many_requests", text));
        }
        let id = session.id.clone();
        let upload = PendingUpload {
            since: Instant::now(),
            session: Arc::new(tokio::sync::Mutex::new(session)),
        };
        begun.insert(id, upload);
        Ok(())
    }

    fn find(&self, id: &str) -> Result<Arc<tokio::sync::Mutex<Session>>, ApiError> {
        let known = self
            .lock()
            .get(id)
            .map(|upload| Arc::clone(&upload.session));
        known.ok_or_else(|| ApiError::not_found("There is no such upload. Begin it again."))
    }

    fn remove(&self, id: &str) {
        self.lock().remove(id);
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

async fn append(session: &mut Session, request: Request) -> Result<(), ApiError> {
    let failed = |error: std::io::Error| ApiError::internal(&error);
    let mut file = tokio::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&session.part)
        .await
        .map_err(failed)?;
    // A chunk that broke off is sent again from the offset that was acknowledged.
    file.set_len(session.received).await.map_err(failed)?;
    let most = session.declared.unwrap_or(LARGEST).min(LARGEST);
    let mut body = request.into_body().into_data_stream();
    let mut received = session.received;
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|_| ApiError::invalid("The upload broke off."))?;
        received += bytes.len() as u64;
        if received > most {
            return Err(match session.declared {
                Some(declared) if declared < LARGEST => longer_than(declared),
                _ => ApiError::invalid("A file may have at most 2 GB."),
            });
        }
        file.write_all(&bytes).await.map_err(failed)?;
    }
    file.sync_all().await.map_err(failed)?;
    session.received = received;
    Ok(())
}

fn longer_than(declared: u64) -> ApiError {
    ApiError::invalid(format!(
        "The upload is longer than the {declared} bytes that were announced."
    ))
}

/// Moves a complete upload to its destination.
async fn finalize(engine: &SharedState, session: &Session) -> ApiResult {
    let done = match session.declared {
        Some(declared) if declared != session.received => Err(ApiError::invalid(format!(
            "The upload has {} bytes, but {declared} were announced.",
            session.received
        ))),
        _ => match &session.destination {
            Destination::File(file) => {
                super::uploaded::keep(engine, file, &session.id, session.received, &session.host)
                    .await
            }
            Destination::Environment {
                id,
                path,
                overwrite,
                extract,
            } => {
                put_in_place(
                    engine,
                    session,
                    (id.as_str(), path.as_str()),
                    *overwrite,
                    *extract,
                )
                .await
            }
        },
    };
    if done.is_err() {
        // What is left of a refused upload is useless; it is deleted with its folder at the latest.
        let _ = tokio::fs::remove_file(&session.part).await;
    }
    Ok(with_status(
        done.unwrap_or_else(IntoResponse::into_response),
        "final",
    ))
}

async fn put_in_place(
    engine: &SharedState,
    session: &Session,
    (id, path): (&str, &str),
    overwrite: bool,
    extract: bool,
) -> ApiResult {
    let (environment, path, upload) = (id.to_owned(), path.to_owned(), session.id.clone());
    let placed = on_disk(engine, move |files| {
        if extract {
            let found = files.unpack(&environment, &upload, &path, overwrite)?;
            std::fs::remove_file(files.incoming(&environment).join(&upload))?;
            return Ok(found);
        }
        files.adopt(&environment, &upload, &path, overwrite)?;
        Ok(vec![files.entry(&environment, &path)?])
    })
    .await?
    .map_err(|error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => ApiError::exists(),
        std::io::ErrorKind::IsADirectory | std::io::ErrorKind::NotADirectory => {
            ApiError::invalid("A folder is in the way.")
        }
        std::io::ErrorKind::InvalidFilename => ApiError::invalid("A name in the path is too long."),
        std::io::ErrorKind::InvalidData => ApiError::invalid(error.to_string()),
        std::io::ErrorKind::StorageFull => ApiError::disk_full(),
        _ => ApiError::internal(&error),
    })?;
    let files = placed.iter().filter(|entry| !entry.is_dir);
    let paths = files.map(|entry| entry.path.clone()).collect();
    engine.store.add_uploaded(id, paths).await?;
    ok_of(&EnvironmentFileList {
        files: placed.iter().map(super::files::describe).collect(),
        ..EnvironmentFileList::default()
    })
}
