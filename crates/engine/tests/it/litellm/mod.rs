//! Brains behind a third-party server: `litellm`'s proxy, as OpenAI and as Anthropic, in front of the engine's own
//! Chat Completions and of raw answers.
//!
//! A proxy repairs and loses things, so details of the wire formats are tested with raw answers elsewhere
//! (`providers`). `cargo xtask test litellm` installs the proxy and runs only these tests.

mod proxy;
mod upstream;

use providers::{Dialect, Provider};
use serde_json::{Value, json};

use crate::support::{Local, output, serve, step_kinds, text_of};
use proxy::{PROXY_KEY, proxy};

/// The ids under which the proxy is connected, one per dialect.
const DIALECTS: [(&str, Dialect); 2] =
    [("open", Dialect::OpenAi), ("messages", Dialect::Anthropic)];

/// Settings of the proxy as a connected server.
fn connection(id: &str, dialect: Dialect, key: &str) -> Value {
    let model = |name: &str| json!({"id": name, "tools": true, "images": false, "thinking": true, "context": 8192});
    let names = ["starter", "script", "none"]
        .into_iter()
        .chain(upstream::MODELS);
    json!({"id": id, "name": "LiteLLM", "dialect": dialect, "base_url": proxy().base_url, "key": key,
        "models": names.map(model).collect::<Vec<_>>()})
}

/// An engine that is connected to the proxy in both dialects.
async fn engine() -> Local {
    connected(PROXY_KEY).await
}

async fn connected(key: &str) -> Local {
    let local = serve(json!({"turns": [{"say": ["I am the script."]}]})).await;
    let key = key.to_owned();
    let connect = move || DIALECTS.map(|(id, dialect)| connection(id, dialect, &key));
    // Starting the proxy blocks.
    let providers = tokio::task::spawn_blocking(connect).await.unwrap();
    let line = json!({"providers": providers}).to_string();
    local.engine.connector().take(line.as_bytes());
    local
}

fn ask(server: &str, model: &str, input: impl Into<Value>) -> Value {
    json!({"model": format!("{server}/{model}"), "input": input.into(), "generation_config": {"max_output_tokens": 200}})
}

fn with_lamp(mut body: Value) -> Value {
    let number = json!({"type": "object", "properties": {"number": {"type": "integer"}}, "required": ["number"]});
    body["tools"] = json!([{"type": "function", "name": "set_lamp", "description": "Switches a lamp.", "parameters": number}]);
    body
}

#[tokio::test]
async fn it_lists_its_models_to_both_dialects_and_takes_no_other_key() {
    tokio::task::spawn_blocking(proxy).await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for (id, dialect) in DIALECTS {
        let provider =
            |key| -> Provider { serde_json::from_value(connection(id, dialect, key)).unwrap() };
        let models = providers::check(&client, &provider(PROXY_KEY))
            .await
            .unwrap();
        let names: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
        assert!(
            names.contains(&"starter") && names.contains(&"cut"),
            "{id}: {names:?}"
        );
        let failure = providers::check(&client, &provider("sk-wrong"))
            .await
            .unwrap_err();
        assert_eq!(failure.kind, providers::chat::FailureKind::Key, "{id}");
    }
}

#[tokio::test]
async fn the_starters_words_arrive_one_after_the_other_and_are_counted() {
    let local = engine().await;
    for (id, dialect) in DIALECTS {
        let mut body = ask(id, "starter", "Which ocean is the largest?");
        body["generation_config"] = json!({"temperature": 0, "max_output_tokens": 24});
        if dialect == Dialect::Anthropic {
            // Anthropic's API has no such option, so it is refused instead of silently ignored.
            let post = reqwest::Method::POST;
            let refused = local.api.refused(post, "interactions", Some(body.clone()));
            let (status, _, message) = refused.await;
            assert_eq!(status, 400);
            assert!(message.contains("temperature"), "{message}");
            body["generation_config"] = json!({"max_output_tokens": 24});
        }
        let (events, done) = local.api.create_stream(body).await;
        assert!(done, "{id}");
        let last = &events.last().unwrap()["interaction"];
        assert!(
            matches!(last["status"].as_str(), Some("completed" | "incomplete")),
            "{id}: {last}"
        );
        assert!(
            text_of(&events).split_whitespace().count() > 2,
            "{id}: {}",
            text_of(&events)
        );
        let count = |name: &str| last["usage"][name].as_u64().unwrap_or(0);
        assert!(count("total_input_tokens") > 5, "{id}: {last}");
        assert!(
            (3..=24).contains(&count("total_output_tokens")),
            "{id}: {last}"
        );
    }
}

#[tokio::test]
async fn the_starter_holds_to_a_form_through_it() {
    let local = engine().await;
    let mut body = ask("open", "starter", "Name a rock and how hard it is.");
    body["response_format"] = json!({"type": "object", "additionalProperties": false,
        "properties": {"rock": {"type": "string", "maxLength": 20}, "hard": {"type": "boolean"}}, "required": ["rock", "hard"]});
    let answer = local.api.create(body).await;
    assert_eq!(answer["status"], "completed", "{answer}");
    let form: Value = serde_json::from_str(&output(&answer)).unwrap();
    assert!(
        form["rock"].is_string() && form["hard"].is_boolean(),
        "{form}"
    );
}

