//! Tauri's own updater against a server on a loopback port, with packages that are signed here.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tauri::test::{MockRuntime, mock_builder, mock_context, noop_assets};

use super::*;

/// A newer Errand: an AppImage begins with these bytes, and is longer than the head of such a file.
const PACKAGE: &[u8] = b"\x7fELF and so on, as long as the head of a program at the very least.";

/// A key of whoever makes Errand.
struct Maker(Ed25519KeyPair);

impl Maker {
    fn new() -> Self {
        Self(Ed25519KeyPair::generate().unwrap())
    }

    /// Returns the public key in minisign's form, as a build is given it.
    fn public(&self) -> String {
        let key = [b"Ed".as_slice(), b"errand01", self.0.public_key().as_ref()].concat();
        let text = format!("untrusted comment: a key\n{}\n", STANDARD.encode(key));
        STANDARD.encode(text)
    }

    /// Signs a package for a version, in minisign's form.
    fn sign(&self, package: &[u8], version: &str) -> String {
        let comment = format!("timestamp:1\tfile:errand\tversion:{version}");
        let signature = self.0.sign(package);
        let whole = self
            .0
            .sign(&[signature.as_ref(), comment.as_bytes()].concat());
        let line = [b"Ed".as_slice(), b"errand01", signature.as_ref()].concat();
        STANDARD.encode(format!(
            "untrusted comment: a signature\n{}\ntrusted comment: {comment}\n{}\n",
            STANDARD.encode(line),
            STANDARD.encode(whole)
        ))
    }
}

/// A server of versions and packages.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
    list: Arc<Mutex<String>>,
    /// True if the connection ends in the middle of an answer.
    breaks_off: Arc<AtomicBool>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let list = Arc::<Mutex<String>>::default();
        let breaks_off = Arc::<AtomicBool>::default();
        let (seen, told) = (Arc::clone(&asked), Arc::clone(&list));
        let ends_early = Arc::clone(&breaks_off);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let list = lock(&told).clone();
                // A client may break off.
                let _ = answer(connection, &list, &seen, ends_early.load(Ordering::SeqCst));
            }
        });
        Self {
            address,
            asked,
            list,
            breaks_off,
        }
    }

    /// Lists this version for this system.
    fn offers(&self, version: &str, signature: &str) {
        self.offers_at(&format!("{}/package", self.address), version, signature);
    }

    fn offers_at(&self, package: &str, version: &str, signature: &str) {
        self.says(&json!({
            "version": version,
            "notes": "What changed",
            "platforms": {target(): {"signature": signature, "url": package}},
        }));
    }

    fn says(&self, list: &Value) {
        *lock(&self.list) = list.to_string();
    }
}

/// A package that does not end, and whose length is not told; the channel tells when whoever fetched it has gone.
fn endless() -> (String, std::sync::mpsc::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/endless", listener.local_addr().unwrap());
    let (gone, is_gone) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        read_head(&connection).unwrap();
        connection.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        while connection.write_all(&[0; 1_000]).is_ok() {
            std::thread::sleep(Duration::from_millis(1));
        }
        gone.send(()).unwrap();
    });
    (address, is_gone)
}

/// Reads a request up to its body.
fn read_head(connection: &TcpStream) -> io::Result<String> {
    let mut head = String::new();
    let mut reader = BufReader::new(connection);
    while reader.read_line(&mut head)? > 2 {}
    Ok(head)
}

fn answer(
    connection: TcpStream,
    list: &str,
    asked: &Mutex<Vec<String>>,
    breaks_off: bool,
) -> io::Result<()> {
    let head = read_head(&connection)?;
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    lock(asked).push(head);
    let body = match path.as_str() {
        "/package" => PACKAGE,
        _ => list.as_bytes(),
    };
    let status = match body.is_empty() {
        true => "404 Not Found",
        false => "200 OK",
    };
    let length = body.len();
    let mut connection = connection;
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    )?;
    let sent = if breaks_off { length / 2 } else { length };
    connection.write_all(&body[..sent])
}

