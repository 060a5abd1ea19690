//! Conversion of a JSON schema into one that the grammar supports, or refusal with the name of the unsupported
//! keyword.
//!
//! The grammar may be stricter than the schema (an object gets no properties that the schema does not list) and
//! looser: what it cannot enforce is listed in [`GrammarSchema::only_checked`], and the answer has to be validated
//! against the original schema. Nothing is loosened silently.

mod apart;
mod numbers;
mod references;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::ecma_pattern;

use references::References;

/// Maximum nesting of a schema; more is an attack or a mistake.
const DEEPEST: usize = 64;
/// Maximum number of subschemas.
const MOST: usize = 5_000;

/// Formats that the grammar supports.
const FORMATS: [&str; 11] = [
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
    "unknown",
];

/// A schema that the grammar supports.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GrammarSchema {
    /// The schema that the grammar is made of.
    pub(super) schema: Value,
    /// Keywords, with their places, that the grammar does not enforce: `uniqueItems at #/properties/tags`.
    pub(super) only_checked: BTreeSet<String>,
}

/// A schema with a keyword that is not supported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{keyword}` at {position} of the schema cannot be kept to: {why}.")]
pub(super) struct UnsupportedKeyword {
    pub(super) keyword: String,
    /// A JSON pointer that begins with `#`.
    pub(super) position: String,
    pub(super) why: String,
}

/// Converts a schema for the grammar.
pub(super) fn fit(schema: &Value) -> Result<GrammarSchema, UnsupportedKeyword> {
    let mut converter = Converter {
        references: References::new(schema),
        only_checked: BTreeSet::new(),
        count: 0,
    };
    let mut converted = converter.schema(schema, &Position::root(), Objects::Closed)?;
    let mut definitions = Map::new();
    while let Some((name, pointer, objects)) = converter.references.next_wanted() {
        let target = converter
            .references
            .target(&pointer)
            .ok_or_else(|| UnsupportedKeyword {
                keyword: "$ref".to_owned(),
                position: pointer.clone(),
                why: "nothing is there".to_owned(),
            })?;
        let position = Position::of(&pointer);
        definitions.insert(name, converter.schema(target, &position, objects)?);
    }
    if !definitions.is_empty() {
        // As a definition of its own, so that a reference to the root is one to a definition like any other.
        converted = match converted {
            Value::Object(mut whole) => {
                whole.insert("$defs".to_owned(), Value::Object(definitions));
                Value::Object(whole)
            }
            always => always,
        };
    }
    Ok(GrammarSchema {
        schema: converted,
        only_checked: converter.only_checked,
    })
}

/// Treatment of objects without `additionalProperties`: whether unlisted properties are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Objects {
    /// Unlisted properties are not written: a small model would go on for ever.
    Closed,
    /// Other parts of an `allOf` may list more.
    Open,
}

/// The position within the schema.
#[derive(Debug, Clone)]
struct Position {
    pointer: String,
    depth: usize,
}

impl Position {
    fn root() -> Self {
        Self::of("#")
    }

    fn of(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            depth: 0,
        }
    }

    fn inner(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        Self {
            pointer: format!("{}/{key}", self.pointer),
            depth: self.depth + 1,
        }
    }

    fn unfit(&self, keyword: &str, why: &str) -> UnsupportedKeyword {
        UnsupportedKeyword {
            keyword: keyword.to_owned(),
            position: self.pointer.clone(),
            why: why.to_owned(),
        }
    }
}

struct Converter<'s> {
    references: References<'s>,
    only_checked: BTreeSet<String>,
    count: usize,
}

