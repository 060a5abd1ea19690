//! Seals documents that a model made: they are inert and can only be viewed.
//!
//! HTML and SVG are shown with their own styles in a frame of the window. The frame gives them no scripts and an
//! opaque origin (`sandbox`), and so does the HTTP answer, in case they are ever opened without a frame. The content
//! policy lets them fetch nothing. The permissions of the window do not apply to them: they come from a URL scheme of
//! their own, which serves nothing else.

/// The content policy of a sealed document, sent as a header and set in the document.
pub const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                          font-src data:; form-action 'none'; base-uri 'none'";

/// Returns the document with its policy before all of its own content.
///
/// WebKit connects to the host of `<link rel="preconnect">` whatever the policy says, so `<link>` is removed, and
/// `<iframe>`, whose `srcdoc` could contain one. An element begins with exactly these letters, so the text can be
/// searched for them.
pub(crate) fn seal(html: &str) -> String {
    let html = without(&["<link", "<iframe"], html);
    // In a document's own head `sandbox` is ignored; the frame and the header set it.
    let policy = POLICY.trim_start_matches("sandbox; ");
    format!(
        "<!doctype html><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"referrer\" content=\"no-referrer\">{html}"
    )
}

/// Renames the beginnings of these elements, in any case, to those of unknown elements.
fn without(beginnings: &[&str], html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        kept.push_str(before);
        let is_one = beginnings.iter().any(|beginning| {
            tag.get(..beginning.len())
                .is_some_and(|name| name.eq_ignore_ascii_case(beginning))
        });
        kept.push_str(if is_one { "<no-" } else { "<" });
        rest = &tag[1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_before_anything_that_the_document_holds() {
        let html = seal("<html><head><base href='http://evil.example/'><script>x</script>");
        let policy = html.find("Content-Security-Policy").unwrap();
        assert!(policy < html.find("<base").unwrap());
        assert!(html.contains("content=\"default-src 'none';"));
    }

    #[test]
    fn no_link_and_no_frame_is_left() {
        let html = seal("<p>\u{e9}<</p><LiNk rel=preconnect><link/><b>link</b><IFRAME srcdoc>");
        assert!(html.ends_with(
            "<p>\u{e9}<</p><no-LiNk rel=preconnect><no-link/><b>link</b><no-IFRAME srcdoc>"
        ));
    }

    #[test]
    fn the_policy_allows_no_script_no_address_and_no_origin() {
        assert!(POLICY.starts_with("sandbox; default-src 'none';"));
        for forbidden in [
            "script-src",
            "allow-",
            "http",
            "*",
            "'self'",
            "unsafe-eval",
            "blob:",
        ] {
            assert!(!POLICY.contains(forbidden), "{forbidden}");
        }
    }
}