/// The name of this system in a list of versions.
fn target() -> String {
    let system = match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    };
    format!("{system}-{}", std::env::consts::ARCH)
}

/// Errand 0.1.0 with its updater.
struct Errand {
    updater: PluginUpdater<MockRuntime>,
    _program: tauri::App<MockRuntime>,
}

impl Errand {
    fn built_with(list: &str, maker: &Maker) -> Self {
        let source = Source::new(Some(list), Some(&maker.public()), false).expect("both are given");
        let mut context = mock_context(noop_assets());
        source.configure(context.config_mut());
        let program = mock_builder()
            .plugin(tauri_plugin_updater::Builder::new().build())
            .build(context)
            .expect("it starts");
        Self {
            updater: PluginUpdater::new(program.handle().clone(), &source),
            _program: program,
        }
    }

    async fn looks(&self) -> Result<Option<FoundVersion>, UpdateFailure> {
        self.updater.look(Proxies::none()).await
    }

    async fn fetches(&self) -> Result<(), UpdateFailure> {
        let fetched = self.updater.fetch(Proxies::none(), Box::new(|_, _| {}));
        fetched.await
    }
}

#[tokio::test]
async fn a_newer_version_is_found_and_its_signed_package_fetched() {
    let (server, maker) = (Server::start(), Maker::new());
    server.offers("0.2.0", &maker.sign(PACKAGE, "0.2.0"));
    let errand = Errand::built_with(&server.address, &maker);
    assert!(
        lock(&server.asked).is_empty(),
        "nothing is asked before it looks"
    );
    let found = errand.looks().await.unwrap().expect("it is newer");
    assert_eq!(found.version, "0.2.0");
    assert_eq!(found.notes, "What changed");
    let asked = lock(&server.asked).concat().to_ascii_lowercase();
    assert!(asked.contains("user-agent: errand\r\n"), "{asked}");
    assert!(!asked.contains("cookie"), "{asked}");

    let far = Arc::<Mutex<Vec<(u64, Option<u64>)>>>::default();
    let told = Arc::clone(&far);
    let fetched = errand.updater.fetch(
        Proxies::none(),
        Box::new(move |done, total| lock(&told).push((done, total))),
    );
    assert_eq!(fetched.await, Ok(()));
    let whole = PACKAGE.len() as u64;
    assert_eq!(lock(&far).last(), Some(&(whole, Some(whole))));
    assert_eq!(
        lock(&errand.updater.state.package).as_deref(),
        Some(PACKAGE)
    );
    errand.updater.forget();
    let nothing = errand.updater.install().await;
    assert!(matches!(nothing, Err(UpdateFailure::NotInstalled(_))));
}