impl<'s> Converter<'s> {
    fn schema(
        &mut self,
        schema: &'s Value,
        position: &Position,
        objects: Objects,
    ) -> Result<Value, UnsupportedKeyword> {
        self.count += 1;
        if position.depth > DEEPEST || self.count > MOST {
            return Err(position.unfit("schema", "it is too large"));
        }
        let object = match schema {
            Value::Bool(_) => return Ok(schema.clone()),
            Value::Object(object) => object,
            _ => return Err(position.unfit("schema", "a schema is an object, true or false")),
        };
        // Beside these keywords an object is an intersection of several schemas, and none may close it for the
        // others.
        let meets = ["allOf", "anyOf", "oneOf", "$ref"]
            .iter()
            .filter(|keyword| object.contains_key(**keyword))
            .count()
            + usize::from(object.contains_key("properties"));
        let inner = if meets > 1 || object.contains_key("allOf") {
            Objects::Open
        } else {
            objects
        };
        let mut converted = Map::new();
        for (keyword, value) in object {
            if let Some(value) = self.keyword(object, keyword, value, position, inner)? {
                match (keyword.as_str(), converted.get_mut("anyOf")) {
                    // Both keywords are present, so both have to hold.
                    ("oneOf", Some(_)) => {
                        converted.insert("allOf".to_owned(), json!([{"anyOf": value}]));
                    }
                    ("oneOf", None) => {
                        converted.insert("anyOf".to_owned(), value);
                    }
                    _ => {
                        converted.insert(keyword.clone(), value);
                    }
                }
            }
        }
        if let Some(kinds) = numbers::kinds_of_constants(object)
            && !["const", "enum", "type"]
                .iter()
                .any(|keyword| converted.contains_key(*keyword))
        {
            // The constants cannot be enforced, but their types can.
            converted.insert("type".to_owned(), kinds);
        }
        let closes = inner == Objects::Closed
            && object.contains_key("properties")
            && !object.contains_key("additionalProperties")
            && !object.contains_key("patternProperties")
            && !object.contains_key("minProperties");
        if closes {
            converted.insert("additionalProperties".to_owned(), Value::Bool(false));
        }
        Ok(Value::Object(converted))
    }

