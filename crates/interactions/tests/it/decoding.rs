//! JSON resources are parsed, and serialised with the same meaning.

use interactions::{
    Agent, AgentList, Content, CreateInteraction, Environment, EnvironmentFileList,
    EnvironmentList, EnvironmentSpec, Input, Interaction, ModelList, Network, Status, Step, Tool,
    Wire,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::fixture;

fn round_trip<T: DeserializeOwned + Serialize>(value: &Value, name: &str) -> T {
    let typed: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
    let written = serde_json::to_value(&typed).unwrap();
    assert_eq!(
        fixture::without_nothing(written),
        fixture::without_nothing(value.clone()),
        "{name}"
    );
    typed
}

#[test]
fn every_recorded_resource_survives_a_round_trip() {
    for name in [
        "interaction-unary-text",
        "interaction-unary-citations",
        "interaction-unary-requires-action",
        "interaction-get-include-input",
        "interaction-failed",
        "interaction-cancelled",
        "agent-background-create",
    ] {
        let name = format!("{name}.json");
        let typed: Interaction = round_trip(&fixture::json(&name), &name);
        assert!(
            typed.extra.is_empty(),
            "{name} has fields without a type: {:?}",
            typed.extra
        );
    }
    round_trip::<EnvironmentList>(&fixture::json("environments-list.json"), "environments");
    round_trip::<Environment>(&fixture::json("environment-get.json"), "environment");
    for name in [
        "environment-files-page1",
        "environment-files-page2",
        "environment-file-metadata",
    ] {
        round_trip::<EnvironmentFileList>(&fixture::json(&format!("{name}.json")), name);
    }
    round_trip::<Agent>(&fixture::json("agent-create.json"), "agent");
    round_trip::<ModelList>(&fixture::json("models-list.json"), "models");
    round_trip::<AgentList>(&fixture::json("agents-list.json"), "agents");
}

#[test]
fn every_answer_of_a_recorded_poll_is_read_with_its_status() {
    let sequence = fixture::json("poll-queued-inprogress-completed.json");
    let answers = sequence["sequence"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|answer| answer["http_status"] == 200);
    let statuses: Vec<Status> = answers
        .map(|answer| {
            round_trip::<Interaction>(&answer["body"], "poll")
                .status
                .unwrap()
        })
        .collect();
    assert_eq!(
        statuses,
        [
            Status::Queued,
            Status::InProgress,
            Status::InProgress,
            Status::Completed
        ]
    );
}

#[test]
fn every_recorded_step_and_event_keeps_all_its_fields_in_typed_places() {
    let expected = fixture::json("expected/coverage-every-step-and-delta.json");
    for step in expected["steps"].as_array().unwrap() {
        let typed: Step = round_trip(step, "step");
        assert!(!matches!(typed, Step::Unknown(_)), "{step}");
    }
}

#[test]
fn every_recorded_create_request_survives_a_round_trip_and_is_allowed() {
    let recorded = fixture::json("requests.json");
    let calls = recorded["requests"].as_array().unwrap().iter();
    let js = recorded["js_sdk_2_32_0"]["requests"]
        .as_array()
        .unwrap()
        .iter();
    let later = ["python_sdk_3_6_1", "js_sdk_3_3_0"];
    let later = later.map(|section| recorded[section]["requests"].as_array().unwrap());
    let mut seen = 0;
    for call in calls.chain(js).chain(later.into_iter().flatten()) {
        for request in call["requests"].as_array().unwrap() {
            let is_create = request["method"] == "POST"
                && request["path"].as_str().unwrap().ends_with("/interactions");
            if !is_create || request["body"].is_null() {
                continue;
            }
            let name = call["call"].as_str().unwrap();
            let request = fixture::with_cap_as_text(request);
            let typed: CreateInteraction = round_trip(&request["body"], name);
            assert!(typed.extra.is_empty(), "{name}: {:?}", typed.extra);
            typed
                .validate()
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} requests were found");
}

#[test]
fn unknown_fields_types_words_and_shapes_survive_a_round_trip() {
    let odd = json!({
        "id": "v1_a", "status": "warming_up", "new_field": {"deep": [1, null, "x"]},
        "usage": {"total_tokens": "12", "dreams": 3},
        "created": 5,
        "tools": [{"type": "teleport", "speed": 9}, {"type": "function", "name": "f", "strict": true}],
        "steps": [
            {"type": "browser_call", "id": "b", "arguments": {"u": 1}},
            {"type": "model_output", "content": [{"type": "hologram", "data": "x"}, {"type": "text", "text": "t", "lang": "en",
                "annotations": [{"type": "legal_citation", "statute": "X"}]}], "confidence": 0.5},
            {"type": "model_output", "content": "not a list"},
            {"type": "function_call", "id": 7, "arguments": [1]}
        ]
    });
    let typed: Interaction = serde_json::from_value(odd.clone()).unwrap();
    assert_eq!(typed.status, Some(Status::Other("warming_up".into())));
    assert_eq!(typed.usage.as_ref().unwrap().total_tokens, Some(12));
    let mut wanted = odd;
    wanted["usage"]["total_tokens"] = json!(12);
    assert_eq!(serde_json::to_value(&typed).unwrap(), wanted);
}

#[test]
fn all_input_forms_are_told_apart() {
    let read = |value: Value| Input::read(value).unwrap();
    let text = json!({"type": "text", "text": "a"});
    let step = json!({"type": "user_input", "content": [text]});
    assert_eq!(read(json!("hi")), Input::from("hi"));
    assert_eq!(read(text.clone()), Input::from(Content::text("a")));
    assert_eq!(read(json!([text])), Input::from(vec![Content::text("a")]));
    assert_eq!(read(json!([step])), Input::from(vec![Step::user_text("a")]));
    assert_eq!(
        read(step.clone()).into_steps().unwrap(),
        vec![Step::user_text("a")]
    );
    assert!(matches!(read(json!([text, step])), Input::Other(_)));
}

#[test]
fn sandboxes_are_wanted_in_three_forms_and_networks_disabled_in_two() {
    let spec = |value: Value| round_trip::<EnvironmentSpec>(&value, "spec");
    assert_eq!(spec(json!("remote")), EnvironmentSpec::Remote);
    assert_eq!(
        spec(json!("env_1")).environment_id().unwrap().as_str(),
        "env_1"
    );
    assert_eq!(
        spec(json!({"type": "remote", "environment_id": "e"}))
            .environment_id()
            .unwrap()
            .as_str(),
        "e"
    );
    let network = |value: Value| round_trip::<Network>(&value, "network");
    assert!(network(json!("disabled")).is_disabled());
    assert!(network(json!({"allowlist": "disabled"})).is_disabled());
    assert!(!network(json!({"allowlist": [{"domain": "*"}]})).is_disabled());
}

#[test]
fn a_function_call_waits_only_when_action_is_required_and_no_result_is_there() {
    let mut answer: Interaction =
        serde_json::from_value(fixture::json("interaction-unary-requires-action.json")).unwrap();
    let pending: Vec<String> = answer
        .pending_calls()
        .iter()
        .map(|call| call.id.clone().unwrap())
        .collect();
    assert_eq!(pending.len(), 1);
    answer
        .steps
        .push(Step::function_result(pending[0].clone(), "f", "done"));
    assert!(answer.pending_calls().is_empty());
}

#[test]
fn secrets_inside_requests_never_show_in_debug_output() {
    let tool: Tool = serde_json::from_value(
        json!({"type": "mcp_server", "name": "m", "url": "https://m.test", "headers": {"Authorization": "Bearer hush"}}),
    )
    .unwrap();
    let spec: EnvironmentSpec = serde_json::from_value(json!({
        "type": "remote", "env": {"TOKEN": "hush"},
        "network": {"allowlist": [{"domain": "a.test", "transform": {"X-Key": "hush"}}]}
    }))
    .unwrap();
    let request = CreateInteraction::agent("a")
        .input("x")
        .tools([tool])
        .environment(spec);
    assert!(!format!("{request:?}").contains("hush"));
    assert_eq!(
        serde_json::to_string(&request)
            .unwrap()
            .matches("hush")
            .count(),
        3
    );
}
