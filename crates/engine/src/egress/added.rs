//! Headers that the proxy adds to requests outside the sandbox.

use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

/// Headers of the connection or of message framing, which cannot be added.
const NOT_ADDED: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "proxy-connection",
];

/// Parses the name of a header, if such a header can be added.
pub(crate) fn name(text: &str) -> Option<HeaderName> {
    let name = HeaderName::from_bytes(text.as_bytes()).ok();
    name.filter(|name| !NOT_ADDED.contains(&name.as_str()))
}

/// Parses the value of a header and marks it as sensitive, so that it is never printed.
pub(crate) fn value(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Reads `transform`: a map of headers, or a list of such maps.
pub(super) fn read(transform: &Value, headers: &mut HeaderMap) -> Result<(), String> {
    match transform {
        Value::Array(maps) => maps.iter().try_for_each(|map| match map {
            Value::Object(_) => read(map, headers),
            _ => Err("send a map of headers, or a list of maps".to_owned()),
        }),
        Value::Object(map) => map.iter().try_for_each(|(header, text)| {
            let known =
                name(header).ok_or_else(|| format!("'{header}' is no header that can be added"))?;
            // The value is not repeated: it may be a secret.
            let value = text.as_str().and_then(value);
            let value = value
                .ok_or_else(|| format!("the value of '{header}' cannot be sent in a header"))?;
            headers.insert(known, value);
            Ok(())
        }),
        _ => Err("send a map of headers, or a list of maps".to_owned()),
    }
}
