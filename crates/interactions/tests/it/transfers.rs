//! Bytes go up and down whole over connections that break.

use std::sync::Arc;

use interactions::{Error, FileState, RetryPolicy, UploadOptions};
use serde_json::{Value, json};

use crate::fixture;
use crate::server::{self, Act, Request, Server};

fn patient(server: &Server) -> interactions::Client {
    let first_delay = std::time::Duration::from_millis(1);
    server
        .builder()
        .version("v1")
        .retry(RetryPolicy {
            first_delay,
            ..RetryPolicy::default()
        })
        .build()
        .unwrap()
}

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|n| (n * 7 % 251) as u8).collect()
}

/// The first byte that a `Range` asks for.
fn start(request: &Request) -> Option<usize> {
    request
        .headers
        .get("range")?
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

/// Sends from `from` on, breaking off after at most `most` bytes.
fn part(head: &str, file: &[u8], from: usize, most: usize) -> Vec<Act> {
    let end = file.len().min(from + most);
    let length = file.len() - from;
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {length}\r\n\r\n");
    vec![Act::Send([head.as_bytes(), &file[from..end]].concat())]
}

async fn download(server: &Server) -> Result<Vec<u8>, Error> {
    let download = patient(server)
        .environments()
        .download(&"e".into(), "big file.bin")
        .await?;
    let mut written = Vec::new();
    let count = download.copy_to(&mut written).await?;
    assert_eq!(count, written.len() as u64);
    Ok(written)
}

#[tokio::test]
async fn a_broken_download_goes_on_with_a_range_where_the_server_honours_it() {
    let file = Arc::new(bytes(100_000));
    let served = Arc::clone(&file);
    let server = Server::start(move |request, _| match start(request) {
        None => part("200 OK\r\netag: \"v1\"", &served, 0, 40_000),
        Some(from) => {
            let head = format!(
                "206 Partial Content\r\netag: \"v1\"\r\ncontent-range: bytes {from}-99999/100000"
            );
            part(&head, &served, from, 40_000)
        }
    })
    .await;
    assert_eq!(download(&server).await.unwrap(), *file);
    let sent = server.requests();
    assert!(sent.len() >= 3 && sent[1].headers["if-range"] == "\"v1\"");
}

#[tokio::test]
async fn a_broken_download_starts_over_where_ranges_are_ignored_and_writes_nothing_twice() {
    let file = Arc::new(bytes(100_000));
    let served = Arc::clone(&file);
    let server =
        Server::start(move |_, number| part("200 OK", &served, 0, 30_000 * (number + 1))).await;
    assert_eq!(download(&server).await.unwrap(), *file);
}

#[tokio::test]
async fn a_file_that_changes_during_its_download_is_an_error() {
    for tag in ["", "\r\netag: \"x\""] {
        let server = Server::start(move |_, number| {
            let mut file = bytes(50_000);
            file[5] = number as u8;
            part(
                &format!("200 OK{}", tag.replace('x', &number.to_string())),
                &file,
                0,
                20_000 * (number + 1),
            )
        })
        .await;
        let error = download(&server).await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{error:?}");
    }
}

#[tokio::test]
async fn a_download_that_never_gets_further_ends_with_its_error() {
    let server = Server::start(|_, _| part("200 OK", &bytes(50_000), 0, 0)).await;
    assert!(download(&server).await.unwrap_err().is_retryable());
}

#[tokio::test]
async fn a_broken_download_starts_over_where_its_range_is_refused_or_another_is_sent() {
    for refused in [true, false] {
        let file = Arc::new(bytes(100_000));
        let served = Arc::clone(&file);
        let server = Server::start(move |request, number| match start(request) {
            None => part("200 OK", &served, 0, 40_000 * (number + 1)),
            Some(_) if refused => server::answer(416, &[], ""),
            Some(from) => {
                let head = "206 Partial Content\r\ncontent-range: bytes 7-99999/100000";
                part(head, &served, from, 40_000)
            }
        })
        .await;
        assert_eq!(download(&server).await.unwrap(), *file, "{refused}");
    }
}

#[tokio::test]
async fn a_broken_download_of_unknown_length_goes_on_too() {
    for ranges in [true, false] {
        let file = Arc::new(bytes(100_000));
        let served = Arc::clone(&file);
        let server = Server::start(move |request, number| match (number, start(request)) {
            (0, _) => {
                let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9c40\r\n";
                let first = [head.as_bytes(), &served[..40_000], b"\r\n"].concat();
                vec![Act::Send(first)]
            }
            (_, Some(from)) if ranges => {
                let head =
                    format!("206 Partial Content\r\ncontent-range: bytes {from}-99999/100000");
                part(&head, &served, from, 100_000)
            }
            _ => part("200 OK", &served, 0, 100_000),
        })
        .await;
        assert_eq!(download(&server).await.unwrap(), *file, "ranges: {ranges}");
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_download_that_cannot_go_on_says_what_the_server_said_last() {
    let server = Server::start(|_, number| match number {
        0 => part("200 OK", &bytes(50_000), 0, 20_000),
        _ => server::answer(403, &[], ""),
    })
    .await;
    assert_eq!(download(&server).await.unwrap_err().status(), Some(403));
    assert_eq!(server.requests().len(), 2);

    let server = Server::start(|_, number| match number {
        0 => part("200 OK", &bytes(50_000), 0, 20_000),
        _ => server::answer(503, &[], ""),
    })
    .await;
    assert_eq!(download(&server).await.unwrap_err().status(), Some(503));
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn hostile_paths_arrive_as_they_are() {
    let deep = vec!["d e"; 200].join("/");
    let server = Server::start(|_, _| server::answer(200, &[], "x")).await;
    let environments = patient(&server);
    let environments = environments.environments();
    let paths = [
        "a#b?c%41",
        "it's \"q\" & <b>",
        "Åre/日本 🌊",
        "a\\b|c^d`e{f}",
        "..",
        "x/../y",
        deep.as_str(),
    ];
    for path in paths {
        environments.download(&"e".into(), path).await.unwrap();
        environments.download_tar(&"e".into(), path).await.unwrap();
    }
    let sent = server.requests();
    for (path, sent) in paths.iter().zip(sent.chunks(2)) {
        for sent in sent {
            let arrived = sent.path.strip_prefix("/v1/environments/e/files/").unwrap();
            let decoded = percent_decoded(arrived);
            assert_eq!(decoded.trim_end_matches('/'), *path, "{arrived}");
        }
        assert_eq!(sent[0].query, "alt=media");
        assert_eq!(sent[1].query, "alt=media&recursive=true");
    }
}

fn percent_decoded(encoded: &str) -> String {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let hex: String = bytes.by_ref().take(2).map(char::from).collect();
            decoded.push(u8::from_str_radix(&hex, 16).unwrap());
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).unwrap()
}

#[tokio::test]
async fn bytes_in_memory_are_uploaded_in_one_request() {
    let server = Server::start(|_, number| match number {
        0 => vec![Act::Reset],
        _ => server::json(fixture::bytes("environment-file-upload-result.json")),
    })
    .await;
    let client = patient(&server);
    let environments = client.environments();
    let over = UploadOptions {
        mime_type: Some("text/csv".into()),
        overwrite: true,
        ..Default::default()
    };
    let files = environments
        .upload_at_once(&"e".into(), "my data.csv", "a,b", &over)
        .await
        .unwrap();
    assert_eq!(files.len(), 1);
    let sent = server.requests();
    assert_eq!(sent.len(), 2);
    assert_eq!(
        (
            sent[1].method.as_str(),
            sent[1].path.as_str(),
            sent[1].query.as_str(),
            sent[1].headers["content-type"].as_str(),
            sent[1].body.as_slice()
        ),
        (
            "PUT",
            "/upload/v1/environments/e/files/my%20data.csv",
            "overwrite=true",
            "text/csv",
            b"a,b".as_slice()
        )
    );

    // Where nothing may be overwritten, a second attempt would find the file of the first.
    let server = Server::start(|_, _| vec![Act::Reset]).await;
    let client = patient(&server);
    let once = UploadOptions::default();
    let environment = "e".into();
    let environments = client.environments();
    let upload = environments.upload_at_once(&environment, "a", "x", &once);
    upload.await.unwrap_err();
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn an_upload_session_cannot_lead_the_bytes_to_another_host() {
    for session in [
        "@127.0.0.2/s",
        ".elsewhere.test/s",
        "https://elsewhere.test",
    ] {
        let server =
            Server::start(move |_, _| server::answer(200, &[("x-goog-upload-url", session)], ""))
                .await;
        let client = patient(&server);
        let options = UploadOptions::default();
        let environment = "e".into();
        let environments = client.environments();
        let upload = environments.upload(&environment, "a", b"x".as_slice(), 1, &options);
        let error = upload.await.unwrap_err();
        assert!(
            matches!(error, Error::Decode { .. }),
            "{session}: {error:?}"
        );
        assert_eq!(server.requests().len(), 1);
    }
}

fn recorded(call: &str) -> Vec<Value> {
    let all = fixture::json("requests.json");
    let found = all["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["call"] == call);
    found.unwrap_or_else(|| panic!("no call {call}"))["requests"]
        .as_array()
        .unwrap()
        .clone()
}

/// A server of resumable uploads; the session's address names another host, as a proxied one does.
async fn upload_server(session: &'static str, last_answer: &'static str) -> Server {
    Server::start(move |request, _| {
        let command = request
            .headers
            .get("x-goog-upload-command")
            .map(String::as_str);
        match command {
            Some("start") => {
                let url = format!("https://elsewhere.test{session}");
                server::answer(200, &[("x-goog-upload-url", &url)], "")
            }
            Some("upload") => server::answer(200, &[("x-goog-upload-status", "active")], ""),
            _ => server::answer(
                200,
                &[("x-goog-upload-status", "final")],
                fixture::bytes(last_answer),
            ),
        }
    })
    .await
}

fn same_upload(server: &Server, call: &str) {
    let sent = server.requests();
    let recorded = recorded(call);
    assert_eq!(sent.len(), recorded.len(), "{call}");
    for (sent, recorded) in sent.iter().zip(&recorded) {
        assert_eq!(sent.method, recorded["method"].as_str().unwrap());
        assert_eq!(sent.path, recorded["path"].as_str().unwrap());
        assert_eq!(sent.query, recorded["query"].as_str().unwrap());
        for (name, value) in recorded["headers"].as_object().unwrap() {
            let name = name.to_ascii_lowercase();
            let told_by_start =
                name.starts_with("x-goog-upload-header") || name == "x-goog-upload-protocol";
            if name.starts_with("x-goog-upload")
                && !(told_by_start && sent.headers.contains_key("x-goog-upload-offset"))
            {
                assert_eq!(
                    sent.headers.get(&name).map(String::as_str),
                    value.as_str(),
                    "{call}: {name}"
                );
            }
        }
        match recorded["body"]["bytes"].as_u64() {
            Some(length) => assert_eq!(sent.body.len() as u64, length),
            None => {
                assert_eq!(
                    serde_json::from_slice::<Value>(&sent.body).unwrap_or_default(),
                    recorded["body"]
                );
            }
        }
    }
}

const ENVIRONMENT: &str = "6f1c2a90-52d4-4c1e-9a7b-0d3e8f5b7c11";

#[tokio::test]
async fn uploads_to_a_sandbox_equal_the_recorded_ones() {
    let session = "/upload/v1/session?upload_id=U1&upload_protocol=resumable";
    let server = upload_server(session, "environment-file-upload-result.json").await;
    let options = UploadOptions {
        mime_type: Some("text/csv".into()),
        overwrite: true,
        ..Default::default()
    };
    let content = b"a,b\n1,2\n3,4\n5,6".as_slice();
    let environment = ENVIRONMENT.into();
    let client = patient(&server);
    let files = client
        .environments()
        .upload(&environment, "workspace/extra.csv", content, 15, &options)
        .await
        .unwrap();
    assert_eq!(files[0].size_bytes.unwrap().get(), 15);
    same_upload(&server, "environments.files.upload");

    let server = upload_server(session, "environment-file-upload-result.json").await;
    let options = UploadOptions {
        mime_type: Some("application/x-tar".into()),
        extract: true,
        ..Default::default()
    };
    patient(&server)
        .environments()
        .upload(
            &environment,
            "workspace/in/",
            b"TARBYTES".as_slice(),
            8,
            &options,
        )
        .await
        .unwrap();
    same_upload(&server, "environments.files.upload (archive, extract)");
}

#[tokio::test]
async fn classic_uploads_equal_the_recorded_ones_in_one_piece_and_in_two() {
    let session = "/upload/v1/files?upload_id=U2&upload_protocol=resumable";
    let server = upload_server(session, "file-upload-final.json").await;
    let files = patient(&server);
    let file = files
        .files()
        .upload(
            b"0123456789".as_slice(),
            10,
            "application/pdf",
            Some("notes.pdf"),
        )
        .await
        .unwrap();
    assert_eq!(
        (file.id().unwrap().as_str(), file.state),
        ("abc123def456", Some(FileState::Active))
    );
    same_upload(&server, "files.upload (classic route, resumable)");

    let server = upload_server(session, "file-upload-final.json").await;
    let big = vec![b'z'; 8_388_613];
    patient(&server)
        .files()
        .upload(big.as_slice(), big.len() as u64, "application/pdf", None)
        .await
        .unwrap();
    same_upload(
        &server,
        "files.upload (classic route, two chunks of at most 8 MiB)",
    );
}

#[tokio::test]
async fn an_upload_into_a_store_equals_the_recorded_one() {
    let session = "/upload/v1/fss?upload_id=U3&upload_protocol=resumable";
    let server = upload_server(session, "file-upload-final.json").await;
    patient(&server)
        .files()
        .upload_to_store(
            "fileSearchStores/docs-1",
            b"hello".as_slice(),
            5,
            "text/plain",
            Some("a.txt"),
        )
        .await
        .unwrap();
    same_upload(
        &server,
        "file_search_stores.upload_to_file_search_store (classic route)",
    );
}

#[tokio::test]
async fn an_existing_file_is_not_overwritten_and_the_upload_asked_for_once() {
    let server =
        Server::start(|_, _| server::answer(409, &[], fixture::bytes("error-409-aborted.json")))
            .await;
    let client = patient(&server);
    let upload = client
        .environments()
        .upload(
            &"e".into(),
            "a.txt",
            b"x".as_slice(),
            1,
            &UploadOptions::default(),
        )
        .await;
    assert_eq!(upload.unwrap_err().code(), Some("aborted"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_source_with_fewer_bytes_than_announced_finishes_no_upload() {
    let server = upload_server("/s", "file-upload-final.json").await;
    let upload = patient(&server)
        .files()
        .upload(b"short".as_slice(), 10, "text/plain", None)
        .await;
    assert!(matches!(upload, Err(Error::Local { .. })));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn all_shapes_of_an_upload_answer_are_read() {
    for body in [
        json!({"files": [{"path": "a"}]}),
        json!({"file": {"path": "a"}}),
        json!({"path": "a"}),
    ] {
        let server =
            Server::start(move |request, _| {
                match request.headers["x-goog-upload-command"].as_str() {
                    "start" => server::answer(200, &[("x-goog-upload-url", "http://h/s")], ""),
                    _ => {
                        server::answer(200, &[("x-goog-upload-status", "final")], body.to_string())
                    }
                }
            })
            .await;
        let client = patient(&server);
        let files = client
            .environments()
            .upload(
                &"e".into(),
                "a",
                b"".as_slice(),
                0,
                &UploadOptions::default(),
            )
            .await;
        assert_eq!(files.unwrap()[0].path.as_deref(), Some("a"));
    }
}
