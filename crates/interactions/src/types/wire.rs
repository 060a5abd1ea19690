//! How a JSON value becomes a typed one without ever losing what it held.
//!
//! The contract is open everywhere (sections 5 to 8): a field may be missing, new, or of a shape nobody
//! announced. So every object is read field by field; a field that does not fit its type stays, as it came, in
//! the object's `extra`, and is written back from there.

use serde::Serialize;
use serde_json::{Map, Value};

/// The fields of an object that this crate has no typed place for, as they came.
pub type Extra = Map<String, Value>;

/// A type that can be read from a JSON value, or hand the value back untouched when it does not fit.
pub trait Wire: Sized + Serialize {
    /// The typed value, or the same JSON value when it has another shape.
    fn read(value: Value) -> Result<Self, Value>;

    /// Whether there is nothing to write, so that the field is left out of its object.
    fn is_absent(&self) -> bool {
        false
    }

    /// Takes over what `newer` holds (contract section 8.5, rule 7). With `join`, strings and lists of results
    /// are appended to instead of replaced.
    fn absorb(&mut self, newer: Self, join: bool) {
        let _ = join;
        if !newer.is_absent() {
            *self = newer;
        }
    }
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

/// Whole numbers come as JSON numbers or as strings (section 1.3).
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
}

/// Serde and `FromStr`-like entry points for a type that implements [`Wire`] and `Serialize`.
macro_rules! deserialize_by_wire {
    ($Name:ty, $expected:literal) => {
        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(deserializer)?;
                <Self as $crate::types::Wire>::read(value).map_err(|odd| {
                    serde::de::Error::custom(format_args!(
                        concat!("expected ", $expected, ", found {}"),
                        $crate::types::wire::shape(&odd)
                    ))
                })
            }
        }
    };
}

/// The name of a JSON value's shape, for error texts; never its content.
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

