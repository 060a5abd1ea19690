//! The Files API: files that requests refer to, kept for two days (contract section 2.4; a classic route, camelCase).

use axum::Extension;
use axum::body::Body;
use axum::extract::{OriginalUri, Path, Request};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::types::file::UploadedFile;
use interactions::{CreateInteraction, File, FileState, Input, Int64, Wire};
use serde_json::{Value, json};
use tokio_util::io::ReaderStream;

use super::{ApiResult, PageQuery, Query, SharedState, body, host, json_body, ok, ok_of, uploads};
use crate::error::ApiError;
use crate::files;
use crate::state::{FileRow, format_time, now};

/// Lifetime of a file.
const KEPT: jiff::SignedDuration = jiff::SignedDuration::from_hours(48);
/// Maximum total size of all files in bytes.
const LARGEST_TOTAL: u64 = 20 << 30;

/// Metadata that a client sends before the file.
#[derive(Default)]
pub(super) struct NewFile {
    name: Option<String>,
    display_name: Option<String>,
    mime_type: Option<String>,
    /// Size in bytes.
    pub(super) size: Option<u64>,
}

/// POST `/upload/{v}/files`: begins an upload, is a whole upload, or is a chunk of one.
pub(super) async fn upload(
    Extension(engine): Extension<SharedState>,
    OriginalUri(uri): OriginalUri,
    query: Query,
    request: Request,
) -> Response {
    if let Some(upload) = uploads::upload_id(&query) {
        return uploads::chunk(&engine, upload, request)
            .await
            .unwrap_or_else(IntoResponse::into_response);
    }
    let text = |headers: &HeaderMap, name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
    let is_start = text(request.headers(), "x-goog-upload-command").as_deref() == Some("start");
    let (parts, content) = request.into_parts();
    let (file, content) = if is_start {
        let request = Request::from_parts(parts.clone(), content);
        match json_body(request).await.and_then(described) {
            Ok(file) => (file, Body::empty()),
            Err(refusal) => return refusal,
        }
    } else {
        (NewFile::default(), content)
    };
    let kind = text(&parts.headers, "x-goog-upload-header-content-type")
        .or_else(|| text(&parts.headers, "content-type").filter(|_| !is_start));
    let file = NewFile {
        mime_type: file.mime_type.or(kind),
        ..file
    };
    let request = Request::from_parts(parts, content);
    uploads::begin(
        &engine,
        uploads::Destination::File(file),
        uri.path(),
        &query,
        request,
    )
    .await
    .unwrap_or_else(IntoResponse::into_response)
}

/// Parses the `file` object of the body that begins an upload.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
fn described(body: serde_json::Map<String, Value>) -> Result<NewFile, Response> {
    let mut body = body::snake_case(body)?;
    let file = body.shift_remove("file");
    if let Some(name) = body.keys().next() {
        return Err(crate::error::unknown_field(name));
    }
    let Some(Value::Object(file)) = file else {
        return Ok(NewFile::default());
    };
    let mut new = NewFile::default();
    for (name, value) in file {
        let misfit = || {
            ApiError::invalid(format!("`file.{name}` has a value of a wrong type.")).into_response()
        };
        let text = |value: Value| Option::<String>::read(value).map_err(|_| misfit());
        match name.as_str() {
            "name" => new.name = text(value)?,
            "display_name" => new.display_name = text(value)?,
            "mime_type" => new.mime_type = text(value)?,
            "size_bytes" => new.size = Option::<u64>::read(value).map_err(|_| misfit())?,
            _ => return Err(crate::error::unknown_field(&format!("file.{name}"))),
        }
    }
    Ok(new)
}

/// Stores a complete upload; `host` is the host name that the client uses for this engine.
pub(super) async fn keep(
    engine: &SharedState,
    file: &NewFile,
    upload: &str,
    size: u64,
    host: &str,
) -> ApiResult {
    let id = match &file.name {
        None => uuid::Uuid::new_v4().simple().to_string()[..12].to_owned(),
        Some(name) => name.strip_prefix("files/").unwrap_or(name).to_owned(),
    };
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > 40 || !id.chars().all(plain) || id.starts_with('-') {
        return Err(ApiError::invalid(
            "`file.name`: a file's name has 1 to 40 lower-case letters, digits and '-'.",
        ));
    }
    if engine.store.file(&id).await?.is_some() {
        return Err(ApiError::new(
            409,
            "already_exists",
            format!("There is a file '{id}' already."),
        ));
    }
    if engine.store.bytes_of_files().await?.saturating_add(size) > LARGEST_TOTAL {
        return Err(ApiError::new(
            429,
            "quota_exceeded",
            "All files together may have at most 20 GB. Delete some.",
        ));
    }
    let (folder, from, to) = (engine.uploaded.clone(), upload.to_owned(), id.clone());
    let sum = tokio::task::spawn_blocking(move || folder.adopt(&from, &to)).await;
    let sha256 = sum
        .map_err(|error| ApiError::internal(&error))?
        .map_err(|error| ApiError::internal(&error))?;
    let expires = jiff::Timestamp::now().saturating_add(KEPT);
    let row = FileRow {
        id,
        display_name: file.display_name.clone(),
        mime_type: file
            .mime_type
            .clone()
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        size,
        sha256,
        created: now(),
        expires: format_time(expires.map_err(|error| ApiError::internal(&error))?),
    };
    engine.store.create_file(row.clone()).await?;
    ok_of(&UploadedFile {
        file: Some(shape(row, host)),
        ..UploadedFile::default()
    })
}

