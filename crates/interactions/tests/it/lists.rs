//! Lists: filtered by the server, and read page after page.

use crate::fixture;
use crate::server::{self, Server};

const ENVIRONMENT: &str = "6f1c2a90-52d4-4c1e-9a7b-0d3e8f5b7c11";

#[tokio::test]
async fn lists_are_narrowed_by_a_parent_and_a_filter() {
    let server = Server::start(|_, _| server::json("{}")).await;
    let client = server.client();
    client
        .agents()
        .list_of("agents/a")
        .page_size(2)
        .all()
        .await
        .unwrap();
    client
        .triggers()
        .list_by("status=active")
        .all()
        .await
        .unwrap();
    let queries: Vec<String> = server
        .requests()
        .iter()
        .map(|it| it.query.clone())
        .collect();
    assert_eq!(
        queries,
        ["page_size=2&parent=agents%2Fa", "filter=status%3Dactive"]
    );
}

#[tokio::test]
async fn a_list_is_read_page_after_page_to_its_end() {
    let server = Server::start(|request, _| {
        let page = if request.query.is_empty() {
            "environment-files-page1.json"
        } else {
            "environment-files-page2.json"
        };
        server::json(fixture::bytes(page))
    })
    .await;
    let files = server
        .client()
        .environments()
        .files(&ENVIRONMENT.into(), "workspace", false)
        .all()
        .await
        .unwrap();
    let first = fixture::json("environment-files-page1.json")["files"]
        .as_array()
        .unwrap()
        .len();
    let second = fixture::json("environment-files-page2.json")["files"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(files.len(), first + second);
    assert_eq!(server.requests()[1].query, "page_token=ZmlsZXMtcDI%3D");
    assert!(
        files
            .iter()
            .any(interactions::EnvironmentFile::is_directory)
    );
}

#[tokio::test]
async fn a_list_that_names_the_same_page_for_ever_ends_with_an_error() {
    let server =
        Server::start(|_, _| server::json(r#"{"agents":[{"id":"a"}],"next_page_token":"same"}"#))
            .await;
    let items: Vec<_> = futures::StreamExt::collect(server.client().agents().list()).await;
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 2);
    assert!(matches!(
        items.last(),
        Some(Err(interactions::Error::Decode { .. }))
    ));
    assert_eq!(server.requests().len(), 2);
}
