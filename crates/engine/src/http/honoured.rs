//! Options of a create request that this computer does not support: refused by field name, never ignored.

use interactions::{
    AgentConfig, CreateInteraction, EnvironmentConfig, EnvironmentSpec, GenerationConfig,
    SafetySetting, ServiceTier,
};

use crate::error::ApiError;

/// Checks the fields that have no check elsewhere.
pub(super) fn check(request: &CreateInteraction) -> Result<(), ApiError> {
    if request.cached_content.is_some() {
        return refuse(
            "`cached_content` does not exist here: this computer keeps no caches that are named.",
        );
    }
    if !matches!(request.service_tier, None | Some(ServiceTier::Standard)) {
        return refuse("`service_tier` can only be \"standard\" here: there is one queue.");
    }
    if request
        .response_modalities
        .iter()
        .any(|modality| modality != "text")
    {
        return refuse(
            "`response_modalities` can only be [\"text\"]: ask for other forms by `response_format`.",
        );
    }
    request.safety_settings.iter().try_for_each(safety)?;
    if let Some(config) = &request.generation_config {
        generation(config)?;
    }
    if let Some(config) = &request.agent_config {
        agent(request, config)?;
    }
    match &request.environment {
        Some(_) if request.model.is_some() => {
            refuse("`environment` is for agents: a model works without a sandbox.")
        }
        Some(EnvironmentSpec::Config(config)) => environment(config),
        _ => Ok(()),
    }
}

fn refuse<T>(text: impl Into<String>) -> Result<T, ApiError> {
    Err(ApiError::invalid(text))
}

/// Nothing is blocked on this computer, so only settings that block nothing are accepted.
fn safety(setting: &SafetySetting) -> Result<(), ApiError> {
    const KINDS: &[&str] = &[
        "hate_speech",
        "dangerous_content",
        "harassment",
        "sexually_explicit",
        "civic_integrity",
        "image_hate",
        "image_dangerous_content",
        "image_harassment",
        "image_sexually_explicit",
        "jailbreak",
    ];
    let kind = setting.kind.as_deref().unwrap_or_default();
    if !KINDS.contains(&kind) {
        return refuse(format!("`safety_settings` has no type '{kind}'."));
    }
    if !matches!(
        setting.method.as_deref(),
        None | Some("severity" | "probability")
    ) {
        return refuse("`safety_settings.method` is \"severity\" or \"probability\".");
    }
    match setting.threshold.as_deref() {
        Some("off" | "block_none") => Ok(()),
        _ => refuse(
            "`safety_settings` can only switch blocking off here (\"off\" or \"block_none\"): this computer has no \
             filter that could block anything.",
        ),
    }
}

fn generation(config: &GenerationConfig) -> Result<(), ApiError> {
    let media = [
        ("image_config", config.image_config.is_some()),
        ("speech_config", config.speech_config.is_some()),
        ("video_config", config.video_config.is_some()),
        (
            "transcription_config",
            config.transcription_config.is_some(),
        ),
    ];
    if let Some((name, _)) = media.iter().find(|(_, is_there)| *is_there) {
        return refuse(format!(
            "`generation_config.{name}` has no effect on this computer: its models write text."
        ));
    }
    if config.max_output_tokens == Some(0) {
        return refuse("`generation_config.max_output_tokens` must be at least 1.");
    }
    if config
        .temperature
        .is_some_and(|value| !(0.0..=2.0).contains(&value))
    {
        return refuse("`generation_config.temperature` is a number from 0 to 2.");
    }
    if config
        .top_p
        .is_some_and(|value| !(0.0..=1.0).contains(&value))
    {
        return refuse("`generation_config.top_p` is a number from 0 to 1.");
    }
    if config.stop_sequences.iter().any(String::is_empty) {
        return refuse("`generation_config.stop_sequences` holds an empty text.");
    }
    Ok(())
}

fn agent(request: &CreateInteraction, config: &AgentConfig) -> Result<(), ApiError> {
    let is_research = request
        .agent
        .as_ref()
        .is_some_and(|agent| agent.as_str().starts_with("deep-research"));
    match config {
        AgentConfig::Antigravity(_) if is_research => {
            refuse("`agent_config.type` must be \"deep-research\" for this agent.")
        }
        AgentConfig::Antigravity(config) => {
            if config.max_total_tokens.is_some_and(|most| most.get() < 1) {
                return refuse("`agent_config.max_total_tokens` must be at least 1.");
            }
            Ok(())
        }
        AgentConfig::DeepResearch(config) if is_research => {
            if config.enable_bigquery_tool == Some(true) {
                return refuse(
                    "`agent_config.enable_bigquery_tool` is not possible on this computer.",
                );
            }
            if !matches!(config.visualization.as_deref(), None | Some("off")) {
                return refuse(
                    "`agent_config.visualization` can only be \"off\" on this computer.",
                );
            }
            Ok(())
        }
        // Its unsupported parts are refused where the agent's model is looked up.
        AgentConfig::Dynamic(_) => Ok(()),
        _ => refuse("`agent_config.type` does not fit this agent."),
    }
}

/// Refuses unsupported fields of an environment (section 9.1).
pub(super) fn environment(config: &EnvironmentConfig) -> Result<(), ApiError> {
    if !matches!(config.kind.as_deref(), None | Some("remote")) {
        return refuse("`environment.type` can only be \"remote\".");
    }
    let is_self_hosted = config
        .mode
        .as_ref()
        .is_some_and(interactions::EnvironmentMode::is_self_hosted);
    if config.custom_config.is_some() && !is_self_hosted {
        return refuse("`custom_config` is for environments with `mode` \"self_hosted\".");
    }
    Ok(())
}
