//! Proxy settings: requests go directly to the server or through a proxy.

use std::fmt;
use std::sync::Arc;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{NoProxy, Proxy, Url};

use crate::error::{Error, Result};

/// Names of this computer, in the format of `NO_PROXY`. Requests to it must not leave it, even if a proxy is set.
const THIS_COMPUTER: &str =
    "localhost,localhost.,127.0.0.0/8,0.0.0.0,::,::1,::ffff:127.0.0.0/104,::ffff:0.0.0.0";

/// The proxies of requests; none by default. Requests to this computer never go through one.
///
/// A proxy is an `http`, `https`, `socks4`, `socks4a`, `socks5` or `socks5h` URL; with `socks4a` and `socks5h` the
/// proxy resolves the server's name. User name and password are part of the URL, as in `http://ada:pw@host:3128`.
#[derive(Clone, Default)]
pub struct Proxies {
    set: Option<Arc<Set>>,
}

struct Set {
    http: Option<Url>,
    https: Option<Url>,
    bypass: String,
    matcher: Matcher,
}

impl Proxies {
    /// No proxy: requests go directly to the server.
    pub fn none() -> Self {
        Self::default()
    }

    /// Proxies for requests to `http` and to `https` URLs. `bypass` names hosts that are reached directly, in the
    /// format of `NO_PROXY`.
    ///
    /// # Errors
    /// [`Error::Setup`] if a proxy's URL is invalid. The error does not repeat the URL: it may contain a password.
    pub fn new(http: Option<&str>, https: Option<&str>, bypass: &str) -> Result<Self> {
        let http = http.map(proxy_url).transpose()?;
        let https = https.map(proxy_url).transpose()?;
        if http.is_none() && https.is_none() {
            return Ok(Self::none());
        }
        let bypass = format!("{THIS_COMPUTER},{bypass}");
        let text = |url: &Option<Url>| url.as_ref().map_or_else(String::new, Url::to_string);
        let matcher = Matcher::builder()
            .http(text(&http))
            .https(text(&https))
            .no(&bypass)
            .build();
        let set = Set {
            http,
            https,
            bypass,
            matcher,
        };
        Ok(Self {
            set: Some(Arc::new(set)),
        })
    }

    /// Host and port of the proxy for requests to this URL; `None` if they go directly.
    pub fn for_url(&self, url: &Url) -> Option<String> {
        let address = url.as_str().parse().ok()?;
        let proxy = self.set.as_ref()?.matcher.intercept(&address)?;
        let proxy = Url::parse(&proxy.uri().to_string()).ok()?;
        Some(host_and_port(&proxy))
    }

    /// The arguments of [`Proxies::new`]: the proxy for `http`, the one for `https`, and the bypassed hosts; `None`
    /// if there is no proxy. A URL may contain a password.
    pub fn addresses(&self) -> Option<(Option<&str>, Option<&str>, &str)> {
        let set = self.set.as_deref()?;
        let text = |url| Option::as_ref(url).map(Url::as_str);
        Some((text(&set.http), text(&set.https), &set.bypass))
    }

    /// Configures the HTTP library to use these proxies and no others.
    ///
    /// # Errors
    /// [`Error::Setup`] if the library rejects one of them.
    pub fn of(&self, builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        // Otherwise the library would read the environment itself.
        let mut builder = builder.no_proxy();
        let Some(set) = &self.set else {
            return Ok(builder);
        };
        if let Some(url) = &set.http {
            let proxy = Proxy::http(url.clone()).map_err(|_| unusable())?;
            builder = builder.proxy(proxy.no_proxy(NoProxy::from_string(&set.bypass)));
        }
        if let Some(url) = &set.https {
            let proxy = Proxy::https(url.clone()).map_err(|_| unusable())?;
            builder = builder.proxy(proxy.no_proxy(NoProxy::from_string(&set.bypass)));
        }
        Ok(builder)
    }
}

impl PartialEq for Proxies {
    fn eq(&self, other: &Self) -> bool {
        match (&self.set, &other.set) {
            (Some(a), Some(b)) => (&a.http, &a.https, &a.bypass) == (&b.http, &b.https, &b.bypass),
            (None, None) => true,
            _ => false,
        }
    }
}

impl Eq for Proxies {}

