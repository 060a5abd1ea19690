//! Converts an agent's form to the agent of the API (contract section 10).

use std::collections::HashMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::config::Antigravity;
use interactions::{
    Agent, AgentConfig, EnvironmentConfig, EnvironmentSpec, Network as Rules, Source, SourceType,
    Tool,
};
use ledger::PricedAs;
use sha2::{Digest, Sha256};

use super::check::repository_folder;
use super::skill;
use crate::bridge::{AgentData, AgentDraft, AgentTools, Engine, Network};
use crate::commands::recorded_engine;
use crate::who;

/// The folder of skills in a sandbox (contract section 10).
const SKILLS: &str = ".agents/skills";
/// The folder of an agent's data in a sandbox.
const WORKSPACE: &str = "/workspace";
/// Number of hex digits of the digest in a version's id.
const DIGITS: usize = 8;

/// The engine for which an agent is made, and its tools there.
#[derive(Debug, Clone)]
pub(super) struct AgentTarget {
    /// The engine.
    pub(super) at: Engine,
    /// The web tools that it can have there.
    pub(super) web: WebTools,
    /// The declarations of its tool servers, without headers.
    pub(super) servers: Vec<Tool>,
}

/// The web tools that an agent can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WebTools {
    /// Web search.
    pub(super) search: bool,
    /// Reading web pages.
    pub(super) pages: bool,
}

/// Builds the agent for a server. Its id is `stem` and a digest of all other fields, so a changed agent is another
/// version.
///
/// `bytes` has the files' bytes by their SHA-256; `base` is the built-in agent that it builds on.
pub(super) fn agent(
    draft: &AgentDraft,
    target: &AgentTarget,
    base: &str,
    stem: &str,
    bytes: &HashMap<String, Vec<u8>>,
) -> Agent {
    let text = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let mut agent = Agent {
        base_agent: Some(base.into()),
        description: text(&draft.about),
        system_instruction: text(&draft.instructions),
        tools: tools(&draft.tools, target),
        base_environment: Some(EnvironmentSpec::from(EnvironmentConfig {
            kind: Some("remote".to_owned()),
            sources: sources(draft, bytes),
            network: Some(network(&draft.network)),
            ..EnvironmentConfig::default()
        })),
        agent_config: config(draft, target.at),
        ..Agent::default()
    };
    let digest = digest(&agent);
    agent.id = Some(format!("{stem}-{digest}").into());
    agent
}

/// Returns the id that an agent is billed as: its model, else the agent that it builds on. `None` when it names
/// neither.
pub(crate) fn priced_as(engine: Engine, agent: &Agent) -> Option<PricedAs> {
    let model = match &agent.agent_config {
        Some(AgentConfig::Antigravity(config)) => config.model.clone(),
        Some(AgentConfig::CodeMender(config)) => config.model.clone(),
        _ => None,
    };
    let base = || agent.base_agent.as_ref().map(ToString::to_string);
    Some(PricedAs {
        engine: recorded_engine(engine),
        api_id: agent.id.as_ref()?.to_string(),
        priced_as: model.or_else(base)?,
    })
}

fn digest(agent: &Agent) -> String {
    let json = serde_json::to_vec(agent).unwrap_or_default();
    let digest = Sha256::digest(&json);
    let digits = digest.iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<String>()[..DIGITS].to_owned()
}

fn tools(tools: &AgentTools, target: &AgentTarget) -> Vec<Tool> {
    let web = target.web;
    let mut all = Vec::new();
    if tools.code {
        all.push(Tool::code_execution());
    }
    if tools.search && web.search {
        all.push(Tool::google_search());
    }
    if tools.pages && web.pages {
        all.push(Tool::url_context());
    }
    all.extend(target.servers.iter().cloned());
    all
}

fn network(network: &Network) -> Rules {
    match network {
        Network::Sites { domains } => Rules::allow(domains),
        Network::Open => Rules::allow(["*"]),
        Network::Off => Rules::Disabled,
    }
}

