//! Every call recorded of the official SDKs is sent alike, or named with the reason why not.

use interactions::{CreateEnvironment, CreateInteraction, EnvironmentMode};

use crate::fixture;
use crate::requests::{same, start};

/// Recordings of later SDK versions, with calls that are new or changed.
const LATER: [&str; 2] = ["python_sdk_3_6_1", "js_sdk_3_3_0"];

/// Recorded calls that the client does not make, or makes differently on purpose, with the reason.
const NOT_SENT: [(&str, &str); 8] = [
    (
        "interactions.auth_tokens.",
        "tokens for pages that talk to the service without a key; Errand has the key",
    ),
    (
        "interactions.get (client made with an auth token)",
        "the same: the token takes the place of the key",
    ),
    (
        "aio.interactions.connect",
        "talks over a WebSocket; only its messages have types",
    ),
    (
        "decisions.create",
        "nothing in Errand asks for a decision alone",
    ),
    (
        "environments.files.download",
        "this SDK cuts a path at its hash; the client escapes it",
    ),
    (
        "files.upload (classic route, resumable)",
        "the client sends the sizes and names as the Python SDK does",
    ),
    (
        "files.delete (classic route)",
        "this SDK sends a body with a DELETE; the client sends none, as the Python SDK",
    ),
    (
        "environments.list (mode)",
        "sent by Python as asked for; the other SDK drops the mode from the query",
    ),
];

#[tokio::test]
async fn every_recorded_create_is_sent_as_the_sdks_sent_it() {
    let recorded = fixture::json("requests.json");
    let calls = recorded["requests"].as_array().unwrap().iter();
    let js = recorded["js_sdk_2_32_0"]["requests"].as_array().unwrap();
    let later = LATER.map(|section| recorded[section]["requests"].as_array().unwrap());
    let (mut streamed, mut unary) = (0, 0);
    for call in calls.chain(js).chain(later.into_iter().flatten()) {
        let name = call["call"].as_str().unwrap();
        for request in call["requests"].as_array().unwrap() {
            let path = request["path"].as_str().unwrap();
            let version = path.strip_suffix("/interactions");
            let Some(version) = version.filter(|_| request["method"] == "POST") else {
                continue;
            };
            let (server, _) = start().await;
            let version = version.trim_start_matches('/');
            let client = server.builder().version(version).build().unwrap();
            let request = &fixture::with_cap_as_text(request);
            let create: CreateInteraction =
                serde_json::from_value(request["body"].clone()).unwrap();
            if create.stream == Some(true) {
                client.create_stream(&create).await.unwrap();
                streamed += 1;
            } else {
                client.create(&create).await.unwrap();
                unary += 1;
            }
            same(&server.requests()[0], request, name);
        }
    }
    assert!(streamed >= 6 && unary >= 19, "{streamed} and {unary}");
}

#[tokio::test]
async fn every_other_call_of_the_later_sdks_is_sent_alike_or_named_with_the_reason() {
    let (server, client) = start().await;
    let recorded = fixture::json("requests.json");
    let (mut sent, mut named) = (0, Vec::new());
    for section in LATER {
        for call in recorded[section]["requests"].as_array().unwrap() {
            let name = call["call"].as_str().unwrap();
            let request = &call["requests"][0];
            let environments = client.environments();
            match name {
                _ if name.starts_with("interactions.create") => continue,
                "environments.create (self_hosted)" | "environments.create (on_demand)" => {
                    let create: CreateEnvironment =
                        serde_json::from_value(request["body"].clone()).unwrap();
                    assert!(create.extra.is_empty(), "{name}");
                    environments.create(&create).await.unwrap();
                }
                "environments.list (mode)" if section == "python_sdk_3_6_1" => {
                    let listed = environments.list_by_mode(&EnvironmentMode::SelfHosted);
                    listed.page_size(2).one_page().await.unwrap();
                }
                _ => {
                    let reason = NOT_SENT.iter().find(|(call, _)| name.starts_with(call));
                    named.push(
                        reason
                            .unwrap_or_else(|| panic!("nothing is said of {name}"))
                            .0,
                    );
                    continue;
                }
            }
            same(server.requests().last().unwrap(), request, name);
            sent += 1;
        }
    }
    assert_eq!(
        sent, 4,
        "two sandboxes and a list, and one of them by the other SDK"
    );
    for (call, reason) in NOT_SENT {
        assert!(
            named.contains(&call),
            "{call} is not recorded any more: {reason}"
        );
    }
}
