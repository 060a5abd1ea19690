//! Rule 1: an answer is complete only if its own end was seen. Rule 5: errors come in every form. A stop is a stop.

use providers::chat;
use providers::chat::{End, FailureKind, Piece};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::server::{Answer, Server, client, lines};
use crate::talk::{answered, anthropic_answered, delta, end, last, said, talk, text, user};

const BROKE: &str = "Server: The connection to Test broke before the answer was whole. Try again.";

fn hello() -> Vec<Piece> {
    vec![Piece::Text("Hello".into())]
}

#[tokio::test]
async fn an_answer_with_its_end_is_whole_however_the_connection_ends() {
    let whole = [
        delta(json!({"content": "Hel"})),
        delta(json!({"content": "lo"})),
        end("stop"),
    ];
    let body = lines(&whole);
    let answers = [
        Answer::chunks(whole.clone()),
        Answer::stream(body.clone()),
        Answer::stream(body.clone()).cut(),
        Answer::stream(body.clone() + "data: [DONE]\n\n").stays_open(),
        Answer::stream(body.clone() + "data: {\"half").cut(),
        Answer::stream(body.replace('\n', "\r\n")).in_pieces_of(3),
        Answer::stream(body.replace("data: ", ": ping\n\nevent: x\ndata:")).in_pieces_of(1),
    ];
    for answer in answers {
        let pieces = answered(answer).await;
        assert_eq!(
            (last(&pieces).as_str(), said(&pieces)),
            ("Finished", hello().as_slice())
        );
    }
}

#[tokio::test]
async fn an_answer_without_its_own_end_broke_off_even_with_done() {
    let half = lines(&[delta(json!({"content": "Hello"}))]);
    let null_reason =
        lines(&[json!({"choices": [{"delta": {"content": "Hello"}, "finish_reason": null}]})]);
    let answers = [
        Answer::stream(half.clone()),
        Answer::stream(half.clone() + "data: [DONE]\n\n"),
        Answer::stream(half.clone()).cut(),
        Answer::stream(null_reason),
    ];
    for answer in answers {
        let pieces = answered(answer).await;
        assert_eq!(
            (last(&pieces).as_str(), said(&pieces)),
            (BROKE, hello().as_slice())
        );
    }
    assert_eq!(last(&answered(Answer::stream("")).await), BROKE);
    assert_eq!(
        last(&answered(Answer::stream("data: [DONE]\n\n")).await),
        BROKE
    );
}

