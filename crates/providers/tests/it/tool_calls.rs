//! Rules 2 and 3: calls count whatever the finish reason says, and their deltas are merged correctly.

use providers::chat::Piece;
use serde_json::{Value, json};

use crate::server::Answer;
use crate::talk::{answered, anthropic_answered, calls, delta, end, last};

/// The calls that result from these deltas.
async fn merged<const N: usize>(deltas: [Value; N]) -> Vec<String> {
    merged_until("tool_calls", deltas).await
}

async fn merged_until<const N: usize>(reason: &str, deltas: [Value; N]) -> Vec<String> {
    let chunks = deltas.map(|call| delta(json!({"tool_calls": [call]})));
    let body = crate::server::lines(&chunks) + &crate::server::lines(&[end(reason)]);
    calls(&answered(Answer::stream(body)).await)
}

#[tokio::test]
async fn deltas_of_one_index_are_one_call_whose_id_and_name_are_set_and_not_joined() {
    let found = merged([
        json!({"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": ""}}),
        json!({"index": 0, "id": "a", "type": "function", "function": {"name": "f", "arguments": "{\"x\""}}),
        json!({"index": 0, "function": {"arguments": ":1}"}}),
    ])
    .await;
    assert_eq!(found, ["a f {\"x\":1}"]);
}

#[tokio::test]
async fn alternating_deltas_are_told_one_call_after_the_other() {
    let found = merged([
        json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": "{\"x\""}}),
        json!({"index": 1, "id": "b", "function": {"name": "g", "arguments": "{\"y\""}}),
        json!({"index": 0, "function": {"arguments": ":1}"}}),
        json!({"index": 1, "function": {"arguments": ":2}"}}),
    ])
    .await;
    assert_eq!(found, ["a f {\"x\":1}", "b g {\"y\":2}"]);
}

#[tokio::test]
async fn a_new_id_under_an_index_in_use_is_a_new_call() {
    let found = merged([
        json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": "{\"x\":1"}}),
        json!({"index": 0, "id": "", "function": {"arguments": "}"}}),
        json!({"index": 0, "id": "b", "function": {"name": "f", "arguments": ""}}),
        json!({"index": 0, "id": null, "function": {"name": null, "arguments": "{\"x\":2}"}}),
    ])
    .await;
    assert_eq!(found, ["a f {\"x\":1}", "b f {\"x\":2}"]);
}

#[tokio::test]
async fn without_an_index_the_id_tells_and_without_both_the_order() {
    let found = merged([
        json!({"id": "a", "function": {"name": "f", "arguments": "{\"x\":"}}),
        json!({"id": "b", "function": {"name": "g", "arguments": "{}"}}),
        json!({"id": "a", "function": {"arguments": "1}"}}),
    ])
    .await;
    assert_eq!(found, ["a f {\"x\":1}", "b g {}"]);
    let found = merged([
        json!({"function": {"name": "f", "arguments": "{\"x\":"}}),
        json!({"function": {"arguments": "1}"}}),
        json!({"function": {"name": "f", "arguments": "{\"x\":2}"}}),
        json!({"function": {"name": "g", "arguments": "{}"}}),
    ])
    .await;
    let without_ids: Vec<_> = found
        .iter()
        .map(|call| call.split_once(' ').unwrap().1)
        .collect();
    assert_eq!(without_ids, ["f {\"x\":1}", "f {\"x\":2}", "g {}"]);
}

#[tokio::test]
async fn a_call_without_an_id_gets_one_of_its_own() {
    let chunk = delta(json!({"tool_calls": [
        {"function": {"name": "f", "arguments": "{}"}},
        {"function": {"name": "f", "arguments": "{}"}},
    ]}));
    let found = calls(&answered(Answer::chunks([chunk, end("stop")])).await);
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("call_") && found[1].starts_with("call_"));
    assert_ne!(found[0], found[1]);
}

