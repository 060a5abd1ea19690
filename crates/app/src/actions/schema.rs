//! Converts a JSON schema to the fields of a form.

use serde_json::{Map, Value};

use crate::bridge::{ActionField, FieldKind};

/// Maximum depth of nested objects and lists; deeper values are typed as JSON.
const MAX_DEPTH: usize = 4;

/// Returns the fields of an object's schema, in its order, filled from `proposed` or else with their defaults. Other
/// schemas have none.
pub(super) fn fields(schema: &Value, proposed: &Value) -> Vec<ActionField> {
    fields_at(schema, proposed, 0)
}

fn fields_at(schema: &Value, proposed: &Value, depth: usize) -> Vec<ActionField> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return Vec::new();
    };
    let required = schema.get("required").and_then(Value::as_array);
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|it| it.as_str() == Some(name)));
    properties
        .iter()
        .map(|(name, property)| ActionField {
            required: is_required(name),
            ..field(name, property, proposed.get(name), depth)
        })
        .collect()
}

fn field(name: &str, property: &Value, proposed: Option<&Value>, depth: usize) -> ActionField {
    let proposal = proposed.or_else(|| property.get("default"));
    let kind = kind(property, depth);
    let value = proposal.map(|proposal| match typed(&kind, proposal) {
        Value::String(text) => text,
        tree => tree.to_string(),
    });
    ActionField {
        name: name.to_owned(),
        label: text(property, "title").unwrap_or_else(|| words_of(name)),
        about: text(property, "description"),
        kind,
        required: false,
        value: value.unwrap_or_default(),
    }
}

fn text(property: &Value, key: &str) -> Option<String> {
    let text = property.get(key)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn kind(property: &Value, depth: usize) -> FieldKind {
    if let Some(options) = property.get("enum").and_then(Value::as_array) {
        return FieldKind::Choice {
            options: options.iter().map(shown).collect(),
        };
    }
    let has = |key: &str| property.get(key).is_some();
    match type_of(property).as_deref() {
        Some("boolean") => FieldKind::YesNo,
        Some("integer") => FieldKind::WholeNumber,
        Some("number") => FieldKind::Number,
        Some("string") if is_file(property) => FieldKind::File,
        Some("string") => match property["format"].as_str() {
            Some("date") => FieldKind::Date,
            Some("time") => FieldKind::Time,
            Some("date-time") => FieldKind::DateTime,
            _ => FieldKind::Text,
        },
        Some("object") | None if has("properties") => group(property, depth),
        Some("array") | None if has("items") => list(property, depth),
        Some(_) => FieldKind::Json,
        None => FieldKind::Text,
    }
}

/// Returns true if a text property holds the bytes of a file.
fn is_file(property: &Value) -> bool {
    property["contentEncoding"] == "base64"
        || matches!(property["format"].as_str(), Some("binary" | "byte"))
}

fn group(property: &Value, depth: usize) -> FieldKind {
    let fields = match depth {
        MAX_DEPTH.. => Vec::new(),
        _ => fields_at(property, &Value::Null, depth + 1),
    };
    if fields.is_empty() {
        FieldKind::Json
    } else {
        FieldKind::Group { fields }
    }
}

fn list(property: &Value, depth: usize) -> FieldKind {
    let items = &property["items"];
    // A list of several schemas is a tuple, for which there is no form.
    if depth >= MAX_DEPTH || !items.is_object() {
        return FieldKind::Json;
    }
    let item = ActionField {
        required: true,
        ..field("", items, None, depth + 1)
    };
    match item.kind {
        FieldKind::Json | FieldKind::List { .. } => FieldKind::Json,
        _ => FieldKind::List {
            item: Box::new(item),
        },
    }
}

/// Returns the type in lower case, because the API also writes `STRING`. Of several types, the one that is not
/// `null`.
fn type_of(property: &Value) -> Option<String> {
    let lower = |it: &Value| it.as_str().map(str::to_ascii_lowercase);
    match property.get("type")? {
        Value::Array(types) => types.iter().filter_map(lower).find(|it| it != "null"),
        one => lower(one),
    }
}

/// Returns a value as the form edits it: a text, or objects and lists of texts.
fn typed(kind: &FieldKind, value: &Value) -> Value {
    match (kind, value) {
        // Only the person chooses a file.
        (FieldKind::File, _) => Value::String(String::new()),
        (FieldKind::Group { fields }, Value::Object(given)) => {
            let inside = fields.iter().filter_map(|field| {
                let value = given.get(&field.name)?;
                Some((field.name.clone(), typed(&field.kind, value)))
            });
            Value::Object(inside.collect::<Map<_, _>>())
        }
        (FieldKind::List { item }, Value::Array(given)) => {
            given.iter().map(|value| typed(&item.kind, value)).collect()
        }
        (FieldKind::Group { .. } | FieldKind::List { .. }, _) => Value::from(""),
        _ => Value::from(shown(value)),
    }
}

/// Returns a value as a single field shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Converts a name in code to words: `set_lamp` and `setLamp` become "Set lamp".
pub(crate) fn words_of(name: &str) -> String {
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
