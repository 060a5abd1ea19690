//! The hosts that a sandbox may reach (contract section 9.4), and the headers that requests to them get.

use std::collections::HashMap;
use std::net::IpAddr;

use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use interactions::Network;
use interactions::types::environment::AllowlistEntry;
use url::Host;

use super::added;
use super::swaps::Swap;

/// Ports of an entry that names none.
const WEB_PORTS: [u16; 2] = [80, 443];

/// A validated allow-list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rules {
    entries: Vec<Entry>,
    /// Credentials that variables of the sandbox stand for.
    swaps: Vec<Swap>,
}

/// One entry of the allow-list.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    hosts: HostPattern,
    /// `None`: [`WEB_PORTS`].
    port: Option<u16>,
    /// Headers that requests get outside the sandbox; their values are marked as sensitive.
    headers: HeaderMap,
    /// Id of the stored credential that requests get, too.
    credential: Option<String>,
    /// The reason why the credential is missing; such requests are refused.
    missing_credential: Option<String>,
}

/// The headers of stored credentials by credential id, or the reason why one cannot be used now.
pub(crate) type CredentialHeaders = HashMap<String, Result<(HeaderName, HeaderValue), String>>;

#[derive(Debug, Clone, PartialEq, Eq)]
enum HostPattern {
    /// `*`
    All,
    /// `*.example.com`, stored without the star: `.example.com`
    Below(String),
    /// One exact name or address.
    One(Host),
}

/// An invalid rule; `field` names it as the request does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub(crate) struct BadRule {
    pub(crate) field: String,
    pub(crate) why: String,
}

impl Rules {
    /// Parses `network`; `None` if it allows nothing, which is also what a missing `network` means here.
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
        Ok(Some(Self::from(entries)).filter(|rules| !rules.entries.is_empty()))
    }

    /// Allows all of the public internet on [`WEB_PORTS`].
    pub(crate) fn public() -> Self {
        Self::from(vec![Entry::to(HostPattern::All, None)])
    }

    /// Allows these hosts and adds no headers.
    ///
    /// # Errors
    /// The first domain that is not a valid host name, or is `*`.
    pub(crate) fn of_domains(domains: &[String]) -> Result<Self, String> {
        let entries = domains.iter().map(|domain| match hosts_of(domain) {
            Some((hosts, port)) if hosts != HostPattern::All => Ok(Entry::to(hosts, port)),
            _ => Err(domain.clone()),
        });
        let entries: Result<Vec<Entry>, String> = entries.collect();
        entries.map(Self::from)
    }

    /// The entry that allows this host and port: the most specific one, and of equal ones the first.
    pub(crate) fn entry(&self, host: &Host, port: u16) -> Option<&Entry> {
        let mut best: Option<&Entry> = None;
        for entry in self.entries.iter().filter(|entry| entry.allows(host, port)) {
            if best.is_none_or(|best| entry.exactness() > best.exactness()) {
                best = Some(entry);
            }
        }
        best
    }

    /// The stored credentials of the entries: the index in the list, and the credential's id.
    pub(crate) fn credentials(&self) -> impl Iterator<Item = (usize, &str)> {
        let entries = self.entries.iter().enumerate();
        entries.filter_map(|(at, entry)| Some((at, entry.credential.as_deref()?)))
    }

    /// The same rules with the headers of credentials. An entry whose credential cannot be used allows nothing: a
    /// program that counts on the credential must not send requests without it.
    pub(crate) fn with(&self, credential_headers: &CredentialHeaders) -> Self {
        let mut rules = self.clone();
        for entry in &mut rules.entries {
            let Some(id) = &entry.credential else {
                continue;
            };
            match credential_headers.get(id) {
                Some(Ok((name, value))) => drop(entry.headers.insert(name, value.clone())),
                Some(Err(why)) => {
                    entry.missing_credential = Some(format!("its credential '{id}' {why}"))
                }
                None => {
                    entry.missing_credential = Some(format!("its credential '{id}' is not there"))
                }
            }
        }
        rules
    }

    /// The same rules with the credentials that variables of the sandbox stand for.
    pub(crate) fn swapping(&self, swaps: Vec<Swap>) -> Self {
        Self {
            swaps,
            ..self.clone()
        }
    }

    /// The credentials that may replace their stand-ins in requests to this host.
    pub(super) fn swaps(&self, host: &Host, port: u16) -> Vec<Swap> {
        let swaps = self.swaps.iter();
        swaps
            .filter(|swap| swap.trusts(host, port))
            .cloned()
            .collect()
    }

    /// Returns true if any requests are changed, so that their connections have to be decrypted.
    pub(crate) fn change_requests(&self) -> bool {
        !self.swaps.is_empty() || self.entries.iter().any(|entry| !entry.headers.is_empty())
    }
}

impl From<Vec<Entry>> for Rules {
    fn from(entries: Vec<Entry>) -> Self {
        Self {
            entries,
            swaps: Vec::new(),
        }
    }
}