/// Shows hosts and ports, never a name or a password.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let proxy = |which: fn(&Set) -> &Option<Url>| {
            self.set
                .as_deref()
                .and_then(|set| which(set).as_ref().map(host_and_port))
        };
        f.debug_struct("Proxies")
            .field("http", &proxy(|set| &set.http))
            .field("https", &proxy(|set| &set.https))
            .finish_non_exhaustive()
    }
}

/// Parses a proxy's URL: without a scheme it is `http`, and `socks` (which desktops write) becomes `socks5h`.
///
/// # Errors
/// [`Error::Setup`] if it is invalid. The error does not repeat the URL: it may contain a password.
pub fn proxy_url(text: &str) -> Result<Url> {
    let text = text.trim();
    let text = match text.split_once("://") {
        None => format!("http://{text}"),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("socks") => format!("socks5h://{rest}"),
        Some(_) => text.to_owned(),
    };
    let mut url = Url::parse(&text).map_err(|_| unusable())?;
    let is_socks = match url.scheme() {
        "http" | "https" => false,
        "socks4" | "socks4a" | "socks5" | "socks5h" => true,
        _ => return Err(unusable()),
    };
    let has_host = url.host_str().is_some_and(|host| !host.is_empty());
    let is_plain =
        matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    if !has_host || !is_plain || url.port() == Some(0) {
        return Err(unusable());
    }
    if is_socks && url.port().is_none() {
        url.set_port(Some(1080)).map_err(|()| unusable())?;
    }
    Ok(url)
}

/// Host and port of a proxy, for display.
pub(crate) fn host_and_port(proxy: &Url) -> String {
    let host = proxy.host_str().unwrap_or_default();
    match proxy.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn unusable() -> Error {
    Error::Setup {
        reason: "the address of the proxy cannot be used".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(proxies: &Proxies, url: &str) -> Option<String> {
        proxies.for_url(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn nothing_of_this_computer_goes_through_a_proxy() {
        let proxy = Some("http://proxy.example:3128");
        let proxies = Proxies::new(proxy, proxy, "").expect("usable");
        for near in [
            "http://127.0.0.1:8080/v1beta",
            "http://127.9.9.9/",
            "http://localhost:9/",
            "https://localhost./",
            "http://a.localhost/",
            "http://[::1]:8080/",
            "http://[::ffff:127.0.0.1]/",
            "http://0.0.0.0:1/",
        ] {
            assert_eq!(of(&proxies, near), None, "{near}");
        }
        for far in ["http://example.org/", "https://localhost.example.org/"] {
            assert_eq!(of(&proxies, far).as_deref(), Some("proxy.example:3128"));
        }
    }

    #[test]
    fn each_scheme_has_its_proxy_and_some_hosts_have_none() {
        let proxies = Proxies::new(
            Some("plain.example:1"),
            Some("socks://safe.example"),
            "intern.example,10.0.0.0/8",
        );
        let proxies = proxies.expect("usable");
        let seen = |url| of(&proxies, url);
        assert_eq!(
            seen("http://a.example/").as_deref(),
            Some("plain.example:1")
        );
        let safe = Some("safe.example:1080");
        assert_eq!(seen("https://a.example/").as_deref(), safe);
        assert_eq!(seen("https://www.intern.example/"), None);
        assert_eq!(seen("https://10.1.2.3/"), None);
        assert_eq!(
            Proxies::new(None, None, "x").expect("none"),
            Proxies::none()
        );
    }

    #[test]
    fn an_address_that_is_none_is_refused_and_not_repeated() {
        for bad in [
            "",
            "ftp://proxy.example",
            "http://",
            "http://proxy.example/path",
            "http://ada:secret-1@:3128",
            "socks9://ada:secret-1@proxy.example",
        ] {
            let error = Proxies::new(Some(bad), None, "").expect_err(bad);
            assert!(
                !format!("{error} {error:?}").contains("secret-1"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let proxies = Proxies::new(None, Some("http://ada:secret-1@proxy.example:3128"), "");
        let shown = format!("{:?}", proxies.expect("usable"));
        assert!(shown.contains("proxy.example:3128"), "{shown}");
        assert!(
            !shown.contains("secret-1") && !shown.contains("ada"),
            "{shown}"
        );
    }
}
