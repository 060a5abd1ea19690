//! Outgoing connections of the engine: resolves names, and checks the addresses before it connects.

use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::time::Duration;

use interactions::place::{is_inner_name, is_public, is_this_computer};
use tokio::net::TcpStream;
use url::Host;

use super::rules::Entry;

/// Connect timeout for one address.
const PATIENCE: Duration = Duration::from_secs(15);
/// Maximum number of addresses of one name that are tried.
const MOST_ADDRESSES: usize = 4;

/// Connects to hosts for a sandbox.
#[derive(Debug, Clone, Default)]
pub(crate) struct HostConnector {
    /// Fixed addresses for names and ports, which bypass DNS; like curl's `--connect-to`.
    connect_to: Vec<((String, u16), SocketAddr)>,
}

/// Why a connection was not made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotConnected {
    /// The name resolves to this computer or its local network.
    #[error("it leads into this computer or the network around it")]
    Inside,
    #[error("the name is not known")]
    Unknown,
    #[error("it does not answer")]
    Unanswered,
}

impl HostConnector {
    pub(crate) fn new(connect_to: Vec<((String, u16), SocketAddr)>) -> Self {
        Self { connect_to }
    }

    /// Connects to a host that `entry` allows.
    pub(crate) async fn connect(
        &self,
        entry: &Entry,
        host: &Host,
        port: u16,
    ) -> Result<TcpStream, NotConnected> {
        let addresses = self.addresses(entry, host, port).await?;
        for address in addresses {
            if let Ok(Ok(stream)) =
                tokio::time::timeout(PATIENCE, TcpStream::connect(address)).await
            {
                return Ok(stream);
            }
        }
        Err(NotConnected::Unanswered)
    }

    /// The permitted addresses of a host. The connection is made to one of them and not to the name, so that a second
    /// look-up cannot lead elsewhere (DNS rebinding).
    async fn addresses(
        &self,
        entry: &Entry,
        host: &Host,
        port: u16,
    ) -> Result<Vec<SocketAddr>, NotConnected> {
        let name = host.to_string();
        let fixed = self
            .connect_to
            .iter()
            .find(|((own, at), _)| *own == name && *at == port);
        if let Some((_, address)) = fixed {
            return Ok(vec![*address]);
        }
        let found: Vec<SocketAddr> = match host {
            Host::Ipv4(address) => vec![SocketAddr::from((*address, port))],
            Host::Ipv6(address) => vec![SocketAddr::from((*address, port))],
            Host::Domain(name) => tokio::net::lookup_host((name.as_str(), port))
                .await
                .map_err(|_| NotConnected::Unknown)?
                .collect(),
        };
        if found.is_empty() {
            return Err(NotConnected::Unknown);
        }
        let mut allowed: Vec<_> = found
            .into_iter()
            .filter(|address| may_be_asked(entry, host, address.ip()))
            .collect();
        allowed.truncate(MOST_ADDRESSES);
        if allowed.is_empty() {
            return Err(NotConnected::Inside);
        }
        Ok(allowed)
    }
}

/// Returns true if a connection for `host` may go to this address.
///
/// Public addresses are permitted unless they are this computer's or its neighbours'. Others must be listed: by the
/// address itself, or by a name that can only be one of the local network (`printer`, `nas.local`). An internet name
/// that resolves to a local address is refused even if it is listed: its owner decides what it resolves to.
fn may_be_asked(entry: &Entry, host: &Host, address: IpAddr) -> bool {
    let address = address.to_canonical();
    if entry.names_address(address) {
        return true;
    }
    if is_public(address) && !is_near(address) {
        return true;
    }
    let Host::Domain(name) = host else {
        return false;
    };
    if !entry.is_written_out() || !is_inner_name(name) {
        return false;
    }
    if is_this_computer(host) {
        return address.is_loopback();
    }
    match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    }
}

/// Returns true if a public address is one of this computer's own or of the IPv6 network it is in. The system is
/// asked for the source address it would use; nothing is sent.
fn is_near(address: IpAddr) -> bool {
    let any: SocketAddr = match address {
        IpAddr::V4(_) => ([0; 4], 0).into(),
        IpAddr::V6(_) => ([0u16; 8], 0).into(),
    };
    let from = UdpSocket::bind(any).and_then(|socket| {
        socket.connect((address, 9))?;
        socket.local_addr()
    });
    match (from.map(|from| from.ip()), address) {
        (Ok(IpAddr::V6(own)), IpAddr::V6(address)) => {
            own.segments()[..4] == address.segments()[..4]
        }
        (Ok(own), address) => own == address,
        // There is no route to it.
        (Err(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::egress::rules::{Rules, host};

    /// Returns true if an allow-list of this one entry permits `name` to resolve to `address`.
    fn leads(entry: &str, name: &str, address: &str) -> bool {
        let network = serde_json::from_value(json!({"allowlist": [{"domain": entry}]})).unwrap();
        let rules = Rules::read(Some(&network)).unwrap().unwrap();
        let host = host(name).unwrap();
        let entry = rules.entry(&host, 443).unwrap();
        may_be_asked(entry, &host, address.parse().unwrap())
    }

    #[test]
    fn a_name_of_the_internet_leads_to_the_internet_only() {
        for entry in ["*", "*.example.com", "a.example.com"] {
            assert!(leads(entry, "a.example.com", "93.184.215.14"));
            for inside in [
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
            ] {
                assert!(
                    !leads(entry, "a.example.com", inside),
                    "{entry} leads to {inside}"
                );
            }
        }
    }

    #[test]
    fn what_lies_inside_is_reached_when_it_is_named() {
        assert!(leads("127.0.0.1", "127.0.0.1", "127.0.0.1"));
        assert!(leads("[fd00::1]", "[fd00::1]", "fd00::1"));
        assert!(leads("localhost", "localhost", "127.0.0.1"));
        assert!(leads("nas.local", "nas.local", "192.168.0.9"));
        assert!(leads("printer", "printer", "10.0.0.9"));
    }

    #[test]
    fn a_name_of_the_local_net_leads_neither_to_this_computer_nor_to_link_local_addresses() {
        for inside in ["127.0.0.1", "::1", "169.254.169.254", "fe80::1"] {
            assert!(!leads("nas.local", "nas.local", inside), "{inside}");
        }
        assert!(!leads("localhost", "localhost", "192.168.0.9"));
        assert!(!leads("*", "localhost", "127.0.0.1"));
        assert!(!leads("*.local", "nas.local", "192.168.0.9"));
    }

    #[tokio::test]
    async fn an_address_of_this_computer_is_not_asked_through_a_star() {
        let network = serde_json::from_value(json!({"allowlist": [{"domain": "*"}]})).unwrap();
        let rules = Rules::read(Some(&network)).unwrap().unwrap();
        let host = host("localhost").unwrap();
        let entry = rules.entry(&host, 80).unwrap();
        let connected = HostConnector::default().connect(entry, &host, 80).await;
        assert_eq!(connected.err(), Some(NotConnected::Inside));
    }
}
