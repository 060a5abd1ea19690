//! JSON schemas: validation of schemas before a run, and of a brain's output against them.
//!
//! References are resolved within the schema only; nothing is fetched.

use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::error::ApiError;

/// Maximum number of errors in one message.
const MOST: usize = 3;

/// Refuses an invalid JSON schema, with the position of the faulty keyword.
pub(crate) fn check(schema: &Value, field: &str) -> Result<(), ApiError> {
    if !schema.is_object() {
        return Err(ApiError::invalid(format!("{field} is not a JSON schema.")));
    }
    match validator(schema) {
        Ok(_) => Ok(()),
        Err(error) => {
            let place = error.instance_path().to_string();
            let at = if place.is_empty() { "" } else { " at " };
            Err(ApiError::invalid(format!(
                "{field} is not a valid JSON schema{at}{place}: {error}."
            )))
        }
    }
}

/// Formats are validated too: some servers enforce them, some accept them without effect.
fn validator(schema: &Value) -> Result<Validator, ValidationError<'static>> {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
}

/// The validation errors of a value, as text for the brain that wrote it; `None` if it is valid.
pub(super) fn misfit(schema: &Value, value: &Value) -> Option<String> {
    let validator = match validator(schema) {
        Ok(validator) => validator,
        Err(error) => return Some(error.to_string()),
    };
    let faults: Vec<String> = validator
        .iter_errors(value)
        .take(MOST)
        .map(|error| {
            let place = error.instance_path().to_string();
            if place.is_empty() {
                error.to_string()
            } else {
                format!("{error} (at {place})")
            }
        })
        .collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_that_makes_no_sense_is_refused_with_its_place() {
        let schema = json!({"type": "object", "properties": {"n": {"type": "integr"}}});
        let error = check(&schema, "response_format.schema").unwrap_err();
        assert!(error.message.starts_with("response_format.schema"));
        assert!(error.message.contains("/properties/n/type"), "{error}");
        assert!(check(&json!({"$ref": "https://example.com/s.json"}), "x").is_err());
        assert!(check(&json!(true), "x").is_err());
        assert!(
            check(
                &json!({"$defs": {"a": {"type": "string"}}, "$ref": "#/$defs/a"}),
                "x"
            )
            .is_ok()
        );
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_place() {
        let schema =
            json!({"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]});
        assert_eq!(misfit(&schema, &json!({"n": 1})), None);
        assert!(
            misfit(&schema, &json!({"n": "x"}))
                .unwrap()
                .contains("(at /n)")
        );
        assert!(misfit(&schema, &json!({})).unwrap().contains("\"n\""));
        let day = json!({"type": "string", "format": "date"});
        assert_eq!(misfit(&day, &json!("2026-11-29")), None);
        assert!(
            misfit(&day, &json!("29 November"))
                .unwrap()
                .contains("date")
        );
        let unknown = json!({"type": "integer", "format": "int32"});
        assert_eq!(misfit(&unknown, &json!(7)), None);
    }
}
