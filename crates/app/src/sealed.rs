//! Documents that a model made, sealed: they can do nothing but be looked at.
//!
//! HTML and SVG are shown with their own styles in a frame of the window. The frame gives them no scripts
//! and an origin that is nobody's (`sandbox`), and so does the answer that brings them, in case they are
//! ever opened without a frame. The policy lets them fetch nothing. What the window itself may do does not
//! hold for them: they come from an address of their own, under which there is nothing else.

/// The policy of a sealed document, both in the head of the answer and in its own.
pub const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                          font-src data:; form-action 'none'; base-uri 'none'";

/// A document that can do nothing but be looked at. Its policy comes before anything that it holds.
pub(crate) fn sealed(html: &str) -> String {
    // In a document's own head `sandbox` is not heard; the frame and the answer say it.
    let policy = POLICY.trim_start_matches("sandbox; ");
    format!(
        "<!doctype html><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"referrer\" content=\"no-referrer\">{html}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_comes_before_anything_that_the_document_holds() {
        let html = sealed("<html><head><base href='http://evil.example/'><script>x</script>");
        let policy = html.find("Content-Security-Policy").unwrap();
        assert!(policy < html.find("<base").unwrap());
        assert!(html.contains("content=\"default-src 'none';"));
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
