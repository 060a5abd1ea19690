//! Files in a form: the typed value names a file, and its bytes are sent in base64.

use artifacts::Store;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;

use words::say;

use crate::bridge::{
    ActionAnswer, ActionField, ActionReply, Attachment, FieldKind, RequestedAction,
};
use crate::errors::{self, Result};

/// Maximum size of a file in a form, in bytes.
const MAX_FILE_SIZE: usize = 5 << 20;

/// Replaces the files named in answers with their bytes. Blocks.
///
/// # Errors
/// `Invalid`, when a file is too large, and when one cannot be read.
pub(crate) fn with_bytes(
    actions: &[RequestedAction],
    mut answers: Vec<ActionAnswer>,
    store: &Store,
) -> Result<Vec<ActionAnswer>> {
    for answer in &mut answers {
        let action = actions.iter().find(|action| action.call == answer.call);
        let (Some(action), ActionReply::Given { values, .. }) = (action, &mut answer.reply) else {
            continue;
        };
        for (name, typed) in values {
            let field = action.fields.iter().find(|field| field.name == *name);
            let Some(field) = field.filter(|field| has_file(field)) else {
                continue;
            };
            *typed = match &field.kind {
                FieldKind::File => bytes(field, typed, store)?,
                _ => match serde_json::from_str(typed) {
                    Ok(mut tree) => {
                        fill(field, &mut tree, store)?;
                        tree.to_string()
                    }
                    // The invalid value is refused where the form is read.
                    Err(_) => continue,
                },
            };
        }
    }
    Ok(answers)
}

fn has_file(field: &ActionField) -> bool {
    match &field.kind {
        FieldKind::File => true,
        FieldKind::Group { fields } => fields.iter().any(has_file),
        FieldKind::List { item } => has_file(item),
        _ => false,
    }
}

fn fill(field: &ActionField, typed: &mut Value, store: &Store) -> Result<()> {
    match (&field.kind, typed) {
        (FieldKind::File, Value::String(text)) => *text = bytes(field, text, store)?,
        (FieldKind::Group { fields }, Value::Object(inside)) => {
            for field in fields {
                if let Some(typed) = inside.get_mut(&field.name) {
                    fill(field, typed, store)?;
                }
            }
        }
        (FieldKind::List { item }, Value::Array(items)) => {
            for typed in items {
                fill(item, typed, store)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn bytes(field: &ActionField, typed: &str, store: &Store) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let wants = |what| errors::invalid(say::field_wrong(&field.label, what));
    let file: Attachment = serde_json::from_str(typed).map_err(|_| wants(say::field_file()))?;
    let bytes = store
        .read(&file.sha256)
        .map_err(|cause| errors::artifact(&cause))?;
    match bytes.len() > MAX_FILE_SIZE {
        true => Err(wants(say::field_file_size())),
        false => Ok(BASE64_STANDARD.encode(bytes)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use words::Sentence;

    use super::*;
    use crate::actions::schema::fields;
    use crate::bridge::FreeText;

    #[test]
    fn a_file_is_sent_as_its_bytes_wherever_in_the_form_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let sha256 = store.put_bytes(b"hello").unwrap().sha256;
        let file =
            json!({"sha256": sha256, "name": "a.txt", "mime": "text/plain", "size": 5}).to_string();
        let binary = json!({"type": "string", "contentEncoding": "base64"});
        let schema = json!({"type": "object", "properties": {
            "one": binary,
            "many": {"type": "array", "items": {"type": "object", "properties": {"scan": binary}}},
        }});
        let action = RequestedAction {
            call: "c".to_owned(),
            title: Sentence::quoted(""),
            name: String::new(),
            about: None,
            given: Vec::new(),
            fields: fields(&schema, &Value::Null),
            free_text: FreeText::None,
            deed: None,
        };
        let given = |values: Vec<(&str, String)>| ActionAnswer {
            call: "c".to_owned(),
            reply: ActionReply::Given {
                values: values
                    .into_iter()
                    .map(|(name, typed)| (name.to_owned(), typed))
                    .collect(),
                words: String::new(),
            },
        };
        let typed = vec![
            ("one", file.clone()),
            ("many", json!([{"scan": file}, {"scan": ""}]).to_string()),
        ];
        let filled = with_bytes(std::slice::from_ref(&action), vec![given(typed)], &store).unwrap();
        let wanted = vec![
            ("one", "aGVsbG8=".to_owned()),
            (
                "many",
                json!([{"scan": "aGVsbG8="}, {"scan": ""}]).to_string(),
            ),
        ];
        assert_eq!(filled, [given(wanted)]);
        let path = vec![("one", "/etc/passwd".to_owned())];
        assert!(with_bytes(&[action], vec![given(path)], &store).is_err());
    }
}
