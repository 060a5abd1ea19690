//! JSON Lines as a table: a row for each line, a column for each key.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::table::{MAX_COLUMNS, MAX_ROWS, Table, shortened};

/// Returns the table at the start of a text; `None` if its lines are not JSON objects.
pub(crate) fn read(text: &str, is_whole: bool) -> Option<Table> {
    let mut lines: Vec<&str> = lines(text).take(MAX_ROWS + 1).collect();
    let mut is_truncated = !is_whole || lines.len() > MAX_ROWS;
    if !is_whole && lines.len() <= MAX_ROWS && lines.len() > 1 {
        // The last line may be incomplete.
        lines.pop();
    }
    lines.truncate(MAX_ROWS);
    // A file whose writing was interrupted ends in the middle of a line.
    let whole = match lines.split_last() {
        Some((last, before)) if !before.is_empty() && is_incomplete(last) => before,
        _ => &lines,
    };
    let objects: Vec<Object> = whole
        .iter()
        .map(|line| serde_json::from_str(line).ok())
        .collect::<Option<_>>()?;
    let mut header: Vec<String> = Vec::new();
    for (name, _) in objects.iter().flat_map(|object| &object.0) {
        if !header.contains(name) {
            if header.len() == MAX_COLUMNS {
                is_truncated = true;
                break;
            }
            header.push(name.clone());
        }
    }
    if header.is_empty() {
        return None;
    }
    let rows = lines
        .iter()
        .map(|line| cells(line, &header, &mut is_truncated))
        .collect();
    Some(Table {
        header,
        rows,
        is_truncated,
        separator: None,
        title: Vec::new(),
        is_numbered: false,
    })
}

/// Returns true if a line is an incomplete object.
fn is_incomplete(line: &str) -> bool {
    let read = serde_json::from_str::<Object>(line);
    line.starts_with('{') && read.is_err_and(|error| error.is_eof())
}

/// Iterates over the lines that are not empty, trimmed.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Returns the cells of a line in the order of `header`. A line that is not an object becomes its first cell.
pub(crate) fn cells(line: &str, header: &[String], is_truncated: &mut bool) -> Vec<String> {
    let Ok(object) = serde_json::from_str::<Object>(line) else {
        return vec![shortened(line, is_truncated).to_owned()];
    };
    *is_truncated |= object.0.iter().any(|(name, _)| !header.contains(name));
    header
        .iter()
        .map(|name| {
            let mut of_name = object.0.iter().rev().filter(|(other, _)| other == name);
            let cell = of_name.next().map_or_else(String::new, |(_, value)| {
                let text = value.get();
                match serde_json::from_str::<Option<String>>(text) {
                    Ok(words) => words.unwrap_or_default(),
                    Err(_) => compact(text),
                }
            });
            shortened(&cell, is_truncated).to_owned()
        })
        .collect()
}

/// Adds the keys of a line that `header` does not have, up to the limit of columns. Returns true if there were any.
pub(crate) fn add_names(line: &str, header: &mut Vec<String>) -> bool {
    let before = header.len();
    let object = serde_json::from_str::<Object>(line);
    for (name, _) in object.into_iter().flat_map(|object| object.0) {
        if header.len() < MAX_COLUMNS && !header.contains(&name) {
            header.push(name);
        }
    }
    header.len() > before
}

/// A JSON object with its values as written, so that numbers keep all digits.
struct Object(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Object(pairs))
    }
}

/// Returns JSON without white space between tokens, and with `\u` escapes in its strings resolved.
fn compact(json: &str) -> String {
    let mut compact = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find(|c: char| c == '"' || c.is_ascii_whitespace()) {
        compact.push_str(&rest[..at]);
        if !rest[at..].starts_with('"') {
            rest = &rest[at + 1..];
            continue;
        }
        let (written, behind) = rest[at..].split_at(string_length(&rest[at..]));
        match serde_json::from_str::<String>(written) {
            Ok(words) => compact.push_str(&serde_json::Value::String(words).to_string()),
            // A text that was cut within a surrogate pair has an escape of half of it, which is not a character.
            Err(_) => compact.push_str(written),
        }
        rest = behind;
    }
    compact.push_str(rest);
    compact
}

/// Returns the length of the quoted string at the start.
fn string_length(json: &str) -> usize {
    let mut is_escaped = false;
    let mut letters = json.char_indices().skip(1);
    let end = letters.find(|(_, letter)| {
        let ends = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    });
    end.map_or(json.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_to_the_last_digit_and_no_line_is_too_large() {
        let text = "{\"a\":123456789012345678901234567890,\"b\":0.1000,\"c\":{\"x\": [1.10, \"\\u00e9 \\\" [\"] }}\n\
                    {\"a\":1e400,\"b\":null,\"a\":2e400,\"d\":true}\n";
        let table = read(text, true).expect("a table");
        assert_eq!(table.header, ["a", "b", "c", "d"]);
        assert_eq!(
            table.rows,
            [
                [
                    "123456789012345678901234567890",
                    "0.1000",
                    "{\"x\":[1.10,\"é \\\" [\"]}",
                    ""
                ],
                ["2e400", "", "", "true"]
            ]
        );
        assert!(read("[1]\n", true).is_none());
    }

    #[test]
    fn a_last_line_that_was_broken_off_is_shown_as_it_is() {
        let table = read("{\"a\":1}\n{\"a\":\"tw", true).expect("a table");
        assert_eq!(table.rows, [["1"], ["{\"a\":\"tw"]]);
        assert!(read("{\"a\":1}\n{a", true).is_none());
        assert!(read("{\"a\":1", true).is_none());
        assert!(read("{\n\"a\":1\n}\n{\n", true).is_none());
    }

    #[test]
    fn a_text_that_was_cut_within_a_letter_is_shown_as_it_is_written() {
        let text = r#"{"a":"hi \ud83d","b":{ "x": "\ud83d \u00e9" }}"#;
        let table = read(text, true).expect("a table");
        assert_eq!(table.rows, [[r#""hi \ud83d""#, r#"{"x":"\ud83d \u00e9"}"#]]);
    }
}
