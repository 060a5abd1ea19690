//! Uploads are complete, with the recorded requests of the official SDK.

use interactions::{Error, FileState, UploadOptions};
use serde_json::{Value, json};

use crate::fixture;
use crate::server::{self, Act, Server};
use crate::transfers::patient;

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

    // If nothing may be overwritten, a second attempt would conflict with the file of the first.
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

/// A server of resumable uploads; the session URL has another host, as behind a proxy.
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
    let recorded = fixture::recorded(call);
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
