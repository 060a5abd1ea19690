//! What in a request no strict reader takes: fields without a typed place, and words and kinds that nobody knows.
//!
//! Reading is open everywhere, because the service grows. A server, though, must not accept what it would then ignore
//! (contract section 16, checklist), so it asks a request for all that was not understood.

use std::fmt;

use serde_json::Value;

/// Where something stands in an object. Displays as `tools[0].parameters`.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    /// The object itself.
    Root,
    /// A field of an object.
    Field(&'a Place<'a>, &'a str),
    /// An item of a list, counted from 0.
    Item(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Field(Self::Root, name) => f.write_str(name),
            Self::Field(object, name) => write!(f, "{object}.{name}"),
            Self::Item(list, index) => write!(f, "{list}[{index}]"),
        }
    }
}

/// Why something was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The contract has no such field there.
    Field,
    /// The field is there, but its value has another shape.
    Shape,
    /// The word is none of the field's.
    Word,
    /// The object's `type` is missing or none that fits.
    Kind,
}

/// Something in a request that was not understood. It may hold secrets, so it has no `Debug`.
pub struct Odd {
    /// Where it stands.
    pub place: String,
    /// Why it was not understood.
    pub why: Why,
    /// What stands there.
    pub value: Value,
}

impl Odd {
    /// Notes what stands at `place`.
    pub fn new(place: &Place<'_>, why: Why, value: Value) -> Self {
        Self {
            place: place.to_string(),
            why,
            value,
        }
    }
}
