//! Converts the typed values of a form to JSON.

use serde_json::{Map, Value};

use words::{Sentence, say};

use crate::bridge::{ActionField, FieldKind};

/// A field that cannot be read: its name as the person sees it, preceded by those of the fields around it, and the
/// expected value, to be read after the name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FieldError {
    pub(super) field: String,
    pub(super) wants: Sentence,
}

/// Returns the value of a form's field as JSON; `None` when it is empty. `schema` is that of the object around it.
///
/// # Errors
/// The first field with an invalid value.
pub(super) fn value(
    field: &ActionField,
    schema: &Value,
    typed: &str,
) -> Result<Option<Value>, FieldError> {
    let is_tree = matches!(field.kind, FieldKind::Group { .. } | FieldKind::List { .. });
    let tree = match is_tree.then(|| serde_json::from_str(typed)) {
        Some(Ok(tree @ (Value::Object(_) | Value::Array(_)))) => tree,
        Some(_) if !typed.trim().is_empty() => {
            return Err(field_error(field, say::field_not_read()));
        }
        _ => Value::from(typed),
    };
    read(field, &schema["properties"][&field.name], &tree)
}

/// Like [`value`], at any depth of a form; `property` is the field's own schema.
fn read(field: &ActionField, property: &Value, typed: &Value) -> Result<Option<Value>, FieldError> {
    let read = match &field.kind {
        FieldKind::Group { fields } => group(fields, property, typed)?,
        FieldKind::List { item } => list(item, property, typed)?,
        _ => {
            let text = typed.as_str().unwrap_or_default();
            one(field, property, text).map_err(|wants| field_error(field, wants))?
        }
    };
    if read.is_none() && field.required {
        return Err(field_error(field, say::field_needed()));
    }
    Ok(read)
}

/// Reads an object. If no field is filled in, the object is left out, even if its schema requires some.
fn group(
    fields: &[ActionField],
    property: &Value,
    typed: &Value,
) -> Result<Option<Value>, FieldError> {
    if is_empty(typed) {
        return Ok(None);
    }
    let mut object = Map::new();
    for field in fields {
        let inside = typed.get(&field.name).unwrap_or(&Value::Null);
        let schema = &property["properties"][&field.name];
        if let Some(value) = read(field, schema, inside)? {
            object.insert(field.name.clone(), value);
        }
    }
    Ok(Some(Value::Object(object)))
}

/// Reads a list. Empty items are left out, and so is a list without items.
fn list(item: &ActionField, property: &Value, typed: &Value) -> Result<Option<Value>, FieldError> {
    let mut values = Vec::new();
    for (at, typed) in typed.as_array().into_iter().flatten().enumerate() {
        if is_empty(typed) {
            continue;
        }
        let numbered = |wrong: FieldError| FieldError {
            field: match wrong.field.as_str() {
                "" => format!("{}", at + 1),
                inside => format!("{}, {inside}", at + 1),
            },
            ..wrong
        };
        values.extend(read(item, &property["items"], typed).map_err(numbered)?);
    }
    Ok((!values.is_empty()).then_some(Value::Array(values)))
}

fn is_empty(typed: &Value) -> bool {
    match typed {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.values().all(is_empty),
        _ => true,
    }
}

/// Reads a single field.
fn one(field: &ActionField, property: &Value, typed: &str) -> Result<Option<Value>, Sentence> {
    // A text is taken as typed; in other fields surrounding blanks are ignored.
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let value = match &field.kind {
        FieldKind::Text | FieldKind::Group { .. } | FieldKind::List { .. } => Value::from(typed),
        FieldKind::YesNo => match trimmed {
            "true" => Value::from(true),
            "false" => Value::from(false),
            _ => return Err(say::field_yes_no()),
        },
        FieldKind::WholeNumber => Value::from(
            trimmed
                .parse::<i64>()
                .map_err(|_| say::field_whole_number())?,
        ),
        FieldKind::Number => number(trimmed).ok_or_else(say::field_number)?,
        FieldKind::Date => {
            let day: Result<jiff::civil::Date, _> = trimmed.parse();
            let day = day.map_err(|_| say::field_day())?;
            Value::from(day.to_string())
        }
        FieldKind::Time => {
            let time: Result<jiff::civil::Time, _> = trimmed.parse();
            let time = time.map_err(|_| say::field_time())?;
            Value::from(time.strftime("%H:%M:%S").to_string())
        }
        FieldKind::DateTime => Value::from(moment(trimmed)?),
        FieldKind::File => Value::from(trimmed),
        FieldKind::Choice { options } => {
            // The text stands for a value of the schema, which need not be a text.
            let given = property["enum"].as_array();
            let at = options.iter().position(|option| option == typed);
            at.and_then(|at| given?.get(at).cloned())
                .ok_or_else(|| say::field_one_of(options.join(", ")))?
        }
        FieldKind::Json => serde_json::from_str(trimmed).map_err(|_| say::field_json())?,
    };
    Ok(Some(value))
}

