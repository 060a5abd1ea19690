//! Requests equal the recorded ones of the official SDK: method, path, query and body.

use futures::TryStreamExt;
use interactions::types::config::{Antigravity, DeepResearch, WebhookConfig};
use interactions::{
    Agent, Client, Content, CreateEnvironment, CreateInteraction, GenerationConfig, Interaction,
    Step, ThinkingSummaries, Tool,
};
use serde_json::{Value, json};

use crate::fixture;
use crate::server::{self, Request, Server};

const ENVIRONMENT: &str = "6f1c2a90-52d4-4c1e-9a7b-0d3e8f5b7c11";

/// The parameters of a query, sorted, because their order has no meaning.
fn in_order(query: &str) -> Vec<&str> {
    let mut parameters: Vec<&str> = query.split('&').collect();
    parameters.sort_unstable();
    parameters
}

/// Checks that a sent request equals the recorded one.
pub(crate) fn same(sent: &Request, recorded: &Value, call: &str) {
    let body: Value = serde_json::from_slice(&sent.body).unwrap_or_default();
    assert_eq!(
        (
            sent.method.as_str(),
            sent.path.as_str(),
            in_order(&sent.query),
            body
        ),
        (
            recorded["method"].as_str().unwrap(),
            recorded["path"].as_str().unwrap(),
            in_order(recorded["query"].as_str().unwrap()),
            recorded["body"].clone(),
        ),
        "{call}"
    );
    let accept = &recorded["headers"]["Accept"];
    if accept == "text/event-stream" {
        assert_eq!(sent.headers["accept"], "text/event-stream", "{call}");
    }
}