#[tokio::test]
async fn a_thought_stays_a_thought() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let answer = local.api.create(ask(id, "script", "What is basalt?")).await;
        assert_eq!(answer["status"], "completed", "{id}: {answer}");
        assert_eq!(step_kinds(&answer), ["thought", "model_output"], "{id}");
        assert_eq!(
            answer["steps"][0]["summary"][0]["text"], "Is it a rock?",
            "{id}"
        );
        assert_eq!(output(&answer), "It is a rock.", "{id}");
    }
}

#[tokio::test]
async fn a_function_is_called_and_its_result_told() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let first = local
            .api
            .create(with_lamp(ask(id, "script", "The lamp, please.")))
            .await;
        assert_eq!(first["status"], "requires_action", "{id}: {first}");
        let call = &first["steps"][0];
        assert_eq!(
            (&call["name"], &call["arguments"]),
            (&json!("set_lamp"), &json!({"number": 7})),
            "{id}"
        );
        let result = json!([{"type": "function_result", "call_id": call["id"], "name": "set_lamp", "result": {"now": "on"}}]);
        let mut body = with_lamp(ask(id, "script", result));
        body["previous_interaction_id"] = first["id"].clone();
        let second = local.api.create(body).await;
        assert_eq!(output(&second), "It is on.", "{id}: {second}");
    }
}

#[tokio::test]
async fn two_calls_stay_two() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let answer = local
            .api
            .create(with_lamp(ask(id, "script", "Now both lamps.")))
            .await;
        assert_eq!(answer["status"], "requires_action", "{id}: {answer}");
        let steps = answer["steps"].as_array().unwrap();
        let arguments: Vec<&Value> = steps
            .iter()
            .map(|step| &step["arguments"]["number"])
            .collect();
        assert_eq!(arguments, [1, 2], "{id}: {answer}");
        assert_ne!(steps[0]["id"], steps[1]["id"], "{id}");
    }
}

#[tokio::test]
async fn a_call_that_the_limit_cut_is_not_made() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let mut body = ask(id, "half-call", "Remove it.");
        body["tools"] = json!([{"type": "function", "name": "remove"}]);
        let answer = local.api.create(body).await;
        assert_eq!(answer["status"], "incomplete", "{id}: {answer}");
        assert!(
            answer.to_string().contains("before the call was whole"),
            "{id}: {answer}"
        );
    }
}

#[tokio::test]
async fn an_answer_at_its_limit_is_incomplete() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let answer = local.api.create(ask(id, "script", "A long one.")).await;
        assert_eq!(
            (answer["status"].as_str(), output(&answer).as_str()),
            (Some("incomplete"), "One, two, "),
            "{id}"
        );
    }
}

#[tokio::test]
async fn an_error_or_a_cut_in_the_middle_of_an_answer_fails_it() {
    let local = engine().await;
    for (id, _) in DIALECTS {
        let answer = local.api.create(ask(id, "script", "Please fail.")).await;
        assert_eq!(answer["status"], "failed", "{id}: {answer}");
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("Come back later."), "{id}: {message}");
        let answer = local.api.create(ask(id, "cut", "Hello")).await;
        assert_eq!(answer["status"], "failed", "{id}: {answer}");
        assert_eq!(answer["errors"][0]["code"], "api_error", "{id}: {answer}");
    }
}

#[tokio::test]
async fn what_it_refuses_is_told_by_its_kind() {
    let local = engine().await;
    let refused = async |local: &Local, id: &str, model: &str| {
        let answer = local.api.create(ask(id, model, "Hello")).await;
        assert_eq!(answer["status"], "failed", "{id}/{model}: {answer}");
        answer["errors"][0]["code"].as_str().unwrap().to_owned()
    };
    for (id, _) in DIALECTS {
        for (model, code) in [
            ("busy", "rate_limit_exceeded"),
            ("spent", "quota_exceeded"),
            ("full", "invalid_request"),
            ("none", "model_not_found"),
        ] {
            assert_eq!(refused(&local, id, model).await, code, "{id}/{model}");
        }
    }
    let stranger = connected("sk-wrong").await;
    for (id, _) in DIALECTS {
        assert_eq!(
            refused(&stranger, id, "script").await,
            "authentication",
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_talk_that_goes_to_the_other_dialect_takes_its_words_along() {
    let local = engine().await;
    let first = local
        .api
        .create(ask("open", "script", "My file says basalt."))
        .await;
    let mut body = ask("messages", "repeats", "What does it say?");
    body["previous_interaction_id"] = first["id"].clone();
    let second = local.api.create(body).await;
    let mut body = ask("open", "repeats", "And now?");
    body["previous_interaction_id"] = second["id"].clone();
    for answer in [second, local.api.create(body).await] {
        let told = output(&answer);
        assert!(
            told.contains("My file says basalt.") && told.contains("It is a rock."),
            "{answer}"
        );
        assert!(
            !told.contains("Is it a rock?"),
            "another server's thought: {told}"
        );
    }
}