fn config(draft: &AgentDraft, engine: Engine) -> Option<AgentConfig> {
    let model = draft.model.as_deref().and_then(who::parse);
    let model = model.filter(|(of, is_agent, _)| *of == engine && !is_agent);
    let config = Antigravity {
        max_total_tokens: draft.max_tokens.map(Into::into),
        model: model.map(|(_, _, id)| id.to_owned()),
        ..Antigravity::default()
    };
    let says_something = config.max_total_tokens.is_some() || config.model.is_some();
    says_something.then_some(AgentConfig::Antigravity(config))
}

fn sources(draft: &AgentDraft, bytes: &HashMap<String, Vec<u8>>) -> Vec<Source> {
    let of = |sha256: &str| bytes.get(sha256).map_or(&[][..], Vec::as_slice);
    let mut sources = Vec::new();
    for known in &draft.skills {
        let folder = format!("{SKILLS}/{}", skill::folder(&known.name));
        let text = skill::write(known);
        sources.push(inline(
            format!("{folder}/{}", skill::FILE_NAME),
            text.as_bytes(),
        ));
        for file in &known.files {
            sources.push(inline(format!("{folder}/{}", file.path), of(&file.sha256)));
        }
    }
    for data in &draft.data {
        sources.push(match data {
            AgentData::File { file } => {
                inline(format!("{WORKSPACE}/{}", file.path), of(&file.sha256))
            }
            AgentData::Text { name, text } => {
                inline(format!("{WORKSPACE}/{name}"), text.as_bytes())
            }
            AgentData::Repository { address } => Source {
                kind: Some(SourceType::Repository),
                source: Some(address.clone()),
                target: Some(format!("{WORKSPACE}/{}", repository_folder(address))),
                ..Source::default()
            },
        });
    }
    sources
}

/// Makes an inline source: as text if the bytes are text, else in base64.
fn inline(target: String, bytes: &[u8]) -> Source {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'));
    let (content, encoding) = match text {
        Some(text) => (text.to_owned(), None),
        None => (BASE64_STANDARD.encode(bytes), Some("base64".to_owned())),
    };
    Source {
        kind: Some(SourceType::Inline),
        target: Some(target),
        content: Some(content),
        encoding,
        ..Source::default()
    }
}

#[cfg(test)]
mod tests {
    use interactions::tool::McpServer;
    use serde_json::{Value, json};

    use super::*;
    use crate::bridge::{AgentColour, AgentFile, Skill};

    const RECORDED: &str = include_str!("../../../interactions/tests/fixtures/requests.json");

    fn draft() -> AgentDraft {
        AgentDraft {
            name: "Report writer".into(),
            letter: String::new(),
            colour: AgentColour::Green,
            about: "Writes weekly reports.".into(),
            instructions: "Answer in plain language.".into(),
            skills: Vec::new(),
            data: Vec::new(),
            tools: AgentTools {
                code: true,
                search: true,
                pages: false,
                servers: Vec::new(),
            },
            network: Network::Open,
            model: Some("gemini:model:gemini-3.8-flash".into()),
            max_tokens: Some(500_000),
        }
    }

    const EVERYTHING: WebTools = WebTools {
        search: true,
        pages: true,
    };

    fn json_of(draft: &AgentDraft, engine: Engine) -> Value {
        json_with(draft, engine, EVERYTHING)
    }

    fn json_with(draft: &AgentDraft, engine: Engine, web: WebTools) -> Value {
        let bytes = HashMap::from([("aa".to_owned(), vec![0, 255])]);
        let base = match engine {
            Engine::Gemini => "antigravity-preview-09-2026",
            Engine::Local => "errand-agent",
        };
        let server = McpServer {
            name: Some("orders".into()),
            url: Some("https://mcp.example.test/mcp".into()),
            ..McpServer::default()
        };
        let target = AgentTarget {
            at: engine,
            web,
            servers: vec![Tool::McpServer(server)],
        };
        serde_json::to_value(agent(draft, &target, base, "my-writer", &bytes)).unwrap()
    }

    #[test]
    fn the_request_is_the_recorded_one_but_for_its_id_and_its_files() {
        let recorded: Value = serde_json::from_str(RECORDED).unwrap();
        let calls = recorded["requests"].as_array().unwrap();
        let call = calls.iter().find(|call| call["call"] == "agents.create");
        let mut body = call.unwrap()["requests"][0]["body"].clone();
        let mut ours = json_of(&draft(), Engine::Gemini);
        for body in [&mut body, &mut ours] {
            body.as_object_mut().unwrap().remove("id");
            let environment = body["base_environment"].as_object_mut().unwrap();
            environment.remove("sources");
        }
        assert_eq!(ours, body);
    }

