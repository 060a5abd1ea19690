//! Validated settings of an MCP server in a request (contract sections 7 and 15.2).

use std::collections::HashMap;

use hyper::header::{HeaderName, HeaderValue};
use interactions::Proxies;
use interactions::types::tool::McpServer;
use serde_json::Value;
use url::Url;

/// Headers that the connection sets itself.
const RESERVED_HEADERS: [&str; 9] = [
    "accept",
    "content-type",
    "content-length",
    "host",
    "connection",
    "transfer-encoding",
    "mcp-session-id",
    "mcp-protocol-version",
    "last-event-id",
];

/// Address of one MCP server, and its permitted tools.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Lower-case letters, digits, `_` and `-`.
    pub name: String,
    /// Where the server is.
    pub location: ServerLocation,
    /// Headers of every request; their values are marked as sensitive.
    pub headers: HashMap<HeaderName, HeaderValue>,
    allowed: Option<Vec<String>>,
    /// The proxies to use; `None`: those of the environment variables.
    pub(crate) proxies: Option<Proxies>,
}

/// The location of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerLocation {
    /// A URL, used over streamable HTTP.
    Web(Url),
    /// The name of a configured program of this computer, used over its standard input and output: `stdio:NAME`.
    Here(String),
}

/// URL scheme of a program of this computer.
const STDIO_SCHEME: &str = "stdio:";

/// An invalid field; `field` is relative to the tool.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct BadSetting {
    field: String,
    why: String,
}

impl Settings {
    /// Parses one `mcp_server` tool.
    ///
    /// # Errors
    /// The first invalid field.
    pub fn read(tool: &McpServer) -> Result<Self, BadSetting> {
        let bad = |field: &str, why: &str| BadSetting {
            field: field.to_owned(),
            why: why.to_owned(),
        };
        let plain =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        let name = tool.name.clone().unwrap_or_default();
        if name.is_empty() || !name.chars().all(plain) {
            return Err(bad(
                "name",
                "a server's name has lower-case letters, digits, '_' and '-'",
            ));
        }
        let url = tool.url.as_deref().unwrap_or_default();
        let location = match url.strip_prefix(STDIO_SCHEME) {
            Some(name) if name.is_empty() || !name.chars().all(plain) => {
                return Err(bad("url", "'stdio:' is followed by the name of a program"));
            }
            Some(_) if tool.headers.is_some() => {
                return Err(bad("headers", "a program of this computer takes none"));
            }
            Some(name) => ServerLocation::Here(name.to_owned()),
            None => ServerLocation::Web(address(url).map_err(|why| bad("url", why))?),
        };
        if tool.defer_loading == Some(true) {
            let why = "this computer loads the tools of all servers at once";
            return Err(bad("defer_loading", why));
        }
        let mut names = None;
        for (field, value) in &tool.extra {
            match field.as_str() {
                "allowed_tools" => {
                    names = Some(bare_names(value).ok_or_else(|| bad(field, "send a list"))?)
                }
                _ => return Err(bad(field, "there is no such field")),
            }
        }
        for (at, allowed) in tool.allowed_tools.iter().enumerate() {
            match allowed.mode.as_ref().map_or("auto", |mode| mode.as_str()) {
                "auto" | "validated" => names
                    .get_or_insert_with(Vec::new)
                    .extend(allowed.tools.iter().cloned()),
                "none" => {
                    names.get_or_insert_with(Vec::new);
                }
                _ => {
                    let field = format!("allowed_tools[{at}].mode");
                    return Err(bad(
                        &field,
                        "'auto', 'validated' or 'none'; use tool_choice to force a call",
                    ));
                }
            }
        }
        let headers = match &tool.headers {
            None => HashMap::new(),
            Some(headers) => read_headers(&headers.0).map_err(|why| bad("headers", &why))?,
        };
        Ok(Self {
            name,
            location,
            headers,
            allowed: names,
            proxies: None,
        })
    }

    /// The host or program name, for display; never a path, which may contain a key.
    pub fn host(&self) -> &str {
        match &self.location {
            ServerLocation::Web(url) => url.host_str().unwrap_or_default(),
            ServerLocation::Here(_) => "a program of this computer",
        }
    }

    /// The same server with these proxies, ignoring the environment variables.
    #[must_use]
    pub fn through(self, proxies: Proxies) -> Self {
        Self {
            proxies: Some(proxies),
            ..self
        }
    }

