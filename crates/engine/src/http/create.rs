//! The create call: all checks, and the four ways to respond (contract section 3).

use axum::Extension;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use interactions::{
    CreateInteraction, EnvironmentConfig, EnvironmentSpec, Source, Status, WebhookConfig,
};
use serde_json::{Map, Value, json};
use tokio_util::sync::CancellationToken;

use super::{
    SharedState, body, checks, environments, honoured, interactions as answers, json_body, ok_of,
    self_hosted, sse, tools, uploaded, webhooks,
};
use crate::error::ApiError;
use crate::run::output_steps;
use crate::state::{EnvironmentRow, InteractionRow, now, paths_of};

pub(super) async fn create(
    Extension(engine): Extension<SharedState>,
    request: Request,
) -> Response {
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

/// Parses the request in either casing; the refusal names what is not understood.
#[expect(clippy::result_large_err, reason = "the error is the answer itself")]
pub(super) fn read(body: Map<String, Value>) -> Result<CreateInteraction, Response> {
    body::typed(body::snake_case(body)?)
}

/// A request that has passed every check.
pub(crate) struct Accepted {
    /// The row of the new interaction; not stored yet.
    pub(crate) row: InteractionRow,
    /// The environment that was created for it, if any; its row is not stored yet.
    pub(crate) made: Option<EnvironmentRow>,
}

/// Checks a request and prepares the environment it works in.
pub(crate) async fn accept(
    engine: &SharedState,
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
    honoured::check(&request)?;
    if let Some(config) = &request.webhook_config {
        receivers(config)?;
    }
    checks::input(&uploaded::with_bytes(engine, &request).await?, &brain)?;
    tools::check(engine, &request.tools, &brain, request.agent.is_some())?;
    checks::check_options(&request, &brain)?;
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

/// Checks the webhook receivers that a request names for the end of its run (section 12).
fn receivers(config: &WebhookConfig) -> Result<(), ApiError> {
    const MOST: usize = 10;
    if config.uris.is_empty() || config.uris.len() > MOST {
        return Err(ApiError::invalid(format!(
            "`webhook_config.uris` names 1 to {MOST} receivers."
        )));
    }
    if config
        .user_metadata
        .as_ref()
        .is_some_and(|data| !data.is_object())
    {
        return Err(ApiError::invalid(
            "`webhook_config.user_metadata` is an object.",
        ));
    }
    let check = |uri: &String| webhooks::check_uri("webhook_config.uris", uri);
    config.uris.iter().try_for_each(check)
}

async fn answer(engine: &SharedState, request: CreateInteraction) -> Result<Response, ApiError> {
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
        // The watch ends with the run; the run does not depend on this connection.
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
    engine: &SharedState,
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

/// The environment that the agent works in: an existing one, or a new one with all its sources.
async fn environment_for(
    engine: &SharedState,
    request: &CreateInteraction,
    base: &checks::AgentDefaults,
) -> Result<(Option<String>, Option<EnvironmentRow>), ApiError> {
    let asked = request
        .environment
        .clone()
        .unwrap_or(EnvironmentSpec::Remote);
    let mut config = match &asked {
        EnvironmentSpec::Config(config) => (**config).clone(),
        EnvironmentSpec::Existing(id) => EnvironmentConfig {
            environment_id: Some(id.clone()),
            ..EnvironmentConfig::default()
        },
        _ => EnvironmentConfig::default(),
    };
    if let Some(mode) = config.mode.as_ref().filter(|mode| mode.is_self_hosted()) {
        return Err(self_hosted::no_worker(mode.as_str()));
    }
    if let Some(id) = &config.environment_id {
        let given = given_by(engine, request, Some(id.as_str()), &config.sources).await?;
        environments::reuse(engine, id.as_str(), &config, given).await?;
        return Ok((Some(id.as_str().to_owned()), None));
    }
    let (from, mut sources) = match &base.environment {
        Some(EnvironmentSpec::Existing(id)) => (Some(id.as_str().to_owned()), Vec::new()),
        Some(EnvironmentSpec::Config(base)) => {
            // Settings of the call override those of the agent.
            environments::add_missing(&mut config, base);
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
    let given = given_by(engine, request, None, &sources).await?;
    let config = EnvironmentConfig { sources, ..config };
    let row = environments::make(engine, from, &config, given).await?;
    Ok((Some(row.id.clone()), Some(row)))
}

/// The paths of the files that a request gives to the environment `id`, or to a new one: its sources, and what was
/// uploaded ahead of it because a request has no room for it. A client that goes on in another environment brings all
/// files of the one before; those that its agent made are not given.
async fn given_by(
    engine: &SharedState,
    request: &CreateInteraction,
    id: Option<&str>,
    sources: &[Source],
) -> Result<Vec<String>, ApiError> {
    let mut given = paths_of(sources);
    if let Some(id) = id {
        let uploaded = engine.store.environment(id).await?;
        given.extend(uploaded.iter().flat_map(EnvironmentRow::uploaded));
    }
    let before = match &request.previous_interaction_id {
        Some(previous) => environment_before(engine, previous.as_str()).await?,
        None => None,
    };
    let Some(before) = before.filter(|before| Some(before.id.as_str()) != id) else {
        return Ok(given);
    };
    let given_before = before.given();
    environments::on_disk(engine, move |files| {
        let is_there = |path: &str| files.contains(&before.id, path).unwrap_or(false);
        let is_given = |path: &String| given_before.contains(path) || !is_there(path);
        given.into_iter().filter(is_given).collect()
    })
    .await
}

/// The environment that a conversation worked in last, up to and with the interaction `previous`.
async fn environment_before(
    engine: &SharedState,
    previous: &str,
) -> Result<Option<EnvironmentRow>, ApiError> {
    let mut previous = Some(previous.to_owned());
    while let Some(id) = previous.take() {
        let Some(row) = engine.store.interaction(&id).await? else {
            break;
        };
        match row.environment_id {
            Some(environment) => return Ok(engine.store.environment(&environment).await?),
            None => previous = row.previous,
        }
    }
    Ok(None)
}

/// The request as it is stored: input as steps, sources without their content.
fn record_of(request: &CreateInteraction) -> Result<Value, ApiError> {
    let mut request = request.clone();
    request.input = answers::stored_input(request.input);
    if let Some(EnvironmentSpec::Config(config)) = &mut request.environment {
        for source in &mut config.sources {
            source.content = None;
        }
        // They are stored with the environment only; they may be secrets.
        config.env = None;
        config.network = None;
    }
    serde_json::to_value(request).map_err(|error| ApiError::internal(&error))
}
