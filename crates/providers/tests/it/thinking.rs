//! Rule 4: thoughts are recognised under every name, once, and signatures are sent back to the server that made them.

use providers::chat::{Call, Part, Piece, Thinking, ToolChoice};
use serde_json::{Value, json};

use crate::server::{Answer, Server};
use crate::talk::{
    answered, anthropic_answered, assistant, delta, end, pieces, said, talk, text, user,
};

/// The pieces without signatures.
fn words(pieces: &[Piece]) -> Vec<Piece> {
    let is_word = |piece: &&Piece| !matches!(piece, Piece::Signature(_));
    said(pieces).iter().filter(is_word).cloned().collect()
}

fn thought_then_text() -> Vec<Piece> {
    vec![Piece::Thought("Hm".into()), Piece::Text("Yes".into())]
}

#[tokio::test]
async fn a_thought_is_one_under_every_name_and_told_once_if_it_comes_under_two() {
    for first in [
        json!({"reasoning_content": "Hm"}),
        json!({"reasoning": "Hm"}),
        json!({"thinking": "Hm"}),
        json!({"reasoning": "Hm", "reasoning_content": "Hm"}),
        json!({"reasoning": "Hm", "reasoning_details": [{"type": "reasoning.text", "text": "Hm"}]}),
        json!({"reasoning_details": [{"type": "reasoning.summary", "summary": "Hm"}]}),
        json!({"thinking_blocks": [{"type": "thinking", "thinking": "Hm", "signature": ""}]}),
        json!({"reasoning_content": "Hm", "thinking_blocks": [{"type": "thinking", "thinking": "Hm"}]}),
        json!({"content": [{"type": "thinking", "thinking": "Hm"}]}),
        json!({"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}]}),
        json!({"content": [{"type": "thinking", "thinking": "Hm"}], "reasoning_content": "Hm"}),
        json!({"content": "<think>\nHm</think>\n\n"}),
        json!({"content": "", "reasoning_content": "Hm"}),
    ] {
        let answer = Answer::chunks([
            delta(first.clone()),
            delta(json!({"content": "Yes"})),
            end("stop"),
        ]);
        assert_eq!(
            words(&answered(answer).await),
            thought_then_text(),
            "{first}"
        );
    }
}

#[tokio::test]
async fn a_tag_may_be_split_over_deltas() {
    let parts = ["<th", "ink", ">H", "m</thi", "nk", ">\n", "Yes"];
    let chunks = parts.map(|part| delta(json!({"content": part})));
    let body = crate::server::lines(&chunks) + &crate::server::lines(&[end("stop")]);
    assert_eq!(
        words(&answered(Answer::stream(body)).await),
        thought_then_text()
    );
}

#[tokio::test]
async fn after_a_lone_closing_tag_all_before_it_is_said_to_have_been_thought() {
    let answer = Answer::chunks([
        delta(json!({"content": "Hm"})),
        delta(json!({"content": "</think>\n\nYes"})),
        end("stop"),
    ]);
    let expected = [
        Piece::Text("Hm".into()),
        Piece::TextWasThought,
        Piece::Text("Yes".into()),
    ];
    assert_eq!(words(&answered(answer).await), expected);
}

#[tokio::test]
async fn what_is_held_back_as_half_a_tag_comes_at_the_end() {
    let answer = Answer::chunks([delta(json!({"content": "a <thi"})), end("stop")]);
    assert_eq!(
        words(&answered(answer).await),
        [Piece::Text("a <thi".into())]
    );
}

fn thinking_block(signature: Value) -> Answer {
    Answer::events([
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "thinking", "thinking": "", "signature": ""}}),
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "Hm"}}),
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "signature_delta", "signature": signature}}),
        json!({"type": "content_block_stop", "index": 0}),
        json!({"type": "content_block_start", "index": 1, "content_block": {"type": "redacted_thinking", "data": "secret"}}),
        json!({"type": "content_block_stop", "index": 1}),
        json!({"type": "content_block_start", "index": 2, "content_block": {"type": "text", "text": ""}}),
        json!({"type": "content_block_delta", "index": 2, "delta": {"type": "text_delta", "text": "Yes"}}),
        json!({"type": "content_block_stop", "index": 2}),
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}}),
        json!({"type": "message_stop"}),
    ])
}

/// The parts of a message as the engine would store them.
fn kept(pieces: &[Piece]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut open = String::new();
    for piece in said(pieces) {
        match piece {
            Piece::Thought(words) => open.push_str(words),
            Piece::Signature(signature) => parts.push(Part::Thought {
                text: std::mem::take(&mut open),
                signature: Some(signature.clone()),
            }),
            Piece::Text(words) => parts.push(text(words)),
            Piece::CallBegins { id, name } => parts.push(Part::Call(Call {
                id: id.clone(),
                name: name.clone(),
                arguments: json!({}),
            })),
            _ => {}
        }
    }
    parts
}

