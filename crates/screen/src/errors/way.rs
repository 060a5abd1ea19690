//! What can be wrong on the way to the server: no network, no key for it, a proxy, a certificate.

use interactions::ProxyFault;

use super::error;
use crate::bridge::{BridgeError, ErrorCode};

/// No key for this server.
pub fn no_key(place: &str) -> BridgeError {
    error(
        ErrorCode::NoKey,
        format!("There is no key for {place}."),
        "Enter it in the settings. A key for another server is not sent there.",
    )
}

/// A proxy's address that cannot be used.
pub fn proxy_address() -> BridgeError {
    error(
        ErrorCode::Proxy,
        "The address of the proxy cannot be used.",
        "It looks like http://proxy.example:3128 or socks5://proxy.example:1080.",
    )
}

/// A proxy that lets nothing through; `proxy` is its host and port.
pub fn proxy(fault: ProxyFault, proxy: &str) -> BridgeError {
    let (message, hint) = match fault {
        ProxyFault::Credentials => (
            format!("The proxy {proxy} asks for a name and a password."),
            "Enter it in the settings as http://name:password@host:port.",
        ),
        ProxyFault::NoWay => (
            format!("The proxy {proxy} makes no connection to the server."),
            "Ask who looks after the proxy, or choose another in the settings.",
        ),
        _ => (
            format!("The proxy {proxy} cannot be reached."),
            "Check the network, or the proxy in the settings. Errand tries again by itself.",
        ),
    };
    error(ErrorCode::Proxy, message, hint)
}

/// A server whose certificate nobody vouches for.
pub fn certificate() -> BridgeError {
    error(
        ErrorCode::Certificate,
        "This computer does not trust the server's certificate, so nothing was sent.",
        "If your office checks connections, its certificate must be installed on this computer.",
    )
}

/// The server cannot be reached.
pub fn offline() -> BridgeError {
    error(
        ErrorCode::Offline,
        "The server cannot be reached.",
        "Check the network. Errand goes on by itself when it is back.",
    )
}
