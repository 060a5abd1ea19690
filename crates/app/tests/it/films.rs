//! Videos: offered only when they are switched on, fetched by URL, kept, and shown.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use app::bridge::{ErrorCode, FileState, Patch};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use futures::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::engine::KEY;
use crate::person::{Person, key, turn, turn_in, until};

const OMNI: &str = "gemini:model:gemini-omni-1.2-flash";

/// A service that makes one video and serves it at a URL of its own.
struct Studio {
    base_url: String,
    made: Arc<Made>,
}

struct Made {
    address: SocketAddr,
    /// Announced size of the video in bytes; `None` to announce none.
    size: Mutex<Option<u64>>,
    video: Vec<u8>,
    requests: Mutex<Vec<Value>>,
    /// Number of polls for the video.
    looks: Mutex<usize>,
    downloads: Mutex<usize>,
    /// The second half of the video is sent once this is true.
    goes_on: watch::Sender<bool>,
    /// True if each connection breaks in the middle of the video.
    breaks: Mutex<bool>,
}

impl Studio {
    async fn opens(video: Vec<u8>, size: u64) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let made = Arc::new(Made {
            address,
            size: Mutex::new(Some(size)),
            video,
            requests: Mutex::default(),
            looks: Mutex::default(),
            downloads: Mutex::default(),
            goes_on: watch::Sender::new(true),
            breaks: Mutex::default(),
        });
        let router = Router::new().fallback(serve).with_state(Arc::clone(&made));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            base_url: format!("http://{address}"),
            made,
        }
    }

    fn downloads(&self) -> usize {
        *self.made.downloads.lock().unwrap()
    }
}