    #[test]
    fn skills_and_data_are_put_where_the_agent_looks_for_them() {
        let draft = AgentDraft {
            skills: vec![Skill {
                name: "Invoice check".into(),
                about: "Checks.".into(),
                text: "Add up.".into(),
                head: String::new(),
                files: vec![AgentFile {
                    path: "scripts/sum.bin".into(),
                    sha256: "aa".into(),
                    size: 2,
                }],
            }],
            data: vec![
                AgentData::Text {
                    name: "prices.csv".into(),
                    text: "a,1\n".into(),
                },
                AgentData::Repository {
                    address: "https://example.org/team/shop.git".into(),
                },
            ],
            ..draft()
        };
        let sources = |engine| json_of(&draft, engine)["base_environment"]["sources"].clone();
        assert_eq!(
            sources(Engine::Gemini),
            json!([
                {"type": "inline", "target": ".agents/skills/invoice-check/SKILL.md",
                 "content": "---\nname: invoice-check\ndescription: \"Checks.\"\n---\n\nAdd up.\n"},
                {"type": "inline", "target": ".agents/skills/invoice-check/scripts/sum.bin",
                 "content": "AP8=", "encoding": "base64"},
                {"type": "inline", "target": "/workspace/prices.csv", "content": "a,1\n"},
                {"type": "repository", "source": "https://example.org/team/shop.git", "target": "/workspace/shop"},
            ])
        );
        assert_eq!(sources(Engine::Local), sources(Engine::Gemini));
    }

    #[test]
    fn on_this_computer_it_may_what_it_may_at_google_with_a_model_of_this_computer() {
        let draft = AgentDraft {
            tools: AgentTools {
                pages: true,
                ..draft().tools
            },
            network: Network::Sites {
                domains: vec!["example.org".into()],
            },
            ..draft()
        };
        let kinds = |web: WebTools| {
            let tools = json_with(&draft, Engine::Local, web)["tools"].clone();
            let tools = tools.as_array().unwrap().iter();
            let kinds = tools.map(|tool| tool["type"].as_str().unwrap().to_owned());
            kinds.collect::<Vec<_>>()
        };
        assert_eq!(
            kinds(EVERYTHING),
            [
                "code_execution",
                "google_search",
                "url_context",
                "mcp_server"
            ]
        );
        let no_server = WebTools {
            search: false,
            pages: true,
        };
        assert_eq!(
            kinds(no_server),
            ["code_execution", "url_context", "mcp_server"]
        );
        let no_functions = WebTools {
            search: false,
            pages: false,
        };
        assert_eq!(kinds(no_functions), ["code_execution", "mcp_server"]);
        let ours = json_of(&draft, Engine::Local);
        assert_eq!(
            ours["base_environment"]["network"],
            json!({"allowlist": [{"domain": "example.org"}]})
        );
        assert_eq!(
            ours["agent_config"],
            json!({"type": "antigravity", "max_total_tokens": "500000"})
        );
        let with = AgentDraft {
            model: Some("local:model:home/qwen3:8b".into()),
            ..draft
        };
        assert_eq!(
            json_of(&with, Engine::Local)["agent_config"]["model"],
            "home/qwen3:8b"
        );
        assert_eq!(
            json_of(&with, Engine::Gemini)["agent_config"]["model"],
            Value::Null
        );
    }

    #[test]
    fn what_changes_an_agent_changes_its_id_and_what_only_the_window_shows_does_not() {
        let id = |draft: &AgentDraft| json_of(draft, Engine::Gemini)["id"].clone();
        let first = id(&draft());
        let shown = AgentDraft {
            name: "Another name".into(),
            letter: "W".into(),
            colour: AgentColour::Blue,
            ..draft()
        };
        assert_eq!(id(&shown), first);
        let changed = AgentDraft {
            network: Network::Off,
            ..draft()
        };
        assert_ne!(id(&changed), first);
        assert!(first.as_str().unwrap().starts_with("my-writer-"));
    }
}
