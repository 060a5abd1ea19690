//! Conversion of a tool's result to content of the contract (section 6).
//!
//! The JSON is parsed block by block, so that an unknown block does not affect the others.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interactions::types::content::{Audio, Document};
use interactions::{Content, ToolOutput};
use serde_json::Value;

/// Maximum number of bytes of text in one result; a model would not read more.
const MAX_TEXT_BYTES: usize = 256 << 10;
/// Maximum number of bytes of base64 in one result.
const MAX_MEDIA_BYTES: usize = 24 << 20;

/// The content of a `tools/call` result.
pub(super) fn output(result: &Value) -> ToolOutput {
    let mut allowance = ResultAllowance {
        text: MAX_TEXT_BYTES,
        media: MAX_MEDIA_BYTES,
    };
    let blocks = match result.get("content") {
        Some(Value::Array(blocks)) => blocks.iter().map(|block| allowance.block(block)).collect(),
        // Not allowed by MCP, but unambiguous.
        Some(Value::String(text)) => vec![allowance.text(text)],
        _ => Vec::new(),
    };
    let mut content: Vec<Content> = blocks;
    if content.is_empty() {
        let words = match result.get("structuredContent") {
            Some(structured) => structured.to_string(),
            None => "The tool gave nothing back.".to_owned(),
        };
        content.push(allowance.text(&words));
    }
    if is_error(result) {
        content.insert(0, Content::text("The tool says that it failed:"));
    }
    ToolOutput::Content(content)
}

/// Returns true if the tool reports an error.
pub(super) fn is_error(result: &Value) -> bool {
    result.get("isError") == Some(&Value::Bool(true))
}

/// The remaining allowance of a result.
struct ResultAllowance {
    text: usize,
    media: usize,
}

impl ResultAllowance {
    fn block(&mut self, block: &Value) -> Content {
        let word = |name: &str| block.get(name).and_then(Value::as_str);
        let kind = word("type").unwrap_or("unknown");
        let content = match kind {
            "text" => word("text").map(|text| self.text(text)),
            "image" => self.media(word("data"), word("mimeType"), Content::image_data),
            "audio" => self.media(word("data"), word("mimeType"), audio),
            "resource_link" => word("uri").map(|uri| {
                let name = word("title").or(word("name")).unwrap_or("A resource");
                self.text(&format!("{name}: {uri}"))
            }),
            "resource" => block
                .get("resource")
                .and_then(|resource| self.resource(resource)),
            _ => None,
        };
        content.unwrap_or_else(|| {
            Content::text(format!(
                "[A block of type '{kind}' cannot be shown and was left out.]"
            ))
        })
    }

    fn resource(&mut self, resource: &Value) -> Option<Content> {
        let word = |name: &str| resource.get(name).and_then(Value::as_str);
        if let Some(text) = word("text") {
            let name = word("uri").unwrap_or("A resource");
            return Some(self.text(&format!("{name}:\n{text}")));
        }
        let mime_type = word("mimeType").unwrap_or("application/octet-stream");
        match mime_type.split('/').next() {
            Some("image") => self.media(word("blob"), Some(mime_type), Content::image_data),
            Some("audio") => self.media(word("blob"), Some(mime_type), audio),
            _ => self.media(word("blob"), Some(mime_type), document),
        }
    }

    fn text(&mut self, text: &str) -> Content {
        let end = text.floor_char_boundary(self.text.min(text.len()));
        self.text -= end;
        let left_out = text.len() - end;
        match left_out {
            0 => Content::text(text),
            _ => Content::text(format!(
                "{}\n[{left_out} more bytes were left out.]",
                &text[..end]
            )),
        }
    }

    /// `None` unless the data is base64 and has a media type.
    fn media(
        &mut self,
        data: Option<&str>,
        mime_type: Option<&str>,
        make: fn(String, String) -> Content,
    ) -> Option<Content> {
        let (data, mime_type) = (data?, mime_type?);
        STANDARD.decode(data).ok()?;
        if data.len() > self.media {
            return Some(Content::text(format!(
                "[A file of type {mime_type} is too large and was left out.]"
            )));
        }
        self.media -= data.len();
        Some(make(mime_type.to_owned(), data.to_owned()))
    }
}

