//! Tests of the list of models and agents.

use super::*;

fn listed(models: &[&str], agents: &[&str]) -> ServerListing {
    ServerListing {
        self_hosted: Vec::new(),
        models: models
            .iter()
            .map(|id| Model {
                name: Some(format!("models/{id}")),
                ..Model::default()
            })
            .collect(),
        agents: agents
            .iter()
            .map(|id| Agent {
                id: Some((*id).into()),
                ..Agent::default()
            })
            .collect(),
    }
}

fn ids(everyone: &[Who]) -> Vec<&str> {
    everyone.iter().map(|who| who.api_id.as_str()).collect()
}

#[test]
fn offline_the_built_in_list_is_shown() {
    let everyone = of_engine(Engine::Gemini, None);
    assert!(ids(&everyone).contains(&"gemini-3.8-flash"));
    assert!(ids(&everyone).contains(&"deep-research-preview-04-2026"));
    assert_eq!(
        ids(&of_engine(Engine::Local, None)),
        ["errand-starter", "errand-agent"]
    );
}

#[test]
fn a_retired_agent_says_what_replaces_it_and_is_not_preselected() {
    let everyone = of_engine(Engine::Gemini, None);
    let retired = everyone
        .iter()
        .find(|who| who.api_id == "antigravity-preview-05-2026")
        .unwrap();
    assert_eq!(
        retired.replaced_by.as_deref(),
        Some("antigravity-preview-09-2026")
    );
    let list = list(
        vec![everyone],
        false,
        None,
        Some("gemini:agent:antigravity-preview-05-2026"),
    );
    assert_eq!(
        list.for_job.as_deref(),
        Some("gemini:agent:antigravity-preview-09-2026")
    );
}

#[test]
fn a_key_sees_only_its_models_and_the_unknown_ones_by_their_name() {
    let everyone = of_engine(
        Engine::Gemini,
        Some(&listed(
            &["gemini-3.8-flash", "gemini-9-neon"],
            &["my-clerk"],
        )),
    );
    let found = ids(&everyone);
    assert!(found.contains(&"gemini-9-neon"));
    assert!(!found.contains(&"gemini-2.5-pro"));
    assert!(found.contains(&"antigravity-preview-09-2026"));
    let own = everyone
        .iter()
        .find(|who| who.api_id == "my-clerk")
        .unwrap();
    assert_eq!((own.role, own.is_agent), (Role::Own, true));
}

#[test]
fn models_that_make_videos_are_listed_only_when_that_is_switched_on() {
    let found = of_engine(
        Engine::Gemini,
        Some(&listed(
            &["gemini-3.8-flash", "gemini-omni-1.2-flash", "gemini-omni-9"],
            &[],
        )),
    );
    let makers = |with_video| -> Vec<String> {
        let list = list(vec![found.clone()], with_video, None, None);
        let makers = list.everyone.into_iter();
        makers
            .filter(|who| who.api_id.contains("omni"))
            .map(|who| who.api_id)
            .collect()
    };
    assert_eq!(makers(false), Vec::<String>::new());
    assert_eq!(makers(true), ["gemini-omni-1.2-flash", "gemini-omni-9"]);
}

#[test]
fn an_agent_whose_programs_run_with_a_worker_elsewhere_is_not_offered() {
    let agent = |id: &str, environment: serde_json::Value| -> Agent {
        serde_json::from_value(serde_json::json!({
            "id": id, "base_agent": "antigravity-preview-09-2026", "base_environment": environment,
        }))
        .unwrap()
    };
    let listed = ServerListing {
        agents: vec![
            agent("by-id", serde_json::json!("env-1")),
            agent(
                "by-mode",
                serde_json::json!({"type": "remote", "mode": "SELF_HOSTED"}),
            ),
            agent("another", serde_json::json!("env-2")),
            agent("usual", serde_json::json!({"type": "remote"})),
        ],
        self_hosted: vec!["env-1".into()],
        ..ServerListing::default()
    };
    let everyone = of_engine(Engine::Gemini, Some(&listed));
    let own = everyone.iter().filter(|who| who.role == Role::Own);
    let own: Vec<&str> = own.map(|who| who.api_id.as_str()).collect();
    assert_eq!(own, ["another", "usual"]);
}

#[test]
fn a_model_that_only_embeds_is_not_listed() {
    let embeds = Model {
        name: Some("models/text-embedding-9".into()),
        supported_generation_methods: vec!["embedContent".into()],
        ..Model::default()
    };
    let listed = ServerListing {
        models: vec![embeds],
        ..ServerListing::default()
    };
    assert!(!ids(&of_engine(Engine::Gemini, Some(&listed))).contains(&"text-embedding-9"));
}

#[test]
fn the_choice_of_last_time_is_preselected_and_recommended_ones_stand_first() {
    let engines = vec![
        of_engine(Engine::Gemini, None),
        of_engine(Engine::Local, None),
    ];
    let list = list(engines, false, Some("local:model:errand-starter"), None);
    assert_eq!(list.for_chat.as_deref(), Some("local:model:errand-starter"));
    assert_eq!(
        list.for_job.as_deref(),
        Some("gemini:agent:antigravity-preview-09-2026")
    );
    let recommended = list
        .everyone
        .iter()
        .take_while(|who| who.recommended)
        .count();
    assert_eq!(recommended, 6);
}

#[test]
fn an_id_names_engine_kind_and_real_id() {
    assert_eq!(
        parse("local:agent:errand-agent"),
        Some((Engine::Local, true, "errand-agent"))
    );
    assert_eq!(
        parse("gemini:model:a:b"),
        Some((Engine::Gemini, false, "a:b"))
    );
    for nonsense in [
        "",
        "gemini",
        "gemini:model:",
        "elsewhere:model:x",
        "local:tool:x",
    ] {
        assert_eq!(parse(nonsense), None, "{nonsense}");
    }
}