#[tokio::test]
async fn a_message_without_its_stop_reason_broke_off_even_with_message_stop() {
    let begun = [
        json!({"type": "message_start", "message": {"usage": {"input_tokens": 1}}}),
        json!({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}),
        json!({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hello"}}),
    ];
    let stop = json!({"type": "message_stop"});
    let [a, b, c] = begun.clone();
    for answer in [
        Answer::events(begun.clone()),
        Answer::events(begun).cut(),
        Answer::events([a, b, c, stop]),
    ] {
        let pieces = anthropic_answered(answer).await;
        assert_eq!(
            (last(&pieces).as_str(), said(&pieces)),
            (BROKE, hello().as_slice())
        );
    }
}

#[tokio::test]
async fn reasons_of_all_servers_are_understood() {
    for (reason, expected) in [
        ("stop", End::Finished),
        ("tool_calls", End::Finished),
        ("eos", End::Finished),
        ("length", End::Limit),
        ("model_length", End::Limit),
        ("content_filter", End::Refused),
    ] {
        let pieces = answered(Answer::chunks([end(reason)])).await;
        assert_eq!(last(&pieces), format!("{expected:?}"), "{reason}");
    }
    for (reason, expected) in [
        ("end_turn", End::Finished),
        ("tool_use", End::Finished),
        ("stop_sequence", End::Finished),
        ("max_tokens", End::Limit),
        ("model_context_window_exceeded", End::Limit),
        ("pause_turn", End::Limit),
        ("refusal", End::Refused),
    ] {
        let event = json!({"type": "message_delta", "delta": {"stop_reason": reason}});
        let pieces = anthropic_answered(Answer::events([event])).await;
        assert_eq!(last(&pieces), format!("{expected:?}"), "{reason}");
    }
    for reason in ["error", "insufficient_system_resource"] {
        assert_eq!(
            last(&answered(Answer::chunks([end(reason)])).await),
            BROKE,
            "{reason}"
        );
    }
}

#[tokio::test]
async fn errors_are_found_wherever_they_come() {
    let error = json!({"error": {"message": "GPU on fire", "type": "server_error", "code": 500}});
    let before = lines(&[delta(json!({"content": "Hello"}))]);
    let fire = "Server: Test failed. Try again later. It says: “GPU on fire”";
    for (answer, is_mid) in [
        (Answer::refusal(500, error.clone()), false),
        (Answer::json(error.clone()), false),
        (Answer::stream(lines(std::slice::from_ref(&error))), false),
        (
            Answer::stream(format!("{before}data: {error}\n\ndata: [DONE]\n\n")),
            true,
        ),
        (
            Answer::stream(format!("{before}event: error\ndata: {error}\n\n")),
            true,
        ),
        (
            Answer::stream(format!(
                "{before}event: error\ndata: {}\n\n",
                json!({"message": "GPU on fire", "code": "500"})
            )),
            true,
        ),
        (
            Answer::stream(format!("{before}error: {}\n\n", error["error"])),
            true,
        ),
        (Answer::stream(format!("{before}{error:#}\n")), true),
        (
            Answer::stream(format!("{before}data: GPU on fire\n\n")),
            true,
        ),
        (
            Answer::stream(format!(
                "{before}data: {}\n\n",
                json!({"error": "GPU on fire"})
            )),
            true,
        ),
        (
            Answer::stream(format!(
                "{before}data: {}\n\n",
                json!({"choices": [{"index": 0, "error": {"message": "GPU on fire", "code": 502}, "finish_reason": "error"}]})
            )),
            true,
        ),
        (
            // An error beside choices.
            Answer::stream(format!(
                "{before}data: {}\n\n",
                json!({"error": {"message": "GPU on fire"}, "choices": [{"delta": {}, "finish_reason": "stop"}]})
            )),
            true,
        ),
    ] {
        let pieces = answered(answer).await;
        assert_eq!(last(&pieces), fire);
        assert_eq!(
            said(&pieces),
            if is_mid { hello() } else { vec![] },
            "{pieces:?}"
        );
    }
}

#[tokio::test]
async fn what_a_server_says_is_quoted_from_wherever_it_stands() {
    for error in [
        json!({"error": {"message": "x is not permitted"}}),
        json!({"error": "x is not permitted"}),
        json!({"message": "x is not permitted", "type": "invalid_request_error"}),
        json!({"detail": "x is not permitted"}),
        json!({"detail": [{"type": "extra_forbidden", "loc": ["body"], "msg": "x is not permitted"}]}),
        json!({"object": "error", "message": {"detail": [{"msg": "x is not permitted"}]}}),
        json!([{"error": {"code": 400, "message": "x is not permitted", "status": "INVALID_ARGUMENT"}}]),
    ] {
        let pieces = answered(Answer::refusal(400, error)).await;
        let expected = "Refused: Test did not take the request. It says: “x is not permitted”";
        assert_eq!(last(&pieces), expected);
    }
}

#[tokio::test]
async fn errors_of_messages_are_found_too() {
    let error =
        json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}});
    let start = json!({"type": "message_start", "message": {}});
    let expected = "Server: Test failed. Try again later. It says: “Overloaded”";
    for answer in [
        Answer::events([start, json!({"type": "ping"}), error.clone()]),
        Answer::refusal(529, error.clone()),
        Answer::json(error),
    ] {
        assert_eq!(last(&anthropic_answered(answer).await), expected);
    }
}

