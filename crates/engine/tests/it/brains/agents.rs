//! The agent with a model of a connected server.

use reqwest::Method;
use serde_json::{Value, json};

use super::{ABLE, ask, engine};
use crate::support::{output, step_kinds};
use crate::vendor::{Vendor, says};

#[tokio::test]
async fn the_agent_works_with_any_model_by_its_name() {
    let local = engine().await;
    let vendor = Vendor::start([says(&[
        "<think>\n```bash\necho no\n```\n</think>\n",
        "```csv a.csv\nx,y\n```\nOne more.\n```txt b.txt\nz\n```\nDone.",
    ])])
    .await;
    vendor.connect(&local);
    let job = |config: Value| json!({"agent": "errand-agent", "input": "go", "environment": "remote", "agent_config": config});
    let answer = local
        .api
        .create(job(json!({"type": "dynamic", "model": ABLE})))
        .await;
    assert_eq!(answer["status"], "completed", "{answer}");
    assert_eq!(
        step_kinds(&answer),
        [
            "thought",
            "function_call",
            "function_result",
            "model_output",
            "function_call",
            "function_result",
            "model_output",
            "function_call",
            "function_result"
        ],
        "a program in a thought was run, or shown"
    );
    let report = &answer["steps"][7]["arguments"]["content"];
    assert_eq!(report, "One more.\nDone.\n");
    assert_eq!(vendor.asked().len(), 1, "files do not interrupt a server");
    for (config, words) in [
        (
            json!({"type": "antigravity", "model": "acme/none"}),
            "acme/none",
        ),
        (json!({"type": "dynamic", "mood": "good"}), "mood"),
    ] {
        let (_, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(job(config)))
            .await;
        assert!(message.contains(words), "{message}");
    }
}

#[tokio::test]
async fn a_thought_that_begins_as_the_answer_is_no_part_of_it() {
    let local = engine().await;
    let say = [
        "First I try\n```bash\necho no\n```\n",
        "and then</think>\n\nDone.",
    ];
    let vendor = Vendor::start([says(&say), says(&say)]).await;
    vendor.connect(&local);
    let answer = local.api.create(ask(ABLE, "go")).await;
    assert_eq!(step_kinds(&answer), ["thought", "model_output"]);
    assert_eq!(output(&answer), "Done.");
    let job = json!({"agent": "errand-agent", "input": "go", "environment": "remote",
        "agent_config": {"type": "antigravity", "model": ABLE}});
    let answer = local.api.create(job).await;
    assert_eq!(
        step_kinds(&answer),
        [
            "thought",
            "model_output",
            "function_call",
            "function_result"
        ],
        "a program in a thought was run"
    );
    assert_eq!(
        answer["steps"][2]["arguments"]["content"], "Done.\n",
        "the report"
    );
}

#[tokio::test]
async fn a_program_is_run_and_its_output_told_to_the_server() {
    if !std::path::Path::new("/usr/bin/bwrap").exists() {
        eprintln!("\n!!! AGENT TEST SHORTENED: there is no bubblewrap, so no program was run\n");
        return;
    }
    let local = engine().await;
    let vendor = Vendor::start([
        says(&["Let me see.\n```bash\necho $((6 * 7))\n```\nIt is 41."]),
        says(&["It is 42.\n```txt last.txt\n42\n```"]),
    ])
    .await;
    vendor.connect(&local);
    let job = json!({"agent": "errand-agent", "input": "6 * 7?", "environment": "remote",
        "agent_config": {"type": "dynamic", "model": ABLE}});
    let answer = local.api.create(job).await;
    assert_eq!(output(&answer), "Let me see.\nIt is 42.\n");
    let messages = vendor.last_messages();
    assert_eq!(
        messages.last().unwrap()["content"],
        "Output of the program:\n42\n"
    );
    assert_eq!(vendor.asked().len(), 2);
}
