//! Error responses of all shapes keep status, code, message and `Retry-After`.

use std::time::Duration;

use futures::StreamExt;
use interactions::{CreateInteraction, Error};

use crate::fixture;
use crate::server::{self, Act, Server};

async fn error_of(
    status: u16,
    headers: &'static [(&'static str, &'static str)],
    body: Vec<u8>,
) -> Error {
    let server = Server::start(move |_, _| server::answer(status, headers, &body)).await;
    server
        .client()
        .create(&CreateInteraction::model("m").input("q"))
        .await
        .unwrap_err()
}

#[tokio::test]
async fn every_recorded_error_body_keeps_its_status_code_and_message() {
    let mut told = Vec::new();
    for entry in fixture::listed(".json") {
        let name = entry["file"].as_str().unwrap();
        if !name.starts_with("error-") {
            continue;
        }
        let status = u16::try_from(entry["http_status"].as_u64().unwrap()).unwrap();
        let error = error_of(
            status,
            &[("content-type", "application/json")],
            fixture::bytes(name),
        )
        .await;
        let again = if error.is_retryable() {
            "may be repeated"
        } else {
            "final"
        };
        told.push(format!(
            "{name}: {error}; {again}; wait {:?}",
            error.retry_after()
        ));
        assert_eq!(
            error.is_invalid_key(),
            name.contains("api-key") || status == 401,
            "{name}"
        );
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[tokio::test]
async fn a_body_that_is_no_json_still_gives_the_status() {
    for body in [
        "",
        "<html><h1>502</h1></html>",
        "null",
        "[]",
        "{\"error\":\"text\"}",
        "\u{0}",
    ] {
        let error = error_of(502, &[("content-type", "text/html")], body.into()).await;
        assert_eq!(error.to_string(), "Bad Gateway (HTTP 502)", "{body:?}");
        assert!(error.is_retryable() && !error.certainly_not_sent());
    }
}

#[tokio::test]
async fn the_wish_to_wait_is_read_in_all_its_forms() {
    let wait = async |headers| error_of(429, headers, Vec::new()).await.retry_after();
    assert_eq!(
        wait(&[("retry-after", "7")]).await,
        Some(Duration::from_secs(7))
    );
    assert_eq!(
        wait(&[("retry-after", "1.5")]).await,
        Some(Duration::from_millis(1500))
    );
    assert_eq!(
        wait(&[("retry-after", "9"), ("retry-after-ms", "250")]).await,
        Some(Duration::from_millis(250))
    );
    assert_eq!(
        wait(&[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")]).await,
        Some(Duration::ZERO)
    );
    assert!(
        wait(&[("retry-after", "Fri, 01 Jan 2100 00:00:00 GMT")])
            .await
            .unwrap()
            > Duration::from_secs(1_000_000)
    );
    assert_eq!(wait(&[("retry-after", "soon")]).await, None);
    assert_eq!(wait(&[("retry-after", "-1")]).await, None);
}

#[tokio::test]
async fn a_daily_quota_is_not_retried() {
    let body = br#"{"error":{"message":"Daily quota is used up.","code":"quota_exceeded"}}"#;
    assert!(!error_of(429, &[], body.to_vec()).await.is_retryable());
    // Envelope B has no such code; it names the quota.
    let body = fixture::bytes("error-429-resource-exhausted-rpc.json");
    let error = error_of(429, &[], body.clone()).await;
    assert!(error.is_daily_quota() && !error.is_retryable(), "{error:?}");
    let minute = String::from_utf8(body)
        .unwrap()
        .replace("PerDay", "PerMinute");
    let error = error_of(429, &[], minute.into()).await;
    assert!(!error.is_daily_quota() && error.is_retryable(), "{error:?}");
}

#[tokio::test]
async fn an_error_that_repeats_the_key_is_told_without_it() {
    let body = r#"{"error":{"code":400,"message":"API key not valid: k-secret-1!","status":"k-secret-1","details":[
        {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"k-secret-1"}]}}"#;
    let error = error_of(400, &[], body.into()).await;
    assert!(
        !format!("{error} {error:?}").contains("k-secret-1"),
        "{error:?}"
    );
    assert!(
        error.to_string().starts_with("API key not valid"),
        "{error}"
    );
    assert!(error.is_invalid_key());
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_repeated_in_the_error() {
    let server = Server::start(|request, _| {
        if request.query.contains("stream=true") {
            return server::events("data: \"private words\"\n\n");
        }
        server::json("\"private words\"")
    })
    .await;
    let client = server.client();
    let unary = client.get(&"v1_a".into()).await.unwrap_err();
    let list = client.agents().list().all().await.unwrap_err();
    let event = client.stream(&"v1_a".into(), None).await.unwrap();
    let event = event.collect::<Vec<_>>().await.remove(0).unwrap_err();
    for error in [unary, list, event] {
        let told = format!("{error} {error:?}");
        assert!(!told.contains("private"), "{told}");
    }
    let odd = interactions::StreamEvent::parse("\"private words\"").unwrap_err();
    assert!(!format!("{odd} {odd:?}").contains("private"));
}

#[tokio::test]
async fn an_error_is_not_held_up_by_a_body_that_drips_or_explodes() {
    let drip = Server::start(|_, _| {
        let head = "HTTP/1.1 503 Busy\r\ncontent-length: 100000\r\n\r\n";
        let drop = [
            Act::Send(b"x".to_vec()),
            Act::Wait(Duration::from_millis(100)),
        ];
        [vec![Act::Send(head.into())], vec![drop; 100].concat()].concat()
    })
    .await;
    let before = std::time::Instant::now();
    let error = drip.client().get(&"v1_a".into()).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert!(before.elapsed() < Duration::from_secs(5));

    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packer, &vec![b'x'; 64 << 20]).unwrap();
    let bomb = packer.finish().unwrap();
    let server =
        Server::start(move |_, _| server::answer(502, &[("content-encoding", "gzip")], &bomb))
            .await;
    let error = server.client().get(&"v1_a".into()).await.unwrap_err();
    assert_eq!(error.to_string(), "Bad Gateway (HTTP 502)");
}

#[tokio::test]
async fn a_200_that_is_not_an_interaction_is_named_so() {
    for body in [
        "{}",
        "",
        "null",
        "[]",
        "<html>",
        "{\"id\":\"v1_a\"}",
        "{\"status\":\"completed\"}",
        "{\"id\":\"\",\"status\":\"completed\"}",
    ] {
        let server = Server::start(move |_, _| server::json(body)).await;
        let error = server
            .client()
            .create(&CreateInteraction::model("m").input("q"))
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::NotAnInteraction { .. }),
            "{body:?} gave {error:?}"
        );
        let error = server.client().get(&"v1_a".into()).await.unwrap_err();
        assert!(
            matches!(error, Error::NotAnInteraction { .. }),
            "{body:?} gave {error:?}"
        );
        let error = server
            .client()
            .stream(&"v1_a".into(), None)
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::NotAnInteraction { .. }),
            "{body:?} gave {error:?}"
        );
    }
}

#[tokio::test]
async fn an_unstored_answer_needs_no_id() {
    let server = Server::start(|_, _| server::json(r#"{"status":"completed"}"#)).await;
    server
        .client()
        .create(&CreateInteraction::model("m").input("q").store(false))
        .await
        .unwrap();
}
