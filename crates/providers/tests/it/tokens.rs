//! Rules 6 and 7: token counts are found wherever a server puts them, the last ones count, and they mean the same
//! everywhere.

use providers::chat::{Piece, Tokens};
use serde_json::{Value, json};

use crate::server::Answer;
use crate::talk::{answered, anthropic_answered, delta, end};

fn counted(pieces: &[Piece]) -> Tokens {
    match pieces.last() {
        Some(Piece::Ended { tokens, .. }) => *tokens,
        other => panic!("{other:?}"),
    }
}

fn usage(prompt: u64, completion: u64) -> Value {
    json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion})
}

fn with_usage(mut chunk: Value, usage: Value) -> Value {
    chunk["usage"] = usage;
    chunk
}

#[tokio::test]
async fn counts_are_found_wherever_they_ride() {
    let text = || delta(json!({"content": "x"}));
    let real = || usage(11, 5);
    for chunks in [
        [
            text(),
            with_usage(end("stop"), real()),
            json!({"choices": []}),
        ],
        [text(), end("stop"), json!({"choices": [], "usage": real()})],
        [text(), end("stop"), json!({"usage": real()})],
        [
            text(),
            end("stop"),
            json!({"choices": [{"index": 0, "delta": {}}], "usage": real()}),
        ],
        [
            with_usage(text(), usage(11, 1)),
            with_usage(text(), usage(11, 4)),
            with_usage(end("stop"), real()),
        ],
        [
            with_usage(text(), Value::Null),
            end("stop"),
            json!({"choices": [], "usage": real()}),
        ],
        [
            text(),
            end("stop"),
            json!({"choices": [], "x_groq": {"usage": real()}}),
        ],
        [
            text(),
            end("stop"),
            json!({"choices": [{"index": 0, "delta": {}, "usage": real()}]}),
        ],
    ] {
        let shown = format!("{chunks:?}");
        let expected = Tokens {
            input: 11,
            output: 5,
            ..Tokens::default()
        };
        assert_eq!(
            counted(&answered(Answer::chunks(chunks)).await),
            expected,
            "{shown}"
        );
    }
    let none = answered(Answer::chunks([text(), end("stop")])).await;
    assert_eq!(counted(&none), Tokens::default());
}

#[tokio::test]
async fn what_the_cache_gave_is_a_part_of_the_input_and_thoughts_are_apart_from_the_output() {
    let expected = Tokens {
        input: 11,
        cached: 4,
        output: 5,
        thought: 20,
    };
    let inside = json!({
        "prompt_tokens": 11, "completion_tokens": 25, "total_tokens": 36,
        "prompt_tokens_details": {"cached_tokens": 4}, "completion_tokens_details": {"reasoning_tokens": 20},
    });
    let beside = json!({
        "prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 36,
        "prompt_cache_hit_tokens": 4, "completion_tokens_details": {"reasoning_tokens": 20},
    });
    for usage in [inside, beside] {
        let pieces = answered(Answer::chunks([with_usage(end("stop"), usage)])).await;
        assert_eq!(counted(&pieces), expected);
    }
}

#[tokio::test]
async fn anthropics_input_gets_what_it_leaves_out_and_the_last_counts_win() {
    let pieces = anthropic_answered(Answer::events([
        json!({"type": "message_start", "message": {"usage": {
            "input_tokens": 7, "cache_creation_input_tokens": 2, "cache_read_input_tokens": 4, "output_tokens": 1,
        }}}),
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {
            "output_tokens": 25, "output_tokens_details": {"thinking_tokens": 20},
        }}),
        json!({"type": "message_stop"}),
    ]))
    .await;
    let expected = Tokens {
        input: 13,
        cached: 4,
        output: 5,
        thought: 20,
    };
    assert_eq!(counted(&pieces), expected);
    // litellm sends no counts at the beginning.
    let pieces = anthropic_answered(Answer::events([
        json!({"type": "message_start", "message": {"usage": {"input_tokens": 0, "output_tokens": 0}}}),
        json!({"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {
            "input_tokens": 7, "cache_read_input_tokens": 4, "output_tokens": 5,
        }}),
    ]))
    .await;
    assert_eq!((counted(&pieces).input, counted(&pieces).output), (11, 5));
}
