//! MCP servers that are programs of this computer, started in the sandbox.

use reqwest::Method;
use serde_json::{Value, json};

use super::{INDEX, calls, folder, of_kind};
use crate::support::Local;

/// Configures MCP programs of this computer in the engine.
fn name_programs(local: &Local, programs: Value) {
    let line = json!({"providers": [], "mcp": programs}).to_string();
    local.engine.connector().take(line.as_bytes());
}

fn here(name: &str) -> Value {
    json!({"type": "mcp_server", "name": "everything", "url": format!("stdio:{name}")})
}

fn everything() -> Value {
    json!({"name": "all-of-it", "command": ["node", format!("/server/{INDEX}"), "stdio"], "folder": folder()})
}

#[tokio::test]
async fn a_program_of_this_computer_serves_its_tools_from_inside_the_sandbox() {
    let local = calls(&[
        json!({"call": "everything_echo", "arguments": {"message": "hello"}}),
        json!({"call": "everything_get-tiny-image", "arguments": {}}),
        json!({"call": "everything_trigger-long-running-operation", "arguments": {"duration": 1, "steps": 4}}),
        json!({"call": "everything_get-env", "arguments": {}}),
    ])
    .await;
    name_programs(&local, json!([everything()]));
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [here("all-of-it")]});
    let interaction = local.api.create(body).await;
    assert_eq!(interaction["status"], "completed", "{interaction}");
    assert_eq!(interaction["tools"][0]["url"], "stdio:all-of-it");
    let results = of_kind(&interaction, "mcp_server_tool_result");
    assert_eq!(
        results[0]["result"],
        json!([{"type": "text", "text": "Echo: hello"}])
    );
    let kinds: Vec<_> = results[1]["result"].as_array().unwrap().iter().collect();
    assert!(
        kinds.iter().any(|it| it["type"] == "image"),
        "{interaction}"
    );
    assert!(
        results[2]["result"].to_string().contains("completed"),
        "{interaction}"
    );
    // It sees none of this computer's environment variables, and its home is the workspace.
    let variables = results[3]["result"].to_string();
    assert!(variables.contains("/workspace"), "{variables}");
    assert!(!variables.contains("CARGO"), "{variables}");
}

#[tokio::test]
async fn a_program_works_in_the_workspace_of_the_agent_and_reaches_what_its_rules_name() {
    // Its standard error is reported: the files it sees, and whether it has network access.
    let command = json!([
        "sh",
        "-c",
        "ls /workspace >&2; echo $HTTP_PROXY >&2; echo it sees $(ls /workspace) $HTTP_PROXY >&2"
    ]);
    let local = calls(&[]).await;
    name_programs(&local, json!([{"name": "looks", "command": command}]));
    let network = json!({"allowlist": [{"domain": "remote.test"}]});
    let source = json!({"type": "inline", "target": "notes.txt", "content": "x"});
    let environment = json!({"type": "remote", "network": network, "sources": [source]});
    let body = json!({"agent": "errand-agent", "environment": environment, "input": "go", "tools": [here("looks")]});
    let interaction = local.api.create(body).await;
    assert_eq!(interaction["status"], "failed");
    let message = interaction["errors"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("(a program of this computer)")
            && message.contains("it sees notes.txt http://127.0.0.1:3128"),
        "{message}"
    );
}

#[tokio::test]
async fn a_program_that_dies_is_told_of_and_started_anew_for_the_next_call() {
    let local = calls(&[
        json!({"call": "everything_die", "arguments": {}}),
        json!({"call": "everything_die", "arguments": {}}),
    ])
    .await;
    let server = "import json, sys\n\
        for line in sys.stdin:\n  m = json.loads(line)\n  \
          if m.get('method') == 'tools/call': sys.exit(1)\n  \
          if 'id' not in m: continue\n  \
          r = {'initialize': {'protocolVersion': '2025-11-25', 'capabilities': {'tools': {}}, 'serverInfo': {'name': 's', 'version': '1'}},\n    \
            'tools/list': {'tools': [{'name': 'die', 'inputSchema': {'type': 'object'}}]}}.get(m['method'])\n  \
          a = {'jsonrpc': '2.0', 'id': m['id']}\n  \
          a.update({'result': r} if r else {'error': {'code': -32601, 'message': 'no'}})\n  \
          print(json.dumps(a), flush=True)\n";
    name_programs(
        &local,
        json!([{"name": "dies", "command": ["python3", "-c", server]}]),
    );
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [here("dies")]});
    let interaction = local.api.create(body).await;
    assert_eq!(interaction["status"], "completed", "{interaction}");
    for result in of_kind(&interaction, "mcp_server_tool_result") {
        let words = result["result"].as_str().unwrap();
        assert_eq!(words, "The tool gave no result: the connection ended.");
    }
    assert_eq!(of_kind(&interaction, "mcp_server_tool_result").len(), 2);
}

#[tokio::test]
async fn a_request_chooses_no_program_by_itself() {
    let local = calls(&[]).await;
    name_programs(&local, json!([everything()]));
    for (tool, words) in [
        (here("other"), "'stdio:other'"),
        (here("../all-of-it"), "tools[0].url"),
        (
            json!({"type": "mcp_server", "name": "a", "url": "stdio:all-of-it", "command": ["sh"]}),
            "command",
        ),
    ] {
        let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [tool]});
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body))
            .await;
        assert!(status == 400 && message.contains(words), "{message}");
    }
    let unusable = json!([{"name": "A", "command": ["sh"]}]);
    name_programs(&local, unusable);
    let body = json!({"model": "gemini-3.8-flash", "input": "go", "tools": [here("all-of-it")]});
    let answer = local.api.create(body).await;
    assert_eq!(
        answer["status"], "completed",
        "a broken line changes nothing: {answer}"
    );
}
