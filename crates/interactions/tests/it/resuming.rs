//! A broken stream is resumed automatically, and the caller sees each event once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures::{StreamExt, TryStreamExt};
use interactions::{
    Accumulator, CreateInteraction, Error, Event, Interaction, PollPolicy, RetryPolicy, Status,
    StreamEvent,
};

use crate::fixture;
use crate::server::{self, Act, Request, Server};

/// The data lines of a recorded stream.
fn lines(name: &str) -> Vec<String> {
    let text = String::from_utf8(fixture::bytes(name)).unwrap();
    let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
    data.filter(|line| *line != "[DONE]")
        .map(str::to_owned)
        .collect()
}

/// The recorded streams that can be cut: complete, with an event on each data line.
fn recorded_to_the_end() -> Vec<String> {
    let names = fixture::listed(".sse").into_iter();
    let names = names.map(|entry| entry["file"].as_str().unwrap().to_owned());
    let found: Vec<String> = names
        .filter(|name| name != "framing-edge-cases.sse")
        .filter(|name| {
            let is = |line: Option<&String>, kind: &str| {
                line.is_some_and(|line| StreamEvent::parse(line).unwrap().event.kind() == kind)
            };
            let lines = lines(name);
            let ends = lines
                .iter()
                .filter(|line| is(Some(line), "interaction.completed") || is(Some(line), "error"));
            is(lines.first(), "interaction.created")
                && is(lines.last(), "interaction.completed")
                && ends.count() == 1
        })
        .collect();
    assert!(found.len() >= 12, "{found:?}");
    found
}

fn event_id(line: &str) -> Option<String> {
    StreamEvent::parse(line).unwrap().event_id
}

/// A stream of these events, ended by a broken connection or regularly.
fn stream(events: &[String], breaks: bool) -> Vec<Act> {
    let body: String = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    let end = if breaks {
        Act::Reset
    } else {
        Act::Send(b"event: done\ndata: [DONE]\n\n".to_vec())
    };
    [
        server::events(body),
        vec![Act::Wait(Duration::from_millis(5)), end],
    ]
    .concat()
}

/// The events that a correct server sends for a request: all, or those after the last event id.
fn wanted(request: &Request, events: &[String]) -> Vec<String> {
    let after = request
        .query
        .split('&')
        .find_map(|pair| pair.strip_prefix("last_event_id="));
    let from = after.map_or(0, |id| {
        let id = id.replace("%3D", "=");
        events
            .iter()
            .position(|event| event_id(event).as_ref() == Some(&id))
            .unwrap()
            + 1
    });
    events[from..].to_vec()
}

fn patient(server: &Server) -> interactions::Client {
    let retry = RetryPolicy {
        first_delay: Duration::from_millis(1),
        longest_delay: Duration::from_millis(2),
        ..RetryPolicy::default()
    };
    let poll = PollPolicy {
        every: Duration::from_millis(1),
        ..PollPolicy::default()
    };
    server.builder().retry(retry).poll(poll).build().unwrap()
}

fn work() -> CreateInteraction {
    CreateInteraction::agent("a").input("q").background(true)
}

fn fold(events: &[StreamEvent]) -> Interaction {
    let mut fold = Accumulator::new();
    for event in events {
        fold.push(event);
    }
    fold.interaction()
}

fn raw(events: &[StreamEvent]) -> Vec<String> {
    events.iter().map(|event| event.raw.to_string()).collect()
}

#[tokio::test]
async fn a_break_after_any_event_is_resumed_and_each_event_seen_once() {
    for name in recorded_to_the_end() {
        let events = Arc::new(lines(&name));
        for cut in 1..events.len() {
            let served = Arc::clone(&events);
            let server = Server::start(move |request, number| match number {
                0 => stream(&served[..cut], true),
                _ => stream(&wanted(request, &served), false),
            })
            .await;
            let seen: Vec<_> = patient(&server)
                .create_events(&work())
                .await
                .unwrap()
                .try_collect()
                .await
                .unwrap();
            assert_eq!(raw(&seen), *events, "{name} cut after {cut} events");
            let sent = server.requests();
            assert_eq!(
                sent.iter()
                    .filter(|request| request.method == "POST")
                    .count(),
                1
            );
            assert_eq!(sent.len(), 2);
        }
    }
}

