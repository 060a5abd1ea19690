//! Errors of the connection to a server: no network, no key, the proxy, the certificate.

use interactions::ProxyFault;
use words::say;

use super::error;
use crate::bridge::{BridgeError, ErrorCode};

/// There is no key for this server.
pub fn no_key(place: &str) -> BridgeError {
    error(ErrorCode::NoKey, say::no_key(place))
}

/// The address of the proxy is invalid.
pub fn proxy_address() -> BridgeError {
    error(ErrorCode::Proxy, say::proxy_address())
}

/// The proxy refuses or cannot be reached; `proxy` is its host and port.
pub fn proxy(fault: ProxyFault, proxy: &str) -> BridgeError {
    let message = match fault {
        ProxyFault::Credentials => say::proxy_credentials(proxy),
        ProxyFault::NoWay => say::proxy_no_way(proxy),
        _ => say::proxy_unreachable(proxy),
    };
    error(ErrorCode::Proxy, message)
}

/// The server's certificate is not trusted.
pub fn certificate() -> BridgeError {
    error(ErrorCode::Certificate, say::certificate())
}

/// The server cannot be reached.
pub fn offline() -> BridgeError {
    error(ErrorCode::Offline, say::offline())
}
