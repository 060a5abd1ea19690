//! Serves images, sounds and videos at `media://localhost/` followed by the id of a file. Their bytes come from the
//! file store, whole or by ranges, and only to the window's own page.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use app::{App, Medium};
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{HeaderMap, Method, Request, Response, StatusCode, header, header::HeaderValue},
};

use crate::{ipc, window};

/// The URL scheme, which the window's content policy allows for images, for sound and video, and for `fetch`.
pub(crate) const SCHEME: &str = "media";

/// Answers a request of the page with the bytes of a file or with an error status.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    if let Some(refused) = refusal(context.webview_label(), request.method(), request.headers()) {
        return responder.respond(refused);
    }
    let commands = context.app_handle().state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let id = request.uri().path().trim_start_matches('/').to_owned();
        let medium = commands.medium(&id).await;
        let response =
            tauri::async_runtime::spawn_blocking(move || response(request.headers(), medium));
        responder.respond(response.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a medium cannot be read");
            empty(StatusCode::INTERNAL_SERVER_ERROR)
        }));
    });
}

/// Returns the response to a request that is refused without looking for the file.
fn refusal(webview: &str, method: &Method, headers: &HeaderMap) -> Option<Response<Vec<u8>>> {
    if webview != window::LABEL || !ipc::is_from_own_page(headers) {
        return Some(empty(StatusCode::FORBIDDEN));
    }
    (method != Method::GET).then(|| empty(StatusCode::METHOD_NOT_ALLOWED))
}

/// Builds the response for a medium; 404 for `None`. Blocks.
fn response(headers: &HeaderMap, medium: Option<Medium>) -> Response<Vec<u8>> {
    let Some(medium) = medium.filter(|medium| is_medium(&medium.mime)) else {
        return empty(StatusCode::NOT_FOUND);
    };
    let size = medium.size;
    let (range, status, content_range) = match requested_range(headers, size) {
        RequestedRange::Whole => (0..size, StatusCode::OK, None),
        RequestedRange::Part(range) => {
            let content_range = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            (range, StatusCode::PARTIAL_CONTENT, Some(content_range))
        }
        RequestedRange::Unsatisfiable => {
            let mut response = empty(StatusCode::RANGE_NOT_SATISFIABLE);
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{size}"),
            );
            return response;
        }
    };
    let bytes = match read(&medium, range) {
        Ok(bytes) => bytes,
        Err(error) => {
            tracing::warn!(path = %medium.path.display(), %error, "a medium cannot be read");
            return empty(StatusCode::NOT_FOUND);
        }
    };
    let mut response = empty(status);
    *response.body_mut() = bytes;
    set(&mut response, header::CONTENT_TYPE, &medium.mime);
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    if let Some(content_range) = content_range {
        set(&mut response, header::CONTENT_RANGE, &content_range);
    }
    // The page has another scheme, so `fetch` needs this header. Other origins were refused before.
    if let Some(origin) = headers.get(header::ORIGIN) {
        let allow = header::ACCESS_CONTROL_ALLOW_ORIGIN;
        response.headers_mut().insert(allow, origin.clone());
    }
    response
}

/// Returns true for media types that are only viewed or listened to. An SVG is a document, which is served under the
/// scheme for sealed documents.
fn is_medium(mime: &str) -> bool {
    let kinds = ["image/", "audio/", "video/"];
    kinds.iter().any(|kind| mime.starts_with(kind)) && !mime.starts_with("image/svg")
}

fn read(medium: &Medium, range: Range<u64>) -> io::Result<Vec<u8>> {
    let mut file = File::open(&medium.path)?;
    file.seek(SeekFrom::Start(range.start))?;
    let length = range.end - range.start;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    // A shorter body than announced would leave the reader waiting for the rest for ever.
    if bytes.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

#[derive(Debug, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    Part(Range<u64>),
    /// A range outside of the file.
    Unsatisfiable,
}

/// Parses the `Range` header. More than one range, or an invalid one, means the whole file (RFC 9110, section 14.2).
fn requested_range(headers: &HeaderMap, size: u64) -> RequestedRange {
    let value = headers.get(header::RANGE).and_then(|it| it.to_str().ok());
    let value = value.and_then(|it| it.trim().strip_prefix("bytes="));
    let Some((first, last)) = value.and_then(|it| it.split_once('-')) else {
        return RequestedRange::Whole;
    };
    let number = |digits: &str| {
        let digits = digits.trim();
        let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
        // A number too large for a u64 lies beyond the end of any file.
        is_number.then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Some(first), None) if last.trim().is_empty() => first..size,
        (None, Some(count)) if first.trim().is_empty() => size.saturating_sub(count)..size,
        _ => return RequestedRange::Whole,
    };
    if range.is_empty() {
        RequestedRange::Unsatisfiable
    } else {
        RequestedRange::Part(range)
    }
}

