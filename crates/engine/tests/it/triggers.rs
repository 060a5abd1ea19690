//! Triggers: scheduled work, by a clock that the test sets.

mod restarts;
mod runs;

use std::time::Duration;

use engine::{BrainChoice, Clock, ClockHand};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Api, KEY, Local, answer, id_of, serve_by_clock};

/// A Monday at 7:00:30 in Zurich; the Monday after it is in winter time.
const START: &str = "2026-10-19T05:00:30Z";

/// An engine with this script, whose clock stands at [`START`].
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

/// A trigger for Mondays at seven in Zurich.
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

/// The executions, newest first, once there are `count` and all have ended.
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

fn path_of_run(execution: &Value) -> String {
    format!(
        "interactions/{}",
        execution["interaction_id"].as_str().unwrap()
    )
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
