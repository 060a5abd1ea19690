//! Executions of triggers: when they begin, what they share, how they end.

use std::path::Path;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{START, ended, executions, move_to, path_of_run, run, serve, weekly, with};
use crate::support::id_of;

#[tokio::test]
async fn runs_come_when_they_are_due_share_a_sandbox_and_follow_each_other() {
    let say =
        json!([{"code": "cat seed.txt >> log.txt; cat log.txt", "language": "bash"}, "Noted."]);
    let (local, hand) = serve(json!({"turns": [{"say": say}]})).await;
    let mut body = weekly();
    body["interaction"]["environment"] = json!({"type": "remote", "sources":
        [{"type": "inline", "target": "/workspace/seed.txt", "content": "a line\n"}]});
    let made = local.api.post("triggers", body).await;
    let id = id_of(&made);

    move_to(&hand, "2026-10-26T05:59:59Z");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(executions(&local.api, &id).await.is_empty());
    move_to(&hand, "2026-10-26T06:00:02Z");
    let first = ended(&local.api, &id, 1).await.remove(0);
    for (name, value) in [
        ("trigger_id", made["id"].clone()),
        ("status", json!("completed")),
        ("scheduled_time", json!("2026-10-26T06:00:00Z")),
        ("start_time", json!("2026-10-26T06:00:02Z")),
        ("end_time", json!("2026-10-26T06:00:02Z")),
        ("environment_id", made["environment_id"].clone()),
        ("error", Value::Null),
    ] {
        assert_eq!(first[name], value, "{name}");
    }
    let first_run = local.api.get(&path_of_run(&first)).await;
    assert_eq!(first_run["status"], "completed");
    assert_eq!(first_run["previous_interaction_id"], Value::Null);
    let trigger = local.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["last_run_time"], "2026-10-26T06:00:02Z");
    assert_eq!(trigger["next_run_time"], "2026-11-02T06:00:00Z");
    assert_eq!(trigger["previous_interaction_id"], first_run["id"]);

    move_to(&hand, "2026-11-02T06:00:00Z");
    let second = ended(&local.api, &id, 2).await.remove(0);
    assert_eq!(second["scheduled_time"], "2026-11-02T06:00:00Z");
    assert_eq!(second["environment_id"], made["environment_id"]);
    let second_run = local.api.get(&path_of_run(&second)).await;
    assert_eq!(second_run["previous_interaction_id"], first_run["id"]);
    if Path::new("/usr/bin/bwrap").exists() {
        let result = second_run["steps"]
            .as_array()
            .unwrap()
            .iter()
            .find(|step| step["type"] == "code_execution_result");
        assert_eq!(result.unwrap()["result"], "a line\na line\n");
    }
}

#[tokio::test]
async fn a_paused_trigger_is_run_by_hand_and_not_by_its_schedule() {
    let (local, hand) = serve(json!({"turns": [{"say": ["Done."]}]})).await;
    let id = id_of(&local.api.post("triggers", weekly()).await);
    local
        .api
        .patch(&format!("triggers/{id}"), json!({"status": "paused"}))
        .await;
    move_to(&hand, "2026-10-27T06:00:00Z");
    let begun = run(&local.api, &id).await;
    assert_eq!(begun["status"], "in_progress");
    assert_eq!(begun["scheduled_time"], Value::Null);
    assert_eq!(begun["start_time"], "2026-10-27T06:00:00Z");
    local
        .api
        .wait(begun["interaction_id"].as_str().unwrap())
        .await;
    let executions = ended(&local.api, &id, 1).await;
    assert_eq!(executions[0]["id"], begun["id"]);
    assert_eq!(executions[0]["status"], "completed");
}

#[tokio::test]
async fn a_run_that_is_still_going_leaves_out_the_next() {
    let (local, hand) = serve(json!({"turns": [{"say": ["On ", {"wait_ms": 600_000}]}]})).await;
    let id = id_of(&local.api.post("triggers", weekly()).await);
    let begun = run(&local.api, &id).await;
    let (status, code, message) = local
        .api
        .refused(Method::POST, &format!("triggers/{id}/executions"), None)
        .await;
    assert_eq!((status, code), (400, json!("failed_precondition")));
    assert!(message.contains("running already"), "{message}");
    move_to(&hand, "2026-10-26T06:00:00Z");
    while executions(&local.api, &id).await.len() < 2 {
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    let skipped = executions(&local.api, &id).await.remove(0);
    assert_eq!(skipped["status"], "skipped");
    assert_eq!(skipped["scheduled_time"], "2026-10-26T06:00:00Z");
    assert_eq!(skipped["start_time"], Value::Null);
    assert_eq!(skipped["interaction_id"], Value::Null);
    let trigger = local.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["next_run_time"], "2026-11-02T06:00:00Z");
    assert_eq!(trigger["last_run_time"], START);

    local
        .api
        .post(&format!("{}/cancel", path_of_run(&begun)), json!({}))
        .await;
    let executions = ended(&local.api, &id, 2).await;
    assert_eq!(executions[1]["status"], "failed");
    assert!(
        executions[1]["error"]
            .as_str()
            .unwrap()
            .contains("cancelled")
    );
}

