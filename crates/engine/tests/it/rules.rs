//! Create requests that must be refused (contract section 3.5), and the message of each refusal.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Local, id_of, serve};

async fn refused(local: &Local, body: Value) -> (u16, String, String) {
    let (status, code, message) = local
        .api
        .refused(Method::POST, "interactions", Some(body))
        .await;
    (
        status,
        code.as_str().unwrap_or_default().to_owned(),
        message,
    )
}

#[tokio::test]
async fn each_rule_of_the_contract_has_its_own_refusal() {
    let local = serve(json!({"turns": [{"say": ["x"]}]})).await;
    let model = "gemini-3.8-flash";
    let cases = [
        (
            json!({"model": model, "agent": "errand-agent", "input": "x"}),
            400,
            "not both",
        ),
        (json!({"input": "x"}), 400, "must name"),
        (json!({"model": model}), 400, "no input"),
        (
            json!({"model": model, "input": "x", "store": false, "background": true}),
            400,
            "stored",
        ),
        (
            json!({"model": model, "input": "x", "store": false, "previous_interaction_id": "v1_x"}),
            400,
            "excludes",
        ),
        (
            json!({"model": model, "input": "x", "webhook_config": {"uris": []}}),
            400,
            "background",
        ),
        (
            json!({"model": model, "input": "x", "agent_config": {"type": "dynamic"}}),
            400,
            "agent_config",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": "remote", "generation_config": {}}),
            400,
            "generation_config",
        ),
        (
            json!({"agent": "errand-agent", "input": "x"}),
            400,
            "environment",
        ),
        (
            json!({"agent": "errand-agent", "input": "x",
                "environment": {"type": "remote", "env": {"LD_PRELOAD": "/workspace/x.so"}}}),
            400,
            "LD_PRELOAD",
        ),
        (
            json!({"agent": "errand-agent", "input": "x",
                "environment": {"type": "remote", "env": {"-u": "x"}}}),
            400,
            "-u",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": "nowhere"}),
            404,
            "not found",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": "remote", "response_format": {"type": "text"}}),
            400,
            "structured",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": {"type": "remote", "network": {"allowlist": [{"domain": "*", "credential": "c"}]}}}),
            400,
            "network.allowlist[0].credential",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": {"sources": [{"type": "repository", "source": "https://x"}]}}),
            400,
            "cannot be a target",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": {"sources": [{"type": "inline", "target": "/", "content": ""}]}}),
            400,
            "mounted at `/`",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": {"sources": [{"type": "inline", "target": "../../x", "content": ""}]}}),
            400,
            "target",
        ),
        (
            json!({"agent": "errand-agent", "input": "x", "environment": {"sources": [{"type": "inline", "target": "x", "content": "x".repeat(1_100_000)}]}}),
            400,
            "1 MB",
        ),
        (json!({"model": "gemini-1", "input": "x"}), 404, "no model"),
        (
            json!({"agent": "nobody", "input": "x", "environment": "remote"}),
            404,
            "no agent",
        ),
        (
            json!({"model": model, "input": "x", "previous_interaction_id": "v1_none"}),
            404,
            "not found",
        ),
        (
            json!({"model": model, "input": [{"type": "text", "text": "a"}, {"type": "user_input", "content": []}]}),
            400,
            "mixture",
        ),
        (json!({"model": model, "input": 5}), 400, "mixture"),
        (
            json!({"model": model, "input": "x", "stream": "yes"}),
            400,
            "`stream`",
        ),
        (
            json!({"model": model, "input": "x", "labels": {"Bad Key": "x"}}),
            400,
            "label",
        ),
    ];
    for (body, status, words) in cases {
        let (got, _, message) = refused(&local, body.clone()).await;
        assert_eq!(got, status, "{body}: {message}");
        assert!(message.contains(words), "{body}: {message}");
    }
    assert_eq!(
        local.api.get("environments").await["environments"],
        Value::Null,
        "a refused create left a sandbox behind"
    );
}

#[tokio::test]
async fn an_unknown_field_is_named_as_the_service_names_it() {
    let local = serve(json!({})).await;
    let body = json!({"model": "gemini-3.8-flash", "inputs": "x"});
    let (status, answer) = local
        .api
        .call(Method::POST, "interactions", Some(body))
        .await;
    assert_eq!(status, 400);
    assert_eq!(answer["error"]["status"], "INVALID_ARGUMENT");
    assert!(
        answer["error"]["message"]
            .as_str()
            .unwrap()
            .contains("Unknown name \"inputs\"")
    );
    assert_eq!(
        answer["error"]["details"][0]["@type"],
        "type.googleapis.com/google.rpc.BadRequest"
    );
}

#[tokio::test]
async fn nothing_can_follow_an_interaction_that_still_runs() {
    let local = serve(json!({"turns": [{"match": "slow", "say": ["a", {"wait_ms": 60000}, "b"]}, {"say": ["x"]}]})).await;
    let slow = local
        .api
        .create(json!({"model": "gemini-3.8-flash", "input": "slow", "background": true}))
        .await;
    let follow =
        json!({"model": "gemini-3.8-flash", "input": "x", "previous_interaction_id": slow["id"]});
    let (status, code, message) = refused(&local, follow.clone()).await;
    assert_eq!((status, code.as_str()), (400, "failed_precondition"));
    assert!(message.contains("in progress"));
    local
        .api
        .post(&format!("interactions/{}/cancel", id_of(&slow)), json!({}))
        .await;
    assert_eq!(local.api.create(follow).await["status"], "completed");
}

#[tokio::test]
async fn every_form_of_input_is_one_turn_of_the_person_in_both_casings() {
    let local =
        serve(json!({"turns": [{"match": "basalt", "say": ["found"]}, {"say": ["missed"]}]})).await;
    let text = json!({"type": "text", "text": "What is basalt?"});
    for input in [
        json!("What is basalt?"),
        text.clone(),
        json!([text.clone()]),
        json!([{"type": "user_input", "content": [text.clone()]}]),
        json!({"type": "user_input", "content": [text]}),
    ] {
        let body = json!({"model": "models/gemini-3.8-flash", "input": input, "systemInstruction": "Short."});
        let answer = local.api.create(body).await;
        assert_eq!(answer["steps"][0]["content"][0]["text"], "found", "{input}");
        let whole = local
            .api
            .get(&format!(
                "interactions/{}?include_input=true",
                id_of(&answer)
            ))
            .await;
        assert_eq!(whole["steps"][0]["type"], "user_input");
        assert_eq!(whole["input"][0]["content"][0]["text"], "What is basalt?");
        assert_eq!(whole["system_instruction"], "Short.");
    }
}
