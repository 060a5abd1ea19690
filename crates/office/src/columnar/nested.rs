//! Lists, maps and groups of values, put together from their leaf columns and shown as JSON.
//!
//! See <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types> for how a schema says them.

use std::ops::Range;

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{Type, TypePtr};

use super::leaf::{Entry, Record};
use super::value::Value;
use crate::Extent;

/// Returns the size in bytes at which the JSON of a cell is long enough to be cut.
fn max_json_bytes(extent: Extent) -> usize {
    4 * extent.cell_chars() + 4
}

/// Returns the maximum number of leaf columns read of a column. With as many, its JSON is longer than a cell that is shown
/// unless most are null.
fn max_column_leaves(extent: Extent) -> usize {
    match extent {
        Extent::Shown => 250,
        Extent::Whole => extent.columns(),
    }
}

/// A field of the schema.
pub(super) struct Node {
    /// The indexes of its leaf columns.
    pub(super) leaves: Range<usize>,
    /// The definition from which it is present; it is null below.
    definition: i16,
    shape: Shape,
}

enum Shape {
    Value,
    Group(Vec<(String, Node)>),
    List(ElementLevels, Box<Node>),
    Map(ElementLevels, Box<(Node, Node)>),
}

/// The levels of what can be there several times.
#[derive(Clone, Copy)]
struct ElementLevels {
    /// The definition from which there is an element.
    definition: i16,
    /// The repetition of each element after the first.
    repetition: i16,
}

/// Returns the fields of a table with their names. Sets `truncated` if fields within them are left out.
pub(super) fn nodes(
    fields: &[TypePtr],
    extent: Extent,
    truncated: &mut bool,
) -> Vec<(String, Node)> {
    let mut next = 0;
    let column = |field: &TypePtr| {
        let mut leaves = Leaves {
            next,
            end: next.saturating_add(max_column_leaves(extent)),
        };
        let node = node(field, (0, 0), &mut leaves);
        *truncated |= leaves.next > leaves.end;
        next = leaves.next;
        (field.name().to_owned(), node)
    };
    fields.iter().map(column).collect()
}

/// The leaf columns of a column.
struct Leaves {
    /// The index of the next one.
    next: usize,
    /// The index from which they are left out.
    end: usize,
}

impl Leaves {
    /// Returns those from this index so far, without those left out.
    fn since(&self, first: usize) -> Range<usize> {
        first..self.next.min(self.end).max(first)
    }
}

/// Returns the fields of a group with their names, up to those that are left out. `at` is the definition and repetition
/// of the group.
fn fields_of_group(fields: &[TypePtr], at: (i16, i16), leaves: &mut Leaves) -> Vec<(String, Node)> {
    let mut nodes = Vec::new();
    for field in fields {
        let is_kept = leaves.next < leaves.end;
        let node = node(field, at, leaves);
        if is_kept {
            nodes.push((field.name().to_owned(), node));
        }
    }
    nodes
}

fn node(field: &Type, (definition, repetition): (i16, i16), leaves: &mut Leaves) -> Node {
    let info = field.get_basic_info();
    let declared = info.has_repetition().then(|| info.repetition());
    match declared {
        // Neither in a list nor in a map, it is a list by itself.
        Some(Repetition::REPEATED) => list((definition, repetition), leaves, |at, leaves| {
            node_without_repetition(field, at, leaves)
        }),
        Some(Repetition::OPTIONAL) => {
            node_without_repetition(field, (definition.saturating_add(1), repetition), leaves)
        }
        _ => node_without_repetition(field, (definition, repetition), leaves),
    }
}

/// Returns the field without regard to its own repetition.
fn node_without_repetition(field: &Type, at: (i16, i16), leaves: &mut Leaves) -> Node {
    let first = leaves.next;
    if field.is_primitive() {
        leaves.next += 1;
        return Node {
            leaves: leaves.since(first),
            definition: at.0,
            shape: Shape::Value,
        };
    }
    match (kind(field), repeated_child(field)) {
        (Kind::List, Some(child)) => list(at, leaves, |at, leaves| match element(field, child) {
            Some(element) => node(element, at, leaves),
            None => node_without_repetition(child, at, leaves),
        }),
        (Kind::Map, Some(child)) => match child.is_group().then(|| child.get_fields()) {
            Some([key, value]) => map(at, leaves, key, value),
            // A map without values is a list of its keys.
            Some([key]) => list(at, leaves, |at, leaves| node(key, at, leaves)),
            _ => list(at, leaves, |at, leaves| {
                node_without_repetition(child, at, leaves)
            }),
        },
        _ => {
            let fields = fields_of_group(field.get_fields(), at, leaves);
            Node {
                leaves: leaves.since(first),
                definition: at.0,
                shape: Shape::Group(fields),
            }
        }
    }
}

fn list(
    at: (i16, i16),
    leaves: &mut Leaves,
    element: impl FnOnce((i16, i16), &mut Leaves) -> Node,
) -> Node {
    let (inside, levels) = levels_inside(at);
    let element = element(inside, leaves);
    Node {
        leaves: element.leaves.clone(),
        definition: at.0,
        shape: Shape::List(levels, Box::new(element)),
    }
}

