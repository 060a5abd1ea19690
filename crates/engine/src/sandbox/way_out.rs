//! Network access of a sandbox: mounts the relay, the proxy's socket and certificates, and sets the variables by
//! which programs find them. The network namespace still has only loopback.

use std::process::Command;

use crate::egress::NetworkAccess;

/// Command line of the relay; the program's own command follows it.
pub(super) const RELAY: [&str; 4] = ["/program/relay", "relay", "/program/socket", "3128"];

const PROXY: &str = "http://127.0.0.1:3128";
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Mounts the relay, the socket and the certificates read-only.
pub(super) fn mount(command: &mut Command, network_access: &NetworkAccess) {
    command
        .arg("--ro-bind")
        .arg(network_access.relay())
        .arg("/program/relay");
    command
        .arg("--ro-bind")
        .arg(network_access.socket())
        .arg("/program/socket");
    for folder in [
        "/etc/ssl",
        "/etc/ssl/certs",
        "/etc/pki",
        "/etc/pki/tls",
        "/etc/pki/tls/certs",
    ] {
        command.args(["--perms", "0755", "--dir", folder]);
    }
    // The places where the programs of the major distributions look for certificates.
    for place in [
        CERTIFICATES,
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/cert.pem",
    ] {
        command
            .arg("--ro-bind")
            .arg(network_access.certificates())
            .arg(place);
    }
}

/// Sets the variables for the proxy and the certificates.
pub(super) fn set_variables(command: &mut Command) {
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.args(["--setenv", name, PROXY]);
        command.args(["--setenv", &name.to_ascii_lowercase(), PROXY]);
    }
    for name in ["NO_PROXY", "no_proxy"] {
        // A program may connect to itself.
        command.args(["--setenv", name, "localhost,127.0.0.1,::1"]);
    }
    for name in [
        "SSL_CERT_FILE",
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
        "PIP_CERT",
        "GIT_SSL_CAINFO",
        "NODE_EXTRA_CA_CERTS",
    ] {
        command.args(["--setenv", name, CERTIFICATES]);
    }
}
