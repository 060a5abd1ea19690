//! Access control: only programs of this computer that know the key.
//!
//! A web page must never reach the engine: requests with an `Origin` are refused, and so is every `Host` that is not
//! a loopback name (DNS rebinding). There are no CORS headers.

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::error::{front_door_error, json_response};

/// The engine's public keys, with which receivers of signed webhook messages verify them; they have no API key.
pub(super) const KEYS: &str = "/.well-known/jwks.json";

/// Passes a request on, or refuses it as the service does (contract section 1.4).
pub(super) async fn check(key: &SecretString, request: Request, next: Next) -> Response {
    if request.headers().contains_key(header::ORIGIN) {
        return refused("Requests from web pages are refused.");
    }
    if !host_is_local(&request) {
        return refused("Only this computer may ask: the Host is not a loopback name.");
    }
    if request.uri().path() == KEYS || is_chunk(&request) {
        return next.run(request).await;
    }
    match key_of(&request) {
        None => {
            let text = "Method doesn't allow unregistered callers. Send the engine's key in x-goog-api-key.";
            json_response(
                403,
                &front_door_error(403, "PERMISSION_DENIED", text, Vec::new()),
            )
        }
        Some(given) if bool::from(given.as_bytes().ct_eq(key.expose_secret().as_bytes())) => {
            next.run(request).await
        }
        Some(_) => {
            let details = json!({
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "API_KEY_INVALID",
                "domain": "googleapis.com",
                "metadata": {"service": "generativelanguage.googleapis.com"},
            });
            let text = "API key not valid. Please pass a valid API key.";
            json_response(
                400,
                &json!([front_door_error(
                    400,
                    "INVALID_ARGUMENT",
                    text,
                    vec![details]
                )]),
            )
        }
    }
}

/// Returns true for a chunk of a file upload: the official SDKs send no key with it, and the unguessable upload id
/// stands in for the key (section 2.3).
fn is_chunk(request: &Request) -> bool {
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    matches!(path, "/upload/v1/files" | "/upload/v1beta/files")
        && query.split('&').any(|pair| {
            pair.strip_prefix("upload_id=")
                .is_some_and(|id| !id.is_empty())
        })
}

fn refused(text: &str) -> Response {
    json_response(
        403,
        &front_door_error(403, "PERMISSION_DENIED", text, Vec::new()),
    )
}

fn host_is_local(request: &Request) -> bool {
    let header = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    // An absolute-form target names its host itself; the header must agree with it.
    let target = request
        .uri()
        .authority()
        .map(axum::http::uri::Authority::as_str);
    match (header, target) {
        (Some(header), None) => is_loopback(header),
        (Some(header), Some(target)) => is_loopback(header) && is_loopback(target),
        (None, _) => false,
    }
}

fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((host, after)) if after.is_empty() || is_port(after) => host,
            _ => return false,
        },
        None => match authority.split_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            Some(_) => return false,
            None => authority,
        },
    };
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn is_port(text: &str) -> bool {
    text.strip_prefix(':')
        .is_some_and(|port| port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn key_of(request: &Request) -> Option<String> {
    let text = |headers: &HeaderMap, name: &str| Some(headers.get(name)?.to_str().ok()?.to_owned());
    let headers = request.headers();
    text(headers, "x-goog-api-key")
        .or_else(|| {
            Some(
                text(headers, "authorization")?
                    .strip_prefix("Bearer ")?
                    .to_owned(),
            )
        })
        .or_else(|| {
            let query =
                axum::extract::Query::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
            query
                .0
                .into_iter()
                .find(|(name, _)| name == "key")
                .map(|(_, value)| value)
        })
        .filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_the_names_of_this_computer_pass() {
        for good in [
            "localhost",
            "LocalHost:80",
            "127.0.0.1:4711",
            "127.8.8.8",
            "[::1]",
            "[::1]:99",
        ] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "example.com",
            "127.0.0.1.example.com",
            "localhost.example.com:80",
            "0.0.0.0",
            "192.168.0.1",
            "",
            "127.0.0.1:80@evil",
            "[::1",
            "[::1]x",
            "localhost:80:90",
            "::1",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }
}