/// Converts a local date and time to the person's time zone, with the offset from UTC (RFC 3339).
fn moment(text: &str) -> Result<String, Sentence> {
    let wants = say::field_moment;
    if let Ok(known) = text.parse::<jiff::Timestamp>() {
        return Ok(known.to_string());
    }
    let there: jiff::civil::DateTime = text.parse().map_err(|_| wants())?;
    let zoned = there.to_zoned_datetime(jiff::tz::TimeZone::system());
    let zoned = zoned.map_err(|_| wants())?;
    Ok(zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

fn number(text: &str) -> Option<Value> {
    if let Ok(whole) = text.parse::<i64>() {
        return Some(Value::from(whole));
    }
    let number: f64 = text.parse().ok()?;
    serde_json::Number::from_f64(number).map(Value::Number)
}

fn field_error(field: &ActionField, wants: Sentence) -> FieldError {
    FieldError {
        field: field.label.clone(),
        wants,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::actions::schema::fields;

    fn schema() -> Value {
        json!({
            "type": "object",
            "required": ["address"],
            "properties": {
                "address": {
                    "type": "object",
                    "required": ["street"],
                    "properties": {
                        "street": {"type": "string"},
                        "number": {"type": "integer"},
                    },
                },
                "guests": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["name"],
                        "properties": {
                            "name": {"type": "string"},
                            "meal": {"enum": ["fish", 2]},
                        },
                    },
                },
                "days": {"type": "array", "items": {"type": "string", "format": "date"}},
            },
        })
    }

    fn answer(name: &str, typed: &Value) -> Result<Option<Value>, String> {
        let schema = schema();
        let fields = fields(&schema, &Value::Null);
        let field = fields.iter().find(|field| field.name == name).unwrap();
        let text = match typed {
            Value::String(text) => text.clone(),
            tree => tree.to_string(),
        };
        value(field, &schema, &text).map_err(|wrong| format!("{} {}", wrong.field, wrong.wants))
    }

    #[test]
    fn objects_and_lists_are_read_by_the_types_inside_of_them() {
        assert_eq!(
            answer("address", &json!({"street": "Dam", "number": " 4 "})),
            Ok(Some(json!({"street": "Dam", "number": 4})))
        );
        assert_eq!(
            answer(
                "guests",
                &json!([{"name": "Ada", "meal": "2"}, {"name": " ", "meal": ""}, {"name": "Bo"}])
            ),
            Ok(Some(json!([{"name": "Ada", "meal": 2}, {"name": "Bo"}])))
        );
        assert_eq!(
            answer("days", &json!(["2026-03-29", ""])),
            Ok(Some(json!(["2026-03-29"])))
        );
    }

    #[test]
    fn an_invalid_nested_field_is_named_with_its_place() {
        for (name, typed, words) in [
            ("address", json!(""), "Address has to be filled in"),
            (
                "address",
                json!({"number": "4"}),
                "Street has to be filled in",
            ),
            (
                "address",
                json!({"street": "Dam", "number": "four"}),
                "Number takes a whole number",
            ),
            (
                "guests",
                json!([{"name": "Ada"}, {"meal": "fish"}]),
                "2, Name has to be filled in",
            ),
            (
                "days",
                json!(["2026-02-30"]),
                "1 takes a day, such as 2026-03-29",
            ),
            ("guests", json!("not JSON"), "Guests cannot be read"),
        ] {
            assert_eq!(answer(name, &typed), Err(words.to_owned()), "{typed}");
        }
    }

    #[test]
    fn an_empty_list_or_object_that_need_not_be_there_is_left_out() {
        assert_eq!(answer("guests", &json!([])), Ok(None));
        assert_eq!(answer("guests", &json!([{"name": ""}])), Ok(None));
        assert_eq!(answer("days", &json!("")), Ok(None));
    }

    #[test]
    fn what_a_call_proposes_stands_in_the_form_and_comes_back_as_it_was() {
        let schema = schema();
        let proposed = json!({
            "address": {"street": "Dam", "number": 4},
            "guests": [{"name": "Ada", "meal": 2}],
            "days": ["2026-03-29"],
        });
        for field in fields(&schema, &proposed) {
            assert_eq!(
                value(&field, &schema, &field.value),
                Ok(Some(proposed[&field.name].clone()))
            );
        }
    }

    #[test]
    fn what_no_form_can_be_made_for_is_typed_as_json() {
        let mut deep = json!({"type": "string"});
        for _ in 0..9 {
            deep = json!({"type": "object", "properties": {"in": deep}});
        }
        let open = json!({"properties": {
            "any": {"type": "object"},
            "lists": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            "tuple": {"type": "array", "items": [{"type": "string"}]},
        }});
        for field in fields(&open, &Value::Null) {
            assert_eq!(field.kind, FieldKind::Json, "{}", field.name);
        }
        let mut fields = fields(&deep, &Value::Null);
        let mut depth = 0;
        while let FieldKind::Group { fields: inside } = fields.remove(0).kind {
            fields = inside;
            depth += 1;
        }
        assert!(depth <= 5, "{depth}");
    }
}
