//! Response formats: parsing of the request's wishes, and validation of answers (contract section 3.4).

use interactions::types::config::TextFormat;
use interactions::{CreateInteraction, ResponseFormat, ResponseFormats};
use providers::chat::Format;
use serde_json::Value;

use super::schema;
use crate::error::ApiError;

/// The output format that a request asks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Form {
    /// The format of the text; `None`: free text.
    pub(crate) text: Option<Format>,
    /// The field that asks for output other than text, with what it asks for.
    pub(crate) media: Option<String>,
}

impl Form {
    /// Parses `response_format`, `response_mime_type` and `response_modalities`.
    pub(crate) fn of(request: &CreateInteraction) -> Result<Self, ApiError> {
        let mut form = Self::default();
        let mut has_text = false;
        let formats = match &request.response_format {
            None => &[],
            Some(ResponseFormats::One(format)) => std::slice::from_ref(&**format),
            Some(ResponseFormats::Many(formats)) => &formats[..],
        };
        for format in formats {
            match format {
                ResponseFormat::Text(_) | ResponseFormat::Unknown(_) if has_text => {
                    return Err(ApiError::invalid(
                        "response_format asks for text more than once.",
                    ));
                }
                ResponseFormat::Text(text) => form.text = text_format(text)?,
                ResponseFormat::Unknown(map) if map.is_empty() => form.text = Some(Format::Json),
                ResponseFormat::Unknown(map) => {
                    let bare = Value::Object(map.clone());
                    schema::check(&bare, "response_format")?;
                    form.text = Some(Format::Schema(bare));
                }
                other => {
                    form.media = Some(format!("response_format of type '{}'", other.kind()));
                    continue;
                }
            }
            has_text = true;
        }
        form.add_mime_type(request.response_mime_type.as_deref())?;
        let modality = request.response_modalities.iter().find(|it| *it != "text");
        if let Some(modality) = modality {
            form.media = Some(format!("response_modalities '{modality}'"));
        }
        Ok(form)
    }

    fn add_mime_type(&mut self, mime_type: Option<&str>) -> Result<(), ApiError> {
        match mime_type {
            None => {}
            Some("text/plain") if self.text.is_some() => {
                return Err(ApiError::invalid(
                    "response_mime_type text/plain and response_format contradict each other.",
                ));
            }
            Some("text/plain") => {}
            Some("application/json") => {
                self.text.get_or_insert(Format::Json);
            }
            Some(other) => self.media = Some(format!("response_mime_type '{other}'")),
        }
        Ok(())
    }
}

fn text_format(text: &TextFormat) -> Result<Option<Format>, ApiError> {
    if let Some(name) = text.extra.keys().next() {
        return Err(ApiError::invalid(format!(
            "response_format of type 'text' has no field '{name}'."
        )));
    }
    match (text.mime_type.as_deref(), &text.schema) {
        (None | Some("application/json"), Some(schema)) => {
            schema::check(schema, "response_format.schema")?;
            Ok(Some(Format::Schema(schema.clone())))
        }
        (Some("application/json"), None) => Ok(Some(Format::Json)),
        (None | Some("text/plain"), None) => Ok(None),
        (Some("text/plain"), Some(_)) => Err(ApiError::invalid(
            "response_format.schema needs the mime_type application/json.",
        )),
        (Some(other), _) => Err(ApiError::invalid(format!(
            "response_format.mime_type '{other}' is unknown. Known: application/json, text/plain."
        ))),
    }
}

/// The answer in the requested format, without a code fence around it; or what is wrong with it.
pub(crate) fn conform(format: &Format, answer: &str) -> Result<String, String> {
    let text = unfenced(answer.trim());
    let value: Value =
        serde_json::from_str(text).map_err(|error| format!("it is not JSON: {error}"))?;
    match format {
        Format::Json => Ok(text.to_owned()),
        Format::Schema(schema) => match schema::misfit(schema, &value) {
            None => Ok(text.to_owned()),
            Some(why) => Err(format!("it does not fit the schema: {why}")),
        },
    }
}

/// The message to the model when its answer does not match the format.
pub(super) fn complaint(why: &str) -> String {
    format!(
        "This is not what was asked for: {why}. Answer again with the corrected JSON, and nothing else."
    )
}

fn unfenced(text: &str) -> &str {
    let inside = text
        .strip_prefix("```")
        .and_then(|rest| rest.strip_suffix("```"));
    match inside.and_then(|inside| inside.split_once('\n')) {
        Some((_, lines)) => lines.trim(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn form(fields: Value) -> Result<Form, ApiError> {
        let mut body = json!({"model": "m", "input": "x"});
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        Form::of(&serde_json::from_value(body).unwrap())
    }

    #[test]
    fn every_form_of_the_contract_is_read() {
        let schema = json!({"type": "object"});
        let by_schema = Some(Format::Schema(schema.clone()));
        for (fields, text) in [
            (json!({}), None),
            (json!({"response_format": {"type": "text"}}), None),
            (
                json!({"response_format": {"type": "text", "mime_type": "application/json"}}),
                Some(Format::Json),
            ),
            (
                json!({"response_format": {"type": "text", "mime_type": "application/json", "schema": schema}}),
                by_schema.clone(),
            ),
            (
                json!({"response_format": [{"type": "text", "schema": schema}]}),
                by_schema.clone(),
            ),
            (
                json!({"response_format": schema, "response_mime_type": "application/json"}),
                by_schema,
            ),
            (
                json!({"response_mime_type": "application/json"}),
                Some(Format::Json),
            ),
        ] {
            assert_eq!(form(fields.clone()).unwrap().text, text, "{fields}");
        }
        for fields in [
            json!({"response_format": {"type": "image"}}),
            json!({"response_modalities": ["text", "audio"]}),
            json!({"response_mime_type": "text/x.enum"}),
        ] {
            assert!(form(fields.clone()).unwrap().media.is_some(), "{fields}");
        }
        for (fields, field) in [
            (
                json!({"response_format": {"type": "json_schema"}}),
                "response_format",
            ),
            (
                json!({"response_format": {"type": "text", "schema": {"type": 5}}}),
                "response_format.schema",
            ),
            (
                json!({"response_format": {"type": "text", "strict": true}}),
                "strict",
            ),
        ] {
            let error = form(fields.clone()).unwrap_err();
            assert!(error.message.contains(field), "{fields}: {error}");
        }
    }

    #[test]
    fn an_answer_fits_or_says_why_not() {
        let format = Format::Schema(json!({"type": "object", "required": ["a"]}));
        assert_eq!(
            conform(&format, "```json\n{\"a\": 1}\n```").unwrap(),
            "{\"a\": 1}"
        );
        assert!(conform(&format, "{}").unwrap_err().contains("\"a\""));
        assert!(
            conform(&format, "Here it is: {}")
                .unwrap_err()
                .contains("not JSON")
        );
    }
}
