//! Storage of the text that engine-run tools found, in the signature of their result.
//!
//! The contract's results have no field for a page's text: a client sees URLs and statuses (section 5). The signature
//! is opaque, stored with the step, and sent back unchanged, so what a model has read is available after a restart
//! and in every later turn.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

const MARK: &[u8] = b"errand-web:";
/// Maximum length in bytes of a text that is unpacked: a signature may come from anyone.
const LONGEST: u64 = 1 << 20;

/// The signature that contains this text, compressed.
pub(crate) fn seal(text: &str) -> String {
    let mut packed = DeflateEncoder::new(MARK.to_vec(), Compression::default());
    // Writing into memory does not fail; if it did, the page could be fetched again.
    let bytes = packed
        .write_all(text.as_bytes())
        .and_then(|()| packed.finish())
        .unwrap_or_default();
    STANDARD.encode(bytes)
}

/// The text in a signature; `None` if another server made it.
pub(crate) fn open(signature: &str) -> Option<String> {
    let bytes = STANDARD.decode(signature).ok()?;
    let mut text = String::new();
    DeflateDecoder::new(bytes.strip_prefix(MARK)?)
        .take(LONGEST)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_and_signatures_of_others_hold_none() {
        let text = "Grüße ".repeat(10_000);
        let signature = seal(&text);
        assert!(signature.len() < text.len() / 10, "it is packed");
        assert_eq!(open(&signature).as_deref(), Some(text.as_str()));
        for other in ["", "EkBj", "not base64!", &STANDARD.encode("errand-web:x")] {
            assert_eq!(open(other), None, "{other}");
        }
    }
}
