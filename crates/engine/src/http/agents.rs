//! Custom agents: a base agent with instructions, tools and files of its own (contract section 10).

use axum::Extension;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Response};
use interactions::{Agent, AgentConfig, AgentList, RESERVED_AGENT_IDS, Tool};
use serde_json::json;

use super::{ApiResult, PageQuery, Query, SharedState, body, ok, ok_of, shown, tools};
use crate::error::ApiError;

/// Prefix of the ids of this engine's own agents, which custom agents may not use.
const OWN: &str = "errand-";
/// All fields of an agent.
const FIELDS: &[&str] = &[
    "id",
    "base_agent",
    "description",
    "system_instruction",
    "tools",
    "base_environment",
    "agent_config",
];
/// Maximum number of custom agents.
const MOST: usize = 1000;

pub(super) async fn list(Extension(engine): Extension<SharedState>, query: Query) -> ApiResult {
    let page = PageQuery::of(&query, 50, 1000)?;
    let built_in = if page.token.is_none() {
        engine.brains.agents()
    } else {
        Vec::new()
    };
    let room = page.size.saturating_sub(built_in.len()).max(1);
    let mut rows = engine.store.agents(page.token, room + 1).await?;
    let more = rows.len() > room;
    rows.truncate(room);
    let custom: Vec<Agent> = rows
        .into_iter()
        .filter_map(|row| serde_json::from_value(row.body).ok())
        .map(as_shown)
        .collect();
    let next_page_token = custom
        .last()
        .filter(|_| more)
        .and_then(|agent| Some(agent.id.as_ref()?.to_string()));
    let agents = built_in.into_iter().chain(custom).collect();
    ok_of(&AgentList {
        agents,
        next_page_token,
        ..AgentList::default()
    })
}

pub(super) async fn create(
    Extension(engine): Extension<SharedState>,
    request: Request,
) -> Response {
    let agent: Agent = match body::read(request, FIELDS).await {
        Ok(agent) => agent,
        Err(refusal) => return refusal,
    };
    store(&engine, agent)
        .await
        .unwrap_or_else(IntoResponse::into_response)
}

async fn store(engine: &SharedState, agent: Agent) -> ApiResult {
    let id = agent.id.as_ref().map_or("", |id| id.as_str()).to_owned();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if id.is_empty() || id.len() > 63 || !id.chars().all(plain) {
        return Err(ApiError::invalid(
            "An agent's id has 1 to 63 lower-case letters, digits, '-' and '_'.",
        ));
    }
    let built_in = engine.brains.agents();
    let is_built_in = |id: &str| {
        built_in
            .iter()
            .any(|agent| agent.id.as_ref().is_some_and(|known| known.as_str() == id))
    };
    let is_reserved = RESERVED_AGENT_IDS
        .iter()
        .chain(&[OWN])
        .any(|start| id.starts_with(start));
    if is_reserved || is_built_in(&id) {
        return Err(ApiError::invalid(format!("The id '{id}' is reserved.")));
    }
    let base = agent.base_agent.as_ref().map_or("", |base| base.as_str());
    if !is_built_in(base) {
        return Err(ApiError::invalid(format!(
            "'{base}' cannot be a base_agent on this computer."
        )));
    }
    let brain = super::checks::agents_brain(engine, agent.agent_config.as_ref())?;
    let fits = |tool: &Tool| {
        matches!(
            tool,
            Tool::CodeExecution(_)
                | Tool::Function(_)
                | Tool::McpServer(_)
                | Tool::GoogleSearch(_)
                | Tool::UrlContext(_)
        )
    };
    if let Some(tool) = agent.tools.iter().find(|tool| !fits(tool)) {
        return Err(ApiError::invalid(format!(
            "An agent on this computer cannot have the tool '{}'.",
            tool.kind()
        )));
    }
    tools::check(engine, &agent.tools, &brain, true)?;
    if !matches!(
        &agent.agent_config,
        None | Some(AgentConfig::Antigravity(_))
    ) {
        return Err(ApiError::invalid(
            "`agent_config.type` of a custom agent is \"antigravity\".",
        ));
    }
    super::checks::variables(agent.base_environment.as_ref())?;
    if let Some(base) = &agent.base_environment {
        super::environments::check_base(engine, base).await?;
    }
    if engine.store.agents(None, MOST).await?.len() >= MOST {
        return Err(ApiError::new(
            429,
            "quota_exceeded",
            format!("There are {MOST} agents already. Delete some."),
        ));
    }
    let body = serde_json::to_value(&agent).map_err(|error| ApiError::internal(&error))?;
    if !engine.store.create_agent(&id, body).await? {
        return Err(ApiError::new(
            409,
            "already_exists",
            format!("There is an agent '{id}' already."),
        ));
    }
    ok_of(&as_shown(agent))
}

fn as_shown(mut agent: Agent) -> Agent {
    shown::tools(&mut agent.tools);
    shown::environment(agent.base_environment.as_mut());
    agent
}

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    let built_in = engine.brains.agents();
    if let Some(agent) = built_in
        .iter()
        .find(|agent| agent.id.as_ref().is_some_and(|known| known.as_str() == id))
    {
        return ok_of(agent);
    }
    match engine.store.agent(&id).await? {
        Some(row) => {
            let agent =
                serde_json::from_value(row.body).map_err(|error| ApiError::internal(&error))?;
            ok_of(&as_shown(agent))
        }
        None => Err(ApiError::not_found(format!("There is no agent '{id}'."))),
    }
}

pub(super) async fn delete(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    if engine.store.delete_agent(&id).await? {
        return Ok(ok(&json!({})));
    }
    Err(ApiError::not_found(format!(
        "There is no custom agent '{id}'."
    )))
}
