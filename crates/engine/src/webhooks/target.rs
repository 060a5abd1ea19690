//! Permitted receivers of messages: servers on the internet over TLS, or programs of this computer.
//!
//! A create request can name a receiver, and text that a model read may have talked a person into it. So nothing in
//! the local network can be reached, whatever a name resolves to, and redirects are not followed.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use interactions::place::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Why a URL is not permitted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadTarget {
    #[error("it is no address")]
    NotAnAddress,
    #[error("it must begin with https://, or with http:// for a program of this computer")]
    Scheme,
    #[error("it holds a user or a password")]
    User,
    #[error("it leads into the network around this computer")]
    Inner,
}

/// Parses and checks a URL. The addresses of its host name are checked when it is resolved.
pub(crate) fn check(uri: &str) -> Result<Url, BadTarget> {
    let url = Url::parse(uri).map_err(|_| BadTarget::NotAnAddress)?;
    let host = url.host().ok_or(BadTarget::NotAnAddress)?;
    let (is_loopback, is_inner) = match &host {
        Host::Ipv4(ip) => (ip.is_loopback(), !may_be_asked((*ip).into())),
        Host::Ipv6(ip) => (ip.is_loopback(), !may_be_asked((*ip).into())),
        Host::Domain(name) => (name.eq_ignore_ascii_case("localhost"), false),
    };
    match url.scheme() {
        "https" => {}
        "http" if is_loopback => {}
        _ => return Err(BadTarget::Scheme),
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadTarget::User);
    }
    if is_inner {
        return Err(BadTarget::Inner);
    }
    Ok(url)
}

/// Resolves the host of a checked URL; an error if an address is not permitted.
pub(crate) async fn addresses_of(url: &Url) -> io::Result<Vec<SocketAddr>> {
    let port = url.port_or_known_default().unwrap_or(443);
    match url.host() {
        Some(Host::Ipv4(ip)) => Ok(vec![(ip, port).into()]),
        Some(Host::Ipv6(ip)) => Ok(vec![(ip, port).into()]),
        Some(Host::Domain(name)) => look_up(name, port).await,
        None => Err(io::ErrorKind::AddrNotAvailable.into()),
    }
}

async fn look_up(name: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
    let is_here = name.eq_ignore_ascii_case("localhost");
    // An internet name must not resolve to this computer: its owner decides what it resolves to.
    let fits = |ip: IpAddr| {
        if is_here {
            ip.is_loopback()
        } else {
            is_public(ip)
        }
    };
    let found = tokio::net::lookup_host((name, port)).await?;
    let addresses: Vec<_> = found.filter(|address| fits(address.ip())).collect();
    if addresses.is_empty() {
        return Err(io::Error::other(
            "the name leads into this computer or the network around it",
        ));
    }
    Ok(addresses)
}

fn may_be_asked(ip: IpAddr) -> bool {
    ip.is_loopback() || is_public(ip)
}

/// A client that connects only to such addresses, with this response timeout.
pub(crate) fn client(answer: Duration) -> io::Result<reqwest::Client> {
    reqwest::Client::builder()
        .dns_resolver(std::sync::Arc::new(GuardedResolver))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(answer)
        .build()
        .map_err(io::Error::other)
}

struct GuardedResolver;

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses = look_up(name.as_str(), 0).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_internet_over_tls_and_this_computer_are_told_anything() {
        for good in [
            "https://hooks.example.com/a?b=c",
            "http://127.0.0.1:8080/hook",
            "http://localhost/hook",
            "http://[::1]:9/",
            "https://93.184.216.34/",
        ] {
            assert!(check(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("hooks", BadTarget::NotAnAddress),
            ("file:///etc/passwd", BadTarget::NotAnAddress),
            ("ftp://example.com/", BadTarget::Scheme),
            ("http://example.com/", BadTarget::Scheme),
            ("https://me:secret@example.com/", BadTarget::User),
            ("https://192.168.1.1/", BadTarget::Inner),
            ("https://10.0.0.1/", BadTarget::Inner),
            ("https://169.254.169.254/latest/meta-data", BadTarget::Inner),
            ("https://[fe80::1]/", BadTarget::Inner),
            ("https://[::ffff:10.0.0.1]/", BadTarget::Inner),
            ("https://0.0.0.0/", BadTarget::Inner),
            ("http://127.0.0.1.example.com/", BadTarget::Scheme),
        ] {
            assert_eq!(check(bad), Err(why), "{bad}");
        }
    }
}
