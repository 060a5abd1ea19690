//! Parser of the tools that a server lists.

use serde_json::{Value, json};

/// A tool of a server.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedTool {
    /// The server's name for the tool.
    pub name: String,
    /// Display name, if the server states one.
    pub title: Option<String>,
    /// The server's description.
    pub description: Option<String>,
    /// JSON schema of its arguments, always an object.
    pub parameters: Value,
}

/// Parses one tool of a `tools/list` result; `None` if it cannot be called.
///
/// A missing schema, or one that is not for an object, is taken as "any arguments": the server validates them itself.
/// Tools that run only as tasks are left out, because every ordinary call of them fails.
pub(super) fn read(tool: &Value) -> Option<ListedTool> {
    let name = tool.get("name")?.as_str().filter(|name| !name.is_empty())?;
    let support = tool
        .pointer("/execution/taskSupport")
        .and_then(Value::as_str);
    if support == Some("required") {
        return None;
    }
    let parameters = match tool.get("inputSchema") {
        Some(Value::Object(schema)) => {
            let mut schema = schema.clone();
            // The schema's own version means nothing to a model, and some servers refuse it.
            schema.remove("$schema");
            schema.entry("type").or_insert_with(|| json!("object"));
            Value::Object(schema)
        }
        _ => json!({"type": "object"}),
    };
    let words = |field: &str| {
        tool.get(field)
            .and_then(Value::as_str)
            .filter(|it| !it.is_empty())
    };
    let annotated = tool.pointer("/annotations/title").and_then(Value::as_str);
    let annotated = annotated.filter(|it| !it.is_empty());
    Some(ListedTool {
        name: name.to_owned(),
        title: words("title").or(annotated).map(str::to_owned),
        description: words("description").or(words("title")).map(str::to_owned),
        parameters,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_with_a_strange_schema_can_still_be_called() {
        for schema in [
            json!(null),
            json!(true),
            json!({}),
            json!({"$schema": "http://json-schema.org/draft-07/schema#"}),
        ] {
            let listed = read(&json!({"name": "a", "inputSchema": schema})).unwrap();
            assert_eq!(listed.parameters, json!({"type": "object"}));
        }
        assert_eq!(
            read(&json!({"name": "a"})).unwrap().parameters,
            json!({"type": "object"})
        );
    }

    #[test]
    fn what_cannot_be_called_is_left_out() {
        for tool in [
            json!({}),
            json!({"name": ""}),
            json!({"name": 7}),
            json!("a"),
            json!({"name": "a", "execution": {"taskSupport": "required"}}),
        ] {
            assert_eq!(read(&tool), None, "{tool}");
        }
        assert!(read(&json!({"name": "a", "execution": {"taskSupport": "optional"}})).is_some());
    }

    #[test]
    fn a_title_stands_in_for_a_description() {
        let listed = |tool| read(&tool).unwrap().description;
        assert_eq!(
            listed(json!({"name": "a", "title": "T", "description": "D"})).as_deref(),
            Some("D")
        );
        assert_eq!(
            listed(json!({"name": "a", "title": "T", "description": ""})).as_deref(),
            Some("T")
        );
    }
}
