//! Creating an interaction: everything that is checked, and the four ways to answer (contract section 3).

use axum::Extension;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use interactions::{CreateInteraction, EnvironmentConfig, EnvironmentSpec, Status};
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    Shared, checks, environments, interactions as answers, json_body, misfit, ok_of, snake_case,
    sse,
};
use crate::error::{ApiError, unknown_field};
use crate::run::output_steps;
use crate::state::{EnvironmentRow, InteractionRow, now};

/// Every field of a create request (section 3).
const FIELDS: &[&str] = &[
    "model",
    "agent",
    "input",
    "system_instruction",
    "tools",
    "previous_interaction_id",
    "store",
    "background",
    "stream",
    "environment",
    "generation_config",
    "agent_config",
    "response_format",
    "response_modalities",
    "response_mime_type",
    "cached_content",
    "continuation_token",
    "safety_settings",
    "service_tier",
    "labels",
    "webhook_config",
];

pub(super) async fn create(Extension(engine): Extension<Shared>, request: Request) -> Response {
    let body = match json_body(request).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let request = match read(body) {
        Ok(request) => request,
        Err(refusal) => return refusal,
    };
    answer(&engine, request)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

/// The request, in snake_case whatever casing it came in; unknown and misshapen fields are refused.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
pub(super) fn read(body: Map<String, Value>) -> Result<CreateInteraction, Response> {
    let request = CreateInteraction::from_map(snake_case(body));
    if let Some(refusal) = misfit(&request.extra, FIELDS) {
        return Err(refusal);
    }
    if let Some(config) = &request.generation_config
        && let Some(name) = config.extra.keys().next()
    {
        return Err(unknown_field(&format!("generation_config.{name}")));
    }
    if let Some(EnvironmentSpec::Config(config)) = &request.environment
        && let Some(name) = config.extra.keys().next()
    {
        return Err(unknown_field(&format!("environment.{name}")));
    }
    Ok(request)
}

/// A request that has passed every check.
pub(crate) struct Accepted {
    /// The interaction that it becomes; not stored yet.
    pub(crate) row: InteractionRow,
    /// The environment that was made for it, if one was; its row is not stored yet.
    pub(crate) made: Option<EnvironmentRow>,
}

/// Checks a request and makes ready the environment it works in.
pub(crate) async fn accept(
    engine: &Shared,
    mut request: CreateInteraction,
) -> Result<Accepted, ApiError> {
    request
        .validate()
        .map_err(|error| ApiError::invalid(error.to_string()))?;
    if request.continuation_token.is_some() {
        return Err(ApiError::invalid(
            "The continuation token was not issued by this engine.",
        ));
    }
    let checks::Target { brain, base } = checks::target(engine, &mut request).await?;
    checks::input(&request, &brain)?;
    checks::tools(&request, &brain)?;
    checks::wishes(&request, &brain)?;
    if base.is_some() {
        checks::agent(&request)?;
    }
    if let Some(previous) = &request.previous_interaction_id {
        checks::previous(engine, previous.as_str(), request.input.as_ref()).await?;
    }
    let (environment_id, made) = match &base {
        Some(base) => environment_for(engine, &request, base).await?,
        None => (None, None),
    };
    let row = InteractionRow {
        id: format!(
            "v1_{}",
            URL_SAFE_NO_PAD.encode(uuid::Uuid::now_v7().as_bytes())
        ),
        previous: request
            .previous_interaction_id
            .as_ref()
            .map(|id| id.as_str().to_owned()),
        request: record_of(&request)?,
        environment_id,
        status: Status::InProgress,
        created: now(),
        updated: now(),
        usage: json!({"total_tokens": 0}),
        errors: json!([]),
    };
    Ok(Accepted { row, made })
}

async fn answer(engine: &Shared, request: CreateInteraction) -> Result<Response, ApiError> {
    let stream = request.stream == Some(true);
    let background = request.background == Some(true);
    let store = request.store != Some(false);
    let Accepted { row, made } = accept(engine, request).await?;
    if !store {
        if let Some(environment) = made {
            engine.store.create_environment(environment).await?;
        }
        return answer_unstored(engine, row, stream).await;
    }
    let id = row.id.clone();
    engine.runs.begin(row, made).await?;
    if stream {
        return Ok(sse::response(sse::follow(engine.clone(), id, 0)));
    }
    if !background {
        // The watch ends with the run; the run itself does not depend on this connection.
        if let Some(mut watch) = engine.runs.watch(&id) {
            while watch.changed().await.is_ok() {}
        }
        if engine.runs.paused().is_cancelled() {
            return Err(ApiError::new(
                503,
                "service_unavailable",
                "The engine is stopping; the run goes on at its next start.",
            ));
        }
    }
    answers::answer(engine, &id).await
}

async fn answer_unstored(
    engine: &Shared,
    row: InteractionRow,
    stream: bool,
) -> Result<Response, ApiError> {
    let cancel = CancellationToken::new();
    let row = InteractionRow {
        id: String::new(),
        ..row
    };
    let mut events = engine.runs.start_fleeting(row.clone(), cancel.clone());
    let guard = cancel.drop_guard();
    if stream {
        return Ok(sse::response(sse::fleeting(events, guard)));
    }
    let mut all = Vec::new();
    while let Some(event) = events.recv().await {
        all.push(event);
    }
    drop(guard);
    let last = all
        .last()
        .and_then(|event| interactions::StreamEvent::parse(&event.raw).ok());
    let mut answer = answers::shape(&row);
    match last.map(|event| event.event) {
        Some(interactions::Event::Completed(completed)) => {
            answer.status = completed.interaction.status;
            answer.usage = completed.interaction.usage;
        }
        Some(interactions::Event::Error(failed)) => {
            answer.status = Some(Status::Failed);
            answer.errors = failed.error.into_iter().collect();
        }
        _ => {
            return Err(ApiError::new(
                503,
                "service_unavailable",
                "The engine is stopping.",
            ));
        }
    }
    answer.steps = output_steps(&all);
    ok_of(&answer)
}

/// The environment that the agent works in: reused, or made with all its sources.
async fn environment_for(
    engine: &Shared,
    request: &CreateInteraction,
    base: &checks::Base,
) -> Result<(Option<String>, Option<EnvironmentRow>), ApiError> {
    let asked = request
        .environment
        .clone()
        .unwrap_or(EnvironmentSpec::Remote);
    let config = match &asked {
        EnvironmentSpec::Config(config) => (**config).clone(),
        EnvironmentSpec::Existing(id) => EnvironmentConfig {
            environment_id: Some(id.clone()),
            ..EnvironmentConfig::default()
        },
        _ => EnvironmentConfig::default(),
    };
    if let Some(id) = &config.environment_id {
        environments::reuse(engine, id.as_str(), &config).await?;
        return Ok((Some(id.as_str().to_owned()), None));
    }
    let mut config = config;
    let (from, mut sources) = match &base.environment {
        Some(EnvironmentSpec::Existing(id)) => (Some(id.as_str().to_owned()), Vec::new()),
        Some(EnvironmentSpec::Config(base)) => {
            config.network = config.network.or_else(|| base.network.clone());
            (
                base.environment_id
                    .as_ref()
                    .map(|id| id.as_str().to_owned()),
                base.sources.clone(),
            )
        }
        _ => (None, Vec::new()),
    };
    sources.extend(config.sources.clone());
    let row = environments::make(engine, from, &EnvironmentConfig { sources, ..config }).await?;
    Ok((Some(row.id.clone()), Some(row)))
}

/// The request as the record keeps it: input as steps, sources without their content.
fn record_of(request: &CreateInteraction) -> Result<Value, ApiError> {
    let mut request = request.clone();
    request.input = answers::stored_input(request.input);
    if let Some(EnvironmentSpec::Config(config)) = &mut request.environment {
        for source in &mut config.sources {
            source.content = None;
        }
        // The environment has them; headers in them may be secrets, and are kept once.
        config.network = None;
    }
    serde_json::to_value(request).map_err(|error| ApiError::internal(&error))
}
