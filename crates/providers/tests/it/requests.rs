//! Request bodies in each dialect.

use providers::chat::{
    Call, CallResult, Chat, Format, Function, Media, MediaSource, Part, Sampling, ToolChoice,
};
use providers::{Model, Provider};
use serde_json::{Value, json};

use crate::server::Server;
use crate::talk::{asked, assistant, last, pieces, talk, text, user};

/// The request body for this chat in the Messages dialect.
async fn asked_anthropic(chat: Chat) -> Value {
    let server = Server::start([]).await;
    pieces(&server.anthropic(), chat).await;
    server.asked()[0].body.clone()
}

fn picture() -> Part {
    Part::Media(Media {
        mime_type: "image/png".into(),
        source: MediaSource::Data("AAAA".into()),
    })
}

fn call(id: &str) -> Part {
    Part::Call(Call {
        id: id.into(),
        name: "look".into(),
        arguments: json!({"at": "it"}),
    })
}

fn result(id: &str, parts: impl Into<Vec<Part>>, is_error: bool) -> Part {
    Part::Result(CallResult {
        id: id.into(),
        name: "look".into(),
        parts: parts.into(),
        is_error,
    })
}

fn full() -> Chat {
    Chat {
        system: Some("Be kind.".into()),
        functions: vec![Function {
            name: "look".into(),
            description: Some("Looks".into()),
            parameters: json!({"type": "object"}),
        }],
        tool_choice: ToolChoice::Any,
        format: Some(Format::Schema(
            json!({"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}}),
        )),
        sampling: Sampling {
            max_output_tokens: Some(100),
            seed: Some(7),
            stop_sequences: vec!["END".into()],
            temperature: Some(0.5),
            top_p: Some(0.9),
            thinking: None,
        },
        ..talk([user([text("Hello")])])
    }
}

#[tokio::test]
async fn everything_is_said_in_chat_completions() {
    assert_eq!(
        asked(full()).await,
        json!({
            "model": "m",
            "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hello"}],
            "stream": true,
            "stream_options": {"include_usage": true},
            "tools": [{"type": "function", "function": {
                "name": "look", "description": "Looks", "parameters": {"type": "object"},
            }}],
            "tool_choice": "required",
            "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": {
                "type": "object", "properties": {"n": {"type": "integer", "minimum": 1}},
            }}},
            "max_tokens": 100,
            "seed": 7,
            "temperature": 0.5,
            "top_p": 0.9,
            "stop": ["END"],
        })
    );
}

#[tokio::test]
async fn messages_get_what_their_version_takes_and_nothing_it_refuses() {
    assert_eq!(
        asked_anthropic(full()).await,
        json!({
            "model": "m",
            "max_tokens": 100,
            "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello"}]}],
            "stream": true,
            "system": "Be kind.",
            "tools": [{"name": "look", "description": "Looks", "input_schema": {"type": "object"}}],
            "tool_choice": {"type": "any"},
            "stop_sequences": ["END"],
            "output_config": {"format": {"type": "json_schema", "schema": {
                "type": "object", "properties": {"n": {"type": "integer"}}, "additionalProperties": false,
            }}},
        })
    );
}

