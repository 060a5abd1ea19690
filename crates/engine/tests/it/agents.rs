//! Custom agents.

use reqwest::Method;
use serde_json::json;

use crate::support::{serve, step_kinds};

#[tokio::test]
async fn an_agent_is_made_found_used_and_deleted() {
    let local = serve(json!({"turns": [{"say": [{"code": "cat /.agents/AGENTS.md base.txt more.txt", "language": "bash"}, "Done."]}]})).await;
    let source = |target: &str, content: &str| json!({"type": "inline", "target": target, "content": content});
    let agent = json!({"id": "report-writer", "base_agent": "errand-agent", "description": "Writes.", "system_instruction": "Be short.",
        "tools": [{"type": "code_execution"}],
        "base_environment": {"type": "remote", "sources": [source(".agents/AGENTS.md", "Keep it short.\n"), source("/workspace/base.txt", "base\n")]}});
    assert_eq!(
        local.api.post("agents", agent.clone()).await["id"],
        "report-writer"
    );
    assert_eq!(
        local.api.get("agents/report-writer").await["system_instruction"],
        "Be short."
    );
    let list = local.api.get("agents").await;
    let ids: Vec<&str> = list["agents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|agent| agent["id"].as_str().unwrap())
        .collect();
    assert!(
        ids.contains(&"errand-agent") && ids.contains(&"report-writer"),
        "{ids:?}"
    );
    let (status, code, _) = local.api.refused(Method::POST, "agents", Some(agent)).await;
    assert_eq!((status, code), (409, json!("already_exists")));
    let body = json!({"agent": "report-writer", "input": "go", "environment": {"type": "remote", "sources": [source("more.txt", "more\n")]}});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed");
    assert_eq!(
        step_kinds(&answer)[..2],
        ["code_execution_call", "code_execution_result"]
    );
    if std::path::Path::new("/usr/bin/bwrap").exists() {
        assert_eq!(answer["steps"][1]["result"], "Keep it short.\nbase\nmore\n");
    }
    assert_eq!(
        local
            .api
            .call(Method::DELETE, "agents/report-writer", None)
            .await,
        (200, json!({}))
    );
    let (status, ..) = local
        .api
        .refused(Method::GET, "agents/report-writer", None)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn an_agent_has_the_tools_that_it_was_made_with_where_a_request_names_none() {
    let page = json!({"call": "url_context", "arguments": {"urls": ["http://127.0.0.1:9/"]}});
    let local = serve(json!({"turns": [
        {"match": "page", "say": [page, "Read."]},
        {"match": "order", "say": [{"call": "find_order", "arguments": {"number": 17}}]},
    ]}))
    .await;
    let function = json!({"type": "function", "name": "find_order", "description": "Finds it.",
        "parameters": {"type": "object", "properties": {"number": {"type": "integer"}}}});
    for (id, tool) in [
        ("reader", json!({"type": "url_context"})),
        ("asker", function),
    ] {
        let agent = json!({"id": id, "base_agent": "errand-agent", "tools": [tool]});
        local.api.post("agents", agent).await;
    }
    let ask =
        |agent: &str, input: &str| json!({"agent": agent, "input": input, "environment": "remote"});
    let read = local.api.create(ask("reader", "Read the page")).await;
    let kinds = step_kinds(&read);
    assert!(kinds.contains(&"url_context_result"), "{kinds:?}");
    let asks = local.api.create(ask("asker", "Where is my order?")).await;
    assert_eq!(asks["status"], "requires_action");
    assert_eq!(asks["steps"][0]["name"], "find_order");

    // A trigger can run custom agents too.
    let trigger = json!({"schedule": "0 7 * * 1", "time_zone": "UTC", "interaction": ask("asker", "My order?")});
    let trigger = local.api.post("triggers", trigger).await;
    let id = trigger["id"].as_str().unwrap();
    let run = local
        .api
        .post(&format!("triggers/{id}/executions"), json!({}))
        .await;
    let made = run["interaction_id"].as_str().unwrap();
    let made = local.api.get(&format!("interactions/{made}")).await;
    assert_eq!(made["tools"][0]["name"], "find_order");
}

#[tokio::test]
async fn reserved_ids_foreign_bases_and_unknown_fields_are_refused() {
    let local = serve(json!({})).await;
    for (agent, words) in [
        (
            json!({"id": "gemini-mine", "base_agent": "errand-agent"}),
            "reserved",
        ),
        (
            json!({"id": "errand-agent", "base_agent": "errand-agent"}),
            "reserved",
        ),
        (
            json!({"id": "Bad Id", "base_agent": "errand-agent"}),
            "lower-case",
        ),
        (
            json!({"id": "mine", "base_agent": "elsewhere"}),
            "base_agent",
        ),
        (
            json!({"id": "mine", "base_agent": "errand-agent", "colour": 1}),
            "Unknown name",
        ),
        (
            json!({"id": "mine", "base_agent": "errand-agent", "base_environment": "none"}),
            "not found",
        ),
    ] {
        let (status, _, message) = local
            .api
            .refused(Method::POST, "agents", Some(agent.clone()))
            .await;
        assert!(
            (400..=404).contains(&status) && message.contains(words),
            "{agent}: {message}"
        );
    }
}
