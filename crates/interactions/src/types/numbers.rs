//! 64-bit integers that are sent as strings (contract section 1.3).

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::wire::Wire;

/// An integer that is read from a JSON number or string and written as a string (section 1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Int64(pub i64);

impl Int64 {
    /// The value.
    pub fn get(self) -> i64 {
        self.0
    }

    /// The value as a size; `None` if it is negative.
    pub fn as_u64(self) -> Option<u64> {
        u64::try_from(self.0).ok()
    }
}

impl From<i64> for Int64 {
    fn from(number: i64) -> Self {
        Self(number)
    }
}

impl From<u64> for Int64 {
    /// Values above `i64::MAX` become `i64::MAX`: no such size exists.
    fn from(number: u64) -> Self {
        Self(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Serialize for Int64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl Wire for Int64 {
    fn read(value: Value) -> Result<Self, Value> {
        i64::read(value).map(Self)
    }
}

deserialize_by_wire!(Int64, "a whole number");
