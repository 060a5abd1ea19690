//! JSON schemas: validation of schemas before a run, and of a brain's output against them.
//!
//! References are resolved within the schema only; nothing is fetched.

mod patterns;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::error::ApiError;

use patterns::Translated;

/// Maximum number of errors in one message.
const MOST: usize = 3;

/// Refuses an invalid JSON schema, with the position of the faulty keyword.
pub(crate) fn check(schema: &Value, field: &str) -> Result<(), ApiError> {
    if !schema.is_object() {
        return Err(ApiError::invalid(format!("{field} is not a JSON schema.")));
    }
    match validator(&Translated::of(schema)) {
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
fn validator(schema: &Translated) -> Result<Validator, ValidationError<'static>> {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema.schema)
}

/// The validation errors of a value, as text for the brain that wrote it; `None` if it is valid.
pub(super) fn misfit(schema: &Value, value: &Value) -> Option<String> {
    let schema = Translated::of(schema);
    let validator = match validator(&schema) {
        Ok(validator) => validator,
        Err(error) => return Some(error.to_string()),
    };
    let faults: Vec<String> = validator
        .iter_errors(value)
        .take(MOST)
        .map(|error| {
            let place = error.instance_path().to_string();
            let message = message(&error, &schema);
            if place.is_empty() {
                message
            } else {
                format!("{message} (at {place})")
            }
        })
        .collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

/// The text of an error, with patterns as the schema has them.
fn message(error: &ValidationError<'_>, schema: &Translated) -> String {
    match error.kind() {
        ValidationErrorKind::Pattern { pattern } => {
            let original = schema.original(pattern);
            format!("{} does not match \"{original}\"", error.instance())
        }
        _ => error.to_string(),
    }
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

    /// Patterns with a text that fits and one that does not.
    const PATTERNS: [(&str, &str, &str); 44] = [
        ("^[^]{2}$", "a\n", "a"),
        ("^a[]?$", "a", "ab"),
        (r"^(?=.*\d)\w+$", "a1", "ab"),
        (r"^(?=.*\d)", "a1", "a٣"),
        (r"^(?!.*\.\.)[^/]+$", "a.b", "a..b"),
        (r"(?<=\w)-(?<!x-)b", "a-b", "x-b"),
        (r"^(?=[^]*x)", "a\nx", "a"),
        ("^(?=a)*b$", "b", "a"),
        (r"^(?<year>\d{4})-\k<year>$", "2026-2026", "2026-2025"),
        (r"^(?:(?<a>x)|(?<a>y))\k<a>$", "yy", "xy"),
        ("^(a)?\\1b$", "b", "ab"),
        (r"^(['\x22]).*\1$", "'a'", "'a\""),
        (r"^\d$", "3", "٣"),
        (r"^\w+$", "az_09", "é"),
        (r"^\W$", "é", "e"),
        (r"^\s$", "\u{feff}", "\u{85}"),
        (r"^[\S]$", "\u{85}", "\u{feff}"),
        (r"^\S+@\S+$", "a@b", "a @b"),
        (r"^[\D\d]$", "\n", ""),
        ("^.$", "é", "\u{2028}"),
        ("^a$", "a", "a\n"),
        (r"\bon\b", "go on", "gone"),
        (r"\Bon", "gon", "on"),
        (r"^\/x\-y\_z\@$", "/x-y_z@", "xyz"),
        (r"^[\w-.]+$", "a-.", "a/"),
        (r"^[a-\d]$", "-", "b"),
        ("^[--/]$", ".", "0"),
        ("^[a&&b]$", "&", "c"),
        ("^[[a]$", "[", "]"),
        ("^[^\\]]$", "[", "]"),
        ("^a{,5}$", "a{,5}", "aa"),
        ("^{a}]$", "{a}]", "a"),
        ("^a{2,3}?$", "aaa", "aaaa"),
        (r"^\u00e9\x41$", "éA", "e"),
        (r"^\u{1F600}$", "😀", "u"),
        (r"^\uD83D\uDE00$", "😀", "😁"),
        (r"^[\uD83D\uDE00-\uD83D\uDE02]$", "😁", "😃"),
        (r"^\p{Lu}\p{Script=Greek}$", "Aα", "aα"),
        (r"^[\p{L}\d]+$", "é1", "-"),
        (r"^\cJ\0[\b]$", "\n\0\u{8}", "J"),
        (r"^\t\v\f$", "\t\u{b}\u{c}", "tvf"),
        (r"^\q\c$", "q\\c", "q"),
        ("^(?i:abc)d$", "ABCd", "abcD"),
        ("^(foo|bar)$", "bar", "baz"),
    ];

    #[test]
    fn patterns_are_read_as_ecma_262_has_them() {
        for (pattern, fits, other) in PATTERNS {
            let schema = json!({"type": "string", "pattern": pattern});
            assert_eq!(
                check(&schema, "x").map_err(|it| it.message.clone()),
                Ok(()),
                "{pattern}"
            );
            assert_eq!(misfit(&schema, &json!(fits)), None, "{pattern}");
            let fault = misfit(&schema, &json!(other)).unwrap_or_else(|| panic!("{pattern}"));
            assert!(fault.contains(pattern), "{fault}");
            let names =
                json!({"patternProperties": {pattern: true}, "additionalProperties": false});
            assert_eq!(
                check(&names, "x").map_err(|it| it.message.clone()),
                Ok(()),
                "{pattern}"
            );
            assert_eq!(misfit(&names, &json!({fits: 1})), None, "{pattern}");
            assert!(misfit(&names, &json!({other: 1})).is_some(), "{pattern}");
        }
    }

    #[test]
    fn a_valid_pattern_that_cannot_be_enforced_is_left_out() {
        for pattern in [
            r"^[\uD800-\uDBFF]$",
            "(?s:.)",
            r"\p{RGI_Emoji}",
            "a{9999999}",
        ] {
            let schema = json!({"type": "string", "pattern": pattern, "minLength": 2,
                "not": {"$ref": "#/$defs/a"}, "$defs": {"a": {"pattern": pattern}}});
            assert!(check(&schema, "x").is_ok(), "{pattern}");
            assert_eq!(misfit(&schema, &json!("ab")), None, "{pattern}");
            assert!(misfit(&schema, &json!("a")).is_some(), "{pattern}");
            let names = json!({"properties": {"pattern": {"type": "null"}},
                "patternProperties": {pattern: {"type": "string"}}, "additionalProperties": false});
            assert!(check(&names, "x").is_ok(), "{pattern}");
            assert_eq!(misfit(&names, &json!({"b": 1, "pattern": null})), None);
        }
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        for pattern in [
            "(",
            ")",
            "[a",
            "[b-a]",
            "a**",
            "*",
            "a{3,2}",
            "\\",
            r"(?<a>)\k<b>",
            "(?<=a)*",
        ] {
            let schema = json!({"properties": {"n": {"pattern": pattern}}});
            let error = check(&schema, "x").expect_err(pattern);
            assert!(error.message.contains("/properties/n/pattern"), "{error}");
        }
        // What Python writes is taken, too.
        for pattern in [r"(?i)^abc$", r"(?P<n>a)", r"\Aab\z"] {
            assert!(
                check(&json!({"pattern": pattern}), "x").is_ok(),
                "{pattern}"
            );
        }
    }
}