pub(super) async fn list(
    Extension(engine): Extension<SharedState>,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    let page = PageQuery::of(&query, 10, 100)?;
    if let Some(token) = &page.token
        && engine.store.file(token).await?.is_none()
    {
        return Err(ApiError::invalid("pageToken is not one of this list."));
    }
    let mut rows = engine.store.files(page.token, page.size + 1).await?;
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    let next = rows.last().filter(|_| more).map(|row| row.id.clone());
    let host = host(&headers);
    let files: Vec<File> = rows.into_iter().map(|row| shape(row, host)).collect();
    let mut answer = json!({"files": files});
    if let Some(next) = next {
        answer["nextPageToken"] = next.into();
    }
    Ok(ok(&answer))
}

/// GET `/files/{id}`, `/files/{id}:download` and the older `/files/environment-{id}:download`.
pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(path): Path<String>,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    let media = query
        .iter()
        .any(|(name, value)| name == "alt" && value == "media");
    match path.split_once(':') {
        None => Ok(ok(&json!(shape(
            find(&engine, &path).await?,
            host(&headers)
        )))),
        Some((id, "download")) if media => match id.strip_prefix("environment-") {
            Some(environment) => super::files::tar(&engine, environment, String::new(), true).await,
            None => download(&engine, id).await,
        },
        Some((_, "download")) => Err(ApiError::invalid("A download needs `alt=media`.")),
        Some(_) => Err(missing(&path)),
    }
}

async fn find(engine: &SharedState, id: &str) -> Result<FileRow, ApiError> {
    let row = engine.store.file(id).await?;
    row.ok_or_else(|| missing(id))
}

fn missing(id: &str) -> ApiError {
    ApiError::not_found(format!(
        "There is no file '{id}'; files are kept for 48 hours."
    ))
}

async fn download(engine: &SharedState, id: &str) -> ApiResult {
    let row = find(engine, id).await?;
    let file = tokio::fs::File::open(engine.uploaded.path(id)).await;
    let file = file.map_err(|error| ApiError::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, row.mime_type),
        (header::CONTENT_LENGTH, row.size.to_string()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(ReaderStream::new(file))).into_response())
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    let internal = |error: std::io::Error| ApiError::internal(&error);
    engine.tidy.will_delete().await.map_err(internal)?;
    engine
        .uploaded
        .delete(&find(&engine, &id).await?.id)
        .map_err(internal)?;
    engine.store.delete_file(&id).await?;
    engine.tidy.deleted();
    Ok(ok(&json!({})))
}

/// The request with the bytes of uploaded files inserted where its input only references them.
pub(super) async fn with_bytes(
    engine: &SharedState,
    request: &CreateInteraction,
) -> Result<CreateInteraction, ApiError> {
    let mut request = request.clone();
    let Some(mut steps) = request.input.take().and_then(Input::into_steps) else {
        return Ok(request);
    };
    for id in files::named_in(&steps) {
        let row = find(engine, &id).await;
        let row = row.map_err(|error| ApiError::invalid(error.message))?;
        if row.size > files::LARGEST_SHOWN {
            return Err(ApiError::invalid(format!(
                "The file '{id}' has {} bytes; a model here is shown files of at most {} MiB.",
                row.size,
                files::LARGEST_SHOWN >> 20
            )));
        }
    }
    let uploaded = std::sync::Arc::clone(&engine.uploaded);
    let work = move || {
        uploaded.put_bytes_into(&mut steps);
        steps
    };
    let steps = tokio::task::spawn_blocking(work).await;
    request.input = Some(Input::Steps(
        steps.map_err(|error| ApiError::internal(&error))?,
    ));
    Ok(request)
}

fn shape(row: FileRow, host: &str) -> File {
    File {
        name: Some(format!("files/{}", row.id)),
        display_name: row.display_name,
        mime_type: Some(row.mime_type),
        size_bytes: Some(Int64::from(row.size)),
        create_time: Some(row.created.clone()),
        update_time: Some(row.created),
        expiration_time: Some(row.expires),
        sha256_hash: Some(STANDARD.encode(row.sha256)),
        uri: Some(format!("http://{host}/v1beta/files/{}", row.id)),
        state: Some(FileState::Active),
        source: Some("UPLOADED".to_owned()),
        ..File::default()
    }
}
