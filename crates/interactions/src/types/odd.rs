//! Strict validation: the parts of a request that were not understood, such as unknown fields, words and types.
//!
//! Parsing is lenient everywhere, because the service grows. A server, however, must not accept what it would then
//! ignore (contract section 16, checklist), so it queries a request for everything that was not understood.

use std::fmt;

use serde_json::Value;

/// A path within an object. Displays as `tools[0].parameters`.
#[derive(Clone, Copy)]
pub enum FieldPath<'a> {
    /// The object itself.
    Root,
    /// A field of an object.
    Field(&'a FieldPath<'a>, &'a str),
    /// An item of a list, counted from 0.
    Item(&'a FieldPath<'a>, usize),
}

impl fmt::Display for FieldPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Field(Self::Root, name) => f.write_str(name),
            Self::Field(object, name) => write!(f, "{object}.{name}"),
            Self::Item(list, index) => write!(f, "{list}[{index}]"),
        }
    }
}

/// Why a part was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The contract has no such field here.
    Field,
    /// The field exists, but its value has another shape.
    Shape,
    /// The word is not one of the field's.
    Word,
    /// The object's `type` is missing or unknown.
    Kind,
}

/// A part of a request that was not understood. It may contain secrets, so it has no `Debug`.
pub struct Odd {
    /// Path of the part.
    pub place: String,
    /// The reason.
    pub why: Why,
    /// The value.
    pub value: Value,
}

impl Odd {
    /// The value at `place`.
    pub fn new(place: &FieldPath<'_>, why: Why, value: Value) -> Self {
        Self {
            place: place.to_string(),
            why,
            value,
        }
    }
}
