//! Triggers: scheduled work for agents, and their executions (contract section 11).

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use interactions::{
    CreateInteraction, EnvironmentId, Trigger, TriggerExecution, TriggerExecutionList, TriggerList,
    TriggerStatus, TriggerUpdate,
};
use schedules::Schedule;
use serde_json::{Value, json};

use super::{ApiResult, PageQuery, Query, accept, body, create, json_body, ok, ok_of, shown};
use crate::error::{ApiError, unknown_field};
use crate::state::{ExecutionRow, TriggerRow};
use crate::triggers::{Triggers, of_first_run};

type TriggersExtension = Extension<Arc<Triggers>>;

/// All fields of a create request except `interaction`.
const FIELDS: &[&str] = &[
    "schedule",
    "time_zone",
    "display_name",
    "environment_id",
    "execution_timeout_seconds",
    "max_consecutive_failures",
];
/// All fields of an update.
const CHANGEABLE: &[&str] = &["status", "display_name"];
/// Maximum time limit in seconds: a day.
const LONGEST: u32 = 24 * 60 * 60;

pub(super) async fn list(Extension(triggers): TriggersExtension, query: Query) -> ApiResult {
    let store = &triggers.engine.store;
    let page = PageQuery::of(&query, 50, 1000)?;
    let filter = query.iter().find(|(name, _)| name == "filter");
    let status = filter.map_or(Ok(None), |(_, filter)| status_of(filter))?;
    if let Some(token) = &page.token
        && store.trigger(token).await?.is_none()
    {
        return Err(ApiError::invalid("page_token is not one of this list."));
    }
    let mut rows = store.triggers(status, page.token, page.size + 1).await?;
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    ok_of(&TriggerList {
        next_page_token: rows.last().filter(|_| more).map(|row| row.id.clone()),
        triggers: rows.into_iter().map(shape).collect(),
        ..TriggerList::default()
    })
}

/// Parses the status of a filter: `status = "paused"`, with or without quotes. `None` for an empty filter.
fn status_of(filter: &str) -> Result<Option<TriggerStatus>, ApiError> {
    if filter.trim().is_empty() {
        return Ok(None);
    }
    let status = filter
        .split_once('=')
        .filter(|(name, _)| name.trim() == "status");
    let status = status.map(|(_, word)| word.trim().trim_matches('"').to_lowercase());
    match status.map(TriggerStatus::from) {
        Some(TriggerStatus::Other(_)) | None => Err(ApiError::invalid(
            "The filter is not understood. Triggers are filtered by their status: status = \"active\", \"paused\" or \
             \"error\".",
        )),
        status => Ok(status),
    }
}

