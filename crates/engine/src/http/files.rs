//! Listing and downloading the files of an environment (contract section 2.2).

use std::io::{self, SeekFrom};
use std::time::SystemTime;

use axum::Extension;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use interactions::{EnvironmentFile, EnvironmentFileList, FileType};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::environments::{find_here, on_disk};
use super::{ApiResult, PageQuery, Query, SharedState, flag, ok_of};
use crate::error::ApiError;
use crate::files::Entry;

pub(super) async fn root(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    serve(engine, id, String::new(), headers, query).await
}

pub(super) async fn at(
    Extension(engine): Extension<SharedState>,
    Path((id, path)): Path<(String, String)>,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    serve(engine, id, path, headers, query).await
}

async fn serve(
    engine: SharedState,
    id: String,
    path: String,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    let row = find_here(&engine, &id).await?;
    engine.store.note_access(&row).await?;
    let missing = {
        let text = format!("Path '{path}' not found in environment '{id}'.");
        move |_: io::Error| ApiError::not_found(text.clone())
    };
    let (known, place) = (id.clone(), path.clone());
    let entry = on_disk(&engine, move |files| files.entry(&known, &place))
        .await?
        .map_err(&missing)?;
    let media = query
        .iter()
        .any(|(name, value)| name == "alt" && value == "media");
    match (entry.is_dir, media) {
        (false, true) => {
            let opened = on_disk(&engine, move |files| files.open(&id, &path)).await?;
            let (file, size) = opened.map_err(&missing)?;
            content(file, size, &entry, &headers).await
        }
        (false, false) => ok_of(&EnvironmentFileList {
            files: vec![describe(&entry)],
            ..EnvironmentFileList::default()
        }),
        (true, true) => {
            let recursive = flag(&query, ["recursive", "recursive"]);
            tar(&engine, &id, path, recursive).await
        }
        (true, false) => {
            let recursive = flag(&query, ["recursive", "recursive"]);
            let listed = on_disk(&engine, move |files| files.list(&id, &path, recursive)).await?;
            page(listed.map_err(&missing)?, &query)
        }
    }
}

fn page(entries: Vec<Entry>, query: &[(String, String)]) -> ApiResult {
    let page = PageQuery::of(query, 1000, 10_000)?;
    // The page token is the last path of the page before: files may appear or disappear between two pages.
    let rest = entries
        .into_iter()
        .filter(|entry| page.token.as_ref().is_none_or(|last| entry.path > *last));
    let mut files: Vec<Entry> = rest.take(page.size + 1).collect();
    let more = files.len() > page.size;
    files.truncate(page.size);
    ok_of(&EnvironmentFileList {
        next_page_token: files
            .last()
            .filter(|_| more)
            .map(|entry| entry.path.clone()),
        files: files.iter().map(describe).collect(),
        ..EnvironmentFileList::default()
    })
}

/// One entry as the API writes it.
pub(super) fn describe(entry: &Entry) -> EnvironmentFile {
    let kind = if entry.is_dir {
        FileType::Directory
    } else {
        FileType::File
    };
    EnvironmentFile {
        name: entry.path.rsplit('/').next().map(str::to_owned),
        path: Some(entry.path.clone()),
        kind: Some(kind),
        size_bytes: (!entry.is_dir).then(|| entry.size.into()),
        mime_type: (!entry.is_dir).then(|| mime_type(&entry.path)),
        created: Some(entry.created.clone()),
        modified: Some(entry.modified.clone()),
        ..EnvironmentFile::default()
    }
}

fn mime_type(path: &str) -> String {
    let guess = mime_guess::from_path(path)
        .first_or_octet_stream()
        .to_string();
    if guess.starts_with("text/") {
        format!("{guess}; charset=utf-8")
    } else {
        guess
    }
}

