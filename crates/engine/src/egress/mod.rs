//! Network access of a sandbox: a proxy in the engine, reached through one Unix socket, that allows what the rules
//! name.
//!
//! The sandbox has no network of its own. A relay inside it listens on its loopback address and forwards every
//! connection through the socket; the proxy resolves names, connects, and records the traffic.

mod added;
mod client_hello;
mod connect;
pub(crate) mod credentials;
mod fetch;
mod interception;
mod proxy;
mod relay;
mod rules;
pub(crate) mod swaps;
mod tls;
mod traffic;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::{fmt, io};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rustls::pki_types::CertificateDer;
use tokio_util::sync::{CancellationToken, DropGuard};

use connect::HostConnector;
pub(crate) use fetch::NotFetched;
use interception::Interception;
use proxy::{Proxy, TlsDecryption};
pub use relay::relay;
pub(crate) use rules::Rules;
use tls::{TlsError, UpstreamTls};
use traffic::Traffic;

/// Settings of the sandboxes' network access. The default is right for a person's computer.
#[derive(Debug, Clone, Default)]
pub struct EgressSettings {
    /// The engine's program, whose `relay` command runs inside a sandbox and whose `page` command reads HTML; `None`:
    /// the current executable.
    pub relay: Option<PathBuf>,
    /// Fixed addresses for names and ports, which bypass DNS.
    pub connect_to: Vec<((String, u16), SocketAddr)>,
    /// Certificates (DER) that are trusted in addition to those of the system.
    pub roots: Vec<Vec<u8>>,
}

/// Opens the network access of this engine's sandboxes.
pub(crate) struct Egress {
    settings: EgressSettings,
    connector: HostConnector,
    interception: OnceLock<Arc<Interception>>,
    upstream_tls: OnceLock<Arc<UpstreamTls>>,
}

impl fmt::Debug for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Egress")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// The network access of one program. It closes when this is dropped.
#[derive(Debug)]
pub(crate) struct NetworkAccess {
    /// Readable only by the engine's user: whoever reaches the socket may do what the rules allow.
    folder: tempfile::TempDir,
    relay: PathBuf,
    traffic: Arc<Traffic>,
    _open: DropGuard,
}

impl Egress {
    pub(crate) fn new(settings: EgressSettings) -> Self {
        Self {
            connector: HostConnector::new(settings.connect_to.clone()),
            settings,
            interception: OnceLock::new(),
            upstream_tls: OnceLock::new(),
        }
    }

    /// Starts a proxy with these rules.
    pub(crate) fn open(&self, rules: Arc<Rules>) -> io::Result<NetworkAccess> {
        let folder = tempfile::Builder::new().prefix("errand-").tempdir()?;
        let decryption = match rules.change_requests() {
            true => Some(self.decryption().map_err(io::Error::other)?),
            false => None,
        };
        let authority = decryption.as_ref().map(|it| it.interception.certificate());
        std::fs::write(
            folder.path().join(CERTIFICATES),
            self.certificates(authority),
        )?;
        let traffic = Arc::new(Traffic::default());
        let over = CancellationToken::new();
        let proxy = Arc::new(Proxy {
            rules,
            connector: self.connector.clone(),
            decryption,
            traffic: Arc::clone(&traffic),
            over: over.clone(),
        });
        listen(&folder.path().join(SOCKET), proxy, over.clone())?;
        Ok(NetworkAccess {
            folder,
            relay: self.program()?,
            traffic,
            _open: over.drop_guard(),
        })
    }

    /// Path of the engine's own program.
    pub(crate) fn program(&self) -> io::Result<PathBuf> {
        match &self.settings.relay {
            Some(program) => Ok(program.clone()),
            None => std::env::current_exe(),
        }
    }

    fn decryption(&self) -> Result<TlsDecryption, TlsError> {
        let interception = match self.interception.get() {
            Some(made) => Arc::clone(made),
            None => {
                let made = Arc::new(Interception::new()?);
                // A concurrent caller may have been first; then its authority is used.
                Arc::clone(self.interception.get_or_init(|| made))
            }
        };
        Ok(TlsDecryption {
            interception,
            upstream_tls: self.upstream_tls()?,
        })
    }

    fn upstream_tls(&self) -> Result<Arc<UpstreamTls>, TlsError> {
        if let Some(made) = self.upstream_tls.get() {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(UpstreamTls::new(self.roots())?);
        Ok(Arc::clone(self.upstream_tls.get_or_init(|| made)))
    }

    fn roots(&self) -> impl Iterator<Item = CertificateDer<'static>> {
        self.settings
            .roots
            .iter()
            .cloned()
            .map(CertificateDer::from)
    }

    /// The certificates that programs in the sandbox trust, as PEM: those of this computer, and the engine's own
    /// authority if connections are decrypted.
    fn certificates(&self, authority: Option<&CertificateDer<'static>>) -> String {
        let system = rustls_native_certs::load_native_certs().certs;
        system
            .into_iter()
            .chain(self.roots())
            .chain(authority.cloned())
            .map(|it| pem(&it))
            .collect()
    }
}

/// Maximum number of concurrent connections of one program; further ones wait.
#[cfg(unix)]
const MOST_CONNECTIONS: usize = 64;
const SOCKET: &str = "socket";
const CERTIFICATES: &str = "certificates.pem";

impl NetworkAccess {
    /// Path of the proxy's socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join(SOCKET)
    }

    /// Path of a PEM file with the certificates that programs have to trust.
    pub(crate) fn certificates(&self) -> PathBuf {
        self.folder.path().join(CERTIFICATES)
    }

    /// The program whose `relay` command bridges the sandbox's loopback to the socket.
    pub(crate) fn relay(&self) -> &Path {
        &self.relay
    }

    /// The hosts reached and refused so far, as sentences.
    pub(crate) fn record(&self) -> Vec<String> {
        self.traffic.sentences()
    }
}

#[cfg(unix)]
fn listen(socket: &Path, proxy: Arc<Proxy>, over: CancellationToken) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let listener = tokio::net::UnixListener::bind(socket)?;
    // The program may run as another user than the engine; the folder's permissions keep all others out.
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o666))?;
    let room = Arc::new(tokio::sync::Semaphore::new(MOST_CONNECTIONS));
    tokio::spawn(over.clone().run_until_cancelled_owned(async move {
        while let Ok(place) = Arc::clone(&room).acquire_owned().await {
            let Ok((stream, _)) = listener.accept().await else {
                // The engine has reached its limit of open files.
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                continue;
            };
            let proxy = Arc::clone(&proxy);
            tokio::spawn(over.clone().run_until_cancelled_owned(async move {
                proxy.serve(stream).await;
                drop(place);
            }));
        }
    }));
    Ok(())
}

#[cfg(not(unix))]
fn listen(_: &Path, _: Arc<Proxy>, _: CancellationToken) -> io::Result<()> {
    Err(io::Error::other("there is no sandbox for this system"))
}

fn pem(certificate: &CertificateDer<'_>) -> String {
    let mut text = "-----BEGIN CERTIFICATE-----\n".to_owned();
    for line in STANDARD.encode(certificate).as_bytes().chunks(64) {
        text.extend(line.iter().map(|&byte| char::from(byte)));
        text.push('\n');
    }
    text.push_str("-----END CERTIFICATE-----\n");
    text
}