/// Cuts a recorded stream after every byte: the result must always equal that of the whole stream.
async fn cut_after_every_byte(name: &str) {
    let (bytes, events) = (Arc::new(fixture::bytes(name)), Arc::new(lines(name)));
    let all: Vec<StreamEvent> = events
        .iter()
        .map(|line| StreamEvent::parse(line).unwrap())
        .collect();
    let end = fold(&all);
    let cut = Arc::new(AtomicUsize::new(0));
    let (sent, first, rest) = (Arc::clone(&bytes), Arc::clone(&cut), Arc::clone(&events));
    let server = Server::start(move |request, _| match request.method.as_str() {
        "POST" => server::events(&sent[..first.load(Ordering::Relaxed)]),
        _ => stream(&wanted(request, &rest), false),
    })
    .await;
    let client = patient(&server);
    let created = bytes.windows(2).position(|two| two == b"\n\n").unwrap();
    for length in 0..=bytes.len() {
        cut.store(length, Ordering::Relaxed);
        let seen = client.create_events(&work()).await.unwrap();
        match seen.try_collect::<Vec<_>>().await {
            Ok(seen) => assert_eq!(fold(&seen), end, "{name} cut after {length} bytes"),
            // Without an id there is nothing to resume.
            Err(error) => assert!(
                length <= created && error.is_retryable(),
                "{name} {length}: {error:?}"
            ),
        }
    }
    let creates = server
        .requests()
        .into_iter()
        .filter(|it| it.method == "POST");
    assert_eq!(creates.count(), bytes.len() + 1);
}

#[tokio::test(start_paused = true)]
async fn every_stream_that_ends_after_any_byte_is_resumed_to_the_same_result() {
    for name in recorded_to_the_end() {
        cut_after_every_byte(&name).await;
    }
}

