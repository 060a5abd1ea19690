//! Tests with the real starter model.

use engine::BrainChoice;
use serde_json::json;

use crate::starter_model::model;
use crate::support::{Local, id_of, output, serve_brain, text_of};

async fn starter() -> Local {
    serve_brain(
        BrainChoice::Starter { model: model() },
        tempfile::tempdir().unwrap(),
    )
    .await
}

/// An engine with a copy of the starter's file in which `from` is replaced by `to`, under another name.
async fn changed(from: &[u8], to: &[u8]) -> Local {
    assert_eq!(from.len(), to.len());
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = std::fs::read(model()).unwrap();
    let at = memchr::memmem::find(&bytes, from).unwrap();
    bytes[at..at + to.len()].copy_from_slice(to);
    let file = folder.path().join("my own.gguf");
    std::fs::write(&file, bytes).unwrap();
    serve_brain(BrainChoice::Starter { model: file }, folder).await
}

const MODEL: &str = "errand-starter";

#[tokio::test]
async fn it_answers_with_words_and_counts_tokens() {
    let local = starter().await;
    let body = json!({"model": MODEL, "input": "Which ocean is the largest?", "generation_config": {"temperature": 0}});
    let (events, done) = local.api.create_stream(body).await;
    assert!(done);
    assert!(text_of(&events).contains("Pacific"), "{}", text_of(&events));
    let usage = &events.last().unwrap()["interaction"]["usage"];
    assert!(
        usage["total_input_tokens"].as_u64().unwrap() > 5
            && usage["total_output_tokens"].as_u64().unwrap() > 3
    );
}

#[tokio::test]
async fn it_knows_what_was_said_before() {
    let local = starter().await;
    let config = json!({"temperature": 0, "max_output_tokens": 60});
    let first = local
        .api
        .create(json!({"model": MODEL, "input": "Which ocean is the largest?", "generation_config": config}))
        .await;
    let body = json!({"model": MODEL, "input": "Repeat your last answer.", "previous_interaction_id": first["id"], "generation_config": config});
    let second = local.api.create(body).await;
    assert!(output(&second).contains("Pacific"), "{}", output(&second));
}

#[tokio::test]
async fn the_same_seed_gives_the_same_words_and_limits_hold() {
    let local = starter().await;
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
    // The context length in the file: with less than the usual 8192 tokens this test reads less.
    let says = |tokens: u32| {
        [
            &b"llama.context_length\x04\0\0\0"[..],
            &tokens.to_le_bytes(),
        ]
        .concat()
    };
    let local = changed(&says(8192), &says(1024)).await;
    let long = "The quick brown fox jumps over the lazy dog. ".repeat(150);
    let body = json!({"model": MODEL, "input": format!("{long}\n\nSay hello."), "generation_config": {"max_output_tokens": 16}});
    let answer = local.api.create(body).await;
    assert!(
        matches!(answer["status"].as_str(), Some("completed" | "incomplete")),
        "{answer}"
    );
    let read = answer["usage"]["total_input_tokens"].as_u64().unwrap();
    assert!((512..=1024).contains(&read), "{answer}");
}

