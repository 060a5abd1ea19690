//! The URLs that are allowed in the HTML.

use url::Url;

/// Returns a URL that is allowed in `href`: `http`, `https` or `mailto`, in normal form, so that a homograph host
/// shows in its ASCII form. `None` for any other.
pub(crate) fn external(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    match url.scheme() {
        "http" | "https" => url.has_host().then_some(url),
        "mailto" => Some(url),
        _ => None,
    }
}

/// Returns the host and the URL of a remote image.
pub(crate) fn remote_image(address: &str) -> Option<(String, Url)> {
    let url = external(address)?;
    let host = url.host_str()?.to_owned();
    Some((host, url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_addresses_are_kept_and_nothing_else() {
        assert_eq!(
            external("https://example.com/a?b#c")
                .map(String::from)
                .as_deref(),
            Some("https://example.com/a?b#c")
        );
        assert!(external("mailto:someone@example.com").is_some());
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.com/x",
            "tauri://localhost",
            "asset://localhost/x",
            "/relative",
            "//example.com/protocol-relative",
            "#fragment",
            "",
        ] {
            assert!(external(address).is_none(), "{address:?}");
        }
    }

    #[test]
    fn a_host_that_looks_like_another_shows_its_ascii_form() {
        let url = external("https://аpple.com/").expect("a web address");
        assert_eq!(url.as_str(), "https://xn--pple-43d.com/");
    }
}