fn empty(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

fn set(response: &mut Response<Vec<u8>>, name: header::HeaderName, value: &str) {
    // Media types are ASCII; an invalid one is omitted, and then the page shows nothing.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium(mime: &str) -> (tempfile::TempDir, Medium) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, b"0123456789").unwrap();
        let medium = Medium {
            path,
            mime: mime.to_owned(),
            size: 10,
        };
        (folder, medium)
    }

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_medium_comes_whole_with_its_type_and_nothing_to_guess() {
        let (_folder, medium) = medium("image/png");
        let response = response(&HeaderMap::new(), Some(medium));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.body(), b"0123456789");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "image/png");
        assert_eq!(
            response.headers()[header::X_CONTENT_TYPE_OPTIONS],
            "nosniff"
        );
        assert_eq!(response.headers()[header::ACCEPT_RANGES], "bytes");
        let allowed = header::ACCESS_CONTROL_ALLOW_ORIGIN;
        assert!(!response.headers().contains_key(allowed));
    }

    #[test]
    fn a_range_is_served_with_its_content_range() {
        for (asked, bytes, place) in [
            ("bytes=0-3", &b"0123"[..], "bytes 0-3/10"),
            ("bytes=0-0", b"0", "bytes 0-0/10"),
            ("bytes=7-", b"789", "bytes 7-9/10"),
            ("bytes=7-99999999999999999999", b"789", "bytes 7-9/10"),
            ("bytes=-2", b"89", "bytes 8-9/10"),
            ("bytes=-20", b"0123456789", "bytes 0-9/10"),
        ] {
            let (_folder, medium) = medium("video/mp4");
            let response = response(&headers(header::RANGE, asked), Some(medium));
            assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT, "{asked}");
            assert_eq!(response.body(), bytes, "{asked}");
            assert_eq!(response.headers()[header::CONTENT_RANGE], place);
        }
    }

    #[test]
    fn a_range_outside_the_file_is_refused_with_the_files_size() {
        for asked in ["bytes=10-", "bytes=10-12", "bytes=-0"] {
            let (_folder, medium) = medium("audio/wav");
            let response = response(&headers(header::RANGE, asked), Some(medium));
            assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE);
            assert_eq!(response.headers()[header::CONTENT_RANGE], "bytes */10");
            assert!(response.body().is_empty());
        }
    }

    #[test]
    fn an_invalid_range_means_the_whole_file() {
        for asked in [
            "bytes=3-1",
            "bytes=0-1,4-5",
            "bytes=-",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=1-2",
        ] {
            let asked = headers(header::RANGE, asked);
            assert_eq!(
                requested_range(&asked, 10),
                RequestedRange::Whole,
                "{asked:?}"
            );
        }
    }

    #[test]
    fn nobody_but_the_windows_own_page_is_given_anything() {
        let refused = |webview: &str, method: Method, headers: &HeaderMap| {
            refusal(webview, &method, headers).map(|response| response.status())
        };
        let own = headers(header::ORIGIN, "tauri://localhost");
        assert_eq!(refused("main", Method::GET, &own), None);
        assert_eq!(refused("main", Method::GET, &HeaderMap::new()), None);
        let forbidden = Some(StatusCode::FORBIDDEN);
        for foreign in ["sealed://localhost", "null", "https://example.org"] {
            let foreign = headers(header::ORIGIN, foreign);
            assert_eq!(refused("main", Method::GET, &foreign), forbidden);
        }
        assert_eq!(refused("other", Method::GET, &own), forbidden);
        let not_allowed = Some(StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(refused("main", Method::POST, &own), not_allowed);
        let (_folder, medium) = medium("audio/wav");
        let response = response(&own, Some(medium));
        let allowed = header::ACCESS_CONTROL_ALLOW_ORIGIN;
        assert_eq!(response.headers()[allowed], "tauri://localhost");
    }

    #[test]
    fn files_that_are_no_media_are_not_found() {
        for other in ["text/html", "image/svg+xml", "application/pdf", ""] {
            let (_folder, medium) = medium(other);
            let response = response(&HeaderMap::new(), Some(medium));
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{other}");
            assert!(response.body().is_empty());
        }
        let nothing = response(&HeaderMap::new(), None);
        assert_eq!(nothing.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_file_that_is_gone_or_shorter_than_it_was_is_not_there() {
        let (folder, medium) = medium("image/png");
        let longer = Medium {
            size: 11,
            ..medium.clone()
        };
        let status = |medium| response(&HeaderMap::new(), Some(medium)).status();
        assert_eq!(status(longer), StatusCode::NOT_FOUND);
        drop(folder);
        assert_eq!(status(medium), StatusCode::NOT_FOUND);
    }
}
