//! Headers added outside the sandbox, from rules and stored credentials: no program and no record ever contains them.

use reqwest::Method;
use serde_json::{Value, json};

use super::{HELLO, Remote, engine, fetch, printed, result};
use crate::support::Local;

const SECRET: &str = "Bearer s3cret-of-the-person";

/// Sends a request with a header of the program's own, and prints everything that the program could find out.
fn fetch_and_tell(url: &str) -> String {
    format!(
        "import urllib.request, os, glob\n\
         for name in ('NO_PROXY', 'no_proxy'): os.environ.pop(name, None)\n\
         request = urllib.request.Request('{url}', headers={{'Authorization': 'mine'}})\n\
         print(urllib.request.urlopen(request, timeout=20).read().decode())\n\
         print(os.environ, [open(p, 'rb').read() for p in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline')])\n"
    )
}

async fn adds_headers(url: &str, domain: &str, remote: &Remote, roots: Vec<Vec<u8>>) {
    let hosts = [("remote.test", 443, remote)];
    let local = engine(&fetch_and_tell(url), &hosts, roots).await;
    let network =
        json!({"allowlist": [{"domain": domain, "transform": {"Authorization": SECRET}}]});
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
    // Neither the program nor a reader of the record sees it.
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
async fn a_header_is_added_to_plain_requests_to_this_computer_outside_the_sandbox() {
    let remote = Remote::http(HELLO).await;
    let place = remote.address.to_string();
    adds_headers(&format!("http://{place}/"), &place, &remote, vec![]).await;
}

#[tokio::test]
async fn nothing_secret_goes_out_without_encryption() {
    let remote = Remote::http(HELLO).await;
    let code = "import urllib.request, urllib.error, os\n\
        request = urllib.request.Request('http://remote.test/', headers={'X-Key': os.environ['TOKEN']})\n\
        try:\n  \
          print(urllib.request.urlopen(request, timeout=20).read().decode())\n\
        except urllib.error.HTTPError as refused:\n  \
          print(refused.code, refused.read().decode())\n";
    let local = engine(code, &[("remote.test", 80, &remote)], vec![]).await;
    let stored = json!({
        "id": "shop", "type": "environment_variable", "value": "s3cret-of-the-shop",
        "trusted_domains": ["remote.test"],
    });
    local.api.post("credentials", stored).await;
    let stands_in = json!({"TOKEN": {"credential": "shop"}});
    for (domain, env) in [
        (json!({"domain": "remote.test"}), stands_in),
        (
            json!({"domain": "remote.test", "transform": {"Authorization": SECRET}}),
            json!({"TOKEN": "plain"}),
        ),
    ] {
        let network = json!({"allowlist": [domain]});
        let environment = json!({"type": "remote", "network": network, "env": env});
        let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
        let printed = result(&local.api.create(body).await);
        assert!(
            printed.starts_with("403 remote.test:80 cannot be reached"),
            "{printed}"
        );
        assert!(printed.contains("use https"), "{printed}");
    }
    assert!(remote.heads().is_empty(), "{:?}", remote.heads());
}

#[tokio::test]
async fn a_header_is_added_inside_tls_outside_the_sandbox() {
    let (remote, root) = Remote::https(HELLO).await;
    adds_headers("https://remote.test/", "remote.test", &remote, vec![root]).await;
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

/// Network settings that add this credential to requests to `remote.test`.
fn credited(id: &str) -> Value {
    json!({"allowlist": [{"domain": "remote.test", "credential": id}]})
}

/// The values of a header that the server received, one per request.
fn values(remote: &Remote, header: &str) -> Vec<String> {
    let start = format!("{header}: ");
    let value = |head: &String| {
        let mut lines = head.lines();
        let found = lines.find(|line| line.to_lowercase().starts_with(&start));
        found.map_or_else(String::new, |line| line[start.len()..].to_owned())
    };
    remote.heads().iter().map(value).collect()
}

#[tokio::test]
async fn a_bearer_token_is_added_outside_the_sandbox_as_it_is_stored_at_that_time() {
    let (remote, root) = Remote::https(HELLO).await;
    let code = fetch_and_tell("https://remote.test/");
    let local = engine(&code, &[("remote.test", 443, &remote)], vec![root]).await;
    let stored = json!({"id": "remote", "type": "bearer_token", "token": "s3cret-one"});
    local.api.post("credentials", stored).await;
    let environment = json!({"type": "remote", "network": credited("remote")});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    let first = local.api.create(body).await;
    assert!(result(&first).starts_with("hello\n"), "{first}");
    let path = "credentials/remote?update_mask=token,header_name,prefix";
    let change = json!({"type": "bearer_token", "token": "s3cret-two", "header_name": "X-Key", "prefix": ""});
    local.api.patch(path, change).await;
    let again =
        json!({"agent": "errand-agent", "input": "go", "environment": first["environment_id"]});
    let second = local.api.create(again.clone()).await;
    assert!(result(&second).starts_with("hello\n"), "{second}");
    assert_eq!(
        values(&remote, "authorization"),
        ["Bearer s3cret-one", "mine"]
    );
    assert_eq!(values(&remote, "x-key"), ["", "s3cret-two"]);
    let environment = first["environment_id"].as_str().unwrap();
    let shown = local.api.get(&format!("environments/{environment}")).await;
    assert_eq!(shown["network"], credited("remote"));
    for text in [first.to_string(), second.to_string(), shown.to_string()] {
        assert!(!text.contains("s3cret"), "{text}");
    }
    // A program that counts on the credential does not send requests without it.
    local.api.delete("credentials/remote").await;
    let third = result(&local.api.create(again).await);
    assert!(
        third.contains("[Refused: remote.test:443 (its credential 'remote' is not there any more)"),
        "{third}"
    );
    assert_eq!(remote.heads().len(), 2);
}

const TOKENS: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n\
    {\"access_token\": \"s3cret-access\", \"token_type\": \"Bearer\", \"expires_in\": 1, \"refresh_token\": \"s3cret-next\"}";

async fn store_oauth(local: &Local, tokens: &Remote) {
    let stored = json!({"id": "remote", "type": "oauth2", "client_id": "errand", "client_secret": "s3cret-client",
        "refresh_token": "s3cret-first", "token_url": format!("http://{}/token", tokens.address), "scopes": ["a", "b"]});
    local.api.post("credentials", stored).await;
}

#[tokio::test]
async fn oauth_is_asked_for_a_token_and_a_new_refresh_token_takes_the_place_of_the_old_one() {
    let (remote, root) = Remote::https(HELLO).await;
    let tokens = Remote::http(TOKENS).await;
    let code = fetch("https://remote.test/");
    let local = engine(&code, &[("remote.test", 443, &remote)], vec![root]).await;
    store_oauth(&local, &tokens).await;
    for _ in 0..2 {
        let printed = printed(&local, &credited("remote")).await;
        assert!(printed.starts_with("hello\n"), "{printed}");
    }
    assert_eq!(
        values(&remote, "authorization"),
        ["Bearer s3cret-access", "Bearer s3cret-access"]
    );
    let asked = tokens.heads();
    assert!(
        asked[0].starts_with("POST /token HTTP/1.1\r\n"),
        "{asked:?}"
    );
    assert!(
        asked[0].ends_with(
            "\r\n\r\ngrant_type=refresh_token&refresh_token=s3cret-first&client_secret=s3cret-client&client_id=errand&scope=a+b"
        ),
        "{asked:?}"
    );
    assert!(asked[1].contains("refresh_token=s3cret-next&"), "{asked:?}");
}

#[tokio::test]
async fn a_token_that_is_not_to_be_had_closes_the_host_and_the_result_says_why() {
    let remote = Remote::http(HELLO).await;
    let tokens =
        Remote::http("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            .await;
    let code = fetch("http://remote.test/");
    let local = engine(&code, &[("remote.test", 80, &remote)], vec![]).await;
    store_oauth(&local, &tokens).await;
    let printed = printed(&local, &credited("remote")).await;
    let why =
        "its credential 'remote' cannot be renewed: the server of its tokens answers HTTP 400";
    assert_eq!(
        printed,
        format!(
            "502 remote.test:80 cannot be reached from this sandbox: {why}.\n[Refused: remote.test:80 ({why}).]\n"
        )
    );
    assert!(remote.heads().is_empty());
}

#[tokio::test]
async fn a_credential_that_cannot_be_added_is_refused_by_name_wherever_it_stands() {
    let local = engine("", &[], vec![]).await;
    let variable = json!({"id": "variable", "type": "environment_variable", "value": "s3cret"});
    local.api.post("credentials", variable).await;
    for (id, why) in [("nowhere", "does not exist"), ("variable", "is no header")] {
        let environment = json!({"type": "remote", "network": credited(id)});
        let calls = [
            (
                "interactions",
                json!({"agent": "errand-agent", "input": "x", "environment": environment}),
            ),
            ("environments", json!({"network": credited(id)})),
            (
                "agents",
                json!({"id": "a", "base_agent": "errand-agent", "base_environment": environment}),
            ),
        ];
        for (path, body) in calls {
            let (status, _, message) = local.api.refused(Method::POST, path, Some(body)).await;
            assert_eq!(status, 400, "{path}");
            let expected = format!("network.allowlist[0].credential: the credential '{id}' {why}");
            assert!(message.starts_with(&expected), "{path}: {message}");
        }
    }
}

/// Sends the variable's value in a header and in the URL, and prints the variable.
const WITH_VARIABLE: &str = "import urllib.request, os\n\
    token = os.environ['TOKEN']\n\
    for host in ['https://remote.test', 'http://other.test']:\n  \
      request = urllib.request.Request(f'{host}/?key={token}', headers={'X-Key': f'k {token}'})\n  \
      print(urllib.request.urlopen(request, timeout=20).read().decode())\n\
    print('it is', token)\n";

#[tokio::test]
async fn a_variable_stands_for_a_credential_that_only_trusted_hosts_get() {
    let (remote, root) = Remote::https(HELLO).await;
    let other = Remote::http(HELLO).await;
    let places = [("remote.test", 443, &remote), ("other.test", 80, &other)];
    let local = engine(WITH_VARIABLE, &places, vec![root]).await;
    let stored = json!({
        "id": "shop", "type": "environment_variable", "value": "s3cret-of-the-shop",
        "injection_location": ["header", "query"], "trusted_domains": ["remote.test"],
    });
    local.api.post("credentials", stored).await;
    let network = json!({"allowlist": [{"domain": "remote.test"}, {"domain": "other.test"}]});
    let env = json!({"TOKEN": {"credential": "shop"}});
    let environment = json!({"type": "remote", "network": network, "env": env});
    let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
    let interaction = local.api.create(body).await;
    let printed = result(&interaction);
    assert!(printed.contains("it is errand-credential-"), "{printed}");
    let got = &remote.heads()[0];
    assert!(
        got.starts_with("GET /?key=s3cret-of-the-shop HTTP"),
        "{got}"
    );
    assert_eq!(values(&remote, "x-key"), ["k s3cret-of-the-shop"]);
    assert!(!other.heads()[0].contains("s3cret"), "{:?}", other.heads());
    assert!(other.heads()[0].contains("errand-credential-"));
    assert!(!interaction.to_string().contains("s3cret"), "{interaction}");
}

#[tokio::test]
async fn a_variable_cannot_stand_for_what_is_not_there_or_goes_into_bodies() {
    let local = engine("", &[], vec![]).await;
    let stored = json!({"id": "plain", "type": "bearer_token", "token": "x"});
    local.api.post("credentials", stored).await;
    let stored = json!({
        "id": "in-bodies", "type": "environment_variable", "value": "x",
        "injection_location": "body", "trusted_domains": ["a.test"],
    });
    local.api.post("credentials", stored).await;
    for (id, words) in [
        ("gone", "does not exist"),
        ("plain", "environment_variable"),
        ("in-bodies", "body"),
    ] {
        let environment = json!({"type": "remote", "env": {"TOKEN": {"credential": id}}});
        let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body))
            .await;
        assert!(
            status == 400 && message.contains("'TOKEN'") && message.contains(words),
            "{message}"
        );
    }
}
