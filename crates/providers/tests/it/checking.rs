//! The live check: each outcome is classified, whatever form a server gives it, and no key is revealed.

use providers::chat::FailureKind;
use providers::{Provider, check};
use serde_json::json;

use crate::server::{Answer, Server, client};

async fn outcome(answer: Answer) -> (FailureKind, String) {
    let server = Server::start([("GET /v1/models", answer)]).await;
    let mut provider = server.provider();
    provider.key = Some("sk-very-secret".into());
    let failure = check(&client(), &provider).await.unwrap_err();
    for told in [
        failure.message.clone(),
        format!("{failure:?}"),
        format!("{provider:?}"),
    ] {
        assert!(!told.contains("sk-very-secret"), "{told}");
    }
    (failure.kind, failure.message)
}

#[tokio::test]
async fn a_server_that_works_gives_its_models() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::json(json!({"data": [{"id": "m"}]})),
    )])
    .await;
    let models = check(&client(), &server.provider()).await.unwrap();
    assert_eq!(models[0].id, "m");
}

#[tokio::test]
async fn a_server_without_models_works_too() {
    let server = Server::start([(
        "GET /v1/models",
        // Ollama does this too before a model was pulled.
        Answer::json(json!({"object": "list", "data": []})),
    )])
    .await;
    assert_eq!(check(&client(), &server.provider()).await.unwrap(), []);
}

#[tokio::test]
async fn nothing_that_listens_is_unreachable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    drop(listener);
    let provider = Provider {
        id: "x".into(),
        name: "X".into(),
        dialect: providers::Dialect::OpenAi,
        base_url: format!("http://{place}/v1"),
        key: None,
        models: Vec::new(),
    };
    let failure = check(&client(), &provider).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreachable);
    assert!(
        failure.message.contains(&place.to_string()),
        "{}",
        failure.message
    );
}

#[tokio::test]
async fn an_address_that_is_none_is_said_to_be_none() {
    for base_url in ["", "localhost:11434", "file:///etc/passwd", "http://"] {
        let provider = Provider {
            id: "x".into(),
            name: "X".into(),
            dialect: providers::Dialect::OpenAi,
            base_url: base_url.into(),
            key: None,
            models: Vec::new(),
        };
        let failure = check(&client(), &provider).await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Unreachable, "{base_url}");
        assert!(failure.message.contains("http://"), "{}", failure.message);
    }
}

#[tokio::test]
async fn a_wrong_key_is_known_by_status_or_by_words() {
    let forms = [
        Answer::refusal(
            401,
            json!({"error": {"message": "Incorrect API key provided: sk-very-secret.", "code": "invalid_api_key"}}),
        ),
        Answer::refusal(
            401,
            json!({"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}),
        ),
        // Gemini, whose OpenAI dialect wraps errors in a list.
        Answer::refusal(
            400,
            json!([{"error": {"code": 400, "message": "API key not valid. Please pass a valid API key.", "status": "INVALID_ARGUMENT"}}]),
        ),
        // litellm without a database: without a key, and with a wrong one.
        Answer::new(
            500,
            "text/plain",
            "Authentication Error, No api key passed in.",
        ),
        Answer::refusal(
            400,
            json!({"error": {"message": "No connected db.", "type": "no_db_connection", "param": null, "code": "400"}}),
        ),
        // llama-server, vLLM, FastAPI.
        Answer::refusal(401, json!({"error": "Unauthorized"})),
        Answer::refusal(403, json!({"detail": "Forbidden"})),
        // With status 200.
        Answer::json(json!({"error": {"message": "Invalid API key", "code": "401"}})),
    ];
    for answer in forms {
        let (kind, message) = outcome(answer).await;
        assert_eq!(kind, FailureKind::Key, "{message}");
        assert!(message.contains("does not take this key"), "{message}");
    }
}

#[tokio::test]
async fn a_missing_key_is_asked_for() {
    let server = Server::start([(
        "GET /v1/models",
        Answer::refusal(401, json!({"error": {"message": "Missing bearer"}})),
    )])
    .await;
    let failure = check(&client(), &server.provider()).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Key);
    assert_eq!(failure.message, "Test wants a key. Enter one.");
}

#[tokio::test]
async fn an_account_with_nothing_left_is_told_from_too_many_requests() {
    let empty = [
        Answer::refusal(
            429,
            json!({"error": {"message": "You exceeded your current quota, please check your plan and billing details.", "type": "insufficient_quota", "code": "insufficient_quota"}}),
        ),
        Answer::refusal(402, json!({"error": {"message": "Insufficient Balance"}})),
        Answer::refusal(
            400,
            json!({"type": "error", "error": {"type": "invalid_request_error", "message": "Your credit balance is too low to access the Anthropic API."}}),
        ),
    ];
    for answer in empty {
        let (kind, message) = outcome(answer).await;
        assert_eq!(kind, FailureKind::Quota, "{message}");
    }
    let busy =
        Answer::refusal(429, json!({"error": {"message": "Slow down"}})).header("retry-after", "7");
    let (kind, message) = outcome(busy).await;
    assert_eq!(kind, FailureKind::RateLimit);
    assert!(message.contains("7 seconds"), "{message}");
}

#[tokio::test]
async fn what_is_no_server_of_models_is_called_so() {
    let others = [
        Answer::new(404, "text/plain", "404 page not found"),
        Answer::refusal(404, json!({"error": "model not found"})),
        Answer::new(200, "text/html", "<!doctype html><title>My router</title>"),
        Answer::json(json!({"hello": "world"})),
        Answer::json(json!({"error": "Unexpected endpoint or method. (GET /models)"})),
        Answer::new(302, "text/plain", ""),
    ];
    for answer in others {
        let (kind, message) = outcome(answer).await;
        assert_eq!(kind, FailureKind::OtherService, "{message}");
        assert!(message.contains("/v1"), "{message}");
    }
}

#[tokio::test]
async fn a_server_in_trouble_is_quoted_in_one_line_of_bounded_length_without_the_key() {
    let words = format!(
        "upstream\n\u{7}died for sk-very-secret {}",
        "x".repeat(1 << 20)
    );
    let (kind, message) = outcome(Answer::new(500, "text/plain", words)).await;
    assert_eq!(kind, FailureKind::Server);
    assert!(message.contains("“upstream died for …"), "{message}");
    assert!(message.chars().count() < 400, "{message}");
}

#[tokio::test]
async fn llama_servers_list_is_public_and_its_properties_are_not() {
    let server = Server::start([
        (
            "GET /v1/models",
            Answer::json(json!({"data": [{"id": "m", "owned_by": "llamacpp"}]})),
        ),
        (
            "GET /props",
            Answer::refusal(
                401,
                json!({"error": {"code": 401, "message": "Invalid API Key", "type": "authentication_error"}}),
            ),
        ),
    ])
    .await;
    let mut provider = server.provider();
    provider.key = Some("wrong".into());
    let failure = check(&client(), &provider).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Key);
}
