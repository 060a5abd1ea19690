//! The local agent: programs in the sandbox, files, the report, follow-ups in the same environment.

use std::path::Path;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Local, id_of, output, serve, step_kinds};

fn has_bubblewrap() -> bool {
    let there = Path::new("/usr/bin/bwrap").exists();
    if !there {
        eprintln!("\n!!! AGENT TEST SHORTENED: there is no bubblewrap, so no program was run\n");
    }
    there
}

async fn file(local: &Local, environment: &Value, path: &str) -> String {
    let path = format!(
        "environments/{}/files/{path}?alt=media",
        environment.as_str().unwrap()
    );
    let response = local.api.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

async fn paths(local: &Local, environment: &Value) -> Vec<String> {
    let path = format!(
        "environments/{}/files/workspace?recursive=true",
        environment.as_str().unwrap()
    );
    let list = local.api.get(&path).await;
    list["files"]
        .as_array()
        .cloned()
        .unwrap_or_default()
        .iter()
        .map(|file| file["path"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_job_thinks_runs_its_program_writes_its_files_and_reports() {
    let local = serve(json!({"turns": [{"match": "suppliers", "say": [
        {"thought": "I need the numbers."}, "First the numbers.\n",
        {"code": "print(sum(int(l.split(',')[1]) for l in open('in.csv')))"},
        "The sum is 6.\n", {"file": "comparison.csv", "content": "name,price\nA,1\nB,5"}, "## Result\n\nB costs more."
    ]}]}))
    .await;
    let sources = json!([{"type": "inline", "target": "/workspace/in.csv", "content": "QSwxCkIsNQo=", "encoding": "base64"}]);
    let body = json!({"agent": "errand-agent", "input": "Compare the suppliers.", "environment": {"type": "remote", "sources": sources}, "background": true});
    let begun = local.api.create(body).await;
    let whole = local.api.wait(&id_of(&begun)).await;
    assert_eq!(whole["status"], "completed");
    let expected = [
        "user_input",
        "thought",
        "model_output",
        "code_execution_call",
        "code_execution_result",
        "model_output",
        "function_call",
        "function_result",
        "model_output",
        "function_call",
        "function_result",
    ];
    assert_eq!(step_kinds(&whole), expected);
    let steps = &whole["steps"];
    assert_eq!(steps[3]["arguments"]["language"], "python");
    assert_eq!(steps[4]["call_id"], steps[3]["id"]);
    if has_bubblewrap() {
        assert_eq!(
            (&steps[4]["result"], &steps[4]["is_error"]),
            (&json!("6\n"), &json!(false))
        );
    }
    assert_eq!(steps[6]["arguments"]["path"], "/workspace/comparison.csv");
    assert_eq!(steps[9]["arguments"]["path"], "/workspace/report.md");
    let environment = &whole["environment_id"];
    assert_eq!(
        paths(&local, environment).await,
        [
            "workspace/comparison.csv",
            "workspace/in.csv",
            "workspace/report.md"
        ]
    );
    assert_eq!(
        file(&local, environment, "workspace/comparison.csv").await,
        "name,price\nA,1\nB,5\n"
    );
    let report = file(&local, environment, "workspace/report.md").await;
    assert!(report.contains("## Result\n\nB costs more."), "{report}");
    assert!(!report.contains("First the numbers"), "{report}");
}

#[tokio::test]
async fn a_follow_up_works_in_the_same_sandbox() {
    let local = serve(json!({"turns": [
        {"match": "again", "say": [{"code": "cat notes.txt", "language": "bash"}, "Read."]},
        {"say": [{"file": "notes.txt", "content": "remembered"}, "Written."]}
    ]}))
    .await;
    let first = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    let body = json!({"agent": "errand-agent", "input": "again", "environment": first["environment_id"], "previous_interaction_id": first["id"]});
    let second = local.api.create(body).await;
    assert_eq!(second["environment_id"], first["environment_id"]);
    if has_bubblewrap() {
        assert_eq!(second["steps"][1]["result"], "remembered\n");
    }
    assert_eq!(
        file(&local, &first["environment_id"], "workspace/report.md").await,
        "Read.\n"
    );
    let other = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    assert_ne!(other["environment_id"], first["environment_id"]);
}

#[tokio::test]
async fn a_failing_program_is_told_and_the_job_goes_on_to_its_report() {
    if !has_bubblewrap() {
        return;
    }
    let local =
        serve(json!({"turns": [{"say": [{"code": "1/0"}, "It cannot be divided."]}]})).await;
    let answer = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    assert_eq!(answer["status"], "completed");
    assert_eq!(answer["steps"][1]["is_error"], true);
    assert!(
        answer["steps"][1]["result"]
            .as_str()
            .unwrap()
            .contains("ZeroDivisionError")
    );
    assert_eq!(output(&answer), "It cannot be divided.");
}

#[tokio::test]
async fn the_same_program_is_not_run_twice_and_no_more_than_a_certain_number_are() {
    let say: Vec<Value> = (0..28)
        .map(|n| json!({"code": format!("echo {}", n.max(1)), "language": "bash"}))
        .collect();
    let local = serve(json!({"turns": [{"say": say}]})).await;
    let answer = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    assert_eq!(answer["status"], "completed");
    let ran = step_kinds(&answer)
        .into_iter()
        .filter(|kind| *kind == "code_execution_result")
        .count();
    assert_eq!(ran, 24);
    assert!(output(&answer).contains("echo 1\n") && output(&answer).contains("echo 27\n"));
}

#[tokio::test]
async fn the_token_cap_ends_a_job_as_incomplete_with_what_there_is() {
    let local = serve(json!({"turns": [{"say": [{"text": "A long beginning of many words.\n"}, {"code": "print(1)"}, {"code": "print(2)"}, "Never said."]}]})).await;
    let body = json!({"agent": "errand-agent", "input": "go", "environment": "remote",
        "agent_config": {"type": "antigravity", "max_total_tokens": "8"}});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "incomplete");
    assert!(!output(&answer).contains("Never said"));
    assert!(
        !file(&local, &answer["environment_id"], "workspace/report.md")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn a_brain_that_opens_blocks_and_says_nothing_still_gives_a_report() {
    let say = "```csv comparison.csv\n```\n\n```\n\n```\n";
    let local = serve(json!({"turns": [{"say": [say]}]})).await;
    let answer = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    let report = file(&local, &answer["environment_id"], "workspace/report.md").await;
    assert!(
        report.starts_with("The model ended without a word."),
        "{report}"
    );
}

#[tokio::test]
async fn a_brain_without_words_still_gives_a_report() {
    let local = serve(json!({"turns": [{"say": [{"code": "print('the output')"}]}]})).await;
    let answer = local
        .api
        .create(json!({"agent": "errand-agent", "input": "go", "environment": "remote"}))
        .await;
    let report = file(&local, &answer["environment_id"], "workspace/report.md").await;
    assert!(report.contains("ended without a word"), "{report}");
    if has_bubblewrap() {
        assert!(report.contains("the output"), "{report}");
    }
    assert_eq!(output(&answer).trim(), report.trim());
}

#[tokio::test]
async fn a_cancelled_job_stops_its_program() {
    if !has_bubblewrap() {
        return;
    }
    let local = serve(
        json!({"turns": [{"say": [{"code": "import time\nopen('begun','w')\ntime.sleep(1000)"}]}]}),
    )
    .await;
    let begun = local.api.create(json!({"agent": "errand-agent", "input": "go", "environment": "remote", "background": true})).await;
    while !paths(&local, &begun["environment_id"])
        .await
        .contains(&"workspace/begun".to_owned())
    {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let answer = local
        .api
        .post(&format!("interactions/{}/cancel", id_of(&begun)), json!({}))
        .await;
    assert_eq!(answer["status"], "cancelled");
    assert_eq!(step_kinds(&answer), ["code_execution_call"]);
}

#[tokio::test]
async fn functions_of_the_client_stop_a_job_until_their_results_come() {
    let local = serve(json!({"turns": [
        {"match": "Result of ask", "say": ["They said yes."]},
        {"say": ["I must ask. ", {"call": "ask", "arguments": {"q": "?"}}]}
    ]}))
    .await;
    let tools = json!([{"type": "function", "name": "ask"}]);
    let first = local.api.create(json!({"agent": "errand-agent", "input": "go", "environment": "remote", "tools": tools})).await;
    assert_eq!(first["status"], "requires_action");
    let call = first["steps"][1]["id"].clone();
    let body = json!({"agent": "errand-agent", "environment": first["environment_id"], "previous_interaction_id": first["id"], "tools": tools,
        "input": [{"type": "function_result", "call_id": call, "name": "ask", "result": {"answer": "yes"}}]});
    let second = local.api.create(body).await;
    assert_eq!(second["status"], "completed");
    assert_eq!(
        file(&local, &first["environment_id"], "workspace/report.md").await,
        "They said yes.\n"
    );
}
