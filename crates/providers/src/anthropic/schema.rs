//! Conversion of a JSON schema for Anthropic's constrained output.
//!
//! Every object has to be closed, and limits on numbers, strings and arrays are refused. The official SDKs drop these
//! too: whoever reads the answer validates it against the original schema.

use serde_json::{Value, json};

/// Refused keywords.
const REFUSED: [&str; 13] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "$schema",
];

/// The schema without refused keywords, and with closed objects.
pub(super) fn fit(schema: &Value) -> Value {
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let mut fitted: serde_json::Map<_, _> = schema
        .iter()
        .filter(|(word, _)| !REFUSED.contains(&word.as_str()))
        .map(|(word, value)| (word.clone(), convert_keyword(word, value)))
        .collect();
    let is_object =
        fitted.contains_key("properties") || fitted.get("type") == Some(&json!("object"));
    if is_object {
        fitted.insert("additionalProperties".to_owned(), json!(false));
    }
    Value::Object(fitted)
}

/// The value of a keyword: schemas, lists or maps of them are converted, plain values stay.
fn convert_keyword(word: &str, value: &Value) -> Value {
    match (word, value) {
        ("properties" | "$defs" | "definitions", Value::Object(named)) => named
            .iter()
            .map(|(name, schema)| (name.clone(), fit(schema)))
            .collect(),
        ("anyOf" | "allOf" | "oneOf" | "prefixItems", Value::Array(list)) => {
            list.iter().map(fit).collect()
        }
        ("items", value) => fit(value),
        (_, value) => value.clone(),
    }
}