/// Defines JSON objects: every field may be missing, and what has no typed place stays in `extra`.
///
/// `field: Type => "wire name" | "alias"` names a field differently on the wire.
macro_rules! objects {
    ($(
        $(#[$meta:meta])*
        pub struct $Name:ident {
            $( $(#[$field_meta:meta])* pub $field:ident : $Type:ty $(=> $wire:literal $(| $alias:literal)*)? ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $Name {
            $( $(#[$field_meta])* pub $field: $Type, )*
            /// Fields without a typed place, as they came.
            pub extra: $crate::types::Extra,
        }

        impl $Name {
            /// Reads the object; a field that does not fit its type stays in `extra`.
            pub fn from_map(map: serde_json::Map<String, serde_json::Value>) -> Self {
                #[allow(unused_mut, clippy::allow_attributes, reason = "an object may have no typed field")]
                let mut object = Self::default();
                for (key, value) in map {
                    let odd = match key.as_str() {
                        $(
                            wire_names!($field $(, $wire $(| $alias)*)?) => match $crate::types::Wire::read(value) {
                                Ok(read) => { object.$field = read; continue; }
                                Err(odd) => odd,
                            },
                        )*
                        _ => value,
                    };
                    object.extra.insert(key, odd);
                }
                object
            }

            /// Writes the fields into an object that is being serialised.
            pub(crate) fn write_fields<M: serde::ser::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $(
                    let name = wire_name!($field $(, $wire)?);
                    if !$crate::types::Wire::is_absent(&self.$field) && !self.extra.contains_key(name) {
                        map.serialize_entry(name, &self.$field)?;
                    }
                )*
                for (key, value) in &self.extra {
                    map.serialize_entry(key, value)?;
                }
                Ok(())
            }

            /// Takes over the fields that `newer` holds.
            pub(crate) fn absorb_fields(&mut self, newer: Self, join: bool) {
                $( $crate::types::Wire::absorb(&mut self.$field, newer.$field, join); )*
                let _ = join;
                self.extra.extend(newer.extra);
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                self.write_fields(&mut map)?;
                serde::ser::SerializeMap::end(map)
            }
        }

        impl $crate::types::Wire for $Name {
            fn read(value: serde_json::Value) -> Result<Self, serde_json::Value> {
                match value {
                    serde_json::Value::Object(map) => Ok(Self::from_map(map)),
                    other => Err(other),
                }
            }

            fn absorb(&mut self, newer: Self, join: bool) {
                self.absorb_fields(newer, join);
            }
        }

        deserialize_by_wire!($Name, "an object");
    )*};
}

macro_rules! wire_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident, $wire:literal) => {
        $wire
    };
}

macro_rules! wire_names {
    ($field:ident) => { stringify!($field) };
    ($field:ident, $wire:literal $(| $alias:literal)*) => { $wire $(| $alias)* };
}

/// Defines an open enum of objects told apart by one field; an unknown one is kept as a map.
macro_rules! tagged {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident by $tag:literal, untagged by $guess:expr;
        $( $(#[$variant_meta:meta])* $Variant:ident($Data:ty) = $word:literal, )*
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[$variant_meta])* $Variant($Data), )*
            /// A type that this version does not know, whole as it came.
            Unknown(serde_json::Map<String, serde_json::Value>),
        }

        impl $Name {
            /// The word that tells the kinds apart on the wire; empty when an unknown object has none.
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$Variant(_) => $word, )*
                    Self::Unknown(map) => map.get($tag).and_then(serde_json::Value::as_str).unwrap_or_default(),
                }
            }

            /// Reads one object. Never fails: what is not known is kept whole.
            pub fn from_map(mut map: serde_json::Map<String, serde_json::Value>) -> Self {
                let guess: fn(&serde_json::Map<String, serde_json::Value>) -> Option<&'static str> = $guess;
                let word = match map.get($tag) {
                    None => guess(&map),
                    Some(serde_json::Value::String(word)) => match word.as_str() {
                        $( $word => Some($word), )*
                        _ => None,
                    },
                    Some(_) => None,
                };
                match word {
                    $( Some($word) => {
                        map.shift_remove($tag);
                        Self::$Variant(<$Data>::from_map(map).into())
                    } )*
                    _ => Self::Unknown(map),
                }
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serde::Serializer::serialize_map(serializer, None)?;
                match self {
                    $( Self::$Variant(data) => {
                        serde::ser::SerializeMap::serialize_entry(&mut map, $tag, $word)?;
                        data.write_fields(&mut map)?;
                    } )*
                    Self::Unknown(fields) => {
                        for (key, value) in fields {
                            serde::ser::SerializeMap::serialize_entry(&mut map, key, value)?;
                        }
                    }
                }
                serde::ser::SerializeMap::end(map)
            }
        }

        impl $crate::types::Wire for $Name {
            fn read(value: serde_json::Value) -> Result<Self, serde_json::Value> {
                match value {
                    serde_json::Value::Object(map) => Ok(Self::from_map(map)),
                    other => Err(other),
                }
            }

            fn absorb(&mut self, newer: Self, join: bool) {
                match (&mut *self, newer) {
                    $( (Self::$Variant(old), Self::$Variant(new)) => old.absorb_fields(new, join), )*
                    (Self::Unknown(old), Self::Unknown(new)) => old.extend(new),
                    (old, new) => *old = new,
                }
            }
        }

        deserialize_by_wire!($Name, "an object");

        $( impl From<$Data> for $Name {
            fn from(data: $Data) -> Self {
                Self::$Variant(data)
            }
        } )*
    };
}

/// Defines an open enum of words; an unknown word is kept in `Other`.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $Name:ident { $( $(#[$variant_meta:meta])* $Variant:ident = $word:literal, )* }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $Name {
            $( $(#[$variant_meta])* $Variant, )*
            /// A word that this version does not know, as it came.
            Other(String),
        }

        impl $Name {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$Variant => $word, )*
                    Self::Other(word) => word,
                }
            }
        }

        impl From<&str> for $Name {
            fn from(word: &str) -> Self {
                match word {
                    $( $word => Self::$Variant, )*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        impl From<String> for $Name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $( $word => Self::$Variant, )*
                    _ => Self::Other(word),
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::types::Wire for $Name {
            fn read(value: serde_json::Value) -> Result<Self, serde_json::Value> {
                String::read(value).map(Self::from)
            }
        }

        deserialize_by_wire!($Name, "a string");
    )*};
}
