//! A network that breaks, stalls, floods and redirects.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures::{StreamExt, TryStreamExt};
use interactions::{Accumulator, CreateInteraction, Error, RetryPolicy};

use crate::fixture;
use crate::server::{self, Act, Request, Server};

fn ask() -> CreateInteraction {
    CreateInteraction::model("m").input("q")
}

fn quick_retries() -> RetryPolicy {
    RetryPolicy {
        first_delay: Duration::from_millis(1),
        longest_delay: Duration::from_millis(4),
        ..RetryPolicy::default()
    }
}

/// Responses that fail before the server sends anything useful.
fn broken(request: &Request, number: usize) -> Vec<Act> {
    match number {
        0 => vec![Act::Reset],
        1 => vec![],
        2 => vec![Act::Send(
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\"".to_vec(),
        )],
        3 => server::answer(503, &[("retry-after-ms", "1")], ""),
        _ if request.method == "GET" => server::json(fixture::bytes("interaction-unary-text.json")),
        _ => server::answer(500, &[], ""),
    }
}

#[tokio::test]
async fn a_get_survives_resets_half_answers_and_busy_servers() {
    let server = Server::start(broken).await;
    let client = server.builder().retry(quick_retries()).build().unwrap();
    client.get(&"v1_a".into()).await.unwrap();
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_create_is_never_sent_again_once_it_may_have_arrived() {
    for kind in 0..4 {
        let server = Server::start(move |request, _| broken(request, kind)).await;
        let client = server.builder().retry(quick_retries()).build().unwrap();
        let error = client.create(&ask()).await.unwrap_err();
        assert!(!error.certainly_not_sent(), "{error:?}");
        let error = client.create_stream(&ask()).await.map(|_| ());
        assert_eq!(error.is_err(), kind != 2);
        assert_eq!(server.requests().len(), 2, "kind {kind}");
    }
}

#[tokio::test]
async fn a_create_is_repeated_when_the_caller_allows_it() {
    let server = Server::start(|_, number| match number {
        0 => vec![Act::Reset],
        _ => server::json(fixture::bytes("interaction-unary-text.json")),
    })
    .await;
    let retry = RetryPolicy {
        repeat_creates: true,
        ..quick_retries()
    };
    server
        .builder()
        .retry(retry)
        .build()
        .unwrap()
        .create(&ask())
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_server_that_is_not_there_certainly_got_nothing() {
    let port = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    };
    let client = interactions::Client::builder(format!("http://127.0.0.1:{port}"))
        .key("k-secret-1".to_owned().into())
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = client.create(&ask()).await.unwrap_err();
    assert!(
        matches!(error, Error::Connect { .. }) && error.certainly_not_sent(),
        "{error:?}"
    );
    assert!(
        !format!("{error} {error:?}").contains(&port.to_string()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_server_that_wants_a_long_wait_gets_no_second_call() {
    let server = Server::start(|_, _| server::answer(429, &[("retry-after", "86400")], "")).await;
    let client = server.builder().retry(quick_retries()).build().unwrap();
    let error = client.get(&"v1_a".into()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86400)));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn silence_before_and_inside_an_answer_ends_with_a_timeout() {
    let long = Act::Wait(Duration::from_secs(20));
    let silent = long.clone();
    let server = Server::start(move |_, _| vec![silent.clone()]).await;
    assert!(matches!(
        server.client().get(&"v1_a".into()).await,
        Err(Error::Timeout { .. })
    ));
    let stream = fixture::bytes("truncated-no-done.sse");
    let server =
        Server::start(move |_, _| [server::events(&stream), vec![long.clone()]].concat()).await;
    let events: Vec<_> = server
        .client()
        .stream(&"v1_a".into(), None)
        .await
        .unwrap()
        .collect()
        .await;
    assert!(
        matches!(events.last(), Some(Err(Error::Timeout { .. }))),
        "{:?}",
        events.last()
    );
    assert!(events.len() > 1);
}

#[tokio::test]
async fn a_stream_that_breaks_gives_its_events_and_then_one_error() {
    let recorded = fixture::bytes("model-thought-text.sse");
    let half = recorded[..recorded.len() / 2].to_vec();
    let server = Server::start(move |_, _| {
        let head =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 100000\r\n\r\n";
        vec![
            Act::Send([head.as_bytes(), &half].concat()),
            Act::Wait(Duration::from_millis(50)),
            Act::Reset,
        ]
    })
    .await;
    let events: Vec<_> = server
        .client()
        .stream(&"v1_a".into(), None)
        .await
        .unwrap()
        .collect()
        .await;
    let (last, before) = events.split_last().unwrap();
    assert!(matches!(last, Err(Error::Transport { .. })), "{last:?}");
    assert!(before.len() > 3 && before.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_stream_that_ends_early_is_not_mistaken_for_an_end() {
    let server =
        Server::start(|_, _| server::events(fixture::bytes("truncated-no-done.sse"))).await;
    let mut fold = Accumulator::new();
    let mut stream = server.client().stream(&"v1_a".into(), None).await.unwrap();
    while let Some(event) = stream.next().await {
        fold.push(&event.unwrap());
    }
    assert_eq!(
        (fold.is_ended(), fold.output_text()),
        (false, "cut of".to_owned())
    );
}

#[tokio::test]
async fn a_line_without_an_end_is_refused_at_the_limit() {
    let server = Server::start(|_, _| {
        [
            server::events("data: "),
            vec![Act::Send(vec![b'x'; 4 << 20])],
        ]
        .concat()
    })
    .await;
    let client = server.builder().event_limit(1 << 20).build().unwrap();
    let events: Vec<_> = client
        .stream(&"v1_a".into(), None)
        .await
        .unwrap()
        .collect()
        .await;
    assert!(
        matches!(events[..], [Err(Error::TooLarge { limit: 1_048_576 })]),
        "{:?}",
        events.len()
    );
}

#[tokio::test]
async fn an_answer_larger_than_the_limit_is_refused() {
    let server = Server::start(|_, _| server::json(vec![b' '; 2 << 20])).await;
    let client = server.builder().body_limit(1 << 20).build().unwrap();
    assert!(matches!(
        client.get(&"v1_a".into()).await,
        Err(Error::TooLarge { limit: 1_048_576 })
    ));
}

#[tokio::test]
async fn a_download_gives_the_bytes_and_notices_that_some_are_missing() {
    let server = Server::start(|request, _| match request.path.contains("whole") {
        true => server::answer(200, &[("content-type", "text/csv")], "a,b\n1,2\n"),
        false => vec![Act::Send(
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nonly this".to_vec(),
        )],
    })
    .await;
    let client = server.client();
    let whole = client
        .environments()
        .download(&"e".into(), "whole.csv")
        .await
        .unwrap();
    assert_eq!(
        (whole.length(), whole.mime_type()),
        (Some(8), Some("text/csv"))
    );
    assert_eq!(
        whole.try_collect::<Vec<_>>().await.unwrap().concat(),
        b"a,b\n1,2\n"
    );
    let cut = client
        .environments()
        .download(&"e".into(), "cut.csv")
        .await
        .unwrap();
    let error = cut.try_collect::<Vec<_>>().await.unwrap_err();
    assert!(
        matches!(error, Error::Transport { .. } | Error::Incomplete { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_redirect_to_another_host_is_followed_without_the_key() {
    let other = Server::start(|_, _| server::answer(200, &[], "bytes")).await;
    let target = format!("{}/elsewhere", other.url());
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/same" => server::answer(302, &[("location", &target)], ""),
        _ => server::answer(307, &[("location", "/same")], ""),
    })
    .await;
    let download = server
        .client()
        .environments()
        .download(&"e".into(), "f")
        .await
        .unwrap();
    assert_eq!(
        download.try_collect::<Vec<_>>().await.unwrap().concat(),
        b"bytes"
    );
    assert_eq!(server.requests()[1].headers["x-goog-api-key"], "k-secret-1");
    assert!(!other.requests()[0].headers.contains_key("x-goog-api-key"));
}

#[tokio::test]
async fn a_create_is_not_taken_to_another_host() {
    let other =
        Server::start(|_, _| server::json(fixture::bytes("interaction-unary-text.json"))).await;
    let target = format!("{}/v1beta/interactions", other.url());
    let server = Server::start(move |_, _| server::answer(307, &[("location", &target)], "")).await;
    let error = server.client().create(&ask()).await.unwrap_err();
    assert_eq!(error.status(), Some(307));
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn redirects_without_an_end_are_given_up() {
    let server = Server::start(|_, _| server::answer(302, &[("location", "/again")], "")).await;
    assert!(matches!(
        server.client().get(&"v1_a".into()).await,
        Err(Error::Transport { .. })
    ));
}

#[tokio::test]
async fn the_key_is_in_one_header_and_in_no_text() {
    let server = Server::start(|_, _| server::answer(500, &[], "")).await;
    let client = server.client();
    let error = client.create(&ask()).await.unwrap_err();
    let sent = server.requests().remove(0);
    assert_eq!(sent.headers["x-goog-api-key"], "k-secret-1");
    let elsewhere = format!(
        "{} {} {:?}",
        sent.path,
        sent.query,
        String::from_utf8_lossy(&sent.body)
    );
    let printed = format!("{client:?} {:?} {error} {error:?}", server.builder());
    assert!(!(elsewhere + &printed).contains("k-secret-1"));
}

/// The captured log of a test; `None`: not captured.
#[derive(Clone, Default)]
struct Log(Option<Arc<Mutex<Vec<u8>>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if let Some(kept) = &self.0 {
            kept.lock().unwrap().extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// The log of the test that runs on this thread.
    static LOG: RefCell<Log> = RefCell::default();
}

#[tokio::test]
async fn neither_the_key_nor_an_address_is_logged_at_any_level() {
    // Process-wide: otherwise a log statement that another test reaches first would stay disabled.
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(|| LOG.with_borrow(Log::clone))
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let kept = Arc::new(Mutex::new(Vec::new()));
    LOG.set(Log(Some(Arc::clone(&kept))));
    let server = Server::start(|request, number| match number % 3 {
        0 => vec![Act::Reset],
        1 if request.path.contains("files") => vec![Act::Send(
            b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_vec(),
        )],
        1 => {
            let body = r#"{"error":{"code":"x","message":"no k-secret-1"}}"#;
            server::answer(503, &[("retry-after-ms", "1")], body)
        }
        _ => server::answer(404, &[], ""),
    })
    .await;
    let poll = interactions::PollPolicy {
        every: Duration::from_millis(1),
        ..Default::default()
    };
    let builder = server.builder().retry(quick_retries()).poll(poll);
    let client = builder.build().unwrap();
    client.get(&"v1_a".into()).await.unwrap_err();
    client.wait(&"v1_a".into()).await.unwrap_err();
    let copied = async {
        let download = client.environments().download(&"e".into(), "f").await?;
        download.copy_to(&mut Vec::new()).await
    };
    copied.await.unwrap_err();
    let events: Vec<_> = client.events(&"v1_a".into(), None).collect().await;
    assert!(events.iter().any(Result::is_err));
    let log = String::from_utf8(kept.lock().unwrap().clone()).unwrap();
    assert!(log.contains("repeated"), "{log}");
    assert!(!log.contains("k-secret-1"), "{log}");
    let from_here: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("interactions::"))
        .collect();
    let address = server.address.to_string();
    assert!(
        !from_here.iter().any(|line| line.contains(&address)),
        "{log}"
    );
}

#[tokio::test]
async fn a_large_request_has_time_to_be_sent() {
    let server = Server::start(|_, _| {
        let late = Act::Wait(Duration::from_millis(700));
        let answer = server::json(fixture::bytes("interaction-unary-text.json"));
        [vec![late], answer].concat()
    })
    .await;
    let client = server.client();
    let large = CreateInteraction::model("m").input("q".repeat(100_000));
    client.create(&large).await.unwrap();
    assert!(matches!(
        client.create(&ask()).await,
        Err(Error::Timeout { .. })
    ));
}

#[tokio::test]
async fn a_part_that_nobody_asked_for_is_not_taken_for_the_whole() {
    let server =
        Server::start(|_, _| server::answer(206, &[("content-range", "bytes 0-4/10")], "first"))
            .await;
    let client = server.client();
    let download = client.environments().download(&"e".into(), "f").await;
    assert_eq!(download.unwrap_err().status(), Some(206));
}

#[tokio::test]
async fn a_data_line_without_data_is_no_event() {
    let server = Server::start(|_, _| {
        let recorded = fixture::bytes("model-thought-text.sse");
        server::events([b"data:\n\ndata: \n\n".to_vec(), recorded].concat())
    })
    .await;
    let events = server.client().stream(&"v1_a".into(), None).await.unwrap();
    assert_eq!(events.try_collect::<Vec<_>>().await.unwrap().len(), 14);
}

#[tokio::test]
async fn a_forbidden_request_and_an_empty_id_are_never_sent() {
    let server = Server::start(|_, _| server::json("{}")).await;
    let client = server.client();
    let both = CreateInteraction {
        agent: Some("a".into()),
        ..ask()
    };
    assert!(matches!(
        client.create(&both).await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(matches!(
        client.create_stream(&both).await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(matches!(
        client.delete(&"".into()).await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(matches!(
        client.environments().delete(&"..".into()).await,
        Err(Error::InvalidRequest(_))
    ));
    let fork = interactions::CreateEnvironment {
        from_environment: Some("e".into()),
        sources: vec![interactions::Source::default()],
        ..Default::default()
    };
    assert!(matches!(
        client.environments().create(&fork).await,
        Err(Error::InvalidRequest(_))
    ));
    let reserved = interactions::Agent {
        id: Some("gemini-mine".into()),
        ..Default::default()
    };
    assert!(matches!(
        client.agents().create(&reserved).await,
        Err(Error::InvalidRequest(_))
    ));
    let question = interactions::Trigger::new("0 7 * * 1", "Europe/Zurich", ask());
    assert!(matches!(
        client.triggers().create(&question).await,
        Err(Error::InvalidRequest(_))
    ));
    assert!(server.requests().is_empty());
}

#[test]
fn an_address_or_key_that_cannot_be_used_is_a_named_error() {
    let build = |url: &str, key: &str| {
        interactions::Client::builder(url)
            .key(key.to_owned().into())
            .build()
    };
    for url in [
        "",
        "nonsense",
        "ftp://host",
        "http://",
        "https://host/?key=1",
        "file:///etc/passwd",
    ] {
        assert!(matches!(build(url, "k"), Err(Error::Setup { .. })), "{url}");
    }
    let error = build("https://host", "k-secret-1\n2").unwrap_err();
    assert!(!format!("{error:?}").contains("k-secret-1"));
}
