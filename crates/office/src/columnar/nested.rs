//! Lists, maps and groups of values, put together from their leaf columns and shown as JSON.
//!
//! See <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types> for how a schema says them.

use std::ops::Range;

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{Type, TypePtr};

use super::leaf::{Entry, Record};
use super::value::Value;
use crate::MAX_CELL_CHARS;

/// Size in bytes at which the JSON of a cell is long enough to be cut.
const LONG: usize = 4 * MAX_CELL_CHARS + 4;

/// A field of the schema.
pub(super) struct Node {
    /// The indexes of its leaf columns.
    pub(super) leaves: Range<usize>,
    /// The definition from which it is present; it is null below.
    level: i16,
    shape: Shape,
}

enum Shape {
    Value,
    Group(Vec<(String, Node)>),
    List(Repeated, Box<Node>),
    Map(Repeated, Box<(Node, Node)>),
}

/// The levels of what can be there several times.
#[derive(Clone, Copy)]
struct Repeated {
    /// The definition from which there is an element.
    level: i16,
    /// The repetition of each element after the first.
    repetition: i16,
}

/// Returns the fields of a table with their names.
pub(super) fn nodes(fields: &[TypePtr]) -> Vec<(String, Node)> {
    let mut leaf = 0;
    named(fields, (0, 0), &mut leaf)
}

/// `at` is the definition and repetition of what holds the fields, `leaf` the index of the next leaf column.
fn named(fields: &[TypePtr], at: (i16, i16), leaf: &mut usize) -> Vec<(String, Node)> {
    fields
        .iter()
        .map(|field| (field.name().to_owned(), node(field, at, leaf)))
        .collect()
}

fn node(field: &Type, (definition, repetition): (i16, i16), leaf: &mut usize) -> Node {
    let info = field.get_basic_info();
    let said = info.has_repetition().then(|| info.repetition());
    match said {
        // Neither in a list nor in a map, it is a list by itself.
        Some(Repetition::REPEATED) => list((definition, repetition), leaf, |at, leaf| {
            content(field, at, leaf)
        }),
        Some(Repetition::OPTIONAL) => {
            content(field, (definition.saturating_add(1), repetition), leaf)
        }
        _ => content(field, (definition, repetition), leaf),
    }
}

/// Returns the field without regard to its own repetition.
fn content(field: &Type, at: (i16, i16), leaf: &mut usize) -> Node {
    let from = *leaf;
    if field.is_primitive() {
        *leaf += 1;
        return Node {
            leaves: from..*leaf,
            level: at.0,
            shape: Shape::Value,
        };
    }
    match (kind(field), repeated_child(field)) {
        (Kind::List, Some(child)) => list(at, leaf, |at, leaf| match element(field, child) {
            Some(element) => node(element, at, leaf),
            None => content(child, at, leaf),
        }),
        (Kind::Map, Some(child)) => match child.is_group().then(|| child.get_fields()) {
            Some([key, value]) => map(at, leaf, key, value),
            // A map without values is a list of its keys.
            Some([key]) => list(at, leaf, |at, leaf| node(key, at, leaf)),
            _ => list(at, leaf, |at, leaf| content(child, at, leaf)),
        },
        _ => {
            let fields = named(field.get_fields(), at, leaf);
            Node {
                leaves: from..*leaf,
                level: at.0,
                shape: Shape::Group(fields),
            }
        }
    }
}

fn list(
    at: (i16, i16),
    leaf: &mut usize,
    element: impl FnOnce((i16, i16), &mut usize) -> Node,
) -> Node {
    let (within, repeated) = inside(at);
    let element = element(within, leaf);
    Node {
        leaves: element.leaves.clone(),
        level: at.0,
        shape: Shape::List(repeated, Box::new(element)),
    }
}

fn map(at: (i16, i16), leaf: &mut usize, key: &Type, value: &Type) -> Node {
    let (within, repeated) = inside(at);
    let from = *leaf;
    let key = node(key, within, leaf);
    let value = node(value, within, leaf);
    Node {
        leaves: from..*leaf,
        level: at.0,
        shape: Shape::Map(repeated, Box::new((key, value))),
    }
}

/// Returns the levels inside a repeated field.
fn inside((definition, repetition): (i16, i16)) -> ((i16, i16), Repeated) {
    let (level, repetition) = (definition.saturating_add(1), repetition.saturating_add(1));
    ((level, repetition), Repeated { level, repetition })
}

#[derive(PartialEq)]
enum Kind {
    List,
    Map,
    Group,
}

fn kind(field: &Type) -> Kind {
    let info = field.get_basic_info();
    match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::List), _) | (None, ConvertedType::LIST) => Kind::List,
        (Some(LogicalType::Map), _) | (None, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
            Kind::Map
        }
        _ => Kind::Group,
    }
}