#[tokio::test]
async fn the_same_version_and_an_older_one_are_not_newer() {
    let (server, maker) = (Server::start(), Maker::new());
    let errand = Errand::built_with(&server.address, &maker);
    for version in ["0.1.0", "0.0.9", "0.1.0-beta.1"] {
        server.offers(version, &maker.sign(PACKAGE, version));
        assert_eq!(errand.looks().await, Ok(None), "{version}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_said_to_be_so() {
    let (server, maker) = (Server::start(), Maker::new());
    let errand = Errand::built_with(&server.address, &maker);
    for list in [
        "",
        "<html>",
        "[]",
        "{}",
        r#"{"version": "newest", "platforms": {}}"#,
    ] {
        *lock(&server.list) = list.to_owned();
        let failed = errand.looks().await;
        assert!(
            matches!(failed, Err(UpdateFailure::Unreadable(_))),
            "{list}: {failed:?}"
        );
    }
    server.says(&json!({"version": "0.2.0", "platforms": {}}));
    assert_eq!(errand.looks().await, Err(UpdateFailure::NotForHere));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    // Nothing listens on the discard port.
    let errand = Errand::built_with("http://127.0.0.1:9/latest.json", &Maker::new());
    assert_eq!(errand.looks().await, Err(UpdateFailure::Unreachable));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_unreachable() {
    let (server, maker) = (Server::start(), Maker::new());
    let errand = Errand::built_with(&server.address, &maker);
    server.offers("0.2.0", &maker.sign(PACKAGE, "0.2.0"));
    server.breaks_off.store(true, Ordering::SeqCst);
    assert_eq!(errand.looks().await, Err(UpdateFailure::Unreachable));

    server.breaks_off.store(false, Ordering::SeqCst);
    errand.looks().await.unwrap().expect("it is newer");
    server.breaks_off.store(true, Ordering::SeqCst);
    assert_eq!(errand.fetches().await, Err(UpdateFailure::Unreachable));
}

#[tokio::test]
async fn a_package_without_the_right_signature_is_refused_and_nothing_can_be_installed() {
    let (server, maker, stranger) = (Server::start(), Maker::new(), Maker::new());
    let errand = Errand::built_with(&server.address, &maker);
    for (why, signature) in [
        ("somebody else signed it", stranger.sign(PACKAGE, "0.2.0")),
        ("it was changed", maker.sign(b"\x7fELF", "0.2.0")),
        (
            "it is an old version, offered as a new one",
            maker.sign(PACKAGE, "0.0.9"),
        ),
        ("this is no signature", "c2lnbmVk".to_owned()),
    ] {
        server.offers("0.2.0", &signature);
        assert!(errand.looks().await.unwrap().is_some());
        assert_eq!(
            errand.fetches().await,
            Err(UpdateFailure::NotSigned),
            "{why}"
        );
        let installed = errand.updater.install().await;
        assert!(
            matches!(installed, Err(UpdateFailure::NotInstalled(_))),
            "{why}"
        );
    }
}

#[tokio::test]
async fn a_download_that_is_not_wanted_any_more_ends() {
    let (server, maker) = (Server::start(), Maker::new());
    let (package, is_gone) = endless();
    server.offers_at(&package, "0.2.0", &maker.sign(PACKAGE, "0.2.0"));
    let errand = Errand::built_with(&server.address, &maker);
    errand.looks().await.unwrap().expect("it is newer");
    let (begun, has_begun) = oneshot::channel();
    let mut begun = Some(begun);
    let fetching = errand.updater.fetch(
        Proxies::none(),
        Box::new(move |_, _| {
            begun.take().map(|begun| begun.send(()));
        }),
    );
    tokio::select! {
        _ = fetching => panic!("it does not end by itself"),
        begun = has_begun => begun.unwrap(),
    }
    let gone = tokio::task::spawn_blocking(move || is_gone.recv_timeout(PATIENCE));
    gone.await.unwrap().expect("the server sees it go");
}

#[tokio::test]
async fn a_package_that_is_too_large_is_not_fetched_to_its_end() {
    let (server, maker) = (Server::start(), Maker::new());
    let mut errand = Errand::built_with(&server.address, &maker);
    let (endless, is_gone) = endless();
    let told = format!("{}/package", server.address);
    for (package, largest) in [(told, PACKAGE.len() as u64 - 1), (endless, 100_000)] {
        server.offers_at(&package, "0.2.0", &maker.sign(PACKAGE, "0.2.0"));
        errand.updater.largest = largest;
        errand.looks().await.unwrap().expect("it is newer");
        let failed = errand.fetches().await;
        let expected = UpdateFailure::Unreadable(format!("> {largest} bytes"));
        assert_eq!(failed, Err(expected), "{package}");
    }
    let gone = tokio::task::spawn_blocking(move || is_gone.recv_timeout(PATIENCE));
    gone.await.unwrap().expect("the server sees it go");
}

#[tokio::test]
async fn a_package_that_would_come_without_https_is_refused() {
    let (server, maker) = (Server::start(), Maker::new());
    server.offers("0.2.0", &maker.sign(PACKAGE, "0.2.0"));
    let mut errand = Errand::built_with(&server.address, &maker);
    errand.looks().await.unwrap().expect("it is newer");
    errand.updater.source.is_encrypted = true;
    assert!(errand.looks().await.is_err(), "nor is the list read");
    let found = lock(&errand.updater.state.found).clone();
    let refused = encrypted(found);
    let expected = UpdateFailure::Unreadable("no https".to_owned());
    assert_eq!(refused.map(drop), Err(expected));
}

#[tokio::test]
async fn it_goes_through_the_proxy_and_not_around_it() {
    let (proxy, maker) = (Server::start(), Maker::new());
    proxy.offers("0.2.0", &maker.sign(PACKAGE, "0.2.0"));
    let errand = Errand::built_with("http://versions.invalid/latest.json", &maker);
    let proxies = Proxies::new(Some(&proxy.address), None, "").unwrap();
    let found = errand.updater.look(proxies).await;
    assert!(found.unwrap().is_some());
    let asked = lock(&proxy.asked).concat();
    assert!(
        asked.starts_with("GET http://versions.invalid/latest.json "),
        "{asked}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn the_package_takes_the_place_of_the_program() {
    const INSIDE: &str = "ERRAND_TEST_INSIDE_APPIMAGE";
    if std::env::var_os(INSIDE).is_some() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        return runtime.block_on(async {
            let (server, maker) = (Server::start(), Maker::new());
            server.offers("0.2.0", &maker.sign(PACKAGE, "0.2.0"));
            let errand = Errand::built_with(&server.address, &maker);
            errand.looks().await.unwrap().expect("it is newer");
            errand.fetches().await.unwrap();
            assert_eq!(errand.updater.install().await, Ok(()));
        });
    }
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("Errand.AppImage");
    std::fs::write(&program, "the old Errand").unwrap();
    let mut inside = std::process::Command::new(std::env::current_exe().unwrap());
    inside
        .args([
            "--exact",
            "updater::tests::the_package_takes_the_place_of_the_program",
        ])
        .env(INSIDE, "1")
        .env("APPIMAGE", &program);
    let ended = inside.output().unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(
        ended.status.success() && said.contains("1 passed"),
        "{said}"
    );
    assert_eq!(std::fs::read(&program).unwrap(), PACKAGE);
}

#[test]
fn packages_of_a_system_are_left_to_it() {
    let by = |package: Option<BundleType>, program: &str| {
        updated_by(package.as_ref(), &PathBuf::from(program))
    };
    for package in [BundleType::Deb, BundleType::Rpm] {
        assert_eq!(
            by(Some(package.clone()), "/usr/bin/errand"),
            UpdatedBy::System
        );
        // The tarball.
        for program in ["/home/ada/.local/bin/errand", "/usr/local/bin/errand"] {
            assert_eq!(by(Some(package.clone()), program), UpdatedBy::Person);
        }
    }
    for package in [
        BundleType::AppImage,
        BundleType::App,
        BundleType::Nsis,
        BundleType::Msi,
    ] {
        assert_eq!(by(Some(package), "/anywhere/errand"), UpdatedBy::Itself);
    }
    assert_eq!(by(None, "/work/target/debug/errand"), UpdatedBy::Person);
}

#[test]
fn a_build_without_a_key_or_a_list_has_no_updates() {
    let list = Some("https://versions.example/latest.json");
    assert!(Source::new(list, Some("a key"), true).is_some());
    for (list, key) in [
        (None, None),
        (list, None),
        (list, Some("")),
        (None, Some("a key")),
        (Some(" "), Some("a key")),
        (Some("no URL"), Some("a key")),
    ] {
        assert_eq!(Source::new(list, key, true), None);
    }
}

#[test]
fn a_list_that_would_be_told_the_version_or_is_not_encrypted_is_not_asked() {
    for list in [
        "http://versions.example/latest.json",
        "https://versions.example/{{current_version}}",
        "https://versions.example/%7B%7Bcurrent_version%7D%7D",
        "https://versions.example/%7b{target}}",
        "https://versions.example/latest.json?version={{current_version}}",
    ] {
        assert_eq!(Source::new(Some(list), Some("a key"), true), None, "{list}");
    }
}
