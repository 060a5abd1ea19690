//! JSON schemas: checked before a run begins, and what a brain writes is checked by them.
//!
//! References lead nowhere but into the schema itself; nothing is fetched.

use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::error::ApiError;

/// The most faults that are told at once.
const MOST: usize = 3;

/// Refuses what is no JSON schema, with the place of the keyword that is wrong.
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

/// Formats are checked, too: some servers enforce them, some take them without effect.
fn validator(schema: &Value) -> Result<Validator, ValidationError<'static>> {
    jsonschema::options()
        .should_validate_formats(true)
        .build(schema)
}

/// What of a value does not fit a schema, in words for the brain that wrote it; none when it fits.
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
