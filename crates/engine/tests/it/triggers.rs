//! Triggers: work on a schedule, by a clock that the test moves.

use std::path::Path;
use std::time::Duration;

use engine::{BrainChoice, Clock, ClockHand};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, KEY, Local, Program, answer, id_of, serve_by_clock};

/// A Monday, half a minute past seven in Zurich; the Monday after it is in winter.
const START: &str = "2026-10-19T05:00:30Z";

/// An engine that follows this script, by a clock that stands at [`START`].
async fn serve(script: Value) -> (Local, ClockHand) {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("script.json"), script.to_string()).unwrap();
    serve_again(data, START).await
}

async fn serve_again(data: tempfile::TempDir, now: &str) -> (Local, ClockHand) {
    let file = data.path().join("script.json");
    let (clock, hand) = Clock::by_hand(now.parse().unwrap());
    let local = serve_by_clock(BrainChoice::Script { file }, data, clock).await;
    (local, hand)
}

fn move_to(hand: &ClockHand, moment: &str) {
    hand.set(moment.parse().unwrap());
}

/// Mondays at seven in Zurich.
fn weekly() -> Value {
    json!({
        "schedule": "0 7 * * 1",
        "time_zone": "Europe/Zurich",
        "interaction": {"agent": "errand-agent", "input": "go", "environment": "remote"},
    })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

async fn executions(api: &Api, trigger: &str) -> Vec<Value> {
    let list = api.get(&format!("triggers/{trigger}/executions")).await;
    list["trigger_executions"]
        .as_array()
        .cloned()
        .unwrap_or_default()
}

/// The executions, newest first, once there are so many and all have ended.
async fn ended(api: &Api, trigger: &str, count: usize) -> Vec<Value> {
    for _ in 0..600 {
        let executions = executions(api, trigger).await;
        let has_ended = |execution: &Value| execution["status"] != "in_progress";
        if executions.len() >= count && executions.iter().all(has_ended) {
            assert_eq!(executions.len(), count, "{executions:?}");
            return executions;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!(
        "{count} executions did not end: {:?}",
        executions(api, trigger).await
    );
}

async fn run(api: &Api, trigger: &str) -> Value {
    api.post(&format!("triggers/{trigger}/executions"), json!({}))
        .await
}

#[tokio::test]
async fn a_trigger_is_made_found_changed_and_deleted() {
    let (local, hand) = serve(json!({})).await;
    let body = with(weekly(), "display_name", json!("Weekly report"));
    let made = local.api.post("triggers", body.clone()).await;
    let id = id_of(&made);
    for (name, value) in [
        ("schedule", json!("0 7 * * 1")),
        ("time_zone", json!("Europe/Zurich")),
        ("interaction", body["interaction"].clone()),
        ("display_name", json!("Weekly report")),
        ("status", json!("active")),
        ("execution_timeout_seconds", json!(600)),
        ("max_consecutive_failures", json!(5)),
        ("consecutive_failure_count", json!(0)),
        ("create_time", json!(START)),
        // Summer time ends in between.
        ("next_run_time", json!("2026-10-26T06:00:00Z")),
        ("last_run_time", Value::Null),
    ] {
        assert_eq!(made[name], value, "{name}");
    }
    let environment = made["environment_id"].as_str().unwrap();
    local.api.get(&format!("environments/{environment}")).await;
    let path = format!("triggers/{id}");
    assert_eq!(local.api.get(&path).await, made);
    let v1 = format!("{}/v1/{path}", local.api.base);
    let v1 = local.api.http.get(v1).header("x-goog-api-key", KEY);
    assert_eq!(answer(v1.send().await.unwrap()).await, (200, made.clone()));

    move_to(&hand, "2026-10-20T09:00:00Z");
    let paused = local
        .api
        .patch(&path, json!({"status": "paused", "displayName": "Report"}))
        .await;
    assert_eq!(paused["status"], "paused");
    assert_eq!(paused["display_name"], "Report");
    assert_eq!(paused["last_pause_time"], "2026-10-20T09:00:00Z");
    assert_eq!(paused["update_time"], "2026-10-20T09:00:00Z");
    assert_eq!(paused["next_run_time"], Value::Null);
    move_to(&hand, "2026-11-02T06:00:00Z");
    let resumed = local.api.patch(&path, json!({"status": "active"})).await;
    assert_eq!(resumed["status"], "active");
    assert_eq!(resumed["last_resume_time"], "2026-11-02T06:00:00Z");
    assert_eq!(resumed["next_run_time"], "2026-11-09T06:00:00Z");
    assert!(executions(&local.api, &id).await.is_empty());

    local.api.delete(&path).await;
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::PATCH, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::GET, format!("{path}/executions")),
        (Method::POST, format!("{path}/executions")),
    ] {
        let (status, code, message) = local.api.refused(method, &path, None).await;
        assert_eq!((status, code), (404, json!("not_found")), "{path}");
        assert!(message.contains(&id), "{message}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_trigger_is_refused_with_a_reason() {
    let (local, _hand) = serve(json!({})).await;
    let asking = |name: &str, value: Value| {
        let mut body = weekly();
        body["interaction"][name] = value;
        body
    };
    let other = local.api.post("environments", json!({})).await;
    let mut two_sandboxes = asking("environment", json!("elsewhere"));
    two_sandboxes["environment_id"] = other["id"].clone();
    let model = json!({"model": "gemini-3.8-flash", "input": "x"});
    for (body, words) in [
        (with(weekly(), "schedule", json!("0 7 * *")), "five fields"),
        (
            with(weekly(), "schedule", json!("0 25 * * *")),
            "cannot be read",
        ),
        (
            with(weekly(), "schedule", json!("0 7 31 2 *")),
            "never comes",
        ),
        (
            with(weekly(), "schedule", Value::Null),
            "needs a `schedule`",
        ),
        (with(weekly(), "schedule", json!(7)), "wrong type"),
        (
            with(weekly(), "time_zone", json!("Zurich")),
            "no time zone 'Zurich'",
        ),
        (
            with(weekly(), "time_zone", Value::Null),
            "needs a `time_zone`",
        ),
        (
            with(weekly(), "interaction", Value::Null),
            "needs an `interaction`",
        ),
        (with(weekly(), "interaction", model), "names an agent"),
        (
            with(weekly(), "execution_timeout_seconds", json!(0)),
            "from 1 to 86400",
        ),
        (
            with(weekly(), "max_consecutive_failures", json!(0)),
            "from 1 to 1000",
        ),
        (
            with(weekly(), "max_consecutive_failures", json!("many")),
            "wrong type",
        ),
        (with(weekly(), "environment_id", json!("none")), "not found"),
        (
            with(weekly(), "status", json!("active")),
            "Unknown name \"status\"",
        ),
        (
            with(weekly(), "colour", json!(1)),
            "Unknown name \"colour\"",
        ),
        (two_sandboxes, "two sandboxes"),
        (asking("colour", json!(1)), "Unknown name \"colour\""),
        (asking("agent", json!("nobody")), "no agent 'nobody'"),
        (asking("input", Value::Null), "no input"),
        (asking("environment", Value::Null), "needs an environment"),
        (asking("environment", json!("gone")), "not found"),
        (asking("store", json!(false)), "must be stored"),
        (asking("stream", json!(true)), "in the background"),
        (asking("background", json!(false)), "in the background"),
        (
            asking("tools", json!([{"type": "google_maps"}])),
            "google_maps",
        ),
        (
            asking("previous_interaction_id", json!("v1_none")),
            "not found",
        ),
    ] {
        let (status, _, message) = local
            .api
            .refused(Method::POST, "triggers", Some(body.clone()))
            .await;
        assert!(
            (400..=404).contains(&status) && message.contains(words),
            "{body}: {status} {message}"
        );
    }
    assert!(local.api.get("triggers").await["triggers"].is_null());
    let path = format!(
        "triggers/{}",
        id_of(&local.api.post("triggers", weekly()).await)
    );
    for (body, words) in [
        (json!({"status": "error"}), "\"active\" or \"paused\""),
        (
            json!({"schedule": "* * * * *"}),
            "Unknown name \"schedule\"",
        ),
        (json!({"display_name": 7}), "wrong type"),
    ] {
        let (status, _, message) = local.api.refused(Method::PATCH, &path, Some(body)).await;
        assert!(status == 400 && message.contains(words), "{message}");
    }
}

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

fn path_of_run(execution: &Value) -> String {
    format!(
        "interactions/{}",
        execution["interaction_id"].as_str().unwrap()
    )
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

    // The sandbox, and the interaction that the next run would follow.
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

    // The agent.
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

    // A sandbox that was named, which nobody can make anew.
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

    // An interaction that is running.
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

#[tokio::test]
async fn triggers_and_executions_come_in_pages_newest_first() {
    let (local, _hand) = serve(json!({"turns": [{"say": ["Done."]}]})).await;
    let api = &local.api;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.insert(0, id_of(&api.post("triggers", weekly()).await));
    }
    api.patch(&format!("triggers/{}", ids[1]), json!({"status": "paused"}))
        .await;
    let ids_of = |list: &Value, name: &str| -> Vec<String> {
        list[name].as_array().unwrap().iter().map(id_of).collect()
    };
    let page = api.get("triggers?page_size=2").await;
    assert_eq!(ids_of(&page, "triggers"), ids[..2]);
    let token = page["next_page_token"].as_str().unwrap();
    let rest = api
        .get(&format!("triggers?pageSize=2&pageToken={token}"))
        .await;
    assert_eq!(ids_of(&rest, "triggers"), ids[2..]);
    assert_eq!(rest["next_page_token"], Value::Null);
    for filter in ["status=paused", "status%20%3D%20%22PAUSED%22"] {
        let list = api.get(&format!("triggers?filter={filter}")).await;
        assert_eq!(ids_of(&list, "triggers"), ids[1..2]);
    }
    for query in [
        "filter=colour=blue",
        "filter=status=happy",
        "page_token=none",
    ] {
        let (status, ..) = api
            .refused(Method::GET, &format!("triggers?{query}"), None)
            .await;
        assert_eq!(status, 400, "{query}");
    }

    let mut runs = Vec::new();
    for count in 1..=3 {
        runs.insert(0, id_of(&run(api, &ids[0]).await));
        ended(api, &ids[0], count).await;
    }
    let path = format!("triggers/{}/executions", ids[0]);
    let page = api.get(&format!("{path}?page_size=2")).await;
    assert_eq!(ids_of(&page, "trigger_executions"), runs[..2]);
    let token = page["next_page_token"].as_str().unwrap();
    let rest = api.get(&format!("{path}?page_token={token}")).await;
    assert_eq!(ids_of(&rest, "trigger_executions"), runs[2..]);
    let path = format!("triggers/{}/executions?page_token={token}", ids[1]);
    assert_eq!(api.refused(Method::GET, &path, None).await.0, 400);
}

#[tokio::test]
async fn times_that_passed_while_the_engine_was_off_are_made_up_for_by_one_run() {
    let (local, hand) = serve(json!({"turns": [{"say": ["Done."]}]})).await;
    let id = id_of(&local.api.post("triggers", weekly()).await);
    let Local { engine, data, .. } = local;
    engine.stop().await;
    drop(hand);
    let (local, hand) = serve_again(data, "2026-11-11T10:00:00Z").await;
    let execution = ended(&local.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "completed");
    assert_eq!(execution["scheduled_time"], "2026-10-26T06:00:00Z");
    assert_eq!(execution["start_time"], "2026-11-11T10:00:00Z");
    let trigger = local.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["next_run_time"], "2026-11-16T06:00:00Z");
    move_to(&hand, "2026-11-16T06:00:00Z");
    ended(&local.api, &id, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_a_trigger_survives_kills_and_its_end_is_written_down_once() {
    let folder = tempfile::tempdir().unwrap();
    let words = (0..60).map(|n| json!({"text": format!("wörd-{n} "), "delay_ms": 20}));
    std::fs::write(
        folder.path().join("script.json"),
        json!({"turns": [{"say": words.collect::<Vec<_>>()}]}).to_string(),
    )
    .unwrap();
    let mut program = Program::start(folder.path());
    // Due in years: nothing but the run by hand may happen.
    let body = with(weekly(), "schedule", json!("0 0 29 2 *"));
    let made = program.api.post("triggers", body).await;
    let id = id_of(&made);
    let begun = run(&program.api, &id).await;
    for pause in [150, 400, 50, 700] {
        tokio::time::sleep(Duration::from_millis(pause)).await;
        program.kill();
        program = Program::start(folder.path());
        assert_eq!(
            executions(&program.api, &id).await[0]["interaction_id"],
            begun["interaction_id"]
        );
    }
    let execution = ended(&program.api, &id, 1).await.remove(0);
    assert_eq!(execution["status"], "completed");
    let trigger = program.api.get(&format!("triggers/{id}")).await;
    assert_eq!(trigger["previous_interaction_id"], begun["interaction_id"]);
    assert_eq!(trigger["next_run_time"], made["next_run_time"]);
    assert_eq!(
        program.api.get(&path_of_run(&begun)).await["status"],
        "completed"
    );
    // A second run follows the first, in the same sandbox.
    let second = run(&program.api, &id).await;
    assert_eq!(second["environment_id"], made["environment_id"]);
    program.kill();
    let program = Program::start(folder.path());
    let second = ended(&program.api, &id, 2).await.remove(0);
    assert_eq!(second["status"], "completed");
    assert_eq!(
        program.api.get(&path_of_run(&second)).await["previous_interaction_id"],
        begun["interaction_id"]
    );
    program.kill();
}
