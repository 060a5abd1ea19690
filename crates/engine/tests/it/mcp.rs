//! Tools of MCP servers, with a third-party server: `@modelcontextprotocol/server-everything`, in the version of
//! `tests/mcp/package.json`.

mod here;

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Local, serve};

/// Folder in which the server is installed.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mcp");
    assert!(
        folder.join(INDEX).is_file(),
        "`cargo xtask test rust` installs the server; by hand: npm ci in crates/engine/tests/mcp"
    );
    folder
}

const INDEX: &str = "node_modules/@modelcontextprotocol/server-everything/dist/index.js";

/// The server, on loopback; stopped when this is dropped.
struct Everything {
    child: Child,
    url: String,
    /// Keeps its output readable as long as it runs.
    _printed: Lines<BufReader<ChildStdout>>,
}

impl Everything {
    fn start() -> Self {
        let folder = folder();
        let mut child = Command::new("node")
            .arg("--require")
            .arg(folder.join("loopback.cjs"))
            .arg(folder.join(INDEX))
            .arg("streamableHttp")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut printed = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = printed.find_map(|line| line.unwrap().strip_prefix("port ").map(str::to_owned));
        let port = port.expect("the server listens");
        Self {
            child,
            url: format!("http://127.0.0.1:{port}/mcp"),
            _printed: printed,
        }
    }

    fn tool(&self) -> Value {
        json!({"type": "mcp_server", "name": "everything", "url": self.url})
    }
}

impl Drop for Everything {
    fn drop(&mut self) {
        // It may have exited by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A brain that makes these calls and then answers.
async fn calls(calls: &[Value]) -> Local {
    let mut say = calls.to_vec();
    say.push(json!("Done."));
    serve(json!({"turns": [{"say": say}]})).await
}

fn of_kind<'a>(interaction: &'a Value, kind: &str) -> Vec<&'a Value> {
    let steps = interaction["steps"].as_array().unwrap();
    steps.iter().filter(|step| step["type"] == kind).collect()
}

#[tokio::test]
async fn a_model_calls_the_tools_of_a_server_and_the_record_has_calls_and_results() {
    let server = Everything::start();
    let local = calls(&[
        json!({"call": "everything_echo", "arguments": {"message": "hello"}}),
        json!({"call": "everything_get-sum", "arguments": {"a": 2, "b": 3}}),
    ])
    .await;
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [server.tool()]});
    let interaction = local.api.create(body).await;
    assert_eq!(interaction["status"], "completed", "{interaction}");
    let made = of_kind(&interaction, "mcp_server_tool_call");
    assert_eq!(
        (
            &made[0]["name"],
            &made[0]["server_name"],
            &made[0]["arguments"]
        ),
        (
            &json!("echo"),
            &json!("everything"),
            &json!({"message": "hello"})
        )
    );
    let results = of_kind(&interaction, "mcp_server_tool_result");
    assert_eq!(results[0]["call_id"], made[0]["id"]);
    assert_eq!(results[0]["server_name"], "everything");
    assert_eq!(
        results[0]["result"],
        json!([{"type": "text", "text": "Echo: hello"}])
    );
    assert!(
        results[1]["result"][0]["text"]
            .as_str()
            .unwrap()
            .contains('5'),
        "{interaction}"
    );
    assert!(of_kind(&interaction, "function_call").is_empty());
}

#[tokio::test]
async fn a_picture_comes_as_a_picture_and_what_fails_is_told() {
    let server = Everything::start();
    let local = calls(&[
        json!({"call": "everything_get-tiny-image", "arguments": {}}),
        json!({"call": "everything_get-sum", "arguments": {"a": "two"}}),
    ])
    .await;
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [server.tool()]});
    let interaction = local.api.create(body).await;
    let results = of_kind(&interaction, "mcp_server_tool_result");
    let picture = results[0]["result"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["type"] == "image");
    assert_eq!(picture.unwrap()["mime_type"], "image/png");
    assert!(
        results[1]["result"].to_string().contains("-32602"),
        "{interaction}"
    );
}

#[tokio::test]
async fn a_call_that_shows_progress_is_waited_for() {
    let server = Everything::start();
    let local = calls(&[json!({"call": "everything_trigger-long-running-operation", "arguments": {"duration": 1, "steps": 4}})]).await;
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [server.tool()]});
    let interaction = local.api.create(body).await;
    let results = of_kind(&interaction, "mcp_server_tool_result");
    assert!(
        results[0]["result"][0]["text"]
            .as_str()
            .unwrap()
            .contains("completed"),
        "{interaction}"
    );
}

