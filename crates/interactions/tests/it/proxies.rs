//! Proxies: HTTP, CONNECT and SOCKS5, and certificates of a private authority.

use std::process::Command;
use std::sync::{Arc, Mutex};

use interactions::{Client, Error, Proxies, ProxyFault, RetryPolicy};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::server::{Server, answer, json};

const KEY: &str = "k-secret-1";
const MODELS: &str = r#"{"models":[{"name":"models/gemini-3.8-flash"}]}"#;
const INSIDE: &str = "INTERACTIONS_TEST_INSIDE";

fn client(base_url: &str, proxies: Proxies) -> Client {
    Client::builder(base_url)
        .key(KEY.to_owned().into())
        .retry(RetryPolicy::none())
        .proxies(proxies)
        .build()
        .unwrap()
}

async fn first_model(client: &Client) -> Result<String, Error> {
    let (models, _) = client.models().list().one_page().await?;
    Ok(models[0].name.clone().unwrap_or_default())
}

/// The requests that a proxy received.
type RequestLog = Arc<Mutex<Vec<String>>>;

/// A proxy that connects everything to `target`, whatever was requested. `speak` reads the request, accepts it, and
/// returns it.
async fn proxy<F>(target: std::net::SocketAddr, speak: fn(TcpStream) -> F) -> (String, RequestLog)
where
    F: Future<Output = std::io::Result<(TcpStream, String)>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let asked = RequestLog::default();
    let noted = Arc::clone(&asked);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let noted = Arc::clone(&noted);
            tokio::spawn(async move {
                let (mut connection, wanted) = speak(connection).await?;
                noted.lock().unwrap().push(wanted);
                let mut server = TcpStream::connect(target).await?;
                tokio::io::copy_bidirectional(&mut connection, &mut server).await
            });
        }
    });
    (address, asked)
}

/// SOCKS5 with user name and password (RFC 1928 and 1929).
async fn socks5(mut connection: TcpStream) -> std::io::Result<(TcpStream, String)> {
    let mut head = [0; 2];
    connection.read_exact(&mut head).await?;
    let mut methods = vec![0; head[1].into()];
    connection.read_exact(&mut methods).await?;
    let mut wanted = String::new();
    if methods.contains(&2) {
        connection.write_all(&[5, 2]).await?;
        connection.read_u8().await?;
        for _ in 0..2 {
            let mut text = vec![0; connection.read_u8().await?.into()];
            connection.read_exact(&mut text).await?;
            wanted.push_str(&String::from_utf8_lossy(&text));
            wanted.push('@');
        }
        connection.write_all(&[1, 0]).await?;
    } else {
        connection.write_all(&[5, 0]).await?;
    }
    let mut request = [0; 4];
    connection.read_exact(&mut request).await?;
    assert_eq!(request[3], 3, "the name is to be looked up by the proxy");
    let mut name = vec![0; connection.read_u8().await?.into()];
    connection.read_exact(&mut name).await?;
    let port = connection.read_u16().await?;
    wanted.push_str(&format!("{}:{port}", String::from_utf8_lossy(&name)));
    connection
        .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
        .await?;
    Ok((connection, wanted))
}

/// HTTP CONNECT.
async fn connect(mut connection: TcpStream) -> std::io::Result<(TcpStream, String)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(connection.read_u8().await?);
    }
    connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    Ok((connection, String::from_utf8_lossy(&head).into_owned()))
}

#[tokio::test]
async fn a_plain_request_is_sent_whole_to_an_http_proxy_and_its_refusals_name_it() {
    let proxy = Server::start(|_, number| match number {
        0 => json(MODELS),
        _ => answer(407, &[], ""),
    })
    .await;
    let proxies = Proxies::new(Some(&format!("ada:pw@{}", proxy.address)), None, "").unwrap();
    let client = client("http://gemini.test", proxies);
    let model = first_model(&client).await.unwrap();
    assert_eq!(model, "models/gemini-3.8-flash");
    let seen = &proxy.requests()[0];
    assert_eq!(seen.path, "http://gemini.test/v1beta/models");
    assert_eq!(seen.headers["proxy-authorization"], "Basic YWRhOnB3");

    let error = first_model(&client).await.unwrap_err();
    let Error::Proxy {
        proxy: name, fault, ..
    } = &error
    else {
        panic!("{error:?}")
    };
    assert_eq!(*name, proxy.address.to_string());
    assert_eq!(*fault, ProxyFault::Credentials);
    assert!(error.certainly_not_sent() && !error.is_retryable());
    assert!(!format!("{error} {error:?}").contains("pw"), "{error}");
}

