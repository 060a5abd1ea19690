//! Parser that turns the JSON of a function call into call pieces while it is being generated.

use providers::chat::{Function, Piece};
use serde_json::Value;

use super::json::{ITEM_SEPARATOR, KEY_SEPARATOR};

/// The text of one call: `{"name": …, "arguments": {…}}`, exactly as the grammar lets it be written.
#[derive(Debug, Default)]
pub(super) struct CallText {
    /// Text received but not yet emitted.
    text: String,
    begun: bool,
}

impl CallText {
    /// Appends text and returns the pieces that can be emitted now.
    pub(super) fn push(&mut self, text: &str) -> Vec<Piece> {
        self.text.push_str(text);
        let mut pieces = Vec::new();
        if !self.begun {
            let Some((name, length)) = head(&self.text) else {
                return pieces;
            };
            self.text.drain(..length);
            self.begun = true;
            pieces.push(begins(name));
        }
        // The last brace closes the call, not its arguments.
        let known = self.text.len() - usize::from(self.text.ends_with('}'));
        if known > 0 {
            pieces.push(Piece::CallArguments(self.text.drain(..known).collect()));
        }
        pieces
    }
}

/// The start of a call, with an id that is made here.
fn begins(name: String) -> Piece {
    Piece::CallBegins {
        id: format!("call_{}", uuid::Uuid::new_v4().simple()),
        name,
    }
}

/// The function's name, and the offset at which the arguments begin.
fn head(text: &str) -> Option<(String, usize)> {
    let start = format!("{{\"name\"{KEY_SEPARATOR}");
    let rest = text.strip_prefix(&start)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    let name = values.next()?.ok()?;
    let middle = format!("{ITEM_SEPARATOR}\"arguments\"{KEY_SEPARATOR}");
    let after = values.byte_offset();
    rest[after..]
        .starts_with(&middle)
        .then(|| (name, start.len() + after + middle.len()))
}

/// Turns a complete JSON text, either an answer or a call of one of the functions, into pieces.
pub(super) fn answer_or_call(text: String, functions: &[Function]) -> Vec<Piece> {
    let call = serde_json::from_str::<Value>(&text).ok().and_then(|value| {
        let object = value.as_object().filter(|object| object.len() == 2)?;
        let name = object.get("name")?.as_str()?;
        let arguments = object.get("arguments")?.as_object()?;
        let known = functions.iter().any(|function| function.name == name);
        known.then(|| {
            let arguments = Value::Object(arguments.clone()).to_string();
            vec![begins(name.to_owned()), Piece::CallArguments(arguments)]
        })
    });
    call.unwrap_or_else(|| vec![Piece::Text(text)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: &str = r#"{"name": "set \"lamp\"", "arguments": {"on": {"x": "}"}}}"#;

    fn told(pieces: &[Piece]) -> (Vec<String>, String) {
        let (mut names, mut arguments) = (Vec::new(), String::new());
        for piece in pieces {
            match piece {
                Piece::CallBegins { name, .. } => names.push(name.clone()),
                Piece::CallArguments(text) => arguments.push_str(text),
                other => panic!("{other:?}"),
            }
        }
        (names, arguments)
    }

    #[test]
    fn a_call_is_told_as_it_is_written_wherever_its_text_is_cut() {
        for cut in 0..=CALL.len() {
            let mut call = CallText::default();
            let mut pieces = call.push(&CALL[..cut]);
            pieces.extend(call.push(&CALL[cut..]));
            assert_eq!(
                told(&pieces),
                (
                    vec!["set \"lamp\"".to_owned()],
                    r#"{"on": {"x": "}"}}"#.to_owned()
                ),
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn json_is_a_call_only_when_it_names_a_function() {
        let lamp = Function {
            name: "lamp".to_owned(),
            description: None,
            parameters: Value::Null,
        };
        let functions = [lamp];
        let call = answer_or_call(
            r#"{"name": "lamp", "arguments": {}}"#.to_owned(),
            &functions,
        );
        assert_eq!(told(&call), (vec!["lamp".to_owned()], "{}".to_owned()));
        for answer in [
            r#"{"name": "door", "arguments": {}}"#,
            r#"{"name": "lamp"}"#,
            "3",
        ] {
            assert_eq!(
                answer_or_call(answer.to_owned(), &functions),
                [Piece::Text(answer.to_owned())]
            );
        }
    }
}
