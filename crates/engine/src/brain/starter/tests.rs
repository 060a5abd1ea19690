//! Tests of response formats and functions with the real starter model.

use providers::chat::{Chat, Format, Function, Message, Part, Role, Sampling, ToolChoice};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::brain::{End, OutputSoFar, Piece};
use starter_model::model;

#[path = "../../../tests/it/starter_model.rs"]
pub(super) mod starter_model;

pub(super) fn chat(words: &str) -> Chat {
    Chat {
        messages: vec![Message {
            role: Role::User,
            parts: vec![Part::Text(words.to_owned())],
        }],
        sampling: Sampling {
            temperature: Some(0.0),
            max_output_tokens: Some(200),
            ..Sampling::default()
        },
        ..Chat::default()
    }
}

async fn answer(brain: &Starter, chat: Chat, open_reply: &str) -> Vec<Piece> {
    let prompt = Prompt {
        chat,
        so_far: OutputSoFar {
            open_reply: open_reply.to_owned(),
            ..OutputSoFar::default()
        },
        ..Prompt::default()
    };
    let mut received = brain.think(prompt, CancellationToken::new());
    let mut pieces = Vec::new();
    while let Some(piece) = received.recv().await {
        pieces.push(piece.unwrap());
    }
    pieces
}

fn text(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// The call that was made: its function and arguments.
fn call(pieces: &[Piece]) -> (String, Value) {
    let (mut called, mut arguments) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::CallBegins { name, .. } => called.push_str(name),
            Piece::CallArguments(text) => arguments.push_str(text),
            _ => {}
        }
    }
    (called, serde_json::from_str(&arguments).unwrap())
}

fn functions() -> Vec<Function> {
    let function = |name: &str, parameters: Value| Function {
        name: name.to_owned(),
        description: Some(format!("Does {name}.")),
        parameters,
    };
    vec![
        function(
            "set_lamp",
            json!({"type": "object", "required": ["room", "on"], "properties": {
                "room": {"enum": ["kitchen", "hall"]}, "on": {"type": "boolean"}}}),
        ),
        function(
            "say",
            json!({"type": "object", "required": ["words"], "properties": {"words": {"type": "string"}}}),
        ),
    ]
}

const PERSON: &str = r#"{"type": "object", "required": ["name", "age", "tags"], "properties": {
    "name": {"type": "string"}, "age": {"type": "integer", "minimum": 0, "maximum": 130},
    "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 3}}}"#;

#[tokio::test]
async fn an_answer_of_a_schema_parses_and_fits_however_little_room_it_has() {
    let brain = Starter::new(model());
    let schema: Value = serde_json::from_str(PERSON).unwrap();
    for room in [40, 200] {
        let mut chat =
            chat("Describe a person named Ada, 36 years old, who likes mathematics and trains.");
        chat.format = Some(Format::Schema(schema.clone()));
        chat.sampling.max_output_tokens = Some(room);
        let pieces = answer(&brain, chat, "").await;
        let person: Value = serde_json::from_str(&text(&pieces)).unwrap();
        assert!(
            person["name"].is_string() && person["tags"].is_array(),
            "{person}"
        );
        assert!(person["age"].as_u64().unwrap() <= 130, "{person}");
        assert_eq!(person.as_object().unwrap().len(), 3);
    }
}

#[tokio::test]
async fn an_answer_of_a_schema_goes_on_where_it_was_interrupted() {
    let brain = Starter::new(model());
    let mut chat = chat("Describe a person.");
    chat.format = Some(Format::Schema(serde_json::from_str(PERSON).unwrap()));
    let begun = r#"{"name": "Ada Lo"#;
    let rest = text(&answer(&brain, chat, begun).await);
    let person: Value = serde_json::from_str(&format!("{begun}{rest}")).unwrap();
    assert!(person["name"].as_str().unwrap().starts_with("Ada Lo"));
}

#[tokio::test]
async fn a_call_that_is_wanted_is_made_and_its_arguments_fit() {
    let brain = Starter::new(model());
    let mut chat = chat("Switch on the lamp in the kitchen.");
    chat.functions = functions();
    chat.tool_choice = ToolChoice::Any;
    let pieces = answer(&brain, chat, "").await;
    let (name, arguments) = call(&pieces);
    assert_eq!(text(&pieces), "");
    match name.as_str() {
        "set_lamp" => {
            assert!(matches!(
                arguments["room"].as_str(),
                Some("kitchen" | "hall")
            ));
            assert!(arguments["on"].is_boolean());
        }
        "say" => assert!(arguments["words"].is_string()),
        other => panic!("{other}"),
    }
    assert!(matches!(
        pieces.last(),
        Some(Piece::Ended {
            end: End::Finished,
            ..
        })
    ));
}

#[tokio::test]
async fn a_call_may_be_made_or_not_and_an_answer_that_begins_as_one_is_one() {
    let brain = Starter::new(model());
    let mut free = chat("What is the capital of France?");
    free.functions = functions();
    free.sampling.max_output_tokens = Some(60);
    let pieces = answer(&brain, free, "").await;
    let calls = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::CallBegins { .. }))
        .count();
    // The model may choose either: there is text, or there is a call whose arguments parse.
    if calls == 0 {
        assert!(!text(&pieces).starts_with('{'), "{}", text(&pieces));
    } else {
        call(&pieces);
    }
    let mut none = chat("Which ocean is the largest?");
    none.functions = functions();
    none.tool_choice = ToolChoice::None;
    let words = text(&answer(&brain, none, "").await);
    assert!(words.contains("Pacific"), "{words}");
}

#[tokio::test]
async fn a_schema_that_cannot_be_kept_to_is_refused_by_its_keyword() {
    let brain = Starter::new(model());
    let mut chat = chat("Hello");
    chat.format = Some(Format::Schema(json!({"dependentRequired": {"a": ["b"]}})));
    let prompt = Prompt {
        chat,
        ..Prompt::default()
    };
    let mut received = brain.think(prompt, CancellationToken::new());
    let failed = received.recv().await.unwrap().unwrap_err();
    assert_eq!(failed.code, "invalid_request");
    assert!(
        failed.message.contains("dependentRequired"),
        "{}",
        failed.message
    );
}

#[test]
fn only_the_model_that_ships_with_the_app_leaves_given_files_as_they_were() {
    let keeps = |file: &str| Starter::new(file.into()).coach().keeps_given_files();
    assert!(keeps("starter.gguf") && keeps("starter-2.gguf"));
    assert!(!keeps("Qwen3-8B-Q4_K_M.gguf"));
}
