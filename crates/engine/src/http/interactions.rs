//! Reading, streaming, cancelling and deleting interactions (contract sections 2, 4 and 8.6).

use axum::Extension;
use axum::extract::Path;
use axum::response::Response;
use interactions::{CreateInteraction, Input, Interaction, Step};
use serde_json::json;

use super::{ApiResult, Query, SharedState, flag, ok, ok_of, shown, sse};
use crate::error::ApiError;
use crate::run::seq_of;
use crate::state::InteractionRow;

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
    query: Query,
) -> ApiResult {
    let row = find(&engine, &id).await?;
    if flag(&query, ["stream", "stream"]) {
        let after = query
            .iter()
            .find(|(name, _)| name == "last_event_id" || name == "lastEventId");
        let seq = match after.map(|(_, id)| id.as_str()).filter(|id| !id.is_empty()) {
            None => 0,
            Some(event_id) => seq_of(event_id).ok_or_else(|| {
                ApiError::invalid("last_event_id is not an event id of this interaction.")
            })?,
        };
        return Ok(sse::response(sse::follow(engine, id, seq)));
    }
    let mut interaction = shape(&row);
    interaction.steps = engine.runs.timeline_of(&row).await?;
    if flag(&query, ["include_input", "includeInput"]) {
        interaction.input = request_of(&row).input;
    }
    ok_of(&interaction)
}

pub(super) async fn cancel(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    find(&engine, &id).await?;
    engine.runs.cancel(&id).await;
    answer(&engine, &id).await
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    find(&engine, &id).await?;
    engine.runs.cancel(&id).await;
    let marked = engine.tidy.will_delete().await;
    marked.map_err(|error| ApiError::internal(&error))?;
    engine.store.delete_interaction(&id).await?;
    engine.tidy.deleted();
    Ok(ok(&json!({})))
}

async fn find(engine: &SharedState, id: &str) -> Result<InteractionRow, ApiError> {
    let row = engine.store.interaction(id).await?;
    row.ok_or_else(|| ApiError::not_found("Interaction not found."))
}

/// The interaction as a create call returns it: output steps only.
pub(super) async fn answer(engine: &SharedState, id: &str) -> Result<Response, ApiError> {
    let row = find(engine, id).await?;
    let mut interaction = shape(&row);
    interaction.steps = engine.runs.output_of(id).await?;
    ok_of(&interaction)
}

fn request_of(row: &InteractionRow) -> CreateInteraction {
    serde_json::from_value(row.request.clone()).unwrap_or_default()
}

/// The interaction without its steps.
pub(super) fn shape(row: &InteractionRow) -> Interaction {
    let mut request = request_of(row);
    shown::request(&mut request);
    Interaction {
        id: Some(row.id.as_str().into()).filter(|_| !row.id.is_empty()),
        status: Some(row.status.clone()),
        object: Some("interaction".to_owned()),
        model: request.model,
        agent: request.agent,
        environment_id: row.environment_id.as_deref().map(Into::into),
        created: Some(row.created.clone()),
        updated: Some(row.updated.clone()),
        previous_interaction_id: row.previous.as_deref().map(Into::into),
        usage: serde_json::from_value(row.usage.clone()).ok(),
        errors: serde_json::from_value(row.errors.clone()).unwrap_or_default(),
        system_instruction: request.system_instruction,
        tools: request.tools,
        environment: request.environment,
        generation_config: request.generation_config,
        agent_config: request.agent_config,
        response_format: request.response_format,
        response_modalities: request.response_modalities,
        response_mime_type: request.response_mime_type,
        safety_settings: request.safety_settings,
        service_tier: request.service_tier,
        labels: request.labels,
        webhook_config: request.webhook_config,
        ..Interaction::default()
    }
}

/// The input as steps, in the form that is stored.
pub(super) fn stored_input(input: Option<Input>) -> Option<Input> {
    input.map(|input| match input.clone().into_steps() {
        Some(steps) => Input::Steps(steps),
        None => input,
    })
}

/// The ids of function calls that wait for the client's results.
pub(super) fn pending_calls(steps: &[Step]) -> Vec<String> {
    let answered = |id: &str| {
        steps
            .iter()
            .any(|step| matches!(step, Step::FunctionResult(_)) && step.call_id() == Some(id))
    };
    let calls = steps
        .iter()
        .filter(|step| matches!(step, Step::FunctionCall(_)));
    calls
        .filter_map(Step::id)
        .filter(|id| !answered(id))
        .map(str::to_owned)
        .collect()
}