#[tokio::test]
async fn anthropics_thoughts_go_back_signed_and_redacted_ones_as_they_were() {
    let server = Server::start([("POST /v1/messages", thinking_block(json!("sig")))]).await;
    let hello = || user([text("Hello")]);
    let first = pieces(&server.anthropic(), talk([hello()])).await;
    let parts = kept(&first);
    pieces(
        &server.anthropic(),
        talk([hello(), assistant(parts.clone()), hello()]),
    )
    .await;
    assert_eq!(
        server.asked()[1].body["messages"][1],
        json!({"role": "assistant", "content": [
            {"type": "thinking", "thinking": "Hm", "signature": "sig"},
            {"type": "redacted_thinking", "data": "secret"},
            {"type": "text", "text": "Yes"},
        ]})
    );
    // Another server of the same dialect gets none of it.
    let other = Server::start([("POST /v1/messages", thinking_block(json!("sig")))]).await;
    pieces(
        &other.anthropic(),
        talk([hello(), assistant(parts), hello()]),
    )
    .await;
    assert_eq!(
        other.asked()[0].body["messages"][1],
        json!({"role": "assistant", "content": [{"type": "text", "text": "Yes"}]})
    );
}

#[tokio::test]
async fn a_thought_signed_with_nothing_is_never_sent_back() {
    let pieces = anthropic_answered(thinking_block(json!(""))).await;
    let signatures = pieces
        .iter()
        .filter(|piece| matches!(piece, Piece::Signature(_)));
    // The signature of the redacted thought.
    assert_eq!(signatures.count(), 1);
    assert_eq!(pieces[0], Piece::Thought("Hm".into()));
}

/// The assistant message of the second request, after an answer with these chunks.
async fn goes_back<const N: usize>(chunks: [Value; N]) -> Value {
    let server = Server::start([("POST /v1/chat/completions", Answer::chunks(chunks))]).await;
    let hello = || user([text("Hello")]);
    let first = pieces(&server.provider(), talk([hello()])).await;
    pieces(
        &server.provider(),
        talk([hello(), assistant(kept(&first)), hello()]),
    )
    .await;
    server.asked()[1].body["messages"][1].clone()
}

fn call() -> Value {
    json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": "{}"}})
}

#[tokio::test]
async fn a_thought_before_calls_goes_back_where_it_was_read() {
    let message = goes_back([
        delta(json!({"reasoning_content": "Hm"})),
        delta(json!({"tool_calls": [call()]})),
        end("tool_calls"),
    ])
    .await;
    assert_eq!(message["reasoning_content"], "Hm");
    assert_eq!(message["content"], Value::Null);
    // The thought of an answer is not read again, and would cost tokens.
    let message = goes_back([
        delta(json!({"reasoning_content": "Hm"})),
        delta(json!({"content": "Yes"})),
        end("stop"),
    ])
    .await;
    assert_eq!(message, json!({"role": "assistant", "content": "Yes"}));
    // Not every server that sends its thoughts accepts them.
    let message = goes_back([
        delta(json!({"reasoning": "Hm"})),
        delta(json!({"tool_calls": [call()]})),
        end("tool_calls"),
    ])
    .await;
    assert_eq!(message.get("reasoning"), None);
}

#[tokio::test]
async fn what_openrouter_and_gemini_want_back_goes_back_as_it_was() {
    let detail = json!({"type": "reasoning.encrypted", "data": "x", "index": 0});
    let message = goes_back([
        delta(json!({"reasoning": "Hm", "reasoning_details": [{"type": "reasoning.text", "text": "Hm"}]})),
        delta(json!({"reasoning_details": [detail]})),
        delta(json!({"content": "Yes"})),
        end("stop"),
    ])
    .await;
    assert_eq!(
        message["reasoning_details"],
        json!([{"type": "reasoning.text", "text": "Hm"}, detail])
    );
    let extra = json!({"google": {"thought_signature": "sig"}});
    let mut signed = call();
    signed["extra_content"] = extra.clone();
    let message = goes_back([delta(json!({"tool_calls": [signed]})), end("tool_calls")]).await;
    assert_eq!(message["tool_calls"][0]["extra_content"], extra);
}

#[tokio::test]
async fn how_much_to_think_is_said_in_each_dialect() {
    for (thinking, effort, adaptive) in [
        (Thinking::Minimal, "low", false),
        (Thinking::Low, "low", true),
        (Thinking::Medium, "medium", true),
        (Thinking::High, "high", true),
    ] {
        let mut chat = talk([user([text("Hello")])]);
        chat.sampling.thinking = Some(thinking);
        let body = crate::talk::asked(chat.clone()).await;
        assert_eq!(body["reasoning_effort"], effort);
        let server = Server::start([]).await;
        pieces(&server.anthropic(), chat).await;
        let body = server.asked()[0].body.clone();
        assert_eq!(body["output_config"], json!({"effort": effort}));
        let expected = json!({"type": "adaptive", "display": "summarized"});
        assert_eq!(body.get("thinking"), adaptive.then_some(&expected));
    }
}

#[tokio::test]
async fn anthropic_is_not_told_to_think_where_it_must_call_a_function() {
    let mut chat = talk([user([text("Hello")])]);
    chat.sampling.thinking = Some(Thinking::High);
    chat.tool_choice = ToolChoice::Any;
    let server = Server::start([]).await;
    pieces(&server.anthropic(), chat).await;
    let body = server.asked()[0].body.clone();
    assert_eq!(body.get("thinking"), None);
    assert_eq!(body["output_config"], json!({"effort": "high"}));
}
