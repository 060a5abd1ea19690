//! From a JSON schema to the fields of a form, and from what is typed back to JSON.

use serde_json::Value;

use crate::bridge::{ActionField, FieldKind};

/// The fields of an object's schema, in its order, filled with what `proposed` holds or else with their defaults.
/// A schema of anything else has none.
pub(super) fn fields(schema: &Value, proposed: &Value) -> Vec<ActionField> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return Vec::new();
    };
    let required = schema.get("required").and_then(Value::as_array);
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|it| it.as_str() == Some(name)));
    properties
        .iter()
        .map(|(name, property)| {
            let proposal = proposed.get(name).or_else(|| property.get("default"));
            ActionField {
                name: name.clone(),
                label: text(property, "title").unwrap_or_else(|| words_of(name)),
                about: text(property, "description"),
                kind: kind(property),
                required: is_required(name),
                value: proposal.map(shown).unwrap_or_default(),
            }
        })
        .collect()
}

fn text(property: &Value, key: &str) -> Option<String> {
    let text = property.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn kind(property: &Value) -> FieldKind {
    if let Some(options) = property.get("enum").and_then(Value::as_array) {
        return FieldKind::Choice {
            options: options.iter().map(shown).collect(),
        };
    }
    match type_of(property).as_deref() {
        Some("boolean") => FieldKind::YesNo,
        Some("integer") => FieldKind::WholeNumber,
        Some("number") => FieldKind::Number,
        Some("string") => FieldKind::Text,
        Some(_) => FieldKind::Json,
        None if property.get("properties").is_some() || property.get("items").is_some() => {
            FieldKind::Json
        }
        None => FieldKind::Text,
    }
}

/// The type, in lower case: the API also writes `STRING`. Of a list of types, the one that is not `null`.
fn type_of(property: &Value) -> Option<String> {
    let lower = |it: &Value| it.as_str().map(str::to_ascii_lowercase);
    match property.get("type")? {
        Value::Array(types) => types.iter().filter_map(lower).find(|it| it != "null"),
        one => lower(one),
    }
}

/// A value as a field shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// What a field of `schema`'s form holds, as JSON; `None` when it is empty.
///
/// # Errors
/// What belongs in it, to be read after the field's name.
pub(super) fn value(
    field: &ActionField,
    schema: &Value,
    typed: &str,
) -> Result<Option<Value>, String> {
    // A text is taken as it is typed; elsewhere blanks mean nothing.
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return if field.required {
            Err("has to be filled in".to_owned())
        } else {
            Ok(None)
        };
    }
    let value = match &field.kind {
        FieldKind::Text => Value::from(typed),
        FieldKind::YesNo => match trimmed {
            "true" => Value::from(true),
            "false" => Value::from(false),
            _ => return Err("takes yes or no".to_owned()),
        },
        FieldKind::WholeNumber => Value::from(
            trimmed
                .parse::<i64>()
                .map_err(|_| "takes a whole number".to_owned())?,
        ),
        FieldKind::Number => number(trimmed).ok_or_else(|| "takes a number".to_owned())?,
        FieldKind::Choice { options } => {
            // The text stands for the value in the schema, which need not be a text.
            let given = schema["properties"][&field.name]["enum"].as_array();
            let at = options.iter().position(|option| option == typed);
            at.and_then(|at| given?.get(at).cloned())
                .ok_or_else(|| format!("takes one of: {}", options.join(", ")))?
        }
        FieldKind::Json => serde_json::from_str(trimmed)
            .map_err(|_| "takes a list or an object in JSON".to_owned())?,
    };
    Ok(Some(value))
}

fn number(text: &str) -> Option<Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Value::from(whole));
    }
    let number: f64 = text.parse().ok()?;
    serde_json::Number::from_f64(number).map(Value::Number)
}

/// A name from code as a person would write it: `set_lamp` and `setLamp` become "Set lamp".
pub(super) fn words_of(name: &str) -> String {
    let mut words = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        let starts_word = letter.is_uppercase() && (before.is_lowercase() || before.is_numeric());
        match letter {
            '_' | '-' | '.' | ' ' => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            _ if words.is_empty() => words.extend(letter.to_uppercase()),
            _ if starts_word => {
                words.push(' ');
                words.extend(letter.to_lowercase());
            }
            _ => words.push(letter),
        }
        before = letter;
    }
    words.trim_end().to_owned()
}
