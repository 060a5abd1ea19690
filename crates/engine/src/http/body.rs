//! Parsing of request bodies: both casings are accepted, and fields that would be ignored are refused.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use interactions::types::odd::{FieldPath, Odd, Why};
use interactions::{Content, Wire};
use serde_json::{Map, Value};

use super::json_body;
use crate::error::{ApiError, unknown_field};

/// Fields that hold arbitrary JSON of the caller: their keys are kept verbatim and not validated.
const FREE: &[&str] = &[
    "arguments",
    "custom_config",
    "custom_metadata",
    "env",
    "headers",
    "labels",
    "parallel_ai_search_config",
    "parameters",
    "rag_store_config",
    "schema",
    "transform",
    "user_metadata",
];
/// The types of `response_format`; an object of another type is a bare JSON schema (section 3.4).
const FORMATS: &[&str] = &["text", "image", "audio", "video"];

/// Reads a body in which only `fields` may be sent; fields that the server fills in are refused like unknown ones.
pub(super) async fn read<T: Wire>(request: Request, fields: &[&str]) -> Result<T, Response> {
    let body = snake_case(json_body(request).await?)?;
    match body.keys().find(|name| !fields.contains(&name.as_str())) {
        Some(name) => Err(unknown_field(name)),
        None => typed(body),
    }
}

/// Parses a snake_case body into its type; the refusal names what was not understood.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
pub(super) fn typed<T: Wire>(body: Map<String, Value>) -> Result<T, Response> {
    let body = Value::Object(body);
    let request = T::read(body.clone())
        .map_err(|_| ApiError::invalid("The body is not an object.").into_response())?;
    let mut found = Vec::new();
    request.odd(&FieldPath::Root, &mut found);
    match found.into_iter().find(|odd| !is_permitted(odd, &body)) {
        None => Ok(request),
        Some(odd) => Err(refusal(&odd)),
    }
}

fn refusal(odd: &Odd) -> Response {
    let place = &odd.place;
    let text = match odd.why {
        Why::Field => return unknown_field(place),
        Why::Shape => format!("`{place}` has a value of a wrong type."),
        Why::Word => format!("`{place}` does not take the value {}.", odd.value),
        Why::Kind if odd.value.is_null() => format!("`{place}` is missing."),
        Why::Kind => format!("`{place}` does not take the value {}.", odd.value),
    };
    ApiError::invalid(text).into_response()
}

/// Returns true if the field has no type of its own and is validated by the code that uses it.
fn is_permitted(odd: &Odd, body: &Value) -> bool {
    let place = odd.place.strip_prefix("interaction.").unwrap_or(&odd.place);
    let body = match body.get("interaction") {
        Some(interaction) if place != odd.place => interaction,
        _ => body,
    };
    let is_dynamic = || body["agent_config"]["type"] == "dynamic";
    match odd.why {
        // A mix of contents and steps is refused elsewhere, with a message of its own.
        Why::Shape => place == "input" || is_list_of_names(place, &odd.value),
        Why::Field => {
            place.starts_with("agent_config.") && is_dynamic() || is_of_the_server(place, body)
        }
        Why::Kind => {
            let is_bare_schema = place.starts_with("response_format")
                && !odd
                    .value
                    .as_str()
                    .is_some_and(|word| FORMATS.contains(&word));
            is_bare_schema || place.starts_with("tools[") || is_of_the_server(place, body)
        }
        Why::Word => is_of_the_server(place, body) || is_mode(place, &odd.value),
    }
}

/// The form of `allowed_tools` of an MCP server that a documentation page shows (section 7).
fn is_list_of_names(place: &str, value: &Value) -> bool {
    place.ends_with(".allowed_tools")
        && value
            .as_array()
            .is_some_and(|names| names.iter().all(Value::is_string))
}

/// An environment's mode in upper case, as comments of the SDK show it (section 9.1).
fn is_mode(place: &str, value: &Value) -> bool {
    let known = |word: &str| {
        ["on_demand", "self_hosted"]
            .iter()
            .any(|mode| mode.eq_ignore_ascii_case(word))
    };
    place.ends_with("mode") && value.as_str().is_some_and(known)
}

/// Returns true if the place is in a step of the history that a server wrote, maybe in a newer version of the API.
fn is_of_the_server(place: &str, body: &Value) -> bool {
    let Some((index, below)) = place
        .strip_prefix("input[")
        .and_then(|rest| rest.split_once(']'))
    else {
        return false;
    };
    let step = index
        .parse()
        .ok()
        .and_then(|index: usize| body["input"].get(index));
    let kind = step.and_then(|step| step["type"].as_str());
    !below.is_empty()
        && below != ".type"
        && kind.is_some_and(|kind| {
            !Content::is_kind(kind) && !matches!(kind, "user_input" | "function_result")
        })
}

/// Converts an object to snake_case at every depth, from either casing (section 1.3), except for [`FREE`] fields.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
pub(super) fn snake_case(body: Map<String, Value>) -> Result<Map<String, Value>, Response> {
    let mut snake = Map::with_capacity(body.len());
    for (name, value) in body {
        let name = snake_name(&name);
        let value = match name.as_str() {
            free if FREE.contains(&free) => value,
            "response_format" if is_bare_schema(&value) => value,
            // A function's result is arbitrary JSON; only content has known keys.
            "result" => of_list(value, is_content)?,
            "agent_config" if value["type"] == "dynamic" => value,
            _ => deep(value)?,
        };
        if snake.contains_key(&name) {
            let text = format!("`{name}` is there twice, in two spellings.");
            return Err(ApiError::invalid(text).into_response());
        }
        snake.insert(name, value);
    }
    Ok(snake)
}

