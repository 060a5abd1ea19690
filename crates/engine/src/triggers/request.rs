//! The create request of an execution, derived from its trigger.

use interactions::{
    CreateInteraction, EnvironmentConfig, EnvironmentId, EnvironmentSpec, InteractionId,
};

/// The request of an execution: in the background, in the shared sandbox, following the previous interaction.
///
/// `sandbox` is `None` if there is none yet, or no longer: then the environment of the trigger's interaction is
/// created. Sources are not sent again to an existing sandbox, so that an execution finds the files of the one
/// before.
pub(super) fn of_run(
    asked: CreateInteraction,
    sandbox: Option<EnvironmentId>,
    previous: Option<InteractionId>,
) -> CreateInteraction {
    let environment = match (asked.environment, sandbox) {
        (Some(EnvironmentSpec::Config(config)), Some(id)) => {
            Some(EnvironmentSpec::from(EnvironmentConfig {
                environment_id: Some(id),
                sources: Vec::new(),
                ..*config
            }))
        }
        (_, Some(id)) => Some(EnvironmentSpec::Existing(id)),
        (environment, None) => environment,
    };
    CreateInteraction {
        environment,
        previous_interaction_id: previous,
        background: Some(true),
        ..asked
    }
}

/// The request that a new trigger is validated with: its first run, with the sources.
pub(crate) fn of_first_run(
    asked: CreateInteraction,
    sandbox: Option<EnvironmentId>,
) -> CreateInteraction {
    let sources = match &asked.environment {
        Some(EnvironmentSpec::Config(config)) => config.sources.clone(),
        _ => Vec::new(),
    };
    let previous = asked.previous_interaction_id.clone();
    let mut request = of_run(asked, sandbox, previous);
    if let Some(EnvironmentSpec::Config(config)) = &mut request.environment {
        config.sources = sources;
    }
    request
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn request(environment: &Value) -> CreateInteraction {
        let body = json!({"agent": "errand-agent", "input": "go", "environment": environment});
        serde_json::from_value(body).unwrap()
    }

    fn environment(request: &CreateInteraction) -> Value {
        serde_json::to_value(&request.environment).unwrap()
    }

    #[test]
    fn a_run_goes_to_the_sandbox_of_the_runs_before_and_brings_no_sources() {
        let asked = json!({"type": "remote", "env": {"A": "1"}, "sources": [{"type": "inline", "target": "a", "content": "b"}]});
        let run = of_run(request(&asked), Some("env".into()), Some("v1_a".into()));
        assert_eq!(
            environment(&run),
            json!({"type": "remote", "environment_id": "env", "env": {"A": "1"}})
        );
        assert_eq!(run.background, Some(true));
        assert_eq!(run.previous_interaction_id, Some("v1_a".into()));
        let run = of_run(request(&json!("remote")), Some("env".into()), None);
        assert_eq!(environment(&run), json!("env"));
    }

    #[test]
    fn without_a_sandbox_what_was_asked_for_is_made() {
        let asked = json!({"type": "remote", "sources": [{"type": "inline", "target": "a", "content": "b"}]});
        assert_eq!(environment(&of_run(request(&asked), None, None)), asked);
        assert_eq!(
            environment(&of_run(request(&json!("mine")), None, None)),
            json!("mine")
        );
    }

    #[test]
    fn the_first_run_brings_its_sources_to_a_sandbox_that_is_there() {
        let asked = json!({"type": "remote", "sources": [{"type": "inline", "target": "a", "content": "b"}]});
        let first = of_first_run(request(&asked), Some("env".into()));
        assert_eq!(environment(&first)["sources"][0]["content"], "b");
        assert_eq!(environment(&first)["environment_id"], "env");
    }
}
