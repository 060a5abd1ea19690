//! JSON with the white space of Python's `json` module, the form that models have seen most.

use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

/// Separator of the items of an array or object.
pub(super) const ITEM_SEPARATOR: &str = ", ";
/// Separator of a key and its value.
pub(super) const KEY_SEPARATOR: &str = ": ";

struct PythonFormatter;

impl Formatter for PythonFormatter {
    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        writer.write_all(if first { "" } else { ITEM_SEPARATOR }.as_bytes())
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        writer.write_all(if first { "" } else { ITEM_SEPARATOR }.as_bytes())
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        writer.write_all(KEY_SEPARATOR.as_bytes())
    }
}

/// On one line, with a space after each `,` and `:`.
pub(super) fn spaced(value: &Value) -> String {
    serialise(value, PythonFormatter)
}

/// On many lines, indented by `spaces` per level.
pub(super) fn indented(value: &Value, spaces: usize) -> String {
    // A larger indent is useless, and a template must not be able to ask for gigabytes.
    let indent = " ".repeat(spaces.min(16));
    serialise(value, PrettyFormatter::with_indent(indent.as_bytes()))
}

fn serialise(value: &Value, formatter: impl Formatter) -> String {
    let mut bytes = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut bytes, formatter);
    serde::Serialize::serialize(value, &mut serializer)
        .expect("writing a JSON value into memory cannot fail");
    String::from_utf8(bytes).expect("JSON is UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_pythons_spaces() {
        let value = serde_json::json!({"a": [1, "x"], "b": {}});
        assert_eq!(spaced(&value), r#"{"a": [1, "x"], "b": {}}"#);
        assert_eq!(
            indented(&value, 2),
            "{\n  \"a\": [\n    1,\n    \"x\"\n  ],\n  \"b\": {}\n}"
        );
    }
}
