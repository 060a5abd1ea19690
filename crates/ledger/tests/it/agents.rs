//! The person's own agents: stored, changed, deleted, and the clean-up of their versions at servers.

use ledger::{
    AgentRecord, AgentVersion, Engine, Kind, NewConversation, OwnAgentId, RemovalKind, RunUpdate,
    Target,
};
use serde_json::json;

use crate::world::{self, World, world};

const GOOGLE: &str = "https://generativelanguage.googleapis.com";
/// A time after the grace period of every version.
const LATER: i64 = 1_000_000;

fn agent(id: OwnAgentId, name: &str, files: &[&str]) -> AgentRecord {
    AgentRecord {
        id,
        stem: format!("my-{id}"),
        head: json!({"name": name}),
        body: json!({"name": name, "instructions": "Be kind."}),
        files: files.iter().map(|file| (*file).to_owned()).collect(),
    }
}

fn version(id: OwnAgentId, api_id: &str) -> AgentVersion {
    AgentVersion {
        agent: id,
        engine: Engine::Gemini,
        origin: Some(GOOGLE.to_owned()),
        api_id: api_id.to_owned(),
        made_at: 1,
        retired: false,
    }
}

/// Returns the agent ids queued for deletion at servers.
fn removed(world: &World) -> Vec<String> {
    let removals = world.ledger.removals();
    let removals = removals.expect("the ledger can be read").into_iter();
    removals
        .filter(|removal| removal.kind == RemovalKind::Agent)
        .map(|removal| removal.id)
        .collect()
}

#[test]
fn an_agent_is_kept_over_a_restart_and_changed_in_its_place() {
    let world = world();
    let id = OwnAgentId::new();
    world
        .ledger
        .keep_agent(&agent(id, "Writer", &[]), 5)
        .unwrap();
    let other = AgentRecord {
        stem: "another".to_owned(),
        ..agent(id, "Better writer", &[])
    };
    world.ledger.keep_agent(&other, 9).unwrap();
    let world = world.restart();
    let agents = world.ledger.own_agents().unwrap();
    assert_eq!(agents.len(), 1);
    assert_eq!(agents[0].head["name"], "Better writer");
    assert_eq!((agents[0].created_at, agents[0].changed_at), (5, 9));
    assert_eq!(agents[0].stem, format!("my-{id}"), "the stem stays");
    let body = world.ledger.own_agent_body(id).unwrap().unwrap();
    assert_eq!(body["instructions"], "Be kind.");
}

#[test]
fn files_of_an_agent_are_named_until_it_lets_go_of_them() {
    let world = world();
    let id = OwnAgentId::new();
    let keep = |files: &[&str]| {
        let kept = world.ledger.keep_agent(&agent(id, "Writer", files), 5);
        kept.unwrap()
    };
    keep(&["aa", "bb"]);
    assert!(world.ledger.is_referenced("aa").unwrap());
    assert!(world.ledger.referenced_files().unwrap().contains("bb"));
    keep(&["bb"]);
    assert!(!world.ledger.is_referenced("aa").unwrap());
    assert!(world.ledger.delete_own_agent(id, 7).unwrap());
    assert!(!world.ledger.delete_own_agent(id, 8).unwrap());
    let left = world.ledger.leftovers().unwrap();
    let left: Vec<&str> = left.iter().map(|left| left.sha256.as_str()).collect();
    assert_eq!(left, ["aa", "bb"]);
}

