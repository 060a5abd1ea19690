//! Webhooks over a restart: a message that could not be delivered before a crash is delivered after it.

use std::io::{Read, Write};
use std::net::TcpListener;

use interactions::webhook::{Signed, Verifier};
use serde_json::{Value, json};

use crate::support::{Program, id_of};

/// Answers one POST request and returns its head and body.
fn one_message(listener: &TcpListener) -> (String, Vec<u8>) {
    let (mut stream, _) = listener.accept().unwrap();
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).unwrap();
        bytes.extend_from_slice(&buffer[..read]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let length: usize = value(&head, "content-length").parse().unwrap();
        if bytes.len() >= end + 4 + length {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                .unwrap();
            return (head, bytes[end + 4..end + 4 + length].to_vec());
        }
    }
}

fn value<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap().trim_start_matches(':').trim()
}

#[tokio::test]
async fn a_message_that_nobody_took_is_delivered_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("script.json"),
        r#"{"turns": [{"say": ["x"]}]}"#,
    )
    .unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);

    let program = Program::start(folder.path());
    let webhook = program
        .api
        .post(
            "webhooks",
            json!({"uri": format!("http://{address}/hook"), "subscribed_events": ["interaction.completed"]}),
        )
        .await;
    let run = program
        .api
        .create(json!({"model": "gemini-3.8-flash", "input": "x"}))
        .await;
    program.kill();

    let listener = TcpListener::bind(address).unwrap();
    let _program = Program::start(folder.path());
    let (head, body) = tokio::task::spawn_blocking(move || one_message(&listener))
        .await
        .unwrap();
    let told: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(told["data"]["id"], json!(id_of(&run)));
    let secret = webhook["new_signing_secret"].as_str().unwrap().to_owned();
    let verifier = Verifier::new(&secret.into()).unwrap();
    let signed = Signed {
        id: value(&head, "webhook-id"),
        timestamp: value(&head, "webhook-timestamp"),
        signatures: value(&head, "webhook-signature"),
        body: &body,
    };
    verifier
        .verify(&signed, std::time::SystemTime::now())
        .unwrap();
}
