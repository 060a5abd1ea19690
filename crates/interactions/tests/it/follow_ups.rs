//! Continuation hops and function calls are made automatically, with the recorded requests.

use futures::TryStreamExt;
use interactions::{
    Accumulator, CreateInteraction, Interaction, Status, Step, StreamEvent, Tool, ToolOutput,
};
use serde_json::{Value, json};

use crate::fixture;
use crate::server::{self, Server};

fn body(server: &Server, number: usize) -> Value {
    serde_json::from_slice(&server.requests()[number].body).unwrap()
}

#[tokio::test]
async fn a_streamed_answer_of_two_hops_sends_the_recorded_requests_and_folds_into_one() {
    let server = Server::start(|_, number| {
        server::events(fixture::bytes(if number == 0 {
            "continuation-hop1.sse"
        } else {
            "continuation-hop2.sse"
        }))
    })
    .await;
    let book = CreateInteraction::model("gemini-4-argon").input("Write a very long book.");
    let events: Vec<StreamEvent> = server
        .client()
        .create_whole_events(&book)
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(events.len(), 12);
    let mut fold = Accumulator::new();
    for event in &events {
        fold.push(event);
    }
    assert_eq!(fold.status(), Some(&Status::Completed));
    let recorded = fixture::json("requests.json");
    let call = recorded["requests"]
        .as_array()
        .unwrap()
        .iter()
        .find(|call| {
            call["call"] == "interactions.create (automatic continuation over two hops, stream)"
        });
    for (number, request) in call.unwrap()["requests"]
        .as_array()
        .unwrap()
        .iter()
        .enumerate()
    {
        assert_eq!(body(&server, number), request["body"]);
    }
    assert_eq!(server.requests().len(), 2);
}

fn hop(id: &str, token: Option<&str>, text: &str) -> String {
    json!({
        "id": id, "status": if token.is_some() { "requires_continuation" } else { "completed" },
        "continuation_token": token, "steps": [{"type": "model_output", "content": [{"type": "text", "text": text}]}],
        "usage": {"total_tokens": 10, "initial_input_tokens": text.len()}
    })
    .to_string()
}

#[tokio::test]
async fn a_unary_answer_of_three_hops_is_joined() {
    let server = Server::start(|_, number| {
        server::json(match number {
            0 => hop("v1_1", Some("t1"), "one "),
            1 => hop("v1_2", Some("t2"), "two "),
            _ => hop("v1_3", None, "three"),
        })
    })
    .await;
    let whole = server
        .client()
        .create_whole(&CreateInteraction::model("m").input("q"))
        .await
        .unwrap();
    assert_eq!(whole.output_text(), "one two three");
    let usage = whole.usage.unwrap();
    assert_eq!(
        (usage.total_tokens, usage.initial_input_tokens),
        (Some(30), Some(4))
    );
    assert_eq!(whole.id.unwrap().as_str(), "v1_3");
    assert_eq!(
        whole.continuation_ids,
        ["v1_1", "v1_2", "v1_3"].map(Into::into)
    );
    assert_eq!(
        body(&server, 2),
        json!({"model": "m", "previous_interaction_id": "v1_2", "continuation_token": "t2"})
    );
}

#[tokio::test]
async fn an_unstored_hop_repeats_the_input_and_names_no_previous_interaction() {
    let server = Server::start(|_, number| {
        server::json(if number == 0 {
            hop("", Some("t1"), "a")
        } else {
            hop("", None, "b")
        })
    })
    .await;
    let ask = CreateInteraction::model("m").input("q").store(false);
    assert_eq!(
        server
            .client()
            .create_whole(&ask)
            .await
            .unwrap()
            .output_text(),
        "ab"
    );
    assert_eq!(
        body(&server, 1),
        json!({"model": "m", "input": "q", "store": false, "continuation_token": "t1"})
    );
}

