//! A JSON schema made fit for Anthropic's grammars.
//!
//! They want every object closed, and refuse limits on numbers, texts and lists. The official SDKs leave these out, too:
//! whoever reads the answer checks it against the schema as it was.

use serde_json::{Value, json};

/// What is refused.
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

/// The schema without what is refused, its objects closed.
pub(super) fn fit(schema: &Value) -> Value {
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let mut fitted: serde_json::Map<_, _> = schema
        .iter()
        .filter(|(word, _)| !REFUSED.contains(&word.as_str()))
        .map(|(word, value)| (word.clone(), below(word, value)))
        .collect();
    let is_object =
        fitted.contains_key("properties") || fitted.get("type") == Some(&json!("object"));
    if is_object {
        fitted.insert("additionalProperties".to_owned(), json!(false));
    }
    Value::Object(fitted)
}

/// What stands under a word: schemas, lists or maps of them, or plain values that stay.
fn below(word: &str, value: &Value) -> Value {
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
