//! What can be wrong on the way to the server: no network, no key for it, a proxy, a certificate.

use interactions::ProxyFault;
use words::say;

use super::error;
use crate::bridge::{BridgeError, ErrorCode};

/// No key for this server.
pub fn no_key(place: &str) -> BridgeError {
    error(ErrorCode::NoKey, say::no_key(place))
}

/// A proxy's address that cannot be used.
pub fn proxy_address() -> BridgeError {
    error(ErrorCode::Proxy, say::proxy_address())
}

/// A proxy that lets nothing through; `proxy` is its host and port.
pub fn proxy(fault: ProxyFault, proxy: &str) -> BridgeError {
    let message = match fault {
        ProxyFault::Credentials => say::proxy_credentials(proxy),
        ProxyFault::NoWay => say::proxy_no_way(proxy),
        _ => say::proxy_unreachable(proxy),
    };
    error(ErrorCode::Proxy, message)
}

/// A server whose certificate nobody vouches for.
pub fn certificate() -> BridgeError {
    error(ErrorCode::Certificate, say::certificate())
}

/// The server cannot be reached.
pub fn offline() -> BridgeError {
    error(ErrorCode::Offline, say::offline())
}
