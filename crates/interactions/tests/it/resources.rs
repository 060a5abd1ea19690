//! Triggers, credentials, webhooks and files: recorded requests and responses.

use interactions::types::file::UploadedFile;
use interactions::{
    Credential, CredentialConfig, CredentialList, RevocationBehavior, Trigger, TriggerExecution,
    TriggerExecutionList, TriggerList, Webhook, WebhookDelivery, WebhookState,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::fixture;
use crate::server::{self, Server};

fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let typed: T = serde_json::from_value(value.clone()).unwrap();
    let written = serde_json::to_value(&typed).unwrap();
    assert_eq!(
        fixture::without_nothing(written),
        fixture::without_nothing(value.clone())
    );
    typed
}

fn recorded(call: &str) -> Value {
    let all = fixture::json("requests.json");
    let found = all["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["call"] == call);
    found.unwrap_or_else(|| panic!("no call {call}"))["requests"][0].clone()
}

#[test]
fn every_recorded_resource_survives_a_round_trip() {
    let trigger: Trigger = round_trip(&fixture::json("trigger-create.json"));
    assert!(trigger.extra.is_empty());
    round_trip::<TriggerList>(&fixture::json("triggers-list.json"));
    round_trip::<TriggerExecution>(&fixture::json("trigger-run.json"));
    let runs: TriggerExecutionList = round_trip(&fixture::json("trigger-executions-list.json"));
    assert!(
        runs.trigger_executions
            .iter()
            .all(|run| run.extra.is_empty())
    );
    round_trip::<CredentialList>(&fixture::json("credential-list.json"));
    let webhook: Webhook = round_trip(&fixture::json("webhook-create.json"));
    assert!(webhook.extra.is_empty() && !format!("{webhook:?}").contains("MDEyMzQ1Njc4OWFiY2RlZ"));
    let file: UploadedFile = round_trip(&fixture::json("file-upload-final.json"));
    assert!(file.file.unwrap().extra.is_empty());
    let delivery = fixture::json("webhook-delivery.json");
    let body: WebhookDelivery = serde_json::from_str(delivery["body"].as_str().unwrap()).unwrap();
    assert_eq!(body.kind.as_deref(), Some("interaction.completed"));
}

fn credential(call: &str) -> CredentialConfig {
    let config: CredentialConfig = round_trip(&recorded(call)["body"]);
    assert!(!format!("{config:?}").contains("SECRET"), "{config:?}");
    config
}

#[tokio::test]
async fn calls_on_triggers_credentials_webhooks_and_files_equal_the_recorded_ones() {
    let server = Server::start(|_, _| server::json("{}")).await;
    let client = server.builder().version("v1").build().unwrap();
    let triggers = client.triggers();
    let trigger = "trg-5c1".into();
    triggers
        .create(&round_trip(&recorded("triggers.create")["body"]))
        .await
        .unwrap();
    triggers.list().page_size(20).one_page().await.unwrap();
    triggers.get(&trigger).await.unwrap();
    triggers.pause(&trigger).await.unwrap();
    triggers.resume(&trigger).await.unwrap();
    triggers.run(&trigger).await.unwrap();
    triggers
        .executions(&trigger)
        .page_size(5)
        .one_page()
        .await
        .unwrap();
    triggers.delete(&trigger).await.unwrap();
    let credentials = client.credentials();
    let id = "cred-api".into();
    for call in ["bearer_token", "environment_variable", "oauth2"] {
        credentials
            .create(&credential(&format!("credentials.create ({call})")))
            .await
            .unwrap();
    }
    credentials.list().page_size(10).one_page().await.unwrap();
    credentials
        .update(&id, &credential("credentials.update"), &["token"])
        .await
        .unwrap();
    let _: Credential = credentials.get(&id).await.unwrap();
    credentials.delete(&id).await.unwrap();
    let webhooks = client.webhooks();
    let hook = "wh-77".into();
    webhooks
        .create(&round_trip(&recorded("webhooks.create")["body"]))
        .await
        .unwrap();
    webhooks.list().all().await.unwrap();
    webhooks.get(&hook).await.unwrap();
    let off = Webhook {
        state: Some(WebhookState::Disabled),
        ..Webhook::default()
    };
    webhooks.update(&hook, &off, &["state"]).await.unwrap();
    webhooks.ping(&hook).await.unwrap();
    webhooks
        .rotate_signing_secret(&hook, Some(RevocationBehavior::After24Hours))
        .await
        .unwrap();
    webhooks.delete(&hook).await.unwrap();
    let files = client.files();
    let file = "abc123def456".into();
    files.get(&file).await.unwrap();
    files.download(&file).await.unwrap();
    files.delete(&file).await.unwrap();
    files.create_store("docs").await.unwrap();
    let calls = [
        "triggers.create",
        "triggers.list",
        "triggers.get",
        "triggers.update (pause)",
        "triggers.update (resume)",
        "triggers.run",
        "triggers.list_executions",
        "triggers.delete",
        "credentials.create (bearer_token)",
        "credentials.create (environment_variable)",
        "credentials.create (oauth2)",
        "credentials.list",
        "credentials.update",
        "credentials.get",
        "credentials.delete",
        "webhooks.create",
        "webhooks.list",
        "webhooks.get",
        "webhooks.update",
        "webhooks.ping",
        "webhooks.rotate_signing_secret",
        "webhooks.delete",
        "files.get (classic route)",
        "files.download (classic route)",
        "files.delete (classic route)",
        "file_search_stores.create (classic route)",
    ];
    let sent = server.requests();
    assert_eq!(sent.len(), calls.len());
    for (sent, call) in sent.iter().zip(calls) {
        let recorded = recorded(call);
        let body: Value = serde_json::from_slice(&sent.body).unwrap_or_default();
        assert_eq!(
            (
                sent.method.as_str(),
                sent.path.as_str(),
                sent.query.as_str(),
                &body
            ),
            (
                recorded["method"].as_str().unwrap(),
                recorded["path"].as_str().unwrap(),
                recorded["query"].as_str().unwrap(),
                &recorded["body"],
            ),
            "{call}"
        );
    }
}