    /// The converted value of a keyword; `None` leaves the keyword out.
    fn keyword(
        &mut self,
        object: &'s Map<String, Value>,
        keyword: &str,
        value: &'s Value,
        position: &Position,
        objects: Objects,
    ) -> Result<Option<Value>, UnsupportedKeyword> {
        let same = Ok(Some(value.clone()));
        match keyword {
            "type" | "required" | "minItems" | "maxItems" | "minLength" | "maxLength"
            | "minProperties" | "maxProperties" => same,
            "properties" => self.map(value, keyword, position).map(Some),
            "patternProperties" => {
                let value = self.map(value, keyword, position)?;
                Ok(Some(self.pattern_properties(value, position)))
            }
            "additionalProperties" | "additionalItems" => {
                let position = position.inner(keyword);
                self.schema(value, &position, Objects::Closed).map(Some)
            }
            "items" | "prefixItems" if value.is_array() => self
                .list(value, keyword, position, Objects::Closed)
                .map(Some),
            "items" => {
                let position = position.inner(keyword);
                self.schema(value, &position, Objects::Closed).map(Some)
            }
            "anyOf" | "allOf" => self.list(value, keyword, position, objects).map(Some),
            "oneOf" => {
                let branches = value.as_array().map(Vec::as_slice).unwrap_or_default();
                if !apart::all_apart(branches, &self.references) {
                    self.check_later(keyword, position);
                }
                self.list(value, keyword, position, objects).map(Some)
            }
            "$ref" => {
                let pointer = value
                    .as_str()
                    .and_then(|reference| self.references.pointer(reference))
                    .ok_or_else(|| {
                        position.unfit(keyword, "only references within the schema can be followed")
                    })?;
                Ok(Some(self.references.want(&pointer, objects)))
            }
            "const" | "enum" => Ok(self.constants(keyword, value, position)),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
                Ok(self.bound(keyword, value, position))
            }
            "pattern" => self.pattern(value, position),
            "format" => Ok(self.format(object, value, position)),
            "uniqueItems" if value == &Value::Bool(false) => Ok(None),
            "propertyNames" if is_any_name(value) => Ok(None),
            "uniqueItems" | "contains" | "not" | "if" => {
                self.check_later(keyword, position);
                Ok(None)
            }
            // They belong to a keyword that was left out.
            "then" | "else" if object.contains_key("if") => Ok(None),
            "minContains" | "maxContains" if object.contains_key("contains") => Ok(None),
            "then" | "else" | "minContains" | "maxContains" => Ok(None),
            "propertyNames" => {
                Err(position.unfit(keyword, "names of properties can only be listed, or be any"))
            }
            "dependentRequired"
            | "dependentSchemas"
            | "dependencies"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "$dynamicRef"
            | "$recursiveRef" => Err(position.unfit(
                keyword,
                "there is no grammar for it; leave it out, or list the cases in `anyOf`",
            )),
            // Titles, defaults, definitions and unknown keywords do not constrain. `x-guidance` would.
            _ => Ok(None),
        }
    }

    fn check_later(&mut self, keyword: &str, position: &Position) {
        self.only_checked
            .insert(format!("{keyword} at {}", position.pointer));
    }

    fn map(
        &mut self,
        value: &'s Value,
        keyword: &str,
        position: &Position,
    ) -> Result<Value, UnsupportedKeyword> {
        let map = value
            .as_object()
            .ok_or_else(|| position.unfit(keyword, "it has to be an object"))?;
        let position = position.inner(keyword);
        let mut converted = Map::new();
        for (name, schema) in map {
            let inner = position.inner(name);
            converted.insert(name.clone(), self.schema(schema, &inner, Objects::Closed)?);
        }
        Ok(Value::Object(converted))
    }

    fn list(
        &mut self,
        value: &'s Value,
        keyword: &str,
        position: &Position,
        objects: Objects,
    ) -> Result<Value, UnsupportedKeyword> {
        let list = value
            .as_array()
            .ok_or_else(|| position.unfit(keyword, "it has to be an array"))?;
        let position = position.inner(keyword);
        let mut converted = Vec::with_capacity(list.len());
        for (index, schema) in list.iter().enumerate() {
            let inner = position.inner(&index.to_string());
            converted.push(self.schema(schema, &inner, objects)?);
        }
        Ok(Value::Array(converted))
    }

    /// The grammar uses floating point and would write a different number for one above 2^53.
    fn constants(&mut self, keyword: &str, value: &Value, position: &Position) -> Option<Value> {
        if numbers::is_exact(value) {
            return Some(value.clone());
        }
        self.check_later(keyword, position);
        if keyword == "enum" {
            // Constants that can be enforced still are, and then the answer fits.
            let exact: Vec<Value> = value
                .as_array()?
                .iter()
                .filter(|value| numbers::is_exact(value))
                .cloned()
                .collect();
            if !exact.is_empty() {
                return Some(Value::Array(exact));
            }
        }
        None
    }

    fn bound(&mut self, keyword: &str, value: &Value, position: &Position) -> Option<Value> {
        if numbers::is_exact(value) {
            return Some(value.clone());
        }
        self.check_later(keyword, position);
        None
    }

    fn pattern(
        &mut self,
        value: &Value,
        position: &Position,
    ) -> Result<Option<Value>, UnsupportedKeyword> {
        let pattern = value
            .as_str()
            .ok_or_else(|| position.unfit("pattern", "it has to be a text"))?;
        let translated = grammar_pattern(pattern);
        if translated.is_none() {
            self.check_later("pattern", position);
        }
        Ok(translated.map(Value::String))
    }

    fn pattern_properties(&mut self, by_pattern: Value, position: &Position) -> Value {
        let Value::Object(by_pattern) = by_pattern else {
            return by_pattern;
        };
        let mut translated = Map::new();
        for (pattern, schema) in by_pattern {
            match grammar_pattern(&pattern) {
                Some(pattern) => {
                    translated.insert(pattern, schema);
                }
                None => self.check_later("patternProperties", position),
            }
        }
        Value::Object(translated)
    }

    fn format(
        &mut self,
        object: &Map<String, Value>,
        value: &Value,
        position: &Position,
    ) -> Option<Value> {
        if value
            .as_str()
            .is_some_and(|format| FORMATS.contains(&format))
        {
            return Some(value.clone());
        }
        // The pattern already expresses the format.
        if !object.contains_key("pattern") {
            self.check_later("format", position);
        }
        None
    }
}

/// Returns true if the schema allows any property name.
fn is_any_name(schema: &Value) -> bool {
    match schema {
        Value::Bool(any) => *any,
        Value::Object(object) => object
            .iter()
            .all(|(keyword, value)| keyword == "type" && value == "string"),
        _ => false,
    }
}

/// Returns a pattern as the grammar reads it; `None` if it supports none like it.
fn grammar_pattern(pattern: &str) -> Option<String> {
    let translated = match ecma_pattern::translate(pattern) {
        Some(translation) if translation.is_regular => translation.pattern?,
        Some(_) => return None,
        // The validator accepted it nevertheless.
        None => pattern.to_owned(),
    };
    super::grammar::supports_pattern(&translated).then_some(translated)
}

#[cfg(test)]
mod tests;
