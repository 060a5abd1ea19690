//! Recorded responses of servers on this computer: `tests/recorded`, with the version in each file's name.

use providers::chat::{FailureKind, Piece, Tokens};
use providers::{Model, models};

use crate::server::{Answer, Server, client};
use crate::talk::{answered, calls, last, said};

const OLLAMA: &str = "ollama-0.9.3";
const LLAMA_SERVER: &str = "llama-server-b11549";

fn recorded(server: &str, case: &str) -> Answer {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recorded");
    let file = format!("{folder}/{server}.{case}.http");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let (head, body) = text.split_once("\n\n").unwrap();
    let (status, content_type) = head.split_once('\n').unwrap();
    let status = status.split(' ').nth(1).unwrap().parse().unwrap();
    let content_type = content_type.strip_prefix("content-type: ").unwrap();
    Answer::new(status, content_type, body)
}

/// The pieces of the recorded answer, the same whole and in small chunks; without signatures, which contain the port.
async fn played(server: &str, case: &str) -> Vec<Piece> {
    let mut whole = answered(recorded(server, case)).await;
    let mut in_pieces = answered(recorded(server, case).in_pieces_of(7)).await;
    for pieces in [&mut whole, &mut in_pieces] {
        pieces.retain(|piece| !matches!(piece, Piece::Signature(_)));
    }
    assert_eq!(whole, in_pieces, "{server}: {case}");
    whole
}

fn words(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn tokens(pieces: &[Piece]) -> Tokens {
    match pieces.last() {
        Some(Piece::Ended { tokens, .. }) => *tokens,
        other => panic!("{other:?}"),
    }
}

fn failure(pieces: &[Piece]) -> FailureKind {
    match pieces {
        [Piece::Failed(failure)] => failure.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn ollama_tells_what_its_models_can_do() {
    let server = Server::start([
        ("GET /v1/models", recorded(OLLAMA, "models")),
        ("GET /api/v1/models", recorded(OLLAMA, "other-path")),
        ("POST /api/show", recorded(OLLAMA, "show")),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let known = models.iter().find(|model| model.id == "smollm2:135m");
    let expected = Model {
        id: "smollm2:135m".into(),
        name: None,
        tools: Some(true),
        images: Some(false),
        thinking: Some(true),
        // The context set in its file, not the 8,192 that the model was made for.
        context: Some(2048),
        cuts: true,
    };
    assert_eq!(known, Some(&expected));
}

#[tokio::test]
async fn llama_server_tells_what_its_model_can_do() {
    let server = Server::start([
        ("GET /v1/models", recorded(LLAMA_SERVER, "models")),
        ("GET /props", recorded(LLAMA_SERVER, "props")),
    ])
    .await;
    let models = models(&client(), &server.provider()).await.unwrap();
    let expected = Model {
        id: "smollm2-135m".into(),
        name: None,
        tools: Some(true),
        images: Some(false),
        thinking: None,
        context: Some(2048),
        cuts: false,
    };
    assert_eq!(models, [expected]);
}

#[tokio::test]
async fn words_are_whole_and_counted() {
    let pieces = played(OLLAMA, "words").await;
    assert_eq!(last(&pieces), "Limit");
    assert!(words(&pieces).ends_with(" the globe."), "{pieces:?}");
    assert_eq!((tokens(&pieces).input, tokens(&pieces).output), (15, 40));
    let pieces = played(LLAMA_SERVER, "words").await;
    assert_eq!(last(&pieces), "Finished");
    assert!(words(&pieces).starts_with("The largest"), "{pieces:?}");
    assert_eq!((tokens(&pieces).input, tokens(&pieces).output), (36, 32));
    // It had cached the prefix that both chats share.
    let pieces = played(LLAMA_SERVER, "limit").await;
    assert!(tokens(&pieces).cached > 0, "{pieces:?}");
}

#[tokio::test]
async fn an_answer_that_reached_its_limit_says_so() {
    for server in [OLLAMA, LLAMA_SERVER] {
        let pieces = played(server, "limit").await;
        assert_eq!(last(&pieces), "Limit", "{server}");
        assert_eq!(tokens(&pieces).output, 4, "{server}");
    }
}

#[tokio::test]
async fn a_call_has_its_name_its_id_and_whole_arguments() {
    for (server, arguments) in [
        (OLLAMA, "{\"number\":10}"),
        (LLAMA_SERVER, "{\"number\": 7}"),
    ] {
        let pieces = played(server, "tools").await;
        let calls = calls(&pieces);
        let [call] = &calls[..] else {
            panic!("{server}: {calls:?}")
        };
        let (id, rest) = call.split_once(' ').unwrap();
        assert!(!id.is_empty(), "{server}");
        assert_eq!(rest, format!("set_lamp {arguments}"), "{server}");
        assert_eq!(last(&pieces), "Finished", "{server}");
        assert_eq!(words(&pieces), "", "{server}");
    }
}

#[tokio::test]
async fn a_thought_is_told_apart_also_where_the_template_opened_it() {
    let pieces = played(LLAMA_SERVER, "thinking").await;
    let expected = [
        Piece::Thought("Three and three.".into()),
        Piece::Text("It is 5.".into()),
    ];
    assert_eq!(said(&pieces), expected);
    // Ollama sends the thought as text, with only its end marked.
    let pieces = played(OLLAMA, "thinking").await;
    let expected = [
        Piece::Text("Three and three.".into()),
        Piece::TextWasThought,
        Piece::Text("It is 5.".into()),
    ];
    assert_eq!(said(&pieces), expected);
}

#[tokio::test]
async fn what_is_refused_is_known_by_its_kind() {
    for (server, case, kind) in [
        (OLLAMA, "no-model", FailureKind::NoModel),
        (OLLAMA, "refused", FailureKind::Refused),
        (LLAMA_SERVER, "too-long", FailureKind::TooLong),
        (LLAMA_SERVER, "refused", FailureKind::Refused),
    ] {
        assert_eq!(
            failure(&played(server, case).await),
            kind,
            "{server}: {case}"
        );
    }
}

/// Ollama silently drops the beginning of what is too long; the only sign is a token count that equals the context.
#[tokio::test]
async fn ollama_answers_what_is_too_long() {
    let pieces = played(OLLAMA, "too-long").await;
    assert_eq!(last(&pieces), "Limit");
    assert_eq!(tokens(&pieces).input, 2048);
}
