//! The hosts that a sandbox may reach (contract section 9.4), and what is added to requests there.

use std::net::IpAddr;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use interactions::Network;
use interactions::types::environment::AllowlistEntry;
use serde_json::Value;
use url::Host;

/// Where an entry without a port leads.
const WEB_PORTS: [u16; 2] = [80, 443];

/// Headers that belong to the connection or the message, so nobody adds them.
const NOT_ADDED: [&str; 10] = [
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "proxy-connection",
];

/// An allow-list, checked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rules(Vec<Entry>);

/// One line of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    hosts: Hosts,
    /// None: the ports of the web.
    port: Option<u16>,
    /// Headers that requests get outside the sandbox; their values are marked as sensitive.
    headers: HeaderMap,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Hosts {
    /// `*`
    All,
    /// `*.example.com`, without the star: `.example.com`
    Below(String),
    /// One name or address, written out.
    One(Host),
}

/// A rule that cannot be kept; `field` names it as the request does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub(crate) struct BadRule {
    pub(crate) field: String,
    pub(crate) why: String,
}

impl Rules {
    /// What `network` allows; `None` when that is nothing, which is also what an absent `network` means here.
    pub(crate) fn read(network: Option<&Network>) -> Result<Option<Self>, BadRule> {
        let bad = |field: &str, why: &str| {
            Err(BadRule {
                field: field.to_owned(),
                why: why.to_owned(),
            })
        };
        let rules = match network {
            None => return Ok(None),
            Some(network) if network.is_disabled() => return Ok(None),
            Some(Network::Rules(rules)) => rules,
            Some(_) => return bad("network", "send \"disabled\" or {\"allowlist\": […]}"),
        };
        if let Some(name) = rules.extra.keys().next() {
            return match name.as_str() {
                "allowlist" => bad("network.allowlist", "send a list, or \"disabled\""),
                _ => bad(&format!("network.{name}"), "there is no such field"),
            };
        }
        let entries = rules.allowlist.iter().enumerate().map(|(at, entry)| {
            Entry::read(entry).map_err(|(name, why)| BadRule {
                field: format!("network.allowlist[{at}].{name}"),
                why,
            })
        });
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        Ok(Some(Self(entries)).filter(|rules| !rules.0.is_empty()))
    }

    /// The entry that lets this through: the most exact one, and of two such the first.
    pub(crate) fn entry(&self, host: &Host, port: u16) -> Option<&Entry> {
        let mut best: Option<&Entry> = None;
        for entry in self.0.iter().filter(|entry| entry.allows(host, port)) {
            if best.is_none_or(|best| entry.exactness() > best.exactness()) {
                best = Some(entry);
            }
        }
        best
    }

    /// Whether requests somewhere get headers, so that their connections are opened on the way.
    pub(crate) fn add_headers(&self) -> bool {
        self.0.iter().any(|entry| !entry.headers.is_empty())
    }
}

impl Entry {
    fn read(entry: &AllowlistEntry) -> Result<Self, (String, String)> {
        let bad = |field: &str, why: String| Err((field.to_owned(), why));
        if let Some(name) = entry.extra.keys().next() {
            return bad(name, "there is no such field".to_owned());
        }
        if entry.credential.is_some() {
            return bad(
                "credential",
                "stored credentials are not added here; send the header as `transform`".to_owned(),
            );
        }
        let domain = entry.domain.as_deref().unwrap_or_default();
        let Some((hosts, port)) = hosts_of(domain) else {
            return bad(
                "domain",
                format!(
                    "'{domain}' is no name like example.com, *.example.com, * or example.com:8443"
                ),
            );
        };
        let mut headers = HeaderMap::new();
        if let Some(transform) = &entry.transform {
            if matches!(hosts, Hosts::All) {
                return bad(
                    "transform",
                    "headers are added for named hosts only, not for *".to_owned(),
                );
            }
            add_headers(&transform.0, &mut headers).map_err(|why| ("transform".to_owned(), why))?;
        }
        Ok(Self {
            hosts,
            port,
            headers,
        })
    }

    fn allows(&self, host: &Host, port: u16) -> bool {
        let right_port = match self.port {
            Some(own) => own == port,
            None => WEB_PORTS.contains(&port),
        };
        right_port
            && match (&self.hosts, host) {
                (Hosts::All, _) => true,
                (Hosts::Below(end), Host::Domain(name)) => {
                    name.len() > end.len() && name.ends_with(end.as_str())
                }
                (Hosts::Below(_), _) => false,
                (Hosts::One(own), host) => own == host,
            }
    }