#[tokio::test]
async fn each_failure_has_its_kind() {
    let of =
        |status, message: &str| Answer::refusal(status, json!({"error": {"message": message}}));
    for (answer, kind) in [
        (of(401, "no"), FailureKind::Key),
        (of(402, "pay"), FailureKind::Quota),
        (
            of(404, "model 'm' not found, try pulling it first"),
            FailureKind::NoModel,
        ),
        (of(404, "Not Found"), FailureKind::OtherService),
        (
            of(400, "Invalid model passed in model=m"),
            FailureKind::NoModel,
        ),
        (
            of(400, "This model's maximum context length is 8192 tokens."),
            FailureKind::TooLong,
        ),
        (
            of(
                400,
                "the request exceeds the available context size (4096 tokens)",
            ),
            FailureKind::TooLong,
        ),
        (
            of(429, "prompt is too long: 210000 tokens > 200000 maximum"),
            FailureKind::TooLong,
        ),
        (
            of(400, "Unsupported parameter: 'seed'"),
            FailureKind::Refused,
        ),
        (of(422, "extra_forbidden"), FailureKind::Refused),
        (of(429, "slow down"), FailureKind::RateLimit),
        (of(503, "loading"), FailureKind::Server),
        (
            Answer::new(200, "text/html; charset=utf-8", "<html>"),
            FailureKind::OtherService,
        ),
        (
            Answer::new(502, "text/html", "<html>Bad gateway</html>"),
            FailureKind::Server,
        ),
    ] {
        let pieces = answered(answer).await;
        let [Piece::Failed(failure)] = &pieces[..] else {
            panic!("{pieces:?}");
        };
        assert_eq!(failure.kind, kind, "{}", failure.message);
        assert!(!failure.message.contains('<'), "{}", failure.message);
    }
}

#[tokio::test]
async fn how_long_to_wait_is_told_and_nothing_is_asked_twice() {
    for (name, value, seconds) in [
        ("retry-after", "7", 7),
        ("retry-after-ms", "1500", 2),
        ("llm_provider-retry-after", "9", 9),
    ] {
        let busy = Answer::refusal(429, json!({"error": {"message": "busy"}})).header(name, value);
        let server = Server::start([("POST /v1/chat/completions", busy)]).await;
        let mut pieces = chat(
            &client(),
            &server.provider(),
            talk([user([text("Hello")])]),
            CancellationToken::new(),
        );
        let Some(Piece::Failed(failure)) = pieces.recv().await else {
            panic!("no failure");
        };
        assert_eq!(
            (failure.kind, failure.retry_after),
            (FailureKind::RateLimit, Some(seconds))
        );
        assert_eq!(pieces.recv().await, None);
        assert_eq!(server.asked().len(), 1);
    }
}

#[tokio::test]
async fn a_stop_ends_an_answer_that_goes_on() {
    let going = Answer::stream(lines(&[delta(json!({"content": "Hello"}))])).stays_open();
    let server = Server::start([("POST /v1/chat/completions", going)]).await;
    let stop = CancellationToken::new();
    let mut pieces = chat(
        &client(),
        &server.provider(),
        talk([user([text("Hello")])]),
        stop.clone(),
    );
    assert_eq!(pieces.recv().await, Some(Piece::Text("Hello".into())));
    stop.cancel();
    assert!(matches!(
        pieces.recv().await,
        Some(Piece::Ended {
            end: End::Stopped,
            ..
        })
    ));
    assert_eq!(pieces.recv().await, None);
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_taken_whole() {
    let whole = json!({"object": "chat.completion", "choices": [{
        "index": 0, "finish_reason": "stop",
        "message": {"role": "assistant", "content": "Hello", "reasoning_content": "Hm"},
    }], "usage": {"prompt_tokens": 3, "completion_tokens": 1}});
    let pretty = Answer::new(200, "application/json", format!("{whole:#}"));
    for answer in [Answer::json(whole.clone()), pretty] {
        let pieces = answered(answer).await;
        assert_eq!(pieces[0], Piece::Thought("Hm".into()));
        assert!(pieces.contains(&Piece::Text("Hello".into())), "{pieces:?}");
        assert_eq!(last(&pieces), "Finished");
    }
    let whole = json!({
        "type": "message", "content": [{"type": "text", "text": "Hello"}], "stop_reason": "end_turn",
        "usage": {"input_tokens": 3, "output_tokens": 1},
    });
    let pieces = anthropic_answered(Answer::json(whole)).await;
    assert_eq!(
        (last(&pieces).as_str(), said(&pieces)),
        ("Finished", hello().as_slice())
    );
}