/// A server that has a suitable response for every call.
pub(crate) async fn start() -> (Server, Client) {
    let server = Server::start(|request, _| {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        if body["stream"] == true || request.query.contains("stream=true") {
            return server::events(fixture::bytes("model-thought-text.sse"));
        }
        if request.query.contains("alt=media") {
            return server::answer(200, &[("content-type", "text/csv")], "0123456789");
        }
        let name = match request
            .path
            .trim_start_matches("/v1beta")
            .trim_start_matches("/v1/")
        {
            path if request.method == "DELETE" => {
                return server::json(if path.is_empty() { "" } else { "{}" });
            }
            "environments" if request.method == "GET" => "environments-list.json",
            path if path.contains("/files") && request.query.contains("page_token") => {
                "environment-files-page2.json"
            }
            path if path.contains("/files") => "environment-file-metadata.json",
            path if path.starts_with("environments") => "environment-get.json",
            "agents" if request.method == "GET" => "agents-list.json",
            path if path.starts_with("agents") => "agent-create.json",
            "models" => "models-list.json",
            path if path.starts_with("models") => {
                return server::json(r#"{"name":"models/gemini-3.8-flash"}"#);
            }
            _ => "interaction-unary-text.json",
        };
        server::json(fixture::bytes(name))
    })
    .await;
    let client = server.builder().version("v1").build().unwrap();
    (server, client)
}

fn lamp() -> Tool {
    Tool::function(
        "set_lamp",
        "Switch a lamp.",
        json!({"type": "object", "properties": {"room": {"type": "string"}, "on": {"type": "boolean"}}, "required": ["room", "on"]}),
    )
}

#[tokio::test]
async fn creates_equal_the_recorded_ones() {
    let (server, client) = start().await;
    let mut calls = Vec::new();
    let mut unary = async |call: &'static str, request: CreateInteraction| {
        client
            .create(&request)
            .await
            .unwrap_or_else(|error| panic!("{call}: {error}"));
        calls.push(call);
    };
    unary(
        "interactions.create (model, unary)",
        CreateInteraction::model("gemini-3.8-flash").input("What is basalt?"),
    )
    .await;
    unary(
        "interactions.create (model, function tools)",
        CreateInteraction::model("gemini-3.8-flash")
            .input("Kitchen lamp on.")
            .tools([lamp()]),
    )
    .await;
    unary(
        "interactions.create (agent, background)",
        CreateInteraction::agent("antigravity-preview-09-2026")
            .input("Build a static site.")
            .background(true)
            .environment(interactions::EnvironmentSpec::Remote),
    )
    .await;
    let whole = "interactions.create (agent, background, environment object + agent_config + webhook_config)";
    let environment: interactions::EnvironmentSpec =
        serde_json::from_value(fixture::recorded(whole)[0]["body"]["environment"].clone()).unwrap();
    let config = Antigravity {
        max_total_tokens: Some(500_000i64.into()),
        model: Some("gemini-3.8-flash".into()),
        ..Default::default()
    };
    let webhook = WebhookConfig {
        uris: vec!["https://hooks.example.test/x".into()],
        user_metadata: Some(json!({"job": "1"})),
        ..Default::default()
    };
    let mut request = CreateInteraction::agent("antigravity-preview-09-2026")
        .input("Build a static site.")
        .background(true)
        .store(true)
        .environment(environment)
        .agent_config(config);
    request.webhook_config = Some(webhook);
    unary(whole, request).await;

    let mut stream = async |call: &'static str, request: CreateInteraction| {
        let stream = client
            .create_stream(&request)
            .await
            .unwrap_or_else(|error| panic!("{call}: {error}"));
        assert_eq!(
            stream.try_collect::<Vec<_>>().await.unwrap().len(),
            14,
            "{call}"
        );
        calls.push(call);
    };
    let summaries = GenerationConfig {
        thinking_summaries: Some(ThinkingSummaries::Auto),
        ..Default::default()
    };
    stream(
        "interactions.create (model, stream)",
        CreateInteraction::model("gemini-3.8-flash")
            .input("Explain tides in one paragraph.")
            .generation_config(summaries),
    )
    .await;
    let mut jammed = interactions::types::step::FunctionResult {
        call_id: Some("n3x8vqpb".into()),
        name: Some("set_lamp".into()),
        result: Some("switch jammed".into()),
        ..Default::default()
    };
    jammed.is_error = Some(true);
    let worked = interactions::ToolOutput::Content(vec![Content::text("{\"ok\":true}")]);
    stream(
        "interactions.create (function_result follow-up, stream)",
        CreateInteraction::model("gemini-3.8-flash")
            .previous("v1_ChBmdW5jLWxhbXAtMDUuLi4uEhA1MC1wbWFsLWNudWYuLi4u")
            .input(vec![
                Step::function_result("n3x8vqpa", "set_lamp", worked),
                jammed.into(),
            ])
            .tools([lamp()]),
    )
    .await;
    let research = DeepResearch {
        thinking_summaries: Some(ThinkingSummaries::Auto),
        visualization: Some("auto".into()),
        ..Default::default()
    };
    stream(
        "interactions.create (deep research, background + stream)",
        CreateInteraction::agent("deep-research-preview-04-2026")
            .input("Research quartz supply.")
            .background(true)
            .agent_config(research),
    )
    .await;

    for (sent, call) in server.requests().iter().zip(calls) {
        same(sent, &fixture::recorded(call)[0], call);
    }
}

#[tokio::test]
async fn calls_of_the_other_sdk_equal_the_recorded_ones() {
    let (server, _) = start().await;
    let client = server.builder().build().unwrap();
    let id = "v1_a".into();
    client.get(&id).await.unwrap();
    client.stream(&id, Some("YWctMDU=")).await.unwrap();
    client.cancel(&id).await.unwrap();
    client.delete(&id).await.unwrap();
    let environments = client.environments().list().page_size(2);
    environments.one_page().await.unwrap();
    client
        .agents()
        .list()
        .page_size(2)
        .one_page()
        .await
        .unwrap();
    let calls = [
        "interactions.get",
        "interactions.get (stream, last_event_id)",
        "interactions.cancel",
        "interactions.delete",
        "environments.list",
        "agents.list",
    ];
    let recorded = fixture::json("requests.json");
    let js = recorded["js_sdk_2_32_0"]["requests"].as_array().unwrap();
    for (sent, name) in server.requests().iter().zip(calls) {
        let call = js.iter().find(|call| call["call"] == name).unwrap();
        same(sent, &call["requests"][0], name);
    }
}

