//! Event streams: order, replay, resuming at every event, cut connections.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{id_of, kinds, output, parse_events, read_events, serve, text_of};

const MODEL: &str = "gemini-3.8-flash";

fn script() -> Value {
    json!({"turns": [{"say": [
        {"thought": "Let me see."}, {"text": "One ", "delay_ms": 60}, {"text": "two ", "delay_ms": 60},
        {"call": "f", "arguments": {"a": 1}}, {"text": "three.", "delay_ms": 60}
    ]}]})
}

fn ids(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["event_id"].as_str().expect("every event has an id"))
        .collect()
}

#[tokio::test]
async fn events_come_in_the_order_of_the_contract_each_with_an_id() {
    let local = serve(script()).await;
    let (events, done) = local
        .api
        .create_stream(json!({"model": MODEL, "input": "x"}))
        .await;
    assert!(done);
    let kinds = kinds(&events);
    assert_eq!(
        kinds[..3],
        [
            "interaction.created",
            "interaction.status_update",
            "step.start"
        ]
    );
    assert_eq!(kinds.last(), Some(&"interaction.completed"));
    assert_eq!(
        events.last().unwrap()["interaction"]["status"],
        "requires_action"
    );
    assert!(
        events.last().unwrap()["interaction"]["usage"]["total_tokens"]
            .as_u64()
            .unwrap()
            > 0
    );
    let mut open = None;
    let mut next = 0;
    for event in &events {
        let index = event["index"].as_u64();
        match event["event_type"].as_str().unwrap() {
            "step.start" => {
                assert_eq!((open, index), (None, Some(next)));
                open = index;
                next += 1;
            }
            "step.delta" => assert_eq!(index, open),
            "step.stop" => {
                assert_eq!(index, open);
                open = None;
            }
            _ => assert_eq!(open, None),
        }
    }
    let unique: std::collections::HashSet<_> = ids(&events).into_iter().collect();
    assert_eq!(unique.len(), events.len());
    assert_eq!(text_of(&events), "One two three.");
}

