//! Serves documents that a model made at `sealed://localhost/` followed by the id of a file, and nothing else.

use app::{App, sealed::POLICY};
use tauri::{
    Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

/// The URL scheme, which the window's content policy allows in frames only.
pub(crate) const SCHEME: &str = "sealed";

/// Answers a request of a frame with the document, or with an empty response.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let commands = context.app_handle().state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let id = request.uri().path().trim_start_matches('/').to_owned();
        let document = commands.sealed_document(&id).await;
        responder.respond(response(document));
    });
}

fn response(document: Option<String>) -> Response<Vec<u8>> {
    let status = match document {
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    };
    let mut response = Response::new(document.unwrap_or_default().into_bytes());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_answer_carries_the_policy_also_one_that_finds_nothing() {
        for document in [Some("<p>A page.</p>".to_owned()), None] {
            let is_there = document.is_some();
            let response = response(document);
            assert_eq!(response.status().is_success(), is_there);
            assert_eq!(response.headers()[header::CONTENT_SECURITY_POLICY], POLICY);
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "text/html; charset=utf-8"
            );
        }
    }
}