#[tokio::test]
async fn waiting_keeps_to_the_wish_of_the_server_within_bounds() {
    let server = Server::start(|_, number| match number {
        0..3 => server::answer(503, &[("retry-after", "0")], ""),
        _ => server::answer(503, &[("retry-after", "86400")], ""),
    })
    .await;
    let poll = PollPolicy {
        every: Duration::from_millis(40),
        ..PollPolicy::default()
    };
    let client = server.builder().poll(poll).build().unwrap();
    let before = std::time::Instant::now();
    let error = client.wait(&"v1_a".into()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(86400)));
    assert_eq!(server.requests().len(), 4);
    assert!(before.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_server_that_resumes_too_early_or_from_the_first_event_repeats_nothing() {
    let events = Arc::new(lines("agent-code-execution-files.sse"));
    for back in [1, usize::MAX] {
        for cut in 1..events.len() {
            let served = Arc::clone(&events);
            let server = Server::start(move |request, number| {
                let from = served.len() - wanted(request, &served).len();
                match number {
                    0 => stream(&served[..cut], true),
                    _ => stream(&served[from.saturating_sub(back)..], false),
                }
            })
            .await;
            let stream = patient(&server).create_events(&work()).await.unwrap();
            let seen: Vec<_> = stream.try_collect().await.unwrap();
            assert_eq!(raw(&seen), *events, "cut after {cut}, {back} back");
        }
    }
}

#[tokio::test]
async fn a_stream_that_gives_one_new_event_per_connection_still_comes_to_its_end() {
    let events = Arc::new(lines("agent-code-execution-files.sse"));
    let served = Arc::clone(&events);
    let server = Server::start(move |request, number| {
        let all = wanted(request, &served);
        let skipped = served.len() - all.len();
        stream(
            &all[..(number + 1).saturating_sub(skipped).min(all.len())],
            true,
        )
    })
    .await;
    let seen: Vec<_> = patient(&server)
        .create_events(&work())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(raw(&seen), *events);
}

#[tokio::test]
async fn where_resuming_is_refused_the_whole_stream_is_replayed() {
    let events = Arc::new(lines("agent-code-execution-files.sse"));
    let served = Arc::clone(&events);
    let server = Server::start(move |request, number| match number {
        0 => stream(&served[..12], true),
        _ if request.query.contains("last_event_id") => server::answer(
            400,
            &[],
            r#"{"error":{"code":"invalid_request","message":"Unknown event."}}"#,
        ),
        _ => stream(&served, false),
    })
    .await;
    let seen: Vec<_> = patient(&server)
        .create_events(&work())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(raw(&seen), *events);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn where_no_stream_can_be_had_the_end_is_polled_with_all_steps() {
    let events = Arc::new(lines("agent-code-execution-files.sse"));
    let whole: Vec<_> = events
        .iter()
        .map(|line| StreamEvent::parse(line).unwrap())
        .collect();
    let end = fold(&whole);
    let answer = serde_json::to_string(&Interaction {
        steps: [vec![interactions::Step::user_text("q")], end.steps.clone()].concat(),
        ..end.clone()
    })
    .unwrap();
    let served = Arc::clone(&events);
    let server = Server::start(move |request, number| match number {
        0 => stream(&served[..7], true),
        _ if request.query.contains("stream=true") => server::answer(501, &[], ""),
        // Early 404s and transient 500s do not end the run.
        _ if number < 8 => server::answer(404, &[], ""),
        8 => server::answer(500, &[], ""),
        9 => server::json(r#"{"id":"v1_a","status":"in_progress"}"#),
        _ => server::json(&answer),
    })
    .await;
    let seen: Vec<_> = patient(&server)
        .create_events(&work())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(raw(&seen[..7]), events[..7]);
    assert_eq!(seen.len(), 8);
    assert_eq!(fold(&seen), end);
}

#[tokio::test]
async fn a_resumed_stream_with_other_events_than_before_is_not_trusted() {
    let events = Arc::new(lines("model-thought-text.sse"));
    let served = Arc::clone(&events);
    let server = Server::start(move |request, number| match number {
        0 => stream(&served[..6], true),
        _ if request.query.contains("stream=true") => {
            let other: Vec<String> = served.iter().map(|line| line.replace("Moon", "Sun").replace("in_progress", "in__progress")).collect();
            stream(&other, false)
        }
        _ => server::json(r#"{"id":"v1_a","status":"completed","steps":[{"type":"model_output","content":[{"type":"text","text":"true"}]},{"type":"thought"},{"type":"thought"}]}"#),
    })
    .await;
    let seen: Vec<_> = patient(&server)
        .create_events(&work())
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(fold(&seen).output_text(), "true");
    assert_eq!(raw(&seen[..6]), events[..6]);
    assert_eq!(seen.len(), 7);
}

#[tokio::test]
async fn an_error_event_and_a_refusal_are_the_end() {
    for name in ["error-mid-stream.sse", "refusal-bare-json-line.sse"] {
        let server = Server::start(move |_, _| server::events(fixture::bytes(name))).await;
        let seen: Vec<_> = patient(&server)
            .create_events(&work())
            .await
            .unwrap()
            .try_collect()
            .await
            .unwrap();
        assert!(
            matches!(seen.last().unwrap().event, Event::Error(_)),
            "{name}"
        );
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn an_unstored_stream_that_breaks_is_an_error_and_never_success() {
    let events = lines("model-thought-text.sse");
    let server = Server::start(move |_, _| stream(&events[..6], false)).await;
    let ask = CreateInteraction::model("m").input("q").store(false);
    let seen: Vec<_> = patient(&server)
        .create_events(&ask)
        .await
        .unwrap()
        .collect()
        .await;
    assert_eq!(seen.len(), 7);
    assert!(matches!(seen.last(), Some(Err(Error::Transport { .. }))));
}

#[tokio::test]
async fn a_stored_interaction_is_followed_from_any_event() {
    let events = Arc::new(lines("agent-code-execution-files.sse"));
    let at = events
        .iter()
        .position(|line| event_id(line).as_deref() == Some("YWctMDU="))
        .unwrap();
    let served = Arc::clone(&events);
    let server = Server::start(move |request, _| stream(&wanted(request, &served), false)).await;
    let seen: Vec<_> = patient(&server)
        .events(&"v1_a".into(), Some("YWctMDU="))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(raw(&seen), events[at + 1..]);
    let seen: Vec<_> = patient(&server)
        .events(&"v1_a".into(), None)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(raw(&seen), *events);
}

#[tokio::test]
async fn waiting_goes_through_the_recorded_poll_to_its_end() {
    let sequence = fixture::json("poll-queued-inprogress-completed.json")["sequence"].clone();
    let server = Server::start(move |_, number| {
        let step = &sequence[number];
        let status = u16::try_from(step["http_status"].as_u64().unwrap()).unwrap();
        server::answer(
            status,
            &[("content-type", "application/json")],
            step["body"].to_string(),
        )
    })
    .await;
    let end = patient(&server).wait(&"v1_a".into()).await.unwrap();
    assert_eq!(end.status, Some(Status::Completed));
    assert_eq!(server.requests().len(), 5);
}

#[tokio::test]
async fn a_status_that_stays_unknown_is_not_waited_for_for_ever() {
    let server = Server::start(|_, _| server::json(r#"{"id":"v1_a","status":"warming_up"}"#)).await;
    let poll = PollPolicy {
        every: Duration::from_millis(1),
        unknown_status: Duration::from_millis(30),
        ..PollPolicy::default()
    };
    let client = server.builder().poll(poll).build().unwrap();
    assert!(matches!(
        client.wait(&"v1_a".into()).await,
        Err(Error::Timeout { .. })
    ));
}

#[tokio::test]
async fn a_stream_of_comments_without_events_is_given_up_for_polling() {
    let server = Server::start(|request, _| {
        if !request.query.contains("stream=true") && request.method == "GET" {
            return server::json(fixture::bytes("interaction-unary-text.json"));
        }
        let beat = [
            Act::Send(b": still here\n\n".to_vec()),
            Act::Wait(Duration::from_millis(10)),
        ];
        [server::events(""), vec![beat; 200].concat()].concat()
    })
    .await;
    let poll = PollPolicy {
        every: Duration::from_millis(1),
        silence: Duration::from_millis(40),
        ..PollPolicy::default()
    };
    let retry = RetryPolicy {
        first_delay: Duration::from_millis(1),
        ..RetryPolicy::default()
    };
    let client = server.builder().poll(poll).retry(retry).build().unwrap();
    let seen: Vec<_> = client
        .events(&"v1_a".into(), None)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(seen.len(), 1);
    assert!(matches!(seen[0].event, Event::Completed(_)));
}