#[tokio::test]
async fn arguments_may_be_an_object_and_calls_may_end_with_stop() {
    let found = merged_until(
        "stop",
        [json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": {"x": [1, 2]}}})],
    )
    .await;
    assert_eq!(found, ["a f {\"x\":[1,2]}"]);
}

#[tokio::test]
async fn a_call_without_arguments_has_an_empty_object() {
    for arguments in [json!(""), json!(null), json!({})] {
        let call =
            json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": arguments}});
        assert_eq!(merged([call]).await, ["a f {}"]);
    }
}

#[tokio::test]
async fn a_call_that_the_limit_cut_is_not_made_whole() {
    let begun = json!({"index": 0, "id": "a", "function": {"name": "f", "arguments": ""}});
    let half = json!({"index": 0, "function": {"arguments": "{\"path\": \"/a"}});
    assert_eq!(merged_until("length", [begun.clone()]).await, ["a f "]);
    assert_eq!(
        merged_until("length", [begun.clone(), half.clone()]).await,
        ["a f {\"path\": \"/a"]
    );
    let chunks = [begun, half].map(|call| delta(json!({"tool_calls": [call]})));
    let [a, b] = chunks;
    assert_eq!(
        last(&answered(Answer::chunks([a, b, end("length")])).await),
        "Limit"
    );
    let pieces = anthropic_answered(Answer::events([
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "tool_use", "id": "a", "name": "f", "input": {}}}),
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": "{\"path\": \"/a"}}),
        json!({"type": "content_block_stop", "index": 0}),
        json!({"type": "message_delta", "delta": {"stop_reason": "max_tokens"}}),
    ]))
    .await;
    assert_eq!(calls(&pieces), ["a f {\"path\": \"/a"]);
    assert_eq!(last(&pieces), "Limit");
}

#[tokio::test]
async fn arguments_arrive_while_they_are_written() {
    let chunks = [
        delta(
            json!({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "f", "arguments": "{\"x\""}}]}),
        ),
        delta(json!({"tool_calls": [{"index": 0, "function": {"arguments": ":1"}}]})),
    ];
    let going = Answer::stream(crate::server::lines(&chunks)).stays_open();
    let server = crate::server::Server::start([("POST /v1/chat/completions", going)]).await;
    let mut pieces = providers::chat(
        &crate::server::client(),
        &server.provider(),
        crate::talk::talk([crate::talk::user([crate::talk::text("Hello")])]),
        tokio_util::sync::CancellationToken::new(),
    );
    assert_eq!(
        pieces.recv().await,
        Some(Piece::CallBegins {
            id: "a".into(),
            name: "f".into()
        })
    );
    assert_eq!(
        pieces.recv().await,
        Some(Piece::CallArguments("{\"x\"".into()))
    );
    assert_eq!(pieces.recv().await, Some(Piece::CallArguments(":1".into())));
}

#[tokio::test]
async fn the_older_single_call_is_one_too() {
    let found = calls(
        &answered(Answer::chunks([
            delta(json!({"function_call": {"name": "f", "arguments": "{\"x\""}})),
            delta(json!({"function_call": {"arguments": ":1}"}})),
            end("function_call"),
        ]))
        .await,
    );
    assert_eq!(found[0].split_once(' ').unwrap().1, "f {\"x\":1}");
}

#[tokio::test]
async fn what_the_vendor_runs_itself_is_no_call_of_ours() {
    let pieces = anthropic_answered(Answer::events([
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}}}),
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "input_json_delta", "partial_json": "{\"query\": \"x\"}"}}),
        json!({"type": "content_block_stop", "index": 0}),
        json!({"type": "content_block_start", "index": 1, "content_block": {"type": "web_search_tool_result", "tool_use_id": "s", "content": []}}),
        json!({"type": "content_block_stop", "index": 1}),
        json!({"type": "content_block_start", "index": 2, "content_block": {"type": "tool_use", "id": "a", "name": "f", "input": {}}}),
        json!({"type": "content_block_stop", "index": 2}),
        json!({"type": "message_delta", "delta": {"stop_reason": "tool_use"}}),
        json!({"type": "message_stop"}),
    ]))
    .await;
    assert_eq!(calls(&pieces), ["a f {}"]);
}
