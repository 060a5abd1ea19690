//! The network of a sandbox: what its rules name is reached through the engine, and nothing else is.
//!
//! All servers are on loopback. One that stands for a host of the internet is given to the engine by name and port;
//! the programs in the sandbox only ever try to reach what a rule refuses them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use engine::{BrainChoice, Clock, Outside};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{Local, serve_outside};

/// The program with the `relay` command, where a test that was copied elsewhere finds it.
const ENGINE: &str = "ERRAND_TEST_ENGINE";

/// A server on loopback that answers every request with the same words and remembers what it was sent.
struct Remote {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Remote {
    async fn http(answer: &'static str) -> Self {
        Self::start(answer, None).await
    }

    /// With a certificate for `remote.test`; also gives the certificate.
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
    while !head.contains("\r\n\r\n") {
        match stream.read(&mut buffer).await {
            Ok(read) if read > 0 => head.push_str(&String::from_utf8_lossy(&buffer[..read])),
            _ => return,
        }
    }
    seen.lock().unwrap().push(head);
    stream.write_all(answer.as_bytes()).await.unwrap();
    // A client that has enough may be gone.
    let _ = stream.shutdown().await;
}

const HELLO: &str = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";

/// An engine for whose sandboxes these names and ports lead to the servers, and whose brain runs `code`.
async fn engine(code: &str, hosts: &[(&str, u16, &Remote)], roots: Vec<Vec<u8>>) -> Local {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("script.json");
    let script = json!({"turns": [{"say": [{"code": code}, "Done."]}]});
    std::fs::write(&file, script.to_string()).unwrap();
    let relay = std::env::var_os(ENGINE).unwrap_or(env!("CARGO_BIN_EXE_errand-engine").into());
    let connect_to = hosts
        .iter()
        .map(|(name, port, remote)| (((*name).to_owned(), *port), remote.address));
    let outside = Outside {
        relay: Some(relay.into()),
        connect_to: connect_to.collect(),
        roots,
    };
    serve_outside(
        BrainChoice::Script { file },
        data,
        Clock::computer(),
        outside,
    )
    .await
}

/// What the program printed, with the engine's own words after it, in a sandbox with this network.
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

/// Python that fetches an address and prints the body, or the status that came instead.
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
async fn a_redirect_is_checked_like_any_request() {
    let inner = Remote::http(HELLO).await;
    let target = format!("http://127.0.0.1:{}/", inner.address.port());
    let answer = format!(
        "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    let remote = Remote::http(answer.leak()).await;
    // Not through the variables: they spare loopback addresses the proxy.
    let code = "import urllib.request as u, urllib.error\n\
         class Proxied(u.ProxyHandler):\n  def proxy_open(self, req, proxy, type):\n    req.set_proxy('127.0.0.1:3128', 'http')\n\
         try:\n  print(u.build_opener(Proxied({'http': 'http://127.0.0.1:3128'})).open('http://remote.test/').read())\n\
         except urllib.error.HTTPError as e:\n  print(e.code)\n";
    let local = engine(code, &[("remote.test", 80, &remote)], vec![]).await;
    let printed = printed(&local, &only("remote.test")).await;
    assert!(
        printed
            .starts_with("403\n[Reached over the network: remote.test:80.]\n[Refused: 127.0.0.1:"),
        "{printed}"
    );
    assert_eq!((remote.heads().len(), inner.heads().len()), (1, 0));
}

#[tokio::test]
async fn a_star_does_not_lead_into_this_computer() {
    let code = "import http.client\n\
         for host in ['localhost', '127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', '0.0.0.0']:\n  \
           c = http.client.HTTPConnection('127.0.0.1', 3128, timeout=20)\n  \
           c.request('GET', f'http://{host}/')\n  print(c.getresponse().status)\n";
    let local = engine(code, &[], vec![]).await;
    let printed = printed(&local, &only("*")).await;
    assert!(printed.starts_with("403\n".repeat(7).as_str()), "{printed}");
    assert!(
        printed.contains("localhost:80 (it leads into this computer or the network around it)"),
        "{printed}"
    );
}

#[tokio::test]
async fn a_port_of_this_computer_is_reached_when_it_is_named() {
    let own = Remote::http(HELLO).await;
    let place = format!("127.0.0.1:{}", own.address.port());
    let code = format!(
        "import http.client\nc = http.client.HTTPConnection('127.0.0.1', 3128, timeout=20)\n\
         c.request('GET', 'http://{place}/')\nprint(c.getresponse().read().decode())\n"
    );
    let local = engine(&code, &[], vec![]).await;
    let printed = printed(&local, &only(&place)).await;
    assert_eq!(
        printed,
        format!("hello\n[Reached over the network: {place}.]\n")
    );
}

#[tokio::test]
async fn there_is_no_other_way_out() {
    let own = Remote::http(HELLO).await;
    let port = own.address.port();
    let code = format!(
        "import socket\n\
         def tried(name, does):\n  try:\n    does()\n    print(name, 'worked')\n  except OSError:\n    print(name, 'no')\n\
         tried('dns', lambda: socket.getaddrinfo('remote.test', 80))\n\
         tried('tcp', lambda: socket.create_connection(('192.0.2.1', 80), 5))\n\
         tried('here', lambda: socket.create_connection(('127.0.0.1', {port}), 5))\n\
         tried('udp', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53)))\n\
         tried('raw', lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))\n\
         tried('packet', lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))\n\
         print(sorted(name for _, name in socket.if_nameindex()))\n"
    );
    let local = engine(&code, &[], vec![]).await;
    let printed = printed(&local, &only("*")).await;
    assert!(
        printed.starts_with("dns no\ntcp no\nhere no\nudp no\nraw no\npacket no\n['lo'"),
        "{printed}"
    );
    assert!(own.heads().is_empty());
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
async fn a_tunnel_is_for_tls_to_the_name_it_was_asked_for() {
    let (remote, root) = Remote::https(HELLO).await;
    let code = "import socket, ssl\n\
         def tunnel():\n  s = socket.create_connection(('127.0.0.1', 3128), 20)\n  \
           s.sendall(b'CONNECT remote.test:443 HTTP/1.1\\r\\nHost: remote.test:443\\r\\n\\r\\n')\n  \
           assert b' 200 ' in s.recv(1000)\n  return s\n\
         try:\n  ssl._create_unverified_context().wrap_socket(tunnel(), server_hostname='other.test')\n  print('other name')\n\
         except OSError:\n  print('no')\n\
         s = tunnel()\ns.sendall(b'GET / HTTP/1.1\\r\\nHost: remote.test\\r\\n\\r\\n')\n\
         try:\n  print(s.recv(10))\nexcept OSError:\n  print(b'')\n";
    let local = engine(code, &[("remote.test", 443, &remote)], vec![root]).await;
    let printed = printed(&local, &only("remote.test")).await;
    assert_eq!(
        printed,
        "no\nb''\n[Refused: remote.test:443 (the TLS connection is for another name), \
         remote.test:443 (it is no TLS connection).]\n"
    );
    assert!(remote.heads().is_empty());
}

#[tokio::test]
async fn other_ports_of_a_listed_host_are_refused() {
    let remote = Remote::http(HELLO).await;
    let local = engine(
        &fetch("http://remote.test:8080/"),
        &[("remote.test", 8080, &remote)],
        vec![],
    )
    .await;
    let refused = printed(&local, &only("remote.test")).await;
    assert!(
        refused.contains("[Refused: remote.test:8080 (not on the list).]"),
        "{refused}"
    );
    let reached = printed(&local, &only("remote.test:8080")).await;
    assert!(reached.starts_with("hello\n"), "{reached}");
}

const SECRET: &str = "Bearer s3cret-of-the-person";

/// Fetches, with a header of the program's own, and shows all that the program could know.
fn fetch_and_tell(url: &str) -> String {
    format!(
        "import urllib.request, os, glob\n\
         request = urllib.request.Request('{url}', headers={{'Authorization': 'mine'}})\n\
         print(urllib.request.urlopen(request, timeout=20).read().decode())\n\
         print(os.environ, [open(p, 'rb').read() for p in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline')])\n"
    )
}

async fn adds_headers(scheme: &str, port: u16, remote: &Remote, roots: Vec<Vec<u8>>) {
    let local = engine(
        &fetch_and_tell(&format!("{scheme}://remote.test/")),
        &[("remote.test", port, remote)],
        roots,
    )
    .await;
    let network =
        json!({"allowlist": [{"domain": "remote.test", "transform": {"Authorization": SECRET}}]});
    let environment = json!({"type": "remote", "network": network});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    let interaction = local.api.create(body).await;
    assert!(result(&interaction).starts_with("hello\n"), "{interaction}");
    let heads = remote.heads();
    let authorizations: Vec<&str> = heads[0]
        .lines()
        .filter(|line| line.to_lowercase().starts_with("authorization"))
        .collect();
    assert_eq!(authorizations.len(), 1, "{heads:?}");
    assert!(authorizations[0].ends_with(SECRET), "{heads:?}");
    // Neither the program nor whoever looks at the record learns it.
    let id = interaction["id"].as_str().unwrap();
    let seen = local
        .api
        .get(&format!("interactions/{id}?include_input=true"))
        .await;
    let environment = interaction["environment_id"].as_str().unwrap();
    let shown = local.api.get(&format!("environments/{environment}")).await;
    assert_eq!(
        shown["network"]["allowlist"][0]["transform"],
        json!({"Authorization": "hidden"})
    );
    for text in [interaction.to_string(), seen.to_string(), shown.to_string()] {
        assert!(!text.contains("s3cret"), "{text}");
    }
}

#[tokio::test]
async fn a_header_is_added_to_plain_requests_outside_the_sandbox() {
    let remote = Remote::http(HELLO).await;
    adds_headers("http", 80, &remote, vec![]).await;
}

#[tokio::test]
async fn a_header_is_added_inside_tls_outside_the_sandbox() {
    let (remote, root) = Remote::https(HELLO).await;
    adds_headers("https", 443, &remote, vec![root]).await;
}

#[tokio::test]
async fn a_host_whose_certificate_is_not_trusted_gets_no_header() {
    let (remote, _) = Remote::https(HELLO).await;
    let local = engine(
        &fetch("https://remote.test/"),
        &[("remote.test", 443, &remote)],
        vec![],
    )
    .await;
    let network =
        json!({"allowlist": [{"domain": "remote.test", "transform": {"Authorization": SECRET}}]});
    let printed = printed(&local, &network).await;
    assert!(
        printed.starts_with("no connection\n[Refused: remote.test:443 (TLS failed"),
        "{printed}"
    );
    assert!(remote.heads().is_empty());
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

/// A person is not root, and for a person the sandbox is built in another way.
#[cfg(target_os = "linux")]
#[test]
fn all_of_this_holds_for_an_ordinary_user_too() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        // The other tests were just that.
        return;
    }
    const USER: u32 = 54_322;
    let home = tempfile::tempdir().unwrap();
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    // The folder that these were built in may be root's alone.
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
        .env(ENGINE, &engine)
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
