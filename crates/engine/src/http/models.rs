//! The models list (contract section 2.4; a classic route, camelCase).

use axum::Extension;
use axum::extract::Path;
use axum::http::HeaderMap;
use interactions::ModelList;

use super::{ApiResult, PageQuery, Query, SharedState, ok_of, openai};
use crate::error::ApiError;

pub(super) async fn list(
    Extension(engine): Extension<SharedState>,
    headers: HeaderMap,
    query: Query,
) -> ApiResult {
    if openai::is_asked(&headers) {
        return Ok(openai::models(&engine));
    }
    let page = PageQuery::of(&query, 50, 1000)?;
    let from = match &page.token {
        None => 0,
        Some(token) => token
            .parse::<usize>()
            .map_err(|_| ApiError::invalid("pageToken is not one of this list."))?,
    };
    let models = engine.brains.models();
    let next = from.saturating_add(page.size);
    ok_of(&ModelList {
        next_page_token: (next < models.len()).then(|| next.to_string()),
        models: models.into_iter().skip(from).take(page.size).collect(),
        ..ModelList::default()
    })
}

pub(super) async fn get(
    Extension(engine): Extension<SharedState>,
    Path(id): Path<String>,
) -> ApiResult {
    let id = id.strip_prefix("models/").unwrap_or(&id);
    let found = engine
        .brains
        .models()
        .into_iter()
        .find(|model| model.id().is_some_and(|known| known.as_str() == id));
    let model = found.ok_or_else(|| {
        ApiError::new(404, "model_not_found", format!("There is no model '{id}'."))
    })?;
    ok_of(&model)
}
