//! URLs in an answer: media are fetched and kept, with the key only from the service itself; redirects of the search
//! service are resolved once.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::engine::KEY;
use crate::person::{Person, key, turn_in, until};

const REDIRECT: &str = "/grounding-api-redirect/AbC";
const FLASH: &str = "gemini:model:gemini-3.8-flash";
/// The first bytes of a GIF.
const PICTURE: &str = "GIF89a";

/// The answer for a path: the status, the media type, and the body or the target of a redirect.
type Answer = (u16, &'static str, String);

/// Serves answers that a test sets, and records every request with whether it carried the key.
#[derive(Clone, Default)]
struct Place {
    answers: Arc<Mutex<HashMap<String, Answer>>>,
    heard: Arc<Mutex<Vec<(Method, String, bool)>>>,
}

impl Place {
    async fn start() -> (Self, SocketAddr) {
        let place = Self::default();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().fallback(serve).with_state(place.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (place, address)
    }

    /// Sets the answer for `path`; `body` is the target of a redirect, else the body.
    fn has(&self, path: &str, status: u16, kind: &'static str, body: impl Into<String>) {
        let answer = (status, kind, body.into());
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    fn heard(&self, path: &str) -> Vec<(Method, bool)> {
        let heard = self.heard.lock().unwrap();
        let of_path = heard.iter().filter(|(_, at, _)| at == path);
        of_path
            .map(|(method, _, with_key)| (method.clone(), *with_key))
            .collect()
    }
}

async fn serve(State(place): State<Place>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let headers = request.headers();
    let with_key = headers
        .values()
        .any(|value| value.as_bytes() == KEY.as_bytes());
    assert!(!headers.contains_key(header::COOKIE) && !headers.contains_key(header::REFERER));
    let method = request.method().clone();
    let heard = (method, path.clone(), with_key);
    place.heard.lock().unwrap().push(heard);
    let answer = place.answers.lock().unwrap().get(&path).cloned();
    let Some((status, kind, body)) = answer else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let status = StatusCode::from_u16(status).unwrap();
    if status.is_redirection() {
        return (status, [(header::LOCATION, body)]).into_response();
    }
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

/// The service's stream with this answer.
fn answer(content: &[Value]) -> String {
    let head = json!({"id": "v1_abc", "status": "in_progress", "model": "gemini-3.8-flash"});
    let mut events = vec![
        json!({"event_type": "interaction.created", "event_id": "e1", "interaction": head}),
        json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
    ];
    for delta in content {
        events.push(json!({"event_type": "step.delta", "index": 0, "delta": delta}));
    }
    let end = json!({"id": "v1_abc", "status": "completed", "model": "gemini-3.8-flash"});
    events.push(json!({"event_type": "step.stop", "index": 0}));
    events
        .push(json!({"event_type": "interaction.completed", "event_id": "e9", "interaction": end}));
    let mut stream = String::new();
    for event in events {
        let name = event["event_type"].as_str().unwrap();
        stream.push_str(&format!("event: {name}\ndata: {event}\n\n"));
    }
    stream + "event: done\ndata: [DONE]\n\n"
}

/// Makes a person connected to a service that gives this answer, with another server beside it.
async fn asked(
    folder: &std::path::Path,
    content: impl FnOnce(SocketAddr, SocketAddr) -> Vec<Value>,
) -> (Person, Place, Place, Value) {
    let (service, at) = Place::start().await;
    let (other, other_at) = Place::start().await;
    let models = json!({"models": [{"name": "models/gemini-3.8-flash"}]}).to_string();
    service.has("/v1beta/models", 200, "application/json", models);
    service.has("/v1beta/agents", 200, "application/json", "{}");
    let content = content(at, other_at);
    service.has(
        "/v1beta/interactions",
        200,
        "text/event-stream",
        answer(&content),
    );
    service.has(
        "/v1beta/files/pic",
        200,
        "application/json",
        r#"{"name": "files/pic", "state": "ACTIVE", "mimeType": "image/gif"}"#,
    );
    service.has("/v1beta/files/pic:download", 200, "image/gif", PICTURE);
    let moved = format!("http://{other_at}/moved.csv");
    other.has("/table.csv", 302, "", moved);
    other.has("/moved.csv", 200, "text/csv", "a,b\n");
    other.has(REDIRECT, 302, "", "https://rocks.example/basalt?x=1");
    let person = Person::start_reaching(folder).await;
    let connected = person
        .does("connect_gemini", key(KEY, &format!("http://{at}")))
        .await;
    assert_eq!(connected, "session");
    let sent = person.sends(FLASH, "Draw basalt").await;
    person.sees(&sent, "done").await;
    (person, service, other, sent)
}

#[tokio::test(flavor = "multi_thread")]
async fn media_by_address_are_kept_and_only_the_service_hears_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let content = |service, other| {
        vec![
            json!({"type": "image", "mime_type": "image/gif", "uri": format!("http://{service}/v1beta/files/pic")}),
            json!({"type": "document", "uri": format!("http://{other}/table.csv")}),
            json!({"type": "video", "mime_type": "video/mp4", "uri": "gs://bucket/film.mp4"}),
        ]
    };
    let (person, service, other, sent) = asked(folder.path(), content).await;
    let conversation = person.looks_at(&sent).await;
    let files = conversation["files"].as_array().unwrap();
    let states: Vec<_> = files
        .iter()
        .map(|file| {
            let state = file["state"]["state"].as_str().unwrap();
            (file["mime"].as_str().unwrap(), state)
        })
        .collect();
    assert_eq!(
        states,
        [
            ("image/gif", "saved"),
            ("text/csv", "saved"),
            ("video/mp4", "failed")
        ]
    );
    assert_eq!(files[0]["size"], PICTURE.len());
    let parts = turn_in(&conversation, &sent)["parts"].as_array().unwrap();
    assert_eq!(parts[0]["artifact"], files[0]["id"]);

    assert_eq!(
        service.heard("/v1beta/files/pic:download"),
        [(Method::GET, true)]
    );
    for path in ["/table.csv", "/moved.csv"] {
        assert_eq!(other.heard(path), [(Method::GET, false)], "{path}");
    }
    // A medium that could not be fetched can be requested again, and shows the error.
    person.fails("fetch_file", files[2]["id"].clone()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cited_redirect_is_resolved_once_without_asking_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let content = |_, other: SocketAddr| {
        let note = |path: &str, title: &str| {
            json!({"type": "url_citation", "url": format!("http://{other}{path}"), "title": title,
                "start_index": 0, "end_index": 6})
        };
        vec![
            json!({"type": "text", "text": "Basalt is dark."}),
            json!({"type": "text_annotation_delta", "annotations": [
                note(REDIRECT, "rocks.example"),
                note("/grounding-api-redirect/gone", "stones.example"),
            ]}),
        ]
    };
    let (person, service, other, sent) = asked(folder.path(), content).await;
    let sources =
        |conversation: &Value| turn_in(conversation, &sent)["parts"][0]["citations"].clone();
    let seen = sources(&person.looks_at(&sent).await);
    assert_eq!(seen[0]["url"], "https://rocks.example/basalt?x=1");
    assert_eq!(seen[0]["site"], "rocks.example");
    assert_eq!(seen[1]["site"], "stones.example", "its title says it");
    assert_eq!(other.heard(REDIRECT), [(Method::HEAD, false)]);

    // The target is known after a restart, without another request.
    let person = person.restart().await;
    let again = until("the conversation is there", async || {
        let seen = sources(&person.looks_at(&sent).await);
        (seen[0]["url"] == "https://rocks.example/basalt?x=1").then_some(seen)
    })
    .await;
    assert_eq!(again, seen);
    assert_eq!(other.heard(REDIRECT).len(), 1);
    assert!(service.heard(REDIRECT).is_empty());
}