#[test]
fn an_older_version_is_deleted_at_its_server_once_no_run_goes_on_with_it() {
    let world = world();
    let id = OwnAgentId::new();
    world
        .ledger
        .keep_agent(&agent(id, "Writer", &[]), 1)
        .unwrap();
    world.ledger.note_agent_version(&version(id, "v1")).unwrap();
    assert!(!world.ledger.remove_retired_agents(LATER).unwrap());
    let job = ledger::NewInteraction {
        engine: Engine::Gemini,
        target: Target::Agent,
        target_id: "v1".to_owned(),
        ..world::turn("go on", 2)
    };
    let conversation = NewConversation {
        kind: Kind::Job,
        title: "go on".to_owned(),
    };
    let (_, run) = world.ledger.create(&conversation, &job).unwrap();
    world.ledger.note_agent_version(&version(id, "v2")).unwrap();
    world.ledger.remove_retired_agents(LATER).unwrap();
    assert_eq!(removed(&world), Vec::<String>::new());

    let settled = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.append(run.id, None, &[], &settled).unwrap();
    assert!(world.ledger.remove_retired_agents(LATER).unwrap());
    assert!(!world.ledger.remove_retired_agents(LATER).unwrap());
    assert_eq!(removed(&world), ["v1"]);
    // The person reverted the agent: the earlier version is in use again and stays.
    world.ledger.note_agent_version(&version(id, "v1")).unwrap();
    assert_eq!(removed(&world), Vec::<String>::new());
    let versions = world.ledger.agent_versions().unwrap();
    let used: Vec<&str> = versions
        .iter()
        .filter(|version| !version.retired)
        .map(|version| version.api_id.as_str())
        .collect();
    assert_eq!(used, ["v1"]);
}

#[test]
fn on_this_computer_a_version_is_deleted_also_when_the_next_one_asks_a_model_elsewhere() {
    let world = world();
    let id = OwnAgentId::new();
    world
        .ledger
        .keep_agent(&agent(id, "Writer", &[]), 1)
        .unwrap();
    let local = |api_id: &str, goes_to: Option<&str>| AgentVersion {
        engine: Engine::Local,
        origin: goes_to.map(str::to_owned),
        ..version(id, api_id)
    };
    let note = |version: AgentVersion| world.ledger.note_agent_version(&version).unwrap();
    let vendor = Some("https://vendor.example/v1");
    note(version(id, "google"));
    note(local("starter", None));
    note(local("vendor", vendor));
    assert!(world.ledger.remove_retired_agents(LATER).unwrap());
    assert_eq!(removed(&world), ["starter"]);
    note(local("starter", None));
    assert!(world.ledger.remove_retired_agents(LATER).unwrap());
    assert_eq!(removed(&world), ["vendor"]);
}

#[test]
fn a_version_that_was_noted_without_the_place_of_its_words_is_not_deleted_while_it_is_used() {
    let world = world();
    let id = OwnAgentId::new();
    world
        .ledger
        .keep_agent(&agent(id, "Writer", &[]), 1)
        .unwrap();
    for goes_to in [None, Some("https://vendor.example/v1")] {
        let version = AgentVersion {
            engine: Engine::Local,
            origin: goes_to.map(str::to_owned),
            ..version(id, "vendor")
        };
        world.ledger.note_agent_version(&version).unwrap();
    }
    assert!(!world.ledger.remove_retired_agents(LATER).unwrap());
    assert_eq!(world.ledger.agent_versions().unwrap().len(), 1);
}

#[test]
fn what_was_only_tried_or_was_deleted_goes_from_its_server_but_not_while_it_is_new() {
    let world = world();
    let (kept, tried) = (OwnAgentId::new(), OwnAgentId::new());
    world
        .ledger
        .keep_agent(&agent(kept, "Writer", &[]), 1)
        .unwrap();
    world
        .ledger
        .note_agent_version(&version(kept, "kept"))
        .unwrap();
    world
        .ledger
        .note_agent_version(&version(tried, "tried"))
        .unwrap();
    assert!(!world.ledger.remove_retired_agents(2).unwrap());
    assert!(world.ledger.remove_retired_agents(LATER).unwrap());
    assert_eq!(removed(&world), ["tried"]);
    world.ledger.delete_own_agent(kept, 3).unwrap();
    world.ledger.remove_retired_agents(LATER).unwrap();
    assert_eq!(removed(&world), ["tried", "kept"]);
}
