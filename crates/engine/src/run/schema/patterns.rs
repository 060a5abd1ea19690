//! The patterns of a schema, written anew for the validator, which reads them as Rust does.
//!
//! A valid pattern that cannot be written so is left out: it is then not enforced, and the schema is accepted.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use crate::ecma_pattern::translate;

/// Keywords that hold schemas by name.
const BY_NAME: [&str; 6] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "dependencies",
];
/// Keywords that hold values.
const VALUES: [&str; 5] = ["const", "enum", "default", "examples", "example"];
/// Keywords that lead to another schema.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];
/// Keywords that accept less when the schema in them accepts more, with those that mean nothing without them.
const TURNED: [(&str, &[&str]); 4] = [
    ("not", &[]),
    ("if", &["then", "else"]),
    ("oneOf", &[]),
    ("contains", &["minContains", "maxContains"]),
];

/// A schema whose patterns the validator reads as they are meant.
pub(super) struct Translated {
    pub(super) schema: Value,
    /// The original of each pattern that was changed.
    originals: HashMap<String, String>,
}

impl Translated {
    pub(super) fn of(schema: &Value) -> Self {
        let mut first = Translator::default();
        let mut copy = schema.clone();
        first.schema(&mut copy);
        if first.has_left_out {
            // What a reference leads to may be what lost a pattern.
            first = Translator {
                references_lose: true,
                ..Translator::default()
            };
            copy = schema.clone();
            first.schema(&mut copy);
        }
        Self {
            schema: copy,
            originals: first.originals,
        }
    }

    /// Returns the pattern as the schema has it.
    pub(super) fn original<'a>(&'a self, pattern: &'a str) -> &'a str {
        self.originals.get(pattern).map_or(pattern, String::as_str)
    }
}

#[derive(Default)]
struct Translator {
    originals: HashMap<String, String>,
    has_left_out: bool,
    /// True if a reference may lead to a schema that lost a pattern.
    references_lose: bool,
}

impl Translator {
    /// Translates the patterns of a schema. Returns true if it accepts more than before.
    fn schema(&mut self, schema: &mut Value) -> bool {
        let Value::Object(object) = schema else {
            return false;
        };
        let mut accepts_more = self.pattern(object) | self.pattern_properties(object);
        let mut turned = Vec::new();
        for (keyword, value) in object.iter_mut() {
            let keyword = keyword.as_str();
            if VALUES.contains(&keyword) {
                continue;
            }
            let more = match value {
                Value::Object(schemas) if BY_NAME.contains(&keyword) => {
                    let each = schemas.values_mut().map(|schema| self.schema(schema));
                    each.fold(false, |any, more| any | more)
                }
                Value::Array(schemas) => {
                    let each = schemas.iter_mut().map(|schema| self.schema(schema));
                    each.fold(false, |any, more| any | more)
                }
                Value::String(_) => self.references_lose && REFERENCES.contains(&keyword),
                Value::Object(_) => self.schema(value),
                _ => false,
            };
            accepts_more |= more;
            turned.extend(TURNED.iter().filter(|(it, _)| more && *it == keyword));
        }
        for (keyword, others) in turned {
            object.retain(|it, _| it != keyword && !others.contains(&it.as_str()));
        }
        accepts_more
    }

    fn pattern(&mut self, object: &mut Map<String, Value>) -> bool {
        let Some(pattern) = object.get("pattern").and_then(Value::as_str) else {
            return false;
        };
        match self.translated(pattern) {
            Some(translated) => {
                object.insert("pattern".to_owned(), json!(translated));
                false
            }
            None => {
                object.remove("pattern");
                true
            }
        }
    }

    /// Without one of the patterns it is not known which other properties there are.
    fn pattern_properties(&mut self, object: &mut Map<String, Value>) -> bool {
        let Some(Value::Object(by_pattern)) = object.get_mut("patternProperties") else {
            return false;
        };
        let mut is_whole = true;
        for (pattern, schema) in std::mem::take(by_pattern) {
            match self.translated(&pattern) {
                Some(translated) => {
                    by_pattern.insert(translated, schema);
                }
                None => is_whole = false,
            }
        }
        if !is_whole {
            object.remove("additionalProperties");
            object.remove("unevaluatedProperties");
        }
        !is_whole
    }

    /// Returns a pattern for the validator, which is left to judge one that is not valid; `None` if there is none.
    fn translated(&mut self, pattern: &str) -> Option<String> {
        let Some(translation) = translate(pattern) else {
            return Some(pattern.to_owned());
        };
        match &translation.pattern {
            Some(translated) => {
                let original = pattern.to_owned();
                self.originals.insert(translated.clone(), original);
            }
            None => self.has_left_out = true,
        }
        translation.pattern
    }
}
