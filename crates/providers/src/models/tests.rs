//! Tests of the key page, which only OpenRouter has, at a URL that no test can reach.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::check_key_page;
use crate::Provider;
use crate::chat::FailureKind;

/// The result for a key page with this status and body.
async fn outcome(status: u16, page: Value) -> Result<(), FailureKind> {
    let status = axum::http::StatusCode::from_u16(status).unwrap();
    let app = Router::new().route("/v1/key", get(move || async move { (status, Json(page)) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let provider = Provider {
        id: "openrouter".into(),
        name: "OpenRouter".into(),
        dialect: crate::Dialect::OpenAi,
        base_url: format!("http://{}/v1", listener.local_addr().unwrap()),
        key: Some("sk-or".into()),
        models: Vec::new(),
    };
    tokio::spawn(async move { axum::serve(listener, app).await });
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    check_key_page(&client, &provider)
        .await
        .map_err(|failure| failure.kind)
}

#[tokio::test]
async fn a_key_without_a_limit_or_with_something_left_is_good() {
    assert_eq!(
        outcome(200, json!({"data": {"limit_remaining": null}})).await,
        Ok(())
    );
    assert_eq!(
        outcome(200, json!({"data": {"limit_remaining": 0.5}})).await,
        Ok(())
    );
}

#[tokio::test]
async fn a_key_that_spent_its_limit_and_a_wrong_one_are_told_apart() {
    let spent = outcome(200, json!({"data": {"limit_remaining": 0}})).await;
    assert_eq!(spent, Err(FailureKind::Quota));
    let wrong = outcome(
        401,
        json!({"error": {"code": 401, "message": "User not found."}}),
    )
    .await;
    assert_eq!(wrong, Err(FailureKind::Key));
}