/// Returns the only field of a group, if it is repeated.
fn repeated_child(field: &Type) -> Option<&Type> {
    let [child] = field.get_fields() else {
        return None;
    };
    let info = child.get_basic_info();
    (info.has_repetition() && info.repetition() == Repetition::REPEATED).then_some(child.as_ref())
}

/// Returns the element of a list inside its repeated field; `None` if that field is itself the element, as older
/// programs wrote it.
fn element<'a>(list: &Type, repeated: &'a Type) -> Option<&'a Type> {
    if repeated.is_primitive() {
        return None;
    }
    let [only] = repeated.get_fields() else {
        return None;
    };
    let name = repeated.name();
    let is_old = name == "array" || name.strip_suffix("_tuple") == Some(list.name());
    (!is_old).then_some(only.as_ref())
}

impl Node {
    /// Returns the value of a column that has one in each row; `None` if it is null, or the column holds more than
    /// single values.
    pub(super) fn value<'a>(&self, row: &[&'a Record]) -> Option<&'a Value> {
        match self.shape {
            Shape::Value => row.get(self.leaves.start)?.first()?.value.as_ref(),
            _ => None,
        }
    }

    /// Returns the content in a row as JSON, cut when it is too long for a cell; `None` if it is null.
    pub(super) fn json(&self, row: &[&Record]) -> Option<String> {
        let mut row = Cursors {
            entries: row.iter().map(|record| record.as_slice()).collect(),
        };
        let first = row.peek(&self.leaves)?;
        if first.definition < self.level || matches!(self.shape, Shape::Value) {
            return None;
        }
        let mut json = String::new();
        self.write(&mut row, &mut json);
        Some(json)
    }

    fn write(&self, row: &mut Cursors<'_>, json: &mut String) {
        if self.leaves.is_empty() {
            json.push_str("{}");
            return;
        }
        let Some(first) = row.peek(&self.leaves) else {
            json.push_str("null");
            return;
        };
        let definition = first.definition;
        if definition < self.level {
            row.skip(&self.leaves);
            json.push_str("null");
            return;
        }
        match &self.shape {
            Shape::Value => {
                match &first.value {
                    Some(value) => value.write(json),
                    None => json.push_str("null"),
                }
                row.skip(&self.leaves);
            }
            Shape::Group(fields) => {
                json.push('{');
                for (at, (name, field)) in fields.iter().enumerate() {
                    if json.len() > LONG {
                        return;
                    }
                    json.push_str(if at == 0 { "" } else { "," });
                    json.push_str(&quoted(name));
                    json.push(':');
                    field.write(row, json);
                }
                json.push('}');
            }
            Shape::List(repeated, element) => {
                json.push('[');
                self.each(*repeated, definition, row, json, |row, json| {
                    element.write(row, json);
                });
                json.push(']');
            }
            Shape::Map(repeated, pair) => {
                json.push('{');
                self.each(*repeated, definition, row, json, |row, json| {
                    pair.0.write_key(row, json);
                    json.push(':');
                    pair.1.write(row, json);
                });
                json.push('}');
            }
        }
    }

    /// Writes each element of a list or map, with commas between.
    fn each(
        &self,
        repeated: Repeated,
        definition: i16,
        row: &mut Cursors<'_>,
        json: &mut String,
        write: impl Fn(&mut Cursors<'_>, &mut String),
    ) {
        if definition < repeated.level {
            row.skip(&self.leaves);
            return;
        }
        loop {
            write(row, json);
            let next = row.peek(&self.leaves);
            let has_more = next.is_some_and(|next| next.repetition >= repeated.repetition);
            if !has_more || json.len() > LONG {
                return;
            }
            json.push(',');
        }
    }

    /// Writes the key of a map, which JSON wants to be a string.
    fn write_key(&self, row: &mut Cursors<'_>, json: &mut String) {
        let mut key = String::new();
        self.write(row, &mut key);
        if key.starts_with('"') {
            json.push_str(&key);
        } else {
            json.push_str(&quoted(&key));
        }
    }
}

/// The entries of a row that were not written yet, by leaf column.
struct Cursors<'a> {
    entries: Vec<&'a [Entry]>,
}

impl<'a> Cursors<'a> {
    /// Returns the next entry of the first of these columns.
    fn peek(&self, leaves: &Range<usize>) -> Option<&'a Entry> {
        self.entries.get(leaves.start)?.first()
    }

    /// Leaves out one entry of each of these columns.
    fn skip(&mut self, leaves: &Range<usize>) {
        for entries in self.entries.get_mut(leaves.clone()).into_iter().flatten() {
            *entries = entries.get(1..).unwrap_or_default();
        }
    }
}

/// Returns a text as a string of JSON.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
