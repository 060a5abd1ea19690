//! The contract's transcripts and recorded requests.

use std::path::PathBuf;

use serde_json::Value;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn json(name: &str) -> Value {
    serde_json::from_slice(&bytes(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The entries of the manifest whose file name has this suffix.
pub(crate) fn listed(suffix: &str) -> Vec<Value> {
    let manifest = json("manifest.json");
    let files = manifest["files"].as_array().unwrap().clone();
    let found: Vec<Value> = files
        .into_iter()
        .filter(|entry| entry["file"].as_str().unwrap().ends_with(suffix))
        .collect();
    assert!(!found.is_empty(), "the manifest lists no {suffix}");
    found
}

/// Normalises: removes nulls, empty lists and objects, and the `.0` of integers.
pub(crate) fn without_nothing(value: Value) -> Value {
    let nothing = |value: &Value| match value {
        Value::Null => true,
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(map) => map
            .into_iter()
            .map(|(name, value)| (name, without_nothing(value)))
            .filter(|(_, value)| !nothing(value))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nothing).collect(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => Value::from(whole as i64),
            _ => Value::Number(number),
        },
        other => other,
    }
}

/// The recorded requests of the official SDK for a call.
pub(crate) fn recorded(call: &str) -> Vec<Value> {
    let all = json("requests.json");
    let found = all["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["call"] == call);
    found.unwrap_or_else(|| panic!("no call {call}"))["requests"]
        .as_array()
        .unwrap()
        .clone()
}

/// A recorded request with its token cap as a string, as its type requires: one SDK passes a number on unchanged.
pub(crate) fn with_cap_as_text(request: &Value) -> Value {
    let mut request = request.clone();
    if let Some(cap) = request.pointer_mut("/body/agent_config/max_total_tokens")
        && let Some(number) = cap.as_i64()
    {
        *cap = number.to_string().into();
    }
    request
}
