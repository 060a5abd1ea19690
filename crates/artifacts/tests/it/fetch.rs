//! Downloads by the real client, from servers that behave and servers that do not.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use artifacts::{Error, Progress, Store, StoredFile};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use futures::stream;
use interactions::{Client, EnvironmentId, RetryPolicy};
use tempfile::TempDir;

const SIZE: usize = 300_000;

fn content() -> Vec<u8> {
    (0..SIZE)
        .map(|position| (position * 7 % 251) as u8)
        .collect()
}

/// Number of requests so far, and their paths.
#[derive(Clone, Default)]
struct Log {
    requests: Arc<AtomicUsize>,
    paths: Arc<Mutex<Vec<String>>>,
}

async fn serve(State(log): State<Log>, Path((_, path)): Path<(String, String)>) -> Response {
    let earlier = log.requests.fetch_add(1, Ordering::SeqCst);
    log.paths.lock().unwrap().push(path.clone());
    let content = content();
    let with_length = |body: Body| {
        let mut headers = HeaderMap::new();
        headers.insert("content-length", SIZE.into());
        (headers, body).into_response()
    };
    let pieces = |bytes: Vec<u8>, breaks: bool| {
        let mut items: Vec<Result<Bytes, std::io::Error>> = bytes
            .chunks(10_000)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .collect();
        if breaks {
            items.push(Err(std::io::Error::other("the connection breaks")));
        }
        // Slowly enough that everything before a break is sent.
        Body::from_stream(stream::unfold(items.into_iter(), |mut items| async move {
            let item = items.next()?;
            tokio::time::sleep(Duration::from_millis(1)).await;
            Some((item, items))
        }))
    };
    match path.as_str() {
        "out/whole ü#1.bin" => with_length(content.into()),
        "chunked.bin" => pieces(content, false).into_response(),
        "breaks-twice.bin" if earlier < 2 => with_length(pieces(content[..150_000].to_vec(), true)),
        "breaks-twice.bin" => with_length(content.into()),
        "always-breaks.bin" => with_length(pieces(content[..150_000].to_vec(), true)),
        "short.bin" => pieces(content[..1000].to_vec(), false).into_response(),
        "long.bin" => {
            let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from(vec![0; 10_000])));
            Body::from_stream(endless).into_response()
        }
        "empty.bin" => Body::empty().into_response(),
        "slow.bin" => {
            let first = stream::iter([Ok::<_, Infallible>(Bytes::from(vec![0; 10_000]))]);
            Body::from_stream(futures::StreamExt::chain(first, stream::pending())).into_response()
        }
        _ => (
            StatusCode::NOT_FOUND,
            axum::Json(
                serde_json::json!({"error": {"code": "not_found", "message": "no such file"}}),
            ),
        )
            .into_response(),
    }
}

struct Setting {
    folder: TempDir,
    store: Store,
    client: Client,
    log: Log,
}

