//! What a sandbox gets that may use the network: the relay, the proxy's socket, certificates, and variables that tell
//! programs of them. Its network namespace still has nothing but loopback.

use std::process::Command;

use crate::egress::Gate;

/// Listens beside the program; what follows is the program's own command.
pub(super) const RELAY: [&str; 4] = ["/program/relay", "relay", "/program/socket", "3128"];

const PROXY: &str = "http://127.0.0.1:3128";
const CERTIFICATES: &str = "/etc/ssl/certs/ca-certificates.crt";

/// Puts the files of the way out into the sandbox, read-only.
pub(super) fn mount(command: &mut Command, gate: &Gate) {
    command
        .arg("--ro-bind")
        .arg(gate.relay())
        .arg("/program/relay");
    command
        .arg("--ro-bind")
        .arg(gate.socket())
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
    // Where the programs of the larger systems look for certificates.
    for place in [
        CERTIFICATES,
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/cert.pem",
    ] {
        command.arg("--ro-bind").arg(gate.certificates()).arg(place);
    }
}

/// Tells programs of the proxy and of the certificates.
pub(super) fn set_variables(command: &mut Command) {
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.args(["--setenv", name, PROXY]);
        command.args(["--setenv", &name.to_ascii_lowercase(), PROXY]);
    }
    for name in ["NO_PROXY", "no_proxy"] {
        // A program may talk to itself.
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
