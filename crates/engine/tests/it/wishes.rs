//! Options that a connected server does not support, and formats that only validation can ensure.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{KEY, output, serve};
use crate::vendor::{Vendor, says};

const MODEL: &str = "acme/able/one";

#[tokio::test]
async fn a_wish_that_a_server_would_not_hear_is_refused_in_both_dialects() {
    let local = serve(json!({})).await;
    let vendor = Vendor::start([]).await;
    let line = vendor.line().replace("\"openai\"", "\"anthropic\"");
    local.engine.connector().take(line.as_bytes());
    for (field, value) in [
        ("temperature", json!(0.5)),
        ("top_p", json!(0.9)),
        ("seed", json!(7)),
    ] {
        let mut body = json!({"model": MODEL, "input": "x"});
        body["generation_config"] = json!({field: value});
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body))
            .await;
        let place = format!("generation_config.{field}");
        assert!(status == 400 && message.contains(&place), "{message}");
        let mut body = json!({"model": MODEL, "messages": [{"role": "user", "content": "x"}]});
        body[field] = value;
        let sent = local
            .api
            .http
            .post(format!("{}/v1/chat/completions", local.api.base));
        let answer = sent.bearer_auth(KEY).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 400);
        assert!(answer.text().await.unwrap().contains(field));
    }
    assert!(vendor.asked().is_empty());
}

#[tokio::test]
async fn a_format_that_a_server_takes_without_effect_is_checked_and_mended() {
    let local = serve(json!({})).await;
    let vendor = Vendor::start([
        says(&["{\"day\": \"tomorrow\"}"]),
        says(&["{\"day\": \"2026-11-30\"}"]),
    ])
    .await;
    vendor.connect(&local);
    let schema = json!({"type": "object", "properties": {"day": {"type": "string", "format": "date"}}, "required": ["day"]});
    let body = json!({"model": MODEL, "input": "When?", "response_format": schema});
    let answer: Value = local.api.create(body).await;
    assert_eq!(output(&answer), "{\"day\": \"2026-11-30\"}");
    let complaint = vendor.last_messages();
    let complaint = complaint.last().unwrap().to_string();
    assert!(complaint.contains("date"), "{complaint}");
}
