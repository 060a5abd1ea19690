//! TLS with servers: certificates are verified by this computer's own verifier.

use std::net::IpAddr;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::Verifier;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use url::Host;

/// TLS could not be set up, or the handshake failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum TlsError {
    #[error("its certificate could not be made: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("TLS failed: {0}")]
    Tls(#[from] rustls::Error),
    #[error("TLS failed: {0}")]
    Connection(#[from] std::io::Error),
}

/// TLS client for connections to servers.
pub(super) struct UpstreamTls(Arc<ClientConfig>);

/// The same crypto provider that reqwest uses.
pub(super) fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

impl UpstreamTls {
    /// `roots` are trusted in addition to those of the system.
    pub(super) fn new(
        roots: impl IntoIterator<Item = CertificateDer<'static>>,
    ) -> Result<Self, TlsError> {
        let verifier = Verifier::new_with_extra_roots(roots, provider())?;
        let mut config = ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config)))
    }

    /// Makes a TLS handshake with `host`.
    pub(super) async fn connect<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        host: &Host,
        stream: S,
    ) -> Result<TlsStream<S>, TlsError> {
        let name = match host {
            Host::Domain(name) => ServerName::try_from(name.clone())
                .map_err(|error| rustls::Error::General(error.to_string()))?,
            Host::Ipv4(address) => ServerName::from(IpAddr::from(*address)),
            Host::Ipv6(address) => ServerName::from(IpAddr::from(*address)),
        };
        let connector = TlsConnector::from(Arc::clone(&self.0));
        Ok(connector.connect(name, stream).await?)
    }
}
