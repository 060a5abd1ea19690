//! Reads the server name of a TLS connection from its ClientHello, without decrypting anything.

use std::io;
use std::time::Duration;

use rustls::server::Acceptor;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::{Instant, timeout_at};
use url::Host;

use super::rules::host;

/// How long a client may take to send its ClientHello.
const PATIENCE: Duration = Duration::from_secs(15);
/// Maximum size of a ClientHello in bytes; real ones have some hundred to a few thousand.
const LIMIT: usize = 64 << 10;

/// A ClientHello.
#[derive(Debug)]
pub(super) struct ClientHello {
    /// All bytes that were read; they have to be passed on to the server.
    pub(super) bytes: Vec<u8>,
    name: Option<String>,
}

/// The client does not speak TLS, or sends nothing.
#[derive(Debug, thiserror::Error)]
#[error("it is no TLS connection")]
pub(super) struct NotTls;

impl ClientHello {
    /// Reads until the ClientHello is complete.
    pub(super) async fn read(from: &mut (impl AsyncRead + Unpin)) -> Result<Self, NotTls> {
        let until = Instant::now() + PATIENCE;
        let mut acceptor = Acceptor::default();
        let mut bytes = Vec::new();
        let mut chunk = [0; 4096];
        loop {
            let read = timeout_at(until, from.read(&mut chunk)).await;
            let read = read.ok().and_then(Result::ok).filter(|read| *read > 0);
            let new = &chunk[..read.ok_or(NotTls)?];
            bytes.extend_from_slice(new);
            feed(&mut acceptor, new).map_err(|_| NotTls)?;
            if let Some(accepted) = acceptor.accept().map_err(|_| NotTls)? {
                let name = accepted.client_hello().server_name().map(str::to_owned);
                return Ok(Self { bytes, name });
            }
            if bytes.len() > LIMIT {
                return Err(NotTls);
            }
        }
    }

    /// Returns true if its server name is this host. Clients send no server name for IP addresses.
    pub(super) fn asks_for(&self, wanted: &Host) -> bool {
        match (&self.name, wanted) {
            (Some(name), wanted) => host(name).as_ref() == Some(wanted),
            (None, Host::Domain(_)) => false,
            (None, _) => true,
        }
    }
}

fn feed(acceptor: &mut Acceptor, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        if acceptor.read_tls(&mut bytes)? == 0 {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rustls::pki_types::ServerName;
    use rustls::{ClientConfig, ClientConnection, RootCertStore};

    use super::*;

    /// The bytes of a ClientHello.
    fn first_message(name: &str) -> Vec<u8> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let name = ServerName::try_from(name.to_owned()).unwrap();
        let mut client = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut bytes = Vec::new();
        client.write_tls(&mut bytes).unwrap();
        bytes
    }

    #[tokio::test]
    async fn the_name_is_read_however_the_message_is_cut() {
        let whole = first_message("a.example.com");
        for size in [1, 100, whole.len()] {
            let (mut client, mut server) = tokio::io::duplex(size);
            let sent = whole.clone();
            tokio::spawn(async move {
                tokio::io::AsyncWriteExt::write_all(&mut client, &sent)
                    .await
                    .unwrap();
                client
            });
            let hello = ClientHello::read(&mut server).await.unwrap();
            assert_eq!(hello.bytes, whole);
            assert!(hello.asks_for(&host("A.example.com.").unwrap()));
            assert!(!hello.asks_for(&host("b.example.com").unwrap()));
            assert!(!hello.asks_for(&host("10.0.0.1").unwrap()));
        }
    }

    #[tokio::test]
    async fn a_connection_without_a_name_is_for_an_address_only() {
        let hello = ClientHello::read(&mut first_message("10.0.0.1").as_slice())
            .await
            .unwrap();
        assert!(hello.asks_for(&host("10.0.0.1").unwrap()));
        assert!(!hello.asks_for(&host("a.example.com").unwrap()));
    }

    #[tokio::test]
    async fn what_is_not_tls_is_refused() {
        let endless = [
            vec![22, 3, 1, 0xff, 0xff, 1, 0, 0xff, 0xff],
            vec![0; 1 << 20],
        ]
        .concat();
        for bytes in [
            b"SSH-2.0-x\r\n".to_vec(),
            b"GET / HTTP/1.1\r\n\r\n".to_vec(),
            Vec::new(),
            endless,
        ] {
            assert!(ClientHello::read(&mut bytes.as_slice()).await.is_err());
        }
    }
}
