//! Context of a model: if it is known, if Ollama reports it for a loaded model, and if it does not.

use providers::{Model, Room, room};
use serde_json::json;

use crate::server::{Answer, Server, client};

fn of_ollama(context: Option<u64>) -> Model {
    Model {
        id: "qwen3".into(),
        context,
        cuts: true,
        ..Model::default()
    }
}

fn running(entries: serde_json::Value) -> Answer {
    Answer::json(json!({ "models": entries }))
}

async fn asked(server: &Server, model: &Model) -> (Room, Vec<String>) {
    let room = room(&client(), &server.provider(), model).await;
    let asked = server.asked();
    let paths = asked.iter().map(|request| request.path.clone());
    (room, paths.collect())
}

#[tokio::test]
async fn what_is_known_is_not_asked_for() {
    let server = Server::start([]).await;
    let set = asked(&server, &of_ollama(Some(2048))).await;
    assert_eq!(set, (Room::Tokens(2048), vec![]));
    let elsewhere = Model {
        cuts: false,
        ..of_ollama(None)
    };
    assert_eq!(asked(&server, &elsewhere).await, (Room::NotTold, vec![]));
}

/// The response has the form of Ollama's documentation as of version 0.40.12.
#[tokio::test]
async fn ollama_tells_how_much_a_loaded_model_takes() {
    let entries = json!([
        {"name": "other:latest", "model": "other:latest", "size_vram": 0, "context_length": 1024},
        {"name": "qwen3:latest", "model": "qwen3:latest", "size_vram": 0, "context_length": 8192},
    ]);
    let server = Server::start([("GET /api/ps", running(entries))]).await;
    let (room, paths) = asked(&server, &of_ollama(None)).await;
    assert_eq!(room, Room::Tokens(8192));
    assert_eq!(paths, ["/api/ps"]);
}

#[tokio::test]
async fn a_model_that_is_not_loaded_is_loaded_first() {
    let server = Server::start([
        ("GET /api/ps", running(json!([]))),
        (
            "POST /api/generate",
            Answer::json(json!({"model": "qwen3", "done": true, "done_reason": "load"})),
        ),
    ])
    .await;
    let (room, paths) = asked(&server, &of_ollama(None)).await;
    // This one unloads the model again, so nothing is reported for it.
    assert_eq!(room, Room::Usually(4096));
    assert_eq!(paths, ["/api/ps", "/api/generate", "/api/ps"]);
    assert_eq!(
        server.asked()[1].body,
        json!({"model": "qwen3", "stream": false})
    );
}

#[tokio::test]
async fn an_older_ollama_does_not_tell_what_a_loaded_model_takes() {
    let entries = json!([{"name": "qwen3:latest", "model": "qwen3:latest", "size_vram": 0}]);
    let server = Server::start([("GET /api/ps", running(entries))]).await;
    assert_eq!(
        asked(&server, &of_ollama(None)).await.0,
        Room::Usually(4096)
    );
    let silent = Server::start([]).await;
    assert_eq!(
        asked(&silent, &of_ollama(None)).await.0,
        Room::Usually(4096)
    );
}
