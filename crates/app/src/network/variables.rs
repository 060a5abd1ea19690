//! The proxies named by the environment, read as curl does.

use std::fmt;

/// The values of `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, or of the same names in lower case.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ProxyVariables {
    http: Option<String>,
    https: Option<String>,
    all: Option<String>,
    /// Hosts that are reached without a proxy; may be empty.
    pub(crate) no_proxy: String,
}

/// The proxies named by the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EnvironmentProxies<'a> {
    /// The proxy for `http` URLs.
    pub(crate) http: Option<&'a str>,
    /// The proxy for `https` URLs.
    pub(crate) https: Option<&'a str>,
}

impl EnvironmentProxies<'_> {
    /// Returns true if there is any proxy.
    pub(crate) fn is_some(self) -> bool {
        self.http.is_some() || self.https.is_some()
    }
}

/// The names of all these variables, which are removed from the environment of the engine.
pub(crate) const VARIABLE_NAMES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
];

impl ProxyVariables {
    /// Reads the variables of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Reads the variables through `look`, which returns a value by name.
    pub fn read(look: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&str]| {
            names
                .iter()
                .filter_map(|name| look(name))
                .map(|value| value.trim().to_owned())
                .find(|value| !value.is_empty())
        };
        Self {
            http: first(&VARIABLE_NAMES[0..2]),
            https: first(&VARIABLE_NAMES[2..4]),
            all: first(&VARIABLE_NAMES[4..6]),
            no_proxy: first(&VARIABLE_NAMES[6..8]).unwrap_or_default(),
        }
    }

    /// Returns the proxies that the variables name.
    pub(crate) fn proxies(&self) -> EnvironmentProxies<'_> {
        let all = self.all.as_deref();
        EnvironmentProxies {
            http: self.http.as_deref().or(all),
            https: self.https.as_deref().or(all),
        }
    }
}

/// Prints no value, because a proxy's URL may contain a password.
impl fmt::Debug for ProxyVariables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variables")
            .field("is_some", &self.proxies().is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(set: &[(&str, &str)]) -> ProxyVariables {
        ProxyVariables::read(|name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn both_cases_are_read_and_all_proxy_fills_what_is_left() {
        let variables = read(&[
            ("https_proxy", "a:1"),
            ("ALL_PROXY", "socks5://b:2"),
            ("no_proxy", "c"),
        ]);
        let named = variables.proxies();
        assert_eq!(named.https, Some("a:1"));
        assert_eq!(named.http, Some("socks5://b:2"));
        assert_eq!(variables.no_proxy, "c");
    }

    #[test]
    fn an_empty_variable_names_nothing() {
        assert!(
            !read(&[("HTTP_PROXY", ""), ("https_proxy", " ")])
                .proxies()
                .is_some()
        );
        assert_eq!(
            read(&[("HTTP_PROXY", ""), ("http_proxy", "a")])
                .proxies()
                .http,
            Some("a")
        );
    }

    #[test]
    fn a_password_is_not_printed() {
        let shown = format!("{:?}", read(&[("HTTP_PROXY", "http://ada:secret-1@a:1")]));
        assert!(!shown.contains("secret-1"), "{shown}");
    }
}
