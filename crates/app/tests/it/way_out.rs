//! The selection of proxies: which one a request uses, and which requests use none.

use std::process::Command;

use app::bridge::ErrorCode;
use app::network::ProxyVariables;
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, html, key, turn_in};
use crate::recorder::Recorder;

/// A host name that never resolves.
const ELSEWHERE: &str = "https://gemini.invalid";
const INSIDE: &str = "ERRAND_TEST_INSIDE";

fn variables(set: &[(&str, &str)]) -> ProxyVariables {
    ProxyVariables::read(|name| {
        let found = set.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

/// Talks to the engine on this computer, and to a server of the contract on a loopback port.
async fn talks_on_this_computer(folder: &std::path::Path) {
    let script = json!({
        "models": ["errand-starter"],
        "turns": [{"match": "sea", "say": [{"text": "The sea is salt.", "delay_ms": 0}]}],
    });
    let mut google = script.clone();
    google["models"] = json!(["gemini-3.8-flash"]);
    let google = Google::start(&folder.join("g"), &google);
    let person = Person::start_with_engine(folder, &script).await;
    person.connects(&google).await;
    for who in [
        "local:model:errand-starter",
        "gemini:model:gemini-3.8-flash",
    ] {
        let sent = person.sends(who, "Tell me about the sea").await;
        person.sees(&sent, "done").await;
        let conversation = person.looks_at(&sent).await;
        assert!(html(turn_in(&conversation, &sent)).contains("The sea is salt."));
    }
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_this_computer_meets_the_proxy_of_the_environment() {
    if let Some(folder) = std::env::var_os(INSIDE) {
        return talks_on_this_computer(std::path::Path::new(&folder)).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let proxy = Recorder::answering("502 Bad Gateway");
    let mut inside = Command::new(std::env::current_exe().unwrap());
    inside
        .args(["--exact", "--test-threads=1"])
        .arg("way_out::nothing_of_this_computer_meets_the_proxy_of_the_environment")
        .env(INSIDE, folder.path())
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ] {
        inside.env(name, proxy.url());
    }
    let ended = inside.output().unwrap();
    let seen = proxy.requests();
    assert!(seen.is_empty(), "the proxy saw {seen:?}");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
    let left = std::fs::read_to_string(folder.path().join("engine-proxies")).unwrap();
    assert_eq!(left, "", "the engine was started with these");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_else_goes_through_the_proxy_of_the_environment_which_is_named_when_it_fails() {
    for (status, hint) in [
        ("403 Forbidden", "makes no connection to the server"),
        (
            "407 Proxy Authentication Required",
            "asks for a name and a password",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let proxy = Recorder::answering(status);
        let variables = variables(&[("https_proxy", &proxy.url())]);
        let person = Person::start_behind(folder.path(), variables).await;
        let error = person.app.call("connect_gemini", key(KEY, ELSEWHERE)).await;
        let error = error.unwrap_err();
        assert_eq!(error.code, ErrorCode::Proxy);
        assert!(
            error.message.to_string().contains(&proxy.address()),
            "{error}"
        );
        assert!(error.message.to_string().contains(hint), "{error}");
        let seen = proxy.requests();
        assert!(
            seen[0].starts_with("CONNECT gemini.invalid:443 "),
            "{seen:?}"
        );
        assert!(!seen.concat().contains(KEY), "{seen:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing listens on the discard port.
    let variables = variables(&[("ALL_PROXY", "socks5h://127.0.0.1:9")]);
    let person = Person::start_behind(folder.path(), variables).await;
    let error = person.app.call("connect_gemini", key(KEY, ELSEWHERE)).await;
    let error = error.unwrap_err();
    assert_eq!(error.code, ErrorCode::Proxy);
    assert!(
        error
            .message
            .to_string()
            .contains("127.0.0.1:9 cannot be reached"),
        "{error}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_proxy_names_hosts_that_are_reached_without_one() {
    let folder = tempfile::tempdir().unwrap();
    let proxy = Recorder::answering("502 Bad Gateway");
    let variables = variables(&[
        ("HTTPS_PROXY", &proxy.url()),
        ("NO_PROXY", "gemini.invalid"),
    ]);
    let person = Person::start_behind(folder.path(), variables).await;
    let code = person.fails("connect_gemini", key(KEY, ELSEWHERE)).await;
    assert_eq!(code, ErrorCode::Offline);
    assert!(proxy.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desktops_proxy_is_used_when_the_environment_names_none() {
    let folder = tempfile::tempdir().unwrap();
    let proxy = Recorder::answering("502 Bad Gateway");
    let person = Person::start(folder.path()).await;
    *person.desktop.desktop_proxy.lock().unwrap() = Some(proxy.url());
    let code = person.fails("connect_gemini", key(KEY, ELSEWHERE)).await;
    assert_eq!(code, ErrorCode::Proxy);
    assert!(!proxy.requests().is_empty());
}

/// Returns the current settings with another proxy.
async fn choose(person: &Person, proxy: Value) -> Value {
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["proxy"] = proxy;
    person.does("set_settings", settings).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_of_the_settings_comes_first_and_its_password_is_in_no_answer_and_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let (unwanted, wanted) = (
        Recorder::answering("502 Bad Gateway"),
        Recorder::answering("502 Bad Gateway"),
    );
    let variables = variables(&[("HTTPS_PROXY", &unwanted.url())]);
    let person = Person::start_behind(folder.path(), variables).await;
    let typed = format!("http://ada:se%40cret-9@{}", wanted.address());
    let answer = choose(&person, json!({"by": "at", "address": typed})).await;
    assert_eq!(answer["proxy"]["address"], wanted.url());
    assert_eq!(
        person.fails("connect_gemini", key(KEY, ELSEWHERE)).await,
        ErrorCode::Proxy
    );
    let seen = wanted.requests().concat();
    // ada:se@cret-9
    assert!(
        seen.contains("proxy-authorization: Basic YWRhOnNlQGNyZXQtOQ=="),
        "{seen}"
    );
    assert!(unwanted.requests().is_empty());

    choose(&person, json!({"by": "direct"})).await;
    assert_eq!(
        person.fails("connect_gemini", key(KEY, ELSEWHERE)).await,
        ErrorCode::Offline
    );
    let bad = choose_badly(&person).await;
    assert_eq!(bad, ErrorCode::Proxy);
    person.app.shutdown().await;
    assert!(!crate::connecting::is_in_a_file(
        &folder.path().join("data"),
        "cret-9"
    ));
}

async fn choose_badly(person: &Person) -> ErrorCode {
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["proxy"] = json!({"by": "at", "address": "ftp://proxy.example"});
    person.fails("set_settings", settings).await
}
