//! References within a schema, rewritten to definitions with plain names.
//!
//! The grammar's own parser follows only the simplest pointers, so every target becomes a definition under `$defs`.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use super::Objects;

pub(super) struct References<'s> {
    root: &'s Value,
    names: BTreeMap<(String, Objects), String>,
    wanted: VecDeque<(String, String, Objects)>,
}

impl<'s> References<'s> {
    pub(super) fn new(root: &'s Value) -> Self {
        Self {
            root,
            names: BTreeMap::new(),
            wanted: VecDeque::new(),
        }
    }

    /// Resolves a reference to a pointer (`#/…`); `None` if it leads out of the schema or to nothing.
    pub(super) fn pointer(&self, reference: &str) -> Option<String> {
        let own = self.root.get("$id").and_then(Value::as_str);
        let fragment = match reference.split_once('#') {
            Some(("", fragment)) => fragment,
            Some((document, fragment)) if Some(document) == own => fragment,
            Some(_) => return None,
            None if Some(reference) == own => "",
            None => return None,
        };
        let fragment = decoded(fragment)?;
        let pointer = if fragment.is_empty() || fragment.starts_with('/') {
            format!("#{fragment}")
        } else {
            anchor(self.root, &fragment, "#".to_owned())?
        };
        self.target(&pointer).map(|_| pointer)
    }

    /// The value at a pointer.
    pub(super) fn target(&self, pointer: &str) -> Option<&'s Value> {
        self.root.pointer(pointer.strip_prefix('#')?)
    }

    /// The reference to write for a target; the target is queued for conversion.
    pub(super) fn want(&mut self, pointer: &str, objects: Objects) -> Value {
        let number = self.names.len();
        let key = (pointer.to_owned(), objects);
        let name = self.names.entry(key).or_insert_with(|| {
            let name = format!("d{number}");
            self.wanted
                .push_back((name.clone(), pointer.to_owned(), objects));
            name
        });
        json!(format!("#/$defs/{name}"))
    }

    /// The next target to convert: its name, its pointer, and how to treat its objects.
    pub(super) fn next_wanted(&mut self) -> Option<(String, String, Objects)> {
        self.wanted.pop_front()
    }
}

/// The pointer of the subschema with this `$anchor`.
fn anchor(schema: &Value, name: &str, place: String) -> Option<String> {
    if schema.get("$anchor").and_then(Value::as_str) == Some(name) {
        return Some(place);
    }
    let inner = |key: &str| format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
    match schema {
        Value::Object(members) => members
            .iter()
            .find_map(|(key, value)| anchor(value, name, inner(key))),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, value)| anchor(value, name, inner(&index.to_string()))),
        _ => None,
    }
}

/// A percent-decoded fragment.
fn decoded(fragment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