#[tokio::test]
async fn a_finished_stream_is_replayed_and_resumed_after_every_single_event() {
    let local = serve(script()).await;
    let (events, _) = local
        .api
        .create_stream(json!({"model": MODEL, "input": "x"}))
        .await;
    let path = format!(
        "interactions/{}?stream=true",
        events[0]["interaction"]["id"].as_str().unwrap()
    );
    assert_eq!(local.api.events(&path).await, (events.clone(), true));
    for (index, id) in ids(&events).into_iter().enumerate() {
        let (rest, done) = local
            .api
            .events(&format!("{path}&last_event_id={id}"))
            .await;
        assert_eq!(rest, events[index + 1..], "after event {index}");
        assert!(done, "after event {index}");
    }
    let (status, ..) = local
        .api
        .refused(Method::GET, &format!("{path}&last_event_id=nonsense"), None)
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn a_live_stream_resumed_after_every_event_gives_each_event_once() {
    let local = serve(script()).await;
    let begun = local
        .api
        .create(json!({"model": MODEL, "input": "x", "background": true}))
        .await;
    let path = format!("interactions/{}?stream=true", id_of(&begun));
    let mut seen: Vec<Value> = Vec::new();
    loop {
        let after = seen.last().map_or(String::new(), |event| {
            format!("&last_event_id={}", event["event_id"].as_str().unwrap())
        });
        let mut response = local
            .api
            .request(Method::GET, &format!("{path}{after}"))
            .send()
            .await
            .unwrap();
        let Some(bytes) = response.chunk().await.unwrap() else {
            break;
        };
        // Reads one chunk of the connection, then drops it.
        let (events, done) = parse_events(std::str::from_utf8(&bytes).unwrap());
        seen.extend(events);
        if done {
            break;
        }
    }
    assert_eq!(local.api.events(&path).await, (seen, true));
}

#[tokio::test]
async fn a_client_that_goes_away_does_not_stop_a_stored_run() {
    let local = serve(script()).await;
    let body = json!({"model": MODEL, "input": "x", "stream": true});
    let mut response = local
        .api
        .request(Method::POST, "interactions")
        .json(&body)
        .send()
        .await
        .unwrap();
    let bytes = response.chunk().await.unwrap().unwrap();
    drop(response);
    let (events, _) = parse_events(std::str::from_utf8(&bytes).unwrap());
    let whole = local
        .api
        .wait(events[0]["interaction"]["id"].as_str().unwrap())
        .await;
    assert_eq!(
        (whole["status"].as_str(), output(&whole).as_str()),
        (Some("requires_action"), "One two three.")
    );
}

#[tokio::test]
async fn two_listeners_of_one_run_see_the_same() {
    let local = serve(script()).await;
    let begun = local
        .api
        .create(json!({"model": MODEL, "input": "x", "background": true}))
        .await;
    let path = format!("interactions/{}?stream=true", id_of(&begun));
    let (one, two) = tokio::join!(local.api.events(&path), local.api.events(&path));
    assert_eq!(one, two);
    assert!(one.1);
}

#[tokio::test]
async fn stream_false_in_the_query_is_no_stream() {
    let local = serve(script()).await;
    let answer = local
        .api
        .create(json!({"model": MODEL, "input": "x", "stream": false}))
        .await;
    assert_eq!(
        local
            .api
            .get(&format!("interactions/{}?stream=false", id_of(&answer)))
            .await["status"],
        "requires_action"
    );
}

#[tokio::test]
async fn a_script_makes_the_wire_fail_as_it_is_told() {
    let mut script = script();
    script["faults"] = json!([
        {"on": "create", "match": "busy", "times": 1, "answer": {"status": 429, "headers": {"Retry-After": "2"},
            "body": {"error": {"code": "too_many_requests", "message": "Slow down."}}}},
        {"on": "create", "match": "html", "answer": {"status": 502, "text": "<html>"}},
        {"on": "create", "match": "cut", "drop_after_events": 3},
        {"on": "create", "match": "blocked", "refuse": {"code": "prohibited_content", "message": "Blocked."}},
        {"on": "create", "match": "unseen", "close": "unseen"},
        {"on": "create", "match": "lost", "close": "lost"},
        {"on": "create", "match": "silent", "only_heartbeats": true},
        {"on": "models", "times": 1, "after": 1, "answer": {"status": 500, "body": {"error": {"code": "api_error", "message": "Oh."}}}}
    ]);
    let local = serve(script).await;
    let send = async |word: &str, stream: bool| {
        let body = json!({"model": MODEL, "input": word, "stream": stream});
        local
            .api
            .request(Method::POST, "interactions")
            .json(&body)
            .send()
            .await
    };
    let busy = send("busy", false).await.unwrap();
    assert_eq!(
        (
            busy.status().as_u16(),
            busy.headers()["retry-after"].to_str().unwrap()
        ),
        (429, "2")
    );
    assert_eq!(send("busy", false).await.unwrap().status(), 200);
    assert_eq!(send("html", false).await.unwrap().status(), 502);
    let (events, done) = read_events(send("cut", true).await.unwrap()).await;
    assert_eq!((events.len(), done), (3, false));
    let whole = local
        .api
        .wait(events[0]["interaction"]["id"].as_str().unwrap())
        .await;
    assert_eq!(output(&whole), "One two three.");
    assert_eq!(send("blocked", false).await.unwrap().status(), 400);
    let text = send("blocked", true).await.unwrap().text().await.unwrap();
    assert!(
        text.ends_with(
            "\n{\"error\":{\"message\":\"Blocked.\",\"code\":\"prohibited_content\"}}\n"
        ),
        "{text}"
    );
    assert!(send("unseen", false).await.is_err());
    assert!(send("lost", false).await.is_err());
    let mut silent = send("silent", true).await.unwrap();
    let beat = tokio::time::timeout(Duration::from_secs(5), silent.chunk())
        .await
        .unwrap()
        .unwrap()
        .unwrap();
    assert_eq!(&beat[..], b": heartbeat\n\n");
    for status in [200, 500, 200] {
        assert_eq!(local.api.call(Method::GET, "models", None).await.0, status);
    }
}

#[tokio::test]
async fn each_step_says_what_was_used_by_its_end() {
    let local = serve(json!({"turns": [
        {"say": [{"code": "print('counted')"}, {"text": "Counted."}]}
    ]}))
    .await;
    let body =
        json!({"agent": "antigravity-preview-09-2026", "input": "count", "environment": "remote"});
    let (events, _) = local.api.create_stream(body).await;
    let used: Vec<u64> = events
        .iter()
        .filter(|event| event["event_type"] == "step.stop")
        .filter_map(|event| event["usage"]["total_tokens"].as_u64())
        .collect();
    let whole = events.last().unwrap()["interaction"]["usage"]["total_tokens"].as_u64();
    assert!(used.is_sorted(), "{used:?}");
    assert!(
        used.first().is_some_and(|first| Some(*first) < whole),
        "a watcher hears of the first round before the last one ended: {used:?} of {whole:?}"
    );
    assert_eq!(used.last().copied(), whole);
}
