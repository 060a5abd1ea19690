//! Entries of the list for connected servers of models: their models, and this computer's agent with each of them.

use std::path::Path;

use super::{LOCAL_AGENT, ServerListing, entry_id, of_engine};
use crate::bridge::{Engine, Role, Who, WhoProvider};
use crate::model_servers::{ModelServer, abilities};
use crate::network::is_here;
use screen::view::host::host;

/// The engine's id for the model that comes with Errand, or for the chosen file in its place.
const STARTER: &str = "errand-starter";

/// Returns the chosen models of a connected server, then the agent with each of them.
pub(crate) fn of_provider(server: &ModelServer) -> Vec<Who> {
    let who = |model: &providers::Model, is_agent: bool| {
        let path = format!("{}/{}", server.id, model.id);
        let api_id = match is_agent {
            true => format!("{LOCAL_AGENT}/{path}"),
            false => path.clone(),
        };
        Who {
            id: entry_id(Engine::Local, is_agent, &api_id),
            engine: Engine::Local,
            is_agent,
            role: match is_agent {
                true => Role::Worker,
                false => Role::Quick,
            },
            display_name: Some(model.name.clone().unwrap_or_else(|| model.id.clone())),
            recommended: true,
            replaced_by: None,
            provider: Some(WhoProvider {
                id: server.id.clone(),
                name: server.name.clone(),
            }),
            thinks_with: is_agent.then_some(path),
            goes_to: (!is_here(&server.base_url)).then(|| host(&server.base_url)),
            can: abilities(model),
            own: None,
            api_id,
        }
    };
    let models = server.chosen().map(|model| who(model, false));
    let agents = server.chosen().map(|model| who(model, true));
    models.chain(agents).collect()
}

/// Returns the engine's own models and agents. A chosen `file` is shown by its file name until the engine, running
/// with it, lists another name.
pub(crate) fn of_this_computer(listed: Option<&ServerListing>, file: Option<&Path>) -> Vec<Who> {
    let mut everyone = of_engine(Engine::Local, listed);
    // The engine also lists the models of connected servers; those are shown from the stored list, also while the
    // engine does not run.
    everyone.retain(|who| who.is_agent || !who.api_id.contains('/'));
    let file = file.and_then(Path::file_stem);
    if let Some(file) = file.filter(|_| listed.is_none()) {
        let starter = everyone.iter_mut().find(|who| who.api_id == STARTER);
        if let Some(starter) = starter {
            starter.display_name = Some(file.to_string_lossy().into_owned());
        }
    }
    everyone
}

/// Splits an agent's stored id into the agent and the model of a connected server that it uses, if any.
pub(crate) fn agent_and_model(target: &str) -> (&str, Option<&str>) {
    match target.split_once('/') {
        Some((LOCAL_AGENT, model)) => (LOCAL_AGENT, Some(model)),
        _ => (target, None),
    }
}

/// Returns the connected server's model that a turn on this computer asks, as `<provider>/<model>`; `None` for the
/// engine's own.
pub(crate) fn model_of(engine: Engine, is_agent: bool, target: &str) -> Option<&str> {
    match (engine, is_agent) {
        (Engine::Gemini, _) => None,
        (Engine::Local, true) => agent_and_model(target).1,
        (Engine::Local, false) => target.contains('/').then_some(target),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use interactions::Model;

    fn server(base_url: &str) -> ModelServer {
        let model = |id: &str, name: Option<&str>| providers::Model {
            id: id.to_owned(),
            name: name.map(str::to_owned),
            images: Some(true),
            context: Some(128_000),
            ..providers::Model::default()
        };
        ModelServer {
            id: "home".into(),
            name: "Home".into(),
            preset: None,
            dialect: providers::Dialect::OpenAi,
            base_url: base_url.into(),
            has_key: false,
            models: vec![model("a/b:7b", Some("Model B")), model("c", None)],
            chosen: Some(vec!["a/b:7b".into()]),
            answered_at: 0,
        }
    }

    #[test]
    fn only_chosen_models_are_asked_and_the_agent_thinks_with_each() {
        let everyone = of_provider(&server("https://api.example.com/v1"));
        let ids: Vec<&str> = everyone.iter().map(|who| who.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "local:model:home/a/b:7b",
                "local:agent:errand-agent/home/a/b:7b"
            ]
        );
        let (engine, is_agent, target) = parse(ids[1]).unwrap();
        assert_eq!(
            agent_and_model(target),
            ("errand-agent", Some("home/a/b:7b"))
        );
        assert_eq!(model_of(engine, is_agent, target), Some("home/a/b:7b"));
        assert_eq!(everyone[0].display_name.as_deref(), Some("Model B"));
        assert_eq!(everyone[0].can.images, Some(true));
    }

    #[test]
    fn a_model_on_another_computer_names_its_host_and_one_on_this_computer_does_not() {
        let goes_to = |base_url| of_provider(&server(base_url))[0].goes_to.clone();
        assert_eq!(
            goes_to("https://api.example.com/v1").as_deref(),
            Some("api.example.com")
        );
        assert_eq!(
            goes_to("http://192.168.1.20:11434/v1").as_deref(),
            Some("192.168.1.20:11434")
        );
        assert_eq!(goes_to("http://127.0.0.1:11434/v1"), None);
    }

    #[test]
    fn the_engines_own_agent_and_models_use_no_connected_model() {
        assert_eq!(agent_and_model("errand-agent"), ("errand-agent", None));
        assert_eq!(model_of(Engine::Local, true, "errand-agent"), None);
        assert_eq!(model_of(Engine::Local, false, "errand-starter"), None);
        assert_eq!(model_of(Engine::Gemini, false, "a/b"), None);
    }

    #[test]
    fn a_chosen_file_has_its_own_name_until_the_engine_says_another() {
        let file = Path::new("/home/ada/models/Qwen3-8B-Q4.gguf");
        let name = |listed: Option<&ServerListing>| {
            let everyone = of_this_computer(listed, Some(file));
            everyone[0].display_name.clone()
        };
        assert_eq!(name(None).as_deref(), Some("Qwen3-8B-Q4"));
        let model = |id: &str, name: &str| Model {
            name: Some(format!("models/{id}")),
            display_name: Some(name.into()),
            ..Model::default()
        };
        let listed = ServerListing {
            models: vec![model("errand-starter", "Qwen3 8B"), model("home/c", "C")],
            ..ServerListing::default()
        };
        assert_eq!(name(Some(&listed)).as_deref(), Some("Qwen3 8B"));
        let everyone = of_this_computer(Some(&listed), None);
        assert!(everyone.iter().all(|who| who.api_id != "home/c"));
    }
}
