//! Resuming interrupted downloads of large files from a server that supports ranges, even across restarts.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use artifacts::{Store, StoredFile};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures::stream;
use interactions::{Client, EnvironmentId, RetryPolicy};

const SIZE: usize = 40 << 20;
/// Number of bytes that arrive before the connection breaks: more than two checkpoints.
const CUT: usize = 36 << 20;

/// A server that breaks the connection while `cut` is set, and serves other content with each `version`.
#[derive(Clone, Default)]
struct Server {
    cut: Arc<AtomicBool>,
    version: Arc<AtomicUsize>,
    /// The first byte of each response.
    starts: Arc<Mutex<Vec<usize>>>,
}

fn content(version: usize) -> Vec<u8> {
    (0..SIZE)
        .map(|position| ((position * 7 + version) % 251) as u8)
        .collect()
}

async fn serve(State(server): State<Server>, asked: HeaderMap) -> Response {
    let version = server.version.load(Ordering::SeqCst);
    let tag = format!("\"v{version}\"");
    let text = |name: &str| asked.get(name).and_then(|value| value.to_str().ok());
    let start = text("range")
        .filter(|_| text("if-range") == Some(tag.as_str()))
        .and_then(|range| {
            range
                .strip_prefix("bytes=")?
                .strip_suffix('-')?
                .parse()
                .ok()
        })
        .unwrap_or(0);
    server.starts.lock().unwrap().push(start);
    let cut = server.cut.load(Ordering::SeqCst);
    let end = if cut { CUT.max(start) } else { SIZE };
    let mut items: Vec<Result<Bytes, std::io::Error>> = content(version)[start..end]
        .chunks(1 << 20)
        .map(|piece| Ok(Bytes::copy_from_slice(piece)))
        .collect();
    if cut {
        items.push(Err(std::io::Error::other("the connection breaks")));
    }
    let status = if start > 0 {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let headers = [
        ("etag", tag),
        ("content-length", (SIZE - start).to_string()),
        (
            "content-range",
            format!("bytes {start}-{}/{SIZE}", SIZE - 1),
        ),
    ];
    // Slowly enough that everything before a break is sent.
    let body = stream::unfold(items.into_iter(), |mut items| async move {
        let item = items.next()?;
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        Some((item, items))
    });
    (status, headers, Body::from_stream(body)).into_response()
}

impl Server {
    async fn start(&self) -> Client {
        let routes = Router::new()
            .route("/v1beta/environments/{id}/files/{*path}", get(serve))
            .with_state(self.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Client::builder(format!("http://{address}"))
            .retry(RetryPolicy::none())
            .build()
            .unwrap()
    }
}

async fn fetch(store: &Store, client: &Client) -> artifacts::Result<StoredFile> {
    let environment = EnvironmentId::from("env");
    store
        .fetch(client, &environment, "big.bin", Some(SIZE as u64), |_| {})
        .await
}

/// Returns a store with an interrupted download, and the server that interrupted it.
async fn broken() -> (tempfile::TempDir, Store, Server, Client) {
    let server = Server::default();
    server.cut.store(true, Ordering::SeqCst);
    let client = server.start().await;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    fetch(&store, &client).await.unwrap_err();
    server.cut.store(false, Ordering::SeqCst);
    (folder, store, server, client)
}

#[tokio::test]
async fn a_large_file_goes_on_after_a_new_start() {
    let (folder, store, server, client) = broken().await;
    drop(store);
    let store = Store::open(folder.path()).unwrap();
    let saved = fetch(&store, &client).await.unwrap();
    // A checkpoint is made at the first chunk that passes each multiple of 16 MiB.
    let starts = server.starts.lock().unwrap().clone();
    assert!(
        matches!(starts[..], [0, second] if (32 << 20..33 << 20).contains(&second)),
        "{starts:?}"
    );
    assert_eq!(
        std::fs::read(store.path(&saved.sha256).unwrap()).unwrap(),
        content(0)
    );
    assert_eq!(saved, store.put_bytes(&content(0)).unwrap());
    assert_eq!(crate::tree(folder.path()).len(), 1, "nothing else is left");
}

#[tokio::test]
async fn what_was_written_after_the_last_checkpoint_is_not_relied_on() {
    let (folder, store, _server, client) = broken().await;
    let part = std::fs::read_dir(folder.path().join("incoming"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some_and(|ending| ending == "part"))
        .unwrap();
    // As after a power cut: the length was written, the bytes were not.
    let file = std::fs::File::options().write(true).open(part).unwrap();
    file.set_len(33 << 20).unwrap();
    file.set_len(39 << 20).unwrap();
    let saved = fetch(&store, &client).await.unwrap();
    assert_eq!(
        std::fs::read(store.path(&saved.sha256).unwrap()).unwrap(),
        content(0)
    );
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_is_fetched_whole() {
    let (_folder, store, server, client) = broken().await;
    server.version.store(1, Ordering::SeqCst);
    let saved = fetch(&store, &client).await.unwrap();
    assert_eq!(*server.starts.lock().unwrap(), [0, 0]);
    assert_eq!(
        std::fs::read(store.path(&saved.sha256).unwrap()).unwrap(),
        content(1)
    );
}

#[tokio::test]
async fn two_downloads_of_the_same_file_do_not_write_into_each_other() {
    let (_folder, store, _server, client) = broken().await;
    let (one, two) = tokio::join!(fetch(&store, &client), fetch(&store, &client));
    assert_eq!(one.unwrap(), two.unwrap());
}

#[tokio::test]
async fn nothing_is_left_of_a_sandbox_that_is_forgotten() {
    let (folder, store, server, client) = broken().await;
    assert!(
        store
            .remove_interrupted_of(&EnvironmentId::from("another"))
            .unwrap()
    );
    assert_eq!(crate::tree(folder.path()).len(), 2);
    assert!(
        store
            .remove_interrupted_of(&EnvironmentId::from("env"))
            .unwrap()
    );
    assert!(crate::tree(folder.path()).is_empty());
    fetch(&store, &client).await.unwrap();
    assert_eq!(*server.starts.lock().unwrap(), [0, 0]);
}

#[tokio::test]
async fn interrupted_downloads_are_counted_and_can_all_be_removed() {
    let (folder, store, server, client) = broken().await;
    let size = store.size_of_interrupted().unwrap();
    assert!(size > 32 << 20, "{size}");
    assert_eq!(store.remove_interrupted().unwrap(), size);
    assert!(crate::tree(folder.path()).is_empty());
    fetch(&store, &client).await.unwrap();
    assert_eq!(*server.starts.lock().unwrap(), [0, 0]);
}

#[tokio::test]
async fn running_downloads_are_not_counted_as_interrupted() {
    let (_folder, store, _server, client) = broken().await;
    let part = store.size_of_interrupted().unwrap();
    let meanwhile = std::sync::Mutex::new(Vec::new());
    let env = EnvironmentId::from("env");
    let fetched = store.fetch(&client, &env, "big.bin", Some(SIZE as u64), |_| {
        meanwhile
            .lock()
            .unwrap()
            .push(store.size_of_interrupted().unwrap());
    });
    fetched.await.unwrap();
    let meanwhile = meanwhile.into_inner().unwrap();
    assert!(part > 0 && !meanwhile.is_empty());
    assert!(meanwhile.iter().all(|size| *size == 0), "{meanwhile:?}");
}