    fn exactness(&self) -> (usize, bool) {
        let hosts = match &self.hosts {
            Hosts::All => 0,
            Hosts::Below(end) => end.len(),
            Hosts::One(_) => usize::MAX,
        };
        (hosts, self.port.is_some())
    }

    /// Whether the list has this very name or address, not one with a star.
    pub(crate) fn is_written_out(&self) -> bool {
        matches!(self.hosts, Hosts::One(_))
    }

    /// Whether the list has this very address.
    pub(crate) fn names_address(&self, address: IpAddr) -> bool {
        match (&self.hosts, address) {
            (Hosts::One(Host::Ipv4(own)), IpAddr::V4(address)) => *own == address,
            (Hosts::One(Host::Ipv6(own)), IpAddr::V6(address)) => *own == address,
            _ => false,
        }
    }

    /// The headers that a request there gets.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

fn hosts_of(domain: &str) -> Option<(Hosts, Option<u16>)> {
    if domain == "*" {
        return Some((Hosts::All, None));
    }
    let (name, port) = match domain.rsplit_once(':') {
        // The colons of a bare IPv6 address are its own.
        Some((name, port)) if !name.contains(':') || name.ends_with(']') => {
            (name, Some(port.parse().ok().filter(|port| *port > 0)?))
        }
        _ => (domain, None),
    };
    let hosts = match name.strip_prefix("*.") {
        Some(rest) => match host(rest)? {
            Host::Domain(rest) => Hosts::Below(format!(".{rest}")),
            _ => return None,
        },
        None if name.contains(':') && !name.starts_with('[') => {
            Hosts::One(Host::Ipv6(name.parse().ok()?))
        }
        None => Hosts::One(host(name)?),
    };
    Some((hosts, port))
}

/// A name in the one form in which names are compared: ASCII, lower case, without a last dot; every way to write an
/// IPv4 address is that address.
pub(crate) fn host(text: &str) -> Option<Host> {
    let host = Host::parse(text.strip_suffix('.').unwrap_or(text)).ok()?;
    match &host {
        Host::Domain(name)
            if name.contains('*') || name.starts_with('.') || name.ends_with('.') =>
        {
            None
        }
        _ => Some(host),
    }
}

/// Reads `transform`: a map of headers, or a list of such maps.
fn add_headers(transform: &Value, headers: &mut HeaderMap) -> Result<(), String> {
    match transform {
        Value::Array(maps) => maps.iter().try_for_each(|map| match map {
            Value::Object(_) => add_headers(map, headers),
            _ => Err("send a map of headers, or a list of maps".to_owned()),
        }),
        Value::Object(map) => map.iter().try_for_each(|(name, value)| {
            let header = HeaderName::from_bytes(name.as_bytes()).ok();
            let header = header.filter(|header| !NOT_ADDED.contains(&header.as_str()));
            let header =
                header.ok_or_else(|| format!("'{name}' is no header that can be added"))?;
            // The value is not repeated: it may be a secret.
            let value = value
                .as_str()
                .and_then(|value| HeaderValue::from_str(value).ok());
            let mut value =
                value.ok_or_else(|| format!("the value of '{name}' cannot be sent in a header"))?;
            value.set_sensitive(true);
            headers.insert(header, value);
            Ok(())
        }),
        _ => Err("send a map of headers, or a list of maps".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(network: Value) -> Result<Option<Rules>, BadRule> {
        Rules::read(Some(&serde_json::from_value(network).unwrap()))
    }

    fn rules(domains: &[&str]) -> Rules {
        let list: Vec<Value> = domains.iter().map(|it| json!({"domain": it})).collect();
        read(json!({"allowlist": list})).unwrap().unwrap()
    }

    fn allows(rules: &Rules, name: &str, port: u16) -> bool {
        rules.entry(&host(name).unwrap(), port).is_some()
    }

    #[test]
    fn nothing_is_reached_unless_a_list_says_so() {
        for nothing in [
            json!("disabled"),
            json!({"allowlist": "disabled"}),
            json!({"allowlist": []}),
        ] {
            assert_eq!(read(nothing), Ok(None));
        }
        assert_eq!(Rules::read(None), Ok(None));
    }

    #[test]
    fn a_star_stands_for_the_names_below_and_not_for_the_name_itself() {
        let rules = rules(&["*.example.com", "example.org"]);
        assert!(allows(&rules, "a.example.com", 443));
        assert!(allows(&rules, "a.b.Example.COM.", 80));
        assert!(allows(&rules, "example.org", 443));
        for other in [
            "example.com",
            "badexample.com",
            "a.example.org",
            "example.org.evil.test",
        ] {
            assert!(!allows(&rules, other, 443), "{other}");
        }
    }

    #[test]
    fn a_bare_star_stands_for_all_names_on_the_ports_of_the_web() {
        let rules = rules(&["*"]);
        assert!(allows(&rules, "example.com", 443) && allows(&rules, "93.184.215.14", 80));
        assert!(!allows(&rules, "example.com", 22));
    }

    #[test]
    fn a_port_that_is_named_is_the_only_one() {
        let rules = rules(&["example.com:8443", "[2001:db8::1]:8080", "2001:db8::2"]);
        assert!(allows(&rules, "example.com", 8443));
        assert!(!allows(&rules, "example.com", 443));
        assert!(allows(&rules, "[2001:db8::1]", 8080) && allows(&rules, "[2001:db8::2]", 443));
    }

    #[test]
    fn names_are_compared_in_one_form() {
        let rules = rules(&["bücher.example", "10.0.0.1"]);
        assert!(allows(&rules, "xn--bcher-kva.example", 443));
        assert!(
            allows(&rules, "0x0a.1", 443),
            "another way to write the same address"
        );
    }

    #[test]
    fn the_most_exact_entry_decides_which_headers_are_added() {
        let rules = read(json!({"allowlist": [
            {"domain": "*"},
            {"domain": "*.example.com", "transform": [{"X-A": "wide"}]},
            {"domain": "api.example.com", "transform": {"X-A": "exact", "Authorization": "Bearer s"}},
        ]}))
        .unwrap()
        .unwrap();
        let header = |name: &str| {
            let entry = rules.entry(&host(name).unwrap(), 443).unwrap();
            entry
                .headers()
                .get("x-a")
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header("api.example.com").as_deref(), Some("exact"));
        assert_eq!(header("b.example.com").as_deref(), Some("wide"));
        assert_eq!(header("example.net"), None);
        assert!(
            !format!("{rules:?}").contains("Bearer"),
            "a secret is printed"
        );
    }

    #[test]
    fn what_cannot_be_kept_is_refused_by_the_name_of_its_field() {
        let cases = [
            (json!("everything"), "network"),
            (json!({"allowlist": "all"}), "network.allowlist"),
            (json!({"denylist": []}), "network.denylist"),
            (
                json!({"allowlist": [{"domain": "a.test"}, {"domain": ""}]}),
                "network.allowlist[1].domain",
            ),
            (
                json!({"allowlist": [{"domain": "https://a.test/"}]}),
                "network.allowlist[0].domain",
            ),
            (
                json!({"allowlist": [{"domain": "a.*.test"}]}),
                "network.allowlist[0].domain",
            ),
            (
                json!({"allowlist": [{"domain": "a.test:0"}]}),
                "network.allowlist[0].domain",
            ),
            (
                json!({"allowlist": [{"domain": "a.test", "path": "/x"}]}),
                "network.allowlist[0].path",
            ),
            (
                json!({"allowlist": [{"domain": "a.test", "credential": "c"}]}),
                "network.allowlist[0].credential",
            ),
            (
                json!({"allowlist": [{"domain": "*", "transform": {"X-A": "b"}}]}),
                "network.allowlist[0].transform",
            ),
            (
                json!({"allowlist": [{"domain": "a.test", "transform": {"Host": "b"}}]}),
                "network.allowlist[0].transform",
            ),
            (
                json!({"allowlist": [{"domain": "a.test", "transform": {"X-A": "b\nc"}}]}),
                "network.allowlist[0].transform",
            ),
            (
                json!({"allowlist": [{"domain": "a.test", "transform": "X-A: b"}]}),
                "network.allowlist[0].transform",
            ),
        ];
        for (network, field) in cases {
            assert_eq!(read(network.clone()).unwrap_err().field, field, "{network}");
        }
    }
}
