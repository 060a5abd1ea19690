//! Requests that the contract forbids are rejected before they are sent, with a sentence that says why.

use interactions::types::config::{Antigravity, ResponseFormat, TextFormat, WebhookConfig};
use interactions::types::content::Image;
use interactions::types::environment::{EnvironmentConfig, Source};
use interactions::{
    Agent, Content, CreateEnvironment, CreateInteraction, EnvironmentSpec, GenerationConfig, Step,
    Tool, Trigger,
};
use serde_json::{Map, json};

#[test]
fn every_forbidden_request_is_refused_with_its_reason() {
    let ask = || CreateInteraction::model("m").input("q");
    let work = || CreateInteraction::agent("a").input("q");
    let research = || {
        CreateInteraction::agent("deep-research-preview-04-2026")
            .input("q")
            .background(true)
    };
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
        CreateInteraction::model("m").input(vec![
            Step::function_result("c1", "f", "r"),
            function_call("c1"),
        ]),
        CreateInteraction {
            continuation_token: Some(String::new()),
            ..CreateInteraction::model("m").previous("v1_a")
        },
        CreateInteraction::model("m").input(Content::Image(Image::default())),
        research().tools([Tool::function("f", "d", json!({}))]),
        research().response_format(ResponseFormat::Text(TextFormat {
            schema: Some(json!({"type": "object"})),
            ..Default::default()
        })),
        CreateInteraction::agent("antigravity-preview-09-2026").input("q"),
        sandboxed().response_format(ResponseFormat::Unknown(Map::from_iter([(
            "properties".to_owned(),
            json!({}),
        )]))),
        sandboxed().tools([Tool::GoogleMaps(Default::default())]),
        sandboxed()
            .store(false)
            .tools([Tool::function("f", "d", json!({}))]),
        sandboxed().input(Content::document_data("application/pdf", "AA==")),
        sandboxed().input(Content::Image(Image {
            uri: Some("https://img.test/a.png".into()),
            ..Default::default()
        })),
        sandboxed().environment(EnvironmentConfig {
            sources: vec![Source {
                target: Some("/".into()),
                ..Default::default()
            }],
            ..Default::default()
        }),
        ask().label("Team", "docs"),
        ask().tools([Tool::mcp_server("Upper", "https://m.test")]),
    ];
    let reasons: Vec<String> = cases
        .iter()
        .map(|case| case.validate().unwrap_err().to_string())
        .collect();
    insta::assert_snapshot!(reasons.join("\n"));
}

fn function_call(id: &str) -> Step {
    let json = json!({"type": "function_call", "id": id, "name": "f", "arguments": {}});
    serde_json::from_value(json).unwrap()
}

fn sandboxed() -> CreateInteraction {
    CreateInteraction::agent("antigravity-preview-09-2026")
        .input("q")
        .environment(EnvironmentSpec::Remote)
}

#[test]
fn what_a_sandbox_an_agent_and_a_trigger_must_not_be_is_refused_with_its_reason() {
    let source = |target: &str| Source {
        target: Some(target.into()),
        ..Default::default()
    };
    let fork = CreateEnvironment {
        from_environment: Some("environments/e".into()),
        sources: vec![source("/a")],
        ..Default::default()
    };
    let at_root = CreateEnvironment {
        sources: vec![source("/")],
        ..Default::default()
    };
    let reserved = Agent {
        id: Some("google-helper".into()),
        ..Default::default()
    };
    let searching = Agent {
        tools: vec![Tool::FileSearch(Default::default())],
        ..Default::default()
    };
    let often = Trigger::new("0 0 7 * * 1", "Europe/Zurich", sandboxed());
    let nowhere = Trigger::new("0 7 * * 1", "", sandboxed());
    let asking = Trigger::new(
        "0 7 * * 1",
        "Europe/Zurich",
        CreateInteraction::model("m").input("q"),
    );
    let reasons: Vec<String> = [
        fork.validate(),
        at_root.validate(),
        reserved.validate(),
        searching.validate(),
        often.validate(),
        nowhere.validate(),
        asking.validate(),
    ]
    .map(|refused| refused.unwrap_err().to_string())
    .into();
    insta::assert_snapshot!(reasons.join("\n"));
    let allowed = Trigger::new("0 7 * * 1", "Europe/Zurich", sandboxed());
    assert_eq!(allowed.validate(), Ok(()));
}

#[test]
fn the_neighbours_of_forbidden_requests_are_allowed() {
    let allowed = [
        sandboxed().tools([Tool::function("f", "d", json!({}))]),
        sandboxed().input(Content::image_data("image/png", "AA==")),
        sandboxed().response_format(ResponseFormat::Text(TextFormat::default())),
        CreateInteraction::model("m").input("q").store(false),
        CreateInteraction::agent("a")
            .input("q")
            .background(true)
            .store(true),
        CreateInteraction::model("m")
            .input(Step::function_result("c1", "f", "r"))
            .previous("v1_a"),
        CreateInteraction::model("m")
            .input(vec![
                function_call("c1"),
                Step::function_result("c1", "f", "r"),
            ])
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
