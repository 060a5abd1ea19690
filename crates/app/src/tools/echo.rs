//! Removes headers of tool servers from what a service sends back.
//!
//! A service may repeat the tools of a request in its answers (contract section 15.2), and answers are stored.

use serde_json::Value;

/// Returns an event as it is stored: without the headers of tool servers.
pub(crate) fn without_headers(raw: &str) -> Box<str> {
    if !raw.contains("\"headers\"") || !raw.contains("\"mcp_server\"") {
        return raw.into();
    }
    let Ok(mut event) = serde_json::from_str::<Value>(raw) else {
        return raw.into();
    };
    let mut found = false;
    for place in ["/tools", "/interaction/tools"] {
        let tools = event.pointer_mut(place).and_then(Value::as_array_mut);
        for tool in tools.into_iter().flatten() {
            if let Some(tool) = tool.as_object_mut() {
                found |= tool.remove("headers").is_some();
            }
        }
    }
    match found {
        true => event.to_string().into(),
        false => raw.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_is_repeated_is_not_written_down() {
        let raw = r#"{"event_type":"interaction.created","interaction":{"id":"v1_a","tools":[{"type":"mcp_server","name":"a","headers":{"Authorization":"Bearer s3cret"}}]}}"#;
        let kept = without_headers(raw);
        assert!(!kept.contains("s3cret"));
        assert!(kept.contains(r#""name":"a""#) && kept.contains("v1_a"));
    }

    #[test]
    fn everything_else_stays_as_it_came() {
        for raw in [
            r#"{ "delta": {"text": "\"headers\" of an \"mcp_server\""} }"#,
            "not JSON: \"headers\" \"mcp_server\"",
            r#"{"interaction": {"tools": [{"type": "mcp_server"}]}, "headers": 1}"#,
        ] {
            assert_eq!(&*without_headers(raw), raw);
        }
    }
}
