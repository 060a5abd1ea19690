//! Detects numbers that the grammar cannot write exactly.

use serde_json::{Map, Value, json};

/// 2^53: from here on floating point cannot represent every integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Returns true if the grammar enforces every number in a value exactly.
pub(super) fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(|number| number.abs() < EXACT),
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(members) => members.values().all(is_exact),
        _ => true,
    }
}

/// The types of the values in `const` and `enum`, as a value for `type`.
pub(super) fn kinds_of_constants(schema: &Map<String, Value>) -> Option<Value> {
    let values = match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => std::slice::from_ref(value),
        (None, Some(Value::Array(values))) => values,
        _ => return None,
    };
    let mut kinds: Vec<&str> = values.iter().map(kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    Some(json!(kinds))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