#[tokio::test]
async fn a_socks_proxy_looks_the_name_up_and_gets_name_and_password() {
    let server = Server::start(|_, _| json(MODELS)).await;
    let (address, asked) = proxy(server.address, socks5).await;
    for (proxy, expected) in [
        (format!("socks5h://{address}"), "gemini.test:80"),
        (format!("socks://ada:pw@{address}"), "ada@pw@gemini.test:80"),
    ] {
        let proxies = Proxies::new(Some(&proxy), None, "").unwrap();
        let client = client("http://gemini.test", proxies);
        let model = first_model(&client).await.unwrap();
        assert_eq!(model, "models/gemini-3.8-flash");
        assert_eq!(asked.lock().unwrap().last().unwrap(), expected);
    }
    assert_eq!(server.requests()[0].headers["x-goog-api-key"], KEY);
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named() {
    for scheme in ["http", "socks5h"] {
        // Nothing listens on the discard port.
        let proxy = format!("{scheme}://127.0.0.1:9");
        let proxies = Proxies::new(Some(&proxy), Some(&proxy), "").unwrap();
        for base_url in ["http://gemini.test", "https://gemini.test"] {
            let error = first_model(&client(base_url, proxies.clone())).await;
            let error = error.unwrap_err();
            assert!(
                matches!(&error, Error::Proxy { proxy, fault: ProxyFault::Unreachable, .. } if proxy == "127.0.0.1:9"),
                "{error:?}"
            );
            assert!(error.is_retryable());
        }
    }
}

#[tokio::test]
async fn a_server_on_this_computer_is_reached_without_the_proxy() {
    let server = Server::start(|_, _| json(MODELS)).await;
    let proxy = Server::start(|_, _| answer(502, &[], "")).await;
    let address = proxy.address.to_string();
    let proxies = Proxies::new(Some(&address), Some(&address), "").unwrap();
    for host in ["127.0.0.1", "localhost"] {
        let base_url = format!("http://{host}:{}", server.address.port());
        let model = first_model(&client(&base_url, proxies.clone())).await;
        assert_eq!(model.unwrap(), "models/gemini-3.8-flash");
    }
    assert!(proxy.requests().is_empty());
}

/// A server for `gemini.test` with a certificate of a private authority.
async fn office_server() -> std::net::SocketAddr {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/office");
    let certificate = CertificateDer::from_pem_file(format!("{folder}/gemini.test.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(format!("{folder}/gemini.test.key")).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut connection = acceptor.accept(connection).await?;
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(connection.read_u8().await?);
                }
                let text = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{MODELS}",
                    MODELS.len()
                );
                connection.write_all(text.as_bytes()).await?;
                connection.shutdown().await
            });
        }
    });
    address
}

#[tokio::test]
async fn a_certificate_of_an_office_is_trusted_exactly_when_the_system_trusts_it() {
    let server = office_server().await;
    let (proxy, asked) = proxy(server, connect).await;
    let proxies = Proxies::new(None, Some(&proxy), "").unwrap();
    let outcome = first_model(&client("https://gemini.test", proxies)).await;
    let wanted = asked.lock().unwrap().concat();
    assert!(wanted.starts_with("CONNECT gemini.test:443 "), "{wanted}");
    assert!(!wanted.contains(KEY));
    if std::env::var_os(INSIDE).is_some() {
        assert_eq!(outcome.unwrap(), "models/gemini-3.8-flash");
        return;
    }
    let error = outcome.unwrap_err();
    assert!(matches!(error, Error::Certificate { .. }), "{error:?}");
    assert!(error.certainly_not_sent() && !error.is_retryable());

    // The same with that authority among those that the system trusts.
    let ended = Command::new(std::env::current_exe().unwrap())
        .arg("--exact")
        .arg("proxies::a_certificate_of_an_office_is_trusted_exactly_when_the_system_trusts_it")
        .env(INSIDE, "1")
        .env(
            "SSL_CERT_FILE",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/office/ca.pem"),
        )
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(
        ended.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
