//! What the contract forbids is refused before it is sent, with a sentence that says why.

use interactions::types::config::{Antigravity, WebhookConfig};
use interactions::{CreateInteraction, GenerationConfig, Step, Tool};

#[test]
fn every_forbidden_request_is_refused_with_its_reason() {
    let ask = || CreateInteraction::model("m").input("q");
    let work = || CreateInteraction::agent("a").input("q");
    let cases = [
        CreateInteraction {
            agent: Some("a".into()),
            ..ask()
        },
        CreateInteraction {
            model: None,
            ..ask()
        },
        CreateInteraction::model("").input("q"),
        work().generation_config(GenerationConfig::default()),
        CreateInteraction {
            cached_content: Some("c".into()),
            ..work()
        },
        ask().agent_config(Antigravity::default()),
        work().background(true).store(false),
        ask().store(false).previous("v1_a"),
        ask().previous(""),
        CreateInteraction {
            webhook_config: Some(WebhookConfig::default()),
            ..work()
        },
        CreateInteraction::agent("deep-research-preview-04-2026").input("q"),
        CreateInteraction::model("m"),
        CreateInteraction::model("m").input(""),
        CreateInteraction {
            continuation_token: Some("t".into()),
            ..ask()
        },
        CreateInteraction::model("m").input(Step::function_result("c1", "f", "r")),
        ask().label("Team", "docs"),
        ask().tools([Tool::mcp_server("Upper", "https://m.test")]),
    ];
    let reasons: Vec<String> = cases
        .iter()
        .map(|case| case.validate().unwrap_err().to_string())
        .collect();
    insta::assert_snapshot!(reasons.join("\n"));
}

#[test]
fn the_neighbours_of_forbidden_requests_are_allowed() {
    let call: Step =
        serde_json::from_str(r#"{"type":"function_call","id":"c1","name":"f","arguments":{}}"#)
            .unwrap();
    let allowed = [
        CreateInteraction::model("m").input("q").store(false),
        CreateInteraction::agent("a")
            .input("q")
            .background(true)
            .store(true),
        CreateInteraction::model("m")
            .input(Step::function_result("c1", "f", "r"))
            .previous("v1_a"),
        CreateInteraction::model("m")
            .input(vec![call, Step::function_result("c1", "f", "r")])
            .store(false),
        CreateInteraction {
            continuation_token: Some("t".into()),
            ..CreateInteraction::model("m").previous("v1_a")
        },
        CreateInteraction::model("m")
            .input("q")
            .label("team-1", "docs_2"),
        CreateInteraction::agent("deep-research-preview-04-2026")
            .input("q")
            .background(true),
    ];
    for request in allowed {
        assert_eq!(request.validate(), Ok(()), "{request:?}");
    }
}
