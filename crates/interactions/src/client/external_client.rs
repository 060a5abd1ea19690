//! Client for URLs in a response that point to other hosts: sends no key, cookies or referrer, and reaches neither
//! this computer nor its local network.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Method, Response, StatusCode, Url};

use super::Proxies;
use crate::error::{Error, Result};
use crate::place::{is_inner_name, is_public};

/// Maximum number of redirects followed when a file is fetched.
const MOST_REDIRECTS: usize = 5;
/// Timeout for connecting, for the start of a response, and for the next bytes.
const PATIENCE: Duration = Duration::from_secs(20);

/// The permitted addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reach {
    /// Addresses of the public internet.
    #[default]
    Public,
    /// Any address, including this computer's: for tests.
    Anywhere,
}

/// HTTP client for hosts other than the service. Cloning is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct ExternalClient {
    http: reqwest::Client,
    reach: Reach,
}

/// A file that is being received.
pub struct IncomingFile {
    /// The announced media type.
    pub mime_type: Option<String>,
    response: Response,
}

impl IncomingFile {
    /// The announced length in bytes.
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The bytes as a stream.
    pub fn bytes(self) -> impl Stream<Item = Result<Bytes>> + Send {
        self.response.bytes_stream().map_err(Error::from_reqwest)
    }
}

impl ExternalClient {
    /// A client for addresses within `reach`, through these proxies. A proxy resolves names itself, so behind one a
    /// name is refused only if the name alone shows that it is local.
    ///
    /// # Errors
    /// [`Error::Setup`] if the HTTP library cannot be set up.
    pub fn new(reach: Reach, proxies: &Proxies) -> Result<Self> {
        let mut builder = proxies.of(reqwest::Client::builder())?;
        if *proxies == Proxies::none() {
            builder = builder.dns_resolver(Arc::new(Resolver { reach }));
        }
        let http = builder
            .connect_timeout(PATIENCE)
            .read_timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .build()
            .map_err(|error| Error::Setup {
                reason: format!("requests to other places cannot be made: {error}"),
            })?;
        Ok(Self { http, reach })
    }

    /// Starts to fetch the file at `url`.
    ///
    /// # Errors
    /// [`Error::Local`] for a URL that is not permitted, [`Error::Api`] for a response that is not the file, or a
    /// transport error.
    pub async fn download(&self, url: &str) -> Result<IncomingFile> {
        let mut url = self.checked(url)?;
        for _ in 0..=MOST_REDIRECTS {
            let response = self.ask(Method::GET, &url).await?;
            if response.status() == StatusCode::OK {
                let mime_type = response.headers().get(CONTENT_TYPE);
                let mime_type = mime_type.and_then(|it| it.to_str().ok()).map(str::to_owned);
                return Ok(IncomingFile {
                    mime_type,
                    response,
                });
            }
            let Some(next) = self.location(&response, &url)? else {
                return Err(Error::Api {
                    status: response.status().as_u16(),
                    code: None,
                    message: "the file is not there".to_owned(),
                    retry_after: None,
                    reason: None,
                });
            };
            url = next;
        }
        Err(Error::Transport {
            reason: format!("more than {MOST_REDIRECTS} redirects"),
        })
    }

    /// The target of the redirect at `url`; `None` if it is not a redirect. The target is not requested.
    ///
    /// # Errors
    /// [`Error::Local`] for a URL that is not permitted, or a target that must not be shown; or a transport error.
    pub async fn target(&self, url: &str) -> Result<Option<Url>> {
        let url = self.checked(url)?;
        let mut response = self.ask(Method::HEAD, &url).await?;
        if matches!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        ) {
            // The body is not read.
            response = self.ask(Method::GET, &url).await?;
        }
        if response.status().is_server_error() || response.status() == StatusCode::TOO_MANY_REQUESTS
        {
            return Err(Error::Transport {
                reason: format!("the redirect answers {}", response.status().as_u16()),
            });
        }
        self.location(&response, &url)
    }

    async fn ask(&self, method: Method, url: &Url) -> Result<Response> {
        let sent = self.http.request(method, url.clone()).send();
        match tokio::time::timeout(PATIENCE, sent).await {
            Ok(answer) => answer.map_err(Error::from_reqwest),
            Err(_) => Err(Error::Timeout {
                wait: crate::error::Wait::Answer,
                limit: PATIENCE,
            }),
        }
    }

    fn location(&self, response: &Response, url: &Url) -> Result<Option<Url>> {
        if !response.status().is_redirection() {
            return Ok(None);
        }
        let target = response.headers().get(LOCATION);
        let target = target
            .and_then(|target| target.to_str().ok())
            .and_then(|target| url.join(target).ok());
        target
            .map(|target| self.checked(target.as_str()))
            .transpose()
    }

    /// Parses and checks a URL as far as possible without resolving names.
    fn checked(&self, url: &str) -> Result<Url> {
        let refused = |reason: &str| Error::Local {
            reason: reason.to_owned(),
        };
        let url = Url::parse(url).map_err(|_| refused("it is no web address"))?;
        if !matches!(url.scheme(), "http" | "https") || url.password().is_some() {
            return Err(refused("it is no plain web address"));
        }
        let inside = match url.host_str() {
            None => return Err(refused("it is no web address")),
            Some(host) => match host.trim_matches(['[', ']']).parse::<IpAddr>() {
                Ok(address) => !is_public(address),
                Err(_) => is_inner_name(host),
            },
        };
        if inside && self.reach == Reach::Public {
            return Err(refused(
                "it leads into this computer or the network around it",
            ));
        }
        Ok(url)
    }
}

/// DNS resolver that drops addresses that are not permitted.
#[derive(Debug)]
struct Resolver {
    reach: Reach,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<_> = found
                .filter(|address| reach == Reach::Anywhere || is_public(address.ip()))
                .collect();
            if allowed.is_empty() {
                return Err("the name leads into this computer or the network around it".into());
            }
            let addresses: Addrs = Box::new(allowed.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_asked() {
        let elsewhere = ExternalClient::new(Reach::Public, &Proxies::none()).unwrap();
        for good in [
            "https://example.org/a",
            "http://93.184.215.14/",
            "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "https://localhost.example.org",
        ] {
            assert!(elsewhere.checked(good).is_ok(), "{good}");
        }
        for bad in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0/",
            "http://localhost:80/",
            "http://a.localhost/",
            "http://localhost./",
            "http://printer/",
            "http://nas.local/",
            "http://metadata.google.internal/",
            "http://10.0.0.1/",
            "http://172.16.5.4/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://100.64.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://[ff02::1]/",
            "https://a:b@example.org/",
            "file:///etc/passwd",
            "gs://bucket/file",
            "nonsense",
        ] {
            assert!(elsewhere.checked(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_is_looked_up_as_this_computer_is_not_asked() {
        let resolver = Resolver {
            reach: Reach::Public,
        };
        let name: Name = "localhost".parse().unwrap();
        assert!(resolver.resolve(name).await.is_err());
    }
}
