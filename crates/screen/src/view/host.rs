//! The destination of a turn in readable form.

use url::Url;

/// Returns host and port of a base URL, without a default port; the input itself if it is not a URL.
pub fn host(base_url: &str) -> String {
    let url = Url::parse(base_url).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or(base_url);
    match url.as_ref().and_then(Url::port) {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_shown_as_its_host_and_a_port_other_than_the_default() {
        for (base_url, called) in [
            ("https://api.example.com/v1", "api.example.com"),
            ("https://api.example.com:443/v1", "api.example.com"),
            ("http://127.0.0.1:11434/v1", "127.0.0.1:11434"),
            ("nonsense", "nonsense"),
        ] {
            assert_eq!(host(base_url), called);
        }
    }
}