pub(super) async fn create(Extension(triggers): TriggersExtension, request: Request) -> Response {
    let body = match json_body(request).await {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let mut body = match body::snake_case(body) {
        Ok(body) => body,
        Err(refusal) => return refusal,
    };
    let interaction = match body.shift_remove("interaction") {
        Some(Value::Object(interaction)) => interaction,
        _ => {
            let text =
                "A trigger needs an `interaction`: what a create call would send to an agent.";
            return ApiError::invalid(text).into_response();
        }
    };
    // Fields that the server fills in cannot be sent.
    if let Some(name) = body.keys().find(|name| !FIELDS.contains(&name.as_str())) {
        return unknown_field(name);
    }
    let trigger: Trigger = match body::typed(body) {
        Ok(trigger) => trigger,
        Err(refusal) => return refusal,
    };
    let interaction = match create::read(interaction) {
        Ok(interaction) => interaction,
        Err(refusal) => return refusal,
    };
    add(&triggers, trigger, interaction)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn add(triggers: &Triggers, asked: Trigger, interaction: CreateInteraction) -> ApiResult {
    let (schedule, time_zone) = (
        needed("schedule", asked.schedule)?,
        needed("time_zone", asked.time_zone)?,
    );
    let plan = Schedule::read(&schedule, &time_zone)
        .map_err(|error| ApiError::invalid(error.to_string()))?;
    let (timeout_seconds, max_failures) = (
        between_1_and(
            LONGEST,
            "execution_timeout_seconds",
            asked.execution_timeout_seconds.unwrap_or(600),
        )?,
        between_1_and(
            1000,
            "max_consecutive_failures",
            asked.max_consecutive_failures.unwrap_or(5),
        )?,
    );
    check_manner(&interaction, asked.environment_id.as_ref())?;
    let body = serde_json::to_value(&interaction).map_err(|error| ApiError::internal(&error))?;
    // Prepares a first run completely without running it, so that the sandbox exists and later runs are not refused
    // for errors that can be found now.
    let first = of_first_run(interaction, asked.environment_id);
    let first = accept(&triggers.engine, first).await?;
    let now = triggers.now();
    let row = TriggerRow {
        id: format!("trg-{}", uuid::Uuid::now_v7().simple()),
        schedule,
        time_zone,
        interaction: body,
        display_name: asked.display_name,
        timeout_seconds,
        max_failures,
        environment_id: first.row.environment_id,
        previous: None,
        status: TriggerStatus::Active,
        failures: 0,
        created: now.clone(),
        updated: now,
        last_run: None,
        next_run: triggers.next_run(&plan),
        last_pause: None,
        last_resume: None,
    };
    let store = &triggers.engine.store;
    store.create_trigger(row.clone(), first.made).await?;
    triggers.wake();
    ok_of(&shape(row))
}

fn needed(name: &str, value: Option<String>) -> Result<String, ApiError> {
    value.ok_or_else(|| ApiError::invalid(format!("A trigger needs a `{name}`.")))
}

fn between_1_and(most: u32, name: &str, value: u64) -> Result<u32, ApiError> {
    u32::try_from(value)
        .ok()
        .filter(|value| (1..=most).contains(value))
        .ok_or_else(|| ApiError::invalid(format!("`{name}` is a number from 1 to {most}.")))
}

/// Refuses options of a create call that make no sense in a trigger's run, because nobody waits for its response.
fn check_manner(
    interaction: &CreateInteraction,
    environment_id: Option<&EnvironmentId>,
) -> Result<(), ApiError> {
    let refuse = |text: &str| Err(ApiError::invalid(text));
    if interaction.agent.is_none() {
        return refuse("A trigger's interaction names an agent; models are not run on a schedule.");
    }
    if interaction.stream == Some(true) || interaction.background == Some(false) {
        return refuse(
            "A trigger's runs go on in the background: leave `stream` and `background` away from its interaction.",
        );
    }
    let own = interaction.environment.as_ref();
    let own = own.and_then(|environment| environment.environment_id());
    match (own, environment_id) {
        (Some(own), Some(shared)) if own != shared => refuse(
            "`environment_id` and the interaction's `environment` name two sandboxes; name one.",
        ),
        _ => Ok(()),
    }
}

pub(super) async fn get(
    Extension(triggers): TriggersExtension,
    Path(id): Path<String>,
) -> ApiResult {
    let row = triggers.engine.store.trigger(&id).await?;
    ok_of(&shape(row.ok_or_else(|| missing(&id))?))
}

pub(super) async fn change(
    Extension(triggers): TriggersExtension,
    Path(id): Path<String>,
    request: Request,
) -> Response {
    let update: TriggerUpdate = match body::read(request, CHANGEABLE).await {
        Ok(update) => update,
        Err(refusal) => return refusal,
    };
    apply(&triggers, &id, update)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn apply(triggers: &Arc<Triggers>, id: &str, update: TriggerUpdate) -> ApiResult {
    let store = &triggers.engine.store;
    let row = store.trigger(id).await?.ok_or_else(|| missing(id))?;
    let resumed = match &update.status {
        None | Some(TriggerStatus::Paused) => None,
        Some(TriggerStatus::Active) => {
            let schedule = Schedule::read(&row.schedule, &row.time_zone)
                .map_err(|error| ApiError::precondition(error.to_string()))?;
            triggers.next_run(&schedule)
        }
        Some(_) => {
            return Err(ApiError::invalid(
                "A trigger's status can be set to \"active\" or \"paused\".",
            ));
        }
    };
    let now = triggers.now();
    let change = move |row: &mut TriggerRow| {
        match update.status {
            Some(TriggerStatus::Paused) => row.pause(&now),
            Some(_) => row.resume(&now, resumed),
            None => {}
        }
        if update.display_name.is_some() {
            row.display_name = update.display_name;
        }
        row.updated = now;
    };
    let row = store.change_trigger(id, change).await?;
    triggers.wake();
    ok_of(&shape(row.ok_or_else(|| missing(id))?))
}

pub(super) async fn delete(
    Extension(triggers): TriggersExtension,
    Path(id): Path<String>,
) -> ApiResult {
    if triggers.engine.store.delete_trigger(&id).await? {
        return Ok(ok(&json!({})));
    }
    Err(missing(&id))
}

pub(super) async fn run(
    Extension(triggers): TriggersExtension,
    Path(id): Path<String>,
) -> ApiResult {
    ok_of(&shape_execution(triggers.run_by_hand(&id).await?))
}

/// The executions of a trigger; also of a deleted one, because they are its history.
pub(super) async fn executions(
    Extension(triggers): TriggersExtension,
    Path(id): Path<String>,
    query: Query,
) -> ApiResult {
    let store = &triggers.engine.store;
    let page = PageQuery::of(&query, 50, 1000)?;
    if let Some(token) = &page.token {
        let named = store.execution(token).await?;
        if named.is_none_or(|execution| execution.trigger_id != id) {
            return Err(ApiError::invalid("page_token is not one of this list."));
        }
    }
    let mut rows = store.executions(&id, page.token, page.size + 1).await?;
    if rows.is_empty() && store.trigger(&id).await?.is_none() {
        return Err(missing(&id));
    }
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    ok_of(&TriggerExecutionList {
        next_page_token: rows.last().filter(|_| more).map(|row| row.id.clone()),
        trigger_executions: rows.into_iter().map(shape_execution).collect(),
        ..TriggerExecutionList::default()
    })
}

fn missing(id: &str) -> ApiError {
    ApiError::not_found(format!("There is no trigger '{id}'."))
}

fn shape(row: TriggerRow) -> Trigger {
    let mut interaction: Option<Box<CreateInteraction>> =
        serde_json::from_value(row.interaction).ok();
    if let Some(interaction) = &mut interaction {
        shown::request(interaction);
    }
    Trigger {
        id: Some(row.id.into()),
        display_name: row.display_name,
        schedule: Some(row.schedule),
        time_zone: Some(row.time_zone),
        interaction,
        environment_id: row.environment_id.map(Into::into),
        execution_timeout_seconds: Some(row.timeout_seconds.into()),
        max_consecutive_failures: Some(row.max_failures.into()),
        status: Some(row.status),
        consecutive_failure_count: Some(row.failures.into()),
        previous_interaction_id: row.previous.map(Into::into),
        create_time: Some(row.created),
        update_time: Some(row.updated),
        last_run_time: row.last_run,
        next_run_time: row.next_run,
        last_pause_time: row.last_pause,
        last_resume_time: row.last_resume,
        ..Trigger::default()
    }
}

fn shape_execution(row: ExecutionRow) -> TriggerExecution {
    TriggerExecution {
        id: Some(row.id),
        trigger_id: Some(row.trigger_id.into()),
        status: Some(row.status),
        scheduled_time: row.scheduled,
        start_time: row.started,
        end_time: row.ended,
        interaction_id: row.interaction_id.map(Into::into),
        environment_id: row.environment_id.map(Into::into),
        error: row.error,
        ..TriggerExecution::default()
    }
}
