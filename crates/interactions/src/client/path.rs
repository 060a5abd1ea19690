//! Percent-encoding of paths and queries, so that every byte is received unchanged (contract section 2.2).

use std::fmt::Write;

use crate::types::InvalidRequest;

/// Appends `text` to `into`, everything percent-encoded but letters, digits and `-._~` (contract section 2.2).
pub fn encode(text: &str, into: &mut String) {
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(byte as char)
            }
            _ => {
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

/// One path segment, such as an id, encoded; a slash in it is encoded too (contract section 2.1).
///
/// An empty one, `.` and `..` are refused: with them the path would name another resource.
pub fn segment(id: &str) -> Result<String, InvalidRequest> {
    if id.is_empty() || id == "." || id == ".." {
        return Err(InvalidRequest::new(format!("`{id}` names nothing.")));
    }
    let mut encoded = String::with_capacity(id.len());
    encode(id, &mut encoded);
    Ok(encoded)
}

/// A path inside a sandbox, encoded (contract section 2.2): slashes kept, without leading slashes; the root is the
/// empty text.
///
/// URL parsers remove the segments `.` and `..`, also when their dots are encoded. So such a segment is joined to
/// its neighbour by an encoded slash, which leaves it to the server to resolve it inside the sandbox.
pub fn environment_path(path: &str) -> String {
    let path = path.trim_start_matches('/');
    let mut encoded = String::with_capacity(path.len());
    let mut before_was_dots = false;
    for (n, part) in path.split('/').enumerate() {
        let dots = part == "." || part == "..";
        if n > 0 {
            encoded.push_str(if dots || before_was_dots { "%2F" } else { "/" });
        }
        encode(part, &mut encoded);
        before_was_dots = dots;
    }
    if matches!(path, "." | "..") {
        encoded.push_str("%2F");
    }
    encoded
}

/// A query of names and values, both encoded, with its `?`; empty without any (contract section 2).
pub fn query<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        query.push(if query.is_empty() { '?' } else { '&' });
        encode(name, &mut query);
        query.push('=');
        encode(value, &mut query);
    }
    query
}
