//! Lossless conversion of JSON values to typed ones.
//!
//! The contract is open everywhere (sections 5 to 8): a field may be missing, new, or of an unexpected shape. So
//! every object is parsed field by field; a field that does not fit its type stays verbatim in the object's `extra`,
//! and is serialised from there.

use serde::Serialize;
use serde_json::{Map, Value};

use super::odd::{FieldPath, Odd, Why};

/// The unknown or misshapen fields of an object, verbatim.
pub type Extra = Map<String, Value>;

/// A type that is parsed from a JSON value, or returns the value unchanged if it does not fit.
pub trait Wire: Sized + Serialize {
    /// The typed value, or the same JSON value if it has another shape.
    fn read(value: Value) -> Result<Self, Value>;

    /// Returns true if there is nothing to write, so that the field is omitted.
    fn is_absent(&self) -> bool {
        false
    }

    /// Takes over the value of `newer` (contract section 8.5, rule 7). With `join`, strings and lists of results are
    /// appended to instead of replaced.
    fn absorb(&mut self, newer: Self, join: bool) {
        let _ = join;
        if !newer.is_absent() {
            *self = newer;
        }
    }

    /// Adds to `found` the parts of this value at `path` that were not understood.
    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        let _ = (path, found);
    }
}

/// Reports a value of an unexpected shape.
pub(crate) fn misshapen(path: &FieldPath<'_>, value: &Value, found: &mut Vec<Odd>) {
    found.push(Odd::new(path, Why::Shape, value.clone()));
}

impl Wire for Value {
    fn read(value: Value) -> Result<Self, Value> {
        Ok(value)
    }

    fn is_absent(&self) -> bool {
        self.is_null()
    }

    fn absorb(&mut self, newer: Self, join: bool) {
        match (&mut *self, newer) {
            (_, Value::Null) => {}
            (Value::String(old), Value::String(new)) if join => old.push_str(&new),
            (Value::Array(old), Value::Array(new)) if join => old.extend(new),
            (old, new) => *old = new,
        }
    }
}

impl Wire for String {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl Wire for bool {
    fn read(value: Value) -> Result<Self, Value> {
        value.as_bool().ok_or(value)
    }
}

/// Integers are JSON numbers or strings (section 1.3).
macro_rules! whole_number {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn read(value: Value) -> Result<Self, Value> {
                let read = match &value {
                    Value::Number(number) => number
                        .as_i128()
                        .or_else(|| number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() < 1e15).map(|n| n as i128))
                        .and_then(|n| <$number>::try_from(n).ok()),
                    Value::String(text) => text.parse().ok(),
                    _ => None,
                };
                read.ok_or(value)
            }
        }
    )*};
}
whole_number!(i32, i64, u32, u64, usize);

impl Wire for f64 {
    fn read(value: Value) -> Result<Self, Value> {
        value.as_f64().ok_or(value)
    }
}

impl Wire for Map<String, Value> {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Object(map) => Ok(map),
            other => Err(other),
        }
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn absorb(&mut self, newer: Self, join: bool) {
        match (self.as_mut(), newer) {
            (_, None) => {}
            (Some(old), Some(new)) => old.absorb(new, join),
            (None, new) => *self = new,
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        if let Some(value) = self {
            value.odd(path, found);
        }
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: Value) -> Result<Self, Value> {
        let items = match value {
            Value::Null => return Ok(Vec::new()),
            Value::Array(items) => items,
            other => return Err(other),
        };
        let mut read = Vec::with_capacity(items.len());
        let mut items = items.into_iter();
        while let Some(item) = items.next() {
            match T::read(item) {
                Ok(item) => read.push(item),
                Err(odd) => {
                    let before = read
                        .iter()
                        .map(|item| serde_json::to_value(item).unwrap_or_default());
                    return Err(Value::Array(before.chain([odd]).chain(items).collect()));
                }
            }
        }
        Ok(read)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn absorb(&mut self, mut newer: Self, join: bool) {
        if join {
            self.append(&mut newer);
        } else if !newer.is_empty() {
            *self = newer;
        }
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        for (index, item) in self.iter().enumerate() {
            item.odd(&FieldPath::Item(path, index), found);
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(value: Value) -> Result<Self, Value> {
        T::read(value).map(Box::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn absorb(&mut self, newer: Self, join: bool) {
        T::absorb(self, *newer, join);
    }

    fn odd(&self, path: &FieldPath<'_>, found: &mut Vec<Odd>) {
        T::odd(self, path, found);
    }
}

/// Renames aliased keys to the primary name. If both are present, both stay, and the alias is untyped.
pub(crate) fn by_usual_names(mut map: Map<String, Value>, aliases: &[(&str, &str)]) -> Extra {
    for (alias, usual) in aliases {
        if !map.contains_key(*usual)
            && let Some(value) = map.shift_remove(*alias)
        {
            map.insert((*usual).to_owned(), value);
        }
    }
    map
}

/// The JSON type of a value, for error messages; never its content.
pub(crate) fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