#[tokio::test]
async fn a_run_that_takes_too_long_is_stopped() {
    let (local, _hand) = serve(json!({"turns": [{"say": ["On ", {"wait_ms": 600_000}]}]})).await;
    let body = with(weekly(), "execution_timeout_seconds", json!(1));
    let id = id_of(&local.api.post("triggers", body).await);
    let begun = run(&local.api, &id).await;
    let execution = ended(&local.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "timed_out");
    assert!(execution["error"].as_str().unwrap().contains("1 seconds"));
    assert_eq!(
        local.api.get(&path_of_run(&begun)).await["status"],
        "cancelled"
    );
    let trigger = local.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["consecutive_failure_count"], 1);
}

#[tokio::test]
async fn failures_in_a_row_stop_a_trigger_until_it_is_set_active() {
    let error = json!([{"error": {"code": "api_error", "message": "The model broke."}}]);
    let (local, hand) = serve(json!({"turns": [{"say": error}]})).await;
    let body = with(weekly(), "max_consecutive_failures", json!(2));
    let id = id_of(&local.api.post("triggers", body).await);
    let path = format!("triggers/{id}");
    for (count, moment) in [(1, "2026-10-26T06:00:00Z"), (2, "2026-11-02T06:00:00Z")] {
        move_to(&hand, moment);
        let failed = ended(&local.api, &id, count).await.remove(0);
        assert_eq!(failed["status"], "failed");
        assert_eq!(failed["error"], "The model broke.");
    }
    let stopped = local.api.get(&path).await;
    assert_eq!(stopped["status"], "error");
    assert_eq!(stopped["consecutive_failure_count"], 2);
    assert_eq!(stopped["next_run_time"], Value::Null);
    move_to(&hand, "2026-11-10T06:00:00Z");
    let again = local.api.patch(&path, json!({"status": "active"})).await;
    assert_eq!(again["consecutive_failure_count"], 0);
    assert_eq!(again["next_run_time"], "2026-11-16T06:00:00Z");
    assert_eq!(executions(&local.api, &id).await.len(), 2);
}

#[tokio::test]
async fn what_was_deleted_meanwhile_is_made_anew_or_said() {
    let turns = json!([
        {"match": "long", "say": ["On ", {"wait_ms": 600_000}]},
        {"say": ["Done."]},
    ]);
    let (local, _hand) = serve(json!({"turns": turns})).await;
    let api = &local.api;
    let agent = json!({"id": "writer", "base_agent": "errand-agent"});
    api.post("agents", agent).await;
    let mut body = weekly();
    body["interaction"]["agent"] = json!("writer");
    let made = api.post("triggers", body).await;
    let id = id_of(&made);
    run(api, &id).await;
    let first = ended(api, &id, 1).await.remove(0);

    // Delete the sandbox, and the interaction that the next execution would follow.
    api.delete(&format!(
        "environments/{}",
        made["environment_id"].as_str().unwrap()
    ))
    .await;
    api.delete(&path_of_run(&first)).await;
    run(api, &id).await;
    let second = ended(api, &id, 2).await.remove(0);
    assert_eq!(second["status"], "completed");
    assert_ne!(second["environment_id"], made["environment_id"]);
    let trigger = api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["environment_id"], second["environment_id"]);
    assert_eq!(trigger["previous_interaction_id"], second["interaction_id"]);

    // Delete the agent.
    api.delete("agents/writer").await;
    let refused = run(api, &id).await;
    assert_eq!(refused["status"], "failed");
    assert!(
        refused["error"]
            .as_str()
            .unwrap()
            .contains("no agent 'writer'")
    );
    assert_eq!(refused["interaction_id"], Value::Null);

    // Delete a sandbox that was named explicitly and cannot be created again.
    let named = api.post("environments", json!({})).await;
    let mut body = weekly();
    body["environment_id"] = named["id"].clone();
    body["interaction"]
        .as_object_mut()
        .unwrap()
        .remove("environment");
    let id = id_of(&api.post("triggers", body).await);
    api.delete(&format!("environments/{}", id_of(&named))).await;
    let refused = run(api, &id).await;
    assert_eq!(refused["status"], "failed");
    assert!(refused["error"].as_str().unwrap().contains("not found"));

    // Delete an interaction that is running.
    let mut body = weekly();
    body["interaction"]["input"] = json!("long");
    let id = id_of(&api.post("triggers", body).await);
    let begun = run(api, &id).await;
    api.delete(&path_of_run(&begun)).await;
    let execution = ended(api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "failed");
}

