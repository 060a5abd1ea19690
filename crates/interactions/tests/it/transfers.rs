//! Downloads are complete in spite of broken connections.

use std::sync::Arc;

use interactions::{Error, RetryPolicy};

use crate::server::{self, Act, Request, Server};

/// A client that retries after a moment.
pub(crate) fn patient(server: &Server) -> interactions::Client {
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

/// The start of a `Range` header.
fn start(request: &Request) -> Option<usize> {
    request
        .headers
        .get("range")?
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

/// Sends from `from` on, and breaks off after at most `most` bytes.
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
