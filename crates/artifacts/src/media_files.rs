//! Replaces media bytes in a stored JSON document by references to their files, and back.

use std::collections::HashSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use memchr::memmem;
use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::inline;
use crate::json_media::{JsonMedium, find_media, replace_ranges};
use crate::reference::MediaReference;

/// Stored files that contain the media of a run.
///
/// The reference to a medium depends only on its own bytes and type. So the result is the same whether events are
/// folded into steps first and replaced afterwards, or the other way round.
#[derive(Debug, Default)]
pub struct MediaFiles {
    files: HashSet<String>,
    sounds: Vec<(String, Vec<u8>)>,
}

impl MediaFiles {
    /// Adds a file with exactly the bytes of a medium, by its SHA-256.
    pub fn add_file(&mut self, sha256: String) {
        self.files.insert(sha256);
    }

    /// Adds a sound that was joined from raw pieces, by the SHA-256 of its file and the file's bytes.
    pub fn add_sound(&mut self, sha256: String, file: Vec<u8>) {
        self.sounds.push((sha256, file));
    }

    /// Returns the document with a [`MediaReference`] in place of the bytes of every medium that is in one of the
    /// files, otherwise byte for byte the same; `None` if there is nothing to replace, or it is not JSON.
    #[must_use]
    pub fn replace_media(&self, json: &str) -> Option<String> {
        let references: Vec<_> = find_media(json)?
            .into_iter()
            .filter_map(|medium| {
                Some((
                    medium.data.clone(),
                    self.reference_for(json, &medium)?.to_string(),
                ))
            })
            .collect();
        (!references.is_empty()).then(|| replace_ranges(json, references))
    }

    fn reference_for(&self, json: &str, medium: &JsonMedium) -> Option<MediaReference<'_>> {
        let bytes = inline::decode(&medium.data(json)?).ok()?;
        if bytes.is_empty() {
            return None;
        }
        if let Some(sha256) = self.files.get(&hex(&Sha256::digest(&bytes))) {
            return Some(MediaReference::Whole(sha256));
        }
        let has = |file: &[u8]| memmem::find(file, &bytes).is_some();
        let sound = self.sounds.iter().find(|(_, file)| has(file));
        let (sha256, _) = sound.filter(|_| medium.is_sound)?;
        Some(MediaReference::Part(sha256))
    }
}

/// Inverse of [`MediaFiles::replace_media`] for whole files: returns the document with the base64 of what `bytes`
/// returns for the SHA-256 of a reference, otherwise byte for byte the same. References for which it returns `None`
/// stay.
///
/// # Errors
/// The first error of `bytes`.
pub fn restore_media<E>(
    json: &str,
    bytes: impl Fn(&str) -> Result<Option<Vec<u8>>, E>,
) -> Result<String, E> {
    let mut found = Vec::new();
    for medium in find_media(json).unwrap_or_default() {
        let Some(data) = medium.data(json) else {
            continue;
        };
        if let Some(MediaReference::Whole(sha256)) = MediaReference::parse(&data)
            && let Some(bytes) = bytes(sha256)?
        {
            found.push((medium.data, BASE64_STANDARD.encode(bytes)));
        }
    }
    Ok(replace_ranges(json, found))
}

#[cfg(test)]
mod tests {
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use interactions::{Accumulator, StreamEvent};
    use serde_json::{Value, json};

    use super::*;

    const PICTURE: &[u8] = b"\xfb\xff\xfea picture, at least for whoever does not look";

    fn sha256(bytes: &[u8]) -> String {
        hex(&Sha256::digest(bytes))
    }

    fn base64(bytes: &[u8]) -> String {
        BASE64_STANDARD.encode(bytes)
    }

    fn media_files() -> MediaFiles {
        let mut media_files = MediaFiles::default();
        media_files.add_file(sha256(PICTURE));
        media_files.add_sound("5".repeat(64), b"RIFF\x01\x00\x02\x00\x03\x00".to_vec());
        media_files
    }

    fn named(value: &Value) -> Value {
        let json = value.to_string();
        serde_json::from_str(&media_files().replace_media(&json).unwrap_or(json)).unwrap()
    }

    #[test]
    fn bytes_of_a_medium_become_a_reference_and_the_rest_stays_byte_for_byte() {
        let json = format!(
            "{{ \"n\":1.0, \"delta\" : {{\"data\":\"{}\" ,\"type\": \"image\",\"x\":\"\\u00e9\\\"\"}}}}",
            base64(PICTURE)
        );
        let wanted = json.replace(&base64(PICTURE), &format!("sha256:{}", sha256(PICTURE)));
        assert_eq!(media_files().replace_media(&json), Some(wanted));
    }

