//! Checks the URLs of model servers.
//!
//! Requests go over `https`, or stay on this computer. A server in the person's own network usually uses plain
//! `http`; that is allowed, but never with a key, which anybody in that network could read and use.

use url::{Host, Url};

use words::say;

use crate::errors::{self, Result};
use crate::network::is_here;

/// Domain suffixes of private networks.
const PRIVATE_SUFFIXES: [&str; 3] = [".local", ".lan", ".home.arpa"];

/// Checks a base URL as typed, and returns it without a trailing slash.
///
/// # Errors
/// `Invalid`, with the reason, when it is no URL, or requests to it would not be safe.
pub(crate) fn checked_address(text: &str, has_key: bool) -> Result<String> {
    let text = text.trim().trim_end_matches('/');
    let unusable = || errors::invalid(say::server_address());
    let url = Url::parse(text).map_err(|_| unusable())?;
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if url.host().is_none() || !is_plain {
        return Err(unusable());
    }
    match url.scheme() {
        "https" => {}
        "http" if is_here(text) => {}
        "http" if !is_private(&url) => {
            return Err(errors::invalid(say::server_unencrypted()));
        }
        "http" if has_key => {
            return Err(errors::invalid(say::server_key_unencrypted()));
        }
        "http" => {}
        _ => return Err(unusable()),
    }
    Ok(text.to_owned())
}

/// Returns true if requests to this base URL cross a network without encryption.
pub(crate) fn is_unencrypted(base_url: &str) -> bool {
    base_url.starts_with("http://") && !is_here(base_url)
}

/// Returns true if the URL is one of a private network, at home or in an office.
fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_private(),
        Some(Host::Ipv6(address)) => {
            let mapped = address.to_ipv4_mapped();
            address.is_unique_local() || mapped.is_some_and(|address| address.is_private())
        }
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || PRIVATE_SUFFIXES.iter().any(|end| name.ends_with(end))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_over_https_or_stays_on_this_computer() {
        for good in [
            "https://api.openai.com/v1",
            "http://127.0.0.1:11434/v1/",
            "http://localhost:1234/v1",
            "http://[::1]:8000",
        ] {
            assert!(checked_address(good, true).is_ok(), "{good}");
        }
        for near in [
            "http://192.168.1.20:11434/v1",
            "http://10.0.0.3",
            "http://172.16.4.4:8080",
            "http://[fd00::1]:8080",
            "http://nas:11434",
            "http://nas.local:11434",
            "http://nas.home.arpa",
        ] {
            assert!(checked_address(near, false).is_ok(), "{near}");
            assert!(checked_address(near, true).is_err(), "{near} with a key");
            assert!(is_unencrypted(near), "{near}");
        }
        assert!(!is_unencrypted("https://192.168.1.20"));
        assert!(!is_unencrypted("http://127.0.0.1:1"));
    }

    #[test]
    fn nothing_goes_over_the_internet_without_encryption() {
        for far in [
            "http://api.openai.com/v1",
            "http://8.8.8.8",
            "http://172.32.0.1",
            "http://169.254.169.254",
            "http://localhost.example.org",
            "http://127.0.0.1.example.org",
            "ftp://192.168.1.20",
            "https://key@example.org",
            "https://example.org/?key=1",
            "192.168.1.20:11434",
            "",
        ] {
            assert!(checked_address(far, false).is_err(), "{far}");
        }
        assert_eq!(
            checked_address(" https://a.example/v1/ ", true).unwrap(),
            "https://a.example/v1"
        );
    }
}