async fn setting() -> Setting {
    let log = Log::default();
    let routes = Router::new()
        .route("/v1beta/environments/{id}/files/{*path}", get(serve))
        .with_state(log.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let client = Client::builder(format!("http://{address}"))
        .key("key".to_owned().into())
        .retry(RetryPolicy {
            first_delay: Duration::from_millis(1),
            ..RetryPolicy::default()
        })
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    Setting {
        folder,
        store,
        client,
        log,
    }
}

impl Setting {
    async fn fetch(
        &self,
        path: &str,
        announced: Option<u64>,
    ) -> (artifacts::Result<StoredFile>, Vec<Progress>) {
        let mut seen = Vec::new();
        let result = self
            .store
            .fetch(
                &self.client,
                &EnvironmentId::from("env"),
                path,
                announced,
                |progress| seen.push(progress),
            )
            .await;
        (result, seen)
    }

    fn assert_nothing_is_left(&self) {
        assert_eq!(crate::tree(self.folder.path()), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_file_arrives_whole_with_its_hash_and_its_progress_is_told() {
    let it = setting().await;
    let (saved, seen) = it.fetch("out/whole ü#1.bin", Some(SIZE as u64)).await;
    let saved = saved.unwrap();
    assert_eq!(saved.size, SIZE as u64);
    assert_eq!(
        std::fs::read(it.store.path(&saved.sha256).unwrap()).unwrap(),
        content()
    );
    assert_eq!(saved, it.store.put_bytes(&content()).unwrap());
    assert_eq!(
        seen.first(),
        Some(&Progress {
            received: 0,
            total: Some(SIZE as u64)
        })
    );
    assert_eq!(
        seen.last(),
        Some(&Progress {
            received: SIZE as u64,
            total: Some(SIZE as u64)
        })
    );
    assert!(seen.is_sorted_by_key(|progress| progress.received));
    assert_eq!(*it.log.paths.lock().unwrap(), ["out/whole ü#1.bin"]);
}

#[tokio::test]
async fn a_file_of_unknown_length_arrives_as_well() {
    let it = setting().await;
    let (saved, seen) = it.fetch("chunked.bin", None).await;
    assert_eq!(saved.unwrap().size, SIZE as u64);
    assert_eq!(seen[0].total, None);
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let it = setting().await;
    let (saved, _) = it.fetch("empty.bin", Some(0)).await;
    let saved = saved.unwrap();
    assert!(saved.size == 0 && it.store.path(&saved.sha256).is_ok());
}

#[tokio::test]
async fn a_download_that_is_cut_goes_on_until_it_is_whole() {
    let it = setting().await;
    let (saved, seen) = it.fetch("breaks-twice.bin", Some(SIZE as u64)).await;
    let saved = saved.unwrap();
    assert_eq!(
        std::fs::read(it.store.path(&saved.sha256).unwrap()).unwrap(),
        content()
    );
    assert_eq!(it.log.requests.load(Ordering::SeqCst), 3);
    assert!(seen.is_sorted_by_key(|progress| progress.received));
}

#[tokio::test]
async fn a_download_that_is_always_cut_is_given_up_and_leaves_nothing() {
    let it = setting().await;
    let (saved, _) = it.fetch("always-breaks.bin", Some(SIZE as u64)).await;
    let error = saved.unwrap_err();
    assert!(
        matches!(&error, Error::Download { source, .. } if source.is_retryable()),
        "{error}"
    );
    assert_eq!(it.log.requests.load(Ordering::SeqCst), 5);
    it.assert_nothing_is_left();
}

#[tokio::test]
async fn fewer_or_more_bytes_than_listed_are_an_error_and_leave_nothing() {
    let it = setting().await;
    for (path, announced) in [
        ("short.bin", 2000),
        ("long.bin", 25_000),
        ("out/whole ü#1.bin", 7),
    ] {
        let (saved, _) = it.fetch(path, Some(announced)).await;
        let error = saved.unwrap_err();
        assert!(
            matches!(error, Error::LengthMismatch { .. }),
            "{path}: {error}"
        );
        it.assert_nothing_is_left();
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_an_error_that_says_so() {
    let it = setting().await;
    let (saved, _) = it.fetch("nothing.bin", None).await;
    let error = saved.unwrap_err();
    assert!(
        matches!(&error, Error::Download { source, .. } if source.is_not_found()),
        "{error}"
    );
    assert_eq!(it.log.requests.load(Ordering::SeqCst), 1);
    it.assert_nothing_is_left();
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_nothing() {
    let it = setting().await;
    let (began, mut begun) = tokio::sync::mpsc::unbounded_channel();
    let environment = EnvironmentId::from("env");
    let fetch = it
        .store
        .fetch(&it.client, &environment, "slow.bin", None, |progress| {
            if progress.received > 0 {
                began.send(()).unwrap();
            }
        });
    tokio::select! {
        _ = fetch => panic!("it never ends"),
        _ = begun.recv() => {}
    }
    // A pending write ends first.
    for _ in 0..500 {
        if crate::tree(it.folder.path()).is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    it.assert_nothing_is_left();
}