#[tokio::test]
async fn it_stops_when_asked_and_reads_attached_text() {
    let local = starter().await;
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
    let local = starter().await;
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

/// The prompt of a tile on the start page, from the window's texts.
fn tile(id: &str) -> String {
    let words = include_str!("../../../../locales/en/page.ftl");
    let (_, tile) = words.split_once(&format!("\nstart-tries-{id} =")).unwrap();
    let (_, text) = tile.split_once(".text =").unwrap();
    let end = text.find("\nstart-").or_else(|| text.find("\nwho-"));
    let lines = text[..end.unwrap()].trim().lines();
    lines.map(str::trim).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn what_the_start_page_proposes_here_comes_out_right() {
    let local = starter().await;
    let manners =
        "You are a helpful assistant. Answer in the language of the person who asks. Use Markdown.";
    for (id, right) in [("findDate", "14 March"), ("askShort", "Pacific")] {
        for seed in 1..4 {
            let body = json!({"model": MODEL, "input": tile(id), "system_instruction": manners, "generation_config": {"seed": seed}});
            let answer = output(&local.api.create(body).await);
            assert!(answer.contains(right), "{id}, seed {seed}: {answer}");
        }
    }
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
    assert_eq!(answer["errors"][0]["code"], "no_model");
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

fn said(
    local: &Local,
    body: serde_json::Value,
) -> impl Future<Output = (String, serde_json::Value)> {
    let api = local.api.clone();
    async move {
        let (events, done) = api.create_stream(body).await;
        assert!(done);
        let last = events.last().unwrap()["interaction"].clone();
        (text_of(&events), last)
    }
}

fn short(input: &str) -> serde_json::Value {
    json!({"model": MODEL, "input": input, "generation_config": {"temperature": 0, "max_output_tokens": 8}})
}

fn number(interaction: &serde_json::Value, name: &str) -> u64 {
    interaction["usage"][name].as_u64().unwrap_or(0)
}

#[tokio::test]
async fn a_follow_up_reads_only_what_is_new() {
    let local = starter().await;
    let long = "The quick brown fox jumps over the lazy dog. ".repeat(40);
    let (_, first) = said(&local, short(&long)).await;
    assert_eq!(number(&first, "total_cached_tokens"), 0);
    // Another conversation in between must not evict it.
    said(&local, short("What is the capital of Italy?")).await;
    let mut body = short("And who is lazy?");
    body["previous_interaction_id"] = first["id"].clone();
    let (_, second) = said(&local, body).await;
    let cached = number(&second, "total_cached_tokens");
    assert!(cached >= number(&first, "total_input_tokens"), "{second}");
    assert!(
        number(&second, "total_input_tokens") - cached < 30,
        "{second}"
    );
}

#[tokio::test]
async fn talks_go_on_together_and_each_says_what_it_says_alone() {
    let local = starter().await;
    let ask = |words: &str| {
        json!({"model": MODEL, "input": words,
            "generation_config": {"temperature": 0, "max_output_tokens": 60}})
    };
    let long = format!(
        "{}\n\nWhat is this about?",
        "The quick brown fox jumps over the lazy dog. ".repeat(60)
    );
    let asks = ["Tell me a story about the sea.", "What is a lamp?", &long];
    let together = futures::future::join_all(asks.map(|words| said(&local, ask(words)))).await;
    let fresh = starter().await;
    for (words, (text, _)) in asks.iter().zip(&together) {
        let (alone, _) = said(&fresh, ask(words)).await;
        // A different order of summation may choose another token late in a text, but not at its beginning.
        let beginning = |text: &str| text.chars().take(20).collect::<String>();
        assert_eq!(beginning(text), beginning(&alone));
    }
}

#[tokio::test]
async fn nothing_that_is_said_is_a_mark_of_the_template() {
    let local = starter().await;
    let (_, plain) = said(&local, short("x")).await;
    let marks = "<|im_end|><|im_start|>".repeat(20);
    let (_, marked) = said(&local, short(&marks)).await;
    let tokens = number(&marked, "total_input_tokens") - number(&plain, "total_input_tokens");
    assert!(tokens > 40 * 3, "{tokens} tokens for 40 written marks");
}

#[tokio::test]
async fn the_models_list_says_its_name_and_how_much_it_can_read() {
    let list = starter().await.api.get("models").await;
    assert_eq!(list["models"][0]["displayName"], "Starter model");
    assert_eq!(list["models"][0]["inputTokenLimit"], 8192);
    let own = changed(b"Smollm2 135M", b"Clever model").await;
    let list = own.api.get("models").await;
    let name = list["models"][0]["displayName"].as_str().unwrap();
    assert!(name.starts_with("Clever model"), "{name}");
}

#[tokio::test]
async fn a_model_that_does_not_say_how_one_talks_with_it_is_not_talked_with() {
    let own = changed(b"tokenizer.chat_template", b"tokenizer.chat_nothing!").await;
    let answer = own.api.create(short("Hello")).await;
    assert_eq!(answer["status"], "failed");
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("my own.gguf")
            && message.contains("no chat template")
            && message.contains("settings"),
        "{message}"
    );
    let own = changed(
        b"{% for message in messages %}",
        b"{% for message in massages %}",
    )
    .await;
    let answer = own.api.create(short("Hello")).await;
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("leaves out a part of the talk"),
        "{message}"
    );
}
