use serde_json::{Value, json};

use super::*;

fn fitted(schema: Value) -> (Value, Vec<String>) {
    let fitted = fit(&schema).unwrap();
    (fitted.schema, fitted.only_checked.into_iter().collect())
}

fn keyword(schema: Value) -> String {
    fit(&schema).unwrap_err().keyword
}

#[test]
fn what_loses_nothing_is_dropped_without_a_word() {
    let schema = json!({"type": "object", "propertyNames": {"type": "string"},
        "additionalProperties": {"type": "array", "uniqueItems": false, "items":
            {"type": "string", "format": "cuid", "pattern": "^c[a-z0-9]+$"}}});
    let (schema, checked) = fitted(schema);
    assert_eq!(
        schema,
        json!({"type": "object", "additionalProperties": {"type": "array", "items":
            {"type": "string", "pattern": "^c[a-z0-9]+$"}}})
    );
    assert!(checked.is_empty());
}

#[test]
fn what_no_grammar_has_is_left_to_the_check_and_named() {
    let schema = json!({"type": "object", "properties": {
        "tags": {"type": "array", "uniqueItems": true, "contains": {"const": "a"}, "minContains": 1},
        "token": {"type": "string", "format": "jwt"},
        "name": {"type": "string", "pattern": "^(?=.*a)b"},
        "kind": {"not": {"const": "x"}, "if": {"type": "string"}, "then": {"minLength": 2}}}});
    let (schema, checked) = fitted(schema);
    assert_eq!(
        checked,
        [
            "contains at #/properties/tags",
            "format at #/properties/token",
            "if at #/properties/kind",
            "not at #/properties/kind",
            "pattern at #/properties/name",
            "uniqueItems at #/properties/tags",
        ]
    );
    assert_eq!(
        schema["properties"],
        json!({"tags": {"type": "array"}, "token": {"type": "string"}, "name": {"type": "string"}, "kind": {}})
    );
}

#[test]
fn a_pattern_is_enforced_as_it_is_meant_or_left_to_the_check() {
    for pattern in [
        "^[^]+$",
        r"^\d{2}-[\w-.]$",
        "^a{,5}$",
        r"\u00e9",
        "^[A-Z]{2}$",
        "(?i)^abc$",
    ] {
        let (schema, checked) = fitted(json!({"type": "string", "pattern": pattern}));
        assert!(
            schema["pattern"].is_string() && checked.is_empty(),
            "{pattern}"
        );
    }
    for pattern in [
        r"\bon\b",
        r"(a)\1",
        "((a{1000}){1000}){1000}",
        r"[\uD800-\uDBFF]",
        "^(?!a)[^]$",
        "(?P<n>a)(?=b)",
    ] {
        let (schema, checked) = fitted(json!({"type": "string", "pattern": pattern}));
        assert_eq!(
            (schema, checked.as_slice()),
            (json!({"type": "string"}), &["pattern at #".to_owned()][..])
        );
        let names =
            json!({"patternProperties": {pattern: {"type": "null"}, "^[^]$": {"type": "null"}}});
        let (schema, checked) = fitted(names);
        assert_eq!(schema["patternProperties"].as_object().unwrap().len(), 1);
        assert_eq!(checked, ["patternProperties at #"]);
    }
}

#[test]
fn what_cannot_be_kept_to_is_refused_by_its_name_and_place() {
    let refused =
        fit(&json!({"properties": {"a/b": {"dependentRequired": {"x": ["y"]}}}})).unwrap_err();
    assert_eq!(
        (refused.keyword.as_str(), refused.position.as_str()),
        ("dependentRequired", "#/properties/a~1b")
    );
    assert!(
        refused
            .to_string()
            .starts_with("`dependentRequired` at #/properties/a~1b")
    );
    assert_eq!(
        keyword(json!({"propertyNames": {"pattern": "^a"}})),
        "propertyNames"
    );
    assert_eq!(
        keyword(json!({"unevaluatedProperties": false})),
        "unevaluatedProperties"
    );
    assert_eq!(
        keyword(json!({"$ref": "https://example.com/s.json"})),
        "$ref"
    );
    assert_eq!(keyword(json!({"$ref": "#/$defs/none"})), "$ref");
    assert_eq!(keyword(json!({"items": 3})), "schema");
}

