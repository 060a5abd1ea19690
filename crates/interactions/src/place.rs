//! Classification of host names and addresses: public internet, or this computer and its local network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Returns true if a host is this computer by its name (RFC 6761, section 6.3) or address, so that traffic stays
/// local.
pub fn is_this_computer<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.as_ref().trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.to_canonical().is_loopback(),
    }
}

/// Returns true if the host of a URL is this computer.
pub fn leads_to_this_computer(address: &str) -> bool {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host);
    host.is_some_and(|host| is_this_computer(&host))
}

/// Returns true for names of this computer or its local network, whatever they resolve to.
pub fn is_inner_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let ends = ["localhost", "local", "internal", "lan", "home.arpa"];
    !host.contains('.')
        || ends.iter().any(|end| {
            host.strip_suffix(end)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
}

/// Returns true for an address of the public internet (the registries of special addresses, RFC 6890 and later).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // Addresses that embed an IPv4 address are classified by it: mapped, NAT64 and 6to4.
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            inner(high, low)
        }
        [0x2002, high, low, ..] => inner(high, low),
        // Teredo and the other special uses of 2001::/23, and documentation addresses.
        [0x2001, second, ..] if second < 0x200 || second == 0xdb8 => false,
        // All global unicast addresses allocated so far.
        [first, ..] => (0x2000..0x4000).contains(&first) && first != 0x3fff,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_computer_is_known_by_its_names_and_addresses_and_nothing_else_is_it() {
        for here in [
            "http://localhost:11434/v1",
            "http://LOCALHOST./v1",
            "http://models.localhost",
            "http://127.0.0.2/v1",
            "http://[::1]:8080",
            "http://[::ffff:127.0.0.1]:8080",
        ] {
            assert!(leads_to_this_computer(here), "{here}");
        }
        for elsewhere in [
            "https://api.example.com/v1",
            "http://localhost.example.com",
            "http://10.0.0.1/v1",
            "localhost",
            "",
        ] {
            assert!(!leads_to_this_computer(elsewhere), "{elsewhere}");
        }
    }
}
