//! The engine through the app's own client.

use futures::StreamExt;
use interactions::{Accumulator, Client, CreateInteraction, EnvironmentSpec, Status};
use serde_json::json;

use crate::support::{KEY, serve};

#[tokio::test]
async fn the_apps_client_streams_resumes_lists_and_downloads() {
    let local = serve(json!({"turns": [{"say": ["Hello ", {"text": "there.\n", "delay_ms": 50}, {"file": "out.csv", "content": "a,b"}, "Done."]}]})).await;
    let client = Client::builder(&local.api.base)
        .key(KEY.into())
        .build()
        .unwrap();
    let request = CreateInteraction::agent("errand-agent")
        .input("go")
        .environment(EnvironmentSpec::Remote)
        .stream(true)
        .background(true);
    let mut stream = client.create_stream(&request).await.unwrap();
    let mut heard = Accumulator::new();
    let mut first = None;
    while let Some(event) = stream.next().await {
        let event = event.unwrap();
        first = first.or(event.event_id.clone());
        heard.push(&event);
    }
    assert_eq!(heard.status(), Some(&Status::Completed));
    let id = heard.id().unwrap().clone();
    let got = client.get(&id).await.unwrap();
    assert_eq!(got.steps[1..], *heard.steps());
    let rest: Vec<_> = client
        .stream(&id, first.as_deref())
        .await
        .unwrap()
        .collect()
        .await;
    assert!(rest.len() > 5 && rest.iter().all(Result::is_ok));
    let environment = got.environment_id.unwrap();
    let files = client
        .environments()
        .files(&environment, "workspace", true)
        .all()
        .await
        .unwrap();
    let names: Vec<_> = files
        .iter()
        .filter_map(|file| file.name.as_deref())
        .collect();
    assert_eq!(names, ["out.csv", "report.md"]);
    let mut bytes = Vec::new();
    client
        .environments()
        .download(&environment, "workspace/out.csv")
        .await
        .unwrap()
        .copy_to(&mut bytes)
        .await
        .unwrap();
    assert_eq!(bytes, b"a,b\n");
    assert_eq!(client.models().list().all().await.unwrap().len(), 3);
    client.delete(&id).await.unwrap();
}