impl Entry {
    fn to(hosts: HostPattern, port: Option<u16>) -> Self {
        Self {
            hosts,
            port,
            headers: HeaderMap::new(),
            credential: None,
            missing_credential: None,
        }
    }

    fn read(entry: &AllowlistEntry) -> Result<Self, (String, String)> {
        let bad = |field: &str, why: String| Err((field.to_owned(), why));
        if let Some(name) = entry.extra.keys().next() {
            return bad(name, "there is no such field".to_owned());
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
        let adds = [
            ("transform", entry.transform.is_some()),
            ("credential", entry.credential.is_some()),
        ];
        if let Some((name, _)) = adds
            .iter()
            .find(|(_, adds)| *adds && hosts == HostPattern::All)
        {
            return bad(
                name,
                "headers are added for named hosts only, not for *".to_owned(),
            );
        }
        let mut headers = HeaderMap::new();
        if let Some(transform) = &entry.transform {
            added::read(&transform.0, &mut headers).map_err(|why| ("transform".to_owned(), why))?;
        }
        Ok(Self {
            hosts,
            port,
            headers,
            credential: entry.credential.as_ref().map(|id| id.as_str().to_owned()),
            missing_credential: None,
        })
    }

    fn allows(&self, host: &Host, port: u16) -> bool {
        let right_port = match self.port {
            Some(own) => own == port,
            None => WEB_PORTS.contains(&port),
        };
        right_port
            && match (&self.hosts, host) {
                (HostPattern::All, _) => true,
                (HostPattern::Below(end), Host::Domain(name)) => {
                    name.len() > end.len() && name.ends_with(end.as_str())
                }
                (HostPattern::Below(_), _) => false,
                (HostPattern::One(own), host) => own == host,
            }
    }

    fn exactness(&self) -> (usize, bool) {
        let hosts = match &self.hosts {
            HostPattern::All => 0,
            HostPattern::Below(end) => end.len(),
            HostPattern::One(_) => usize::MAX,
        };
        (hosts, self.port.is_some())
    }

    /// Returns true if the entry is an exact name or address, not a wildcard.
    pub(crate) fn is_written_out(&self) -> bool {
        matches!(self.hosts, HostPattern::One(_))
    }

    /// Returns true if the entry is exactly this address.
    pub(crate) fn names_address(&self, address: IpAddr) -> bool {
        match (&self.hosts, address) {
            (HostPattern::One(Host::Ipv4(own)), IpAddr::V4(address)) => *own == address,
            (HostPattern::One(Host::Ipv6(own)), IpAddr::V6(address)) => *own == address,
            _ => false,
        }
    }

    /// The reason why requests are refused even though the host is listed.
    pub(crate) fn missing_credential(&self) -> Option<&str> {
        self.missing_credential.as_deref()
    }

    /// The headers that requests to the host get.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

fn hosts_of(domain: &str) -> Option<(HostPattern, Option<u16>)> {
    if domain == "*" {
        return Some((HostPattern::All, None));
    }
    let (name, port) = match domain.rsplit_once(':') {
        // The colons of a bare IPv6 address do not begin a port.
        Some((name, port)) if !name.contains(':') || name.ends_with(']') => {
            (name, Some(port.parse().ok().filter(|port| *port > 0)?))
        }
        _ => (domain, None),
    };
    let hosts = match name.strip_prefix("*.") {
        Some(rest) => match host(rest)? {
            Host::Domain(rest) => HostPattern::Below(format!(".{rest}")),
            _ => return None,
        },
        None if name.contains(':') && !name.starts_with('[') => {
            HostPattern::One(Host::Ipv6(name.parse().ok()?))
        }
        None => HostPattern::One(host(name)?),
    };
    Some((hosts, port))
}

/// Parses and normalises a host: ASCII, lower case, without a trailing dot; every notation of an IPv4 address becomes
/// that address.
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

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
    fn a_credential_is_added_for_its_host_and_closes_it_where_it_cannot_be_used() {
        let rules = read(json!({"allowlist": [
            {"domain": "a.test", "credential": "known", "transform": {"X-A": "b"}},
            {"domain": "b.test", "credential": "gone"},
        ]}))
        .unwrap()
        .unwrap();
        assert_eq!(
            rules.credentials().collect::<Vec<_>>(),
            [(0, "known"), (1, "gone")]
        );
        let header = (
            HeaderName::from_static("x-key"),
            added::value("s3cret").unwrap(),
        );
        let rules = rules.with(&HashMap::from([("known".to_owned(), Ok(header))]));
        let entry = |name: &str| rules.entry(&host(name).unwrap(), 443).unwrap();
        assert_eq!(entry("a.test").headers()["x-key"], "s3cret");
        assert_eq!(entry("a.test").headers()["x-a"], "b");
        assert_eq!(entry("a.test").missing_credential(), None);
        assert_eq!(
            entry("b.test").missing_credential(),
            Some("its credential 'gone' is not there")
        );
        assert!(!format!("{rules:?}").contains("s3cret"), "it is printed");
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
                json!({"allowlist": [{"domain": "*", "credential": "c"}]}),
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
