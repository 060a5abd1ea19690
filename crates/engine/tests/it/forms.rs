//! Structured output: every form of `response_format`, checked before and after (contract section 3.4).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{output, serve, step_kinds};

const MODEL: &str = "gemini-3.8-flash";

fn schema() -> Value {
    json!({"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]})
}

#[tokio::test]
async fn an_answer_of_the_form_is_given_without_the_fence_around_it() {
    let say = json!([{"thought": "Easy."}, "```json\n{\"name\":", {"text": " \"basalt\"}\n```", "delay_ms": 50}]);
    let local = serve(json!({"turns": [{"say": say}]})).await;
    for format in [
        json!({"type": "text", "mime_type": "application/json", "schema": schema()}),
        json!([{"type": "text", "mime_type": "application/json", "schema": schema()}]),
        schema(),
        json!({"type": "text", "mime_type": "application/json"}),
    ] {
        let body = json!({"model": MODEL, "input": "x", "response_format": format});
        let answer = local.api.create(body).await;
        assert_eq!(answer["status"], "completed", "{answer}");
        assert_eq!(output(&answer), "{\"name\": \"basalt\"}");
        assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    }
}

#[tokio::test]
async fn an_answer_that_has_not_the_form_and_cannot_be_mended_is_not_given() {
    let local = serve(json!({"turns": [{"say": ["{\"nom\": 1}"]}]})).await;
    let body = json!({"model": MODEL, "input": "x", "response_format": schema()});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "failed");
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("response_format") && message.contains("\"name\""),
        "{message}"
    );
    assert!(answer.get("steps").is_none(), "{answer}");
    let usage = &answer["usage"]["total_output_tokens"];
    assert_eq!(usage, 6, "it was asked twice");
}

#[tokio::test]
async fn what_the_limit_cut_off_is_shown_as_it_is() {
    let local = serve(json!({"turns": [{"say": ["{\"name\": \"bas", {"end": "limit"}]}]})).await;
    let body = json!({"model": MODEL, "input": "x", "response_format": schema()});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "incomplete");
    assert_eq!(output(&answer), "{\"name\": \"bas");
}

#[tokio::test]
async fn a_form_that_makes_no_sense_is_refused_by_its_field() {
    let local = serve(json!({"turns": [{"say": ["{}"]}]})).await;
    for (fields, name) in [
        (
            json!({"response_format": {"type": "objekt"}}),
            "response_format",
        ),
        (
            json!({"response_format": {"type": "text", "mime_type": "text/html"}}),
            "response_format.mime_type",
        ),
        (
            json!({"response_format": {"type": "text", "mime_type": "text/plain", "schema": {}}}),
            "response_format.schema",
        ),
        (
            json!({"response_format": [{"type": "text"}, {"type": "text"}]}),
            "response_format",
        ),
        (
            json!({"generation_config": {"thinking_level": "huge"}}),
            "thinking_level",
        ),
        (
            json!({"generation_config": {"thinking_summaries": "all"}}),
            "thinking_summaries",
        ),
    ] {
        let mut body = json!({"model": MODEL, "input": "x"});
        for (field, value) in fields.as_object().unwrap() {
            body[field] = value.clone();
        }
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body))
            .await;
        assert_eq!(status, 400, "{fields}");
        assert!(message.contains(name), "{fields}: {message}");
    }
}

#[tokio::test]
async fn thoughts_are_left_away_where_that_is_asked_for() {
    let local = serve(json!({"turns": [{"say": [{"thought": "Hm."}, "Yes."]}]})).await;
    let body =
        json!({"model": MODEL, "input": "x", "generation_config": {"thinking_summaries": "none"}});
    assert_eq!(step_kinds(&local.api.create(body).await), ["model_output"]);
}
