//! Discovery of servers on this computer.

use providers::{answering, check, models, presets};
use serde_json::json;

use crate::server::{Answer, Server, client};

#[tokio::test]
async fn those_that_answer_as_servers_of_models_are_found_with_their_models() {
    let models = Answer::json(json!({"data": [{"id": "m", "context_length": 10}]}));
    let ours = Server::start([("GET /v1/models", models)]).await;
    let page = Answer::new(200, "text/html", "<html>");
    let other = Server::start([("GET /v1/models", page.clone()), ("GET /", page)]).await;
    let mut silent = ours.provider();
    silent.base_url = "http://127.0.0.1:1/v1".into();
    let found = answering(&client(), [other.provider(), silent, ours.provider()]).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].provider.base_url, ours.provider().base_url);
    assert_eq!(found[0].models[0].id, "m");
}

#[tokio::test]
async fn a_task_of_any_thread_may_ask() {
    let list = Answer::json(json!({"data": [{"id": "m", "context_length": 10}]}));
    let server = Server::start([("GET /v1/models", list)]).await;
    let provider = server.provider();
    let asked = tokio::spawn(async move {
        let client = client();
        let found = answering(&client, [provider.clone()]).await;
        let listed = models(&client, &provider).await.unwrap();
        let checked = check(&client, &provider).await.unwrap();
        (found[0].models.clone(), listed, checked)
    });
    let (found, listed, checked) = asked.await.unwrap();
    assert_eq!(found, listed);
    assert_eq!(listed, checked);
}

#[test]
fn the_usual_ones_are_all_on_loopback_and_need_no_key() {
    let local: Vec<_> = presets().iter().filter(|preset| preset.local).collect();
    let ids: Vec<_> = local.iter().map(|preset| preset.id).collect();
    assert_eq!(ids, ["ollama", "lm-studio", "llama-server", "vllm"]);
    for preset in local {
        let provider = preset.provider().unwrap();
        assert!(provider.base_url.starts_with("http://127.0.0.1:"));
        assert!(!preset.needs_key);
    }
}

#[test]
fn every_vendor_is_asked_over_tls_and_says_where_a_key_is_made() {
    for preset in presets().iter().filter(|preset| preset.needs_key) {
        assert!(
            preset.base_url.unwrap().starts_with("https://"),
            "{}",
            preset.id
        );
        assert!(
            preset.key_page.unwrap().starts_with("https://"),
            "{}",
            preset.id
        );
    }
}
