//! Web search on this computer: a search server is named, checked, used by a turn, and removed.

use std::sync::{Arc, Mutex};

use app::bridge::ErrorCode;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::person::{Person, html, turn, turn_in};

const STARTER: &str = "local:model:errand-starter";

/// A stand-in for SearXNG: it records the queries, and answers with JSON or not.
struct Searx {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Searx {
    async fn start(gives_json: bool) -> Self {
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let router = Router::new()
            .route("/search", get(search))
            .with_state((Arc::clone(&asked), gives_json));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn search(
    State((asked, gives_json)): State<(Arc<Mutex<Vec<String>>>, bool)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    if !gives_json || !query.contains(&("format".to_owned(), "json".to_owned())) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let words = query.into_iter().find(|(name, _)| name == "q");
    asked.lock().unwrap().push(words.unwrap().1);
    let found = json!({"url": "https://tides.example/today", "title": "Tides today", "content": "High water at noon."});
    Json(json!({"results": [found]})).into_response()
}

fn script() -> Value {
    json!({
        "models": ["errand-starter"],
        "turns": [{"match": "tide", "say": [
            {"call": "google_search", "arguments": {"queries": ["tides today"]}},
            "High water is at noon.",
        ]}, {"say": ["As you like."]}],
    })
}

async fn offer(person: &Person, kind: &str) -> Value {
    let asked = json!({"conversation": null, "who": STARTER});
    let view = person.does("tools", asked).await;
    let offers = view["offers"].as_array().unwrap();
    let offer = offers.iter().find(|offer| offer["kind"] == kind);
    offer.unwrap()["state"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_on_this_computer_searches_at_the_server_that_was_named() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start_with_engine(folder.path(), &script()).await;
    person.does("start_local", Value::Null).await;
    assert_eq!(offer(&person, "search").await["is"], "refused");
    assert_eq!(offer(&person, "pages").await["is"], "offered");

    let server = Searx::start(true).await;
    let named = format!("{}/", server.address);
    let named = person.does("connect_search_server", json!(named)).await;
    assert_eq!(named["address"], server.address);
    assert_eq!(named["failure"], Value::Null);
    assert_eq!(server.asked(), ["weather"]);
    assert_eq!(offer(&person, "search").await["is"], "offered");

    // The search server is stored, and the engine knows it before the question arrives.
    let person = person.restart().await;
    let mut question = turn(STARTER, "When is the tide high?");
    question["tools"] = json!({"search": true});
    let sent = person.does("send", question).await;
    person.sees(&sent, "done").await;
    assert_eq!(server.asked(), ["weather", "tides today"]);
    let conversation = person.looks_at(&sent).await;
    let answer = turn_in(&conversation, &sent);
    assert!(html(answer).contains("High water is at noon."), "{answer}");

    person.does("remove_search_server", Value::Null).await;
    let gone = person.does("search_server", Value::Null).await;
    assert_eq!(gone, Value::Null);
    assert_eq!(offer(&person, "search").await["is"], "refused");
    // The conversation continues without it.
    let again = person.follows_up(&sent, STARTER, "Thank you").await;
    person.sees(&again, "done").await;
    assert_eq!(server.asked().len(), 2);
    person.app.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_server_that_cannot_be_used_is_named_and_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    let person = Person::start(folder.path()).await;
    let silent = Searx::start(false).await;
    for (address, code) in [
        (silent.address.as_str(), ErrorCode::Refused),
        ("http://127.0.0.1:1", ErrorCode::Offline),
        ("http://search.example.com", ErrorCode::Invalid),
        ("https://u:p@search.example.com", ErrorCode::Invalid),
        ("search", ErrorCode::Invalid),
    ] {
        let failed = person.fails("connect_search_server", json!(address)).await;
        assert_eq!(failed, code, "{address}");
    }
    let kept = person.does("search_server", Value::Null).await;
    assert_eq!(kept, Value::Null);

    let server = Searx::start(true).await;
    person
        .does("connect_search_server", json!(server.address))
        .await;
    person
        .fails("connect_search_server", json!(silent.address))
        .await;
    let kept = person.does("check_search_server", Value::Null).await;
    assert_eq!(kept["address"], server.address);
    assert_eq!(server.asked(), ["weather", "weather"]);
}