fn map(at: (i16, i16), leaves: &mut Leaves, key: &Type, value: &Type) -> Node {
    let (inside, levels) = levels_inside(at);
    let first = leaves.next;
    let key = node(key, inside, leaves);
    let value = node(value, inside, leaves);
    Node {
        leaves: leaves.since(first),
        definition: at.0,
        shape: Shape::Map(levels, Box::new((key, value))),
    }
}

/// Returns the levels inside a repeated field.
fn levels_inside((definition, repetition): (i16, i16)) -> ((i16, i16), ElementLevels) {
    let (definition, repetition) = (definition.saturating_add(1), repetition.saturating_add(1));
    (
        (definition, repetition),
        ElementLevels {
            definition,
            repetition,
        },
    )
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
    let [child] = repeated.get_fields() else {
        return None;
    };
    let name = repeated.name();
    let is_repeated_element = name == "array" || name.strip_suffix("_tuple") == Some(list.name());
    (!is_repeated_element).then_some(child.as_ref())
}

impl Node {
    /// Returns the value in a row of leaf columns; `None` if it is null, or the column holds more than single values.
    pub(super) fn value<'a>(&self, row: &[&'a Record]) -> Option<&'a Value> {
        match self.shape {
            Shape::Value => row.first()?.first()?.value.as_ref(),
            _ => None,
        }
    }

    /// Returns the content in a row of leaf columns as JSON, cut when it is too long for a cell; `None` if it is null.
    pub(super) fn json(&self, row: &[&Record], extent: Extent) -> Option<String> {
        let mut row = Cursors {
            first_leaf: self.leaves.start,
            entries: row.iter().map(|record| record.as_slice()).collect(),
            max_bytes: max_json_bytes(extent),
        };
        let first = row.peek(&self.leaves)?;
        if first.definition < self.definition || matches!(self.shape, Shape::Value) {
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
        if definition < self.definition {
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
                    if json.len() > row.max_bytes {
                        return;
                    }
                    json.push_str(if at == 0 { "" } else { "," });
                    json.push_str(&json_string(name));
                    json.push(':');
                    field.write(row, json);
                }
                json.push('}');
            }
            Shape::List(levels, element) => {
                json.push('[');
                self.write_elements(*levels, definition, row, json, |row, json| {
                    element.write(row, json);
                });
                json.push(']');
            }
            Shape::Map(levels, pair) => {
                json.push('{');
                self.write_elements(*levels, definition, row, json, |row, json| {
                    pair.0.write_key(row, json);
                    json.push(':');
                    pair.1.write(row, json);
                });
                json.push('}');
            }
        }
    }

    /// Writes each element of a list or map, with commas between.
    fn write_elements(
        &self,
        levels: ElementLevels,
        definition: i16,
        row: &mut Cursors<'_>,
        json: &mut String,
        write: impl Fn(&mut Cursors<'_>, &mut String),
    ) {
        if definition < levels.definition {
            row.skip(&self.leaves);
            return;
        }
        loop {
            write(row, json);
            let next = row.peek(&self.leaves);
            let has_next = next.is_some_and(|next| next.repetition >= levels.repetition);
            if !has_next || json.len() > row.max_bytes {
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
            json.push_str(&json_string(&key));
        }
    }
}

/// The entries of a column in a row that were not written yet, by leaf column.
struct Cursors<'a> {
    /// The index of the first leaf column.
    first_leaf: usize,
    entries: Vec<&'a [Entry]>,
    /// Size at which the JSON is long enough.
    max_bytes: usize,
}

impl<'a> Cursors<'a> {
    /// Returns the next entry of the first of these columns.
    fn peek(&self, leaves: &Range<usize>) -> Option<&'a Entry> {
        let at = leaves.start.checked_sub(self.first_leaf)?;
        self.entries.get(at)?.first()
    }

    /// Leaves out one entry of each of these columns.
    fn skip(&mut self, leaves: &Range<usize>) {
        for leaf in leaves.clone() {
            let at = leaf.checked_sub(self.first_leaf);
            if let Some(entries) = at.and_then(|at| self.entries.get_mut(at)) {
                *entries = entries.get(1..).unwrap_or_default();
            }
        }
    }
}

/// Returns a text as a string of JSON.
pub(super) fn json_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use parquet::schema::parser::parse_message_type;

    use super::*;

    #[test]
    fn a_column_has_a_limited_number_of_leaf_columns() {
        let fields = |count: usize| -> String {
            let field = |at| format!("optional int32 f{at};");
            (0..count).map(field).collect()
        };
        let leaves = |schema: String| {
            let schema = parse_message_type(&schema).unwrap();
            let mut truncated = false;
            let columns = nodes(schema.get_fields(), Extent::Shown, &mut truncated);
            let ranges = columns.into_iter().map(|(_, node)| node.leaves).collect();
            (ranges, truncated)
        };
        let of_group = |count: usize| {
            format!(
                "message m {{ optional group g {{ {} }} repeated int32 after; }}",
                fields(count)
            )
        };
        let of_list = format!(
            "message m {{ repeated group g {{ {} optional group l (LIST) {{ repeated group list {{
               optional int32 element; }} }} }} required int32 after; }}",
            fields(250)
        );
        let ranges: (Vec<Range<usize>>, bool) = leaves(of_group(250));
        assert_eq!(ranges, (vec![0..250, 250..251], false));
        assert_eq!(leaves(of_group(300)), (vec![0..250, 300..301], true));
        assert_eq!(leaves(of_list), (vec![0..250, 251..252], true));
    }
}
