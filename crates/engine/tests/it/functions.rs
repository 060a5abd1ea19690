//! Client functions: streamed, several at once, in rounds, with tool choice, validated, refused (contract 3.2, 15.1).

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{id_of, output, serve, step_kinds};

const MODEL: &str = "gemini-3.8-flash";

fn lamp() -> Value {
    json!([{"type": "function", "name": "set_lamp", "parameters": {
        "type": "object", "properties": {"on": {"type": "boolean"}}, "required": ["on"]
    }}])
}

fn ask(input: &str, config: Value) -> Value {
    json!({"model": MODEL, "input": input, "tools": lamp(), "generation_config": config})
}

#[tokio::test]
async fn calls_stream_piece_by_piece_and_their_results_of_every_form_come_together() {
    let local = serve(json!({"turns": [
        {"match": "Result of", "say": ["All done."]},
        {"say": [
            {"thought": "Both at once."},
            {"call": "look", "pieces": ["{\"at\"", ": \"door\"}"], "delay_ms": 60, "id": "call_1"},
            {"call": "hear"}, {"call": "smell"}, {"call": "feel"}
        ]}
    ]}))
    .await;
    let names = ["look", "hear", "smell", "feel"];
    let tools: Vec<Value> = names
        .iter()
        .map(|name| json!({"type": "function", "name": name}))
        .collect();
    let body = json!({"model": MODEL, "input": "go", "tools": tools});
    let (events, _) = local.api.create_stream(body).await;
    let pieces: Vec<&str> = events
        .iter()
        .filter(|event| event["delta"]["type"] == "arguments_delta")
        .map(|event| event["delta"]["arguments"].as_str().unwrap())
        .collect();
    assert_eq!(pieces, ["{\"at\"", ": \"door\"}", "{}", "{}", "{}"]);
    let last = events.last().unwrap();
    assert_eq!(last["interaction"]["status"], "requires_action");
    let id = last["interaction"]["id"].as_str().unwrap();
    let whole = local.api.get(&format!("interactions/{id}")).await;
    let calls: Vec<&Value> = whole["steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["type"] == "function_call")
        .collect();
    assert_eq!(calls[0]["id"], "call_1");
    assert_eq!(calls[0]["arguments"], json!({"at": "door"}));
    let results = [
        json!("a cat"),
        json!({"heard": ["meow"]}),
        json!([{"type": "text", "text": "fish"}, {"type": "image", "mime_type": "image/png", "data": "aGk="}]),
        json!("no hands"),
    ];
    let input: Vec<Value> = calls
        .iter()
        .zip(results)
        .map(|(call, result)| {
            json!({"type": "function_result", "call_id": call["id"], "name": call["name"], "result": result,
                "is_error": result == "no hands"})
        })
        .collect();
    let body =
        json!({"model": MODEL, "previous_interaction_id": id, "input": input, "tools": tools});
    let answer = local.api.create(body).await;
    assert_eq!(
        (answer["status"].as_str(), output(&answer).as_str()),
        (Some("completed"), "All done.")
    );
}

#[tokio::test]
async fn a_call_that_the_limit_cuts_off_is_not_asked_for() {
    let say = json!([{"call": "set_lamp", "pieces": ["{\"on\": tr"]}, {"end": "limit"}]);
    let local = serve(json!({"turns": [{"say": say}]})).await;
    let answer = local.api.create(ask("lamp", json!({}))).await;
    assert_eq!(answer["status"], "incomplete");
    assert_eq!(step_kinds(&answer), ["function_call", "function_result"]);
    assert_eq!(answer["steps"][0]["arguments"], json!({}));
    let refusal = &answer["steps"][1];
    assert_eq!(refusal["call_id"], answer["steps"][0]["id"]);
    assert_eq!(refusal["is_error"], true);
    assert!(
        refusal["result"].as_str().unwrap().contains("limit"),
        "{refusal}"
    );
    let result = json!([{"type": "function_result", "call_id": refusal["call_id"], "name": "set_lamp", "result": "ok"}]);
    let body = json!({"model": MODEL, "previous_interaction_id": answer["id"], "input": result});
    let (status, _, message) = local
        .api
        .refused(Method::POST, "interactions", Some(body))
        .await;
    assert_eq!(status, 400);
    assert!(message.contains("no pending call"), "{message}");
}

#[tokio::test]
async fn calls_that_cannot_be_made_are_told_to_the_model_and_end_the_run_after_some() {
    for (call, why) in [
        (
            json!({"call": "set_lamp", "pieces": ["{\"on\""]}),
            "not JSON",
        ),
        (
            json!({"call": "set_lamp", "pieces": ["[1]"]}),
            "not a JSON object",
        ),
        (
            json!({"call": "set_lamp", "arguments": {"on": "yes"}}),
            "do not fit",
        ),
    ] {
        let local = serve(json!({"turns": [{"say": [call]}]})).await;
        let answer = local
            .api
            .create(ask("lamp", json!({"tool_choice": "validated"})))
            .await;
        assert_eq!(answer["status"], "failed", "{answer}");
        assert_eq!(answer["errors"][0]["code"], "malformed_function_call");
        assert_eq!(
            step_kinds(&answer),
            ["function_call", "function_result"].repeat(3)
        );
        let told = answer["steps"][1]["result"].as_str().unwrap();
        assert!(told.contains(why), "{told}");
    }
}

#[tokio::test]
async fn arguments_are_checked_only_where_that_was_asked_for() {
    let say = json!([{"call": "set_lamp", "arguments": {"on": "yes"}}]);
    let local = serve(json!({"turns": [{"say": say}]})).await;
    let answer = local.api.create(ask("lamp", json!({}))).await;
    assert_eq!(answer["status"], "requires_action");
    let good = json!([{"call": "set_lamp", "arguments": {"on": true}}]);
    let local = serve(json!({"turns": [{"say": good}]})).await;
    let answer = local
        .api
        .create(ask("lamp", json!({"tool_choice": "validated"})))
        .await;
    assert_eq!(answer["status"], "requires_action");
}

#[tokio::test]
async fn a_model_that_has_to_call_and_does_not_is_said_to() {
    let local = serve(json!({"turns": [{"say": ["I would rather not."]}]})).await;
    let answer = local
        .api
        .create(ask("lamp", json!({"tool_choice": "any"})))
        .await;
    assert_eq!(
        (&answer["status"], &answer["errors"][0]["code"]),
        (&json!("failed"), &json!("malformed_function_call"))
    );
}

#[tokio::test]
async fn functions_and_choices_that_make_no_sense_are_refused_by_their_field() {
    let local = serve(json!({"turns": [{"say": ["x"]}]})).await;
    let function = |name: &str| json!({"type": "function", "name": name});
    let allowed = |tools: Value| json!({"allowed_tools": {"mode": "any", "tools": tools}});
    let cases = [
        (lamp(), json!("sometimes"), "tool_choice"),
        (lamp(), allowed(json!(["other"])), "tool_choice"),
        (lamp(), allowed(json!([])), "tool_choice"),
        (lamp(), json!({"allow": []}), "tool_choice"),
        (json!([]), json!("any"), "tool_choice"),
        (
            json!([function("a"), function("a")]),
            json!("auto"),
            "tools[1].name",
        ),
        (json!([function("a b")]), json!("auto"), "tools[0].name"),
        (
            json!([{"type": "function"}]),
            json!("auto"),
            "tools[0].name",
        ),
        (
            json!([{"type": "function", "name": "a", "parameters": {"type": "objekt"}}]),
            json!("auto"),
            "tools[0].parameters",
        ),
    ];
    for (tools, choice, field) in cases {
        let body = json!({"model": MODEL, "input": "x", "tools": tools, "generation_config": {"tool_choice": choice}});
        let (status, _, message) = local
            .api
            .refused(Method::POST, "interactions", Some(body.clone()))
            .await;
        assert_eq!(status, 400, "{body}");
        assert!(message.contains(field), "{body}: {message}");
    }
    let good = json!({"allowed_tools": {"mode": "auto", "tools": ["set_lamp"]}});
    let answer = local
        .api
        .create(ask("x", json!({"tool_choice": good})))
        .await;
    assert_eq!(answer["status"], "completed");
    assert!(!id_of(&answer).is_empty());
}