async fn content(file: std::fs::File, size: u64, entry: &Entry, headers: &HeaderMap) -> ApiResult {
    let kind = mime_type(&entry.path);
    let tag = version(&file, size);
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    // A range is only correct if the client's other ranges are of the same version.
    let same = header(header::IF_RANGE).is_none_or(|wanted| wanted == tag);
    let range = header(header::RANGE).filter(|_| same);
    let (status, from, length) = match range.map(|range| wanted(range, size)) {
        None | Some(Range::Ignored) => (StatusCode::OK, 0, size),
        Some(Range::Part { from, length }) => (StatusCode::PARTIAL_CONTENT, from, length),
        Some(Range::Outside) => {
            let text = format!("The file has {size} bytes.");
            let mut answer = ApiError::new(416, "out_of_range", text).into_response();
            if let Ok(value) = format!("bytes */{size}").parse() {
                answer.headers_mut().insert(header::CONTENT_RANGE, value);
            }
            return Ok(answer);
        }
    };
    let mut file = tokio::fs::File::from_std(file);
    file.seek(SeekFrom::Start(from))
        .await
        .map_err(|error| ApiError::internal(&error))?;
    let mut answer = Response::new(Body::from_stream(ReaderStream::new(file.take(length))));
    *answer.status_mut() = status;
    let mut set = |name, value: String| {
        if let Ok(value) = value.parse() {
            answer.headers_mut().insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, kind);
    set(header::CONTENT_LENGTH, length.to_string());
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::ETAG, tag);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned());
    if status == StatusCode::PARTIAL_CONTENT {
        let last = (from + length).saturating_sub(1);
        set(header::CONTENT_RANGE, format!("bytes {from}-{last}/{size}"));
    }
    Ok(answer)
}

/// The files of a folder as an uncompressed tar, packed while it is sent.
pub(super) async fn tar(
    engine: &SharedState,
    id: &str,
    path: String,
    recursive: bool,
) -> ApiResult {
    let id = find_here(engine, id).await?.id;
    let (chunks, received) = tokio::sync::mpsc::channel(8);
    let files = std::sync::Arc::clone(&engine.files);
    tokio::task::spawn_blocking(move || {
        let out = io::BufWriter::with_capacity(64 << 10, Chunks(chunks.clone()));
        if let Err(error) = files.pack(&id, &path, recursive, out) {
            tracing::warn!(%error, "a folder could not be packed to its end");
            // A truncated archive must not look complete. Sending fails only if the client is gone.
            let _ = chunks.blocking_send(Err(error));
        }
    });
    let bytes = futures::stream::unfold(received, |mut received| async move {
        received.recv().await.map(|chunk| (chunk, received))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, Body::from_stream(bytes)).into_response())
}

/// A writer that passes chunks to the connection.
struct Chunks(tokio::sync::mpsc::Sender<io::Result<bytes::Bytes>>);

impl io::Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let chunk = bytes::Bytes::copy_from_slice(bytes);
        match self.0.blocking_send(Ok(chunk)) {
            Ok(()) => Ok(bytes.len()),
            Err(_) => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The ETag of a file: its size and modification time.
fn version(file: &std::fs::File, size: u64) -> String {
    let changed = file
        .metadata()
        .and_then(|metadata| metadata.modified())
        .ok();
    let changed = changed.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("\"{size:x}-{:x}\"", changed.unwrap_or_default().as_nanos())
}

#[derive(Debug, PartialEq)]
enum Range {
    Part {
        from: u64,
        length: u64,
    },
    Outside,
    /// Several ranges or another unit: the whole file is a correct response.
    Ignored,
}

fn wanted(range: &str, size: u64) -> Range {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Range::Ignored;
    };
    let (from, to) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => (from, to.min(size.saturating_sub(1))),
        (Ok(from), Err(_)) if last.is_empty() => (from, size.saturating_sub(1)),
        (Err(_), Ok(suffix)) if first.is_empty() && suffix > 0 => {
            (size.saturating_sub(suffix), size.saturating_sub(1))
        }
        _ => return Range::Ignored,
    };
    if from >= size {
        Range::Outside
    } else {
        Range::Part {
            from,
            length: to - from + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, wanted};

    #[test]
    fn ranges_are_read_as_http_defines_them() {
        assert_eq!(wanted("bytes=0-3", 10), Range::Part { from: 0, length: 4 });
        assert_eq!(wanted("bytes=4-", 10), Range::Part { from: 4, length: 6 });
        assert_eq!(wanted("bytes=-3", 10), Range::Part { from: 7, length: 3 });
        assert_eq!(wanted("bytes=5-99", 10), Range::Part { from: 5, length: 5 });
        assert_eq!(wanted("bytes=10-", 10), Range::Outside);
        assert_eq!(wanted("bytes=0-", 0), Range::Outside);
        assert_eq!(wanted("bytes=1-2,4-5", 10), Range::Ignored);
        assert_eq!(wanted("lines=1-2", 10), Range::Ignored);
    }
}
