//! Extracts the searchable texts of a step, without data meant for programs.

use serde_json::Value;

/// JSON keys whose values are identifiers, bytes or signatures.
const NO_TEXT: [&str; 14] = [
    "type",
    "id",
    "call_id",
    "event_id",
    "data",
    "signature",
    "thought_signature",
    "mime_type",
    "status",
    "role",
    "file_id",
    "environment_id",
    "encoding",
    "index",
];
/// A run without blanks that is longer than this is binary data, in a script that uses blanks.
const LONGEST_WORD: usize = 2_000;

/// Returns the texts in a step's JSON, each on lines of its own. Input that is not JSON is returned as text.
pub(super) fn texts(json: &str) -> String {
    let mut all = String::new();
    match serde_json::from_str(json) {
        Ok(value) => add(&value, &mut all),
        Err(_) => all.push_str(json),
    }
    all
}

fn add(value: &Value, all: &mut String) {
    match value {
        Value::String(text) => {
            if !text.is_empty() && !is_bytes(text) {
                if !all.is_empty() {
                    all.push('\n');
                }
                all.push_str(text);
            }
        }
        Value::Number(number) => {
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(&number.to_string());
        }
        Value::Array(values) => values.iter().for_each(|value| add(value, all)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let is_text = !value.is_string() || !NO_TEXT.contains(&name.as_str());
                if is_text && !(value.is_number() && name == "index") {
                    add(value, all);
                }
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn is_bytes(text: &str) -> bool {
    text.len() > LONGEST_WORD && text.is_ascii() && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_read_is_text_and_what_programs_need_is_not() {
        let json = r#"{"type": "function_call", "id": "f1", "name": "weather", "index": 3,
            "arguments": {"place": "Zürich", "days": 5}, "signature": "c2ln",
            "content": [{"type": "text", "text": "sunny"}, {"type": "image", "data": "aGk="}]}"#;
        assert_eq!(texts(json), "weather\nZürich\n5\nsunny");
        assert_eq!(texts("plain"), "plain");
        assert_eq!(
            texts(&serde_json::json!({"text": "A".repeat(5_000)}).to_string()),
            ""
        );
        assert_eq!(
            texts(&serde_json::json!({"text": "語".repeat(5_000)}).to_string())
                .chars()
                .count(),
            5_000
        );
    }
}
