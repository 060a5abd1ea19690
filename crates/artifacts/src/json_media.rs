//! Locates media in a JSON document without parsing it into a tree: it may be large, and must stay byte for byte the
//! same.

use std::ops::Range;

/// An object with a media type (contract section 6) and data, or a base64 source in a request (section 9.3).
pub(crate) struct JsonMedium {
    pub(crate) is_sound: bool,
    /// Byte range of its data, including the quotation marks.
    pub(crate) data: Range<usize>,
}

impl JsonMedium {
    /// Returns the data: base64, or a [`MediaReference`](crate::MediaReference).
    pub(crate) fn data(&self, json: &str) -> Option<String> {
        serde_json::from_str(&json[self.data.clone()]).ok()
    }
}

/// Returns the document with these non-overlapping ranges replaced. The texts must not need escaping.
pub(crate) fn replace_ranges(json: &str, mut texts: Vec<(Range<usize>, String)>) -> String {
    texts.sort_by_key(|(at, _)| at.start);
    let mut new = String::new();
    let mut end = 0;
    for (at, text) in texts {
        new.push_str(&json[end..at.start]);
        new.push('"');
        new.push_str(&text);
        new.push('"');
        end = at.end;
    }
    new.push_str(&json[end..]);
    new
}

/// An object or array being read.
#[derive(Default)]
struct OpenValue {
    is_object: bool,
    /// The key whose value comes next.
    key: Option<String>,
    kind: Option<String>,
    data: Option<Range<usize>>,
    content: Option<Range<usize>>,
    is_base64: bool,
}

/// Returns the media in a document; `None` if its brackets do not match.
pub(crate) fn find_media(json: &str) -> Option<Vec<JsonMedium>> {
    let bytes = json.as_bytes();
    let mut open: Vec<OpenValue> = Vec::new();
    let mut media = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at) {
        match next {
            b'"' => {
                let text = at..end_of_string(bytes, at)?;
                at = text.end;
                if let Some(open) = open.last_mut() {
                    open.add_string(json, text);
                }
                continue;
            }
            b'{' | b'[' => open.push(OpenValue {
                is_object: *next == b'{',
                ..OpenValue::default()
            }),
            b'}' | b']' => {
                let closed = open.pop()?;
                let data = match closed.kind.as_deref() {
                    Some("image" | "audio" | "video" | "document") => closed.data,
                    Some("inline") if closed.is_base64 => closed.content,
                    _ => None,
                };
                if let Some(data) = data {
                    let is_sound = closed.kind.as_deref() == Some("audio");
                    media.push(JsonMedium { is_sound, data });
                }
            }
            // The value of the key is complete.
            b',' => {
                if let Some(open) = open.last_mut() {
                    open.key = None;
                }
            }
            _ => {}
        }
        at += 1;
    }
    open.is_empty().then_some(media)
}

impl OpenValue {
    /// Handles a string: a key, or the value of one.
    fn add_string(&mut self, json: &str, text: Range<usize>) {
        if !self.is_object {
            return;
        }
        let Some(key) = &self.key else {
            self.key = serde_json::from_str(&json[text]).ok();
            return;
        };
        match key.as_str() {
            "type" => self.kind = serde_json::from_str(&json[text]).ok(),
            "data" => self.data = Some(text),
            "content" => self.content = Some(text),
            "encoding" => self.is_base64 = &json[text] == "\"base64\"",
            _ => {}
        }
    }
}

/// Returns the position after the string that begins at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        let found = at + memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[found] == b'"' {
            return Some(found + 1);
        }
        at = found + 2;
    }
}
