//! From an agent's form to the agent as a server takes it (contract section 10).

use std::collections::HashMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use interactions::config::Antigravity;
use interactions::{
    Agent, AgentConfig, EnvironmentConfig, EnvironmentSpec, Network as Rules, Source, SourceType,
    Tool,
};
use ledger::PricedAs;
use sha2::{Digest, Sha256};

use words::say;

use super::check::repository_folder;
use super::skill;
use crate::bridge::{AgentData, AgentDraft, AgentTools, Engine, Network};
use crate::commands::recorded_engine;
use crate::errors::{self, Result};
use crate::who;

/// Where skills lie in a sandbox (contract section 10).
const SKILLS: &str = ".agents/skills";
/// Where an agent finds what it has at hand.
const WORKSPACE: &str = "/workspace";
/// Digits of the digest in a version's id.
const DIGITS: usize = 8;

/// The agent as a server is to have it. Its id is `stem` and a digest of all the rest, so another one is another
/// version.
///
/// `bytes` has those of every file, by their SHA-256; `base` is the built-in agent that it builds on. On this computer,
/// where no sandbox has internet, it cannot have what needs it.
///
/// # Errors
/// `Invalid`, when it has a repository and is for this computer.
pub(crate) fn agent(
    draft: &AgentDraft,
    engine: Engine,
    base: &str,
    stem: &str,
    bytes: &HashMap<String, Vec<u8>>,
) -> Result<Agent> {
    let text = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
    let mut agent = Agent {
        base_agent: Some(base.into()),
        description: text(&draft.about),
        system_instruction: text(&draft.instructions),
        tools: tools(draft.tools, engine),
        base_environment: Some(EnvironmentSpec::from(EnvironmentConfig {
            kind: Some("remote".to_owned()),
            sources: sources(draft, engine, bytes)?,
            network: Some(network(&draft.network, engine)),
            ..EnvironmentConfig::default()
        })),
        agent_config: config(draft, engine),
        ..Agent::default()
    };
    let digest = digest(&agent);
    agent.id = Some(format!("{stem}-{digest}").into());
    Ok(agent)
}

/// What an agent is billed like: the model that it thinks with, else the agent that it builds on. `None` when it names
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

fn tools(tools: AgentTools, engine: Engine) -> Vec<Tool> {
    let mut all = Vec::new();
    if tools.code {
        all.push(Tool::code_execution());
    }
    if engine == Engine::Gemini {
        if tools.search {
            all.push(Tool::google_search());
        }
        if tools.pages {
            all.push(Tool::url_context());
        }
    }
    all
}

fn network(network: &Network, engine: Engine) -> Rules {
    match network {
        Network::Sites { domains } if engine == Engine::Gemini => Rules::allow(domains),
        Network::Open if engine == Engine::Gemini => Rules::allow(["*"]),
        _ => Rules::Disabled,
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

fn sources(
    draft: &AgentDraft,
    engine: Engine,
    bytes: &HashMap<String, Vec<u8>>,
) -> Result<Vec<Source>> {
    let of = |sha256: &str| bytes.get(sha256).map_or(&[][..], Vec::as_slice);
    let mut sources = Vec::new();
    for known in &draft.skills {
        let folder = format!("{SKILLS}/{}", skill::folder(&known.name));
        let text = skill::write(known);
        sources.push(inline(format!("{folder}/{}", skill::FILE), text.as_bytes()));
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
            AgentData::Repository { address } if engine == Engine::Gemini => Source {
                kind: Some(SourceType::Repository),
                source: Some(address.clone()),
                target: Some(format!("{WORKSPACE}/{}", repository_folder(address))),
                ..Source::default()
            },
            AgentData::Repository { address } => {
                return Err(errors::invalid(say::repository_not_here(address)));
            }
        });
    }
    Ok(sources)
}

/// Bytes as a part of the request: as text where they are text.
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
            },
            network: Network::Open,
            model: Some("gemini:model:gemini-3.8-flash".into()),
            max_tokens: Some(500_000),
        }
    }

    fn json_of(draft: &AgentDraft, engine: Engine) -> Value {
        let bytes = HashMap::from([("aa".to_owned(), vec![0, 255])]);
        let base = match engine {
            Engine::Gemini => "antigravity-preview-09-2026",
            Engine::Local => "errand-agent",
        };
        serde_json::to_value(agent(draft, engine, base, "my-writer", &bytes).unwrap()).unwrap()
    }

    #[test]
    fn the_request_is_the_recorded_one_but_for_its_id_its_files_and_the_tool_server() {
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
        body["tools"]
            .as_array_mut()
            .unwrap()
            .retain(|tool| tool["type"] != "mcp_server");
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
        assert_eq!(
            json_of(&draft, Engine::Gemini)["base_environment"]["sources"],
            json!([
                {"type": "inline", "target": ".agents/skills/invoice-check/SKILL.md",
                 "content": "---\nname: invoice-check\ndescription: \"Checks.\"\n---\n\nAdd up.\n"},
                {"type": "inline", "target": ".agents/skills/invoice-check/scripts/sum.bin",
                 "content": "AP8=", "encoding": "base64"},
                {"type": "inline", "target": "/workspace/prices.csv", "content": "a,1\n"},
                {"type": "repository", "source": "https://example.org/team/shop.git", "target": "/workspace/shop"},
            ])
        );
        let refused = agent(&draft, Engine::Local, "errand-agent", "x", &HashMap::new());
        assert!(
            refused
                .unwrap_err()
                .message
                .to_string()
                .contains("no internet")
        );
    }

    #[test]
    fn on_this_computer_it_has_no_internet_and_none_of_the_models_of_others() {
        let ours = json_of(&draft(), Engine::Local);
        assert_eq!(ours["base_environment"]["network"], "disabled");
        assert_eq!(ours["tools"], json!([{"type": "code_execution"}]));
        assert_eq!(
            ours["agent_config"],
            json!({"type": "antigravity", "max_total_tokens": "500000"})
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
