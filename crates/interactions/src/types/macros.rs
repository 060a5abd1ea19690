//! Macros for the three kinds of wire data: open objects, open enums of objects, open enums of words.

/// `Deserialize` for a type that implements [`Wire`] and `Serialize`.
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

/// Defines JSON objects: every field may be missing, and unknown fields stay in `extra`.
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
            /// Unknown fields and fields of an unexpected shape, verbatim.
            pub extra: $crate::types::Extra,
        }

        impl $Name {
            /// Parses the object; a field that does not fit its type stays in `extra`.
            pub fn from_map(map: serde_json::Map<String, serde_json::Value>) -> Self {
                #[allow(unused_mut, clippy::allow_attributes, reason = "an object may have no typed field")]
                let mut object = Self::default();
                let map = $crate::types::wire::by_usual_names(map, &[$( $( $( ($alias, $wire), )* )? )*]);
                for (key, value) in map {
                    let odd = match key.as_str() {
                        $(
                            wire_name!($field $(, $wire)?) => match $crate::types::Wire::read(value) {
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

            /// Writes the fields into an object during serialisation.
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

            /// Reports the fields that were not understood.
            pub(crate) fn odd_fields(&self, path: &$crate::types::odd::FieldPath<'_>, found: &mut Vec<$crate::types::Odd>) {
                use $crate::types::odd::{Odd, FieldPath, Why};
                $( $crate::types::Wire::odd(&self.$field, &FieldPath::Field(path, wire_name!($field $(, $wire)?)), found); )*
                for (key, value) in &self.extra {
                    let why = match key.as_str() {
                        $( wire_name!($field $(, $wire)?) => Why::Shape, )*
                        _ => Why::Field,
                    };
                    found.push(Odd::new(&FieldPath::Field(path, key), why, value.clone()));
                }
            }

            /// Takes over the fields that are set in `newer`.
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

            fn odd(&self, path: &$crate::types::odd::FieldPath<'_>, found: &mut Vec<$crate::types::Odd>) {
                self.odd_fields(path, found);
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

/// Defines an open enum of objects with a tag field; an unknown one is kept as a map.
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
            /// A type unknown to this version, kept verbatim.
            Unknown(serde_json::Map<String, serde_json::Value>),
        }

        impl $Name {
            /// The value of the tag field in the JSON; empty if an unknown object has none.
            pub fn kind(&self) -> &str {
                match self {
                    $( Self::$Variant(_) => $word, )*
                    Self::Unknown(map) => map.get($tag).and_then(serde_json::Value::as_str).unwrap_or_default(),
                }
            }

            /// Parses an object. Never fails: an unknown one is kept whole.
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

            fn odd(&self, path: &$crate::types::odd::FieldPath<'_>, found: &mut Vec<$crate::types::Odd>) {
                use $crate::types::odd::{Odd, FieldPath, Why};
                match self {
                    $( Self::$Variant(data) => data.odd_fields(path, found), )*
                    Self::Unknown(map) => found.push(Odd::new(
                        &FieldPath::Field(path, $tag),
                        Why::Kind,
                        map.get($tag).cloned().unwrap_or_default(),
                    )),
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
            /// A word unknown to this version, verbatim.
            Other(String),
        }

        impl $Name {
            /// The word in the JSON.
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

            fn odd(&self, path: &$crate::types::odd::FieldPath<'_>, found: &mut Vec<$crate::types::Odd>) {
                if let Self::Other(word) = self {
                    let word = serde_json::Value::String(word.clone());
                    found.push($crate::types::Odd::new(path, $crate::types::odd::Why::Word, word));
                }
            }
        }

        deserialize_by_wire!($Name, "a string");
    )*};
}