async fn serve(State(made): State<Arc<Made>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let method = request.method().clone();
    let body = axum::body::to_bytes(request.into_body(), 1 << 20)
        .await
        .unwrap();
    match (method, path.as_str()) {
        (Method::GET, "/v1beta/models") => Json(json!({"models": [
            {"name": "models/gemini-3.8-flash"}, {"name": "models/gemini-omni-1.2-flash"},
        ]}))
        .into_response(),
        (Method::GET, "/v1beta/agents") => Json(json!({"agents": []})).into_response(),
        (Method::POST, "/v1beta/interactions") => {
            let asked = serde_json::from_slice(&body).unwrap();
            made.requests.lock().unwrap().push(asked);
            let uri = format!("http://{}/v1beta/files/clip", made.address);
            let events = [
                json!({"event_type": "interaction.created", "interaction": {"id": "v1_clip", "status": "in_progress"}}),
                json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
                json!({"event_type": "step.delta", "index": 0,
                       "delta": {"type": "video", "uri": uri, "mime_type": "video/mp4"}}),
                json!({"event_type": "step.stop", "index": 0}),
                json!({"event_type": "interaction.completed", "interaction": {"id": "v1_clip", "status": "completed"}}),
            ];
            let events = events.map(|event| format!("data: {event}\n\n")).concat();
            let stream = [(header::CONTENT_TYPE, "text/event-stream")];
            (stream, events + "event: done\ndata: [DONE]\n\n").into_response()
        }
        (Method::GET, "/v1beta/files/clip") => {
            let mut looks = made.looks.lock().unwrap();
            *looks += 1;
            let state = if *looks == 1 { "PROCESSING" } else { "ACTIVE" };
            let mut clip = json!({"name": "files/clip", "mimeType": "video/mp4", "state": state});
            if let Some(size) = *made.size.lock().unwrap() {
                clip["sizeBytes"] = json!(size.to_string());
            }
            Json(clip).into_response()
        }
        (Method::GET, "/v1beta/files/clip:download") => {
            *made.downloads.lock().unwrap() += 1;
            let (first, second) = made.video.split_at(made.video.len() / 2);
            let (first, second) = (first.to_vec(), second.to_vec());
            let mut goes_on = made.goes_on.subscribe();
            let breaks = *made.breaks.lock().unwrap();
            let body = stream::once(async { Ok(first) }).chain(stream::once(async move {
                goes_on.wait_for(|goes_on| *goes_on).await.unwrap();
                match breaks {
                    true => Err(std::io::Error::other("the connection broke")),
                    false => Ok(second),
                }
            }));
            (
                [(header::CONTENT_TYPE, "video/mp4")],
                Body::from_stream(body),
            )
                .into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The first bytes of a video, and content that is in no other file.
fn film() -> Vec<u8> {
    let mut bytes = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    bytes.extend((0..200_000_u32).map(|at| (at % 251) as u8));
    bytes
}

async fn with_videos(folder: &tempfile::TempDir, studio: &Studio) -> Person {
    let person = Person::start(folder.path()).await;
    person
        .does("connect_gemini", key(KEY, &studio.base_url))
        .await;
    let mut settings = person.does("overview", Value::Null).await["settings"].clone();
    settings["video"] = json!(true);
    person.does("set_settings", settings).await;
    person
}

async fn is_listed(person: &Person) -> bool {
    let everyone = person.does("overview", Value::Null).await["who"]["everyone"].clone();
    let mut everyone = everyone.as_array().unwrap().iter();
    everyone.any(|who| who["id"] == OMNI)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_was_switched_on_and_asked_for_is_fetched_from_its_address_and_shown() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::opens(film(), film().len() as u64).await;
    let person = Person::start(folder.path()).await;
    person
        .does("connect_gemini", key(KEY, &studio.base_url))
        .await;
    assert!(!is_listed(&person).await, "videos are off by themselves");
    drop(person);
    let person = with_videos(&folder, &studio).await;
    assert!(is_listed(&person).await);

    let mut request = turn(OMNI, "A marble on a track");
    request["options"] = json!({"shape": "9:16", "duration": "8s"});
    let sent = person.does("send", request).await;
    person.sees(&sent, "done").await;
    assert_eq!(
        studio.made.requests.lock().unwrap()[0]["response_format"],
        json!({"type": "video", "aspect_ratio": "9:16", "duration": "8s", "delivery": "uri"})
    );
    let chosen = person.does("options_of", sent["turn"].clone()).await;
    assert_eq!(chosen["duration"], "8s");

    let person = person.restart().await;
    let conversation = person.looks_at(&sent).await;
    let parts = turn_in(&conversation, &sent)["parts"].clone();
    let part = &parts.as_array().unwrap()[0];
    assert_eq!(part["type"], "media");
    let id = part["artifact"].as_str().unwrap();
    let preview = person.does("preview_file", json!(id)).await;
    assert_eq!(preview["type"], "video", "{preview}");
    let medium = person.app.medium(id).await.unwrap();
    assert_eq!(medium.mime, "video/mp4");
    assert!(std::fs::read(&medium.path).unwrap() == film());
    assert_eq!(studio.downloads(), 1, "it is fetched once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_is_larger_than_what_comes_unasked_waits_for_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let size = 2_100_000_000;
    let studio = Studio::opens(film(), size).await;
    let person = with_videos(&folder, &studio).await;
    let sent = person.sends(OMNI, "A very long film").await;
    person.sees(&sent, "done").await;
    let file = until("it is known how large it is", async || {
        let conversation = person.looks_at(&sent).await;
        let file = conversation["files"][0].clone();
        (file["size"] == size).then_some(file)
    })
    .await;
    assert_eq!(file["state"]["state"], "listed", "{file}");
    assert_eq!(studio.downloads(), 0, "nobody asked for so much");

    // The person requests it, and the size is that of the bytes received.
    person.does("fetch_file", file["id"].clone()).await;
    until("it is here", async || {
        let conversation = person.looks_at(&sent).await;
        (conversation["files"][0]["state"]["state"] == "saved").then_some(())
    })
    .await;
    assert_eq!(studio.downloads(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_video_shows_how_far_it_is_comes_once_and_can_be_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let size = 2_100_000_000;
    let studio = Studio::opens(film(), size).await;
    let person = with_videos(&folder, &studio).await;
    let sent = person.sends(OMNI, "A very long film").await;
    person.sees(&sent, "done").await;
    let id = person.looks_at(&sent).await["files"][0]["id"].clone();
    studio.made.goes_on.send_replace(false);

    let arrives = |patch: &Patch| match patch {
        Patch::Artifact { artifact } => match artifact.state {
            FileState::Fetching { .. } => artifact.size,
            _ => None,
        },
        _ => None,
    };
    let presses_twice_and_stops = async {
        person.patch(arrives).await;
        person.does("fetch_file", id.clone()).await;
        person.does("stop_file", id.clone()).await;
    };
    let (_, ()) = tokio::join!(
        person.does("fetch_file", id.clone()),
        presses_twice_and_stops
    );
    assert_eq!(studio.downloads(), 1);
    assert_eq!(person.patch(arrives).await, size);
    let file = person.looks_at(&sent).await["files"][0].clone();
    assert_eq!(file["state"]["state"], "listed", "{file}");

    studio.made.goes_on.send_replace(true);
    person.does("fetch_file", id).await;
    let file = person.looks_at(&sent).await["files"][0].clone();
    assert_eq!(file["state"]["state"], "saved", "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_video_waits_also_when_the_connection_broke_before_it_was_known_to_be_large() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::opens(film(), 2_100_000_000).await;
    *studio.made.breaks.lock().unwrap() = true;
    let size = studio.made.size.lock().unwrap().take();
    let person = with_videos(&folder, &studio).await;
    let sent = person.sends(OMNI, "A very long film").await;
    until("it could not be fetched", async || {
        let conversation = person.looks_at(&sent).await;
        (conversation["files"][0]["state"]["state"] == "failed").then_some(())
    })
    .await;
    *studio.made.size.lock().unwrap() = size;
    let file = until("it is known how large it is", async || {
        let conversation = person.looks_at(&sent).await;
        let file = conversation["files"][0].clone();
        (file["size"] != Value::Null).then_some(file)
    })
    .await;
    assert_eq!(file["state"]["state"], "listed", "{file}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_video_that_is_larger_than_any_that_is_fetched_is_not_begun_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::opens(film(), u64::MAX >> 1).await;
    let person = with_videos(&folder, &studio).await;
    let sent = person.sends(OMNI, "An endless film").await;
    person.sees(&sent, "done").await;
    let file = person.looks_at(&sent).await["files"][0].clone();
    assert_eq!(file["state"]["state"], "failed", "{file}");
    let refused = person
        .app
        .call("fetch_file", file["id"].clone())
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::File);
    assert!(
        refused.message.to_string().contains("too large"),
        "{refused}"
    );
    assert_eq!(studio.downloads(), 0);
}
