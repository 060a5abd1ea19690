//! Redaction of responses: header values, which may be secrets, are hidden; header names are shown.

use interactions::{CreateInteraction, EnvironmentSpec, Network, Tool};
use serde_json::Value;

/// Replaces a hidden value.
const HIDDEN: &str = "hidden";

/// Redacts a request.
pub(super) fn request(request: &mut CreateInteraction) {
    tools(&mut request.tools);
    environment(request.environment.as_mut());
}

/// Redacts the header values of MCP servers.
pub(super) fn tools(tools: &mut [Tool]) {
    for tool in tools {
        if let Tool::McpServer(server) = tool
            && let Some(headers) = &mut server.headers
        {
            redact(&mut headers.0);
        }
    }
}

/// Redacts the values of headers that an environment adds to requests.
pub(super) fn environment(environment: Option<&mut EnvironmentSpec>) {
    if let Some(EnvironmentSpec::Config(config)) = environment
        && let Some(rules) = &mut config.network
    {
        network(rules);
    }
}

/// Redacts network rules.
pub(super) fn network(network: &mut Network) {
    if let Network::Rules(rules) = network {
        for entry in &mut rules.allowlist {
            if let Some(transform) = &mut entry.transform {
                redact(&mut transform.0);
            }
        }
    }
}

fn redact(value: &mut Value) {
    match value {
        Value::Object(map) => map.values_mut().for_each(redact),
        Value::Array(list) => list.iter_mut().for_each(redact),
        other => *other = Value::from(HIDDEN),
    }
}
