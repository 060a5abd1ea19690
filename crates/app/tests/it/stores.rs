//! Stores of files: created, filled, checked, searched by a conversation, removed.

use std::sync::{Arc, Mutex};

use app::bridge::ErrorCode;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::engine::{Google, KEY};
use crate::person::{Person, key, turn, until};

const FLASH: &str = "gemini:model:gemini-3.8-flash";
const AGENT: &str = "gemini:agent:antigravity-preview-09-2026";

/// The state of the service's store, and the requests that it received.
#[derive(Default)]
struct Has {
    /// The bytes of each file in the only store; `None`: there is no store.
    files: Option<Vec<Bytes>>,
    /// Every call on stores, as `METHOD path?query body`.
    calls: Vec<String>,
    /// Every create call that was passed on.
    created: Vec<Value>,
    /// True while it refuses to remove anything.
    fails: bool,
    /// While this is locked, uploads do not complete.
    gate: Arc<tokio::sync::Mutex<()>>,
}

/// A stand-in for Google with stores of files; all other requests are passed on to the scripted server.
struct Service {
    base_url: String,
    has: Arc<Mutex<Has>>,
}

#[derive(Clone)]
struct Wired {
    google: String,
    has: Arc<Mutex<Has>>,
}

impl Service {
    async fn before(google: &Google) -> Self {
        let has = Arc::<Mutex<Has>>::default();
        let wired = Wired {
            google: google.base_url.clone(),
            has: Arc::clone(&has),
        };
        let router = Router::new().fallback(serve).with_state(wired);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base_url, has }
    }

    fn calls(&self) -> Vec<String> {
        self.has.lock().unwrap().calls.clone()
    }
}

async fn serve(State(wired): State<Wired>, request: Request) -> Response {
    let path = request.uri().path_and_query().unwrap().to_string();
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 24).await.unwrap();
    if !path.contains("/fileSearchStores") && !path.contains("upload_id=") {
        if parts.method == "POST" && path.ends_with("/interactions") {
            let body = serde_json::from_slice(&bytes).unwrap();
            wired.has.lock().unwrap().created.push(body);
        }
        let sent = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap()
            .request(parts.method, format!("{}{path}", wired.google))
            .headers(parts.headers)
            .body(bytes)
            .send()
            .await
            .unwrap();
        let mut answer = Response::builder().status(sent.status());
        for (name, value) in sent.headers() {
            answer = answer.header(name, value);
        }
        return answer.body(Body::from_stream(sent.bytes_stream())).unwrap();
    }
    assert_eq!(parts.headers["x-goog-api-key"], KEY);
    if path.contains("upload_id=") {
        let gate = Arc::clone(&wired.has.lock().unwrap().gate);
        drop(gate.lock().await);
    }
    let mut has = wired.has.lock().unwrap();
    let said = String::from_utf8_lossy(&bytes).into_owned();
    has.calls.push(format!("{} {path} {said}", parts.method));
    let missing = || StatusCode::NOT_FOUND.into_response();
    match (parts.method.as_str(), path.split('?').next().unwrap()) {
        ("POST", "/v1beta/fileSearchStores") => {
            has.files = Some(Vec::new());
            Json(json!({"name": "fileSearchStores/docs-1", "displayName": "Handbooks"}))
                .into_response()
        }
        ("POST", "/upload/v1beta/fileSearchStores/docs-1:uploadToFileSearchStore") => {
            let session =
                "https://elsewhere.test/upload/v1beta/fss?upload_id=U3&upload_protocol=resumable";
            [
                ("x-goog-upload-url", session),
                ("x-goog-upload-status", "active"),
            ]
            .into_response()
        }
        ("POST", "/upload/v1beta/fss") => {
            has.files.get_or_insert_default().push(bytes);
            let body = Json(json!({"name": "fileSearchStores/docs-1/upload/operations/1"}));
            ([("x-goog-upload-status", "final")], body).into_response()
        }
        ("GET", "/v1beta/fileSearchStores/docs-1") => match &has.files {
            // The service indexes the first file at once and is slow with the others.
            Some(files) => Json(json!({
                "name": "fileSearchStores/docs-1",
                "activeDocumentsCount": files.len().min(1).to_string(),
                "pendingDocumentsCount": files.len().saturating_sub(1).to_string(),
            }))
            .into_response(),
            None => missing(),
        },
        ("DELETE", "/v1beta/fileSearchStores/docs-1") if has.fails => {
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
        ("DELETE", "/v1beta/fileSearchStores/docs-1") => match has.files.take() {
            Some(_) => Json(json!({})).into_response(),
            None => missing(),
        },
        other => panic!("{other:?}"),
    }
}