#[tokio::test]
async fn an_agent_uses_a_server_and_its_functions_of_the_client_wait() {
    let server = Everything::start();
    let local = calls(&[
        json!({"call": "everything_echo", "arguments": {"message": "first"}}),
        json!({"call": "ask_person", "arguments": {}}),
    ])
    .await;
    let ask = json!({"type": "function", "name": "ask_person", "parameters": {"type": "object"}});
    let body = json!({"agent": "errand-agent", "environment": "remote", "input": "go", "tools": [server.tool(), ask]});
    let interaction = local.api.create(body).await;
    // The server's part is done; the other call waits for the client.
    assert_eq!(interaction["status"], "requires_action", "{interaction}");
    assert_eq!(of_kind(&interaction, "mcp_server_tool_result").len(), 1);
    assert_eq!(of_kind(&interaction, "function_call").len(), 1);
}

#[tokio::test]
async fn a_call_is_cancelled_with_its_run() {
    let server = Everything::start();
    let local = calls(&[json!({"call": "everything_trigger-long-running-operation", "arguments": {"duration": 600, "steps": 600}})]).await;
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [server.tool()], "background": true});
    let begun = local.api.create(body).await;
    let path = format!("interactions/{}", begun["id"].as_str().unwrap());
    while of_kind(&local.api.get(&path).await, "mcp_server_tool_call").is_empty() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let cancelled = local.api.post(&format!("{path}/cancel"), json!({})).await;
    assert_eq!(cancelled["status"], "cancelled", "{cancelled}");
}

#[tokio::test]
async fn a_server_that_is_not_there_fails_the_interaction_and_is_named() {
    let local = calls(&[]).await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/mcp", free.local_addr().unwrap());
    drop(free);
    let tool = json!({"type": "mcp_server", "name": "orders", "url": url});
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [tool]});
    let interaction = local.api.create(body).await;
    assert_eq!(interaction["status"], "failed");
    let message = interaction["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("'orders'") && message.contains("cannot be reached"),
        "{message}"
    );
}

#[tokio::test]
async fn a_server_that_cannot_be_used_is_refused_by_the_name_of_its_field() {
    let local = calls(&[]).await;
    let cases = [
        (
            json!({"type": "mcp_server", "name": "a", "url": "ftp://a.test"}),
            "tools[0].url",
        ),
        (
            json!({"type": "mcp_server", "name": "a", "url": "https://a.test", "defer_loading": true}),
            "tools[0].defer_loading",
        ),
    ];
    for (tool, field) in cases {
        let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [tool]});
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body))
            .await;
        assert!(status == 400 && message.starts_with(field), "{message}");
    }
}

#[tokio::test]
async fn the_headers_of_a_server_are_in_no_answer() {
    let server = Everything::start();
    let local =
        calls(&[json!({"call": "everything_echo", "arguments": {"message": "hello"}})]).await;
    let mut tool = server.tool();
    tool["headers"] = json!({"Authorization": "Bearer s3cret"});
    let network =
        json!({"allowlist": [{"domain": "a.test", "transform": {"X-Key": "s3cret-of-a-host"}}]});
    let environment = json!({"type": "remote", "network": network});
    let agent = json!({"id": "caller", "base_agent": "errand-agent", "tools": [tool], "base_environment": environment});
    let made = local.api.post("agents", agent).await;
    let body = json!({"agent": "caller", "environment": "remote", "input": "go"});
    let interaction = local.api.create(body.clone()).await;
    assert_eq!(of_kind(&interaction, "mcp_server_tool_result").len(), 1);
    let work = json!({"agent": "errand-agent", "environment": environment, "input": "go", "tools": [tool]});
    let trigger = json!({"schedule": "0 9 * * *", "time_zone": "UTC", "interaction": work});
    let planned = local.api.post("triggers", trigger).await;
    let path = |kind: &str, made: &Value| format!("{kind}/{}", made["id"].as_str().unwrap());
    let shown = [
        local.api.get(&path("interactions", &interaction)).await,
        local.api.get(&path("agents", &made)).await,
        local.api.get("agents").await,
        local.api.get(&path("triggers", &planned)).await,
        local.api.get("triggers").await,
        interaction,
        made,
        planned,
    ];
    for answer in &shown {
        let text = answer.to_string();
        assert!(
            text.contains(r#""Authorization":"hidden""#) && !text.contains("s3cret"),
            "{text}"
        );
    }
    for answer in &shown[1..5] {
        assert!(
            answer.to_string().contains(r#""X-Key":"hidden""#),
            "{answer}"
        );
    }
}