#[test]
fn numbers_that_floating_point_would_round_are_only_checked() {
    let big = 9_007_199_254_740_993_u64;
    let schema = json!({"properties": {"id": {"const": big}, "n": {"type": "integer", "minimum": big},
        "e": {"enum": [1, big]}, "fine": {"maximum": 9_007_199_254_740_991_u64}}});
    let (schema, checked) = fitted(schema);
    assert_eq!(
        schema["properties"],
        json!({"id": {"type": ["integer"]}, "n": {"type": "integer"}, "e": {"enum": [1]},
            "fine": {"maximum": 9_007_199_254_740_991_u64}})
    );
    assert_eq!(
        checked,
        [
            "const at #/properties/id",
            "enum at #/properties/e",
            "minimum at #/properties/n"
        ]
    );
}

#[test]
fn one_of_is_any_of_and_only_checked_where_its_branches_overlap() {
    let apart = json!({"oneOf": [{"$ref": "#/$defs/cat"}, {"type": "object", "required": ["kind"],
        "properties": {"kind": {"const": "dog"}}}],
        "$defs": {"cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["cat"]}}}}});
    let (schema, checked) = fitted(apart);
    assert!(schema.get("oneOf").is_none() && schema["anyOf"].as_array().unwrap().len() == 2);
    assert!(checked.is_empty());
    let overlapping = json!({"oneOf": [{"type": "number"}, {"type": "integer"}]});
    assert_eq!(fitted(overlapping).1, ["oneOf at #"]);
    assert!(
        fitted(json!({"oneOf": [{"type": "string"}, {"type": "null"}]}))
            .1
            .is_empty()
    );
}

#[test]
fn references_become_definitions_of_plain_names_also_recursive_ones() {
    let schema = json!({"$id": "https://example.com/tree", "type": "object", "properties": {
            "left": {"$ref": "#"}, "right": {"$ref": "https://example.com/tree#/definitions/a~1b%20c"},
            "named": {"$ref": "#leaf"}},
        "definitions": {"a/b c": {"type": "string"}, "x": {"$anchor": "leaf", "type": "null"}}});
    let (schema, _) = fitted(schema);
    assert_eq!(schema["properties"]["right"], json!({"$ref": "#/$defs/d1"}));
    assert_eq!(schema["$defs"]["d1"], json!({"type": "string"}));
    assert_eq!(schema["$defs"]["d2"], json!({"type": "null"}));
    assert_eq!(
        schema["$defs"]["d0"]["properties"]["left"],
        json!({"$ref": "#/$defs/d0"})
    );
    assert!(schema.get("definitions").is_none() && schema.get("$id").is_none());
}

#[test]
fn objects_get_no_names_that_nobody_asked_for_but_where_several_schemas_meet() {
    let (schema, _) = fitted(
        json!({"type": "object", "properties": {"a": {"type": "object", "properties": {}}}}),
    );
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["a"]["additionalProperties"], false);
    let (schema, _) = fitted(
        json!({"allOf": [{"$ref": "#/$defs/base"}, {"properties": {"b": {}}}],
        "$defs": {"base": {"properties": {"a": {}}}}}),
    );
    assert!(schema["allOf"][1].get("additionalProperties").is_none());
    assert!(schema["$defs"]["d0"].get("additionalProperties").is_none());
    let (schema, _) =
        fitted(json!({"type": "object", "additionalProperties": true, "properties": {"a": {}}}));
    assert_eq!(schema["additionalProperties"], true);
}

#[test]
fn options_of_the_grammar_do_not_come_with_a_schema() {
    let (schema, _) = fitted(json!({"type": "string", "x-guidance": {"lenient": true}}));
    assert_eq!(schema, json!({"type": "string"}));
}

#[test]
fn a_schema_without_an_end_is_refused() {
    let mut deep = json!({"type": "string"});
    for _ in 0..100 {
        deep = json!({"type": "array", "items": deep});
    }
    assert_eq!(keyword(deep), "schema");
}