#[tokio::test]
async fn calls_on_one_interaction_equal_the_recorded_ones() {
    let (server, client) = start().await;
    let id = "v1_abc".into();
    client.get(&id).await.unwrap();
    client.get_with_input(&id).await.unwrap();
    client.stream(&id, None).await.unwrap();
    client.stream(&id, Some("YWctMDU=")).await.unwrap();
    client.cancel(&id).await.unwrap();
    client.delete(&id).await.unwrap();
    let calls = [
        "interactions.get",
        "interactions.get (include_input)",
        "interactions.get (stream)",
        "interactions.get (stream, last_event_id)",
        "interactions.cancel",
        "interactions.delete",
    ];
    let sent = server.requests();
    assert_eq!(sent.len(), calls.len());
    for (sent, call) in sent.iter().zip(calls) {
        same(sent, &fixture::recorded(call)[0], call);
        assert_eq!(sent.headers["x-goog-api-key"], "k-secret-1");
    }
    assert_eq!(sent[4].headers["content-length"], "0");
}

#[tokio::test]
async fn calls_on_sandboxes_agents_and_models_equal_the_recorded_ones() {
    let (server, client) = start().await;
    let environment = ENVIRONMENT.into();
    let environments = client.environments();
    environments
        .list()
        .page_size(2)
        .page_token("ZW52")
        .one_page()
        .await
        .unwrap();
    environments.get(&environment).await.unwrap();
    environments
        .files(&environment, "", false)
        .all()
        .await
        .unwrap();
    environments
        .files(&environment, "workspace", false)
        .page_size(3)
        .one_page()
        .await
        .unwrap();
    environments
        .files(&environment, "workspace", false)
        .page_size(3)
        .page_token("ZmlsZXMtcDI=")
        .one_page()
        .await
        .unwrap();
    environments
        .files(&environment, "/workspace/my dir/sub", true)
        .all()
        .await
        .unwrap();
    environments
        .files(&environment, "workspace/report.md", false)
        .all()
        .await
        .unwrap();
    environments
        .download(&environment, "nope.txt")
        .await
        .unwrap();
    environments.delete(&environment).await.unwrap();
    let body = |call: &str| fixture::recorded(call)[0]["body"].clone();
    let fork: CreateEnvironment =
        serde_json::from_value(body("environments.create (fork)")).unwrap();
    environments.create(&fork).await.unwrap();
    let agent: Agent = serde_json::from_value(body("agents.create")).unwrap();
    assert!(agent.extra.is_empty());
    client.agents().create(&agent).await.unwrap();
    client
        .agents()
        .list()
        .page_size(10)
        .one_page()
        .await
        .unwrap();
    client.agents().get(&"report-writer".into()).await.unwrap();
    client
        .agents()
        .delete(&"report-writer".into())
        .await
        .unwrap();
    client
        .models()
        .list()
        .page_size(1)
        .one_page()
        .await
        .unwrap();
    client
        .models()
        .get(&"gemini-3.8-flash".into())
        .await
        .unwrap();
    let calls = [
        "environments.list",
        "environments.get",
        "environments.files.list (root)",
        "environments.files.list (directory, page 1)",
        "environments.files.list (directory, page 2)",
        "environments.files.list (recursive, nested path with space and slash)",
        "environments.files.list (single file path)",
        "environments.files.download (404)",
        "environments.delete",
        "environments.create (fork)",
        "agents.create",
        "agents.list",
        "agents.get",
        "agents.delete",
        "models.list (classic route)",
        "models.get (classic route)",
    ];
    let sent = server.requests();
    assert_eq!(sent.len(), calls.len());
    for (sent, call) in sent.iter().zip(calls) {
        same(sent, &fixture::recorded(call)[0], call);
    }
}

#[tokio::test]
async fn models_and_files_are_found_by_both_their_names() {
    let server = Server::start(|_, _| server::json("{}")).await;
    let client = server.client();
    client.models().get(&"models/m".into()).await.unwrap();
    client.files().get(&"files/f".into()).await.unwrap();
    let paths: Vec<String> = server.requests().iter().map(|it| it.path.clone()).collect();
    assert_eq!(paths, ["/v1beta/models/m", "/v1beta/files/f"]);
}

#[tokio::test]
async fn an_unary_answer_is_read_whole() {
    let (_server, client) = start().await;
    let answer = client
        .create(&CreateInteraction::model("m").input("q"))
        .await
        .unwrap();
    let wanted: Interaction =
        serde_json::from_value(fixture::json("interaction-unary-text.json")).unwrap();
    assert_eq!(answer, wanted);
}