#[tokio::test]
async fn a_deleted_trigger_leaves_its_history_and_runs_no_more() {
    let (local, hand) =
        serve(json!({"turns": [{"say": [{"text": "Done.", "delay_ms": 300}]}]})).await;
    let id = id_of(&local.api.post("triggers", weekly()).await);
    let begun = run(&local.api, &id).await;
    local.api.delete(&format!("triggers/{id}")).await;
    let execution = ended(&local.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "completed");
    assert_eq!(
        local.api.get(&path_of_run(&begun)).await["status"],
        "completed"
    );
    move_to(&hand, "2026-12-01T06:00:00Z");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(executions(&local.api, &id).await.len(), 1);
}

/// A weekly trigger whose runs call a function of the client.
fn weekly_with_function() -> Value {
    let mut body = weekly();
    let function = json!({"type": "function", "name": "look_up", "description": "", "parameters": {"type": "object"}});
    body["interaction"]["tools"] = json!([function]);
    body
}

/// The request that gives the result of the function for which a run waits.
fn result_for(waits: &Value, body: &Value) -> Value {
    let calls = waits["steps"].as_array().unwrap();
    let call = calls.iter().find(|step| step["name"] == "look_up").unwrap();
    json!({
        "agent": body["interaction"]["agent"],
        "environment": waits["environment_id"],
        "previous_interaction_id": waits["id"],
        "tools": body["interaction"]["tools"],
        "input": [{"type": "function_result", "call_id": call["id"], "name": "look_up", "result": "Sent."}],
    })
}

#[tokio::test]
async fn a_run_that_waits_for_a_result_is_completed_and_the_next_one_follows_its_answer() {
    let (local, hand) = serve(json!({"turns": [
        {"match": "Result of look_up", "say": ["It went out on Monday."]},
        {"say": [{"call": "look_up", "arguments": {"number": "17"}}]},
    ]}))
    .await;
    let body = weekly_with_function();
    let id = id_of(&local.api.post("triggers", body.clone()).await);
    move_to(&hand, "2026-10-26T06:00:00Z");
    let first = ended(&local.api, &id, 1).await.remove(0);
    assert_eq!(first["status"], "completed");
    let waits = local.api.get(&path_of_run(&first)).await;
    assert_eq!(waits["status"], "requires_action");
    let answer = local.api.create(result_for(&waits, &body)).await;
    assert_eq!(answer["status"], "completed");
    move_to(&hand, "2026-11-02T06:00:00Z");
    let second = ended(&local.api, &id, 2).await.remove(0);
    let second = local.api.get(&path_of_run(&second)).await;
    assert_eq!(second["previous_interaction_id"], answer["id"]);
}

#[tokio::test]
async fn a_run_whose_result_is_still_worked_on_leaves_out_the_next() {
    let (local, hand) = serve(json!({"turns": [
        {"match": "Result of look_up", "say": ["It ", {"wait_ms": 600_000}]},
        {"say": [{"call": "look_up", "arguments": {"number": "17"}}]},
    ]}))
    .await;
    let body = weekly_with_function();
    let id = id_of(&local.api.post("triggers", body.clone()).await);
    move_to(&hand, "2026-10-26T06:00:00Z");
    let first = ended(&local.api, &id, 1).await.remove(0);
    let waits = local.api.get(&path_of_run(&first)).await;
    let mut answer = result_for(&waits, &body);
    answer["background"] = json!(true);
    local.api.create(answer).await;
    move_to(&hand, "2026-11-02T06:00:00Z");
    let second = ended(&local.api, &id, 2).await.remove(0);
    assert_eq!(second["status"], "skipped");
    assert_eq!(second["error"], "The run before was still going.");
}