fn audio(mime_type: String, data: String) -> Content {
    Content::Audio(Audio {
        data: Some(data),
        mime_type: Some(mime_type),
        ..Audio::default()
    })
}

fn document(mime_type: String, data: String) -> Content {
    Content::Document(Document {
        data: Some(data),
        mime_type: Some(mime_type),
        ..Document::default()
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(result: Value) -> Value {
        serde_json::to_value(output(&result)).unwrap()
    }

    #[test]
    fn every_kind_of_block_becomes_content() {
        let result = json!({"content": [
            {"type": "text", "text": "Hello"},
            {"type": "image", "data": "aGk=", "mimeType": "image/png"},
            {"type": "audio", "data": "aGk=", "mimeType": "audio/wav"},
            {"type": "resource_link", "uri": "demo://a", "name": "A"},
            {"type": "resource", "resource": {"uri": "demo://b", "mimeType": "text/plain", "text": "words"}},
            {"type": "resource", "resource": {"uri": "demo://c", "mimeType": "application/gzip", "blob": "aGk="}},
            {"type": "resource", "resource": {"uri": "demo://d", "mimeType": "image/jpeg", "blob": "aGk="}},
        ]});
        assert_eq!(
            read(result),
            json!([
                {"type": "text", "text": "Hello"},
                {"type": "image", "mime_type": "image/png", "data": "aGk="},
                {"type": "audio", "mime_type": "audio/wav", "data": "aGk="},
                {"type": "text", "text": "A: demo://a"},
                {"type": "text", "text": "demo://b:\nwords"},
                {"type": "document", "mime_type": "application/gzip", "data": "aGk="},
                {"type": "image", "mime_type": "image/jpeg", "data": "aGk="},
            ])
        );
    }

    #[test]
    fn a_block_that_cannot_be_read_does_not_cost_the_others() {
        let broken = [
            json!({"type": "hologram", "data": 1}),
            json!({"type": "text", "text": 7}),
            json!({"type": "image", "data": "aGk="}),
            json!({"type": "image", "data": "§", "mimeType": "image/png"}),
            json!({"type": "resource_link", "name": "A"}),
            json!({"type": "resource"}),
            json!("bare"),
        ];
        for block in broken {
            let content = read(json!({"content": [block, {"type": "text", "text": "kept"}]}));
            assert!(
                content[0]["text"].as_str().unwrap().contains("left out"),
                "{content}"
            );
            assert_eq!(content[1]["text"], "kept");
        }
    }

    #[test]
    fn a_result_without_blocks_says_what_there_is() {
        assert_eq!(
            read(json!({"content": [], "structuredContent": {"a": 1}}))[0]["text"],
            "{\"a\":1}"
        );
        for nothing in [json!({}), json!({"content": null}), json!({"_meta": {}})] {
            assert_eq!(read(nothing)[0]["text"], "The tool gave nothing back.");
        }
        assert_eq!(read(json!({"content": "words"}))[0]["text"], "words");
    }

    #[test]
    fn a_failure_is_told_before_its_words() {
        let content =
            read(json!({"content": [{"type": "text", "text": "no such order"}], "isError": true}));
        assert_eq!(content[0]["text"], "The tool says that it failed:");
        assert_eq!(content[1]["text"], "no such order");
    }

    #[test]
    fn a_result_without_end_is_cut_and_says_so() {
        let long = "ä".repeat(200 << 10);
        let content = read(
            json!({"content": [{"type": "text", "text": long}, {"type": "text", "text": "more"}]}),
        );
        let first = content[0]["text"].as_str().unwrap();
        assert!(
            first.len() < MAX_TEXT_BYTES + 100 && first.ends_with("more bytes were left out.]")
        );
        assert_eq!(content[1]["text"], "\n[4 more bytes were left out.]");
    }
}
