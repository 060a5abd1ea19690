//! Decides whether the branches of a `oneOf` exclude each other, so that matching one means matching exactly one.

use serde_json::Value;

use super::references::References;

/// Returns true if no value can match two of the branches.
pub(super) fn all_apart(branches: &[Value], references: &References<'_>) -> bool {
    branches.iter().enumerate().all(|(index, one)| {
        branches[index + 1..].iter().all(|other| {
            are_apart(
                resolved(one, references),
                resolved(other, references),
                references,
            )
        })
    })
}

/// Compares types, constants, or a property that both require.
fn are_apart(one: &Value, other: &Value, references: &References<'_>) -> bool {
    if let (Some(one), Some(other)) = (types(one), types(other))
        && !one
            .iter()
            .any(|kind| other.iter().any(|other| overlap(kind, other)))
    {
        return true;
    }
    if let (Some(one), Some(other)) = (constants(one), constants(other))
        && !one.iter().any(|value| other.contains(value))
    {
        return true;
    }
    let (Some(properties), Some(others)) = (
        one["properties"].as_object(),
        other["properties"].as_object(),
    ) else {
        return false;
    };
    let must = |schema: &Value, name: &str| {
        schema["required"]
            .as_array()
            .is_some_and(|names| names.iter().any(|known| known == name))
    };
    // Only objects have properties, so both have to be objects.
    let objects = one["type"] == "object" && other["type"] == "object";
    objects
        && properties.iter().any(|(name, schema)| {
            let Some(other_schema) = others.get(name) else {
                return false;
            };
            let (schema, other_schema) = (
                resolved(schema, references),
                resolved(other_schema, references),
            );
            must(one, name)
                && must(other, name)
                && matches!(
                    (constants(schema), constants(other_schema)),
                    (Some(one), Some(other)) if !one.iter().any(|value| other.contains(value))
                )
        })
}

/// The target of a plain reference; the schema itself if it is not one.
fn resolved<'s>(schema: &'s Value, references: &References<'s>) -> &'s Value {
    let target = schema["$ref"]
        .as_str()
        .and_then(|reference| references.pointer(reference))
        .and_then(|pointer| references.target(&pointer));
    target.unwrap_or(schema)
}

fn types(schema: &Value) -> Option<Vec<&str>> {
    match &schema["type"] {
        Value::String(kind) => Some(vec![kind]),
        Value::Array(kinds) => kinds.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

fn overlap(one: &str, other: &str) -> bool {
    one == other || matches!((one, other), ("integer", "number") | ("number", "integer"))
}

fn constants(schema: &Value) -> Option<Vec<&Value>> {
    match (schema.get("const"), schema.get("enum")) {
        (Some(value), _) => Some(vec![value]),
        (None, Some(Value::Array(values))) => Some(values.iter().collect()),
        _ => None,
    }
}
