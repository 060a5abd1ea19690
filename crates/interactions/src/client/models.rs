//! Calls on models (contract section 2.4).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{Model, ModelId, ModelList};

/// Calls on models (contract section 2.4).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such model;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Models<'a> {
    client: &'a Client,
}

impl Page for ModelList {
    type Item = Model;
    const QUERY: (&'static str, &'static str) = ("pageSize", "pageToken");

    fn split(self) -> (Vec<Model>, Option<String>) {
        (self.models, self.next_page_token)
    }
}

impl<'a> Models<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All models, page after page (section 2.4). None of their fields tells whether one works with interactions.
    pub fn list(&self) -> Paged<Model> {
        Paged::new::<ModelList>(self.client, Ok("models".to_owned()), Vec::new())
    }

    /// One model, by its id with or without `models/` (section 2.4).
    pub async fn get(&self, id: &ModelId) -> Result<Model> {
        let id = id.as_str();
        let id = path::segment(id.strip_prefix("models/").unwrap_or(id))?;
        let call = self
            .client
            .call(Method::GET, &format!("models/{id}"), &[])?;
        self.client.json(&call, "the model").await
    }
}