#[tokio::test]
async fn messages_always_have_a_limit_that_a_small_model_can_keep() {
    assert_eq!(
        asked_anthropic(talk([user([text("Hello")])])).await["max_tokens"],
        32_000
    );
    let server = Server::start([]).await;
    let small = Provider {
        models: vec![Model {
            id: "m".into(),
            context: Some(8192),
            ..Model::default()
        }],
        ..server.anthropic()
    };
    pieces(&small, talk([user([text("Hello")])])).await;
    assert_eq!(server.asked()[0].body["max_tokens"], 4096);
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_mentioned() {
    let body = asked(talk([user([text("Hello")])])).await;
    let names: Vec<_> = body.as_object().unwrap().keys().collect();
    assert_eq!(names, ["model", "messages", "stream", "stream_options"]);
}

#[tokio::test]
async fn any_json_is_asked_for_in_words_too() {
    let chat = Chat {
        format: Some(Format::Json),
        ..talk([user([text("Hello")])])
    };
    let body = asked(chat.clone()).await;
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
    assert_eq!(body["messages"][0]["content"], "Answer with JSON only.");
    let body = asked_anthropic(chat).await;
    assert_eq!(body["system"], "Answer with JSON only.");
    assert_eq!(body.get("output_config"), None);
}

#[tokio::test]
async fn whether_functions_may_be_called_is_said_in_both() {
    for (choice, openai, anthropic) in [
        (ToolChoice::Auto, "auto", "auto"),
        (ToolChoice::Any, "required", "any"),
        (ToolChoice::None, "none", "none"),
    ] {
        let chat = Chat {
            tool_choice: choice,
            ..full()
        };
        assert_eq!(asked(chat.clone()).await["tool_choice"], openai);
        assert_eq!(
            asked_anthropic(chat).await["tool_choice"],
            json!({"type": anthropic})
        );
    }
}

#[tokio::test]
async fn a_picture_goes_with_the_words() {
    let by_address = Part::Media(Media {
        mime_type: "image/jpeg".into(),
        source: MediaSource::Uri("https://example.com/a.jpg".into()),
    });
    let chat = talk([user([text("What is it?"), picture(), by_address])]);
    assert_eq!(
        asked(chat.clone()).await["messages"][0]["content"],
        json!([
            {"type": "text", "text": "What is it?"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
            {"type": "image_url", "image_url": {"url": "https://example.com/a.jpg"}},
        ])
    );
    assert_eq!(
        asked_anthropic(chat).await["messages"][0]["content"],
        json!([
            {"type": "text", "text": "What is it?"},
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
            {"type": "image", "source": {"type": "url", "url": "https://example.com/a.jpg"}},
        ])
    );
}

#[tokio::test]
async fn sound_and_documents_go_where_the_dialect_has_a_place_for_them() {
    let medium = |mime_type: &str| {
        Part::Media(Media {
            mime_type: mime_type.into(),
            source: MediaSource::Data("AAAA".into()),
        })
    };
    let body = asked(talk([user([
        medium("audio/mpeg"),
        medium("application/pdf"),
    ])]))
    .await;
    assert_eq!(
        body["messages"][0]["content"],
        json!([
            {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "mp3"}},
            {"type": "file", "file": {
                "filename": "document.pdf", "file_data": "data:application/pdf;base64,AAAA",
            }},
        ])
    );
    let server = Server::start([]).await;
    let told = pieces(&server.anthropic(), talk([user([medium("audio/mpeg")])])).await;
    assert_eq!(
        last(&told),
        "Refused: Test cannot be given a file of the type audio/mpeg. Leave it out, or choose another model."
    );
    assert_eq!(server.asked().len(), 0);
}

#[tokio::test]
async fn results_follow_their_calls_and_their_pictures_come_after_them() {
    let chat = talk([
        user([text("Look.")]),
        assistant([text("I look."), call("a"), call("b")]),
        user([
            result("a", [text("a cat"), picture()], false),
            result("b", [text("no such file")], true),
            text("And now?"),
        ]),
    ]);
    let called = |id: &str| json!({"id": id, "type": "function", "function": {"name": "look", "arguments": "{\"at\":\"it\"}"}});
    assert_eq!(
        asked(chat.clone()).await["messages"],
        json!([
            {"role": "user", "content": "Look."},
            {"role": "assistant", "content": "I look.", "tool_calls": [called("a"), called("b")]},
            {"role": "tool", "tool_call_id": "a", "content": "a cat\n(Its files come with the next message.)"},
            {"role": "tool", "tool_call_id": "b", "content": "Error: no such file"},
            {"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                {"type": "text", "text": "And now?"},
            ]},
        ])
    );
    let used =
        |id: &str| json!({"type": "tool_use", "id": id, "name": "look", "input": {"at": "it"}});
    assert_eq!(
        asked_anthropic(chat).await["messages"],
        json!([
            {"role": "user", "content": [{"type": "text", "text": "Look."}]},
            {"role": "assistant", "content": [{"type": "text", "text": "I look."}, used("a"), used("b")]},
            {"role": "user", "content": [
                {"type": "tool_result", "tool_use_id": "a", "content": [
                    {"type": "text", "text": "a cat"},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
                ]},
                {"type": "tool_result", "tool_use_id": "b", "is_error": true, "content": [
                    {"type": "text", "text": "no such file"},
                ]},
                {"type": "text", "text": "And now?"},
            ]},
        ])
    );
}

#[tokio::test]
async fn a_picture_that_a_model_made_is_shown_to_the_next_one() {
    let chat = talk([
        user([text("Draw a cat.")]),
        assistant([text("Here."), picture()]),
        user([text("What is it?")]),
    ]);
    assert_eq!(
        asked(chat.clone()).await["messages"][2]["content"],
        json!([
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
            {"type": "text", "text": "What is it?"},
        ])
    );
    let body = asked_anthropic(chat).await;
    assert_eq!(
        body["messages"][1]["content"],
        json!([{"type": "text", "text": "Here."}])
    );
    assert_eq!(body["messages"][2]["content"][0]["type"], "image");
    assert_eq!(body["messages"][2]["content"][1]["text"], "What is it?");
}

#[tokio::test]
async fn in_messages_the_sides_take_turns_and_nothing_is_empty() {
    let chat = talk([
        user([text("One")]),
        user([text(" ")]),
        user([text("two")]),
        assistant([text("")]),
        assistant([text("Three"), call("functions.look:0")]),
        user([result("functions.look:0", [], false)]),
    ]);
    assert_eq!(
        asked_anthropic(chat).await["messages"],
        json!([
            {"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "text", "text": "two"}]},
            {"role": "assistant", "content": [
                {"type": "text", "text": "Three"},
                {"type": "tool_use", "id": "functions_look_0", "name": "look", "input": {"at": "it"}},
            ]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "functions_look_0"}]},
        ])
    );
}

#[tokio::test]
async fn thoughts_of_other_models_stay_here() {
    let thought = Part::Thought {
        text: "Hm".into(),
        signature: Some("c29tZW9uZSBlbHNlJ3M=".into()),
    };
    let chat = talk([
        user([text("Hello")]),
        assistant([thought, text("Yes")]),
        user([text("Go on")]),
    ]);
    let said = json!({"role": "assistant", "content": "Yes"});
    assert_eq!(asked(chat.clone()).await["messages"][1], said);
    let said = json!({"role": "assistant", "content": [{"type": "text", "text": "Yes"}]});
    assert_eq!(asked_anthropic(chat).await["messages"][1], said);
}

#[tokio::test]
async fn the_key_goes_as_a_bearer_and_never_where_there_is_none() {
    let server = Server::start([]).await;
    let mut keyed = server.provider();
    keyed.key = Some("secret\n".into());
    pieces(&keyed, talk([user([text("Hello")])])).await;
    pieces(&server.provider(), talk([user([text("Hello")])])).await;
    let asked = server.asked();
    assert_eq!(asked[0].headers["authorization"], "Bearer secret");
    assert_eq!(asked[1].headers.get("authorization"), None);
    let key: &str = "two\nlines";
    keyed.key = Some(key.into());
    assert!(last(&pieces(&keyed, talk([user([text("Hello")])])).await).starts_with("Key: "));
    assert_eq!(server.asked().len(), 2);
}