    /// Returns true if this tool of the server may be used.
    pub fn allows(&self, tool: &str) -> bool {
        self.allowed
            .as_ref()
            .is_none_or(|names| names.iter().any(|name| name == tool))
    }
}

fn address(url: &str) -> Result<Url, &'static str> {
    let url = Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url =
        url.ok_or("send the http or https address of the server, or 'stdio:' and its name")?;
    match url.username().is_empty() && url.password().is_none() {
        true => Ok(url),
        false => Err("send a user and a password as a header, not in the address"),
    }
}

/// The form that a documentation page shows: a list of names.
fn bare_names(value: &Value) -> Option<Vec<String>> {
    let names = value
        .as_array()?
        .iter()
        .map(|name| name.as_str().map(str::to_owned));
    names.collect()
}

fn read_headers(headers: &Value) -> Result<HashMap<HeaderName, HeaderValue>, String> {
    let map = headers
        .as_object()
        .ok_or("send a map of names and values")?;
    let read = map.iter().map(|(name, value)| {
        let header = HeaderName::from_bytes(name.as_bytes()).ok();
        let header = header.filter(|header| !RESERVED_HEADERS.contains(&header.as_str()));
        let header = header.ok_or_else(|| format!("'{name}' is no header that can be set"))?;
        // The value is not repeated: it may be a secret.
        let value = value
            .as_str()
            .and_then(|value| HeaderValue::from_str(value).ok());
        let mut value =
            value.ok_or_else(|| format!("the value of '{name}' cannot be sent in a header"))?;
        value.set_sensitive(true);
        Ok((header, value))
    });
    read.collect()
}

#[cfg(test)]
mod tests {
    use hyper::header::AUTHORIZATION;
    use serde_json::json;

    use super::*;

    fn read(tool: Value) -> Result<Settings, BadSetting> {
        Settings::read(&serde_json::from_value(tool).unwrap())
    }

    #[test]
    fn the_tools_that_may_be_used_are_named_in_either_form_or_all() {
        let allows = |allowed: Value, name: &str| {
            let tool = json!({"name": "a", "url": "https://a.test/mcp", "allowed_tools": allowed});
            read(tool).unwrap().allows(name)
        };
        assert!(
            read(json!({"name": "a", "url": "https://a.test/mcp"}))
                .unwrap()
                .allows("any")
        );
        for form in [
            json!(["x", "y"]),
            json!([{"mode": "auto", "tools": ["x"]}, {"tools": ["y"]}]),
        ] {
            assert!(allows(form.clone(), "x") && allows(form.clone(), "y") && !allows(form, "z"));
        }
        assert!(!allows(json!([{"mode": "none"}]), "x"));
    }

    #[test]
    fn what_cannot_be_used_is_refused_by_the_name_of_its_field() {
        let cases = [
            (json!({"url": "https://a.test"}), "name"),
            (json!({"name": "Orders", "url": "https://a.test"}), "name"),
            (json!({"name": "a"}), "url"),
            (json!({"name": "a", "url": "file:///etc/passwd"}), "url"),
            (json!({"name": "a", "url": "https://u:p@a.test"}), "url"),
            (json!({"name": "a", "url": "stdio:"}), "url"),
            (json!({"name": "a", "url": "stdio:rm -rf"}), "url"),
            (
                json!({"name": "a", "url": "stdio:a", "headers": {"X-A": "b"}}),
                "headers",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "headers": {"Host": "b"}}),
                "headers",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "headers": {"X-A": "b\nc"}}),
                "headers",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "headers": "X-A: b"}),
                "headers",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "allowed_tools": [1]}),
                "allowed_tools",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "allowed_tools": [{"mode": "any", "tools": ["x"]}]}),
                "allowed_tools[0].mode",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "defer_loading": true}),
                "defer_loading",
            ),
            (
                json!({"name": "a", "url": "https://a.test", "transport": "sse"}),
                "transport",
            ),
        ];
        for (tool, field) in cases {
            assert_eq!(read(tool.clone()).unwrap_err().field, field, "{tool}");
        }
    }

    #[test]
    fn a_header_is_sent_and_not_printed() {
        let tool = json!({"name": "a", "url": "https://a.test", "headers": {"Authorization": "Bearer s3cret"}});
        let settings = read(tool).unwrap();
        assert_eq!(settings.headers[&AUTHORIZATION], "Bearer s3cret");
        assert!(!format!("{settings:?}").contains("s3cret"));
    }
}