fn is_bare_schema(value: &Value) -> bool {
    value.is_object()
        && !value["type"]
            .as_str()
            .is_some_and(|kind| FORMATS.contains(&kind))
}

fn is_content(value: &Value) -> bool {
    value["type"].as_str().is_some_and(Content::is_kind)
}

#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
fn deep(value: Value) -> Result<Value, Response> {
    match value {
        Value::Object(map) => snake_case(map).map(Value::Object),
        list @ Value::Array(_) => of_list(list, |_| true),
        plain => Ok(plain),
    }
}

/// Converts the matching items of a list to snake_case; keeps anything else as it is.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
fn of_list(value: Value, fits: impl Fn(&Value) -> bool) -> Result<Value, Response> {
    let Value::Array(items) = value else {
        return Ok(value);
    };
    let items = items
        .into_iter()
        .map(|item| if fits(&item) { deep(item) } else { Ok(item) });
    items.collect::<Result<_, _>>().map(Value::Array)
}

fn snake_name(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// The `update_mask` of an update: the fields of the body that apply.
#[derive(Debug)]
pub(super) struct Mask(Option<Vec<String>>);

impl Mask {
    /// Parses the mask of a query in either casing; only `changeable` fields are accepted.
    pub(super) fn of(query: &[(String, String)], changeable: &[&str]) -> Result<Self, ApiError> {
        let mask = query
            .iter()
            .find(|(name, _)| name == "update_mask" || name == "updateMask")
            .map(|(_, mask)| mask.as_str())
            .filter(|mask| !mask.is_empty() && *mask != "*");
        let Some(mask) = mask else {
            return Ok(Self(None));
        };
        let names: Vec<String> = mask
            .split(',')
            .map(|name| snake_name(name.trim()))
            .collect();
        match names
            .iter()
            .find(|name| !changeable.contains(&name.as_str()))
        {
            Some(name) => Err(ApiError::invalid(format!(
                "`update_mask` names `{name}`, which cannot be changed."
            ))),
            None => Ok(Self(Some(names))),
        }
    }

    /// Returns true if a field of the body applies; without a mask all do.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_none_or(|names| names.iter().any(|known| known == name))
    }

    /// Returns true if the mask names the field explicitly, so that it is cleared when the body lacks it.
    pub(super) fn asks_for(&self, name: &str) -> bool {
        self.0
            .as_ref()
            .is_some_and(|names| names.iter().any(|known| known == name))
    }
}

#[cfg(test)]
mod tests {
    use interactions::CreateInteraction;
    use serde_json::json;

    use super::*;

    fn snake(value: Value) -> Value {
        let Value::Object(map) = value else {
            panic!("an object")
        };
        Value::Object(snake_case(map).unwrap())
    }

    #[test]
    fn names_are_changed_at_every_depth_but_not_inside_what_is_free() {
        let camel = json!({
            "systemInstruction": "s",
            "environment": {"env": {"aKey": "b"}, "sources": [{"type": "inline", "target": "/t"}],
                "network": {"allowlist": [{"domain": "d", "transform": {"X-Key": "k"}}]}, "customConfig": {"gpuType": 1}},
            "tools": [{"type": "mcp_server", "allowedTools": [{"mode": "auto"}], "headers": {"X-Api": "k"}},
                {"type": "function", "shortDescription": "d", "parameters": {"additionalProperties": false}}],
            "responseFormat": {"type": "text", "mimeType": "application/json", "schema": {"minItems": 1}},
            "input": [{"type": "function_result", "callId": "c", "isError": true, "result": {"aB": 1}},
                {"type": "function_result", "call_id": "c", "result": [{"type": "image", "mimeType": "image/png"}, {"aB": 2}]}]
        });
        assert_eq!(
            snake(camel),
            json!({
                "system_instruction": "s",
                "environment": {"env": {"aKey": "b"}, "sources": [{"type": "inline", "target": "/t"}],
                    "network": {"allowlist": [{"domain": "d", "transform": {"X-Key": "k"}}]}, "custom_config": {"gpuType": 1}},
                "tools": [{"type": "mcp_server", "allowed_tools": [{"mode": "auto"}], "headers": {"X-Api": "k"}},
                    {"type": "function", "short_description": "d", "parameters": {"additionalProperties": false}}],
                "response_format": {"type": "text", "mime_type": "application/json", "schema": {"minItems": 1}},
                "input": [{"type": "function_result", "call_id": "c", "is_error": true, "result": {"aB": 1}},
                    {"type": "function_result", "call_id": "c", "result": [{"type": "image", "mime_type": "image/png"}, {"aB": 2}]}]
            })
        );
    }

    #[test]
    fn a_bare_schema_keeps_its_names() {
        let bare = json!({"response_format": {"type": "object", "additionalProperties": false}});
        assert_eq!(snake(bare.clone()), bare);
    }

    #[test]
    fn a_field_in_both_spellings_is_refused() {
        let Value::Object(map) = json!({"storeIt": 1, "store_it": 2}) else {
            panic!("an object")
        };
        assert_eq!(snake_case(map).unwrap_err().status(), 400);
    }

    #[test]
    fn a_newer_field_in_a_step_of_a_server_passes_and_one_in_the_persons_turn_does_not() {
        let read = |input: Value| {
            let Value::Object(map) = json!({"model": "m", "input": input}) else {
                panic!("an object")
            };
            typed::<CreateInteraction>(map).is_ok()
        };
        assert!(read(
            json!([{"type": "model_output", "content": [], "mood": "good"}])
        ));
        assert!(!read(
            json!([{"type": "user_input", "content": [], "mood": "good"}])
        ));
        assert!(!read(json!([{"type": "mystery", "content": []}])));
    }
}