async fn connected(folder: &std::path::Path) -> (Google, Service, Person) {
    let script = json!({"turns": [{"say": ["Two years."]}]});
    let google = Google::start(folder, &script);
    let service = Service::before(&google).await;
    let person = Person::start(folder).await;
    person
        .does("connect_gemini", key(KEY, &service.base_url))
        .await;
    (google, service, person)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_made_of_ones_own_files_and_searched_by_a_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, service, person) = connected(folder.path()).await;
    let made = person.does("make_file_store", json!(" Handbooks ")).await;
    assert_eq!(made["title"], "Handbooks");
    assert_eq!(made["files"], json!([]));
    let created = r#"POST /v1beta/fileSearchStores {"displayName":"Handbooks"}"#;
    assert_eq!(service.calls(), [created]);

    let names = ["fridge.txt", "oven.txt", "empty.txt"];
    let texts = ["The fridge.", "The oven.", ""];
    person
        .desktop
        .chosen
        .lock()
        .unwrap()
        .push(folder.path().join("gone.txt"));
    for (name, text) in names.iter().zip(texts) {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        person.desktop.chosen.lock().unwrap().push(file);
    }
    let filled = person.does("fill_file_store", made["id"].clone()).await;
    assert_eq!(
        *person.desktop.picked_for.lock().unwrap(),
        [app::PickPurpose::Store]
    );
    // A file that cannot be put in does not prevent the others.
    let files = json!([{"name": "fridge.txt", "size": 11}, {"name": "oven.txt", "size": 9}]);
    assert_eq!(filled["files"], files);
    let why = filled["failure"]["message"].as_str().unwrap();
    assert!(why.starts_with("gone.txt could not be read"), "{why}");
    assert!(why.contains("empty.txt is empty"), "each is named: {why}");
    assert_eq!(
        (&filled["ready"], &filled["pending"]),
        (&json!(1), &json!(1))
    );
    let calls = service.calls();
    let start = "POST /upload/v1beta/fileSearchStores/docs-1:uploadToFileSearchStore";
    let begun = format!(r#"{start} {{"mimeType":"text/plain","displayName":"fridge.txt"}}"#);
    assert_eq!(calls[1], begun);
    assert!(calls[2].ends_with(" The fridge."), "{calls:?}");

    let mut question = turn(FLASH, "How long is the warranty?");
    question["tools"] = json!({"stores": [made["id"], "gone"]});
    let sent = person.does("send", question).await;
    person.sees(&sent, "done").await;
    let request = service.has.lock().unwrap().created[0].clone();
    let searched =
        json!([{"type": "file_search", "file_search_store_names": ["fileSearchStores/docs-1"]}]);
    assert_eq!(request["tools"], searched);

    // An agent with a sandbox cannot use stores.
    let view = json!({"conversation": null, "who": AGENT});
    let offers = person.does("tools", view).await;
    let offers = offers["offers"].as_array().unwrap().clone();
    let stores = offers.iter().find(|offer| offer["kind"] == "stores");
    assert_eq!(stores.unwrap()["state"]["is"], "refused");
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_is_removed_at_the_server_first_and_stays_when_that_fails() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, service, person) = connected(folder.path()).await;
    let made = person.does("make_file_store", json!("Handbooks")).await;
    service.has.lock().unwrap().fails = true;
    person.fails("remove_file_store", made["id"].clone()).await;
    let person = person.restart().await;
    person
        .does("connect_gemini", key(KEY, &service.base_url))
        .await;
    let kept = person.does("file_stores", Value::Null).await;
    assert_eq!(kept[0]["title"], "Handbooks");
    service.has.lock().unwrap().fails = false;
    // The store was removed elsewhere: the error says so, and the store can be removed here.
    service.has.lock().unwrap().files = None;
    let asked = person.does("check_file_store", made["id"].clone()).await;
    assert_eq!(asked["failure"]["code"], "not_found");
    person.does("remove_file_store", made["id"].clone()).await;
    let last = service.calls().pop().unwrap();
    assert_eq!(last, "DELETE /v1beta/fileSearchStores/docs-1?force=true ");
    let kept = person.does("file_stores", Value::Null).await;
    assert_eq!(kept, json!([]));
    let unnamed = person.fails("make_file_store", json!("  ")).await;
    assert_eq!(unnamed, ErrorCode::Invalid);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_removed_while_a_file_is_put_in_stays_away() {
    let folder = tempfile::tempdir().unwrap();
    let (_google, service, person) = connected(folder.path()).await;
    let made = person.does("make_file_store", json!("Handbooks")).await;
    let file = folder.path().join("fridge.txt");
    std::fs::write(&file, "The fridge.").unwrap();
    person.desktop.chosen.lock().unwrap().push(file);
    let gate = Arc::clone(&service.has.lock().unwrap().gate);
    let held = gate.lock().await;
    let (app, id) = (person.app.clone(), made["id"].clone());
    let filling = tokio::spawn(async move { app.call("fill_file_store", id).await });
    until("it is on its way", async || {
        let is_begun = |call: &String| call.contains("uploadToFileSearchStore");
        service.calls().iter().any(is_begun).then_some(())
    })
    .await;
    person.does("remove_file_store", made["id"].clone()).await;
    drop(held);
    let filled = filling.await.unwrap();
    assert_eq!(filled.unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(person.does("file_stores", Value::Null).await, json!([]));
    let person = person.restart().await;
    assert_eq!(person.does("file_stores", Value::Null).await, json!([]));
}