#[tokio::test]
async fn the_same_token_twice_and_background_runs_are_not_continued() {
    let server = Server::start(|_, _| server::json(hop("v1_1", Some("same"), "x"))).await;
    let ask = CreateInteraction::model("m").input("q");
    let whole = server.client().create_whole(&ask).await.unwrap();
    assert_eq!(whole.status, Some(Status::RequiresContinuation));
    assert_eq!(server.requests().len(), 2);
    server
        .client()
        .create_whole(&ask.background(true))
        .await
        .unwrap();
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_streamed_answer_ends_when_the_same_token_comes_again() {
    let server =
        Server::start(|_, _| server::events(fixture::bytes("continuation-hop1.sse"))).await;
    let book = CreateInteraction::model("m").input("Write a very long book.");
    let events = server.client().create_whole_events(&book).await.unwrap();
    events.try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_token_of_the_caller_counts_as_used() {
    let server = Server::start(|request, _| {
        if String::from_utf8_lossy(&request.body).contains("\"stream\":true") {
            return server::events(fixture::bytes("continuation-hop1.sse"));
        }
        server::json(hop("v1_1", Some("same"), "x"))
    })
    .await;
    let ask = CreateInteraction::model("m").input("q");
    let next = ask.continued(Some(&"v1_0".into()), "same");
    let whole = server.client().create_whole(&next).await.unwrap();
    assert_eq!(whole.status, Some(Status::RequiresContinuation));
    assert_eq!(server.requests().len(), 1);
    let recorded = String::from_utf8(fixture::bytes("continuation-hop1.sse")).unwrap();
    let token = recorded.split("continuation_token\":\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let next = ask.continued(Some(&"v1_0".into()), token);
    let events = server.client().create_whole_events(&next).await.unwrap();
    events.try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn functions_of_a_background_job_are_run_in_the_sandbox_of_the_job() {
    let server = Server::start(|request, number| match number {
        0 => server::json(r#"{"id":"v1_1","status":"queued"}"#),
        1 => server::json(r#"{"id":"v1_1","status":"in_progress"}"#),
        2 => server::json(
            json!({"id": "v1_1", "status": "requires_action", "environment_id": "env_7", "steps": [
                {"type": "user_input", "content": [{"type": "text", "text": "q"}]},
                {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
            ]})
            .to_string(),
        ),
        _ if request.method == "POST" => server::json(r#"{"id":"v1_2","status":"in_progress"}"#),
        _ => server::json(hop("v1_2", None, "done")),
    })
    .await;
    let poll = interactions::PollPolicy {
        every: std::time::Duration::from_millis(1),
        ..Default::default()
    };
    let client = server.builder().poll(poll).build().unwrap();
    let job = CreateInteraction::agent("antigravity-preview-09-2026")
        .input("q")
        .background(true)
        .environment(interactions::EnvironmentSpec::Remote)
        .tools([Tool::function("f", "d", json!({}))]);
    let answer = client
        .create_with_functions(&job, async |_| Ok("result".into()))
        .await
        .unwrap();
    assert_eq!(answer.output_text(), "done");
    let follow_up = body(&server, 3);
    assert_eq!(follow_up["environment"], "env_7");
    assert_eq!(follow_up["previous_interaction_id"], "v1_1");
    assert_eq!(follow_up["input"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn functions_are_run_and_all_their_results_sent_together() {
    let server = Server::start(|_, number| match number {
        0 => server::json(
            json!({"id": "v1_1", "status": "requires_action", "steps": [
                {"type": "thought", "signature": "s"},
                {"type": "function_call", "id": "c1", "name": "set_lamp", "arguments": {"room": "hall"}},
                {"type": "function_call", "id": "c2", "name": "fail", "arguments": {}},
                {"type": "function_call", "id": "c3", "name": "done_by_server", "arguments": {}},
                {"type": "function_result", "call_id": "c3", "result": "ok"}
            ]})
            .to_string(),
        ),
        _ => server::json(hop("v1_2", None, "The lamp is on.")),
    })
    .await;
    let ask = CreateInteraction::model("m")
        .input("Lamp on.")
        .tools([Tool::function("set_lamp", "d", json!({}))]);
    let run = async |call: &interactions::types::step::FunctionCall| match call.name.as_deref() {
        Some("set_lamp") => Ok(ToolOutput::Json(
            json!({"room": call.arguments.as_ref().unwrap()["room"]}),
        )),
        _ => Err("no such function".to_owned()),
    };
    let answer = server
        .client()
        .create_with_functions(&ask, run)
        .await
        .unwrap();
    assert_eq!(answer.output_text(), "The lamp is on.");
    assert_eq!(
        body(&server, 1),
        json!({"model": "m", "previous_interaction_id": "v1_1", "tools": [{"type": "function", "name": "set_lamp", "description": "d", "parameters": {}}],
        "input": [
            {"type": "function_result", "call_id": "c1", "name": "set_lamp", "result": {"room": "hall"}},
            {"type": "function_result", "call_id": "c2", "name": "fail", "result": "no such function", "is_error": true}
        ]})
    );
}

#[test]
fn an_unstored_follow_up_sends_the_whole_history_with_signatures() {
    let answer: Interaction = serde_json::from_value(json!({"status": "requires_action", "steps": [
        {"type": "thought", "signature": "sig"}, {"type": "function_call", "id": "c1", "name": "f", "arguments": {}}
    ]}))
    .unwrap();
    let ask = CreateInteraction::model("m").input("q").store(false);
    let next = ask.answered(&answer, vec![Step::function_result("c1", "f", "r")]);
    next.validate().unwrap();
    let steps = next.input.unwrap().into_steps().unwrap();
    let kinds: Vec<&str> = steps.iter().map(Step::kind).collect();
    assert_eq!(
        kinds,
        ["user_input", "thought", "function_call", "function_result"]
    );
}
