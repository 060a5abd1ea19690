//! The network of a sandbox: hosts that its rules name are reached through the engine, and no others.
//!
//! All servers are on loopback. The engine is given the address of a server that stands for an internet host by name
//! and port; attempts of programs in the sandbox to reach anything else are refused by a rule.

mod added;
mod escape;
mod pages;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use engine::{BrainChoice, Clock, EgressSettings};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{Local, PROGRAM, program, serve_outside};

/// A server on loopback that gives the same response to every request and records the requests.
struct Remote {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Remote {
    async fn http(answer: &'static str) -> Self {
        Self::start(answer, None).await
    }

    /// An HTTPS server with a certificate for `remote.test`; also returns the certificate.
    async fn https(answer: &'static str) -> (Self, Vec<u8>) {
        let made = rcgen::generate_simple_self_signed(["remote.test".to_owned()]).unwrap();
        let certificate = made.cert.der().clone();
        let key = rustls::pki_types::PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key)
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        (
            Self::start(answer, Some(acceptor)).await,
            certificate.to_vec(),
        )
    }

    async fn start(answer: &'static str, tls: Option<tokio_rustls::TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = Arc::clone(&heads);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (seen, tls) = (Arc::clone(&seen), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        None => answer_one(stream, answer, &seen).await,
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                answer_one(stream, answer, &seen).await;
                            }
                        }
                    }
                });
            }
        });
        Self { address, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

async fn answer_one(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &str,
    seen: &Mutex<Vec<String>>,
) {
    let mut head = String::new();
    let mut buffer = [0; 1024];
    while !is_whole(&head) {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => head.push_str(&String::from_utf8_lossy(&buffer[..read])),
            _ => return,
        }
    }
    seen.lock().unwrap().push(head);
    stream.write_all(answer.as_bytes()).await.unwrap();
    // The client may have closed the connection already.
    let _ = stream.shutdown().await;
}

/// Returns true if a request is complete with its body.
fn is_whole(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let lines = head.lines().map(str::to_ascii_lowercase);
    let mut lengths = lines.filter_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= lengths.next().unwrap_or(0)
}

const HELLO: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

/// An engine whose sandboxes resolve these names and ports to the servers, and whose brain runs `code`.
async fn engine(code: &str, hosts: &[(&str, u16, &Remote)], roots: Vec<Vec<u8>>) -> Local {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("script.json");
    let script = json!({"turns": [{"say": [{"code": code}, "Done."]}]});
    std::fs::write(&file, script.to_string()).unwrap();
    let connect_to = hosts
        .iter()
        .map(|(name, port, remote)| (((*name).to_owned(), *port), remote.address));
    let egress = EgressSettings {
        relay: Some(program()),
        connect_to: connect_to.collect(),
        roots,
    };
    serve_outside(
        BrainChoice::Script { file },
        data,
        Clock::computer(),
        egress,
    )
    .await
}

/// The program's output, with the engine's notices, in a sandbox with this network.
async fn printed(local: &Local, network: &Value) -> String {
    let environment = json!({"type": "remote", "network": network});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    result(&local.api.create(body).await)
}

fn result(interaction: &Value) -> String {
    let steps = interaction["steps"].as_array().unwrap();
    let result = steps
        .iter()
        .find(|step| step["type"] == "code_execution_result");
    result.unwrap()["result"].as_str().unwrap().to_owned()
}

fn only(domain: &str) -> Value {
    json!({"allowlist": [{"domain": domain}]})
}

/// Python that fetches a URL and prints the body, or the error status.
fn fetch(url: &str) -> String {
    format!(
        "import urllib.request, urllib.error\n\
         try:\n  print(urllib.request.urlopen('{url}', timeout=20).read().decode())\n\
         except urllib.error.HTTPError as e:\n  print(e.code, e.read().decode(), end='')\n\
         except OSError as e:\n  print('no connection')\n"
    )
}

#[tokio::test]
async fn a_listed_host_is_reached_and_the_result_says_so() {
    let remote = Remote::http(HELLO).await;
    let local = engine(
        &fetch("http://remote.test/a?b=c"),
        &[("remote.test", 80, &remote)],
        vec![],
    )
    .await;
    let printed = printed(&local, &only("remote.test")).await;
    assert_eq!(
        printed,
        "hello\n[Reached over the network: remote.test:80.]\n"
    );
    let heads = remote.heads();
    assert!(heads[0].starts_with("GET /a?b=c HTTP/1.1\r\n"), "{heads:?}");
    assert!(
        heads[0]
            .to_lowercase()
            .contains("\r\nhost: remote.test\r\n"),
        "{heads:?}"
    );
}

