//! The real model. Runs only with `ERRAND_STARTER_MODEL=FILE.gguf`, and says so when it does not.

use std::path::PathBuf;

use engine::BrainChoice;
use serde_json::json;

use crate::support::{Local, id_of, output, serve_brain, text_of};

async fn starter() -> Option<Local> {
    let Some(model) = std::env::var_os("ERRAND_STARTER_MODEL").map(PathBuf::from) else {
        eprintln!("\n!!! STARTER MODEL TEST SKIPPED: set ERRAND_STARTER_MODEL to a GGUF file\n");
        return None;
    };
    assert!(
        model.is_file(),
        "ERRAND_STARTER_MODEL names no file: {}",
        model.display()
    );
    Some(serve_brain(BrainChoice::Starter { model }, tempfile::tempdir().unwrap()).await)
}

const MODEL: &str = "errand-starter";

#[tokio::test]
async fn it_answers_with_words_and_counts_tokens() {
    let Some(local) = starter().await else { return };
    let body = json!({"model": MODEL, "input": "What is the capital of France?", "generation_config": {"temperature": 0}});
    let (events, done) = local.api.create_stream(body).await;
    assert!(done);
    assert!(text_of(&events).contains("Paris"), "{}", text_of(&events));
    let usage = &events.last().unwrap()["interaction"]["usage"];
    assert!(
        usage["total_input_tokens"].as_u64().unwrap() > 5
            && usage["total_output_tokens"].as_u64().unwrap() > 3
    );
}

#[tokio::test]
async fn it_knows_what_was_said_before() {
    let Some(local) = starter().await else { return };
    let config = json!({"temperature": 0, "max_output_tokens": 60});
    let first = local
        .api
        .create(json!({"model": MODEL, "input": "What is the capital of Italy?", "generation_config": config}))
        .await;
    let body = json!({"model": MODEL, "input": "Repeat your last answer.", "previous_interaction_id": first["id"], "generation_config": config});
    let second = local.api.create(body).await;
    assert!(output(&second).contains("Rome"), "{}", output(&second));
}

#[tokio::test]
async fn the_same_seed_gives_the_same_words_and_limits_hold() {
    let Some(local) = starter().await else { return };
    let body = json!({"model": MODEL, "input": "Tell me a story.", "generation_config": {"seed": 7, "max_output_tokens": 24}});
    let (one, two) = tokio::join!(local.api.create(body.clone()), local.api.create(body));
    assert_eq!(output(&one), output(&two));
    assert_eq!(one["status"], "incomplete");
    assert_eq!(one["usage"]["total_output_tokens"], 24);
    let body = json!({"model": MODEL, "input": "Count from one to ten in words, with commas.", "generation_config": {"temperature": 0, "stop_sequences": [","]}});
    assert!(!output(&local.api.create(body).await).contains(','));
}

#[tokio::test]
async fn a_talk_longer_than_its_memory_is_shortened_and_still_answered() {
    let Some(local) = starter().await else { return };
    let long = "The quick brown fox jumps over the lazy dog. ".repeat(600);
    let body = json!({"model": MODEL, "input": format!("{long}\n\nSay hello."), "generation_config": {"max_output_tokens": 16}});
    let answer = local.api.create(body).await;
    assert!(
        matches!(answer["status"].as_str(), Some("completed" | "incomplete")),
        "{answer}"
    );
    assert!(answer["usage"]["total_input_tokens"].as_u64().unwrap() <= 4096);
}

#[tokio::test]
async fn it_stops_when_asked_and_reads_attached_text() {
    let Some(local) = starter().await else { return };
    let body = json!({"model": MODEL, "input": "Write a very long story.", "background": true, "generation_config": {"max_output_tokens": 4000}});
    let begun = local.api.create(body).await;
    while output(
        &local
            .api
            .get(&format!("interactions/{}", id_of(&begun)))
            .await,
    )
    .is_empty()
    {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let stopped = local
        .api
        .post(&format!("interactions/{}/cancel", id_of(&begun)), json!({}))
        .await;
    assert_eq!(stopped["status"], "cancelled");
    let document = json!({"type": "document", "mime_type": "text/plain", "data": "VGhlIGtleSBpcyB1bmRlciB0aGUgcmVkIG1hdC4="});
    let input = json!([{"type": "text", "text": "Where is the key?"}, document]);
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": input, "generation_config": {"temperature": 0}}))
        .await;
    assert!(output(&answer).contains("mat"), "{}", output(&answer));
    let image = json!([{"type": "image", "mime_type": "image/png", "data": "aGk="}]);
    let (status, _, message) = local
        .api
        .refused(
            reqwest::Method::POST,
            "interactions",
            Some(json!({"model": MODEL, "input": image})),
        )
        .await;
    assert_eq!(status, 400);
    assert!(message.contains("text only"), "{message}");
}

#[tokio::test]
async fn a_job_of_the_starter_model_always_ends_with_a_report() {
    let Some(local) = starter().await else { return };
    let ask = "Compare these three suppliers and write comparison.csv\n\nAlpha: 4.20 EUR, 3 days. Beta: 3.90 EUR, 7 days. Gamma: 4.50 EUR, 1 day.";
    let answer = local
        .api
        .create(json!({"agent": "errand-agent", "input": ask, "environment": "remote"}))
        .await;
    assert_eq!(answer["status"], "completed");
    let path = format!(
        "environments/{}/files/workspace",
        answer["environment_id"].as_str().unwrap()
    );
    let list = local.api.get(&path).await;
    let names: Vec<&str> = list["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"report.md") && names.contains(&"comparison.csv"),
        "{names:?}"
    );
}

#[tokio::test]
async fn a_missing_or_wrong_model_file_fails_the_interaction_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none.gguf");
    let local = serve_brain(
        BrainChoice::Starter {
            model: missing.clone(),
        },
        folder,
    )
    .await;
    let body = json!({"model": MODEL, "input": "Hi"});
    let answer = local.api.create(body.clone()).await;
    assert_eq!(answer["status"], "failed");
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("none.gguf is missing") && message.contains("settings"),
        "{message}"
    );
    std::fs::write(&missing, "not a model at all").unwrap();
    let answer = local.api.create(body).await;
    assert!(
        answer["errors"][0]["message"]
            .as_str()
            .unwrap()
            .contains("not a GGUF model"),
        "{answer}"
    );
}
