//! Shared parts of the credential and webhook routes: listing, look-up and permanent deletion.

use serde_json::json;

use super::{ApiResult, PageQuery, SharedState, ok};
use crate::error::ApiError;
use crate::state::Listed;

/// A page of rows, newest first, and the token of the next page if there is one.
pub(super) async fn page<T: Listed>(
    engine: &SharedState,
    query: &[(String, String)],
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let page = PageQuery::of(query, 50, 1000)?;
    if let Some(token) = &page.token
        && engine.store.listed::<T>(token).await?.is_none()
    {
        return Err(ApiError::invalid("page_token is not one of this list."));
    }
    let mut rows: Vec<T> = engine.store.list(page.token, page.size + 1).await?;
    let more = rows.len() > page.size;
    rows.truncate(page.size);
    let next = rows.last().filter(|_| more).map(|row| row.id().to_owned());
    Ok((rows, next))
}

/// Refuses a new row if there are `most` already; `what` is their name in the plural.
pub(super) async fn check_room<T: Listed>(
    engine: &SharedState,
    most: usize,
    what: &str,
) -> Result<(), ApiError> {
    if engine.store.list::<T>(None, most).await?.len() < most {
        return Ok(());
    }
    let text = format!("There are {most} {what} already. Delete some.");
    Err(ApiError::new(429, "quota_exceeded", text))
}

/// Looks up a row; `what` is its name in the singular.
pub(super) async fn find<T: Listed>(
    engine: &SharedState,
    id: &str,
    what: &str,
) -> Result<T, ApiError> {
    let row = engine.store.listed(id).await?;
    row.ok_or_else(|| missing(id, what))
}

/// The error for a row that does not exist.
pub(super) fn missing(id: &str, what: &str) -> ApiError {
    ApiError::not_found(format!("There is no {what} '{id}'."))
}

/// Deletes a row so that its data is in no file any more.
pub(super) async fn delete<T: Listed>(engine: &SharedState, id: &str, what: &str) -> ApiResult {
    let marked = engine.tidy.will_delete().await;
    marked.map_err(|error| ApiError::internal(&error))?;
    let was_there = engine.store.delete_listed::<T>(id).await?;
    engine.tidy.deleted();
    match was_there {
        true => Ok(ok(&json!({}))),
        false => Err(missing(id, what)),
    }
}