#[tokio::test]
async fn a_host_that_is_not_listed_is_refused_and_the_result_says_so() {
    let other = Remote::http(HELLO).await;
    let local = engine(
        &fetch("http://other.test/"),
        &[("other.test", 80, &other)],
        vec![],
    )
    .await;
    let printed = printed(&local, &only("*.remote.test")).await;
    assert_eq!(
        printed,
        "403 other.test:80 cannot be reached from this sandbox: not on the list.\n\
         [Refused: other.test:80 (not on the list).]\n"
    );
    assert!(other.heads().is_empty());
}

#[tokio::test]
async fn tls_goes_through_unopened() {
    let (remote, root) = Remote::https(HELLO).await;
    let local = engine(
        &fetch("https://remote.test/"),
        &[("remote.test", 443, &remote)],
        vec![root],
    )
    .await;
    let printed = printed(&local, &only("remote.test")).await;
    assert_eq!(
        printed,
        "hello\n[Reached over the network: remote.test:443.]\n"
    );
}

#[tokio::test]
async fn the_rules_are_those_of_the_request_else_those_of_the_agent() {
    let remote = Remote::http(HELLO).await;
    let local = engine(
        &fetch("http://remote.test/"),
        &[("remote.test", 80, &remote)],
        vec![],
    )
    .await;
    let agent = json!({"id": "reader", "base_agent": "antigravity-preview-09-2026",
        "base_environment": {"type": "remote", "network": only("remote.test")}});
    local.api.post("agents", agent).await;
    let ask =
        |environment: Value| json!({"agent": "reader", "input": "go", "environment": environment});
    let first = local.api.create(ask(json!("remote"))).await;
    assert!(result(&first).starts_with("hello"), "{first}");
    let narrower = ask(json!({"type": "remote", "network": only("other.test")}));
    assert!(result(&local.api.create(narrower).await).contains("Refused"));
    let none = ask(json!({"type": "remote", "network": "disabled"}));
    assert_eq!(result(&local.api.create(none).await), "no connection\n");
    // A sandbox keeps its rules until a request replaces them.
    let same = local.api.create(ask(first["environment_id"].clone())).await;
    assert!(result(&same).starts_with("hello"), "{same}");
    let replaced = json!({"environment_id": first["environment_id"], "network": "disabled"});
    assert_eq!(
        result(&local.api.create(ask(replaced)).await),
        "no connection\n"
    );
}

#[tokio::test]
async fn a_rule_that_cannot_be_kept_is_refused_by_name_wherever_it_stands() {
    let local = engine("", &[], vec![]).await;
    let network = json!({"allowlist": [{"domain": "https://a.test"}]});
    let calls = [
        (
            "interactions",
            json!({"agent": "errand-agent", "input": "x", "environment": {"type": "remote", "network": network}}),
        ),
        ("environments", json!({"network": network})),
        (
            "agents",
            json!({"id": "a", "base_agent": "errand-agent", "base_environment": {"type": "remote", "network": network}}),
        ),
    ];
    for (path, body) in calls {
        let (status, _, message) = local.api.refused(Method::POST, path, Some(body)).await;
        assert_eq!(status, 400, "{path}");
        assert!(
            message.contains("network.allowlist[0].domain"),
            "{path}: {message}"
        );
    }
}

/// Runs these tests as an ordinary user: a person is not root, and their sandbox is built differently.
#[cfg(target_os = "linux")]
#[test]
fn all_of_this_holds_for_an_ordinary_user_too() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        // Then the other tests were run as an ordinary user.
        return;
    }
    const USER: u32 = 54_322;
    let home = tempfile::tempdir().unwrap();
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // The build folder may be accessible to root only.
    let (tests, engine) = (home.path().join("tests"), home.path().join("engine"));
    std::fs::copy(std::env::current_exe().unwrap(), &tests).unwrap();
    std::fs::copy(env!("CARGO_BIN_EXE_errand-engine"), &engine).unwrap();
    let temporary = home.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    std::os::unix::fs::chown(&temporary, Some(USER), Some(USER)).unwrap();
    let user = USER.to_string();
    let output = std::process::Command::new("setpriv")
        .args(["--reuid", &user, "--regid", &user, "--clear-groups"])
        .arg(&tests)
        .arg("egress::")
        .env("HOME", &temporary)
        .env("TMPDIR", &temporary)
        .env(PROGRAM, &engine)
        .current_dir(&temporary)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("there_is_no_other_way_out ... ok"),
        "{printed}"
    );
}
