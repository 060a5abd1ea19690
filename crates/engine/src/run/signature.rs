//! Signatures of thoughts, with the name of the server that made them.
//!
//! A signature is opaque and only its own server takes it. In the timeline it stands with that server's name, so that
//! a conversation which moves to another server, or comes back as a client's explicit history, sends none astray.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const MARK: &str = "errand-thought:";

/// The signature as the timeline has it. The engine's own brain has no name, and its signatures stay as they are.
pub(super) fn seal(signature: &str, origin: Option<&str>) -> String {
    match origin {
        Some(origin) => STANDARD.encode(format!("{MARK}{origin}:{signature}")),
        None => signature.to_owned(),
    }
}

/// The signature as this server made it; none if another did.
pub(super) fn open(sealed: &str, origin: Option<&str>) -> Option<String> {
    let bytes = STANDARD.decode(sealed).ok();
    let words = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let named = words.as_deref().and_then(|words| words.strip_prefix(MARK));
    match (named, origin) {
        (Some(named), Some(origin)) => {
            let (by, signature) = named.split_once(':')?;
            (by == origin).then(|| signature.to_owned())
        }
        (None, None) => Some(sealed.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{open, seal};

    #[test]
    fn a_signature_opens_for_its_own_server_only() {
        let sealed = seal("a:b/c==", Some("acme"));
        assert_eq!(open(&sealed, Some("acme")).as_deref(), Some("a:b/c=="));
        assert_eq!(open(&sealed, Some("other")), None);
        assert_eq!(open(&sealed, None), None);
        assert_eq!(open("EkBj", Some("acme")), None);
        assert_eq!(open(&seal("EkBj", None), None).as_deref(), Some("EkBj"));
    }
}
