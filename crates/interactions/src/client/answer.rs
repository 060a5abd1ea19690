//! Parsing of error responses: three shapes, or an empty body (contract section 1.4).

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::error::Error;

/// The error of a response. Accepts any body: envelope A and B, either one in an array, HTML, nothing.
pub(super) fn api_error(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let body: Option<Value> = serde_json::from_slice(body).ok();
    let error = body.as_ref().and_then(error_object);
    let text = |name: &str| {
        error
            .and_then(|error| error.get(name))
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let details = error
        .and_then(|error| error.get("details"))
        .and_then(Value::as_array);
    let detail = |kind: &str, field: &str| {
        details.into_iter().flatten().find_map(|detail| {
            let is_kind = detail
                .get("@type")
                .and_then(Value::as_str)
                .is_some_and(|it| it.ends_with(kind));
            detail
                .get(field)
                .filter(|_| is_kind)
                .and_then(Value::as_str)
        })
    };
    let reason_phrase = status
        .canonical_reason()
        .unwrap_or("the server refused without a reason");
    Error::Api {
        status: status.as_u16(),
        code: text("code").or_else(|| text("status")).map(str::to_owned),
        message: text("message").unwrap_or(reason_phrase).to_owned(),
        retry_after: retry_after(headers, SystemTime::now())
            .or_else(|| detail("google.rpc.RetryInfo", "retryDelay").and_then(seconds_with_unit)),
        reason: detail("google.rpc.ErrorInfo", "reason")
            .or_else(|| details.into_iter().flatten().find_map(exhausted_quota))
            .map(str::to_owned),
    }
}

/// The name of the exhausted quota in a google.rpc.QuotaFailure; a daily one first, because then waiting for the
/// others is pointless.
fn exhausted_quota(detail: &Value) -> Option<&str> {
    let is_kind = detail.get("@type")?.as_str()?.ends_with("QuotaFailure");
    let violations = detail.get("violations")?.as_array().filter(|_| is_kind)?;
    let names = || {
        violations
            .iter()
            .filter_map(|it| it.get("quotaId")?.as_str())
    };
    names()
        .find(|name| Error::names_a_day(name))
        .or_else(|| names().next())
}

/// The `error` object of an envelope, bare or inside a one-element array.
pub(super) fn error_object(body: &Value) -> Option<&Value> {
    let envelope = match body {
        Value::Array(items) => items.first()?,
        other => other,
    };
    envelope.get("error").filter(|error| error.is_object())
}

/// `retry-after-ms`, or `Retry-After` as seconds or as a date (section 1.5).
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    if let Some(wait) = value("retry-after-ms").and_then(|ms| seconds(ms, 1000.0)) {
        return Some(wait);
    }
    let text = value("retry-after")?;
    seconds(text, 1.0).or_else(|| {
        let date = httpdate::parse_http_date(text).ok()?;
        Some(date.duration_since(now).unwrap_or_default())
    })
}

fn seconds(text: &str, per_second: f64) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(number / per_second).ok()
}

/// A google.protobuf.Duration such as `12.5s`.
fn seconds_with_unit(text: &str) -> Option<Duration> {
    seconds(text.strip_suffix('s')?, 1.0)
}