    #[test]
    fn the_same_bytes_are_known_however_a_server_writes_them() {
        let mark = json!({"type": "image", "data": format!("sha256:{}", sha256(PICTURE))});
        let url_safe = BASE64_URL_SAFE_NO_PAD.encode(PICTURE);
        assert_eq!(named(&json!({"type": "image", "data": url_safe})), mark);
        let escaped = base64(PICTURE).replace('=', "\\u003d").replace('/', "\\/");
        let json = format!("{{\"type\":\"image\",\"data\":\"{escaped}\"}}");
        let named: Value =
            serde_json::from_str(&media_files().replace_media(&json).unwrap()).unwrap();
        assert_eq!(named, mark);
    }

    #[test]
    fn what_is_no_medium_or_in_no_file_stays() {
        let data = base64(PICTURE);
        for stays in [
            json!({"type": "text", "text": data}),
            json!({"type": "function_call", "arguments": {"data": data}}),
            json!({"type": "image", "uri": data}),
            json!({"type": "image", "data": base64(b"another picture")}),
            json!({"type": "image", "data": base64(&[1, 0])}),
            json!({"type": "image", "data": ""}),
            json!({"type": "image", "data": "no base64!"}),
            json!({"type": "image", "meta": ["data", data], "data": null}),
        ] {
            assert_eq!(
                media_files().replace_media(&stays.to_string()),
                None,
                "{stays}"
            );
        }
        for broken in ["", "\"", "{\"type\":\"image\",\"data\":\"AQ", "}", "\"\\"] {
            assert_eq!(media_files().replace_media(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_base64_source_of_a_request_becomes_a_reference() {
        let source = |content: String, encoding: Value| {
            json!({"environment": {"sources": [
                {"type": "inline", "target": "/a.png", "content": content, "encoding": encoding},
            ]}})
        };
        let mark = format!("sha256:{}", sha256(PICTURE));
        let request = source(base64(PICTURE), json!("base64"));
        assert_eq!(named(&request), source(mark, json!("base64")));
        let words = source(base64(PICTURE), Value::Null);
        assert_eq!(named(&words), words);
    }

    #[test]
    fn references_become_bytes_again_where_the_bytes_are_available() {
        let json = json!({"input": [
            {"type": "image", "data": base64(PICTURE), "mime_type": "image/png"},
            {"type": "text", "text": format!("sha256:{}", sha256(PICTURE))},
            {"type": "image", "data": format!("sha256:{}", "7".repeat(64))},
        ]})
        .to_string();
        let named = media_files().replace_media(&json).unwrap();
        assert!(!named.contains(&base64(PICTURE)));
        let own = |asked: &str| Ok::<_, ()>((asked == sha256(PICTURE)).then(|| PICTURE.to_vec()));
        assert_eq!(restore_media(&named, own).unwrap(), json);
        assert_eq!(restore_media(&named, |_| Err("gone")), Err("gone"));
    }

    #[test]
    fn references_are_not_replaced_again() {
        let event = json!({"delta": {"type": "image", "data": base64(PICTURE)}});
        let once = named(&event);
        assert_eq!(media_files().replace_media(&once.to_string()), None);
    }

    fn folded(events: &[Value]) -> Value {
        let mut fold = Accumulator::new();
        for event in events {
            fold.push(&StreamEvent::parse(&event.to_string()).unwrap());
        }
        serde_json::to_value(fold.steps()).unwrap()
    }

    #[test]
    fn events_with_references_fold_into_steps_with_references() {
        let picture =
            || json!({"type": "image", "data": base64(PICTURE), "mime_type": "image/png"});
        let piece = |bytes: &[u8]| json!({"type": "audio", "data": base64(bytes), "mime_type": "audio/l16"});
        let delta = |index: usize, delta: Value| json!({"event_type": "step.delta", "index": index, "delta": delta});
        let begun = json!({"event_type": "interaction.created", "interaction": {"id": "v1_a"}});
        let start = json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output", "content": [picture()]}});
        // Two sounds share a piece, and one is cut off in the middle of a sample.
        let deltas = vec![
            begun,
            start,
            delta(0, piece(&[1, 0])),
            delta(0, json!({"type": "text", "text": "meanwhile"})),
            delta(0, piece(&[2, 0, 3, 0])),
            delta(1, piece(&[1, 0])),
            delta(1, piece(&[9])),
            delta(1, picture()),
        ];
        let mut summed_up = deltas.clone();
        summed_up.push(
            json!({"event_type": "interaction.completed", "interaction": {
                "id": "v1_a", "status": "completed", "steps": [
                    {"type": "model_output", "content": [picture(), piece(&[1, 0, 2, 0, 3, 0])]},
                    {"type": "model_output", "content": [piece(&[1, 0, 9])]},
                ],
            }}),
        );
        for events in [deltas, summed_up] {
            let marked: Vec<Value> = events.iter().map(named).collect();
            let steps = folded(&marked);
            assert_eq!(steps, named(&folded(&events)));
            let text = steps.to_string();
            assert!(text.contains("part-of-sha256:5555"), "{text}");
            assert!(!text.contains(&base64(PICTURE)), "{text}");
        }
    }
}
