//! Tests of the rules of vendors that no test can reach.

use serde_json::{Value, json};

use super::body;
use crate::chat::{Call, CallResult, Chat, Format, Message, Part, Role, Sampling, Thinking};
use crate::presets;

fn asked(vendor: &str, chat: &Chat) -> Value {
    let preset = presets().iter().find(|preset| preset.id == vendor);
    let provider = preset.and_then(|preset| preset.provider()).unwrap();
    body(&provider, chat).unwrap()
}

fn talk() -> Chat {
    let part = |part| vec![part];
    Chat {
        messages: vec![
            Message {
                role: Role::Assistant,
                parts: part(Part::Call(Call {
                    id: "toolu_01".into(),
                    name: "f".into(),
                    arguments: json!({}),
                })),
            },
            Message {
                role: Role::User,
                parts: part(Part::Result(CallResult {
                    id: "toolu_01".into(),
                    name: "f".into(),
                    parts: Vec::new(),
                    is_error: false,
                })),
            },
        ],
        sampling: Sampling {
            max_output_tokens: Some(5),
            seed: Some(1),
            thinking: Some(Thinking::Minimal),
            ..Sampling::default()
        },
        format: Some(Format::Schema(json!({"type": "object"}))),
        ..Chat::default()
    }
}

#[test]
fn openai_has_a_newer_name_for_the_limit() {
    let body = asked("openai", &talk());
    assert_eq!(body["max_completion_tokens"], 5);
    assert_eq!(body.get("max_tokens"), None);
    assert_eq!(body["reasoning_effort"], "minimal");
}

#[test]
fn mistral_gets_short_ids_and_no_field_it_does_not_know() {
    let body = asked("mistral", &talk());
    assert_eq!(body["random_seed"], 1);
    assert_eq!(body.get("seed"), None);
    assert_eq!(body.get("stream_options"), None);
    let id = body["messages"][0]["tool_calls"][0]["id"].as_str().unwrap();
    assert!(
        id.len() == 9 && id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{id}"
    );
    assert_eq!(body["messages"][1]["tool_call_id"], id);
}

#[test]
fn with_mistral_the_model_speaks_between_results_and_the_person() {
    let mut chat = talk();
    chat.messages[1].parts.push(Part::Text("And now?".into()));
    let said = |vendor| -> Vec<String> {
        let body = asked(vendor, &chat);
        let messages = body["messages"].as_array().unwrap();
        let roles = messages
            .iter()
            .map(|message| message["role"].as_str().unwrap().to_owned());
        roles.collect()
    };
    assert_eq!(said("mistral"), ["assistant", "tool", "assistant", "user"]);
    assert_eq!(said("openai"), ["assistant", "tool", "user"]);
}

#[test]
fn deepseek_gets_the_schema_in_words_and_a_thought_with_every_call() {
    let body = asked("deepseek", &talk());
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
    let system = body["messages"][0]["content"].as_str().unwrap();
    assert!(system.contains("{\"type\":\"object\"}"), "{system}");
    assert_eq!(body["messages"][1]["reasoning_content"], "");
}

#[test]
fn gemini_gets_a_word_in_place_of_the_signature_of_a_strangers_call() {
    let body = asked("gemini", &talk());
    assert_eq!(
        body["messages"][0]["tool_calls"][0]["extra_content"],
        json!({"google": {"thought_signature": "skip_thought_signature_validator"}})
    );
}
